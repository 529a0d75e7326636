//! Trainings at institutions' own places: trainers with homes, skills and days away; requests that wait, that are planned, and one that
//! was held over two days.

use super::{Programme, actor_of};
use kunye_core::register::{Province, store};
use kunye_core::training::onsite::{self, Assignment, Draft, Item, Side, Verdict, Wish};
use kunye_core::training::participants::{self, NewName};
use kunye_core::training::planning::HOURS_A_DAY;
use kunye_core::training::programme;
use kunye_core::training::trainers::{self, AbsenceKind, Away};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ProgrammeId, ulid};
use kunye_kernel::time::Day;
use std::collections::BTreeSet;

/// Plate code of the home, and codes of the courses, of each trainer.
const SKILLS: [(i32, &[&str]); 4] =
    [(6, &["K1", "K2", "T1", "T2"]), (34, &["K1", "K2"]), (21, &["K1", "K2", "T1"]), (35, &["T1", "T2"])];

/// What is asked for: how many days ahead the wishes begin and end, where, and how far it goes.
struct Story {
    /// The customer's place in the list; the ministry is none of it.
    customer: Option<usize>,
    course: &'static str,
    people: i32,
    days: [i32; 2],
    plate: i32,
    place: &'static str,
    room: &'static str,
    until: Until,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    Draft,
    /// With the account manager.
    Review,
    /// Given back by the account manager.
    Returned,
    Sent,
    Planned,
    /// Planned, with somebody named: the days are over when the story ends.
    Held,
}

const STORIES: [Story; 11] = [
    story(Some(6), "T2", 14, [14, 18], 54, "Mühendislik Fakültesi", "Bilgisayar Laboratuvarı 2", Until::Held),
    story(Some(7), "K2", 20, [48, 52], 6, "Merkez Bina", "Eğitim Salonu", Until::Planned),
    story(None, "K2", 24, [50, 53], 42, "Konya İl Müdürlüğü", "Toplantı Salonu", Until::Planned),
    story(Some(8), "K1", 30, [55, 59], 35, "İzmir Bölge Müdürlüğü", "Konferans Salonu", Until::Planned),
    story(Some(7), "K2", 18, [55, 62], 25, "Erzurum Bölge Müdürlüğü", "Derslik 1", Until::Sent),
    story(Some(9), "K2", 25, [56, 66], 21, "Diyarbakır İl Müdürlüğü", "Eğitim Merkezi", Until::Sent),
    story(Some(9), "T2", 16, [62, 73], 7, "Antalya İl Müdürlüğü", "Bilgi İşlem Dersliği", Until::Sent),
    story(None, "K2", 22, [58, 66], 61, "Trabzon İl Müdürlüğü", "Toplantı Salonu", Until::Sent),
    story(Some(7), "K1", 28, [60, 70], 33, "Mersin Bölge Müdürlüğü", "Konferans Salonu", Until::Review),
    story(None, "K1", 20, [64, 72], 27, "Gaziantep İl Müdürlüğü", "Toplantı Salonu", Until::Returned),
    story(None, "K1", 15, [70, 74], 1, "Adana İl Müdürlüğü", "Toplantı Salonu", Until::Draft),
];

#[allow(clippy::too_many_arguments)]
const fn story(
    customer: Option<usize>,
    course: &'static str,
    people: i32,
    days: [i32; 2],
    plate: i32,
    place: &'static str,
    room: &'static str,
    until: Until,
) -> Story {
    Story { customer, course, people, days, plate, place, room, until }
}

impl Story {
    /// What the account manager notes for the planners.
    fn note(&self) -> &'static str {
        match self.plate {
            21 => "Şubat başındaki denetimden önce bitmesini istiyorlar; öğleden önceki saatleri yeğliyorlar.",
            61 => "Trabzon’da ikinci bir salon da var; gün değişirse sorun olmaz.",
            _ => "",
        }
    }
}

