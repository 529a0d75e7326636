use std::error::Error;
use std::fmt;

/// Why there is no document. The text of `Display` is safe to show; the cause may quote the input and is for the log.
#[derive(Debug)]
pub struct RenderError {
    too_long: bool,
    cause: Box<dyn Error + Send + Sync>,
}

impl RenderError {
    pub(crate) fn too_long(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { too_long: true, cause: cause.into() }
    }

    pub(crate) fn broken(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { too_long: false, cause: cause.into() }
    }

    /// True if shorter input would succeed: the texts do not fit the page even at their smallest size, or the address does
    /// not fit a QR code. Otherwise the fault is ours.
    pub fn is_too_long(&self) -> bool {
        self.too_long
    }
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.too_long { "the input does not fit the document" } else { "the document could not be made" })
    }
}

impl Error for RenderError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.cause.as_ref())
    }
}
