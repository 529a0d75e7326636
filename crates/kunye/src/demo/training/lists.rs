//! What the days since the programme was laid have brought: lists taken, certificates ordered, what people say.

use super::{Programme, actor_of};
use crate::demo::prepare::Studio;
use kunye_core::training::attendance::{self, Taken, TrainerDay};
use kunye_core::training::certificates;
use kunye_core::training::shared::{SessionState, new_day};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::PersonId;

impl Programme<'_> {
    /// What the days since then have brought.
    pub fn catch_up(&self) -> Result<()> {
        let Studio { world, .. } = self.studio;
        new_day(world)?;
        let left_early = self.person(self.staff.first().ok_or_else(Error::not_found)?)?;
        for party in &self.trainers {
            let trainer = actor_of(self.person(party)?);
            let days = world.db.read(|conn| attendance::days(conn, &trainer, world.today()))?;
            self.take_lists(&trainer, &left_early, days)?;
        }
        self.judge()?;
        self.ask()?;
        self.pass_on()?;
        self.plans()?;
        // All have answered: there is nothing to wait for.
        new_day(world)
    }

    fn take_lists(&self, trainer: &Actor, left_early: &PersonId, days: Vec<TrainerDay>) -> Result<()> {
        let (world, actor) = (&self.studio.world, &self.planner()?);
        for row in days.into_iter().map(|day| day.row).filter(|row| row.session.state == SessionState::Held) {
            let reference = row.session.reference;
            let sheet = world.db.read(|conn| attendance::sheet(conn, trainer, &reference, world.today()))?;
            for hour in 1..=row.session.hours {
                let is_there = |id: &PersonId| hour < row.session.hours || id != left_early;
                let there = sheet.people.iter().map(|one| &one.row.participant).filter(|one| is_there(&one.person_id));
                let present = there.map(|one| one.id.clone()).collect();
                attendance::take(
                    world,
                    trainer,
                    &Taken { session: reference.clone(), hour, present, reason: String::new(), seen: None, paper: None },
                )?;
            }
            certificates::order(world, actor, &reference)?;
        }
        Ok(())
    }
}
