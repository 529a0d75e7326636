//! Who is acting, and from where. What they *may* do is decided where the duty is known: see `register::duties` in core.

use crate::id::{AccountId, PersonId};

/// Where an act came from, for the record and for throttling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The network address, or `local` for the command line and jobs.
    pub address: String,
}

impl Source {
    pub fn local() -> Self {
        Self { address: "local".into() }
    }
}

/// Whoever does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who is signed in.
    Person { person: PersonId, account: AccountId, second_factor: bool, source: Source },
    /// Somebody on a public page, whom we do not know.
    Public { source: Source },
    /// The product itself, in a job of this kind.
    Job { kind: &'static str },
    /// Somebody with a shell on the server: the operating system's name of them.
    Operator { name: String },
}

impl Actor {
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Actor::Person { person, .. } => Some(person),
            _ => None,
        }
    }

    pub fn source(&self) -> Source {
        match self {
            Actor::Person { source, .. } | Actor::Public { source } => source.clone(),
            Actor::Job { .. } | Actor::Operator { .. } => Source::local(),
        }
    }

    pub fn has_second_factor(&self) -> bool {
        matches!(self, Actor::Person { second_factor: true, .. })
    }
}
