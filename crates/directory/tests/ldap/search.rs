//! Searching: every kind of filter, scopes, attributes, limits, pages.

use crate::{BASE, House, add_application, eventually, give, house, house_with, names, people};
use ldap3::adapters::{Adapter, EntriesOnly, PagedResults};
use ldap3::{Scope, SearchEntry, SearchOptions};

fn user(house: &House, key: &str) -> String {
    house.kit.member(key).user_name.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_filter() {
    let house = house();
    let mut ldap = house.posta().await;
    let applicant = house.kit.member("applicant").clone();
    let everybody = house.kit.members().count();
    assert_eq!(people(&mut ldap, "(objectClass=inetOrgPerson)").await.len(), everybody);
    let uid = applicant.user_name.as_str();
    for filter in [
        format!("(uid={uid})"),
        format!("(UID={})", uid.to_uppercase()),
        format!("(mail={uid}@example.org)"),
        format!("(0.9.2342.19200300.100.1.1={uid})"),
        format!("(&(objectClass=posixAccount)(uid={uid}))"),
        format!("(|(uid={uid})(uid=hic.kimse))"),
        format!("(&(uid={uid})(!(sn=Yücel)))"),
        "(cn=Ayşe Nur Öztürk)".into(),
        "(cn=AYŞE  nur öztürk)".into(),
        "(cn~=ayse ozt)".into(),
        "(sn=Özt*)".into(),
        "(cn=*nur*türk)".into(),
        "(cn=Ayşe*Öz*)".into(),
        format!("(employeeNumber={})", applicant.staff_no),
        "(cn:=ayşe nur öztürk)".into(),
        format!("(uid:caseIgnoreMatch:={uid})"),
        format!("(:caseExactMatch:=/home/{uid})"),
        format!("(uid:dn:={uid})"),
        format!("(&(ou:dn:=people)(uid={uid}))"),
        format!("(&(uid={uid})(createTimestamp>=20200101000000Z)(createTimestamp<=20300101000000Z))"),
    ] {
        assert_eq!(people(&mut ldap, &filter).await, [uid], "{filter}");
    }
    for filter in [
        "(cn=Ayşe)",
        "(uid=)",
        "(uid=hic.kimse)",
        "(mail=ayse@elsewhere.org)",
        "(noSuchAttribute=*)",
        "(!(noSuchAttribute=x))",
        "(uidNumber>=x)",
        "(&(uid=*)(noSuchAttribute=x))",
        "(userPassword=*)",
        "(|)",
    ] {
        assert_eq!(people(&mut ldap, filter).await, [""; 0], "{filter}");
    }
    assert_eq!(people(&mut ldap, "(&)").await.len(), everybody);
    let number = people(&mut ldap, "(uidNumber>=1900000000)").await.len();
    assert_eq!((number, people(&mut ldap, "(uidNumber<=1900000000)").await.len()), (everybody, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_stay_and_differ() {
    let house = house();
    let mut ldap = house.posta().await;
    let (found, _) = ldap
        .search(&format!("ou=people,{BASE}"), Scope::OneLevel, "(uid=*)", vec!["uidNumber", "entryUUID"])
        .await
        .unwrap()
        .success()
        .unwrap();
    let entries: Vec<SearchEntry> = found.into_iter().map(SearchEntry::construct).collect();
    let numbers: std::collections::BTreeSet<&String> = entries.iter().map(|entry| &entry.attrs["uidNumber"][0]).collect();
    assert_eq!(numbers.len(), entries.len());
    for entry in &entries {
        let by_number = format!("(uidNumber={})", entry.attrs["uidNumber"][0]);
        let by_uuid = format!("(entryUUID={})", entry.attrs["entryUUID"][0]);
        for filter in [by_number, by_uuid] {
            assert_eq!(names(&mut ldap, BASE, Scope::Subtree, &filter).await, std::slice::from_ref(&entry.dn), "{filter}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn scopes() {
    let house = house();
    add_application(&house.kit, "pys");
    give(&house.kit, "applicant", "e-posta", "kutu");
    let mut ldap = house.posta().await;
    let group = format!("cn=e-posta-kutu,ou=groups,{BASE}");
    eventually("the group", async || names(&mut ldap, BASE, Scope::Subtree, "(cn=e-posta-kutu)").await == [group.clone()]).await;
    let (everybody, units) = (house.kit.members().count(), 7);
    let mut count = async |base: &str, scope| names(&mut ldap, base, scope, "(objectClass=*)").await.len();
    assert_eq!(count(BASE, Scope::Base).await, 1);
    assert_eq!(count(BASE, Scope::OneLevel).await, 4);
    assert_eq!(count(BASE, Scope::Subtree).await, 1 + 4 + everybody + units + 1 + 1);
    assert_eq!(count(&format!("ou=people,{BASE}"), Scope::Subtree).await, 1 + everybody);
    assert_eq!(count(&format!("ou=units,{BASE}"), Scope::OneLevel).await, units);
    assert_eq!(count(&house.dn("applicant"), Scope::Subtree).await, 1);
    assert_eq!(count(&house.dn("applicant"), Scope::OneLevel).await, 0);
    for (base, matched) in [
        (format!("uid=hic.kimse,ou=people,{BASE}"), format!("ou=people,{BASE}")),
        (format!("ou=nowhere,{BASE}"), BASE.to_owned()),
        ("dc=other,dc=org".to_owned(), String::new()),
    ] {
        let result = ldap.search(&base, Scope::Subtree, "(uid=*)", vec!["1.1"]).await.unwrap().1;
        assert_eq!((result.rc, result.matched), (32, matched), "{base}");
    }
    assert_eq!(ldap.search("no name", Scope::Base, "(uid=*)", vec!["1.1"]).await.unwrap().1.rc, 34);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_attributes_that_were_asked_for() {
    let house = house();
    let mut ldap = house.posta().await;
    let dn = house.dn("applicant");
    let mut attributes = async |names: Vec<&str>, types_only: bool| {
        ldap.with_search_options(SearchOptions::new().typesonly(types_only));
        let (found, _) = ldap.search(&dn, Scope::Base, "(uid=*)", names).await.unwrap().success().unwrap();
        SearchEntry::construct(found.into_iter().next().unwrap()).attrs
    };
    let keys = |attributes: &std::collections::HashMap<String, Vec<String>>| {
        let mut keys: Vec<String> = attributes.keys().cloned().collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&attributes(vec!["CN", "surname", "noSuch"], false).await), ["cn", "sn"]);
    assert!(attributes(vec!["1.1"], false).await.is_empty());
    let user = attributes(vec![], false).await;
    assert!(user.contains_key("objectClass") && !user.contains_key("entryUUID"));
    assert_eq!(keys(&user), keys(&attributes(vec!["*"], false).await));
    let operational = attributes(vec!["+"], false).await;
    assert!(operational.contains_key("entryUUID") && !operational.contains_key("cn"));
    let types = attributes(vec!["cn", "objectClass"], true).await;
    assert_eq!(keys(&types), ["cn", "objectClass"]);
    assert!(types.values().all(Vec::is_empty), "{types:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_and_pages() {
    let house = house_with(|config| config.size_limit = 6);
    let mut ldap = house.posta().await;
    let everybody = house.kit.members().count();
    let base = format!("ou=people,{BASE}");
    let (found, result) = {
        let it = ldap.search(&base, Scope::OneLevel, "(uid=*)", vec!["uid"]).await.unwrap();
        (it.0, it.1)
    };
    assert_eq!((found.len(), result.rc), (6, 4), "the server's own limit");
    ldap.with_search_options(SearchOptions::new().sizelimit(3));
    let it = ldap.search(&base, Scope::OneLevel, "(uid=*)", vec!["uid"]).await.unwrap();
    assert_eq!((it.0.len(), it.1.rc), (3, 4), "the client's");
    ldap.with_search_options(SearchOptions::new().sizelimit(1));
    let one = ldap.search(&base, Scope::OneLevel, &format!("(uid={})", user(&house, "applicant")), vec!["uid"]).await.unwrap();
    assert_eq!((one.0.len(), one.1.rc), (1, 0), "exactly as many as allowed");
    for size in [1, 4, 100] {
        let adapters: Vec<Box<dyn Adapter<_, _>>> = vec![Box::new(EntriesOnly::new()), Box::new(PagedResults::new(size))];
        let mut search = ldap.streaming_search_with(adapters, &base, Scope::OneLevel, "(uid=*)", vec!["uid"]).await.unwrap();
        let mut seen = Vec::new();
        while let Some(entry) = search.next().await.unwrap() {
            seen.push(SearchEntry::construct(entry).dn);
        }
        assert_eq!(search.finish().await.rc, 0);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), everybody, "pages of {size}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn comparing() {
    let house = house();
    let mut ldap = house.posta().await;
    let dn = house.dn("applicant");
    for (attribute, value, code) in [
        ("sn", "öztürk", 6),
        ("sn", "Yücel", 5),
        ("objectClass", "inetOrgPerson", 6),
        ("mobile", "+905023001020", 16),
        ("noSuch", "x", 17),
    ] {
        assert_eq!(ldap.compare(&dn, attribute, value).await.unwrap().0.rc, code, "{attribute}={value}");
    }
    assert_eq!(ldap.compare(&format!("uid=hic.kimse,ou=people,{BASE}"), "sn", "x").await.unwrap().0.rc, 32);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_directory_is_read_only() {
    let house = house();
    let mut ldap = house.posta().await;
    let dn = house.dn("applicant");
    assert_eq!(ldap.delete(&dn).await.unwrap().rc, 53);
    assert_eq!(ldap.add(&dn, vec![("cn", ["x"].into_iter().collect())]).await.unwrap().rc, 53);
    assert_eq!(ldap.modify(&dn, vec![ldap3::Mod::Replace("sn", ["x"].into_iter().collect())]).await.unwrap().rc, 53);
    assert_eq!(ldap.modifydn(&dn, "uid=x", true, None).await.unwrap().rc, 53);
}
