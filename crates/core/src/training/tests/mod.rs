//! The programme on a small stage: a provider, customer institutions with their coordinators, on every database.

mod attendance;
mod attendance_paper;
mod attended;
mod board;
mod candidates;
mod catalogue;
mod correcting;
mod counting;
mod evaluation;
mod invitations;
mod languages;
mod leave;
mod ledger;
mod onsite;
mod onsite_people;
mod people;
mod reviews;
mod rush;
mod shared;
mod signers;
mod spread;
mod statement;
mod tiers;
mod voices;
mod year;

use super::programme::{self, Course, NewProgramme, NewSite};
use super::shared::{NewSession, SharedSession, announce};
use super::users;
use crate::register::appoint::{NewDuty, appoint};
use crate::register::import::{self, ImportKind};
use crate::register::{self, DutyKind, Province};
use crate::testing::{FIRST_DAY, TestWorld};
use crate::world::World;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::id::{AccountId, CountId, InstitutionId, PersonId, ProgrammeId, SiteId, UnitId};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::time::Day;

pub fn operator() -> Actor {
    Actor::Operator { name: "root".into() }
}

pub fn signed_in(person: &PersonId) -> Actor {
    Actor::Person { person: person.clone(), account: AccountId::from("A"), second_factor: true, source: Source::local() }
}

/// A customer institution with somebody who acts for it.
pub struct Customer {
    pub id: InstitutionId,
    pub detsis: String,
    pub coordinator: Actor,
}

pub struct Stage<'a> {
    pub world: &'a TestWorld,
    pub programme: ProgrammeId,
    pub planner: Actor,
    pub customers: Vec<Customer>,
    pub site: SiteId,
}

fn bring(world: &World, kind: ImportKind, file: &str) {
    let preview = import::preview(world, &operator(), kind, "a.csv", file.as_bytes(), &mut |_| ()).unwrap();
    assert_eq!(preview.rejected, []);
    import::apply(world, &operator(), &preview.id, &mut |_| ()).unwrap();
}

/// The provider is 99100000; its customers follow, each a root unit with one person.
pub fn stage(world: &TestWorld, customers: usize) -> Stage<'_> {
    let all = customers + 1;
    let (mut units, mut people) = (
        String::from("DETSİS No;Birim Adı;Üst Birim DETSİS No;Birim Türü;İl\n"),
        String::from("TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n"),
    );
    let tckn = |at: usize| NationalId::from_first_nine(u32::try_from(800_000_000 + at).unwrap()).unwrap();
    for at in 0..all {
        let detsis = 99_100_000 + at;
        units += &format!("{detsis};Kurum {at};;Kurum;Ankara\n");
        people +=
            &format!("{};S{at};Ayşe;Öz;Memur;{detsis};0502 100 {:02} {:02};01.02.2020\n", tckn(at).digits(), at / 100, at % 100);
    }
    bring(world, ImportKind::Units, &units);
    bring(world, ImportKind::People, &people);
    let place = |at: usize| {
        let detsis = (99_100_000 + at).to_string();
        let (unit, person) = world
            .db
            .read(|conn| {
                Ok((
                    register::unit_by_detsis(conn, &detsis)?.unwrap(),
                    register::person_by_national_id(conn, &tckn(at))?.unwrap(),
                ))
            })
            .unwrap();
        (unit, person.id, detsis)
    };
    let give = |kind, unit: &UnitId, person: &PersonId| {
        let new = NewDuty { kind, unit: unit.clone(), person: person.clone(), starts_on: FIRST_DAY, ends_on: None };
        appoint(world, &operator(), &new).unwrap();
    };
    let (root, person, _) = place(0);
    give(DutyKind::Planner, &root.id, &person);
    let customers = (1..all).map(|at| {
        let (unit, person, detsis) = place(at);
        give(DutyKind::Coordinator, &unit.id, &person);
        Customer { id: unit.institution_id.clone(), detsis, coordinator: signed_in(&person) }
    });
    let customers = customers.collect();
    let new = NewProgramme {
        provider: root.institution_id.clone(),
        name: "2026 programı".into(),
        starts_on: FIRST_DAY,
        ends_on: Day::new(2026, 12, 31).unwrap(),
        capacity_people: 4_000,
        capacity_hours: 2_000,
    };
    let programme = programme::found(world, &operator(), &new, &programme::seed_tiers()).unwrap();
    let planner = signed_in(&person);
    for course in programme::seed_courses() {
        programme::add_course(world, &planner, &programme, &course).unwrap();
    }
    let site = NewSite { name: "Ankara".into(), province: Province::from_plate(6).unwrap(), address: "Kızılay".into() };
    let site = programme::add_site(world, &planner, &root.institution_id, &site).unwrap();
    Stage { world, programme, planner, customers, site }
}

impl Stage<'_> {
    /// Counts all customers as having so many users each, and decides.
    pub fn count(&self, users: &[i64]) -> Vec<CountId> {
        let mut file = String::from("DETSİS No;Aktif Kullanıcı Sayısı\n");
        for (customer, users) in self.customers.iter().zip(users) {
            file += &format!("{};{users}\n", customer.detsis);
        }
        users::take(self.world, &self.planner, &self.programme, self.world.today(), "sayim.csv", file.as_bytes()).unwrap()
    }

    pub fn decide(&self, users: &[i64]) {
        let counts = self.count(users);
        users::decide(self.world, &self.planner, &self.programme, &counts).unwrap();
    }

    pub fn course(&self, code: &str) -> Course {
        let all = self.world.db.read(|conn| programme::courses(conn, &self.programme)).unwrap();
        all.into_iter().find(|course| course.code == code).unwrap()
    }

    /// Announces a session of a course, so many days ahead.
    pub fn announce(&self, course: &str, days: i32, seats: Option<i32>) -> SharedSession {
        let new = NewSession {
            programme: self.programme.clone(),
            course: self.course(course).id,
            site: self.site.clone(),
            starts_on: self.world.today().plus_days(days),
            starts_minute: 9 * 60 + 30,
            hours_a_day: 6,
            seats,
            accepted: true,
        };
        announce(self.world, &self.planner, &new).unwrap()
    }

    /// Gives a session somebody who trains it, where the rules of trainers are not what is shown.
    pub fn staffed(&self, session: &SharedSession) {
        let (now, person) = (self.world.now(), self.planner.person().unwrap());
        self.world.db.write(|tx| super::attendance::set_trainer(tx, &session.id, person, "a test", now)).unwrap();
    }
}
