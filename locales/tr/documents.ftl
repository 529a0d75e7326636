# Basılı belgelerdeki metinler.

documents-form-title = Kullanıcı Talep Formu
documents-reference = Talep numarası
documents-requested-on = Talep tarihi
documents-kind = Talep türü
documents-detsis = DETSİS
documents-qr-caption = Talebi izlemek için karekodu okutun
documents-qr-alt = Talebin izlendiği adresi taşıyan karekod

documents-applicant = Talep eden
documents-national-id = T.C. kimlik numarası
documents-staff-no = Sicil numarası
documents-given-names = Adı
documents-surname = Soyadı
documents-job-title = Unvanı
documents-mobile = Cep telefonu
documents-compromised = Parolayı başka biri biliyor olabilir mi?
documents-yes = Evet
documents-no = Hayır
documents-account = Birim hesabının kullanıcı adı
documents-changes = İstenen yetki değişiklikleri
documents-application = Uygulama
documents-why = Gerekçe

documents-commitments = Taahhüt
documents-approvals = İmza ve onay
documents-supervisor = İdari amir
documents-officer = PYS yetkilisi
documents-full-name = Adı soyadı
documents-date = Tarih
documents-signature = İmza
documents-approve = Onaylıyorum
documents-approved-electronically = Elektronik ortamda onaylandı
documents-papers-complete = Evrak tamdır
documents-identity-checked = Kimlik kontrol edildi
documents-archive-no = Arşiv numarası
documents-stays-in-unit = Bu form yalnızca birimin PYS yetkilisine teslim edilir ve arşivinde saklanır; başka yere gönderilmez.
documents-page = Sayfa

documents-certificate-title = Katılım Sertifikası
documents-certificate-says = Aşağıda adı geçen kişi, belirtilen eğitime eksiksiz katılmıştır.
documents-certificate-course = Eğitim
documents-certificate-hours = Süre (saat)
documents-certificate-held-on = Eğitim tarihi
documents-certificate-place = Eğitim yeri
documents-certificate-programme = Program
documents-certificate-number = Sertifika numarası
documents-certificate-issued-on = Düzenlenme tarihi
documents-certificate-code = Doğrulama kodu
documents-certificate-qr-caption = Doğrulamak için karekodu okutun
documents-certificate-qr-alt = Sertifikanın doğrulandığı adresi taşıyan karekod

documents-verify = Doğrulama kodu
documents-verify-qr-caption = Belgeyi doğrulamak için karekodu okutun
documents-verify-qr-alt = Belgenin doğrulandığı adresi taşıyan karekod
documents-sign-applicant = Talep edenin elektronik imzası
documents-sign-supervisor = İdari amirin elektronik imzası

documents-sheet-title = İmza Föyü
documents-sheet-number = No
documents-sheet-name = Adı soyadı
documents-sheet-institution = Kurumu
documents-sheet-date = Tarih
documents-sheet-place = Yer
documents-sheet-trainer = Eğitmen
documents-sheet-reference = Seans
documents-sheet-note = Her katılımcı yalnızca kendi satırına, yalnızca bulunduğu saat için imza atar. Boş kutuları eğitmen çizer.
documents-sheet-trainer-sign = Eğitmenin imzası
documents-sheet-people = Salondaki kişi sayısı
documents-sheet-qr-alt = Föyün işleneceği adresi taşıyan karekod
documents-sheet-qr-caption = Taramayı işlemek için
