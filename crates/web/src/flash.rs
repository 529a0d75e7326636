//! One sentence that a redirection hands to the next page, which shows it once.

use crate::Web;
use crate::answer::WithCookie;
use crate::cookies::Sealed;
use axum::response::Response;
use kunye_kernel::error::Result;
use kunye_kernel::time::MINUTE;
use serde::{Deserialize, Serialize};

pub const COOKIE: Sealed = Sealed { name: "haber", lifetime: 5 * MINUTE };

/// How it looks: the kinds of the template macro `note`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    Success,
    Info,
    Warning,
    Error,
}

/// The sentence's key and its values; it is put into words where it is shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Flash {
    pub tone: Tone,
    pub text: String,
    pub args: Vec<(String, String)>,
}

impl Flash {
    pub fn new(tone: Tone, text: &'static str) -> Self {
        Self { tone, text: text.to_owned(), args: Vec::new() }
    }

    pub fn success(text: &'static str) -> Self {
        Self::new(Tone::Success, text)
    }

    pub fn info(text: &'static str) -> Self {
        Self::new(Tone::Info, text)
    }

    pub fn warning(text: &'static str) -> Self {
        Self::new(Tone::Warning, text)
    }

    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// Hands the sentence over with a redirection.
    pub fn on(&self, app: &Web, response: Response) -> Result<Response> {
        Ok(response.with_cookie(COOKIE.make(app, self)?))
    }
}
