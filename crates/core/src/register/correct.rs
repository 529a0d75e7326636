//! The officer's correction of a person's register data (A7): controlled, with a reason, recorded.

use super::duties::officer_scope;
use super::import::{Change, Column};
use super::model::{Person, Post};
use super::{fields, former_mobile, store};
use crate::audit::{self, Entry};
use crate::world::World;
use kunye_kernel::actor::Actor;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::id::PersonId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::text::tidy;
use serde_json::json;

/// What the officer typed; a field that is `None` is not touched.
#[derive(Debug, Clone, Default)]
pub struct Correction {
    pub given_names: Option<String>,
    pub surname: Option<String>,
    pub staff_no: Option<String>,
    /// Of the post the person holds today.
    pub title: Option<String>,
    pub mobile: Option<String>,
    /// Why, in at least ten characters.
    pub reason: String,
}

/// Corrects a person's data. Only an officer whose unit serves the person's unit may, and never on their own record. Gives
/// what changed, phones masked; nothing when everything was as typed already. A mobile number that was replaced is told so.
pub fn correct(world: &World, actor: &Actor, id: &PersonId, correction: &Correction) -> Result<Vec<Change>> {
    let (now, today) = (world.now(), world.today());
    let changes = world.db.write(|tx| {
        let officer = officer_scope(tx, actor, today)?;
        let person = store::person(tx, id)?.ok_or_else(Error::not_found)?;
        let post = store::current_post(tx, id, today)?.ok_or_else(Error::not_found)?;
        let handles = officer.handles(tx, &post.unit_id)?.ok_or_else(Error::not_found)?;
        if officer.person() == id {
            return Err(Error::forbidden("error-register-own-record"));
        }
        let (corrected, corrected_post, reason) = check(&person, &post, correction)?;
        let changes = changes(&person, &corrected, &post, &corrected_post);
        if changes.is_empty() {
            return Ok(changes);
        }
        store::update_person(tx, &corrected, now)?;
        store::update_post(tx, &corrected_post)?;
        if let Some(before) = person.mobile.as_ref().filter(|before| corrected.mobile.as_ref() != Some(before)) {
            former_mobile::order(tx, world, id, before, handles.unit(), now)?;
        }
        let entry = Entry::new("person.corrected", "person", id.as_str()).unit(&post.unit_id).reason(&reason);
        audit::record(tx, now, actor, &entry.detail(json!({ "changes": changes })))?;
        Ok(changes)
    })?;
    world.bell.ring();
    Ok(changes)
}

/// The person and the post as they will be, or every field that is wrong.
fn check(person: &Person, post: &Post, correction: &Correction) -> Result<(Person, Post, String)> {
    let mut wrong = Vec::new();
    let mut take = |field, text, typed: &Option<String>, current: &String, read: fn(&str) -> Option<String>| match typed {
        None => current.clone(),
        Some(typed) => read(typed).unwrap_or_else(|| {
            wrong.push(FieldError { field, text });
            current.clone()
        }),
    };
    let given_names =
        take("given_names", "error-register-name", &correction.given_names, &person.given_names, fields::person_name);
    let surname = take("surname", "error-register-name", &correction.surname, &person.surname, fields::person_name);
    let staff_no = take("staff_no", "error-register-staff-no", &correction.staff_no, &person.staff_no, fields::staff_no);
    let title = take("title", "error-register-title", &correction.title, &post.title, fields::label);
    let mobile = match &correction.mobile {
        None => person.mobile.clone(),
        Some(typed) => Mobile::parse(typed).or_else(|| {
            wrong.push(FieldError { field: "mobile", text: "error-register-mobile" });
            None
        }),
    };
    let reason = tidy(&correction.reason);
    if reason.chars().count() < 10 || reason.chars().count() > 500 {
        wrong.push(FieldError { field: "reason", text: "error-register-reason" });
    }
    if wrong.is_empty() {
        Ok((Person { given_names, surname, staff_no, mobile, ..person.clone() }, Post { title, ..post.clone() }, reason))
    } else {
        Err(Error::invalid(wrong))
    }
}

fn changes(before: &Person, after: &Person, post: &Post, corrected_post: &Post) -> Vec<Change> {
    let mut changes = Change::between(before, after);
    if post.title != corrected_post.title {
        changes.push(Change::new(Column::Title, Some(&post.title), Some(&corrected_post.title)));
    }
    changes
}
