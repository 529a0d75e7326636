//! The phones of the demonstration: a gateway that keeps the last texts in memory and sends its receipts a moment later. Nothing
//! leaves the machine.

use kunye_core::demo::Received;
use kunye_core::messages::ports::{FailureReason, Handover, Receipt, ReceiptState, Receipts, Sms, SmsGateway};
use kunye_kernel::phone::Mobile;
use kunye_kernel::time::Clock;
use kunye_messaging::sms::{Encoding, plan};
use std::collections::VecDeque;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub const NAME: &str = "simulator";
const SENDER: &str = "KUNYE";
const KEPT: usize = 200;

/// A phone whose number ends in these digits is never reached, so that a failure can be seen too.
pub const UNREACHABLE: &str = "00";

pub struct Phones {
    clock: Arc<dyn Clock>,
    received: Mutex<VecDeque<Received>>,
    /// To the thread that brings receipts; it ends with this.
    post: Sender<Sent>,
    delay: Duration,
}

/// What a receipt will be about.
struct Sent {
    due: Instant,
    references: Vec<String>,
    state: ReceiptState,
}

impl Phones {
    /// Switches the phones on; receipts come `delay` after their message.
    pub fn start(clock: Arc<dyn Clock>, receipts: Arc<dyn Receipts>, delay: Duration) -> Self {
        let (post, sent) = channel::<Sent>();
        let postman_clock = clock.clone();
        std::thread::spawn(move || {
            for sent in sent {
                std::thread::sleep(sent.due.saturating_duration_since(Instant::now()));
                for reference in sent.references {
                    let code = if sent.state == ReceiptState::Delivered { "DELIVRD" } else { "UNDELIV" };
                    let (gateway, code, at) = (NAME.to_owned(), code.to_owned(), postman_clock.now());
                    if let Err(error) = receipts.receive(Receipt { gateway, reference, state: sent.state, code, at }) {
                        tracing::warn!(%error, "a receipt of the simulator was not stored");
                    }
                }
            }
        });
        Self { clock, received: Mutex::default(), post, delay }
    }

    /// Oldest first.
    pub fn received(&self) -> Vec<Received> {
        self.lock().iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Received>> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub fn is_reachable(number: &Mobile) -> bool {
    !number.e164().ends_with(UNREACHABLE)
}

impl SmsGateway for Phones {
    fn name(&self) -> &str {
        NAME
    }

    fn hand_over(&self, sms: &Sms) -> Handover {
        let plan = plan(sms.text.expose());
        let references: Vec<String> = (1..=plan.part_count()).map(|part| format!("{}-{part}", sms.delivery)).collect();
        let reachable = is_reachable(&sms.to);
        if reachable {
            let encoding = match plan.encoding() {
                Encoding::Gsm => "gsm7",
                Encoding::TurkishSingle | Encoding::TurkishLocking => "gsm7_turkish",
                Encoding::Ucs2 => "ucs2",
            };
            let mut received = self.lock();
            received.push_back(Received {
                delivery: sms.delivery.clone(),
                to: sms.to.clone(),
                at: self.clock.now(),
                sender: SENDER.to_owned(),
                text: sms.text.expose().to_owned(),
                parts: plan.part_count(),
                characters: plan.characters(),
                encoding,
            });
            if received.len() > KEPT {
                received.pop_front();
            }
        }
        let state = if reachable { ReceiptState::Delivered } else { ReceiptState::Failed(FailureReason::Undeliverable) };
        match self.post.send(Sent { due: Instant::now() + self.delay, references: references.clone(), state }) {
            Ok(()) => Handover::Accepted { references },
            Err(_) => Handover::NotNow { reason: FailureReason::Unreachable, code: "stopped".to_owned() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_kernel::error::Result;
    use kunye_kernel::secret::Secret;
    use kunye_kernel::time::{MockClock, Time};

    struct Collect(Mutex<Sender<Receipt>>);

    impl Receipts for Collect {
        fn receive(&self, receipt: Receipt) -> Result<()> {
            self.0.lock().unwrap().send(receipt).unwrap();
            Ok(())
        }
    }

    fn sms(delivery: &str, to: &str, text: &str) -> Sms {
        Sms { delivery: delivery.into(), to: Mobile::parse(to).unwrap(), text: Secret::new(text), valid_for_seconds: 60 }
    }

    #[test]
    fn a_text_is_kept_and_its_receipts_follow() {
        let (sender, receipts) = channel();
        let clock = Arc::new(MockClock::at(Time(5_000)));
        let phones = Phones::start(clock, Arc::new(Collect(Mutex::new(sender))), Duration::from_millis(20));

        let long = "Parolanız ağaç".repeat(20);
        let Handover::Accepted { references } = phones.hand_over(&sms("D1", "0502 123 45 67", &long)) else { panic!() };
        assert_eq!(references.len(), 2);
        for reference in &references {
            let receipt = receipts.recv_timeout(Duration::from_secs(5)).unwrap();
            assert_eq!((&receipt.reference, receipt.state, receipt.at), (reference, ReceiptState::Delivered, Time(5_000)));
        }
        let kept = phones.received();
        assert_eq!((kept.len(), kept[0].parts, kept[0].encoding), (1, 2, "gsm7_turkish"));
        assert_eq!(kept[0].text, long);

        phones.hand_over(&sms("D2", "0502 123 45 00", "kısa"));
        let receipt = receipts.recv_timeout(Duration::from_secs(5)).unwrap();
        assert_eq!(receipt.state, ReceiptState::Failed(FailureReason::Undeliverable));
        assert_eq!(phones.received().len(), 1, "an unreachable phone shows nothing");
    }

    #[test]
    fn only_the_last_texts_are_kept() {
        let (sender, _receipts) = channel();
        let clock = Arc::new(MockClock::at(Time(0)));
        let phones = Phones::start(clock, Arc::new(Collect(Mutex::new(sender))), Duration::from_secs(600));
        for n in 0..KEPT + 5 {
            phones.hand_over(&sms(&format!("D{n}"), "0502 123 45 67", "x"));
        }
        let kept = phones.received();
        assert_eq!((kept.len(), kept[0].delivery.as_str()), (KEPT, "D5"));
    }
}
