# Uygulamalar, roller ve yetkiler.

applications-slug = Kısa ad 2–32 karakter olmalı, harfle başlamalı; yalnızca küçük İngilizce harf, rakam ve tek tire içerebilir: veri-girisi.
applications-slug-taken = Bu kısa ad kullanılıyor ya da bir zamanlar kullanılmış. Başka bir kısa ad seçin.
applications-name = Adı 2–80 karakterle yazın.
applications-purpose = Ne işe yaradığını 5–300 karakterlik bir cümleyle yazın.
applications-reason = Gerekçeyi 10–500 karakterle yazın.
applications-ended = Bu kayıt kullanımdan kaldırılmış; artık değiştirilemez.
applications-role-ended = “{ $role }” rolü kullanımdan kaldırılmış; artık verilemez.
