//! The institution's key behind PKCS#11: a security module, a card, a token (OASIS PKCS #11, 3.1). The key never leaves it.

use crate::config::signatures::{self, Device};
use crate::config::{self, read_bytes};
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error as Cryptoki, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use kunye_esign::algorithms::{Curve, Hash, PublicKey, Scheme, Verified, verify};
use kunye_esign::asn1::{tag, write};
use kunye_esign::seal::{Failure, Key};
use kunye_esign::x509::{Certificate, certificate};
use kunye_kernel::error::{Error, Kind, Result};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Signed once when the key is opened: whichever certificate verifies it is the key's.
const PROBE: &[u8] = b"kunye";

/// A private key of a token, with its certificate.
pub struct DeviceKey {
    token: Token,
    certificate: Certificate,
    scheme: Scheme,
    /// Sessions that nobody signs with right now; each signs one thing at a time.
    idle: Mutex<Vec<Hand>>,
}

/// The token of a slot, and what opens it.
struct Token {
    library: Pkcs11,
    slot: Slot,
    pin: AuthPin,
    module: PathBuf,
    label: String,
    key_label: String,
}

/// A session, and the key as that session knows it.
struct Hand {
    session: Session,
    key: ObjectHandle,
}

/// The key that the configuration names, and the certificates above its own but for a root, which proves nothing.
pub fn open(device: &mut Device) -> Result<(DeviceKey, Vec<Arc<Certificate>>)> {
    let pin = signatures::password(device.pin.take(), device.pin_file.as_deref())?;
    let pin = pin.ok_or_else(|| config::missing("seal.device.pin_file"))?;
    let token = Token::find(device, AuthPin::from(pin.expose().to_owned()))?;
    let hand = token.hand()?;
    let mut known = token.certificates(&hand)?;
    for path in &device.certificates {
        known.extend(certificate::read_file(&read_bytes(path)?).map_err(|cause| super::unreadable(path, cause))?);
    }
    let (certificate, scheme) = own(&token, &hand, &known)?;
    let chain = above(&certificate, known);
    Ok((DeviceKey { token, certificate, scheme, idle: Mutex::new(vec![hand]) }, chain))
}

impl Token {
    fn find(device: &Device, pin: AuthPin) -> Result<Self> {
        let about = |text| Error::new(Kind::Unavailable, text).with("module", device.module.display());
        let library = Pkcs11::new(&device.module).map_err(|cause| about("config-device-module").because(cause))?;
        match library.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            Ok(()) | Err(Cryptoki::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
            Err(cause) => return Err(about("config-device-module").because(cause)),
        }
        let mut found = Vec::new();
        for slot in library.get_slots_with_token().map_err(|cause| about("config-device-module").because(cause))? {
            let info = library.get_token_info(slot).map_err(|cause| about("config-device-module").because(cause))?;
            found.push((info.label().trim().to_owned(), slot));
        }
        let named: Vec<Slot> = found.iter().filter(|(label, _)| *label == device.token_label).map(|(_, slot)| *slot).collect();
        let &[slot] = named.as_slice() else {
            let labels: Vec<&str> = found.iter().map(|(label, _)| label.as_str()).filter(|label| !label.is_empty()).collect();
            let error = about(if named.is_empty() { "config-device-no-token" } else { "config-device-tokens" });
            return Err(error.with("token", &device.token_label).with("found", labels.join(", ")));
        };
        let (module, label, key_label) = (device.module.clone(), device.token_label.clone(), device.key_label.clone());
        Ok(Self { library, slot, pin, module, label, key_label })
    }

    fn error(&self, text: &'static str) -> Error {
        let error = Error::new(Kind::Unavailable, text).with("module", self.module.display());
        error.with("token", &self.label).with("key", &self.key_label)
    }

    fn failed(&self, cause: Cryptoki) -> Error {
        self.error("config-device-failed").because(cause)
    }

