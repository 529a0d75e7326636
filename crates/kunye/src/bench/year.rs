//! A year of the training programme from a file, through the real verbs, with every certificate drawn and sealed; then checked by code
//! that shares nothing with them.

use crate::commands::Ending;
use crate::config::{read_bytes, sqlite_in};
use crate::papers::Typeset;
use crate::terminal::{Terminal, print, table};
use crate::wiring::Ground;
use kunye_core::messages::ports::{Handover, Mail, Mailer, Sms, SmsGateway};
use kunye_core::signatures::{Sealing, Signatures};
use kunye_core::training::attendance::SheetPaper;
use kunye_core::training::certificates::{CertificatePaper, Press, with_press};
use kunye_core::training::year::{Played, Shape, Told, Year, check, generate, lay, play};
use kunye_core::world::World;
use kunye_esign::report::Level;
use kunye_esign::seal::SoftwareKey;
use kunye_esign::validate::Material;
use kunye_esign::x509::Certificate;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::language::Language;
use kunye_kernel::time::{HOUR, MockClock};
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What the command line says.
pub struct Options<'a> {
    /// The events; none: a year made from a seed.
    pub events: Option<&'a Path>,
    /// Where to write the made year instead of playing it.
    pub write: Option<&'a Path>,
    /// An empty database; none: SQLite in a temporary folder.
    pub database: Option<&'a str>,
    /// Files of the test corpus, whose seal is used.
    pub files: &'a Path,
    pub json: bool,
}

/// Everything that is told. Times are seconds.
#[derive(Serialize)]
struct Figures {
    database: &'static str,
    institutions: usize,
    users: i64,
    events: usize,
    applications: usize,
    placed: usize,
    refused: usize,
    held_shared: usize,
    held_on_site: usize,
    taken_over: usize,
    called_off: usize,
    participants: usize,
    absent: usize,
    partly: usize,
    marks: usize,
    corrected: usize,
    certificates: usize,
    drawn: usize,
    sealed: bool,
    messages: usize,
    ledger_entries: usize,
    seconds_register: f64,
    seconds_year: f64,
    seconds_drawing: f64,
    seconds_check: f64,
    release_build: bool,
    problems: Vec<String>,
}

pub fn run(terminal: &Terminal, options: &Options<'_>) -> Result<Ending> {
    if let Some(path) = options.write {
        let write = |cause| Error::new(Kind::Unavailable, "cli-bench-year-unwritten").with("path", path.display()).because(cause);
        std::fs::write(path, generate(&Shape::WHOLE).to_string()).map_err(write)?;
        return Ok(Ending::Done);
    }
    if cfg!(debug_assertions) {
        terminal.say("cli-bench-debug", &[]);
    }
    let year = match options.events {
        Some(path) => Year::read(&String::from_utf8_lossy(&read_bytes(path)?))?,
        None => generate(&Shape::WHOLE),
    };
    let figures = replay(terminal, options, &year)?;
    let problems = figures.problems.len();
    let told = if options.json {
        serde_json::to_string_pretty(&figures).map_err(Error::internal)? + "\n"
    } else {
        text(terminal, &figures)
    };
    print(&told)?;
    match problems {
        0 => Ok(Ending::Done),
        count => Err(Error::conflict("cli-bench-year-broken").with("count", count)),
    }
}

fn replay(terminal: &Terminal, options: &Options<'_>, year: &Year) -> Result<Figures> {
    let folder = tempfile::tempdir().map_err(Error::internal)?;
    let clock = Arc::new(MockClock::at(year.first.start().plus(9 * HOUR)));
    let ground = Ground {
        database: options.database.map_or_else(|| sqlite_in(folder.path()), str::to_owned),
        folder: folder.path().to_owned(),
        key_file: folder.path().join("key"),
        shelf: None,
        public_url: "https://egitim.example.gov.tr".into(),
        mail_domain: None,
        hashes_at_once: 0,
        clock: clock.clone(),
    };
    let (outbox, press) = (Arc::new(Outbox::default()), Arc::new(Timed::default()));
    let signatures = Arc::new(
        sealing(options.files)?.map_or_else(Signatures::default, |seal| Signatures::new(Material::default(), Some(seal))),
    );
    let world = World { signatures: signatures.clone(), ..ground.world(outbox.clone(), outbox.clone())? };
    world.db.migrate()?;

    let begun = Instant::now();
    let stage = lay(&world, year)?;
    let laid = begun.elapsed();
    let begun = Instant::now();
    let handlers = with_press(kunye_core::handlers(terminal.texts.clone()), press.clone());
    let played = play(&world, &clock, year, &stage, handlers)?;
    let took = begun.elapsed();
    let begun = Instant::now();
    let users: Vec<i64> = year.institutions.iter().map(|one| i64::from(one.users)).collect();
    let told = check(&world.db, &users)?;
    let checked = begun.elapsed();
    let database = if world.db.is_inside() { "SQLite" } else { "PostgreSQL" };
    let times = [laid, took, press.spent(), checked].map(|time| time.as_secs_f64());
    Ok(Figures::of(database, &played, told, outbox.taken(), signatures.are_made(), times))
}

