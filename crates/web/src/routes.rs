//! Every address of the product, in one table: method, path, class of access, handler. A test walks it and proves that whoever
//! is not in the class is refused.

use crate::access::{self, Access};
use crate::{App, account, approvals, assets, demo, follow, form, health, officer, public, security, sign_in};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware;
use axum::routing::{MethodFilter, MethodRouter, on};

/// One line of the table.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    /// Bytes that a request may bring.
    pub limit: usize,
    service: MethodRouter<App>,
}

impl Route {
    fn new<H: Handler<T, App>, T: 'static>(method: Method, path: &'static str, access: Access, handler: H) -> Self {
        let filter = if method == Method::GET { MethodFilter::GET } else { MethodFilter::POST };
        Self { method, path, access, limit: security::BODY_LIMIT, service: on(filter, handler) }
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

/// The table.
#[rustfmt::skip]
pub fn table() -> Vec<Route> {
    use Access::{Demo, HalfSignedIn, Officer, Public, SignedIn, Supervisor};
    vec![
        get("/healthz", Public, health::healthy),
        get("/readyz", Public, health::ready),
        get("/assets/{*name}", Public, assets::serve),

        get("/", Public, public::pages::home),
        get("/adimlar", Public, public::pages::steps),
        get("/aydinlatma", Public, public::pages::notice),
        get("/dil/{language}", Public, public::pages::choose_language),

        post("/aydinlatma", Public, form::pages::begin),
        get("/talep", Public, form::pages::resume),
        get("/talep/{question}", Public, form::pages::ask),
        post("/talep/{question}", Public, form::pages::answer),
        get("/talep/kontrol", Public, form::pages::check),
        post("/talep/gonder", Public, form::pages::submit),
        get("/talep/tamam/{reference}", Public, form::pages::done),
        get("/talep/{reference}/form.pdf", Public, form::paper::download),
        get("/talep/{reference}/form", Public, form::paper::confirm),
        post("/talep/{reference}/form", Public, form::paper::prove),

        get("/izle", Public, follow::pages::ask),
        post("/izle", Public, follow::pages::find),
        get("/izle/{reference}", Public, follow::pages::show),

        get("/giris", Public, sign_in::pages::password),
        post("/giris", Public, sign_in::pages::begin),
        get("/giris/kod", HalfSignedIn, sign_in::pages::code),
        post("/giris/kod", HalfSignedIn, sign_in::pages::verify),
        get("/giris/kurulum", HalfSignedIn, sign_in::pages::enrol),
        post("/giris/kurulum", HalfSignedIn, sign_in::pages::confirm),
        post("/giris/kurtarma", HalfSignedIn, sign_in::pages::kept),
        get("/cikis", Public, sign_in::pages::signed_out),
        post("/cikis", Public, sign_in::pages::sign_out),

        get("/kurum/talepler", Officer, officer::list),
        get("/kurum/talepler/{reference}", Officer, officer::show),
        get("/kurum/talepler/{reference}/form.pdf", Officer, officer::form_pdf),
        post("/kurum/talepler/{reference}/eslestir", Officer, officer::look_again),
        get("/kurum/talepler/{reference}/duzelt", Officer, officer::ask_correction),
        post("/kurum/talepler/{reference}/duzelt", Officer, officer::correct),
        post("/kurum/talepler/{reference}/onay", Officer, officer::approve),
        get("/kurum/talepler/{reference}/evrak", Officer, officer::scan),
        post("/kurum/talepler/{reference}/evrak", Officer, officer::upload).up_to(officer::LIMIT),
        post("/kurum/talepler/{reference}/gonder", Officer, officer::order),
        post("/kurum/talepler/{reference}/tekrar", Officer, officer::send_again),
        post("/kurum/talepler/{reference}/ret", Officer, officer::refuse),
        get("/kurum/arsiv", Officer, officer::archive),
        get("/kurum/arsiv/{item}", Officer, officer::open),
        get("/onay", Supervisor, approvals::pages::list),
        get("/onay/{reference}", Supervisor, approvals::pages::show),
        post("/onay/{reference}/onayla", Supervisor, approvals::pages::approve),
        post("/onay/{reference}/onaylama", Supervisor, approvals::pages::decline),
        get("/hesabim", SignedIn, account::pages::show),
        get("/hesabim/parola", SignedIn, account::password::ask),
        post("/hesabim/parola", SignedIn, account::password::change),
        post("/hesabim/oturum/{mac}/kapat", SignedIn, account::pages::end_session),
        post("/hesabim/oturum/digerleri/kapat", SignedIn, account::pages::end_others),

        get("/demo", Demo, demo::pages::start),
        get("/demo/phone", Demo, demo::pages::phone),
    ]
}

/// The table as a service, each handler behind its guard.
pub fn router() -> Router<App> {
    table().into_iter().fold(Router::new(), |router, route| {
        let guarded = route
            .service
            .route_layer(DefaultBodyLimit::max(route.limit))
            .route_layer(middleware::from_fn_with_state(route.access, access::guard));
        router.route(route.path, guarded)
    })
}
