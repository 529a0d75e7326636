//! Where reservations come in. A node has one desk: whoever comes while the desk is busy stands in line, and the whole line is
//! decided in one transaction, one after the other in the order of arrival. So a rush costs one commit and not hundreds, and
//! what is decided is what each alone would have been told at that moment. Desks of several nodes meet in the database, whose
//! serialisable transactions put them in one order.

use super::model::ReservationState;
use super::place::place;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ReservationId, SessionId};
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// A coordinator asks for seats for a group.
#[derive(Debug, Clone)]
pub struct Application {
    pub actor: Actor,
    pub session: SessionId,
    pub seats: i32,
    /// Of the form: sent twice is sent once.
    pub key: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub reservation: ReservationId,
    /// The order of application in the session.
    pub number: i32,
    pub state: ReservationState,
    /// The place in the queue, for whoever waits.
    pub place: Option<usize>,
}

/// So many are decided in one transaction at most: a few milliseconds of work.
const MOST: usize = 256;

/// Cheap to clone: clones are the same desk.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    world: World,
    line: Mutex<Line>,
    answered: Condvar,
}

#[derive(Default)]
struct Line {
    next: u64,
    waiting: Vec<(u64, Application)>,
    answers: HashMap<u64, Result<Placed>>,
    /// Whether somebody is deciding.
    busy: bool,
}

impl Desk {
    pub fn new(world: World) -> Self {
        Self(Arc::new(Inner { world, line: Mutex::default(), answered: Condvar::new() }))
    }

    /// Asks for seats, and waits for the decision: the seats, a place in the queue, or why not.
    pub fn reserve(&self, application: Application) -> Result<Placed> {
        let mut line = self.0.lock();
        let ticket = line.next;
        line.next += 1;
        line.waiting.push((ticket, application));
        loop {
            if let Some(answer) = line.answers.remove(&ticket) {
                return answer;
            }
            if line.busy {
                line = self.0.answered.wait(line).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            line.busy = true;
            let most = line.waiting.len().min(MOST);
            let batch: Vec<(u64, Application)> = line.waiting.drain(..most).collect();
            drop(line);
            self.0.decide(batch);
            line = self.0.lock();
        }
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn decide(&self, batch: Vec<(u64, Application)>) {
        let (tickets, batch): (Vec<u64>, Vec<Application>) = batch.into_iter().unzip();
        let mut turn = Turn { inner: self, open: tickets.clone() };
        let answers = match self.write(&batch) {
            Ok(answers) => answers,
            // What broke the line may have been one of them: each is tried alone.
            Err(_) if batch.len() > 1 => batch.iter().map(|one| self.alone(one)).collect(),
            Err(error) => vec![Err(error)],
        };
        let mut line = self.lock();
        line.answers.extend(tickets.into_iter().zip(answers));
        turn.open.clear();
    }

    fn write(&self, batch: &[Application]) -> Result<Vec<Result<Placed>>> {
        let (now, today) = (self.world.now(), self.world.today());
        self.world.db.write(|tx| place(tx, &self.world, batch, now, today))
    }

    fn alone(&self, application: &Application) -> Result<Placed> {
        let answers = self.write(std::slice::from_ref(application))?;
        answers.into_iter().next().unwrap_or_else(|| Err(no_answer()))
    }
}

fn no_answer() -> Error {
    Error::internal("an application was not answered")
}

/// Gives the desk free again, whatever happened: nobody waits for ever for somebody whose thread has ended.
struct Turn<'a> {
    inner: &'a Inner,
    open: Vec<u64>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut line = self.inner.lock();
        line.busy = false;
        line.answers.extend(self.open.drain(..).map(|ticket| (ticket, Err(no_answer()))));
        self.inner.answered.notify_all();
    }
}
