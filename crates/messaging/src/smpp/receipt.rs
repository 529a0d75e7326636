//! Delivery receipts in a `deliver_sm`: optional parameters (SMPP 3.4 §5.3.2.12, .35) and the text of appendix B.

use super::pdu::Deliver;
use crate::settings::foreign_words;
use kunye_core::messages::ports::{FailureReason, ReceiptState};
use zeroize::Zeroizing;

/// In which base a peer writes message ids. The specification knows one id; many peers write it in hexadecimal in one place and
/// in decimal in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReceiptIds {
    /// The same text in both places.
    #[default]
    Same,
    /// `submit_sm_resp` in decimal, the receipt in hexadecimal.
    DecimalHex,
    /// `submit_sm_resp` in hexadecimal, the receipt in decimal.
    HexDecimal,
}

impl ReceiptIds {
    /// The reference we keep for an id in a `submit_sm_resp` (or in `receipted_message_id`, which repeats it).
    pub fn answered(self, id: &str) -> String {
        let id = &foreign_words(id);
        match self {
            Self::Same => id.to_owned(),
            Self::DecimalHex => number(id, 10),
            Self::HexDecimal => number(id, 16),
        }
    }

    /// The reference that an id in a receipt's text means.
    fn receipted(self, id: &str) -> String {
        let id = &foreign_words(id);
        match self {
            Self::Same => id.to_owned(),
            Self::DecimalHex => number(id, 16),
            Self::HexDecimal => number(id, 10),
        }
    }
}

/// Both bases come to the same decimal number; what is no number stays as it is.
fn number(id: &str, base: u32) -> String {
    u128::from_str_radix(id, base).map_or_else(|_| id.to_owned(), |number| number.to_string())
}

/// What a receipt says.
#[derive(Debug, PartialEq, Eq)]
pub struct Report {
    pub reference: String,
    pub state: ReceiptState,
    pub code: String,
}

/// `None`: this is no receipt (somebody answered the sender's number, for example), or it names no message.
///
/// The text form counts only when `esm_class` says that the message is a receipt: anybody can send a text that looks like one.
pub fn read(deliver: &Deliver, ids: ReceiptIds) -> Option<Report> {
    // §5.2.12: bits 5–2 are 0001 for a receipt, 1000 for an intermediate notification.
    let declared = matches!(deliver.esm_class & 0x3C, 0x04 | 0x20);
    let text = Zeroizing::new(if declared { message_text(deliver) } else { String::new() });
    let said = said(&text);
    let reference = match (&deliver.receipted_message_id, field(said, "id")) {
        (Some(id), _) => ids.answered(id),
        (None, id) => ids.receipted(id?),
    };
    let word = field(said, "stat");
    let state = match (deliver.message_state, word) {
        (Some(state), _) => by_number(state, deliver.network_error),
        (None, word) => by_word(word?, deliver.network_error),
    };
    let mut code = word.map_or_else(|| format!("state:{}", deliver.message_state.unwrap_or_default()), str::to_owned);
    if let Some(error) = field(said, "err") {
        code.push_str(&format!(" err:{error}"));
    } else if let Some((network, error)) = deliver.network_error {
        code.push_str(&format!(" net:{network}/{error}"));
    }
    (!reference.is_empty()).then(|| Report { reference, state, code: foreign_words(&code) })
}

fn message_text(deliver: &Deliver) -> String {
    if deliver.data_coding == 8 {
        let units = deliver.message.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or('?')).collect()
    } else {
        deliver.message.iter().map(|byte| char::from(*byte)).collect()
    }
}

/// What stands before `text:`, the beginning of our own message, which is not looked at. ASCII, so that places in it can be found
/// in any case of letters.
fn said(text: &str) -> &str {
    let ascii = &text[..text.find(|c: char| !c.is_ascii()).unwrap_or(text.len())];
    let end = ascii.to_ascii_lowercase().find(" text:");
    &ascii[..end.unwrap_or(ascii.len())]
}

/// The value behind `name:`, up to the next space.
fn field<'a>(said: &'a str, name: &str) -> Option<&'a str> {
    let words = said.split_ascii_whitespace();
    let mut found = words.filter_map(|word| word.split_once(':')).filter(|(key, _)| key.eq_ignore_ascii_case(name));
    found.next().map(|(_, value)| value).filter(|value| !value.is_empty())
}

/// §5.2.28.
fn by_number(state: u8, network_error: Option<(u8, u16)>) -> ReceiptState {
    match state {
        1 | 6 => ReceiptState::Pending,
        2 => ReceiptState::Delivered,
        3 => ReceiptState::Failed(FailureReason::Expired),
        5 => ReceiptState::Failed(undeliverable(network_error)),
        4 | 8 => ReceiptState::Failed(FailureReason::Rejected),
        _ => ReceiptState::Unknown,
    }
}

