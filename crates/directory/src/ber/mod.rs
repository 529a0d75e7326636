//! The encoding LDAP travels in: BER, with the restrictions of RFC 4511, 5.1.

mod read;
mod write;

pub use read::{Malformed, Reader, boolean, frame, number};
pub use write::Writer;

/// Tags of universal types.
pub mod tag {
    pub const BOOLEAN: u8 = 0x01;
    pub const INTEGER: u8 = 0x02;
    pub const OCTETS: u8 = 0x04;
    pub const ENUMERATED: u8 = 0x0a;
    pub const SEQUENCE: u8 = 0x30;
    pub const SET: u8 = 0x31;
}
