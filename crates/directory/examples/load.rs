//! Load for an LDAP server, ours or another's: searches, repeated binds and first binds, over several connections at once.
//!
//! load ADDRESS MODE CONNECTIONS SECONDS PEOPLE [DN PASSWORD [SERVER-PID]]
//! MODE: uid, mail (searches), bind (the same 100 people over and over; warm them up first), cold (everybody once).

use kunye_directory::ber::{Reader, Writer, frame};
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const BASE: &str = "dc=example,dc=org";

struct Job {
    mode: String,
    people: u64,
    dn: String,
    password: String,
    until: Instant,
    next: Cell<u64>,
    done: Cell<u64>,
    wrong: Cell<u64>,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let get = |at: usize| args.get(at).cloned().unwrap_or_default();
    let number = |at: usize| get(at).parse::<u64>().unwrap_or(0);
    let (address, connections, seconds) = (get(0), number(2), number(3));
    let job = Rc::new(Job {
        mode: get(1),
        people: number(4),
        dn: get(5),
        password: get(6),
        until: Instant::now() + Duration::from_secs(seconds),
        next: Cell::new(1),
        done: Cell::new(0),
        wrong: Cell::new(0),
    });
    let pid = get(7);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let local = tokio::task::LocalSet::new();
    let (start, before) = (Instant::now(), cpu(&pid));
    local.block_on(&runtime, async {
        let tasks: Vec<_> = (0..connections).map(|_| tokio::task::spawn_local(run(address.clone(), job.clone()))).collect();
        for task in tasks {
            task.await.expect("a task");
        }
    });
    let (took, used) = (start.elapsed().as_secs_f64(), cpu(&pid) - before);
    let done = job.done.get() as f64;
    println!(
        "{} x{connections}: {:.0}/s, {:.2} server CPU s, {:.0} per server CPU second, {} wrong",
        job.mode,
        done / took,
        used,
        done / used,
        job.wrong.get()
    );
}

/// Seconds of CPU that a process has used.
fn cpu(pid: &str) -> f64 {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { return 0.0 };
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

async fn run(address: String, job: Rc<Job>) {
    let mut stream = TcpStream::connect(address).await.expect("a server");
    stream.set_nodelay(true).expect("a socket");
    let mut out = Writer::default();
    let mut buffer = Vec::with_capacity(16 * 1024);
    if !job.dn.is_empty() {
        bind(&mut out, 1, &job.dn, &job.password);
        stream.write_all(out.bytes()).await.expect("a connection");
        assert!(answers(&mut stream, &mut buffer).await.0, "the application account may bind");
    }
    let mut id = 2;
    while Instant::now() < job.until {
        out.clear();
        let n = job.next.get();
        job.next.set(n + 1);
        // A step that meets everybody, in no order.
        let who = n.wrapping_mul(7_368_787) % job.people;
        let digits = if job.people < 1_000_000 { 6 } else { 7 };
        let uid = |who: u64| format!("u{who:0digits$}");
        match job.mode.as_str() {
            "uid" => search(&mut out, id, "uid", &uid(who)),
            "mail" => search(&mut out, id, "mail", &format!("{}@example.org", uid(who))),
            mode => {
                let who = if mode == "bind" { n * 7 % job.people.min(100) } else { who };
                bind(&mut out, id, &format!("uid={},ou=people,{BASE}", uid(who)), &format!("Passw0rd-{}", who % 256));
            }
        }
        stream.write_all(out.bytes()).await.expect("a connection");
        let (success, entries) = answers(&mut stream, &mut buffer).await;
        let expected = if matches!(job.mode.as_str(), "uid" | "mail") { 1 } else { 0 };
        if !success || entries != expected {
            job.wrong.set(job.wrong.get() + 1);
        }
        job.done.set(job.done.get() + 1);
        id += 1;
    }
}

fn bind(out: &mut Writer, id: i32, dn: &str, password: &str) {
    out.sequence(|w| {
        w.number(id);
        w.within(0x60, |w| {
            w.number(3);
            w.octets(dn.as_bytes());
            w.value(0x80, password.as_bytes());
        });
    });
}

fn search(out: &mut Writer, id: i32, attribute: &str, value: &str) {
    out.sequence(|w| {
        w.number(id);
        w.within(0x63, |w| {
            w.octets(format!("ou=people,{BASE}").as_bytes());
            w.enumerated(2);
            w.enumerated(0);
            w.number(0);
            w.number(0);
            w.boolean(false);
            w.within(0xa3, |w| {
                w.octets(attribute.as_bytes());
                w.octets(value.as_bytes());
            });
            w.sequence(|w| ["cn", "mail", "telephoneNumber", "ou"].iter().for_each(|name| w.octets(name.as_bytes())));
        });
    });
}

/// Reads up to the result: whether it is a success, and how many entries came before it.
async fn answers(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> (bool, u64) {
    let mut entries = 0;
    loop {
        while let Some(length) = frame(buffer, 1 << 24).expect("LDAP").filter(|length| *length <= buffer.len()) {
            let mut reader = Reader::new(&buffer[..length]).sequence().expect("a message");
            reader.number().expect("an id");
            let (op, content) = reader.any().expect("an answer");
            let success = op != 0x64 && Reader::new(content).enumerated() == Ok(0);
            buffer.drain(..length);
            match op {
                0x64 => entries += 1,
                _ => return (success, entries),
            }
        }
        assert!(stream.read_buf(buffer).await.expect("a connection") > 0, "the server closed the connection");
    }
}
