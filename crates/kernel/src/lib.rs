//! The ground everything stands on: ids, time, randomness, errors, secrets, and the facts of the domain that need no
//! database (Turkish text, national ids, phones, references). Depends on nothing of ours.

#[macro_use]
mod stored;

pub mod actor;
pub mod entropy;
pub mod error;
pub mod holidays;
pub mod id;
pub mod language;
pub mod mail_domain;
pub mod national_id;
pub mod page;
pub mod phone;
pub mod reference;
pub mod secret;
pub mod text;
pub mod time;
