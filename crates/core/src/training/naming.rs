//! What the programme's ids are called, for the record: somebody by name, a training by its reference, the rest by what people know it by.

use super::{certificates, onsite, participants, programme, questions, shared};
use crate::db::Conn;
use crate::register;
use crate::texts::Texts;
use kunye_kernel::error::Result;
use kunye_kernel::id::PersonId;
use kunye_kernel::language::Language;

/// What an id of this kind stands for: the kind of a line's subject, or the name of a detail. None for what has no name, or is gone.
pub fn called(conn: &mut Conn, kind: &str, id: &str) -> Result<Option<String>> {
    let person = match kind {
        "participant" | "instead" => participants::find(conn, &id.into())?.map(|one| one.person_id),
        "question" => questions::asked_by(conn, &id.into())?,
        "person" | "trainer" | "reader" | "before" | "responsible" | "supervisor" => Some(PersonId::from(id)),
        _ => None,
    };
    if let Some(person) = person {
        return Ok(register::person(conn, &person)?.map(|person| person.full_name()));
    }
    Ok(match kind {
        "session" | "training_session" | "training_request" => match shared::session(conn, &id.into())? {
            Some(session) => Some(session.reference),
            None => onsite::reference_of(conn, &id.into())?,
        },
        "reservation" => shared::reference_of_reservation(conn, &id.into())?,
        "course" | "courses" => programme::course(conn, &id.into())?.map(|course| course.name),
        "site" => programme::site(conn, &id.into())?.map(|site| site.name),
        "programme" => programme::find(conn, &id.into())?.map(|programme| programme.name),
        "institution" | "from" | "to" => register::institution(conn, &id.into())?.map(|institution| institution.name),
        "certificate" => certificates::number_of(conn, &id.into())?,
        _ => None,
    })
}

/// What a tier is called; `none` is the key of what stands where there is none.
pub fn tier(texts: &Texts, language: Language, code: &str, none: &str) -> String {
    match code {
        "" => texts.text(language, none, &[]),
        "standard" => texts.text(language, "training-tier-standard", &[]),
        code => texts.text(language, "training-tier-numbered", &[("code", code.to_owned())]),
    }
}

/// The ids under which the record tells of some people: their seats, and the certificates they have.
pub fn told_of(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<String>> {
    let seats = participants::of_people(conn, people)?.into_iter().map(|id| id.to_string());
    let seats: Vec<String> = seats.collect();
    let certificates = certificates::of_people(conn, people)?.into_iter().map(|id| id.to_string());
    Ok(seats.into_iter().chain(certificates).collect())
}
