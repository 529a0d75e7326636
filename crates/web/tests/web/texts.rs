//! Every key that is used exists in both languages, and every key that exists is used.

use kunye_core::accounts::AccountState;
use kunye_core::applications::{Act, EndReason};
use kunye_core::messages::DeliveryState;
use kunye_core::messages::ports::FailureReason;
use kunye_core::policy;
use kunye_core::register::DutyKind;
use kunye_core::requests::{RequestKind, RequestState};
use kunye_core::texts::{Texts, keys};
use kunye_core::training::customers::ContactKind;
use kunye_core::training::evaluation::Question;
use kunye_core::training::ledger::EntryKind;
use kunye_core::training::onsite::{self, Item};
use kunye_core::training::participants::ParticipantState;
use kunye_core::training::programme::{CourseLevel, Way};
use kunye_core::training::shared::{ReservationState, SessionState};
use kunye_core::training::trainers::AbsenceKind;
use kunye_core::training::users::{CountSource, DecisionVerdict};
use kunye_kernel::language::Language;
use kunye_kernel::reference;
use kunye_web::record::pages::ACTIONS;
use kunye_web::render;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Every file of Rust, and of the papers' Typst, below a folder of the workspace.
pub fn sources(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "typ") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    walk(&root.join(folder), &mut found);
    found.iter().map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

/// The part of a file before its tests.
pub fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default()
}

/// The string literals of a source, comments left out.
pub fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let line = line.replace("'\"'", "").replace("\\\"", "");
        found.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    found
}

/// What follows each `t(` of a template: a key, or the beginning of one.
fn uses(template: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for (at, _) in template.match_indices("t(") {
        let before = template[..at].chars().next_back().unwrap_or(' ');
        let rest = &template[at + 2..];
        let Some(quote) = rest.chars().next().filter(|c| "\"'".contains(*c)) else { continue };
        if before.is_alphanumeric() || before == '_' {
            continue;
        }
        let (text, after) = rest[1..].split_once(quote).unwrap();
        found.push((text.to_owned(), after.trim_start().starts_with('~')));
    }
    found
}

/// What can speak against a schedule.
const CONFLICTS: [&str; 13] = [
    "skill",
    "busy",
    "away",
    "room",
    "outside",
    "travel",
    "holiday",
    "half-day",
    "weekend",
    "off-hours",
    "feasts",
    "not-wished",
    "loses-trainer",
];

