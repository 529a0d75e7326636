//! RSA-PSS signatures by OpenSSL for many salts and masks, and encodings with one fault each.

use crate::support::read_in;
use data_encoding::HEXLOWER;
use kunye_esign::algorithms::{Hash, Verified};
use kunye_esign::pss::Parameters;
use serde_json::Value;

#[test]
fn any_salt_and_mask_verify_and_no_fault_does() {
    let vectors: Vec<Value> = serde_json::from_slice(&read_in("signers", "pss.json")).unwrap();
    for vector in &vectors {
        let bytes = |name: &str| HEXLOWER.decode(vector[name].as_str().unwrap().as_bytes()).unwrap();
        let hash = |name: &str| match vector[name].as_str().unwrap() {
            "sha1" => Hash::Sha1,
            "sha256" => Hash::Sha256,
            "sha384" => Hash::Sha384,
            "sha512" => Hash::Sha512,
            other => panic!("{other}"),
        };
        let salt = usize::try_from(vector["salt"].as_u64().unwrap()).unwrap();
        let parameters = Parameters { hash: hash("hash"), mask: hash("mask"), salt };
        let (key, message, signature) = (bytes("key"), bytes("message"), bytes("signature"));
        let expected = if vector["good"] == true { Verified::Yes } else { Verified::No };
        assert_eq!(parameters.verify(&key, &message, &signature), expected, "{}", vector["name"]);
        assert_eq!(parameters.verify(&key, b"another", &signature), Verified::No, "{}", vector["name"]);
        if expected == Verified::Yes {
            // One bit of each byte.
            for at in 0..signature.len() / 8 {
                let mut edited = signature.clone();
                edited[at * 8] ^= 1 << (at % 8);
                assert_eq!(parameters.verify(&key, &message, &edited), Verified::No, "{} byte {at}", vector["name"]);
            }
        }
    }
    let good = vectors.iter().filter(|vector| vector["good"] == true).count();
    assert!(good >= 80 && vectors.len() >= 2 * good, "{good} of {}", vectors.len());
}

#[test]
fn weak_hashes_and_odd_keys_are_not_verified() {
    let vectors: Vec<Value> = serde_json::from_slice(&read_in("signers", "pss.json")).unwrap();
    let key = HEXLOWER.decode(vectors[0]["key"].as_str().unwrap().as_bytes()).unwrap();
    let verify = |hash, mask, key: &[u8]| Parameters { hash, mask, salt: 20 }.verify(key, b"", &[0; 256]);
    assert_eq!(verify(Hash::Sha1, Hash::Sha1, &key), Verified::Unsupported);
    assert_eq!(verify(Hash::Sha256, Hash::Md5, &key), Verified::Unsupported);
    // An exponent of one would make every message its own signature; one that is even belongs to no key.
    let (last, rest) = key.split_last().unwrap();
    assert_eq!(verify(Hash::Sha256, Hash::Sha1, &[rest, &[*last]].concat()), Verified::No);
    assert_eq!(verify(Hash::Sha256, Hash::Sha1, &[rest, &[last & !1]].concat()), Verified::Unsupported);
    let exponent_one = kunye_esign::asn1::write::sequence(&[&rest[4..rest.len() - 4], &[2, 1, 1]]);
    assert_eq!(verify(Hash::Sha256, Hash::Sha1, &exponent_one), Verified::Unsupported);
}
