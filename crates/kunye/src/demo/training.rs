//! The training programme of the demonstration: a certification centre that does not exist, customer institutions of every tier,
//! and the sessions of a few weeks. Everything goes through the real verbs; only the clock is turned back.

mod lists;
mod onsite;
mod personas;
mod plans;
mod voices;

use super::names;
use super::prepare::{self, Studio};
use kunye_core::register::appoint::{self, NewDuty};
use kunye_core::register::import::{self, ImportKind};
use kunye_core::register::{self, DutyKind, Province, store};
use kunye_core::training::attendance;
use kunye_core::training::participants::{self, Answer, NewName};
use kunye_core::training::planning::HOURS_A_DAY;
use kunye_core::training::programme::{self, NewProgramme, NewSite};
use kunye_core::training::shared::{Application, Desk, NewSession, SharedSession, announce, withdraw};
use kunye_core::training::users;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::entropy::SeededEntropy;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{AccountId, InstitutionId, PersonId, ProgrammeId, SiteId, ulid};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::time::{Day, MINUTE};
use std::collections::BTreeSet;

const SEED: u64 = 4000;
/// Real DETSİS numbers are given out from 10000000 on; this range is ours, beside that of the ministry.
const FIRST_DETSIS: u32 = 99_500_001;
const CENTRE: &str = "Örnek Sertifikasyon Merkezi";

/// Name, plate code of the province, active users. The ministry of the demonstration is a customer too.
const CUSTOMERS: [(&str, i32, i64); 11] = [
    ("Yeşilova Kalkınma Ajansı", 20, 86),
    ("Doruk Ölçüm Enstitüsü", 6, 42),
    ("Kıyı Kentleri Birliği", 35, 64),
    ("Göller Yöresi Su Birliği", 32, 18),
    ("Bozkır El Sanatları Enstitüsü", 42, 100),
    ("Çınaraltı Kültür Vakfı", 16, 9),
    ("Akarsu Üniversitesi", 54, 640),
    ("Ulusal Belgelik Kurumu", 6, 21_400),
    ("Yurt Haritaları Kurumu", 6, 72_000),
    ("Toplum Güvencesi Kurumu", 6, 112_500),
    ("Gezici Kitaplıklar Kurumu", 6, 0),
];

/// People of the first customer beside its coordinator: those it sends to a class.
const STAFF: usize = 5;
/// People of the second: those whose class is judged already.
const JUDGES: usize = 6;

/// People of the sixth: those who sit in a class while the visitor looks.
const CLASS: usize = 6;
/// The sixth customer's place in the list.
const CLASS_OF: usize = 5;

/// More trainers of the centre: with the first there are four.
const TRAINERS: usize = 3;

/// How many of the customers, from the first, are of the Standard tier.
const STANDARD: usize = 6;

struct Someone {
    given_names: String,
    surname: String,
    national_id: NationalId,
    title: &'static str,
    unit: String,
    about: String,
}

/// An institution with the person who acts in it.
struct Party {
    detsis: String,
    someone: Someone,
}

/// The programme as it was laid five weeks ago.
pub struct Programme<'a> {
    studio: &'a Studio<'a>,
    centre: Party,
    customers: Vec<Party>,
    /// Of the centre; the first is somebody whom one can sign in as.
    trainers: Vec<Party>,
    /// Of the centre.
    manager: Party,
    director: Party,
    auditor: Party,
    /// Of the first customer.
    staff: Vec<Party>,
    /// Of the second customer.
    judges: Vec<Party>,
    /// Of the sixth.
    class: Vec<Party>,
}

