//! What the commands do: faces of the core's verbs, one file each.

pub mod application;
pub mod config;
pub mod count;
pub mod import;
pub mod institution;
pub mod migrate;
pub mod officer;
pub mod oidc;
pub mod policy;
pub mod programme;
pub mod seal;
pub mod verify;

use crate::terminal::Terminal;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;

/// What a command that ends by itself has at hand.
pub struct Shell<'a> {
    pub terminal: &'a Terminal,
    pub world: World,
    pub actor: Actor,
}

/// How a command ended when it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Done,
    /// Something is pending: `migrate --check`.
    Pending,
    /// A signature is not TOTAL_PASSED.
    NotPassed,
    /// A file had rows that cannot be taken.
    RowsRejected,
}
