form-step = Adım { $number } / { $total }

form-kind-title = Ne yapmak istiyorsunuz?
form-kind-renewal = Parolamı yenilemek istiyorum
form-kind-renewal-hint = Parolamı unuttum ya da parolamın süresi doldu.
form-kind-first-password = İlk parolamı almak istiyorum
form-kind-first-password-hint = Göreve yeni başladım ya da hesabımı hiç kullanmadım.
form-kind-unlock = Kapanan hesabımı açtırmak istiyorum
form-kind-unlock-hint = Hesabım kapatıldı. Yeni bir parolayla yeniden açılır.

form-compromised-title = Parolanızı başka biri biliyor olabilir mi?
form-compromised-hint = Örneğin parolanızı biriyle paylaştıysanız, sahte bir sayfaya yazdıysanız ya da hesabınızda size ait olmayan bir işlem gördüyseniz “Evet”i seçin. Yanıtınız PYS yetkilisine gösterilir.

form-national-id-title = T.C. kimlik numaranız nedir?
form-national-id-hint = Kimlik kartınızın ön yüzünde yazan 11 rakam.

form-name-title = Adınız ve soyadınız nedir?
form-name-hint = Kimliğinizde yazdığı gibi yazın.
form-given-names = Adınız
form-surname = Soyadınız

form-staff-no-title = Sicil numaranız nedir?
form-staff-no-hint = Bilmiyorsanız boş bırakabilirsiniz.

form-unit-title = Hangi birimde görev yapıyorsunuz?
form-unit-hint = Kadronuzun bulunduğu birimi değil, şu anda görev yaptığınız birimi seçin.
form-unit-search = Birim adı ya da DETSİS numarası
form-unit-found = { $count } birim bulundu
form-unit-chosen = Seçtiğiniz birim
form-unit-none = Aramanıza uyan birim bulunamadı
form-unit-none-text = Daha az sözcük yazmayı ya da il seçimini kaldırmayı deneyin.
form-unit-missing = Birimimi bulamıyorum
form-unit-missing-text = Birimler, resmî adlarıyla kayıtlıdır. Şunları deneyebilirsiniz:
form-unit-missing-short = Adın tamamını değil, ayırt edici bir bölümünü yazın; Türkçe harfler yerine “s”, “c”, “u” gibi harfler de kullanabilirsiniz.
form-unit-missing-detsis = Biriminizin yazışmalarında yer alan 8 haneli DETSİS numarasını yazın.
form-unit-missing-officer = Yine de bulamazsanız biriminizin PYS yetkilisine sorun; birim henüz kayıtlı olmayabilir.

form-mobile-title = PYS’de kayıtlı cep telefonu numaranız nedir?
form-mobile-hint = Örneğin 0532 123 45 67
form-mobile-note = Yazdığınız numara yalnızca kayıttaki numarayla karşılaştırılır. Kısa mesaj her durumda PYS’de kayıtlı numaraya gönderilir.
form-mobile-changed = Numaram değişti
form-mobile-changed-text = Yeni numaranızı yazıp devam edin ve formu teslim ederken PYS yetkilisine söyleyin. Yetkili, kimliğinizi gördükten sonra kayıttaki numarayı düzeltebilir.

form-commitments-title = Taahhütler
form-commitments-true = Bu formdaki bilgilerin doğru ve bana ait olduğunu beyan ederim.
form-commitments-duty = Hesabımı yalnızca görevimin gerektirdiği işlerde kullanacağım.
form-commitments-secret = Parolamı kimseyle paylaşmayacağım ve başkalarının görebileceği bir yere yazmayacağım.
form-commitments-renew = Hesabımı düzenli olarak izleyecek, parolamı en geç { $days } günde bir yenileyeceğim.
form-commitments-report = Hesabımın başkası tarafından kullanıldığından kuşkulanırsam durumu gecikmeden bildireceğim.
form-commitments-agree = Taahhütleri okudum, kabul ediyorum.

form-check-title = Yanıtlarınızı gözden geçirin
form-check-after = Talebi oluşturduğunuzda size bir talep numarası verilir ve imzalamanız için form hazırlanır.
form-check-submit = Talebi oluştur
form-answer-kind = Talep
form-answer-compromised = Parolayı başkası biliyor olabilir
form-answer-national-id = T.C. kimlik numarası
form-answer-name = Ad soyad
form-answer-staff-no = Sicil numarası
form-answer-unit = Birim
form-answer-mobile = Cep telefonu
form-answer-none = Belirtilmedi

form-done-title = Talebiniz oluşturuldu
form-done-pdf = Formu indir (PDF)
form-done-next = Şimdi ne yapmalısınız?
form-done-sign = Formu yazdırıp imzalayın
form-done-sign-text = Formu yazdıramıyorsanız PYS yetkilisi talep numaranızla çıktısını alabilir.
form-done-approve = İdari amirinize onaylatın
form-done-approve-text = Amiriniz formu imzalayabilir ya da oturum açarak elektronik olarak onaylayabilir.
form-done-officer = PYS yetkilisine teslim edin
form-done-officer-text = Formu kendi biriminizin PYS yetkilisine verin; başka yere göndermeyin.
form-done-sms = Kısa mesajı bekleyin
form-done-sms-text = Talep sonuçlandığında PYS’de kayıtlı cep telefonunuza kısa mesaj gelir.
form-done-until = Form { $date } tarihine kadar teslim edilmezse talebin süresi dolar.
form-done-follow = Talebinizin durumunu izleyin

form-kind-authorisation = Yetkilerimi değiştirmek istiyorum
form-kind-authorisation-hint = PYS, YBS gibi bir uygulamada rol verilmesini, değiştirilmesini ya da kaldırılmasını istiyorum. Parola değişmez.

form-account-title = Talep hangi hesap için?
form-account-mine = Kendi hesabım
form-account-mine-hint = Adınıza açılmış kişisel hesap.
form-account-unit = Birimimin hesabı
form-account-unit-hint = Sorumlusu olduğunuz, birimin ortak e-posta hesabı.
form-account-name = Birim hesabının kullanıcı adı
form-account-name-hint = Yalnızca birim hesabı için yazın. Talebi hesabın sorumlusu oluşturabilir.
form-account-none = Talebin hangi hesap için olduğunu seçin.
form-account-name-none = Birim hesabının kullanıcı adını yazın.

form-application-title = Hangi uygulamadaki yetkileriniz değişsin?
form-application-none = Yetki istenebilecek uygulama yok
form-application-none-text = Uygulamaları ve rollerini kurumun yöneticisi ekler. Biriminizin PYS yetkilisine sorun.
form-application-none-chosen = Bir uygulama seçin.

form-roles-title = Hangi roller değişsin?
form-roles-hint = Verilmesini ya da kaldırılmasını istediğiniz rolleri seçin. Bir rolü başkasıyla değiştirmek için birini kaldırıp ötekini verin.
form-roles-as-is = Değişmesin

form-why-title = Bu değişikliğe neden gerek var?
form-why-hint = Amirinizin ve PYS yetkilisinin karar verebilmesi için görevinizle ilgisini bir iki cümleyle yazın.

form-answer-account = Hesap
form-answer-application = Uygulama
form-answer-roles = İstenen değişiklikler
form-answer-why = Gerekçe
