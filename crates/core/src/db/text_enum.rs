//! Enums that are stored as words.

/// Declares an enum whose variants are stored, and sent to machines, as the given texts.
///
/// ```ignore
/// text_enum! {
///     /// What a file brings.
///     pub enum ImportKind { Units = "units", People = "people" }
/// }
/// ```
///
/// Makes `ALL`, `as_str`, `parse`, `Display`, Diesel's reading and writing as `Text` on every database, and serde's as that
/// text. A stored word that is none of them is an error, never a default.
macro_rules! text_enum {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        $vis enum $name { $($(#[$variant_doc])* $variant),+ }

        #[allow(dead_code)]
        impl $name {
            /// Every variant, in the order of the declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word it is stored as.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'_, str> as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::unknown_variant(&text, &[$($text),+]))
            }
        }

        impl<DB> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
                diesel::serialize::ToSql::<diesel::sql_types::Text, DB>::to_sql(self.as_str(), out)
            }
        }

        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let text = <String as diesel::deserialize::FromSql<diesel::sql_types::Text, DB>>::from_sql(bytes)?;
                Self::parse(&text).ok_or_else(|| concat!("a stored ", stringify!($name), " cannot be read").into())
            }
        }
    };
}

pub(crate) use text_enum;

#[cfg(test)]
mod tests {
    text_enum! {
        /// What it says.
        enum Fruit { Apple = "apple", SourCherry = "sour_cherry" }
    }

    #[test]
    fn words_and_variants_are_the_same_set() {
        for fruit in Fruit::ALL {
            assert_eq!(Fruit::parse(fruit.as_str()), Some(*fruit));
        }
        assert_eq!(Fruit::parse("Apple"), None);
        assert_eq!(serde_json::to_string(&Fruit::SourCherry).unwrap(), "\"sour_cherry\"");
        assert!(serde_json::from_str::<Fruit>("\"plum\"").is_err());
    }

    #[test]
    fn a_word_travels_through_a_database() {
        use diesel::prelude::*;
        let mut conn = crate::db::Conn::Sqlite(diesel::SqliteConnection::establish(":memory:").unwrap());
        let echo =
            diesel::select(diesel::dsl::sql::<diesel::sql_types::Text>("").bind::<diesel::sql_types::Text, _>(Fruit::SourCherry));
        assert_eq!(echo.get_result::<Fruit>(&mut conn).unwrap(), Fruit::SourCherry);
        let strange = diesel::select(diesel::dsl::sql::<diesel::sql_types::Text>("'plum'"));
        assert!(strange.get_result::<Fruit>(&mut conn).is_err());
    }
}
