//! Listening and serving: a few threads that answer, each with connections of its own, and threads beside them for what takes long.
//!
//! A search is answered on the thread that read it, from memory: no lock that anybody holds for long, no other thread, one read and
//! one write. Passwords are hashed elsewhere, by threads that the system gives less time when there is not enough for all.

use crate::answer::{self, Code, Outcome};
use crate::ber::{Writer, frame};
use crate::bind;
use crate::context::Context;
use crate::message::op;
use crate::says::Protocol;
use crate::session::{Next, Session};
use crate::tls::Tls;
use kunye_core::directory::Recent;
use kunye_kernel::actor::Source;
use kunye_kernel::error::{Error, Kind, Result};
use std::cell::{Cell, RefCell};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{mpsc, watch};
use tokio_rustls::TlsAcceptor;

/// Verbs that may wait at once for their turn to hash and for the database.
const BINDS_AT_ONCE: usize = 64;
/// Searches that go through everything, at once.
const SCANS_AT_ONCE: usize = 2;
/// How much less time hashing gets than answering: a step of 5 is a third.
const HASHING_STEPS_BACK: i32 = 5;

/// How often the files of the certificate are looked at.
const RENEWAL: Duration = Duration::from_secs(5);
/// Longest handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// The running server. Dropping it ends it.
pub struct Server {
    pub addresses: Vec<SocketAddr>,
    stop: watch::Sender<bool>,
    threads: Vec<JoinHandle<()>>,
    /// Held for as long as anybody may use them.
    beside: Option<[Runtime; 2]>,
    _keeper: crate::image::keeper::Keeper,
}

/// A socket that listens; `tls_first`: LDAPS.
pub struct Socket {
    listener: TcpListener,
    tls_first: bool,
}

impl Socket {
    pub fn open(address: SocketAddr, tls_first: bool) -> Result<Self> {
        let fail = |cause| Error::new(Kind::Unavailable, "cli-listen").with("address", address).because(cause);
        let listener = TcpListener::bind(address).map_err(fail)?;
        listener.set_nonblocking(true).map_err(fail)?;
        Ok(Self { listener, tls_first })
    }
}

struct Shared {
    context: Arc<Context>,
    binds: Handle,
    scans: Handle,
    open: AtomicUsize,
}

impl Server {
    pub fn start(context: Context, keeper: crate::image::keeper::Keeper, sockets: Vec<Socket>, threads: usize) -> Result<Self> {
        let beside = [beside("bind", BINDS_AT_ONCE, HASHING_STEPS_BACK)?, beside("scan", SCANS_AT_ONCE, 0)?];
        let shared = Arc::new(Shared {
            context: Arc::new(context),
            binds: beside[0].handle().clone(),
            scans: beside[1].handle().clone(),
            open: AtomicUsize::new(0),
        });
        let (stop, stopped) = watch::channel(false);
        let addresses = sockets.iter().map(|socket| socket.listener.local_addr()).collect::<std::io::Result<_>>();
        let addresses = addresses.map_err(Error::internal)?;
        let (mut workers, mut handles) = (Vec::new(), Vec::new());
        for number in 0..threads.max(1) {
            let (send, receive) = mpsc::unbounded_channel();
            workers.push(send);
            let (shared, stopped) = (shared.clone(), stopped.clone());
            handles.push(spawn(&format!("ldap-{number}"), move |runtime| runtime.block_on(work(shared, receive, stopped)))?);
        }
        let accepting = move |runtime: Runtime| runtime.block_on(accept(sockets, workers, shared, stopped));
        handles.push(spawn("ldap-accept", accepting)?);
        Ok(Self { addresses, stop, threads: handles, beside: Some(beside), _keeper: keeper })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a thread of the directory ended by panic");
            }
        }
        // Waits for what is being hashed and searched; on a thread of its own, since whoever drops a server may be in another runtime.
        let beside = self.beside.take();
        if std::thread::spawn(move || drop(beside)).join().is_err() {
            tracing::error!("a thread of the directory ended by panic");
        }
    }
}

