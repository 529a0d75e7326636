//! Blobs in an S3-compatible store. It is given names and ciphertext only; addresses are signed for one request each (Signature
//! Version 4) and are themselves secrets for as long as they hold.

use crate::config::{self, signatures};
use kunye_core::blobs::Shelf;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::secret::Secret;
use reqwest::{Body, Client, Method, StatusCode, Url};
use rusty_s3::{Credentials, S3Action, UrlStyle};
use std::time::Duration;
use tokio::runtime::Runtime;

/// How long a signed address holds.
const VALID: Duration = Duration::from_secs(60);
/// Scans have some megabytes, and somebody waits.
const TIME_LIMIT: Duration = Duration::from_secs(30);

pub struct Bucket {
    bucket: rusty_s3::Bucket,
    credentials: Credentials,
    client: Client,
    /// Its own: blobs are asked for by commands too, where no service runs.
    runtime: Option<Runtime>,
}

impl Bucket {
    /// Opens the bucket that the configuration names, and asks whether it is there.
    pub fn open(config: &config::Bucket) -> Result<Self> {
        let wrong = |cause: String| Error::new(Kind::Unavailable, "config-bucket").with("name", &config.name).because(cause);
        let inline = config.secret.as_ref().map(|secret| Secret::new(secret.expose()));
        let secret = signatures::password(inline, config.secret_file.as_deref())?;
        let secret = secret.ok_or_else(|| config::missing("data.bucket.secret_file"))?;
        let address = Url::parse(&config.address).map_err(|cause| wrong(cause.to_string()))?;
        let style = if config.virtual_host { UrlStyle::VirtualHost } else { UrlStyle::Path };
        let bucket = rusty_s3::Bucket::new(address, style, config.name.clone(), config.region.clone());
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let opened = Self {
            bucket: bucket.map_err(|cause| wrong(cause.to_string()))?,
            credentials: Credentials::new(&config.access_key, secret.expose()),
            client: Client::builder().timeout(TIME_LIMIT).build().map_err(Error::internal)?,
            runtime: Some(runtime.map_err(Error::internal)?),
        };
        let address = opened.bucket.head_bucket(Some(&opened.credentials)).sign(VALID);
        match opened.ask(Method::HEAD, address, None) {
            Ok((status, _)) if status.is_success() => Ok(opened),
            Ok((status, _)) => Err(wrong(status.to_string())),
            Err(cause) => Err(wrong(cause)),
        }
    }

    fn ask(&self, method: Method, address: Url, body: Option<Vec<u8>>) -> Result<(StatusCode, Vec<u8>), String> {
        let Some(runtime) = &self.runtime else { return Err("the program ends".to_owned()) };
        let mut request = self.client.request(method, address);
        if let Some(body) = body {
            request = request.body(Body::from(body));
        }
        // Without its address: whoever reads it in a log could ask the same.
        let said = |error: reqwest::Error| error.without_url().to_string();
        runtime.block_on(async {
            let answer = request.send().await.map_err(said)?;
            let status = answer.status();
            Ok((status, answer.bytes().await.map_err(said)?.to_vec()))
        })
    }

    /// An answer of success, or of these.
    fn good(&self, method: Method, address: Url, body: Option<Vec<u8>>, or: &[StatusCode]) -> Result<(StatusCode, Vec<u8>)> {
        let unavailable = |cause: String| Error::new(Kind::Unavailable, "error-storage").because(cause);
        match self.ask(method, address, body) {
            Ok((status, bytes)) if status.is_success() || or.contains(&status) => Ok((status, bytes)),
            Ok((status, _)) => Err(unavailable(format!("the store answered {status}"))),
            Err(cause) => Err(unavailable(cause)),
        }
    }
}

impl Shelf for Bucket {
    fn put(&self, name: &str, sealed: &[u8]) -> Result<()> {
        let address = self.bucket.put_object(Some(&self.credentials), name).sign(VALID);
        self.good(Method::PUT, address, Some(sealed.to_vec()), &[]).map(|_| ())
    }

    fn get(&self, name: &str) -> Result<Vec<u8>> {
        let address = self.bucket.get_object(Some(&self.credentials), name).sign(VALID);
        self.good(Method::GET, address, None, &[]).map(|(_, bytes)| bytes)
    }

    fn holds(&self, name: &str) -> Result<bool> {
        let address = self.bucket.head_object(Some(&self.credentials), name).sign(VALID);
        self.good(Method::HEAD, address, None, &[StatusCode::NOT_FOUND]).map(|(status, _)| status.is_success())
    }

    fn remove(&self, name: &str) -> Result<()> {
        let address = self.bucket.delete_object(Some(&self.credentials), name).sign(VALID);
        self.good(Method::DELETE, address, None, &[StatusCode::NOT_FOUND]).map(|_| ())
    }
}

/// A runtime must not be waited for by one of its own kind, and worlds end where they happen to.
impl Drop for Bucket {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
