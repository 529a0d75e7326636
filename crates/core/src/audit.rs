//! The record: who did what to whom, when, from where and why. Written in the transaction of the act, and never changed: the
//! database itself refuses (a trigger in the migrations).

use crate::db::{Backend, Conn, IntoResult, insert_all};
use crate::schema::audit;
use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable};
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::id::UnitId;
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::time::Time;

/// One act. `detail` holds ids, states and masked values; never a secret, never a full phone number.
pub struct Entry<'a> {
    /// `request.approved`, `person.corrected`, `session.opened`: noun and past participle.
    pub action: &'static str,
    pub subject_kind: &'static str,
    pub subject: &'a str,
    /// The unit it happened in: what an officer may see of the record is narrowed by it.
    pub unit: Option<&'a UnitId>,
    pub reason: Option<&'a str>,
    pub detail: serde_json::Value,
}

impl<'a> Entry<'a> {
    pub fn new(action: &'static str, subject_kind: &'static str, subject: &'a str) -> Self {
        Self { action, subject_kind, subject, unit: None, reason: None, detail: serde_json::Value::Null }
    }

    pub fn unit(self, unit: &'a UnitId) -> Self {
        Self { unit: Some(unit), ..self }
    }

    pub fn reason(self, reason: &'a str) -> Self {
        Self { reason: Some(reason), ..self }
    }

    pub fn detail(self, detail: serde_json::Value) -> Self {
        Self { detail, ..self }
    }
}

#[derive(Insertable)]
#[diesel(table_name = audit, treat_none_as_default_value = false)]
struct NewLine<'a> {
    at: Time,
    actor_kind: &'static str,
    actor: Option<&'a str>,
    source: String,
    action: &'static str,
    subject_kind: &'static str,
    subject: &'a str,
    unit_id: Option<&'a str>,
    reason: Option<&'a str>,
    detail: String,
}

impl<'a> NewLine<'a> {
    fn of(now: Time, actor: &'a Actor, entry: &Entry<'a>) -> Self {
        let (actor_kind, name) = match actor {
            Actor::Person { person, .. } => ("person", Some(person.as_str())),
            Actor::Invited { person, .. } => ("invited", Some(person.as_str())),
            Actor::Public { .. } => ("public", None),
            Actor::Job { kind } => ("job", Some(*kind)),
            Actor::Operator { name } => ("operator", Some(name.as_str())),
        };
        Self {
            at: now,
            actor_kind,
            actor: name,
            source: actor.source().address,
            action: entry.action,
            subject_kind: entry.subject_kind,
            subject: entry.subject,
            unit_id: entry.unit.map(UnitId::as_str),
            reason: entry.reason,
            detail: entry.detail.to_string(),
        }
    }
}

/// Writes one line of the record.
pub fn record(tx: &mut Conn, now: Time, actor: &Actor, entry: &Entry<'_>) -> Result<()> {
    diesel::insert_into(audit::table).values(NewLine::of(now, actor, entry)).execute(tx).or_fail().map(drop)
}

/// Writes several lines, in this order.
pub fn record_all(tx: &mut Conn, now: Time, acts: &[(&Actor, Entry<'_>)]) -> Result<()> {
    let lines: Vec<NewLine<'_>> = acts.iter().map(|(actor, entry)| NewLine::of(now, actor, entry)).collect();
    insert_all!(tx, audit::table, lines, |_| ())
}

/// A line of the record as it is read.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = audit)]
pub struct Line {
    pub seq: i64,
    pub at: Time,
    pub actor_kind: String,
    /// A person's id (`invited`: by the link of an invitation), a job's kind or an operator's name, by `actor_kind`.
    pub actor: Option<String>,
    pub source: String,
    pub action: String,
    pub subject_kind: String,
    pub subject: String,
    pub unit_id: Option<UnitId>,
    pub reason: Option<String>,
    pub detail: String,
}

/// What happened to one thing, oldest first: the story its page tells.
pub fn story(conn: &mut Conn, subject: &str) -> Result<Vec<Line>> {
    audit::table.filter(audit::subject.eq(subject)).order(audit::seq).select(Line::as_select()).load(conn).or_fail()
}

/// What to look for in the record.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub action: Option<String>,
    /// Lines in which one of these ids acted, or was acted upon, or is the unit.
    pub about: Option<Vec<String>>,
    pub from: Option<Time>,
    pub before: Option<Time>,
}

/// A condition on the record's lines.
pub type Condition = Box<dyn BoxableExpression<audit::table, Backend, SqlType = Nullable<Bool>>>;

/// The record, newest first, narrowed by a condition. Who may read what is the caller's question: see `reports::record`.
pub fn list(conn: &mut Conn, filter: &Filter, within: impl Fn() -> Condition, page: PageRequest) -> Result<Page<Line>> {
    let narrowed = || {
        let mut query = audit::table.into_boxed().filter(within());
        if let Some(action) = &filter.action {
            query = query.filter(audit::action.eq(action));
        }
        if let Some(about) = &filter.about {
            query = query.filter(audit::subject.eq_any(about).or(audit::actor.eq_any(about)).or(audit::unit_id.eq_any(about)));
        }
        if let Some(from) = filter.from {
            query = query.filter(audit::at.ge(from));
        }
        if let Some(before) = filter.before {
            query = query.filter(audit::at.lt(before));
        }
        query
    };
    let total = narrowed().count().get_result(conn).or_fail()?;
    let items = narrowed()
        .order(audit::seq.desc())
        .limit(page.limit())
        .offset(page.offset())
        .select(Line::as_select())
        .load(conn)
        .or_fail()?;
    Ok(Page { items, total, request: page })
}
