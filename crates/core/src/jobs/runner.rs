//! The workers of a node.

use super::{Job, JobState, LEASE, claim, finish, is_any_due, put_back};
use crate::world::World;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::{HOUR, SECOND, Time};
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// What a handler says when it returns without an error.
pub enum Outcome {
    /// The handler's own transaction has ended the job ([`super::finish`]).
    Finished,
    /// Nothing to do any more; the runner ends the job.
    Done,
    /// Not now: the world was not ready. Does not count as a failure.
    Again(Time),
}

type Handler = Box<dyn Fn(&World, &Job) -> Result<Outcome> + Send + Sync>;

/// Which code carries out which kind of job.
#[derive(Default)]
pub struct Handlers(HashMap<&'static str, Handler>);

impl Handlers {
    pub fn on(mut self, kind: &'static str, handler: impl Fn(&World, &Job) -> Result<Outcome> + Send + Sync + 'static) -> Self {
        self.0.insert(kind, Box::new(handler));
        self
    }
}

/// Wakes sleeping workers.
#[derive(Clone, Default)]
pub struct Bell(Arc<(Mutex<u64>, Condvar)>);

impl Bell {
    /// Says that there is something to do, to one worker: whoever finds a job rings for the next.
    pub fn ring(&self) {
        *self.rung() += 1;
        self.0.1.notify_one();
    }

    fn ring_for_all(&self) {
        *self.rung() += 1;
        self.0.1.notify_all();
    }

    fn rung(&self) -> MutexGuard<'_, u64> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self) -> u64 {
        *self.rung()
    }

    /// Sleeps until the bell rings past `seen`, or the time is up.
    fn wait(&self, seen: u64, most: Duration) {
        let rung = self.rung();
        drop(self.0.1.wait_timeout_while(rung, most, |rung| *rung == seen).unwrap_or_else(PoisonError::into_inner));
    }
}

/// Failures after which a job is given up and shown to the operator. With the pauses below, about three days.
const MOST_ATTEMPTS: i32 = 40;
/// How often an idle worker looks for jobs that other nodes have left or a clock has made due.
const IDLE: Duration = Duration::from_millis(1_000);

/// Carries out jobs.
pub struct Runner {
    world: World,
    handlers: Arc<Handlers>,
    name: String,
    /// Claimed together with a job that a worker is at, for whichever worker is free next; when that was.
    ahead: Mutex<VecDeque<(Time, Job)>>,
}

impl Runner {
    pub fn new(world: World, handlers: Handlers) -> Self {
        let name = kunye_kernel::id::ulid(world.now(), &*world.entropy);
        Self { world, handlers: Arc::new(handlers), name, ahead: Mutex::default() }
    }

    /// Carries out what is due, one after the other, until nothing is. For tests and the command line.
    pub fn run_due(&self) -> Result<usize> {
        let mut done = 0;
        loop {
            let jobs = self.claim(16)?;
            if jobs.is_empty() {
                return Ok(done);
            }
            for job in &jobs {
                self.carry_out(job)?;
                done += 1;
            }
        }
    }

    /// Starts workers that go on until the returned [`Workers`] is dropped or stopped.
    pub fn start(self, threads: usize) -> Workers {
        let stop = Arc::new(AtomicBool::new(false));
        let runner = Arc::new(self);
        let threads = threads.max(1);
        let handles = (0..threads)
            .map(|_| {
                let (runner, stop) = (runner.clone(), stop.clone());
                std::thread::spawn(move || runner.work(&stop, threads))
            })
            .collect();
        Workers { stop, runner, handles }
    }

    fn work(&self, stop: &AtomicBool, workers: usize) {
        while !stop.load(Ordering::SeqCst) {
            let seen = self.world.bell.count();
            let job = self.next(workers).unwrap_or_else(|error| {
                tracing::warn!(%error, "jobs cannot be claimed");
                None
            });
            let Some(job) = job else {
                self.world.bell.wait(seen, IDLE);
                continue;
            };
            self.world.bell.ring();
            if let Err(error) = self.carry_out(&job) {
                tracing::warn!(job = %job.id, kind = job.kind, %error, "a job's end could not be stored; its lease will run out");
            }
        }
    }

