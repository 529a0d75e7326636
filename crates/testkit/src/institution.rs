//! A ministry with two provinces of two districts each, and the centre that trains its people, small enough to be known by heart.
//! Built the way a real one is: units and people from files, duties by appointment.

use kunye_core::accounts::{demo, offer};
use kunye_core::register::appoint::{NewDuty, appoint};
use kunye_core::register::import::{self, ImportKind};
use kunye_core::register::{self, DutyKind, Unit};
use kunye_core::world::World;
use kunye_kernel::id::{AccountId, PersonId, UnitId};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::secret::Secret;
use std::collections::HashMap;

/// The password of every member.
pub const PASSWORD: &str = "dört yeşil tekne";
/// The key of every member's one-time codes.
pub(crate) const SECOND_FACTOR: &[u8] = b"twenty bytes of test";

/// Somebody of the institution.
#[derive(Debug, Clone)]
pub struct Member {
    pub key: &'static str,
    pub id: PersonId,
    pub account: AccountId,
    pub user_name: String,
    pub national_id: NationalId,
    pub given_names: String,
    pub surname: String,
    pub staff_no: String,
    pub mobile: Mobile,
    pub unit: UnitId,
    /// Whether signing in asks for a code as well.
    pub has_second_factor: bool,
}

impl Member {
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_names, self.surname)
    }
}

/// Key, name, key of the unit above, kind, province.
const UNITS: [(&str, &str, &str, &str, &str); 8] = [
    ("ministry", "Örnek Bakanlığı", "", "Bakanlık", "Ankara"),
    ("ankara", "Ankara İl Müdürlüğü", "ministry", "İl müdürlüğü", "Ankara"),
    ("izmir", "İzmir İl Müdürlüğü", "ministry", "İl müdürlüğü", "İzmir"),
    ("cankaya", "Çankaya İlçe Müdürlüğü", "ankara", "İlçe müdürlüğü", "Ankara"),
    ("kecioren", "Keçiören İlçe Müdürlüğü", "ankara", "İlçe müdürlüğü", "Ankara"),
    ("konak", "Konak İlçe Müdürlüğü", "izmir", "İlçe müdürlüğü", "İzmir"),
    ("bornova", "Bornova İlçe Müdürlüğü", "izmir", "İlçe müdürlüğü", "İzmir"),
    ("provider", "Örnek Sertifikasyon Merkezi", "", "Merkez", "Ankara"),
];

use DutyKind::{
    AccountManager, Administrator, Auditor, Coordinator, Deputy, Director, HelpDesk, Officer, Planner, Supervisor, Trainer,
};

/// Key, given names, surname, title, key of the unit, duty there.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, Option<DutyKind>);

const PEOPLE: [Row; 25] = [
    ("minister", "Nihat", "Aksoy", "Bakan Yardımcısı", "ministry", Some(Supervisor)),
    ("administrator", "Gökhan", "Işık", "Bilgi İşlem Uzmanı", "ministry", Some(Administrator)),
    ("auditor", "Müjgan", "Ünlü", "Denetçi", "ministry", Some(Auditor)),
    ("help_desk", "Tuğba", "Yağız", "Destek Uzmanı", "ministry", Some(HelpDesk)),
    ("ankara_head", "Sevim", "Köroğlu", "İl Müdürü", "ankara", Some(Supervisor)),
    ("ankara_officer", "Hakan", "Şen", "Şef", "ankara", Some(Officer)),
    ("head", "Mehmet Şükrü", "Çağlar", "İlçe Müdürü", "cankaya", Some(Supervisor)),
    ("deputy", "Gülşah", "Doğan", "Şube Müdürü", "cankaya", Some(Deputy)),
    ("officer", "Elif İpek", "Yıldırım", "Veri Hazırlama ve Kontrol İşletmeni", "cankaya", Some(Officer)),
    ("second_officer", "Zeynep", "Kılıç", "Memur", "cankaya", Some(Officer)),
    ("applicant", "Ayşe Nur", "Öztürk", "Memur", "cankaya", None),
    ("colleague", "Ömer Faruk", "Yücel", "Mühendis", "cankaya", None),
    ("neighbour_head", "İsmail", "Ağaoğlu", "İlçe Müdürü", "kecioren", Some(Supervisor)),
    ("neighbour_officer", "Derya", "Özgür", "Memur", "kecioren", Some(Officer)),
    ("neighbour", "Işıl Çiğdem", "Güneş", "Tekniker", "kecioren", None),
    ("izmir_head", "Levent", "Uğurlu", "İl Müdürü", "izmir", Some(Supervisor)),
    ("izmir_officer", "Pınar", "Çetin", "Memur", "izmir", Some(Officer)),
    ("konak_head", "Burak", "Ünal", "İlçe Müdürü", "konak", Some(Supervisor)),
    ("konak_staff", "Fatma", "Şimşek", "Memur", "konak", None),
    ("bornova_head", "Aylin", "Gökçe", "İlçe Müdürü", "bornova", Some(Supervisor)),
    ("coordinator", "Serap", "Aydın", "Eğitim Uzmanı", "ministry", Some(Coordinator)),
    ("planner", "Tolga", "Erdem", "Eğitim Planlama Uzmanı", "provider", Some(Planner)),
    ("trainer", "Selin", "Arıkan", "Eğitmen", "provider", Some(Trainer)),
    ("account_manager", "Deniz", "Tuna", "Müşteri Temsilcisi", "provider", Some(AccountManager)),
    ("director", "Nazlı", "Ergin", "Müdür", "provider", Some(Director)),
];

