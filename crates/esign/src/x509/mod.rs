//! Certificates (RFC 5280): reading, names, extensions, and the validation of a path.

pub mod certificate;
pub mod constraints;
pub mod extensions;
pub mod name;
pub mod path;
pub mod policies;
pub mod search;

pub use certificate::Certificate;
pub use name::Name;
