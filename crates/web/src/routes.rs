//! Every address of the product, in one table: method, path, class of access, handler. A test walks it and proves that whoever
//! is not in the class is refused.

use crate::access::{self, Access, Gate};
use crate::{
    App, account, api, applications, approvals, assets, demo, follow, form, health, officer, oidc, policy, public, record,
    register, security, sign_in, training, verify,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware;
use axum::routing::{MethodFilter, MethodRouter, on};
use kunye_core::register::import::FILE_LIMIT;
use std::collections::HashSet;

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

/// The table.
#[rustfmt::skip]
pub fn table() -> Vec<Route> {
    use Access::{
        AccountManager, Administrator, Coordinator, Demo, Director, Evidence, HalfSignedIn, Help, Officer, Oversight, Planner, Public,
        Register, SignedIn, Staffing, Steering, Supervisor, Trainer, Unit,
    };
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
        get("/talep/{reference}/imza", Public, form::sign::ask),
        post("/talep/{reference}/imza", Public, form::sign::take).up_to(officer::LIMIT),
        get("/talep/{reference}/imzali.pdf", Public, form::sign::download),

        get("/izle", Public, follow::pages::ask),
        post("/izle", Public, follow::pages::find),
        get("/izle/{reference}", Public, follow::pages::show),

        get("/dogrula", Public, verify::pages::ask),
        post("/dogrula", Public, verify::pages::find).up_to(verify::pages::LIMIT),
        get("/dogrula/{code}", Public, verify::pages::show),

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
        get("/kurum/talepler/{reference}/imzali.pdf", Officer, officer::signed_pdf),
        get("/kurum/talepler/{reference}/dosya.zip", Officer, officer::bundle),
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
        get("/onay/{reference}/form.pdf", Supervisor, approvals::sign::download),
        post("/onay/{reference}/imza", Supervisor, approvals::sign::take).up_to(officer::LIMIT),
        get("/hesabim", SignedIn, account::pages::show),
        get("/hesabim/parola", SignedIn, account::password::ask),
        post("/hesabim/parola", SignedIn, account::password::change),
        post("/hesabim/yetki", SignedIn, account::authorise::begin),
        post("/hesabim/oturum/{mac}/kapat", SignedIn, account::pages::end_session),
        post("/hesabim/oturum/digerleri/kapat", SignedIn, account::pages::end_others),

        get("/hesabim/uygulamalar", SignedIn, oidc::connections::list),
        post("/hesabim/uygulamalar/{id}/kaldir", SignedIn, oidc::connections::disconnect),

        get("/.well-known/openid-configuration", Public, oidc::discovery::configuration),
        get("/oidc/jwks", Public, oidc::discovery::jwks),
        get("/oidc/authorize", Public, oidc::authorise::ask),
        post("/oidc/authorize", Public, oidc::authorise::ask_posted).sent_from_anywhere(),
        post("/oidc/consent", Public, oidc::authorise::consent),
        post("/oidc/token", Public, oidc::token::token).sent_from_anywhere(),
        get("/oidc/userinfo", Public, oidc::userinfo::tell),
        post("/oidc/userinfo", Public, oidc::userinfo::tell).sent_from_anywhere(),
        post("/oidc/introspect", Public, oidc::token::introspect).sent_from_anywhere(),
        post("/oidc/revoke", Public, oidc::token::revoke).sent_from_anywhere(),
        get("/oidc/logout", Public, oidc::farewell::ask),
        post("/oidc/logout", Public, oidc::farewell::ask_posted).sent_from_anywhere(),
        post("/oidc/logout/confirm", Public, oidc::farewell::confirm),
        get("/kayit/uygulamalar/{slug}/istemciler", Administrator, oidc::clients::list),
        get("/kayit/uygulamalar/{slug}/istemciler/yeni", Administrator, oidc::clients::ask_new),
        post("/kayit/uygulamalar/{slug}/istemciler/yeni", Administrator, oidc::clients::add),
        get("/kayit/uygulamalar/{slug}/istemciler/{id}", Administrator, oidc::clients::show),
        get("/kayit/uygulamalar/{slug}/istemciler/{id}/duzenle", Administrator, oidc::clients::ask_change),
        post("/kayit/uygulamalar/{slug}/istemciler/{id}/duzenle", Administrator, oidc::clients::change),
        post("/kayit/uygulamalar/{slug}/istemciler/{id}/gizli-anahtar", Administrator, oidc::clients::renew_secret),
        get("/kayit/uygulamalar/{slug}/istemciler/{id}/sonlandir", Administrator, oidc::clients::ask_end),
        post("/kayit/uygulamalar/{slug}/istemciler/{id}/sonlandir", Administrator, oidc::clients::end),

        get("/kayit", Register, register::units::list),
        get("/kayit/birim/{id}", Register, register::units::show),
        get("/kayit/birim/{id}/gorev", Administrator, register::duty::ask),
        post("/kayit/birim/{id}/gorev", Administrator, register::duty::give),
        get("/kayit/birim/{id}/hesap", Administrator, register::shared::ask),
        post("/kayit/birim/{id}/hesap", Administrator, register::shared::open),
        get("/kayit/hesap/{user_name}/devir", Administrator, register::shared::ask_hand_over),
        post("/kayit/hesap/{user_name}/devir", Administrator, register::shared::hand_over),
        get("/kayit/hesap/{user_name}/durum", Administrator, register::order::ask),
        post("/kayit/hesap/{user_name}/durum", Administrator, register::order::give),
        get("/kayit/cihazlar", Help, register::devices::list),
        get("/kayit/cihazlar/{account}", Help, register::devices::show),
        get("/kayit/gorev/{id}", Administrator, register::duty::ask_end),
        post("/kayit/gorev/{id}", Administrator, register::duty::end),
        get("/kayit/personel", Register, register::people::list),
        get("/kayit/personel/{id}", Register, register::people::show),
        get("/kayit/aktar", Administrator, register::import::ask),
        post("/kayit/aktar", Administrator, register::import::take).up_to(FILE_LIMIT),
        get("/kayit/aktar/sablon/{file}", Administrator, register::import::template),
        get("/kayit/aktar/{id}", Administrator, register::import::show),
        post("/kayit/aktar/{id}/uygula", Administrator, register::import::apply),
        get("/kayit/aktar/{id}/bekle", Administrator, register::import::wait),
        post("/kayit/aktar/{id}/vazgec", Administrator, register::import::discard),
        get("/kayit/aktar/{id}/alinmayanlar.csv", Administrator, register::rejected::download),
        get("/kayit/uygulamalar", Administrator, applications::list),
        get("/kayit/uygulamalar/yeni", Administrator, applications::ask_new),
        post("/kayit/uygulamalar/yeni", Administrator, applications::add),
        get("/kayit/uygulamalar/{slug}", Administrator, applications::show),
        get("/kayit/uygulamalar/{slug}/duzenle", Administrator, applications::ask_change),
        post("/kayit/uygulamalar/{slug}/duzenle", Administrator, applications::change),
        get("/kayit/uygulamalar/{slug}/son", Administrator, applications::ask_end),
        post("/kayit/uygulamalar/{slug}/son", Administrator, applications::end),
        post("/kayit/uygulamalar/{slug}/rol", Administrator, applications::add_role),
        get("/kayit/uygulamalar/{slug}/rol/{role}", Administrator, applications::ask_role),
        post("/kayit/uygulamalar/{slug}/rol/{role}", Administrator, applications::rename_role),
        get("/kayit/uygulamalar/{slug}/rol/{role}/son", Administrator, applications::ask_end_role),
        post("/kayit/uygulamalar/{slug}/rol/{role}/son", Administrator, applications::end_role),
        post("/kayit/uygulamalar/{slug}/servis", Administrator, applications::add_machine),
        post("/kayit/uygulamalar/{slug}/servis/{name}/yenile", Administrator, applications::renew_machine),
        get("/kayit/uygulamalar/{slug}/servis/{name}/son", Administrator, applications::ask_end_machine),
        post("/kayit/uygulamalar/{slug}/servis/{name}/son", Administrator, applications::end_machine),
        get("/kayitlar", Oversight, record::pages::list),
        get("/kurallar", Oversight, policy::pages::list),

        get("/egitim", Coordinator, training::home::show),
        get("/egitim/hesap", Coordinator, training::statement::show),
        get("/egitim/kullanicilar", Coordinator, training::users::show),
        get("/egitim/seans/{reference}", Coordinator, training::session::show),
        post("/egitim/seans/{reference}", Coordinator, training::session::reserve),
        post("/egitim/rezervasyon/{id}/azalt", Coordinator, training::session::reduce),
        post("/egitim/rezervasyon/{id}/vazgec", Coordinator, training::session::withdraw),
        get("/egitim/seans/{reference}/katilimcilar", Coordinator, training::participants::list),
        post("/egitim/seans/{reference}/katilimcilar", Coordinator, training::participants::name),
        post("/egitim/katilimci/{id}/cikar", Coordinator, training::participants::remove),
        get("/egitim/seans/{reference}/adaylar", Coordinator, training::candidates::show),
        post("/egitim/seans/{reference}/adaylar", Coordinator, training::candidates::ask),
        post("/egitim/adaylar/{id}/kapat", Coordinator, training::candidates::close),
        get("/birimim", Unit, training::unit::show),
        get("/birimim/adaylar/{id}", Unit, training::propose::show),
        post("/birimim/adaylar/{id}", Unit, training::propose::propose),
        post("/birimim/aday/{id}/geri-al", Unit, training::propose::take_back),
        get("/izinler", Staffing, training::leaves::list),
        post("/izinler", Staffing, training::leaves::put),
        post("/izinler/{id}/sil", Staffing, training::leaves::remove),
        get("/izinler/sablon.csv", Staffing, training::leaves::template),
        post("/izinler/dosya", Staffing, training::leaves::upload).up_to(FILE_LIMIT),
        post("/izinler/liste", Staffing, training::leaves::confirm),
        get("/egitim/talepler", Coordinator, training::board::show),
        get("/egitim/talepler/yeni", Coordinator, training::request_form::ask),
        post("/egitim/talepler/yeni", Coordinator, training::request_form::make),
        get("/egitim/talepler/{reference}", Coordinator, training::request::show),
        get("/egitim/talepler/{reference}/duzenle", Coordinator, training::request_form::change),
        post("/egitim/talepler/{reference}/duzenle", Coordinator, training::request_form::save),
        post("/egitim/talepler/{reference}/gonder", Coordinator, training::request::send),
        post("/egitim/talepler/{reference}/geri-cek", Coordinator, training::request::withdraw),
        post("/egitim/talepler/{reference}/liste", Coordinator, training::request::check),
        get("/egitimlerim", SignedIn, training::mine::list),
        get("/egitimlerim/{id}", SignedIn, training::mine::show),
        post("/egitimlerim/{id}", SignedIn, training::mine::answer),
        get("/egitimlerim/{id}/takvim.ics", SignedIn, training::mine::entry),
        get("/egitimlerim/{id}/degerlendirme", SignedIn, training::evaluate::ask),
        post("/egitimlerim/{id}/degerlendirme", SignedIn, training::evaluate::give),
        get("/degerlendirmeler", Steering, training::evaluations::results),
        get("/degerlendirmeler/{by}/{id}", Steering, training::evaluations::group),
        get("/egitimlerim/{id}/yayginlastirma", SignedIn, training::spread::show),
        post("/egitimlerim/{id}/yayginlastirma", SignedIn, training::spread::report),
        post("/egitimlerim/yayginlastirma/{id}/sil", SignedIn, training::spread::take_back),
        get("/egitimlerim/soru", SignedIn, training::questions::mine),
        post("/egitimlerim/soru", SignedIn, training::questions::ask),
        get("/egitim/sorular", Coordinator, training::questions::list),
        post("/egitim/sorular/{id}", Coordinator, training::questions::answer),
        get("/egitim/ilgi", Coordinator, training::demand::list),
        post("/egitim/ilgi", Coordinator, training::demand::state),
        post("/egitim/ilgi/{id}/geri-al", Coordinator, training::demand::withdraw),
        post("/egitim/seans/{reference}/katilimcilar/dosya", Coordinator, training::names::upload).up_to(FILE_LIMIT),
        post("/egitim/seans/{reference}/katilimcilar/liste", Coordinator, training::names::confirm),
        get("/egitim/katilimcilar.csv", Coordinator, training::names::template),
        get("/musteri", AccountManager, training::customers::list),
        get("/musteri/{id}", AccountManager, training::customers::show),
        post("/musteri/{id}/not", AccountManager, training::customers::note),
        post("/musteri/{id}/hatirlat", AccountManager, training::customers::nudge),
        get("/musteri/talepler/{reference}", AccountManager, training::review::show),
        post("/musteri/talepler/{reference}", AccountManager, training::review::decide),
        get("/genel-durum", Director, training::coverage::show),
        get("/genel-durum/genel-durum.xlsx", Director, training::coverage::workbook),
        get("/egitmen", Trainer, training::trainer::days),
        post("/egitmen/izin", Trainer, training::trainer::away),
        post("/egitmen/izin/{id}/sil", Trainer, training::trainer::back),
        get("/egitmen/degerlendirme", Trainer, training::evaluations::own),
        get("/egitmen/cevrimdisi.js", Public, training::attendance::worker),
        get("/egitmen/seans/{reference}", Trainer, training::attendance::sheet),
        post("/egitmen/seans/{reference}", Trainer, training::attendance::take),
        post("/egitmen/seans/{reference}/sayi", Trainer, training::attendance::count),
        get("/egitmen/seans/{reference}/kod", Trainer, training::code::show),
        post("/egitmen/seans/{reference}/kod", Trainer, training::code::open),
        post("/egitmen/seans/{reference}/kod/kapat", Trainer, training::code::close),
        get("/egitmen/seans/{reference}/imza-foyu.pdf", Trainer, training::paper::print),
        get("/egitmen/seans/{reference}/kagit", Trainer, training::paper::show),
        post("/egitmen/seans/{reference}/kagit", Trainer, training::paper::take).up_to(officer::LIMIT),
        get("/egitmen/seans/{reference}/kagit/{id}", Trainer, training::paper::scan),
        post("/egitmen/seans/{reference}/kagit/{id}", Trainer, training::paper::type_in),
        get("/yoklama", Public, training::here::room),
        post("/yoklama", Public, training::here::say),
        get("/davet/{reference}/{secret}", Public, training::here::invited),
        get("/sertifika", Public, training::certificate::ask),
        post("/sertifika", Public, training::certificate::find),
        get("/sertifika/{code}", Public, training::certificate::show),
        get("/sertifika/{code}/sertifika.pdf", SignedIn, training::certificate::download),
        get("/planlama", Planner, training::planner::show),
        get("/planlama/kurumlar", Planner, training::planner::institutions),
        get("/planlama/aktarim", Planner, training::transfers::ask),
        post("/planlama/aktarim", Planner, training::transfers::transfer),
        get("/planlama/kategoriler", Planner, training::tiers::show),
        post("/planlama/kategoriler", Planner, training::tiers::publish),
        get("/planlama/katalog", Planner, training::catalogue::show),
        post("/planlama/katalog/egitim", Planner, training::catalogue::add_course),
        post("/planlama/katalog/yer", Planner, training::catalogue::add_site),
        get("/planlama/ilgi", Planner, training::demand::overview),
        get("/planlama/temsilciler", Planner, training::managers::list),
        post("/planlama/temsilciler", Planner, training::managers::assign),
        get("/planlama/sayim", Planner, training::counts::ask),
        post("/planlama/sayim", Planner, training::counts::upload).up_to(FILE_LIMIT),
        get("/planlama/sayim/sablon.csv", Planner, training::counts::template),
        post("/planlama/sayim/sertifikalar", Planner, training::signers::upload).up_to(FILE_LIMIT),
        get("/planlama/sayim/{id}/dayanak", Planner, training::signers::evidence),
        post("/planlama/karar", Planner, training::counts::decide),
        get("/planlama/seans", Planner, training::announce::ask),
        post("/planlama/seans", Planner, training::announce::announce),
        get("/planlama/seans/{reference}", Planner, training::planner::session),
        post("/planlama/seans/{reference}/iptal", Planner, training::planner::call_off),
        get("/planlama/seans/{reference}/yoklama", Evidence, training::evidence::show),
        get("/planlama/seans/{reference}/kagit/{id}", Planner, training::paper::scan),
        get("/planlama/seans/{reference}/katilimcilar", Planner, training::people::show),
        post("/planlama/seans/{reference}/egitmen", Planner, training::people::assign),
        post("/planlama/seans/{reference}/sertifikalar", Planner, training::people::order),
        post("/planlama/sertifika/{code}/iptal", Planner, training::people::revoke),
        get("/planlama/talepler", Planner, training::queue::show),
        get("/planlama/talepler/{reference}", Planner, training::plan::show),
        post("/planlama/talepler/{reference}/ata", Planner, training::plan::assign),
        post("/planlama/talepler/{reference}/reddet", Planner, training::plan::refuse),
        post("/planlama/talepler/{reference}/sirala", Planner, training::plan::take_in),
        post("/planlama/talepler/{reference}/iptal", Planner, training::plan::call_off),
        post("/planlama/talepler/{reference}/liste", Planner, training::plan::check),
        get("/planlama/egitmenler", Planner, training::roster::list),
        get("/planlama/egitmenler/{id}", Planner, training::roster::show),
        post("/planlama/egitmenler/{id}", Planner, training::roster::keep),
        post("/planlama/egitmenler/{id}/izin", Planner, training::roster::away),
        post("/planlama/izin/{id}/sil", Planner, training::roster::back),
        get("/planlama/takvim", Planner, training::calendar::show),
        get("/planlama/iller", Planner, training::provinces::show),

        get("/api/openapi.json", Public, api::document::serve),
        post("/api/v1/session", Public, api::session::open),
        delete("/api/v1/session", SignedIn, api::session::end),
        get("/api/v1/me", SignedIn, api::session::me),
        get("/api/v1/applications", Public, api::applications::list),
        get("/api/v1/units", Register, api::units::list),
        get("/api/v1/units/{id}", Register, api::units::get),
        get("/api/v1/people", Register, api::people::list),
        get("/api/v1/people/{id}", Register, api::people::get),
        get("/api/v1/people/{id}/account", Register, api::accounts::of_person),
        get("/api/v1/accounts/{user_name}", Register, api::accounts::by_user_name),
        get("/api/v1/requests", Officer, api::requests::list),
        post("/api/v1/requests", Public, api::public::submit),
        get("/api/v1/requests/{reference}", Officer, api::requests::get),
        post("/api/v1/requests/{reference}/approval", Supervisor, api::approvals::decide),
        post("/api/v1/requests/{reference}/attestation", Officer, api::requests::attest),
        post("/api/v1/requests/{reference}/scan", Officer, api::requests::scan).up_to(officer::LIMIT),
        post("/api/v1/requests/{reference}/fulfilment", Officer, api::requests::carry_out),
        post("/api/v1/requests/{reference}/deliveries", Officer, api::requests::send_again),
        post("/api/v1/requests/{reference}/refusal", Officer, api::requests::refuse),
        get("/api/v1/approvals", Supervisor, api::approvals::list),
        get("/api/v1/follow/{reference}", Public, api::public::follow),
        post("/api/v1/documents/verification", Public, api::documents::by_file).up_to(verify::pages::LIMIT),
        get("/api/v1/documents/{code}", Public, api::documents::by_code),
        get("/api/v1/training/entitlement", Coordinator, api::training::entitlement),
        get("/api/v1/training/sessions", Coordinator, api::training::sessions),
        get("/api/v1/training/sessions/{reference}/reservations", Coordinator, api::training::reservations),
        post("/api/v1/training/sessions/{reference}/reservations", Coordinator, api::training::reserve),
        get("/api/v1/training/sessions/{reference}/attendance", Trainer, api::attendance::list),
        post("/api/v1/training/sessions/{reference}/attendance", Trainer, api::attendance::send),
        delete("/api/v1/training/reservations/{id}", Coordinator, api::training::withdraw),
        get("/api/v1/training/requests", Coordinator, api::learning::requests),
        get("/api/v1/training/requests/{reference}", Coordinator, api::learning::request),
        get("/api/v1/training/sessions/{reference}/participants", Coordinator, api::learning::participants),
        get("/api/v1/training/taught/{reference}/attendance", Trainer, api::learning::taught),
        get("/api/v1/training/certificates", SignedIn, api::learning::certificates),
        get("/api/v1/certificates/{code}", Public, api::learning::certificate),
        get("/api/v1/training/evaluations", Steering, api::steering::evaluations),
        get("/api/v1/training/coverage", Director, api::steering::coverage),

        get("/demo", Demo, demo::pages::start),
        get("/demo/phone", Demo, demo::pages::phone),
    ]
}

/// Addresses at which requests of other sites are meant to arrive.
pub fn from_anywhere() -> HashSet<&'static str> {
    table().iter().filter(|route| route.from_anywhere).map(|route| route.path).collect()
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
