# Sayfaların kendi sözleri: menü, formların uyarıları, isteklerin reddi.

nav-home = Ana sayfa
nav-request = Talep oluştur
nav-follow = Talebimi izle
nav-officer = Talepler
nav-archive = Arşiv
nav-approvals = Onaylar
nav-account = Hesabım
nav-units = Birimler
nav-people = Personel
nav-devices = Eski parolalar
nav-import = Aktarım
nav-record = Kayıtlar
nav-policy = Kurallar

sign-in-first = Devam etmek için oturum açın.
sign-in-ended = Oturumunuz sona ermiş. Devam etmek için yeniden oturum açın.
sign-in-ended-unsaved = Oturumunuz sona ermiş; gönderdikleriniz kaydedilmedi. Yeniden oturum açıp işlemi tekrarlayın.

form-draft-ended = Yanıtlarınız iki saat saklanır; bu süre dolmuş ya da talep gönderilmiş. Formu yeniden doldurabilirsiniz.
form-kind-none = Ne yapmak istediğinizi seçin.
form-compromised-none = “Evet” ya da “Hayır”ı seçin.
form-national-id-none = T.C. kimlik numaranızı yazın.
form-national-id-wrong = T.C. kimlik numarasını denetleyin; yazdığınız numara geçerli değil.
form-given-names-none = Adınızı yazın.
form-surname-none = Soyadınızı yazın.
form-name-wrong = Adı ve soyadı yalnızca harflerle, en çok 100 karakter olarak yazın.
form-staff-no-wrong = Sicil numarasını harf ve rakamlarla, en çok 20 karakter olarak yazın.
form-unit-none-chosen = Görev yaptığınız birimi seçin.
form-mobile-none = Cep telefonu numaranızı yazın.
form-mobile-wrong = Cep telefonu numarası 05 ile başlamalı ve 11 rakamdan oluşmalıdır.
form-commitments-none = Devam etmek için taahhütleri kabul etmeniz gerekir.

follow-reference-none = Talep numaranızı yazın.
follow-not-found = Bu numarayla bir talep bulunamadı. Harfleri ve rakamları formla karşılaştırın.

error-not-your-duty = Bu sayfa için gereken göreviniz yok ya da göreviniz sona ermiş.
error-cross-site = İstek başka bir siteden gönderilmiş görünüyor; güvenliğiniz için kabul edilmedi. Sayfayı bu siteden açıp yeniden deneyin.
error-method = Bu adres böyle kullanılmaz.
error-upload-broken = Dosya tam olarak gelmedi. Lütfen yeniden yükleyin.
error-too-large = Gönderdiğiniz veri izin verilenden büyük.
error-time-out = İşlem zamanında bitirilemedi. Lütfen biraz sonra yeniden deneyin.
error-migrations-pending = Veritabanı henüz bu sürüme geçirilmemiş.
nav-applications = Uygulamalar
