//! Queries on certificates and their files.

use super::model::{Certificate, CertificateFile};
use crate::db::{Conn, IntoResult, insert_new};
use crate::schema::training::{certificate_files, certificates};
use diesel::dsl::max;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{CertificateId, InstitutionId, ParticipantId, PersonId, SessionId};
use kunye_kernel::time::Time;

pub(super) fn insert(tx: &mut Conn, certificate: &Certificate) -> Result<()> {
    diesel::insert_into(certificates::table).values(certificate).execute(tx).or_fail().map(drop)
}

pub(super) fn find(conn: &mut Conn, id: &CertificateId) -> Result<Option<Certificate>> {
    certificates::table.find(id).select(Certificate::as_select()).first(conn).or_none()
}

pub(super) fn by_code(conn: &mut Conn, code: &str) -> Result<Option<Certificate>> {
    certificates::table.filter(certificates::code.eq(code)).select(Certificate::as_select()).first(conn).or_none()
}

/// The next serial of a provider's year.
pub(super) fn next_serial(tx: &mut Conn, provider: &InstitutionId, year: i32) -> Result<i32> {
    let last: Option<i32> = certificates::table
        .filter(certificates::provider_id.eq(provider))
        .filter(certificates::year.eq(year))
        .select(max(certificates::serial))
        .first(tx)
        .or_fail()?;
    Ok(last.unwrap_or(0) + 1)
}

/// Every certificate of a session, by number.
pub(super) fn of_session(conn: &mut Conn, session: &SessionId) -> Result<Vec<Certificate>> {
    certificates::table
        .filter(certificates::session_id.eq(session))
        .order((certificates::year, certificates::serial))
        .select(Certificate::as_select())
        .load(conn)
        .or_fail()
}

/// Every certificate of some sessions.
pub(super) fn of_sessions(conn: &mut Conn, sessions: &[&SessionId]) -> Result<Vec<Certificate>> {
    let mut all = Vec::new();
    for some in sessions.chunks(500) {
        let of_some = certificates::table.filter(certificates::session_id.eq_any(some.iter().copied()));
        all.extend(of_some.select(Certificate::as_select()).load::<Certificate>(conn).or_fail()?);
    }
    Ok(all)
}

/// The certificates of some people.
pub(in crate::training) fn of_people(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<CertificateId>> {
    certificates::table.filter(certificates::person_id.eq_any(people)).select(certificates::id).load(conn).or_fail()
}

/// What a certificate is called.
pub(in crate::training) fn number_of(conn: &mut Conn, id: &CertificateId) -> Result<Option<String>> {
    Ok(find(conn, id)?.map(|certificate| certificate.number()))
}

/// Every certificate of a person, the latest first.
pub(super) fn of_person(conn: &mut Conn, person: &PersonId) -> Result<Vec<Certificate>> {
    certificates::table
        .filter(certificates::person_id.eq(person))
        .order(certificates::id.desc())
        .select(Certificate::as_select())
        .load(conn)
        .or_fail()
}

pub(in crate::training) fn has_valid(conn: &mut Conn, participant: &ParticipantId) -> Result<bool> {
    let valid =
        certificates::table.filter(certificates::participant_id.eq(participant)).filter(certificates::revoked_at.is_null());
    valid.count().get_result::<i64>(conn).or_fail().map(|valid| valid > 0)
}

pub(super) fn end(tx: &mut Conn, id: &CertificateId, by: &str, reason: &str, reissue: bool, now: Time) -> Result<()> {
    diesel::update(certificates::table.find(id).filter(certificates::revoked_at.is_null()))
        .set((
            certificates::revoked_at.eq(now),
            certificates::revoked_by.eq(by),
            certificates::revoke_reason.eq(reason),
            certificates::reissue.eq(reissue),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}

pub(super) fn file(conn: &mut Conn, id: &CertificateId, language: &str) -> Result<Option<CertificateFile>> {
    certificate_files::table.find((id, language)).select(CertificateFile::as_select()).first(conn).or_none()
}

/// Those of some certificates whose file in a language is stored.
pub(super) fn filed(conn: &mut Conn, ids: &[&CertificateId], language: &str) -> Result<Vec<CertificateId>> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let filed = certificate_files::table
            .filter(certificate_files::certificate_id.eq_any(some.iter().copied()))
            .filter(certificate_files::language.eq(language));
        found.extend(filed.select(certificate_files::certificate_id).load::<CertificateId>(conn).or_fail()?);
    }
    Ok(found)
}

/// Keeps a file, unless there is one: what was issued first stays.
pub(super) fn keep(tx: &mut Conn, file: &CertificateFile) -> Result<()> {
    insert_new!(tx, certificate_files::table, file).or_fail().map(drop)
}
