//! The program as an operator uses it: arguments in, output and exit status out.

mod device;

use std::path::Path;
use std::process::{Command, Output};

/// Runs `kunye` in a folder, without anything from the environment of whoever runs the tests.
fn kunye(folder: &Path, line: &str) -> Output {
    kunye_with(folder, &[], line)
}

fn kunye_with(folder: &Path, environment: &[(&str, &str)], line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kunye"));
    command.current_dir(folder).env_clear().env("LANG", "en_GB.UTF-8").env("USER", "tester");
    command.envs(environment.iter().copied()).args(line.split(' ')).output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

const PEOPLE: &str = "TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n";

#[test]
fn from_an_empty_folder_to_the_first_administrator() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let run = |line: &str| kunye(path, line);
    std::fs::write(path.join("kunye.toml"), "[server]\npublic_url = \"https://hesap.example\"\n[data]\nfolder = \"data\"\n")
        .unwrap();

    let check = run("config check");
    assert_eq!(status(&check), 0, "{}", said(&check));
    assert!(said(&check).contains("kunye.toml:2") && said(&check).contains("sms.gateway is none"));

    assert_eq!(status(&run("migrate --check")), 1);
    let early = run("officer list");
    assert!(status(&early) == 1 && said(&early).contains("kunye migrate"), "{}", said(&early));
    assert_eq!(status(&run("migrate")), 0);
    assert_eq!(status(&run("migrate --check")), 0);

    assert_eq!(status(&run("template units units.xlsx")), 0);
    assert_eq!(status(&run("template units units.xlsx")), 1, "a file that is there is not written over");

    std::fs::write(path.join("u.csv"), "DETSİS No;Birim Adı;Üst Birim DETSİS No;Birim Türü;İl\n99000001;Bakanlık;;Bakanlık;6\n")
        .unwrap();
    assert_eq!(status(&run("import units u.csv --apply")), 0);
    let good = "10000000146;1;Ali;Öz;Memur;99000001;0502 111 22 33;01.01.2020\n";
    let bad = "10000000147;2;Ayşe;Öz;Memur;99000001;0502 111 22 34;01.01.2020\n";
    std::fs::write(path.join("p.csv"), [PEOPLE, good, bad].concat()).unwrap();
    let shown = run("import people p.csv");
    assert_eq!(status(&shown), 3);
    assert!(said(&shown).contains("Ali Öz") && said(&shown).contains("Nothing was changed"), "{}", said(&shown));
    let applied = run("import people p.csv --apply --language tr");
    assert_eq!(status(&applied), 3, "{}", said(&applied));

    let added = run("officer add --kind administrator --unit 99000001 --person 10000000146 --send-password");
    assert!(status(&added) == 0 && said(&added).contains("ali.oz"), "{}", said(&added));
    let listed = said(&run("officer list --unit 99000001"));
    assert!(listed.contains("Administrator") && listed.contains("100******46") && !listed.contains("10000000146"), "{listed}");
    let duty =
        listed.lines().find(|line| line.contains("Administrator")).and_then(|line| line.split_whitespace().last()).unwrap();
    assert_eq!(status(&run(&format!("officer end {duty}"))), 0);
    assert!(!said(&run("officer list")).contains("Administrator"));

    assert_eq!(status(&run("application add pys --name Personel --purpose Personel")), 0);
    assert_eq!(status(&run("application add PYS --name Personel --purpose Personel")), 2);
    assert_eq!(status(&run("application role add pys okuyucu --name Okuyucu")), 0);
    let made = run("application service add pys pys-dizin --unit 99000001");
    let secret = String::from_utf8_lossy(&made.stdout).trim().to_owned();
    assert!(status(&made) == 0 && secret.len() == 43 && !String::from_utf8_lossy(&made.stderr).contains(&secret));
    let shown = said(&run("application list pys"));
    assert!(shown.contains("okuyucu") && shown.contains("pys-dizin") && !shown.contains(&secret), "{shown}");
    assert_eq!(status(&run("application service end pys-dizin --reason Decommissioned")), 0);
    assert!(!said(&run("application list pys")).contains("pys-dizin"));
    assert_eq!(status(&run("application end pys --reason Replaced-by-another")), 0);

    assert_eq!(status(&run("policy set password.max-age 45 --reason Circular")), 0);
    assert_eq!(status(&run("policy set password.max-age 0 --reason Circular")), 2);
    assert!(said(&run("policy list --history")).contains("tester"));
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("other.toml"), "[log]\nlevel = \"info\"\n[workers]\nthreads = \"many\"\n").unwrap();
    let wrong = kunye(path, "serve --config other.toml");
    assert_eq!(status(&wrong), 2);
    assert!(said(&wrong).contains("other.toml:4"), "{}", said(&wrong));
    let missing = kunye(path, "config check --config nowhere.toml --language tr");
    assert!(status(&missing) == 1 && said(&missing).contains("nowhere.toml"), "{}", said(&missing));
    let no_url = kunye(path, "serve --data data --language tr");
    assert!(status(&no_url) == 2 && said(&no_url).contains("KUNYE_SERVER__PUBLIC_URL"), "{}", said(&no_url));
    assert_eq!(status(&kunye(path, "officer list --data data --person 1")), 2);
}

