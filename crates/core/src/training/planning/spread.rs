//! The hours of a course over days.

use crate::training::shared::SessionDay;
use kunye_kernel::holidays;
use kunye_kernel::time::Day;

/// So many hours a day, unless the planner says otherwise.
pub const HOURS_A_DAY: i32 = 6;
/// More than these in a day nobody is asked to sit through.
pub const HOURS_MOST: i32 = 8;

/// Whether nothing keeps people from a training all day.
pub(super) fn is_free(day: Day) -> bool {
    day.weekday() <= 5 && holidays::rest_on(day).is_none()
}

/// Spreads hours over as few days as `a_day` allows, as evenly as it goes with the longer days first. The first day is taken as it is
/// given; those after it are whole working days. Nothing, where there are no hours to spread.
pub fn spread(first: Day, starts_minute: i32, hours: i32, a_day: i32) -> Vec<SessionDay> {
    if hours < 1 || a_day < 1 {
        return Vec::new();
    }
    let count = (hours + a_day - 1) / a_day;
    let mut day = first;
    let mut days = Vec::new();
    for at in 0..count {
        days.push(SessionDay { day, starts_minute, hours: hours / count + i32::from(at < hours % count) });
        day = day.plus_days(1);
        while !is_free(day) {
            day = day.plus_days(1);
        }
    }
    days
}