fn lines(studio: &Studio<'_>) -> Result<Vec<Party>> {
    let taken: BTreeSet<&str> = studio.institution.people.iter().map(|person| person.national_id.digits()).collect();
    let entropy = SeededEntropy::new(SEED);
    let mut numbers = (800_000_007..).filter_map(NationalId::from_first_nine).filter(|id| !taken.contains(id.digits()));
    let all =
        std::iter::once((CENTRE, "Eğitim Planlama Uzmanı")).chain(CUSTOMERS.iter().map(|(name, ..)| (*name, "Eğitim Uzmanı")));
    let trainer = std::iter::once((FIRST_DETSIS, (CENTRE, "Eğitmen")));
    let staff = std::iter::repeat_n((FIRST_DETSIS + 1, (CUSTOMERS[0].0, "Memur")), STAFF);
    let trainers = std::iter::repeat_n((FIRST_DETSIS, (CENTRE, "Eğitmen")), TRAINERS);
    let judges = std::iter::repeat_n((FIRST_DETSIS + 2, (CUSTOMERS[1].0, "Mühendis")), JUDGES);
    let class = std::iter::repeat_n((FIRST_DETSIS + 1 + CLASS_OF as u32, (CUSTOMERS[CLASS_OF].0, "Uzman")), CLASS);
    let centre = [(FIRST_DETSIS, (CENTRE, "Müşteri Temsilcisi")), (FIRST_DETSIS, (CENTRE, "Müdür"))];
    (FIRST_DETSIS..)
        .zip(all)
        .chain(trainer)
        .chain(staff)
        .chain(trainers)
        .chain(judges)
        .chain(centre)
        .chain(class)
        .chain([(FIRST_DETSIS, (CENTRE, "Denetçi"))])
        .map(|(detsis, (institution, title))| {
            let name = names::draw(&entropy);
            let national_id = numbers.next().ok_or_else(|| Error::internal("no number is left"))?;
            let someone = Someone {
                given_names: name.given_names,
                surname: name.surname,
                national_id,
                title,
                unit: detsis.to_string(),
                about: format!("{title}, {institution}"),
            };
            Ok(Party { detsis: detsis.to_string(), someone })
        })
        .collect()
}

/// Somebody who has signed in with everything asked for.
fn actor_of(person: PersonId) -> Actor {
    Actor::Person { person, account: AccountId::from("demo"), second_factor: true, source: Source::local() }
}

/// The day itself, or the Monday after it.
fn working_day(day: Day) -> Day {
    let mut day = day;
    while day.weekday() > 5 {
        day = day.plus_days(1);
    }
    day
}

impl<'a> Programme<'a> {
    /// Registers the centre and its customers, founds the programme, and plays its first day: counts, decisions, sessions.
    pub fn lay(studio: &'a Studio<'a>) -> Result<Self> {
        // After the ministry: whose service this is was registered first.
        studio.clock.advance(MINUTE);
        let mut parties = lines(studio)?;
        let auditor = parties.pop().ok_or_else(Error::not_found)?;
        let class = parties.split_off(parties.len().saturating_sub(CLASS));
        let director = parties.pop().ok_or_else(Error::not_found)?;
        let manager = parties.pop().ok_or_else(Error::not_found)?;
        let mut staff = parties.split_off(CUSTOMERS.len() + 2);
        let mut trainers = parties.split_off(CUSTOMERS.len() + 1);
        let judges = staff.split_off(STAFF + TRAINERS);
        trainers.extend(staff.split_off(STAFF));
        let customers = parties.split_off(1);
        let centre = parties.pop().ok_or_else(Error::not_found)?;
        let programme = Self { studio, centre, customers, trainers, manager, director, auditor, staff, judges, class };
        programme.register()?;
        programme.open()?;
        Ok(programme)
    }

    fn parties(&self) -> impl Iterator<Item = &Party> {
        std::iter::once(&self.centre).chain(&self.customers)
    }

