//! An SMSC that does what it is told. Threads and blocking sockets, and PDUs put together by hand: nothing of the client's code.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What to do with the next `submit_sm`. When nothing is said: take it, and number it `m1`, `m2`, …
pub enum Reply {
    Take(&'static str),
    Status(u32),
    Nack(u32),
    Silence,
    /// Break the line without a word.
    Drop,
    /// Take it, and break the line behind the answer.
    TakeAndDrop,
    /// Octets of any kind, as they are.
    Raw(Vec<u8>),
}

/// What the client was seen to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Seen {
    Bind {
        system_id: String,
        password: String,
    },
    Submit(Submit),
    /// Command, status, sequence number of anything else.
    Pdu(u32, u32, u32),
    Closed,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Submit {
    pub source: (u8, u8, String),
    pub destination: (u8, u8, String),
    pub esm_class: u8,
    pub validity: String,
    pub registered: u8,
    pub data_coding: u8,
    pub message: Vec<u8>,
}

#[derive(Default)]
struct Script {
    replies: VecDeque<Reply>,
    binds: VecDeque<u32>,
    taken: usize,
    line: Option<TcpStream>,
}

pub struct Smsc {
    pub address: SocketAddr,
    script: Arc<Mutex<Script>>,
    seen: Receiver<Seen>,
}

impl Smsc {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let script = Arc::new(Mutex::new(Script::default()));
        let (tell, seen) = channel();
        let shared = Arc::clone(&script);
        std::thread::spawn(move || {
            for line in listener.incoming() {
                let line = line.unwrap();
                line.set_nodelay(true).unwrap();
                shared.lock().unwrap().line = Some(line.try_clone().unwrap());
                serve(line, &shared, &tell);
                if tell.send(Seen::Closed).is_err() {
                    return;
                }
            }
        });
        Self { address, script, seen }
    }

    /// The statuses of the next binds; afterwards they succeed.
    pub fn binds(self, statuses: &[u32]) -> Self {
        self.script.lock().unwrap().binds.extend(statuses);
        self
    }

    pub fn next(&self, reply: Reply) {
        self.script.lock().unwrap().replies.push_back(reply);
    }

    /// Says something on the line of its own accord.
    pub fn say(&self, octets: &[u8]) {
        let script = self.script.lock().unwrap();
        script.line.as_ref().unwrap().write_all(octets).unwrap();
    }

    pub fn hang_up(&self) {
        let script = self.script.lock().unwrap();
        script.line.as_ref().unwrap().shutdown(Shutdown::Both).unwrap();
    }

    pub fn seen(&self) -> Seen {
        self.seen.recv_timeout(Duration::from_secs(10)).expect("the client did nothing")
    }

    /// The next submit, passing over everything else.
    pub fn submit(&self) -> Submit {
        loop {
            if let Seen::Submit(submit) = self.seen() {
                return submit;
            }
        }
    }

    /// Waits until the client has sent this command, and returns status and sequence number.
    pub fn pdu(&self, command: u32) -> (u32, u32) {
        loop {
            match self.seen() {
                Seen::Pdu(seen, status, sequence) if seen == command => return (status, sequence),
                Seen::Closed => panic!("closed before {command:#x}"),
                _ => {}
            }
        }
    }
}

pub fn pdu(command: u32, status: u32, sequence: u32, body: &[u8]) -> Vec<u8> {
    let length = 16 + body.len() as u32;
    let mut octets: Vec<u8> = [length, command, status, sequence].into_iter().flat_map(u32::to_be_bytes).collect();
    octets.extend(body);
    octets
}

/// A `deliver_sm` with a text and optional parameters.
pub fn deliver(sequence: u32, esm_class: u8, text: &str, parameters: &[(u16, &[u8])]) -> Vec<u8> {
    let mut body = b"\0\x01\x01905321234567\0\x05\0KUNYE\0".to_vec();
    body.extend([esm_class, 0, 0, 0, 0, 0, 0, 0, 0, text.len() as u8]);
    body.extend(text.as_bytes());
    for (tag, value) in parameters {
        body.extend(tag.to_be_bytes());
        body.extend((value.len() as u16).to_be_bytes());
        body.extend(*value);
    }
    pdu(5, 0, sequence, &body)
}

fn serve(mut line: TcpStream, script: &Mutex<Script>, tell: &Sender<Seen>) {
    while let Some((command, status, sequence, body)) = read(&mut line) {
        let mut body = body.as_slice();
        let (seen, answer, then_drop) = match command {
            9 => {
                let status = script.lock().unwrap().binds.pop_front().unwrap_or(0);
                let seen = Seen::Bind { system_id: text(&mut body), password: text(&mut body) };
                (seen, pdu(0x8000_0009, status, sequence, b"smsc\0"), false)
            }
            4 => {
                let seen = Seen::Submit(submit(&mut body));
                let mut script = script.lock().unwrap();
                script.taken += 1;
                let id = format!("m{}\0", script.taken);
                let take = |id: &str| pdu(0x8000_0004, 0, sequence, id.as_bytes());
                let (answer, then_drop) = match script.replies.pop_front() {
                    None => (take(&id), false),
                    Some(Reply::Take(id)) => (take(&format!("{id}\0")), false),
                    Some(Reply::Status(status)) => (pdu(0x8000_0004, status, sequence, b""), false),
                    Some(Reply::Nack(status)) => (pdu(0x8000_0000, status, sequence, b""), false),
                    Some(Reply::Silence) => (Vec::new(), false),
                    Some(Reply::Drop) => (Vec::new(), true),
                    Some(Reply::TakeAndDrop) => (take(&id), true),
                    Some(Reply::Raw(octets)) => (octets, false),
                };
                (seen, answer, then_drop)
            }
            0x15 | 6 => (Seen::Pdu(command, status, sequence), pdu(command | 0x8000_0000, 0, sequence, b""), command == 6),
            _ => (Seen::Pdu(command, status, sequence), Vec::new(), false),
        };
        if tell.send(seen).is_err() || line.write_all(&answer).is_err() || then_drop {
            break;
        }
    }
    // The client may be gone already.
    let _ = line.shutdown(Shutdown::Both);
}

fn read(line: &mut TcpStream) -> Option<(u32, u32, u32, Vec<u8>)> {
    let mut header = [0; 16];
    line.read_exact(&mut header).ok()?;
    let word = |at: usize| u32::from_be_bytes(header[at..at + 4].try_into().unwrap());
    let mut body = vec![0; word(0) as usize - 16];
    line.read_exact(&mut body).ok()?;
    Some((word(4), word(8), word(12), body))
}

fn text(body: &mut &[u8]) -> String {
    let end = body.iter().position(|byte| *byte == 0).unwrap();
    let text = String::from_utf8(body[..end].to_vec()).unwrap();
    *body = &body[end + 1..];
    text
}

fn octet(body: &mut &[u8]) -> u8 {
    let octet = body[0];
    *body = &body[1..];
    octet
}

fn submit(body: &mut &[u8]) -> Submit {
    text(body); // service_type
    let source = (octet(body), octet(body), text(body));
    let destination = (octet(body), octet(body), text(body));
    let esm_class = octet(body);
    octet(body); // protocol_id
    octet(body); // priority_flag
    text(body); // schedule_delivery_time
    let validity = text(body);
    let registered = octet(body);
    octet(body); // replace_if_present_flag
    let data_coding = octet(body);
    octet(body); // sm_default_msg_id
    let length = octet(body);
    assert_eq!(usize::from(length), body.len(), "sm_length");
    Submit { source, destination, esm_class, validity, registered, data_coding, message: body.to_vec() }
}