type Built = (HashMap<&'static str, Unit>, HashMap<&'static str, Member>);

/// The unit of the centre, which stands at the end of both tables.
const PROVIDER: &str = "provider";

pub(crate) fn build(world: &World, with_provider: bool) -> Built {
    let is_there = |unit: &str| with_provider || unit != PROVIDER;
    load(world, ImportKind::Units, &unit_file(is_there));
    load(world, ImportKind::People, &people_file(is_there));
    let mut units = HashMap::new();
    for (key, ..) in UNITS.into_iter().filter(|row| is_there(row.0)) {
        let unit = world.db.read(|conn| register::unit_by_detsis(conn, &detsis(key))).expect("a register");
        units.insert(key, unit.expect("a unit of the file"));
    }
    let members =
        (0..).zip(PEOPLE).filter(|(_, row)| is_there(row.4)).map(|(at, row)| (row.0, member(world, at, row, &units))).collect();
    (units, members)
}

fn load(world: &World, kind: ImportKind, file: &str) {
    let operator = crate::operator();
    let preview =
        import::preview(world, &operator, kind, "test.csv", file.as_bytes(), &mut |_| ()).expect("a file that can be read");
    assert!(preview.rejected.is_empty(), "{:?}", preview.rejected);
    import::apply(world, &operator, &preview.id, &mut |_| ()).expect("a preview that can be applied");
}

/// Real numbers are given out from 10000000 on; the top of the range is free.
fn detsis(key: &str) -> String {
    let at = UNITS.iter().position(|unit| unit.0 == key).expect("a unit of the table");
    (99_000_001 + at).to_string()
}

fn unit_file(is_there: impl Fn(&str) -> bool) -> String {
    let mut file = String::from("DETSİS No;Birim Adı;Üst Birim DETSİS No;Birim Türü;İl\n");
    for (key, name, above, kind, province) in UNITS.into_iter().filter(|row| is_there(row.0)) {
        let above = if above.is_empty() { String::new() } else { detsis(above) };
        file.push_str(&format!("{};{name};{above};{kind};{province}\n", detsis(key)));
    }
    file
}

fn national_id(at: u32) -> NationalId {
    NationalId::from_first_nine(800_000_001 + at * 1_111).expect("nine digits")
}

/// 0502 is a prefix that no operator has.
fn mobile(at: u32) -> Mobile {
    Mobile::parse(&format!("0502 300 10 {:02}", 10 + at)).expect("a mobile number")
}

fn staff_no(at: u32) -> String {
    (40_100 + at).to_string()
}

fn people_file(is_there: impl Fn(&str) -> bool) -> String {
    let mut file = String::from("TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n");
    for (at, (_, given, surname, title, unit, _)) in (0..).zip(PEOPLE).filter(|(_, row)| is_there(row.4)) {
        let (id, no, phone) = (national_id(at), staff_no(at), mobile(at));
        file.push_str(&format!(
            "{};{no};{given};{surname};{title};{};{};01.02.2020\n",
            id.digits(),
            detsis(unit),
            phone.spaced()
        ));
    }
    file
}

/// Brings an address for one of the people, as the personnel system would.
pub(crate) fn bring_email(world: &World, key: &str, email: &str) {
    let (at, row) = (0..).zip(PEOPLE).find(|(_, row)| row.0 == key).expect("a person of the table");
    let (_, given, surname, title, unit, _) = row;
    let header = "TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;E-posta;Göreve Başlama Tarihi";
    let (id, no, phone) = (national_id(at), staff_no(at), mobile(at));
    let (id, unit, phone) = (id.digits(), detsis(unit), phone.spaced());
    load(
        world,
        ImportKind::People,
        &format!("{header}\n{id};{no};{given};{surname};{title};{unit};{phone};{email};01.02.2020\n"),
    );
}

fn member(world: &World, at: u32, row: Row, units: &HashMap<&str, Unit>) -> Member {
    let (key, given, surname, _, unit, duty) = row;
    let (operator, today, unit) = (crate::operator(), world.today(), units[unit].id.clone());
    let found = world.db.read(|conn| register::person_by_national_id(conn, &national_id(at))).expect("a register");
    let person = found.expect("a person of the file");
    if let Some(kind) = duty {
        let ends_on = (kind == Deputy).then(|| today.plus_days(60));
        let new = NewDuty { kind, unit: unit.clone(), person: person.id.clone(), starts_on: today.plus_days(-30), ends_on };
        appoint(world, &operator, &new).expect("an appointment");
    }
    let has_second_factor =
        matches!(duty, Some(Officer | Administrator | Auditor | HelpDesk | Coordinator | Planner | AccountManager | Director));
    let (now, password) = (world.now(), Secret::new(PASSWORD));
    let account = world.db.write(|tx| {
        let account = offer::ensure_account(tx, world, &operator, &person)?;
        demo::set_password(tx, world, &operator, &account, &password, now, has_second_factor.then_some(SECOND_FACTOR))?;
        Ok(account)
    });
    let account = account.expect("an account");
    Member {
        key,
        id: person.id,
        account: account.id,
        user_name: account.user_name,
        national_id: national_id(at),
        given_names: given.to_owned(),
        surname: surname.to_owned(),
        staff_no: staff_no(at),
        mobile: mobile(at),
        unit,
        has_second_factor,
    }
}