impl Programme<'_> {
    pub(super) fn on_site(&self, id: &ProgrammeId, today: Day) -> Result<()> {
        STORIES.iter().try_for_each(|story| self.tell(id, today, story))
    }

    pub(super) fn know_trainers(&self, id: &ProgrammeId, today: Day) -> Result<()> {
        let (world, actor) = (&self.studio.world, &self.planner()?);
        let courses = world.db.read(|conn| programme::courses(conn, id))?;
        for (party, (plate, codes)) in self.trainers.iter().zip(SKILLS) {
            let taught = courses.iter().filter(|course| codes.contains(&course.code.as_str()));
            let taught: BTreeSet<_> = taught.map(|course| course.id.clone()).collect();
            trainers::keep(world, actor, id, &self.person(party)?, Province::from_plate(plate), &taught)?;
        }
        let party = self.trainers.get(1).ok_or_else(Error::not_found)?;
        let person = self.person(party)?;
        let new =
            Away { person: person.clone(), from: today.plus_days(56), until: today.plus_days(60), kind: AbsenceKind::Leave };
        trainers::away(world, &actor_of(person), &new).map(drop)
    }

    /// Who acts for the institution of a story.
    pub(super) fn acting(&self, customer: Option<usize>) -> Result<Actor> {
        match customer {
            Some(at) => self.person(self.customers.get(at).ok_or_else(Error::not_found)?).map(actor_of),
            None => {
                let (_, at) = self.ministry()?;
                let of = &self.studio.institution.people[at].national_id;
                let person = self.studio.world.db.read(|conn| store::person_by_national_id(conn, of))?;
                Ok(actor_of(person.ok_or_else(Error::not_found)?.id))
            }
        }
    }

    fn tell(&self, id: &ProgrammeId, today: Day, story: &Story) -> Result<()> {
        let world = &self.studio.world;
        let courses = world.db.read(|conn| programme::courses(conn, id))?;
        let course = courses.into_iter().find(|course| course.code == story.course).ok_or_else(Error::not_found)?;
        let coordinator = self.acting(story.customer)?;
        let [from, until] = story.days.map(|days| today.plus_days(days));
        let draft = Draft {
            course: course.id,
            people: story.people,
            wished: Wish::period(from, until),
            province: Province::from_plate(story.plate),
            place: story.place.to_owned(),
            address: "Örnek Mah. Okul Cad. No: 5".to_owned(),
            room: story.room.to_owned(),
            note: String::new(),
        };
        let request = onsite::draft(world, &coordinator, &draft, &ulid(world.now(), &*world.entropy))?;
        if story.until == Until::Draft {
            return Ok(());
        }
        let reference = request.reference.as_str();
        let sent = onsite::send(world, &coordinator, reference)?;
        onsite::check(world, &coordinator, Side::Institution, reference, Item::Room, true)?;
        let manager = sent.reader.map(actor_of);
        match (story.until, &manager) {
            (Until::Review, _) => return Ok(()),
            (Until::Returned, Some(manager)) => {
                let why = "Salonun kaç kişilik olduğunu ve projeksiyon bulunup bulunmadığını yazar mısınız?";
                return onsite::review(world, manager, reference, Verdict::Returned, why);
            }
            (_, Some(manager)) => onsite::review(world, manager, reference, Verdict::PassedOn, story.note())?,
            (_, None) => {}
        }
        if story.until == Until::Sent {
            return Ok(());
        }
        self.plan(reference)?;
        if story.until == Until::Held {
            let person = coordinator.person().cloned().ok_or_else(Error::not_found)?;
            let new =
                NewName { session: reference.to_owned(), person, disseminator: true, despite: String::new(), instead: None };
            participants::name(world, &coordinator, &new)?;
        }
        Ok(())
    }

    /// The planner takes what is proposed.
    fn plan(&self, reference: &str) -> Result<()> {
        let world = &self.studio.world;
        let planner = self.planner()?;
        let nine = 9 * 60;
        let best = world.db.read(|conn| {
            let whole = onsite::one_for_planner(conn, &planner, reference, world.today())?;
            let planning = onsite::planning(conn, &whole.row.request, world.today(), nine, HOURS_A_DAY)?;
            planning.options.into_iter().next().ok_or_else(Error::not_found)
        })?;
        let assignment = Assignment {
            reference: reference.to_owned(),
            trainer: best.trainer,
            starts_on: best.days.first().ok_or_else(Error::not_found)?.day,
            starts_minute: nine,
            hours_a_day: HOURS_A_DAY,
            plans: 0,
            accepted: true,
        };
        onsite::assign(world, &planner, &assignment)?;
        for item in [Item::Trainer, Item::Materials] {
            onsite::check(world, &planner, Side::Provider, reference, item, true)?;
        }
        Ok(())
    }
}