/// Threads for what takes long. `steps_back`: how much nicer they are than the rest.
fn beside(name: &'static str, at_once: usize, steps_back: i32) -> Result<Runtime> {
    let nicer = move || {
        if steps_back > 0
            && let Err(error) = rustix::process::nice(steps_back)
        {
            tracing::debug!(%error, "threads that hash stay as they are");
        }
    };
    Builder::new_multi_thread()
        .worker_threads(1)
        .max_blocking_threads(at_once)
        .thread_name(name)
        .on_thread_start(nicer)
        .build()
        .map_err(Error::internal)
}

fn spawn(name: &str, run: impl FnOnce(Runtime) + Send + 'static) -> Result<JoinHandle<()>> {
    let runtime = Builder::new_current_thread().enable_all().build().map_err(Error::internal)?;
    std::thread::Builder::new().name(name.to_owned()).spawn(move || run(runtime)).map_err(Error::internal)
}

type Arrived = (TcpStream, SocketAddr, bool);

async fn accept(
    sockets: Vec<Socket>,
    workers: Vec<mpsc::UnboundedSender<Arrived>>,
    shared: Arc<Shared>,
    mut stopped: watch::Receiver<bool>,
) {
    let local = tokio::task::LocalSet::new();
    let next = Rc::new(Cell::new(0_usize));
    for Socket { listener, tls_first } in sockets {
        let (workers, next, shared) = (workers.clone(), next.clone(), shared.clone());
        local.spawn_local(async move {
            let Ok(socket) = tokio::net::TcpListener::from_std(listener) else { return };
            loop {
                let (stream, peer) = match socket.accept().await {
                    Ok(arrived) => arrived,
                    Err(error) => {
                        // Out of files, mostly: it passes.
                        tracing::warn!(%error, "a connection was not taken");
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                };
                if shared.open.load(Ordering::Relaxed) >= shared.context.connections {
                    tracing::warn!(%peer, "too many connections");
                    continue;
                }
                let number = next.get();
                next.set(number.wrapping_add(1));
                if let (Ok(stream), Some(worker)) = (stream.into_std(), workers.get(number % workers.len())) {
                    shared.open.fetch_add(1, Ordering::Relaxed);
                    // It fails only when everything ends.
                    let _ = worker.send((stream, peer, tls_first));
                }
            }
        });
    }
    local.spawn_local(async move {
        loop {
            tokio::time::sleep(RENEWAL).await;
            shared.context.tls.iter().for_each(Tls::renew);
        }
    });
    let until = async { drop(stopped.wait_for(|stop| *stop).await) };
    local.run_until(until).await;
}

async fn work(shared: Arc<Shared>, mut arrive: mpsc::UnboundedReceiver<Arrived>, mut stopped: watch::Receiver<bool>) {
    let local = tokio::task::LocalSet::new();
    let recent = Rc::new(RefCell::new(Recent::new(&shared.context.world.db)));
    let serving = async {
        while let Some((stream, peer, tls_first)) = arrive.recv().await {
            let (shared, recent) = (shared.clone(), recent.clone());
            tokio::task::spawn_local(async move {
                if let Err(error) = serve(&shared, &recent, stream, peer, tls_first).await {
                    tracing::debug!(%peer, %error, "a connection broke");
                }
                shared.open.fetch_sub(1, Ordering::Relaxed);
            });
        }
    };
    let until = async {
        tokio::select! {
            () = serving => {}
            _ = stopped.wait_for(|stop| *stop) => {}
        }
    };
    local.run_until(until).await;
}

async fn serve(
    shared: &Shared,
    recent: &RefCell<Recent>,
    stream: TcpStream,
    peer: SocketAddr,
    tls_first: bool,
) -> std::io::Result<()> {
    stream.set_nonblocking(true)?;
    let mut stream = tokio::net::TcpStream::from_std(stream)?;
    stream.set_nodelay(true)?;
    let source = Source { address: peer.ip().to_canonical().to_string() };
    let mut session = Session::new(shared.context.clone(), source, false, peer.ip().to_canonical().is_loopback());
    if !tls_first && !talk(shared, recent, &mut session, &mut stream).await? {
        return Ok(());
    }
    let Some(tls) = &shared.context.tls else { return Ok(()) };
    let handshake = TlsAcceptor::from(tls.config.clone()).accept(stream);
    let mut stream = tokio::time::timeout(shared.context.idle.min(HANDSHAKE), handshake).await??;
    session.secured();
    talk(shared, recent, &mut session, &mut stream).await?;
    stream.shutdown().await
}

/// Answers messages until the connection ends (`false`) or TLS is to begin (`true`).
async fn talk(
    shared: &Shared,
    recent: &RefCell<Recent>,
    session: &mut Session,
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
) -> std::io::Result<bool> {
    let mut arrived: Vec<u8> = Vec::with_capacity(4_096);
    let mut out = Writer::default();
    loop {
        let mut done = 0;
        let mut ending = None;
        while ending.is_none() {
            let waiting = &arrived[done..];
            let Ok(frame) = frame(waiting, shared.context.longest_message) else {
                ending = Some(malformed(&mut out));
                break;
            };
            let Some(length) = frame.filter(|length| *length <= waiting.len()) else { break };
            let next = session.handle(&waiting[..length], &mut recent.borrow_mut(), &mut out);
            done += length;
            ending = match next {
                Ok(Next::Answered) => None,
                Ok(Next::Close) => Some(false),
                // What came behind the request came in the open: nobody can say from whom.
                Ok(Next::StartTls) if done < arrived.len() => Some(malformed(&mut out)),
                Ok(Next::StartTls) => Some(true),
                Ok(slow) => {
                    // What was answered before it does not wait for it.
                    flush(stream, &mut out).await?;
                    slowly(shared, session, slow, &mut out).await;
                    None
                }
                Err(_) => Some(malformed(&mut out)),
            };
        }
        // Who does not read what they asked for is as silent as who asks nothing.
        tokio::time::timeout(shared.context.idle, flush(stream, &mut out)).await??;
        if let Some(start_tls) = ending {
            return Ok(start_tls);
        }
        arrived.drain(..done);
        if tokio::time::timeout(shared.context.idle, stream.read_buf(&mut arrived)).await?? == 0 {
            return Ok(false);
        }
    }
}

async fn flush(stream: &mut (impl AsyncWrite + Unpin), out: &mut Writer) -> std::io::Result<()> {
    if !out.is_empty() {
        stream.write_all(out.bytes()).await?;
        // TLS keeps what it was given until it is told.
        stream.flush().await?;
        out.clear();
    }
    Ok(())
}

fn malformed(out: &mut Writer) -> bool {
    answer::write_goodbye(out, Code::ProtocolError, Protocol::NotLdap);
    false
}

/// Does on other threads what takes long.
async fn slowly(shared: &Shared, session: &mut Session, next: Next, out: &mut Writer) {
    let context = shared.context.clone();
    match next {
        Next::Bind(asked) => {
            let (id, dn) = (asked.id, asked.dn.clone());
            let decided = shared.binds.spawn_blocking(move || asked.decide(&context)).await;
            match decided {
                Ok(decided) => {
                    if decided.outcome.code == Code::Success {
                        session.bound(decided.who, dn);
                        session.must_change = decided.must_change;
                    }
                    answer::write(out, id, op::BOUND, &decided.outcome, decided.attached.as_slice(), |_| {});
                }
                Err(error) => broken(out, id, op::BOUND, &error),
            }
        }
        Next::Search(query) => {
            let id = query.id;
            let found = shared.scans.spawn_blocking(move || {
                let mut out = Writer::default();
                query.run(&context.tree, &context.image, &mut out);
                out
            });
            match found.await {
                Ok(found) => out.append(&found),
                Err(error) => broken(out, id, op::FOUND, &error),
            }
        }
        Next::ChangePassword(change) => {
            let (id, source, wants_policy) = (change.id, session.source.clone(), change.wants_policy);
            let changed = shared.binds.spawn_blocking(move || bind::change(&context, &source, &change));
            match changed.await {
                Ok((outcome, policy)) => {
                    if outcome.code == Code::Success {
                        // The credential that was bound is no more.
                        session.unbind();
                    }
                    let attached = wants_policy.then_some(answer::Attached::Ppolicy(policy));
                    answer::write(out, id, op::EXTENDED_ANSWER, &outcome, attached.as_slice(), |_| {});
                }
                Err(error) => broken(out, id, op::EXTENDED_ANSWER, &error),
            }
        }
        Next::Answered | Next::Close | Next::StartTls => {}
    }
}

fn broken(out: &mut Writer, id: i32, answer: u8, error: &tokio::task::JoinError) {
    tracing::error!(%error, "an operation ended by panic");
    answer::write(out, id, answer, &Outcome::new(Code::Other), &[], |_| {});
}
