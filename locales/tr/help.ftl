# Komut satırının yardımı ve yanlış yazılan komutlar.

help-usage = Kullanım:
help-commands = Komutlar
help-arguments = Verilenler
help-options = Seçenekler
help-everywhere = Her yerde
help-choices = şunlardan biri
help-default = varsayılan
help-variable = ortam değişkeni

help-wrong-unknown = Burada { $argument } diye bir seçenek yok.
help-wrong-command = “{ $command }” diye bir komut yok.
help-wrong-no-command = Komut eksik. Şunlar var: { $choices }
help-wrong-missing = Eksik: { $argument }
help-wrong-no-value = { $argument } bir değer ister.
help-wrong-choice = { $argument } “{ $value }” olamaz. Seçenekler: { $choices }
help-wrong-value = { $argument } “{ $value }” olamaz: { $detail }
help-wrong-twice = { $argument } bu biçimde verilemez.
help-wrong-other = Komut satırı anlaşılamadı. { $argument }
help-wrong-meant = Bunu mu demek istediniz: { $meant }
help-wrong-read = --help ayrıntıları anlatır.
help-wrong-language = tr ya da en
help-wrong-day = gün 22.11.2026 ya da 2026-11-22 biçiminde yazılır
help-wrong-time = zaman 2026-11-22T09:05:00Z, '2026-11-22 12:05' ya da 2026-11-22 biçiminde yazılır
help-wrong-national-id = T.C. kimlik numarası değil; denetim basamakları tutan on bir rakam olmalı

help-value-command = KOMUT
help-value-file = DOSYA
help-value-folder = KLASÖR
help-value-url = ADRES
help-value-uri = ADRES
help-value-text = METİN
help-value-date = TARİH
help-value-time = ZAMAN
help-value-detsis = DETSİS
help-value-address-port = ADRES:KAPI
help-value-network = AĞ
help-value-kind = TÜR
help-value-key = KURAL
help-value-value = DEĞER
help-value-application = UYGULAMA
help-value-role = ROL
help-value-name = AD
help-value-certificates = SERTİFİKALAR
help-value-what = ÖLÇÜM
help-value-rounds = TUR
help-value-people = KİŞİ
help-value-hours = SAAT
help-value-slug = KISA-AD
help-value-scopes = KAPSAMLAR
help-value-auth = YOL
help-value-algorithm = ALGORİTMA

help-any-help = Bu komutu anlatır
help-any-version = Sürümü yazar
help-any-reason = Gerekçe; işlem kayıtlarında saklanır
help-any-json = Metin yerine JSON yazar
help-any-application = Uygulamanın kısa adı
help-any-role = Rolün kısa adı
help-any-unit = Birimin DETSİS numarası
help-any-name = İnsanların göreceği ad
help-any-person = Kişinin T.C. kimlik numarası
help-any-at = Hangi an için: 2026-11-22T09:05:00Z, İstanbul saatiyle "2026-11-22 12:05" ya da başlangıcıyla bir gün [varsayılan: şimdi]
help-any-trust = Güvenilen kök sertifikalar; PEM ya da DER
help-any-crl = İptal listeleri; PEM ya da DER

help-kunye = Kurum personelinin hesaplarını, birimlerin PYS yetkilileri eliyle açar ve yeniler
help-kunye-after =
    İlk bakış, örnek kişilerle ve benzetim telefonuyla:
        kunye demo

    Gerçek kurulum, adım adım (ayrıntısı docs/operator.md dosyasında):
        kunye config check
        kunye migrate
        kunye template units birimler.xlsx      # doldurun; personel için de
        kunye import units birimler.xlsx        # nelerin değişeceğini gösterir
        kunye import units birimler.xlsx --apply
        kunye officer add --kind administrator --unit 24301719 --person 10000000146 --send-password
        kunye serve

    Çıkış durumu: 0 yapıldı; 1 yapılamadı ya da belge geçerli çıkmadı; 2 verilenler ya da yapılandırma yanlış; 3 dosyada alınamayan satırlar var.
help-kunye-config = Yapılandırma dosyası [varsayılan: ./kunye.toml, sonra /etc/kunye/kunye.toml]
help-kunye-database = Veri tabanının adresi; [database] url yerine geçer [varsayılan: veri klasöründe SQLite]
help-kunye-data = Veri klasörü; [data] folder yerine geçer
help-kunye-language = Programın dili [varsayılan: uçbirimin dili]

