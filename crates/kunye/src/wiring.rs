//! Where everything meets: a [`World`] from the configuration, with the real ends of its ports.

use crate::bucket::Bucket;
use crate::config::{Config, Gateway, sqlite_in};
use kunye_core::blobs::{Blobs, Shelf};
use kunye_core::db::Db;
use kunye_core::hasher::Hasher;
use kunye_core::jobs::Bell;
use kunye_core::messages::StoreReceipts;
use kunye_core::messages::ports::{
    BackChannel, FailureReason, Handover, Heard, Mail, Mailer, Receipt, Receipts, Sms, SmsGateway,
};
use kunye_core::vault::Vault;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::entropy::SystemEntropy;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::mail_domain::MailDomain;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{Clock, SystemClock};
use kunye_messaging::{HttpBackChannel, HttpsGateway, SmppGateway, SmtpMailer};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tokio::runtime::Handle;

/// Of the tree that the program's own defaults name.
const SAMPLE_DOMAIN: &str = "example.org";

/// What a node needs of the machine before any message can leave.
pub struct Ground {
    pub database: String,
    pub folder: std::path::PathBuf,
    pub key_file: std::path::PathBuf,
    /// Where blobs lie; none: in the folder.
    pub shelf: Option<Arc<dyn Shelf>>,
    pub public_url: String,
    pub mail_domain: Option<MailDomain>,
    pub hashes_at_once: usize,
    pub clock: Arc<dyn Clock>,
}

impl Ground {
    pub fn of(config: &Config) -> Result<Self> {
        let bucket = config.data.bucket.as_ref().map(Bucket::open).transpose()?;
        Ok(Self {
            database: config.database_url()?,
            shelf: bucket.map(|bucket| Arc::new(bucket) as Arc<dyn Shelf>),
            folder: config.data.folder.clone(),
            key_file: config.key_file(),
            mail_domain: config.mail_domain()?,
            public_url: config.server.public_url.clone().unwrap_or_default().trim_end_matches('/').to_owned(),
            hashes_at_once: config.workers.hashes_at_once,
            clock: Arc::new(SystemClock),
        })
    }

    /// A database inside a folder, with the machine's own clock, no address and mailboxes that nobody has: for demonstrations, benches and tests.
    pub fn inside(folder: &Path) -> Self {
        Self {
            database: sqlite_in(folder),
            folder: folder.to_owned(),
            key_file: folder.join("key"),
            shelf: None,
            public_url: String::new(),
            mail_domain: MailDomain::stated(SAMPLE_DOMAIN),
            hashes_at_once: 0,
            clock: Arc::new(SystemClock),
        }
    }

    /// Opens database, key and folder; makes the folder on the first start.
    pub fn world(&self, sms: Arc<dyn SmsGateway>, mail: Arc<dyn Mailer>) -> Result<World> {
        make_private(&self.folder)?;
        let entropy = Arc::new(SystemEntropy);
        let vault = Vault::open(&self.key_file, &*entropy)?;
        let blobs = match &self.shelf {
            Some(shelf) => Blobs::new(shelf.clone(), vault.clone(), entropy.clone()),
            None => Blobs::in_folder(self.folder.join("blobs"), vault.clone(), entropy.clone())?,
        };
        let at_once = if self.hashes_at_once == 0 { cores() } else { self.hashes_at_once };
        Ok(World {
            db: Db::open(&self.database)?,
            clock: self.clock.clone(),
            blobs: Arc::new(blobs),
            vault,
            entropy,
            hasher: Arc::new(Hasher::new(at_once)),
            sms,
            mail,
            back_channel: Arc::new(NoGateway),
            signatures: Arc::default(),
            bell: Bell::default(),
            public_url: self.public_url.as_str().into(),
            mail_domain: self.mail_domain.clone(),
        })
    }
}

/// A world for one command: messages that its acts cause are sent by the running service.
pub fn idle_world(config: &Config) -> Result<World> {
    Ground::of(config)?.world(Arc::new(NoGateway), Arc::new(NoGateway))
}