    fn register(&self) -> Result<()> {
        let mut units = String::from("DETSİS No;Birim Adı;Üst Birim DETSİS No;Birim Türü;İl\n");
        let mut people = String::from("TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n");
        let names = std::iter::once((CENTRE, 6)).chain(CUSTOMERS.iter().map(|(name, plate, _)| (*name, *plate)));
        for (party, (name, plate)) in self.parties().zip(names) {
            units += &format!("{};{name};;Kurum;{plate}\n", party.detsis);
        }
        let of_centre = self.trainers.iter().chain([&self.manager, &self.director]);
        let others = of_centre.chain(&self.staff).chain(&self.judges).chain(&self.class).chain([&self.auditor]);
        for (number, party) in self.parties().chain(others).enumerate() {
            let Someone { given_names, surname, national_id, title, unit, .. } = &party.someone;
            // A prefix that no operator has.
            people += &format!(
                "{};E{};{given_names};{surname};{title};{unit};0502 777 00 {:02};01.03.2019\n",
                national_id.digits(),
                500 + number,
                10 + number
            );
        }
        for (kind, file) in [(ImportKind::Units, units), (ImportKind::People, people)] {
            let (world, actor) = (&self.studio.world, &self.studio.actor);
            let preview = import::preview(world, actor, kind, "kurumlar.csv", file.as_bytes(), &mut |_| ())?;
            if let Some(rejection) = preview.rejected.first() {
                return Err(Error::internal(format!("a sample row cannot be taken: {rejection:?}")));
            }
            import::apply(world, actor, &preview.id, &mut |_| ())?;
        }
        self.appoint(DutyKind::Planner, &self.centre.detsis, &self.centre.someone.national_id)?;
        for party in &self.trainers {
            self.appoint(DutyKind::Trainer, &self.centre.detsis, &party.someone.national_id)?;
        }
        self.appoint(DutyKind::AccountManager, &self.centre.detsis, &self.manager.someone.national_id)?;
        self.appoint(DutyKind::Director, &self.centre.detsis, &self.director.someone.national_id)?;
        self.appoint(DutyKind::Auditor, &self.centre.detsis, &self.auditor.someone.national_id)?;
        for party in &self.customers {
            self.appoint(DutyKind::Coordinator, &party.detsis, &party.someone.national_id)?;
        }
        let (detsis, at) = self.ministry()?;
        self.appoint(DutyKind::Coordinator, &detsis, &self.studio.institution.people[at].national_id)
    }

    /// The ministry's number, and who acts for it: somebody of its training department.
    fn ministry(&self) -> Result<(String, usize)> {
        let institution = &self.studio.institution;
        let root = institution.units.first().ok_or_else(Error::not_found)?;
        let department = institution.units.iter().find(|unit| unit.name.starts_with("Eğitim")).ok_or_else(Error::not_found)?;
        let of_department = |at: &usize| institution.people[*at].unit == department.detsis && !institution.people[*at].heads_unit;
        // Beyond those who may hold another duty there.
        let at = (0..institution.people.len()).filter(of_department).nth(3).ok_or_else(Error::not_found)?;
        Ok((root.detsis.clone(), at))
    }

    fn appoint(&self, kind: DutyKind, detsis: &str, national_id: &NationalId) -> Result<()> {
        let (unit, person) = self.studio.world.db.read(|conn| {
            let unit = store::unit_by_detsis(conn, detsis)?.ok_or_else(Error::not_found)?;
            Ok((unit, store::person_by_national_id(conn, national_id)?.ok_or_else(Error::not_found)?))
        })?;
        let starts_on = self.studio.world.today().plus_days(-200);
        let new = NewDuty { kind, unit: unit.id, person: person.id, starts_on, ends_on: None };
        appoint::appoint(&self.studio.world, &self.studio.actor, &new).map(drop)
    }

