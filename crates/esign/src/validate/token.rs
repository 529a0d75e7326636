//! Whether a time stamp is to be believed (ETSI EN 319 102-1, 5.4; RFC 3161 2.3 and 2.4.2).

use super::Validation;
use crate::oid;
use crate::trust::Purpose;
use crate::tsp::Token;
use crate::verdict::{Code, Reason};
use crate::x509::Certificate;
use crate::x509::extensions::usage;
use kunye_kernel::time::Time;
use std::sync::Arc;

impl Validation<'_> {
    fn signer_of(&self, token: &Token) -> Option<Arc<Certificate>> {
        token.data.signer.find(token.data.certificates.iter().chain(&self.evidence.certificates))
    }

    pub(super) fn authority(&self, token: &Token) -> Option<String> {
        self.signer_of(token).map(|certificate| certificate.subject.display())
    }

    /// The lists and responses that the belief rests on. `at`: since when the token itself is proved to exist.
    ///
    /// # Errors
    /// The first reason against it.
    pub(super) fn believe(&self, token: &Token, parts: &[&[u8]], at: Time) -> Result<Vec<[u8; 32]>, Reason> {
        let signer = &token.data.signer;
        if !token.is_of(parts) {
            return Err(Code::DigestDiffers.into());
        }
        let certificate = self.signer_of(token).ok_or(Code::SignerAbsent)?;
        if !signer.names(&certificate)? {
            return Err(Code::SignerDiffers.into());
        }
        let unknown = || Code::AlgorithmUnknown.with("algorithm", signer.algorithm_name());
        let digest = token.content_digest().ok_or_else(unknown)?;
        signer.check(oid::TST_INFO, &digest, &certificate)?;
        let weak = signer.used(&certificate).into_iter().chain(token.hash().map(crate::algorithms::Used::Hash));
        if let Some(weak) = weak.into_iter().find(|used| used.ends().is_some_and(|end| end <= at)) {
            return Err(Code::AlgorithmWeak.with("algorithm", weak.name()));
        }
        // 2.3: one purpose, and critical, so that nobody else may use the key.
        let only_stamps = certificate.purposes().ok().flatten().is_some_and(|purposes| purposes == [oid::TIME_STAMPING]);
        let signs = usage::DIGITAL_SIGNATURE | usage::NON_REPUDIATION;
        let may_sign = certificate.key_usage().is_ok_and(|flags| flags.is_none_or(|flags| flags & signs != 0));
        if !only_stamps
            || !may_sign
            || !certificate.extension(oid::EXTENDED_KEY_USAGE).is_some_and(|extension| extension.critical)
        {
            return Err(Code::KeyPurpose.with("certificate", certificate.display()));
        }
        if token.time < certificate.not_before {
            return Err(Code::NotYetValid
                .with("certificate", certificate.display())
                .with("time", certificate.not_before.display()));
        }
        self.chain(&certificate, Purpose::TimeStamp, at)
    }
}
