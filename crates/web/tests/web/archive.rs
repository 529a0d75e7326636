//! Scans and the unit's archive (A6).

use crate::browser::{Browser, Product};
use crate::desk::{SCAN, at, attest, file_form, ready, upload};
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{Method, StatusCode, header};
use kunye_core::archive;
use kunye_core::audit;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x01IHDRx\0\0\0\0\0\0\0\0IEND\0\0\0\0";
const MEGABYTES: usize = 60 * 1024 * 1024;

fn filed(product: &Product, reference: &str) -> usize {
    let request = product.kit.request(reference);
    product.kit.world.db.read(|conn| archive::of_subject(conn, request.id.as_str())).unwrap().len()
}

#[tokio::test]
async fn a_scan_is_shown_as_what_it_is_and_can_do_nothing() {
    let product = Product::new();
    let mut officer = product.signed_in("officer").await;
    let reference = ready(&product, &mut officer, "applicant").await;
    let scan = officer.get(&at(&reference, "evrak")).await;
    assert_eq!((scan.status, scan.body.as_bytes()), (StatusCode::OK, SCAN));
    assert_eq!(scan.header(header::CONTENT_TYPE), "application/pdf");
    assert_eq!(scan.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(scan.header(header::CACHE_CONTROL), "no-store");
    assert!(scan.header(header::CONTENT_SECURITY_POLICY).starts_with("sandbox;"));
    let disposition = scan.header(header::CONTENT_DISPOSITION);
    assert!(disposition.starts_with("inline; filename=\"99000004-2026-00001.pdf\""), "{disposition}");
    let story = product.kit.world.db.read(|conn| audit::story(conn, product.kit.request(&reference).id.as_str())).unwrap();
    assert_eq!(story.iter().filter(|line| line.action == "archive.opened").count(), 1);
}

#[tokio::test]
async fn a_better_scan_takes_the_place_of_the_first() {
    let product = Product::new();
    let mut officer = product.signed_in("officer").await;
    let reference = ready(&product, &mut officer, "applicant").await;
    upload(&mut officer, &reference, "form.png", PNG).await.to();
    // The same again is a second click.
    upload(&mut officer, &reference, "form.png", PNG).await.to();
    assert_eq!(filed(&product, &reference), 2);
    assert_eq!(officer.get(&at(&reference, "evrak")).await.header(header::CONTENT_TYPE), "image/png");
    let list = officer.get("/kurum/arsiv").await.body;
    assert!(
        list.contains("99000004-2026-00001")
            && list.contains("99000004-2026-00002")
            && list.contains("Yerine daha iyi bir tarama kondu")
    );
    let first = list
        .split("href=\"/kurum/arsiv/")
        .filter_map(|rest| rest.split('"').next())
        .find(|id| id.len() == 26 && list.contains(&format!("{id}\">99000004-2026-00001")));
    assert_eq!(officer.get(&format!("/kurum/arsiv/{}", first.unwrap())).await.body.as_bytes(), SCAN);
    for (query, found) in [
        ("öztürk", true),
        (reference.as_str(), true),
        ("99000004-2026-00002", true),
        ("99000004-2026-00009", false),
        ("yok", false),
    ] {
        let page = officer.get(&format!("/kurum/arsiv?q={}", kunye_web::address::encode(query))).await.body;
        assert_eq!(page.contains(&reference), found || query == reference, "{query}");
    }
    let mut second = product.signed_in("second_officer").await;
    assert!(second.get("/kurum/arsiv").await.body.contains(&reference), "the archive is the unit's");
    for unknown in ["01ARYZ6S410000000000000000", "..%2f..%2fetc%2fpasswd", "x"] {
        assert_eq!(officer.get(&format!("/kurum/arsiv/{unknown}")).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test]
async fn what_is_no_scan_is_refused_with_its_reason() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut officer = product.signed_in("officer").await;
    attest(&product, &mut officer, &reference).await.to();
    for (name, bytes, text) in [
        (
            "form.pdf",
            b"MZ\x90\0 this program cannot be run in DOS mode".as_slice(),
            "Adı öyle olsa bile içeriği başka bir türden",
        ),
        ("form.pdf", &SCAN[..20], "eksik ya da bozuk"),
        ("", b"", "Dosya boş"),
        ("form.html", b"<html><script>alert(1)</script>", "PDF, JPEG ya da PNG değil"),
    ] {
        let reply = upload(&mut officer, &reference, name, bytes).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(
            reply.body.contains(text) && reply.body.contains("href=\"#scan\"") && reply.body.contains("Ayşe Nur Öztürk"),
            "{text}"
        );
    }
    for (kind, body) in [
        ("multipart/form-data; boundary=x", "--x\r\nbroken"),
        ("application/x-www-form-urlencoded", "scan=1"),
        ("multipart/form-data", ""),
    ] {
        let reply = officer.post_raw(&at(&reference, "evrak"), kind, body.into()).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
    }
    assert_eq!(filed(&product, &reference), 0);
}

/// So many bytes, and how many of them were read.
struct Endless {
    left: usize,
    read: Arc<AtomicUsize>,
}

impl HttpBody for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        let size = self.left.min(1 << 20);
        self.left -= size;
        self.read.fetch_add(size, Ordering::SeqCst);
        Poll::Ready((size > 0).then(|| Ok(http_body::Frame::data(Bytes::from(vec![b'%'; size])))))
    }
}

