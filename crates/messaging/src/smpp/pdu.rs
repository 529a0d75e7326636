//! The PDUs a transceiver exchanges (SMPP 3.4 §4), written and read octet by octet.
//!
//! Our own, because what we need is small and what we must be sure of is ours: nothing in here panics on foreign octets, every
//! buffer that holds a message's text is wiped, and no reader logs what it could not read (a receipt quotes the text it is for).

use zeroize::Zeroizing;

pub const BIND_TRANSCEIVER: u32 = 0x0000_0009;
pub const SUBMIT_SM: u32 = 0x0000_0004;
pub const DELIVER_SM: u32 = 0x0000_0005;
pub const UNBIND: u32 = 0x0000_0006;
pub const ENQUIRE_LINK: u32 = 0x0000_0015;
pub const ALERT_NOTIFICATION: u32 = 0x0000_0102;
pub const OUTBIND: u32 = 0x0000_000B;
pub const RESPONSE: u32 = 0x8000_0000;
pub const GENERIC_NACK: u32 = 0x8000_0000;
pub const BIND_TRANSCEIVER_RESP: u32 = BIND_TRANSCEIVER | RESPONSE;
pub const SUBMIT_SM_RESP: u32 = SUBMIT_SM | RESPONSE;
pub const DELIVER_SM_RESP: u32 = DELIVER_SM | RESPONSE;
pub const UNBIND_RESP: u32 = UNBIND | RESPONSE;
pub const ENQUIRE_LINK_RESP: u32 = ENQUIRE_LINK | RESPONSE;

const HEADER: usize = 16;

/// Longer than any PDU of ours or of a sane peer (a `message_payload` can be 64 KiB by the letter; no receipt is).
const LONGEST: usize = 16 * 1024;

/// One whole PDU in octets, wiped after use.
pub type Octets = Zeroizing<Vec<u8>>;

/// A PDU as it came off the line; its body is not looked into yet.
pub struct Frame {
    pub command: u32,
    pub status: u32,
    pub sequence: u32,
    pub body: Octets,
}

/// `command_length` is less than a header or more than [`LONGEST`]: the stream cannot be followed any further.
#[derive(Debug, PartialEq, Eq)]
pub struct Absurd(pub u32);

/// Takes the first whole PDU off the front of what was received. `None`: not all of it is there yet.
pub fn take_frame(received: &mut Vec<u8>) -> Result<Option<Frame>, Absurd> {
    let Some((header, _)) = received.split_first_chunk::<HEADER>() else { return Ok(None) };
    let [length, command, status, sequence] =
        [0, 4, 8, 12].map(|at| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]));
    let end = length as usize;
    if !(HEADER..=LONGEST).contains(&end) {
        return Err(Absurd(length));
    }
    if received.len() < end {
        return Ok(None);
    }
    let body = Zeroizing::new(received[HEADER..end].to_vec());
    received.drain(..end);
    Ok(Some(Frame { command, status, sequence, body }))
}

/// Writes one PDU; the length comes last, when it is known.
struct Writer(Octets);

impl Writer {
    fn new(command: u32, status: u32, sequence: u32) -> Self {
        let mut octets = Zeroizing::new(Vec::with_capacity(512));
        for value in [0, command, status, sequence] {
            octets.extend_from_slice(&u32::to_be_bytes(value));
        }
        Self(octets)
    }

    fn octet(mut self, value: u8) -> Self {
        self.0.push(value);
        self
    }

    /// A C-octet string. A NUL inside would end it early; settings are checked for that when they are read.
    fn text(mut self, value: &str) -> Self {
        self.0.extend(value.bytes().filter(|byte| *byte != 0));
        self.octet(0)
    }

    fn octets(mut self, value: &[u8]) -> Self {
        self.0.extend_from_slice(value);
        self
    }

    fn finish(mut self) -> Octets {
        let length = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0[..4].copy_from_slice(&length.to_be_bytes());
        self.0
    }
}

/// A PDU without a body: `enquire_link`, `unbind`, their responses, `generic_nack`.
pub fn bare(command: u32, status: u32, sequence: u32) -> Octets {
    Writer::new(command, status, sequence).finish()
}

/// §4.6.2: the message id is unused and empty; with an error there is no body.
pub fn deliver_sm_resp(status: u32, sequence: u32) -> Octets {
    let writer = Writer::new(DELIVER_SM_RESP, status, sequence);
    if status == 0 { writer.octet(0).finish() } else { writer.finish() }
}

