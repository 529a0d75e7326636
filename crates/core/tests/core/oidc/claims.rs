//! What is told of an address: the same as in the directory (A10).

use super::{claims, code, rig_of, session};
use kunye_core::accounts::email;
use kunye_core::oidc::exchange::exchange;
use kunye_core::oidc::{Client, access};
use kunye_core::register;
use kunye_core::world::World;
use kunye_kernel::mail_domain::MailDomain;
use kunye_testkit::{Kit, source, world_with_provider};
use serde_json::{Value, json};

/// `email` and `email_verified`, as ID token, userinfo and directory tell them in a world.
fn told(kit: &Kit, world: &World, client: &Client, key: &str) -> (Value, Value) {
    let (_, mac) = session(kit, key);
    let code = code(kit, client, &mac, &[("scope", "openid email")]);
    let tokens = exchange(world, client, &source(), &code, super::BACK, super::VERIFIER).unwrap();
    let id = claims(tokens.id_token.expose());
    let info = Value::Object(access::userinfo(world, &tokens.access).unwrap().unwrap());
    let pair = |told: &Value| (told["email"].clone(), told["email_verified"].clone());
    assert_eq!(pair(&id), pair(&info));

    let member = kit.member(key);
    let (card, of_api) = world
        .db
        .read(|conn| {
            let cards = kunye_core::directory::of(conn, std::slice::from_ref(&member.account), world)?;
            let account = kunye_core::accounts::account(conn, &member.account)?;
            let domain = world.mail_domain.as_ref();
            let card = cards.into_iter().next().and_then(|card| card.email).and_then(|email| email.text(&account, domain));
            let person = register::person(conn, &member.id)?.unwrap();
            Ok((card, email::of_people(conn, &[&person], domain)?.remove(&member.id)))
        })
        .unwrap();
    assert_eq!((&card, &of_api), (&id["email"].as_str().map(str::to_owned), &card), "{key}: one rule for all");
    pair(&id)
}

#[test]
fn the_address_is_the_directorys_and_verified_only_where_somebody_stands_for_it() {
    let kit = world_with_provider();
    kit.bring_email("trainer", "selin@merkez.gov.tr");
    kit.bring_email("applicant", "ayse@evden.gov.tr");
    let (kit, client) = rig_of(kit);
    let in_domain = |mail_domain: Option<MailDomain>| World { mail_domain, ..kit.world.clone() };
    let (stated, concluded) = (MailDomain::stated("example.org"), MailDomain::concluded("example.org"));
    let mailbox = json!(format!("{}@example.org", kit.member("applicant").user_name));
    let nothing = (Value::Null, Value::Null);

    assert_eq!(told(&kit, &kit.world, &client, "applicant"), (mailbox.clone(), json!(true)));
    assert_eq!(told(&kit, &in_domain(concluded), &client, "applicant"), (mailbox, json!(false)));
    assert_eq!(told(&kit, &in_domain(None), &client, "applicant"), (json!("ayse@evden.gov.tr"), json!(false)));
    assert_eq!(told(&kit, &in_domain(None), &client, "colleague"), nothing);
    for domain in [stated, None] {
        assert_eq!(told(&kit, &in_domain(domain.clone()), &client, "trainer"), (json!("selin@merkez.gov.tr"), json!(false)));
        assert_eq!(told(&kit, &in_domain(domain), &client, "director"), nothing, "none, and nothing said of it");
    }
    // An address at the host's domain, which a customer's officer wrote down, is nobody's.
    kit.bring_email("planner", &format!("{}@EXAMPLE.org", kit.member("applicant").user_name));
    assert_eq!(told(&kit, &kit.world, &client, "planner"), nothing);
    // Without the scope, nothing of it.
    let (_, mac) = session(&kit, "applicant");
    let code = code(&kit, &client, &mac, &[("scope", "openid profile")]);
    let tokens = exchange(&kit.world, &client, &source(), &code, super::BACK, super::VERIFIER).unwrap();
    let id = claims(tokens.id_token.expose());
    assert!(id.get("email").is_none() && id.get("email_verified").is_none());
}
