//! The register as its callers see it, on every database.

mod appointing;
mod browsing;
mod duties;
mod files;
mod host;
mod importing;
mod people_plans;
mod searching;
mod unit_plans;

use super::import::{self, Counts, ImportKind, ImportPreview};
use super::model::DutyKind;
use super::{appoint, store};
use crate::db::IntoResult;
use crate::testing::{FIRST_DAY, TestWorld};
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::id::{AccountId, DutyId, PersonId, UnitId};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::time::Day;

pub fn operator() -> Actor {
    Actor::Operator { name: "root".into() }
}

/// Somebody who is signed in, with a second factor.
pub fn signed_in(person: &PersonId) -> Actor {
    Actor::Person { person: person.clone(), account: AccountId::from("A"), second_factor: true, source: Source::local() }
}

pub fn without_second_factor(person: &PersonId) -> Actor {
    Actor::Person { person: person.clone(), account: AccountId::from("A"), second_factor: false, source: Source::local() }
}

/// The `n`th national id.
pub fn tckn(n: u32) -> String {
    NationalId::from_first_nine(100_000_000 + n).unwrap().digits().to_owned()
}

pub const UNIT_HEADER: &str = "DETSİS No;Birim Adı;Üst Birim DETSİS No;Birim Türü;İl\n";
pub const PEOPLE_HEADER: &str =
    "TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi;Görevden Ayrılış Tarihi;Birim Amiri\n";

/// A ministry, two provincial directorates, a district below the first.
pub const UNITS: &str = "10000000;Kırsal Hizmetler Bakanlığı;;Bakanlık;Ankara
20000000;Ankara İl Müdürlüğü;10000000;İl Müdürlüğü;06
21000000;Çankaya İlçe Müdürlüğü;20000000;İlçe Müdürlüğü;Ankara
30000000;İzmir İl Müdürlüğü;10000000;İl Müdürlüğü;İZMİR
";

pub fn preview(world: &TestWorld, kind: ImportKind, rows: &str) -> ImportPreview {
    let header = if kind == ImportKind::Units { UNIT_HEADER } else { PEOPLE_HEADER };
    import::preview(world, &operator(), kind, "dosya.csv", format!("{header}{rows}").as_bytes(), &mut |_| ()).unwrap()
}

/// Previews and applies; nothing may be rejected.
pub fn bring(world: &TestWorld, kind: ImportKind, rows: &str) -> Counts {
    let preview = preview(world, kind, rows);
    assert_eq!(preview.rejected, []);
    let counts = import::apply(world, &operator(), &preview.id, &mut |_| ()).unwrap();
    assert_eq!(counts, preview.counts);
    counts
}

/// One line of a people file; the person's number makes national id, staff number and phone.
pub fn line(n: u32, name: &str, unit: &str, starts: &str, ends: &str, leads: &str) -> String {
    let (given, surname) = name.rsplit_once(' ').unwrap();
    format!("{};S{n};{given};{surname};Memur;{unit};0532 100 {:02} {:02};{starts};{ends};{leads}\n", tckn(n), n / 100, n % 100)
}

pub fn units(world: &TestWorld) {
    bring(world, ImportKind::Units, UNITS);
}

pub fn unit(world: &TestWorld, detsis: &str) -> UnitId {
    world.db.read(|conn| store::unit_by_detsis(conn, detsis)).unwrap().unwrap().id
}

pub fn person(world: &TestWorld, n: u32) -> PersonId {
    let national_id = NationalId::parse(&tckn(n)).unwrap();
    world.db.read(|conn| store::person_by_national_id(conn, &national_id)).unwrap().unwrap().id
}

/// A duty from the first day on, given by the operator.
pub fn give(world: &TestWorld, kind: DutyKind, detsis: &str, n: u32, ends_on: Option<Day>) -> DutyId {
    let new = appoint::NewDuty { kind, unit: unit(world, detsis), person: person(world, n), starts_on: FIRST_DAY, ends_on };
    appoint::appoint(world, &operator(), &new).unwrap()
}

/// How often an act is in the record.
pub fn recorded(world: &TestWorld, action: &str) -> i64 {
    use crate::schema::audit;
    use diesel::prelude::*;
    world.db.read(|conn| audit::table.filter(audit::action.eq(action)).count().get_result(conn).or_fail()).unwrap()
}
