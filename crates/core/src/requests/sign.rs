//! The form comes back with electronic signatures, made in the signers' own software (A5).

use super::model::{Approval, Decision, Request, RequestState, SignedForm, SignerRole, Way};
use super::signatures::{self, Good};
use super::{paper, rules, store};
use crate::audit::{self, Entry};
use crate::db::Conn;
use crate::issued;
use crate::policy;
use crate::register;
use crate::register::duties::{self, SupervisorSeat};
use crate::throttle::{self, Rate};
use crate::world::World;
use kunye_esign::pdf;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::id::{RequestId, SignedFormId};
use kunye_kernel::time::MINUTE;

/// Validation costs more than most of what strangers may ask for.
const PER_SOURCE: Rate = Rate { burst: 10, every: MINUTE };

/// Takes a signed form: from whoever holds the form (the applicant, who cannot sign in), or from a supervisor who is signed in and whose
/// signature must then be the second. It must begin with the very bytes that were issued.
pub fn take(world: &World, actor: &Actor, reference: &str, bytes: &[u8]) -> Result<SignedForm> {
    let (now, policy) = (world.now(), world.policy()?);
    if !world.signatures.are_taken() {
        return Err(Error::conflict("signed-not-taken"));
    }
    let most = policy.get(policy::SCAN_MAX_SIZE);
    if i64::try_from(bytes.len()).unwrap_or(i64::MAX) > most * 1024 * 1024 {
        return Err(Error::new(Kind::TooLarge, "scan-too-large").with("max", most));
    }
    let source = actor.source();
    world.db.write(|tx| throttle::take(tx, &world.vault, &format!("sign:{}", source.network()), PER_SOURCE, now))?;
    let request = world.db.read(|conn| open_for(conn, world, actor, reference))?;
    let issued = world.db.read(|conn| issued_within(conn, &request.id, bytes))?;
    pdf::additions(bytes, issued).map_err(|reason| Error::field("signed", "signed-changed").because(reason.code.text()))?;
    let report = world.signatures.validate(bytes, now);
    let lowest = signatures::level(policy.get(policy::SIGNATURE_LEVEL));
    let good = signatures::good(&report, issued, &request.national_id, lowest)?;
    let blob = world.blobs.put(&SignedForm::drawer(&request.claimed_unit_id), bytes)?;
    let form = SignedForm {
        id: SignedFormId::new(now, &*world.entropy),
        request_id: request.id.clone(),
        owner: request.claimed_unit_id.clone(),
        blob,
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        digest: issued::digest(bytes),
        signatures: serde_json::to_string(&good.iter().map(|one| &one.signer).collect::<Vec<_>>()).map_err(Error::internal)?,
        report: serde_json::to_string(&report).map_err(Error::internal)?,
        uploaded_at: now,
        replaced_at: None,
        destroyed_at: None,
    };
    world.db.write(|tx| {
        let request = open_for(tx, world, actor, reference)?;
        keep(tx, world, actor, &request, &form, &good)
    })
}

/// The request, while it may still be signed; for a supervisor of its person, when somebody is signed in.
fn open_for(conn: &mut Conn, world: &World, actor: &Actor, reference: &str) -> Result<Request> {
    let request = store::by_reference(conn, reference)?;
    if actor.person().is_some() {
        let applicant = request.person_id.as_ref().ok_or_else(Error::not_found)?;
        duties::supervisor_of(conn, actor, applicant, world.today())?.ok_or_else(Error::not_found)?;
    }
    match request.state {
        RequestState::AwaitingApproval | RequestState::Approved => Ok(request),
        state => Err(Error::conflict("request-state-forbids").with("state", state)),
    }
}

/// How many bytes of the file are the form as we issued it.
fn issued_within(conn: &mut Conn, request: &RequestId, bytes: &[u8]) -> Result<usize> {
    let mut longest = None;
    for document in issued::of_subject(conn, request.as_str())?.iter().filter(|document| document.kind == paper::KIND) {
        let size = usize::try_from(document.size).unwrap_or(usize::MAX);
        if bytes.get(..size).is_some_and(|beginning| issued::digest(beginning) == document.digest) {
            longest = longest.max(Some(size));
        }
    }
    match longest {
        Some(size) if size == bytes.len() => Err(Error::field("signed", "signed-unsigned")),
        Some(size) => Ok(size),
        None if bytes.is_empty() => Err(Error::field("signed", "signed-none")),
        None if !bytes.starts_with(b"%PDF-") => Err(Error::field("signed", "signed-not-pdf")),
        None => Err(Error::field("signed", "signed-not-ours")),
    }
}

