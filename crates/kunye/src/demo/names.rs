//! Names of people who do not exist: common given names and surnames, the more frequent ones first.

use kunye_kernel::entropy::Entropy;

const WOMEN: &str = "
Fatma Ayşe Emine Hatice Zeynep Elif Meryem Merve Esra Büşra Kübra Zehra Özlem Sevgi Yasemin Hülya Derya Gülşen Songül Tuğba
Dilek Selin Ebru Melek Serpil Filiz Aysel Sibel Gamze Pınar Seda Sultan Hacer Havva Rabia Nurcan Leyla Sevim Gülay Türkan
Hanife Arzu Nuray Betül Şerife Nurten Gülsüm Aslı Ceren Irmak İrem Beyza Damla Burcu Tülay Nesrin Aynur Semra Şengül Bahar
Sema Meltem Selma Gizem Nazlı Güler Ayfer Feride Aysun Nermin Çiğdem Gönül Rukiye Sümeyye Hilal Yeliz Döndü Birgül Eda Ece
Duygu Canan Neslihan Şule Özge Başak Çağla Müge Tuba Gülseren Perihan Sevil Neşe Sinem Fadime Cemile Naciye Nevin Ümmühan Nimet
Yıldız Güllü Ayten Saadet Zeliha Safiye Necla Huriye Münevver Nurgül Handan Berna Füsun Işıl İpek Zübeyde Şeyma Asiye Hediye Kadriye
Meliha Müzeyyen Nihal Oya Öykü Peri Reyhan Sabiha Şükran Tülin Ülkü Vildan Yeşim Zerrin Alev Belgin Cansu Defne Eylem Figen
Gonca Hande İlknur Jülide Kiraz Lale Mine Nilgün Nilüfer Nagihan Ödül Pelin Saniye Şebnem Tansu Ulviye Ayça Aylin Bengü Çiçek";

const MEN: &str = "
Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Abdullah Mahmut Recep Salih
Fatih Kadir Emre Hakan Adem Kemal Yaşar Bekir Musa Metin Orhan Serkan Bayram Uğur Furkan Cemal Gökhan Onur Burak Ercan Yasin
İlhan Erkan Erol Selim Sinan Volkan Tuncay Engin Cengiz Şükrü Levent Yılmaz Şaban Turgut Ersin Çetin Bülent Veli Oğuz Ferhat
Tolga Barış Deniz Koray Okan Kerem Can Enes Eren Hamza Muhammet Nuri Cihan Ünal Ümit Selçuk Özgür Özcan İhsan Harun Sedat
Serdar Turan Tayfun Taner Suat Soner Rıza Ramiz Nihat Necati Muzaffer Mesut Lütfi Kenan Kazım İrfan Işık Hikmet Haydar Hayri
Güven Galip Faruk Eyüp Ertuğrul Emin Doğan Dursun Cevdet Celal Burhan Bilal Aydın Atilla Arif Arda Alper Akın Abdurrahman Zeki
Yavuz Vedat Vahit Uygar Tahsin Şahin Şener Şefik Sezgin Satılmış Sait Rüştü Rahmi Polat Oktay Nazım Naci Mümtaz Mithat Menderes
Melih Latif Kürşat Korkut Kaan İzzet İlker İdris Hüsnü Gürkan Görkem Ferit Fikret Fehmi Ekrem Ege Durmuş Çağrı Çağatay Cüneyt";

const SURNAMES: &str = "
Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek
Polat Korkmaz Özcan Çakır Erdoğan Yavuz Can Acar Şen Aktaş Güler Yalçın Güneş Bozkurt Bulut Keskin Ünal Turan Gül Özer Işık
Kaplan Avcı Sarı Tekin Taş Köse Yüksel Ateş Aksoy Güngör Uçar Duman Bayram Karaca Ay Erdem Tunç Coşkun Güzel Yücel Kahraman
Sönmez Ekinci Karataş Türk Aslantaş Çoban Toprak Erol Gündoğdu Bal Uzun Akın Karakaya Tuncer Bilgin Uysal Kocabaş Durmaz Çiftçi
Demirci Altun Eren Ceylan Özen Başaran Deniz Oral Akbulut Çınar Dursun Mutlu Orhan Parlak Soylu Topal Ulusoy Varol Yaman Zengin
Akgül Alkan Altıntaş Arıkan Ataş Aydoğan Babacan Balcı Baran Baş Bayrak Bektaş Bilici Boz Bozdağ Budak Candan Cengiz Çalışkan
Çam Çelebi Çiçek Dağ Dal Demirel Demirtaş Dinç Durak Duran Ekici Elmas Ercan Erkan Eroğlu Ersoy Ertaş Esen Fidan Genç
Gök Gökçe Göktaş Gülmez Gümüş Gündüz Gürbüz Güven Hızlı Irmak İlhan İnan İnce İpek Kalkan Kandemir Kaptan Karabulut Karadağ
Karagöz Karakuş Karaman Kartal Kavak Kaygusuz Kaymak Kayra Kesgin Kılınç Kıraç Kızıl Kocaman Koçak Konuk Koyuncu Kuru Kuş
Kuzu Küçük Mert Meriç Metin Nalbant Ocak Oğuz Okumuş Olgun Onat Özbek Özçelik Özgür Özkaya Öztekin Pala Pehlivan Peker Pınar
Sağlam Salman Saraç Sarıkaya Savaş Sever Sezer Sezgin Soysal Sözen Şanlı Şeker Şener Tanrıverdi Taşkın Tatlı Tek Temel Temiz
Tezcan Tokgöz Topçu Tosun Tuna Turgut Turhan Türkmen Uçan Uğur Ulu Uslu Uyar Uygun Ünlü Üstün Vural Yağcı Yağmur Yaşar Yeşil
Yiğit Yorulmaz Yurt Yurttaş Zeybek Zorlu Akça Akdağ Akkaya Akpınar Aksu Akyol Alp Apaydın Aras Ağaoğlu Çağlar Çakmak Öğütçü Iğdırlı";

/// A person's name; the sex is drawn too.
pub struct Name {
    pub given_names: String,
    pub surname: String,
}

/// One name in eight has a second given name.
pub fn draw(entropy: &dyn Entropy) -> Name {
    let given = if entropy.below(100) < 42 { WOMEN } else { MEN };
    let mut given_names = one_of(given, entropy).to_owned();
    if entropy.below(8) == 0 {
        let second = one_of(given, entropy);
        if second != given_names {
            given_names = format!("{given_names} {second}");
        }
    }
    Name { given_names, surname: one_of(SURNAMES, entropy).to_owned() }
}

/// The smaller of two throws: the front of a list comes up more often, as common names do.
fn one_of(list: &'static str, entropy: &dyn Entropy) -> &'static str {
    let count = u32::try_from(list.split_whitespace().count()).unwrap_or(u32::MAX);
    let at = entropy.below(count).min(entropy.below(count));
    list.split_whitespace().nth(at as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_lists_are_long_and_hold_every_letter() {
        let set = |list: &'static str| list.split_whitespace().collect::<BTreeSet<_>>();
        for (list, least) in [(WOMEN, 150), (MEN, 150), (SURNAMES, 250)] {
            assert_eq!(set(list).len(), list.split_whitespace().count(), "a name stands twice");
            assert!(set(list).len() >= least, "{}", set(list).len());
            for letter in "çğıİöşü".chars() {
                assert!(list.contains(letter), "{letter}");
            }
        }
    }
}
