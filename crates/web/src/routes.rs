//! Every address of the product, in one table: method, path, class of access, handler. A test walks it and proves that whoever
//! is not in the class is refused.

mod api;
mod table;

pub use table::table;

use crate::access::{self, Access, Gate};
use crate::{App, security};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware;
use axum::routing::{MethodFilter, MethodRouter, on};
use std::collections::HashSet;
use std::sync::LazyLock;

/// One line of the table.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    /// Bytes that a request may bring.
    pub limit: usize,
    /// Programs, and forms of other sites, may send here: whoever is meant is named in the request itself, and never by a cookie.
    pub from_anywhere: bool,
    service: MethodRouter<App>,
}

impl Route {
    fn new<H: Handler<T, App>, T: 'static>(method: Method, path: &'static str, access: Access, handler: H) -> Self {
        let filter = match method {
            Method::GET => MethodFilter::GET,
            Method::DELETE => MethodFilter::DELETE,
            _ => MethodFilter::POST,
        };
        Self { method, path, access, limit: security::BODY_LIMIT, from_anywhere: false, service: on(filter, handler) }
    }

    fn sent_from_anywhere(self) -> Self {
        Self { from_anywhere: true, ..self }
    }

    /// For uploads, which set a limit of their own.
    pub fn up_to(self, limit: usize) -> Self {
        Self { limit, ..self }
    }
}

fn get<H: Handler<T, App>, T: 'static>(path: &'static str, access: Access, handler: H) -> Route {
    Route::new(Method::GET, path, access, handler)
}

fn post<H: Handler<T, App>, T: 'static>(path: &'static str, access: Access, handler: H) -> Route {
    Route::new(Method::POST, path, access, handler)
}

fn delete<H: Handler<T, App>, T: 'static>(path: &'static str, access: Access, handler: H) -> Route {
    Route::new(Method::DELETE, path, access, handler)
}

/// Addresses at which requests of other sites are meant to arrive.
pub fn from_anywhere() -> HashSet<&'static str> {
    table().iter().filter(|route| route.from_anywhere).map(|route| route.path).collect()
}

/// Addresses that can be opened, and are no program's.
static PAGES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let opened = |route: &Route| route.method == Method::GET && !route.path.starts_with("/api/");
    let sent_from_anywhere = from_anywhere();
    let table = table();
    table.iter().filter(|route| opened(route) && !sent_from_anywhere.contains(route.path)).map(|route| route.path).collect()
});

/// Whether an address of the table answers somebody who opens it.
pub fn is_page(path: &str) -> bool {
    PAGES.contains(path)
}

/// The table as a service, each handler behind its guard.
pub fn router() -> Router<App> {
    let table = table();
    let pages: HashSet<&str> = table.iter().filter(|route| route.method == Method::GET).map(|route| route.path).collect();
    table.into_iter().fold(Router::new(), |router, route| {
        let gate = Gate { access: route.access, can_be_opened: pages.contains(route.path) };
        let guarded = route
            .service
            .route_layer(DefaultBodyLimit::max(route.limit))
            .route_layer(middleware::from_fn_with_state(gate, access::guard));
        router.route(route.path, guarded)
    })
}
