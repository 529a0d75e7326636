//! Queries on people and their posts.

use super::super::duties::Scope;
use super::super::model::{Keys, Person, Post, Unit};
use super::held_on;
use crate::db::{Conn, IntoResult};
use crate::schema::{people, posts, units};
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, PersonId, PostId, UnitId};
use kunye_kernel::language::Language;
use kunye_kernel::national_id::NationalId;
use kunye_kernel::page::{Page, PageRequest};
use kunye_kernel::phone::Mobile;
use kunye_kernel::text;
use kunye_kernel::time::{Day, Time};
use std::collections::HashMap;

/// A person in a list, with the post held on the day that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub person: Person,
    pub post: Option<Post>,
    pub unit: Option<Unit>,
}

pub fn person(conn: &mut Conn, id: &PersonId) -> Result<Option<Person>> {
    people::table.find(id).select(Person::as_select()).first(conn).or_none()
}

/// When something about a person was last changed in the register.
pub fn person_changed_at(conn: &mut Conn, id: &PersonId) -> Result<Time> {
    people::table.find(id).select(people::updated_at).first(conn).or_fail()
}

pub fn person_by_national_id(conn: &mut Conn, national_id: &NationalId) -> Result<Option<Person>> {
    people::table.filter(people::national_id.eq(national_id)).select(Person::as_select()).first(conn).or_none()
}

/// The post a person holds on a day: of several, the one that began last.
pub fn current_post(conn: &mut Conn, person: &PersonId, day: Day) -> Result<Option<Post>> {
    posts::table
        .filter(posts::person_id.eq(person))
        .filter(held_on!(posts, day))
        .order((posts::starts_on.desc(), posts::id.desc()))
        .select(Post::as_select())
        .first(conn)
        .or_none()
}

/// Whether a person has a post in this very unit on a day.
pub fn works_there(conn: &mut Conn, person: &PersonId, unit: &UnitId, day: Day) -> Result<bool> {
    let held = posts::table.filter(posts::person_id.eq(person)).filter(posts::unit_id.eq(unit)).filter(held_on!(posts, day));
    held.count().get_result::<i64>(conn).or_fail().map(|held| held > 0)
}

/// Several people, each with the moment of the last change.
pub fn people(conn: &mut Conn, ids: &[PersonId]) -> Result<HashMap<PersonId, (Person, Time)>> {
    let rows: Vec<(Person, Time)> =
        people::table.filter(people::id.eq_any(ids)).select((Person::as_select(), people::updated_at)).load(conn).or_fail()?;
    Ok(rows.into_iter().map(|(person, at)| (person.id.clone(), (person, at))).collect())
}

/// The posts several people hold on a day: of a person's several, the one that began last.
pub fn current_posts(conn: &mut Conn, people: &[PersonId], day: Day) -> Result<HashMap<PersonId, Post>> {
    let rows: Vec<Post> = posts::table
        .filter(posts::person_id.eq_any(people))
        .filter(held_on!(posts, day))
        .order((posts::starts_on, posts::id))
        .select(Post::as_select())
        .load(conn)
        .or_fail()?;
    // In order of their beginning, so that the last one stays.
    Ok(rows.into_iter().map(|post| (post.person_id.clone(), post)).collect())
}

/// Everybody who held a post once and holds none on this day.
pub fn people_without_post(conn: &mut Conn, day: Day) -> Result<Vec<PersonId>> {
    let held = posts::table.filter(held_on!(posts, day)).select(posts::person_id);
    let ended = posts::table.filter(posts::ends_on.lt(day)).select(posts::person_id);
    people::table
        .filter(people::id.eq_any(ended))
        .filter(diesel::dsl::not(people::id.eq_any(held)))
        .select(people::id)
        .load(conn)
        .or_fail()
}

/// Everywhere a person has been, the latest first.
pub fn posts_of(conn: &mut Conn, person: &PersonId) -> Result<Vec<Post>> {
    posts::table
        .filter(posts::person_id.eq(person))
        .order((posts::starts_on.desc(), posts::id.desc()))
        .select(Post::as_select())
        .load(conn)
        .or_fail()
}

/// Who works in a unit on a day (not below it), in Turkish order of surnames.
pub fn people_in_unit(conn: &mut Conn, unit: &UnitId, day: Day, page: PageRequest) -> Result<Page<PersonRow>> {
    let narrowed = || {
        let there = posts::table.filter(posts::unit_id.eq(unit)).filter(held_on!(posts, day)).select(posts::person_id);
        people::table.filter(people::id.eq_any(there)).into_boxed()
    };
    let total = narrowed().count().get_result(conn).or_fail()?;
    let found = narrowed()
        .order((people::sort_key, people::id))
        .limit(page.limit())
        .offset(page.offset())
        .select(Person::as_select())
        .load(conn)
        .or_fail()?;
    Ok(Page { items: with_posts(conn, found, day)?, total, request: page })
}

