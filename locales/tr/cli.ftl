# Komut satırı.

cli-error = Hata:
cli-invalid = Verilenlerde yanlış ya da eksik var:
cli-migrations-pending = Veri tabanı bu sürümün { $count } geçişini henüz görmedi. Yedek alıp “kunye migrate” komutunu çalıştırın veya --migrate ile başlatın.
cli-folder = Klasör oluşturulamıyor: { $path }
cli-listen = Bu adres dinlenemiyor: { $address }
cli-write = Dosya yazılamıyor: { $path }
cli-no-person = Kayıtlarda bu kimlik numarasıyla personel yok: { $person }
cli-no-unit = Kayıtlarda bu DETSİS numarasıyla birim yok: { $detsis }
cli-no-account = { $name } adlı personelin hesabı yok.
account-not-new = Bu personel daha önce parola kullanmış. Yeni parola, talep üzerine verilir.
error-paper-too-long = Metinler forma sığmıyor. En uzun yanıtları kısaltın.

cli-config-setting = Ayar
cli-config-value = Değer
cli-config-origin = Kaynak
cli-config-default = varsayılan
cli-config-file = Yapılandırma dosyası: { $path }
cli-config-no-file = Yapılandırma dosyası bulunamadı.
cli-config-insecure = Not: server.secure_cookies açıkken server.public_url http:// ile başlıyor; bu durumda kimse oturum açamaz.
cli-config-mailboxes = Posta kutuları: { $mailbox }; hizmeti veren kurumun hesapları için.
cli-config-no-mailboxes = Posta alan adı (mail.domain) verilmedi: uygulamalara sicildeki adresler bildirilir.
cli-config-old-mail-domain = Not: ldap.mail_domain ayarının yeni adı mail.domain; eski adı da okunur.
cli-config-no-gateway = Not: sms.gateway = none; parola gönderilemez.
cli-config-good = Yapılandırma geçerli.

config-missing = Belirtilmemiş. Yapılandırma dosyasında veya { $variable } ortam değişkeninde belirtin.
config-ldap-base = Kurumun alan adından oluşmalıdır; örnek: dc=example,dc=org
config-certificate = { $path } dosyasından PEM biçiminde sertifika ya da anahtar okunamadı.
config-public-url = https:// (veya http://) ile başlamalı ve bir sunucu adı içermelidir; örnek: https://hesap.example.gov.tr
config-unreadable = Dosya okunamıyor: { $path }
config-wrong = Değer kullanılamıyor ({ $problem }).
config-unknown = Böyle bir ayar yok. Burada olabilecekler: { $known }
config-choice = Şunlardan biri olmalıdır: { $known }
config-secret-in-file = Parola bu dosyada bulunamaz. Parolayı ayrı bir dosyada (password_file, url_file) veya ortam değişkeninde belirtin.
config-log-level = error, warn, info, debug ya da trace olmalıdır; modül de belirtilebilir: info,kunye_messaging=debug
config-faults = { $count ->
    [one] Yapılandırmada bir yanlış var:
   *[other] Yapılandırmada { $count } yanlış var:
}
config-syntax = Bu satır TOML olarak okunamıyor ({ $problem }). Dosyanın geri kalanı, bu düzeltildikten sonra denetlenir.
config-needs-choice = Seçeneklerden birinin adı, tırnak içinde yazılmalıdır; seçenekler docs/kunye.toml dosyasındadır.
config-needs-number = Sıfır ya da daha büyük bir tam sayı olmalıdır.
config-needs-number-below = 0 ile { $most } arasında bir tam sayı olmalıdır.
config-needs-seconds = Saniye olarak, sıfırdan küçük olmayan bir sayı olmalıdır.
config-needs-boolean = true ya da false olmalıdır.
config-needs-text = Tırnak içinde bir metin olmalıdır.
config-needs-socket = Bir IP adresi ve port olmalıdır; örnek: 127.0.0.1:8080 ya da [::1]:8080
config-needs-address = Bir IP adresi olmalıdır; örnek: 10.0.0.1 ya da ::1
config-needs-list = Köşeli ayraç içinde bir liste olmalıdır; örnek: ["10.0.0.1", "10.0.0.2"]
config-needs-section = Tek bir değer değil, altında ayarlar bulunan bir bölüm olmalıdır.
config-database = sqlite:DOSYA ya da postgres://KULLANICI@SUNUCU/AD biçiminde olmalıdır.
config-mail-domain = Bir alan adı olmalıdır; örnek: example.gov.tr
config-mail-domain-twice = Yeni adı olan mail.domain ile çelişiyor; ikisinden birini kaldırın.
config-receipt-token = En az 20 karakter olmalıdır.
config-web-address = http:// ya da https:// ile başlayan bir adres olmalıdır.

