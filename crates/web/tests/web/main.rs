//! The whole face, without a socket: requests go into the router, answers come out.

mod account;
mod approvals;
mod archive;
mod browser;
mod desk;
mod form;
mod hostile;
mod links;
mod officer;
mod pages;
mod routes;
mod sign_in;
mod texts;