/// The world of a running service, and what has to be closed at its end.
pub fn live_world(config: &mut Config, runtime: &Handle) -> Result<(World, Line)> {
    // Read first: it asks the HTTPS settings, which the gateway takes.
    let token = config.receipt_token()?;
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let receipts = Arc::new(LateReceipts::default());
    // Taken out, because their secrets cannot be copied.
    let line = match (config.sms.gateway, config.sms.smpp.take(), config.sms.https.take()) {
        (Gateway::Smpp, Some(smpp), _) => {
            Line::Smpp(Arc::new(SmppGateway::start(smpp, runtime, receipts.clone(), clock.clone(), entropy.clone())?))
        }
        (Gateway::Https, _, Some(https)) => Line::Https { gateway: Arc::new(HttpsGateway::new(https, runtime.clone())?), token },
        _ => Line::None,
    };
    let sms: Arc<dyn SmsGateway> = match &line {
        Line::Smpp(gateway) => gateway.clone(),
        Line::Https { gateway, .. } => gateway.clone(),
        Line::None => Arc::new(NoGateway),
    };
    let mail: Arc<dyn Mailer> = match config.mail.smtp.take() {
        Some(smtp) => Arc::new(SmtpMailer::new(smtp, clock, entropy)?),
        None => Arc::new(NoGateway),
    };
    let back_channel = Arc::new(HttpBackChannel::new(runtime.clone())?);
    let signatures = crate::signing::start(config, runtime, Arc::new(SystemEntropy))?;
    let world = World { back_channel, signatures, ..Ground::of(config)?.world(sms, mail)? };
    receipts.begin(&world);
    Ok((world, line))
}

/// The connection to the outside that the service holds.
pub enum Line {
    Smpp(Arc<SmppGateway>),
    /// `token`: what receipts must bring, where the provider sends any.
    Https {
        gateway: Arc<HttpsGateway>,
        token: Option<Secret>,
    },
    None,
}

impl Line {
    /// Says goodbye to whoever is at the other end.
    pub async fn close(&self) {
        if let Line::Smpp(gateway) = self {
            gateway.shutdown().await;
        }
    }
}

/// Receipts on their way into a world that is not built yet, because their gateway is a part of it.
#[derive(Default)]
pub struct LateReceipts(OnceLock<StoreReceipts>);

impl LateReceipts {
    /// From now on, receipts are stored.
    pub fn begin(&self, world: &World) {
        if self.0.set(StoreReceipts(world.clone())).is_err() {
            tracing::error!("receipts were begun twice");
        }
    }
}

impl Receipts for LateReceipts {
    fn receive(&self, receipt: Receipt) -> Result<()> {
        let store = self.0.get().ok_or_else(|| Error::new(Kind::Unavailable, "error-try-again"))?;
        store.receive(receipt)
    }
}

/// Where no gateway is configured: nothing is taken, and jobs say so until one is.
pub struct NoGateway;

fn not_now() -> Handover {
    Handover::NotNow { reason: FailureReason::Configuration, code: "no gateway configured".to_owned() }
}

impl SmsGateway for NoGateway {
    fn name(&self) -> &str {
        "none"
    }

    fn hand_over(&self, _: &Sms) -> Handover {
        not_now()
    }
}

impl BackChannel for NoGateway {
    fn tell(&self, _: &str, _: &str) -> Heard {
        Heard::Silence("this program does not call".to_owned())
    }
}

impl Mailer for NoGateway {
    fn send(&self, _: &Mail) -> Handover {
        not_now()
    }
}

pub fn refuse_old_tables(world: &World) -> Result<()> {
    match kunye_core::db::pending(&world.db)?.len() {
        0 => Ok(()),
        count => Err(Error::new(Kind::Unavailable, "cli-migrations-pending").with("count", count)),
    }
}

/// Whoever works at the server's shell, by the operating system's name of them.
pub fn operator(environment: impl Fn(&str) -> Option<String>) -> Actor {
    let name = ["SUDO_USER", "USER", "LOGNAME"].into_iter().filter_map(environment).find(|name| !name.is_empty());
    Actor::Operator { name: name.unwrap_or_else(|| "operator".to_owned()) }
}

/// Threads for jobs where the configuration names no number. Most of a job is waiting, for a disk or a gateway, while others may
/// hash; how many do that at once is the hasher's business.
pub fn workers(configured: usize) -> usize {
    if configured == 0 { (4 * cores()).min(16) } else { configured }
}

pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// A folder that only its owner may read.
fn make_private(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|cause| Error::new(Kind::Unavailable, "cli-folder").with("path", folder.display()).because(cause))
}
