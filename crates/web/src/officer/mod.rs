//! The officer's desk (A4, A6, A7): what there is to do, one request with form and register side by side, the unit's archive.
//!
//! An act that cannot be done shows the request again as it is now, with the reason; nothing that was typed is lost.

mod acts;
mod archive;
mod correct;
mod desk;
mod list;
mod story;
mod view;

pub use acts::{approve, look_again, order, refuse, send_again};
pub use archive::{LIMIT, archive, open, scan, upload};
pub use correct::{ask as ask_correction, correct};
pub use desk::{bundle, form_pdf, show, signed_pdf};
pub use list::list;

/// Where the list is; a request is below it, by its reference.
const HOME: &str = "/kurum/talepler";

fn href(reference: &str) -> String {
    format!("{HOME}/{reference}")
}
