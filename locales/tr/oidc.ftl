# Uygulamalara tek hesapla giriş (OpenID Connect).

oidc-stopped-title = Uygulamaya giriş yapılamıyor
oidc-stopped-do = Hesabınızla ilgili bir sorun yok. Uygulamayı kendi adresinden yeniden açın; sorun sürerse uygulamanın yöneticisine bildirin.
oidc-client-unknown = Sizi buraya gönderen uygulama tanınmıyor ya da kaydı sona ermiş.
oidc-redirect-unknown = { $name } uygulaması, giriş sonrası için kayıtlı olmayan bir adrese dönmek istedi. Güvenliğiniz için oraya gönderilmediniz.
oidc-request-wrong = Uygulamanın giriş isteği anlaşılamadı ya da çok uzun.

oidc-consent-title = { $application } uygulamasına izin verin
oidc-consent-who = { $user } hesabıyla oturum açtınız. Bu uygulama kurumunuza ait değildir; izin verirseniz { $host } adresine dönersiniz.
oidc-consent-what = Uygulama şunları yapabilecek:
oidc-consent-later = Parolanız uygulamaya verilmez. İzni istediğiniz zaman Hesabım sayfasından kaldırabilirsiniz.
oidc-consent-yes = İzin ver
oidc-consent-no = Vazgeç

oidc-scope-sign-in = Sizi yalnızca kendisinin bildiği bir numarayla tanımak
oidc-scope-profile = Adınızı, soyadınızı ve kullanıcı adınızı öğrenmek
oidc-scope-email = E-posta adresinizi öğrenmek
oidc-scope-roles = Bu uygulamadaki rollerinizi öğrenmek
oidc-scope-units = Görev yaptığınız birimi öğrenmek
oidc-scope-offline-access = Siz başında değilken de bu bilgilere erişmek

oidc-knows-profile = ad ve kullanıcı adı
oidc-knows-email = e-posta
oidc-knows-roles = roller
oidc-knows-units = birim
oidc-knows-offline-access = oturum kapalıyken erişim

oidc-leave-title = Uygulamaya dönülüyor
oidc-leave-text = { $host } adresine yönlendiriliyorsunuz.

oidc-logout-title = Oturumunuz kapatılsın mı?
oidc-logout-by = Bunu { $client } istedi.
oidc-logout-text = Oturumu kapatırsanız bu hesapla açtığınız diğer uygulamalardan da çıkarsınız.
oidc-logout-stay = Açık kalsın

oidc-connections-title = Bağlı uygulamalar
oidc-connections-text = Hesabınızla girdiğiniz uygulamalar ve izin verdikleriniz. Bağlantıyı keserseniz uygulamadaki oturumunuz kapanır; bir dahaki girişte gerekiyorsa izniniz yeniden sorulur.
oidc-connections-none = Bağlı uygulama yok
oidc-connections-none-text = Bu hesapla bir uygulamaya girdiğinizde burada görünür.
oidc-outside = Kurum dışı
oidc-entered = Son giriş: { $at }
oidc-allowed = İzin verilme: { $at }
oidc-disconnect = Bağlantıyı kes
oidc-disconnected = Uygulamanın bağlantısı kesildi.

