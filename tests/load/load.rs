//! A load generator for directories: searches and binds on many connections, counted beside the processor time of the server. One
//! thread a connection, one request under way on each. It compiles alone (`rustc --edition 2024 -O load.rs`) and knows nothing of the
//! server but LDAP. See README.md.

use std::io::{Read, Result, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// An element of BER; contents of less than 64 KiB.
fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match content.len() {
        n @ 0..=127 => out.push(n as u8),
        n @ 128..=255 => out.extend([0x81, n as u8]),
        n => out.extend([0x82, (n >> 8) as u8, n as u8]),
    }
    out.extend_from_slice(content);
    out
}
fn message(id: u32, op: Vec<u8>) -> Vec<u8> {
    let mut body = tlv(2, &[id as u8]);
    body.extend(op);
    tlv(0x30, &body)
}
fn bind(id: u32, dn: &str, password: &str) -> Vec<u8> {
    message(id, tlv(0x60, &[tlv(2, &[3]), tlv(4, dn.as_bytes()), tlv(0x80, password.as_bytes())].concat()))
}
fn search(id: u32, base: &str, uid: &str) -> Vec<u8> {
    let filter = tlv(0xa3, &[tlv(4, b"uid"), tlv(4, uid.as_bytes())].concat());
    message(
        id,
        tlv(
            0x63,
            &[
                tlv(4, base.as_bytes()),
                tlv(10, &[2]),
                tlv(10, &[0]),
                tlv(2, &[0]),
                tlv(2, &[0]),
                tlv(1, &[0]),
                filter,
                tlv(0x30, &[]),
            ]
            .concat(),
        ),
    )
}

/// A connection and what has been read from it.
struct Line {
    stream: TcpStream,
    buffer: Vec<u8>,
    from: usize,
    to: usize,
}
impl Line {
    fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 1 << 16], from: 0, to: 0 })
    }
    /// The next message: tag of its operation and its bytes from there.
    fn next(&mut self) -> Result<(u8, usize, usize)> {
        loop {
            let data = &self.buffer[self.from..self.to];
            if data.len() >= 2 {
                let (head, len) = match data[1] {
                    n if n < 128 => (2, n as usize),
                    n => {
                        let k = (n & 127) as usize;
                        if data.len() < 2 + k {
                            (0, 0)
                        } else {
                            (2 + k, data[2..2 + k].iter().fold(0, |a, b| a << 8 | *b as usize))
                        }
                    }
                };
                if head > 0 && data.len() >= head + len {
                    let id = data[head + 1] as usize;
                    let at = self.from + head + 2 + id;
                    let end = self.from + head + len;
                    self.from = end;
                    return Ok((self.buffer[at], at, end));
                }
            }
            if self.from > 0 {
                self.buffer.copy_within(self.from..self.to, 0);
                self.to -= self.from;
                self.from = 0;
            }
            let n = self.stream.read(&mut self.buffer[self.to..])?;
            if n == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            self.to += n;
        }
    }
    /// Result code and entries of one request.
    fn ask(&mut self, request: &[u8]) -> Result<(u8, u32)> {
        self.stream.write_all(request)?;
        let mut entries = 0;
        loop {
            let (tag, at, _) = self.next()?;
            match tag {
                0x64 => entries += 1,
                0x61 | 0x65 => {
                    let skip = if self.buffer[at + 1] < 128 { 2 } else { 2 + (self.buffer[at + 1] & 127) as usize };
                    return Ok((self.buffer[at + skip + 2], entries));
                }
                _ => {}
            }
        }
    }
}

/// Seconds of processor time that a process has used, from `/proc`, whose ticks are hundredths.
fn cpu(pid: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
    let ticks = |n: usize| fields.get(n).and_then(|t| t.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let value = |name: &str, or: &str| args.iter().position(|a| a == name).map_or(or.to_owned(), |at| args[at + 1].clone());
    let address = args[1].clone();
    let (people, seconds, lines): (u64, f64, u64) = (
        value("people", "100000").parse().unwrap(),
        value("seconds", "10").parse().unwrap(),
        value("connections", "16").parse().unwrap(),
    );
    let (dn, secret, pid, from) =
        (value("dn", ""), value("secret", ""), value("pid", "0"), value("from", "0").parse::<u64>().unwrap());
    let accounts: u64 = value("accounts", "1000").parse().unwrap();
    let base = "dc=example,dc=org";
    let mode = ["search", "bind", "first"].into_iter().find(|m| args.iter().any(|a| a == m)).expect("search, bind or first");
    let wide = if people < 1_000_000 { 6 } else { 7 };
    let (stop, begun) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let (done, wrong, fresh) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(from)));
    let threads: Vec<_> = (0..lines)
        .map(|line| {
            let (address, dn, secret, stop, done, wrong, fresh, begun) = (
                address.clone(),
                dn.clone(),
                secret.clone(),
                stop.clone(),
                done.clone(),
                wrong.clone(),
                fresh.clone(),
                begun.clone(),
            );
            std::thread::spawn(move || {
                let mut to = Line::open(&address).unwrap();
                let user = |n: u64| format!("u{n:0wide$}");
                let ask_bind = |to: &mut Line, n: u64| {
                    to.ask(&bind(2, &format!("uid={},ou=people,{base}", user(n)), &format!("Passw0rd-{}", n % 256)))
                };
                if mode == "search" {
                    assert_eq!(to.ask(&bind(1, &dn, &secret)).unwrap().0, 0, "the application's account");
                }
                let mut state = 88172645463325252u64.wrapping_add(line * 7919);
                let mut random = move || {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    state
                };
                // Repeated binds are of accounts that were bound before the counting begins.
                let mine: Vec<u64> = (0..accounts / lines).map(|i| (line * (accounts / lines) + i) * 61 % people).collect();
                if mode == "bind" {
                    for n in &mine {
                        assert_eq!(ask_bind(&mut to, *n).unwrap().0, 0);
                    }
                }
                begun.store(true, Ordering::SeqCst);
                while !stop.load(Ordering::Relaxed) {
                    let ok = match mode {
                        "search" => to.ask(&search(2, base, &user(random() % people))).unwrap() == (0, 1),
                        "bind" => ask_bind(&mut to, mine[(random() % mine.len() as u64) as usize]).unwrap().0 == 0,
                        _ => ask_bind(&mut to, fresh.fetch_add(1, Ordering::Relaxed) % people).unwrap().0 == 0,
                    };
                    done.fetch_add(1, Ordering::Relaxed);
                    if !ok {
                        wrong.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        })
        .collect();
    while !begun.load(Ordering::SeqCst) {
        std::thread::sleep(Duration::from_millis(5));
    }
    // Those who bind beforehand are waited for.
    std::thread::sleep(Duration::from_secs_f64(value("warm", "1").parse().unwrap()));
    let (before, used, at) = (done.load(Ordering::Relaxed), cpu(&pid), Instant::now());
    std::thread::sleep(Duration::from_secs_f64(seconds));
    let (count, spent, took) = (done.load(Ordering::Relaxed) - before, cpu(&pid) - used, at.elapsed().as_secs_f64());
    stop.store(true, Ordering::SeqCst);
    for thread in threads {
        thread.join().unwrap();
    }
    println!(
        "{mode} x{lines}: {:.0}/s, {spent:.2} server CPU s, {:.0} per server CPU second, {} wrong, next {}",
        count as f64 / took,
        count as f64 / spent.max(0.01),
        wrong.load(Ordering::Relaxed),
        fresh.load(Ordering::Relaxed)
    );
}
