//! The JSON API, for programs of the institution: the same verbs as the pages, under the same classes of access, with the same
//! errors as `application/problem+json` (RFC 9457).
//!
//! A program signs in as a person (`POST /api/v1/session`) and sends the token as `Authorization: Bearer`. No answer holds a
//! secret, a whole phone number or a whole national id; the token itself is the one exception, and a test says so. The description
//! is made from these files by [`document`] and committed as `api/openapi.json`.

pub mod accounts;
pub mod applications;
pub mod approvals;
pub mod attendance;
pub mod candidates;
pub mod certificates;
pub mod customers;
pub mod document;
pub mod documents;
mod input;
pub mod invitations;
pub mod leave;
pub mod names;
pub mod people;
pub mod planner;
pub mod plans;
pub mod public;
pub mod questions;
pub mod requests;
pub mod rights;
pub mod session;
pub mod shapes;
pub mod steering;
pub mod trainers;
pub mod training;
pub mod units;
mod words;