oidc-clients-title = OpenID Connect istemcileri
oidc-clients-text = { $application } uygulamasına bu hizmetteki hesapla giriş yaptıran programlar.
oidc-clients-none = İstemci yok
oidc-clients-none-text = Uygulama OpenID Connect ile giriş yaptıracaksa ona bir istemci ekleyin.
oidc-client-new = İstemci ekle
oidc-client-change = İstemciyi düzenle
oidc-client-save = Kaydet
oidc-client-added = İstemci eklendi.
oidc-client-changed = İstemci güncellendi.
oidc-client-ended-flash = İstemci sonlandırıldı; onunla açılan bütün oturumlar kapatıldı.
oidc-name = Ad
oidc-name-hint = Kullanıcıların göreceği ad, örneğin “PYS web arayüzü”
oidc-since = Eklenme
oidc-state = Durum
oidc-live = Kullanımda
oidc-ended-on = { $date } tarihinde sonlandırıldı
oidc-issuer = Sağlayıcı adresi (issuer)
oidc-client-id = İstemci kimliği (client_id)
oidc-auth = Kendini tanıtma yolu
oidc-auth-secret = Gizli anahtar
oidc-auth-secret-hint = Sunucuda çalışan uygulamalar için. Anahtarı bu hizmet üretir ve bir kez gösterir.
oidc-auth-private-key-jwt = Kendi anahtar çifti (private_key_jwt)
oidc-auth-private-key-jwt-hint = Sunucuda çalışan uygulamalar için. Burada yalnızca açık anahtarı durur.
oidc-auth-none = Anahtarsız (PKCE)
oidc-auth-none-hint = Tarayıcıda ya da kişinin cihazında çalışan, sır saklayamayan uygulamalar için.
oidc-redirects = Giriş sonrası dönüş adresleri
oidc-redirects-hint = Her satıra bir adres. Harfi harfine karşılaştırılır; https:// ile başlar.
oidc-sign-outs = Çıkış sonrası dönüş adresleri
oidc-sign-outs-hint = Her satıra bir adres.
oidc-logout-uri = Oturum kapanışını bildirme adresi
oidc-logout-uri-hint = Oturum bittiğinde sunucudan sunucuya haber verilir (back-channel logout).
oidc-scopes = Öğrenebileceği bilgiler
oidc-scopes-hint = Yalnızca uygulamanın gerçekten kullandıklarını seçin. T.C. kimlik numarası hiçbir istemciye verilmez.
oidc-own = Kurumun kendi uygulaması mı?
oidc-own-hint = “Hayır” ise girişte kişinin izni sorulur ve kişi bu uygulamaya yalnızca ona özgü bir numarayla tanıtılır.
oidc-second-factor = İki adımlı doğrulama zorunlu mu?
oidc-second-factor-hint = “Evet” ise yalnızca parolayla girilemez; kurmamış olanlar girişte kurar.
oidc-algorithm = İmza algoritması
oidc-algorithm-rs256 = Her istemci anlar.
oidc-algorithm-es256 = Daha kısa ve hızlı; uygulama destekliyorsa.
oidc-jwks = Açık anahtarlar (JWK kümesi)
oidc-jwks-hint = Yalnızca kendi anahtar çiftiyle tanıtılan istemciler için. Özel anahtarı buraya yazmayın.

oidc-secret = Gizli anahtar (client_secret)
oidc-secret-title = İstemcinin gizli anahtarı
oidc-secret-once = Bu anahtar bir daha gösterilmez. Uygulamanın ayarlarına şimdi yazın; e-postayla ya da mesajla göndermeyin.
oidc-secret-kept = Kaydettim, devam et
oidc-secret-renew = Gizli anahtarı yenile
oidc-secret-renew-text = Yenilediğinizde eski anahtar hemen geçersiz olur; uygulama yenisi yazılana kadar giriş yaptıramaz.
oidc-end = İstemciyi sonlandır
oidc-end-title = İstemci sonlandırılsın mı?
oidc-end-text = Bu istemciyle artık giriş yapılamaz ve onunla açılmış bütün oturumlar kapanır. Geri alınamaz; gerekirse yeni bir istemci eklersiniz.

oidc-name-wrong = İstemciye en çok 100 karakterlik bir ad verin.
oidc-auth-none-chosen = İstemcinin kendini nasıl tanıtacağını seçin.
oidc-algorithm-none = Bir imza algoritması seçin.
oidc-uri-none = En az bir dönüş adresi yazın.
oidc-uri-many = En çok 20 adres yazılabilir.
oidc-uri-wrong = Adres kabul edilmiyor: { $uri } Adres https:// ile başlamalı; *, # ve kullanıcı adı içermemelidir. http:// yalnızca bu makinenin kendisi (127.0.0.1, [::1], localhost) için olur.
oidc-jwks-wrong = Açık anahtarları JWK kümesi olarak yazın: yalnızca RSA ya da EC açık anahtarları. Başka yolla tanıtılan istemcilerde bu alanı boş bırakın.
oidc-client-ended = Bu istemci sonlandırılmış.
oidc-client-no-secret = Bu istemcinin gizli anahtarı yok.
