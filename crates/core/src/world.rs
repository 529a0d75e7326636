//! Everything a verb may touch, in one value: the database, and the few places where the world is outside.

use crate::blobs::Blobs;
use crate::db::Db;
use crate::hasher::Hasher;
use crate::jobs::Bell;
use crate::messages::ports::{BackChannel, Mailer, SmsGateway};
use crate::policy::Policy;
use crate::signatures::Signatures;
use crate::vault::Vault;
use kunye_kernel::entropy::Entropy;
use kunye_kernel::error::Result;
use kunye_kernel::mail_domain::MailDomain;
use kunye_kernel::time::{Clock, Day, Time};
use std::sync::Arc;

/// Cheap to clone; shared by every request and worker of a node.
#[derive(Clone)]
pub struct World {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub vault: Vault,
    pub blobs: Arc<Blobs>,
    pub hasher: Arc<Hasher>,
    pub sms: Arc<dyn SmsGateway>,
    pub mail: Arc<dyn Mailer>,
    pub back_channel: Arc<dyn BackChannel>,
    pub signatures: Arc<Signatures>,
    /// Wakes this node's workers as soon as a job was committed.
    pub bell: Bell,
    /// Where people reach the product, without a slash at the end: `https://hesap.example.gov.tr`. For QR codes and messages.
    pub public_url: Arc<str>,
    /// Where the host's accounts have their mailboxes; nobody has one where it is not known.
    pub mail_domain: Option<MailDomain>,
}

impl World {
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// The day it is in Istanbul.
    pub fn today(&self) -> Day {
        self.now().day()
    }

    /// The settings in force now.
    pub fn policy(&self) -> Result<Policy> {
        let now = self.now();
        self.db.read(|conn| Policy::at(conn, now))
    }
}
