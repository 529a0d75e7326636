//! Time stamps over HTTP (RFC 3161, 3.4), with the header by which Kamu SM's service knows its customers.

use aws_lc_rs::cipher::{AES_256, EncryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::pbkdf2;
use kunye_esign::asn1::write;
use kunye_esign::seal::{Failure, TimeStamps};
use kunye_esign::tsp;
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::secret::Secret;
use reqwest::{Client, Url, header};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use zeroize::Zeroizing;

/// Somebody waits for the document meanwhile.
const TIME_LIMIT: Duration = Duration::from_secs(8);

/// Bytes of the largest answer: a token with its certificates has some kilobytes.
const LARGEST: usize = 256 * 1024;

pub struct HttpTimeStamps {
    client: Client,
    address: Url,
    customer: Option<Customer>,
    runtime: Handle,
    entropy: Arc<dyn Entropy>,
}

/// Customer number and password, as Kamu SM gives them out.
pub struct Customer {
    pub number: u64,
    pub password: Secret,
}

/// Where the authority is asked.
pub fn address_of(text: &str) -> Result<Url> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.ok_or_else(|| Error::new(Kind::Invalid(Vec::new()), "config-time-stamps").with("setting", "seal.time_stamps"))
}

impl HttpTimeStamps {
    pub fn new(address: &str, customer: Option<Customer>, runtime: Handle, entropy: Arc<dyn Entropy>) -> Result<Self> {
        let address = address_of(address)?;
        let client = Client::builder().timeout(TIME_LIMIT).build().map_err(Error::internal)?;
        Ok(Self { client, address, customer, runtime, entropy })
    }

    async fn ask(&self, digest: &[u8; 32], nonce: u64) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        let mut request = self.client.post(self.address.clone()).header(header::CONTENT_TYPE, "application/timestamp-query");
        if let Some(customer) = &self.customer {
            let mut salt = [0; 16];
            self.entropy.fill(&mut salt);
            request = request.header("identity", customer.identity(digest, salt)?);
        }
        let answer = request.body(tsp::request(digest, nonce)).send().await.map_err(reqwest::Error::without_url)?;
        let mut answer = answer.error_for_status().map_err(reqwest::Error::without_url)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LARGEST {
                return Err("the answer is too large".into());
            }
        }
        let token = tsp::response(&bytes)?;
        let read = tsp::read(&token).map_err(|reason| reason.code.text())?;
        if read.answers(nonce) { Ok(token) } else { Err("the answer is to another question".into()) }
    }
}

impl TimeStamps for HttpTimeStamps {
    fn token(&self, digest: &[u8; 32]) -> Result<Vec<u8>, Failure> {
        let mut nonce = [0; 8];
        self.entropy.fill(&mut nonce);
        // Positive, so that it is written in as few bytes as it is read from.
        let nonce = u64::from_be_bytes(nonce) >> 1 | 1 << 62;
        self.runtime.block_on(self.ask(digest, nonce)).map_err(Failure::TimeStamp)
    }
}

impl Customer {
    /// The customer number, and the digest to be stamped encrypted under a key of the password (PBKDF2 with SHA-256, AES-256-CBC), as
    /// DER in hexadecimal digits. Salt and initialisation vector are the same sixteen random bytes.
    fn identity(&self, digest: &[u8], salt: [u8; 16]) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
        const ITERATIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(99);
        let failed = |_| "the customer's identity cannot be encrypted";
        let mut key = Zeroizing::new([0; 32]);
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, ITERATIONS, &salt, self.password.expose().as_bytes(), &mut key[..]);
        let key = UnboundCipherKey::new(&AES_256, &key[..]).and_then(PaddedBlockEncryptingKey::cbc_pkcs7).map_err(failed)?;
        let mut encrypted = digest.to_vec();
        key.less_safe_encrypt(&mut encrypted, EncryptionContext::Iv128(FixedLength::from(salt))).map_err(failed)?;
        let number = self.number.to_be_bytes();
        let digits = &number[(self.number.leading_zeros() / 8).min(7) as usize..];
        let identity = write::sequence(&[
            &write::integer(digits),
            &write::octets(&salt),
            &write::integer(&[100]),
            &write::octets(&salt),
            &write::octets(&encrypted),
        ]);
        Ok(data_encoding::HEXLOWER.encode(&identity))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with OpenSSL: `kdf PBKDF2` with 100 iterations, then `enc -aes-256-cbc`.
    #[test]
    fn the_identity_is_what_another_program_makes_of_the_same() {
        let customer = Customer { number: 12_345, password: Secret::new("parola") };
        let salt = *b"0123456789abcdef";
        let identity = customer.identity(&[7; 32], salt).unwrap();
        assert!(identity.starts_with("305d02023039041030313233343536373839616263646566"), "{identity}");
        assert!(identity.ends_with(EXPECTED), "{identity}");
    }

    const EXPECTED: &str = "516ab25d77fb9262fe721e6a5106ec44c32e9bddb3d5aa7068abf2172010acd0017ee994ee8ca45e5606680f4d5f21de";
}
