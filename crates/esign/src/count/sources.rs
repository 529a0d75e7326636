//! Certificates as they are handed over: DER, PEM, PKCS#7 and LDIF.

use crate::asn1::{Malformed, Result, only, tag};
use crate::ber;
use crate::oid;
use crate::x509::certificate::blocks;
use data_encoding::BASE64;

/// The DER of every certificate in a file. Nothing is read of the certificates themselves.
///
/// # Errors
/// [`Malformed`] when the file is none of these, or broken.
pub fn certificates(bytes: &[u8]) -> Result<Vec<Vec<u8>>> {
    if bytes.first() == Some(&tag::SEQUENCE) {
        return from_der(bytes);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Malformed("the file is neither DER nor text"))?;
    if text.contains("-----BEGIN ") {
        let mut found: Vec<Vec<u8>> = blocks(bytes, "CERTIFICATE")?.into_iter().map(|(_, der)| der).collect();
        for label in ["PKCS7", "CMS"] {
            for (_, der) in blocks(bytes, label)? {
                found.extend(from_der(&der)?);
            }
        }
        return Ok(found);
    }
    from_ldif(text)
}

/// One certificate, or the certificates of a PKCS#7.
fn from_der(bytes: &[u8]) -> Result<Vec<Vec<u8>>> {
    let (der, _) = ber::definite(bytes)?;
    let mut inside = only(&der)?.is(tag::SEQUENCE)?.inside();
    if inside.rest().first() != Some(&tag::OID) {
        return Ok(vec![only(bytes)?.raw.to_vec()]);
    }
    if inside.oid()? != oid::SIGNED_DATA {
        return Err(Malformed("it is neither a certificate nor signed data"));
    }
    let mut data = only(inside.take(tag::explicit(0))?.body)?.is(tag::SEQUENCE)?.inside();
    data.take(tag::INTEGER)?;
    data.take(tag::SET)?;
    data.take(tag::SEQUENCE)?;
    let set = data.optional(tag::explicit(0))?;
    let all = set.map_or(Ok(Vec::new()), |set| set.inside().all())?;
    Ok(all.into_iter().filter(|element| element.tag == tag::SEQUENCE).map(|element| element.raw.to_vec()).collect())
}

/// Values of `userCertificate` and `cACertificate` (RFC 2849, RFC 4523); a line that begins with a space continues the one before.
fn from_ldif(text: &str) -> Result<Vec<Vec<u8>>> {
    let joined = text.replace("\r\n", "\n").replace("\n ", "");
    let mut found = Vec::new();
    let mut any = false;
    for line in joined.lines() {
        any |= line.starts_with("dn:");
        let Some((name, value)) = line.split_once("::") else { continue };
        let name = name.split(';').next().unwrap_or_default();
        if name.eq_ignore_ascii_case("userCertificate") || name.eq_ignore_ascii_case("cACertificate") {
            found.push(BASE64.decode(value.trim().as_bytes()).map_err(|_| Malformed("a value of the LDIF is not Base64"))?);
        }
    }
    if any { Ok(found) } else { Err(Malformed("the file is neither PEM nor LDIF")) }
}
