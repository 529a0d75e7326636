//! Keeps the image true: a thread that asks, a few times a second, what changed.

use super::Image;
use crate::view::Who;
use kunye_core::db::Reader;
use kunye_core::directory::{self, Change, Since};
use kunye_core::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::AccountId;
use kunye_kernel::time::{Day, Time};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::thread::JoinHandle;
use std::time::Duration;

/// How old an answer to a search can be.
pub const ROUND: Duration = Duration::from_millis(250);

/// The image as everybody shares it.
#[derive(Clone, Default)]
pub struct Shared(Arc<RwLock<Image>>);

impl Shared {
    pub fn look(&self) -> RwLockReadGuard<'_, Image> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Draws one account at once, where waiting for the next round would show somebody what was a moment ago.
    pub fn draw_account(&self, world: &World, id: &AccountId) -> Result<()> {
        let cards = world.db.read(|conn| directory::of(conn, std::slice::from_ref(id), world))?;
        self.change(|image| image.put(&cards));
        Ok(())
    }

    /// The same for a machine that the image does not know yet.
    pub fn draw_offices(&self, world: &World, who: &Who) -> Result<()> {
        match who {
            Who::Machine(name) if self.look().machine(name).is_none() => {}
            _ => return Ok(()),
        }
        let offices = world.db.read(directory::offices)?;
        self.change(|image| image.put_offices(offices));
        Ok(())
    }

    fn change(&self, f: impl FnOnce(&mut Image)) {
        f(&mut self.0.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The thread. Dropping it ends it.
pub struct Keeper {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Draws the image, which takes some seconds for a hundred thousand people, and keeps it from then on.
    pub fn start(world: World) -> Result<(Self, Shared)> {
        let shared = Shared::default();
        let mut work = Work { reader: world.db.reader(), world, shared: shared.clone(), since: None, drawn: None };
        work.draw()?;
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new()
            .name("directory".into())
            .spawn(move || work.go_on(&stopped))
            .map_err(kunye_kernel::error::Error::internal)?;
        Ok((Self { stop: Some(stop), thread: Some(thread) }, shared))
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.stop.take());
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the thread that keeps the directory ended by panic");
        }
    }
}

struct Work {
    world: World,
    reader: Reader,
    shared: Shared,
    /// Up to where changes were read, and when.
    since: Option<(Since, Time)>,
    /// The day the whole image was drawn: posts begin and end by date, without a change in the database.
    drawn: Option<Day>,
}

impl Work {
    fn go_on(&mut self, stopped: &Receiver<()>) {
        while stopped.recv_timeout(ROUND) == Err(RecvTimeoutError::Timeout) {
            if let Err(error) = self.round() {
                tracing::warn!(%error, "the directory could not be kept current");
            }
        }
    }

    fn round(&mut self) -> Result<()> {
        let now = self.world.now();
        match self.since {
            Some((since, at)) if self.drawn == Some(now.day()) && now.since(at) < directory::KEPT / 2 => {
                let (changes, next) = self.reader.glance(|conn| directory::changes(conn, since))?;
                if changes.contains(&Change::Host) {
                    return self.draw();
                }
                self.redraw(changes.into_iter().collect())?;
                self.since = Some((next, now));
                Ok(())
            }
            _ => self.draw(),
        }
    }

    /// Draws everything, in place: what is there already stays to be found meanwhile.
    fn draw(&mut self) -> Result<()> {
        let now = self.world.now();
        let since = self.reader.glance(Since::now)?;
        let (units, offices) = self.world.db.read(|conn| Ok((directory::units(conn)?, directory::offices(conn)?)))?;
        self.shared.change(|image| {
            image.put_units(units);
            image.put_offices(offices);
        });
        directory::all(&self.world, |cards| self.shared.change(|image| image.put(&cards)))?;
        tracing::info!(people = self.shared.look().people().len(), "the directory was drawn");
        self.since = Some((since, now));
        self.drawn = Some(now.day());
        Ok(())
    }

    fn redraw(&self, changes: Vec<Change>) -> Result<()> {
        if changes.iter().any(|change| matches!(change, Change::Unit(_))) {
            let units = self.world.db.read(directory::units)?;
            self.shared.change(|image| image.put_units(units));
        }
        if changes.contains(&Change::Offices) {
            let offices = self.world.db.read(directory::offices)?;
            self.shared.change(|image| image.put_offices(offices));
        }
        let accounts: Vec<AccountId> = changes
            .into_iter()
            .filter_map(|change| match change {
                Change::Account(account) => Some(account),
                _ => None,
            })
            .collect();
        for some in accounts.chunks(1_000) {
            let cards = self.world.db.read(|conn| directory::of(conn, some, &self.world))?;
            self.shared.change(|image| image.put(&cards));
        }
        Ok(())
    }
}
