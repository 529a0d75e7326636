//! Queries on the ledger: it is read and added to.

use super::book::{Balance, Entry, EntryKind, Statement};
use crate::db::{Conn, IntoResult, insert_all};
use crate::schema::training::entitlements;
use diesel::dsl::sum;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, ProgrammeId};
use kunye_kernel::time::Time;
use std::collections::HashMap;

#[derive(Insertable)]
#[diesel(table_name = entitlements, treat_none_as_default_value = false)]
struct NewEntry<'a> {
    programme_id: &'a ProgrammeId,
    institution_id: &'a InstitutionId,
    kind: EntryKind,
    hours: i32,
    hold: Option<&'a str>,
    once_key: &'a str,
    about: &'a str,
    actor: &'a str,
    reason: &'a str,
    at: Time,
}

pub(super) fn append<'a>(tx: &mut Conn, entries: impl Iterator<Item = (&'a Entry, &'a str)>, now: Time) -> Result<()> {
    let row = |(entry, actor): (&'a Entry, &'a str)| NewEntry {
        programme_id: &entry.programme_id,
        institution_id: &entry.institution_id,
        kind: entry.kind,
        hours: entry.hours,
        hold: entry.hold.as_deref(),
        once_key: &entry.once_key,
        about: &entry.about,
        actor,
        reason: &entry.reason,
        at: now,
    };
    let rows: Vec<NewEntry<'a>> = entries.map(row).collect();
    insert_all!(tx, entitlements::table, rows, |_| ())
}

pub(super) fn entries(conn: &mut Conn, programme: &ProgrammeId, of: &[InstitutionId]) -> Result<Vec<Entry>> {
    entitlements::table
        .filter(entitlements::programme_id.eq(programme))
        .filter(entitlements::institution_id.eq_any(of))
        .order(entitlements::seq)
        .select(Entry::as_select())
        .load(conn)
        .or_fail()
}

/// An institution's statement, proved from its entries.
pub fn statement(conn: &mut Conn, programme: &ProgrammeId, institution: &InstitutionId) -> Result<Statement> {
    Statement::replay(entries(conn, programme, std::slice::from_ref(institution))?)
}

/// Every institution's balance, summed in the database.
pub fn totals(conn: &mut Conn, programme: &ProgrammeId) -> Result<HashMap<InstitutionId, Balance>> {
    let sums: Vec<(InstitutionId, EntryKind, Option<i64>)> = entitlements::table
        .filter(entitlements::programme_id.eq(programme))
        .group_by((entitlements::institution_id, entitlements::kind))
        .select((entitlements::institution_id, entitlements::kind, sum(entitlements::hours)))
        .load(conn)
        .or_fail()?;
    let mut totals: HashMap<InstitutionId, Balance> = HashMap::new();
    for (institution, kind, hours) in sums {
        let hours = i32::try_from(hours.unwrap_or(0)).unwrap_or(i32::MAX);
        let balance = totals.entry(institution).or_default();
        match kind {
            EntryKind::Grant => balance.granted += hours,
            EntryKind::Hold => balance.held += hours,
            EntryKind::Use => {
                balance.used += hours;
                balance.held -= hours;
            }
            EntryKind::Return => balance.held -= hours,
            EntryKind::Expire => balance.expired += hours,
            EntryKind::TransferOut => balance.given += hours,
            EntryKind::TransferIn => balance.received += hours,
        }
    }
    Ok(totals)
}
