common-skip = Ana içeriğe geç
common-nav = Sayfalar
common-menu = Menü
common-other-language = English
common-home = Ana sayfa
common-my-account = Hesabım
common-sign-in = Oturum aç
common-sign-out = Oturumu kapat
common-demo-mode = Gösterim kipi
common-demo-note = Buradaki kişiler ve birimler örnektir.
common-demo-people = Kişiler
common-demo-phone = Telefon
common-footer-owner = { $institution } – Künye hesap hizmeti
common-help-desk = Yardım masası: { $phone }
common-notice = Kişisel verilerin korunması

common-back = Geri
common-continue = Devam et
common-change = Değiştir
common-search = Ara
common-show = Göster
common-hide = Gizle
common-print = Yazdır
common-previous = Önceki
common-next = Sonraki
common-yes = Evet
common-no = Hayır
common-optional = (isteğe bağlı)
common-none = Yok
common-reference = Talep numarası
common-copy-reference = Numarayı kopyala
common-copied = Kopyalandı
common-province = İl
common-all-provinces = Tüm iller
common-pages = Sayfalama
common-page-of = Sayfa { $number } / { $total } · { $count } kayıt
common-days-left = gün kaldı

common-date-day = Gün
common-date-month = Ay
common-date-year = Yıl

common-error-prefix = Hata:
common-errors-title = Düzeltilmesi gerekenler var
common-note-success = Başarılı:
common-note-info = Bilgi:
common-note-warning = Dikkat:
common-note-error = Hata:

# Codes of the domain, in words.
account-state-pending = Henüz kullanılmadı
account-state-active = Etkin
account-state-expired = Parola süresi doldu
account-state-closed = Kapalı
account-state-suspended = Askıda

request-state-awaiting-approval = Onay bekliyor
request-state-approved = Onaylandı
request-state-declined = Onaylanmadı
request-state-refused = Geri çevrildi
request-state-in-delivery = Gönderiliyor
request-state-fulfilled = Tamamlandı
request-state-failed = Gönderilemedi
request-state-lapsed = Süresi doldu

request-kind-renewal = Parola yenileme
request-kind-first-password = İlk parola
request-kind-unlock = Kapanan hesabın açılması

delivery-state-made = Hazırlandı
delivery-state-handed-over = Ağ geçidine verildi
delivery-state-accepted = Kabul edildi
delivery-state-delivered = İletildi
delivery-state-failed = Başarısız
delivery-state-unknown = Sonucu bilinmiyor

failure-reason-bad-number = Numara geçersiz ya da cep telefonu numarası değil.
failure-reason-expired = Telefon kapalıydı ya da kapsama dışındaydı; mesajın süresi doldu.
failure-reason-undeliverable = Operatör mesajı telefona iletemedi.
failure-reason-rejected = Operatör ya da ağ geçidi mesajı kabul etmedi.
failure-reason-throttled = Ağ geçidi yoğun olduğunu bildirdi.
failure-reason-unreachable = Ağ geçidine bağlanılamadı.
failure-reason-configuration = Ağ geçidi bağlantı ayarlarımızı kabul etmedi.
failure-reason-other = Ağ geçidi bilinmeyen bir neden bildirdi.

duty-kind-supervisor = İdari amir
duty-kind-deputy = Vekil
duty-kind-officer = PYS yetkilisi
duty-kind-administrator = Yönetici
duty-kind-auditor = Denetçi
duty-kind-help-desk = Yardım masası
duty-kind-coordinator = Kurum yetkilisi
duty-kind-planner = Eğitim planlayıcısı
duty-kind-account-manager = Kurumsal müşteri temsilcisi
duty-kind-trainer = Eğitmen
duty-kind-director = Merkez müdürü

# What happened to a request.
story-not-yet = (henüz yapılmadı)
story-form-made = Form oluşturuldu
story-approval = İdari amirin onayı
story-approved = İdari amir onayladı
story-declined = İdari amir onaylamadı
story-wet-signature-attested = Islak imzalı onay doğrulandı
story-check = PYS yetkilisinin incelemesi
story-scan-filed = İmzalı form arşivlendi
story-corrected = Sicil bilgisi düzeltildi
story-completeness-attested = Belgelerin eksiksiz olduğu beyan edildi
story-refused = PYS yetkilisi geri çevirdi
story-delivery = Kısa mesajın gönderilmesi
story-in-delivery = Kısa mesaj gönderime verildi
story-resent = Kısa mesaj yeniden gönderime verildi
story-handed-over = Kısa mesaj operatöre teslim edildi
story-delivered = Kısa mesaj iletildi
story-failed = Kısa mesaj gönderilemedi
story-fulfilled = Talep tamamlandı
story-lapsed = Talebin süresi doldu

delivery-attempt = { $number }. gönderim
delivery-about-made = Mesaj hazırlandı, ağ geçidine verilmeyi bekliyor.
delivery-about-handed-over = Mesaj ağ geçidine verildi; yanıt bekleniyor.
delivery-about-accepted = Ağ geçidi mesajı kabul etti. Bu, mesajın telefona ulaştığı anlamına gelmez; iletim raporu bekleniyor.
delivery-about-delivered = Mesajın telefona ulaştığı operatörün iletim raporuyla doğrulandı.
delivery-about-failed = Mesaj telefona ulaşmadı.
delivery-about-unknown = Mesajın ulaşıp ulaşmadığı bilinmiyor. Kişi mesajı aldıysa yeniden göndermeniz gerekmez.
request-kind-authorisation = Yetki değişikliği
story-authorisation = Yetkilerin değiştirilmesi
story-authorised = Yetkiler değiştirildi
story-form-signed = Form elektronik imzayla imzalandı
common-unsent = Bu telefonda gönderilmemiş yoklama işaretleri var. Oturumu kapatırsanız silinecek. Yine de kapatılsın mı?