/// Keys that are put together from a code: the beginning, and all the ends that there are.
fn composed() -> Vec<(&'static str, Vec<String>)> {
    fn codes<T: ToString>(all: &[T]) -> Vec<String> {
        all.iter().map(|one| one.to_string().replace('_', "-")).collect()
    }
    vec![
        ("request-state-", codes(RequestState::ALL)),
        ("account-reads-", Language::ALL.map(|language| language.code().to_owned()).into()),
        ("follow-state-", codes(RequestState::ALL)),
        ("request-kind-", codes(RequestKind::ALL)),
        ("change-act-", codes(Act::ALL)),
        ("record-why-", codes(&EndReason::ALL[1..])),
        ("account-state-", codes(AccountState::ALL)),
        ("delivery-state-", codes(DeliveryState::ALL)),
        ("delivery-about-", codes(DeliveryState::ALL)),
        ("duty-kind-", codes(DutyKind::ALL)),
        ("reservation-state-", codes(ReservationState::ALL)),
        ("group-state-", codes(ReservationState::ALL)),
        ("training-state-", [codes(SessionState::ALL), vec!["running".to_owned()]].concat()),
        ("participant-state-", codes(ParticipantState::ALL)),
        ("training-request-state-", codes(onsite::RequestState::ALL)),
        ("training-review-verdict-", codes(onsite::Verdict::ALL)),
        ("training-check-", codes(Item::ALL)),
        ("expenses-", ["trainer", "materials", "travel", "lodging"].map(str::to_owned).into()),
        ("trainer-away-", codes(AbsenceKind::ALL)),
        ("training-distance-", ["same-province", "same-region", "next-region", "far"].map(str::to_owned).into()),
        ("training-conflict-", CONFLICTS.map(str::to_owned).into()),
        ("training-because-", ["conflicts", "distance", "load", "wish", "name"].map(str::to_owned).into()),
        ("weekday-", (1..=7).map(|day| day.to_string()).collect()),
        ("calendar-weekday-", (1..=7).map(|day| day.to_string()).collect()),
        ("calendar-month-", (1..=12).map(|month| month.to_string()).collect()),
        ("training-entry-", codes(EntryKind::ALL)),
        ("training-level-", codes(CourseLevel::ALL)),
        ("training-way-", codes(Way::ALL)),
        ("training-verdict-", codes(DecisionVerdict::ALL)),
        ("training-source-", codes(CountSource::ALL)),
        ("evaluation-question-", codes(Question::ALL)),
        ("evaluation-short-", codes(Question::ALL)),
        ("evaluation-score-", (1..=5).map(|score: u8| score.to_string()).collect()),
        ("evaluation-by-", ["course", "trainer", "site"].map(str::to_owned).into()),
        ("contact-kind-", codes(ContactKind::ALL)),
        ("coverage-legend-", (0..=5).map(|shade: u8| shade.to_string()).collect()),
        ("training-why-", ["full", "too-few", "behind"].map(str::to_owned).into()),
        ("planning-why-", ["full", "too-few", "behind"].map(str::to_owned).into()),
        ("training-waits-", ["names", "returned"].map(str::to_owned).into()),
        ("failure-reason-", FailureReason::ALL.iter().map(|reason| reason.as_str().replace('_', "-")).collect()),
        ("record-action-", ACTIONS.iter().map(|action| action.replace('.', "-")).collect()),
        (
            "policy-",
            policy::SETTINGS
                .iter()
                .map(|setting| setting.key.replace('.', "-"))
                .flat_map(|key| [format!("{key}-about"), key])
                .collect(),
        ),
    ]
}

