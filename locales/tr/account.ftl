account-title = Hesabım
account-expired = Parolanızın süresi doldu.
account-expired-text = Hesabınızı yeniden kullanabilmek için yenileme talebi oluşturun.
account-soon = { $days ->
    [0] Parolanızın süresi bugün doluyor.
   *[other] Parolanızın süresinin dolmasına { $days } gün kaldı.
}
account-soon-change = Kesinti yaşamamak için parolanızı şimdi değiştirin.
account-soon-request = Kesinti yaşamamak için yenileme talebi oluşturun.
account-requests = Taleplerim
account-requests-none = Talebiniz yok
account-requests-none-text = Oluşturduğunuz talepler burada görünür.
account-request-open = Talebi aç
account-sessions = Açık oturumlar
account-sessions-text = Tanımadığınız bir oturum görürseniz kapatın ve parolanızı yenileyin.
account-session-this = Bu oturum
account-session-times = { $since } tarihinden beri açık, son işlem { $seen }
account-session-end = Kapat
account-sessions-end-others = Diğer bütün oturumları kapat
account-password = Parola
account-expires = Geçerlilik sonu: { $date }
account-changed = Son yenileme
account-reads = Mesajların dili
account-reads-tr = Türkçe
account-reads-en = İngilizce
account-reads-text = Sayfaların dilini değiştirirseniz size gönderilen mesajlar da o dilde olur.
account-changed-never = Henüz yenilenmedi
account-no-change = Parolanız sistem tarafından üretilir; kendiniz değiştiremezsiniz. Yenilemek için talep oluşturun.
account-duties = Görevlerim
account-duty-until = { $date } tarihine kadar
account-session-unknown = Bilinmeyen tarayıcı
account-session-ended = Oturum kapatıldı.
account-sessions-ended = Diğer bütün oturumlar kapatıldı.
account-devices = Bir cihazınız hâlâ eski parolanızı kullanıyor.
account-devices-text = Telefonunuzdaki ya da bilgisayarınızdaki posta programına yeni parolanızı girin. Bu denemeler hesabınızı kilitlemez. Adres size yabancıysa yardım masasını arayın.
account-device-times = son deneme { $seen }, ilk deneme { $since }
account-password-changed = Parolanız değişti. Diğer bütün oturumlarınız kapatıldı.
account-rule-length = En az { $min } karakter uzunluğunda olmalıdır. Boşluk ve Türkçe harf kullanabilirsiniz.
account-rule-words = Kolayca tahmin edilememelidir: birkaç ilgisiz sözcük iyi bir paroladır.
account-rule-names = Adınızı ya da kullanıcı adınızı içermemelidir.
account-roles = Yetkilerim
account-roles-none = Hiçbir uygulamada rolünüz yok. Herkese açık uygulamaları rol olmadan da kullanabilirsiniz.
account-roles-ask = Yetki değişikliği iste
account-shared = Sorumlusu olduğum birim hesapları
account-shared-text = Birim hesabının parolası da talep formuyla yenilenir ve sizin telefonunuza gönderilir. Bu hesapla burada oturum açılmaz.

account-applications-text = Bu hesapla girdiğiniz ve izin verdiğiniz uygulamaları görün, bağlantılarını kesin.
account-applications-open = Uygulamaları göster
