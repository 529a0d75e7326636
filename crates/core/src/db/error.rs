//! Database errors on their way to ours.

use super::Engine;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use kunye_kernel::error::{Error, Kind, Result};

/// `.or_fail()?` on a query: what the database says becomes our error, with the database's words as the private cause.
pub trait IntoResult<T> {
    fn or_fail(self) -> Result<T>;

    /// The same, where "no such row" is an answer.
    fn or_none(self) -> Result<Option<T>>;
}

impl<T> IntoResult<T> for diesel::QueryResult<T> {
    fn or_fail(self) -> Result<T> {
        self.map_err(|error| match error {
            DieselError::NotFound => Error::not_found(),
            other => Error::internal(other),
        })
    }

    fn or_none(self) -> Result<Option<T>> {
        match self {
            Err(DieselError::NotFound) => Ok(None),
            other => other.or_fail().map(Some),
        }
    }
}

/// Whether two transactions met and trying again will do: PostgreSQL's serialisation failures and dead locks, a unique row
/// that another transaction inserted first, SQLite's busy writer. On SQLite, where one writes at a time, nobody can have been first.
pub(super) fn is_collision(error: &Error, engine: Engine) -> bool {
    if error.kind != Kind::Internal {
        return false;
    }
    match error.cause().and_then(|cause| cause.downcast_ref::<DieselError>()) {
        Some(DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _)) => true,
        Some(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => engine == Engine::Postgres,
        Some(DieselError::DatabaseError(DatabaseErrorKind::Unknown, info)) => {
            info.message().contains("deadlock detected") || info.message().contains("database is locked")
        }
        _ => false,
    }
}
