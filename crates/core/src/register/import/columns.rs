//! The columns of a file, by their Turkish headers: in any case, with or without diacritics and punctuation, in any order.

use crate::db::text_enum;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::text;

text_enum! {
    /// What a file brings.
    pub enum ImportKind { Units = "units", People = "people" }
}

text_enum! {
    /// A column that we read. The word is also the name of the field in changes and rejections.
    pub enum Column {
        Detsis = "detsis",
        UnitName = "unit_name",
        Parent = "parent",
        UnitKind = "unit_kind",
        Province = "province",
        NationalId = "national_id",
        StaffNo = "staff_no",
        GivenNames = "given_names",
        Surname = "surname",
        Title = "title",
        UnitOfPerson = "unit",
        Mobile = "mobile",
        StartsOn = "starts_on",
        EndsOn = "ends_on",
        Email = "email",
        HeadsUnit = "heads_unit",
    }
}

impl ImportKind {
    /// The columns of such a file, in the order of its template.
    pub fn columns(self) -> &'static [Column] {
        use Column::*;
        match self {
            ImportKind::Units => &[Detsis, UnitName, Parent, UnitKind, Province],
            ImportKind::People => {
                &[NationalId, StaffNo, GivenNames, Surname, Title, UnitOfPerson, Mobile, StartsOn, EndsOn, Email, HeadsUnit]
            }
        }
    }
}

impl Column {
    /// The header in our own template.
    pub fn header(self) -> &'static str {
        self.headers()[0]
    }

    /// Every header that is understood, ours first.
    fn headers(self) -> &'static [&'static str] {
        match self {
            Column::Detsis => &["DETSİS No", "DETSİS", "DETSİS Numarası", "DETSİS Kodu", "Birim DETSİS No", "Kurum DETSİS No"],
            Column::UnitName => &["Birim Adı", "Birim", "Kurum Adı", "Kuruluş Adı"],
            Column::Parent => {
                &["Üst Birim DETSİS No", "Üst DETSİS No", "Üst Birim DETSİS", "Üst Birim", "Bağlı Olduğu Birim DETSİS No"]
            }
            Column::UnitKind => &["Birim Türü", "Tür", "Birim Tipi", "Kurum Türü"],
            Column::Province => &["İl", "İl Adı", "İl Kodu", "Plaka Kodu"],
            Column::NationalId => &[
                "TCKN",
                "T.C. Kimlik No",
                "TC Kimlik No",
                "T.C. Kimlik Numarası",
                "TC Kimlik Numarası",
                "TC No",
                "Kimlik No",
                "Kimlik Numarası",
            ],
            Column::StaffNo => &["Sicil No", "Sicil", "Sicil Numarası", "Kurum Sicil No", "Personel No", "Emekli Sicil No"],
            Column::GivenNames => &["Ad", "Adı", "İsim"],
            Column::Surname => &["Soyad", "Soyadı", "Soy Adı", "Soyisim"],
            Column::Title => &["Unvan", "Unvanı", "Ünvan", "Ünvanı", "Kadro Unvanı", "Görev Unvanı"],
            Column::UnitOfPerson => {
                &["Birim DETSİS No", "Birim DETSİS", "DETSİS No", "DETSİS", "Görev Yeri DETSİS No", "Kurum DETSİS No"]
            }
            Column::Mobile => &["Cep Telefonu", "Cep Tel", "Cep Telefon", "Cep Telefonu No", "GSM", "Cep No", "Telefon (Cep)"],
            Column::StartsOn => &[
                "Göreve Başlama Tarihi",
                "Göreve Başlama",
                "Başlama Tarihi",
                "Başlangıç Tarihi",
                "Birimde Göreve Başlama Tarihi",
            ],
            Column::EndsOn => {
                &["Görevden Ayrılış Tarihi", "Görevden Ayrılma Tarihi", "Ayrılış Tarihi", "Ayrılma Tarihi", "Bitiş Tarihi"]
            }
            Column::Email => &["E-posta", "E-posta Adresi", "Eposta", "E-mail", "Email", "Mail"],
            Column::HeadsUnit => &["Birim Amiri", "Birim Amiri mi", "Amir", "Amir mi"],
        }
    }

    /// A file without these is refused; the others may be missing, and what they say is then left as it is.
    pub fn is_required(self) -> bool {
        !matches!(self, Column::EndsOn | Column::Email | Column::HeadsUnit)
    }

    /// The key of the column's name in the reader's language.
    pub fn text(self) -> &'static str {
        match self {
            Column::Detsis => "import-column-detsis",
            Column::UnitName => "import-column-unit-name",
            Column::Parent => "import-column-parent",
            Column::UnitKind => "import-column-unit-kind",
            Column::Province => "import-column-province",
            Column::NationalId => "import-column-national-id",
            Column::StaffNo => "import-column-staff-no",
            Column::GivenNames => "import-column-given-names",
            Column::Surname => "import-column-surname",
            Column::Title => "import-column-title",
            Column::UnitOfPerson => "import-column-unit",
            Column::Mobile => "import-column-mobile",
            Column::StartsOn => "import-column-starts-on",
            Column::EndsOn => "import-column-ends-on",
            Column::Email => "import-column-email",
            Column::HeadsUnit => "import-column-heads-unit",
        }
    }
}

