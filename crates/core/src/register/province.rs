//! The 81 provinces (İl İdaresi Kanunu 5442; plate codes of the Karayolları Trafik Yönetmeliği).

use diesel::sql_types::Integer;
use kunye_kernel::text;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A province, by its plate code: 1 is Adana, 81 is Düzce.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = Integer)]
#[serde(transparent)]
pub struct Province(i32);

/// In the order of the plate codes, the first is 01.
const NAMES: [&str; 81] = [
    "Adana",
    "Adıyaman",
    "Afyonkarahisar",
    "Ağrı",
    "Amasya",
    "Ankara",
    "Antalya",
    "Artvin",
    "Aydın",
    "Balıkesir",
    "Bilecik",
    "Bingöl",
    "Bitlis",
    "Bolu",
    "Burdur",
    "Bursa",
    "Çanakkale",
    "Çankırı",
    "Çorum",
    "Denizli",
    "Diyarbakır",
    "Edirne",
    "Elazığ",
    "Erzincan",
    "Erzurum",
    "Eskişehir",
    "Gaziantep",
    "Giresun",
    "Gümüşhane",
    "Hakkâri",
    "Hatay",
    "Isparta",
    "Mersin",
    "İstanbul",
    "İzmir",
    "Kars",
    "Kastamonu",
    "Kayseri",
    "Kırklareli",
    "Kırşehir",
    "Kocaeli",
    "Konya",
    "Kütahya",
    "Malatya",
    "Manisa",
    "Kahramanmaraş",
    "Mardin",
    "Muğla",
    "Muş",
    "Nevşehir",
    "Niğde",
    "Ordu",
    "Rize",
    "Sakarya",
    "Samsun",
    "Siirt",
    "Sinop",
    "Sivas",
    "Tekirdağ",
    "Tokat",
    "Trabzon",
    "Tunceli",
    "Şanlıurfa",
    "Uşak",
    "Van",
    "Yozgat",
    "Zonguldak",
    "Aksaray",
    "Bayburt",
    "Karaman",
    "Kırıkkale",
    "Batman",
    "Şırnak",
    "Bartın",
    "Ardahan",
    "Iğdır",
    "Yalova",
    "Karabük",
    "Kilis",
    "Osmaniye",
    "Düzce",
];

/// Names that older systems and everyday speech still use.
const OTHER_NAMES: [(&str, i32); 6] = [("Afyon", 3), ("Antep", 27), ("İçel", 33), ("Maraş", 46), ("K. Maraş", 46), ("Urfa", 63)];

static BY_FOLDED_NAME: LazyLock<HashMap<String, Province>> = LazyLock::new(|| {
    let official = NAMES.iter().copied().zip(1..);
    official.chain(OTHER_NAMES).map(|(name, plate)| (text::fold(name), Province(plate))).collect()
});

static IN_TURKISH_ORDER: LazyLock<Vec<Province>> = LazyLock::new(|| {
    let mut all: Vec<Province> = (1..=81).map(Province).collect();
    all.sort_by_cached_key(|province| text::sort_key(province.name()));
    all
});

impl Province {
    /// All 81, in Turkish alphabetical order.
    pub fn all() -> &'static [Province] {
        &IN_TURKISH_ORDER
    }

    pub fn from_plate(plate: i32) -> Option<Self> {
        (1..=81).contains(&plate).then_some(Self(plate))
    }

    /// Reads a name in any case, with or without diacritics, or a plate code: `ŞANLIURFA`, `sanliurfa`, `63`, `06`, `6`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().parse() {
            Ok(plate) => Self::from_plate(plate),
            Err(_) => BY_FOLDED_NAME.get(&text::fold(text)).copied(),
        }
    }

    pub fn plate(self) -> i32 {
        self.0
    }

    pub fn name(self) -> &'static str {
        usize::try_from(self.0 - 1).ok().and_then(|at| NAMES.get(at)).copied().unwrap_or_default()
    }
}

impl std::fmt::Display for Province {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl<DB> diesel::serialize::ToSql<Integer, DB> for Province
where
    DB: diesel::backend::Backend,
    i32: diesel::serialize::ToSql<Integer, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB> diesel::deserialize::FromSql<Integer, DB> for Province
where
    DB: diesel::backend::Backend,
    i32: diesel::deserialize::FromSql<Integer, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        Self::from_plate(i32::from_sql(bytes)?).ok_or_else(|| "a stored province cannot be read".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_plates_meet() {
        for (plate, name) in [
            (1, "Adana"),
            (6, "Ankara"),
            (34, "İstanbul"),
            (46, "Kahramanmaraş"),
            (63, "Şanlıurfa"),
            (76, "Iğdır"),
            (81, "Düzce"),
        ] {
            assert_eq!(Province::from_plate(plate).unwrap().name(), name);
            assert_eq!(Province::parse(name).unwrap().plate(), plate);
        }
        let distinct: std::collections::HashSet<_> = NAMES.iter().map(|name| text::fold(name)).collect();
        assert_eq!(distinct.len(), 81);
    }

    #[test]
    fn provinces_are_read_as_people_write_them() {
        for (text, plate) in
            [("06", 6), ("6", 6), ("ANKARA", 6), ("istanbul", 34), ("İÇEL", 33), ("Şırnak", 73), ("SIRNAK", 73), ("Hakkari", 30)]
        {
            assert_eq!(Province::parse(text).map(Province::plate), Some(plate), "{text}");
        }
        for text in ["0", "82", "-1", "", "Paris", "999999999999"] {
            assert_eq!(Province::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_list_is_in_turkish_order() {
        let names: Vec<_> = Province::all().iter().map(|province| province.name()).collect();
        assert_eq!(names.len(), 81);
        let place = |name: &str| names.iter().position(|n| *n == name).unwrap();
        assert_eq!(place("Adana"), 0);
        assert_eq!(place("Zonguldak"), 80);
        assert!(place("Bursa") < place("Çanakkale") && place("Çorum") < place("Denizli"));
        assert!(place("Iğdır") < place("Isparta") && place("Isparta") < place("İstanbul"));
        assert!(place("Sivas") < place("Şanlıurfa") && place("Şırnak") < place("Tekirdağ"));
    }
}
