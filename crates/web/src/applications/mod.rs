//! Applications, their roles and their machines, for administrators. The list is for every administrator to read; holders and
//! machines are those of the reader's own units. Whoever administers everything may change it.

mod edit;
mod list;
mod machines;
mod show;

pub use edit::{add, add_role, ask_change, ask_end, ask_end_role, ask_new, ask_role, change, end, end_role, rename_role};
pub use list::list;
pub use machines::{add as add_machine, ask_end as ask_end_machine, end as end_machine, renew as renew_machine};
pub use show::show;

const HOME: &str = "/kayit/uygulamalar";

fn href(slug: &str) -> String {
    format!("{HOME}/{slug}")
}
