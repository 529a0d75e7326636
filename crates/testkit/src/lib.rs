//! A whole product in a test: a database of its own, a clock that stands until it is moved, phones that can be read, and a small
//! institution whose people can sign in.
//!
//! Runs on SQLite, or on PostgreSQL when `KUNYE_TEST_POSTGRES` names a server. For the tests of other crates and the integration
//! tests of `core`; never part of the product.

mod authority;
mod institution;
mod papers;
mod phones;

pub use authority::{Authority, Holder};
pub use institution::{Member, PASSWORD};
pub use papers::{PlainPapers, pdf};
pub use phones::Phones;

use kunye_core::accounts::second_factor;
use kunye_core::blobs::Blobs;
use kunye_core::db::testing::{self, Scratch};
use kunye_core::hasher::Hasher;
use kunye_core::jobs::{Bell, Runner};
use kunye_core::messages::StoreReceipts;
use kunye_core::messages::ports::{BackChannel, Handover, Heard, Mail, Mailer, Receipt, ReceiptState, Receipts};
use kunye_core::policy;
use kunye_core::register::Unit;
use kunye_core::requests::submit::{self, NewRequest};
use kunye_core::requests::{self, Request, RequestKind};
use kunye_core::texts::Texts;
use kunye_core::vault::Vault;
use kunye_core::world::World;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::entropy::{Entropy, SeededEntropy};
use kunye_kernel::id::ulid;
use kunye_kernel::language::Language;
use kunye_kernel::mail_domain::MailDomain;
use kunye_kernel::time::{Day, HOUR, MockClock, SECOND, Time};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// The product as one test sees it. Dropping it removes its database.
pub struct Kit {
    pub world: World,
    pub texts: Arc<Texts>,
    pub clock: Arc<MockClock>,
    pub phones: Arc<Phones>,
    /// What applications were told of ended sessions.
    pub told: Arc<Told>,
    /// Who certifies the members' signatures.
    pub authority: Authority,
    members: HashMap<&'static str, Member>,
    units: HashMap<&'static str, Unit>,
    // Last, so that the database's connections are closed before it is removed.
    _scratch: Scratch,
}

/// When every test begins: Monday, 23.11.2026, 09:00 in Istanbul.
pub fn beginning() -> Time {
    Day::new(2026, 11, 23).expect("a day").start().plus(9 * HOUR)
}

/// Whoever has a shell on the server.
pub fn operator() -> Actor {
    Actor::Operator { name: "test".into() }
}

/// A world with the institution of [`institution`], its members' accounts, and hashes that cost next to nothing.
pub fn world() -> Kit {
    begin(false)
}

/// The same beside the centre that trains its people: key `provider`, with its planner.
pub fn world_with_provider() -> Kit {
    begin(true)
}

fn begin(with_provider: bool) -> Kit {
    let scratch = testing::chosen();
    let clock = Arc::new(MockClock::at(beginning()));
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(42));
    let phones = Arc::new(Phones::default());
    let told = Arc::new(Told::default());
    let authority = Authority::new();
    let vault = Vault::new([7; 32]);
    let blobs = Blobs::in_folder(scratch.folder().join("blobs"), vault.clone(), entropy.clone()).expect("a folder for blobs");
    let world = World {
        db: scratch.db.clone(),
        clock: clock.clone(),
        entropy,
        vault,
        blobs: Arc::new(blobs),
        hasher: Arc::new(Hasher::new(2)),
        sms: phones.clone(),
        mail: Arc::new(NoMail),
        back_channel: told.clone(),
        signatures: authority.signatures(),
        bell: Bell::default(),
        public_url: "http://kunye.test".into(),
        mail_domain: MailDomain::stated("example.org"),
    };
    for (key, value) in [(policy::HASH_MEMORY.key, "8"), (policy::HASH_ITERATIONS.key, "1")] {
        policy::set(&world, &operator(), key, value, None, "cheap hashes").expect("a policy");
    }
    let (units, members) = institution::build(&world, with_provider);
    let texts = Arc::new(Texts::load().expect("texts that can be read"));
    Kit { world, texts, clock, phones, told, authority, members, units, _scratch: scratch }
}

struct NoMail;

impl Mailer for NoMail {
    fn send(&self, _: &Mail) -> Handover {
        Handover::Accepted { references: vec!["mail".into()] }
    }

    fn address(&self) -> Option<&str> {
        Some("kunye@example.gov.tr")
    }
}

/// Keeps what it was to tell, and answers as it was told to.
#[derive(Default)]
pub struct Told {
    calls: Mutex<Vec<(String, String)>>,
    answer: Mutex<Option<Heard>>,
}

impl Told {
    /// Address and logout token of every call, oldest first.
    pub fn calls(&self) -> Vec<(String, String)> {
        self.calls.lock().expect("no test panics while calling").clone()
    }

