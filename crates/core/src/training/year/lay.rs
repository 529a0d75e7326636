//! What a year needs before its first day: institutions with their units and people in the register, duties, the programme with its
//! catalogue and trainers, and a count of users that is decided on.

use super::file::{Person, Year};
use crate::register::appoint::{NewDuty, appoint};
use crate::register::import::{self, ImportKind};
use crate::register::{self, DutyKind, Province};
use crate::training::programme::{self, NewProgramme, NewSite};
use crate::training::{trainers, users};
use crate::world::World;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{AccountId, CourseId, InstitutionId, PersonId, ProgrammeId, SiteId};
use kunye_kernel::national_id::NationalId;
use std::collections::{BTreeSet, HashMap};
use std::fmt::{self, Write};

/// A year in its database, on the morning of its first day.
pub struct Stage {
    pub programme: ProgrammeId,
    pub planner: Actor,
    /// In the order of the file.
    pub institutions: Vec<InstitutionId>,
    pub coordinators: Vec<Actor>,
    pub trainers: Vec<Actor>,
    pub courses: HashMap<String, CourseId>,
    /// Rooms, as many as there are trainers.
    pub sites: Vec<SiteId>,
    /// How many people are before an institution's first in the register.
    before: Vec<usize>,
}

/// The provider's people come first.
const PROVIDER: usize = 100;

/// So many rows are imported at once.
const ROWS: usize = 50_000;

fn national_id(at: usize) -> Result<NationalId> {
    let nine = u32::try_from(100_000_000 + at).unwrap_or(u32::MAX);
    NationalId::from_first_nine(nine).ok_or_else(|| Error::internal("a made-up number"))
}

/// Of an institution's unit; institution 0 is the provider, and unit 0 the one at the top.
fn detsis(institution: usize, unit: usize) -> usize {
    10_000_000 + institution * 1_000 + unit
}

fn signed_in(person: PersonId) -> Actor {
    Actor::Person { person, account: AccountId::from("year"), second_factor: true, source: Source::local() }
}

fn bring(world: &World, operator: &Actor, kind: ImportKind, file: &str) -> Result<()> {
    let preview = import::preview(world, operator, kind, "yil.csv", file.as_bytes(), &mut |_| ())?;
    match preview.rejected.first() {
        None => import::apply(world, operator, &preview.id, &mut |_| ()).map(drop),
        Some(row) => Err(Error::internal(format!("a made-up row was rejected: {row:?}"))),
    }
}

/// Lays a year in an empty database.
///
/// # Errors
/// `error-bench-needs-empty` where there is an institution already: made-up ones do not belong there.
pub fn lay(world: &World, year: &Year) -> Result<Stage> {
    if !world.db.read(register::institutions)?.is_empty() {
        return Err(Error::new(Kind::Conflict, "error-bench-needs-empty"));
    }
    let operator = Actor::Operator { name: "year".into() };
    let mut before = Vec::with_capacity(year.institutions.len());
    let mut sum = PROVIDER;
    for one in &year.institutions {
        before.push(sum);
        sum += usize::try_from(one.users).unwrap_or(0);
    }
    let counts = registers(world, &operator, year, &before)?;
    let today = world.today();
    let find = |at: usize| -> Result<PersonId> {
        let person = world.db.read(|conn| register::person_by_national_id(conn, &national_id(at)?))?;
        Ok(person.ok_or_else(Error::not_found)?.id)
    };
    let give = |kind, institution: usize, at: usize| -> Result<(InstitutionId, Actor)> {
        let root = world.db.read(|conn| register::unit_by_detsis(conn, &detsis(institution, 0).to_string()))?;
        let (root, person) = (root.ok_or_else(Error::not_found)?, find(at)?);
        let new = NewDuty { kind, unit: root.id, person: person.clone(), starts_on: today, ends_on: None };
        appoint(world, &operator, &new)?;
        Ok((root.institution_id, signed_in(person)))
    };
    let (provider, planner) = give(DutyKind::Planner, 0, 0)?;
    let trainers: Vec<Actor> =
        (1..=year.trainers.len()).map(|at| give(DutyKind::Trainer, 0, at).map(|(_, trainer)| trainer)).collect::<Result<_>>()?;
    let (institutions, coordinators): (Vec<_>, Vec<_>) = (1..=before.len())
        .map(|at| give(DutyKind::Coordinator, at, before.get(at - 1).copied().unwrap_or(0)))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .unzip();

    let new = NewProgramme {
        provider: provider.clone(),
        name: "Elektronik İmza Eğitim Programı".into(),
        starts_on: year.first,
        ends_on: year.last,
        capacity_people: 4_000,
        capacity_hours: 2_000,
    };
    let programme = programme::found(world, &operator, &new, &programme::seed_tiers())?;
    let mut courses = HashMap::new();
    for course in programme::seed_courses() {
        courses.insert(course.code.clone(), programme::add_course(world, &planner, &programme, &course)?);
    }
    let ankara = Province::from_plate(6).ok_or_else(Error::not_found)?;
    let mut sites = Vec::with_capacity(trainers.len());
    for at in 1..=trainers.len() {
        let site = NewSite { name: format!("Eğitim Merkezi, Derslik {at}"), province: ankara, address: "Kızılay".into() };
        sites.push(programme::add_site(world, &planner, &provider, &site)?);
    }
    let taught: BTreeSet<CourseId> = courses.values().cloned().collect();
    for (trainer, plate) in trainers.iter().zip(&year.trainers) {
        let person = trainer.person().ok_or_else(Error::not_found)?;
        trainers::keep(world, &planner, &programme, person, Province::from_plate(*plate), &taught)?;
    }
    let taken = users::take(world, &planner, &programme, today, "sayim.csv", counts.as_bytes())?;
    users::decide(world, &planner, &programme, &taken)?;
    Ok(Stage { programme, planner, institutions, coordinators, trainers, courses, sites, before })
}

