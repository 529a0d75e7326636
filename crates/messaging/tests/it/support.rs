//! What every test here needs.

use kunye_core::messages::ports::{Receipt, Receipts, Sms, SmsGateway};
use kunye_kernel::entropy::SeededEntropy;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::phone::Mobile;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{MockClock, Time};
use kunye_messaging::smpp::LinkStatus;
use kunye_messaging::{SmppConfig, SmppGateway};
use std::io::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ServerConfig, crypto::aws_lc_rs};

pub const NOW: Time = Time(1_795_000_000_000);

/// Keeps receipts; the first `refusals` of them it cannot store.
#[derive(Default)]
pub struct Recorder {
    pub refusals: AtomicUsize,
    receipts: Mutex<Vec<Receipt>>,
}

impl Receipts for Recorder {
    fn receive(&self, receipt: Receipt) -> Result<()> {
        let fewer = |left: usize| left.checked_sub(1);
        if self.refusals.fetch_update(Ordering::SeqCst, Ordering::SeqCst, fewer).is_ok() {
            return Err(Error::internal("the disk is full"));
        }
        self.receipts.lock().unwrap().push(receipt);
        Ok(())
    }
}

impl Recorder {
    /// Waits until so many have come.
    pub fn receipts(&self, count: usize) -> Vec<Receipt> {
        wait_for("receipts", || self.receipts.lock().unwrap().len() >= count);
        self.receipts.lock().unwrap().clone()
    }
}

/// A gateway with short time-outs, the runtime its line lives on, and where its receipts go.
pub struct Bench {
    pub gateway: Arc<SmppGateway>,
    pub recorder: Arc<Recorder>,
    pub runtime: Runtime,
}

impl Bench {
    pub fn new(address: SocketAddr, more: &str) -> Self {
        let basics = [
            ("response_timeout_seconds", "1"),
            ("queue_timeout_seconds", "2"),
            ("reconnect_min_seconds", "0.02"),
            ("reconnect_max_seconds", "0.1"),
            ("throttle_min_seconds", "0.1"),
        ];
        let mut config = format!(
            "host = '{}'\nport = {}\nsystem_id = 'kunye'\npassword = 'geheim'\nsender = 'KUNYE'\n{more}\n",
            address.ip(),
            address.port()
        );
        for (name, value) in basics {
            if !more.contains(name) {
                config.push_str(&format!("{name} = {value}\n"));
            }
        }
        let config: SmppConfig = toml::from_str(&config).unwrap();
        let runtime = Runtime::new().unwrap();
        let recorder = Arc::new(Recorder::default());
        let gateway = SmppGateway::start(
            config,
            runtime.handle(),
            recorder.clone(),
            Arc::new(MockClock::at(NOW)),
            Arc::new(SeededEntropy::new(1)),
        );
        Self { gateway: Arc::new(gateway.unwrap()), recorder, runtime }
    }

    pub fn bound(self) -> Self {
        wait_for("the bind", || self.gateway.status() == LinkStatus::Bound);
        self
    }

    /// Hands a text over on a thread of its own.
    pub fn hand_over(&self, text: &str) -> std::thread::JoinHandle<kunye_core::messages::ports::Handover> {
        let (gateway, sms) = (Arc::clone(&self.gateway), sms(text));
        std::thread::spawn(move || gateway.hand_over(&sms))
    }

    pub fn shutdown(&self) {
        self.runtime.block_on(self.gateway.shutdown());
    }
}

pub fn sms(text: &str) -> Sms {
    Sms {
        delivery: "01K9ZZZZZZZZZZZZZZZZZZZZZZ".to_owned(),
        to: Mobile::parse("0532 123 45 67").unwrap(),
        text: Secret::new(text),
        valid_for_seconds: 3_600,
    }
}

pub fn wait_for(what: &str, condition: impl Fn() -> bool) {
    let began = Instant::now();
    while !condition() {
        assert!(began.elapsed() < Duration::from_secs(10), "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Takes TLS off what comes in and passes it on.
pub struct TlsRelay {
    pub address: SocketAddr,
    _runtime: Runtime,
}

impl TlsRelay {
    pub fn start(to: SocketAddr, keys: &rcgen::CertifiedKey<rcgen::KeyPair>) -> Self {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(keys.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![keys.cert.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move {
            loop {
                let (line, acceptor) = (listener.accept().await.unwrap().0, acceptor.clone());
                tokio::spawn(async move {
                    // A client that does not trust us breaks off here.
                    let Ok(mut inside) = acceptor.accept(line).await else { return };
                    let mut outside = tokio::net::TcpStream::connect(to).await.unwrap();
                    // Either side may hang up at any time.
                    let _ = tokio::io::copy_bidirectional(&mut inside, &mut outside).await;
                });
            }
        });
        Self { address, _runtime: runtime }
    }
}

/// Everything that is logged from the moment it begins, by whatever library, at the finest level.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn begin() -> Self {
        static LOG: OnceLock<Log> = OnceLock::new();
        let log = LOG.get_or_init(|| {
            let log = Log::default();
            let writer = log.clone();
            let format = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
            tracing::subscriber::set_global_default(format.with_writer(move || writer.clone()).finish()).unwrap();
            log
        });
        log.clone()
    }
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    pub fn holds(&self, words: &[&str]) {
        wait_for("log lines", || words.iter().all(|word| self.text().contains(word)));
    }

    pub fn holds_none_of(&self, words: &[&str]) {
        for word in words {
            assert!(!self.text().contains(word), "{word} is in the log:\n{}", self.text());
        }
    }
}

impl Write for Log {
    fn write(&mut self, octets: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(octets)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
