//! One error for the whole product, free of any transport. Each face (pages, JSON, LDAP, command line) maps it once.

use std::fmt;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of thing went wrong; decides the status a face answers with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The input is wrong at these fields; nothing was changed.
    Invalid(Vec<FieldError>),
    /// There is no such thing, or it is not for this actor to know that there is.
    NotFound,
    /// The actor is known and may not do this.
    Forbidden,
    /// Nobody is signed in, or the session has ended.
    Unauthenticated,
    /// Somebody else was quicker, or the thing is no longer in the state this needs.
    Conflict,
    /// Too many tries; the next one is welcome after this many seconds.
    TooMany { retry_after: u32 },
    /// The input is larger than allowed.
    TooLarge,
    /// Something outside is out of reach; trying again later may help.
    Unavailable,
    /// Our fault. The cause is in the log, never on the screen.
    Internal,
}

/// An explanation at one field: the field's name and the key of the text that explains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub field: &'static str,
    pub text: &'static str,
}

/// What a person may read is the text of a key; what the log keeps is the cause.
pub struct Error {
    pub kind: Kind,
    /// Key of the sentence shown to people.
    pub text: &'static str,
    /// Values of that sentence. Never a secret, never somebody else's data.
    pub args: Vec<(&'static str, String)>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    pub fn new(kind: Kind, text: &'static str) -> Self {
        Self { kind, text, args: Vec::new(), cause: None }
    }

    pub fn field(field: &'static str, text: &'static str) -> Self {
        Self::invalid(vec![FieldError { field, text }])
    }

    pub fn invalid(fields: Vec<FieldError>) -> Self {
        Self::new(Kind::Invalid(fields), "error-invalid")
    }

    pub fn not_found() -> Self {
        Self::new(Kind::NotFound, "error-not-found")
    }

    pub fn forbidden(text: &'static str) -> Self {
        Self::new(Kind::Forbidden, text)
    }

    pub fn unauthenticated() -> Self {
        Self::new(Kind::Unauthenticated, "error-unauthenticated")
    }

    pub fn conflict(text: &'static str) -> Self {
        Self::new(Kind::Conflict, text)
    }

    pub fn too_many(retry_after: u32) -> Self {
        Self::new(Kind::TooMany { retry_after }, "error-too-many").with("seconds", retry_after)
    }

    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { cause: Some(cause.into()), ..Self::new(Kind::Internal, "error-internal") }
    }

    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// The private cause, for the log only.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.cause.as_deref()
    }

    pub fn fields(&self) -> &[FieldError] {
        match &self.kind {
            Kind::Invalid(fields) => fields,
            _ => &[],
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {} {:?}", self.kind, self.text, self.args)?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause:?}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause}", self.text),
            None => f.write_str(self.text),
        }
    }
}

impl std::error::Error for Error {}
