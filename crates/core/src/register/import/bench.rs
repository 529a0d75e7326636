//! How fast a large import is on this machine, beside the least that the database can be asked to do: the same rows, ready
//! made, inserted many in one statement.

use super::Counts;
use super::apply::{Context, NewRows};
use super::columns::ImportKind;
use super::plan::Plan;
use super::session::{File, apply, preview};
use crate::db::{Conn, IntoResult};
use crate::register::duties::administrator_scope;
use crate::register::model::Keys;
use crate::register::store::{NewPerson, NewPost, bulk};
use crate::schema::people;
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{ImportId, PersonId, PostId, UnitId};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::text::fold;
use kunye_kernel::time::Day;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    pub people: u32,
    /// Bytes of the file.
    pub size: usize,
    /// Inserting the ready-made rows, in one transaction.
    pub bare: Duration,
    /// Reading, comparing, storing the file: nothing in the register changes.
    pub preview: Duration,
    /// Reading and comparing again, and writing, in one transaction.
    pub apply: Duration,
    /// The same file once more, preview and apply: nothing changes.
    pub again: Duration,
}

impl Figures {
    pub fn rows_per_second(&self, time: Duration) -> f64 {
        f64::from(self.people) / time.as_secs_f64()
    }

    /// The speed of applying as a part of that of the bare loop: 1.0 is as fast.
    pub fn ratio(&self) -> f64 {
        self.bare.as_secs_f64() / self.apply.as_secs_f64()
    }
}

/// Inserts `count` made-up people (at most 400,000) by the bare loop into one database, and imports them, from a CSV file or a
/// workbook, into another. Both databases must have no people in them: the figures would say something else, and made-up people
/// do not belong there.
pub fn measure(bare_in: &World, import_in: &World, count: u32, as_workbook: bool) -> Result<Figures> {
    let operator = Actor::Operator { name: "bench".into() };
    for world in [bare_in, import_in] {
        let there: i64 = world.db.read(|conn| people::table.count().get_result(conn).or_fail())?;
        if there > 0 || count > 400_000 {
            return Err(Error::new(Kind::Conflict, "error-bench-needs-empty"));
        }
        bring(world, &operator, ImportKind::Units, &units())?;
    }
    let text = staff(count);
    let rows = ready_made(bare_in, &operator, text.as_bytes())?;
    let start = Instant::now();
    bare_in.db.write(|tx| {
        bulk::people(tx, &rows.people, &mut |_| ())?;
        bulk::posts(tx, &rows.posts, &mut |_| ())
    })?;
    let bare = start.elapsed();
    drop(rows);

    let bytes = if as_workbook { workbook(&text).map_err(Error::internal)? } else { text.into_bytes() };
    let (_, preview, apply) = bring(import_in, &operator, ImportKind::People, &bytes)?;
    let (second, look, act) = bring(import_in, &operator, ImportKind::People, &bytes)?;
    if second.has_effect() {
        return Err(Error::internal("the same file changed something"));
    }
    Ok(Figures { people: count, size: bytes.len(), bare, preview, apply, again: look + act })
}

/// A ministry with 81 units, in an empty database: where a [`crowd`] belongs.
pub fn ministry(world: &World) -> Result<Vec<UnitId>> {
    let operator = Actor::Operator { name: "bench".into() };
    bring(world, &operator, ImportKind::Units, &units())?;
    let all = world.db.read(crate::register::units_in_use)?;
    Ok(all.into_iter().filter(|(unit, ..)| unit.parent_id.is_some()).map(|(unit, ..)| unit.id).collect())
}

/// Made-up people with a post each, from number `first` on, without a file in between.
pub fn crowd(tx: &mut Conn, world: &World, units: &[UnitId], first: u32, count: u32) -> Result<Vec<PersonId>> {
    let now = world.now();
    let institution = crate::register::institutions(tx)?.pop().ok_or_else(Error::not_found)?;
    let (mut people, mut posts) = (Vec::new(), Vec::new());
    for n in first..first + count {
        let at = n as usize;
        let (given, surname) = (GIVEN[at % GIVEN.len()], SURNAMES[at / GIVEN.len() % SURNAMES.len()]);
        let unit = units.get(at % units.len().max(1)).ok_or_else(Error::not_found)?;
        let keys = Keys::of_person(given, surname, &n.to_string());
        let id = PersonId::new(now, &*world.entropy);
        posts.push(NewPost {
            id: PostId::new(now, &*world.entropy),
            person_id: id.clone(),
            unit_id: unit.clone(),
            title: "Mühendis".to_owned(),
            starts_on: now.day().plus_days(-400),
            ends_on: None,
        });
        people.push(NewPerson {
            id,
            institution_id: institution.id.clone(),
            national_id: NationalId::from_first_nine(100_000_000 + n).ok_or_else(Error::not_found)?,
            staff_no: n.to_string(),
            given_names: given.to_owned(),
            surname: surname.to_owned(),
            // 0502 is a prefix that no operator has.
            mobile: Mobile::parse(&format!("0502{n:07}")),
            email: None,
            search_key: keys.search,
            sort_key: keys.sort,
            created_at: now,
            updated_at: now,
        });
    }
    bulk::people(tx, &people, &mut |_| ())?;
    bulk::posts(tx, &posts, &mut |_| ())?;
    Ok(people.into_iter().map(|person| person.id).collect())
}

