//! A whole [`World`] for tests: a database of its own, a clock that stands, repeatable randomness, and gateways that keep what
//! they were given.

use crate::blobs::Blobs;
use crate::db::Db;
use crate::db::testing::{Scratch, databases, sqlite};
use crate::hasher::Hasher;
use crate::jobs::Bell;
use crate::messages::ports::{BackChannel, CalendarPart, Handover, Heard, Mail, Mailer, Sms, SmsGateway};
use crate::vault::Vault;
use crate::world::World;
use kunye_kernel::entropy::{SeededEntropy, SystemEntropy};
use kunye_kernel::mail_domain::MailDomain;
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::{Day, HOUR, MockClock, Time};
use std::ops::Deref;
use std::sync::{Arc, Mutex};

/// The day every test begins on, at nine in the morning: Monday, 5 January 2026.
pub const FIRST_DAY: Day = Day(20_458);

/// A world, and the handles that move it.
pub struct TestWorld {
    pub world: World,
    pub clock: Arc<MockClock>,
    pub phone: Arc<Outbox>,
    /// Dropped last: it takes the database along.
    scratch: Scratch,
}

impl Deref for TestWorld {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl TestWorld {
    /// On SQLite alone: for tests of what no database changes.
    pub fn new() -> Self {
        Self::on(sqlite())
    }

    fn on(scratch: Scratch) -> Self {
        let clock = Arc::new(MockClock::at(FIRST_DAY.start().plus(9 * HOUR)));
        let entropy = Arc::new(SeededEntropy::new(2026));
        let vault = Vault::new([7; 32]);
        let blobs = Blobs::in_folder(scratch.folder().join("blobs"), vault.clone(), entropy.clone()).expect("a folder for blobs");
        let phone = Arc::new(Outbox::default());
        let world = World {
            db: scratch.db.clone(),
            clock: clock.clone(),
            entropy,
            vault,
            blobs: Arc::new(blobs),
            hasher: Arc::new(Hasher::new(1)),
            sms: phone.clone(),
            mail: phone.clone(),
            back_channel: phone.clone(),
            signatures: Arc::default(),
            bell: Bell::default(),
            public_url: "http://localhost:8080".into(),
            mail_domain: MailDomain::stated("example.org"),
        };
        Self { world, clock, phone, scratch }
    }

    pub fn folder(&self) -> &std::path::Path {
        self.scratch.folder()
    }

    /// The database as another process is told it.
    pub fn url(&self) -> &str {
        self.scratch.url()
    }

    /// A node in a process of its own, on the database of a test that runs in another: with randomness of its own, and the same clock.
    pub fn node_on(url: &str, folder: &std::path::Path, at: Time) -> World {
        let (entropy, vault, phone) = (Arc::new(SystemEntropy), Vault::new([7; 32]), Arc::new(Outbox::default()));
        let blobs = Blobs::in_folder(folder.join("blobs"), vault.clone(), entropy.clone()).expect("a folder for blobs");
        World {
            db: Db::open(url).expect("a database that is open already"),
            clock: Arc::new(MockClock::at(at)),
            entropy,
            vault,
            blobs: Arc::new(blobs),
            hasher: Arc::new(Hasher::new(1)),
            sms: phone.clone(),
            mail: phone.clone(),
            back_channel: phone,
            signatures: Arc::default(),
            bell: Bell::default(),
            public_url: "http://localhost:8080".into(),
            mail_domain: MailDomain::stated("example.org"),
        }
    }

    /// Another node of the same product: the same database with connections of its own.
    pub fn second_node(&self) -> World {
        World { db: self.scratch.again(), bell: Bell::default(), ..self.world.clone() }
    }
}

impl Default for TestWorld {
    fn default() -> Self {
        Self::new()
    }
}

/// A fresh world on every database that is at hand.
pub fn every_world() -> Vec<TestWorld> {
    databases().into_iter().map(TestWorld::on).collect()
}

/// Runs a test in a fresh world on every database that is at hand.
pub fn in_every_world(test: impl Fn(&TestWorld)) {
    every_world().iter().for_each(test);
}

/// Accepts everything and keeps it in clear: for tests only.
#[derive(Default)]
pub struct Outbox {
    sent: Mutex<Vec<(String, String)>>,
    calendars: Mutex<Vec<(String, CalendarPart)>>,
}

impl Outbox {
    /// Texts that went to a phone or an address, oldest first.
    pub fn sent_to(&self, address: &str) -> Vec<String> {
        let sent = self.sent.lock().expect("no test panics while sending");
        sent.iter().filter(|(to, _)| to == address).map(|(_, text)| text.clone()).collect()
    }

    /// Entries for calendars that went to an address, oldest first.
    pub fn calendars_to(&self, address: &str) -> Vec<CalendarPart> {
        let calendars = self.calendars.lock().expect("no test panics while sending");
        calendars.iter().filter(|(to, _)| to == address).map(|(_, part)| part.clone()).collect()
    }

    pub fn texts_to(&self, mobile: &Mobile) -> Vec<String> {
        self.sent_to(mobile.e164())
    }

    fn keep(&self, to: &str, text: &str) -> Handover {
        let mut sent = self.sent.lock().expect("no test panics while sending");
        sent.push((to.to_owned(), text.to_owned()));
        Handover::Accepted { references: vec![format!("T{}", sent.len())] }
    }
}

impl SmsGateway for Outbox {
    fn name(&self) -> &str {
        "outbox"
    }

    fn hand_over(&self, sms: &Sms) -> Handover {
        self.keep(sms.to.e164(), sms.text.expose())
    }
}

impl Mailer for Outbox {
    fn send(&self, mail: &Mail) -> Handover {
        let mut calendars = self.calendars.lock().expect("no test panics while sending");
        calendars.extend(mail.calendar.clone().map(|part| (mail.to.clone(), part)));
        self.keep(&mail.to, &mail.text)
    }

    fn address(&self) -> Option<&str> {
        Some("kunye@example.gov.tr")
    }
}

impl BackChannel for Outbox {
    fn tell(&self, uri: &str, logout_token: &str) -> Heard {
        self.keep(uri, logout_token);
        Heard::Yes
    }
}
