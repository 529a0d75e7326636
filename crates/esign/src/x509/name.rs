//! Distinguished names, compared as RFC 5280 7.1 says: without case, outer spaces, and the string type.

use crate::asn1::{Reader, Result, tag};
use const_oid::ObjectIdentifier as Oid;

#[derive(Debug, Clone)]
pub struct Name {
    pub der: Vec<u8>,
    /// One relative name after the other: its attributes sorted, each with its value as compared.
    parts: Vec<Vec<(Oid, Vec<u8>)>>,
    attributes: Vec<(Oid, String)>,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl Eq for Name {}

impl Name {
    pub fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let whole = reader.take(tag::SEQUENCE)?;
        let mut name = Self { der: whole.raw.to_vec(), parts: Vec::new(), attributes: Vec::new() };
        for relative in whole.inside().all()? {
            name.push(relative.is(tag::SET)?.inside())?;
        }
        Ok(name)
    }

    /// This name and one more relative name: `nameRelativeToCRLIssuer` (RFC 5280 4.2.1.13).
    pub fn with_relative(&self, relative: Reader<'_>) -> Result<Self> {
        let mut name = self.clone();
        name.push(relative)?;
        Ok(name)
    }

    fn push(&mut self, relative: Reader<'_>) -> Result<()> {
        let mut part = Vec::new();
        for attribute in relative.all()? {
            let mut inside = attribute.is(tag::SEQUENCE)?.inside();
            let kind = inside.oid()?;
            let value = inside.element()?;
            let text = value.text();
            part.push((kind, text.as_deref().map_or_else(|| value.raw.to_vec(), |text| folded(text).into_bytes())));
            self.attributes.extend(text.map(|text| (kind, text)));
        }
        part.sort();
        self.parts.push(part);
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether this name lies in the subtree of `base` (RFC 5280 4.2.1.10).
    pub fn is_under(&self, base: &Self) -> bool {
        self.parts.starts_with(&base.parts)
    }

    /// The last value of this kind: the most particular one.
    pub fn attribute(&self, kind: Oid) -> Option<&str> {
        self.attributes.iter().rev().find(|(of, _)| *of == kind).map(|(_, text)| text.as_str())
    }

    pub fn attributes(&self, kind: Oid) -> impl Iterator<Item = &str> {
        self.attributes.iter().filter(move |(of, _)| *of == kind).map(|(_, text)| text.as_str())
    }

    /// As people write it, the most particular part first: `CN=Ali Öz, O=Kurum, C=TR` (RFC 4514).
    pub fn display(&self) -> String {
        let one = |(kind, text): &(Oid, String)| {
            let short = match kind.to_string().as_str() {
                "2.5.4.3" => "CN".to_owned(),
                "2.5.4.4" => "SN".to_owned(),
                "2.5.4.5" => "serialNumber".to_owned(),
                "2.5.4.6" => "C".to_owned(),
                "2.5.4.7" => "L".to_owned(),
                "2.5.4.8" => "ST".to_owned(),
                "2.5.4.10" => "O".to_owned(),
                "2.5.4.11" => "OU".to_owned(),
                "2.5.4.12" => "title".to_owned(),
                "2.5.4.42" => "GN".to_owned(),
                "2.5.4.97" => "organizationIdentifier".to_owned(),
                "1.2.840.113549.1.9.1" => "emailAddress".to_owned(),
                other => other.to_owned(),
            };
            // A comma inside a value must not look like the next part.
            format!("{short}={}", text.replace('\\', "\\\\").replace(',', "\\,"))
        };
        self.attributes.iter().rev().map(one).collect::<Vec<_>>().join(", ")
    }
}

/// Lower case, and spaces that count (RFC 4518 2.6.1).
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
