//! Texts: both languages say the same things, and text messages fit.

use kunye_core::texts::{self, Texts};
use kunye_esign::verdict::{Code, Reason};
use kunye_kernel::language::Language;

#[test]
fn both_languages_have_the_same_keys() {
    let (tr, en) = (texts::keys(Language::Tr), texts::keys(Language::En));
    assert!(tr.len() > 100);
    assert_eq!(tr.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
    assert_eq!(en.difference(&tr).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in Turkish");
}

#[test]
fn text_messages_stay_within_their_budget() {
    let texts = Texts::load().unwrap();
    let long = [
        ("user", "a".repeat(30)),
        ("application", "a".repeat(40)),
        ("reference", "KT7M-2QX4".into()),
        ("password", "x".repeat(12)),
        ("date", "22.11.2026".into()),
        ("days", "30".into()),
        // A long name of a province; units with longer ones take a second part.
        ("unit", "Afyonkarahisar İl Müdürlüğü".into()),
    ];
    for language in Language::ALL {
        for key in ["sms-password", "sms-reminder", "sms-reminder-unit", "sms-authorisation", "sms-former-mobile"] {
            let text = texts.text(language, key, &long);
            assert!(text.chars().count() <= 150, "{key} {language:?}: {} characters", text.chars().count());
            assert!(!text.chars().any(|c| "âîû“”‘’–…".contains(c)), "{key}: a letter that turns the message into UCS-2");
        }
    }
}

#[test]
fn a_reason_within_a_reason_keeps_its_values() {
    let texts = Texts::load().unwrap();
    let of_stamp = |inner: Reason| Code::TimeStampUnproved.because(inner);
    let no_path = of_stamp(Code::PathNotFound.with("issuer", "Deneme Kök"));
    let expired = of_stamp(Code::Expired.with("certificate", "Deneme ZDS").with("time", "21.11.2026 12:00"));
    let broken = of_stamp(Code::CmsMalformed.with("detail", "a time is wrong"));
    for language in Language::ALL {
        let said = [&no_path, &expired, &broken].map(|reason| texts.reason(language, reason));
        assert!(said.iter().all(|text| !text.contains('{')), "{said:?}");
        assert!(said[0].ends_with("Deneme Kök") && said[1].contains("21.11.2026 12:00"), "{said:?}");
        assert!(language == Language::En || said[2].ends_with("bir zaman değeri hatalı"), "{said:?}");
    }
}

#[test]
fn everything_that_cannot_be_read_is_told_in_both_languages() {
    let (texts, mut said) = (Texts::load().unwrap(), 0);
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../esign/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            for beginning in ["Malformed(\"", "absent(\"", "with(\"detail\", \""] {
                for sentence in source.split(beginning).skip(1).filter_map(|rest| rest.split('"').next()) {
                    said += 1;
                    assert_ne!(texts.detail(Language::Tr, sentence), sentence, "{}", path.display());
                    assert_eq!(texts.detail(Language::En, sentence), sentence, "{}", path.display());
                }
            }
        }
    }
    assert!(said > 60);
}
