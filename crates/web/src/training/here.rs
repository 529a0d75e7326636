//! Somebody in the room says that they are there. The picture's address only brings the code; saying so is a press of a button, so that
//! whatever opens addresses by itself marks nobody. Who it is, is told by the sign-in or by the personal link of the invitation.

use super::attendance::clock;
use super::{SessionTag, invited, mine};
use crate::answer::{Answer, WithCookie, see_other};
use crate::cookies::Sealed;
use crate::flash::Flash;
use crate::input::{Form, Query};
use crate::render::Page;
use crate::visit::{Message, Visit};
use kunye_core::accounts::sessions::Stage;
use kunye_core::training::attendance::{self, Brought, Here, Mark, Who};
use kunye_core::training::participants;
use kunye_core::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::Result;
use kunye_kernel::time::{DAY, MINUTE, Time};
use serde::{Deserialize, Serialize};

/// A code and when it was brought: kept while its bringer signs in. How long it is believed is the core's to say.
const BROUGHT: Sealed = Sealed { name: "kod", lifetime: 10 * MINUTE };
/// Tells that two people used one device; nothing else is known by it.
const DEVICE: Sealed = Sealed { name: "cihaz", lifetime: 400 * DAY };

#[derive(Serialize)]
struct Room {
    /// Whether it is known who asks.
    known: bool,
    /// Where their own trainings are: one of them, for whoever came by a link.
    own: String,
    name: String,
    /// Where they are expected today, or what they are invited to.
    session: Option<SessionTag>,
    today: bool,
    /// 0 where none runs.
    hour: i32,
    at: String,
    /// "", `present` or `absent`.
    said: &'static str,
    open: bool,
    /// Whether a code was brought already.
    brought: bool,
    form: CodeForm,
    errors: Vec<Message>,
}

impl Page for Room {
    const TEMPLATE: &'static str = "training/here.html";
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    kod: String,
}

fn who(visit: &Visit) -> Result<Option<Who>> {
    let session = visit.session().filter(|session| session.stage == Stage::Full);
    match (session, invited::bearer(visit)?) {
        (Some(session), _) => Ok(Some(Who::Person(session.person.id.clone()))),
        (None, Some(Actor::Invited { participant, .. })) => Ok(Some(Who::Invited(participant))),
        _ => Ok(None),
    }
}

pub(super) fn brought(visit: &Visit) -> Result<Option<Brought>> {
    Ok(visit.sealed::<(String, Time)>(&BROUGHT)?.map(|(code, at)| Brought { code, at }))
}

async fn page(visit: &Visit, form: CodeForm) -> Result<Room> {
    let who = who(visit)?;
    let known = who.is_some();
    let own = match &who {
        Some(Who::Invited(id)) => mine::href(id),
        _ => "/egitimlerim".to_owned(),
    };
    let language = visit.language;
    let read = move |world: &World| -> Result<(Option<Here>, Option<SessionTag>)> {
        let Some(who) = who else { return Ok((None, None)) };
        let here = attendance::here(world, &who)?;
        let invited = match (&here, &who) {
            (None, Who::Invited(id)) => world.db.read(|conn| participants::invited_to(conn, id))?,
            _ => None,
        };
        Ok((here, invited.map(|row| SessionTag::of(&row, language))))
    };
    let (here, invited) = visit.app.run(read).await?;
    let hour = here.as_ref().and_then(|here| here.hour);
    Ok(Room {
        known,
        own,
        name: here.as_ref().map(|here| here.name.clone()).unwrap_or_default(),
        today: here.is_some(),
        hour: hour.map_or(0, |(number, ..)| number),
        at: hour.map(|(_, begins, ..)| clock(begins, false)).unwrap_or_default(),
        said: hour.and_then(|(_, _, mark, _)| mark).map_or("", Mark::as_str),
        open: hour.is_some_and(|(.., open)| open),
        brought: brought(visit)?.is_some() && form.kod.is_empty(),
        session: here.map(|here| SessionTag::of(&here.row, visit.language)).or(invited),
        form,
        errors: Vec::new(),
    })
}

/// `GET /yoklama?kod=`: the address in the picture. The code is put away at once, so that it stays in no history and is passed on by
/// nobody who shares the page.
pub async fn room(visit: Visit, Query(given): Query<CodeForm>) -> Answer {
    if given.kod.is_empty() {
        let page = page(&visit, CodeForm::default()).await?;
        return visit.page(&page);
    }
    let code: String = given.kod.chars().take(20).collect();
    let cookie = BROUGHT.make(&visit.app, &(code, visit.app.world.now()))?;
    Ok(see_other("/yoklama").with_cookie(cookie))
}

/// `POST /yoklama`: `kod`, where it was typed.
pub async fn say(visit: Visit, Form(form): Form<CodeForm>) -> Answer {
    let typed: String = form.kod.chars().take(20).collect();
    let now = visit.app.world.now();
    let code = if typed.trim().is_empty() { brought(&visit)? } else { Some(Brought { code: typed.clone(), at: now }) };
    let Some(who) = who(&visit)? else {
        let back = see_other("/giris?sonra=%2Fyoklama");
        return Ok(match code {
            Some(Brought { code, at }) => back.with_cookie(BROUGHT.make(&visit.app, &(code, at))?),
            None => back,
        });
    };
    let code = code.unwrap_or(Brought { code: String::new(), at: now });
    let (device, (actor, _)) = (device(&visit)?, invited::actor(&visit)?);
    let known = device.clone();
    match visit.app.run(move |world| attendance::present(world, &actor, &who, &code, &device)).await {
        Ok(hour) => {
            let flash = Flash::success("attendance-said").with("hour", hour);
            let answer = flash.on(&visit.app, see_other("/yoklama"))?;
            Ok(answer.with_cookie(BROUGHT.forget(&visit.app)).with_cookie(DEVICE.make_lasting(&visit.app, &known)?))
        }
        Err(error) => {
            // A code that was brought and refused is not tried again.
            let shown = Room { brought: false, ..page(&visit, CodeForm { kod: typed }).await? };
            let answer = visit.refuse(error, |errors| Room { errors, ..shown }, "kod")?;
            Ok(answer.with_cookie(BROUGHT.forget(&visit.app)).with_cookie(DEVICE.make_lasting(&visit.app, &known)?))
        }
    }
}

/// By what the browser is known again.
fn device(visit: &Visit) -> Result<String> {
    if let Some(known) = visit.sealed::<String>(&DEVICE)? {
        return Ok(known);
    }
    let mut random = [0; 16];
    visit.app.world.entropy.fill(&mut random);
    Ok(random.iter().map(|byte| format!("{byte:02x}")).collect())
}
