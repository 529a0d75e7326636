//! What another table would cost, tried over the counts there are, before anybody publishes it. Pure.

use super::tiers::{Tier, Verdict, Way, classify};
use kunye_kernel::id::InstitutionId;
use std::collections::BTreeMap;

/// What a usual training is like: the assumptions under which hours become people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usual {
    /// Seats of a class.
    pub seats: i64,
    /// Seats of one institution in a shared class.
    pub quota: i64,
    /// Hours of a training.
    pub hours: i64,
}

/// One tier, before and after: `[before, after]` throughout.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WhatIfLine {
    /// `""` gathers counts of 0 and counts beyond the table.
    pub code: String,
    pub institutions: [i64; 2],
    pub users: [i64; 2],
    /// Hours of rights.
    pub hours: [i64; 2],
}

/// An institution whose right would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gain {
    pub institution: InstitutionId,
    pub users: i64,
    /// Hours before and after.
    pub hours: [i64; 2],
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// In the order of the new table; tiers that only the old one has, and those outside of both, at the end.
    pub lines: Vec<WhatIfLine>,
    pub hours: [i64; 2],
    /// Hours that trainers would give: classes are shared by as many institutions as their quotas fill.
    pub trainer_hours: [i64; 2],
    /// People who could be trained.
    pub people: [i64; 2],
    /// The largest change first.
    pub gains: Vec<Gain>,
    pub losses: Vec<Gain>,
}

struct Sum {
    hours: i64,
    shared_seat_hours: i64,
    on_site_hours: i64,
    people: i64,
}

fn right(tiers: &[Tier], users: i64) -> Option<&Tier> {
    match classify(tiers, users) {
        Verdict::Tier(tier) => Some(tier),
        Verdict::NoUsers | Verdict::Beyond => None,
    }
}

fn sum(tiers: &[Tier], counts: &[(InstitutionId, i64)], usual: Usual) -> Sum {
    let mut sum = Sum { hours: 0, shared_seat_hours: 0, on_site_hours: 0, people: 0 };
    for tier in counts.iter().filter_map(|(_, users)| right(tiers, *users)) {
        let hours = i64::from(tier.hours);
        sum.hours += hours;
        let trainings = hours / usual.hours.max(1);
        match tier.way {
            Way::Shared => {
                sum.shared_seat_hours += hours * usual.quota;
                sum.people += trainings * usual.quota;
            }
            Way::OnSite => {
                sum.on_site_hours += hours;
                sum.people += trainings * usual.seats;
            }
        }
    }
    sum
}

impl Sum {
    fn trainer_hours(&self, usual: Usual) -> i64 {
        let seats = usual.seats.max(1);
        self.on_site_hours + (self.shared_seat_hours + seats - 1) / seats
    }
}

/// Both tables over the same counts.
pub fn what_if(before: &[Tier], after: &[Tier], counts: &[(InstitutionId, i64)], usual: Usual) -> WhatIf {
    let mut order: Vec<&str> = after.iter().map(|tier| tier.code.as_str()).collect();
    order.extend(before.iter().map(|tier| tier.code.as_str()).filter(|code| !after.iter().any(|tier| tier.code == *code)));
    let mut lines: BTreeMap<usize, WhatIfLine> = order
        .iter()
        .enumerate()
        .map(|(at, code)| (at, WhatIfLine { code: (*code).to_owned(), ..WhatIfLine::default() }))
        .collect();
    let (mut gains, mut losses) = (Vec::new(), Vec::new());
    for (institution, users) in counts {
        let rights = [right(before, *users), right(after, *users)];
        for (side, right) in rights.into_iter().enumerate() {
            let at = right.and_then(|tier| order.iter().position(|code| *code == tier.code)).unwrap_or(order.len());
            let line = lines.entry(at).or_default();
            line.institutions[side] += 1;
            line.users[side] += users;
            line.hours[side] += right.map_or(0, |tier| i64::from(tier.hours));
        }
        let hours = rights.map(|right| right.map_or(0, |tier| i64::from(tier.hours)));
        let change = Gain { institution: institution.clone(), users: *users, hours };
        match hours[1].cmp(&hours[0]) {
            std::cmp::Ordering::Greater => gains.push(change),
            std::cmp::Ordering::Less => losses.push(change),
            std::cmp::Ordering::Equal => {}
        }
    }
    let largest = |gain: &Gain| (-(gain.hours[1] - gain.hours[0]).abs(), -gain.users, gain.institution.clone());
    gains.sort_by_key(largest);
    losses.sort_by_key(largest);
    let sums = [sum(before, counts, usual), sum(after, counts, usual)];
    WhatIf {
        lines: lines.into_values().collect(),
        hours: [0, 1].map(|side: usize| sums[side].hours),
        trainer_hours: [0, 1].map(|side: usize| sums[side].trainer_hours(usual)),
        people: [0, 1].map(|side: usize| sums[side].people),
        gains,
        losses,
    }
}
