//! Pages and the JSON API: thin faces of the core's verbs.
//!
//! A request walks through here once: [`visit`] finds out who asks, from where and in which language; [`access`] holds it against
//! the class that [`routes`] gives the address; a handler reads its input, calls one verb of the core through [`Web::run`], and
//! answers with a page ([`render`]), a redirection or an [`errors::Failure`]; [`errors`] turns failures into a page or a
//! `problem+json`; [`security`] puts the headers on. Feature folders hold only handlers and what their templates are given.

pub mod access;
pub mod address;
pub mod answer;
mod assets;
pub mod cookies;
pub mod errors;
pub mod flash;
pub mod health;
pub mod input;
pub mod nav;
pub mod paging;
pub mod render;
pub mod routes;
pub mod security;
pub mod source;
pub mod upload;
pub mod visit;

pub mod account;
pub mod api;
pub mod applications;
pub mod approvals;
mod asked;
pub mod demo;
pub mod follow;
pub mod form;
pub mod officer;
pub mod oidc;
pub mod policy;
pub mod public;
pub mod record;
pub mod register;
pub mod sign_in;
mod signed;
pub mod training;
pub mod verify;

use kunye_core::demo::Demonstration;
use kunye_core::requests::paper::Papers;
use kunye_core::texts::Texts;
use kunye_core::training::certificates::Press;
use kunye_core::training::shared::Desk;
use kunye_core::world::World;
use kunye_kernel::error::{Error, Result};
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// What the operator decides about the web face.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Whether people reach us over HTTPS: cookies are then sent over nothing else, and browsers are told to stay on it.
    pub secure: bool,
    /// Peers whose `X-Forwarded-For` is believed: our own reverse proxies.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whose service this is, in the head and the foot of every page.
    pub institution: String,
    /// The help desk's phone number, as it is to be read (A13).
    pub help_desk: Option<String>,
    /// How many verbs of the core may run at once.
    pub at_once: usize,
}

/// Everything a handler may touch.
pub struct Web {
    pub world: World,
    pub texts: Arc<Texts>,
    pub settings: Settings,
    pub papers: Arc<dyn Papers>,
    pub press: Arc<dyn Press>,
    /// Sample people and simulated phones, in demonstration mode.
    pub demonstration: Option<Arc<dyn Demonstration>>,
    /// Where this node takes reservations of training seats.
    pub desk: Desk,
    templates: render::Templates,
    seats: Arc<Semaphore>,
}

/// Shared by all requests.
pub type App = Arc<Web>;

impl Web {
    pub fn new(
        world: World,
        texts: Arc<Texts>,
        settings: Settings,
        papers: Arc<dyn Papers>,
        press: Arc<dyn Press>,
        demonstration: Option<Arc<dyn Demonstration>>,
    ) -> Result<App> {
        let templates = render::Templates::embedded(&texts)?;
        let seats = Arc::new(Semaphore::new(settings.at_once.max(1)));
        let desk = Desk::new(world.clone());
        Ok(Arc::new(Self { world, desk, texts, settings, papers, press, demonstration, templates, seats }))
    }

    pub fn is_demonstration(&self) -> bool {
        self.demonstration.is_some()
    }

    /// Runs a verb of the core, which blocks, away from the threads that serve connections. A verb that has begun runs to its
    /// end even when the browser has gone: there are no half-done acts.
    pub async fn run<T: Send + 'static>(&self, verb: impl FnOnce(&World) -> Result<T> + Send + 'static) -> Result<T> {
        let seat = self.seats.clone().acquire_owned().await.map_err(Error::internal)?;
        let world = self.world.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _seat = seat;
            verb(&world)
        });
        done.await.map_err(Error::internal)?
    }
}

/// The whole face, ready to be served with `into_make_service_with_connect_info::<SocketAddr>()`.
pub fn router(app: App) -> Result<axum::Router> {
    security::wrap(routes::router(), app)
}