/// People within `scope` whose names or staff number have words that begin with those of `query`, in Turkish order of
/// surnames. Eleven digits that make a national id find exactly that person.
pub fn search_people(conn: &mut Conn, scope: &Scope, query: &str, day: Day, page: PageRequest) -> Result<Page<PersonRow>> {
    let national_id = NationalId::parse(query);
    let patterns = if national_id.is_some() { Vec::new() } else { text::search_patterns(query) };
    let narrowed = || {
        let mut found = people::table.filter(scope.holds(people::id, day)).into_boxed();
        if let Some(national_id) = &national_id {
            found = found.filter(people::national_id.eq(national_id));
        }
        for pattern in &patterns {
            found = found.filter(people::search_key.like(pattern.as_str()));
        }
        found
    };
    let total = narrowed().count().get_result(conn).or_fail()?;
    let found = narrowed()
        .order((people::sort_key, people::id))
        .limit(page.limit())
        .offset(page.offset())
        .select(Person::as_select())
        .load(conn)
        .or_fail()?;
    Ok(Page { items: with_posts(conn, found, day)?, total, request: page })
}

/// People within `scope` who have this staff number; case does not matter.
pub fn people_by_staff_no(conn: &mut Conn, scope: &Scope, staff_no: &str, day: Day) -> Result<Vec<Person>> {
    people::table
        .filter(scope.holds(people::id, day))
        .filter(people::staff_no.eq_any([staff_no.to_owned(), text::upper(staff_no)]))
        .order((people::sort_key, people::id))
        .select(Person::as_select())
        .load(conn)
        .or_fail()
}

fn with_posts(conn: &mut Conn, found: Vec<Person>, day: Day) -> Result<Vec<PersonRow>> {
    let ids: Vec<&PersonId> = found.iter().map(|person| &person.id).collect();
    let held: Vec<(Post, Unit)> = posts::table
        .inner_join(units::table.on(units::id.eq(posts::unit_id)))
        .filter(posts::person_id.eq_any(ids))
        .filter(held_on!(posts, day))
        .order((posts::starts_on, posts::id))
        .select((Post::as_select(), Unit::as_select()))
        .load(conn)
        .or_fail()?;
    // In order of their beginning, so that the last one stays.
    let mut latest: HashMap<PersonId, (Post, Unit)> =
        held.into_iter().map(|(post, unit)| (post.person_id.clone(), (post, unit))).collect();
    Ok(found
        .into_iter()
        .map(|person| {
            let (post, unit) = latest.remove(&person.id).unzip();
            PersonRow { person, post, unit }
        })
        .collect())
}

#[derive(Insertable, Clone)]
#[diesel(table_name = people, treat_none_as_default_value = false)]
pub(in crate::register) struct NewPerson {
    pub id: PersonId,
    pub institution_id: InstitutionId,
    pub national_id: NationalId,
    pub staff_no: String,
    pub given_names: String,
    pub surname: String,
    pub mobile: Option<Mobile>,
    pub email: Option<String>,
    pub search_key: String,
    pub sort_key: Vec<u8>,
    pub created_at: Time,
    pub updated_at: Time,
}

#[derive(Insertable, Clone)]
#[diesel(table_name = posts, treat_none_as_default_value = false)]
pub(in crate::register) struct NewPost {
    pub id: PostId,
    pub person_id: PersonId,
    pub unit_id: UnitId,
    pub title: String,
    pub starts_on: Day,
    pub ends_on: Option<Day>,
}

pub(in crate::register) fn update_person(tx: &mut Conn, person: &Person, now: Time) -> Result<()> {
    let keys = Keys::of_person(&person.given_names, &person.surname, &person.staff_no);
    diesel::update(people::table.find(&person.id))
        .set((
            people::institution_id.eq(&person.institution_id),
            people::staff_no.eq(&person.staff_no),
            people::given_names.eq(&person.given_names),
            people::surname.eq(&person.surname),
            people::mobile.eq(&person.mobile),
            people::email.eq(&person.email),
            people::search_key.eq(keys.search),
            people::sort_key.eq(keys.sort),
            people::updated_at.eq(now),
        ))
        .execute(tx)
        .or_fail()
        .map(drop)
}

pub(in crate::register) fn set_language(tx: &mut Conn, person: &PersonId, language: Language) -> Result<()> {
    let other = people::language.is_null().or(people::language.ne(language));
    diesel::update(people::table.find(person).filter(other)).set(people::language.eq(language)).execute(tx).or_fail().map(drop)
}

pub(in crate::register) fn update_post(tx: &mut Conn, post: &Post) -> Result<()> {
    diesel::update(posts::table.find(&post.id))
        .set((posts::title.eq(&post.title), posts::starts_on.eq(post.starts_on), posts::ends_on.eq(post.ends_on)))
        .execute(tx)
        .or_fail()
        .map(drop)
}

/// Where people work on a day, by national id: nowhere for whoever has no post then, and of several posts in the one that began last.
/// Who is not in the register is not in the answer.
pub fn units_by_national_id(conn: &mut Conn, ids: &[NationalId], day: Day) -> Result<HashMap<NationalId, Option<UnitId>>> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(10_000) {
        let known: Vec<(PersonId, NationalId)> = people::table
            .filter(people::national_id.eq_any(some))
            .select((people::id, people::national_id))
            .load(conn)
            .or_fail()?;
        let posts: Vec<(PersonId, UnitId)> = posts::table
            .filter(posts::person_id.eq_any(known.iter().map(|(person, _)| person)))
            .filter(held_on!(posts, day))
            .order((posts::starts_on, posts::id))
            .select((posts::person_id, posts::unit_id))
            .load(conn)
            .or_fail()?;
        // Later ones replace earlier ones.
        let mut units: HashMap<PersonId, UnitId> = posts.into_iter().collect();
        found.extend(known.into_iter().map(|(person, id)| (id, units.remove(&person))));
    }
    Ok(found)
}
