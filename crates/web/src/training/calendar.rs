//! A month of all trainers, for planners: a table of days, and the same as a list.

use super::roster::EngagementTag;
use super::the_programme;
use crate::answer::Answer;
use crate::input::Query;
use crate::render::Page;
use crate::visit::{Known, Visit};
use kunye_core::training::trainers::{self, Engagement, Trainer};
use kunye_core::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::holidays;
use kunye_kernel::time::Day;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Month {
    programme: String,
    /// `2027-01`, and what it is called.
    month: String,
    title: String,
    previous: String,
    next: String,
    days: Vec<Head>,
    trainers: Vec<Line>,
}

impl Page for Month {
    const TEMPLATE: &'static str = "training/calendar.html";
}

/// `16.12.2026 – 20.12.2026`, or the one day.
fn period(first: Day, last: Day) -> String {
    if first == last { first.to_string() } else { format!("{first} – {last}") }
}

/// A column of the table.
#[derive(Serialize)]
struct Head {
    day: i8,
    /// Key of the day of the week.
    weekday: i8,
    /// Whether nobody works, or not in the afternoon.
    off: bool,
    half: bool,
    /// Name of the holiday.
    holiday: String,
}

#[derive(Serialize)]
struct Line {
    id: String,
    name: String,
    cells: Vec<Cell>,
    engagements: Vec<EngagementTag>,
    away: Vec<String>,
    hours: i32,
}

#[derive(Serialize)]
struct Cell {
    off: bool,
    away: bool,
    /// Plate code of the province that the trainer is in; "" for a day without a training.
    plate: String,
    href: String,
    /// In words.
    text: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    ay: String,
}

/// The first day of `2027-01`, or of the month of a day.
fn first_of(text: &str, today: Day) -> Day {
    let first = |day: Day| day.plus_days(1 - i32::from(day.of_month()));
    Day::parse(&format!("{text}-01")).unwrap_or_else(|| first(today))
}

fn name_of(day: Day) -> String {
    format!("{}-{:02}", day.year(), day.month())
}

fn head(visit: &Known, day: Day) -> Head {
    let rest = holidays::rest_on(day);
    Head {
        day: day.of_month(),
        weekday: day.weekday(),
        off: !holidays::is_working_day(day),
        half: rest.is_some_and(|rest| rest.half),
        holiday: rest.map(|rest| visit.text(rest.holiday.key())).unwrap_or_default(),
    }
}

fn line(visit: &Known, trainer: &Trainer, days: &[Day]) -> Line {
    let cell = |day: &Day| {
        let engaged = trainer.engagements.iter().find(|one| one.day == *day);
        let away = trainer.absences.iter().any(|one| one.starts_on <= *day && *day <= one.ends_on);
        let text = match engaged {
            Some(one) => format!("{day} {}, {}", one.course_in(visit.language), one.site),
            None if away => format!("{day} {}", visit.text("calendar-away")),
            None => String::new(),
        };
        let href = |one: &Engagement| match one.on_site {
            true => format!("/planlama/talepler/{}", one.reference),
            false => format!("/planlama/seans/{}", one.reference),
        };
        Cell {
            off: !holidays::is_working_day(*day),
            away,
            plate: engaged.map(|one| format!("{:02}", one.province.plate())).unwrap_or_default(),
            href: engaged.map(href).unwrap_or_default(),
            text,
        }
    };
    Line {
        id: trainer.id.to_string(),
        name: trainer.name.clone(),
        cells: days.iter().map(cell).collect(),
        engagements: trainer.engagements.iter().map(|one| EngagementTag::of(one, visit.language)).collect(),
        away: trainer.absences.iter().map(|one| period(one.starts_on, one.ends_on)).collect(),
        hours: trainer.engagements.iter().map(|one| one.hours).sum(),
    }
}

/// `GET /planlama/takvim?ay=2027-01`
pub async fn show(visit: Visit, Query(chosen): Query<Chosen>) -> Answer {
    let (actor, reader) = (visit.actor(), visit.clone());
    let read = move |world: &World| -> Result<Month> {
        let today = world.today();
        let first = first_of(&chosen.ay, today);
        let next = first_of(&name_of(first.plus_days(31)), today);
        let days: Vec<Day> = (first.0..next.0).map(Day).collect();
        world.db.read(|conn| {
            let programme = the_programme(conn, &actor, today)?;
            let trainers = trainers::month(conn, &actor, &programme.id, today, [first, next.plus_days(-1)])?;
            Ok(Month {
                month: name_of(first),
                title: format!("{} {}", reader.text(&format!("calendar-month-{}", first.month())), first.year()),
                previous: name_of(first.plus_days(-1)),
                next: name_of(next),
                days: days.iter().map(|day| head(&reader, *day)).collect(),
                trainers: trainers.iter().map(|one| line(&reader, one, &days)).collect(),
                programme: programme.name,
            })
        })
    };
    let page = visit.app.run(read).await?;
    visit.page(&page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other() {
        let today = Day::new(2026, 12, 17).unwrap();
        assert_eq!(name_of(first_of("", today)), "2026-12");
        assert_eq!(name_of(first_of("2027-02", today).plus_days(31)), "2027-03");
        assert_eq!(name_of(first_of("nonsense", today).plus_days(-1)), "2026-11");
    }

    #[test]
    fn one_day_is_said_once() {
        let day = |of_month| Day::new(2026, 12, of_month).unwrap();
        assert_eq!(period(day(16), day(20)), "16.12.2026 – 20.12.2026");
        assert_eq!(period(day(15), day(15)), "15.12.2026");
    }
}
