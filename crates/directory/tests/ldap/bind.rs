//! Binding, and what it costs.

use crate::{BASE, bind_with_policy, connect, eventually, house, house_with, people, settings};
use kunye_core::accounts::orders::{self, Order};
use kunye_core::audit;
use kunye_core::hasher::Hasher;
use kunye_core::policy;
use kunye_core::texts::Texts;
use kunye_core::world::World;
use kunye_directory::Config;
use kunye_kernel::time::{DAY, HOUR, MINUTE};
use kunye_testkit::{PASSWORD, operator};
use ldap3::LdapConnSettings;
use ldap3::exop::{PasswordModify, WhoAmI, WhoAmIResp};
use std::sync::Arc;
use tokio_rustls::rustls;

async fn who(ldap: &mut ldap3::Ldap) -> String {
    let (exop, _) = ldap.extended(WhoAmI).await.unwrap().success().unwrap();
    exop.parse::<WhoAmIResp>().authzid
}

#[tokio::test(flavor = "multi_thread")]
async fn the_password_of_the_account_binds_and_no_other() {
    let house = house();
    assert_eq!(house.bind("applicant", PASSWORD).await, 0);
    assert_eq!(house.bind("applicant", "yanlış").await, 49);
    let mut ldap = house.connect().await;
    for (dn, password, code) in [
        (format!("uid=hic.kimse,ou=people,{BASE}"), "x", 49),
        (format!("cn=hic-kimse,ou=applications,{BASE}"), "x", 49),
        ("dc=elsewhere,dc=org".to_owned(), "x", 49),
        ("this is no name".to_owned(), "x", 34),
        (house.dn("applicant"), "", 53),
        (String::new(), "", 0),
    ] {
        assert_eq!(ldap.simple_bind(&dn, password).await.unwrap().rc, code, "{dn:?}");
    }
    let written = format!("UID={} , OU=People,DC=Example,dc=org", house.kit.member("applicant").user_name.to_uppercase());
    assert_eq!(ldap.simple_bind(&written, PASSWORD).await.unwrap().rc, 0, "however the name is written");
    assert_eq!(who(&mut ldap).await, format!("dn:{written}"));
    assert_eq!(ldap.simple_bind(&house.dn("applicant"), "yanlış").await.unwrap().rc, 49);
    assert_eq!(who(&mut ldap).await, "", "a bind that fails binds to nobody");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_bind_dies_with_password_and_state() {
    let house = house();
    let new = "üç mavi kedi çatıda uyur";
    for _ in 0..3 {
        assert_eq!(house.bind("applicant", PASSWORD).await, 0);
    }
    let mut open = house.member("applicant").await;
    let own = house.kit.member("applicant").user_name.clone();
    assert_eq!(people(&mut open, "(uid=*)").await, [own.as_str()]);
    house.change("applicant", PASSWORD, new);
    assert_eq!(house.bind("applicant", PASSWORD).await, 49, "at once");
    assert_eq!(house.bind("applicant", new).await, 0);
    eventually("the connection is worth nothing any more", async || {
        open.search(BASE, ldap3::Scope::Subtree, "(uid=*)", vec!["1.1"]).await.unwrap().1.rc == 32
    })
    .await;
    house.kit.clock.advance(31 * DAY);
    assert_eq!(house.bind("applicant", new).await, 49, "remembered a moment ago, and over");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_policy_asks_for_it_the_password_of_the_message_is_changed_first() {
    let house = house();
    let on = |value| policy::set(&house.kit.world, &operator(), policy::CHANGE_FIRST.key, value, None, "deneme").unwrap();
    on("1");
    let password = house.renewed("applicant");
    let mut ldap = house.connect().await;
    for round in 0..2 {
        let (result, seconds, error) = bind_with_policy(&mut ldap, &house.dn("applicant"), &password).await;
        assert_eq!((result.rc, seconds, error), (0, None, Some(2)), "round {round}");
    }
    let found = ldap.search(BASE, ldap3::Scope::Subtree, "(uid=*)", vec!["1.1"]).await.unwrap();
    assert_eq!((found.0.len(), found.1.rc), (0, 50));
    let new = "üç mavi kedi çatıda uyur";
    let old: &'static str = password.clone().leak();
    let change = PasswordModify { user_id: None, old_pass: Some(old), new_pass: Some(new) };
    ldap.extended(change).await.unwrap().success().unwrap();
    let (result, _, error) = bind_with_policy(&mut ldap, &house.dn("applicant"), new).await;
    assert_eq!((result.rc, error), (0, None));
    assert_eq!(people(&mut ldap, "(uid=*)").await.len(), 1);
    on("0");
    let password = house.renewed("applicant");
    let (result, _, error) = bind_with_policy(&mut ldap, &house.dn("applicant"), &password).await;
    assert_eq!((result.rc, error), (0, None), "off unless it is turned on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_bind_dies_on_every_node() {
    let house = house();
    let node = World { hasher: Arc::new(Hasher::new(1)), ..house.kit.world.clone() };
    let config = Config { listen_tls: None, ..settings() };
    let server = config.serve(&node, Arc::new(Texts::load().unwrap()), "Örnek Bakanlığı").unwrap().unwrap();
    let address = format!("ldap://{}", server.addresses[0]);
    let bind = async |password: &str| {
        connect(&address, LdapConnSettings::new()).await.simple_bind(&house.dn("applicant"), password).await.unwrap().rc
    };
    assert_eq!(bind(PASSWORD).await, 0);
    let hashes = node.hasher.hashes();
    assert_eq!(bind(PASSWORD).await, 0);
    assert_eq!(node.hasher.hashes(), hashes, "remembered here");
    let new = "üç mavi kedi çatıda uyur";
    house.change("applicant", PASSWORD, new);
    assert_eq!(bind(PASSWORD).await, 49, "changed at the other node");
    assert_eq!(bind(new).await, 0);
    let user_name = &house.kit.member("applicant").user_name;
    orders::give(&house.kit.world, &house.kit.actor("administrator"), user_name, Order::Suspend, "Telefonu çalındı.").unwrap();
    assert_eq!(bind(new).await, 49, "suspended at the other node");
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_binds_write_nothing_and_a_day_has_one_record() {
    let house = house();
    let lines = || {
        let account = house.kit.member("applicant").account.clone();
        house.kit.world.db.read(|conn| audit::story(conn, account.as_str())).unwrap().len()
    };
    let before = lines();
    for _ in 0..5 {
        assert_eq!(house.bind("applicant", PASSWORD).await, 0);
        house.kit.clock.advance(20 * MINUTE);
    }
    assert_eq!(lines(), before + 1, "hashed anew every quarter of an hour, recorded once a day");
    house.kit.clock.advance(DAY);
    assert_eq!(house.bind("applicant", PASSWORD).await, 0);
    assert_eq!(lines(), before + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_connections_at_once_bind_with_one_hash() {
    let house = house();
    let before = house.kit.world.hasher.hashes();
    let mut binding = tokio::task::JoinSet::new();
    let machine = format!("cn=posta,ou=applications,{BASE}");
    for (dn, password) in [(machine, house.posta.clone()), (house.dn("applicant"), PASSWORD.to_owned())] {
        for _ in 0..20 {
            let (mut ldap, dn, password) = (house.connect().await, dn.clone(), password.clone());
            binding.spawn(async move { ldap.simple_bind(&dn, &password).await.unwrap().rc });
        }
    }
    assert_eq!(binding.join_all().await, [0; 40]);
    assert_eq!(house.kit.world.hasher.hashes() - before, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_and_the_owner_still_gets_in() {
    let house = house();
    assert_eq!(house.bind("applicant", PASSWORD).await, 0);
    let mut busy = 0;
    for guess in 0..30 {
        match house.bind("applicant", &format!("tahmin-{guess}")).await {
            51 => busy += 1,
            code => assert_eq!(code, 49),
        }
    }
    assert!(busy >= 20, "{busy} of 30 refused unheard");
    assert_eq!(house.bind("colleague", PASSWORD).await, 0, "nobody else behind the same address");
}

/// A telephone with the password before the last, or a colleague's typing error that a mail program keeps.
#[tokio::test(flavor = "multi_thread")]
async fn a_device_with_some_old_password_takes_nothing_from_its_owner() {
    let house = house();
    let account = house.kit.member("applicant").account.clone();
    let lines = || house.kit.world.db.read(|conn| audit::story(conn, account.as_str())).unwrap().len();
    assert_eq!(house.bind("applicant", "önceki ayın parolası").await, 49);
    let (hashes, before) = (house.kit.world.hasher.hashes(), lines());
    for _ in 0..30 {
        assert_eq!(house.bind("applicant", "önceki ayın parolası").await, 49);
    }
    assert_eq!((house.kit.world.hasher.hashes(), lines()), (hashes, before), "neither hashed nor recorded again");
    assert_eq!(house.bind("applicant", PASSWORD).await, 0);
    // What was wrong may be right one day.
    let chosen = "önceki ayın parolası";
    house.change("applicant", PASSWORD, chosen);
    assert_eq!(house.bind("applicant", chosen).await, 0);
}

/// Behind a mail server whoever guesses and whom they guess have one address.
#[tokio::test(flavor = "multi_thread")]
async fn guessing_through_a_mail_server_keeps_no_owner_out() {
    let house = house();
    let _mail_server = house.posta().await;
    let made = house.renewed("applicant");
    assert_eq!(house.bind("applicant", &made).await, 0);
    house.kit.clock.advance(HOUR);
    for guess in 0..60 {
        assert_eq!(house.bind("applicant", &format!("tahmin-{guess}")).await, 49);
    }
    assert_eq!(house.bind("applicant", &made).await, 0, "the system made it: nobody guesses it at this speed");
    // One that a person chose is slowed as everywhere.
    let refused = async |key: &str| {
        let mut busy = 0;
        for guess in 0..30 {
            busy += usize::from(house.bind(key, &format!("tahmin-{guess}")).await == 51);
        }
        busy
    };
    assert_eq!(refused("colleague").await, 24);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_control_says_why() {
    let house = house();
    let (dn, mut ldap) = (house.dn("applicant"), house.connect().await);
    let (result, seconds, error) = bind_with_policy(&mut ldap, &dn, PASSWORD).await;
    assert_eq!((result.rc, seconds, error), (0, None, None), "thirty days are left");
    house.kit.clock.advance(25 * DAY);
    let (result, seconds, _) = bind_with_policy(&mut ldap, &dn, PASSWORD).await;
    assert_eq!((result.rc, seconds), (0, Some(5 * 24 * 3_600)));
    house.kit.clock.advance(5 * DAY);
    let (result, _, error) = bind_with_policy(&mut ldap, &dn, PASSWORD).await;
    assert_eq!((result.rc, error), (49, Some(0)), "{}", result.text);
    let (result, _, error) = bind_with_policy(&mut ldap, &dn, "yanlış").await;
    assert_eq!((result.rc, error), (49, None), "told only to whoever has the password");
    house.kit.pass(HOUR);
    let (result, _, error) = bind_with_policy(&mut ldap, &dn, PASSWORD).await;
    assert_eq!((result.rc, error), (49, Some(0)), "closed by the clock: it is still the password that ran out");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_password_in_the_open() {
    let house = house_with(|config| config.listen = Some(([127, 0, 0, 1], 0).into()));
    let trusting = || LdapConnSettings::new().set_no_tls_verify(true);
    for (url, settings) in [
        (format!("ldap://localhost:{}", house.plain.port()), trusting().set_starttls(true)),
        (format!("ldaps://localhost:{}", house.tls.port()), trusting()),
    ] {
        let mut ldap = connect(&url, settings).await;
        ldap.simple_bind(&house.dn("applicant"), PASSWORD).await.unwrap().success().unwrap();
        assert_eq!(who(&mut ldap).await, format!("dn:{}", house.dn("applicant")), "{url}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_certificate_is_shown_without_a_restart() {
    let house = house();
    let [certificate, key] = ["cert.pem", "key.pem"].map(|file| house.folder.join(file));
    let shows = async |der: &[u8]| {
        let roots = rustls::RootCertStore { roots: Vec::new() };
        let seen = Arc::new(Seen::default());
        let mut config = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.dangerous().set_certificate_verifier(seen.clone());
        let stream = tokio::net::TcpStream::connect(house.tls).await.unwrap();
        let name = rustls::pki_types::ServerName::try_from("localhost").unwrap();
        let _ = tokio_rustls::TlsConnector::from(Arc::new(config)).connect(name, stream).await;
        seen.0.lock().unwrap().as_deref() == Some(der)
    };
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let mut open = house.member("applicant").await;
    // The certificate first: for a moment it has the wrong key.
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    assert!(!shows(made.cert.der()).await);
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    eventually("the new certificate", async || shows(made.cert.der()).await).await;
    std::fs::write(&key, "that is no key").unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    assert!(shows(made.cert.der()).await, "what cannot be used changes nothing");
    assert_ne!(who(&mut open).await, "", "connections go on");
}

/// Takes every certificate, and keeps it.
#[derive(Debug, Default)]
struct Seen(std::sync::Mutex<Option<Vec<u8>>>);

impl rustls::client::danger::ServerCertVerifier for Seen {
    fn verify_server_cert(
        &self,
        certificate: &rustls::pki_types::CertificateDer<'_>,
        _: &[rustls::pki_types::CertificateDer<'_>],
        _: &rustls::pki_types::ServerName<'_>,
        _: &[u8],
        _: rustls::pki_types::UnixTime,
    ) -> Result<rustls::client::danger::ServerCertVerified, rustls::Error> {
        *self.0.lock().unwrap() = Some(certificate.to_vec());
        Ok(rustls::client::danger::ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &rustls::pki_types::CertificateDer<'_>,
        _: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        Ok(rustls::client::danger::HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &rustls::pki_types::CertificateDer<'_>,
        signature: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        self.verify_tls12_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        vec![rustls::SignatureScheme::ECDSA_NISTP256_SHA256, rustls::SignatureScheme::ED25519]
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_change_their_own_password_and_nobody_elses() {
    let house = house();
    let new = "üç mavi kedi çatıda uyur";
    let colleague = house.dn("colleague");
    let modify = |user: Option<&'static str>, old: Option<&'static str>, new: Option<&'static str>| PasswordModify {
        user_id: user,
        old_pass: old,
        new_pass: new,
    };
    let mut ldap = house.member("applicant").await;
    let short = ldap.extended(modify(None, Some(PASSWORD), Some("kısa"))).await.unwrap().1;
    assert_eq!(short.rc, 19, "{}", short.text);
    assert_eq!(ldap.extended(modify(None, Some("yanlış"), Some(new))).await.unwrap().1.rc, 49);
    assert_eq!(ldap.extended(modify(None, None, Some(new))).await.unwrap().1.rc, 53);
    let other: &'static str = colleague.leak();
    assert_eq!(ldap.extended(modify(Some(other), Some(PASSWORD), Some(new))).await.unwrap().1.rc, 50);
    assert_eq!(ldap.extended(modify(None, Some(PASSWORD), Some(new))).await.unwrap().1.rc, 0);
    assert_eq!(house.bind("applicant", new).await, 0);
    assert_eq!(house.bind("applicant", PASSWORD).await, 49);
    assert_eq!(house.bind("colleague", PASSWORD).await, 0);
    let mut officer = house.member("officer").await;
    assert_eq!(officer.extended(modify(None, Some(PASSWORD), Some(new))).await.unwrap().1.rc, 53, "needs a second factor");
    let mut machine = house.posta().await;
    assert_eq!(machine.extended(modify(None, Some(PASSWORD), Some(new))).await.unwrap().1.rc, 50);
}
