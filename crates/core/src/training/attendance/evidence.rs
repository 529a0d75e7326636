//! What a mark rests on, and which marks wait for the trainer's word before they count (B12). Pure.

use super::rules::Slot;
use super::store::{Mark, Said, Source};
use kunye_kernel::id::ParticipantId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Why somebody's own mark does not count until the trainer has said the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// The device marked somebody else in the same hour.
    Device,
    /// More people are marked than the trainer counted heads.
    Heads,
}

impl Doubt {
    pub fn code(self) -> &'static str {
        match self {
            Doubt::Device => "device",
            Doubt::Heads => "heads",
        }
    }
}

/// A mark in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub said: Said,
    pub doubt: Option<Doubt>,
}

impl Held {
    pub fn is(&self, mark: Mark) -> bool {
        self.said.mark == mark
    }
}

/// Heads counted in an hour.
pub type Heads = BTreeMap<Slot, i32>;

/// The marks in force of the people of a session.
pub type InForce = HashMap<ParticipantId, BTreeMap<Slot, Held>>;

/// The marks in force of everybody, from all that was ever said (in its order) and the heads that were counted.
pub(super) fn in_force(said: Vec<Said>, heads: &Heads) -> InForce {
    // Struck marks tell of a shared device as well.
    let mut users: HashMap<(Slot, String), BTreeSet<ParticipantId>> = HashMap::new();
    for one in said.iter().filter(|one| !one.device.is_empty()) {
        users.entry((one.slot, one.device.clone())).or_default().insert(one.participant.clone());
    }
    let mut latest: BTreeMap<(ParticipantId, Slot), Said> = BTreeMap::new();
    for one in said {
        latest.insert((one.participant.clone(), one.slot), one);
    }
    let mut present: HashMap<Slot, i32> = HashMap::new();
    for one in latest.values().filter(|one| one.mark == Mark::Present) {
        *present.entry(one.slot).or_default() += 1;
    }
    let doubt = |one: &Said| {
        if one.mark != Mark::Present || one.source != Source::Code {
            return None;
        }
        let shared = users.get(&(one.slot, one.device.clone())).is_some_and(|users| users.len() > 1);
        let too_many = heads.get(&one.slot).is_some_and(|heads| present.get(&one.slot).is_some_and(|marked| marked > heads));
        if shared { Some(Doubt::Device) } else { too_many.then_some(Doubt::Heads) }
    };
    let mut all = InForce::new();
    for ((participant, slot), one) in latest {
        let held = Held { doubt: doubt(&one), said: one };
        all.entry(participant).or_default().insert(slot, held);
    }
    all
}

/// The marks that count: what is in doubt is as good as not said.
pub(super) fn counted(held: &BTreeMap<Slot, Held>) -> BTreeMap<Slot, Mark> {
    held.iter().filter(|(_, one)| one.doubt.is_none()).map(|(slot, one)| (*slot, one.said.mark)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::attendance::rules::{Standing, standing};
    use kunye_kernel::id::PersonId;
    use kunye_kernel::time::{Day, Time};
    use proptest::prelude::*;

    const SLOT: Slot = Slot { day: Day(20_000), hour: 1 };

    fn said(seq: i64, who: u8, mark: Mark, source: Source, device: &str) -> Said {
        Said {
            seq,
            participant: ParticipantId(format!("P{who}")),
            slot: SLOT,
            mark,
            source,
            reason: String::new(),
            by: PersonId::from("T"),
            at: Time(seq),
            device: device.to_owned(),
            paper: None,
        }
    }

    fn doubt_of(all: &InForce, who: u8) -> Option<Doubt> {
        all[&ParticipantId(format!("P{who}"))][&SLOT].doubt
    }

    #[test]
    fn one_device_for_two_people_waits_for_the_trainer() {
        use {Mark::*, Source::*};
        let two = vec![said(1, 1, Present, Code, "a"), said(2, 2, Present, Code, "a"), said(3, 3, Present, Code, "b")];
        let all = in_force(two.clone(), &Heads::new());
        assert_eq!([1, 2, 3].map(|who| doubt_of(&all, who)), [Some(Doubt::Device), Some(Doubt::Device), None]);
        let plan = [SLOT];
        let stands = |all: &InForce, who: u8| standing(&plan, &counted(&all[&ParticipantId(format!("P{who}"))]));
        assert_eq!((stands(&all, 1), stands(&all, 3)), (Standing::Open { left: 1 }, Standing::Full));
        // The trainer strikes one and says the other: both are settled.
        let more = [two, vec![said(4, 2, Absent, List, ""), said(5, 1, Present, List, "")]].concat();
        let all = in_force(more.clone(), &Heads::new());
        assert_eq!((stands(&all, 1), stands(&all, 2)), (Standing::Full, Standing::Missed { hours: 1 }));
        // Struck alone, the other still waits.
        assert_eq!(doubt_of(&in_force(more[..4].to_vec(), &Heads::new()), 1), Some(Doubt::Device));
    }

    #[test]
    fn more_marks_than_heads_put_every_own_mark_in_doubt_and_no_other() {
        use {Mark::*, Source::*};
        let marks = vec![said(1, 1, Present, Code, "a"), said(2, 2, Present, Code, "b"), said(3, 3, Present, List, "")];
        for (heads, expected) in [(3, None), (4, None), (2, Some(Doubt::Heads))] {
            let all = in_force(marks.clone(), &Heads::from([(SLOT, heads)]));
            assert_eq!([1, 2, 3].map(|who| doubt_of(&all, who)), [expected, expected, None], "{heads} heads");
        }
    }

    fn any_said() -> impl Strategy<Value = (u8, Mark, Source, String)> {
        let mark = prop_oneof![Just(Mark::Present), Just(Mark::Absent)];
        (0_u8..4, mark, 0_u8..5).prop_map(|(who, mark, from)| match from {
            0 => (who, mark, Source::List, String::new()),
            1 => (who, mark, Source::Paper, String::new()),
            // People say of themselves only that they are there.
            device => (who, Mark::Present, Source::Code, format!("d{device}")),
        })
    }

    proptest! {
        /// The last word is in force, what the trainer said is never in doubt, and nobody is in full by a device that others used too.
        #[test]
        fn doubt_takes_away_and_never_adds(given in prop::collection::vec(any_said(), 0..14), heads in prop::option::of(0_i32..5)) {
            let all: Vec<Said> =
                (1..).zip(&given).map(|(seq, (who, mark, source, device))| said(seq, *who, *mark, *source, device)).collect();
            let heads: Heads = heads.map(|heads| (SLOT, heads)).into_iter().collect();
            let force = in_force(all.clone(), &heads);
            for (participant, marks) in &force {
                let held = &marks[&SLOT];
                let last = all.iter().rfind(|one| one.participant == *participant).unwrap();
                prop_assert_eq!(&held.said, last);
                if last.source != Source::Code {
                    prop_assert_eq!(held.doubt, None);
                } else if all.iter().any(|one| one.device == last.device && one.participant != *participant) {
                    prop_assert_eq!(held.doubt, Some(Doubt::Device));
                }
                prop_assert!(counted(marks).get(&SLOT).is_none_or(|mark| *mark == last.mark));
            }
        }
    }
}