#[test]
fn a_signed_document_is_verified_from_files_alone() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../esign/tests/corpus/files");
    let run = |line: &str| kunye(&corpus, line);
    let given = "--trust root.der --crl root.crl ca.crl tsa-ca.crl --at 2026-11-22T12:00:00Z";

    let good = run(&format!("verify document b-t.pdf {given} --json"));
    assert_eq!(status(&good), 0, "{}", said(&good));
    let report: serde_json::Value = serde_json::from_slice(&good.stdout).unwrap();
    assert_eq!(report["indication"], "TOTAL_PASSED");
    let first = &report["signatures"][0];
    assert_eq!((&first["level"], &first["national_id"]), (&"B-T".into(), &"10000000146".into()));
    assert_eq!(first["time"], "2026-11-21T10:00:00Z");

    let edited = run(&format!("verify document tampered-text.pdf {given} --language tr"));
    assert_eq!(status(&edited), 1);
    assert!(said(&edited).contains("HASH_FAILURE") && said(&edited).contains("değiştirilmiş"), "{}", said(&edited));

    assert_eq!(status(&run("verify document b-t.pdf --trust cases.json")), 2, "no anchor in it");
    let swallowed = run("verify document --at 2026-11-22T12:00:00Z --trust root.der --crl root.crl ca.crl tsa-ca.crl b-t.pdf");
    assert_eq!(status(&swallowed), 0, "{}", said(&swallowed));

    let absent = run("verify document b-t.pdf --trust nowhere.pem --json --language tr");
    assert_eq!(status(&absent), 2);
    let told: serde_json::Value = serde_json::from_slice(&absent.stdout).unwrap();
    assert_eq!((&told["error"]["code"], &told["error"]["field"]), (&"verify-file-absent".into(), &"trust".into()));
    assert!(String::from_utf8_lossy(&absent.stderr).contains("Böyle bir dosya yok: nowhere.pem"), "{}", said(&absent));
    assert_eq!(status(&run("verify document nowhere.pdf --trust root.der")), 2);
    assert_eq!(status(&run("verify document . --trust root.der")), 2);
    assert_eq!(status(&run("verify document --trust root.der")), 2, "no document");
}

#[test]
fn signers_are_counted_from_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../esign/tests/corpus/files");
    let people = folder.path().join("people");
    std::fs::create_dir(&people).unwrap();
    for name in ["seal.der", "tsa.der"] {
        std::fs::copy(corpus.join(name), people.join(name)).unwrap();
    }
    std::fs::write(people.join("notes.txt"), "nothing").unwrap();
    let at = |name: &str| corpus.join(name).display().to_string();
    let line = format!(
        "count signers people --trust {} --authority {} --crl {} {} --at 2026-11-22T12:00:00Z --json",
        at("root.der"),
        at("ca.der"),
        at("root.crl"),
        at("ca.crl")
    );
    let counted = kunye(folder.path(), &line);
    assert_eq!(status(&counted), 3, "{}", said(&counted));
    let told: serde_json::Value = serde_json::from_slice(&counted.stdout).unwrap();
    assert_eq!((told["people"].as_u64(), told["certificates"].as_u64()), (Some(0), Some(2)), "{told}");
    assert_eq!(told["unreadable"], serde_json::json!(["people/notes.txt"]));
}
