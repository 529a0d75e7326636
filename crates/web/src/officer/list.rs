use super::{HOME, href};
use crate::address;
use crate::answer::{Answer, see_other};
use crate::input::Query;
use crate::paging::Pages;
use crate::render::Page;
use crate::visit::Visit;
use kunye_core::register::{self, DutyKind};
use kunye_core::requests::lists::{self, Row, Tab};
use kunye_core::requests::{RequestKind, RequestState, view};
use kunye_core::world::World;
use kunye_kernel::error::Kind;
use kunye_kernel::page::PageRequest;
use kunye_kernel::{reference, text};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct List {
    unit: String,
    search: Search,
    tabs: Vec<TabLink>,
    rows: Vec<Line>,
    pages: Pages,
}

impl Page for List {
    const TEMPLATE: &'static str = "officer/list.html";
}

#[derive(Serialize)]
pub(super) struct Search {
    pub q: String,
}

#[derive(Serialize)]
struct TabLink {
    code: &'static str,
    count: i64,
    href: String,
    current: bool,
}

/// Of a request that another officer deals with, neither the person nor a hint at the person is told.
#[derive(Serialize)]
struct Line {
    href: String,
    reference: String,
    applicant: String,
    unit: String,
    kind: RequestKind,
    state: RequestState,
    made_at: String,
    compromised: bool,
}

impl From<Row> for Line {
    fn from(row: Row) -> Self {
        let Row { request, unit_name, handled } = row;
        Self {
            href: href(&request.reference),
            applicant: if handled { request.claimed_name() } else { String::new() },
            reference: request.reference,
            unit: unit_name,
            kind: request.kind,
            state: request.state,
            made_at: request.made_at.display(),
            compromised: handled && request.compromised,
        }
    }
}

#[derive(Deserialize, Default)]
pub struct Wanted {
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    durum: String,
    #[serde(default)]
    pub sayfa: String,
}

impl Wanted {
    pub(super) fn query(&self) -> String {
        text::tidy(&self.q).chars().take(100).collect()
    }

    pub(super) fn page(&self) -> PageRequest {
        PageRequest::new(self.sayfa.parse().ok(), None)
    }
}

/// `GET /kurum/talepler?q=&durum=&sayfa=`. A reference leads straight to its request.
pub async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    let (query, page) = (wanted.query(), wanted.page());
    if let Some(reference) = scanned(&query) {
        let (actor, wanted) = (visit.actor(), reference.clone());
        match visit.app.run(move |world| view::for_officer(world, &actor, &wanted).map(drop)).await {
            Err(error) if error.kind == Kind::NotFound => {}
            Err(error) => return Err(error.into()),
            Ok(()) => return Ok(see_other(&href(&reference))),
        }
    }
    let tab = Tab::parse(&wanted.durum).unwrap_or(if query.is_empty() { Tab::default() } else { Tab::All });
    let (actor, session, wanted) = (visit.actor(), visit.signed_in()?.clone(), query.clone());
    let read = move |world: &World| {
        let today = world.today();
        world.db.read(|conn| {
            let mut units = Vec::new();
            for duty in session.duties.iter().filter(|duty| duty.kind == DutyKind::Officer) {
                units.extend(register::unit(conn, &duty.unit_id)?.map(|unit| unit.name));
            }
            let found = lists::for_officer(conn, &actor, today, tab, &wanted, page)?;
            Ok((units.join(", "), lists::counts(conn, &actor, today)?, found))
        })
    };
    let (unit, counts, found) = visit.app.run(read).await?;
    let link = |tab: Tab, number: u32| {
        let search = if query.is_empty() { String::new() } else { format!("&q={}", address::encode(&query)) };
        let page = if number > 1 { format!("&sayfa={number}") } else { String::new() };
        format!("{HOME}?durum={}{search}{page}", tab.as_str())
    };
    let tabs = counts.into_iter().map(|(other, count)| TabLink {
        code: other.as_str(),
        count,
        href: link(other, 1),
        current: other == tab,
    });
    visit.page(&List {
        unit: visit.text_with("officer-units", &[("units", unit)]),
        tabs: tabs.collect(),
        pages: Pages::of(&found, |number| link(tab, number)),
        rows: found.items.into_iter().map(Line::from).collect(),
        search: Search { q: query },
    })
}

/// The reference in what was typed, or scanned from the form: its QR code holds the address `…/izle/KT7M-2QX4`. A reader that
/// believes the keyboard to be an English one spells it as `…ızle.KT7M*2QX4` on a Turkish one, so only letters and digits count.
fn scanned(query: &str) -> Option<String> {
    if !text::fold(query).contains("izle") {
        return reference::parse(query);
    }
    let letters: Vec<char> = query.chars().filter(char::is_ascii_alphanumeric).collect();
    reference::parse(&letters[letters.len().saturating_sub(8)..].iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::scanned;
    use kunye_kernel::entropy::SeededEntropy;

    #[test]
    fn references_are_found_in_what_a_reader_types() {
        let reference = kunye_kernel::reference::new(&SeededEntropy::new(5));
        let bare = reference.replace('-', "");
        let typed = [
            reference.clone(),
            bare.to_lowercase(),
            format!("https://hesap.example.gov.tr/izle/{reference}"),
            format!("httpsŞ..hesap.example.gov.tr.ızle.{}*{}", &bare[..4], &bare[4..]),
        ];
        for text in typed {
            assert_eq!(scanned(&text).as_ref(), Some(&reference), "{text}");
        }
        for text in ["", "Ayşe Nur", "izle", "https://example.org/izle/", "99000001-2026-00001"] {
            assert_eq!(scanned(text), None, "{text}");
        }
    }
}
