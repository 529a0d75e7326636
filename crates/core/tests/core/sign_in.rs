//! Signing in, throttling, sessions, second factors.

use crate::{sign_in, sign_in_from};
use kunye_core::accounts::change_password::{Change, change};
use kunye_core::accounts::check::{self, Asked, Face, Verdict};
use kunye_core::accounts::second_factor;
use kunye_core::accounts::sessions::{self, Stage};
use kunye_core::audit;
use kunye_core::register::import::{self, ImportKind};
use kunye_kernel::error::Kind;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{HOUR, MINUTE};
use kunye_testkit::{PASSWORD, source, world};

#[test]
fn wrong_name_and_wrong_password_are_told_alike() {
    let kit = world();
    let wrong = sign_in(&kit, "applicant", "yanlış parola").err().unwrap();
    let nobody =
        kunye_core::accounts::sign_in::begin(&kit.world, &source(), "test", None, "hic.kimse", &Secret::new("x")).err().unwrap();
    assert_eq!((wrong.text, wrong.kind), (nobody.text, nobody.kind));
}

#[test]
fn guessing_is_slowed_and_nobody_else_is_locked_out() {
    let kit = world();
    sign_in_from(&kit, "applicant", PASSWORD, "10.0.0.1").unwrap();
    let mut slowed = 0;
    for i in 0..400 {
        // An attacker with many addresses, six tries from each.
        let error = sign_in_from(&kit, "applicant", "tahmin", &format!("203.0.113.{}", i / 6)).err().unwrap();
        slowed += usize::from(matches!(error.kind, Kind::TooMany { .. }));
    }
    assert!(slowed > 200, "{slowed} of 400 refused unheard");
    sign_in_from(&kit, "applicant", PASSWORD, "10.0.0.1").unwrap();
    sign_in_from(&kit, "applicant", PASSWORD, "198.51.100.7").unwrap();
    sign_in_from(&kit, "colleague", PASSWORD, "198.51.100.7").unwrap();
}

#[test]
fn one_address_that_fails_too_often_waits_and_known_people_behind_it_do_not() {
    let kit = world();
    sign_in(&kit, "colleague", PASSWORD).unwrap();
    let guess = |i: usize| {
        let name = format!("tahmin.{i}");
        kunye_core::accounts::sign_in::begin(&kit.world, &source(), "test", None, &name, &Secret::new("x")).err().unwrap().kind
    };
    let refused = (0..100).filter(|i| matches!(guess(*i), Kind::TooMany { .. })).count();
    assert!(refused >= 30, "{refused}");
    sign_in(&kit, "colleague", PASSWORD).unwrap();
}

#[test]
fn a_refusal_costs_the_same_whatever_the_name() {
    let kit = world();
    let hasher = kit.world.hasher.clone();
    let cost = |key: Option<&str>, password: &str, from: &str| {
        let before = hasher.hashes();
        let name = key.map_or("hic.kimse".to_owned(), |key| kit.member(key).user_name.clone());
        let source = kunye_kernel::actor::Source { address: from.into() };
        let asked = Asked { face: Face::Ldap, source: &source, user_name: &name, password: &Secret::new(password) };
        let verdict = check::check(&kit.world, &asked).unwrap();
        (hasher.hashes() - before, verdict)
    };
    let refused = check::HASHES as u64;
    assert_eq!(cost(None, "yanlış", "10.0.0.1").0, refused);
    assert_eq!(cost(Some("applicant"), "yanlış", "10.0.0.1").0, refused);
    crate::ordered(&kit, "applicant");
    kit.run_jobs();
    assert_eq!(cost(Some("applicant"), "yanlış", "10.0.0.1").0, refused, "with a password that waits");
    let new = kit.password_on_phone("applicant");
    let (hashes, verdict) = cost(Some("applicant"), &new, "10.0.0.1");
    assert!(hashes <= 2 && matches!(verdict, Verdict::Open(_)), "the first use of an offered password: {hashes}");
    assert_eq!(cost(Some("applicant"), "yanlış", "10.0.0.2").0, refused, "with a password before");
    assert_eq!(cost(Some("applicant"), &new, "10.0.0.3").0, 1, "the right one");
    let (hashes, verdict) = cost(Some("applicant"), PASSWORD, "10.0.0.2");
    assert!(matches!(verdict, Verdict::Previous) && hashes <= refused);
    let (hashes, verdict) = cost(Some("applicant"), PASSWORD, "10.0.0.2");
    assert!(matches!(verdict, Verdict::Previous) && hashes == 0, "a device that goes on and on");
}

