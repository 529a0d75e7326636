//! What the type of a setting cannot tell: sections that do not fit each other, addresses that are none, files that cannot be read. Each
//! error names its `setting`.

use super::signatures::Signatures;
use super::{Config, Gateway, missing};
use crate::logging;
use crate::signing::{reach::Reach, stamps};
use kunye_kernel::error::{Error, Kind, Result};
use reqwest::Url;
use std::path::Path;

impl Config {
    /// What no command can do with.
    pub(super) fn misfits(&self) -> Vec<Error> {
        let section = match self.sms.gateway {
            Gateway::Smpp if self.sms.smpp.is_none() => Some(missing("sms.smpp")),
            Gateway::Https if self.sms.https.is_none() => Some(missing("sms.https")),
            _ => None,
        };
        let of_database = |url: &&String| ["sqlite:", "postgres://", "postgresql://"].iter().any(|kind| url.starts_with(kind));
        let database =
            self.database.url.as_ref().filter(|url| !of_database(url)).map(|_| misfit("database.url", "config-database"));
        section.into_iter().chain(database).chain(logging::filter(&self.log).err()).chain(self.mail_domain().err()).collect()
    }

    /// What a service cannot do with. Nothing is called and nothing begun to find out.
    pub(super) fn misfits_of_service(&self) -> Vec<Error> {
        let mut found = self.misfits();
        found.extend(self.public_url().err());
        found.extend(self.files().into_iter().filter_map(|(key, path)| unreadable(key, path)));
        // A file that is not there has been told of.
        found.extend(self.receipt_token().err().filter(|error| matches!(error.kind, Kind::Invalid(_))));
        match (self.sms.gateway, &self.sms.smpp, &self.sms.https) {
            (Gateway::Smpp, Some(smpp), _) => found.extend(smpp.faults()),
            (Gateway::Https, _, Some(https)) => found.extend(https.faults()),
            _ => {}
        }
        found.extend(self.mail.smtp.iter().flat_map(kunye_messaging::SmtpConfig::faults));
        found.extend(self.ldap.faults());
        found.extend(self.signatures.fetch_from.iter().filter_map(|network| Reach::of(std::slice::from_ref(network)).err()));
        found.extend(self.bucket_misfits());
        found.extend(self.seal_misfits());
        found
    }

    fn bucket_misfits(&self) -> Vec<Error> {
        let Some(bucket) = &self.data.bucket else { return Vec::new() };
        let address = Url::parse(&bucket.address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        let address = (!address).then(|| misfit("data.bucket.address", "config-web-address"));
        let secret = one("data.bucket.secret_file", bucket.secret.is_some(), bucket.secret_file.as_deref());
        address.into_iter().chain(secret.err()).collect()
    }

    fn seal_misfits(&self) -> Vec<Error> {
        let seal = &self.seal;
        let mut found: Vec<Error> = seal.time_stamps.iter().filter_map(|address| stamps::address_of(address).err()).collect();
        match (&seal.key_file, &seal.device) {
            (Some(_), Some(_)) => found.push(misfit("seal.key_file", "config-seal-twice")),
            (Some(_), None) => {
                found.extend(one("seal.password_file", seal.password.is_some(), seal.password_file.as_deref()).err());
            }
            (None, Some(device)) => {
                found.extend(one("seal.device.pin_file", device.pin.is_some(), device.pin_file.as_deref()).err());
            }
            (None, None) => {}
        }
        if let Some(customer) = &seal.customer {
            let file = customer.password_file.as_deref();
            found.extend(one("seal.customer.password_file", customer.password.is_some(), file).err());
        }
        found
    }

    /// Every file and folder that must be there.
    fn files(&self) -> Vec<(&'static str, &Path)> {
        let Signatures { trust, certificates, lists, .. } = &self.signatures;
        let bucket = self.data.bucket.as_ref().and_then(|bucket| bucket.secret_file.as_ref());
        let customer = self.seal.customer.as_ref().and_then(|customer| customer.password_file.as_ref());
        let device = self.seal.device.as_ref();
        let one = [
            ("database.url_file", self.database.url_file.as_ref()),
            ("data.bucket.secret_file", bucket),
            ("sms.receipt_token_file", self.sms.receipt_token_file.as_ref()),
            ("ldap.certificate", self.ldap.certificate.as_ref()),
            ("ldap.key", self.ldap.key.as_ref()),
            ("seal.key_file", self.seal.key_file.as_ref()),
            ("seal.password_file", self.seal.password_file.as_ref()),
            ("seal.customer.password_file", customer),
            ("seal.device.module", device.map(|device| &device.module)),
            ("seal.device.pin_file", device.and_then(|device| device.pin_file.as_ref())),
        ];
        let one = one.into_iter().filter_map(|(key, path)| Some((key, path?.as_path())));
        let trust = trust.iter().map(|path| ("signatures.trust", path.as_path()));
        let certificates = certificates.iter().map(|path| ("signatures.certificates", path.as_path()));
        let lists = lists.iter().filter(|list| !list.starts_with("http")).map(|list| ("signatures.lists", Path::new(list)));
        one.chain(trust).chain(certificates).chain(lists).collect()
    }
}

fn misfit(key: &'static str, text: &'static str) -> Error {
    Error::new(Kind::Invalid(Vec::new()), text).with("setting", key)
}

fn unreadable(key: &'static str, path: &Path) -> Option<Error> {
    let cause = std::fs::File::open(path).err()?;
    Some(misfit(key, "config-unreadable").with("path", path.display()).because(cause))
}

/// A secret stands in the environment or in a file; not in both, and not in neither.
fn one(key: &'static str, inline: bool, file: Option<&Path>) -> Result<()> {
    match (inline, file) {
        (true, Some(file)) => Err(misfit(key, "config-password-twice").with("path", file.display())),
        (false, None) => Err(missing(key)),
        _ => Ok(()),
    }
}