cli-migrate-done = { $count ->
    [0] Veri tabanı güncel.
   *[other] { $count } geçiş uygulandı.
}
cli-migrate-pending = { $count ->
    [0] Veri tabanı güncel.
   *[other] { $count } geçiş bekliyor.
}

cli-policy-key = Ayar
cli-policy-value = Değer
cli-policy-in-force = Geçerli değer
cli-policy-default = Varsayılan
cli-policy-range = Aralık
cli-policy-source = Dayanak
cli-policy-from = Geçerlilik
cli-policy-by = Belirleyen
cli-policy-reason = Gerekçe
cli-policy-set = { $key } ayarı { $value } olarak belirlendi.

cli-import-reading = Dosya okunuyor
cli-import-comparing = Kayıtlarla karşılaştırılıyor
cli-import-writing = Yazılıyor
cli-import-row = Satır
cli-import-what = İşlem
cli-import-key = Numara
cli-import-name = Ad
cli-import-unit = Birim
cli-import-changes = Değişiklik
cli-import-column = Sütun
cli-import-reason = Satırın alınmama nedeni
cli-import-more = … ve { $count } satır daha. Her işlem türünden ilk satırlar gösterildi.
cli-import-ignored = Okunmayan sütunlar: { $columns }
cli-import-counts = { $new } yeni, { $changed } değişen, { $transferred } nakil, { $ended } ayrılan, { $unchanged } aynı, { $rejected } alınmayan satır.
cli-import-only-shown = Hiçbir şey değiştirilmedi. Uygulamak için aynı komutu --apply ile çalıştırın.
cli-import-nothing = Değiştirilecek bir şey yok.
cli-import-applied = Uygulandı: { $new } yeni, { $changed } değişen, { $transferred } nakil, { $ended } ayrılan.
cli-template-written = Yazıldı: { $path }

cli-duty-detsis = DETSİS
cli-duty-unit = Birim
cli-duty-duty = Görev
cli-duty-person = Personel
cli-duty-national-id = T.C. kimlik no
cli-duty-from = Başlangıç
cli-duty-until = Bitiş
cli-duty-id = Kayıt no
cli-duty-given = { $name } görevlendirildi: { $duty }, { $unit }.
cli-duty-ended = Görev { $date } günü sona eriyor.
cli-password-ordered = { $user } kullanıcı adının ilk parolası, çalışan hizmet tarafından { $phone } numarasına gönderilecek.
cli-second-factor-reset = { $name } için ikinci doğrulama adımı kaldırıldı; bir sonraki oturum açışta yeniden kurulacak.

cli-demo-duties = Görevlendirmeler
cli-demo-accounts = Hesaplar
cli-demo-requests = Talepler
cli-demo-not-ours = Klasörde gösterim verisinden başka bir şey var: { $path }. --data ile başka bir klasör seçin.
cli-demo-title = Künye · Gösterim
cli-demo-address = Sayfalar
cli-demo-whom = Kimin adına oturum açılabilir, doğrulama kodlarıyla
cli-demo-phone = Telefonlara gelen kısa mesajlar
cli-demo-data = Veriler
cli-demo-ldap = Dizin (LDAP)
cli-demo-again = Verileri silip baştan başlamak için
cli-demo-stop = Durdurmak için
cli-demo-sign-ins = Kullanıcı adı ve parola:
cli-demo-machines = Dizin (LDAP) için:
cli-demo-machine-service = e-posta sunucusunun servis hesabı
cli-demo-machine-unit = birim hesabı
cli-demo-prepared = Gösterim verileri hazırlandı: { $path }

