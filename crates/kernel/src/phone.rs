//! Turkish mobile numbers. The operator is never inferred: numbers move between operators.

use std::fmt;

/// A Turkish mobile number, kept as `+905XXXXXXXXX`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow), diesel(sql_type = diesel::sql_types::Text))]
pub struct Mobile(String);

crate::stored_as_text!(Mobile, |text| Self::parse(&text));

impl Mobile {
    /// Reads `05…`, `5…`, `90 5…`, `+90 5…`, `0090 5…`, with spaces, dots, dashes and brackets anywhere between.
    pub fn parse(text: &str) -> Option<Self> {
        let kept: String = text.trim().chars().filter(|c| !c.is_whitespace() && !"()-./".contains(*c)).collect();
        let digits = kept.strip_prefix('+').unwrap_or(&kept);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let national = match digits.len() {
            10 => digits,
            11 => digits.strip_prefix('0')?,
            12 => digits.strip_prefix("90")?,
            14 => digits.strip_prefix("0090")?,
            _ => return None,
        };
        national.starts_with('5').then(|| Self(format!("+90{national}")))
    }

    /// `+905321234567` (ITU-T E.164).
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// `•••• ••• •• 67`: what a screen may show.
    pub fn masked(&self) -> String {
        format!("•••• ••• •• {}", &self.0[11..])
    }

    /// `+90 532 123 45 67`: only for the person's own form and the gateway's log line of the simulator.
    pub fn spaced(&self) -> String {
        let n = &self.0[3..];
        format!("+90 {} {} {} {}", &n[..3], &n[3..6], &n[6..8], &n[8..])
    }
}

impl fmt::Debug for Mobile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mobile({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted_forms_mean_the_same_number() {
        for text in
            ["05321234567", "5321234567", "90 532 123 45 67", "+90 (532) 123-45-67", "0090 532 123 45 67", " 0532.123.45.67 "]
        {
            assert_eq!(Mobile::parse(text).unwrap().e164(), "+905321234567", "{text}");
        }
    }

    #[test]
    fn what_is_no_mobile_number_is_refused() {
        for text in
            ["", "0312 123 45 67", "532 123 45 6", "0532 123 45 678", "+49 532 123 45 67", "532abc4567", "+", "٠٥٣٢١٢٣٤٥٦٧"]
        {
            assert!(Mobile::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn only_two_digits_are_shown() {
        assert_eq!(format!("{:?}", Mobile::parse("05321234567").unwrap()), "Mobile(•••• ••• •• 67)");
    }
}