pub fn bind_transceiver(sequence: u32, system_id: &str, password: &str, system_type: &str) -> Octets {
    Writer::new(BIND_TRANSCEIVER, 0, sequence)
        .text(system_id)
        .text(password)
        .text(system_type)
        .octet(0x34) // interface_version
        .octet(0) // addr_ton
        .octet(0) // addr_npi
        .text("") // address_range
        .finish()
}

/// An address with its type of number and numbering plan (§5.2.5, §5.2.6).
#[derive(Debug, Clone, Copy)]
pub struct Address<'a> {
    pub ton: u8,
    pub npi: u8,
    pub number: &'a str,
}

pub struct Submit<'a> {
    pub service_type: &'a str,
    pub source: Address<'a>,
    pub destination: Address<'a>,
    pub esm_class: u8,
    pub data_coding: u8,
    pub validity_period: &'a str,
    /// At most 254 octets.
    pub short_message: &'a [u8],
}

impl Submit<'_> {
    /// The PDU with sequence number 0: [`numbered`] gives it its own for each sending.
    pub fn encode(&self) -> Octets {
        Writer::new(SUBMIT_SM, 0, 0)
            .text(self.service_type)
            .octet(self.source.ton)
            .octet(self.source.npi)
            .text(self.source.number)
            .octet(self.destination.ton)
            .octet(self.destination.npi)
            .text(self.destination.number)
            .octet(self.esm_class)
            .octet(0) // protocol_id
            .octet(0) // priority_flag
            .text("") // schedule_delivery_time: now
            .text(self.validity_period)
            .octet(1) // registered_delivery: a receipt for success and for failure
            .octet(0) // replace_if_present_flag
            .octet(self.data_coding)
            .octet(0) // sm_default_msg_id
            .octet(u8::try_from(self.short_message.len()).unwrap_or(u8::MAX))
            .octets(self.short_message)
            .finish()
    }
}

/// The same PDU with a sequence number.
pub fn numbered(pdu: &Octets, sequence: u32) -> Octets {
    let mut pdu = pdu.clone();
    pdu[12..HEADER].copy_from_slice(&sequence.to_be_bytes());
    pdu
}

/// §7.1.1.2, relative: `000001120000000R` is one day and twelve hours. From one minute to 30 days, which every SMSC understands.
pub fn validity_period(seconds: u32) -> String {
    let seconds = seconds.clamp(60, 30 * 86_400);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    format!("0000{days:02}{hours:02}{minutes:02}{:02}000R", seconds % 60)
}

/// Reads a body from its front. Every method is `None` when the octets are not there.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn octet(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let text = self.take(self.0.iter().position(|byte| *byte == 0)?)?;
        self.octet()?;
        Some(text)
    }

    fn pair(&mut self) -> Option<u16> {
        self.take(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
    }
}

/// The message id of a `submit_sm_resp`. Some peers leave its NUL out.
pub fn message_id(body: &[u8]) -> String {
    let id = body.split(|byte| *byte == 0).next().unwrap_or_default();
    String::from_utf8_lossy(id).trim().to_owned()
}

/// The parts of a `deliver_sm` that a receipt is made of.
#[derive(Default)]
pub struct Deliver {
    pub esm_class: u8,
    pub data_coding: u8,
    /// `short_message`, or `message_payload` in its place.
    pub message: Octets,
    /// TLV 0x001E.
    pub receipted_message_id: Option<String>,
    /// TLV 0x0427.
    pub message_state: Option<u8>,
    /// TLV 0x0423: network type and the network's own error.
    pub network_error: Option<(u8, u16)>,
}

