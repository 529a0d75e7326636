follow-ask-title = Talep numaranız nedir?
follow-ask-hint = Formunuzun üst bölümünde yazar. Örneğin KT7M-2RXM
follow-ask-submit = Talebimi göster
follow-ask-lost = Talep numaramı bulamıyorum
follow-ask-lost-text = Numara, formun başlığının altında ve sayfanın sol alt köşesinde yazar. Form elinizde değilse yeni bir talep oluşturabilir ya da biriminizin PYS yetkilisine danışabilirsiniz.

follow-show-title = { $reference } numaralı talep
follow-show-other = Başka bir talebi izle
follow-show-now = Şu anki durum
follow-show-story = Talebin geçmişi
follow-show-until = Bu adım { $date } tarihine kadar tamamlanmalıdır.
follow-show-again = Yeni talep oluştur
follow-show-desk = Talebi masanızda açın

follow-state-awaiting-approval = Talebiniz idari amirinizin onayını bekliyor. Formu imzalayıp amirinize onaylatın, ardından biriminizin PYS yetkilisine teslim edin.
follow-state-approved = Talebiniz onaylandı. İmzalı formu biriminizin PYS yetkilisine teslim edin; yetkili bilgileri karşılaştırıp talebi sonuçlandıracak.
follow-state-declined = İdari amiriniz talebi onaylamadı. Gerekçeyi amirinize sorabilir, gerekirse yeni bir talep oluşturabilirsiniz.
follow-state-refused = PYS yetkilisi talebi geri çevirdi. Gerekçesi aşağıda; eksikleri giderdikten sonra yeni bir talep oluşturabilirsiniz.
follow-state-in-delivery = Talebiniz sonuçlandırıldı ve kısa mesaj gönderime verildi. Mesaj, PYS’de kayıtlı cep telefonunuza gelecek.
follow-state-fulfilled = Kısa mesaj, PYS’de kayıtlı cep telefonunuza gönderildi. Mesajdaki bilgiyle oturum açabilirsiniz.
follow-state-failed = Kısa mesaj telefonunuza iletilemedi. Kayıtlı numaranızı denetlemesi ve mesajı yeniden göndermesi için biriminizin PYS yetkilisine başvurun.
follow-state-lapsed = Talebin süresi, işlem tamamlanmadan doldu. Yeni bir talep oluşturabilirsiniz.

follow-confirm-title = Formu indirmeden önce
follow-confirm-text = { $reference } numaralı form bu tarayıcıda oluşturulmamış. Formda kişisel veriler bulunduğundan, size ait olduğunu doğrulamamız gerekiyor.
follow-confirm-label = T.C. kimlik numaranız
follow-state-authorised = Yetkileriniz, talebinizde onaylandığı gibi değiştirildi. Yeni yetkiler hemen geçerlidir.