help-serve = Hizmeti çalıştırır: sayfalar, işler ve mesaj ağ geçidi
help-serve-more = Yapılandırmada en az [server] public_url ve bir kısa mesaj ağ geçidi gerekir; eksikleri `kunye config check` söyler. SIGTERM ya da Ctrl-C ile durur: eldeki istekler ve işler bitirilir, ağ geçidiyle bağlantı kapatılır.
help-serve-listen = Dinlenecek adres; [server] listen yerine geçer
help-serve-migrate = Önce veri tabanını günceller; verilmezse eski veri tabanıyla başlamaz
help-demo = Ürünü örnek bir kurumla ve benzetim telefonlarıyla gösterir
help-demo-more = Var olmayan bir bakanlığı, 81 ildeki müdürlükleri ve iki bine yakın personeliyle kendi klasöründe hazırlar (içinde SQLite). Adresi, kimin adına oturum açılabileceğini ve telefonlara gelen mesajların yerini yazar. Yeniden başlatıldığında aynı verilerle sürer. Bu makineden dışarı hiçbir şey gitmez.
help-demo-listen = Dinlenecek adres; 0 numaralı kapı boş bir kapı seçer
help-demo-fresh = Klasördeki gösterimi siler, baştan başlar
help-demo-prepare-only = Verileri hazırlar ve sayfaları sunmadan biter
help-import = Birimleri (units) ya da personeli (people) XLSX veya CSV dosyasından aktarır
help-import-more =
    --apply verilmezse hiçbir şey değişmez: yeni ve değişen satırlarla alınmayan her satır bir çizelgede gösterilir. --apply ile gösterilenlerin tümü birlikte uygulanır. Alınamayan satırlar numarası ve nedeniyle yazılır, ötekiler alınır; bu durumda --apply verilsin verilmesin çıkış durumu 3 olur. Dosyada bulunmayanlar olduğu gibi kalır.

    Örnek: kunye import people personel.xlsx --apply
help-import-kind = Dosyada ne olduğu
help-import-file = XLSX ya da CSV; doldurulacak örneği `kunye template` yazar
help-import-apply = Yalnızca göstermez, uygular
help-template = `import` komutunun okuduğu sütunlarla boş bir XLSX dosyası yazar
help-template-kind = Dosyada ne olacağı
help-template-file = Yazılacağı yer; var olan dosyanın üzerine yazılmaz
help-migrate = Veri tabanındaki tabloları bu programın sürümüne getirir
help-migrate-more = Önce yedek alın. İkinci kez çalıştırmak bir şey değiştirmez. Aynı veri tabanını birkaç sunucu kullanıyorsa hepsini durdurun, bir kez geçirin, yeniden başlatın.
help-migrate-check = Yalnızca bekleyenleri söyler; bekleyen varsa çıkış durumu 1 olur

help-policy = Kurumun kurallarını okur ve belirler: parola süresi, hatırlatmalar, saklama
help-policy-list = Her kuralı geçerli değeri, varsayılanı, aralığı ve dayanağıyla listeler
help-policy-list-history = Kuralların bugüne kadarki bütün değerlerini gösterir
help-policy-set = Bir değeri şimdiden ya da bir günden başlayarak belirler
help-policy-set-more = Örnek: kunye policy set password.max-age 45 --from 2027-01-01 --reason 'Genelge 2026/14'
help-policy-set-key = `policy list` komutunun gösterdiği kural adı
help-policy-set-value = Yeni değer: `policy list` çıktısındaki birimle tam sayı
help-policy-set-from = Geçerli olacağı ilk gün (22.11.2026 ya da 2026-11-22) [varsayılan: şimdi]

help-officer = PYS yetkilisi ve öteki görevleri verir, sonlandırır; `duty` aynı komuttur
help-officer-list = Süren görevler; bütün kurumda ya da bir birim ve bağlılarında
help-officer-add = Bir kişiye bir birimde görev verir
help-officer-add-more = Görev, birimi ve ona bağlı birimleri kapsar. --send-password ile çalışan hizmet, kişinin kayıtlı cep telefonuna kısa mesajla ilk parolasını gönderir; yeni kurulumun ilk yöneticisi böyle başlar.
help-officer-add-kind = Hangi görev
help-officer-add-from = İlk gün [varsayılan: bugün]
help-officer-add-until = Son gün; vekil için zorunludur
help-officer-add-send-password = İlk parolayı da gönderir
help-officer-end = Bir görevi sonlandırır
help-officer-end-id = `officer list` komutunun gösterdiği kayıt numarası
help-officer-end-on = Son gün [varsayılan: dün; görev hemen biter]
help-officer-reset-second-factor = Kişinin ikinci doğrulama adımını kaldırır; bir sonraki oturum açışta yeniden kurulur (telefonunu yitirenler için)

