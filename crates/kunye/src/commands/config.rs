//! `kunye config check`

use super::Ending;
use crate::config::{Config, Gateway, Layers, Origin};
use crate::terminal::{Terminal, print, table};
use kunye_kernel::error::Result;

/// Prints every setting with its origin, then what a service would miss. Wrong values have been refused before.
pub fn check(terminal: &Terminal, layers: &Layers, config: &Config) -> Result<Ending> {
    let origin = |origin: Origin| match origin {
        Origin::Default => terminal.word("cli-config-default"),
        Origin::File { path, line } => format!("{}:{line}", path.display()),
        Origin::Given(name) => name,
    };
    let rows: Vec<Vec<String>> = layers.list().into_iter().map(|s| vec![s.key, s.value, origin(s.origin)]).collect();
    let header = ["cli-config-setting", "cli-config-value", "cli-config-origin"].map(|key| terminal.word(key));
    print(&table(&header, &rows))?;

    match layers.file() {
        Some(path) => terminal.say("cli-config-file", &[("path", path.display().to_string())]),
        None => terminal.say("cli-config-no-file", &[]),
    }
    if config.server.secure_cookies && config.public_url()?.starts_with("http://") {
        terminal.say("cli-config-insecure", &[]);
    }
    if config.sms.gateway == Gateway::None {
        terminal.say("cli-config-no-gateway", &[]);
    }
    match config.mail_domain()? {
        Some(domain) => terminal.say("cli-config-mailboxes", &[("mailbox", domain.mailbox("ayse.ozturk").to_string())]),
        None => terminal.say("cli-config-no-mailboxes", &[]),
    }
    if !config.ldap.mail_domain.is_empty() {
        terminal.say("cli-config-old-mail-domain", &[]);
    }
    terminal.say("cli-config-good", &[]);
    Ok(Ending::Done)
}
