//! What the extensions of a certificate say (RFC 5280 4.2).

use crate::algorithms::AlgorithmIdentifier;
use crate::asn1::{Element, Malformed, Reader, Result, only, tag};
use crate::oid;
use crate::x509::{Certificate, Name};
use const_oid::ObjectIdentifier as Oid;

/// Bits of keyUsage, as [`Element::flags`] numbers them.
pub mod usage {
    pub const DIGITAL_SIGNATURE: u32 = 1;
    pub const NON_REPUDIATION: u32 = 1 << 1;
    pub const KEY_CERT_SIGN: u32 = 1 << 5;
    pub const CRL_SIGN: u32 = 1 << 6;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasicConstraints {
    pub ca: bool,
    pub path_length: Option<u32>,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct PolicyConstraints {
    pub require_explicit: Option<u32>,
    pub inhibit_mapping: Option<u32>,
}

/// Where a list is published, or which part of one it is (RFC 5280 4.2.1.13, 5.2.5).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DistributionPoint {
    pub names: Vec<GeneralName>,
    /// Relative to the issuer of the list: the attributes, as bytes.
    pub relative: Option<Vec<u8>>,
    pub reasons: Option<u32>,
    pub crl_issuer: Vec<GeneralName>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeneralName {
    Email(String),
    Dns(String),
    Directory(Name),
    Uri(String),
    Ip(Vec<u8>),
    /// A kind that is only ever compared as bytes.
    Other(u8, Vec<u8>),
}

impl GeneralName {
    pub fn read(element: Element<'_>) -> Result<Self> {
        let text = || String::from_utf8(element.body.to_vec()).map_err(|_| Malformed("a name is not ASCII"));
        Ok(match element.tag {
            0x81 => Self::Email(text()?),
            0x82 => Self::Dns(text()?),
            0xa4 => Self::Directory(Name::read(&mut element.inside())?),
            0x86 => Self::Uri(text()?),
            0x87 => Self::Ip(element.body.to_vec()),
            other => Self::Other(other, element.body.to_vec()),
        })
    }

    pub fn read_all(reader: Reader<'_>) -> Result<Vec<Self>> {
        reader.all()?.into_iter().map(Self::read).collect()
    }
}

impl DistributionPoint {
    fn read(element: Element<'_>) -> Result<Self> {
        let mut point = Self::default();
        let mut inside = element.is(tag::SEQUENCE)?.inside();
        if let Some(name) = inside.optional(tag::explicit(0))? {
            point.read_name(name)?;
        }
        if let Some(reasons) = inside.optional(tag::implicit(1))? {
            point.reasons = Some(Element { tag: tag::BIT_STRING, ..reasons }.flags()?);
        }
        if let Some(issuer) = inside.optional(tag::explicit(2))? {
            point.crl_issuer = GeneralName::read_all(issuer.inside())?;
        }
        inside.end()?;
        Ok(point)
    }

    /// DistributionPointName, inside its `[0]`.
    pub fn read_name(&mut self, wrapped: Element<'_>) -> Result<()> {
        let name = only(wrapped.body)?;
        match name.tag {
            0xa0 => self.names = GeneralName::read_all(name.inside())?,
            0xa1 => self.relative = Some(name.body.to_vec()),
            _ => return Err(Malformed("a distribution point has an unknown name")),
        }
        Ok(())
    }
}

impl Certificate {
    fn value(&self, oid: Oid) -> Option<Result<Element<'_>>> {
        self.extension(oid).map(|extension| only(&extension.value))
    }

    pub fn basic_constraints(&self) -> Result<Option<BasicConstraints>> {
        let Some(value) = self.value(oid::BASIC_CONSTRAINTS) else { return Ok(None) };
        let mut inside = value?.is(tag::SEQUENCE)?.inside();
        let ca = inside.optional(tag::BOOLEAN)?.map_or(Ok(false), |element| element.boolean())?;
        let path_length = inside.optional(tag::INTEGER)?.map(|element| element.small()).transpose()?;
        Ok(Some(BasicConstraints { ca, path_length }))
    }

    /// See [`usage`]. `None`: the key may be used for anything.
    pub fn key_usage(&self) -> Result<Option<u32>> {
        self.value(oid::KEY_USAGE).map(|value| value?.flags()).transpose()
    }

    pub fn purposes(&self) -> Result<Option<Vec<Oid>>> {
        let Some(value) = self.value(oid::EXTENDED_KEY_USAGE) else { return Ok(None) };
        value?.is(tag::SEQUENCE)?.inside().all()?.iter().map(Element::oid).collect::<Result<_>>().map(Some)
    }

    pub fn subject_key_id(&self) -> Option<&[u8]> {
        self.value(oid::SUBJECT_KEY)?.ok()?.is(tag::OCTET_STRING).ok().map(|element| element.body)
    }

    pub fn authority_key_id(&self) -> Option<&[u8]> {
        let mut inside = self.value(oid::AUTHORITY_KEY)?.ok()?.is(tag::SEQUENCE).ok()?.inside();
        inside.optional(tag::implicit(0)).ok()?.map(|element| element.body)
    }

    /// Policy identifiers; qualifiers only inform people.
    pub fn policies(&self) -> Result<Option<Vec<Oid>>> {
        let Some(value) = self.value(oid::CERTIFICATE_POLICIES) else { return Ok(None) };
        let infos = value?.is(tag::SEQUENCE)?.inside().all()?;
        infos.iter().map(|info| info.is(tag::SEQUENCE)?.inside().oid()).collect::<Result<_>>().map(Some)
    }

    /// Policies of the issuer's domain, each with the one of the subject's that it equals.
    pub fn policy_mappings(&self) -> Result<Vec<(Oid, Oid)>> {
        let Some(value) = self.value(oid::POLICY_MAPPINGS) else { return Ok(Vec::new()) };
        let pair = |element: &Element<'_>| {
            let mut inside = element.is(tag::SEQUENCE)?.inside();
            Ok((inside.oid()?, inside.oid()?))
        };
        value?.is(tag::SEQUENCE)?.inside().all()?.iter().map(pair).collect()
    }

