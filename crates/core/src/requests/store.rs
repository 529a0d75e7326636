//! The only file that touches this room's tables.

use super::model::{Approval, Fulfilment, Request, RequestState, SignedForm};
use crate::applications::{Act, Change};
use crate::db::{Conn, IntoResult};
use crate::schema::{approvals, fulfilments, request_changes, requests, signed_forms};
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{PersonId, RequestId, RoleId, SignedFormId, UnitId};
use kunye_kernel::time::Time;

/// Requests that are not forgotten: the only ones that anybody finds.
pub(super) type Kept = diesel::dsl::Filter<requests::table, diesel::dsl::IsNull<requests::forgotten_at>>;

pub(super) fn kept() -> Kept {
    requests::table.filter(requests::forgotten_at.is_null())
}

pub fn by_id(conn: &mut Conn, id: &str) -> Result<Request> {
    kept().filter(requests::id.eq(id)).select(Request::as_select()).first(conn).or_fail()
}

/// The request of a reference as people type it. What cannot be a reference and what is none are told apart.
pub fn by_reference(conn: &mut Conn, typed: &str) -> Result<Request> {
    let reference = parse(typed)?;
    kept().filter(requests::reference.eq(reference)).select(Request::as_select()).first(conn).or_fail()
}

fn parse(typed: &str) -> Result<String> {
    kunye_kernel::reference::parse(typed).ok_or_else(|| Error::field("reference", "reference-malformed"))
}

/// The id of a reference, forgotten or not: the record goes on telling what was done.
pub fn id_of(conn: &mut Conn, reference: &str) -> Result<Option<RequestId>> {
    requests::table.filter(requests::reference.eq(reference)).select(requests::id).first(conn).or_none()
}

/// The reference of an id, forgotten or not.
pub fn reference_of(conn: &mut Conn, id: &str) -> Result<Option<String>> {
    requests::table.find(id).select(requests::reference).first(conn).or_none()
}

pub(super) fn by_draft(conn: &mut Conn, draft: &str) -> Result<Option<Request>> {
    kept().filter(requests::draft.eq(draft)).select(Request::as_select()).first(conn).or_none()
}

pub(super) fn reference_exists(conn: &mut Conn, reference: &str) -> Result<bool> {
    let found: i64 = requests::table.filter(requests::reference.eq(reference)).count().get_result(conn).or_fail()?;
    Ok(found > 0)
}

pub(super) fn insert(tx: &mut Conn, request: &Request) -> Result<()> {
    diesel::insert_into(requests::table).values(request).execute(tx).or_fail().map(|_| ())
}

/// Moves a request to another state, if that is legal, and gives it as it is now.
pub(super) fn move_to(tx: &mut Conn, request: &Request, next: RequestState, reason: Option<&str>, now: Time) -> Result<Request> {
    let next = request.state.to(next)?;
    let ended_at = (!next.is_open()).then_some(now);
    diesel::update(requests::table.find(&request.id))
        .set((requests::state.eq(next), requests::reason.eq(reason), requests::ended_at.eq(ended_at)))
        .execute(tx)
        .or_fail()?;
    Ok(Request { state: next, reason: reason.map(str::to_owned), ended_at, ..request.clone() })
}

/// Joins a request with the person of the register it is about.
pub(super) fn attach(tx: &mut Conn, id: &RequestId, person: &PersonId, unit: &UnitId) -> Result<()> {
    diesel::update(requests::table.find(id))
        .set((requests::person_id.eq(person), requests::unit_id.eq(unit)))
        .execute(tx)
        .or_fail()
        .map(|_| ())
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = request_changes, treat_none_as_default_value = false)]
struct ChangeRow {
    request_id: RequestId,
    position: i32,
    act: Act,
    role_id: RoleId,
}

pub(super) fn insert_changes(tx: &mut Conn, request: &RequestId, changes: &[Change]) -> Result<()> {
    for (position, change) in (0..).zip(changes) {
        let row = ChangeRow { request_id: request.clone(), position, act: change.act, role_id: change.role.clone() };
        diesel::insert_into(request_changes::table).values(row).execute(tx).or_fail()?;
    }
    Ok(())
}

/// The changes of roles that a request asks for, in the order of its form.
pub fn changes(conn: &mut Conn, request: &RequestId) -> Result<Vec<Change>> {
    let rows: Vec<ChangeRow> = request_changes::table
        .filter(request_changes::request_id.eq(request))
        .order(request_changes::position)
        .select(ChangeRow::as_select())
        .load(conn)
        .or_fail()?;
    Ok(rows.into_iter().map(|row| Change { act: row.act, role: row.role_id }).collect())
}

pub fn approval(conn: &mut Conn, request: &RequestId) -> Result<Option<Approval>> {
    approvals::table.find(request).select(Approval::as_select()).first(conn).or_none()
}

pub(super) fn insert_approval(tx: &mut Conn, approval: &Approval) -> Result<()> {
    diesel::insert_into(approvals::table).values(approval).execute(tx).or_fail().map(|_| ())
}

pub fn fulfilment(conn: &mut Conn, request: &RequestId) -> Result<Option<Fulfilment>> {
    fulfilments::table.find(request).select(Fulfilment::as_select()).first(conn).or_none()
}

pub(super) fn insert_fulfilment(tx: &mut Conn, fulfilment: &Fulfilment) -> Result<()> {
    diesel::insert_into(fulfilments::table).values(fulfilment).execute(tx).or_fail().map(|_| ())
}

