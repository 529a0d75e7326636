//! What everybody may read: the start page, the steps (A12), the notice on personal data.

pub mod notice;
pub mod pages;
