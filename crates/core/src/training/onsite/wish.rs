//! The days an institution wishes: a period, or up to three of them in order.

use diesel::sql_types::Text;
use kunye_kernel::time::Day;

/// Stored, and sent to machines, as ISO 8601 writes it: `2027-01-11/2027-01-22`, or `2027-01-11,2027-01-13`.
#[derive(Debug, Clone, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct Wish(String);

/// The longest period, in days.
pub(super) const LONGEST: i32 = 62;
/// So many single days.
pub(super) const MOST_DAYS: usize = 3;

impl Wish {
    /// A day of it and every day between; nothing, where the end is before the beginning or too far from it.
    pub fn period(from: Day, until: Day) -> Option<Self> {
        (from <= until && until.0 - from.0 < LONGEST).then(|| Self(format!("{}/{}", from.iso(), until.iso())))
    }

    /// Up to three days, the dearest first; the same day twice is once.
    pub fn single(days: &[Day]) -> Option<Self> {
        let mut distinct: Vec<Day> = Vec::new();
        for day in days {
            if !distinct.contains(day) {
                distinct.push(*day);
            }
        }
        let count = 1..=MOST_DAYS;
        count.contains(&distinct.len()).then(|| Self(distinct.iter().map(|day| day.iso()).collect::<Vec<_>>().join(",")))
    }

    fn parse(text: &str) -> Option<Self> {
        if let Some((from, until)) = text.split_once('/') {
            return Self::period(Day::parse(from)?, Day::parse(until)?);
        }
        let days: Option<Vec<Day>> = text.split(',').map(Day::parse).collect();
        Self::single(&days?)
    }

    pub fn is_period(&self) -> bool {
        self.0.contains('/')
    }

    /// Every day of it: a period from its beginning, single days as they were wished.
    pub fn days(&self) -> Vec<Day> {
        let ends: Vec<Day> = self.0.split(['/', ',']).filter_map(Day::parse).collect();
        match ends.as_slice() {
            [from, until] if self.is_period() => (from.0..=until.0).map(Day).collect(),
            _ => ends,
        }
    }

    pub fn holds(&self, day: Day) -> bool {
        self.days().contains(&day)
    }

    /// The earliest day of it.
    pub fn earliest(&self) -> Day {
        self.days().into_iter().min().unwrap_or(Day(0))
    }

    /// The latest day of it.
    pub fn latest(&self) -> Day {
        self.days().into_iter().max().unwrap_or(Day(0))
    }

    /// `11.01.2027 – 22.01.2027`, or `11.01.2027, 13.01.2027`.
    pub fn display(&self) -> String {
        match self.is_period() {
            true => format!("{} – {}", self.earliest(), self.latest()),
            false => self.days().iter().map(Day::to_string).collect::<Vec<_>>().join(", "),
        }
    }
}

impl<DB> diesel::serialize::ToSql<Text, DB> for Wish
where
    DB: diesel::backend::Backend,
    String: diesel::serialize::ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB> diesel::deserialize::FromSql<Text, DB> for Wish
where
    DB: diesel::backend::Backend,
    String: diesel::deserialize::FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        Self::parse(&String::from_sql(bytes)?).ok_or_else(|| "a stored wish cannot be read".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_what_they_were_written_as() {
        let day = |of_month| Day::new(2027, 1, of_month).unwrap();
        let period = Wish::period(day(11), day(13)).unwrap();
        assert_eq!(period.days(), [day(11), day(12), day(13)]);
        assert_eq!(Wish::parse(&period.0), Some(period.clone()));
        assert_eq!(period.display(), "11.01.2027 – 13.01.2027");
        let single = Wish::single(&[day(20), day(11), day(20)]).unwrap();
        assert_eq!(single.days(), [day(20), day(11)], "in the order of the wishes");
        assert_eq!((single.earliest(), single.latest(), single.holds(day(12))), (day(11), day(20), false));
        assert_eq!(Wish::parse(&single.0), Some(single));
        assert_eq!(Wish::single(&[]), None);
        assert_eq!(Wish::single(&[day(1), day(2), day(3), day(4)]), None);
        assert_eq!(Wish::period(day(2), day(1)), None);
        assert_eq!(Wish::period(day(1), day(1).plus_days(LONGEST)), None);
        for text in ["", "2027-01-11/", "x,y", "2027-01-11/2026-01-11"] {
            assert_eq!(Wish::parse(text), None, "{text}");
        }
    }
}
