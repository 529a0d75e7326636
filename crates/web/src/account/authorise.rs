//! Asking for roles, signed in: the public form with one's own data already in it. Everything else is the same.

use crate::answer::{Answer, WithCookie, see_other};
use crate::form::draft::{ChosenUnit, DRAFT, Draft, Name};
use crate::visit::Visit;
use kunye_core::accounts::unit;
use kunye_core::register;
use kunye_core::requests::RequestKind;
use kunye_core::world::World;

/// `POST /hesabim/yetki`: begins a form. The notice is still to be read, the commitments are still to be made.
pub async fn begin(visit: Visit) -> Answer {
    let person = visit.signed_in()?.person.clone();
    let id = person.id.clone();
    let find = move |world: &World| {
        world.db.read(|conn| {
            let post = register::current_post(conn, &id, world.today())?;
            let unit = post.map(|post| register::unit(conn, &post.unit_id)).transpose()?.flatten();
            Ok((unit, unit::responsible_for(conn, &id)?.is_empty()))
        })
    };
    let (unit, only_own) = visit.app.run(find).await?;
    let draft = Draft {
        kind: Some(RequestKind::Authorisation),
        // Who answers for a unit's account is asked which one it is about.
        account: only_own.then(String::new),
        national_id: Some(person.national_id.digits().to_owned()),
        staff_no: Some(person.staff_no.clone()),
        mobile: person.mobile.as_ref().map(|mobile| mobile.e164().to_owned()),
        unit: unit.map(|unit| ChosenUnit { about: String::new(), id: unit.id, detsis: unit.detsis, name: unit.name }),
        name: Some(Name { given_names: person.given_names, surname: person.surname }),
        prefilled: true,
        ..Draft::new(&visit, "")
    };
    Ok(see_other("/aydinlatma").with_cookie(DRAFT.make(&visit.app, &draft)?))
}