#[tokio::test]
async fn sixty_megabytes_are_read_to_the_end_and_answered_with_a_sentence() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let mut officer = product.signed_in("officer").await;
    let read = Arc::new(AtomicUsize::new(0));
    let (kind, _) = file_form("form.pdf", b"");
    let request = officer.request(Method::POST, &at(&reference, "evrak")).header("sec-fetch-site", "same-origin");
    let body = Body::new(Endless { left: MEGABYTES, read: read.clone() });
    let reply = officer.send(request.header(header::CONTENT_TYPE, kind).body(body).unwrap()).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(reply.body.contains("En çok 15 MB yüklenebilir") && reply.body.contains("Ayşe Nur Öztürk"));
    assert_eq!(read.load(Ordering::SeqCst), MEGABYTES);
    assert_eq!(filed(&product, &reference), 0);
    // A file that fits into the body and is too large for the policy gets the same sentence.
    let reply = upload(&mut officer, &reference, "form.pdf", &[SCAN, &vec![b' '; 15 << 20], SCAN].concat()).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(reply.body.contains("En çok 15 MB yüklenebilir"));
}

/// The whole way over a socket: a connection that is cut while the browser sends would lose the answer.
#[tokio::test]
async fn the_connection_is_not_cut_while_the_browser_sends() {
    let product = Product::new();
    let reference = product.kit.request_of("applicant");
    let officer = product.signed_in("officer").await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = product.router.clone().into_make_service_with_connect_info::<SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, service).await });
    let too_large = post_slowly(address, &officer, &at(&reference, "evrak")).await;
    assert!(
        too_large.starts_with("HTTP/1.1 413") && too_large.contains("En çok 15 MB"),
        "{}",
        too_large.lines().next().unwrap_or_default()
    );
    let stranger = post_slowly(address, &product.browser(), &at(&reference, "evrak")).await;
    assert!(stranger.starts_with("HTTP/1.1 303") && stranger.contains("location: /giris"), "the session has ended meanwhile");
    server.abort();
}

async fn post_slowly(address: SocketAddr, browser: &Browser, path: &str) -> String {
    let cookies: Vec<String> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: kunye.test\r\nsec-fetch-site: same-origin\r\ncookie: {}\r\nconnection: close\r\n\
         content-type: multipart/form-data; boundary=x\r\ncontent-length: {MEGABYTES}\r\naccept: text/html\r\n\r\n",
        cookies.join("; ")
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = vec![b'%'; 1 << 20];
    for _ in 0..MEGABYTES >> 20 {
        stream.write_all(&chunk).await.expect("the server reads on");
    }
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
