//! Signing keys, and what is believed of tokens that come back.

use super::*;
use kunye_core::oidc::keys::{published, rotate, tick};
use kunye_core::oidc::logout::farewell;
use kunye_kernel::time::{DAY, HOUR};

fn kids(kit: &Kit) -> Vec<String> {
    let set = published(&kit.world).unwrap();
    let es = set["keys"].as_array().unwrap().iter().filter(|key| key["alg"] == "ES256");
    es.map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
}

fn signed_with(kit: &Kit, client: &Client) -> String {
    let (_, mac) = session(kit, "applicant");
    jsonwebtoken::decode_header(tokens(kit, client, &mac, &[]).id_token.expose()).unwrap().kid.unwrap()
}

#[test]
fn a_key_is_known_before_it_signs_and_after_it_has_signed() {
    let (kit, client) = rig();
    let first = kids(&kit);
    assert_eq!(first, [signed_with(&kit, &client)]);
    kit.clock.advance(88 * DAY);
    tick(&kit.world).unwrap();
    tick(&kit.world).unwrap();
    let both = kids(&kit);
    assert_eq!(both.len(), 2, "the next is published once");
    assert_eq!(published(&kit.world).unwrap()["keys"].as_array().unwrap().len(), 4, "of each algorithm");
    kit.clock.advance(2 * DAY);
    tick(&kit.world).unwrap();
    assert_eq!(kids(&kit), both, "the old one is still known");
    kit.clock.advance(2 * HOUR);
    tick(&kit.world).unwrap();
    assert_eq!(kids(&kit), [both[1].clone()]);
}

#[test]
fn keys_sign_from_their_day_on_and_distrusted_ones_never_again() {
    let (kit, client) = rig();
    let first = signed_with(&kit, &client);
    let (_, mac) = session(&kit, "applicant");
    let old = tokens(&kit, &client, &mac, &[]).id_token;
    rotate(&kit.world, &operator(), false).unwrap();
    assert_eq!(signed_with(&kit, &client), first);
    kit.clock.advance(2 * DAY);
    let second = signed_with(&kit, &client);
    assert_ne!(second, first);
    assert!(farewell(&kit.world, Some(old.expose()), None, None, None).unwrap().hinted);
    rotate(&kit.world, &operator(), true).unwrap();
    let third = signed_with(&kit, &client);
    assert!(third != first && third != second);
    assert_eq!(kids(&kit), [third]);
    assert!(rotate(&kit.world, &kit.actor("administrator"), false).is_err(), "for operators at the server");
}

#[test]
fn the_published_key_verifies_and_holds_nothing_private() {
    let (kit, _) = rig();
    let rsa = client(&kit, "pys", &Described { algorithm: Algorithm::Rs256, ..described() });
    let (_, mac) = session(&kit, "applicant");
    let token = tokens(&kit, &rsa, &mac, &[]).id_token;
    let set = published(&kit.world).unwrap();
    for key in set["keys"].as_array().unwrap() {
        assert!(["d", "p", "q", "dp", "dq", "qi", "k"].iter().all(|name| key.get(name).is_none()), "{key}");
    }
    let set: jsonwebtoken::jwk::JwkSet = serde_json::from_value(set).unwrap();
    let header = jsonwebtoken::decode_header(token.expose()).unwrap();
    assert_eq!(header.alg, jsonwebtoken::Algorithm::RS256);
    let key = jsonwebtoken::DecodingKey::from_jwk(set.find(&header.kid.unwrap()).unwrap()).unwrap();
    let mut validation = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::RS256);
    validation.set_audience(&[rsa.id.as_str()]);
    validation.validate_exp = false;
    assert!(jsonwebtoken::decode::<serde_json::Value>(token.expose(), &key, &validation).is_ok());
}

#[test]
fn a_hint_is_believed_only_with_our_signature() {
    let (kit, client) = rig();
    let (_, mac) = session(&kit, "applicant");
    let given = tokens(&kit, &client, &mac, &[]);
    let token = given.id_token.expose();
    let hinted = |token: &str| farewell(&kit.world, Some(token), None, None, None).unwrap().hinted;
    assert!(hinted(token));
    let parts: Vec<&str> = token.split('.').collect();
    let encode = |json: serde_json::Value| data_encoding::BASE64URL_NOPAD.encode(json.to_string().as_bytes());
    let kid = jsonwebtoken::decode_header(token).unwrap().kid.unwrap();
    let none = encode(serde_json::json!({ "alg": "none", "kid": kid }));
    assert!(!hinted(&format!("{none}.{}.", parts[1])), "alg none");
    assert!(!hinted(&format!("{none}.{}.{}", parts[1], parts[2])));
    // The public key as the secret of an HMAC.
    let set = published(&kit.world).unwrap();
    let public = set["keys"].as_array().unwrap().iter().find(|key| key["kid"] == kid.as_str()).unwrap().to_string();
    let header = jsonwebtoken::Header { kid: Some(kid.clone()), ..jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256) };
    let secret = jsonwebtoken::EncodingKey::from_secret(public.as_bytes());
    assert!(!hinted(&jsonwebtoken::encode(&header, &claims(token), &secret).unwrap()));
    // Another key of ours, and none.
    let other = set["keys"].as_array().unwrap().iter().find(|key| key["kid"] != kid.as_str()).unwrap()["kid"].clone();
    for wrong in [other, "../../etc/passwd".into(), "' OR 1=1".into()] {
        let header = encode(serde_json::json!({ "alg": "ES256", "kid": wrong }));
        assert!(!hinted(&format!("{header}.{}.{}", parts[1], parts[2])), "{wrong}");
    }
    let mut changed = claims(token);
    changed["sub"] = "somebody".into();
    assert!(!hinted(&format!("{}.{}.{}", parts[0], encode(changed), parts[2])));
}
