//! Identifiers: ULIDs, made here and not by a database, each kind a type of its own.

use crate::entropy::Entropy;
use crate::time::Time;

/// 26 characters of Crockford's base 32: 48 bits of time in milliseconds, 80 bits of randomness. Sorts by time.
pub fn ulid(now: Time, entropy: &dyn Entropy) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut random = [0; 10];
    entropy.fill(&mut random);
    let mut value = (now.0.max(0) as u128) << 80;
    for (i, byte) in random.iter().enumerate() {
        value |= u128::from(*byte) << (72 - 8 * i);
    }
    (0..26).map(|i| ALPHABET[(value >> (125 - 5 * i)) as usize & 31] as char).collect()
}

/// Whether a text could be an id of ours: keeps nonsense from addresses out of queries.
pub fn looks_like_id(text: &str) -> bool {
    text.len() == 26 && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

/// Declares id types: each a [`ulid`] in a newtype.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow), diesel(sql_type = diesel::sql_types::Text))]
        pub struct $name(pub String);

        impl $name {
            pub fn new(now: $crate::time::Time, entropy: &dyn $crate::entropy::Entropy) -> Self {
                Self($crate::id::ulid(now, entropy))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        $crate::stored_as_text!($name, |text| Some(Self(text)));

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

ids! {
    InstitutionId, UnitId, PersonId, PostId, DutyId,
    AccountId, CredentialId,
    ApplicationId, RoleId, AuthorisationId, ServiceAccountId,
    RequestId, ArchiveItemId, DeliveryId, JobId, ImportId, PolicyId,
    ProgrammeId, TierTableId, CourseId, SiteId, CountId, DecisionId, SessionId, ReservationId,
    ParticipantId, CertificateId, AbsenceId, BatchId, ContactId, QuestionId, DemandId,
    PaperId, SendId,
    ReviewId, CallId, CandidateId, LeaveId, SpreadId,
    ClientId, GrantId,
    SignedFormId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn ids_sort_by_time_and_differ() {
        let entropy = SeededEntropy::new(1);
        let early = ulid(Time(1_000), &entropy);
        let late = ulid(Time(2_000), &entropy);
        assert!(early < late);
        assert_ne!(late, ulid(Time(2_000), &entropy));
        assert!(looks_like_id(&early));
        assert!(!looks_like_id("../etc/passwd"));
        // The example of the ULID specification: its time part.
        assert!(ulid(Time(1_469_918_176_385), &entropy).starts_with("01ARYZ6S41"));
    }
}
