//! Against `openssl ocsp` and a publisher of lists, both on this machine.

use super::*;
use kunye_core::signatures::Signatures;
use kunye_esign::asn1::{tag, write};
use kunye_esign::oid;
use kunye_esign::report::Report;
use kunye_esign::seal::{Seal, SoftwareKey, seal};
use kunye_esign::trust::Anchor;
use kunye_esign::validate::Material;
use kunye_esign::verdict::{Indication, SubIndication};
use kunye_esign::x509::Certificate;
use kunye_kernel::time::SystemClock;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CrlDistributionPoint, CustomExtension, DnType, IsCa,
    Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, SerialNumber, date_time_ymd,
};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::runtime::Runtime;

const PAPER: &[u8] = include_bytes!("../../../../esign/tests/corpus/files/nothing-signed.pdf");
const GOOD: u8 = 1;
const REVOKED: u8 = 2;

/// A root that signs everything itself.
struct Root {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
    folder: tempfile::TempDir,
    key_pem: String,
    pem: String,
}

impl Root {
    fn make() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut own = CertificateParams::default();
        own.distinguished_name.push(DnType::CommonName, "Deneme Kök");
        own.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        own.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        (own.not_before, own.not_after) = (date_time_ymd(2025, 1, 1), date_time_ymd(2040, 1, 1));
        let certificate = own.self_signed(&key).unwrap();
        let (key_pem, pem) = (key.serialize_pem(), certificate.pem());
        let certificate = Certificate::read(certificate.der()).unwrap();
        Self { certificate, issuer: Issuer::new(own, key), folder: tempfile::tempdir().unwrap(), key_pem, pem }
    }

    /// A paper signed by somebody whose certificate names these addresses.
    fn signed(&self, serial: u8, responder: Option<&str>, list: Option<&str>) -> Vec<u8> {
        let key = KeyPair::generate().unwrap();
        let mut own = CertificateParams::default();
        own.distinguished_name.push(DnType::CommonName, format!("Kişi {serial}"));
        own.serial_number = Some(SerialNumber::from(u64::from(serial)));
        own.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::ContentCommitment];
        (own.not_before, own.not_after) = (date_time_ymd(2025, 1, 1), date_time_ymd(2040, 1, 1));
        own.crl_distribution_points = list.map(|uri| CrlDistributionPoint { uris: vec![uri.to_owned()] }).into_iter().collect();
        if let Some(uri) = responder {
            let access = write::sequence(&[&write::oid(oid::ACCESS_OCSP), &write::element(tag::implicit(6), uri.as_bytes())]);
            own.custom_extensions =
                vec![CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], write::sequence(&[&access]))];
        }
        let certificate = Certificate::read(own.signed_by(&key, &self.issuer).unwrap().der()).unwrap();
        let key = SoftwareKey::from_pkcs8(&key.serialize_der(), certificate).unwrap();
        let wanted = Seal {
            field: "Imza",
            time: SystemClock.now(),
            key: &key,
            chain: &[],
            authority: None,
            evidence: None,
            archive: false,
        };
        seal(PAPER, &wanted).unwrap().file
    }

    fn list(&self) -> Vec<u8> {
        let list = CertificateRevocationListParams {
            this_update: date_time_ymd(2026, 1, 1),
            next_update: date_time_ymd(2040, 1, 1),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: None,
            revoked_certs: Vec::new(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        list.signed_by(&self.issuer).unwrap().der().to_vec()
    }

    fn responder(&self, port: u16) -> Responder {
        let path = |name: &str| self.folder.path().join(name);
        let index = "V\t400101000000Z\t\t01\tunknown\t/CN=a\nR\t400101000000Z\t260601000000Z,keyCompromise\t02\tunknown\t/CN=b\n";
        for (name, text) in [("root.pem", self.pem.as_str()), ("root.key", &self.key_pem), ("index.txt", index)] {
            std::fs::write(path(name), text).unwrap();
        }
        let port_text = port.to_string();
        let mut command = Command::new("openssl");
        command.current_dir(self.folder.path()).stdout(Stdio::piped()).stderr(Stdio::null());
        command.args(["ocsp", "-index", "index.txt", "-CA", "root.pem", "-rsigner", "root.pem", "-rkey", "root.key"]);
        let mut child = command.args(["-nmin", "60", "-port", &port_text]).spawn().unwrap();
        // It serves one after the other, and stumbles over a connection that asks nothing: so it is listened to, not called.
        let mut line = String::new();
        let mut told = BufReader::new(child.stdout.take().unwrap());
        told.read_line(&mut line).unwrap();
        assert!(line.starts_with("ACCEPT"), "{line}");
        Responder(child, told)
    }
}

/// With its output, which it must not find closed.
struct Responder(Child, #[allow(dead_code)] BufReader<ChildStdout>);

impl Drop for Responder {
    fn drop(&mut self) {
        let _ = (self.0.kill(), self.0.wait());
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A server that gives every request the same answer to GET, and this status to POST; counts who asked.
struct Publisher {
    port: u16,
    asked: Arc<AtomicUsize>,
}

impl Publisher {
    fn start(bytes: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                count.fetch_add(1, Ordering::SeqCst);
                let mut request = [0; 4096];
                let read = stream.read(&mut request).unwrap_or(0);
                let body: &[u8] = if request[..read].starts_with(b"GET") { &bytes } else { b"" };
                let status = if body.is_empty() { "405 Method Not Allowed" } else { "200 OK" };
                let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
            }
        });
        Self { port, asked }
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}/list.crl", self.port)
    }
}

