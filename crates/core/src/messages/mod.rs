//! Messages to people: what was sent, through which gateway, and what became of it. The texts themselves are never stored.

pub mod deliveries;
pub mod notice;
pub mod ports;
mod rules;
#[cfg(test)]
mod tests;

pub use deliveries::{Delivery, DeliveryState, NewDelivery, StoreReceipts};
