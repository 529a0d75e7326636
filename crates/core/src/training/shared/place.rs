//! Decides on a line of applications, in its order: what is needed is read once for all, each is decided on what those before it
//! have left, and all is written together.

use super::board::Board;
use super::desk::{Application, Placed};
use super::model::{Reservation, ReservationState};
use super::store;
use crate::audit::{self, Entry};
use crate::db::{Conn, plan_anew};
use crate::register::duties::training::{CoordinatorOf, coordinator_of, coordinators};
use crate::training::ledger::{Accounts, EntryKind, Post};
use crate::training::programme::Way;
use crate::training::users::{self, Decision};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{InstitutionId, PersonId, ProgrammeId, ReservationId, SessionId};
use kunye_kernel::time::{Day, Time};
use serde_json::json;
use std::collections::HashMap;

/// What decisions are made on, and what they change.
struct Table<'a> {
    world: &'a World,
    now: Time,
    today: Day,
    coordinators: HashMap<PersonId, CoordinatorOf>,
    boards: HashMap<SessionId, Board>,
    accounts: HashMap<ProgrammeId, Accounts>,
    decisions: HashMap<ProgrammeId, HashMap<InstitutionId, Decision>>,
    /// By the key of their forms: those of before and those of this line.
    known: HashMap<String, Reservation>,
    new: Vec<Reservation>,
    /// Of before this line, and seated in it.
    moved: Vec<Reservation>,
    acts: Vec<(usize, ReservationId)>,
}

/// The answers, in the order of the applications. An error of the whole is one of the database.
pub(super) fn place(tx: &mut Conn, world: &World, line: &[Application], now: Time, today: Day) -> Result<Vec<Result<Placed>>> {
    let mut table = Table::load(tx, world, line, now, today)?;
    let mut answers = Vec::with_capacity(line.len());
    for (at, application) in line.iter().enumerate() {
        let answer = match table.coordinator(&application.actor) {
            Some(proof) => table.decide(at, application, &proof),
            // Told apart here, where one more question does not matter: no coordinator, or no second factor.
            None => coordinator_of(tx, &application.actor, today)
                .and_then(|_| Err(Error::forbidden("error-register-not-coordinator"))),
        };
        answers.push(answer);
    }
    table.save(tx, line)?;
    Ok(answers)
}

