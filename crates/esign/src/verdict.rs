//! Indications, sub-indications (ETSI EN 319 102-1, 5.1.3) and the reasons behind them. Reasons are codes; whoever shows them has the
//! sentences.

use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Indication {
    TotalPassed,
    Indeterminate,
    TotalFailed,
}

impl Indication {
    pub fn name(self) -> &'static str {
        match self {
            Self::TotalPassed => "TOTAL_PASSED",
            Self::Indeterminate => "INDETERMINATE",
            Self::TotalFailed => "TOTAL_FAILED",
        }
    }
}

/// Table 5 and 6 of the standard; what we never give is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SubIndication {
    FormatFailure,
    HashFailure,
    SigCryptoFailure,
    Revoked,
    Expired,
    NotYetValid,
    SigConstraintsFailure,
    ChainConstraintsFailure,
    CertificateChainGeneralFailure,
    CryptoConstraintsFailureNoPoe,
    SignaturePolicyNotAvailable,
    SignedDataNotFound,
    TimestampOrderFailure,
    NoSigningCertificateFound,
    NoCertificateChainFound,
    RevokedNoPoe,
    RevokedCaNoPoe,
    OutOfBoundsNoPoe,
    TryLater,
}

impl SubIndication {
    pub fn indication(self) -> Indication {
        match self {
            Self::FormatFailure
            | Self::HashFailure
            | Self::SigCryptoFailure
            | Self::Revoked
            | Self::Expired
            | Self::NotYetValid => Indication::TotalFailed,
            _ => Indication::Indeterminate,
        }
    }

    /// What is asked first outweighs what is asked later (ETSI EN 319 102-1, 5.3 and 5.5): the file and its bytes, who signed, the path,
    /// the algorithms, and last the constraints.
    pub fn weight(self) -> u8 {
        match self {
            _ if self.indication() == Indication::TotalFailed => 0,
            Self::SignedDataNotFound | Self::NoSigningCertificateFound => 1,
            Self::CryptoConstraintsFailureNoPoe => 3,
            Self::SigConstraintsFailure | Self::SignaturePolicyNotAvailable | Self::TimestampOrderFailure => 4,
            _ => 2,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::FormatFailure => "FORMAT_FAILURE",
            Self::HashFailure => "HASH_FAILURE",
            Self::SigCryptoFailure => "SIG_CRYPTO_FAILURE",
            Self::Revoked => "REVOKED",
            Self::Expired => "EXPIRED",
            Self::NotYetValid => "NOT_YET_VALID",
            Self::SigConstraintsFailure => "SIG_CONSTRAINTS_FAILURE",
            Self::ChainConstraintsFailure => "CHAIN_CONSTRAINTS_FAILURE",
            Self::CertificateChainGeneralFailure => "CERTIFICATE_CHAIN_GENERAL_FAILURE",
            Self::CryptoConstraintsFailureNoPoe => "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
            Self::SignaturePolicyNotAvailable => "SIGNATURE_POLICY_NOT_AVAILABLE",
            Self::SignedDataNotFound => "SIGNED_DATA_NOT_FOUND",
            Self::TimestampOrderFailure => "TIMESTAMP_ORDER_FAILURE",
            Self::NoSigningCertificateFound => "NO_SIGNING_CERTIFICATE_FOUND",
            Self::NoCertificateChainFound => "NO_CERTIFICATE_CHAIN_FOUND",
            Self::RevokedNoPoe => "REVOKED_NO_POE",
            Self::RevokedCaNoPoe => "REVOKED_CA_NO_POE",
            Self::OutOfBoundsNoPoe => "OUT_OF_BOUNDS_NO_POE",
            Self::TryLater => "TRY_LATER",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal $sub:ident;)+) => {
        /// Why a signature is not (or not fully) believed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $($(#[$doc])* $name,)+
        }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Stable, for machines and as key of the sentence.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            pub fn sub_indication(self) -> SubIndication {
                match self { $(Self::$name => SubIndication::$sub,)+ }
            }
        }
    };
}

