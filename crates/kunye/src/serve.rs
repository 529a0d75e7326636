//! The running service: pages, workers and the clock, and how they end together.

use crate::commands::Ending;
use crate::config::Config;
use crate::papers::Typeset;
use crate::terminal::Terminal;
use crate::wiring::{self, cores, workers};
use crate::{logging, receipts};
use kunye_core::jobs::Runner;
use kunye_core::texts::Texts;
use kunye_core::training::certificates;
use kunye_core::world::World;
use kunye_directory::Opened;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_web::{Settings, Web};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

/// How often the clock is asked what has become due.
const TICK: Duration = Duration::from_secs(60);

/// How many verbs of the core may run at once. They wait for the disk and for password hashes, so more than cores.
pub const AT_ONCE: usize = 32;

/// Everything that runs.
pub struct Service {
    pub world: World,
    pub texts: Arc<Texts>,
    pub router: axum::Router,
    pub workers: usize,
    /// What requests at hand have to end in.
    pub patience: Duration,
}

/// `kunye serve`
pub fn run(terminal: &Terminal, mut config: Config, migrate: bool) -> Result<Ending> {
    logging::begin(&config.log)?;
    let public_url = config.public_url()?.to_owned();
    let runtime = runtime()?;
    let (world, line) = wiring::live_world(&mut config, runtime.handle())?;
    if migrate {
        for name in world.db.migrate()? {
            tracing::info!(name, "migrated");
        }
    }
    wiring::refuse_old_tables(&world)?;
    let settings = Settings {
        secure: config.server.secure_cookies,
        trusted_proxies: config.server.trusted_proxies,
        institution: institution(&world)?,
        help_desk: Some(config.server.help_desk).filter(|phone| !phone.is_empty()),
        at_once: AT_ONCE,
    };
    let opened = config.ldap.open(&world, &settings.institution)?;
    let app = Web::new(world.clone(), terminal.texts.clone(), settings, Arc::new(Typeset), Arc::new(Typeset), None)?;
    let router = kunye_web::router(app)?.merge(receipts::routes(&line, &world)?);
    let service = Service {
        world,
        texts: terminal.texts.clone(),
        router,
        workers: workers(config.workers.threads),
        patience: Duration::from_secs(config.server.shutdown_seconds),
    };
    let directory = opened.map(|opened| directory(opened, service.world.clone(), service.texts.clone()));
    runtime.block_on(async {
        let listener = listen(config.server.listen).await?;
        let address = listener.local_addr().map_err(Error::internal)?;
        tracing::info!(%address, public_url, "listening");
        tokio::select! {
            ended = service.run(listener) => ended?,
            error = async {
                match directory {
                    Some(directory) => directory.await,
                    None => std::future::pending().await,
                }
            } => return Err(error),
        }
        line.close().await;
        tracing::info!("stopped");
        Ok(Ending::Done)
    })
}

/// Draws the directory while pages are served already, and serves it until dropped. Ends only when it cannot be drawn.
async fn directory(opened: Opened, world: World, texts: Arc<Texts>) -> Error {
    let (sender, drawn) = oneshot::channel();
    let draw = move || drop(sender.send(opened.serve(&world, texts)));
    if let Err(cause) = std::thread::Builder::new().name("directory".into()).spawn(draw) {
        return Error::internal(cause);
    }
    match drawn.await {
        Ok(Ok(server)) => {
            for address in &server.addresses {
                tracing::info!(%address, "listening for LDAP");
            }
            std::future::pending().await
        }
        Ok(Err(error)) => error,
        Err(cause) => Error::internal(cause),
    }
}

/// Whose service this is: the name the register has for the institution.
pub fn institution(world: &World) -> Result<String> {
    let host = world.db.read(kunye_core::register::store::host)?;
    Ok(host.map(|institution| institution.name).unwrap_or_default())
}

pub fn runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().worker_threads(cores()).build().map_err(Error::internal)
}

/// Takes the address; port 0 becomes a free one, so ask the listener which.
pub async fn listen(address: SocketAddr) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|cause| Error::new(Kind::Unavailable, "cli-listen").with("address", address).because(cause))
}

impl Service {
    /// Serves until SIGTERM or Ctrl-C. Then no new request is taken, those at hand are finished, and workers end their jobs.
    pub async fn run(self, listener: TcpListener) -> Result<()> {
        let stop = stop_signal()?;
        let runner = Runner::new(
            self.world.clone(),
            certificates::with_press(kunye_core::handlers(self.texts.clone()), Arc::new(Typeset)),
        );
        let workers = runner.start(self.workers);
        let ticker = Ticker::start(self.world.clone())?;

        let (told, mut stopping) = tokio::sync::watch::channel(false);
        let graceful = async move {
            stop.await;
            tracing::info!("stopping");
            told.send_replace(true);
        };
        let service = self.router.into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, service).with_graceful_shutdown(graceful).into_future();
        let patience = self.patience;
        let impatient = async move {
            // An error means that serving ended by itself; then there is nothing to wait for.
            if stopping.wait_for(|told| *told).await.is_ok() {
                tokio::time::sleep(patience).await;
            } else {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            ended = serving => ended.map_err(Error::internal)?,
            () = impatient => tracing::warn!("requests were cut off: they took longer than server.shutdown_seconds"),
        }
        let ended = tokio::task::spawn_blocking(move || {
            ticker.stop();
            workers.stop();
        });
        ended.await.map_err(Error::internal)
    }
}

/// Waits for SIGTERM or Ctrl-C, where there is nothing else to do.
pub async fn until_stopped() -> Result<()> {
    stop_signal()?.await;
    Ok(())
}

/// Ends at the first SIGTERM or SIGINT. Set up before anything starts, so that none is missed.
fn stop_signal() -> Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::internal)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::internal)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Asks the rooms every minute what the clock has made due.
struct Ticker {
    /// Dropped to stop.
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Ticker {
    fn start(world: World) -> Result<Self> {
        let (stop, stopped) = channel::<()>();
        let tick = move || {
            loop {
                if let Err(error) = kunye_core::tick(&world) {
                    tracing::warn!(%error, "the clock's jobs could not be asked for");
                }
                world.bell.ring();
                if stopped.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("ticker".into()).spawn(tick).map_err(Error::internal)?;
        Ok(Self { stop, thread })
    }

    fn stop(self) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the ticker ended by panic");
        }
    }
}
