//! The rule of the queue. Pure: a session, its live reservations in their order, and a day.
//!
//! 1. Whoever applies stands at the end. Nobody ever changes their place.
//! 2. Free seats belong to the first in the queue. If they hold the whole group, it has them.
//! 3. If they do not, they are kept for it, and nobody behind is served, *until* the session's filling day.
//! 4. From the filling day on, seats that the first cannot use go to the next whom they hold; whoever is passed keeps their place.

use super::model::{Reservation, ReservationState, SharedSession};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, ReservationId};
use kunye_kernel::time::{Day, Time};

/// A session with its live reservations.
#[derive(Debug, Clone)]
pub struct Board {
    pub session: SharedSession,
    /// Live ones, by number.
    live: Vec<Reservation>,
    /// The last number given, to whomever.
    last_number: i32,
}

/// Why somebody waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitReason {
    /// Every seat is taken.
    Full,
    /// There are free seats, too few for this group, and it is the first in the queue: they are kept for it.
    TooFew { free: i32 },
    /// Others applied earlier.
    Behind { free: i32 },
}

/// Where a waiting reservation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// 1 is the first.
    pub place: usize,
    /// Seats that those before it wait for.
    pub seats_before: i32,
    pub why: WaitReason,
}

impl Board {
    /// `live` in any order.
    pub fn new(session: SharedSession, mut live: Vec<Reservation>, last_number: i32) -> Self {
        live.retain(|reservation| reservation.state.is_live());
        live.sort_by_key(|reservation| reservation.number);
        Self { session, live, last_number }
    }

    pub fn live(&self) -> &[Reservation] {
        &self.live
    }

    pub fn find(&self, id: &ReservationId) -> Option<&Reservation> {
        self.live.iter().find(|reservation| reservation.id == *id)
    }

    fn waiting(&self) -> impl Iterator<Item = &Reservation> {
        self.live.iter().filter(|reservation| reservation.state == ReservationState::Waiting)
    }

    pub fn taken(&self) -> i32 {
        self.live.iter().filter(|reservation| reservation.state == ReservationState::Seated).map(|one| one.seats).sum()
    }

    pub fn free(&self) -> i32 {
        self.session.seats - self.taken()
    }

    /// Groups in the queue, and the seats they wait for.
    pub fn queue(&self) -> (usize, i32) {
        self.waiting().fold((0, 0), |(groups, seats), one| (groups + 1, seats + one.seats))
    }

    /// Seats that an institution has or waits for.
    pub fn of_institution(&self, institution: &InstitutionId) -> i32 {
        self.live.iter().filter(|one| one.institution_id == *institution).map(|one| one.seats).sum()
    }

    /// Seats that an institution has, those it waits for left out.
    pub fn seated_of(&self, institution: &InstitutionId) -> i32 {
        let seated = |one: &&Reservation| one.institution_id == *institution && one.state == ReservationState::Seated;
        self.live.iter().filter(seated).map(|one| one.seats).sum()
    }

    /// Whether a group may apply.
    pub fn admits(&self, institution: &InstitutionId, seats: i32, today: Day) -> Result<()> {
        let session = &self.session;
        if !session.takes_reservations(today) {
            return Err(Error::conflict("training-session-closed"));
        }
        if seats < 1 {
            return Err(Error::field("seats", "training-seats-none"));
        }
        let (own, most) = (self.of_institution(institution), session.quota.min(session.seats));
        if own.saturating_add(seats) > most {
            let text = if own == 0 { "training-seats-quota" } else { "training-seats-quota-own" };
            return Err(Error::field("seats", text).with("quota", most).with("own", own).with("left", (most - own).max(0)));
        }
        Ok(())
    }

    /// Puts a group that was admitted at the end; `make` is given its number. [`Board::settle`] says whether it has its seats.
    pub fn join(&mut self, make: impl FnOnce(i32) -> Reservation) -> ReservationId {
        self.last_number += 1;
        let joined = make(self.last_number);
        let id = joined.id.clone();
        self.live.push(joined);
        id
    }

    /// Gives free seats to those whose turn it is, and says who got them.
    pub fn settle(&mut self, today: Day, now: Time) -> Vec<Reservation> {
        if !self.session.takes_reservations(today) {
            return Vec::new();
        }
        let may_pass = today >= self.session.fill_from;
        let mut free = self.free();
        let mut seated = Vec::new();
        for one in self.live.iter_mut().filter(|one| one.state == ReservationState::Waiting) {
            if one.seats <= free {
                free -= one.seats;
                one.state = ReservationState::Seated;
                one.seated_at = Some(now);
                seated.push(one.clone());
            } else if !may_pass {
                break;
            }
        }
        seated
    }

    /// Takes a group off the board, and gives it as it was.
    pub fn leave(&mut self, id: &ReservationId) -> Result<Reservation> {
        let at = self.live.iter().position(|one| one.id == *id).ok_or_else(|| Error::conflict("training-reservation-ended"))?;
        Ok(self.live.remove(at))
    }

    /// Makes a group smaller; its place stays.
    pub fn shrink(&mut self, id: &ReservationId, seats: i32) -> Result<Reservation> {
        let one = self.live.iter_mut().find(|one| one.id == *id);
        let one = one.ok_or_else(|| Error::conflict("training-reservation-ended"))?;
        if !(1..one.seats).contains(&seats) {
            return Err(Error::field("seats", "training-seats-fewer").with("seats", one.seats));
        }
        one.seats = seats;
        Ok(one.clone())
    }

    /// Where a waiting group stands; nothing for one that has its seats.
    pub fn standing(&self, id: &ReservationId) -> Option<Standing> {
        let before: Vec<&Reservation> = self.waiting().take_while(|one| one.id != *id).collect();
        let own = self.waiting().nth(before.len())?;
        let free = self.free();
        let why = match (free, before.is_empty()) {
            (0, _) => WaitReason::Full,
            (free, true) if own.seats > free => WaitReason::TooFew { free },
            (free, _) => WaitReason::Behind { free },
        };
        Some(Standing { place: before.len() + 1, seats_before: before.iter().map(|one| one.seats).sum(), why })
    }
}
