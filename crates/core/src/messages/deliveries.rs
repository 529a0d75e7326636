//! The book of deliveries: one row for each attempt to bring a message to a phone.

use super::ports::{FailureReason, Handover, Receipt, ReceiptState, Receipts};
use super::rules;
use crate::db::{Conn, IntoResult, insert_new, text_enum};
use crate::jobs;
use crate::schema::{deliveries, delivery_parts, receipts};
use crate::world::World;
use diesel::prelude::*;
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{DeliveryId, PersonId, ulid};
use kunye_kernel::time::Time;
use std::collections::BTreeMap;

text_enum! {
    /// What is known of a delivery. `Accepted` is the gateway's word, `Delivered` the network's; nothing less is shown as them.
    pub enum DeliveryState {
        /// Written down; the gateway has not seen it.
        Made = "made",
        /// On its way to the gateway: after a crash, this is all that is known.
        HandedOver = "handed_over",
        Accepted = "accepted",
        Delivered = "delivered",
        Failed = "failed",
        Unknown = "unknown",
    }
}

text_enum! {
    pub enum Channel { Sms = "sms", Mail = "mail" }
}

impl FailureReason {
    pub const ALL: [FailureReason; 8] = [
        Self::BadNumber,
        Self::Expired,
        Self::Undeliverable,
        Self::Rejected,
        Self::Throttled,
        Self::Unreachable,
        Self::Configuration,
        Self::Other,
    ];

    /// The word it is stored as, and the end of its text's key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadNumber => "bad_number",
            Self::Expired => "expired",
            Self::Undeliverable => "undeliverable",
            Self::Rejected => "rejected",
            Self::Throttled => "throttled",
            Self::Unreachable => "unreachable",
            Self::Configuration => "configuration",
            Self::Other => "other",
        }
    }

    fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text).unwrap_or(Self::Other)
    }
}

/// The kind of the job that tells the owner of a delivery about its end. The job's subject is the delivery's id.
pub const SETTLED: &str = "delivery.settled";

/// A delivery as it is read.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = deliveries)]
pub struct Delivery {
    pub id: DeliveryId,
    pub purpose: String,
    /// Id of what it is about: a request, a credential.
    pub subject: String,
    pub person_id: PersonId,
    pub channel: Channel,
    /// The masked number.
    pub recipient_hint: String,
    pub gateway: String,
    pub state: DeliveryState,
    /// A [`FailureReason`] word.
    pub reason: Option<String>,
    /// The gateway's own code.
    pub code: Option<String>,
    pub parts: i32,
    pub made_at: Time,
    pub handed_over_at: Option<Time>,
    pub accepted_at: Option<Time>,
    pub ended_at: Option<Time>,
}

pub struct NewDelivery<'a> {
    pub id: &'a DeliveryId,
    pub purpose: &'static str,
    pub subject: &'a str,
    pub person: &'a PersonId,
    pub channel: Channel,
    pub recipient_hint: String,
    pub gateway: &'a str,
}

/// Writes down that a message is about to be handed over. Committed before the gateway hears of it: a row in this state without
/// an outcome is what a crash leaves.
pub fn hand_over(tx: &mut Conn, new: &NewDelivery<'_>, now: Time) -> Result<()> {
    let row = (
        deliveries::id.eq(new.id),
        deliveries::purpose.eq(new.purpose),
        deliveries::subject.eq(new.subject),
        deliveries::person_id.eq(new.person),
        deliveries::channel.eq(new.channel),
        deliveries::recipient_hint.eq(&new.recipient_hint),
        deliveries::gateway.eq(new.gateway),
        deliveries::state.eq(DeliveryState::HandedOver),
        deliveries::parts.eq(0),
        deliveries::made_at.eq(now),
        deliveries::handed_over_at.eq(now),
    );
    diesel::insert_into(deliveries::table).values(row).execute(tx).or_fail().map(|_| ())
}

/// Writes down what the gateway said, and joins it with receipts that were quicker than the answer.
pub fn settle(tx: &mut Conn, entropy: &dyn Entropy, id: &DeliveryId, handover: &Handover, now: Time) -> Result<DeliveryState> {
    let row = deliveries::table.find(id);
    match handover {
        Handover::Accepted { references } => {
            let gateway: String = row.select(deliveries::gateway).first(tx).or_fail()?;
            for (part, reference) in references.iter().enumerate() {
                let part = i32::try_from(part).unwrap_or(i32::MAX);
                let values = (
                    delivery_parts::delivery_id.eq(id),
                    delivery_parts::part.eq(part),
                    delivery_parts::gateway.eq(&gateway),
                    delivery_parts::reference.eq(reference),
                );
                insert_new!(tx, delivery_parts::table, values).or_fail()?;
            }
            let parts = i32::try_from(references.len()).unwrap_or(i32::MAX);
            diesel::update(row)
                .set((
                    deliveries::state.eq(DeliveryState::Accepted),
                    deliveries::accepted_at.eq(now),
                    deliveries::parts.eq(parts),
                ))
                .execute(tx)
                .or_fail()?;
            refresh(tx, entropy, id, now)
        }
        Handover::Refused { reason, code } | Handover::NotNow { reason, code } => {
            diesel::update(row)
                .set((
                    deliveries::state.eq(DeliveryState::Failed),
                    deliveries::reason.eq(reason.as_str()),
                    deliveries::code.eq(code),
                    deliveries::ended_at.eq(now),
                ))
                .execute(tx)
                .or_fail()?;
            Ok(DeliveryState::Failed)
        }
        Handover::Unknown => {
            diesel::update(row).set(deliveries::state.eq(DeliveryState::Unknown)).execute(tx).or_fail()?;
            Ok(DeliveryState::Unknown)
        }
    }
}