impl Stage {
    /// Somebody of the file; nobody where the institution has not so many.
    pub fn person(&self, world: &World, year: &Year, person: Person) -> Result<Option<PersonId>> {
        let at = person.institution.wrapping_sub(1);
        let (Some(before), Some(one)) = (self.before.get(at), year.institutions.get(at)) else { return Ok(None) };
        if person.number > usize::try_from(one.users).unwrap_or(0) {
            return Ok(None);
        }
        let id = national_id(before + person.number - 1)?;
        Ok(world.db.read(|conn| register::person_by_national_id(conn, &id))?.map(|person| person.id))
    }
}

/// Units and people, imported as they are in life; gives the file of counts.
fn registers(world: &World, operator: &Actor, year: &Year, before: &[usize]) -> Result<String> {
    let unit_head = "DETSİS No;Birim Adı;Üst Birim DETSİS No;Birim Türü;İl\n";
    let people_head = "TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n";
    let mut units = format!("{unit_head}{};Eğitim Merkezi;;Kurum;Ankara\n", detsis(0, 0));
    let mut people = String::from(people_head);
    let mut rows = 0;
    let mut counts = String::from("DETSİS No;Aktif Kullanıcı Sayısı\n");
    let one = |people: &mut String, at: usize, unit: usize| -> Result<()> {
        let id = national_id(at)?;
        let (given, surname) = (GIVEN[at % GIVEN.len()], SURNAMES[at / GIVEN.len() % SURNAMES.len()]);
        let written = writeln!(people, "{};{at};{given};{surname};Memur;{unit};0502{at:07};01.02.2020", id.digits());
        written.map_err(Error::internal)
    };
    for at in 0..=year.trainers.len() {
        one(&mut people, at, detsis(0, 0))?;
    }
    let mut files = Vec::new();
    for (at, (institution, before)) in year.institutions.iter().zip(before).enumerate() {
        let number = at + 1;
        let province = Province::from_plate(institution.province).map_or("Ankara", |province| province.name());
        let (users, own) = (usize::try_from(institution.users).unwrap_or(0), usize::try_from(institution.units).unwrap_or(1));
        tree(&mut units, number, own, province).map_err(Error::internal)?;
        for unit in 0..own {
            let counted = users / own + usize::from(unit < users % own);
            writeln!(counts, "{};{counted}", detsis(number, unit)).map_err(Error::internal)?;
        }
        for person in 0..users {
            one(&mut people, before + person, detsis(number, person % own))?;
            rows += 1;
            if rows % ROWS == 0 {
                files.push(std::mem::replace(&mut people, people_head.to_owned()));
            }
        }
    }
    files.push(people);
    bring(world, operator, ImportKind::Units, &units)?;
    files.iter().try_for_each(|file| bring(world, operator, ImportKind::People, file))?;
    Ok(counts)
}

/// A unit below the top for every one, and each ninth of them with the next eight below it.
fn tree(units: &mut String, number: usize, own: usize, province: &str) -> fmt::Result {
    writeln!(units, "{};Kurum {number};;Kurum;{province}", detsis(number, 0))?;
    (1..own).try_for_each(|unit| {
        let above = if unit % 9 == 1 { 0 } else { unit - (unit - 1) % 9 };
        writeln!(units, "{};Kurum {number} Birim {unit};{};Müdürlük;{province}", detsis(number, unit), detsis(number, above))
    })
}

const GIVEN: [&str; 16] = [
    "Ayşe", "Mehmet", "Elif", "Hüseyin", "Zeynep", "İbrahim", "Gülşah", "Çağrı", "Şule", "Ömer", "Işıl", "Ümit", "Fatma", "Ali",
    "Nazlı", "Ferit",
];
const SURNAMES: [&str; 14] =
    ["Yılmaz", "Öz", "Işıkoğlu", "Çelik", "Şahin", "Demir", "Kaya", "Güneş", "Ünal", "Doğan", "Aydın", "Eroğlu", "Taş", "Bilgiç"];