    fn open(&self) -> Result<()> {
        let (world, actor) = (&self.studio.world, &self.planner()?);
        let today = world.today();
        let provider = self.provider()?;
        let year = today.year();
        let new = NewProgramme {
            provider: provider.clone(),
            name: format!("{year} Elektronik İmza Eğitim Programı"),
            starts_on: today.plus_days(-60),
            ends_on: Day::new(year + 1, 12, 31).ok_or_else(Error::not_found)?,
            capacity_people: 4_000,
            capacity_hours: 2_400,
        };
        let id = programme::found(world, actor, &new, &programme::seed_tiers())?;
        for course in programme::seed_courses() {
            programme::add_course(world, actor, &id, &course)?;
        }
        let mut sites = Vec::new();
        for (name, plate, address) in [
            ("Ankara Eğitim Merkezi", 6, "Örnek Mah. Merkez Cad. No: 1, Çankaya"),
            ("Gebze Eğitim Merkezi", 41, "Örnek Mah. Sanayi Cad. No: 7, Gebze"),
        ] {
            let province = Province::from_plate(plate).ok_or_else(Error::not_found)?;
            let site = NewSite { name: name.to_owned(), province, address: address.to_owned() };
            sites.push(programme::add_site(world, actor, &provider, &site)?);
        }
        let counts = users::take(world, actor, &id, today, "aktif-kullanicilar.csv", self.counts().as_bytes())?;
        users::decide(world, actor, &id, &counts)?;
        self.voices(&id, &sites)?;
        self.know_trainers(&id, today)?;
        self.sessions(&id, &sites, today)?;
        self.running(&id, &sites)?;
        self.on_site(&id, today)
    }

    fn provider(&self) -> Result<InstitutionId> {
        let root = self.studio.world.db.read(|conn| register::unit_by_detsis(conn, &self.centre.detsis))?;
        Ok(root.ok_or_else(Error::not_found)?.institution_id)
    }

    /// The customers' own numbers, and one for every unit of the ministry: its people have about two certificates each.
    fn counts(&self) -> String {
        let mut file = String::from("DETSİS No;Aktif Kullanıcı Sayısı\n");
        for (party, (_, _, count)) in self.customers.iter().zip(CUSTOMERS) {
            file += &format!("{};{count}\n", party.detsis);
        }
        for unit in &self.studio.institution.units {
            let people = self.studio.institution.people.iter().filter(|person| person.unit == unit.detsis).count();
            file += &format!("{};{}\n", unit.detsis, people * 2);
        }
        file
    }

    /// Five sessions: one that was judged and one that can be judged when the story ends, one that is being filled, one with a queue, one that is open.
    fn sessions(&self, programme: &ProgrammeId, sites: &[SiteId], today: Day) -> Result<()> {
        let (world, actor) = (&self.studio.world, &self.planner()?);
        let courses = world.db.read(|conn| programme::courses(conn, programme))?;
        let announce = |code: &str, site: usize, days: i32, minute: i32, seats: Option<i32>| -> Result<SharedSession> {
            let course = courses.iter().find(|course| course.code == code).ok_or_else(Error::not_found)?;
            let new = NewSession {
                programme: programme.clone(),
                course: course.id.clone(),
                site: sites.get(site).cloned().ok_or_else(Error::not_found)?,
                starts_on: working_day(today.plus_days(days)),
                starts_minute: minute,
                hours_a_day: HOURS_A_DAY,
                seats,
                accepted: true,
            };
            announce(world, actor, &new)
        };
        let desk = Desk::new(world.clone());
        let reserve = |customer: usize, session: &SharedSession, seats: i32| {
            let actor = self.coordinator(customer)?;
            let key = ulid(world.now(), &*world.entropy);
            desk.reserve(Application { actor, session: session.id.clone(), seats, key })
        };
        let trainer = self.person(self.trainer()?)?;
        let judged = announce("K1", 0, 22, 13 * 60 + 30, None)?;
        reserve(1, &judged, 6)?;
        self.name(&judged, 1, &self.judges)?;
        attendance::assign(world, actor, &judged.reference, &trainer, true)?;
        let held = announce("K1", 0, 26, 9 * 60 + 30, None)?;
        reserve(0, &held, 6)?;
        reserve(1, &held, 3)?;
        self.name(&held, 0, &self.staff)?;
        attendance::assign(world, actor, &held.reference, &trainer, true)?;
        let queued = announce("K1", 1, 47, 13 * 60 + 30, Some(8))?;
        reserve(2, &queued, 6)?;
        reserve(3, &queued, 4)?;
        reserve(0, &queued, 2)?;
        let open = announce("K2", 0, 54, 9 * 60 + 30, None)?;
        attendance::assign(world, actor, &open.reference, &trainer, true)?;
        reserve(4, &open, 5)?;
        let gone = reserve(5, &open, 2)?;
        withdraw(world, &self.coordinator(5)?, &gone.reservation)?;
        announce("T1", 1, 61, 9 * 60 + 30, None).map(drop)
    }

