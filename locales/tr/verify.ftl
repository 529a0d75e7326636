# İmza doğrulama.

verify-trust-unreadable = Güven dosyası okunamadı: { $path } ({ $detail })
verify-crl-unreadable = İptal listesi (SİL) okunamadı: { $path } ({ $detail })
verify-ocsp-unreadable = OCSP (ÇiSDuP) yanıtı okunamadı: { $path } ({ $detail })
verify-file-missing = Doğrulanacak PDF dosyası belirtilmemiş.
verify-file-absent = Böyle bir dosya yok: { $path }
verify-file-folder = Bu bir klasör, dosya değil: { $path }
verify-file-forbidden = Bu dosyayı okuma izniniz yok: { $path }

verify-passed = Geçerli
verify-indeterminate = Kesin karar verilemiyor
verify-failed = Geçersiz
verify-unknown = bilinmiyor
verify-at = Doğrulama anı
verify-signature = { $number }. imza, “{ $field }” alanı
verify-signer = İmzalayan
verify-kind = Sertifika türü
verify-kind-qualified-person = Nitelikli elektronik sertifika (kişi)
verify-kind-unqualified = Nitelikli olmayan sertifika
verify-kind-institution-seal = Kurumsal mühür
verify-kind-qualified-seal = Nitelikli elektronik mühür
verify-national-id = T.C. kimlik numarası
verify-issuer = Sertifikayı veren
verify-level = Düzey
verify-time = İmza zamanı
verify-time-unproved = kanıtlanmış bir zaman yok
verify-by-signature-time-stamp = imzanın zaman damgasıyla
verify-by-document-time-stamp = belgenin zaman damgasıyla
verify-claimed-time = İmzalayanın beyanı
verify-coverage = Kapsam
verify-covers-whole = dosyanın tamamı
verify-covers-revision = dosyanın imza anındaki sürümü
verify-later = Sonradan eklenen
verify-signature-time-stamp = İmza zaman damgası
verify-document-time-stamp = Belge zaman damgası, “{ $field }” alanı
verify-states = Belirttiği zaman
verify-authority = Zaman damgası veren

verify-change-signature = “{ $field }” alanında imza
verify-change-visible-signature = “{ $field }” alanında görünür imza
verify-change-document-time-stamp = “{ $field }” alanında belge zaman damgası
verify-change-empty-field = “{ $field }” adlı boş imza alanı
verify-change-form-filled = “{ $field }” adlı form alanı doldurulmuş
verify-change-validation-data = doğrulama verisi
verify-change-metadata = dosyanın üst verisi

