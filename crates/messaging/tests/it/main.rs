//! The real ends against peers on this machine's own loopback: an SMSC written here that misbehaves on demand, an SMSC written by
//! somebody else, small HTTP and SMTP servers.

mod https;
mod mail;
mod peer;
mod smpp;
mod smsc;
mod speed;
mod support;
