//! Districts of the provinces, so that the sample institution has its directorates where people expect them.

/// In the order of the plate codes; the first line is 01 Adana.
const DISTRICTS: &str = "\
Ceyhan Kozan Karaisalı
Kâhta Besni Gölbaşı
Sandıklı Bolvadin Dinar
Doğubayazıt Patnos Eleşkirt
Merzifon Suluova Taşova
Polatlı Çubuk Haymana
Manavgat Elmalı Serik
Hopa Yusufeli Şavşat
Nazilli Söke Çine
Bandırma Gönen Susurluk
Bozüyük Osmaneli Söğüt
Genç Solhan Karlıova
Tatvan Ahlat Adilcevaz
Gerede Mudurnu Göynük
Bucak Gölhisar Tefenni
İnegöl Karacabey Yenişehir
Biga Ezine Gelibolu
Ilgaz Çerkeş Kurşunlu
Sungurlu Osmancık İskilip
Acıpayam Çivril Tavas
Bismil Ergani Silvan
Keşan Uzunköprü İpsala
Kovancılar Karakoçan Palu
Tercan Üzümlü Refahiye
Pasinler Oltu Horasan
Sivrihisar Çifteler Alpu
Nizip İslahiye Araban
Bulancak Espiye Şebinkarahisar
Kelkit Şiran Torul
Yüksekova Şemdinli Çukurca
Kırıkhan Reyhanlı Dörtyol
Yalvaç Eğirdir Şarkikaraağaç
Tarsus Silifke Mut
Silivri Çatalca Şile
Bergama Ödemiş Torbalı
Sarıkamış Kağızman Selim
Taşköprü Tosya Daday
Develi Bünyan Pınarbaşı
Lüleburgaz Babaeski Vize
Kaman Mucur Çiçekdağı
Gebze Kandıra Karamürsel
Ereğli Çumra Beyşehir
Tavşanlı Simav Gediz
Doğanşehir Akçadağ Darende
Akhisar Salihli Turgutlu
Elbistan Pazarcık Afşin
Kızıltepe Nusaybin Midyat
Milas Fethiye Yatağan
Bulanık Malazgirt Varto
Ürgüp Avanos Derinkuyu
Bor Çiftlik Ulukışla
Ünye Fatsa Mesudiye
Çayeli Pazar Ardeşen
Akyazı Hendek Geyve
Bafra Çarşamba Vezirköprü
Kurtalan Pervari Eruh
Boyabat Ayancık Gerze
Şarkışla Suşehri Zara
Malkara Hayrabolu Muratlı
Erbaa Niksar Zile
Of Akçaabat Vakfıkebir
Pertek Çemişgezek Mazgirt
Siverek Viranşehir Harran
Banaz Eşme Sivaslı
Erciş Özalp Gevaş
Sorgun Boğazlıyan Yerköy
Çaycuma Devrek Alaplı
Ortaköy Eskil Güzelyurt
Demirözü Aydıntepe
Ermenek Ayrancı Sarıveliler
Keskin Delice Sulakyurt
Kozluk Beşiri Sason
Cizre Silopi İdil
Ulus Amasra Kurucaşile
Göle Çıldır Posof
Tuzluca Aralık Karakoyunlu
Altınova Çınarcık Termal
Safranbolu Eskipazar Yenice
Musabeyli Elbeyli Polateli
Kadirli Düziçi Bahçe
Akçakoca Gölyaka Çilimli";

/// Districts of the province with this plate code (1 to 81).
pub fn districts(plate: i32) -> impl Iterator<Item = &'static str> {
    let line = usize::try_from(plate - 1).ok().and_then(|at| DISTRICTS.lines().nth(at));
    line.unwrap_or_default().split(' ').filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_has_districts_of_its_own() {
        assert_eq!(DISTRICTS.lines().count(), 81);
        for plate in 1..=81 {
            assert!(districts(plate).count() >= 2, "{plate}");
        }
        assert_eq!(districts(6).next(), Some("Polatlı"));
        assert_eq!(districts(63).last(), Some("Harran"));
        assert_eq!(districts(81).next(), Some("Akçakoca"));
        assert_eq!(districts(0).count() + districts(82).count(), 0);
    }
}
