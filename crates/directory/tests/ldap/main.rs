//! The server on this machine's loopback, asked by a client library that is not ours, and by bytes that no library would send.

mod addresses;
mod bind;
mod codec;
mod search;
mod story;
mod views;
mod wire;

use kunye_core::accounts::change_password::{Change, change_by_password};
use kunye_core::applications::manage::{self, Words};
use kunye_core::applications::service::{self, NewService};
use kunye_core::applications::{self};
use kunye_core::requests::{approve, carry_out, file};
use kunye_core::texts::Texts;
use kunye_directory::{Config, Server};
use kunye_kernel::id::UnitId;
use kunye_kernel::secret::Secret;
use kunye_testkit::{Kit, PASSWORD, operator, source, world};
use ldap3::controls::{Control, RawControl};
use ldap3::{Ldap, LdapConnAsync, LdapConnSettings, LdapResult, Scope, SearchEntry};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub const BASE: &str = "dc=example,dc=org";
pub const PPOLICY: &str = "1.3.6.1.4.1.42.2.27.8.5.1";

const SCAN: &[u8] = b"%PDF-1.7
1 0 obj
<<>>
endobj
startxref
9
%%EOF
";

/// The product with its directory.
pub struct House {
    pub kit: Kit,
    pub plain: SocketAddr,
    pub tls: SocketAddr,
    /// The secret of the application account `posta`, which sees everybody.
    pub posta: String,
    // Ends before the database is removed.
    server: Option<Server>,
    pub folder: std::path::PathBuf,
}

