# Uygulamalar, roller ve yetkiler.

applications-slug = Kısa ad 2–32 karakter olmalı, harfle başlamalı; yalnızca küçük İngilizce harf, rakam ve tek tire içerebilir: veri-girisi.
applications-slug-taken = Bu kısa ad kullanılıyor ya da bir zamanlar kullanılmış. Başka bir kısa ad seçin.
applications-name = Adı 2–80 karakterle yazın.
applications-purpose = Ne işe yaradığını 5–300 karakterlik bir cümleyle yazın.
applications-reason = Gerekçeyi 10–500 karakterle yazın.
applications-ended = Bu kayıt kullanımdan kaldırılmış; artık değiştirilemez.
applications-role-ended = “{ $role }” rolü kullanımdan kaldırılmış; artık verilemez.

change-act-grant = Verilsin
change-act-withdraw = Kaldırılsın

account-unit-name = Kullanıcı adı 3–48 karakter olmalı ve harfle başlamalı; harf, rakam ve tek nokta içerebilir: cankaya.ilce
account-unit-name-taken = Bu kullanıcı adı başka bir hesaba ait. Başka bir ad seçin.
account-unit-not-there = Sorumlu, bugün bu birimde görev yapan biri olmalıdır.
account-unit-same-person = Bu kişi hesabın zaten sorumlusu.
account-reason-handed-over = Hesabın sorumlusu değişti.
sign-in-unit-account = Bu bir birim hesabı: e-posta ve uygulamalarda kullanılır, burada oturum açmaz. Kendi kullanıcı adınızla oturum açın.

request-no-changes = Verilmesini ya da kaldırılmasını istediğiniz en az bir rol seçin.
request-role-unknown = Seçtiğiniz rol artık kullanımda değil. Lütfen yeniden seçin.
request-why = Yetkiye neden gerek duyulduğunu 10–500 karakterle yazın.
request-missing-account = Formdaki kullanıcı adıyla bir birim hesabı yok ya da talep eden bu hesabın sorumlusu değil.
failure-reason-responsible-changed = Bu sırada hesabın sorumlusu değişti; yeni sorumlu kendi talebini oluşturmalıdır.
