//! How the kernel's types are stored: each as the plain value it wraps, on every database alike. Compiled only for `core`
//! (feature `diesel`); the types themselves know no database.

/// A newtype over `String` becomes a text column. Reading goes through the type's own parser, so that a row which should not
/// exist is an error and not a strange value.
#[macro_export]
macro_rules! stored_as_text {
    ($name:ident, |$text:ident| $parse:expr) => {
        #[cfg(feature = "diesel")]
        impl<DB> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            String: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }

        #[cfg(feature = "diesel")]
        impl $name {
            fn from_stored($text: String) -> Option<Self> {
                $parse
            }
        }

        #[cfg(feature = "diesel")]
        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let text = String::from_sql(bytes)?;
                Self::from_stored(text).ok_or_else(|| concat!("a stored ", stringify!($name), " cannot be read").into())
            }
        }
    };
}

#[cfg(feature = "diesel")]
macro_rules! stored_as_number {
    ($name:ty, $number:ty, $sql:ty) => {
        impl<DB> diesel::serialize::ToSql<$sql, DB> for $name
        where
            DB: diesel::backend::Backend,
            $number: diesel::serialize::ToSql<$sql, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB> diesel::deserialize::FromSql<$sql, DB> for $name
        where
            DB: diesel::backend::Backend,
            $number: diesel::deserialize::FromSql<$sql, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                <$number>::from_sql(bytes).map(Self)
            }
        }
    };
}

#[cfg(feature = "diesel")]
stored_as_number!(crate::time::Time, i64, diesel::sql_types::BigInt);
#[cfg(feature = "diesel")]
stored_as_number!(crate::time::Day, i32, diesel::sql_types::Integer);