fn keep(tx: &mut Conn, world: &World, actor: &Actor, request: &Request, form: &SignedForm, good: &[Good]) -> Result<SignedForm> {
    let now = world.now();
    let supervisor = good.iter().find(|one| one.signer.role == SignerRole::Supervisor);
    let seat = supervisor.map(|one| seat_of(tx, world, request, one)).transpose()?;
    if actor.person().is_some() && actor.person() != seat.as_ref().map(|seat| &seat.person) {
        return Err(Error::field("signed", "signed-not-yours"));
    }
    if let Some(before) = store::signed_form(tx, &request.id)? {
        if before.digest == form.digest {
            return Ok(before);
        }
        // Whoever signed before has signed for good.
        if before.signers().len() > good.len() {
            return Err(Error::field("signed", "signed-fewer"));
        }
        store::replace_signed_form(tx, &before.id, now)?;
    }
    store::insert_signed_form(tx, form)?;
    let detail = serde_json::json!({ "signers": form.signers(), "sha256": form.digest });
    audit::record(
        tx,
        now,
        actor,
        &Entry::new("form.signed", "request", request.id.as_str()).unit(&request.unit_id).detail(detail),
    )?;
    if let (Some(seat), Some(one)) = (seat, supervisor)
        && request.state == RequestState::AwaitingApproval
    {
        approve(tx, world, actor, request, &seat, one)?;
    }
    Ok(form.clone())
}

/// The seat from which the second signature was made: that of the head or a deputy, on the day of the signature where a time stamp
/// proves it, today otherwise.
fn seat_of(tx: &mut Conn, world: &World, request: &Request, one: &Good) -> Result<SupervisorSeat> {
    let applicant = request.person_id.as_ref().ok_or_else(|| Error::conflict("request-missing-person"))?;
    let refused = || Error::field("signed", "signed-not-supervisor").with("name", &one.signer.name);
    let person = register::person_by_national_id(tx, &one.national_id)?.ok_or_else(refused)?;
    rules::three_people(applicant, Some(&person.id), None)?;
    let day = one.time.unwrap_or_else(|| world.now()).day();
    let seats = duties::supervisors_of(tx, applicant, day)?;
    seats.into_iter().find(|seat| seat.person == person.id).ok_or_else(refused)
}

fn approve(tx: &mut Conn, world: &World, actor: &Actor, request: &Request, seat: &SupervisorSeat, one: &Good) -> Result<()> {
    let now = world.now();
    let request = store::move_to(tx, request, RequestState::Approved, None, now)?;
    let signed_on = one.time.unwrap_or(now).day();
    let approval = Approval {
        request_id: request.id.clone(),
        decision: Decision::Approved,
        way: Way::Signature,
        supervisor_id: seat.person.clone(),
        as_deputy: seat.as_deputy,
        signed_on,
        recorded_by: seat.person.clone(),
        recorded_at: now,
        reason: None,
    };
    store::insert_approval(tx, &approval)?;
    let detail = serde_json::json!({
        "way": approval.way, "supervisor": seat.person, "as_deputy": seat.as_deputy, "signed_on": signed_on.iso(),
    });
    audit::record(
        tx,
        now,
        actor,
        &Entry::new("request.approved", "request", request.id.as_str()).unit(&request.unit_id).detail(detail),
    )
}

/// The form as it was signed last, for whoever was let through to the request.
pub fn open(world: &World, form: &SignedForm) -> Result<Vec<u8>> {
    if form.destroyed_at.is_some() {
        return Err(Error::conflict("document-destroyed"));
    }
    world.blobs.get(&SignedForm::drawer(&form.owner), &form.blob).map(|bytes| bytes.to_vec())
}

/// The same for one of the person's supervisors, signed in.
pub fn open_for_supervisor(world: &World, actor: &Actor, reference: &str) -> Result<Vec<u8>> {
    let form = world.db.read(|conn| {
        let request = store::by_reference(conn, reference)?;
        let applicant = request.person_id.as_ref().ok_or_else(Error::not_found)?;
        duties::supervisor_of(conn, actor, applicant, world.today())?.ok_or_else(Error::not_found)?;
        store::signed_form(conn, &request.id)?.ok_or_else(Error::not_found)
    })?;
    open(world, &form)
}
