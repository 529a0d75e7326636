//! The public request form (A5): one question a page, nobody signed in.
//!
//! The answers travel in a sealed cookie of the browser until they are sent; nothing is stored before. The cookie carries the
//! draft's id, so that sending twice makes one request.

mod draft;
pub mod pages;
pub mod paper;
mod question;
mod unit;
pub mod whole;
