//! The record for those who may read it: auditors, and administrators for what is theirs.

mod details;
pub mod pages;
