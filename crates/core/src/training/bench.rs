//! How many reservations a node takes in a rush, beside the least that its database can be asked to do: as many transactions of one
//! inserted row, from as many clients, in the same run.

use super::programme::{self, CourseLevel, NewCourse, NewProgramme, NewSite, Tier, Way};
use super::shared::{Application, Desk, NewSession, announce};
use super::users;
use crate::db::{Conn, IntoResult};
use crate::register::appoint::{NewDuty, appoint};
use crate::register::import::{self, ImportKind};
use crate::register::{self, DutyKind, Province};
use crate::world::World;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{AccountId, CourseId, ProgrammeId, SessionId, SiteId};
use kunye_kernel::national_id::NationalId;
use std::fmt::Write;
use std::sync::Barrier;
use std::time::{Duration, Instant};

/// Coordinators who apply at the same time.
const CLIENTS: usize = 64;
/// Applications of each in a round, for another institution each time.
const EACH: usize = 25;
const INSTITUTIONS: usize = CLIENTS * EACH;
/// Sessions of a round: more is wanted than there is, so that queues grow too.
const SESSIONS: usize = 100;

/// A provider, its customers and their coordinators, in an empty database.
pub struct Ground {
    world: World,
    operator: Actor,
    coordinators: Vec<Actor>,
    programme: ProgrammeId,
    course: CourseId,
    site: SiteId,
}

/// What a round took.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    pub applications: usize,
    pub reservations: Duration,
    pub bare: Duration,
}

fn national_id(at: usize) -> Result<NationalId> {
    let nine = u32::try_from(800_000_000 + at).unwrap_or(u32::MAX);
    NationalId::from_first_nine(nine).ok_or_else(|| Error::internal("a made-up number"))
}

impl Ground {
    /// Refuses a database in which there is something: made-up institutions do not belong there.
    pub fn lay(world: World) -> Result<Self> {
        if !world.db.read(register::institutions)?.is_empty() {
            return Err(Error::new(Kind::Conflict, "error-bench-needs-empty"));
        }
        let operator = Actor::Operator { name: "bench".into() };
        let mut units = String::from("DETSİS No;Birim Adı;Üst Birim DETSİS No;Birim Türü;İl\n");
        let mut people = String::from("TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n");
        let mut counts = String::from("DETSİS No;Aktif Kullanıcı Sayısı\n");
        for at in 0..=INSTITUTIONS {
            let (detsis, id) = (99_100_000 + at, national_id(at)?);
            let line = writeln!(units, "{detsis};Kurum {at};;Kurum;Ankara")
                .and_then(|()| writeln!(people, "{};S{at};Ayşe;Öz;Memur;{detsis};0502 100 10 10;01.02.2020", id.digits()))
                .and_then(|()| if at > 0 { writeln!(counts, "{detsis};50") } else { Ok(()) });
            line.map_err(Error::internal)?;
        }
        for (kind, file) in [(ImportKind::Units, &units), (ImportKind::People, &people)] {
            let preview = import::preview(&world, &operator, kind, "bench.csv", file.as_bytes(), &mut |_| ())?;
            import::apply(&world, &operator, &preview.id, &mut |_| ())?;
        }
        let mut coordinators = Vec::with_capacity(INSTITUTIONS);
        for at in 1..=INSTITUTIONS {
            let (unit, person) = world.db.read(|conn| {
                let unit = register::unit_by_detsis(conn, &(99_100_000 + at).to_string())?.ok_or_else(Error::not_found)?;
                Ok((unit, register::person_by_national_id(conn, &national_id(at)?)?.ok_or_else(Error::not_found)?))
            })?;
            let new = NewDuty {
                kind: DutyKind::Coordinator,
                unit: unit.id,
                person: person.id.clone(),
                starts_on: world.today(),
                ends_on: None,
            };
            appoint(&world, &operator, &new)?;
            let (account, source) = (AccountId::from("bench"), Source::local());
            coordinators.push(Actor::Person { person: person.id, account, second_factor: true, source });
        }
        Self::open(world, operator, coordinators, counts.as_bytes())
    }