impl Figures {
    fn of(database: &'static str, played: &Played, told: Told, messages: usize, sealed: bool, times: [f64; 4]) -> Self {
        let [seconds_register, seconds_year, seconds_drawing, seconds_check] = times;
        Self {
            database,
            institutions: told.institutions,
            users: told.users,
            events: played.events,
            applications: played.applications,
            placed: played.placed,
            refused: played.refused.values().sum(),
            held_shared: told.held - told.held_on_site,
            held_on_site: told.held_on_site,
            taken_over: played.taken_over,
            called_off: played.called_off,
            participants: told.participants,
            absent: told.absent,
            partly: told.partly,
            marks: told.marks,
            corrected: played.corrected,
            certificates: told.certificates,
            drawn: told.drawn,
            sealed,
            messages,
            ledger_entries: told.entries,
            seconds_register,
            seconds_year,
            seconds_drawing,
            seconds_check,
            release_build: !cfg!(debug_assertions),
            problems: told.problems,
        }
    }
}

fn text(terminal: &Terminal, figures: &Figures) -> String {
    let count = |key: &str, number: usize| vec![terminal.word(key), number.to_string()];
    let seconds = |key: &str, seconds: f64| vec![terminal.word(key), format!("{seconds:.1} s")];
    let mut rows = vec![
        vec![terminal.word("cli-bench-year-database"), figures.database.to_owned()],
        count("cli-bench-year-institutions", figures.institutions),
        vec![terminal.word("cli-bench-year-users"), figures.users.to_string()],
        count("cli-bench-year-events", figures.events),
        count("cli-bench-year-applications", figures.applications),
        count("cli-bench-year-placed", figures.placed),
        count("cli-bench-year-refused", figures.refused),
        count("cli-bench-year-shared", figures.held_shared),
        count("cli-bench-year-on-site", figures.held_on_site),
        count("cli-bench-year-taken-over", figures.taken_over),
        count("cli-bench-year-called-off", figures.called_off),
        count("cli-bench-year-participants", figures.participants),
        count("cli-bench-year-absent", figures.absent),
        count("cli-bench-year-partly", figures.partly),
        count("cli-bench-year-marks", figures.marks),
        count("cli-bench-year-corrected", figures.corrected),
        count("cli-bench-year-certificates", figures.certificates),
        count(if figures.sealed { "cli-bench-year-sealed" } else { "cli-bench-year-drawn" }, figures.drawn),
        count("cli-bench-year-messages", figures.messages),
        count("cli-bench-year-entries", figures.ledger_entries),
        seconds("cli-bench-year-register", figures.seconds_register),
        seconds("cli-bench-year-time", figures.seconds_year),
        seconds("cli-bench-year-drawing", figures.seconds_drawing),
        seconds("cli-bench-year-check", figures.seconds_check),
    ];
    rows.push(count("cli-bench-year-problems", figures.problems.len()));
    let mut text = table(&[terminal.word("cli-bench-what"), terminal.word("cli-count-number")], &rows);
    for problem in &figures.problems {
        text.push_str(problem);
        text.push('\n');
    }
    text
}

/// The seal of the test corpus, where its files are at hand.
fn sealing(files: &Path) -> Result<Option<Sealing>> {
    let path = |name: &str| files.join(name);
    if !path("seal.key").is_file() {
        return Ok(None);
    }
    let x509 = |name: &str| Certificate::read(&read_bytes(&path(name))?).map_err(Error::internal);
    let key = SoftwareKey::from_pkcs8(&read_bytes(&path("seal.key"))?, x509("seal.der")?).map_err(Error::internal)?;
    Ok(Some(Sealing { key: Box::new(key), chain: vec![Arc::new(x509("ca.der")?)], authority: None, level: Level::B }))
}

/// Draws as the product does, and says how long.
#[derive(Default)]
struct Timed {
    nanoseconds: AtomicU64,
}

impl Timed {
    fn spent(&self) -> Duration {
        Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed))
    }
}

impl Press for Timed {
    fn certificate(&self, paper: &CertificatePaper, language: Language) -> Result<Vec<u8>> {
        let begun = Instant::now();
        let drawn = Typeset.certificate(paper, language);
        let spent = u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds.fetch_add(spent, Ordering::Relaxed);
        drawn
    }

    fn signature_sheet(&self, sheet: &SheetPaper) -> Result<Vec<u8>> {
        Typeset.signature_sheet(sheet)
    }
}

/// Takes every message at once.
#[derive(Default)]
struct Outbox(AtomicUsize);

impl Outbox {
    fn taken(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    fn take(&self) -> Handover {
        Handover::Accepted { references: vec![format!("Y{}", self.0.fetch_add(1, Ordering::Relaxed))] }
    }
}

impl SmsGateway for Outbox {
    fn name(&self) -> &str {
        "bench"
    }

    fn hand_over(&self, _: &Sms) -> Handover {
        self.take()
    }
}

impl Mailer for Outbox {
    fn send(&self, _: &Mail) -> Handover {
        self.take()
    }
}
