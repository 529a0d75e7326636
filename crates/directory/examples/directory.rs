//! What `kunye bench directory` serves, without the rest of the product: quicker to build while one works on speed.
//!
//! directory PEOPLE ADDRESS

use kunye_core::blobs::Blobs;
use kunye_core::db::Db;
use kunye_core::hasher::Hasher;
use kunye_core::jobs::Bell;
use kunye_core::messages::ports::{BackChannel, Handover, Heard, Mail, Mailer, Sms, SmsGateway};
use kunye_core::texts::Texts;
use kunye_core::vault::Vault;
use kunye_core::world::World;
use kunye_directory::{Config, bench};
use kunye_kernel::entropy::SystemEntropy;
use kunye_kernel::mail_domain::MailDomain;
use kunye_kernel::time::SystemClock;
use std::sync::Arc;
use std::time::Instant;

struct Nobody;

impl SmsGateway for Nobody {
    fn name(&self) -> &str {
        "none"
    }
    fn hand_over(&self, _: &Sms) -> Handover {
        Handover::Unknown
    }
}

impl Mailer for Nobody {
    fn send(&self, _: &Mail) -> Handover {
        Handover::Unknown
    }
}

impl BackChannel for Nobody {
    fn tell(&self, _: &str, _: &str) -> Heard {
        Heard::Silence("nobody is called".into())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [people, address] = args.as_slice() else { return Err("directory PEOPLE ADDRESS".into()) };
    let folder = std::env::temp_dir().join(format!("kunye-directory-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (vault, entropy) = (Vault::new([7; 32]), Arc::new(SystemEntropy));
    let world = World {
        db: Db::open(&format!("sqlite:{}", folder.join("db").display()))?,
        clock: Arc::new(SystemClock),
        blobs: Arc::new(Blobs::in_folder(folder.join("blobs"), vault.clone(), entropy.clone())?),
        vault,
        entropy,
        hasher: Arc::new(Hasher::new(std::thread::available_parallelism().map_or(1, usize::from))),
        sms: Arc::new(Nobody),
        mail: Arc::new(Nobody),
        back_channel: Arc::new(Nobody),
        signatures: Arc::default(),
        bell: Bell::default(),
        public_url: "".into(),
        mail_domain: MailDomain::stated("example.org"),
    };
    world.db.migrate()?;
    let start = Instant::now();
    let secret = bench::prepare(&world, people.parse()?, |_| ())?;
    eprintln!("prepared in {:.1} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let config = Config {
        listen: Some(address.parse()?),
        listen_tls: None,
        base: "dc=example,dc=org".into(),
        mail_domain: String::new(),
        certificate: None,
        key: None,
        require_tls: true,
        mobile_for: vec![bench::APPLICATION.into()],
        size_limit: 1_000,
        time_limit: 10,
        connections: 4_096,
        idle_seconds: 900,
        threads: 0,
    };
    let _server = config.serve(&world, Arc::new(Texts::load()?), "Bench")?;
    eprintln!("drawn in {:.1} s", start.elapsed().as_secs_f64());
    println!("cn=bench,ou=applications,dc=example,dc=org\n{}\nready {}", secret.expose(), std::process::id());
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
