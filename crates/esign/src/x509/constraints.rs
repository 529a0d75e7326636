//! Name constraints (RFC 5280 4.2.1.10): which names a CA may certify.

use crate::asn1::{Malformed, Reader, Result, only, tag};
use crate::oid;
use crate::x509::Certificate;
use crate::x509::extensions::GeneralName;

/// What the CAs of a path have allowed and forbidden so far.
#[derive(Default)]
pub struct Constraints {
    /// Each CA's own list: a name must be in one subtree of every list that speaks of its kind.
    permitted: Vec<Vec<GeneralName>>,
    excluded: Vec<GeneralName>,
}

impl Constraints {
    /// 6.1.4 (g): takes over what this CA says.
    pub fn add(&mut self, certificate: &Certificate) -> Result<()> {
        let Some(extension) = certificate.extension(oid::NAME_CONSTRAINTS) else { return Ok(()) };
        let mut inside = only(&extension.value)?.is(tag::SEQUENCE)?.inside();
        if let Some(permitted) = inside.optional(tag::explicit(0))? {
            self.permitted.push(subtrees(permitted.inside())?);
        }
        if let Some(excluded) = inside.optional(tag::explicit(1))? {
            self.excluded.extend(subtrees(excluded.inside())?);
        }
        inside.end()
    }

    /// 6.1.3 (b) and (c): whether all names of the certificate are allowed.
    pub fn allow(&self, certificate: &Certificate) -> Result<bool> {
        let mut names = certificate.subject_alt_names()?;
        if !certificate.subject.is_empty() {
            names.push(GeneralName::Directory(certificate.subject.clone()));
        }
        if !names.iter().any(|name| matches!(name, GeneralName::Email(_))) {
            // emailAddress in the subject, when no alternative name says it.
            let kind = const_oid::ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.1");
            names.extend(certificate.subject.attributes(kind).map(|text| GeneralName::Email(text.to_owned())));
        }
        Ok(names.iter().all(|name| self.allows(name)))
    }

    fn allows(&self, name: &GeneralName) -> bool {
        // Of a kind that nobody here can compare: a constraint that cannot be shown to hold does not.
        if let GeneralName::Other(..) = name {
            return !self.permitted.iter().flatten().chain(&self.excluded).any(|base| same_kind(base, name));
        }
        let permitted = self.permitted.iter().all(|list| {
            let mut speaking = list.iter().filter(|base| same_kind(base, name)).peekable();
            speaking.peek().is_none() || speaking.any(|base| within(name, base))
        });
        permitted && !self.excluded.iter().any(|base| same_kind(base, name) && within(name, base))
    }
}

fn subtrees(reader: Reader<'_>) -> Result<Vec<GeneralName>> {
    let one = |element: crate::asn1::Element<'_>| {
        let mut inside = element.is(tag::SEQUENCE)?.inside();
        let base = GeneralName::read(inside.element()?)?;
        // minimum and maximum are not used in this profile; a minimum of 0 may be written out.
        if inside.optional(tag::implicit(0))?.is_some_and(|minimum| minimum.body != [0]) || !inside.is_empty() {
            return Err(Malformed("a subtree has bounds"));
        }
        Ok(base)
    };
    reader.all()?.into_iter().map(one).collect()
}

fn same_kind(a: &GeneralName, b: &GeneralName) -> bool {
    match (a, b) {
        (GeneralName::Other(a, _), GeneralName::Other(b, _)) => a == b,
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

fn within(name: &GeneralName, base: &GeneralName) -> bool {
    match (name, base) {
        (GeneralName::Directory(name), GeneralName::Directory(base)) => name.is_under(base),
        (GeneralName::Dns(name), GeneralName::Dns(base)) => {
            let (name, base) = (name.to_ascii_lowercase(), base.to_ascii_lowercase());
            base.is_empty() || name == base || name.ends_with(&format!(".{}", base.trim_start_matches('.')))
        }
        (GeneralName::Email(name), GeneralName::Email(base)) => {
            let Some((local, host)) = name.rsplit_once('@') else { return false };
            match base.rsplit_once('@') {
                Some((of, at)) => local == of && host.eq_ignore_ascii_case(at),
                None => host_within(host, base),
            }
        }
        (GeneralName::Uri(name), GeneralName::Uri(base)) => {
            let after = name.split_once("://").map_or(name.as_str(), |(_, after)| after);
            let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
            let host = authority.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
            host_within(host, base)
        }
        (GeneralName::Ip(name), GeneralName::Ip(base)) => {
            let (address, mask) = base.split_at(base.len() / 2);
            name.len() == address.len() && (0..name.len()).all(|at| (name[at] ^ address[at]) & mask[at] == 0)
        }
        _ => false,
    }
}

/// `.example.com` means hosts below it, `example.com` that host.
fn host_within(host: &str, base: &str) -> bool {
    let (host, base) = (host.to_ascii_lowercase(), base.to_ascii_lowercase());
    if base.starts_with('.') { host.ends_with(&base) } else { host == base }
}
