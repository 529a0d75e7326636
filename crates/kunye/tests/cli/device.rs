//! Sealing with a key that a token keeps (SoftHSM, by PKCS#11), and every way of getting its settings wrong.

use super::{kunye, kunye_with, said, status};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const MODULES: [&str; 3] =
    ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so"];
const PIN: &str = "4711-kurum";
/// When the corpus's authorities have current lists.
const AT: &str = "2026-11-22T12:00:00Z";

fn corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../esign/tests/corpus/files").join(name)
}

fn corpus_path(name: &str) -> String {
    corpus(name).canonicalize().unwrap().display().to_string()
}

/// A token with two keys in it, in a folder of its own.
struct Desk {
    folder: tempfile::TempDir,
    module: &'static str,
}

impl Desk {
    /// None where SoftHSM is not installed; `./test` installs it.
    fn set() -> Option<Self> {
        let Some(module) = MODULES.into_iter().find(|path| Path::new(path).exists()) else {
            assert!(std::env::var_os("CI").is_none(), "install softhsm2 first");
            return None;
        };
        let desk = Self { folder: tempfile::tempdir().unwrap(), module };
        std::fs::create_dir(desk.path("tokens")).unwrap();
        let settings = format!("directories.tokendir = {}\nobjectstore.backend = file\n", desk.path("tokens").display());
        std::fs::write(desk.path("softhsm2.conf"), settings).unwrap();
        std::fs::write(desk.path("pin"), format!("{PIN}\n")).unwrap();
        desk.softhsm(&["--init-token", "--free", "--label", "kurum", "--so-pin", "1234", "--pin", PIN]);
        for (name, id) in [("seal", "01"), ("seal-rsa", "02")] {
            let key = desk.path(&format!("{name}.pem"));
            let made = Command::new("openssl")
                .args(["pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-in"])
                .args([corpus(&format!("{name}.key")), "-out".into(), key.clone()])
                .status();
            assert!(made.unwrap().success());
            desk.softhsm(&[
                "--import",
                &key.display().to_string(),
                "--token",
                "kurum",
                "--label",
                name,
                "--id",
                id,
                "--pin",
                PIN,
            ]);
        }
        Some(desk)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn softhsm(&self, args: &[&str]) {
        let mut command = Command::new("softhsm2-util");
        let done = command.env("SOFTHSM2_CONF", self.path("softhsm2.conf")).args(args).stdout(Stdio::null()).status();
        assert!(done.unwrap().success(), "{args:?}");
    }

    /// Seals with these settings of `[seal.device]`, after `changes` to good ones.
    fn seal(&self, key: &str, changes: &[(&str, &str)], output: &str) -> Output {
        let certificates = format!("[{:?}, {:?}]", corpus_path(&format!("{key}.der")), corpus_path("ca.der"));
        let mut settings = vec![
            ("module", format!("{:?}", self.module)),
            ("token_label", "\"kurum\"".to_owned()),
            ("key_label", format!("{key:?}")),
            ("pin_file", "\"pin\"".to_owned()),
            ("certificates", certificates),
        ];
        for (name, value) in &mut settings {
            if let Some((_, changed)) = changes.iter().find(|(changed, _)| changed == name) {
                *value = (*changed).to_owned();
            }
        }
        let lines: Vec<String> = settings.iter().map(|(name, value)| format!("{name} = {value}\n")).collect();
        std::fs::write(self.path("kunye.toml"), format!("[seal]\nlevel = \"B-B\"\n[seal.device]\n{}", lines.concat())).unwrap();
        let conf = self.path("softhsm2.conf").display().to_string();
        let line = format!("seal {} --output {output}", corpus_path("nothing-signed.pdf"));
        kunye_with(self.folder.path(), &[("SOFTHSM2_CONF", conf.as_str())], &line)
    }
}

#[test]
fn a_token_seals_with_either_kind_of_key() {
    let Some(desk) = Desk::set() else { return };
    let trust = format!("--trust {} --crl {} {}", corpus_path("root.der"), corpus_path("root.crl"), corpus_path("ca.crl"));
    for key in ["seal", "seal-rsa"] {
        let output = format!("{key}.pdf");
        let sealed = desk.seal(key, &[], &output);
        assert!(status(&sealed) == 0 && said(&sealed).contains("level B-B"), "{}", said(&sealed));
        let verified = kunye(desk.folder.path(), &format!("verify document {output} {trust} --at {AT} --json"));
        let report: serde_json::Value = serde_json::from_slice(&verified.stdout).unwrap();
        let seal = &report["signatures"][0];
        assert_eq!((&seal["indication"], &seal["signer_kind"]), (&"TOTAL_PASSED".into(), &"institution_seal".into()), "{report}");
        assert_eq!(status(&desk.seal(key, &[], &output)), 1, "what is there is not written over");
    }
}

#[test]
fn what_is_wrong_is_said() {
    let Some(desk) = Desk::set() else { return };
    let other = format!("[{:?}]", corpus_path("seal-rsa.der"));
    std::fs::write(desk.path("wrong-pin"), "1111").unwrap();
    for (changes, sentence) in [
        (&[("module", "\"/nowhere/lib.so\"")][..], "the PKCS#11 library cannot be used"),
        (&[("module", "\"/bin/sh\"")], "the PKCS#11 library cannot be used"),
        (&[("token_label", "\"başka\"")], "no token with the label “başka”. Tokens found: kurum"),
        (&[("pin_file", "\"wrong-pin\"")], "refused the PIN"),
        (&[("pin_file", "\"no-such-file\"")], "The file cannot be read: no-such-file"),
        (&[("key_label", "\"yok\"")], "no private key with the label “yok”"),
        (&[("certificates", "[]")], "no certificate for the key “seal”"),
        (&[("certificates", other.as_str())], "None of the certificates at hand"),
        (&[("certificates", "[\"pin\"]")], "The file cannot be read: pin"),
    ] {
        let sealed = desk.seal("seal", changes, "out.pdf");
        assert!(status(&sealed) != 0 && said(&sealed).contains(sentence), "{changes:?}: {}", said(&sealed));
        assert!(!desk.path("out.pdf").exists() && !said(&sealed).contains(PIN));
    }
    // A wrong PIN was tried once each time, so that the token is still open.
    assert_eq!(status(&desk.seal("seal", &[], "out.pdf")), 0);
}
