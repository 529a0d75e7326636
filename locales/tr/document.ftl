# Belge doğrulama sayfası.

document-ask-title = Belge doğrulama
document-ask-lead = Bu kurumdan verilmiş bir belgenin gerçek olup olmadığını herkes denetleyebilir. Oturum açmak gerekmez; yüklediğiniz dosya saklanmaz.
document-code = Doğrulama kodu
document-code-hint = Belgenin altında yazar; KT7M-2RXM-BN8R-5ZPA ya da sertifikada KT7M-2RXM gibi.
document-or = ya da belgenin kendisini yükleyin
document-file = PDF dosyası
document-file-hint = En fazla { $megabytes } MB
document-verify = Doğrula
document-another = Başka bir belge doğrula

document-title-genuine = Belge gerçek
document-text-genuine = Dosya, bu kurumdan verildiği gibi; sonradan yalnızca imza eklenmişse imzalar aşağıda.
document-title-changed = Belge değiştirilmiş
document-text-changed = Dosya bizim verdiğimiz bir belgeyle başlıyor ama sonradan değiştirilmiş. Bu dosyaya güvenmeyin; belgenin verildiği hâli aşağıda.
document-title-unknown = Bu belge bizden değil
document-text-unknown = Dosya, bu kurumdan verilmiş bir belge değil ya da içeriği değiştirilmiş. Belge olarak kabul etmeyin.
document-title-listed = Bu kodla bir belge verildi
document-text-listed = Elinizdeki belgeyi aşağıdaki bilgilerle satır satır karşılaştırın. Emin olmak için dosyanın kendisini yükleyin.
document-title-destroyed = Belgenin saklama süresi doldu
document-text-destroyed = Bu kodla bir belge verilmişti. Saklama süresi dolduğu için içeriği imha edildi.
document-kind-request-form = Kullanıcı Talep Formu
document-kind-signed-form = Elektronik imzalı form
document-kind-form = Taranmış form
document-institution = Kurum
document-unit = Birim
document-issued-at = Veriliş anı
document-destroyed-at = İmha anı
document-facts = Belgede yazanlar
document-facts-text = Belge verildiği anda üzerinde yazan her alan. Kimlik ve telefon numaraları gizlenmiştir.
document-signatures = Mühür ve imzalar
document-no-signatures = Dosyada mühür ya da imza yok.

document-code-malformed = Bu bir doğrulama koduna benzemiyor. Kod KT7M-2RXM-BN8R-5ZPA gibi on altı, katılım sertifikalarında KT7M-2RXM gibi sekiz karakterdir.
document-code-unknown = Bu kodla verilmiş bir belge yok.
document-file-none = Bir kod yazın ya da bir PDF dosyası seçin.
document-file-not-pdf = Dosya PDF değil.
document-file-too-large = Dosya çok büyük. En çok { $max } MB yüklenebilir.
document-destroyed = Saklama süresi dolduğu için bu belge imha edildi.

bundle-readme =
    { $reference } NUMARALI TALEBİN DOSYASI
    Hazırlanma anı: { $date }

    Bu dosya, talebe ait her şeyi bir arada tutar ve Künye olmadan denetlenebilir.

    case.json        talebin özeti: kim, ne zaman, hangi yolla onayladı, kim karşıladı
    record.json      talebe ilişkin denetim kayıtları, eskiden yeniye
    issued/          formun verildiği hâlleri; dosya adı doğrulama kodudur
    filed/           birimin arşivindeki belgeler; dosya adı arşiv numarasıdır
    signed/          elektronik imzalı form ve her birinin doğrulama raporu
    trust/           doğrulamada güvenilen kök sertifikalar ve o günkü iptal listeleri
    SHA256SUMS       bütün dosyaların özetleri
    SHA256SUMS.p7s   özetlerin kurum mührüyle imzası (kurumun anahtarı varsa)

    Özetleri denetlemek için:
        sha256sum --check SHA256SUMS
    Kurumun imzasını denetlemek için (kok.pem: mühür sertifikasını verenin kök sertifikası):
        openssl cms -verify -binary -inform DER -in SHA256SUMS.p7s -content SHA256SUMS -CAfile kok.pem -purpose any -out /dev/null
    İmzalı formu denetlemek için PAdES doğrulayan herhangi bir yazılım kullanılabilir.
