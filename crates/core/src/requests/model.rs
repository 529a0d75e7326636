//! Types of this room, and which states may follow which.

use crate::db::text_enum;
use crate::schema::{approvals, fulfilments, requests, signed_forms};
use diesel::prelude::*;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::{AccountId, PersonId, RequestId, SignedFormId, UnitId};
use kunye_kernel::language::Language;
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::{Day, Time};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What is asked for. All but the last end in a new password; the kind tells officer and record why.
    pub enum RequestKind {
        /// The password ran out or was forgotten.
        Renewal = "renewal",
        FirstPassword = "first_password",
        /// The account was closed.
        Unlock = "unlock",
        /// Roles in an application are to be given or taken (A11). No password is made.
        Authorisation = "authorisation",
    }
}

impl RequestKind {
    /// Whether it ends in a new password.
    pub fn brings_password(self) -> bool {
        self != RequestKind::Authorisation
    }
}

text_enum! {
    pub enum RequestState {
        AwaitingApproval = "awaiting_approval",
        Approved = "approved",
        /// By the supervisor.
        Declined = "declined",
        /// By the officer: the papers or the person are not right.
        Refused = "refused",
        InDelivery = "in_delivery",
        /// The gateway has taken the message, or the roles are changed.
        Fulfilled = "fulfilled",
        /// The message did not arrive; the officer may send again.
        Failed = "failed",
        /// Nobody carried it out in time.
        Lapsed = "lapsed",
    }
}

impl RequestState {
    /// The legal transitions, and no others.
    pub fn to(self, next: RequestState) -> Result<RequestState> {
        use RequestState::{Approved, AwaitingApproval, Declined, Failed, Fulfilled, InDelivery, Lapsed, Refused};
        let legal = matches!(
            (self, next),
            (AwaitingApproval, Approved | Declined | Refused | Lapsed)
                | (Approved, InDelivery | Fulfilled | Refused | Lapsed)
                | (InDelivery, Fulfilled | Failed)
                | (Fulfilled, Failed | InDelivery)
                | (Failed, InDelivery)
        );
        if legal { Ok(next) } else { Err(Error::conflict("request-state-forbids").with("state", self)) }
    }

    pub fn is_open(self) -> bool {
        matches!(self, Self::AwaitingApproval | Self::Approved | Self::InDelivery | Self::Failed)
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = requests, treat_none_as_default_value = false)]
pub struct Request {
    pub id: RequestId,
    pub reference: String,
    /// The form it came from: sending the same form twice makes one request.
    pub draft: String,
    pub kind: RequestKind,
    pub state: RequestState,
    /// Where it is dealt with: the unit in the register once the person was found there, the claimed one before.
    pub unit_id: UnitId,
    pub claimed_unit_id: UnitId,
    /// Who it is about, once found in the register.
    pub person_id: Option<PersonId>,
    pub national_id: NationalId,
    pub given_names: String,
    pub surname: String,
    pub staff_no: String,
    pub mobile: Mobile,
    pub search_key: String,
    /// Somebody else may know the password: it ends when the request is carried out, not when the new one is used.
    pub compromised: bool,
    /// Of the form, as it was filled in.
    pub language: Language,
    /// Version of the privacy notice that was shown before data was taken.
    pub notice_version: String,
    pub made_at: Time,
    pub lapses_at: Time,
    pub ended_at: Option<Time>,
    /// Why it was declined, refused or failed: a person's words, or a text key.
    pub reason: Option<String>,
    /// The unit's account it is about, by the user name on the form; none for one's own.
    pub account_name: Option<String>,
    /// Why roles are asked for, in the applicant's words.
    pub why: Option<String>,
}

impl Request {
    pub fn claimed_name(&self) -> String {
        format!("{} {}", self.given_names, self.surname)
    }
}

text_enum! {
    pub enum Decision { Approved = "approved", Declined = "declined" }
}

text_enum! {
    /// How the supervisor's decision reached us.
    pub enum Way {
        /// Wet signature on the form; the officer attests it.
        Paper = "paper",
        /// Signed in.
        Electronic = "electronic",
        /// A qualified electronic signature on the form itself.
        Signature = "signature",
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = approvals, treat_none_as_default_value = false)]
pub struct Approval {
    pub request_id: RequestId,
    pub decision: Decision,
    pub way: Way,
    pub supervisor_id: PersonId,
    pub as_deputy: bool,
    pub signed_on: Day,
    /// The supervisor, or the officer who attested the paper.
    pub recorded_by: PersonId,
    pub recorded_at: Time,
    pub reason: Option<String>,
}

/// What was done, by whom (glossary: *karşılama*). Which messages were sent is in the book of deliveries.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = fulfilments, treat_none_as_default_value = false)]
pub struct Fulfilment {
    pub request_id: RequestId,
    pub officer_id: PersonId,
    /// Key of the statement the officer made.
    pub statement: String,
    pub attested_at: Time,
    pub account_id: AccountId,
    /// How often delivery was ordered: 1, and one more for each "send again".
    pub round: i32,
}

/// A form that came back with electronic signatures, each of them good.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = signed_forms, treat_none_as_default_value = false)]
pub struct SignedForm {
    pub id: SignedFormId,
    pub request_id: RequestId,
    /// The unit under whose key it is kept until the officer files it.
    pub owner: UnitId,
    pub blob: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256, in hexadecimal digits.
    pub digest: String,
    /// JSON of [`Signer`]s, in the order in which they signed.
    pub signatures: String,
    /// JSON of the whole validation report.
    pub report: String,
    pub uploaded_at: Time,
    pub replaced_at: Option<Time>,
    pub destroyed_at: Option<Time>,
}

impl SignedForm {
    pub fn signers(&self) -> Vec<Signer> {
        serde_json::from_str(&self.signatures).unwrap_or_default()
    }

    /// Where its bytes lie, apart from the unit's archive.
    pub(super) fn drawer(owner: &UnitId) -> String {
        format!("{owner}/signed")
    }
}

text_enum! {
    pub enum SignerRole { Applicant = "applicant", Supervisor = "supervisor" }
}

/// Somebody whose signature on the form was found good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    pub role: SignerRole,
    /// As the certificate has it.
    pub name: String,
    /// `B-B` to `B-LTA`.
    pub level: String,
    /// In milliseconds of [`Time`]; none when no time stamp proves one.
    pub proved_at: Option<i64>,
    /// Authority that issued the certificate.
    pub issuer: String,
}
