//! A gateway whose answers a test decides, and phones that a test can read.

use kunye_core::messages::ports::{Handover, Sms, SmsGateway};
use kunye_kernel::phone::Mobile;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) const NAME: &str = "test";

/// Takes every message unless it was told otherwise.
#[derive(Default)]
pub struct Phones(Mutex<State>);

#[derive(Default)]
struct State {
    answers: VecDeque<Handover>,
    taken: Vec<(Mobile, String)>,
    heard: Vec<(Mobile, String)>,
}

impl Phones {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the gateway will say next; after the last of these answers, it takes everything again.
    pub fn answer(&self, answer: Handover) {
        self.state().answers.push_back(answer);
    }

    /// The texts that a phone received, oldest first.
    pub fn texts(&self, to: &Mobile) -> Vec<String> {
        self.state().taken.iter().filter(|(mobile, _)| mobile == to).map(|(_, text)| text.clone()).collect()
    }

    /// How many messages the gateway was handed, taken or not.
    pub fn handed_over(&self) -> usize {
        self.state().heard.len()
    }

    /// Every text that was handed over for a phone, taken or not: what may have arrived after an unknown outcome.
    pub fn heard(&self, to: &Mobile) -> Vec<String> {
        self.state().heard.iter().filter(|(mobile, _)| mobile == to).map(|(_, text)| text.clone()).collect()
    }

    /// The gateway's reference for the last message it took.
    pub fn last_reference(&self) -> Option<String> {
        let state = self.state();
        (!state.taken.is_empty()).then(|| state.taken.len().to_string())
    }
}

impl SmsGateway for Phones {
    fn name(&self) -> &str {
        NAME
    }

    fn hand_over(&self, sms: &Sms) -> Handover {
        let mut state = self.state();
        state.heard.push((sms.to.clone(), sms.text.expose().to_owned()));
        let answer = state.answers.pop_front().unwrap_or_else(|| Handover::Accepted { references: Vec::new() });
        let Handover::Accepted { .. } = answer else { return answer };
        state.taken.push((sms.to.clone(), sms.text.expose().to_owned()));
        Handover::Accepted { references: vec![state.taken.len().to_string()] }
    }
}
