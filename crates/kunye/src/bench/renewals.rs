//! Renewals: from the officer's submit until the gateway has taken the text message, on a gateway that takes it at once. A renewal
//! cannot be quicker than its password's hash, so the bare loop is that of hashes.

use super::{Round, hash, per_second};
use crate::demo::{Stage as Reached, Story, Studio};
use crate::terminal::Terminal;
use crate::wiring::workers;
use kunye_core::jobs::Runner;
use kunye_core::requests::carry_out::carry_out;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::{Clock, SystemClock};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Renewals a round.
const EACH: usize = 60;
/// For so many of them to be sent.
const PATIENCE: Duration = Duration::from_secs(120);

/// The sample institution in a folder that is removed at the end.
pub struct Stage<'a> {
    studio: Studio<'a>,
    _folder: TempDir,
}

impl<'a> Stage<'a> {
    pub fn set(terminal: &'a Terminal) -> Result<Self> {
        let folder = tempfile::tempdir().map_err(Error::internal)?;
        let (now, operator) = (SystemClock.now(), Actor::Operator { name: "bench".to_owned() });
        Ok(Self { studio: Studio::open(terminal, folder.path(), operator, now, now)?, _folder: folder })
    }

    fn runner(&self) -> Runner {
        Runner::new(self.studio.world.clone(), kunye_core::handlers(self.studio.terminal.texts.clone()))
    }

    pub fn round(&self, round: u32) -> Result<Round> {
        let waiting = self.prepare(round as usize * EACH)?;
        let running = self.runner().start(workers(0));
        let taken = self.studio.outbox.len();
        let before = hash::bare()?;
        let kunye = per_second(EACH, || {
            for (reference, officer) in &waiting {
                carry_out(&self.studio.world, officer, reference, true)?;
            }
            let end = Instant::now() + PATIENCE;
            while self.studio.outbox.len() < taken + EACH {
                if Instant::now() > end {
                    return Err(Error::internal("the messages were not sent in time"));
                }
                std::thread::sleep(Duration::from_millis(1));
            }
            Ok(())
        })?;
        running.stop();
        // On both sides, because a machine that is shared does not keep its pace.
        Ok(Round { kunye, bare: Some(before.midpoint(hash::bare()?)) })
    }

    /// Requests that wait for nothing but the officer's submit: reference and officer of each.
    fn prepare(&self, first: usize) -> Result<Vec<(String, Actor)>> {
        let runner = self.runner();
        let institution = &self.studio.institution;
        let holds_duty =
            |at: &usize| institution.people[*at].heads_unit || institution.duties.iter().any(|duty| duty.person == *at);
        let people = (0..institution.people.len()).filter(|at| !holds_duty(at)).skip(first).take(EACH);
        people
            .map(|person| {
                let story = Story { studio: &self.studio, runner: &runner, person, number: person };
                Ok((story.play(Reached::Filed)?, story.officer()?))
            })
            .collect()
    }
}
