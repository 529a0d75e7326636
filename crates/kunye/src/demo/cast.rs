//! Whom a visitor can be. Kept in the data folder, so that the passwords still fit when the demonstration is started again.

use super::institution::Institution;
use super::phone::Phones;
use kunye_core::demo::{Demonstration, Persona, Received};
use kunye_core::register::DutyKind;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::phone::Mobile;
use std::path::Path;
use std::sync::Arc;

/// The file that says that a folder holds a finished demonstration.
pub const FILE: &str = "demo.json";

/// So many people of the stage's directorate, from the first, are of the cast.
pub const OF_STAGE: usize = 6;

/// A part in the play.
pub struct Part {
    pub role: &'static str,
    /// Index into the institution's people.
    pub person: usize,
    pub account: Account,
    /// Whether the duty asks for a second factor.
    pub second_factor: bool,
}

/// What kind of account a part has when the play begins.
pub enum Account {
    None,
    /// The password ran out so many days ago, and nobody knows it.
    RanOut {
        days_ago: i64,
    },
    /// Signs in with this password, which is so many days old.
    Open {
        password: &'static str,
        days_old: i64,
    },
}

/// Everybody, in the order of the page.
pub fn parts(institution: &Institution) -> Vec<Part> {
    let (directorate, _) = institution.stage();
    let holder = |kind: DutyKind| institution.duties.iter().find(|duty| duty.kind == kind).map(|duty| duty.person);
    let of_stage = |at: usize| directorate.get(at).copied();
    let open = |password, days_old| Account::Open { password, days_old };
    [
        ("applicant", of_stage(3), Account::RanOut { days_ago: 4 }, false),
        ("applicant", of_stage(4), Account::None, false),
        ("staff", of_stage(5), open("sakin-liman-6284", 28), false),
        ("supervisor", of_stage(0), open("mavi-defne-4729", 12), false),
        ("deputy", of_stage(2), open("kuru-kavak-8356", 9), false),
        ("officer", of_stage(1), open("derin-vadi-2948", 5), true),
        ("administrator", holder(DutyKind::Administrator), open("serin-bulut-7463", 3), true),
        ("auditor", holder(DutyKind::Auditor), open("beyaz-kugu-3827", 18), true),
    ]
    .into_iter()
    .filter_map(|(role, person, account, second_factor)| Some(Part { role, person: person?, account, second_factor }))
    .collect()
}

pub fn save(personas: &[Persona], folder: &Path) -> Result<()> {
    let json = serde_json::to_vec_pretty(personas).map_err(Error::internal)?;
    std::fs::write(folder.join(FILE), json).map_err(Error::internal)
}

pub fn load(folder: &Path) -> Result<Vec<Persona>> {
    let json = std::fs::read(folder.join(FILE)).map_err(Error::internal)?;
    serde_json::from_slice(&json).map_err(Error::internal)
}

/// What to type into the form to be this person.
pub fn facts(institution: &Institution, person: usize) -> Vec<(String, String)> {
    let person = &institution.people[person];
    let unit = institution.unit(&person.unit).map(|unit| unit.name.clone()).unwrap_or_default();
    let mobile = Mobile::parse(&person.mobile).map(|mobile| mobile.spaced()).unwrap_or_default();
    let name = format!("{} {}", person.given_names, person.surname);
    let facts = [
        ("national_id", person.national_id.digits().to_owned()),
        ("name", name),
        ("staff_no", person.staff_no.clone()),
        ("unit", unit),
        ("mobile", mobile),
    ];
    facts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// The demonstration as the pages ask for it.
pub struct Show {
    pub personas: Vec<Persona>,
    pub phones: Arc<Phones>,
}

impl Demonstration for Show {
    fn personas(&self) -> Vec<Persona> {
        self.personas.clone()
    }

    fn received(&self) -> Vec<Received> {
        self.phones.received()
    }
}