impl Deliver {
    /// `None`: the mandatory part is cut short. Optional parameters that end outside the PDU are left out.
    pub fn decode(body: &[u8]) -> Option<Self> {
        let mut reader = Reader(body);
        reader.text()?; // service_type
        for _ in 0..2 {
            reader.take(2)?; // ton, npi
            reader.text()?; // source, then destination
        }
        let esm_class = reader.octet()?;
        reader.take(2)?; // protocol_id, priority_flag
        reader.text()?; // schedule_delivery_time
        reader.text()?; // validity_period
        reader.take(2)?; // registered_delivery, replace_if_present_flag
        let data_coding = reader.octet()?;
        reader.octet()?; // sm_default_msg_id
        let length = reader.octet()?;
        let message = Zeroizing::new(reader.take(usize::from(length))?.to_vec());
        let mut deliver = Self { esm_class, data_coding, message, ..Self::default() };
        while let Some((tag, value)) = optional_parameter(&mut reader) {
            match (tag, value) {
                (0x001E, id) => deliver.receipted_message_id = Some(message_id(id)).filter(|id| !id.is_empty()),
                (0x0427, &[state]) => deliver.message_state = Some(state),
                (0x0423, &[network, high, low]) => deliver.network_error = Some((network, u16::from_be_bytes([high, low]))),
                (0x0424, payload) if deliver.message.is_empty() => deliver.message = Zeroizing::new(payload.to_vec()),
                _ => {}
            }
        }
        Some(deliver)
    }
}

fn optional_parameter<'a>(reader: &mut Reader<'a>) -> Option<(u16, &'a [u8])> {
    let (tag, length) = (reader.pair()?, reader.pair()?);
    Some((tag, reader.take(usize::from(length))?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_submit_is_laid_out_as_the_specification_says() {
        let submit = Submit {
            service_type: "",
            source: Address { ton: 5, npi: 0, number: "KUNYE" },
            destination: Address { ton: 1, npi: 1, number: "905321234567" },
            esm_class: 0x40,
            data_coding: 0,
            validity_period: &validity_period(131_400),
            short_message: &[3, 0x24, 1, 1, 0x1B, 0x73],
        };
        let mut expected = vec![0, 0, 0, 76, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 7];
        expected
            .extend(b"\0\x05\0KUNYE\0\x01\x01905321234567\0\x40\0\0\x00000001123000000R\0\x01\0\0\0\x06\x03\x24\x01\x01\x1B\x73");
        expected[3] = expected.len() as u8;
        assert_eq!(*numbered(&submit.encode(), 7), expected);
    }

    #[test]
    fn validity_is_relative_and_within_reason() {
        assert_eq!(validity_period(86_400 + 12 * 3_600), "000001120000000R");
        assert_eq!(validity_period(0), "000000000100000R");
        assert_eq!(validity_period(u32::MAX), "000030000000000R");
    }

    #[test]
    fn frames_are_cut_where_they_end() {
        let mut received = [&bare(ENQUIRE_LINK, 0, 1)[..], &deliver_sm_resp(0, 2)].concat();
        let rest = received.split_off(20);
        assert_eq!(take_frame(&mut received).unwrap().map(|f| (f.command, f.sequence)), Some((ENQUIRE_LINK, 1)));
        assert!(take_frame(&mut received).unwrap().is_none(), "half a header");
        received.extend(rest);
        let frame = take_frame(&mut received).unwrap().unwrap();
        assert_eq!((frame.command, frame.sequence, frame.body.as_slice()), (0x8000_0005, 2, &[0u8][..]));
        assert!(received.is_empty());
    }

    #[test]
    fn absurd_lengths_are_told_from_waiting() {
        for length in [0u32, 15, 16 * 1024 + 1, u32::MAX] {
            let mut received = [&length.to_be_bytes()[..], &[0; 12]].concat();
            assert_eq!(take_frame(&mut received).err(), Some(Absurd(length)));
        }
    }

    proptest! {
        #[test]
        fn foreign_octets_never_panic(mut octets: Vec<u8>) {
            let _ = Deliver::decode(&octets);
            let _ = message_id(&octets);
            let _ = take_frame(&mut octets);
        }

        /// A valid `deliver_sm`, cut anywhere or with any octet changed.
        #[test]
        fn damaged_receipts_never_panic(cut in 0usize..80, at in 0usize..80, value: u8) {
            let mut body = b"\0\x01\x01905321234567\0\x05\0KUNYE\0\x04\0\0\0\0\0\0\0\0\x1Fid:1 stat:DELIVRD err:000 text:".to_vec();
            body.extend([0, 0x1E, 0, 2, b'1', 0, 4, 0x27, 0, 1, 2]);
            prop_assert!(Deliver::decode(&body).is_some_and(|d| d.message_state == Some(2)));
            if let Some(octet) = body.get_mut(at) { *octet = value; }
            body.truncate(cut);
            let _ = Deliver::decode(&body);
        }
    }
}