help-institution = Kurumları listeler; hizmetin hangi kurumun olduğunu belirler
help-institution-list = Kurumları listeler ve hizmetin sahibini gösterir
help-institution-host = Hizmetin sahibi olan kurumu belirler
help-institution-host-more =
    Sayfalarda bu kurumun adı görünür; bu kurumun tümünü yöneten, herkesi etkileyen ayarları da yönetir. Belirtilmezse ilk kaydedilen
    kurumdur. Çalışan hizmet, yeni adı yeniden başlatıldığında gösterir.

    Örnek: kunye institution host 24301719 --reason 'Kurulum'
help-institution-host-detsis = Kurumun en üst biriminin DETSİS numarası

help-programme = Eğitim programı kurar
help-programme-found = Duyurudaki altı kategoriyle ve başlangıç için küçük bir katalogla eğitim programı kurar
help-programme-found-more =
    Sonrasını eğitimi veren kurumun planlayıcıları (görev: `planner`) sayfalardan yürütür: yerler, kullanıcı sayıları, kararlar, seanslar.

    Örnek: kunye programme found --provider 24301719 --name '2027 Programı' --from 2027-01-01 --until 2027-12-31
help-programme-found-provider = Eğitimi veren kurumun en üst biriminin DETSİS numarası
help-programme-found-from = İlk gün (22.11.2026 ya da 2026-11-22)
help-programme-found-until = Son gün
help-programme-found-people = Eğitim alabilecek kişi sayısı
help-programme-found-hours = Eğitmenlerin verebileceği toplam saat

help-application = Hesabı kabul eden uygulamaları, rollerini ve sunucularının servis hesaplarını kaydeder
help-application-list = Uygulamaları, rollerini ve rolleri taşıyan hesap sayılarını listeler
help-application-list-more = Kısa ad verilirse o uygulamanın rollerini ve servis hesaplarını listeler.
help-application-add = Uygulama ekler
help-application-add-more =
    Kısa ad dizin gruplarında ve erişim anahtarlarında geçer, sonradan değişmez. --open-to-all ile etkin her hesap uygulamayı rol olmadan kullanabilir; örneğin e-posta.

    Örnek: kunye application add pys --name 'Personel Yönetim Sistemi' --purpose 'Personel işlemleri'
help-application-add-application = Kısa ad: Türkçe harf içermeyen küçük harfler, rakamlar ve kısa çizgi
help-any-purpose = Ne işe yaradığı; insanlar seçimini buna bakarak yapar
help-any-open-to-all = Etkin her hesap rol olmadan kullanabilir
help-application-rename = Uygulamanın insanlara gösterilen adını ve açıklamasını değiştirir
help-application-end = Uygulamayı temelli kaldırır; rolleri, yetkileri ve servis hesapları da onunla biter
help-application-role = Uygulamada yapılabilecekler: roller
help-application-role-add = Rol ekler
help-application-role-add-more = Örnek: kunye application role add pys veri-girisi --name 'Veri girişi'
help-application-role-add-role = Kısa ad; sonradan değişmez
help-application-role-rename = Rolün insanlara gösterilen adını değiştirir
help-application-role-end = Rolü temelli kaldırır; taşıyan herkes onu hemen yitirir
help-application-service = Dizine soru soran sunucuların hesapları: posta sunucusu, portal
help-application-service-add = Servis hesabı ekler ve anahtarını bir kez yazar
help-application-service-add-more =
    Standart çıktıya yalnızca anahtar yazılır; böylece doğrudan sunucunun yapılandırmasına aktarılabilir. Başka yerde saklanmaz, bir daha gösterilemez. --unit verilirse sunucu yalnızca o birimin ve bağlılarının personelini görür.

    Örnek: kunye application service add e-posta eposta-dizin > /etc/dovecot/ldap.secret
