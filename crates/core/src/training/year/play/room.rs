//! What happens in the rooms: the trainings of a day, marked hour by hour, and the certificates of those that are over.

use super::Play;
use crate::training::attendance::{self, Taken};
use crate::training::certificates;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::id::SessionId;
use kunye_kernel::time::{Day, MINUTE, Time};
use std::collections::BTreeSet;

impl Play<'_> {
    /// The trainings of a day, hour by hour, whichever is earlier first.
    pub(super) fn hold(&mut self, today: Day) -> Result<()> {
        let of_today = self.sessions.iter().filter(|(_, held)| held.days.contains(&today));
        let mut keys: Vec<(String, SessionId, String)> =
            of_today.map(|(key, held)| (key.clone(), held.id.clone(), held.reference.clone())).collect();
        keys.sort();
        let mut hours: Vec<(Time, String, String, i32, Actor)> = Vec::new();
        for (key, id, reference) in keys {
            let Some(trainer) = self.trainer_of(&id)? else { continue };
            let sheet = self.world.db.read(|conn| attendance::sheet(conn, &trainer, &reference, today));
            let sheet = match sheet {
                // Called off.
                Err(error) if error.kind == Kind::NotFound => continue,
                sheet => sheet?,
            };
            let plan = (1_i32..).zip(&sheet.plan).filter(|(_, (slot, _))| slot.day == today);
            hours.extend(plan.map(|(hour, (_, begins))| (*begins, key.clone(), reference.clone(), hour, trainer.clone())));
        }
        hours.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        for (begins, key, reference, hour, trainer) in hours {
            self.until(begins.plus(5 * MINUTE));
            self.list(&key, &reference, hour, &trainer)?;
        }
        Ok(())
    }

    pub(super) fn trainer_of(&self, session: &SessionId) -> Result<Option<Actor>> {
        let trainer = self.world.db.read(|conn| attendance::trainer_of_session(conn, session))?;
        Ok(trainer.and_then(|person| self.stage.trainers.iter().find(|one| one.person() == Some(&person.id)).cloned()))
    }

    /// A list of an hour; where somebody was marked wrongly, once more.
    pub(super) fn list(&mut self, key: &str, reference: &str, hour: i32, trainer: &Actor) -> Result<()> {
        let today = self.today();
        let sheet = self.world.db.read(|conn| attendance::sheet(conn, trainer, reference, today))?;
        let (mut present, mut first) = (BTreeSet::new(), BTreeSet::new());
        let slips = self.slips.get(&(key.to_owned(), hour));
        for one in &sheet.people {
            let participant = &one.row.participant;
            let absent = self.absent.get(&(key.to_owned(), participant.person_id.clone()));
            let is_present = !absent.is_some_and(|hours| hours.hold(hour));
            let slipped = slips.is_some_and(|slips| slips.contains(&participant.person_id));
            if is_present {
                present.insert(participant.id.clone());
            }
            if is_present != slipped {
                first.insert(participant.id.clone());
            }
        }
        let mut lists = vec![(first, String::new())];
        if lists.iter().any(|(first, _)| *first != present) {
            lists.push((present, "Yanlış işaretlenmişti.".to_owned()));
        }
        for (present, reason) in lists {
            let taken = Taken { session: reference.to_owned(), hour, present, reason, seen: None, paper: None };
            let answer = attendance::take(self.world, trainer, &taken);
            if let Some(done) = self.judge(answer)? {
                self.told.lists += 1;
                self.told.corrected += done.corrected;
            }
        }
        Ok(())
    }

    /// Certificates of what ended yesterday.
    pub(super) fn certify(&mut self, today: Day) -> Result<()> {
        let ended = self.sessions.values().filter(|held| held.ends_on.plus_days(1) == today);
        let mut references: Vec<String> = ended.map(|held| held.reference.clone()).collect();
        references.sort();
        for reference in references {
            let answer = certificates::order(self.world, &self.stage.planner, &reference);
            self.judge(answer)?;
        }
        self.work()
    }
}
