//! The supervisor's desk (A5): what waits for approval, and the decision.

pub mod pages;
pub mod sign;
