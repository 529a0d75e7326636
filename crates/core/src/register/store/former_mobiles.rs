//! Queries on numbers that are still to be told that they are no longer on record.

use crate::db::{Conn, IntoResult};
use crate::schema::former_mobiles;
use diesel::prelude::*;
use kunye_kernel::error::Result;
use kunye_kernel::id::{PersonId, UnitId};
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::Time;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = former_mobiles, treat_none_as_default_value = false)]
pub(in crate::register) struct FormerMobile {
    pub id: String,
    pub person_id: PersonId,
    pub mobile: Mobile,
    /// Of the officer who replaced it.
    pub unit_id: UnitId,
    pub changed_at: Time,
}

pub(in crate::register) fn insert(tx: &mut Conn, row: &FormerMobile) -> Result<()> {
    diesel::insert_into(former_mobiles::table).values(row).execute(tx).or_fail().map(drop)
}

pub(in crate::register) fn find(conn: &mut Conn, id: &str) -> Result<Option<FormerMobile>> {
    former_mobiles::table.find(id).select(FormerMobile::as_select()).first(conn).or_none()
}

pub(in crate::register) fn remove(tx: &mut Conn, id: &str) -> Result<()> {
    diesel::delete(former_mobiles::table.find(id)).execute(tx).or_fail().map(drop)
}