help-application-service-add-name = Sunucunun kullanıcı adı
help-application-service-renew = Yeni bir anahtar üretip bir kez yazar; eskisi hemen geçersiz olur
help-application-service-renew-name = Sunucunun kullanıcı adı
help-application-service-end = Servis hesabını temelli kapatır
help-application-service-end-name = Sunucunun kullanıcı adı

help-oidc = OpenID Connect: uygulamaların istemcileri ve imza anahtarları
help-oidc-client = İstemciler: insanların uygulamaya girmesini sağlayan programlar
help-oidc-client-list = İstemcileri uygulamalarıyla listeler
help-oidc-client-add = İstemci ekler; gizli anahtarı standart çıktıya bir kez yazılır
help-oidc-client-add-more = Örnek: kunye oidc client add --application pys --name 'PYS web' --redirect https://pys.example.gov.tr/geri
help-oidc-client-add-auth = Kendini nasıl tanıttığı
help-oidc-client-add-redirect = Girişten sonra dönülecek adres, harfi harfine; birden çok kez verilebilir
help-oidc-client-add-sign-out = Çıkıştan sonra dönülebilecek adres; birden çok kez verilebilir
help-oidc-client-add-logout-uri = Oturum kapanışının bildirileceği adres (back-channel logout)
help-oidc-client-add-scope = openid dışında isteyebilecekleri: profile email roles units offline_access
help-oidc-client-add-outside = Kuruma ait değil: insanlardan izin istenir, onları yalnızca kendisinin bildiği bir numarayla tanır
help-oidc-client-add-second-factor = Yalnızca parolayla girilemez
help-oidc-client-add-algorithm = Kimlik bildirimlerinin imza algoritması
help-oidc-client-add-jwks = Açık anahtarlarının dosyası (JWK kümesi); private_key_jwt için
help-oidc-client-secret = İstemcinin gizli anahtarını yeniler; eskisi hemen geçersiz olur
help-oidc-client-secret-id = `client list` komutunun gösterdiği istemci kimliği
help-oidc-client-end = İstemciyi ve onunla açılmış bütün oturumları sonlandırır
help-oidc-client-end-id = `client list` komutunun gösterdiği istemci kimliği
help-oidc-rotate = Her algoritma için sıradaki imza anahtarını üretir
help-oidc-rotate-more = Yeni anahtarlar hemen yayımlanır, istemciler alsın diye iki gün sonra imzalamaya başlar. Yenileme 90 günde bir kendiliğinden yapılır (oidc.key-age); bu komut daha erken yenilemek içindir.
help-oidc-rotate-distrust = Şimdiki anahtarlar yabancı ellere geçmiş olabilir: onlara güvenmeyi hemen bırakır. Anahtarları saklayan istemciler, en geç bir saat içinde yeniden alana dek yeni girişleri geri çevirir.

help-verify = İmzalananı doğrular
help-verify-document = Bir PDF'nin elektronik imzalarını doğrular (PAdES, ETSI EN 319 102-1)
help-verify-document-more =
    İptal listeleri ve OCSP yanıtları dosyanın içindedir ya da burada verilir; --fetch verilmezse dışarıdan hiçbir şey alınmaz. Raporu docs/verifying.md anlatır. Her imza TOTAL_PASSED ise çıkış durumu 0, biri değilse 1, verilenlerde yanlış varsa 2 olur.

    Örnek: kunye verify document form.pdf --trust kokler.pem --crl ca.crl --json
help-verify-document-file = İmzalı PDF; bir seçeneğin dosyalarından sonra, en sonda da yazılabilir
help-verify-document-ocsp = OCSP yanıtları; PEM ya da DER
help-verify-document-fetch = Gereken bilgi elde yoksa, güvenilen köke bağlanan sertifikalardaki adreslerden OCSP yanıtı ve liste alır
help-verify-document-fetch-from = Genel ağda olmadığı hâlde bunun için bağlanılabilecek ağlar; örneğin 10.1.0.0/16
help-seal = Bir PDF'yi, düzenlenen belgeler gibi kurumun anahtarıyla mühürler
help-seal-more =
    Ayarları ([seal]) hizmetten önce denemek içindir: anahtar ya da cihaz, zaman damgası, doğrulama verileri. Ulaşılan düzeyi söyler.

    Örnek: kunye seal belge.pdf --output muhurlu.pdf
