//! What a client may ask to know or to do.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;

/// Scopes of OpenID Connect Core (5.4, 11), and two of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    OpenId,
    /// Names and user name.
    Profile,
    Email,
    /// Roles in the client's own application, and in no other.
    Roles,
    /// The unit where the person works: DETSİS number and name.
    Units,
    /// Tokens that outlive the session.
    OfflineAccess,
}

impl Scope {
    pub const ALL: &'static [Scope] =
        &[Scope::OpenId, Scope::Profile, Scope::Email, Scope::Roles, Scope::Units, Scope::OfflineAccess];

    pub const fn as_str(self) -> &'static str {
        match self {
            Scope::OpenId => "openid",
            Scope::Profile => "profile",
            Scope::Email => "email",
            Scope::Roles => "roles",
            Scope::Units => "units",
            Scope::OfflineAccess => "offline_access",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scope| scope.as_str() == text)
    }
}

/// A set of scopes, in one order, as it is stored and sent: words with a space between.
#[derive(Debug, Clone, PartialEq, Eq, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct Scopes(String);

impl<DB: Backend> ToSql<Text, DB> for Scopes
where
    String: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB: Backend> FromSql<Text, DB> for Scopes
where
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Scopes::read(&String::from_sql(bytes)?))
    }
}

impl Scopes {
    pub fn of(scopes: impl IntoIterator<Item = Scope>) -> Self {
        let mut scopes: Vec<Scope> = scopes.into_iter().collect();
        scopes.sort_unstable();
        scopes.dedup();
        Self(scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" "))
    }

    /// Scopes that nobody knows are left out, as OpenID Connect Core asks (3.1.2.1).
    pub fn read(text: &str) -> Self {
        Self::of(text.split(' ').filter_map(Scope::parse))
    }

    pub fn all() -> Self {
        Self::of(Scope::ALL.iter().copied())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.split(' ').filter_map(Scope::parse)
    }

    pub fn has(&self, scope: Scope) -> bool {
        self.iter().any(|own| own == scope)
    }

    pub fn within(&self, allowed: &Scopes) -> Self {
        Self::of(self.iter().filter(|scope| allowed.has(*scope)))
    }

    pub fn covers(&self, other: &Scopes) -> bool {
        other.iter().all(|scope| self.has(scope))
    }

    pub fn and(&self, other: &Scopes) -> Self {
        Self::of(self.iter().chain(other.iter()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_one_writing() {
        let scopes = Scopes::read("email openid  phone email profile");
        assert_eq!(scopes.as_str(), "openid profile email");
        assert!(Scopes::all().covers(&scopes) && !scopes.covers(&Scopes::all()));
        assert_eq!(scopes.within(&Scopes::read("openid roles")).as_str(), "openid");
        assert_eq!(Scopes::read("").as_str(), "");
        assert!(!Scopes::read("").has(Scope::OpenId));
    }
}
