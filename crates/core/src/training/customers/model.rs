//! A contact with a customer.

use crate::db::text_enum;
use crate::schema::training::customer_contacts;
use diesel::prelude::*;
use kunye_kernel::id::{ContactId, InstitutionId, PersonId};
use kunye_kernel::time::Time;

text_enum! {
    pub enum ContactKind {
        Phone = "phone",
        Mail = "mail",
        Meeting = "meeting",
        /// For the file: nobody was spoken to.
        Note = "note",
        /// A message to the coordinator about unused hours.
        Nudge = "nudge",
    }
}

/// Something that was said to a customer, or noted about it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = customer_contacts, treat_none_as_default_value = false)]
pub struct Contact {
    pub id: ContactId,
    pub institution_id: InstitutionId,
    pub provider_id: InstitutionId,
    pub kind: ContactKind,
    pub text: String,
    pub made_by: PersonId,
    pub made_at: Time,
}
