messaging-setting-length = { $least } ile { $most } arasında ASCII karakterden oluşmalıdır.
messaging-setting-window = En az 1 olmalıdır.
messaging-setting-password = Parola en çok 64 bayt olmalı ve NUL içermemelidir.
messaging-setting-statuses = Durum kodları onaltılık yazılmalıdır; örnek: "0x0403" = "throttled"
messaging-setting-https = https:// ile başlayan bir adres olmalıdır; http:// yalnızca bu makinenin kendisi için kullanılabilir.
messaging-setting-header = Başlıkların adı ve değeri HTTP'ye uygun olmalı, değerde {"{"}text{"}"} bulunmamalıdır.
messaging-setting-place = Süslü ayraç içinde yalnızca şunlar bulunabilir: { $known }. Ayracın kendisi iki kez yazılır.
messaging-setting-pointer = pointer ve equals birlikte verilmelidir.
messaging-setting-together = Kullanıcı adı ve parola birlikte verilmelidir.
messaging-setting-clear = Parola ağdan açık olarak geçerdi; starttls ya da tls seçin.
messaging-setting-host = Bir sunucu adı olmalıdır.
messaging-setting-from = Bir e-posta adresi olmalıdır; örnek: Künye <kunye@example.gov.tr>
messaging-bad-receipt = İletim raporu okunamadı.
