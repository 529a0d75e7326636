//! A text as the phone network carries it: the alphabet that keeps every letter in the fewest parts, its division into parts,
//! and the way back. Pure; knows no gateway. Sources: 3GPP TS 23.038 (alphabets) and TS 23.040 (headers, concatenation).
//!
//! A message holds 140 octets. Without a header that is 160 septets or 70 UTF-16 units; a header takes its octets off:
//!
//! | alphabet | one part | each of several |
//! |---|---|---|
//! | default 7-bit | 160 | 153 |
//! | with a Turkish table | 155 | 149 |
//! | UCS-2 | 70 | 67 |
//!
//! (Several parts with an 8-bit reference; a 16-bit one costs an octet more.)

mod alphabet;
mod decode;
mod header;
mod plan;
mod septets;

#[cfg(test)]
mod tests;

pub use alphabet::{Alphabet, Language};
pub use decode::{Decoded, Malformed, decode, join};
pub use header::{Concat, Header, Reference};
pub use plan::{Encoding, Part, Plan, ReferenceSize, Rules, TooLong, Warning, plan, plan_with};

/// How septets travel in SMPP's `short_message`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Packing {
    /// One septet an octet: what nearly every SMSC expects with `data_coding` 0; it packs them itself.
    #[default]
    Unpacked,
    /// Eight septets in seven octets, as on the air.
    Packed,
}
