//! Cookies: every one of ours is `HttpOnly`, `SameSite=Lax`, bound to this host, and, over HTTPS, `Secure` with the `__Host-`
//! prefix (RFC 6265bis). What a cookie has to remember is sealed with the installation's key: browsers carry it and cannot read
//! or change it.

use crate::Web;
use axum::http::{HeaderMap, HeaderValue, header};
use data_encoding::BASE64URL_NOPAD;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{SECOND, Time};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The session's token.
pub const SESSION: &str = "kunye";
/// The chosen language.
pub const LANGUAGE: &str = "dil";

fn name(app: &Web, name: &str) -> String {
    if app.settings.secure { format!("__Host-{name}") } else { name.to_owned() }
}

/// The value of one of our cookies in a request.
pub fn read(app: &Web, headers: &HeaderMap, cookie: &str) -> Option<String> {
    let name = name(app, cookie);
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

/// A line that sets a cookie.
pub struct Cookie(String);

impl Cookie {
    pub fn line(self) -> HeaderValue {
        // Values are base64url, hexadecimal or a language's code: nothing that a header could not hold.
        HeaderValue::try_from(self.0).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

/// A cookie that lives as long as the browser is open, or for so many seconds. `value` is text of our own making: base64url,
/// hexadecimal, a language's code.
pub fn make(app: &Web, cookie: &str, value: &str, seconds: Option<i64>) -> Cookie {
    let mut line = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", name(app, cookie));
    if app.settings.secure {
        line.push_str("; Secure");
    }
    if let Some(seconds) = seconds {
        line.push_str(&format!("; Max-Age={seconds}"));
    }
    Cookie(line)
}

/// Tells the browser to forget a cookie.
pub fn forget(app: &Web, cookie: &str) -> Cookie {
    make(app, cookie, "", Some(0))
}

/// The session's cookie: gone with the browser; how long the session itself lives is the core's to say.
pub fn session(app: &Web, token: &Secret) -> Cookie {
    make(app, SESSION, token.expose(), None)
}

/// A kind of cookie with sealed contents that are believed for so many milliseconds.
pub struct Sealed {
    pub name: &'static str,
    pub lifetime: i64,
}

#[derive(Serialize, Deserialize)]
struct Contents<T> {
    until: Time,
    value: T,
}

impl Sealed {
    fn purpose(&self) -> String {
        format!("cookie:{}", self.name)
    }

    pub fn make<T: Serialize>(&self, app: &Web, value: &T) -> Result<Cookie> {
        self.sealed(app, value, None)
    }

    /// One that stays when the browser is closed, as long as it is believed.
    pub fn make_lasting<T: Serialize>(&self, app: &Web, value: &T) -> Result<Cookie> {
        self.sealed(app, value, Some(self.lifetime / SECOND))
    }

    fn sealed<T: Serialize>(&self, app: &Web, value: &T, seconds: Option<i64>) -> Result<Cookie> {
        let world = &app.world;
        let contents = Contents { until: world.now().plus(self.lifetime), value };
        let clear = serde_json::to_vec(&contents).map_err(Error::internal)?;
        let sealed = world.vault.seal(&self.purpose(), "", &clear, &*world.entropy)?;
        Ok(make(app, self.name, &BASE64URL_NOPAD.encode(&sealed), seconds))
    }

    /// What the browser brought; nothing when it brought nothing, or something that is too old or not of our making.
    pub fn read<T: DeserializeOwned>(&self, app: &Web, headers: &HeaderMap) -> Result<Option<T>> {
        let Some(text) = read(app, headers, self.name) else { return Ok(None) };
        let Ok(sealed) = BASE64URL_NOPAD.decode(text.as_bytes()) else { return Ok(None) };
        let Some(clear) = app.world.vault.open_sealed(&self.purpose(), "", &sealed)? else { return Ok(None) };
        // Sealed by an older version of the program, perhaps: as good as none.
        let Ok(contents) = serde_json::from_slice::<Contents<T>>(&clear) else { return Ok(None) };
        Ok((app.world.now() < contents.until).then_some(contents.value))
    }

    pub fn forget(&self, app: &Web) -> Cookie {
        forget(app, self.name)
    }
}
