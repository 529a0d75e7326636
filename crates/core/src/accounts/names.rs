//! User names: `sukru.caglayan`, made once and kept for good.

use kunye_kernel::text::fold;

/// Letters on either side of the dot; mail systems allow 64 for the whole local part (RFC 5321).
const SIDE: usize = 24;

/// The name a person would get if nobody had it: first given name, dot, whole surname, folded to ASCII by the fixed table.
pub fn wished(given_names: &str, surname: &str) -> String {
    let given = fold(given_names);
    let first = given.split(' ').next().unwrap_or_default();
    let surname = fold(surname).replace(' ', "");
    let sides: Vec<String> = [first, &surname].iter().filter(|s| !s.is_empty()).map(|s| s.chars().take(SIDE).collect()).collect();
    if sides.is_empty() { "personel".to_owned() } else { sides.join(".") }
}

/// The first free one of `ali.demir`, `ali.demir2`, `ali.demir3` … Predictable: it depends on the taken names alone.
pub fn resolve(wished: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u64..).map(|n| format!("{wished}{n}"));
    let mut candidates = std::iter::once(wished.to_owned()).chain(numbered);
    candidates.find(|name| !is_taken(name)).unwrap_or_default()
}

/// A user name as people type it: capitals, Turkish letters, a mail address, spaces around.
pub fn typed(text: &str) -> String {
    let local = text.trim().split('@').next().unwrap_or_default();
    fold(&local.replace('.', " ")).replace(' ', ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_and_numbered() {
        assert_eq!(wished("Şükrü Can", "ÇAĞLAYAN"), "sukru.caglayan");
        assert_eq!(wished("Işıl", "Öz Gür"), "isil.ozgur");
        assert_eq!(wished("İ", ""), "i");
        assert_eq!(wished("", "李"), "personel");
        let taken = ["ali.demir", "ali.demir2"];
        assert_eq!(resolve("ali.demir", |name| taken.contains(&name)), "ali.demir3");
        assert_eq!(resolve("veli.demir", |name| taken.contains(&name)), "veli.demir");
        assert!(wished(&"a".repeat(500), &"b".repeat(500)).len() <= 2 * SIDE + 1);
    }

    #[test]
    fn what_is_typed_is_understood() {
        for text in ["sukru.caglayan", " Şükrü.Çağlayan ", "sukru.caglayan@kurum.gov.tr", "SUKRU.CAGLAYAN"] {
            assert_eq!(typed(text), "sukru.caglayan", "{text}");
        }
    }
}
