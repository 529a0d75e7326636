//! The law of applications: no clock, no database.

use kunye_kernel::error::{Error, Result};
use kunye_kernel::text::tidy;

/// What machines will call an application, a role or a service account for good: it stands in group names, claims and
/// configuration files, so it begins with a letter and has small ASCII letters, digits and single hyphens; 2 to 32 characters.
pub fn slug(field: &'static str, typed: &str) -> Result<String> {
    let slug = typed.trim();
    let fits = (2..=32).contains(&slug.len())
        && slug.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && slug.starts_with(|c: char| c.is_ascii_lowercase())
        && !slug.ends_with('-')
        && !slug.contains("--");
    if fits { Ok(slug.to_owned()) } else { Err(Error::field(field, "applications-slug")) }
}

/// What people call it: 2 to 80 characters.
pub fn name(field: &'static str, typed: &str) -> Result<String> {
    let name = tidy(typed);
    if (2..=80).contains(&name.chars().count()) { Ok(name) } else { Err(Error::field(field, "applications-name")) }
}

/// One sentence of 5 to 300 characters.
pub fn purpose(typed: &str) -> Result<String> {
    let purpose = tidy(typed);
    if (5..=300).contains(&purpose.chars().count()) { Ok(purpose) } else { Err(Error::field("purpose", "applications-purpose")) }
}

/// Why something ends, for whoever reads the record: 10 to 500 characters.
pub fn reason(typed: &str) -> Result<String> {
    let reason = tidy(typed);
    if (10..=500).contains(&reason.chars().count()) { Ok(reason) } else { Err(Error::field("reason", "applications-reason")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_stand_in_names_of_groups() {
        for good in ["pys", "e-posta", "veri-girisi2", " ybs "] {
            assert_eq!(slug("slug", good).unwrap(), good.trim());
        }
        for bad in ["", "p", "PYS", "2pys", "-pys", "pys-", "p--s", "şube", "a,b", "a=b", "a b", &"a".repeat(33)] {
            assert_eq!(slug("slug", bad).unwrap_err().fields()[0].field, "slug", "{bad}");
        }
    }

    #[test]
    fn words_have_a_length() {
        assert_eq!(name("name", "  Veri   girişi ").unwrap(), "Veri girişi");
        assert!(name("name", "V").is_err() && name("name", &"V".repeat(81)).is_err());
        assert!(purpose("PYS").is_err() && reason("bitti").is_err());
    }
}
