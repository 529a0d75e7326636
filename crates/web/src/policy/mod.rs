//! The institution's rules: what holds now, since when, and what held before. Set at the server only.

pub mod pages;
