//! Anybody who holds a document of ours may verify it: by the code printed on it, or by the file itself.

pub mod pages;
