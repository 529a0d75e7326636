//! Requests: what a member of staff asks for, and its way from the public form to a message on the phone.
//!
//! ```text
//! submit ─▶ AwaitingApproval ─▶ Approved ─▶ InDelivery ─▶ Fulfilled
//!               │      │            │            │  ▲          │
//!               ▼      ▼            ▼            ▼  │          ▼
//!           Declined  Refused · Lapsed          Failed ◀───────┘ (the network says it never arrived)
//! ```
//!
//! Three different people act: the applicant ([`submit`]), the supervisor ([`approve`]), the officer ([`attest`] a signature on
//! paper, [`file`] the scan, [`carry_out`]). Where the form was signed electronically, [`sign`] takes it instead of paper. [`deliver`] makes the password and sends it. [`lists`] and [`follow`] tell.

pub mod approve;
pub mod attest;
pub mod authorise;
pub mod carry_out;
pub mod deliver;
pub mod export;
pub mod file;
pub mod follow;
pub mod housekeeping;
pub mod lists;
mod model;
pub mod paper;
mod rules;
pub mod sign;
mod signatures;
mod store;
pub mod submit;
#[cfg(test)]
mod tests;
pub mod view;

pub use model::{Approval, Decision, Fulfilment, Request, RequestKind, RequestState, SignedForm, Signer, SignerRole, Way};
pub use store::{by_id, by_reference, changes, id_of, reference_of, signed_form, signed_forms};
