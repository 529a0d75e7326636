//! Days off in Turkey: national and public holidays (Law 2429), and the two religious feasts by the calendar of the Presidency of
//! Religious Affairs. Half days begin at 13:00 (Law 2429, article 2).

use crate::time::Day;

/// What a day off is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    NewYear,
    Sovereignty,
    Labour,
    Youth,
    Democracy,
    Victory,
    Republic,
    Ramadan,
    Sacrifice,
}

impl Holiday {
    /// Key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Holiday::NewYear => "holiday-new-year",
            Holiday::Sovereignty => "holiday-sovereignty",
            Holiday::Labour => "holiday-labour",
            Holiday::Youth => "holiday-youth",
            Holiday::Democracy => "holiday-democracy",
            Holiday::Victory => "holiday-victory",
            Holiday::Republic => "holiday-republic",
            Holiday::Ramadan => "holiday-ramadan",
            Holiday::Sacrifice => "holiday-sacrifice",
        }
    }
}

/// A day off, or the afternoon of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rest {
    pub holiday: Holiday,
    /// From 13:00 on only.
    pub half: bool,
}

/// Minute of the day at which a half day begins.
pub const HALF_DAY: i32 = 13 * 60;

const FIXED: [(Holiday, i8, i8, bool); 8] = [
    (Holiday::NewYear, 1, 1, false),
    (Holiday::Sovereignty, 4, 23, false),
    (Holiday::Labour, 5, 1, false),
    (Holiday::Youth, 5, 19, false),
    (Holiday::Democracy, 7, 15, false),
    (Holiday::Victory, 8, 30, false),
    (Holiday::Republic, 10, 28, true),
    (Holiday::Republic, 10, 29, false),
];

type MonthDay = (i8, i8);

/// First days of the feasts, as they are announced: year, month and day of Ramadan's, of the Sacrifice's.
const FEASTS: [(i16, MonthDay, MonthDay); 7] = [
    (2026, (3, 20), (5, 27)),
    (2027, (3, 9), (5, 16)),
    (2028, (2, 26), (5, 5)),
    (2029, (2, 14), (4, 24)),
    (2030, (2, 4), (4, 13)),
    (2031, (1, 24), (4, 2)),
    (2032, (1, 14), (3, 22)),
];

/// Whether the feasts of a year are known. Of other years only the fixed days are.
pub fn feasts_known(year: i16) -> bool {
    FEASTS.iter().any(|(known, ..)| *known == year)
}

/// What a day is off for. A whole day goes before half of one.
pub fn rest_on(day: Day) -> Option<Rest> {
    let (year, month, of_month) = (day.year(), day.month(), day.of_month());
    let fixed = FIXED.iter().filter(|(_, m, d, _)| (*m, *d) == (month, of_month));
    let fixed = fixed.map(|(holiday, .., half)| Rest { holiday: *holiday, half: *half });
    let feast = FEASTS.iter().filter(|(known, ..)| *known == year).flat_map(|(_, ramadan, sacrifice)| {
        let of = |holiday, (month, first): MonthDay, days: i32| {
            let since = day.0 - Day::new(year, month, first)?.0;
            (-1..days).contains(&since).then_some(Rest { holiday, half: since == -1 })
        };
        [of(Holiday::Ramadan, *ramadan, 3), of(Holiday::Sacrifice, *sacrifice, 4)].into_iter().flatten()
    });
    fixed.chain(feast).min_by_key(|rest| rest.half)
}

/// Whether people are at work for at least the morning.
pub fn is_working_day(day: Day) -> bool {
    day.weekday() <= 5 && rest_on(day).is_none_or(|rest| rest.half)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i16, month: i8, day: i8) -> Option<(Holiday, bool)> {
        rest_on(Day::new(year, month, day).unwrap()).map(|rest| (rest.holiday, rest.half))
    }

    #[test]
    fn fixed_days_and_feasts_with_their_eves() {
        assert_eq!(on(2027, 1, 1), Some((Holiday::NewYear, false)));
        assert_eq!(on(2027, 10, 28), Some((Holiday::Republic, true)));
        assert_eq!(on(2027, 10, 29), Some((Holiday::Republic, false)));
        let ramadan = [7, 8, 9, 11, 12].map(|day| on(2027, 3, day));
        let whole = Some((Holiday::Ramadan, false));
        assert_eq!(ramadan, [None, Some((Holiday::Ramadan, true)), whole, whole, None]);
        // The fourth day of the feast and a fixed day meet: off is off.
        assert!(matches!(on(2027, 5, 19), Some((_, false))));
        assert_eq!(on(2027, 5, 20), None);
        assert_eq!(on(2026, 11, 10), None, "a day of remembrance is no day off");
        assert!(feasts_known(2026) && feasts_known(2032) && !feasts_known(2033));
    }

    /// The lunar year is 354 or 355 days long, and the Sacrifice follows Ramadan's feast by 68 or 69: a mistyped day would not fit.
    #[test]
    fn the_feasts_are_a_lunar_year_apart() {
        let first = |year, (month, day)| Day::new(year, month, day).unwrap().0;
        for (year, ramadan, sacrifice) in FEASTS {
            assert!((68..=69).contains(&(first(year, sacrifice) - first(year, ramadan))), "{year}");
        }
        for pair in FEASTS.windows(2) {
            let [(a, one, _), (b, other, _)] = pair else { unreachable!() };
            assert!((354..=356).contains(&(first(*b, *other) - first(*a, *one))), "{a} {b}");
        }
    }

    #[test]
    fn people_work_on_mornings_of_half_days() {
        let works = |month, day| is_working_day(Day::new(2027, month, day).unwrap());
        assert!(works(3, 8) && !works(3, 9), "the eve is a Monday");
        assert!(!works(1, 2) && !works(1, 3) && works(1, 4), "a weekend");
    }
}
