//! The whole face, without a socket: requests go into the router, answers come out.

mod account;
mod api;
mod api_document;
mod api_input;
mod api_schema;
mod applications;
mod approvals;
mod archive;
mod authorisation;
mod boundaries;
mod browser;
mod demo;
mod desk;
mod form;
mod hostile;
mod import;
mod links;
mod officer;
mod oidc;
mod pages;
mod record;
mod register;
mod routes;
mod sign_in;
mod signed;
mod texts;
