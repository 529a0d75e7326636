//! Who sees what.

use crate::{BASE, add_application, eventually, give, house, house_with, machine, names, people};
use ldap3::{Scope, SearchEntry};
use std::collections::HashMap;

async fn read(ldap: &mut ldap3::Ldap, dn: &str, attributes: Vec<&str>) -> HashMap<String, Vec<String>> {
    let (found, _) = ldap.search(dn, Scope::Base, "(objectClass=*)", attributes).await.unwrap().success().unwrap();
    SearchEntry::construct(found.into_iter().next().expect("an entry")).attrs
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_the_root_alone() {
    let house = house();
    let mut ldap = house.connect().await;
    let root = read(&mut ldap, "", vec!["+"]).await;
    assert_eq!(root["namingContexts"], [BASE]);
    assert!(root["supportedExtension"].contains(&"1.3.6.1.4.1.1466.20037".to_owned()));
    let schema = read(&mut ldap, "cn=subschema", vec!["attributeTypes", "objectClasses"]).await;
    assert!(schema["attributeTypes"].iter().any(|it| it.contains("'memberOf'")));
    for (base, scope) in [(BASE, Scope::Base), (BASE, Scope::Subtree), ("ou=people,dc=example,dc=org", Scope::OneLevel)] {
        let result = ldap.search(base, scope, "(objectClass=*)", vec!["1.1"]).await.unwrap();
        assert_eq!((result.0.len(), result.1.rc), (0, 32), "{base}");
    }
    let own = house.dn("applicant");
    assert_eq!(ldap.compare(&own, "uid", "x").await.unwrap().0.rc, 32, "not there for nobody");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_themself() {
    let house = house();
    add_application(&house.kit, "pys");
    give(&house.kit, "applicant", "pys", "kayit");
    let member = house.kit.member("applicant").clone();
    let mut ldap = house.member("applicant").await;
    assert_eq!(people(&mut ldap, "(objectClass=person)").await, [member.user_name.as_str()]);
    let colleague = house.dn("colleague");
    let hidden = ldap.search(&colleague, Scope::Base, "(uid=*)", vec!["cn"]).await.unwrap();
    assert_eq!((hidden.0.len(), hidden.1.rc), (0, 32));
    assert_eq!(ldap.compare(&colleague, "objectClass", "person").await.unwrap().0.rc, 32);
    assert!(names(&mut ldap, BASE, Scope::Subtree, "(ou=*)").await.len() == 5, "the containers and themself");
    let own = read(&mut ldap, &house.dn("applicant"), vec!["*", "+"]).await;
    assert_eq!(own["cn"], [member.full_name()]);
    assert_eq!(own["mail"], [format!("{}@example.org", member.user_name)]);
    assert_eq!(own["mobile"], [member.mobile.e164()]);
    assert_eq!(own["employeeNumber"], [member.staff_no]);
    assert_eq!(own["ou"], ["Çankaya İlçe Müdürlüğü"]);
    assert_eq!(own["pwdChangedTime"], ["20261123060000Z"]);
    assert_eq!(own["structuralObjectClass"], ["inetOrgPerson"]);
    assert!(!own.keys().any(|name| name.to_lowercase().contains("password") || name == "nationalId"), "{own:?}");
    eventually("the role is shown", async || {
        read(&mut ldap, &house.dn("applicant"), vec!["memberOf"]).await.get("memberOf")
            == Some(&vec![format!("cn=pys-kayit,ou=groups,{BASE}")])
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_sees_its_units_and_its_application() {
    let house = house();
    let kit = &house.kit;
    add_application(kit, "pys");
    give(kit, "applicant", "pys", "kayit");
    give(kit, "konak_staff", "pys", "kayit");
    give(kit, "applicant", "e-posta", "yonetici");
    let secret = machine(kit, "pys", "pys-ankara", Some(&kit.unit("ankara").id));
    let mut ldap = house.connect().await;
    ldap.simple_bind(&format!("cn=pys-ankara,ou=applications,{BASE}"), &secret).await.unwrap().success().unwrap();
    let user = |key: &str| kit.member(key).user_name.clone();
    eventually("the group is shown", async || {
        !people(&mut ldap, &format!("(memberOf=cn=pys-kayit,ou=groups,{BASE})")).await.is_empty()
    })
    .await;
    let seen = people(&mut ldap, "(objectClass=person)").await;
    assert!(seen.contains(&user("applicant")) && seen.contains(&user("ankara_head")) && seen.contains(&user("neighbour")));
    assert!(!seen.contains(&user("minister")) && !seen.contains(&user("konak_staff")), "{seen:?}");
    assert_eq!(people(&mut ldap, &format!("(uid={})", user("konak_staff"))).await, [""; 0], "not found by its name either");
    assert_eq!(people(&mut ldap, &format!("(memberOf=cn=pys-kayit,ou=groups,{BASE})")).await, [user("applicant")]);
    let groups = names(&mut ldap, &format!("ou=groups,{BASE}"), Scope::OneLevel, "(objectClass=groupOfNames)").await;
    assert_eq!(groups, [format!("cn=pys-kayit,ou=groups,{BASE}")], "of its own application");
    let group = read(&mut ldap, &groups[0], vec!["member", "memberUid"]).await;
    assert_eq!(group["member"], [house.dn("applicant")], "and whom it sees");
    assert_eq!(group["memberUid"], [user("applicant")]);
    let applicant = read(&mut ldap, &house.dn("applicant"), vec!["memberOf", "mobile"]).await;
    assert_eq!(applicant["memberOf"], groups);
    assert!(!applicant.contains_key("mobile"), "not granted");
    let units = names(&mut ldap, &format!("ou=units,{BASE}"), Scope::OneLevel, "(objectClass=*)").await;
    assert_eq!(units.len(), 3, "Ankara and its two districts: {units:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mobile_numbers_are_for_those_who_are_granted_them() {
    let house = house_with(|config| config.mobile_for = vec!["e-posta".into()]);
    let mut ldap = house.posta().await;
    let found = read(&mut ldap, &house.dn("applicant"), vec!["mobile", "telephoneNumber"]).await;
    assert_eq!(found["mobile"], [house.kit.member("applicant").mobile.e164()]);
    let digits = house.kit.member("applicant").mobile.e164().to_owned();
    assert_eq!(people(&mut ldap, &format!("(mobile={digits})")).await.len(), 1);
    let plain = crate::house();
    let mut ldap = plain.posta().await;
    assert_eq!(people(&mut ldap, "(mobile=*)").await.len(), 0, "what is not seen is not searched");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_that_was_ended_sees_nothing() {
    let house = house();
    let mut ldap = house.posta().await;
    assert!(!people(&mut ldap, "(uid=*)").await.is_empty());
    kunye_core::applications::service::end(&house.kit.world, &kunye_testkit::operator(), "posta", "Posta sistemi yenilendi")
        .unwrap();
    assert_eq!(
        house.connect().await.simple_bind(&format!("cn=posta,ou=applications,{BASE}"), &house.posta).await.unwrap().rc,
        49,
        "at once"
    );
    eventually("open connections too", async || {
        ldap.search(BASE, Scope::Subtree, "(uid=*)", vec!["1.1"]).await.unwrap().1.rc == 32
    })
    .await;
}