/// Where each column of a kind stands in a file.
#[derive(Debug, Clone)]
pub(super) struct Places {
    at: Vec<(Column, Option<usize>)>,
    /// How many cells the header row has.
    pub width: usize,
}

/// Folded, without spaces: `T.C. Kimlik No` and `TC KİMLİK NO` meet.
pub(super) fn bare(header: &str) -> String {
    text::fold(header).replace(' ', "")
}

impl Places {
    /// The column places in a row, and which required columns it lacks. Of two cells with headers of one column, the one
    /// nearer to the template's word wins.
    pub fn find(kind: ImportKind, header: &[&str]) -> (Self, Vec<Column>) {
        let cells: Vec<String> = header.iter().map(|cell| bare(cell)).collect();
        let mut taken = vec![false; cells.len()];
        let mut at = Vec::with_capacity(kind.columns().len());
        for column in kind.columns() {
            let place = column.headers().iter().find_map(|name| (0..cells.len()).find(|i| !taken[*i] && cells[*i] == bare(name)));
            if let Some(place) = place {
                taken[place] = true;
            }
            at.push((*column, place));
        }
        let missing =
            at.iter().filter(|(column, place)| place.is_none() && column.is_required()).map(|(column, _)| *column).collect();
        let width = header.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        (Self { at, width }, missing)
    }

    pub fn of(&self, column: Column) -> Option<usize> {
        self.at.iter().find(|(c, _)| *c == column).and_then(|(_, place)| *place)
    }

    /// Headers of a row that belong to no column of ours.
    pub fn ignored(&self, header: &[&str]) -> Vec<String> {
        let ours = |at: usize| self.at.iter().any(|(_, place)| *place == Some(at));
        let others = header.iter().enumerate().filter(|(at, cell)| !ours(*at) && !cell.trim().is_empty());
        others.map(|(_, cell)| text::tidy(cell).chars().take(60).collect()).collect()
    }

    /// How many of our columns were found: tells a header row from the title above it.
    pub fn found(&self) -> usize {
        self.at.iter().filter(|(_, place)| place.is_some()).count()
    }
}

/// One error that names every missing column by the header the template has.
pub(super) fn missing_columns(missing: &[Column]) -> Error {
    let names: Vec<&str> = missing.iter().map(|column| column.header()).collect();
    Error::new(Kind::Invalid(Vec::new()), "import-columns-missing").with("columns", names.join(", "))
}

/// Reads `Evet`, `Hayır` and the like.
pub(super) fn yes_or_no(text: &str) -> Result<bool, ()> {
    match text::fold(text).as_str() {
        "evet" | "e" | "1" | "true" | "dogru" | "x" | "var" => Ok(true),
        "hayir" | "h" | "0" | "false" | "yanlis" | "yok" => Ok(false),
        _ => Err(()),
    }
}