#[test]
fn both_languages_have_the_same_keys() {
    let (tr, en) = (keys(Language::Tr), keys(Language::En));
    assert_eq!(tr.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
    assert_eq!(en.difference(&tr).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in Turkish");
    assert!(tr.len() > 300);
}

#[test]
fn what_templates_say_exists() {
    let all = keys(Language::Tr);
    let mut missing = BTreeSet::new();
    for (path, source) in render::files(".html") {
        for (key, is_beginning) in uses(source) {
            let exists = if is_beginning { all.iter().any(|k| k.starts_with(&key)) } else { all.contains(&key) };
            if !exists {
                missing.insert(format!("{path}: {key}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_code_has_its_words() {
    let all = keys(Language::Tr);
    let missing: Vec<String> = composed()
        .into_iter()
        .flat_map(|(beginning, ends)| ends.into_iter().map(move |end| format!("{beginning}{end}")))
        .filter(|key| !all.contains(key))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// A literal that begins like the keys we have and is none is a slip of the hand; so is one in an error.
#[test]
fn what_the_code_says_exists() {
    let all = keys(Language::Tr);
    let beginnings: BTreeSet<&str> = all.iter().filter_map(|key| key.split_once('-')).map(|(first, _)| first).collect();
    let is_key = |text: &str| {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        text.bytes().all(plain)
            && !text.ends_with('-')
            && text.split_once('-').is_some_and(|(first, _)| beginnings.contains(first))
    };
    let mut missing = BTreeSet::new();
    for folder in CODE {
        for (file, source) in sources(folder) {
            for text in literals(without_tests(&source)) {
                if is_key(&text) && !all.contains(&text) && !NO_KEYS.contains(&text.as_str()) {
                    missing.insert(format!("{file}: {text}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

const CODE: [&str; 7] = [
    "crates/kernel/src",
    "crates/core/src",
    "crates/web/src",
    "crates/messaging/src",
    "crates/directory/src",
    "crates/documents/src",
    "crates/kunye/src",
];

/// Purposes of keys and the like, which only look like text keys.
const NO_KEYS: &[&str] = &["second-factor", "sign-in", "sign-out"];

#[test]
fn every_text_is_said_somewhere() {
    let mut said = BTreeSet::new();
    let mut beginnings = BTreeSet::new();
    let fixed = composed();
    let begin = |key: &str, beginnings: &mut BTreeSet<String>| {
        if !fixed.iter().any(|(beginning, _)| *beginning == key) {
            beginnings.insert(key.to_owned());
        }
    };
    for (_, source) in render::files(".html") {
        for (key, is_beginning) in uses(source) {
            if is_beginning {
                begin(&key, &mut beginnings);
            } else {
                said.insert(key);
            }
        }
    }
    for (_, source) in CODE.iter().flat_map(|folder| sources(folder)) {
        for text in literals(&source) {
            match text.split_once('{') {
                Some((beginning, _)) if beginning.ends_with('-') && beginning.len() > 4 => begin(beginning, &mut beginnings),
                _ => {
                    said.insert(text);
                }
            }
        }
    }
    for (beginning, ends) in &fixed {
        said.extend(ends.iter().map(|end| format!("{beginning}{end}")));
    }
    let unsaid = keys(Language::Tr);
    let unsaid: Vec<_> =
        unsaid.iter().filter(|key| !said.contains(*key) && !beginnings.iter().any(|b| key.starts_with(b.as_str()))).collect();
    assert!(unsaid.is_empty(), "{unsaid:#?}");
}

/// What an act of the training programme says beside has a name where the record is read.
#[test]
fn details_of_the_record_have_names() {
    let all = keys(Language::Tr);
    let mut nameless = BTreeSet::new();
    for (file, source) in sources("crates/core/src/training").iter().filter(|(_, source)| source.contains("audit::")) {
        for said in without_tests(source).split("json!({").skip(1) {
            let said = said.split("})").next().unwrap_or_default();
            for (end, _) in said.match_indices("\":") {
                let key = said[..end].rsplit('"').next().unwrap_or_default().replace('_', "-");
                if !all.contains(&format!("record-detail-{key}")) {
                    nameless.insert(format!("{file}: {key}"));
                }
            }
        }
    }
    nameless.retain(|one| !one.contains("/tests/"));
    assert!(nameless.is_empty(), "{nameless:#?}");
}

/// A code that stands as an example could be typed: its alphabet and its check character are right.
#[test]
fn codes_in_examples_are_codes() {
    let texts = Texts::load().unwrap();
    let mut seen = 0;
    for language in [Language::Tr, Language::En] {
        for key in keys(language) {
            let text = texts.text(language, &key, &[]);
            let words = text.split(|one: char| !one.is_ascii_alphanumeric() && one != '-');
            for word in words.filter(|word| word.starts_with("KT7M")) {
                seen += 1;
                assert!(reference::parse(word).or(reference::parse_code(word)).is_some(), "{key}: {word}");
            }
        }
    }
    assert!(seen >= 10, "{seen}");
}

/// One idea, one word: the glossary's, and not these.
#[test]
fn a_duty_has_one_name() {
    let others = [("tr", ["eğitim yetkili", "kurum koordinatör"]), ("en", ["training coordinator", "training officer"])];
    for (language, others) in others {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales").join(language);
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
            for other in others {
                assert!(!text.contains(other), "{}: {other}", path.display());
            }
        }
    }
}

#[test]
fn the_notice_has_the_version_it_says() {
    // When this fails, the notice was changed: increase `notice::VERSION` if its meaning was, and put the new sum here.
    let texts = Texts::load().unwrap();
    let notice: Vec<String> = keys(Language::Tr)
        .into_iter()
        .filter(|key| key.starts_with("notice-"))
        .map(|key| texts.text(Language::Tr, &key, &[]))
        .collect();
    let sum = notice.join("\n").bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    assert_eq!((kunye_web::public::notice::VERSION, sum), ("1", NOTICE_SUM));
}

const NOTICE_SUM: u32 = 464_482_806;
