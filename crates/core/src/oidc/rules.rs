//! Law of this room: which addresses a client may have, when one matches, what a code and a refresh token are worth, and when a
//! person has to sign in again. No clock, no randomness, no database.

use super::model::{ClientAuth, TokenState};
use aws_lc_rs::{constant_time, digest};
use data_encoding::BASE64URL_NOPAD;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::{SECOND, Time};
use url::{Host, Url};

/// Longest address of a client.
pub const LONGEST_URI: usize = 1_000;

/// Checks an address that is to be registered, and gives the origin that a browser would name.
///
/// `https`, except on the machine itself; for programs on a device also a scheme of their own (RFC 8252, 7.1), which has a dot.
/// No fragment (RFC 6749, 3.1.2), no user, no pattern.
pub fn address(uri: &str, auth: ClientAuth) -> Result<String> {
    let wrong = || Error::field("uri", "oidc-uri-wrong").with("uri", uri);
    let plain =
        uri.len() <= LONGEST_URI && uri.bytes().all(|b| b.is_ascii_graphic()) && !uri.contains(['*', '#', '\\', '<', '>', '"']);
    let url = Url::parse(uri).map_err(|_| wrong())?;
    if !plain || !url.username().is_empty() || url.password().is_some() {
        return Err(wrong());
    }
    match url.scheme() {
        "https" if url.has_host() => {}
        "http" if is_loopback(&url) => {}
        scheme if auth == ClientAuth::None && scheme.contains('.') => return Ok(String::new()),
        _ => return Err(wrong()),
    }
    Ok(url.origin().ascii_serialization())
}

/// Checks an address that we are to call. Where it leads is checked again each time, when its name is resolved.
pub fn hook(uri: &str) -> Result<()> {
    address(uri, ClientAuth::Secret).map(|_| ()).map_err(|_| Error::field("logout_uri", "oidc-uri-wrong").with("uri", uri))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Whether an address that was asked for is the registered one: letter by letter (RFC 9700, 2.1). A program on a person's device
/// that listens on the loopback address takes any free port (RFC 8252, 7.3).
pub fn is_registered(registered: &str, asked: &str, auth: ClientAuth) -> bool {
    registered == asked
        || auth == ClientAuth::None && without_port(registered).is_some_and(|own| Some(own) == without_port(asked))
}

/// Host and rest of `http://127.0.0.1:49152/geri`, without the port; nothing for what is not on a loopback address.
fn without_port(uri: &str) -> Option<(&str, &str)> {
    let rest = uri.strip_prefix("http://")?;
    let host = ["127.0.0.1", "[::1]"].into_iter().find(|host| rest.starts_with(host))?;
    let (port, path) = rest[host.len()..].split_at(rest[host.len()..].find('/')?);
    let is_port = |digits: &str| digits.parse::<u16>().is_ok_and(|port| port > 0) && digits.bytes().all(|b| b.is_ascii_digit());
    (port.is_empty() || port.strip_prefix(':').is_some_and(is_port)).then_some((host, path))
}

/// A challenge of method S256: a SHA-256 sum (RFC 7636, 4.2).
pub fn is_challenge(text: &str) -> bool {
    BASE64URL_NOPAD.decode(text.as_bytes()).is_ok_and(|bytes| bytes.len() == digest::SHA256_OUTPUT_LEN)
}

/// Whether the verifier is the one that the challenge was made of (RFC 7636, 4.6).
pub fn answers(verifier: &str, challenge: &str) -> bool {
    let unreserved = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    let formed = (43..=128).contains(&verifier.len()) && verifier.bytes().all(unreserved);
    let sum = BASE64URL_NOPAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()).as_ref());
    formed && constant_time::verify_slices_are_equal(sum.as_bytes(), challenge.as_bytes()).is_ok()
}

/// How long the answer to a refresh may be asked for again. A network that loses answers does so within seconds.
pub const GRACE: i64 = 30 * SECOND;

/// What a refresh token is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// It is exchanged for the next.
    Next,
    /// Its answer was lost: what was given out is taken back, and another is given.
    Again,
    /// Two parties have it, and one of them stole it.
    Reuse,
}

/// A spent token shown again within [`GRACE`] is a lost answer as long as nobody has used what was given for it. Whoever holds
/// that answer after all is found out by using it: it was taken back.
pub fn renewal(state: TokenState, changed_at: Time, next_was_used: bool, now: Time) -> Renewal {
    match state {
        TokenState::Live => Renewal::Next,
        TokenState::Spent if !next_was_used && now.since(changed_at) <= GRACE => Renewal::Again,
        _ => Renewal::Reuse,
    }
}

/// What a request says about signing in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// `prompt=none`: no page may be shown.
    pub silent: bool,
    /// `prompt=login`, or `select_account`, which is the same to whoever has one account.
    pub login: bool,
    /// `prompt=consent`
    pub consent: bool,
    /// Seconds that may have passed since the person signed in.
    pub max_age: Option<i64>,
    /// Nothing less than a second factor (`acr_values`).
    pub second_factor: bool,
    /// When the person was sent to sign in for this request, if that was so.
    pub sent_at: Option<Time>,
}

