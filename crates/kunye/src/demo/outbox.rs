//! The gateway of the prepared past: takes everything at once, and hands the receipts out when it is asked.

use super::phone::{NAME, is_reachable};
use kunye_core::messages::StoreReceipts;
use kunye_core::messages::ports::{FailureReason, Handover, Receipt, ReceiptState, Receipts, Sms, SmsGateway};
use kunye_core::world::World;
use kunye_kernel::error::Result;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// References that were given, each with whether its phone can be reached.
#[derive(Default)]
pub struct Outbox(Mutex<Vec<(String, bool)>>);

impl SmsGateway for Outbox {
    fn name(&self) -> &str {
        NAME
    }

    fn hand_over(&self, sms: &Sms) -> Handover {
        let reference = format!("{}-1", sms.delivery);
        self.taken().push((reference.clone(), is_reachable(&sms.to)));
        Handover::Accepted { references: vec![reference] }
    }
}

impl Outbox {
    fn taken(&self) -> MutexGuard<'_, Vec<(String, bool)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many messages wait for their receipts.
    pub fn len(&self) -> usize {
        self.taken().len()
    }

    /// Brings the receipts of everything that was taken since the last time.
    pub fn deliver(&self, world: &World) -> Result<()> {
        let taken = std::mem::take(&mut *self.taken());
        let store = StoreReceipts(world.clone());
        for (reference, reached) in taken {
            let (state, code) = if reached {
                (ReceiptState::Delivered, "DELIVRD")
            } else {
                (ReceiptState::Failed(FailureReason::Undeliverable), "UNDELIV")
            };
            store.receive(Receipt { gateway: NAME.to_owned(), reference, state, code: code.to_owned(), at: world.now() })?;
        }
        Ok(())
    }
}
