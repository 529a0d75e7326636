//! Tokens die at once with what they stand on, and clients hear of it.

use super::*;
use kunye_core::accounts::change_password::{Change, change};
use kunye_core::applications::{demo, roles};
use kunye_core::messages::ports::Heard;
use kunye_core::oidc::refresh::refresh;
use kunye_core::oidc::{logout, settle};
use kunye_kernel::time::{DAY, HOUR, MINUTE};

#[test]
fn with_the_session() {
    let (kit, client) = rig();
    let (token, mac) = session(&kit, "applicant");
    let given = tokens(&kit, &client, &mac, &[]);
    sessions::end(&kit.world, &token).unwrap();
    assert!(!opens(&kit, &given));
    assert_eq!(error(refresh(&kit.world, &client, &source(), &given.refresh, None)), OAuthError::InvalidGrant);
    settle::lately(&kit.world).unwrap();
    settle::lately(&kit.world).unwrap();
    kit.run_jobs();
    let calls = kit.told.calls();
    assert_eq!(calls.len(), 1, "told once");
    let (uri, told) = &calls[0];
    assert_eq!(uri, "https://pys.example.gov.tr/cikis");
    let (told, id) = (claims(told), claims(given.id_token.expose()));
    assert_eq!((&told["sid"], &told["sub"], &told["aud"]), (&id["sid"], &id["sub"], &id["aud"]));
    assert!(told["events"]["http://schemas.openid.net/event/backchannel-logout"].is_object());
    assert!(told.get("nonce").is_none() && told["jti"].is_string());
}

#[test]
fn with_the_password() {
    let (kit, client) = rig();
    let (token, mac) = session(&kit, "applicant");
    let given = tokens(&kit, &client, &mac, &[("scope", "openid offline_access")]);
    let own = sessions::resolve(&kit.world, &token, &source()).unwrap().unwrap();
    let chosen = || Secret::new("beş mor kayık gölde");
    change(&kit.world, &own, &Change { current: Secret::new(PASSWORD), chosen: chosen(), again: chosen() }).unwrap();
    assert!(!opens(&kit, &given));
    assert_eq!(error(refresh(&kit.world, &client, &source(), &given.refresh, None)), OAuthError::InvalidGrant);
}

#[test]
fn with_the_thirty_days() {
    let (kit, client) = rig();
    let (_, mac) = session(&kit, "applicant");
    let given = tokens(&kit, &client, &mac, &[("scope", "openid offline_access")]);
    kit.clock.advance(30 * DAY);
    assert!(!opens(&kit, &given));
}

#[test]
fn with_the_client_and_the_application() {
    let (kit, client) = rig();
    let (_, mac) = session(&kit, "applicant");
    let given = tokens(&kit, &client, &mac, &[]);
    verbs::end(&kit.world, &operator(), &client.id).unwrap();
    assert!(!opens(&kit, &given));
    let second = super::client(&kit, "pys", &described());
    let given = tokens(&kit, &second, &mac, &[]);
    manage::end(&kit.world, &operator(), "pys", "Artık kullanılmıyor.").unwrap();
    assert!(!opens(&kit, &given));
    let read = authorise::read(&kit.world, &parameters(&second, &[])).unwrap();
    assert!(matches!(read, Reading::Stop(_)));
}

#[test]
fn with_the_last_role_where_one_is_needed() {
    let kit = world();
    application(&kit, "ybs", false);
    manage::add_role(&kit.world, &operator(), "ybs", "veri-girisi", "Veri girişi").unwrap();
    let client = client(&kit, "ybs", &described());
    let (_, mac) = session(&kit, "applicant");
    assert!(matches!(
        decide(&kit, &asked(&kit, &client, &[]), Some(&mac)),
        Decision::Refuse(refused) if refused.error == OAuthError::AccessDenied
    ));
    let member = kit.member("applicant");
    kit.world
        .db
        .write(|tx| {
            let (_, role) = roles(tx)?.into_iter().find(|(application, _)| application.slug == "ybs").unwrap();
            let account = kunye_core::accounts::account(tx, &member.account)?;
            demo::give(tx, &kit.world, &operator(), &account, &member.unit, &role.id)
        })
        .unwrap();
    let given = tokens(&kit, &client, &mac, &[]);
    assert_eq!(claims(given.id_token.expose())["roles"], serde_json::json!(["veri-girisi"]));
    manage::end_role(&kit.world, &operator(), "ybs", "veri-girisi", "Artık kullanılmıyor.").unwrap();
    assert!(!opens(&kit, &given));
}

#[test]
fn a_client_that_does_not_answer_is_told_again() {
    let (kit, client) = rig();
    let (token, mac) = session(&kit, "applicant");
    tokens(&kit, &client, &mac, &[]);
    kit.told.answer(Heard::Silence("refused".into()));
    sessions::end(&kit.world, &token).unwrap();
    settle::lately(&kit.world).unwrap();
    kit.run_jobs();
    kit.clock.advance(MINUTE);
    kit.run_jobs();
    assert!(kit.told.calls().len() >= 2);
    kit.told.answer(Heard::Yes);
    kit.clock.advance(HOUR);
    kit.run_jobs();
    let heard = kit.told.calls().len();
    kit.pass(DAY);
    assert_eq!(kit.told.calls().len(), heard);
}

#[test]
fn codes_that_nobody_fetches_open_nothing_and_tell_nobody() {
    let (kit, client) = rig();
    let (token, mac) = session(&kit, "applicant");
    code(&kit, &client, &mac, &[]);
    kit.pass(HOUR);
    sessions::end(&kit.world, &token).unwrap();
    settle::lately(&kit.world).unwrap();
    kit.run_jobs();
    assert_eq!(kit.told.calls(), []);
}

#[test]
fn who_signs_in_again_goes_on_and_somebody_else_does_not() {
    let (kit, client) = rig();
    let (_, mac) = session(&kit, "applicant");
    let given = tokens(&kit, &client, &mac, &[]);
    let (_, again) = session(&kit, "applicant");
    let account = &kit.member("applicant").account;
    logout::succeed(&kit.world, account, &mac, &again).unwrap();
    assert!(opens(&kit, &given));
    let (_, other) = session(&kit, "colleague");
    logout::succeed(&kit.world, &kit.member("colleague").account, &again, &other).unwrap();
    assert!(!opens(&kit, &given));
    kit.run_jobs();
    assert_eq!(kit.told.calls().len(), 1);
}
