//! How fast: `cargo run --release -p kunye-esign --example speed FOLDER_OF_THE_CORPUS`. One core; the median of five rounds.

use kunye_esign::count::Census;
use kunye_esign::report::Level;
use kunye_esign::revocation::Crl;
use kunye_esign::seal::{Seal, SoftwareKey, seal};
use kunye_esign::trust::Anchor;
use kunye_esign::validate::{Material, validate};
use kunye_esign::x509::Certificate;
use kunye_kernel::time::Time;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let read = |name: &str| std::fs::read(Path::new(&folder).join(name));
    let at = Time::parse("2026-11-22T12:00:00Z").ok_or("no time")?;
    let root = Arc::new(Anchor::new(Certificate::read(&read("root.der")?)?));
    let ca = Arc::new(Certificate::read(&read("ca.der")?)?);
    let mut lists = Vec::new();
    for name in ["root.crl", "ca.crl", "tsa-ca.crl"] {
        lists.push(Arc::new(Crl::read(&read(name)?)?));
    }

    let material = Material { anchors: vec![root.clone()], lists: lists.clone(), ..Material::default() };
    for name in ["b-b-p256", "b-b-rsa2048-sha256", "b-t", "b-lta"] {
        let file = read(&format!("{name}.pdf"))?;
        rate(&format!("validate {name}"), 200, || drop(validate(&file, &material, at)));
    }
    let paper = read("nothing-signed.pdf")?;
    for name in ["seal", "seal-rsa"] {
        let key = SoftwareKey::from_pkcs8(&read(&format!("{name}.key"))?, Certificate::read(&read(&format!("{name}.der"))?)?)?;
        let chain = [ca.clone()];
        let request =
            Seal { field: "Muhur", time: at, key: &key, chain: &chain, authority: None, evidence: None, archive: false };
        rate(&format!("seal {name} {}", Level::B.name()), 200, || drop(seal(&paper, &request)));
    }
    // The certificate of a person, its serial number counted up: the signature is not looked at when counting.
    let census = Census::new(&[root], std::slice::from_ref(&ca), &lists, at);
    let person = signer(&read("b-b-p256.pdf")?)?;
    let serial = Certificate::read(&person)?.serial;
    let place = person.windows(serial.len()).position(|window| window == serial).ok_or("no serial number")? + serial.len() - 4;
    let all: Vec<Vec<u8>> = (0..100_000_u32)
        .map(|number| {
            let mut one = person.clone();
            one[place..place + 4].copy_from_slice(&number.to_be_bytes());
            one
        })
        .collect();
    let count = census.count(all.iter().map(Vec::as_slice));
    println!("{count:?}");
    rate("count 100000 certificates", 1, || drop(census.count(all.iter().map(Vec::as_slice))));
    Ok(())
}

fn signer(file: &[u8]) -> Result<Vec<u8>, Failure> {
    let text = String::from_utf8_lossy(file).into_owned();
    let digits = text.split("/Contents <").nth(1).and_then(|rest| rest.split('>').next()).ok_or("no signature")?;
    let der = data_encoding::HEXLOWER_PERMISSIVE.decode(digits.as_bytes())?;
    let data = kunye_esign::cms::read(&der).map_err(|reason| reason.code.text())?;
    Ok(data.signer.find(&data.certificates).ok_or("no signer")?.der.clone())
}

fn rate(what: &str, times: u32, mut act: impl FnMut()) {
    let mut rounds: Vec<f64> = (0..5)
        .map(|_| {
            let start = Instant::now();
            (0..times).for_each(|_| act());
            f64::from(times) / start.elapsed().as_secs_f64()
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    println!("{what:<36} {:>10.1} a second", rounds[2]);
}
