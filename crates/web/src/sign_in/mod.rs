//! Signing in and out: password, second factor, its set-up.

pub mod pages;
pub mod qr;