pub(super) fn next_round(tx: &mut Conn, request: &RequestId) -> Result<()> {
    diesel::update(fulfilments::table.find(request))
        .set(fulfilments::round.eq(fulfilments::round + 1))
        .execute(tx)
        .or_fail()
        .map(|_| ())
}

/// Requests that nobody carried out in time.
pub(super) fn overdue(conn: &mut Conn, now: Time, most: i64) -> Result<Vec<Request>> {
    kept()
        .filter(requests::state.eq_any([RequestState::AwaitingApproval, RequestState::Approved]))
        .filter(requests::lapses_at.le(now))
        .order(requests::lapses_at)
        .limit(most)
        .select(Request::as_select())
        .load(conn)
        .or_fail()
}

/// The signed form that counts.
pub fn signed_form(conn: &mut Conn, request: &RequestId) -> Result<Option<SignedForm>> {
    signed_forms::table
        .filter(signed_forms::request_id.eq(request))
        .filter(signed_forms::replaced_at.is_null())
        .order(signed_forms::uploaded_at.desc())
        .select(SignedForm::as_select())
        .first(conn)
        .or_none()
}

pub(super) fn signed_form_by_reference(conn: &mut Conn, typed: &str) -> Result<Option<SignedForm>> {
    let reference = parse(typed)?;
    signed_forms::table
        .inner_join(requests::table.on(requests::id.eq(signed_forms::request_id)))
        .filter(requests::reference.eq(reference))
        .filter(signed_forms::replaced_at.is_null())
        .order(signed_forms::uploaded_at.desc())
        .select(SignedForm::as_select())
        .first(conn)
        .or_none()
}

/// Every signed form of a request, replaced ones too, oldest first.
pub fn signed_forms(conn: &mut Conn, request: &RequestId) -> Result<Vec<SignedForm>> {
    signed_forms::table
        .filter(signed_forms::request_id.eq(request))
        .order((signed_forms::uploaded_at, signed_forms::id))
        .select(SignedForm::as_select())
        .load(conn)
        .or_fail()
}

pub(super) fn insert_signed_form(tx: &mut Conn, form: &SignedForm) -> Result<()> {
    diesel::insert_into(signed_forms::table).values(form).execute(tx).or_fail().map(|_| ())
}

pub(super) fn replace_signed_form(tx: &mut Conn, id: &SignedFormId, now: Time) -> Result<()> {
    diesel::update(signed_forms::table.find(id)).set(signed_forms::replaced_at.eq(now)).execute(tx).or_fail().map(|_| ())
}

/// Signed forms that came before a moment and are still there.
pub(super) fn overdue_signed_forms(conn: &mut Conn, before: Time, most: i64) -> Result<Vec<SignedForm>> {
    signed_forms::table
        .filter(signed_forms::destroyed_at.is_null())
        .filter(signed_forms::uploaded_at.lt(before))
        .order(signed_forms::uploaded_at)
        .limit(most)
        .select(SignedForm::as_select())
        .load(conn)
        .or_fail()
}

/// Whether the same file was brought another time, and that one is still kept.
pub(super) fn is_shared(conn: &mut Conn, form: &SignedForm) -> Result<bool> {
    let others: i64 = signed_forms::table
        .filter(signed_forms::blob.eq(&form.blob))
        .filter(signed_forms::id.ne(&form.id))
        .filter(signed_forms::destroyed_at.is_null())
        .count()
        .get_result(conn)
        .or_fail()?;
    Ok(others > 0)
}

/// What stays is that there was one, and its digest.
pub(super) fn empty_signed_form(tx: &mut Conn, id: &SignedFormId, now: Time) -> Result<()> {
    let emptied = (
        signed_forms::blob.eq(""),
        signed_forms::signatures.eq("[]"),
        signed_forms::report.eq("{}"),
        signed_forms::destroyed_at.eq(now),
    );
    diesel::update(signed_forms::table.find(id)).set(emptied).execute(tx).or_fail().map(|_| ())
}

/// Requests that were made and, if at all, ended before a moment, and are not forgotten.
pub(super) fn over_before(conn: &mut Conn, before: Time, after: Option<&RequestId>, most: i64) -> Result<Vec<RequestId>> {
    let ended = requests::ended_at.is_null().or(requests::ended_at.lt(before));
    let mut rows = kept().filter(requests::made_at.lt(before)).filter(ended).into_boxed();
    if let Some(after) = after {
        rows = rows.filter(requests::id.gt(after));
    }
    rows.order(requests::id).limit(most).select(requests::id).load(conn).or_fail()
}

/// What stays is which kind of request it was, where, when, and how it ended; who decided and who carried it out is the record's.
pub(super) fn forget(tx: &mut Conn, id: &RequestId, now: Time) -> Result<()> {
    let nobody = (
        requests::person_id.eq(None::<PersonId>),
        requests::national_id.eq(""),
        requests::given_names.eq(""),
        requests::surname.eq(""),
        requests::staff_no.eq(""),
        requests::mobile.eq(""),
        requests::search_key.eq(""),
        requests::reason.eq(None::<String>),
        requests::account_name.eq(None::<String>),
        requests::why.eq(None::<String>),
        requests::forgotten_at.eq(now),
    );
    diesel::update(requests::table.find(id)).set(nobody).execute(tx).or_fail()?;
    diesel::update(approvals::table.find(id)).set(approvals::reason.eq(None::<String>)).execute(tx).or_fail().map(|_| ())
}
