//! One's own account (A2): the password's clock, one's requests, one's open sessions.

pub mod authorise;
mod device;
pub mod pages;
pub mod password;