    /// A class that sits while the visitor looks, at any time of day: it began within the last quarter of an hour.
    fn running(&self, programme: &ProgrammeId, sites: &[SiteId]) -> Result<()> {
        let (world, planner) = (&self.studio.world, self.planner()?);
        let (now, today) = (world.now(), world.today());
        let courses = world.db.read(|conn| programme::courses(conn, programme))?;
        let course = courses.into_iter().find(|course| course.code == "K2").ok_or_else(Error::not_found)?;
        let quarter = now.since(today.start()) / (15 * MINUTE) * 15;
        let new = NewSession {
            programme: programme.clone(),
            course: course.id,
            site: sites.first().cloned().ok_or_else(Error::not_found)?,
            starts_on: today.plus_days(prepare::PAST_DAYS),
            starts_minute: i32::try_from(quarter).map_err(Error::internal)?,
            hours_a_day: HOURS_A_DAY,
            seats: None,
            // Whatever the hour and the day: it sits now.
            accepted: true,
        };
        let session = announce(world, &planner, &new)?;
        let (actor, key) = (self.coordinator(CLASS_OF)?, ulid(now, &*world.entropy));
        let seats = i32::try_from(CLASS).map_err(Error::internal)?;
        Desk::new(world.clone()).reserve(Application { actor, session: session.id.clone(), seats, key })?;
        self.name(&session, CLASS_OF, &self.class)?;
        attendance::assign(world, &planner, &session.reference, &self.person(self.trainer()?)?, true)
    }

    /// A customer's coordinator names these people, and they accept.
    fn name(&self, session: &SharedSession, customer: usize, people: &[Party]) -> Result<()> {
        let Studio { world, .. } = self.studio;
        for (at, party) in people.iter().enumerate() {
            let new = NewName {
                session: session.reference.clone(),
                person: self.person(party)?,
                disseminator: at == 0 || at + 1 == people.len(),
                despite: String::new(),
                instead: None,
            };
            let named = participants::name(world, &self.coordinator(customer)?, &new)?;
            participants::answer(world, &actor_of(named.person_id), &named.id, &Answer::Accept)?;
        }
        Ok(())
    }

    fn person(&self, party: &Party) -> Result<PersonId> {
        let id = &party.someone.national_id;
        let person = self.studio.world.db.read(|conn| store::person_by_national_id(conn, id))?;
        Ok(person.ok_or_else(Error::not_found)?.id)
    }

    fn trainer(&self) -> Result<&Party> {
        self.trainers.first().ok_or_else(Error::not_found)
    }

    /// Whoever plans at the centre, as somebody who has signed in with everything asked for: the record says who did it.
    fn planner(&self) -> Result<Actor> {
        self.person(&self.centre).map(actor_of)
    }

    /// A coordinator as somebody who has signed in with everything asked for.
    fn coordinator(&self, customer: usize) -> Result<Actor> {
        let party = self.customers.get(customer).filter(|_| customer < STANDARD).ok_or_else(Error::not_found)?;
        self.person(party).map(actor_of)
    }
}