verify-reason-pdf-unreadable = Dosya, okunabilir bir PDF belgesi değil.
verify-reason-pdf-encrypted = Belge şifreli; imzalanan bayt dizisi denetlenemiyor.
verify-reason-pdf-damaged = Belgenin yapısı bozuk. Okuyucular böyle bir belgeyi farklı biçimlerde onarıp gösterebilir.
verify-reason-sub-filter = İmzanın türü bilinmiyor: { $filter }
verify-reason-sub-filter-old = İmza, burada doğrulanmayan eski bir türde: { $filter }
verify-reason-byte-range = İmzanın kapsadığı bayt aralığı (ByteRange) hatalı.
verify-reason-gap = İmzanın dışında bırakılan bölüm, yalnızca imzanın kendi değeri değil.
verify-reason-revision = İmzalanan bölüm, belgenin tamamlanmış bir sürümü değil.
verify-reason-displaced = İmza, imzaladığı sürümün içinde yer almıyor.
verify-reason-changed = Belge imzalandıktan sonra değiştirilmiş: { $what ->
    [page] { $number }. sayfa
    [pages] sayfaların sırası veya sayısı
    [form] form
    [form-field] form alanı
    [annotation] sayfaya eklenmiş bir not veya açıklama
    [font] yazı tipi
    [information] belge bilgileri
    [metadata] belge bilgileri
    [validation-data] imzaları doğrulamaya yarayan veriler
    [catalog] belgenin açılış ve görünüm ayarları
    [root] belgenin kendisi
    [time-stamp] sayfada görünen bir zaman damgası eklenmiş
    [painted-over] geçersiz bir görünür imza eklenmiş
   *[other] belgenin içeriği
}.
verify-reason-changed-certified = Belgeyi onaylayan kişinin izin vermediği bir değişiklik yapılmış.
verify-reason-changed-locked = İmzayla kilitlenen alan sonradan değiştirilmiş: { $field }
verify-reason-hidden = İmzadan sonra, yalnızca bazı okuyucuların göstereceği gizli içerik eklenmiş.
verify-reason-painted-over = Sonradan eklenen görünür imzanın (“{ $field }” alanı) geçerli olduğu anlaşılamıyor; bu imza, imzalanan metnin üstünü örtüyor olabilir.
verify-reason-cms-malformed = İmza yapısı (CMS) okunamadı: { $detail }
verify-reason-cms-signers = İmza yapısında tam bir imzalayan bulunmalıdır; bulunan: { $count }
verify-reason-cms-content = İmza, belgenin dışında bir içerik taşıyor.
verify-reason-cms-attributes = İmzalı özniteliklerde hata var: { $detail }
verify-reason-cms-algorithms = İmza ile özet algoritmaları birbirini tutmuyor.
verify-reason-digest-differs = İmzalanan içerik değiştirilmiş: özet değeri tutmuyor.
verify-reason-signature-wrong = İmza değeri, imzalayanın anahtarıyla doğrulanmıyor.
verify-reason-signer-absent = İmzalayanın sertifikası bulunamadı.
verify-reason-signer-differs = Sertifika, imzanın işaret ettiği sertifika değil.
verify-reason-signer-unnamed = İmza, imzalayanın sertifikasını bağlamıyor (signing-certificate özniteliği yok).
verify-reason-policy-unknown = İmza politikası tanınmıyor: { $policy }
verify-reason-policy-level = İmza, belirttiği politikanın ({ $policy }) koşullarını sağlamıyor; ulaştığı düzey: { $level }
verify-reason-algorithm-unknown = Algoritma desteklenmiyor: { $algorithm }
verify-reason-algorithm-weak = Algoritma artık güvenilir değil: { $algorithm }
verify-reason-path-not-found = Sertifikadan güvenilen bir köke ulaşılamadı. Sertifikayı veren: { $issuer }
verify-reason-path-signature = Sertifikanın imzası doğrulanmıyor: { $certificate }
verify-reason-path-names = Zincirdeki adlar birbirini tutmuyor: { $certificate }
verify-reason-path-not-ca = Bu sertifikanın sertifika verme yetkisi yok: { $certificate }
verify-reason-path-too-long = Zincir, izin verilenden uzun: { $certificate }
verify-reason-path-name-constraints = Sertifikadaki ad, onu verenin yetki alanı dışında: { $certificate }
verify-reason-path-policies = Sertifika ilkeleri koşulları sağlamıyor: { $certificate }
verify-reason-path-unknown-extension = Sertifikada tanınmayan kritik bir uzantı var: { $certificate } ({ $extension })
verify-reason-path-malformed = Sertifikadaki bir uzantı hatalı: { $certificate }
verify-reason-ca-expired = Zincirdeki sertifikanın süresi bu tarihte geçerli değil: { $certificate }
verify-reason-anchor-purpose = Güvenilen kök bu amaçla kullanılamaz: { $certificate }
verify-reason-anchor-dates = Köke bu tarihte güvenilmiyor: { $certificate }
verify-reason-key-usage = Sertifika imzalama için verilmemiş (inkâr edilemezlik yok): { $certificate }
verify-reason-key-purpose = Sertifika başka bir amaç için verilmiş: { $certificate }
verify-reason-expired = Sertifikanın süresi { $time } tarihinde dolmuş ve imzanın daha önce atıldığı kanıtlanamıyor: { $certificate }
verify-reason-expired-before = Sertifikanın süresi { $time } tarihinde, içerik imzalanmadan önce dolmuş: { $certificate }
verify-reason-not-yet-valid = Sertifika ancak { $time } tarihinde geçerli oluyor: { $certificate }
verify-reason-revoked = Sertifika { $time } tarihinde iptal edilmiş ve imzanın daha önce atıldığı kanıtlanamıyor: { $certificate }
verify-reason-revoked-before = Sertifika { $time } tarihinde, içerik imzalanmadan önce iptal edilmiş: { $certificate }
verify-reason-revoked-ca = Zincirdeki sertifika { $time } tarihinde iptal edilmiş: { $certificate }
verify-reason-on-hold = Sertifika { $time } tarihinde askıya alınmış: { $certificate }
verify-reason-revocation-unknown = İptal durumu bilinmiyor; geçerli bir SİL veya OCSP yanıtı gerekiyor: { $certificate }
verify-reason-revocation-stale = Eldeki iptal bilgisi bu tarih için eski: { $certificate }
verify-reason-too-much = Dosyadaki sertifika, SİL ve OCSP yanıtı sayısı, bir doğrulamada bakılandan fazla.
verify-reason-time-stamp-order = Zaman damgalarının sırası tutarsız.
verify-reason-time-stamp-unproved = İmzanın zaman damgası kanıt sayılmıyor: { $reason }
verify-reason-no-signature = Belgede imza yok.
