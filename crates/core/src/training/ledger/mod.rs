//! The ledger of training hours: what an institution was granted, holds for a class, has used, gave back. Entries are only added
//! (the database refuses the rest), each act has a key under which it is booked once, and a balance is what the entries
//! add up to; nothing is stored that could disagree with them.

mod accounts;
mod book;
mod store;
mod transfer;

pub use accounts::{Accounts, Post};
pub use book::{Balance, Entry, EntryKind, Statement};
pub use store::{statement, totals};
pub(in crate::training) use transfer::expire_all;
pub use transfer::{Moved, refused, transfer, try_transfer, wrong_of};
