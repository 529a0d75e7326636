//! The job that tells somebody that their certificate is there.

use super::model::Certificate;
use super::store;
use crate::jobs::{Job, Outcome};
use crate::register;
use crate::texts::Texts;
use crate::training::news::News;
use crate::training::participants;
use crate::training::programme::named;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::CertificateId;

/// About a certificate.
pub const READY: &str = "training.certificate-ready";

/// Leads to the person's own page, where it can be fetched without an account, or, where that link has ended, to its public page. Revoked meanwhile, and nothing is sent.
pub fn tell(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let found = world.db.read(|conn| {
        let found = store::find(conn, &CertificateId::from(job.subject.as_str()))?;
        let Some(certificate) = found.filter(Certificate::is_valid) else { return Ok(None) };
        let link = participants::of_link(world, conn, &certificate.participant_id)?;
        Ok(register::person(conn, &certificate.person_id)?.map(|person| (certificate, person, link)))
    })?;
    let Some((certificate, to, link)) = found else { return Ok(Outcome::Done) };
    let paper = certificate.paper()?;
    let course = named(to.reads(), &paper.course, &paper.course_en).to_owned();
    let values = [("course", course), ("url", link.unwrap_or(paper.verify_url))];
    News { subject: &job.subject, to, title: "mail-certificate-title", text: "sms-certificate", values: &values }
        .send(world, texts, job)
}
