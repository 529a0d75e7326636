//! Whatever is done to a signed file: it never passes as something else, and nothing panics.

use crate::support::Case;
use kunye_esign::verdict::Indication;
use kunye_esign::{cms, revocation, trust, tsp, x509};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Covered bytes of the first signature: start of the gap, its end, and the end.
fn covered(file: &[u8]) -> (usize, usize, usize) {
    let text = String::from_utf8_lossy(file);
    let range = text.split("/ByteRange [").nth(1).unwrap().split(']').next().unwrap();
    let numbers: Vec<usize> = range.split_whitespace().map(|number| number.parse().unwrap()).collect();
    (numbers[1], numbers[2], numbers[2] + numbers[3])
}

fn flipped_bytes_fail(name: &str, step: usize) {
    let case = Case::named(name);
    let (gap, after, end) = covered(&case.file);
    let whole = case.report_of(&case.file);
    assert_eq!(whole.signatures[0].indication, Indication::TotalPassed);
    for at in (0..gap).chain(after..end).step_by(step) {
        let mut file = case.file.clone();
        file[at] ^= 1 << (at % 8);
        let report = case.report_of(&file);
        let passed = report
            .signatures
            .iter()
            .any(|signature| signature.indication == Indication::TotalPassed && covers(signature.covered_bytes, at));
        assert!(!passed, "byte {at} of {name} is changed, and the file passes");
    }
}

fn covers(end: Option<usize>, at: usize) -> bool {
    end.is_some_and(|end| at < end)
}

#[test]
fn no_covered_byte_can_change() {
    flipped_bytes_fail("b-b-p256", 1);
}

#[test]
fn no_covered_byte_of_a_longer_file_can_change() {
    flipped_bytes_fail("two-signers-visible", 7);
    flipped_bytes_fail("b-lta-packed", 11);
}

static FILES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    ["b-b-p256", "b-lta", "two-signers-in-prepared-fields", "certified-then-signed", "b-b-packed"].map(Case::named).into()
});

/// What an attacker, or a bad disk, does to a file.
#[derive(Debug, Clone)]
enum Edit {
    Replace(prop::sample::Index, Vec<u8>),
    Insert(prop::sample::Index, Vec<u8>),
    Remove(prop::sample::Index, usize),
    Copy(prop::sample::Index, usize, prop::sample::Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let index = || any::<prop::sample::Index>();
    let words = [
        "/Contents <",
        "obj",
        "endobj",
        "stream\n",
        "xref",
        "startxref\n",
        "%%EOF",
        "/Prev 0",
        "[0 1 2 3]",
        "<<",
        ">>",
        "1 0 R",
        "4 0 obj",
    ];
    let bytes = || {
        prop_oneof![
            prop::collection::vec(any::<u8>(), 1..12),
            prop::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        ]
    };
    prop_oneof![
        (index(), bytes()).prop_map(|(at, bytes)| Edit::Replace(at, bytes)),
        (index(), bytes()).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        (index(), 1_usize..400).prop_map(|(at, length)| Edit::Remove(at, length)),
        (index(), 1_usize..2000, index()).prop_map(|(from, length, to)| Edit::Copy(from, length, to)),
    ]
}

fn edited(file: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut file = file.to_vec();
    for edit in edits {
        let length = file.len().max(1);
        match edit {
            Edit::Replace(at, bytes) => {
                let at = at.index(length);
                let end = (at + bytes.len()).min(file.len());
                file.splice(at..end, bytes.iter().copied());
            }
            Edit::Insert(at, bytes) => {
                let at = at.index(length);
                file.splice(at..at, bytes.iter().copied());
            }
            Edit::Remove(at, count) => {
                let at = at.index(length);
                file.drain(at..(at + count).min(file.len()));
            }
            Edit::Copy(from, count, to) => {
                let from = from.index(length);
                let piece = file[from..(from + count).min(file.len())].to_vec();
                let to = to.index(length);
                file.splice(to..to, piece);
            }
        }
    }
    file
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// A signature that still passes still covers what was signed, byte by byte.
    #[test]
    fn an_edited_file_passes_only_with_what_was_signed(number in 0_usize..5, edits in prop::collection::vec(edit(), 1..4)) {
        let case = &FILES[number];
        let file = edited(&case.file, &edits);
        let original = case.report_of(&case.file);
        for signature in case.report_of(&file).signatures.iter().filter(|one| one.indication == Indication::TotalPassed) {
            let end = signature.covered_bytes.unwrap();
            let same = original.signatures.iter().any(|one| one.covered_bytes == Some(end));
            prop_assert!(same && outside_hex(&file[..end]) == outside_hex(&case.file[..end]));
        }
    }

    #[test]
    fn rubbish_is_refused_and_nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(cms::read(&bytes).is_err());
        prop_assert!(tsp::read(&bytes).is_err());
        prop_assert!(x509::Certificate::read(&bytes).is_err());
        prop_assert!(revocation::Crl::read(&bytes).is_err() && revocation::OcspResponse::read(&bytes).is_err());
        let _ = trust::read_file(&bytes);
        let report = FILES[0].report_of(&[b"%PDF-1.7\n", &bytes[..]].concat());
        prop_assert_ne!(report.indication, Indication::TotalPassed);
    }

    #[test]
    fn a_cms_with_other_bytes_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let file = &FILES[1].file;
        let (gap, after, _) = covered(file);
        let mut bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(&file[gap + 1..after - 1]).unwrap();
        let at = at.index(3000);
        bytes[at] = byte;
        let _ = cms::read(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _ = cms::read(&bytes);
    }
}

/// The file without its long hexadecimal strings, whose letters may be of either case.
fn outside_hex(file: &[u8]) -> Vec<u8> {
    let mut rest = Vec::new();
    for part in file.split_inclusive(|byte| *byte == b'<' || *byte == b'>') {
        if part.len() < 2000 {
            rest.extend_from_slice(part);
        }
    }
    rest
}
