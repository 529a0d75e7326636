//! Whom this machine calls because a certificate says so. Certificates come from authorities that the administrator trusts, but whoever
//! brings a document chooses among them: so only HTTP, only machines of the public network, and those of the institution's own that the
//! configuration names. No redirection is followed and no proxy asked, for either could lead elsewhere.

use kunye_kernel::error::{Error, Kind, Result};
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

#[derive(Debug, Default)]
pub struct Reach {
    own: Vec<Network>,
}

/// `10.1.0.0/16`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    first: IpAddr,
    bits: u32,
}

impl Reach {
    /// # Errors
    /// When a text is no network.
    pub fn of(networks: &[String]) -> Result<Self> {
        let wrong = |text: &String| {
            Error::new(Kind::Invalid(Vec::new()), "config-network").with("setting", "signatures.fetch_from").with("value", text)
        };
        let own = networks.iter().map(|text| Network::read(text).ok_or_else(|| wrong(text))).collect::<Result<_>>()?;
        Ok(Self { own })
    }

    fn allows(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address) || self.own.iter().any(|network| network.holds(address))
    }

    /// The address, when it may be called; a name is looked at once more when it is resolved.
    pub fn url(&self, text: &str) -> Option<Url> {
        let url = Url::parse(text).ok()?;
        let plain = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
        let host = url.host_str()?;
        // A literal address is not resolved.
        let literal: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        (plain && literal.is_none_or(|address| self.allows(address))).then_some(url)
    }
}

impl Network {
    fn read(text: &str) -> Option<Self> {
        let (first, bits) = match text.trim().split_once('/') {
            Some((first, bits)) => (first, Some(bits.parse().ok()?)),
            None => (text.trim(), None),
        };
        let first: IpAddr = first.parse().ok()?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        (bits <= most).then_some(Self { first, bits })
    }

    fn holds(self, address: IpAddr) -> bool {
        match (self.first, address) {
            (IpAddr::V4(a), IpAddr::V4(b)) => (a.to_bits() ^ b.to_bits()).checked_shr(32 - self.bits).unwrap_or(0) == 0,
            (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits()).checked_shr(128 - self.bits).unwrap_or(0) == 0,
            _ => false,
        }
    }
}

/// Reached through the public network (IANA's registries of special-purpose addresses).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match (a, b, c) {
        // Shared, protocol assignments, relays, benchmarks.
        (100, 64..=127, _) | (192, 0, 0) | (192, 88, 99) | (198, 18..=19, _) => true,
        // "This network", multicast and what is reserved.
        (0 | 224.., ..) => true,
        _ => false,
    };
    !(special || address.is_private() || address.is_loopback() || address.is_link_local() || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    // Global unicast alone, without what is documentation or a tunnel to somewhere else.
    let tunnel = matches!(segments, [0x2001, 0..=0x01ff, ..] | [0x2002, ..] | [0x2001, 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..]);
    segments[0] & 0xe000 == 0x2000 && !tunnel
}

/// Resolves names to what may be called, and to nothing else.
pub struct Resolver(pub Arc<Reach>);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| reach.allows(address.ip())).collect();
            if allowed.is_empty() {
                return Err("the name leads to an address that is not called".into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_network_is_called() {
        let reach = Reach::default();
        for good in ["http://93.184.216.34/a", "https://ocsp.example.gov.tr:8443/x", "http://[2a00:1450::1]/"] {
            assert!(reach.url(good).is_some(), "{good}");
        }
        for bad in [
            "ftp://93.184.216.34/",
            "ldap://dizin.example.gov.tr/cn=a",
            "file:///etc/passwd",
            "http://user:pw@93.184.216.34/",
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://10.0.0.1/",
            "http://172.20.1.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/latest/meta-data",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://255.255.255.255/",
            "http://224.0.0.1/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[2001:db8::1]/",
        ] {
            assert!(reach.url(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn networks_that_are_named_are_called_too() {
        let reach = Reach::of(&["10.1.0.0/16".into(), "127.0.0.1".into(), "fd00::/8".into()]).unwrap();
        assert!(["http://10.1.200.3/", "http://127.0.0.1:99/", "http://[fd12::1]/"].iter().all(|url| reach.url(url).is_some()));
        assert!(["http://10.2.0.1/", "http://127.0.0.2/", "http://[fe80::1]/"].iter().all(|url| reach.url(url).is_none()));
        assert!(Reach::of(&["0.0.0.0/0".into()]).unwrap().url("http://10.2.0.1/").is_some());
        for wrong in ["", "10.0.0.0/33", "example.org", "10.0.0.0/a"] {
            assert!(Reach::of(&[wrong.into()]).is_err(), "{wrong}");
        }
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_not_resolved() {
        let name = || "localhost".parse::<Name>().unwrap();
        assert!(Resolver(Arc::default()).resolve(name()).await.is_err());
        let own = Reach::of(&["127.0.0.0/8".into(), "::1".into()]).unwrap();
        assert!(Resolver(Arc::new(own)).resolve(name()).await.is_ok());
    }
}