fn bring(world: &World, actor: &Actor, kind: ImportKind, bytes: &[u8]) -> Result<(Counts, Duration, Duration)> {
    let start = Instant::now();
    let shown = preview(world, actor, kind, "bench", bytes, &mut |_| ())?;
    let preview = start.elapsed();
    let counts = apply(world, actor, &shown.id, &mut |_| ())?;
    Ok((counts, preview, start.elapsed() - preview))
}

const GIVEN: [&str; 12] =
    ["Şükrü", "Ayşe", "Işık", "İnci", "Çağla", "Ümit", "Ömer", "Gülşen", "Mehmet Ali", "Zeynep", "Kâmil", "Hatice Nur"];
const SURNAMES: [&str; 11] =
    ["Çağlayan", "Öztürk", "Yılmaz", "Şahin", "Iğdır", "İpek", "Güneş", "Aydoğan", "Kaya", "Ünlü", "Demirci"];

/// A ministry with 81 units below it.
fn units() -> Vec<u8> {
    let mut text = String::from("DETSİS No;Birim Adı;Üst Birim DETSİS No;Birim Türü;İl\n10000000;Bakanlık;;Bakanlık;6\n");
    for plate in 1..=81 {
        let _ = writeln!(text, "{};{plate}. İl Müdürlüğü;10000000;İl Müdürlüğü;{plate}", 20_000_000 + plate);
    }
    text.into_bytes()
}

fn staff(count: u32) -> String {
    let mut text = String::from("TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi;E-posta\n");
    for n in 0..count {
        let national_id = NationalId::from_first_nine(100_000_000 + n).map(|id| id.digits().to_owned()).unwrap_or_default();
        let (given, surname) = (GIVEN[n as usize % GIVEN.len()], SURNAMES[n as usize % SURNAMES.len()]);
        let (unit, phone) =
            (20_000_001 + n % 81, format_args!("0530 {:03} {:02} {:02}", n / 10_000, n / 100 % 100, n % 100).to_string());
        let mail = format!("{}.{n}@kurum.gov.tr", fold(surname));
        let day = Day(16_000 + (n % 4_000) as i32);
        let _ = writeln!(text, "{national_id};A{n};{given};{surname};Mühendis;{unit};{phone};{day};{mail}");
    }
    text
}

fn workbook(text: &str) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split(';')) {
            sheet.write_string(row, column, cell)?;
        }
    }
    book.save_to_buffer()
}

/// What a file comes to, as rows that only wait to be inserted.
fn ready_made(world: &World, actor: &Actor, bytes: &[u8]) -> Result<NewRows> {
    let today = world.today();
    let file = File::read(ImportKind::People, bytes, &mut |_| ())?;
    let (plan, _) = world.db.read(|conn| {
        let scope = administrator_scope(conn, actor, today)?;
        file.plan(conn, &scope, today)
    })?;
    let now = world.now();
    let ctx = Context { now, entropy: &*world.entropy, actor, import: &ImportId::new(now, &*world.entropy) };
    match &plan {
        Plan::People(plan) => Ok(NewRows::of(&ctx, plan)),
        Plan::Units(_) => Err(Error::internal("a people file with units")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TestWorld, every_world};

    #[test]
    fn a_small_measurement_runs_and_is_refused_on_a_full_database() {
        for as_workbook in [false, true] {
            let (one, other) = (TestWorld::new(), TestWorld::new());
            let figures = measure(&one, &other, 300, as_workbook).unwrap();
            assert_eq!(figures.people, 300);
            assert!(figures.ratio() > 0.0 && figures.size > 10_000);
            assert_eq!(measure(&TestWorld::new(), &other, 5, false).unwrap_err().text, "error-bench-needs-empty");
        }
    }

    /// `cargo test --release -p kunye-core --lib -- --ignored --nocapture hundred_thousand`
    #[test]
    #[ignore = "takes a minute; run it in release"]
    fn a_hundred_thousand_people() {
        for (one, other) in every_world().into_iter().zip(every_world()) {
            let figures = measure(&one, &other, 100_000, false).unwrap();
            let speed = |time| figures.rows_per_second(time);
            println!("{:?}: {figures:?}", one.db.engine());
            println!(
                "bare {:.0} rows/s, apply {:.0} rows/s, ratio {:.2}",
                speed(figures.bare),
                speed(figures.apply),
                figures.ratio()
            );
        }
    }
}