/// Marks what a crash left between hand-over and answer.
pub fn give_up_on(tx: &mut Conn, subject: &str) -> Result<usize> {
    diesel::update(
        deliveries::table.filter(deliveries::subject.eq(subject)).filter(deliveries::state.eq(DeliveryState::HandedOver)),
    )
    .set(deliveries::state.eq(DeliveryState::Unknown))
    .execute(tx)
    .or_fail()
}

/// Deliveries about one thing, oldest first.
pub fn of(conn: &mut Conn, subject: &str) -> Result<Vec<Delivery>> {
    deliveries::table
        .filter(deliveries::subject.eq(subject))
        .order((deliveries::made_at, deliveries::id))
        .select(Delivery::as_select())
        .load(conn)
        .or_fail()
}

pub fn find(conn: &mut Conn, id: &str) -> Result<Option<Delivery>> {
    deliveries::table.find(id).select(Delivery::as_select()).first(conn).or_none()
}

/// What a receipt says.
#[derive(Queryable, Selectable)]
#[diesel(table_name = receipts)]
struct Said {
    state: String,
    reason: Option<String>,
    code: String,
}

/// Computes a delivery's state from its parts' receipts, and tells its owner (a job) when it has come to an end.
fn refresh(tx: &mut Conn, entropy: &dyn Entropy, id: &DeliveryId, now: Time) -> Result<DeliveryState> {
    // Each part, with each receipt of it that has come.
    let known: Vec<(i32, Option<Said>)> = delivery_parts::table
        .left_join(
            receipts::table
                .on(receipts::gateway.eq(delivery_parts::gateway).and(receipts::reference.eq(delivery_parts::reference))),
        )
        .filter(delivery_parts::delivery_id.eq(id))
        .order((delivery_parts::part, receipts::at, receipts::id))
        .select((delivery_parts::part, Option::<Said>::as_select()))
        .load(tx)
        .or_fail()?;
    let mut code = None;
    let mut states: BTreeMap<i32, Option<ReceiptState>> = BTreeMap::new();
    for (part, receipt) in known {
        let last = states.entry(part).or_default();
        if let Some(said) = receipt {
            *last = Some(rules::later(*last, read(&said.state, said.reason.as_deref())));
            code = Some(said.code);
        }
    }
    let states: Vec<_> = states.into_values().collect();
    let (state, reason) = rules::combine(&states);
    if states.iter().all(Option::is_none) {
        return Ok(state);
    }
    let ended = matches!(state, DeliveryState::Delivered | DeliveryState::Failed);
    let changed = diesel::update(deliveries::table.find(id).filter(deliveries::state.ne(state)))
        .set((
            deliveries::state.eq(state),
            deliveries::reason.eq(reason.map(FailureReason::as_str)),
            deliveries::code.eq(code),
            deliveries::ended_at.eq(ended.then_some(now)),
        ))
        .execute(tx)
        .or_fail()?;
    if changed == 1 && ended {
        jobs::enqueue(tx, entropy, SETTLED, id.as_str(), now, now)?;
    }
    Ok(state)
}

fn read(state: &str, reason: Option<&str>) -> ReceiptState {
    match state {
        "delivered" => ReceiptState::Delivered,
        "failed" => ReceiptState::Failed(FailureReason::parse(reason.unwrap_or_default())),
        "pending" => ReceiptState::Pending,
        _ => ReceiptState::Unknown,
    }
}

/// Takes receipts from gateways into the book.
pub struct StoreReceipts(pub World);

impl Receipts for StoreReceipts {
    fn receive(&self, receipt: Receipt) -> Result<()> {
        let World { db, entropy, .. } = &self.0;
        let now = self.0.now();
        let (state, reason) = match receipt.state {
            ReceiptState::Pending => ("pending", None),
            ReceiptState::Delivered => ("delivered", None),
            ReceiptState::Failed(reason) => ("failed", Some(reason.as_str())),
            ReceiptState::Unknown => ("unknown", None),
        };
        if receipt.reference.is_empty() || receipt.reference.len() > 200 {
            return Err(Error::field("reference", "error-invalid"));
        }
        db.write(|tx| {
            let row = (
                receipts::id.eq(ulid(now, &**entropy)),
                receipts::gateway.eq(&receipt.gateway),
                receipts::reference.eq(&receipt.reference),
                receipts::state.eq(state),
                receipts::reason.eq(reason),
                receipts::code.eq(receipt.code.chars().take(60).collect::<String>()),
                receipts::at.eq(receipt.at),
            );
            diesel::insert_into(receipts::table).values(row).execute(tx).or_fail()?;
            let owners: Vec<DeliveryId> = delivery_parts::table
                .filter(delivery_parts::gateway.eq(&receipt.gateway))
                .filter(delivery_parts::reference.eq(&receipt.reference))
                .select(delivery_parts::delivery_id)
                .load(tx)
                .or_fail()?;
            for id in owners {
                refresh(tx, &**entropy, &id, now)?;
            }
            Ok(())
        })?;
        self.0.bell.ring();
        Ok(())
    }
}
