//! Clients: who may manage them, and how they prove themselves.

use super::*;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{DecodingKey, EncodingKey, Header};
use kunye_core::oidc::client_auth::{Proof, authenticate};
use kunye_kernel::error::Kind;
use kunye_kernel::time::Time;
use serde_json::json;

fn proves(kit: &Kit, client: &Client, secret: &Secret) -> bool {
    let proof = Proof::Secret { client: client.id.to_string(), secret: Secret::new(secret.expose()) };
    match authenticate(&kit.world, &proof) {
        Ok(_) => true,
        Err(Fault::Refused(refused)) => {
            assert_eq!(refused.error, OAuthError::InvalidClient);
            false
        }
        Err(Fault::Ours(error)) => panic!("{error:?}"),
    }
}

#[test]
fn only_administrators_of_everything_manage_clients() {
    let (kit, client) = rig();
    for key in ["applicant", "officer", "head", "auditor", "help_desk", "ankara_officer"] {
        let actor = kit.actor(key);
        let forbidden = |error: kunye_kernel::error::Error| assert_eq!(error.kind, Kind::Forbidden, "{key}");
        forbidden(verbs::add(&kit.world, &actor, "pys", ClientAuth::None, &described()).err().unwrap());
        forbidden(verbs::change(&kit.world, &actor, &client.id, &described()).err().unwrap());
        forbidden(verbs::renew_secret(&kit.world, &actor, &client.id).err().unwrap());
        forbidden(verbs::end(&kit.world, &actor, &client.id).err().unwrap());
        forbidden(kit.world.db.read(|conn| verbs::registered(conn, &kit.world, &actor, &client.id)).err().unwrap());
        forbidden(kit.world.db.read(|conn| verbs::of_application(conn, &kit.world, &actor, "pys")).err().unwrap());
    }
    verbs::change(&kit.world, &kit.actor("administrator"), &client.id, &described()).unwrap();
}

#[test]
fn a_secret_opens_until_it_is_renewed_or_its_client_ends() {
    let kit = world();
    application(&kit, "pys", true);
    let (client, secret) = verbs::add(&kit.world, &operator(), "pys", ClientAuth::Secret, &described()).unwrap();
    let secret = secret.unwrap();
    assert!(proves(&kit, &client, &secret));
    assert!(!proves(&kit, &client, &Secret::new("")) && !proves(&kit, &client, &Secret::new("x".repeat(43))));
    let nothing = Proof::None { client: client.id.to_string() };
    assert_eq!(error(authenticate(&kit.world, &nothing)), OAuthError::InvalidClient, "a secret cannot be left out");
    let new = verbs::renew_secret(&kit.world, &operator(), &client.id).unwrap();
    assert!(!proves(&kit, &client, &secret) && proves(&kit, &client, &new));
    verbs::end(&kit.world, &operator(), &client.id).unwrap();
    assert!(!proves(&kit, &client, &new));
    assert_eq!(verbs::end(&kit.world, &operator(), &client.id).err().unwrap().kind, Kind::Conflict);
}

#[test]
fn what_is_wrong_about_a_client_changes_nothing() {
    let (kit, client) = rig();
    let field = |change: &dyn Fn(&mut Described)| {
        let mut wrong = described();
        change(&mut wrong);
        let error = verbs::change(&kit.world, &operator(), &client.id, &wrong).err().unwrap();
        error.fields()[0].field
    };
    assert_eq!(field(&|d| d.name = "  ".into()), "name");
    assert_eq!(field(&|d| d.redirects.clear()), "redirects");
    assert_eq!(field(&|d| d.redirects = vec!["http://pys.example.gov.tr/".into()]), "redirects");
    assert_eq!(field(&|d| d.sign_outs = vec!["javascript:alert(1)".into()]), "sign_outs");
    assert_eq!(field(&|d| d.logout_uri = Some("http://10.0.0.1/cikis".into())), "logout_uri");
    assert_eq!(field(&|d| d.jwks = Some("{}".into())), "jwks");
    let kept = kit.world.db.read(|conn| verbs::registered(conn, &kit.world, &operator(), &client.id)).unwrap();
    assert_eq!(kept.redirects, [BACK]);
}

struct Signer {
    key: EncodingKey,
    jwks: String,
}

fn signer() -> Signer {
    let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der.as_ref()).unwrap();
    let public = DecodingKey::from_ec_der(pair.public_key().as_ref());
    let jwk = Jwk::from_decoding_key(&public, Some(jsonwebtoken::Algorithm::ES256)).unwrap();
    Signer { key: EncodingKey::from_ec_der(der.as_ref()), jwks: json!({ "keys": [jwk] }).to_string() }
}

