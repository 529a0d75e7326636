//! Where reservations come in. A node has one desk, and the desk one clerk: whoever comes while the clerk is busy stands in line, and
//! the whole line is decided in one transaction, one after the other in the order of arrival. So a rush costs one commit and not hundreds, and
//! what is decided is what each alone would have been told at that moment. Desks of several nodes meet in the database, whose
//! serialisable transactions put them in one order.

use super::model::ReservationState;
use super::place::place;
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ReservationId, SessionId};
use std::sync::mpsc::{Receiver, SendError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

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

/// Cheap to clone: clones are the same desk. Its clerk is a thread that comes with the first application, and goes with the last clone.
#[derive(Clone)]
pub struct Desk {
    world: World,
    line: Arc<Mutex<Option<Sender<Waiting>>>>,
}

struct Waiting {
    application: Application,
    tell: Sender<Result<Placed>>,
}

impl Desk {
    pub fn new(world: World) -> Self {
        Self { world, line: Arc::default() }
    }

    /// Asks for seats, and waits for the decision: the seats, a place in the queue, or why not.
    pub fn reserve(&self, application: Application) -> Result<Placed> {
        let (tell, told) = channel();
        self.join(Waiting { application, tell })?;
        told.recv().unwrap_or_else(|_| Err(no_answer()))
    }

    fn join(&self, waiting: Waiting) -> Result<()> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = match &*line {
            None => waiting,
            Some(line) => match line.send(waiting) {
                Ok(()) => return Ok(()),
                // A clerk whose thread has ended by panic has a successor.
                Err(SendError(waiting)) => waiting,
            },
        };
        let (join, joined) = channel();
        let clerk = Clerk { world: self.world.clone(), line: joined };
        std::thread::Builder::new().name("reservations".into()).spawn(move || clerk.work()).map_err(Error::internal)?;
        join.send(waiting).map_err(|_| no_answer())?;
        *line = Some(join);
        Ok(())
    }
}

/// Decides, for as long as there is a desk.
struct Clerk {
    world: World,
    line: Receiver<Waiting>,
}

impl Clerk {
    fn work(self) {
        while let Ok(first) = self.line.recv() {
            // Those who were just told come again, if it is a rush, and one transaction for all is the quickest.
            std::thread::yield_now();
            let others = self.line.try_iter().take(MOST - 1);
            let (batch, tells): (Vec<_>, Vec<_>) =
                std::iter::once(first).chain(others).map(|one| (one.application, one.tell)).unzip();
            for (tell, answer) in tells.into_iter().zip(self.decide(&batch)) {
                // What was decided stays, though nobody may be there any more to hear it.
                let _ = tell.send(answer);
            }
        }
    }

    fn decide(&self, batch: &[Application]) -> Vec<Result<Placed>> {
        match self.write(batch) {
            Ok(answers) => answers,
            // What broke the line may have been one of them: each is tried alone.
            Err(_) if batch.len() > 1 => batch.iter().map(|one| self.alone(one)).collect(),
            Err(error) => vec![Err(error)],
        }
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