#[test]
fn a_session_ends_with_what_it_hangs_on() {
    let kit = world();
    let w = &kit.world;
    let open = || sign_in(&kit, "applicant", PASSWORD).unwrap().token;
    let valid = |token: &Secret| sessions::resolve(w, token, &source()).unwrap().is_some();
    let idle = open();
    assert!(valid(&idle));
    kit.clock.advance(31 * MINUTE);
    assert!(!valid(&idle), "idle for too long");
    let long = open();
    for _ in 0..(8 * 4) {
        assert!(valid(&long));
        kit.clock.advance(15 * MINUTE);
    }
    assert!(!valid(&long), "eight hours are over");
    assert!(!valid(&Secret::new("made-up")));

    let before = open();
    let at_hand = open();
    let session = sessions::resolve(w, &at_hand, &source()).unwrap().unwrap();
    let new = "üç mavi kedi çatıda uyur";
    let wrong = change(w, &session, &Change { current: Secret::new(""), chosen: Secret::new("kısa"), again: Secret::new("") })
        .unwrap_err();
    assert_eq!(wrong.fields().iter().map(|f| f.text).collect::<Vec<_>>(), ["password-current-missing", "password-too-short"]);
    change(w, &session, &Change { current: Secret::new(PASSWORD), chosen: Secret::new(new), again: Secret::new(new) }).unwrap();
    assert!(!valid(&before), "other sessions end with the password");
    assert!(valid(&at_hand), "the one that changed it goes on");

    let member = kit.member("applicant");
    let transfer = format!(
        "TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n{};{};{};{};Memur;{};{};{}\n",
        member.national_id.digits(),
        member.staff_no,
        member.given_names,
        member.surname,
        kit.unit("konak").detsis,
        member.mobile.spaced(),
        w.today()
    );
    let operator = kunye_testkit::operator();
    let preview = import::preview(w, &operator, ImportKind::People, "t.csv", transfer.as_bytes(), &mut |_| ()).unwrap();
    import::apply(w, &operator, &preview.id, &mut |_| ()).unwrap();
    assert!(!valid(&at_hand), "a transfer ends sessions");
}

#[test]
fn an_officer_gives_a_code_and_each_code_opens_once() {
    let kit = world();
    let w = &kit.world;
    let begin = || {
        let opened = sign_in(&kit, "officer", PASSWORD).unwrap();
        assert_eq!(opened.stage, Stage::NeedsCode);
        let session = sessions::resolve(w, &opened.token, &source()).unwrap().unwrap();
        assert!(!session.actor.has_second_factor());
        (opened.token, session)
    };
    let code = kit.code();
    let (token, session) = begin();
    assert_eq!(second_factor::verify(w, &session, "000000").unwrap_err().fields()[0].text, "second-factor-wrong");
    second_factor::verify(w, &session, &format!("{} {}", &code[..3], &code[3..])).unwrap();
    assert_eq!(sessions::resolve(w, &token, &source()).unwrap().unwrap().stage, Stage::Full);
    let (_, other) = begin();
    assert_eq!(second_factor::verify(w, &other, &code).unwrap_err().fields()[0].text, "second-factor-wrong", "used before");
    for _ in 0..10 {
        let _ = second_factor::verify(w, &other, "111111");
    }
    assert!(matches!(second_factor::verify(w, &other, &kit.code()).unwrap_err().kind, Kind::TooMany { .. }));
}

#[test]
fn enrolment_shows_its_key_to_its_owner_and_recovery_codes_once() {
    let kit = world();
    let w = &kit.world;
    let account = kit.member("officer").account.clone();
    second_factor::reset(w, &kunye_testkit::operator(), &account, "telefon kayboldu").unwrap();
    let opened = sign_in(&kit, "officer", PASSWORD).unwrap();
    assert_eq!(opened.stage, Stage::NeedsEnrolment);
    let session = sessions::resolve(w, &opened.token, &source()).unwrap().unwrap();
    let enrolment = second_factor::start_enrolment(w, &session).unwrap();
    assert!(enrolment.url.expose().starts_with("otpauth://totp/"));
    let again = second_factor::start_enrolment(w, &session).unwrap();
    assert_eq!(enrolment.key.expose(), again.key.expose(), "a reload shows the same key");
    let key = data_encoding::BASE32_NOPAD.decode(enrolment.key.expose().as_bytes()).unwrap();
    let (code, _) = second_factor::code_for_demo(&key, w.now()).unwrap();
    let codes = second_factor::confirm_enrolment(w, &session, &code).unwrap();
    assert_eq!(codes.len(), 8);
    assert!(second_factor::start_enrolment(w, &session).is_err());
    for (round, works) in [(0, true), (1, false)] {
        let opened = sign_in(&kit, "officer", PASSWORD).unwrap();
        let session = sessions::resolve(w, &opened.token, &source()).unwrap().unwrap();
        let outcome = second_factor::verify(w, &session, &codes[0].expose().to_uppercase());
        assert_eq!(outcome.is_ok(), works, "round {round}");
    }
}

#[test]
fn the_record_tells_who_and_cannot_be_rewritten() {
    let kit = world();
    sign_in(&kit, "applicant", PASSWORD).unwrap();
    let _ = sign_in(&kit, "applicant", "yanlış");
    let account = kit.member("applicant").account.clone();
    let story = kit.world.db.read(|conn| audit::story(conn, account.as_str())).unwrap();
    let actions: Vec<&str> = story.iter().map(|line| line.action.as_str()).collect();
    assert!(actions.ends_with(&["session.opened", "session.refused"]), "{actions:?}");
    assert!(story.iter().all(|line| !line.detail.contains(PASSWORD)));
    use diesel::RunQueryDsl;
    for statement in ["UPDATE audit SET reason = 'x'", "DELETE FROM audit"] {
        let refused = kit.world.db.write(|tx| {
            use kunye_core::db::IntoResult;
            diesel::sql_query(statement).execute(tx).or_fail()
        });
        assert!(refused.unwrap_err().to_string().contains("append-only"), "{statement}");
    }
    kit.clock.advance(HOUR);
}
