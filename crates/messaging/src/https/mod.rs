//! A gateway for any provider that takes texts over HTTPS: the settings say how the request is built and how the answer is read.
//!
//! The request's own copy of the text is freed but not wiped: the HTTP client's buffers are not ours.

mod config;
mod template;

pub use config::{BodyTemplate, HttpsConfig, ReceiptRules, Refusal, State, Success};

use crate::settings::{bad_setting, foreign_words, password};
use kunye_core::messages::ports::{FailureReason, Handover, Receipt, ReceiptState, Sms, SmsGateway};
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Time;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, Url};
use serde_json::Value;
use std::sync::mpsc::sync_channel;
use std::time::Duration;
use template::{Body, Template, Values};
use tokio::runtime::Handle;

/// No honest answer to one message is longer.
const LONGEST_ANSWER: usize = 64 * 1024;

pub struct HttpsGateway {
    client: Client,
    runtime: Handle,
    config: HttpsConfig,
    url: Url,
    method: Method,
    headers: Vec<(HeaderName, Template)>,
    body: Body,
    password: Secret,
}

/// This machine itself, which alone may be spoken to in clear.
fn is_here(url: &Url) -> bool {
    matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"))
}

impl HttpsConfig {
    /// What cannot work, each setting with what it needs.
    pub fn faults(&self) -> Vec<Error> {
        let found = [
            self.address().err(),
            self.verb().err(),
            self.head().err(),
            self.secret().err(),
            Body::parse(&self.body).err(),
            self.rules().err(),
        ];
        found.into_iter().flatten().collect()
    }

    fn address(&self) -> Result<Url> {
        let url = Url::parse(&self.url).ok().filter(|url| url.scheme() == "https" || is_here(url));
        url.ok_or_else(|| bad_setting("sms.https.url", "messaging-setting-https"))
    }

    fn verb(&self) -> Result<Method> {
        match self.method.as_str() {
            "POST" => Ok(Method::POST),
            "PUT" => Ok(Method::PUT),
            "PATCH" => Ok(Method::PATCH),
            _ => Err(bad_setting("sms.https.method", "config-choice").with("known", "POST, PUT, PATCH")),
        }
    }

    fn head(&self) -> Result<Vec<(HeaderName, Template)>> {
        let wrong = || bad_setting("sms.https.headers", "messaging-setting-header");
        let read = |(name, value): (&String, &String)| {
            let name = HeaderName::try_from(name).map_err(|_| wrong())?;
            let value = Template::parse("sms.https.headers", value)?;
            if value.holds_text() { Err(wrong()) } else { Ok((name, value)) }
        };
        self.headers.iter().map(read).collect()
    }

    fn secret(&self) -> Result<Secret> {
        let given = password("sms.https.password_file", self.password.as_ref(), self.password_file.as_deref())?;
        Ok(given.unwrap_or(Secret::new("")))
    }

    fn rules(&self) -> Result<()> {
        let pairs = self.refusals.iter().map(|rule| ("sms.https.refusals", &rule.pointer, &rule.equals));
        let success = ("sms.https.success", &self.success.pointer, &self.success.equals);
        match pairs.chain([success]).find(|(_, pointer, equals)| pointer.is_some() != equals.is_some()) {
            Some((key, ..)) => Err(bad_setting(key, "messaging-setting-pointer")),
            None => Ok(()),
        }
    }
}

impl HttpsGateway {
    /// Checks the settings. Requests run on `runtime`; the thread that hands over waits.
    ///
    /// Errors: the first of [`HttpsConfig::faults`].
    pub fn new(config: HttpsConfig, runtime: Handle) -> Result<Self> {
        let (url, method, headers) = (config.address()?, config.verb()?, config.head()?);
        let (password, body) = (config.secret()?, Body::parse(&config.body)?);
        config.rules()?;
        let here = is_here(&url);
        let client = Client::builder()
            .connect_timeout(config.connect_timeout)
            .timeout(config.timeout)
            // A redirection would carry the text to somewhere nobody has chosen.
            .redirect(reqwest::redirect::Policy::none());
        let client = if here { client.no_proxy() } else { client.https_only(true) };
        let client = client.build().map_err(Error::internal)?;
        Ok(Self { client, runtime, config, url, method, headers, body, password })
    }

