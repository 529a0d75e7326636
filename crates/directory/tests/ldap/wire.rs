//! Bytes that no library sends.

use crate::{House, house, house_with};
use kunye_directory::ber::{Writer, frame};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

fn open(house: &House) -> TcpStream {
    let stream = TcpStream::connect(house.plain).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    stream
}

/// Everything until the server closes the connection.
fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut all = Vec::new();
    stream.read_to_end(&mut all).expect("the server closes");
    all
}

/// One answer.
fn one(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        if let Some(length) = frame(&bytes, 1 << 20).unwrap().filter(|length| *length <= bytes.len()) {
            assert_eq!(length, bytes.len(), "one answer at a time");
            return bytes;
        }
        let mut some = [0; 4_096];
        let read = stream.read(&mut some).unwrap();
        assert!(read > 0, "closed");
        bytes.extend_from_slice(&some[..read]);
    }
}

fn message(id: i32, op: u8, inside: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.sequence(|w| {
        w.number(id);
        w.within(op, inside);
    });
    writer.bytes().to_vec()
}

fn root_search(id: i32) -> Vec<u8> {
    message(id, 0x63, |w| {
        w.octets(b"");
        w.enumerated(0);
        w.enumerated(0);
        w.number(0);
        w.number(0);
        w.boolean(false);
        w.value(0x87, b"objectClass");
        w.sequence(|_| {});
    })
}

/// The notice of disconnection (RFC 4511, 4.4.1).
const NOTICE: &[u8] = b"1.3.6.1.4.1.1466.20036";

#[test]
fn what_is_malformed_ends_the_connection_with_a_notice() {
    let house = house();
    let search = root_search(1);
    let indefinite = {
        let mut it = search.clone();
        it[1] = 0x80;
        it
    };
    let mut negative = search.clone();
    negative[4] = 0xff;
    for (what, bytes) in [
        ("no LDAP at all", b"GET / HTTP/1.1\r\n\r\n".to_vec()),
        ("indefinite length", indefinite),
        ("a negative message id", negative),
        ("an unknown operation", message(1, 0x7e, |_| {})),
        ("longer than allowed", vec![0x30, 0x84, 0x40, 0, 0, 0]),
        ("something behind the operation", {
            let mut it = search.clone();
            it[1] += 2;
            it.extend([5, 0]);
            it
        }),
        (
            "a boolean of 1",
            message(1, 0x63, |w| {
                w.octets(b"");
                [0, 0].into_iter().for_each(|n| w.enumerated(n));
                [0, 0].into_iter().for_each(|n| w.number(n));
                w.value(1, &[1]);
                w.value(0x87, b"cn");
                w.sequence(|_| {});
            }),
        ),
        (
            "a name that is not UTF-8",
            message(1, 0x60, |w| {
                w.number(3);
                w.octets(&[0xff, 0xfe]);
                w.value(0x80, b"x");
            }),
        ),
        (
            "a filter forty deep",
            message(1, 0x63, |w| {
                w.octets(b"");
                [0, 0].into_iter().for_each(|n| w.enumerated(n));
                [0, 0].into_iter().for_each(|n| w.number(n));
                w.boolean(false);
                nested(w, 41);
                w.sequence(|_| {});
            }),
        ),
    ] {
        let mut stream = open(&house);
        stream.write_all(&bytes).unwrap();
        let answer = rest(&mut stream);
        assert!(answer.windows(NOTICE.len()).any(|part| part == NOTICE), "{what}: {answer:?}");
        assert_eq!(answer[4], 0, "{what}: of no message");
    }
}

fn nested(w: &mut Writer, deep: usize) {
    match deep {
        0 => w.value(0x87, b"cn"),
        deep => w.within(0xa2, |w| nested(w, deep - 1)),
    }
}

#[test]
fn messages_may_come_in_pieces_and_several_at_once() {
    let house = house();
    let mut stream = open(&house);
    for byte in root_search(7) {
        stream.write_all(&[byte]).unwrap();
    }
    let bytes = rest_of(&mut stream, 2);
    assert_eq!(bytes, 2, "entry and result");
    let mut several = Vec::new();
    (1..=20).for_each(|id| several.extend(root_search(id)));
    stream.write_all(&several).unwrap();
    assert_eq!(rest_of(&mut stream, 40), 40);
}

/// Reads so many messages.
fn rest_of(stream: &mut TcpStream, count: usize) -> usize {
    let (mut bytes, mut seen) = (Vec::new(), 0);
    while seen < count {
        let mut some = [0; 4_096];
        let read = stream.read(&mut some).unwrap();
        assert!(read > 0, "closed after {seen}");
        bytes.extend_from_slice(&some[..read]);
        while let Some(length) = frame(&bytes, 1 << 20).unwrap().filter(|length| *length <= bytes.len()) {
            bytes.drain(..length);
            seen += 1;
        }
    }
    seen
}

#[test]
fn nothing_may_travel_behind_a_wish_for_tls() {
    let house = house();
    let mut stream = open(&house);
    let mut bytes = message(1, 0x77, |w| w.value(0x80, b"1.3.6.1.4.1.1466.20037"));
    bytes.extend(root_search(2));
    stream.write_all(&bytes).unwrap();
    let answer = rest(&mut stream);
    assert!(answer.windows(NOTICE.len()).any(|part| part == NOTICE), "{answer:?}");
}

#[test]
fn critical_controls_that_nobody_knows_are_refused_and_others_passed_over() {
    let house = house();
    for (critical, code) in [(true, 12), (false, 0)] {
        let mut stream = open(&house);
        let mut writer = Writer::default();
        writer.sequence(|w| {
            w.number(1);
            w.within(0x60, |w| {
                w.number(3);
                w.octets(b"");
                w.value(0x80, b"");
            });
            w.within(0xa0, |w| {
                w.sequence(|w| {
                    w.octets(b"1.2.3.4");
                    w.boolean(critical);
                });
            });
        });
        stream.write_all(writer.bytes()).unwrap();
        assert_eq!(one(&mut stream)[9], code);
    }
}

#[test]
fn a_silent_connection_is_closed_and_too_many_are_not_taken() {
    let house = house_with(|config| (config.idle_seconds, config.connections) = (1, 3));
    let mut stream = open(&house);
    assert!(rest(&mut stream).is_empty());
    let mut all: Vec<TcpStream> = (0..8).map(|_| open(&house)).collect();
    let answered = all
        .iter_mut()
        .filter_map(|stream| {
            stream.write_all(&root_search(1)).ok()?;
            let mut some = [0; 100];
            stream.read(&mut some).ok().filter(|read| *read > 0)
        })
        .count();
    assert!(answered <= 4, "{answered}");
}
