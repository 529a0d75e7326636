# Çekirdeğin söyledikleri: hatalar, gerekçeler, kısa mesajlar.

error-invalid = Bazı yanıtlar eksik ya da hatalı. Lütfen işaretli alanları düzeltin.
error-not-found = Aradığınız kayıt bulunamadı ya da size açık değil.
error-forbidden = Bu işlem için yetkiniz yok.
error-unauthenticated = Oturumunuz kapalı ya da süresi dolmuş. Lütfen yeniden oturum açın.
error-operators-only = Bu işlem yalnızca sunucunun başındaki sistem yöneticisince yapılabilir.
error-too-many = Kısa sürede çok fazla deneme yapıldı. Lütfen { $seconds } saniye sonra yeniden deneyin.
error-try-again = Aynı anda başka bir işlem yapıldı. Lütfen sayfayı yenileyip yeniden deneyin.
error-internal = Bizden kaynaklanan bir sorun oluştu. Hiçbir şey değiştirilmedi.
error-storage = Dosya saklanamadı ya da okunamadı. Lütfen biraz sonra yeniden deneyin.
error-storage-damaged = Saklanan dosya bozulmuş. Lütfen sistem yöneticisine bildirin.
error-key-file = Anahtar dosyası okunamıyor ya da 32 bayt değil: { $path }
error-database-url = Veritabanı adresi “sqlite:YOL” ya da “postgres://…” biçiminde olmalıdır.
error-database-unavailable = Veritabanına ulaşılamıyor. Lütfen biraz sonra yeniden deneyin.

sign-in-failed = Kullanıcı adı ya da parola yanlış.
sign-in-expired = Parolanızın süresi dolmuş. Yeni parola için talep formunu doldurun.
sign-in-closed = Hesabınız kapatılmış. Yeniden açılması için talep formunu doldurun.
sign-in-suspended = Hesabınız askıya alınmış. Lütfen kurumunuzun yöneticisine başvurun.
second-factor-wrong = Kod yanlış ya da daha önce kullanılmış. Uygulamanızın şimdi gösterdiği kodu girin.
second-factor-already = Bu hesapta iki adımlı doğrulama zaten kurulu.

account-state-forbids = Hesap şu anki durumunda bu işleme uygun değil.
account-reason-clock = Parolanın süresi doldu.
account-reason-compromised = Parolayı başkasının da bildiği bildirildi.
account-reason-demo = Gösterim hesabı hazırlandı.
account-reason-first-use = Yeni parola ilk kez kullanıldı.
account-reason-left = Kişi görevinden ayrıldı.
account-reason-renewed = Talep karşılandı.

password-too-short = Parola en az { $min } karakter olmalıdır.
password-too-long = Parola en çok 128 karakter olabilir.
password-too-common = Bu parola kolayca tahmin edilebilir. Birkaç ilgisiz sözcükten oluşan bir parola seçin.
password-names-you = Parola adınızı ya da kullanıcı adınızı içermemelidir.
password-same = Yeni parola eskisinden farklı olmalıdır.
password-again-differs = İki parola birbirinin aynı değil.
password-current-missing = Şu anki parolanızı girin.
password-current-wrong = Şu anki parolanız yanlış.
password-own-not-allowed = Kurumunuz kendi parolanızı seçmenize izin vermiyor. Yeni parola için talep formunu doldurun.
password-needs-second-factor = Hesabınız iki adımlı doğrulama kullandığından parolanız yalnızca hesap sayfasından değiştirilebilir.

reference-malformed = Bu bir talep numarasına benzemiyor. Numara KT7M-2RXM gibi sekiz karakterdir; bir karakter yanlış yazılmış olabilir.
follow-national-id-differs = Bu kimlik numarası formdakiyle aynı değil.
form-unit-unknown = Bu birim bulunamadı. Lütfen listeden birim seçin.
form-notice-version = Aydınlatma metni, sürüm { $version }

