//! What the world says about revocation: OCSP over HTTP (RFC 6960, appendix A) and lists (RFC 5280, 4.2.1.13), at the addresses that
//! certificates name. What comes is believed by the validation or not at all; here it is only fetched, within limits, and kept a while.

use super::reach::{Reach, Resolver};
use data_encoding::{BASE64, HEXLOWER};
use kunye_core::signatures::{Answer, Lookups, Said};
use kunye_esign::revocation::ocsp::{self, Status};
use kunye_esign::revocation::{Crl, OcspResponse, Question, crl};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::time::{Clock, HOUR, MINUTE, Time};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Url, header};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;

/// Somebody waits for the verdict.
const TIME_LIMIT: Duration = Duration::from_secs(6);
/// Addresses of one kind that are tried for one certificate.
const MOST_ADDRESSES: usize = 2;
/// Bytes of the largest response, and of the largest list.
const LARGEST_RESPONSE: usize = 256 * 1024;
const LARGEST_LIST: usize = 16 * 1024 * 1024;
/// Bytes that are kept in all.
const LARGEST_MEMORY: usize = 128 * 1024 * 1024;
/// How long an answer is kept at most, when it says itself that it holds longer, and how long nobody is asked again in vain.
const RESPONSE_KEPT: i64 = 10 * MINUTE;
const LIST_KEPT: i64 = HOUR;
const SILENCE_KEPT: i64 = MINUTE;

type Problem = Box<dyn std::error::Error + Send + Sync>;

pub struct HttpLookups {
    client: Client,
    reach: Arc<Reach>,
    runtime: Handle,
    clock: Arc<dyn Clock>,
    memory: Mutex<Memory>,
}

/// What was said a while ago, by address, and by certificate where the answer is about one.
#[derive(Default)]
struct Memory {
    kept: HashMap<String, Kept>,
    bytes: usize,
}

struct Kept {
    until: Time,
    bytes: usize,
    /// None: nobody answered.
    said: Option<Said>,
}

impl HttpLookups {
    pub fn new(reach: Reach, runtime: Handle, clock: Arc<dyn Clock>) -> Result<Self> {
        let reach = Arc::new(reach);
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .timeout(TIME_LIMIT)
            .dns_resolver(Arc::new(Resolver(reach.clone())))
            .build()
            .map_err(Error::internal)?;
        Ok(Self { client, reach, runtime, clock, memory: Mutex::default() })
    }

    /// What is remembered, or what is said now.
    fn said(
        &self,
        key: String,
        address: &str,
        about: &Question,
        ask: impl Future<Output = Result<Said, Problem>>,
    ) -> Option<Said> {
        let now = self.clock.now();
        if let Some(said) = self.memory().find(&key, now) {
            return said;
        }
        let said = self.runtime.block_on(ask);
        let about = about.certificate.display();
        match &said {
            Ok(_) => tracing::info!(address, about, "asked about revocation"),
            Err(cause) => tracing::warn!(address, about, %cause, "nobody answers about revocation"),
        }
        let said = said.ok();
        self.memory().keep(key, said.clone(), now);
        said
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// By POST, which every responder takes; by GET where one does not.
    async fn response(&self, url: Url, question: &Question) -> Result<Said, Problem> {
        let request = ocsp::request(question)?;
        let post = self.client.post(url.clone()).header(header::CONTENT_TYPE, "application/ocsp-request");
        let bytes = match self.fetch(post.body(request.clone()), LARGEST_RESPONSE).await {
            Ok(bytes) => bytes,
            Err(_) => self.fetch(self.client.get(with_request(&url, &request)?), LARGEST_RESPONSE).await?,
        };
        let response = OcspResponse::read(&bytes)?;
        match response.answer(&question.certificate, &question.issuer).map(|answer| answer.status) {
            None => Err("the response is about something else".into()),
            Some(Status::Unknown) => Err("the responder does not know the certificate".into()),
            Some(_) => Ok(Said::Response(Arc::new(response))),
        }
    }

    async fn list(&self, url: Url) -> Result<Said, Problem> {
        let bytes = self.fetch(self.client.get(url), LARGEST_LIST).await?;
        let list = crl::read_file(&bytes)?.into_iter().next().ok_or("there is no list in it")?;
        Ok(Said::List(Arc::new(list)))
    }

    async fn fetch(&self, request: RequestBuilder, most: usize) -> Result<Vec<u8>, Problem> {
        let answer = request.send().await.map_err(reqwest::Error::without_url)?;
        if !answer.status().is_success() {
            return Err(format!("the answer is {}", answer.status()).into());
        }
        let (mut answer, mut bytes) = (answer, Vec::new());
        while let Some(chunk) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > most {
                return Err("the answer is too large".into());
            }
        }
        Ok(bytes)
    }
}

/// The address with a request behind it (RFC 6960, A.1).
fn with_request(url: &Url, request: &[u8]) -> Result<Url, Problem> {
    let digits = BASE64.encode(request).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    Ok(Url::parse(&format!("{}/{digits}", url.as_str().trim_end_matches('/')))?)
}

impl Lookups for HttpLookups {
    fn ask(&self, question: &Question, tried: &[String]) -> Option<Answer> {
        let open = |addresses: Vec<String>| -> Vec<(String, Url)> {
            let callable = addresses.into_iter().filter_map(|address| Some((self.reach.url(&address)?, address)));
            callable
                .map(|(url, address)| (address, url))
                .filter(|(address, _)| !tried.contains(address))
                .take(MOST_ADDRESSES)
                .collect()
        };
        for (address, url) in open(question.certificate.responders()) {
            let key = format!("{address} {}", HEXLOWER.encode(&question.certificate.fingerprint));
            if let Some(said) = self.said(key, &address, question, self.response(url, question)) {
                return Some(Answer { address, said });
            }
        }
        for (address, url) in open(question.certificate.list_addresses()) {
            if let Some(said) = self.said(address.clone(), &address, question, self.list(url)) {
                return Some(Answer { address, said });
            }
        }
        None
    }
}

impl Memory {
    fn find(&self, key: &str, now: Time) -> Option<Option<Said>> {
        self.kept.get(key).filter(|kept| now < kept.until).map(|kept| kept.said.clone())
    }

    fn keep(&mut self, key: String, said: Option<Said>, now: Time) {
        let (bytes, until) = match &said {
            Some(Said::Response(response)) => (response.der.len(), response_ends(response, now)),
            Some(Said::List(list)) => (list.der.len(), list_ends(list, now)),
            None => (0, now.plus(SILENCE_KEPT)),
        };
        self.kept.retain(|_, kept| now < kept.until);
        self.bytes = self.kept.values().map(|kept| kept.bytes).sum();
        // Full of what still holds: begun anew, rather than choosing.
        if self.bytes + bytes > LARGEST_MEMORY {
            self.kept.clear();
        }
        self.kept.insert(key, Kept { until, bytes, said });
    }
}

fn response_ends(response: &OcspResponse, now: Time) -> Time {
    let next = response.answers.iter().filter_map(|answer| answer.next_update).min();
    next.unwrap_or_else(|| now.plus(MINUTE)).min(now.plus(RESPONSE_KEPT))
}

fn list_ends(list: &Crl, now: Time) -> Time {
    list.next_update.unwrap_or_else(|| now.plus(MINUTE)).min(now.plus(LIST_KEPT))
}

#[cfg(test)]
mod tests;
