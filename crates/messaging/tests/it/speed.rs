//! How fast one line is. Not a test of anything: `cargo nextest run -p kunye-messaging --run-ignored only --no-capture speed`.

use crate::smsc::Smsc;
use crate::support::{Bench, sms};
use kunye_core::messages::ports::{Handover, SmsGateway};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

#[test]
#[ignore = "a measurement"]
fn submits_a_second() {
    for window in [1, 10, 50] {
        let smsc = Smsc::start();
        let bench = Bench::new(smsc.address, &format!("window = {window}")).bound();
        let (count, left) = (20_000, Arc::new(AtomicUsize::new(20_000)));
        let began = Instant::now();
        let threads: Vec<_> = (0..window)
            .map(|_| {
                let (gateway, left, sms) = (Arc::clone(&bench.gateway), Arc::clone(&left), sms("Şifreniz: Kd7mPq"));
                std::thread::spawn(move || {
                    while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
                        assert!(matches!(gateway.hand_over(&sms), Handover::Accepted { .. }));
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        let rate = f64::from(count) / began.elapsed().as_secs_f64();
        println!("window {window}: {rate:.0} submits/s");
    }
}
