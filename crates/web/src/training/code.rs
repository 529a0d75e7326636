//! The trainer's screen: a code for everybody in the room, as a picture and as digits. No name stands on it: walls are read by all.

use super::attendance::clock;
use super::{SessionTag, exact};
use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::render::Page;
use crate::sign_in::qr;
use crate::visit::Visit;
use axum::extract::Path;
use kunye_core::training::attendance;
use minijinja::value::Value;
use serde::Serialize;

#[derive(Serialize)]
struct Screen {
    session: SessionTag,
    is_final: bool,
    /// 0 where none runs.
    hour: i32,
    at: String,
    /// In two groups; empty while no code is shown.
    groups: Vec<String>,
    qr_svg: Value,
    /// What is typed by whoever has no camera.
    address: String,
    /// Seconds until the next code, of how many.
    left: i64,
    period: i64,
    marked: usize,
    people: usize,
}

impl Page for Screen {
    const TEMPLATE: &'static str = "training/code.html";
}

/// `GET /egitmen/seans/{reference}/kod`
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let screen = visit.app.run(move |world| attendance::screen(world, &actor, &reference)).await?;
    let public = visit.app.world.public_url.clone();
    let mut page = Screen {
        session: SessionTag::of(&screen.row, visit.language),
        is_final: screen.is_final,
        hour: 0,
        at: String::new(),
        groups: Vec::new(),
        qr_svg: Value::from_safe_string(String::new()),
        address: format!("{}/yoklama", public.split("://").nth(1).unwrap_or(&public)),
        left: 0,
        period: 0,
        marked: screen.marked,
        people: screen.people,
    };
    if let Some((hour, begins, code)) = screen.hour {
        (page.hour, page.at) = (hour, clock(begins, false));
        if let Some(code) = code {
            page.qr_svg = qr::svg(&format!("{public}/yoklama?kod={}", code.text))?;
            let (first, second) = code.text.split_at(code.text.len() / 2);
            page.groups = vec![first.to_owned(), second.to_owned()];
            // A look too early would show the old one again.
            (page.left, page.period) = ((code.left + 999) / 1_000, code.period / 1_000);
        }
    }
    visit.page(&page)
}

fn href(reference: &str) -> String {
    format!("/egitmen/seans/{reference}/kod")
}

/// `POST /egitmen/seans/{reference}/kod`
pub async fn open(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let wanted = reference.clone();
    visit.app.run(move |world| attendance::open(world, &actor, &wanted)).await?;
    Ok(see_other(&href(&reference)))
}

/// `POST /egitmen/seans/{reference}/kod/kapat`
pub async fn close(visit: Visit, Path(reference): Path<String>) -> Answer {
    let (actor, reference) = (visit.actor(), exact(&reference)?);
    let wanted = reference.clone();
    visit.app.run(move |world| attendance::close(world, &actor, &wanted)).await?;
    Ok(Flash::success("attendance-code-was-closed").on(&visit.app, see_other(&href(&reference)))?)
}