help-seal-file = PDF dosyası
help-seal-output = Mühürlü dosyanın yazılacağı yer; var olan dosyanın üzerine yazılmaz
help-count = Eğitim programının dayandığı sayıları çıkarır
help-count-signers = Geçerli nitelikli elektronik sertifikası olan kişileri sayar; sayılmayan her sertifikanın nedenini söyler
help-count-signers-more =
    Sertifikalar DER, PEM, PKCS#7 ya da LDIF dosyası veya bunların klasörü olarak verilir. Birden çok sertifikası olan bir kez sayılır. Sağlayıcısının güncel iptal listesi bulunmayan sertifika sayılmaz.

    --apply ile sayım saklanır: herkes o gün kayıtlara göre çalıştığı birimde, kayıtlarda olmayanlar sertifikasının adını taşıdığı kurumda sayılır. Planlayıcılar içe aktarılmış bir sayım gibi buna dayanarak karar verir; dayanakta kimsenin kimlik numarası yer almaz.

    Örnek: kunye count signers sertifikalar/ kullanicilar.ldif --trust kokler.pem --authority ca.pem --crl ca.crl --at 2026-12-31
help-count-signers-certificates = Sertifika dosyaları ve klasörleri
help-count-signers-authority = Kök ile kişiler arasındaki sağlayıcıların sertifikaları
help-count-signers-apply = Sayımı, --at gününün sonu itibarıyla saklar
help-count-signers-programme = Birden çok program sürüyorsa hangisi için [varsayılan: süren program]

help-config = Yapılandırmayı inceler
help-config-check = Her değeri denetler ve nereden geldiğini söyler: dosya ve satır, ortam değişkeni, seçenek ya da varsayılan
help-bench = Bu makineyi ölçer: parola özeti, yenileme, aktarım, rezervasyon; ya da ölçülecek bir dizin sunar
help-bench-more =
    Her sayı, aynı çalıştırmada ölçülen ve başka bir iş yapmayan yalın bir döngünün yanında, oranıyla gösterilir; turların ortancasıdır. Geçici bir klasördeki SQLite üzerinde çalışır, kuruluma dokunmaz. --database boş bir PostgreSQL veri tabanını gösterirse rezervasyonlar orada ölçülür. --release ile derleyin; yoksa sayılar bir şey söylemez.

    `kunye bench directory`, --people kadar hesap açar ve durdurulana dek --listen adresinde LDAP sunar; yükü istediğiniz araçla üretirsiniz: kök dc=example,dc=org, kişiler uid=u000000,ou=people,…, parolalar Passw0rd-0 ile Passw0rd-255 arası (numaranın 256'ya bölümünden kalan), posta u000000@example.org. Arama yapabilen bir uygulama hesabının adını ve parolasını, ardından "ready" yazar.

    `kunye bench documents`, tek çekirdekte çizilen ve mühürlenen sertifikaları (yanında yalnızca çizilenler), doğrulamayı ve mühürlemeyi (--pyhanko bir Python gösterirse yanında pyHanko) ve bir milyon imza sahibinin sayımını (yanında sertifikaların yalnızca okunması) ölçer. Kaynak ağacındaki deneme dosyalarını ister.

    `kunye bench year`, eğitim programının bir yılını dosyadan oynatır: 145.000 kullanıcılı 400 kurum; başvurular, eğitimler, devamsızlıklar ve sertifikalar. Sertifikalar çizilir, kaynak ağacındaki deneme dosyaları varsa mühürlenir. Sonra bütün kurallar yeniden denetlenir; biri bozulmuşsa başarısız olur. Dosyayı docs/training/year.md anlatır.
help-bench-what = Neyin ölçüleceği
help-bench-rounds = Ortancası alınacak tur sayısı
help-bench-json = Çizelge yerine JSON yazar
help-bench-people = `bench directory` için: kişi sayısı
help-bench-listen = `bench directory` için: dinlenecek adres
help-bench-files = `bench documents` için: deneme dosyaları
help-bench-events = `bench year` için: olayların dosyası [varsayılan: bir tohumdan üretilen yıl]
help-bench-write = `bench year` için: tohumdan üretilen yılı dosyaya yazar ve biter
help-bench-pyhanko = `bench documents` için: aynı çalıştırmada ölçülecek, pyHanko kurulu bir Python