impl<'a> Table<'a> {
    fn load(tx: &mut Conn, world: &'a World, line: &[Application], now: Time, today: Day) -> Result<Self> {
        plan_anew(tx)?;
        let actors: Vec<&Actor> = line.iter().map(|application| &application.actor).collect();
        let coordinators = coordinators(tx, &actors, today)?;
        let mut institutions: Vec<InstitutionId> = coordinators.values().map(|proof| proof.institution().clone()).collect();
        institutions.sort();
        institutions.dedup();
        let mut sessions: Vec<&SessionId> = line.iter().map(|application| &application.session).collect();
        sessions.sort();
        sessions.dedup();
        let boards = store::boards(tx, &sessions)?;
        let mut programmes: Vec<ProgrammeId> = boards.values().map(|board| board.session.programme_id.clone()).collect();
        programmes.sort();
        programmes.dedup();
        let (mut accounts, mut decisions) = (HashMap::new(), HashMap::new());
        for programme in programmes {
            decisions.insert(programme.clone(), users::latest_decisions(tx, &programme, Some(&institutions))?);
            accounts.insert(programme.clone(), Accounts::load(tx, &programme, &institutions)?);
        }
        let keys: Vec<&str> = line.iter().map(|application| application.key.as_str()).collect();
        let known = store::by_keys(tx, &keys)?;
        let (new, moved, acts) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { world, now, today, coordinators, boards, accounts, decisions, known, new, moved, acts })
    }

    fn coordinator(&self, actor: &Actor) -> Option<CoordinatorOf> {
        let person = actor.person().filter(|_| actor.has_second_factor())?;
        self.coordinators.get(person).cloned()
    }

    /// One application. Whatever is refused leaves the table as it was.
    fn decide(&mut self, at: usize, application: &Application, proof: &CoordinatorOf) -> Result<Placed> {
        let institution = proof.institution();
        if let Some(known) = self.known.get(&application.key) {
            let same = known.institution_id == *institution && known.session_id == application.session;
            // As it is now: seated since, perhaps.
            let now = self.boards.get(&known.session_id).and_then(|board| board.find(&known.id)).unwrap_or(known);
            return if same { Ok(self.placed(now)) } else { Err(Error::conflict("error-try-again")) };
        }
        let board = self.boards.get_mut(&application.session).ok_or_else(Error::not_found)?;
        let programme = &board.session.programme_id;
        // A class is for the institutions whose tier is trained in shared classes (B4).
        match self.decisions.get(programme).and_then(|decisions| decisions.get(institution)).and_then(|decision| decision.way) {
            Some(Way::Shared) => {}
            Some(Way::OnSite) => return Err(Error::conflict("training-tier-on-site")),
            None => return Err(Error::conflict("training-no-right")),
        }
        board.admits(institution, application.seats, self.today)?;
        let id = ReservationId::new(self.now, &*self.world.entropy);
        let (hold, accounts) = (board.session.id.to_string(), self.accounts.get_mut(programme).ok_or_else(Error::not_found)?);
        // A second group of the institution in the same class uses no more hours.
        if accounts.held_for(institution, &hold) == 0 {
            accounts.post(Post {
                institution: institution.clone(),
                kind: EntryKind::Hold,
                hours: board.session.hours,
                hold: Some(hold),
                once_key: format!("hold:{id}"),
                about: id.to_string(),
                reason: String::new(),
            })?;
        }
        board.join(|number| Reservation {
            id: id.clone(),
            session_id: application.session.clone(),
            number,
            institution_id: institution.clone(),
            seats: application.seats,
            state: ReservationState::Waiting,
            once_key: application.key.clone(),
            made_by: proof.person().clone(),
            made_at: self.now,
            seated_at: None,
            ended_at: None,
        });
        let seated = board.settle(self.today, self.now);
        let joined = board.find(&id).cloned().ok_or_else(Error::not_found)?;
        for one in seated.into_iter().filter(|one| one.id != id) {
            match self.new.iter_mut().find(|new| new.id == one.id) {
                Some(new) => *new = one,
                None => self.moved.push(one),
            }
        }
        self.known.insert(application.key.clone(), joined.clone());
        self.acts.push((at, id));
        self.new.push(joined.clone());
        Ok(self.placed(&joined))
    }

    fn placed(&self, reservation: &Reservation) -> Placed {
        let standing = self.boards.get(&reservation.session_id).and_then(|board| board.standing(&reservation.id));
        Placed {
            reservation: reservation.id.clone(),
            number: reservation.number,
            state: reservation.state,
            place: standing.filter(|_| reservation.state == ReservationState::Waiting).map(|standing| standing.place),
        }
    }

    fn save(self, tx: &mut Conn, line: &[Application]) -> Result<()> {
        store::insert(tx, &self.new)?;
        self.moved.iter().try_for_each(|one| store::update(tx, one))?;
        let made_by: HashMap<&str, &str> = self.new.iter().map(|one| (one.id.as_str(), one.made_by.as_str())).collect();
        for accounts in self.accounts.values() {
            accounts.save_for(tx, |entry| made_by.get(entry.about.as_str()).copied().unwrap_or_default(), self.now)?;
        }
        let of: HashMap<&ReservationId, &Reservation> = self.new.iter().map(|one| (&one.id, one)).collect();
        let acts = self.acts.iter().filter_map(|(at, id)| {
            let (application, one) = (line.get(*at)?, of.get(id)?);
            let proof = application.actor.person().and_then(|person| self.coordinators.get(person))?;
            let detail = json!({ "session": one.session_id, "number": one.number, "seats": one.seats, "state": one.state });
            let entry = Entry::new("reservation.made", "reservation", one.id.as_str()).unit(proof.root()).detail(detail);
            Some((&application.actor, entry))
        });
        let acts: Vec<_> = acts.collect();
        audit::record_all(tx, self.now, &acts)
    }
}
