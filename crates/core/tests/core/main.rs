//! Verbs of the core on a whole product: SQLite, or PostgreSQL when `KUNYE_TEST_POSTGRES` names a server.

mod applications;
mod authorisation;
mod clock;
mod first_password;
mod former_mobile;
mod languages;
mod oidc;
mod renewal;
mod roles;
mod sign_in;
mod signed;
mod texts;
mod two_nodes;
mod unit_accounts;
mod unknown;

use kunye_core::requests::{attest, carry_out, file};
use kunye_kernel::error::Result;
use kunye_kernel::secret::Secret;
use kunye_testkit::Kit;

/// A PDF that holds together, as far as the archive looks.
pub const SCAN: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n";

/// Brings a member's request to the point where the officer may carry it out.
pub fn approved(kit: &Kit, key: &str) -> String {
    let reference = kit.request_of(key);
    attest::approval(&kit.world, &kit.actor("officer"), &reference, &kit.member("head").id, kit.world.today()).unwrap();
    file::file(&kit.world, &kit.actor("officer"), &reference, "form.pdf", SCAN).unwrap();
    reference
}

/// And further: ordered by the officer, jobs not yet run.
pub fn ordered(kit: &Kit, key: &str) -> String {
    let reference = approved(kit, key);
    carry_out::carry_out(&kit.world, &kit.actor("officer"), &reference, true).unwrap();
    reference
}

/// Signs a member in with a password, from the kit's address.
pub fn sign_in(kit: &Kit, key: &str, password: &str) -> Result<kunye_core::accounts::sign_in::Opened> {
    sign_in_from(kit, key, password, "192.0.2.1")
}

pub fn sign_in_from(kit: &Kit, key: &str, password: &str, address: &str) -> Result<kunye_core::accounts::sign_in::Opened> {
    let source = kunye_kernel::actor::Source { address: address.into() };
    let name = &kit.member(key).user_name;
    kunye_core::accounts::sign_in::begin(&kit.world, &source, "test", None, name, &Secret::new(password))
}

/// The passwords in all messages that were handed over for a member, whatever became of them.
pub fn heard(kit: &Kit, key: &str) -> Vec<String> {
    let made = |word: &&str| word.len() == 12 && word.bytes().all(|b| b"acdefhjkmnprtuvwxy234678".contains(&b));
    let texts = kit.phones.heard(&kit.member(key).mobile);
    texts.iter().filter_map(|text| text.split(' ').find(made).map(str::to_owned)).collect()
}
