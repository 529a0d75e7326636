//! Demonstration mode: the sample people, and what their simulated phones received. Elsewhere these addresses do not exist.

pub mod pages;
