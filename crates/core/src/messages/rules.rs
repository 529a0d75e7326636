//! How the receipts of a message's parts become the state of the message.

use super::deliveries::DeliveryState;
use super::ports::{FailureReason, ReceiptState};

/// The last word on each part, or `None` where nothing came yet. A message has arrived when every part has; it has failed when
/// one part has; as long as neither is sure, it is what the gateway said: accepted, or unknown.
pub fn combine(parts: &[Option<ReceiptState>]) -> (DeliveryState, Option<FailureReason>) {
    let failed = parts.iter().find_map(|part| match part {
        Some(ReceiptState::Failed(reason)) => Some(*reason),
        _ => None,
    });
    if let Some(reason) = failed {
        return (DeliveryState::Failed, Some(reason));
    }
    let all = |state: ReceiptState| !parts.is_empty() && parts.iter().all(|part| *part == Some(state));
    if all(ReceiptState::Delivered) {
        return (DeliveryState::Delivered, None);
    }
    let settled = parts.iter().all(|part| matches!(part, Some(ReceiptState::Delivered | ReceiptState::Unknown)));
    if settled && !parts.is_empty() { (DeliveryState::Unknown, None) } else { (DeliveryState::Accepted, None) }
}

/// Which of two receipts for one part counts. Networks send them late, twice and out of order: a final word stays, and
/// "delivered" beats everything, because a phone that has a message cannot lose having had it.
pub fn later(old: Option<ReceiptState>, new: ReceiptState) -> ReceiptState {
    match (old, new) {
        (Some(ReceiptState::Delivered), _) | (_, ReceiptState::Delivered) => ReceiptState::Delivered,
        (Some(failed @ ReceiptState::Failed(_)), _) => failed,
        (Some(ReceiptState::Unknown), ReceiptState::Pending) => ReceiptState::Unknown,
        (_, new) => new,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ReceiptState::{Delivered, Failed, Pending, Unknown};

    #[test]
    fn a_message_arrives_with_its_last_part() {
        assert_eq!(combine(&[Some(Delivered), None]).0, DeliveryState::Accepted);
        assert_eq!(combine(&[Some(Delivered), Some(Pending)]).0, DeliveryState::Accepted);
        assert_eq!(combine(&[Some(Delivered), Some(Delivered)]).0, DeliveryState::Delivered);
        assert_eq!(combine(&[Some(Delivered), Some(Unknown)]).0, DeliveryState::Unknown);
        let expired = FailureReason::Expired;
        assert_eq!(combine(&[Some(Delivered), Some(Failed(expired))]), (DeliveryState::Failed, Some(expired)));
        assert_eq!(combine(&[]).0, DeliveryState::Accepted);
    }

    #[test]
    fn late_and_repeated_receipts_do_not_undo_the_last_word() {
        let failed = Failed(FailureReason::Expired);
        assert_eq!(later(Some(Delivered), failed), Delivered);
        assert_eq!(later(Some(failed), Delivered), Delivered);
        assert_eq!(later(Some(failed), Pending), failed);
        assert_eq!(later(Some(Unknown), Pending), Unknown);
        assert_eq!(later(Some(Pending), Unknown), Unknown);
        assert_eq!(later(None, Pending), Pending);
    }
}