    /// What to answer from now on.
    pub fn answer(&self, heard: Heard) {
        *self.answer.lock().expect("no test panics while calling") = Some(heard);
    }
}

impl BackChannel for Told {
    fn tell(&self, uri: &str, logout_token: &str) -> Heard {
        self.calls.lock().expect("no test panics while calling").push((uri.to_owned(), logout_token.to_owned()));
        self.answer.lock().expect("no test panics while calling").clone().unwrap_or(Heard::Yes)
    }
}

impl Kit {
    /// One of the people of the institution's table, by key.
    pub fn member(&self, key: &str) -> &Member {
        self.members.get(key).unwrap_or_else(|| panic!("nobody is called {key}"))
    }

    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.values()
    }

    /// Writes an e-mail address for a member into the register.
    pub fn bring_email(&self, key: &str, email: &str) {
        institution::bring_email(&self.world, key, email);
    }

    /// One of the units of the institution's table, by key.
    pub fn unit(&self, key: &str) -> &Unit {
        self.units.get(key).unwrap_or_else(|| panic!("no unit is called {key}"))
    }

    /// A member who has signed in with everything asked for.
    pub fn actor(&self, key: &str) -> Actor {
        let member = self.member(key);
        Actor::Person { person: member.id.clone(), account: member.account.clone(), second_factor: true, source: source() }
    }

    /// Carries out the jobs that are due, as the workers would; gives how many.
    pub fn run_jobs(&self) -> usize {
        let handlers = kunye_core::handlers(self.texts.clone());
        Runner::new(self.world.clone(), handlers).run_due().expect("jobs that can be stored")
    }

    /// Lets time pass and the clock's own work be done, hour by hour.
    pub fn pass(&self, milliseconds: i64) {
        let end = self.world.now().plus(milliseconds);
        while self.world.now() < end {
            self.clock.advance(end.since(self.world.now()).min(HOUR));
            kunye_core::tick(&self.world).expect("a tick");
            self.run_jobs();
        }
    }

    /// The code that the member's app shows; the clock moves on so that it was not used before.
    pub fn code(&self) -> String {
        self.clock.advance(30 * SECOND);
        second_factor::code_for_demo(institution::SECOND_FACTOR, self.world.now()).expect("a code").0
    }

    /// How many files are stored, of whatever kind.
    pub fn files(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(&self._scratch.folder().join("blobs"))
    }

    /// A form as a member would fill it in, in agreement with the register.
    pub fn form_of(&self, key: &str) -> NewRequest {
        let member = self.member(key);
        NewRequest {
            draft: ulid(self.world.now(), &*self.world.entropy),
            kind: RequestKind::Renewal,
            national_id: member.national_id.clone(),
            given_names: member.given_names.clone(),
            surname: member.surname.clone(),
            staff_no: Some(member.staff_no.clone()),
            unit: member.unit.clone(),
            mobile: member.mobile.clone(),
            compromised: false,
            language: Language::Tr,
            notice_version: "1".into(),
            account_name: None,
            changes: Vec::new(),
            why: None,
        }
    }

    /// Sends a form and lets its person be found; gives the reference.
    pub fn submit(&self, form: &NewRequest) -> String {
        let reference = submit::submit(&self.world, &source(), form).expect("a form that can be sent");
        self.run_jobs();
        reference
    }

    /// A request of a member, waiting for approval.
    pub fn request_of(&self, key: &str) -> String {
        self.submit(&self.form_of(key))
    }

    /// A request as it is now.
    pub fn request(&self, reference: &str) -> Request {
        self.world.db.read(|conn| requests::by_reference(conn, reference)).expect("a request that exists")
    }

    /// What the phone of a member shows last.
    pub fn last_text(&self, key: &str) -> String {
        self.phones.texts(&self.member(key).mobile).pop().unwrap_or_else(|| panic!("{key} has no message"))
    }

    /// The password in the last message on a member's phone.
    pub fn password_on_phone(&self, key: &str) -> String {
        let text = self.last_text(key);
        let made = |word: &&str| word.len() == 12 && word.bytes().all(|b| b"acdefhjkmnprtuvwxy234678".contains(&b));
        text.split(' ').find(made).unwrap_or_else(|| panic!("no password in: {text}")).to_owned()
    }

    /// Lets the network report on the last message that a gateway took, and the jobs that follow be done.
    pub fn receipt(&self, state: ReceiptState) {
        let reference = self.phones.last_reference().expect("a message that was taken");
        let receipt = Receipt { gateway: phones::NAME.into(), reference, state, code: "TEST".into(), at: self.world.now() };
        StoreReceipts(self.world.clone()).receive(receipt).expect("a receipt that can be stored");
        self.run_jobs();
    }
}

/// Where the kit's own acts come from.
pub fn source() -> Source {
    Source { address: "192.0.2.1".into() }
}
