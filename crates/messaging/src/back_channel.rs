//! Telling applications of ended sessions (OpenID Connect Back-Channel Logout, 2.5), at addresses that are not ours.
//!
//! Somebody who may register an address must not thereby reach what only this machine can reach: no redirection is followed, no
//! proxy asked, no answer read, and a name that resolves to this machine, its link or nowhere is not called. An address of this
//! machine that was registered as such (`http://127.0.0.1/…`) was meant; addresses of the institution's own network are where its
//! applications are.

use kunye_core::messages::ports::{BackChannel, Heard};
use kunye_kernel::error::{Error, Result};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

/// A client has to destroy a session, not to think about it.
const TIME_LIMIT: Duration = Duration::from_secs(5);

pub struct HttpBackChannel {
    client: Client,
    runtime: Handle,
}

impl HttpBackChannel {
    pub fn new(runtime: Handle) -> Result<Self> {
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .timeout(TIME_LIMIT)
            .connect_timeout(TIME_LIMIT)
            .pool_max_idle_per_host(0)
            .dns_resolver(Arc::new(Elsewhere))
            .build()
            .map_err(Error::internal)?;
        Ok(Self { client, runtime })
    }

    async fn post(&self, uri: &str, logout_token: &str) -> Heard {
        let Ok(url) = Url::parse(uri) else { return Heard::Silence("not an address".into()) };
        // A literal address is not resolved, so it is looked at here.
        let literal = url.host_str().map(|host| host.trim_matches(['[', ']'])).and_then(|host| host.parse::<IpAddr>().ok());
        if literal.is_some_and(|ip| !ip.is_loopback() && is_here(ip)) {
            return Heard::Silence("an address that is not called".into());
        }
        match self.client.post(url).form(&[("logout_token", logout_token)]).send().await {
            Ok(answer) if answer.status().is_success() => Heard::Yes,
            Ok(answer) => Heard::No(answer.status().as_u16()),
            // The error names the address, which the client's page shows, and nothing else.
            Err(error) => Heard::Silence(error.without_url().to_string()),
        }
    }
}

impl BackChannel for HttpBackChannel {
    fn tell(&self, uri: &str, logout_token: &str) -> Heard {
        self.runtime.block_on(self.post(uri, logout_token))
    }
}

/// Whether an address is this machine's, its link's, or nobody's: also where cloud machines are told their secrets
/// (169.254.169.254).
fn is_here(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    let of_link = match ip {
        IpAddr::V4(v4) => v4.is_link_local() || v4.is_broadcast() || v4.octets()[0] == 0,
        IpAddr::V6(v6) => (v6.segments()[0] & 0xffc0) == 0xfe80,
    };
    of_link || ip.is_loopback() || ip.is_unspecified() || ip.is_multicast()
}

/// Resolves names to addresses elsewhere. `localhost` alone means what it says.
struct Elsewhere;

impl Resolve for Elsewhere {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| name == "localhost" || !is_here(address.ip())).collect();
            if allowed.is_empty() {
                return Err("the name leads to this machine".into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_and_its_link_are_here() {
        for here in [
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",
            "0.1.2.3",
            "169.254.169.254",
            "::1",
            "::",
            "fe80::1",
            "::ffff:127.0.0.1",
            "ff02::1",
            "224.0.0.1",
        ] {
            assert!(is_here(here.parse().unwrap()), "{here}");
        }
        for there in ["10.1.2.3", "192.168.1.1", "172.16.0.1", "203.0.113.9", "fd00::1", "2001:db8::1"] {
            assert!(!is_here(there.parse().unwrap()), "{there}");
        }
    }
}