    /// Rights that last for many rounds.
    fn open(world: World, operator: Actor, coordinators: Vec<Actor>, counts: &[u8]) -> Result<Self> {
        let today = world.today();
        let provider = world.db.read(|conn| register::unit_by_detsis(conn, "99100000"))?.ok_or_else(Error::not_found)?;
        let new = NewProgramme {
            provider: provider.institution_id.clone(),
            name: "bench".into(),
            starts_on: today,
            ends_on: today.plus_days(365),
            capacity_people: 1,
            capacity_hours: 1,
        };
        let tier = Tier { code: "standard".into(), from_users: 1, to_users: 100, hours: 1_000, way: Way::Shared };
        let programme = programme::found(&world, &operator, &new, &[tier])?;
        let course = NewCourse {
            code: "K".into(),
            name: "bench".into(),
            name_en: "bench".into(),
            level: CourseLevel::User,
            hours: 4,
            contents: String::new(),
            materials: String::new(),
            needs: String::new(),
        };
        let course = programme::add_course(&world, &operator, &programme, &course)?;
        let province = Province::from_plate(6).ok_or_else(Error::not_found)?;
        let site = NewSite { name: "Ankara".into(), province, address: String::new() };
        let site = programme::add_site(&world, &operator, &provider.institution_id, &site)?;
        let taken = users::take(&world, &operator, &programme, today, "bench.csv", counts)?;
        users::decide(&world, &operator, &programme, &taken)?;
        world.db.write(|tx| run(tx, "CREATE TABLE __bench (client BIGINT NOT NULL, number BIGINT NOT NULL)"))?;
        Ok(Self { world, operator, coordinators, programme, course, site })
    }

    /// Every institution applies once, from [`CLIENTS`] threads; then the bare transactions.
    pub fn round(&self, round: usize) -> Result<Figures> {
        let sessions = (0..SESSIONS).map(|_| self.announce()).collect::<Result<Vec<SessionId>>>()?;
        let desk = Desk::new(self.world.clone());
        let reservations = rush(|client, number| {
            let at = client * EACH + number;
            let application = Application {
                actor: self.coordinators[at].clone(),
                session: sessions[at % SESSIONS].clone(),
                seats: i32::try_from(1 + at % 6).unwrap_or(1),
                key: format!("{round}-{at}"),
            };
            desk.reserve(application).map(drop)
        })?;
        let bare = rush(|client, number| {
            self.world.db.write(|tx| {
                diesel::sql_query(insert(tx))
                    .bind::<BigInt, _>(i64::try_from(client).unwrap_or(0))
                    .bind::<BigInt, _>(i64::try_from(number).unwrap_or(0))
                    .execute(tx)
                    .or_fail()
                    .map(drop)
            })
        })?;
        Ok(Figures { applications: INSTITUTIONS, reservations, bare })
    }

    fn announce(&self) -> Result<SessionId> {
        let new = NewSession {
            programme: self.programme.clone(),
            course: self.course.clone(),
            site: self.site.clone(),
            starts_on: self.world.today().plus_days(30),
            starts_minute: 570,
            hours_a_day: 6,
            seats: None,
            accepted: true,
        };
        announce(&self.world, &self.operator, &new).map(|session| session.id)
    }
}

fn insert(tx: &Conn) -> &'static str {
    match tx {
        Conn::Sqlite(_) => "INSERT INTO __bench (client, number) VALUES (?, ?)",
        Conn::Postgres(_) => "INSERT INTO __bench (client, number) VALUES ($1, $2)",
    }
}

fn run(tx: &mut Conn, statement: &str) -> Result<()> {
    diesel::sql_query(statement).execute(tx).or_fail().map(drop)
}

/// From when all clients are let go until the last is done.
fn rush(work: impl Fn(usize, usize) -> Result<()> + Sync) -> Result<Duration> {
    let start = Barrier::new(CLIENTS + 1);
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let (start, work) = (&start, &work);
                scope.spawn(move || {
                    start.wait();
                    (0..EACH).try_for_each(|number| work(client, number))
                })
            })
            .collect();
        start.wait();
        let begun = Instant::now();
        clients.into_iter().try_for_each(|client| client.join().map_err(|_| Error::internal("a client ended by panic"))?)?;
        Ok(begun.elapsed())
    })
}
