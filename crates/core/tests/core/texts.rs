//! Texts: both languages say the same things, and text messages fit.

use kunye_core::texts::{self, Texts};
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
