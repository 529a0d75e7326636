use crate::answer::Answer;
use crate::input::Query;
use crate::render::Page;
use crate::visit::Visit;
use kunye_core::accounts::second_factor;
use kunye_core::demo::{Demonstration, Persona, Received};
use kunye_core::messages::{DeliveryState, deliveries};
use kunye_kernel::error::{Error, Result};
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::Time;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

fn demonstration(visit: &Visit) -> Result<Arc<dyn Demonstration>> {
    visit.app.demonstration.clone().ok_or_else(Error::not_found)
}

#[derive(Serialize)]
struct Start {
    people: Vec<Who>,
    /// Seconds that a one-time code is good for (RFC 6238).
    period: u64,
}

#[derive(Serialize)]
struct Who {
    role: String,
    name: String,
    about: String,
    user_name: String,
    password: String,
    code: String,
    facts: Vec<Fact>,
}

#[derive(Serialize)]
struct Fact {
    key: String,
    value: String,
}

impl Page for Start {
    const TEMPLATE: &'static str = "demo/start.html";
}

impl Who {
    fn of(persona: Persona, now: Time) -> Result<Self> {
        let code = match &persona.second_factor {
            Some(key) => second_factor::code_for_demo(key, now)?.0,
            None => String::new(),
        };
        let facts = persona.facts.into_iter().map(|(key, value)| Fact { key, value }).collect();
        let Persona { role, name, about, user_name, password, .. } = persona;
        Ok(Self { role, name, about, user_name, password, code, facts })
    }
}

/// `GET /demo`
pub async fn start(visit: Visit) -> Answer {
    let (demonstration, now) = (demonstration(&visit)?, visit.app.world.now());
    let people: Result<Vec<Who>> = demonstration.personas().into_iter().map(|persona| Who::of(persona, now)).collect();
    visit.page(&Start { people: people?, period: 30 })
}

#[derive(Deserialize, Default)]
pub struct Wanted {
    /// Which phone, counted from 1.
    #[serde(default)]
    number: String,
    #[serde(default)]
    auto: String,
}

#[derive(Serialize)]
struct Phone {
    phones: Vec<Line>,
    messages: Vec<Bubble>,
    sender: String,
    clock: String,
    auto: bool,
    auto_href: String,
    /// For "refresh": the address with its query.
    path: String,
}

#[derive(Serialize)]
struct Line {
    number: String,
    name: String,
    count: usize,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct Bubble {
    at: String,
    sender: String,
    text: String,
    parts: usize,
    encoding: &'static str,
    characters: usize,
    state: DeliveryState,
}

impl Page for Phone {
    const TEMPLATE: &'static str = "demo/phone.html";
}

/// `GET /demo/phone?number=&auto=`
pub async fn phone(visit: Visit, Query(wanted): Query<Wanted>) -> Answer {
    let demonstration = demonstration(&visit)?;
    let (received, personas) = (demonstration.received(), demonstration.personas());
    // The phone that rang last comes first.
    let mut numbers: Vec<Mobile> = Vec::new();
    for message in received.iter().rev() {
        if !numbers.contains(&message.to) {
            numbers.push(message.to.clone());
        }
    }
    let at = wanted.number.parse().unwrap_or(1).clamp(1, numbers.len().max(1));
    let auto = wanted.auto == "1";
    let current = numbers.get(at - 1).cloned();
    let lines = numbers.iter().enumerate().map(|(index, number)| Line {
        number: number.spaced(),
        name: owner(&personas, number),
        count: received.iter().filter(|message| message.to == *number).count(),
        href: href(index + 1, auto),
        current: index + 1 == at,
    });
    let phones = lines.collect();
    let on_it: Vec<Received> = received.into_iter().filter(|message| Some(&message.to) == current.as_ref()).collect();
    let messages = visit
        .app
        .run(move |world| {
            world.db.read(|conn| on_it.into_iter().map(|message| Bubble::of(conn, message)).collect::<Result<Vec<_>>>())
        })
        .await?;
    visit.page(&Phone {
        sender: messages.last().map(|message| message.sender.clone()).unwrap_or_default(),
        clock: visit.app.world.now().display().split_off("dd.mm.yyyy ".len()),
        phones,
        messages,
        auto,
        auto_href: href(at, !auto),
        path: href(at, auto),
    })
}

fn href(number: usize, auto: bool) -> String {
    format!("/demo/phone?number={number}{}", if auto { "&auto=1" } else { "" })
}

/// The sample person who says that this is their number; "" for anybody else.
fn owner(personas: &[Persona], number: &Mobile) -> String {
    let says = |persona: &&Persona| persona.facts.iter().any(|(_, value)| Mobile::parse(value).as_ref() == Some(number));
    personas.iter().find(says).map_or_else(String::new, |persona| persona.name.clone())
}

impl Bubble {
    fn of(conn: &mut kunye_core::db::Conn, message: Received) -> Result<Self> {
        let state = deliveries::find(conn, &message.delivery)?.map_or(DeliveryState::Unknown, |delivery| delivery.state);
        let Received { at, sender, text, parts, encoding, characters, .. } = message;
        Ok(Self { at: at.display(), sender, text, parts, encoding, characters, state })
    }
}
