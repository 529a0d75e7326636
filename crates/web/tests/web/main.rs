//! The whole face, without a socket: requests go into the router, answers come out.

mod browser;
mod form;
mod hostile;
mod links;
mod pages;
mod routes;
mod sign_in;
mod texts;
