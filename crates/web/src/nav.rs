//! The menu: what a visitor, or somebody with these duties, is led to.

use crate::access::{Access, Verdict};
use kunye_core::accounts::sessions::Session;
use serde::Serialize;

/// An entry as `base.html` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    pub href: &'static str,
    pub text: String,
    pub current: bool,
}

struct Entry {
    href: &'static str,
    text: &'static str,
    /// Who sees it: visitors the public ones, whoever is signed in what their duties open.
    access: Access,
    /// Addresses beside its own at which it is the current one.
    also: &'static str,
}

const fn entry(href: &'static str, text: &'static str, access: Access) -> Entry {
    Entry { href, text, access, also: href }
}

const ENTRIES: &[Entry] = &[
    entry("/", "nav-home", Access::Public),
    Entry { also: "/talep", ..entry("/aydinlatma", "nav-request", Access::Public) },
    entry("/izle", "nav-follow", Access::Public),
    entry("/kurum/talepler", "nav-officer", Access::Officer),
    entry("/kurum/arsiv", "nav-archive", Access::Officer),
    entry("/onay", "nav-approvals", Access::Supervisor),
    Entry { also: "/izinler", ..entry("/birimim", "nav-unit", Access::Unit) },
    Entry { also: "/izinler", ..entry("/egitim", "nav-training", Access::Coordinator) },
    entry("/planlama", "nav-planning", Access::Planner),
    entry("/egitmen", "nav-trainer", Access::Trainer),
    entry("/musteri", "nav-customers", Access::AccountManager),
    entry("/genel-durum", "nav-coverage", Access::Director),
    entry("/degerlendirmeler", "nav-evaluations", Access::Steering),
    entry("/kayit", "nav-units", Access::Register),
    entry("/kayit/personel", "nav-people", Access::Register),
    entry("/kayit/cihazlar", "nav-devices", Access::Help),
    entry("/kayit/uygulamalar", "nav-applications", Access::Administrator),
    entry("/kayit/aktar", "nav-import", Access::Administrator),
    entry("/kayitlar", "nav-record", Access::Oversight),
    entry("/kurallar", "nav-policy", Access::Oversight),
    entry("/hesabim", "nav-account", Access::SignedIn),
    entry("/egitimlerim", "nav-mine", Access::SignedIn),
];

/// Every entry's address, for the test that follows them.
pub fn hrefs() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.href)
}

fn shown(session: Option<&Session>, demo: bool) -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().filter(move |entry| match session {
        None => entry.access == Access::Public,
        Some(_) => entry.access != Access::Public && entry.access.verdict(session, demo) == Verdict::Admitted,
    })
}

/// The menu at an address; the longest address that leads there is the current one.
pub fn items(path: &str, session: Option<&Session>, demo: bool, text: impl Fn(&str) -> String) -> Vec<Item> {
    let leads = |href: &str| path == href || (href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')));
    let leading = shown(session, demo).filter(|entry| leads(entry.href) || leads(entry.also));
    let current = leading.max_by_key(|entry| entry.href.len()).map(|entry| entry.href);
    shown(session, demo)
        .map(|entry| Item { href: entry.href, text: text(entry.text), current: Some(entry.href) == current })
        .collect()
}

/// Where somebody begins after signing in: the first entry of their own menu.
pub fn start(session: &Session, demo: bool) -> &'static str {
    shown(Some(session), demo).next().map_or("/", |entry| entry.href)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_entry_is_current_and_the_start_page_only_on_itself() {
        let current = |path: &str| {
            let items = items(path, None, false, str::to_owned);
            items.into_iter().filter(|item| item.current).map(|item| item.href).collect::<Vec<_>>()
        };
        assert_eq!(current("/"), ["/"]);
        assert_eq!(current("/izle/KT7M-2QX4"), ["/izle"]);
        assert_eq!(current("/talep/kimlik"), ["/aydinlatma"]);
        assert_eq!(current("/izlenim"), Vec::<&str>::new());
    }
}