request-state-forbids = Talep şu anki durumunda bu işleme uygun değil.
request-own-approval = Kendi talebinizi onaylayamazsınız.
request-own-fulfilment = Kendi talebinizi karşılayamazsınız. Talebinizle başka bir PYS yetkilisi ilgilenmelidir.
request-same-person = Talebi onaylayan amir, yetkili olarak aynı talebi karşılayamaz.
request-signed-in-future = İmza tarihi bugünden sonra olamaz.
request-signed-before-form = İmza tarihi formun doldurulduğu tarihten önce olamaz.
request-not-supervisor = Seçilen kişi o tarihte bu personelin amiri ya da vekili değil.
request-reason-missing = Gerekçeyi en az on karakterle yazın.
request-reason-long = Gerekçe en çok 500 karakter olabilir.
request-missing-person = Talep eden, sicilde görev yeriyle birlikte bulunamadı.
request-missing-mobile = Sicilde bu kişinin cep telefonu kayıtlı değil. Önce sicili düzeltin.
request-missing-approval = İdari amirin onayı henüz yok.
request-missing-scan = İmzalı formun taranmış hâli arşive konmadı.
request-not-attested = Evrakın tam olduğunu beyan etmeden talebi gönderemezsiniz.
request-account-suspended = Hesap askıya alınmış. Önce yöneticinin askıyı kaldırması gerekir.
request-person-moved = Bu kişi artık başka bir birimde görevli; talebiyle o birimin yetkilisi ilgilenir.
request-not-again = Mesaj şu anda yeniden gönderilemez. Son gönderimin üzerinden on dakika geçmemiş ya da yeni parola kullanılmış olabilir.

scan-empty = Dosya boş. Lütfen imzalı formun taranmış hâlini seçin.
scan-wrong-kind = Dosya PDF, JPEG ya da PNG değil. Adı öyle olsa bile içeriği başka bir türden.
scan-damaged = Dosya eksik ya da bozuk. Lütfen formu yeniden tarayıp yükleyin.
scan-too-large = Dosya çok büyük. En çok { $max } MB yüklenebilir.

policy-unknown-key = Böyle bir kural yok.
policy-not-a-number = Değer bir tam sayı olmalıdır.
policy-out-of-range = Değer { $min } ile { $max } arasında olmalıdır.
policy-reason-missing = Değişikliğin gerekçesini yazın.
policy-in-the-past = Kural geçmiş bir tarihten başlatılamaz.

failure-reason-no-answer = Ağ geçidi üç denemede de yanıt vermedi; mesajın gidip gitmediği bilinmiyor.

# Kısa mesajlar: 150 karakteri geçmez, Türkçe SMS tablosunda karşılığı olmayan harf içermez.
sms-password = Künye: { $user } hesabınızın yeni parolası { $password } Bu parolayı kimseyle paylaşmayın.
sms-authorisation = Künye: { $application } yetkileriniz { $reference } talebiyle değiştirildi. Siz istemediyseniz PYS yetkilinize başvurun.
sms-reminder-unit = Künye: { $user } birim hesabının parolası { $date } günü doluyor ({ $days ->
        [0] bugün
       *[other] { $days } gün kaldı
    }). Talep formuyla yenileyin.
mail-authorisation-title = { $application } yetkileriniz değiştirildi
sms-reminder = Künye: Parolanızın süresi { $date } günü doluyor ({ $days ->
        [0] bugün
       *[other] { $days } gün kaldı
    }). Yenilemek için talep formunu doldurun.
