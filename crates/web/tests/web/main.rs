//! The whole face, without a socket: requests go into the router, answers come out.

mod account;
mod api;
mod api_document;
mod approvals;
mod archive;
mod browser;
mod desk;
mod form;
mod hostile;
mod import;
mod links;
mod officer;
mod pages;
mod record;
mod register;
mod routes;
mod sign_in;
mod texts;
