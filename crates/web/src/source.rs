//! From where a request comes, for the record and for throttling.

use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, request::Parts};
use kunye_kernel::actor::Source;
use std::net::{IpAddr, SocketAddr};

/// The client's address. A header is believed only when the peer of the connection is a proxy of ours; then the nearest address
/// in the chain that is no proxy of ours counts, because everything further left was written by the client.
pub fn of(parts: &Parts, trusted: &[IpAddr]) -> Source {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical());
    let address = match peer {
        Some(peer) if trusted.contains(&peer) => forwarded(&parts.headers, trusted).unwrap_or(peer).to_string(),
        Some(peer) => peer.to_string(),
        None => "unknown".into(),
    };
    Source { address }
}

fn forwarded(headers: &HeaderMap, trusted: &[IpAddr]) -> Option<IpAddr> {
    let lines: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    let chain = lines.iter().flat_map(|line| line.split(',')).map(|hop| hop.trim().parse::<IpAddr>());
    let chain: Vec<IpAddr> = chain.collect::<Result<_, _>>().ok()?;
    chain.into_iter().map(|hop| hop.to_canonical()).rev().find(|hop| !trusted.contains(hop))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn address(peer: &str, forwarded: &[&str]) -> String {
        let mut request = Request::builder();
        for line in forwarded {
            request = request.header("x-forwarded-for", *line);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        parts.extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
        of(&parts, &["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()]).address
    }

    #[test]
    fn strangers_cannot_choose_their_address() {
        assert_eq!(address("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(address("::ffff:203.0.113.9", &[]), "203.0.113.9");
    }

    #[test]
    fn the_nearest_hop_that_is_not_ours_counts() {
        assert_eq!(address("10.0.0.1", &["198.51.100.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(address("10.0.0.1", &["198.51.100.1", "203.0.113.9, 10.0.0.2"]), "203.0.113.9");
        assert_eq!(address("::ffff:10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(address("10.0.0.1", &["nonsense, 203.0.113.9"]), "10.0.0.1");
        assert_eq!(address("10.0.0.1", &[]), "10.0.0.1");
    }
}