impl Drop for House {
    fn drop(&mut self) {
        self.server.take();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub fn settings() -> Config {
    Config {
        listen: Some(([127, 0, 0, 1], 0).into()),
        listen_tls: Some(([127, 0, 0, 1], 0).into()),
        base: BASE.into(),
        mail_domain: String::new(),
        certificate: None,
        key: None,
        require_tls: true,
        mobile_for: Vec::new(),
        size_limit: 1_000,
        time_limit: 10,
        connections: 100,
        idle_seconds: 60,
        threads: 2,
    }
}

pub fn house() -> House {
    house_with(|_| ())
}

pub fn house_with(change: impl FnOnce(&mut Config)) -> House {
    house_of(world(), change)
}

pub fn house_of(kit: Kit, change: impl FnOnce(&mut Config)) -> House {
    add_application(&kit, "e-posta");
    let posta = machine(&kit, "e-posta", "posta", None);
    let folder = std::env::temp_dir()
        .join(format!("kunye-ldap-{}", kunye_kernel::id::ulid(kit.world.now(), &kunye_kernel::entropy::SystemEntropy)));
    std::fs::create_dir_all(&folder).unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (certificate, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let mut config = settings();
    (config.certificate, config.key) = (Some(certificate), Some(key));
    change(&mut config);
    let server = config.serve(&kit.world, Arc::new(Texts::load().unwrap()), "Örnek Bakanlığı").unwrap().unwrap();
    let (plain, tls) = (server.addresses[0], *server.addresses.last().unwrap());
    House { kit, plain, tls, posta, server: Some(server), folder }
}

pub fn add_application(kit: &Kit, slug: &str) {
    let words = Words { name: "Uygulama", purpose: "Denemek için", open_to_all: false };
    manage::add(&kit.world, &operator(), slug, &words).unwrap();
}

/// Adds an application's account; gives its secret.
pub fn machine(kit: &Kit, application: &str, name: &str, unit: Option<&UnitId>) -> String {
    let new = NewService { application, name, unit };
    service::add(&kit.world, &operator(), &new).unwrap().1.expose().to_owned()
}

/// Gives a member a role, which is made when there is none.
pub fn give(kit: &Kit, key: &str, application: &str, role: &str) {
    let _ = manage::add_role(&kit.world, &operator(), application, role, "Görev");
    let member = kit.member(key);
    kit.world
        .db
        .write(|tx| {
            let account = kunye_core::accounts::account(tx, &member.account)?;
            let wanted = |(of, it): &(applications::Application, applications::Role)| of.slug == application && it.slug == role;
            let role = applications::roles(tx)?.into_iter().find(wanted).unwrap().1;
            applications::demo::give(tx, &kit.world, &operator(), &account, &member.unit, &role.id)
        })
        .unwrap();
}

impl House {
    pub fn dn(&self, key: &str) -> String {
        format!("uid={},ou=people,{BASE}", self.kit.member(key).user_name)
    }

    pub async fn connect(&self) -> Ldap {
        connect(&format!("ldap://{}", self.plain), LdapConnSettings::new()).await
    }

    /// A connection on which `posta` is bound.
    pub async fn posta(&self) -> Ldap {
        let mut ldap = self.connect().await;
        ldap.simple_bind(&format!("cn=posta,ou=applications,{BASE}"), &self.posta).await.unwrap().success().unwrap();
        ldap
    }

    /// A connection on which a member is bound.
    pub async fn member(&self, key: &str) -> Ldap {
        let mut ldap = self.connect().await;
        ldap.simple_bind(&self.dn(key), PASSWORD).await.unwrap().success().unwrap();
        ldap
    }

    pub async fn bind(&self, key: &str, password: &str) -> u32 {
        self.connect().await.simple_bind(&self.dn(key), password).await.unwrap().rc
    }

    /// Renews a member's password by request; gives what came by message.
    pub fn renewed(&self, key: &str) -> String {
        let kit = &self.kit;
        let reference = kit.request_of(key);
        approve::decide(&kit.world, &kit.actor("head"), &reference, &approve::Verdict::Approve).unwrap();
        file::file(&kit.world, &kit.actor("officer"), &reference, "form.pdf", SCAN).unwrap();
        carry_out::carry_out(&kit.world, &kit.actor("officer"), &reference, true).unwrap();
        kit.run_jobs();
        kit.password_on_phone(key)
    }

    /// Changes a member's password elsewhere.
    pub fn change(&self, key: &str, from: &str, to: &str) {
        let [current, chosen, again] = [from, to, to].map(Secret::new);
        change_by_password(&self.kit.world, &self.kit.member(key).account, &source(), &Change { current, chosen, again })
            .unwrap();
    }
}

pub async fn connect(url: &str, settings: LdapConnSettings) -> Ldap {
    let (connection, ldap) = LdapConnAsync::with_settings(settings, url).await.unwrap();
    ldap3::drive!(connection);
    ldap
}

/// What a search finds: names in order.
pub async fn names(ldap: &mut Ldap, base: &str, scope: Scope, filter: &str) -> Vec<String> {
    let (found, _) = ldap.search(base, scope, filter, vec!["1.1"]).await.unwrap().success().unwrap();
    let mut names: Vec<String> = found.into_iter().map(|entry| SearchEntry::construct(entry).dn).collect();
    names.sort();
    names
}

/// User names of the people that a filter finds.
pub async fn people(ldap: &mut Ldap, filter: &str) -> Vec<String> {
    let found = names(ldap, &format!("ou=people,{BASE}"), Scope::OneLevel, filter).await;
    found.iter().map(|dn| dn.trim_start_matches("uid=").split(',').next().unwrap().to_owned()).collect()
}

/// A bind with the password policy control; its answer, and what the control says: seconds and error.
pub async fn bind_with_policy(ldap: &mut Ldap, dn: &str, password: &str) -> (LdapResult, Option<u32>, Option<u8>) {
    ldap.with_controls(RawControl { ctype: PPOLICY.into(), crit: false, val: None });
    let result = ldap.simple_bind(dn, password).await.unwrap();
    let Control(_, raw) = result.ctrls.iter().find(|control| control.1.ctype == PPOLICY).expect("the control");
    let value = raw.val.clone().unwrap();
    let (mut seconds, mut error, mut rest) = (None, None, &value[2..]);
    while let [tag, length, tail @ ..] = rest {
        let (content, tail) = tail.split_at(usize::from(*length));
        match tag {
            0xa0 => seconds = Some(content[2..].iter().fold(0, |n, b| n << 8 | u32::from(*b))),
            0x81 => error = Some(content[0]),
            other => panic!("tag {other}"),
        }
        rest = tail;
    }
    (result, seconds, error)
}

/// Waits for what the image shows a moment later.
pub async fn eventually<F: AsyncFnMut() -> bool>(what: &str, mut holds: F) {
    let end = Instant::now() + Duration::from_secs(10);
    while !holds().await {
        assert!(Instant::now() < end, "{what}");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}
