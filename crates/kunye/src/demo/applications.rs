//! The applications of the demonstration, who may do what in them, the mail server's own account, and a unit's shared address.

use super::prepare::Studio;
use kunye_core::accounts::{self, unit};
use kunye_core::applications::demo;
use kunye_core::applications::manage::{self, Words};
use kunye_core::applications::service::{self, NewService};
use kunye_core::register;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::id::RoleId;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{DAY, Time};
use std::path::Path;

/// Where what signs in by itself is kept, so that a second start can print it too.
const FILE: &str = "demo-machines.json";
/// The password of the shared address; only directory and mail take it.
const SHARED_PASSWORD: &str = "ortak-posta-5172";

/// Short name, name, purpose, open to all, roles.
type Row = (&'static str, &'static str, &'static str, bool, &'static [(&'static str, &'static str)]);

const APPLICATIONS: [Row; 3] = [
    ("e-posta", "E-posta", "Kurumsal yazışma; her etkin hesap kullanır.", true, &[]),
    (
        "pys",
        "Personel Yönetim Sistemi (PYS)",
        "Personel kayıtlarının tutulduğu sistem.",
        false,
        &[("okuyucu", "Okuyucu"), ("veri-girisi", "Veri girişi"), ("birim-sorumlusu", "Birim sorumlusu")],
    ),
    (
        "ybs",
        "Yatırım Bilgi Sistemi (YBS)",
        "Yatırım projelerinin izlendiği sistem.",
        false,
        &[("okuyucu", "Okuyucu"), ("proje-sorumlusu", "Proje sorumlusu"), ("onaylayan", "Onaylayan")],
    ),
];

/// Something that signs in to the directory by itself.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Machine {
    pub name: String,
    pub secret: String,
    /// `service` or `unit`: the end of a text's key.
    pub kind: String,
}

/// Registers the applications, gives out roles, and makes the accounts that belong to no single person.
pub fn seed(studio: &Studio<'_>, folder: &Path, now: Time) -> Result<()> {
    let (world, operator) = (&studio.world, &studio.actor);
    let mut roles = Vec::new();
    for (slug, name, purpose, open_to_all, its_roles) in APPLICATIONS {
        manage::add(world, operator, slug, &Words { name, purpose, open_to_all })?;
        for (role, name) in its_roles {
            roles.push(manage::add_role(world, operator, slug, role, name)?.id);
        }
    }
    give_out(studio, &roles)?;
    let (mail, secret) = service::add(world, operator, &NewService { application: "e-posta", name: "eposta-dizin", unit: None })?;
    let service = Machine { name: mail.name, secret: secret.expose().to_owned(), kind: "service".to_owned() };
    let machines = [service, shared_address(studio, now)?];
    let json = serde_json::to_vec_pretty(&machines).map_err(Error::internal)?;
    std::fs::write(folder.join(FILE), json).map_err(Error::internal)
}

/// What [`seed`] made, in words for whoever starts the demonstration; nothing in a folder that is older than this.
pub fn machines(folder: &Path) -> Vec<Machine> {
    std::fs::read(folder.join(FILE)).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default()
}

/// Everybody who has an account and works where the story plays gets something; elsewhere every other one.
fn give_out(studio: &Studio<'_>, roles: &[RoleId]) -> Result<()> {
    let world = &studio.world;
    for at in 0..studio.institution.people.len() {
        let person = studio.person(at)?;
        let found = world.db.read(|conn| {
            let account = accounts::of_person(conn, &person.id)?;
            Ok(account.zip(register::current_post(conn, &person.id, world.today())?))
        })?;
        let (Some((account, post)), Some(role)) = (found, roles.get(at % (roles.len() + 2))) else { continue };
        world.db.write(|tx| demo::give(tx, world, &studio.actor, &account, &post.unit_id, role))?;
    }
    Ok(())
}

/// The address of the directorate where the story plays; its staff member of the cast answers for it.
fn shared_address(studio: &Studio<'_>, now: Time) -> Result<Machine> {
    let (world, operator) = (&studio.world, &studio.actor);
    let (directorate, _) = studio.institution.stage();
    let responsible = studio.person(*directorate.get(5).ok_or_else(Error::not_found)?)?;
    let (unit, user_name) = world.db.read(|conn| {
        let post = register::current_post(conn, &responsible.id, world.today())?.ok_or_else(Error::not_found)?;
        let user_name = unit::propose(conn, &post.unit_id)?;
        Ok((post.unit_id, user_name))
    })?;
    let new = unit::NewUnitAccount { unit: &unit, responsible: &responsible.id, user_name: &user_name };
    let account = unit::open(world, operator, &new)?;
    let (password, made_at) = (Secret::new(SHARED_PASSWORD), now.plus(-20 * DAY));
    world.db.write(|tx| accounts::demo::set_password(tx, world, operator, &account, &password, made_at, None))?;
    Ok(Machine { name: user_name, secret: SHARED_PASSWORD.to_owned(), kind: "unit".to_owned() })
}
