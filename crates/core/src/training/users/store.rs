//! Queries on counts and decisions. Rows are inserted and read; the database refuses anything else.

use super::rollup::Line;
use crate::db::{Conn, IntoResult, insert_all, text_enum};
use crate::schema::training::{tier_decisions, user_count_lines, user_counts};
use crate::training::programme::Way;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{CountId, DecisionId, InstitutionId, ProgrammeId, TierTableId, UnitId};
use kunye_kernel::time::{Day, Time};
use std::collections::HashMap;

text_enum! {
    /// Where a count comes from.
    pub enum CountSource {
        /// A file of numbers.
        Import = "import",
        /// Certificates and their revocation lists. The file kept is the evidence, with nobody's national id in it.
        Certificates = "certificates",
    }
}

/// A count of an institution's active users on a day.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = user_counts, treat_none_as_default_value = false)]
pub struct Count {
    pub id: CountId,
    pub institution_id: InstitutionId,
    pub provider_id: InstitutionId,
    pub counted_on: Day,
    pub source: CountSource,
    pub file_name: String,
    /// The file itself, in the blobs of the provider.
    pub(super) blob: String,
    pub total: i64,
    pub taken_by: String,
    pub taken_at: Time,
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = user_count_lines, treat_none_as_default_value = false)]
struct LineRow {
    count_id: CountId,
    unit_id: UnitId,
    parent_id: Option<UnitId>,
    users: i64,
    subtotal: i64,
}

impl From<LineRow> for Line {
    fn from(row: LineRow) -> Self {
        Self { unit: row.unit_id, parent: row.parent_id, users: row.users, subtotal: row.subtotal }
    }
}

pub(super) fn insert_count(tx: &mut Conn, count: &Count, lines: &[Line]) -> Result<()> {
    diesel::insert_into(user_counts::table).values(count).execute(tx).or_fail()?;
    let row = |line: &Line| LineRow {
        count_id: count.id.clone(),
        unit_id: line.unit.clone(),
        parent_id: line.parent.clone(),
        users: line.users,
        subtotal: line.subtotal,
    };
    let rows: Vec<LineRow> = lines.iter().map(row).collect();
    insert_all!(tx, user_count_lines::table, rows, |_| ())
}

pub fn count(conn: &mut Conn, id: &CountId) -> Result<Option<Count>> {
    user_counts::table.find(id).select(Count::as_select()).first(conn).or_none()
}

/// The counts that a provider keeps with this evidence.
pub(super) fn with_blob(conn: &mut Conn, provider: &InstitutionId, blob: &str) -> Result<Vec<CountId>> {
    user_counts::table
        .filter(user_counts::provider_id.eq(provider))
        .filter(user_counts::blob.eq(blob))
        .order(user_counts::id)
        .select(user_counts::id)
        .load(conn)
        .or_fail()
}

/// An institution's counts, the latest first.
pub fn counts_of(conn: &mut Conn, institution: &InstitutionId) -> Result<Vec<Count>> {
    user_counts::table
        .filter(user_counts::institution_id.eq(institution))
        .order((user_counts::taken_at.desc(), user_counts::id.desc()))
        .select(Count::as_select())
        .load(conn)
        .or_fail()
}

/// The latest count of every institution that a provider has counted.
pub fn latest(conn: &mut Conn, provider: &InstitutionId) -> Result<Vec<Count>> {
    let all: Vec<Count> = user_counts::table
        .filter(user_counts::provider_id.eq(provider))
        .order((user_counts::taken_at, user_counts::id))
        .select(Count::as_select())
        .load(conn)
        .or_fail()?;
    // Later rows replace earlier ones.
    let latest: HashMap<InstitutionId, Count> = all.into_iter().map(|count| (count.institution_id.clone(), count)).collect();
    Ok(latest.into_values().collect())
}

/// The units of a count directly below one, the largest first.
pub fn below(conn: &mut Conn, count: &CountId, unit: &UnitId) -> Result<Vec<Line>> {
    let rows: Vec<LineRow> = user_count_lines::table
        .filter(user_count_lines::count_id.eq(count))
        .filter(user_count_lines::parent_id.eq(unit))
        .order((user_count_lines::subtotal.desc(), user_count_lines::unit_id))
        .select(LineRow::as_select())
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().map(Line::from).collect())
}

/// The line of one unit; none when no user was counted at or below it.
pub fn of_unit(conn: &mut Conn, count: &CountId, unit: &UnitId) -> Result<Option<Line>> {
    let found = user_count_lines::table
        .filter(user_count_lines::count_id.eq(count))
        .filter(user_count_lines::unit_id.eq(unit))
        .select(LineRow::as_select())
        .first(conn)
        .optional()
        .or_fail()?;
    Ok(found.map(Line::from))
}

/// Units of some counts with the users of each unit itself, those with none left out.
pub(in crate::training) fn own_users(conn: &mut Conn, counts: &[CountId]) -> Result<Vec<(UnitId, i64)>> {
    let mut found = Vec::new();
    for some in counts.chunks(500) {
        let lines: Vec<(UnitId, i64)> = user_count_lines::table
            .filter(user_count_lines::count_id.eq_any(some))
            .filter(user_count_lines::users.gt(0))
            .select((user_count_lines::unit_id, user_count_lines::users))
            .load(conn)
            .or_fail()?;
        found.extend(lines);
    }
    Ok(found)
}

text_enum! {
    /// What the table said to the count.
    pub enum DecisionVerdict {
        NoUsers = "no_users",
        Tier = "tier",
        /// More users than the table knows: no right until the provider publishes a table that knows them.
        Beyond = "beyond",
    }
}

/// What an institution was given, with the count and the table that decided it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tier_decisions, treat_none_as_default_value = false)]
pub struct Decision {
    pub id: DecisionId,
    pub programme_id: ProgrammeId,
    pub institution_id: InstitutionId,
    pub count_id: CountId,
    pub table_id: TierTableId,
    pub users: i64,
    pub verdict: DecisionVerdict,
    /// The tier's code.
    pub tier: Option<String>,
    pub way: Option<Way>,
    pub hours: i32,
    pub decided_on: Day,
    pub decided_by: String,
    pub decided_at: Time,
}

pub(super) fn insert_decision(tx: &mut Conn, decision: &Decision) -> Result<()> {
    diesel::insert_into(tier_decisions::table).values(decision).execute(tx).or_fail().map(drop)
}

/// Every decision on an institution in a programme, the latest first.
pub fn decisions(conn: &mut Conn, programme: &ProgrammeId, institution: &InstitutionId) -> Result<Vec<Decision>> {
    tier_decisions::table
        .filter(tier_decisions::programme_id.eq(programme))
        .filter(tier_decisions::institution_id.eq(institution))
        .order((tier_decisions::decided_at.desc(), tier_decisions::id.desc()))
        .select(Decision::as_select())
        .load(conn)
        .or_fail()
}

/// The decision that counts, by institution: of these, or of all.
pub fn latest_decisions(
    conn: &mut Conn,
    programme: &ProgrammeId,
    of: Option<&[InstitutionId]>,
) -> Result<HashMap<InstitutionId, Decision>> {
    let mut all = tier_decisions::table
        .filter(tier_decisions::programme_id.eq(programme))
        .order((tier_decisions::decided_at, tier_decisions::id))
        .select(Decision::as_select())
        .into_boxed();
    if let Some(institutions) = of {
        all = all.filter(tier_decisions::institution_id.eq_any(institutions));
    }
    let all: Vec<Decision> = all.load(conn).or_fail()?;
    Ok(all.into_iter().map(|decision| (decision.institution_id.clone(), decision)).collect())
}
