//! QR codes (ISO/IEC 18004) as rectangles, so that a document draws them as lines of ink and not as a picture.

use crate::RenderError;
use fast_qr::{ECL, QRBuilder};
use serde::Serialize;

/// A code of `size` × `size` modules, without its quiet zone.
#[derive(Debug, Serialize)]
pub(crate) struct Qr {
    size: usize,
    /// Dark modules that touch in a row: row, first column, length.
    runs: Vec<[usize; 3]>,
}

/// Encodes `content` at level M: a seventh of the code may be creased or stained, and the modules stay large.
pub(crate) fn encode(content: &str) -> Result<Qr, RenderError> {
    let code = QRBuilder::new(content).ecl(ECL::M).build().map_err(RenderError::too_long)?;
    let mut runs: Vec<[usize; 3]> = Vec::new();
    for row in 0..code.size {
        for column in 0..code.size {
            if !code[row][column].value() {
                continue;
            }
            match runs.last_mut() {
                Some([r, first, length]) if *r == row && *first + *length == column => *length += 1,
                _ => runs.push([row, column, 1]),
            }
        }
    }
    Ok(Qr { size: code.size, runs })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_finder_pattern_opens_the_first_row() {
        let qr = encode("https://kunye.example/t/KT7M-2QX4").unwrap();
        assert_eq!(qr.size, 29, "33 bytes at level M are version 3");
        assert_eq!(qr.runs[0], [0, 0, 7]);
        assert!(qr.runs.contains(&[0, 22, 7]), "the second finder pattern ends the row");
    }

    #[test]
    fn an_address_too_long_for_a_code_is_said_so() {
        assert!(encode(&"a".repeat(4_000)).unwrap_err().is_too_long());
    }
}
