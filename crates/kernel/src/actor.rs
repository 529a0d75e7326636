//! Who is acting, and from where. What they *may* do is decided where the duty is known: see `register::duties` in core.

use crate::id::{AccountId, ParticipantId, PersonId};
use std::net::{IpAddr, Ipv6Addr};

/// Where an act came from, for the record and for throttling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The network address, or `local` for the command line and jobs.
    pub address: String,
}

impl Source {
    pub fn local() -> Self {
        Self { address: "local".into() }
    }

    /// The network that tries are counted for. Whoever has one IPv6 address has the 2⁶⁴ beside it as well (RFC 4291, 2.5.4: a
    /// subnet's prefix is 64 bits long), so the subnet counts; in IPv4 the address itself does.
    pub fn network(&self) -> String {
        match self.address.parse::<IpAddr>().map(|address| address.to_canonical()) {
            Ok(IpAddr::V6(address)) => format!("{}/64", Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
            Ok(IpAddr::V4(address)) => address.to_string(),
            Err(_) => self.address.clone(),
        }
    }
}

/// Whoever does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who is signed in.
    Person { person: PersonId, account: AccountId, second_factor: bool, source: Source },
    /// Whoever holds the personal link of an invitation: acts for that one seat, and is nobody anywhere else. `person` is whose seat it is,
    /// for the record.
    Invited { participant: ParticipantId, person: PersonId, source: Source },
    /// Somebody on a public page, whom we do not know.
    Public { source: Source },
    /// The product itself, in a job of this kind.
    Job { kind: &'static str },
    /// Somebody with a shell on the server: the operating system's name of them.
    Operator { name: String },
}

impl Actor {
    /// Who is signed in. Whoever holds a link is not.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Actor::Person { person, .. } => Some(person),
            _ => None,
        }
    }

    pub fn source(&self) -> Source {
        match self {
            Actor::Person { source, .. } | Actor::Invited { source, .. } | Actor::Public { source } => source.clone(),
            Actor::Job { .. } | Actor::Operator { .. } => Source::local(),
        }
    }

    pub fn has_second_factor(&self) -> bool {
        matches!(self, Actor::Person { second_factor: true, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_subnet_counts_as_one() {
        let network = |address: &str| Source { address: address.into() }.network();
        assert_eq!(network("2001:db8:1:2:aaaa:bbbb:cccc:dddd"), "2001:db8:1:2::/64");
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!((network("203.0.113.9"), network("::ffff:203.0.113.9")), ("203.0.113.9".into(), "203.0.113.9".into()));
        assert_eq!((network("local"), network("unknown")), ("local".into(), "unknown".into()));
    }
}