    pub fn policy_constraints(&self) -> Result<PolicyConstraints> {
        let Some(value) = self.value(oid::POLICY_CONSTRAINTS) else { return Ok(PolicyConstraints::default()) };
        let mut inside = value?.is(tag::SEQUENCE)?.inside();
        Ok(PolicyConstraints {
            require_explicit: inside.optional(tag::implicit(0))?.map(|element| element.small()).transpose()?,
            inhibit_mapping: inside.optional(tag::implicit(1))?.map(|element| element.small()).transpose()?,
        })
    }

    pub fn inhibit_any_policy(&self) -> Result<Option<u32>> {
        self.value(oid::INHIBIT_ANY_POLICY).map(|value| value?.is(tag::INTEGER)?.small()).transpose()
    }

    pub fn subject_alt_names(&self) -> Result<Vec<GeneralName>> {
        let Some(value) = self.value(oid::SUBJECT_ALT_NAME) else { return Ok(Vec::new()) };
        GeneralName::read_all(value?.is(tag::SEQUENCE)?.inside())
    }

    pub fn distribution_points(&self) -> Result<Vec<DistributionPoint>> {
        let Some(value) = self.value(oid::CRL_DISTRIBUTION_POINTS) else { return Ok(Vec::new()) };
        value?.is(tag::SEQUENCE)?.inside().all()?.into_iter().map(DistributionPoint::read).collect()
    }

    /// Where responders answer for it (RFC 5280 4.2.2.1). What cannot be read names none.
    pub fn responders(&self) -> Vec<String> {
        let read = || -> Result<Vec<String>> {
            let Some(value) = self.value(oid::AUTHORITY_INFO) else { return Ok(Vec::new()) };
            let mut found = Vec::new();
            for description in value?.is(tag::SEQUENCE)?.inside().all()? {
                let mut inside = description.is(tag::SEQUENCE)?.inside();
                if let (oid::ACCESS_OCSP, GeneralName::Uri(address)) = (inside.oid()?, GeneralName::read(inside.element()?)?) {
                    found.push(address);
                }
            }
            Ok(found)
        };
        read().unwrap_or_default()
    }

    /// Where lists that speak of it are published, by its own distribution points.
    pub fn list_addresses(&self) -> Vec<String> {
        let names = self.distribution_points().unwrap_or_default().into_iter().flat_map(|point| point.names);
        names.filter_map(|name| if let GeneralName::Uri(address) = name { Some(address) } else { None }).collect()
    }

    /// Identifiers of the statements about a qualified certificate (ETSI EN 319 412-5, 4).
    pub fn qc_statements(&self) -> Result<Vec<Oid>> {
        let Some(value) = self.value(oid::QC_STATEMENTS) else { return Ok(Vec::new()) };
        value?.is(tag::SEQUENCE)?.inside().all()?.iter().map(|element| element.is(tag::SEQUENCE)?.inside().oid()).collect()
    }

    /// What the qualified certificate is for, where it says so (ETSI EN 319 412-5, 4.2.3).
    pub fn qc_types(&self) -> Result<Vec<Oid>> {
        let Some(value) = self.value(oid::QC_STATEMENTS) else { return Ok(Vec::new()) };
        for statement in value?.is(tag::SEQUENCE)?.inside().all()? {
            let mut inside = statement.is(tag::SEQUENCE)?.inside();
            if inside.oid()? == oid::QC_TYPE {
                return inside.sequence()?.all()?.iter().map(|element| element.oid()).collect();
            }
        }
        Ok(Vec::new())
    }

    /// Whether nobody need ask for its revocation: it says so itself (RFC 6960 4.2.2.2.1; ETSI EN 319 412-1, 5.2).
    pub fn needs_no_revocation(&self) -> bool {
        self.extension(oid::SHORT_TERM).is_some()
    }
}

/// A `SEQUENCE { AlgorithmIdentifier, OCTET STRING }`, such as a message imprint.
pub fn imprint(element: Element<'_>) -> Result<(AlgorithmIdentifier, Vec<u8>)> {
    let mut inside = element.is(tag::SEQUENCE)?.inside();
    let algorithm = AlgorithmIdentifier::read(&mut inside)?;
    let digest = inside.take(tag::OCTET_STRING)?.body.to_vec();
    Ok((algorithm, digest))
}
