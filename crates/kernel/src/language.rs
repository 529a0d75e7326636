//! The two languages of the product; Turkish first.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow), diesel(sql_type = diesel::sql_types::Text))]
pub enum Language {
    #[default]
    Tr,
    En,
}

#[cfg(feature = "diesel")]
impl<DB> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for Language
where
    DB: diesel::backend::Backend,
    str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, DB>) -> diesel::serialize::Result {
        self.code().to_sql(out)
    }
}

#[cfg(feature = "diesel")]
impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for Language
where
    DB: diesel::backend::Backend,
    String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        Self::parse(&String::from_sql(bytes)?).ok_or_else(|| "a stored language cannot be read".into())
    }
}

impl Language {
    pub const ALL: [Language; 2] = [Language::Tr, Language::En];

    pub fn code(self) -> &'static str {
        match self {
            Language::Tr => "tr",
            Language::En => "en",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    pub fn other(self) -> Self {
        match self {
            Language::Tr => Language::En,
            Language::En => Language::Tr,
        }
    }

    /// A whole number with its thousands set apart: `211.413`, `211,413`.
    pub fn grouped(self, number: i64) -> String {
        let mark = match self {
            Language::Tr => '.',
            Language::En => ',',
        };
        let digits = number.unsigned_abs().to_string();
        let mut out = String::from(if number < 0 { "-" } else { "" });
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let written = [0, 999, 1_000, 211_413, -1_000_000].map(|number| Language::Tr.grouped(number));
        assert_eq!(written, ["0", "999", "1.000", "211.413", "-1.000.000"]);
        assert_eq!(Language::En.grouped(145_000), "145,000");
    }
}