sms-former-mobile = Künye: Sicildeki cep numaranız { $date } günü { $unit } PYS yetkilisince değiştirildi. Haberiniz yoksa hemen amirinize bildirin.
sms-training-invited = Künye: { $at } tarihli eğitime davet edildiniz. Ayrıntılar ve yanıtınız için: { $url }
sms-training-withdrawn = Künye: { $at } tarihli eğitimin katılımcı listesinden çıkarıldınız. Ayrıntılar: { $url }
sms-training-called-off = Künye: { $at } tarihli eğitim iptal edildi. Ayrıntılar: { $url }
sms-training-moved = Künye: davet edildiğiniz eğitimin günü değişti: { $at }. Yeniden yanıtlayın: { $url }
sms-request-planned = Künye: { $reference } eğitim talebiniz planlandı: { $at }. Ayrıntılar: { $url }
sms-request-refused = Künye: { $reference } eğitim talebiniz karşılanamadı. Gerekçesi: { $url }
sms-request-called-off = Künye: { $reference } talebinizle planlanan eğitim iptal edildi. Gerekçesi: { $url }
mail-request-title = Eğitim talebiniz
sms-request-to-read = Künye: { $reference } eğitim talebi okumanızı bekliyor: { $url }
sms-request-passed-on = Künye: { $reference } eğitim talebiniz planlamaya iletildi: { $url }
sms-request-returned = Künye: { $reference } eğitim talebiniz geri gönderildi; ayrılan saatler korunuyor. Gerekçesi: { $url }
mail-request-to-read-title = Okumanızı bekleyen eğitim talebi
sms-candidates = Künye: { $unit } biriminden bir eğitim için aday isteniyor; son gün { $date }: { $url }
mail-candidates-title = Biriminizden aday isteniyor
sms-question = Künye: Kurumunuzdan bir kişi eğitimle ilgili soru sordu. Yanıtlamak için: { $url }
mail-question-title = Eğitimle ilgili yeni soru
mail-training-title = Eğitim daveti
mail-training-moved-title = Davet edildiğiniz eğitimin günü değişti
mail-training-withdrawn-title = Katılımcı listesinden çıkarıldınız
mail-training-declined-title = Eğitime katılmayacağınızı bildirdiniz
mail-training-declined = Künye: { $at } tarihli eğitime katılmayacağınızı bildirdiniz; takviminizdeki kayıt kaldırılıyor. Ayrıntılar: { $url }
mail-training-called-off-title = Eğitim iptal edildi
sms-evaluation = Künye: { $date } tarihli eğitimi bir dakikada, adınız bilinmeden değerlendirin (son gün { $until }): { $url }
mail-evaluation-title = Eğitimi değerlendirin
sms-certificate = Künye: { $course } katılım sertifikanız hazır: { $url }
mail-certificate-title = Katılım sertifikanız
sms-nudge = Künye: Kurumunuzun kullanılmamış { $hours } saat eğitim hakkı var. Seanslar ve kalan hakkınız: { $url }
mail-nudge-title = Kullanılmamış eğitim hakkınız
sms-customers-given = Künye: Size { $count } kurum verildi. Kurumlarınız: { $url }
sms-customers-given-waiting = Künye: Size { $count } kurum verildi; { $waiting } eğitim talebi okumanızı bekliyor: { $url }
mail-customers-given-title = Size verilen kurumlar
sms-answer = Künye: Eğitimle ilgili sorunuz yanıtlandı: { $url }
mail-answer-title = Sorunuz yanıtlandı
sms-demand-met = Künye: İlgi bildirdiğiniz teknik eğitim { $date } için duyuruldu. Yer istemek için: { $url }
sms-demand-changed = Künye: İlgi bildirdiğiniz teknik eğitimin duyurusu değişti; yeni tarihi { $date }. Ayrıntılar: { $url }
mail-demand-changed-title = İlgi bildirdiğiniz eğitimin tarihi değişti
sms-demand-unmet = Künye: İlgi bildirdiğiniz teknik eğitimin duyurusu değişti ve artık talebinize uymuyor. İlginiz yeniden beklemede: { $url }
mail-demand-unmet-title = Duyurulan eğitim artık talebinize uymuyor
mail-demand-title = İlgi bildirdiğiniz eğitim duyuruldu
error-seal = Belge mühürlenemedi. Lütfen biraz sonra yeniden deneyin.
