//! What is told about everything: read-only views over several rooms at once.

pub mod record;