cli-bench-what = Ölçüm
cli-bench-ours = Künye
cli-bench-bare = Yalın döngü
cli-bench-ratio = Oran
cli-bench-unit = Birim
cli-bench-debug = Not: Bu bir geliştirme derlemesidir; sayılar gerçek kullanım hakkında bir şey söylemez.
cli-bench-hash = Parola özeti
cli-bench-renewals = Yenileme (talebin iletilmesinden mesajın kabulüne)
cli-bench-import = Personel aktarımı
cli-bench-papers = Çizilen ve mühürlenen sertifika (yanında: yalnızca çizilen)
cli-bench-validation = Doğrulanan imza (yanında: pyHanko)
cli-bench-sealing = Mühürlenen belge (yanında: pyHanko)
cli-bench-signers = Sayılan imza sahibi (yanında: yalnızca okunan sertifika)
cli-bench-no-files = Deneme dosyaları bulunamadı: { $path }. Kaynak ağacında çalıştırın ya da klasörü --files ile belirtin.
cli-bench-pyhanko = { $path } ile pyHanko çalıştırılamıyor.
cli-bench-reservations = Rezervasyon (64 istemciden aynı anda)
cli-programme-founded = { $unit } için “{ $name }” kuruldu; kategoriler ve katalog hazır.
cli-institution-service = Hizmet
cli-institution-is-host = sahibi
cli-institution-name = Kurum
cli-institution-host = Hizmetin sahibi: { $name }. Çalışan hizmeti yeniden başlatın.
cli-no-institution = { $detsis } numaralı bir kurum yok. Kurumun en üst biriminin DETSİS numarasını verin.
cli-bench-directory = Ölçüm için hesaplar
cli-bench-year-database = Veritabanı
cli-bench-year-institutions = Kurum
cli-bench-year-users = Aktif kullanıcı
cli-bench-year-events = Olay
cli-bench-year-applications = Başvuru
cli-bench-year-placed = Yer ya da sıra bulan grup
cli-bench-year-refused = Kurallara göre geri çevrilen işlem
cli-bench-year-shared = Gerçekleşen ortak eğitim
cli-bench-year-on-site = Gerçekleşen yerinde eğitim
cli-bench-year-taken-over = Eğitmen hastalığında devredilen eğitim
cli-bench-year-called-off = İptal edilen eğitim
cli-bench-year-participants = Gerçekleşen eğitimlerde listedeki kişi
cli-bench-year-absent = Hiç gelmeyen
cli-bench-year-partly = Eksik katılan
cli-bench-year-marks = Yoklama kaydı
cli-bench-year-corrected = Düzeltilen yoklama kaydı
cli-bench-year-certificates = Düzenlenen sertifika
cli-bench-year-sealed = Çizilip mühürlenen sertifika
cli-bench-year-drawn = Çizilen sertifika (mühürsüz)
cli-bench-year-messages = Gönderilen mesaj
cli-bench-year-entries = Saat defteri kaydı
cli-bench-year-register = Kayıtların hazırlanması
cli-bench-year-time = Yılın tamamı
cli-bench-year-drawing = Bunun içinde sertifika çizimi
cli-bench-year-check = Denetim
cli-bench-year-unwritten = Yılın dosyası yazılamıyor: { $path }
cli-bench-year-problems = Bozulan kural
cli-bench-year-broken = Yıl { $count } yerde kuralları bozdu.

cli-application-slug = Kısa ad
cli-application-name = Ad
cli-application-open-to-all = Herkese açık
cli-application-roles = Roller
cli-application-holders = Yetkililer
cli-application-ended = Bitiş
cli-application-what = Tür
cli-application-role = rol
cli-application-service = servis hesabı
cli-application-everybody = kurumun tümü
cli-application-added = { $name } uygulaması eklendi: { $slug }
cli-application-changed = { $slug } değiştirildi.
cli-application-gone = { $slug } kullanımdan kaldırıldı.
cli-role-added = { $slug } rolü eklendi.
cli-service-secret = { $name } servis hesabının gizli anahtarı aşağıda; bir daha gösterilmez.

