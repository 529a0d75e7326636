//! What speaks against a schedule, in words.

use super::request::clock;
use crate::visit::Known;
use kunye_core::training::planning::{Conflict, WORKING};
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct ConflictTag {
    pub text: String,
    blocks: bool,
}

impl ConflictTag {
    pub fn of(visit: &Known, conflict: &Conflict) -> Self {
        let mut args: Vec<(&str, String)> = conflict.day().map(|day| ("date", day.to_string())).into_iter().collect();
        match conflict {
            Conflict::Busy { reference, .. } | Conflict::RoomTaken { reference, .. } => {
                args.push(("reference", reference.clone()));
            }
            Conflict::Travel { reference, province, .. } => {
                args.extend([("reference", reference.clone()), ("province", province.name().to_owned())]);
            }
            Conflict::Holiday { holiday, .. } | Conflict::HalfDay { holiday, .. } => {
                args.push(("holiday", visit.text(holiday.key())));
            }
            Conflict::OffHours { .. } => args.extend([("from", clock(*WORKING.start())), ("until", clock(*WORKING.end()))]),
            Conflict::FeastsUnknown { year } => args.push(("year", year.to_string())),
            Conflict::LosesTrainer { name } => args.push(("name", name.clone())),
            Conflict::NoSkill
            | Conflict::Away { .. }
            | Conflict::Outside { .. }
            | Conflict::Weekend { .. }
            | Conflict::NotWished { .. } => {}
        }
        let text = visit.text_with(&format!("training-conflict-{}", conflict.code()), &args);
        Self { text, blocks: conflict.blocks() }
    }
}
