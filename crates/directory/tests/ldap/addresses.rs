//! Addresses (A10): the host has mailboxes; people of other institutions have what the register knows.

use crate::{eventually, house_of, people, settings};
use kunye_core::accounts::orders::{self, Order};
use kunye_core::register::host;
use kunye_kernel::mail_domain::MailDomain;
use kunye_testkit::{operator, world_with_provider};

/// What filters of every kind find by an address.
async fn found(ldap: &mut ldap3::Ldap, address: &str) -> Vec<Vec<String>> {
    let (local, domain) = address.split_once('@').unwrap();
    let mut all = Vec::new();
    for filter in [
        format!("(mail={address})"),
        format!("(mail={})", address.to_uppercase()),
        format!("(&(objectClass=inetOrgPerson)(mail={address}))"),
        format!("(mail={local}@*)"),
        format!("(&(mail={local}*)(mail=*@{domain}))"),
        format!("(mail:caseIgnoreMatch:={address})"),
    ] {
        all.push(people(ldap, &filter).await);
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customers_people_have_the_address_that_the_register_knows() {
    let kit = world_with_provider();
    kit.bring_email("trainer", "s.arikan@merkez.gov.tr");
    // Written by a customer's officer: it would be somebody else's mailbox.
    let applicant = kit.member("applicant").user_name.clone();
    kit.bring_email("planner", &format!("{applicant}@Example.ORG"));
    kit.bring_email("applicant", "ayse@evden.gov.tr");
    let house = house_of(kit, |_| ());
    let user = |key: &str| house.kit.member(key).user_name.clone();
    let mailbox = |key: &str| format!("{}@example.org", user(key));
    let mut ldap = house.posta().await;

    for (address, key) in [("s.arikan@merkez.gov.tr".to_owned(), "trainer"), (mailbox("applicant"), "applicant")] {
        assert_eq!(found(&mut ldap, &address).await, vec![vec![user(key)]; 6], "{address}");
    }
    for nobodys in [mailbox("trainer"), mailbox("planner"), mailbox("director"), "ayse@evden.gov.tr".into()] {
        assert_eq!(found(&mut ldap, &nobodys).await, vec![Vec::<String>::new(); 6], "{nobodys}");
    }
    for key in ["planner", "director"] {
        assert!(people(&mut ldap, &format!("(&(uid={})(mail=*))", user(key))).await.is_empty(), "{key}");
    }
    let with = people(&mut ldap, "(mail=*)").await.len();
    assert_eq!(with, house.kit.members().count() - 3, "planner, director and account manager have none");
    assert_eq!(people(&mut ldap, "(!(mail=*))").await.len(), 3);
    let dn = house.dn("trainer");
    assert_eq!(ldap.compare(&dn, "mail", "S.Arikan@merkez.gov.tr").await.unwrap().0.rc, 6);
    assert_eq!(ldap.compare(&dn, "mail", &mailbox("trainer")).await.unwrap().0.rc, 5);

    // The register says something else.
    house.kit.bring_email("trainer", "selin@yeni.gov.tr");
    eventually("the new address", async || people(&mut ldap, "(mail=selin@yeni.gov.tr)").await == [user("trainer")]).await;
    assert!(people(&mut ldap, "(mail=s.arikan@merkez.gov.tr)").await.is_empty(), "and the old one is forgotten");
    // An account is suspended.
    let (administrator, applicants) = (house.kit.actor("administrator"), format!("(mail={})", mailbox("applicant")));
    orders::give(&house.kit.world, &administrator, &applicant, Order::Suspend, "Parolası çalınmış olabilir.").unwrap();
    eventually("suspended, it has none", async || people(&mut ldap, &applicants).await.is_empty()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mailboxes_go_with_the_host() {
    let kit = world_with_provider();
    kit.bring_email("applicant", "ayse@evden.gov.tr");
    let house = house_of(kit, |_| ());
    let user = |key: &str| house.kit.member(key).user_name.clone();
    let mut ldap = house.posta().await;
    let provider = house.kit.unit("provider").detsis.clone();
    host::name(&house.kit.world, &operator(), &provider, "Deneme").unwrap();
    let trainers = format!("(mail={}@example.org)", user("trainer"));
    eventually("the new host's mailbox", async || people(&mut ldap, &trainers).await == [user("trainer")]).await;
    assert!(people(&mut ldap, &format!("(mail={}@example.org)", user("applicant"))).await.is_empty());
    assert_eq!(people(&mut ldap, "(mail=ayse@evden.gov.tr)").await, [user("applicant")]);
}

#[test]
fn the_base_writes_a_domain_where_something_listens() {
    let domain = |config: &kunye_directory::Config| config.domain().and_then(|name| MailDomain::concluded(&name));
    let mut config = settings();
    assert_eq!(domain(&config).unwrap().as_str(), "example.org");
    config.listen = None;
    assert!(config.domain().is_some(), "LDAPS alone");
    config.listen_tls = None;
    assert_eq!(config.domain(), None);
}
