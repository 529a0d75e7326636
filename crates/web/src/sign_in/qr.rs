//! A QR code as part of a page.

use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};
use kunye_kernel::error::{Error, Result};
use minijinja::value::Value;

/// An `<svg>` element with the quiet zone that ISO/IEC 18004 asks for. A safe string: templates do not escape it.
pub fn svg(text: &str) -> Result<Value> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|cause| Error::internal(cause.to_string()))?;
    Ok(Value::from_safe_string(SvgBuilder::default().margin(4).to_str(&code)))
}