/// Believes the root and asks within these networks.
struct Judge {
    signatures: Signatures,
    _runtime: Runtime,
}

impl Judge {
    fn of(root: &Root, networks: &[&str]) -> Self {
        let runtime = crate::serve::runtime().unwrap();
        let networks: Vec<String> = networks.iter().map(|text| (*text).to_owned()).collect();
        let lookups = HttpLookups::new(Reach::of(&networks).unwrap(), runtime.handle().clone(), Arc::new(SystemClock)).unwrap();
        let material = Material { anchors: vec![Arc::new(Anchor::new(root.certificate.clone()))], ..Material::default() };
        Self { signatures: Signatures::new(material, None).asking(Box::new(lookups)), _runtime: runtime }
    }

    fn report(&self, file: &[u8]) -> Report {
        self.signatures.validate(file, SystemClock.now())
    }
}

fn verdict(report: &Report) -> (Indication, Option<SubIndication>) {
    (report.indication, report.sub_indication)
}

const PASSED: (Indication, Option<SubIndication>) = (Indication::TotalPassed, None);
const LATER: (Indication, Option<SubIndication>) = (Indication::Indeterminate, Some(SubIndication::TryLater));

#[test]
fn a_responder_is_asked_and_what_it_said_is_kept() {
    let root = Root::make();
    let port = free_port();
    let address = format!("http://127.0.0.1:{port}/");
    let (good, revoked) = (root.signed(GOOD, Some(&address), None), root.signed(REVOKED, Some(&address), None));
    let judge = Judge::of(&root, &["127.0.0.0/8"]);
    let responder = root.responder(port);
    let report = judge.report(&good);
    assert_eq!(verdict(&report), PASSED, "{:?}", report.signatures[0].reasons);
    let [fetched] = report.fetched.as_slice() else { panic!("{:?}", report.fetched) };
    assert_eq!((fetched.address.as_str(), fetched.about.as_str()), (address.as_str(), "Kişi 1"));
    assert!(ocsp::read_file(&BASE64.decode(fetched.der.as_ref().unwrap().as_bytes()).unwrap()).is_ok());
    assert_eq!(verdict(&judge.report(&revoked)), (Indication::Indeterminate, Some(SubIndication::RevokedNoPoe)));
    // Another of whom the responder does not know.
    assert_eq!(verdict(&judge.report(&root.signed(3, Some(&address), None))), LATER);
    drop(responder);
    assert_eq!(verdict(&judge.report(&good)), PASSED, "kept");
    assert_eq!(verdict(&Judge::of(&root, &["127.0.0.0/8"]).report(&good)), LATER, "out of reach, and said so");
}

#[test]
fn a_list_is_fetched_where_no_responder_answers() {
    let root = Root::make();
    let lists = Publisher::start(root.list());
    let dead = format!("http://127.0.0.1:{}/", free_port());
    let file = root.signed(GOOD, Some(&dead), Some(&lists.address()));
    let judge = Judge::of(&root, &["127.0.0.1"]);
    let report = judge.report(&file);
    assert_eq!((verdict(&report), report.fetched[0].address.clone()), (PASSED, lists.address()));
    assert_eq!((verdict(&judge.report(&file)), lists.asked.load(Ordering::SeqCst)), (PASSED, 1), "kept");
    let foreign = Publisher::start(Root::make().list());
    assert_eq!(verdict(&judge.report(&root.signed(4, None, Some(&foreign.address())))), LATER, "a list of another root");
    let nonsense = Publisher::start(b"<html>not found</html>".to_vec());
    assert_eq!(verdict(&judge.report(&root.signed(5, None, Some(&nonsense.address())))), LATER);
}

#[test]
fn a_responder_that_takes_no_post_is_asked_by_get() {
    let root = Root::make();
    let port = free_port();
    let _responder = root.responder(port);
    // What the responder says of this serial number of this root, for anybody's signature.
    let file = root.signed(GOOD, None, None);
    let material = Material { anchors: vec![Arc::new(Anchor::new(root.certificate.clone()))], ..Material::default() };
    let report = Signatures::new(material, None).validate(&file, SystemClock.now());
    let question = &report.basis.questions[0];
    let runtime = crate::serve::runtime().unwrap();
    let post = Client::new().post(format!("http://127.0.0.1:{port}/")).body(ocsp::request(question).unwrap());
    let canned = runtime.block_on(async { post.send().await.unwrap().bytes().await.unwrap() }).to_vec();
    let mute = Publisher::start(canned);
    let file = root.signed(GOOD, Some(&format!("http://127.0.0.1:{}/ocsp/", mute.port)), None);
    assert_eq!(verdict(&Judge::of(&root, &["127.0.0.1"]).report(&file)), PASSED);
    assert_eq!(mute.asked.load(Ordering::SeqCst), 2);
}

#[test]
fn nobody_is_called_who_may_not_be_nor_for_a_stranger() {
    let root = Root::make();
    let lists = Publisher::start(root.list());
    let file = root.signed(GOOD, None, Some(&lists.address()));
    assert_eq!(verdict(&Judge::of(&root, &[]).report(&file)), LATER, "an address of this machine");
    // Whoever brings a file with certificates of their own chooses nothing.
    let other = Judge::of(&Root::make(), &["127.0.0.1"]);
    assert_eq!(other.report(&file).sub_indication, Some(SubIndication::NoCertificateChainFound));
    assert_eq!(lists.asked.load(Ordering::SeqCst), 0);
}
