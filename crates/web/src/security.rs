//! What holds for every response and every request: headers, limits, the check against forged requests.

use crate::{App, oidc, routes, visit};
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use kunye_kernel::error::{Error, Result};
use std::time::Duration;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};

/// Bytes that a request may bring, unless its route says otherwise.
pub const BODY_LIMIT: usize = 1024 * 1024;

const TIME_LIMIT: Duration = Duration::from_secs(30);

/// For requests that bring a file: 15 MiB at 256 kbit/s take eight minutes.
const UPLOAD_TIME_LIMIT: Duration = Duration::from_secs(600);

/// Everything comes from ourselves; nobody may frame us; forms go nowhere else. QR codes and the like are part of the page.
pub const CONTENT_SECURITY_POLICY: &str =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Two years, as the preload list asks (hstspreload.org); not for sub-domains, which are not ours to decide about.
const HSTS: &str = "max-age=63072000";

/// Puts the layers around the routes. The first line is the innermost.
pub fn wrap(table: axum::Router<App>, app: App) -> Result<axum::Router> {
    // Browsers that send no Sec-Fetch-Site are held against Host, which a proxy may have changed.
    let csrf =
        CsrfLayer::new().add_trusted_origin(origin(&app.world.public_url)).map_err(|cause| Error::internal(cause.to_string()))?;
    let from_anywhere = routes::from_anywhere();
    let mut router = table
        .layer(csrf.with_insecure_bypass(move |_, uri| from_anywhere.contains(uri.path())))
        .layer(middleware::from_fn_with_state(app.clone(), oidc::cors::layer))
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn_with_state(app.clone(), visit::begin))
        .layer(CompressionLayer::new())
        // A file that somebody handed in brings a stricter one.
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(CONTENT_SECURITY_POLICY),
        ))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "same-origin"))
        .layer(always(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        // Whatever does not say otherwise may hold personal data.
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-store")));
    if app.settings.secure {
        router = router.layer(always(header::STRICT_TRANSPORT_SECURITY, HSTS));
    }
    let log = TraceLayer::new_for_http().make_span_with(span).on_response(DefaultOnResponse::new().level(tracing::Level::INFO));
    Ok(router.layer(log).with_state(app))
}

/// Gives up on what takes too long. A verb of the core that has begun runs to its end all the same.
async fn in_time(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let limit = if kind.starts_with(b"multipart/form-data") { UPLOAD_TIME_LIMIT } else { TIME_LIMIT };
    let answer = tokio::time::timeout(limit, next.run(request)).await;
    answer.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// The log names the route, never the address: references and searches stay out of it, as do queries and bodies.
fn span(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    tracing::info_span!("request", method = %request.method(), route)
}

/// `https://hesap.example.gov.tr` of `https://hesap.example.gov.tr/anything`.
pub fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url[host..].find('/').map_or(url.len(), |at| host + at);
    &url[..end]
}
