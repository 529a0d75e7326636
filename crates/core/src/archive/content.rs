//! What a file is, by its content and not by its name. Only the three kinds a scanner makes are taken, and each must hold
//! together from its first byte to its last, so that nothing else hides in it.

use kunye_kernel::error::{Error, Kind, Result};

/// A file that is what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    pub media_type: &'static str,
    /// Bytes.
    pub size: i64,
}

/// Checks a scan. `max_mib` is the policy's limit.
pub fn check(bytes: &[u8], max_mib: i64) -> Result<Checked> {
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    if size > max_mib * 1024 * 1024 {
        return Err(Error::new(Kind::TooLarge, "scan-too-large").with("max", max_mib));
    }
    if bytes.is_empty() {
        return Err(Error::field("scan", "scan-empty"));
    }
    let media_type = if is_pdf(bytes) {
        "application/pdf"
    } else if is_png(bytes) {
        "image/png"
    } else if is_jpeg(bytes) {
        "image/jpeg"
    } else if [b"%PDF-".as_slice(), b"\x89PNG", b"\xff\xd8\xff"].iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Error::field("scan", "scan-damaged"));
    } else {
        return Err(Error::field("scan", "scan-wrong-kind"));
    };
    Ok(Checked { media_type, size })
}

/// ISO 32000-2, 7.5: header first, and near the end where the cross-reference table starts and the end mark.
fn is_pdf(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(2_048)..];
    bytes.starts_with(b"%PDF-") && contains(tail, b"startxref") && contains(tail, b"%%EOF")
}

/// PNG (ISO/IEC 15948): signature, then chunks up to an IEND that ends the file.
fn is_png(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n") else { return false };
    let mut first = true;
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some(kind) = after.get(..4) else { return false };
        let Some(next) = length.checked_add(8).and_then(|skip| after.get(skip..)) else { return false };
        if first && kind != b"IHDR" {
            return false;
        }
        if kind == b"IEND" {
            return next.is_empty();
        }
        first = false;
        rest = next;
    }
    false
}

/// JPEG (ITU-T T.81): start mark, segments up to the scan, end mark.
fn is_jpeg(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\xff\xd8") else { return false };
    while let [0xff, mark, high, low, ..] = *rest {
        if mark == 0xda {
            // Some cameras and scanners pad after the end mark with zeros.
            let end = bytes.iter().rposition(|b| *b != 0).map_or(bytes, |last| &bytes[..=last]);
            return end.ends_with(b"\xff\xd9");
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        match rest.get(2 + length..) {
            Some(next) if length >= 2 => rest = next,
            _ => return false,
        }
    }
    false
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x01IHDRx\0\0\0\0\0\0\0\0IEND\0\0\0\0";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x04ab\xff\xda\0\x02pixels\xff\xd9";

    fn text(bytes: &[u8]) -> &'static str {
        check(bytes, 1).unwrap_err().fields().first().map_or("", |field| field.text)
    }

    #[test]
    fn the_three_kinds_are_known_by_content() {
        assert_eq!(check(PDF, 1).unwrap().media_type, "application/pdf");
        assert_eq!(check(PNG, 1).unwrap().media_type, "image/png");
        assert_eq!(check(JPEG, 1).unwrap().media_type, "image/jpeg");
        assert_eq!(check(&[JPEG, b"\0\0\0"].concat(), 1).unwrap().media_type, "image/jpeg");
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        assert_eq!(text(b"MZ\x90\0 a program"), "scan-wrong-kind");
        assert_eq!(text(b"\x7fELF"), "scan-wrong-kind");
        assert_eq!(text(b"<html><script>"), "scan-wrong-kind");
        assert_eq!(text(&[b"MZ", PDF].concat()), "scan-wrong-kind");
        assert_eq!(text(b""), "scan-empty");
        assert_eq!(text(&PDF[..20]), "scan-damaged");
        assert_eq!(text(&PNG[..30]), "scan-damaged");
        assert_eq!(text(&[PNG, b"MZ a program behind the picture"].concat()), "scan-damaged");
        assert_eq!(text(&JPEG[..JPEG.len() - 2]), "scan-damaged");
        assert_eq!(check(&vec![0; 1024 * 1024 + 1], 1).unwrap_err().kind, Kind::TooLarge);
    }
}
