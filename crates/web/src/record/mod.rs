//! The record for those who may read it: auditors, and administrators for what is theirs.

pub mod details;
pub mod pages;