codes! {
    // The file (ISO 32000-2, 12.8; ETSI EN 319 142-1, 5)
    PdfUnreadable = "pdf-unreadable" FormatFailure;
    /// What was signed cannot be read without a password.
    PdfEncrypted = "pdf-encrypted" SignedDataNotFound;
    /// Readers repair such a file, each in its own way.
    PdfDamaged = "pdf-damaged" FormatFailure;
    SubFilter = "sub-filter" FormatFailure;
    /// A form of the standard that is not verified here: nothing is known about it.
    SubFilterOld = "sub-filter-old" SigConstraintsFailure;
    ByteRange = "byte-range" FormatFailure;
    /// What the signature leaves out is not exactly its own hexadecimal string.
    Gap = "gap" FormatFailure;
    /// The covered part does not end where a revision of the document ends.
    Revision = "revision" FormatFailure;
    /// The signed revision itself does not hold this signature.
    Displaced = "displaced" FormatFailure;
    Changed = "changed" FormatFailure;
    ChangedCertified = "changed-certified" FormatFailure;
    ChangedLocked = "changed-locked" FormatFailure;
    Hidden = "hidden" FormatFailure;
    /// A later visible signature, of which it cannot be told whether it is good, may cover what was signed.
    PaintedOver = "painted-over" SigConstraintsFailure;

    // The CMS (RFC 5652, RFC 5035)
    CmsMalformed = "cms-malformed" FormatFailure;
    CmsSigners = "cms-signers" FormatFailure;
    CmsContent = "cms-content" FormatFailure;
    CmsAttributes = "cms-attributes" FormatFailure;
    CmsAlgorithms = "cms-algorithms" FormatFailure;
    DigestDiffers = "digest-differs" HashFailure;
    SignatureWrong = "signature-wrong" SigCryptoFailure;
    SignerAbsent = "signer-absent" NoSigningCertificateFound;
    SignerDiffers = "signer-differs" NoSigningCertificateFound;
    SignerUnnamed = "signer-unnamed" SigConstraintsFailure;
    PolicyUnknown = "policy-unknown" SignaturePolicyNotAvailable;
    PolicyLevel = "policy-level" SigConstraintsFailure;
    AlgorithmUnknown = "algorithm-unknown" CryptoConstraintsFailureNoPoe;
    AlgorithmWeak = "algorithm-weak" CryptoConstraintsFailureNoPoe;

    // The path (RFC 5280)
    PathNotFound = "path-not-found" NoCertificateChainFound;
    PathSignature = "path-signature" CertificateChainGeneralFailure;
    PathNames = "path-names" CertificateChainGeneralFailure;
    PathNotCa = "path-not-ca" CertificateChainGeneralFailure;
    PathTooLong = "path-too-long" CertificateChainGeneralFailure;
    PathNameConstraints = "path-name-constraints" CertificateChainGeneralFailure;
    PathPolicies = "path-policies" CertificateChainGeneralFailure;
    PathUnknownExtension = "path-unknown-extension" CertificateChainGeneralFailure;
    PathMalformed = "path-malformed" CertificateChainGeneralFailure;
    CaExpired = "ca-expired" CertificateChainGeneralFailure;
    AnchorPurpose = "anchor-purpose" ChainConstraintsFailure;
    AnchorDates = "anchor-dates" ChainConstraintsFailure;
    KeyUsage = "key-usage" ChainConstraintsFailure;
    KeyPurpose = "key-purpose" ChainConstraintsFailure;
    Expired = "expired" OutOfBoundsNoPoe;
    /// Likewise.
    ExpiredBefore = "expired-before" Expired;
    NotYetValid = "not-yet-valid" NotYetValid;

    // Revocation (RFC 5280 5, 6.3; RFC 6960)
    Revoked = "revoked" RevokedNoPoe;
    /// Before the time stamp on the content, and so before it was signed.
    RevokedBefore = "revoked-before" Revoked;
    RevokedCa = "revoked-ca" RevokedCaNoPoe;
    OnHold = "on-hold" TryLater;
    RevocationUnknown = "revocation-unknown" TryLater;
    RevocationStale = "revocation-stale" TryLater;
    /// More certificates, lists and responses than one validation looks at.
    TooMuch = "too-much" TryLater;

    // Time stamps (RFC 3161)
    TimeStampOrder = "time-stamp-order" TimestampOrderFailure;
    /// A signature time stamp proves nothing; why, stands with it.
    TimeStampUnproved = "time-stamp-unproved" SigConstraintsFailure;
    NoSignature = "no-signature" FormatFailure;
}

/// A code with what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub code: Code,
    /// Named values for the sentence.
    pub args: Vec<(&'static str, String)>,
}

impl Reason {
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    pub fn sub_indication(&self) -> SubIndication {
        self.code.sub_indication()
    }
}

impl From<Code> for Reason {
    fn from(code: Code) -> Self {
        Self { code, args: Vec::new() }
    }
}

impl Code {
    pub fn with(self, name: &'static str, value: impl Into<String>) -> Reason {
        Reason::from(self).with(name, value)
    }

    /// With another reason behind it, and the values of that one's sentence.
    pub fn because(self, inner: Reason) -> Reason {
        Reason { code: self, args: inner.args }.with("reason", inner.code.text())
    }
}

/// A code alone is what a machine reads.
impl Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code.text())
    }
}
