//! Nothing leads nowhere: links and forms of templates, redirections, the menu.

use crate::pages;
use kunye_kernel::language::Language;
use kunye_web::{nav, routes};
use std::collections::BTreeSet;

/// Folders whose pages are drawn and not wired yet. A folder leaves this list with its first route.
const NOT_YET: [&str; 0] = [];
/// Addresses that pages lead to and that come with those folders.
const TO_COME: [&str; 0] = [];

/// Whether a route of the table answers this, whatever its parameters are.
fn answered(method: &str, address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    routes::table().iter().any(|route| {
        let pattern: Vec<&str> = route.path.split('/').collect();
        let rest = pattern.last().is_some_and(|part| part.starts_with("{*"));
        let long_enough = if rest { parts.len() >= pattern.len() } else { parts.len() == pattern.len() };
        route.method.as_str() == method
            && long_enough
            && pattern.iter().zip(&parts).all(|(p, part)| p.starts_with('{') || p == part)
    })
}

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_links_of_every_page_lead_somewhere() {
    let templates = pages::templates();
    let mut lost = BTreeSet::new();
    for sample in pages::samples() {
        if NOT_YET.iter().any(|folder| sample.template.starts_with(folder)) {
            continue;
        }
        let html = sample.render(&templates, Language::Tr).unwrap();
        let main = html.split("<main").nth(1).unwrap();
        for tag in html.split('<').filter(|tag| tag.starts_with("form ")) {
            let method = if tag.contains("method=\"post\"") { "POST" } else { "GET" };
            // A form may also go back to the application that sent somebody here.
            for action in attributes(tag, "action").into_iter().filter(|action| action.starts_with('/')) {
                if !answered(method, action) {
                    lost.insert(format!("{}: {method} {action}", sample.name));
                }
            }
        }
        // The head's menu is the sample's invention; the product's own is followed below.
        for href in attributes(main, "href").into_iter().filter(|href| href.starts_with('/')) {
            if !answered("GET", href) && !TO_COME.contains(&href) {
                lost.insert(format!("{}: {href}", sample.name));
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn the_menu_leads_somewhere() {
    assert!(nav::hrefs().count() > 0);
    for href in nav::hrefs() {
        assert!(answered("GET", href), "{href}");
    }
}

#[test]
fn what_is_wired_is_not_waited_for() {
    let sources = crate::texts::sources("crates/web/src");
    for folder in NOT_YET {
        let wired = sources.iter().any(|(_, source)| source.contains(&format!("TEMPLATE: &'static str = \"{folder}/")));
        assert!(!wired, "take {folder} out of NOT_YET");
    }
    for address in TO_COME {
        assert!(!answered("GET", address), "take {address} out of TO_COME");
    }
}

/// Paths written in Rust: redirections, and links handed to templates.
#[test]
fn addresses_in_the_code_are_routes() {
    let mut lost = BTreeSet::new();
    for (file, source) in crate::texts::sources("crates/web/src") {
        for text in crate::texts::literals(crate::texts::without_tests(&source)) {
            let looks = text.strip_prefix('/').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
            let ends = text.ends_with('/');
            if looks
                && !ends
                && !text.contains(' ')
                && !answered("GET", &text)
                && !answered("POST", &text)
                && !routes::table().iter().any(|r| r.path == text)
            {
                lost.insert(format!("{file}: {text}"));
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}
