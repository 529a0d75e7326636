//! Refresh tokens: each is good once.

use super::*;
use kunye_core::audit;
use kunye_core::oidc::refresh::refresh;
use kunye_kernel::time::{DAY, HOUR, MINUTE};

fn renew(kit: &Kit, client: &Client, token: &Secret) -> Result<Tokens, Fault> {
    refresh(&kit.world, client, &source(), token, None)
}

#[test]
fn each_refresh_gives_the_next() {
    let (kit, client) = rig();
    let (_, mac) = session(&kit, "applicant");
    let first = tokens(&kit, &client, &mac, &[]);
    let second = renew(&kit, &client, &first.refresh).unwrap();
    assert!(opens(&kit, &first) && opens(&kit, &second));
    let (old, new) = (claims(first.id_token.expose()), claims(second.id_token.expose()));
    assert_eq!((&old["sub"], &old["auth_time"], &old["sid"]), (&new["sub"], &new["auth_time"], &new["sid"]));
    assert!(new.get("nonce").is_none());
    let third = renew(&kit, &client, &second.refresh).unwrap();
    kit.clock.advance(11 * MINUTE);
    assert!(!opens(&kit, &third), "access tokens are short");
    assert!(renew(&kit, &client, &third.refresh).is_ok());
}

#[test]
fn a_stolen_token_ends_the_family_whoever_comes_second() {
    let (kit, client) = rig();
    let (_, mac) = session(&kit, "applicant");
    let first = tokens(&kit, &client, &mac, &[]);
    let second = renew(&kit, &client, &first.refresh).unwrap();
    let third = renew(&kit, &client, &second.refresh).unwrap();
    // The answer to the first was used, so asking for it again cannot be a lost answer.
    assert_eq!(error(renew(&kit, &client, &first.refresh)), OAuthError::InvalidGrant);
    assert!(!opens(&kit, &first) && !opens(&kit, &second) && !opens(&kit, &third));
    assert_eq!(error(renew(&kit, &client, &third.refresh)), OAuthError::InvalidGrant);
    let account = kit.member("applicant").account.clone();
    let lines = kit.world.db.read(|conn| audit::story(conn, account.as_str())).unwrap();
    assert_eq!(lines.iter().filter(|line| line.action == "oidc.reuse-detected").count(), 1);
}

#[test]
fn a_lost_answer_is_given_again_and_the_lost_one_is_worth_nothing() {
    let (kit, client) = rig();
    let (_, mac) = session(&kit, "applicant");
    let first = tokens(&kit, &client, &mac, &[]);
    let lost = renew(&kit, &client, &first.refresh).unwrap();
    kit.clock.advance(30 * SECOND);
    let found = renew(&kit, &client, &first.refresh).unwrap();
    assert!(opens(&kit, &found) && !opens(&kit, &lost));
    // Whoever has the lost answer after all gives itself away.
    assert_eq!(error(renew(&kit, &client, &lost.refresh)), OAuthError::InvalidGrant);
    assert!(!opens(&kit, &found));

    let first = tokens(&kit, &client, &mac, &[]);
    renew(&kit, &client, &first.refresh).unwrap();
    kit.clock.advance(31 * SECOND);
    assert_eq!(error(renew(&kit, &client, &first.refresh)), OAuthError::InvalidGrant, "too late for a lost answer");
}

#[test]
fn a_token_is_renewed_by_its_own_client_within_its_scope() {
    let (kit, client) = rig();
    let other = super::client(&kit, "pys", &described());
    let (_, mac) = session(&kit, "applicant");
    let given = tokens(&kit, &client, &mac, &[]);
    assert_eq!(error(renew(&kit, &other, &given.refresh)), OAuthError::InvalidGrant);
    assert_eq!(error(renew(&kit, &client, &given.access)), OAuthError::InvalidGrant);
    let wider = refresh(&kit.world, &client, &source(), &given.refresh, Some("openid email"));
    assert_eq!(error(wider), OAuthError::InvalidScope);
    assert!(renew(&kit, &client, &given.refresh).is_ok(), "wrong tries cost nothing");
}

#[test]
fn who_works_in_the_application_is_not_idle() {
    let (kit, client) = rig();
    let (token, mac) = session(&kit, "applicant");
    let mut given = tokens(&kit, &client, &mac, &[]);
    for _ in 0..4 {
        kit.clock.advance(20 * MINUTE);
        given = renew(&kit, &client, &given.refresh).unwrap();
    }
    assert!(sessions::resolve(&kit.world, &token, &source()).unwrap().is_some());
    kit.clock.advance(31 * MINUTE);
    assert_eq!(error(renew(&kit, &client, &given.refresh)), OAuthError::InvalidGrant);
}

#[test]
fn offline_access_outlives_the_session_and_not_the_password() {
    let (kit, client) = rig();
    let (token, mac) = session(&kit, "applicant");
    let mut given = tokens(&kit, &client, &mac, &[("scope", "openid offline_access")]);
    sessions::end(&kit.world, &token).unwrap();
    kit.pass(HOUR);
    kit.run_jobs();
    assert_eq!(kit.told.calls().len(), 1, "the client's session ends with ours");
    given = renew(&kit, &client, &given.refresh).unwrap();
    assert!(opens(&kit, &given));
    kit.pass(20 * DAY);
    given = renew(&kit, &client, &given.refresh).unwrap();
    kit.pass(10 * DAY);
    assert_eq!(error(renew(&kit, &client, &given.refresh)), OAuthError::InvalidGrant, "the password's thirty days are over");
    assert_eq!(kit.told.calls().len(), 1);
}
