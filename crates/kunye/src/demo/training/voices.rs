//! What is said in the demonstration's programme: institutions with their account manager, interest in a course, a training that was
//! judged, a question.

use super::{JUDGES, Programme, actor_of};
use crate::demo::prepare::Studio;
use kunye_core::register;
use kunye_core::training::customers::{self, ContactKind};
use kunye_core::training::demand::{self, NewDemand};
use kunye_core::training::evaluation::{self, Answers, Question};
use kunye_core::training::{programme, questions};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{ProgrammeId, SiteId};

/// The customer that was given to nobody: its requests go to the planners directly.
const ALONE: usize = 8;

/// What the judges add, and their scores.
const JUDGEMENTS: [([u8; 5], &str); JUDGES] = [
    ([5, 5, 4, 4, 5], "Örnekler günlük işimize çok uygundu."),
    ([4, 5, 3, 4, 4], ""),
    ([5, 4, 3, 5, 5], "Uygulama için daha çok zaman ayrılabilir."),
    ([4, 5, 4, 2, 4], "Salon biraz soğuktu."),
    ([3, 4, 2, 4, 3], ""),
    ([5, 5, 4, 5, 5], "Teşekkür ederim, iş arkadaşlarıma da önerdim."),
];

impl Programme<'_> {
    /// Every customer but the first two and one more is given to the account manager, and so is the ministry; one was spoken to; four
    /// wish for a technical course.
    pub(super) fn voices(&self, programme: &ProgrammeId, sites: &[SiteId]) -> Result<()> {
        let (world, actor) = (&self.studio.world, &self.planner()?);
        let mut given = Vec::new();
        let (ministry, _) = self.ministry()?;
        let others = self.customers.iter().enumerate().skip(2).filter(|(at, _)| *at != ALONE).map(|(_, party)| &party.detsis);
        for detsis in others.chain([&ministry]) {
            let unit = world.db.read(|conn| register::unit_by_detsis(conn, detsis))?;
            given.push(unit.ok_or_else(Error::not_found)?.institution_id);
        }
        let manager = self.person(&self.manager)?;
        customers::assign(world, actor, programme, &given, Some(&manager))?;
        let talked = given.get(5).ok_or_else(Error::not_found)?;
        let text = "Yıllık planları ocakta kesinleşiyor; şubat için iki kullanıcı eğitimi düşünüyorlar.";
        customers::note(world, &actor_of(manager), talked, ContactKind::Phone, text)?;
        let courses = world.db.read(|conn| programme::courses(conn, programme))?;
        let technical = courses.iter().find(|course| course.code == "T2").ok_or_else(Error::not_found)?;
        for (customer, people) in [(1, 9), (2, 6), (3, 6), (5, 6)] {
            let site = sites.first().cloned().ok_or_else(Error::not_found)?;
            let new = NewDemand { course: technical.id.clone(), site, people };
            demand::state(world, &self.coordinator(customer)?, &new)?;
        }
        Ok(())
    }

    /// The second customer's people say what they thought of their training.
    pub(super) fn judge(&self) -> Result<()> {
        let Studio { world, .. } = self.studio;
        for (party, (scores, comment)) in self.judges.iter().zip(JUDGEMENTS) {
            let actor = actor_of(self.person(party)?);
            let asked = world.db.read(|conn| evaluation::waiting_for(conn, &actor, world.now()))?;
            let answers = Answers { scores: Question::ALL.iter().copied().zip(scores).collect(), comment: comment.to_owned() };
            asked.iter().try_for_each(|participant| evaluation::give(world, &actor, participant, &answers))?;
        }
        Ok(())
    }

    /// Somebody of the first customer asks their coordinator.
    pub(super) fn ask(&self) -> Result<()> {
        let party = self.staff.get(1).ok_or_else(Error::not_found)?;
        let actor = actor_of(self.person(party)?);
        let text = "Gebze’deki eğitime katılırsam yol gideri kurumca karşılanıyor mu?";
        questions::ask(&self.studio.world, &actor, text).map(drop)
    }
}
