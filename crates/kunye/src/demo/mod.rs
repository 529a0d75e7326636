//! `kunye demo`: a sample institution in a folder of its own, played on the real product.

mod applications;
mod cast;
mod directory;
mod institution;
mod names;
mod outbox;
mod phone;
mod places;
mod prepare;
mod requests;
mod training;
mod welcome;
mod workbook;

pub use prepare::Studio;
pub use requests::{Stage, Story};

use crate::commands::Ending;
use crate::config::{Log, LogFormat};
use crate::papers::Typeset;
use crate::serve::{self, Service};
use crate::terminal::{Terminal, print};
use crate::wiring::{Ground, LateReceipts, NoGateway, operator, workers};
use crate::{logging, variable};
use cast::Show;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::time::SystemClock;
use kunye_web::{Settings, Web};
use phone::Phones;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use welcome::Welcome;

pub struct Options {
    pub folder: PathBuf,
    pub listen: SocketAddr,
    pub fresh: bool,
    pub prepare_only: bool,
}

/// There while a folder is being filled: what is left of an interrupted start is begun anew.
const UNFINISHED: &str = "unfinished-demo";
/// How long a simulated phone takes to confirm a text.
const RECEIPT_AFTER: Duration = Duration::from_secs(1);

pub fn run(terminal: &Terminal, options: &Options) -> Result<Ending> {
    let level = variable("KUNYE_LOG__LEVEL").unwrap_or_else(|| "warn".to_owned());
    logging::begin(&Log { format: LogFormat::Text, level })?;
    let folder = &options.folder;
    if !ready(folder, options.fresh)? {
        let mark = folder.join(UNFINISHED);
        let at = |cause| Error::new(Kind::Unavailable, "cli-folder").with("path", folder.display()).because(cause);
        std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&mark, "")).map_err(at)?;
        prepare::prepare(terminal, folder, operator(variable))?;
        std::fs::remove_file(&mark).map_err(at)?;
    }
    if options.prepare_only {
        terminal.say("cli-demo-prepared", &[("path", folder.display().to_string())]);
        return Ok(Ending::Done);
    }
    serve::runtime()?.block_on(play(terminal, options))
}

/// Whether the folder holds a finished demonstration. What is unfinished or unwanted is thrown away; what is not ours is refused.
fn ready(folder: &Path, fresh: bool) -> Result<bool> {
    let finished = folder.join(cast::FILE).exists();
    if finished && !fresh {
        return Ok(true);
    }
    let error = |cause| Error::new(Kind::Unavailable, "cli-folder").with("path", folder.display()).because(cause);
    if finished || folder.join(UNFINISHED).exists() {
        std::fs::remove_dir_all(folder).map_err(error)?;
    } else if folder.exists() && std::fs::read_dir(folder).map_err(error)?.next().is_some() {
        return Err(Error::new(Kind::Conflict, "cli-demo-not-ours").with("path", folder.display()));
    }
    Ok(false)
}

async fn play(terminal: &Terminal, options: &Options) -> Result<Ending> {
    let listener = serve::listen(options.listen).await?;
    let mut address = listener.local_addr().map_err(Error::internal)?;
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    let public_url = format!("http://{address}");

    let receipts = Arc::new(LateReceipts::default());
    let phones = Arc::new(Phones::start(Arc::new(SystemClock), receipts.clone(), RECEIPT_AFTER));
    let ground = Ground { public_url: public_url.clone(), ..Ground::inside(&options.folder) };
    let world = ground.world(phones.clone(), Arc::new(NoGateway))?;
    world.db.migrate()?;
    receipts.begin(&world);

    let show = Arc::new(Show { personas: cast::load(&options.folder)?, phones });
    let institution = serve::institution(&world)?;
    let ldap = directory::serve(terminal, &world, &options.folder, &institution)?;
    let welcome = Welcome {
        url: &public_url,
        folder: &options.folder,
        personas: &show.personas,
        machines: &applications::machines(&options.folder),
        ldap: ldap.as_ref().map(|ldap| ldap.addresses.as_slice()),
    };
    print(&welcome.text(terminal))?;
    let settings = Settings {
        secure: false,
        trusted_proxies: Vec::new(),
        institution,
        help_desk: Some("0312 000 00 00".to_owned()),
        at_once: serve::AT_ONCE,
    };
    let texts = terminal.texts.clone();
    let app = Web::new(world.clone(), texts.clone(), settings, Arc::new(Typeset), Some(show))?;
    let service =
        Service { world, texts, router: kunye_web::router(app)?, workers: workers(0), patience: Duration::from_secs(3) };
    service.run(listener).await?;
    drop(ldap);
    Ok(Ending::Done)
}

#[cfg(test)]
mod tests;
