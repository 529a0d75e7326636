//! What the planner does: announces, plans, finds somebody else, calls off.

use super::{Held, Play};
use crate::db::Conn;
use crate::training::attendance;
use crate::training::onsite::{self, Assignment, RequestState};
use crate::training::planning::HOURS_A_DAY;
use crate::training::shared::{self, NewSession, SessionState};
use crate::training::trainers::{self, AbsenceKind, Away};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::SiteId;
use kunye_kernel::time::Day;
use std::collections::BTreeSet;

impl Play<'_> {
    pub(super) fn announce(&mut self, key: &str, course: &str, starts_on: Day, seats: i32, trainer: usize) -> Result<()> {
        let course = self.course(course)?;
        let announce = |site: &SiteId| {
            let new = NewSession {
                programme: self.stage.programme.clone(),
                course: course.clone(),
                site: site.clone(),
                starts_on,
                starts_minute: 9 * 60 + 30,
                hours_a_day: HOURS_A_DAY,
                seats: Some(seats),
                accepted: true,
            };
            shared::announce(self.world, &self.stage.planner, &new)
        };
        let taken = |error: &Error| error.fields().iter().any(|one| one.text == "training-room-taken");
        let mut answers = self.stage.sites.iter().map(announce);
        let free = answers.find(|answer| !answer.as_ref().is_err_and(taken));
        let answer = free.unwrap_or_else(|| Err(Error::conflict("training-room-taken")));
        drop(answers);
        let Some(session) = self.judge(answer)? else { return Ok(()) };
        let answer = attendance::assign(self.world, &self.stage.planner, &session.reference, self.trainer(trainer)?, true);
        if self.judge(answer)?.is_none() {
            self.somebody_else(&session.reference)?;
        }
        self.note(key, &session.reference)
    }

    /// The first trainer who is free. Whether there was one.
    pub(super) fn somebody_else(&self, reference: &str) -> Result<bool> {
        for trainer in self.stage.trainers.iter().filter_map(Actor::person) {
            match attendance::assign(self.world, &self.stage.planner, reference, trainer, true) {
                Ok(()) => return Ok(true),
                Err(error) if matches!(error.kind, Kind::Conflict | Kind::Invalid(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }

    /// Takes down when a session is held.
    pub(super) fn note(&mut self, key: &str, reference: &str) -> Result<()> {
        let read = |conn: &mut Conn| {
            let session = shared::by_reference(conn, reference)?.ok_or_else(Error::not_found)?;
            let days = shared::days_of(conn, &session.id)?.iter().map(|one| one.day).collect();
            let (on_site, reference) = (session.is_on_site(), session.reference);
            Ok(Held { id: session.id, reference, days, ends_on: session.ends_on, on_site })
        };
        let held = self.world.db.read(read)?;
        self.sessions.insert(key.to_owned(), held);
        Ok(())
    }

    /// The best schedule that can be planned, by the planner's own list.
    pub(super) fn plan(&mut self, key: &str) -> Result<()> {
        let Some((_, reference)) = self.requests.get(key).cloned() else { return self.moot() };
        let today = self.today();
        let (request, best) = self.world.db.read(|conn| {
            let request = onsite::one_for_planner(conn, &self.stage.planner, &reference, today)?.row.request;
            let options = onsite::planning(conn, &request, today, 10 * 60, HOURS_A_DAY)?.options;
            Ok((request, options.into_iter().find(|one| one.is_possible())))
        })?;
        if !matches!(request.state, RequestState::Sent | RequestState::Planned) {
            return self.moot();
        }
        let first = best.as_ref().and_then(|best| best.days.first()).map(|day| day.day);
        let (Some(best), Some(starts_on)) = (best, first) else {
            return match request.state {
                RequestState::Planned => self.call_off(key, "Uygun eğitmen bulunamadı."),
                _ => {
                    let refused = onsite::refuse(self.world, &self.stage.planner, &reference, "Uygun eğitmen bulunamadı.");
                    self.judge(refused).map(drop)
                }
            };
        };
        let plan = Assignment {
            reference: reference.clone(),
            trainer: best.trainer,
            starts_on,
            starts_minute: 10 * 60,
            hours_a_day: HOURS_A_DAY,
            plans: request.plans,
            accepted: true,
        };
        let answer = onsite::assign(self.world, &self.stage.planner, &plan);
        match self.judge(answer)? {
            Some(_) => self.note(key, &reference),
            None => Ok(()),
        }
    }

    pub(super) fn call_off(&mut self, session: &str, reason: &str) -> Result<()> {
        let Some(held) = self.sessions.get(session) else { return self.moot() };
        let answer = shared::call_off(self.world, &self.stage.planner, &held.id, reason);
        if self.judge(answer)?.is_some() {
            self.told.called_off += 1;
        }
        Ok(())
    }

    /// A trainer is ill: what they would have trained is given to others, or called off.
    pub(super) fn sick(&mut self, trainer: usize, days: i32) -> Result<()> {
        let today = self.today();
        let person = self.trainer(trainer)?.clone();
        let away = Away { person: person.clone(), from: today, until: today.plus_days(days - 1), kind: AbsenceKind::Leave };
        let answer = trainers::away(self.world, &self.stage.planner, &away);
        let hit: BTreeSet<String> = self.judge(answer)?.unwrap_or_default().into_iter().collect();
        for reference in hit {
            let found = self.sessions.iter().find(|(_, held)| held.reference == reference);
            let Some((key, on_site)) = found.map(|(key, held)| (key.clone(), held.on_site)) else { continue };
            match on_site {
                true => self.plan(&key)?,
                false => drop(self.somebody_else(&reference)?),
            }
            let read = |conn: &mut Conn| {
                let session = shared::by_reference(conn, &reference)?.ok_or_else(Error::not_found)?;
                let trainer = attendance::trainer_of_session(conn, &session.id)?;
                let on_days = shared::days_of(conn, &session.id)?.iter().any(|one| one.day >= today && one.day <= away.until);
                Ok((session.state, trainer.is_some_and(|one| one.id == person) && on_days))
            };
            match self.world.db.read(read)? {
                (SessionState::Open, true) => self.call_off(&key, "Eğitmen hastalandı.")?,
                (SessionState::Open, false) => self.told.taken_over += 1,
                _ => {}
            }
        }
        Ok(())
    }
}
