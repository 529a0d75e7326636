//! What `command_status` means for us (SMPP 3.4 §5.1.3).

use crate::settings::Reason;
use kunye_core::messages::ports::FailureReason;
use std::collections::BTreeMap;

pub const OK: u32 = 0x00;
pub const INVALID_LENGTH: u32 = 0x02;
pub const INVALID_COMMAND: u32 = 0x03;
pub const NOT_BOUND: u32 = 0x04;
/// `ESME_RX_T_APPN`: could not take it now, send it again.
pub const TRY_AGAIN: u32 = 0x64;

/// The answer to a `submit_sm` or a bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Taken,
    /// Not taken, and will not be.
    Refused(FailureReason),
    /// Not taken; may be later.
    NotNow(FailureReason),
}

/// The administrator's own table for the codes vendors add (0x0400–0x04FF and others); it goes before ours.
pub type Overrides = BTreeMap<u32, Reason>;

pub fn judge(status: u32, overrides: &Overrides) -> Verdict {
    use FailureReason::{BadNumber, Configuration, Other, Rejected, Throttled, Unreachable};
    use Verdict::{NotNow, Refused};
    if let Some(reason) = overrides.get(&status) {
        return if reason.passes() { NotNow(reason.0) } else { Refused(reason.0) };
    }
    match status {
        OK => Verdict::Taken,
        // Throttled, message queue full.
        0x58 | 0x14 => NotNow(Throttled),
        // Not bound, already bound (an old line not yet noticed dead), system error, temporary application error.
        NOT_BOUND | 0x05 | 0x08 | TRY_AGAIN => NotNow(Unreachable),
        // Bind failed, wrong password, wrong system id: nothing was taken, and all will be when the setting is right.
        0x0D..=0x0F => NotNow(Configuration),
        // "Submit failed" says no more than that, and neither does "unknown error".
        0x45 | 0xFF => NotNow(Other),
        0x0B => Refused(BadNumber),
        // Source address; lengths, flags and formats that our settings decide.
        0x0A | 0x01..=0x03 | 0x06 | 0x07 | 0x15 | 0x43 | 0x48..=0x54 | 0x61..=0x63 | 0xC0..=0xC4 => Refused(Configuration),
        // Permanent application error, message rejected, delivery failure.
        0x65 | 0x66 | 0xFE => Refused(Rejected),
        _ => Refused(Other),
    }
}

/// `0x0000000B`: as operators' own lists write it.
pub fn code(status: u32) -> String {
    format!("0x{status:08X}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_pass_later_is_told_from_what_will_not() {
        let none = Overrides::new();
        assert_eq!(judge(0, &none), Verdict::Taken);
        for (status, verdict) in [
            (0x58, Verdict::NotNow(FailureReason::Throttled)),
            (0x14, Verdict::NotNow(FailureReason::Throttled)),
            (0x08, Verdict::NotNow(FailureReason::Unreachable)),
            (0x0E, Verdict::NotNow(FailureReason::Configuration)),
            (0x45, Verdict::NotNow(FailureReason::Other)),
            (0x0A, Verdict::Refused(FailureReason::Configuration)),
            (0x0B, Verdict::Refused(FailureReason::BadNumber)),
            (0x66, Verdict::Refused(FailureReason::Rejected)),
            (0x0403, Verdict::Refused(FailureReason::Other)),
        ] {
            assert_eq!(judge(status, &none), verdict, "{}", code(status));
        }
        let own = Overrides::from([(0x0403, Reason(FailureReason::Throttled)), (0x66, Reason(FailureReason::BadNumber))]);
        assert_eq!(judge(0x0403, &own), Verdict::NotNow(FailureReason::Throttled));
        assert_eq!(judge(0x66, &own), Verdict::Refused(FailureReason::BadNumber));
    }
}