fn assertion(client: &Client, key: &EncodingKey, now: Time, change: &[(&str, serde_json::Value)]) -> Proof {
    let seconds = now.0 / SECOND;
    let mut claims = json!({
        "iss": client.id, "sub": client.id, "aud": "http://kunye.test/oidc/token", "exp": seconds + 60, "iat": seconds, "jti": "1",
    });
    for (name, value) in change {
        claims[*name] = value.clone();
    }
    let token = jsonwebtoken::encode(&Header::new(jsonwebtoken::Algorithm::ES256), &claims, key).unwrap();
    Proof::Assertion { client: None, assertion: Secret::new(token) }
}

#[test]
fn an_assertion_is_its_own_for_us_now_and_once() {
    let kit = world();
    application(&kit, "pys", true);
    let own = signer();
    let wanted = Described { jwks: Some(own.jwks.clone()), ..described() };
    let (client, secret) = verbs::add(&kit.world, &operator(), "pys", ClientAuth::PrivateKeyJwt, &wanted).unwrap();
    assert!(secret.is_none());
    let now = kit.world.now();
    let good = |change: &[(&str, serde_json::Value)]| authenticate(&kit.world, &assertion(&client, &own.key, now, change));
    assert_eq!(good(&[]).unwrap().id, client.id);
    assert_eq!(error(good(&[])), OAuthError::InvalidClient, "shown twice");
    assert!(good(&[("jti", json!("2")), ("aud", json!("http://kunye.test"))]).is_ok());
    let seconds = now.0 / SECOND;
    for wrong in [
        ("aud", json!("https://elsewhere.example")),
        ("iss", json!("somebody")),
        ("sub", json!("somebody")),
        ("exp", json!(seconds - 61)),
        ("exp", json!(seconds + 4_000)),
        ("exp", json!(null)),
        ("nbf", json!(seconds + 600)),
        ("jti", json!(null)),
    ] {
        let fresh = if wrong.0 == "jti" { wrong.clone() } else { ("jti", json!("3")) };
        assert_eq!(error(good(&[fresh, wrong.clone()])), OAuthError::InvalidClient, "{wrong:?}");
    }
    let stranger = assertion(&client, &signer().key, now, &[("jti", json!("4"))]);
    assert_eq!(error(authenticate(&kit.world, &stranger)), OAuthError::InvalidClient);
    // The public keys as the secret of an HMAC.
    let hmac = EncodingKey::from_secret(own.jwks.as_bytes());
    let claims = json!({ "iss": client.id, "sub": client.id, "aud": "http://kunye.test", "exp": seconds + 60, "jti": "5" });
    let token = jsonwebtoken::encode(&Header::new(jsonwebtoken::Algorithm::HS256), &claims, &hmac).unwrap();
    let proof = Proof::Assertion { client: None, assertion: Secret::new(token) };
    assert_eq!(error(authenticate(&kit.world, &proof)), OAuthError::InvalidClient);
}

#[test]
fn private_keys_are_not_taken() {
    let kit = world();
    application(&kit, "pys", true);
    let mut set: serde_json::Value = serde_json::from_str(&signer().jwks).unwrap();
    set["keys"][0]["d"] = "c2VjcmV0".into();
    for jwks in [set.to_string(), "{\"keys\":[]}".into(), "[]".into(), "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}".into()] {
        let wrong = Described { jwks: Some(jwks), ..described() };
        let error = verbs::add(&kit.world, &operator(), "pys", ClientAuth::PrivateKeyJwt, &wrong).err().unwrap();
        assert_eq!(error.fields()[0].field, "jwks");
    }
}

#[test]
fn tokens_are_told_about_within_their_application_and_revoked_by_their_client() {
    let (kit, client) = rig();
    application(&kit, "ebys", true);
    let (neighbour, stranger) = (super::client(&kit, "pys", &described()), super::client(&kit, "ebys", &described()));
    let (_, mac) = session(&kit, "applicant");
    let given = tokens(&kit, &client, &mac, &[]);
    let told = |caller: &Client, token: &Secret| access::introspect(&kit.world, caller, token).unwrap();
    assert_eq!(told(&neighbour, &given.access)["active"], true);
    assert_eq!(told(&neighbour, &given.access)["username"], kit.member("applicant").user_name);
    assert_eq!(told(&client, &given.refresh)["token_type"], "refresh_token");
    assert_eq!(told(&stranger, &given.access), json!({ "active": false }));
    assert_eq!(told(&client, &Secret::new("x")), json!({ "active": false }));
    access::revoke(&kit.world, &neighbour, &given.refresh, &source()).unwrap();
    assert!(opens(&kit, &given), "not its own");
    access::revoke(&kit.world, &client, &given.access, &source()).unwrap();
    assert_eq!(told(&client, &given.access)["active"], false);
    assert_eq!(told(&client, &given.refresh)["active"], true);
    access::revoke(&kit.world, &client, &given.refresh, &source()).unwrap();
    assert_eq!(told(&client, &given.refresh)["active"], false);
}