cli-oidc-id = client_id
cli-oidc-application = Uygulama
cli-oidc-name = Ad
cli-oidc-auth = Yol
cli-oidc-ended = Sonlandırma
cli-oidc-added = { $name } istemcisi { $application } uygulamasına eklendi.
cli-oidc-secret = Gizli anahtar bir kez gösterilir:
cli-oidc-client-ended = İstemci sonlandırıldı.
cli-oidc-key = { $algorithm } anahtarı { $kid } üretildi; { $from } tarihinden başlayarak imzalar.
cli-oidc-no-application = Bu kısa adla kullanımda bir uygulama yok: { $slug }
config-password-twice = Parola hem ortam değişkeninde hem { $path } dosyasında verilmiş; birini kaldırın.
config-time-stamps = http:// ya da https:// ile başlayan bir adres olmalıdır.
config-bucket = { $name } kovası kullanılamıyor ([data.bucket]).
config-network = Bir ağ (örnek: 10.1.0.0/16) ya da bir IP adresi olmalıdır.
config-seal-twice = Mühür anahtarı hem dosya (seal.key_file) hem cihaz (seal.device) olarak belirtilmiş; birini kaldırın.
config-device-module = { $module }: PKCS#11 kitaplığı kullanılamıyor.
config-device-no-token = { $module }: “{ $token }” etiketli bir kart ya da cihaz yok. Bulunanlar: { $found }.
config-device-tokens = { $module }: “{ $token }” etiketini birden çok kart ya da cihaz taşıyor.
config-device-pin = “{ $token }” PIN'i kabul etmedi. Yalnızca bir kez denendi; birkaç yanlış denemeden sonra cihaz kendini kilitler.
config-device-pin-locked = “{ $token }” cihazının PIN'i kilitli.
config-device-pin-expired = “{ $token }” cihazının PIN'inin süresi dolmuş; üreticinin kendi programıyla değiştirilmelidir.
config-device-no-key = “{ $token }” cihazında “{ $key }” etiketli bir özel anahtar yok.
config-device-keys = “{ $token }” cihazında “{ $key }” etiketli birden çok özel anahtar var.
config-device-asks-each-time = “{ $token }” cihazındaki “{ $key }” anahtarı her imzada PIN istiyor; hizmet bununla mühürleyemez.
config-device-no-certificate = “{ $key }” anahtarının sertifikası ne “{ $token }” cihazında ne de seal.device.certificates dosyalarında var.
config-device-not-its-certificate = Eldeki sertifikaların hiçbiri “{ $token }” cihazındaki “{ $key }” anahtarına ait değil.
config-device-failed = “{ $token }” cihazı istenen işlemi yapmadı.

cli-seal-no-key = Mühürlemek için anahtar tanımlı değil: seal.key_file ve seal.device boş.
cli-seal-unwritten = Mühürlü dosya yazılamıyor: { $path }
cli-seal-done = { $path }: mühürlendi, düzey { $level }.

cli-count-what = Sayım
cli-count-number = Sayı
cli-count-by-register = Görev yaptığı birimde sayılan
cli-count-by-certificate = Sertifikasında yazan kurumda sayılan
cli-count-unplaced = Kurumu bilinmediği için sayılmayan
cli-count-which-programme = Bugün { $count } program yürürlükte; hangisi olduğunu --programme ile belirtin.
cli-count-people = Geçerli imza sertifikası olan kişi
cli-count-certificates = Okunan sertifika
cli-count-good = Sayılan sertifika
cli-count-malformed = Sayılmadı: sertifika okunamıyor
cli-count-repeated = Sayılmadı: aynı sertifika daha önce de vardı
cli-count-seal = Sayılmadı: mühür sertifikası
cli-count-not-qualified = Sayılmadı: nitelikli imza sertifikası değil
cli-count-not-yet-valid = Sayılmadı: geçerliliği başlamamış
cli-count-expired = Sayılmadı: süresi dolmuş
cli-count-unknown-issuer = Sayılmadı: sertifikayı verene güvenilmiyor
cli-count-signature-wrong = Sayılmadı: sertifikanın imzası yanlış
cli-count-revoked = Sayılmadı: iptal edilmiş
cli-count-on-hold = Sayılmadı: askıda
cli-count-no-current-list = Sayılmadı: güncel iptal listesi yok
cli-count-unreadable = Sertifika bulunamayan dosya: { $path }
