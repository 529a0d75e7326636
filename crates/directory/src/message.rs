//! What clients ask: messages as RFC 4511, 4 writes them.

use crate::ber::{Malformed, Reader, tag};
use crate::filter::Filter;

type Result<T> = std::result::Result<T, Malformed>;

/// A message that was understood as far as its form goes. Borrows from the bytes that arrived.
#[derive(Debug)]
pub struct Message<'a> {
    pub id: i32,
    pub request: Request<'a>,
    pub controls: Vec<Control<'a>>,
}

#[derive(Debug)]
pub enum Request<'a> {
    Bind(Bind<'a>),
    Unbind,
    Search(Search<'a>),
    Compare {
        dn: &'a str,
        attribute: &'a str,
        value: &'a [u8],
    },
    Extended {
        oid: &'a [u8],
        value: Option<&'a [u8]>,
    },
    Abandon,
    /// Modify, add, delete, rename: answered with this tag, and refused.
    Change {
        answer: u8,
    },
}

#[derive(Debug)]
pub struct Bind<'a> {
    pub version: i32,
    pub dn: &'a str,
    /// `None`: a SASL mechanism.
    pub password: Option<&'a [u8]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Base,
    One,
    Sub,
    /// All below, without the base (draft-sermersheim-ldap-subordinate-scope).
    Children,
}

#[derive(Debug)]
pub struct Search<'a> {
    pub base: &'a str,
    pub scope: Scope,
    pub size_limit: i32,
    /// Seconds.
    pub time_limit: i32,
    pub types_only: bool,
    pub filter: Filter<'a>,
    pub attributes: Vec<&'a str>,
}

#[derive(Debug, Clone, Copy)]
pub struct Control<'a> {
    pub oid: &'a [u8],
    pub critical: bool,
    pub value: Option<&'a [u8]>,
}

/// Application tags.
pub mod op {
    pub const BIND: u8 = 0x60;
    pub const BOUND: u8 = 0x61;
    pub const UNBIND: u8 = 0x42;
    pub const SEARCH: u8 = 0x63;
    pub const ENTRY: u8 = 0x64;
    pub const FOUND: u8 = 0x65;
    pub const MODIFY: u8 = 0x66;
    pub const ADD: u8 = 0x68;
    pub const DELETE: u8 = 0x4a;
    pub const RENAME: u8 = 0x6c;
    pub const COMPARE: u8 = 0x6e;
    pub const COMPARED: u8 = 0x6f;
    pub const ABANDON: u8 = 0x50;
    pub const EXTENDED: u8 = 0x77;
    pub const EXTENDED_ANSWER: u8 = 0x78;
}

/// Reads one whole message.
pub fn read(bytes: &[u8]) -> Result<Message<'_>> {
    let mut outer = Reader::new(bytes);
    let mut reader = outer.sequence()?;
    outer.end()?;
    let id = reader.number()?;
    let (op, content) = reader.any()?;
    // An id of 0 is the server's own; only a request without an answer may be sloppy about it.
    if id == 0 && op != op::UNBIND {
        return Err(Malformed);
    }
    let request = request(op, content)?;
    let controls = match reader.optional(0xa0)? {
        Some(list) => controls(list)?,
        None => Vec::new(),
    };
    reader.end()?;
    Ok(Message { id, request, controls })
}

fn request(op: u8, content: &[u8]) -> Result<Request<'_>> {
    let mut reader = Reader::new(content);
    let request = match op {
        op::BIND => {
            let (version, dn) = (reader.number()?, reader.text()?);
            let password = match reader.any()? {
                (0x80, password) => Some(password),
                (0xa3, sasl) => {
                    let mut sasl = Reader::new(sasl);
                    sasl.text()?;
                    sasl.optional(tag::OCTETS)?;
                    sasl.end()?;
                    None
                }
                // RFC 4511, 4.2: other choices may come; they are methods that are not supported.
                (choice, _) if choice & 0xc0 == 0x80 => None,
                _ => return Err(Malformed),
            };
            Request::Bind(Bind { version, dn, password })
        }
        op::UNBIND => Request::Unbind,
        op::SEARCH => Request::Search(search(&mut reader)?),
        op::COMPARE => {
            let dn = reader.text()?;
            let mut assertion = reader.sequence()?;
            let (attribute, value) = (assertion.text()?, assertion.octets()?);
            assertion.end()?;
            Request::Compare { dn, attribute, value }
        }
        op::EXTENDED => {
            let oid = reader.tagged(0x80)?;
            Request::Extended { oid, value: reader.optional(0x81)? }
        }
        op::ABANDON => return crate::ber::number(content).map(|_| Request::Abandon),
        // Their content is not looked at: they are refused whatever it is.
        op::MODIFY | op::ADD | op::RENAME => return Ok(Request::Change { answer: op + 1 }),
        op::DELETE => return Ok(Request::Change { answer: 0x6b }),
        _ => return Err(Malformed),
    };
    reader.end()?;
    Ok(request)
}

fn search<'a>(reader: &mut Reader<'a>) -> Result<Search<'a>> {
    let base = reader.text()?;
    let scope = match reader.enumerated()? {
        0 => Scope::Base,
        1 => Scope::One,
        2 => Scope::Sub,
        3 => Scope::Children,
        _ => return Err(Malformed),
    };
    // derefAliases: there are none, so any of its four values will do.
    if !(0..=3).contains(&reader.enumerated()?) {
        return Err(Malformed);
    }
    let (size_limit, time_limit, types_only) = (reader.number()?, reader.number()?, reader.boolean()?);
    let filter = Filter::read(reader)?;
    let mut list = reader.sequence()?;
    let mut attributes = Vec::new();
    while !list.is_empty() {
        attributes.push(list.text()?);
    }
    Ok(Search { base, scope, size_limit, time_limit, types_only, filter, attributes })
}

fn controls(list: &[u8]) -> Result<Vec<Control<'_>>> {
    let mut list = Reader::new(list);
    let mut controls = Vec::new();
    while !list.is_empty() {
        let mut one = list.sequence()?;
        let oid = one.octets()?;
        let critical = one.optional(tag::BOOLEAN)?.map(crate::ber::boolean).transpose()?.unwrap_or(false);
        let value = one.optional(tag::OCTETS)?;
        one.end()?;
        controls.push(Control { oid, critical, value });
    }
    Ok(controls)
}
