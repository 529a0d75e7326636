//! The job that tells somebody that their certificate is there.

use super::model::Certificate;
use super::store;
use crate::jobs::{Job, Outcome};
use crate::register;
use crate::texts::Texts;
use crate::training::news::News;
use crate::world::World;
use kunye_kernel::error::Result;
use kunye_kernel::id::CertificateId;

/// About a certificate.
pub const READY: &str = "training.certificate-ready";

/// Leads to its public page. Revoked meanwhile, and nothing is sent.
pub fn tell(world: &World, texts: &Texts, job: &Job) -> Result<Outcome> {
    let found = world.db.read(|conn| {
        let found = store::find(conn, &CertificateId::from(job.subject.as_str()))?;
        let Some(certificate) = found.filter(Certificate::is_valid) else { return Ok(None) };
        Ok(register::person(conn, &certificate.person_id)?.map(|person| (certificate, person)))
    })?;
    let Some((certificate, to)) = found else { return Ok(Outcome::Done) };
    let paper = certificate.paper()?;
    let values = [("course", paper.course), ("url", paper.verify_url)];
    News { subject: &job.subject, to, title: "mail-certificate-title", text: "sms-certificate", values: &values }
        .send(world, texts, job)
}