impl Wishes {
    /// Reads `prompt`. `none` stands alone (OpenID Connect Core, 3.1.2.1).
    pub fn prompt(&mut self, text: &str) -> bool {
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            match word {
                "none" => self.silent = true,
                "login" | "select_account" => self.login = true,
                "consent" => self.consent = true,
                _ => return false,
            }
        }
        !(self.silent && (self.login || self.consent))
    }

    /// Whether a sign-in of that moment will do.
    pub fn satisfied_by(&self, signed_in_at: Time, now: Time) -> bool {
        let young = self.max_age.is_none_or(|seconds| now.since(signed_in_at) <= seconds.saturating_mul(SECOND));
        let again = !self.login || self.sent_at.is_some_and(|sent_at| signed_in_at >= sent_at);
        // Who has just come back from signing in is not sent a second time, however small `max_age` is.
        (young || self.sent_at.is_some_and(|sent_at| signed_in_at >= sent_at)) && again
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ClientAuth::{None as Public, Secret};

    #[test]
    fn addresses_are_https_or_at_home() {
        for (uri, origin) in [
            ("https://pys.example.gov.tr/geri?x=1", "https://pys.example.gov.tr"),
            ("https://pys.example.gov.tr:8443/geri", "https://pys.example.gov.tr:8443"),
            ("http://127.0.0.1/geri", "http://127.0.0.1"),
            ("http://[::1]:9/geri", "http://[::1]:9"),
            ("http://localhost:9/geri", "http://localhost:9"),
        ] {
            assert_eq!(address(uri, Secret).unwrap(), origin);
        }
        assert_eq!(address("tr.gov.example.pys:/geri", Public).unwrap(), "");
        for wrong in [
            "",
            "/geri",
            "http://pys.example.gov.tr/geri",
            "http://127.0.0.1.example.org/geri",
            "https://*.example.gov.tr/geri",
            "https://pys.example.gov.tr/geri#x",
            "https://pys@example.gov.tr/",
            "https://pys.example.gov.tr\\@example.org/",
            "javascript:alert(1)",
            "data:text/html,x",
            "tr.gov.example.pys:/geri",
            "https://pys.example.gov.tr/ç",
            "https://pys.example.gov.tr/a b",
        ] {
            assert!(address(wrong, Secret).is_err(), "{wrong}");
        }
        assert!(address("myapp:/geri", Public).is_err(), "a scheme of one's own has a dot");
    }

    #[test]
    fn redirects_match_letter_by_letter() {
        let own = "https://pys.example.gov.tr/geri";
        assert!(is_registered(own, own, Secret));
        for other in [
            "https://pys.example.gov.tr/geri/",
            "https://pys.example.gov.tr/geri?x=1",
            "https://pys.example.gov.tr/geri/../evil",
            "https://pys.example.gov.tr/GERI",
            "https://PYS.example.gov.tr/geri",
            "https://pys.example.gov.tr:443/geri",
            "https://pys.example.gov.tr.evil.example/geri",
            "http://pys.example.gov.tr/geri",
            "https://pys.example.gov.tr/geri#",
            "https://pys.example.gov.tr/ger%69",
        ] {
            assert!(!is_registered(own, other, Secret), "{other}");
            assert!(!is_registered(own, other, Public), "{other}");
        }
    }

    #[test]
    fn programs_on_a_device_choose_their_port() {
        let own = "http://127.0.0.1/geri";
        assert!(is_registered(own, "http://127.0.0.1:49152/geri", Public));
        assert!(is_registered("http://[::1]:1/geri", "http://[::1]:65535/geri", Public));
        assert!(!is_registered(own, "http://127.0.0.1:49152/geri", Secret), "only without a secret");
        for other in [
            "http://127.0.0.1:49152/",
            "http://127.0.0.1:0/geri",
            "http://127.0.0.1:65536/geri",
            "http://127.0.0.1:+80/geri",
            "http://127.0.0.1:/geri",
            "http://127.0.0.1:80@evil.example/geri",
            "http://127.0.0.1.evil.example/geri",
            "http://localhost:80/geri",
            "http://[::1]:80/geri",
            "https://127.0.0.1:80/geri",
        ] {
            assert!(!is_registered(own, other, Public), "{other}");
        }
        assert!(!is_registered("https://spa.example.gov.tr/geri", "https://spa.example.gov.tr:8443/geri", Public));
    }

    #[test]
    fn the_verifier_of_rfc_7636_answers_its_challenge() {
        let (verifier, challenge) =
            ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(is_challenge(challenge) && answers(verifier, challenge));
        assert!(!answers(challenge, challenge), "plain");
        assert!(!answers(&verifier[1..], challenge) && !answers("", challenge) && !is_challenge("") && !is_challenge("abc"));
    }

    #[test]
    fn a_lost_answer_is_given_again_and_a_stolen_token_is_not() {
        let (then, soon, late) = (Time(1_000_000), Time(1_000_000 + GRACE), Time(1_000_001 + GRACE));
        assert_eq!(renewal(TokenState::Live, then, false, late), Renewal::Next);
        assert_eq!(renewal(TokenState::Spent, then, false, soon), Renewal::Again);
        assert_eq!(renewal(TokenState::Spent, then, true, soon), Renewal::Reuse);
        assert_eq!(renewal(TokenState::Spent, then, false, late), Renewal::Reuse);
        assert_eq!(renewal(TokenState::Superseded, then, false, then), Renewal::Reuse);
    }

    #[test]
    fn prompts_and_ages() {
        let mut wishes = Wishes::default();
        assert!(wishes.prompt("login consent") && wishes.login && wishes.consent && !wishes.silent);
        assert!(!Wishes::default().prompt("none login") && !Wishes::default().prompt("maybe"));
        let now = Time(10_000_000);
        let old = Wishes { max_age: Some(60), ..Wishes::default() };
        assert!(old.satisfied_by(now.plus(-60 * SECOND), now) && !old.satisfied_by(now.plus(-61 * SECOND), now));
        let again = Wishes { login: true, ..Wishes::default() };
        assert!(!again.satisfied_by(now, now));
        let sent = Wishes { sent_at: Some(now.plus(-5_000)), max_age: Some(0), ..again };
        assert!(sent.satisfied_by(now.plus(-1_000), now) && !sent.satisfied_by(now.plus(-6_000), now));
    }
}
