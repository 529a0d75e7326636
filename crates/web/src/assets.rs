//! Styles, script, icon and web fonts, served from the program. Addresses carry a fingerprint of the content, so that browsers
//! may keep them for ever.

use crate::answer::Answer;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use kunye_kernel::error::Error;
use std::hash::{DefaultHasher, Hasher};
use std::sync::LazyLock;

struct Asset {
    name: &'static str,
    media_type: &'static str,
    bytes: &'static [u8],
    fingerprint: String,
}

macro_rules! assets {
    ($($name:literal: $media_type:literal),+ $(,)?) => {
        vec![$(Asset::new($name, $media_type, include_bytes!(concat!("../../../assets/", $name)))),+]
    };
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    assets! {
        "app.css": "text/css; charset=utf-8",
        "app.js": "text/javascript; charset=utf-8",
        "roster.js": "text/javascript; charset=utf-8",
        "icon.svg": "image/svg+xml",
        "web/inter-latin-wght-normal.woff2": "font/woff2",
        "web/inter-latin-ext-wght-normal.woff2": "font/woff2",
    }
});

impl Asset {
    fn new(name: &'static str, media_type: &'static str, bytes: &'static [u8]) -> Self {
        // Tells one build's file from another's; nothing is protected by it.
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Self { name, media_type, bytes, fingerprint: format!("{:016x}", hasher.finish()) }
    }
}

fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// `asset("app.css")` in templates: the address with the fingerprint of what is served there.
pub fn href(name: &str) -> Result<String, minijinja::Error> {
    let missing = || minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, format!("no such asset: {name}"));
    find(name).map(|asset| format!("/assets/{}?v={}", asset.name, asset.fingerprint)).ok_or_else(missing)
}

/// `GET /assets/{*name}`.
pub async fn serve(Path(name): Path<String>, RawQuery(query): RawQuery) -> Answer {
    let asset = find(&name).ok_or_else(Error::not_found)?;
    // Asked for without its fingerprint (a font, by the style sheet), a file is believed for a day.
    let exact = query.is_some_and(|query| query.strip_prefix("v=") == Some(&asset.fingerprint));
    let caching = if exact { "public, max-age=31536000, immutable" } else { "public, max-age=86400" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
    ];
    Ok((headers, asset.bytes).into_response())
}
