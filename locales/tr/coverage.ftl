# Merkez müdürünün görünümü.

nav-coverage = Genel durum

coverage-title = Programın genel durumu
coverage-none = Henüz bir program kurulmadı
coverage-none-text = Program kurulduğunda ulaşılan kullanıcılar, kalan kapasite ve saatler burada görünür.
coverage-lead = { $name } · { $from } – { $until }
coverage-as-of = Tarih
coverage-as-of-text = { $date } tarihindeki durum.
coverage-export = Excel dosyası (.xlsx)
coverage-reached = Ulaşılan kullanıcılar
coverage-reached-text = { $institutions } kurumdaki { $users } aktif kullanıcıdan { $trained } kişi en az bir saat eğitime katıldı.
coverage-trained = Eğitime katılan
coverage-share = Oran
coverage-percent = %{ $percent }
coverage-percent-below = %{ $percent }’den az
coverage-by-tier = Kategoriye göre
coverage-hour = saat
coverage-hours-note = Haklar saat cinsindendir.
coverage-by-province = İle göre
coverage-tier-none = Kategorisi olmayan
coverage-province-unknown = İli bilinmeyen
coverage-plate = Plaka
coverage-capacity = Kapasite
coverage-capacity-people = Katılımcı
coverage-capacity-trainer = Eğitmen saati
coverage-used = Kullanılan
coverage-planned = Planlanan
coverage-left = Kalan
coverage-room = Toplam
coverage-people-room = Kapasite (kişi)
coverage-people-planned = Yeri ayrılan (kişi)
coverage-people-left = Kalan kapasite (kişi)
coverage-trainer-room = Kapasite (eğitmen saati)
coverage-trainer-used = Verilen eğitim (saat)
coverage-trainer-planned = Duyurulan eğitim (saat)
coverage-trainer-left = Kalan kapasite (eğitmen saati)
coverage-sessions-held = Yapılan eğitim
coverage-sessions-open = Yapılacak eğitim
coverage-sessions = { $held } eğitim yapıldı, { $open } eğitimin günü belli.
coverage-cost = Maliyet
coverage-unknown = bilinmiyor
coverage-cost-text = Maliyet bilinmiyor: eğitimlerin giderleri bu sistemde tutulmuyor.
coverage-map-tile = { $name }: { $share ->
    [none] kullanıcı sayılmadı
   *[other] { $share }
}
coverage-legend = Renkler
coverage-legend-0 = Kullanıcı sayılmadı
coverage-legend-1 = Kimse katılmadı
coverage-legend-2 = %1’den az
coverage-legend-3 = %1 – %3
coverage-legend-4 = %3 – %10
coverage-legend-5 = %10 ve üstü
coverage-provinces-with = Kullanıcısı olan iller
coverage-provinces-reached = Eğitim görülen iller
coverage-provinces-others = Henüz kimsenin eğitim görmediği { $count } il
coverage-sheet-whole = Genel
coverage-what = Gösterge
coverage-number = Değer