    /// A job for one worker. Claiming is a transaction, so it claims as many as there are workers: none of them waits longer than for
    /// the job that a worker is at.
    fn next(&self, workers: usize) -> Result<Option<Job>> {
        let now = self.world.now();
        // What waited long behind a slow job is left to its lease.
        let fresh = |(claimed, job): (Time, Job)| (now.since(claimed) < LEASE / 2).then_some(job);
        loop {
            let ahead = self.ahead().pop_front();
            match ahead.map(fresh) {
                Some(None) => {}
                Some(job) => return Ok(job),
                None => break,
            }
        }
        let mut claimed = self.claim(i64::try_from(workers).unwrap_or(i64::MAX))?.into_iter();
        let first = claimed.next();
        self.ahead().extend(claimed.map(|job| (now, job)));
        Ok(first)
    }

    fn ahead(&self) -> MutexGuard<'_, VecDeque<(Time, Job)>> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves to others what nobody here has begun.
    fn give_back(&self) -> Result<()> {
        let left: Vec<Job> = self.ahead().drain(..).map(|(_, job)| job).collect();
        if left.is_empty() {
            return Ok(());
        }
        let now = self.world.now();
        self.world.db.write(|tx| left.iter().try_for_each(|job| put_back(tx, job, now, None, JobState::Ready)))
    }

    fn claim(&self, most: i64) -> Result<Vec<Job>> {
        let now = self.world.now();
        // A look takes no turn from those who write.
        if !self.world.db.read(|conn| is_any_due(conn, now))? {
            return Ok(Vec::new());
        }
        // A lease that is lost with the machine's power is one that nobody works under.
        self.world.db.write_lightly(|tx| claim(tx, &self.name, most, now))
    }

    fn carry_out(&self, job: &Job) -> Result<()> {
        let answer = match self.handlers.0.get(job.kind.as_str()) {
            Some(handler) => handler(&self.world, job),
            None => Err(Error::internal(format!("no handler for jobs of kind {}", job.kind))),
        };
        let now = self.world.now();
        let (run_at, error, state) = match answer {
            Ok(Outcome::Finished) => return Ok(()),
            Ok(Outcome::Done) => return self.world.db.write(|tx| finish(tx, job)).map(|_| ()),
            Ok(Outcome::Again(at)) => (at, None, JobState::Ready),
            Err(error) => {
                let state = if job.attempts >= MOST_ATTEMPTS { JobState::Dead } else { JobState::Ready };
                tracing::warn!(job = %job.id, kind = job.kind, attempts = job.attempts, %error, "a job failed");
                (now.plus(pause(job.attempts)), Some(error.to_string()), state)
            }
        };
        self.world.db.write(|tx| put_back(tx, job, run_at, error.clone(), state))
    }
}

/// Doubles from one second to two hours.
fn pause(attempts: i32) -> i64 {
    (SECOND << attempts.clamp(1, 13).saturating_sub(1)).min(2 * HOUR)
}

/// Running workers; stopping waits for the jobs at hand.
pub struct Workers {
    stop: Arc<AtomicBool>,
    runner: Arc<Runner>,
    handles: Vec<JoinHandle<()>>,
}

impl Workers {
    pub fn stop(self) {}
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        self.runner.world.bell.ring_for_all();
        for handle in self.handles.drain(..) {
            if handle.join().is_err() {
                tracing::error!("a worker ended by panic");
            }
        }
        if let Err(error) = self.runner.give_back() {
            tracing::warn!(%error, "jobs that were not begun could not be given back; their lease will run out");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::enqueue;
    use crate::testing::TestWorld;
    use kunye_kernel::time::MINUTE;

    #[test]
    fn what_was_claimed_ahead_is_worked_on_once_or_given_back() {
        let world = TestWorld::new();
        let node = || Runner::new(world.world.clone(), Handlers::default());
        let now = world.now();
        for (ago, subject) in [(3, "a"), (2, "b"), (1, "c")] {
            world.db.write(|tx| enqueue(tx, &*world.entropy, "test", subject, now.plus(-ago), now)).unwrap();
        }
        let (one, other) = (node(), node());
        let subject = |runner: &Runner| runner.next(3).unwrap().map(|job| job.subject);

        assert_eq!(subject(&one).as_deref(), Some("a"));
        assert_eq!(subject(&other), None, "the first node has them all");
        assert_eq!(subject(&one).as_deref(), Some("b"));
        one.give_back().unwrap();
        assert_eq!(subject(&other).as_deref(), Some("c"), "what nobody had begun");

        world.clock.advance(10 * MINUTE);
        assert_eq!(subject(&one).as_deref(), Some("a"), "the leases have run out");
        world.clock.advance(2 * MINUTE);
        assert_eq!(one.ahead().len(), 2);
        assert_eq!(subject(&one), None, "too old to be begun, and not yet anybody's again");
        world.clock.advance(MINUTE);
        assert_eq!(subject(&other).as_deref(), Some("a"));
    }
}
