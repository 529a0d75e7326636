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

/// The name a unit's account would get: the words of the unit's name, as many as fit.
pub fn of_unit(name: &str) -> String {
    let mut wished = String::new();
    for word in fold(name).split(' ').filter(|word| !word.is_empty()) {
        if wished.len() + 1 + word.len() > 2 * SIDE {
            break;
        }
        if !wished.is_empty() {
            wished.push('.');
        }
        wished.push_str(word);
    }
    if wished.len() < 3 { "birim.hesabi".to_owned() } else { wished }
}

/// A user name that an administrator typed for a unit: 3 to 48 small ASCII letters, digits and single dots, beginning with a letter.
pub fn for_unit(text: &str) -> Option<String> {
    let name = typed(text);
    let fits = (3..=2 * SIDE).contains(&name.len()) && name.starts_with(|c: char| c.is_ascii_lowercase());
    fits.then_some(name)
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
    // As machines write it, and nearly everybody else.
    let is_plain = local.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.');
    if is_plain && !local.contains("..") && !local.starts_with('.') && !local.ends_with('.') {
        return local.to_owned();
    }
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
    fn a_unit_is_named_by_its_words() {
        assert_eq!(of_unit("Şereflikoçhisar İlçe Müdürlüğü"), "sereflikochisar.ilce.mudurlugu");
        assert_eq!(
            of_unit("Bilgi İşlem ve Haberleşme Hizmetleri Dairesi Başkanlığı"),
            "bilgi.islem.ve.haberlesme.hizmetleri.dairesi"
        );
        assert_eq!(of_unit("—"), "birim.hesabi");
        assert_eq!(for_unit(" Çankaya..İlçe@kurum.gov.tr ").as_deref(), Some("cankaya.ilce"));
        for bad in ["", "il", "1.mudurluk", "…", &"a".repeat(49)] {
            assert_eq!(for_unit(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_typed_is_understood() {
        for text in ["sukru.caglayan", ".sukru..caglayan.", " Şükrü.Çağlayan ", "sukru.caglayan@kurum.gov.tr", "SUKRU.CAGLAYAN"]
        {
            assert_eq!(typed(text), "sukru.caglayan", "{text}");
        }
    }
}
