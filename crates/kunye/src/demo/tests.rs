use super::*;
use kunye_core::accounts::{second_factor, sessions::Stage as SignIn, sign_in};
use kunye_core::reports::record::{self, Search, Whom};
use kunye_core::requests::lists::{self, Tab};
use kunye_core::training::attendance;
use kunye_kernel::actor::{Actor, Source};
use kunye_kernel::language::Language;
use kunye_kernel::page::PageRequest;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::Clock;
use std::collections::BTreeSet;

fn terminal() -> Terminal {
    Terminal::new(Some(Language::Tr), |_| None).unwrap()
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    assert!(!ready(path, false).unwrap(), "an empty folder is taken");
    std::fs::write(path.join("thesis.doc"), "years of work").unwrap();
    for fresh in [false, true] {
        assert_eq!(ready(path, fresh).unwrap_err().text, "cli-demo-not-ours");
    }
    assert!(path.join("thesis.doc").exists());
    std::fs::write(path.join(cast::FILE), "[]").unwrap();
    assert!(ready(path, false).unwrap());
    assert!(!ready(path, true).unwrap() && !path.exists());
}

/// The whole preparation, then what a visitor would do: sign in as everybody, and look at the officer's list.
#[test]
fn the_play_can_begin() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    prepare::prepare(&terminal(), path, Actor::Operator { name: "test".into() }).unwrap();
    let ground = Ground::inside(path);
    let world = ground.world(Arc::new(NoGateway), Arc::new(NoGateway)).unwrap();

    let personas = cast::load(path).unwrap();
    let roles: Vec<&str> = personas.iter().map(|who| who.role.as_str()).collect();
    let of_accounts = ["applicant", "applicant", "staff", "supervisor", "deputy", "officer", "administrator", "auditor"];
    let of_training = [
        "planner",
        "coordinator",
        "coordinator",
        "trainer",
        "account_manager",
        "director",
        "provider_auditor",
        "participant",
        "participant",
    ];
    assert_eq!(roles, [&of_accounts[..], &of_training].concat());
    for who in personas.iter().filter(|who| !who.password.is_empty()) {
        let source = Source { address: "192.0.2.1".into() };
        let opened = sign_in::begin(&world, &source, "test", None, &who.user_name, &Secret::new(&*who.password)).unwrap();
        assert_eq!(opened.stage, if who.second_factor.is_some() { SignIn::NeedsCode } else { SignIn::Full }, "{}", who.role);
        if let Some(key) = &who.second_factor {
            assert_eq!(second_factor::code_for_demo(key, SystemClock.now()).unwrap().0.len(), 6);
        }
    }
    assert!(personas.iter().filter(|who| who.password.is_empty()).all(|who| who.facts.len() == 5));

    let acting = |role: &str| {
        let who = personas.iter().find(|who| who.role == role).unwrap();
        let account = world.db.read(|conn| kunye_core::accounts::by_user_name(conn, &who.user_name)).unwrap().unwrap();
        Actor::Person { person: account.person_id, account: account.id, second_factor: true, source: Source::local() }
    };
    let (officer, today) = (acting("officer"), world.today());
    let list = world.db.read(|conn| lists::for_officer(conn, &officer, today, Tab::All, "", PageRequest::default())).unwrap();
    let states: BTreeSet<&str> = list.items.iter().map(|row| row.request.state.as_str()).collect();
    let expected = ["approved", "awaiting_approval", "declined", "failed", "fulfilled", "refused"];
    assert_eq!(states, BTreeSet::from(expected));
    assert_eq!(list.total, 10);

    // An auditor of the centre finds what attendance rests on from the record, and reads it; the ministry's does not.
    let search = Search { action: Some("certificates.ordered".to_owned()), ..Search::default() };
    let auditor = acting("provider_auditor");
    let found = world.db.read(|conn| record::list(conn, &auditor, today, &search, PageRequest::default())).unwrap();
    let Some(Whom::Training { reference, evidence: true }) = found.items.first().map(|told| &told.whom) else {
        panic!("no training whose attendance can be looked into: {found:?}")
    };
    let history = |actor: &Actor| world.db.read(|conn| attendance::history(conn, actor, reference, today));
    assert!(!history(&auditor).unwrap().lines.is_empty());
    assert_eq!(history(&acting("auditor")).unwrap_err().text, "error-not-found");
}
