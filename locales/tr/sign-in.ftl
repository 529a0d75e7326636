sign-in-title = Oturum açın
sign-in-user-name = Kullanıcı adı
sign-in-user-name-hint = Kurumsal e-posta adresinizin @ işaretinden önceki bölümü
sign-in-password = Parola
sign-in-submit = Oturum aç
sign-in-forgotten = Parolanızı unuttunuz mu, süresi mi doldu?
sign-in-forgotten-link = Yenileme talebi oluşturun

sign-in-second-title = Doğrulama kodu
sign-in-second-code = 6 haneli kod
sign-in-second-code-hint = Doğrulayıcı uygulamanızda Künye için gösterilen kodu yazın.
sign-in-second-recovery = Kurtarma kodu
sign-in-second-recovery-hint = Sakladığınız kurtarma kodlarından birini yazın. Her kod bir kez kullanılabilir.
sign-in-second-submit = Doğrula
sign-in-second-use-recovery = Telefonum yanımda değil, kurtarma kodu kullanacağım
sign-in-second-use-code = Doğrulayıcı uygulama kullanacağım

sign-in-enrol-title = İki adımlı doğrulamayı kurun
sign-in-enrol-why = Göreviniz başkalarının hesaplarını etkilediği için, oturum açarken parolanıza ek olarak telefonunuzdaki bir kodu da yazmanız gerekir.
sign-in-enrol-qr = Doğrulayıcı uygulamayla okutulacak karekod
sign-in-enrol-app = Telefonunuza bir doğrulayıcı uygulama kurun. Süreye bağlı kod (TOTP) üreten her uygulama olur.
sign-in-enrol-scan = Uygulamada “hesap ekle”yi seçip karekodu okutun.
sign-in-enrol-type = Uygulamanın gösterdiği 6 haneli kodu aşağıya yazın.
sign-in-enrol-manual = Karekodu okutamıyorum
sign-in-enrol-manual-text = Uygulamada “anahtarı elle gir”i seçip şu anahtarı yazın:
sign-in-enrol-code-hint = Kod 30 saniyede bir değişir.
sign-in-enrol-submit = Kurulumu tamamla

sign-in-recovery-title = Kurtarma kodlarınız
sign-in-recovery-text = Telefonunuza erişemediğinizde doğrulama kodu yerine bu kodlardan birini kullanabilirsiniz. Her kod bir kez geçerlidir.
sign-in-recovery-once = Bu kodlar bir daha gösterilmez. Yazdırın ya da güvenli bir yere not edin; parolanızla aynı yerde saklamayın.
sign-in-recovery-kept = Kodları sakladım, devam et

sign-in-change-first = Kısa mesajla gelen parola yalnızca bu sayfayı açar. Devam etmek için kendinize bir parola belirleyin.
sign-in-change-title = Parolanızı değiştirin
sign-in-change-sent = Kısa mesajla gelen parola
sign-in-change-current = Şu anki parola
sign-in-change-rules = Yeni parola
sign-in-change-new = Yeni parola
sign-in-change-again = Yeni parola (yeniden)
sign-in-change-submit = Parolayı değiştir

sign-in-out-title = Oturumunuz kapandı
sign-in-out-chosen = Oturumunuzu güvenle kapattınız.
sign-in-out-idle = Bir süre işlem yapmadığınız için oturumunuz kapatıldı.
sign-in-out-ended = Oturumunuz başka bir cihazdan ya da sistem tarafından kapatıldı.
sign-in-out-again = Yeniden oturum aç
