//! QR codes (ISO/IEC 18004) as outlines: ink on paper and not a grid of grey dots, however large it is printed.

use crate::RenderError;
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;

/// An SVG of one path, one unit a module, without the quiet zone. One picture, and not a mark for each module: setting the type of a page
/// would take half its time over them.
///
/// Level M: a seventh of the code may be creased or stained, and the modules stay large.
pub(crate) fn encode(content: &str) -> Result<String, RenderError> {
    let code = QRBuilder::new(content).ecl(ECL::M).build().map_err(RenderError::too_long)?;
    let size = code.size;
    let mut svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d=""#);
    for row in 0..size {
        let mut column = 0;
        while column < size {
            let length = code[row][column..size].iter().take_while(|module| module.value()).count();
            if length > 0 {
                write!(svg, "M{column} {row}h{length}v1h-{length}z").map_err(RenderError::broken)?;
            }
            column += length.max(1);
        }
    }
    svg.push_str(r#""/></svg>"#);
    Ok(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_finder_patterns_open_and_end_the_first_row() {
        let svg = encode("https://kunye.example/t/KT7M-2QX4").unwrap();
        assert!(svg.contains(r#"viewBox="0 0 29 29""#), "33 bytes at level M are version 3");
        assert!(svg.contains(r#"d="M0 0h7v1h-7z"#), "{svg}");
        assert!(svg.contains("M22 0h7v1h-7z"), "{svg}");
    }

    #[test]
    fn an_address_too_long_for_a_code_is_said_so() {
        assert!(encode(&"a".repeat(4_000)).unwrap_err().is_too_long());
    }
}
