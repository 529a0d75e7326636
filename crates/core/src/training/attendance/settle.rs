//! What becomes of a mark that is said over another: one rule for lists, papers and phones that come back. Pure, and written out for
//! people in docs/training/attendance.md.

use super::evidence::Held;
use super::store::Mark;

/// What stands when a mark arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stands {
    pub seq: i64,
    pub mark: Mark,
    /// Whether it waits for the trainer's word.
    pub in_doubt: bool,
}

impl From<&Held> for Stands {
    fn from(held: &Held) -> Self {
        Self { seq: held.said.seq, mark: held.said.mark, in_doubt: held.doubt.is_some() }
    }
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It is so already.
    Nothing,
    /// The first word on the hour, or the trainer's word for what was in doubt.
    Write,
    /// The old mark stays below it, and the reason says why it was wrong.
    Correct,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Something else was said that whoever says this has not seen.
    Meanwhile,
    /// A correction says why.
    Reason,
}

/// Nobody overwrites what they have not seen. `seen` is the mark that was in force before their eyes.
pub(super) fn settle(stands: Option<Stands>, seen: Option<i64>, wanted: Mark, has_reason: bool) -> Result<Step, Refusal> {
    match stands {
        None => Ok(Step::Write),
        Some(before) if before.mark == wanted && before.in_doubt => Ok(Step::Write),
        Some(before) if before.mark == wanted => Ok(Step::Nothing),
        Some(before) if seen != Some(before.seq) => Err(Refusal::Meanwhile),
        Some(_) if !has_reason => Err(Refusal::Reason),
        Some(_) => Ok(Step::Correct),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[derive(Debug, Clone)]
    struct Send {
        id: usize,
        wanted: Mark,
        seen: Option<i64>,
        reason: bool,
    }

    fn sends() -> impl Strategy<Value = Vec<Send>> {
        let mark = prop_oneof![Just(Mark::Present), Just(Mark::Absent)];
        prop::collection::vec((mark, prop::option::of(1_i64..8), any::<bool>()), 1..10).prop_map(|all| {
            let send = |(id, (wanted, seen, reason)): (usize, _)| Send { id, wanted, seen, reason };
            all.into_iter().enumerate().map(send).collect()
        })
    }

    /// One hour of one person: every mark ever written, and what each send was told.
    #[derive(Default, Debug, PartialEq)]
    struct Hour {
        written: Vec<Mark>,
        told: HashMap<usize, Result<Step, Refusal>>,
    }

    impl Hour {
        fn stands(&self) -> Option<Stands> {
            let seq = i64::try_from(self.written.len()).unwrap();
            self.written.last().map(|mark| Stands { seq, mark: *mark, in_doubt: false })
        }

        fn take(&mut self, send: &Send) {
            if self.told.contains_key(&send.id) {
                return;
            }
            let told = settle(self.stands(), send.seen, send.wanted, send.reason);
            if matches!(told, Ok(Step::Write | Step::Correct)) {
                self.written.push(send.wanted);
            }
            self.told.insert(send.id, told);
        }
    }

    proptest! {
        /// Sent twice is once, wherever the second one comes.
        #[test]
        fn what_is_sent_again_changes_nothing(sends in sends(), again in prop::collection::vec((0_usize..10, 0_usize..10), 0..8)) {
            let mut once = Hour::default();
            sends.iter().for_each(|send| once.take(send));
            let mut twice = Hour::default();
            for (at, send) in sends.iter().enumerate() {
                twice.take(send);
                for (_, which) in again.iter().filter(|(after, _)| *after == at) {
                    if let Some(old) = sends[..=at].get(*which) {
                        twice.take(old);
                    }
                }
            }
            prop_assert_eq!(once, twice);
        }

        /// No mark is overwritten by somebody who has not seen it, none without a reason, and every send is told what became of it.
        #[test]
        fn nothing_is_lost_silently(sends in sends()) {
            let mut hour = Hour::default();
            for send in &sends {
                let before = hour.stands();
                hour.take(send);
                let told = hour.told[&send.id];
                match told {
                    Ok(Step::Correct) => {
                        prop_assert!(send.reason && send.seen == before.map(|one| one.seq));
                        prop_assert_ne!(before.map(|one| one.mark), Some(send.wanted));
                    }
                    Ok(Step::Write) => prop_assert_eq!(before, None),
                    Ok(Step::Nothing) => prop_assert_eq!(before.map(|one| one.mark), Some(send.wanted)),
                    Err(_) => prop_assert_eq!(before, hour.stands()),
                }
            }
            prop_assert_eq!(hour.told.len(), sends.len());
        }
    }

    #[test]
    fn the_trainers_word_settles_a_doubt_without_a_reason() {
        let before = Stands { seq: 3, mark: Mark::Present, in_doubt: true };
        assert_eq!(settle(Some(before), None, Mark::Present, false), Ok(Step::Write));
        assert_eq!(settle(Some(before), Some(3), Mark::Absent, false), Err(Refusal::Reason));
        assert_eq!(settle(Some(before), Some(2), Mark::Absent, true), Err(Refusal::Meanwhile));
        assert_eq!(settle(Some(before), Some(3), Mark::Absent, true), Ok(Step::Correct));
    }
}
