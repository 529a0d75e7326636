//! The directory of the demonstration: on this machine only, with a certificate that is made here.

use crate::config::Config;
use crate::terminal::Terminal;
use kunye_core::world::World;
use kunye_directory::Server;
use kunye_kernel::error::{Error, Kind, Result};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

/// Where it listens if that is free; some free port otherwise.
const PORT: u16 = 3389;
/// The certificate's file in the folder: what a client is told to trust.
pub const CERTIFICATE: &str = "ldap.pem";
const KEY: &str = "ldap-key.pem";

pub fn serve(terminal: &Terminal, world: &World, folder: &Path, institution: &str) -> Result<Option<Server>> {
    let (certificate, key) = (folder.join(CERTIFICATE), folder.join(KEY));
    if !key.exists() {
        make_certificate(&certificate, &key)?;
    }
    let mut ldap = Config::defaults()?.ldap;
    (ldap.certificate, ldap.key) = (Some(certificate), Some(key));
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    ldap.listen_tls = Some(at(0));
    ldap.listen = Some(at(PORT));
    match ldap.serve(world, terminal.texts.clone(), institution) {
        Err(error) if error.kind == Kind::Unavailable => {
            ldap.listen = Some(at(0));
            ldap.serve(world, terminal.texts.clone(), institution)
        }
        served => served,
    }
}

fn make_certificate(certificate: &Path, key: &Path) -> Result<()> {
    let names = ["localhost", "127.0.0.1"].map(str::to_owned).to_vec();
    let made = rcgen::generate_simple_self_signed(names).map_err(Error::internal)?;
    let write = |path: &Path, text: String| std::fs::write(path, text).map_err(Error::internal);
    write(certificate, made.cert.pem())?;
    write(key, made.signing_key.serialize_pem())
}
