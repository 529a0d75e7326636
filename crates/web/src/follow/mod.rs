//! Following a request by its reference: no sign-in, no personal data.

pub mod pages;
pub(crate) mod story;