    /// Reads receipts that the provider has posted to us: JSON or a form. `at` is when they came.
    ///
    /// Errors: receipts are not configured, or the body is not what the configuration says (`messaging-bad-receipt`).
    pub fn parse_receipts(&self, body: &[u8], at: Time) -> Result<Vec<Receipt>> {
        let bad = || Error::new(Kind::Invalid(Vec::new()), "messaging-bad-receipt");
        let rules = self.config.receipts.as_ref().ok_or_else(bad)?;
        let whole = match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{' | b'[') => serde_json::from_slice(body).map_err(|error| bad().because(error))?,
            _ => form(body).ok_or_else(bad)?,
        };
        let found = match &rules.list {
            Some(list) => whole.pointer(list).ok_or_else(bad)?,
            None => &whole,
        };
        let receipts = found.as_array().map_or(std::slice::from_ref(found), Vec::as_slice);
        let read = receipts.iter().map(|receipt| {
            let word = value_at(receipt, &rules.state).ok_or_else(bad)?;
            let reference = value_at(receipt, &rules.reference).filter(|reference| !reference.is_empty()).ok_or_else(bad)?;
            let state = rules.states.get(&word).map_or(ReceiptState::Unknown, |state| state.0);
            Ok(Receipt { gateway: self.config.name.clone(), reference, state, code: word, at })
        });
        read.collect()
    }

    fn request(&self, sms: &Sms) -> Result<RequestBuilder> {
        let number = sms.to.e164();
        let digits = number.trim_start_matches('+');
        let national = digits.strip_prefix("90").unwrap_or(digits);
        let (seconds, minutes) = (sms.valid_for_seconds.to_string(), sms.valid_for_seconds.div_ceil(60).to_string());
        let (text, password) = (sms.text.expose(), self.password.expose());
        let (user, sender) = (self.config.user.as_str(), self.config.sender.as_str());
        let values: Values<'_> = [text, number, digits, national, sender, &sms.delivery, &seconds, &minutes, user, password];
        let mut headers = HeaderMap::new();
        for (name, template) in &self.headers {
            let mut value = HeaderValue::try_from(template.fill(&values))
                .map_err(|cause| bad_setting("sms.https.headers", "messaging-setting-header").because(cause))?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        let mut request = self.client.request(self.method.clone(), self.url.clone());
        if self.config.basic_auth {
            request = request.basic_auth(user, Some(password));
        }
        let request = match &self.body {
            Body::Json(json) => request.json(&json.fill(&values)),
            Body::Form(fields) => {
                let fields: Vec<_> = fields.iter().map(|(name, template)| (name, template.fill(&values))).collect();
                request.form(&fields)
            }
        };
        // After the body, so that a content type of the settings counts.
        Ok(request.headers(headers))
    }

    fn send(&self, sms: &Sms) -> Handover {
        let Ok(request) = self.request(sms) else {
            return Handover::NotNow { reason: FailureReason::Configuration, code: "headers".to_owned() };
        };
        let (answer, word) = sync_channel(1);
        self.runtime.spawn(async move {
            // The receiver is gone only when the safety net below has given up.
            answer.try_send(fetch(request).await).unwrap_or_else(|_| tracing::debug!("nobody waits for this answer any more"));
        });
        match word.recv_timeout(self.config.timeout + Duration::from_secs(5)) {
            Ok(Ok((status, body))) => self.judge(status, &body, &sms.delivery),
            Ok(Err(handover)) => handover,
            Err(_) => Handover::Unknown,
        }
    }

    /// Reads the provider's answer.
    fn judge(&self, status: StatusCode, body: &[u8], delivery: &str) -> Handover {
        let answer: Option<Value> = serde_json::from_slice(body).ok();
        let said = |pointer: &Option<String>| value_at(answer.as_ref()?, pointer.as_deref()?);
        let code = |pointer: &Option<String>| match said(pointer) {
            Some(word) => format!("{} {word}", status.as_u16()),
            None => status.as_u16().to_string(),
        };
        let refusal = self.config.refusals.iter().find(|rule| {
            rule.status.is_none_or(|expected| expected == status.as_u16())
                && (rule.pointer.is_none() || said(&rule.pointer) == rule.equals)
        });
        if let Some(rule) = refusal {
            let (reason, code) = (rule.reason.0, code(&rule.pointer));
            return if rule.reason.passes() { Handover::NotNow { reason, code } } else { Handover::Refused { reason, code } };
        }
        let success = &self.config.success;
        let expected = if success.status.is_empty() { status.is_success() } else { success.status.contains(&status.as_u16()) };
        if !expected {
            return by_status(status);
        }
        match (&success.pointer, said(&success.pointer)) {
            // The words of success are not there: the message may have been taken all the same.
            (Some(_), None) => Handover::Unknown,
            (Some(_), word) if word != success.equals => {
                Handover::Refused { reason: FailureReason::Other, code: code(&success.pointer) }
            }
            _ => {
                let reference = match &self.config.reference {
                    Some(_) => said(&self.config.reference).unwrap_or_default(),
                    None => delivery.to_owned(),
                };
                Handover::Accepted { references: vec![reference] }
            }
        }
    }
}

/// What a status alone means, when no rule of the settings fits.
fn by_status(status: StatusCode) -> Handover {
    let code = status.as_u16().to_string();
    let not_now = |reason| Handover::NotNow { reason, code: code.clone() };
    match status.as_u16() {
        429 => not_now(FailureReason::Throttled),
        401 | 403 | 404 | 405 | 407 => not_now(FailureReason::Configuration),
        503 => not_now(FailureReason::Unreachable),
        // The provider, or something in front of it, broke while it had the message in its hands.
        408 | 500..=599 => Handover::Unknown,
        300..=399 => not_now(FailureReason::Configuration),
        _ => Handover::Refused { reason: FailureReason::Other, code },
    }
}

/// One exchange. The error is what an exchange without an answer means.
async fn fetch(request: RequestBuilder) -> Result<(StatusCode, Vec<u8>), Handover> {
    let failed = |error: reqwest::Error| {
        // Its address could be told without harm, but not everything in it is ours.
        let error = error.without_url();
        if error.is_builder() {
            return Handover::NotNow { reason: FailureReason::Configuration, code: "request".to_owned() };
        }
        if error.is_connect() {
            return Handover::NotNow { reason: FailureReason::Unreachable, code: "no connection".to_owned() };
        }
        tracing::warn!(%error, "no answer from the provider");
        Handover::Unknown
    };
    let response = request.send().await.map_err(failed)?;
    let status = response.status();
    Ok((status, body_of(response).await.map_err(failed)?))
}

/// The answer's body; what goes beyond [`LONGEST_ANSWER`] is not looked at.
async fn body_of(mut response: Response) -> Result<Vec<u8>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST_ANSWER {
            body.truncate(LONGEST_ANSWER);
            break;
        }
    }
    Ok(body)
}

/// A string, number or boolean as a word.
fn value_at(value: &Value, pointer: &str) -> Option<String> {
    match value.pointer(pointer)? {
        Value::String(text) => Some(foreign_words(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// A form as an object of strings.
fn form(body: &[u8]) -> Option<Value> {
    let body = std::str::from_utf8(body).ok()?;
    let mut url = Url::parse("https://localhost/").ok()?;
    url.set_query(Some(body.trim()));
    Some(Value::Object(url.query_pairs().map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))).collect()))
}

impl SmsGateway for HttpsGateway {
    fn name(&self) -> &str {
        &self.config.name
    }

    fn hand_over(&self, sms: &Sms) -> Handover {
        let handover = self.send(sms);
        tracing::info!(gateway = self.config.name, delivery = sms.delivery, to = sms.to.masked(), ?handover, "handed over");
        handover
    }
}