/// Appendix B, table B-2; `SCHEDLD` is a word of later versions.
fn by_word(word: &str, network_error: Option<(u8, u16)>) -> ReceiptState {
    let words = ["SCHEDLD", "ENROUTE", "DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD"];
    match words.iter().position(|known| known.eq_ignore_ascii_case(word)) {
        Some(0) => ReceiptState::Pending,
        Some(state) => by_number(state as u8, network_error),
        None => ReceiptState::Unknown,
    }
}

/// Network type 3 is GSM, whose error 1 is "unknown subscriber" (3GPP TS 29.002 §17.6.6).
fn undeliverable(network_error: Option<(u8, u16)>) -> FailureReason {
    if network_error == Some((3, 1)) { FailureReason::BadNumber } else { FailureReason::Undeliverable }
}

#[cfg(test)]
mod tests {
    use super::*;
    use FailureReason::{BadNumber, Expired, Rejected, Undeliverable};
    use ReceiptState::{Delivered, Failed, Pending, Unknown};

    fn text(text: &str) -> Deliver {
        Deliver { esm_class: 0x04, message: Zeroizing::new(text.as_bytes().to_vec()), ..Deliver::default() }
    }

    fn report(deliver: &Deliver) -> (String, ReceiptState, String) {
        let Report { reference, state, code } = read(deliver, ReceiptIds::Same).unwrap();
        (reference, state, code)
    }

    #[test]
    fn the_text_form_is_read() {
        let long = "id:0123456789 sub:001 dlvrd:001 submit date:2611221305 done date:2611221306 stat:DELIVRD err:000 text:Parola";
        assert_eq!(report(&text(long)), ("0123456789".into(), Delivered, "DELIVRD err:000".into()));
        assert_eq!(report(&text("ID:a-b Stat:undeliv Err:012")), ("a-b".into(), Failed(Undeliverable), "undeliv err:012".into()));
        let states = [
            ("ENROUTE", Pending),
            ("ACCEPTD", Pending),
            ("SCHEDLD", Pending),
            ("EXPIRED", Failed(Expired)),
            ("DELETED", Failed(Rejected)),
            ("REJECTD", Failed(Rejected)),
            ("UNKNOWN", Unknown),
            ("WHATEVER", Unknown),
        ];
        for (word, state) in states {
            assert_eq!(report(&text(&format!("id:1 stat:{word}"))).1, state, "{word}");
        }
    }

    #[test]
    fn our_own_text_in_a_receipt_is_not_read() {
        // Neither as the receipt's fields nor into its code.
        let quoted = text("id:1 sub:001 text:stat:DELIVRD err:Kd7mPq");
        assert_eq!(read(&quoted, ReceiptIds::Same), None);
        assert_eq!(report(&text("id:1 stat:DELIVRD TEXT:err:Kd7mPq")).2, "DELIVRD");
    }

    #[test]
    fn a_text_of_a_person_is_no_receipt() {
        let forged = Deliver { esm_class: 0, ..text("id:1 stat:DELIVRD err:000") };
        assert_eq!(read(&forged, ReceiptIds::Same), None);
        assert_eq!(read(&text("id: stat:DELIVRD"), ReceiptIds::Same), None);
        assert_eq!(read(&text(""), ReceiptIds::Same), None);
    }

    #[test]
    fn optional_parameters_go_before_the_text() {
        let tlv =
            Deliver { receipted_message_id: Some("77".into()), message_state: Some(2), ..text("id:5 stat:UNDELIV err:001") };
        assert_eq!(report(&tlv), ("77".into(), Delivered, "UNDELIV err:001".into()));
        let alone = Deliver { receipted_message_id: Some("77".into()), message_state: Some(5), ..Deliver::default() };
        assert_eq!(report(&alone), ("77".into(), Failed(Undeliverable), "state:5".into()));
        let unknown_subscriber = Deliver { network_error: Some((3, 1)), ..alone };
        assert_eq!(report(&unknown_subscriber), ("77".into(), Failed(BadNumber), "state:5 net:3/1".into()));
    }

    #[test]
    fn ucs2_receipts_are_read() {
        let octets = "id:9 stat:DELIVRD text:Ş".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let deliver = Deliver { data_coding: 8, message: Zeroizing::new(octets), ..text("") };
        assert_eq!(report(&deliver).0, "9");
    }

    #[test]
    fn ids_in_two_bases_meet() {
        for (ids, answered, receipted) in [
            (ReceiptIds::Same, "00ab", "00ab"),
            (ReceiptIds::HexDecimal, "00AB", "171"),
            (ReceiptIds::HexDecimal, "ab", "0000000171"),
            (ReceiptIds::DecimalHex, "171", "AB"),
            (ReceiptIds::DecimalHex, "not-a-number", "not-a-number"),
        ] {
            assert_eq!(ids.answered(answered), ids.receipted(receipted), "{ids:?} {answered}");
        }
        assert_ne!(ReceiptIds::Same.answered("171"), ReceiptIds::Same.receipted("ab"));
    }
}
