//! What demonstration mode shows beside the product: as whom one can sign in, and what the simulated phones received. A port,
//! so that the pages need not know who plays the part; in a real installation nobody does.

use kunye_kernel::phone::Mobile;
use kunye_kernel::time::Time;

/// Somebody a visitor can be. The passwords are known to everybody, so they are no secrets.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Persona {
    /// `applicant`, `staff`, `supervisor`, `deputy`, `officer`, `administrator`, `auditor`,
    /// `planner` or `coordinator`.
    pub role: String,
    pub name: String,
    /// Title and unit.
    pub about: String,
    /// Empty for somebody who cannot sign in.
    pub user_name: String,
    pub password: String,
    /// The key of the one-time codes (see `accounts::second_factor::code_for_demo`).
    pub second_factor: Option<Vec<u8>>,
    /// What to type into the form: keys of `form-answer-…` texts with their values.
    pub facts: Vec<(String, String)>,
}

/// A text that a simulated phone received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The delivery's id: its state is in the book of deliveries.
    pub delivery: String,
    pub to: Mobile,
    pub at: Time,
    pub sender: String,
    pub text: String,
    pub parts: usize,
    pub characters: usize,
    /// `gsm7`, `gsm7_turkish` or `ucs2`.
    pub encoding: &'static str,
}

pub trait Demonstration: Send + Sync {
    fn personas(&self) -> Vec<Persona>;
    /// Oldest first; only the last few hundred.
    fn received(&self) -> Vec<Received>;
}
