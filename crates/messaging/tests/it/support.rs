//! What every test here needs.

use kunye_core::messages::ports::{Receipt, Receipts, Sms, SmsGateway};
use kunye_kernel::entropy::SeededEntropy;
use kunye_kernel::error::{Error, Result};
use kunye_kernel::phone::Mobile;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{MockClock, Time};
use kunye_messaging::smpp::LinkStatus;
use kunye_messaging::{SmppConfig, SmppGateway};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

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
