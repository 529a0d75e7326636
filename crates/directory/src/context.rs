//! What every connection shares.

use crate::entry::Tree;
use crate::image::keeper::Shared;
use crate::search::Limits;
use crate::tls::Tls;
use kunye_core::texts::Texts;
use kunye_core::world::World;
use std::sync::Arc;
use std::time::Duration;

pub struct Context {
    pub world: World,
    pub texts: Arc<Texts>,
    pub tree: Tree,
    pub image: Shared,
    pub limits: Limits,
    /// No password in the open, but from the machine itself.
    pub require_tls: bool,
    pub tls: Option<Tls>,
    /// Bytes of a message.
    pub longest_message: usize,
    pub idle: Duration,
    pub connections: usize,
}
