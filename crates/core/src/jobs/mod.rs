//! Work that must happen after a transaction: rows written with their cause, carried out at least once by any node, and written
//! so that a second time does no harm. A job carries the id of its subject and nothing else.

mod runner;

pub use runner::{Bell, Handlers, Outcome, Runner};

use crate::db::{Conn, IntoResult, insert_new, text_enum};
use crate::schema::jobs;
use diesel::prelude::*;
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::Result;
use kunye_kernel::id::JobId;
use kunye_kernel::time::{MINUTE, Time};
use std::collections::HashMap;

text_enum! {
    pub enum JobState { Ready = "ready", Done = "done", Dead = "dead" }
}

/// A job that this node has claimed.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub struct Job {
    pub id: JobId,
    pub kind: String,
    /// Id of what it is about.
    pub subject: String,
    /// How often it was begun, this time included.
    pub attempts: i32,
}

/// How long a node may work on a job before another takes it for dead. Longer than any gateway's time-out.
const LEASE: i64 = 2 * MINUTE;

/// Adds a job to the transaction of its cause.
pub fn enqueue(tx: &mut Conn, entropy: &dyn Entropy, kind: &'static str, subject: &str, run_at: Time, now: Time) -> Result<()> {
    insert(tx, entropy, kind, subject, None, run_at, now)
}

/// Adds a job unless one with this key was ever added: for work that a clock asks for.
pub fn enqueue_once(tx: &mut Conn, entropy: &dyn Entropy, kind: &'static str, subject: &str, key: &str, now: Time) -> Result<()> {
    insert(tx, entropy, kind, subject, Some(format!("{kind}:{key}")), now, now)
}

fn insert(
    tx: &mut Conn,
    entropy: &dyn Entropy,
    kind: &'static str,
    subject: &str,
    once_key: Option<String>,
    run_at: Time,
    now: Time,
) -> Result<()> {
    let row = (
        jobs::id.eq(JobId::new(now, entropy)),
        jobs::kind.eq(kind),
        jobs::subject.eq(subject),
        jobs::once_key.eq(once_key),
        jobs::state.eq(JobState::Ready),
        jobs::run_at.eq(run_at),
        jobs::attempts.eq(0),
        jobs::created_at.eq(now),
    );
    insert_new!(tx, jobs::table, row).or_fail().map(|_| ())
}

/// Jobs whose time has come, or whose node has not been heard of since its lease ended.
#[diesel::dsl::auto_type(no_type_alias)]
fn due(now: Time) -> _ {
    let ready: JobState = JobState::Ready;
    jobs::table
        .filter(jobs::state.eq(ready))
        .filter(jobs::run_at.le(now))
        .filter(jobs::lease_until.is_null().or(jobs::lease_until.lt(now)))
}

fn is_any_due(conn: &mut Conn, now: Time) -> Result<bool> {
    diesel::select(diesel::dsl::exists(due(now))).get_result(conn).or_fail()
}

/// Takes up to `most` jobs that are due.
fn claim(tx: &mut Conn, owner: &str, most: i64, now: Time) -> Result<Vec<Job>> {
    let due = due(now).order((jobs::run_at, jobs::id)).limit(most).select((jobs::id, jobs::kind, jobs::subject, jobs::attempts));
    let mut jobs: Vec<Job> = match tx {
        Conn::Sqlite(conn) => due.load(conn),
        Conn::Postgres(conn) => due.for_update().skip_locked().load(conn),
    }
    .or_fail()?;
    if jobs.is_empty() {
        return Ok(jobs);
    }
    let ids: Vec<&JobId> = jobs.iter().map(|job| &job.id).collect();
    diesel::update(jobs::table.filter(jobs::id.eq_any(ids)))
        .set((jobs::lease_until.eq(now.plus(LEASE)), jobs::lease_owner.eq(owner), jobs::attempts.eq(jobs::attempts + 1)))
        .execute(tx)
        .or_fail()?;
    jobs.iter_mut().for_each(|job| job.attempts += 1);
    Ok(jobs)
}

/// Ends a job in the transaction of its effect, so that the two cannot part. `false` when this node's lease was lost and another
/// node has it: the caller must then leave everything as it was.
pub fn finish(tx: &mut Conn, job: &Job) -> Result<bool> {
    let done =
        diesel::update(jobs::table.find(&job.id).filter(jobs::state.eq(JobState::Ready)).filter(jobs::attempts.eq(job.attempts)))
            .set((jobs::state.eq(JobState::Done), jobs::lease_until.eq(None::<Time>)))
            .execute(tx)
            .or_fail()?;
    Ok(done == 1)
}

/// Whether this node still has the job: nobody else has begun it since.
pub fn still_ours(tx: &mut Conn, job: &Job) -> Result<bool> {
    let attempts: Option<i32> =
        jobs::table.find(&job.id).filter(jobs::state.eq(JobState::Ready)).select(jobs::attempts).first(tx).or_none()?;
    Ok(attempts == Some(job.attempts))
}

fn put_back(tx: &mut Conn, job: &Job, run_at: Time, error: Option<String>, state: JobState) -> Result<()> {
    diesel::update(jobs::table.find(&job.id).filter(jobs::attempts.eq(job.attempts)).filter(jobs::state.eq(JobState::Ready)))
        .set((jobs::state.eq(state), jobs::run_at.eq(run_at), jobs::lease_until.eq(None::<Time>), jobs::last_error.eq(error)))
        .execute(tx)
        .or_fail()
        .map(|_| ())
}

/// What the jobs of a kind are about that are still to be done, or being done, and when each was put down.
pub fn under_way(conn: &mut Conn, kind: &str) -> Result<HashMap<String, Time>> {
    let ready = jobs::table.filter(jobs::state.eq(JobState::Ready)).filter(jobs::kind.eq(kind));
    let subjects: Vec<(String, Time)> = ready.select((jobs::subject, jobs::created_at)).load(conn).or_fail()?;
    Ok(subjects.into_iter().collect())
}

/// How many jobs wait, and how many were given up: for the operator.
pub fn waiting(conn: &mut Conn) -> Result<(i64, i64)> {
    let count = |state: JobState| jobs::table.filter(jobs::state.eq(state)).count();
    Ok((count(JobState::Ready).get_result(conn).or_fail()?, count(JobState::Dead).get_result(conn).or_fail()?))
}

/// Removes jobs that were done long ago.
pub fn sweep(tx: &mut Conn, before: Time) -> Result<usize> {
    diesel::delete(jobs::table.filter(jobs::state.eq(JobState::Done)).filter(jobs::run_at.lt(before))).execute(tx).or_fail()
}
