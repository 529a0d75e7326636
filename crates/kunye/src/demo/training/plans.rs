//! What happens inside the ministry's plan: units are asked for candidates and propose some, somebody is invited, somebody is on leave; a
//! trainer says late to be away; and those who pass on what they learnt say to how many.

use super::{Programme, actor_of};
use crate::demo::prepare::Studio;
use kunye_core::register::duties::training::coordinator_of;
use kunye_core::register::{self, store};
use kunye_core::training::candidates::{self, NewCall};
use kunye_core::training::leave::{self, NewLeave};
use kunye_core::training::onsite::{self, RequestState};
use kunye_core::training::overview;
use kunye_core::training::participants::{self, NewName};
use kunye_core::training::spread::{self, NewReport};
use kunye_core::training::trainers::{self, AbsenceKind, Away};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::UnitId;

impl Programme<'_> {
    pub(super) fn plans(&self) -> Result<()> {
        let Studio { world, institution, .. } = self.studio;
        let (today, coordinator) = (world.today(), self.acting(None)?);
        let row = world.db.read(|conn| {
            let proof = coordinator_of(conn, &coordinator, today)?;
            let programme = overview::programme_of(conn, proof.institution(), today)?.ok_or_else(Error::not_found)?.0;
            let rows = onsite::for_coordinator(conn, &proof, &programme, today)?;
            rows.into_iter().find(|row| row.request.state == RequestState::Planned).ok_or_else(Error::not_found)
        })?;
        let (reference, starts_on) = (row.request.reference.clone(), row.day());
        let (directorate, districts) = institution.stage();
        let of_stage =
            |at: usize| -> Result<register::Person> { self.studio.person(*directorate.get(at).ok_or_else(Error::not_found)?) };
        let unit = |detsis: &str| -> Result<UnitId> {
            let unit = world.db.read(|conn| store::unit_by_detsis(conn, detsis))?;
            Ok(unit.ok_or_else(Error::not_found)?.id)
        };
        let stage = &institution.people[*directorate.first().ok_or_else(Error::not_found)?].unit;
        let elsewhere = institution.units.iter().find(|unit| unit.name.starts_with("Trabzon")).ok_or_else(Error::not_found)?;
        let call = NewCall {
            session: reference.clone(),
            units: vec![unit(stage)?, unit(&elsewhere.detsis)?],
            places: 3,
            until: Some(today.plus_days(7)),
            note: "E-imzayı her gün kullananlar; öğrendiğini biriminde anlatabilecekler.".to_owned(),
        };
        candidates::ask(world, &coordinator, &call)?;
        let head = actor_of(of_stage(0)?.id);
        let asked = world.db.read(|conn| candidates::of_units(conn, &head, today))?;
        let asked = asked.first().ok_or_else(Error::not_found)?.asked.call.id.clone();
        let away = self.studio.person(*districts.get(2).ok_or_else(Error::not_found)?)?;
        let proposed = [
            (of_stage(4)?, "Evrak biriminde e-imza işlemlerini o yürütüyor."),
            (away.clone(), "İlçede bu işi öğretecek kimse yok; döndüğünde anlatacak."),
        ];
        for (person, why) in proposed {
            candidates::propose(world, &head, &asked, &person.id, why)?;
        }
        let leave = NewLeave { who: away.staff_no, from: Some(starts_on.plus_days(-2)), until: Some(starts_on.plus_days(5)) };
        leave::put(world, &coordinator, &leave)?;
        let person = of_stage(5)?.id;
        let new = NewName { session: reference, person, disseminator: true, despite: String::new(), instead: None };
        participants::name(world, &coordinator, &new)?;
        self.fall_ill()
    }

    /// The trainer of the last planned training says to be away.
    fn fall_ill(&self) -> Result<()> {
        let Studio { world, actor, .. } = self.studio;
        let today = world.today();
        let provider = self.provider()?;
        let queue = world.db.read(|conn| {
            let programme = overview::programme_at(conn, &provider, today)?.ok_or_else(Error::not_found)?;
            onsite::queue(conn, actor, &programme.id, today)
        })?;
        let last = queue.into_iter().rfind(|row| row.request.state == RequestState::Planned).ok_or_else(Error::not_found)?;
        let (day, person) = (last.day(), last.trainer.ok_or_else(Error::not_found)?.id);
        let new = Away { person: person.clone(), from: day, until: day, kind: AbsenceKind::Duty };
        trainers::away(world, &actor_of(person), &new).map(drop)
    }

    /// The first of those who were sent to a class told their colleagues.
    pub(super) fn pass_on(&self) -> Result<()> {
        let Studio { world, .. } = self.studio;
        let today = world.today();
        for (party, place, people) in
            [(self.staff.first(), "Ajans toplantı salonu", 14), (self.judges.first(), "Enstitü konferans salonu", 23)]
        {
            let actor = actor_of(self.person(party.ok_or_else(Error::not_found)?)?);
            for mine in world.db.read(|conn| participants::mine(conn, &actor, today))? {
                let new = NewReport { held_on: Some(today), place: place.to_owned(), people };
                spread::report(world, &actor, &mine.participant.id, &new)?;
            }
        }
        Ok(())
    }
}