    /// A new session that has given the PIN and found the key.
    fn hand(&self) -> Result<Hand> {
        let session = self.library.open_ro_session(self.slot).map_err(|cause| self.failed(cause))?;
        match session.login(UserType::User, Some(&self.pin)) {
            // Who has signed in once has done so in every session of the process.
            Ok(()) | Err(Cryptoki::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {}
            Err(cause) => return Err(self.refused(cause)),
        }
        let wanted = [Attribute::Class(ObjectClass::PRIVATE_KEY), Attribute::Label(self.key_label.clone().into_bytes())];
        let keys = session.find_objects(&wanted).map_err(|cause| self.failed(cause))?;
        let key = match keys.as_slice() {
            [key] => *key,
            [] => return Err(self.error("config-device-no-key")),
            _ => return Err(self.error("config-device-keys")),
        };
        let asks = session.get_attributes(key, &[AttributeType::AlwaysAuthenticate]).map_err(|cause| self.failed(cause))?;
        if asks.iter().any(|attribute| matches!(attribute, Attribute::AlwaysAuthenticate(true))) {
            return Err(self.error("config-device-asks-each-time"));
        }
        Ok(Hand { session, key })
    }

    /// A PIN is tried once: after a few wrong ones a token locks itself.
    fn refused(&self, cause: Cryptoki) -> Error {
        let text = match &cause {
            Cryptoki::Pkcs11(RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange, _) => "config-device-pin",
            Cryptoki::Pkcs11(RvError::PinLocked, _) => "config-device-pin-locked",
            Cryptoki::Pkcs11(RvError::PinExpired, _) => "config-device-pin-expired",
            _ => "config-device-failed",
        };
        self.error(text).because(cause)
    }

    /// Every certificate that the token holds; what is none of X.509 is left out.
    fn certificates(&self, hand: &Hand) -> Result<Vec<Certificate>> {
        let objects = hand.session.find_objects(&[Attribute::Class(ObjectClass::CERTIFICATE)]);
        let mut found = Vec::new();
        for object in objects.map_err(|cause| self.failed(cause))? {
            let value = hand.session.get_attributes(object, &[AttributeType::Value]).map_err(|cause| self.failed(cause))?;
            found.extend(value.into_iter().filter_map(|attribute| match attribute {
                Attribute::Value(der) => Certificate::read(&der).ok(),
                _ => None,
            }));
        }
        Ok(found)
    }
}

/// The certificate of the key: one with which the key's signature verifies; of several the one that lasts longest.
fn own(token: &Token, hand: &Hand, known: &[Certificate]) -> Result<(Certificate, Scheme)> {
    let mut best: Option<(&Certificate, Scheme)> = None;
    let mut refused = None;
    for certificate in known {
        let Some(scheme) = scheme_of(&certificate.key) else { continue };
        match hand.sign(scheme, PROBE) {
            Ok(signature) if verify(&certificate.key, scheme, PROBE, &signature) == Verified::Yes => {
                best = best.filter(|(other, _)| other.not_after >= certificate.not_after).or(Some((certificate, scheme)));
            }
            // Certificates of keys of another kind are asked in vain.
            Ok(_) => {}
            Err(cause) => refused = Some(cause),
        }
    }
    match (best, refused) {
        (Some((certificate, scheme)), _) => Ok((certificate.clone(), scheme)),
        (None, _) if known.is_empty() => Err(token.error("config-device-no-certificate")),
        (None, Some(cause)) => Err(token.error("config-device-not-its-certificate").because(cause)),
        (None, None) => Err(token.error("config-device-not-its-certificate")),
    }
}

/// How keys of this kind sign: with the hash that fits, in the ways that every token knows.
fn scheme_of(key: &PublicKey) -> Option<Scheme> {
    Some(match key {
        PublicKey::Rsa { .. } => Scheme::RsaPkcs1(Hash::Sha256),
        PublicKey::Ec { curve: Curve::P256, .. } => Scheme::Ecdsa(Hash::Sha256),
        PublicKey::Ec { curve: Curve::P384, .. } => Scheme::Ecdsa(Hash::Sha384),
        PublicKey::Ec { curve: Curve::P521, .. } => Scheme::Ecdsa(Hash::Sha512),
        PublicKey::Other(_) => return None,
    })
}

/// From the issuer of a certificate up, as far as it is among these.
fn above(certificate: &Certificate, mut known: Vec<Certificate>) -> Vec<Arc<Certificate>> {
    let mut chain: Vec<Arc<Certificate>> = Vec::new();
    let mut last = certificate.clone();
    while let Some(at) = known
        .iter()
        .position(|one| one.subject == last.issuer && !one.is_self_issued() && last.verified_by(&one.key) == Verified::Yes)
    {
        last = known.swap_remove(at);
        chain.push(Arc::new(last.clone()));
    }
    chain
}

impl Hand {
    /// The digest is ours: tokens differ in the hashes they compute, not in what they do with one.
    fn sign(&self, scheme: Scheme, message: &[u8]) -> Result<Vec<u8>, Cryptoki> {
        let digest = scheme.hash().digest(&[message]).ok_or(Cryptoki::NotSupported)?;
        match scheme {
            Scheme::RsaPkcs1(hash) => {
                let algorithm = write::sequence(&[&write::oid(hash.oid()), &write::null()]);
                let info = write::sequence(&[&algorithm, &write::octets(&digest)]);
                self.session.sign(&Mechanism::RsaPkcs, self.key, &info)
            }
            Scheme::Ecdsa(_) => self.session.sign(&Mechanism::Ecdsa, self.key, &digest).map(|raw| ecdsa(&raw)),
            Scheme::RsaPss { .. } => Err(Cryptoki::NotSupported),
        }
    }
}

/// Tokens give the two numbers side by side (PKCS #11, 6.3.1); CMS has them as ECDSA-Sig-Value (RFC 3279, 2.2.3).
fn ecdsa(raw: &[u8]) -> Vec<u8> {
    let (r, s) = raw.split_at(raw.len() / 2);
    write::element(tag::SEQUENCE, &[write::integer(r), write::integer(s)].concat())
}

impl Key for DeviceKey {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn scheme(&self) -> Scheme {
        self.scheme
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Failure> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = idle().pop();
        if let Some(hand) = waiting {
            match hand.sign(self.scheme, message) {
                Ok(signature) => {
                    idle().push(hand);
                    return Ok(signature);
                }
                // A session may have been ended by the device; whether the device is still there, a new one tells.
                Err(cause) => tracing::warn!(%cause, "a session of the seal's device ended"),
            }
        }
        let hand = self.token.hand().map_err(|error| {
            tracing::error!(?error, "the seal's device cannot be reached");
            Failure::Key("the device cannot be reached")
        })?;
        let signature = hand.sign(self.scheme, message).map_err(|cause| {
            tracing::error!(%cause, "the seal's device does not sign");
            Failure::Key("the device does not sign")
        })?;
        idle().push(hand);
        Ok(signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_become_a_sequence_of_two() {
        let raw = [&[0x80, 1][..], &[0, 2]].concat();
        assert_eq!(ecdsa(&raw), [0x30, 8, 2, 3, 0, 0x80, 1, 2, 1, 2]);
    }
}
