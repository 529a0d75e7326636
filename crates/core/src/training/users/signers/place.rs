//! From a signer to a unit. Pure.

use crate::register::{Institution, Place};
use kunye_kernel::id::{InstitutionId, UnitId};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::text::fold;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Somebody whose certificate counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// As it is certified: its check digits are the authority's business.
    pub national_id: String,
    /// That the certificate names.
    pub organisation: Option<String>,
}

/// Why a signer is in no unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    NotInRegister,
    /// In the register, and in no unit on that day.
    NoPost,
}

/// A signer who counts for no institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unplaced {
    /// Masked.
    pub national_id: String,
    pub why: Why,
    /// That the certificate names, and that no institution is called.
    pub organisation: Option<String>,
}

/// Where everybody is.
#[derive(Debug, Default)]
pub struct Placed<'a> {
    pub own: BTreeMap<&'a InstitutionId, HashMap<UnitId, i64>>,
    /// By their post.
    pub by_register: usize,
    /// By the name of the institution in their certificate, at its top.
    pub by_certificate: usize,
    pub unplaced: Vec<Unplaced>,
}

/// A person of the register counts where they work; anybody else for the institution that the certificate names, if there is exactly
/// one of that name; the rest for nobody.
pub fn place<'a>(
    signers: &[Signer],
    units: &HashMap<NationalId, Option<UnitId>>,
    places: &'a [Place],
    institutions: &HashMap<InstitutionId, Institution>,
) -> Placed<'a> {
    let by_unit: HashMap<&UnitId, &Place> = places.iter().map(|place| (&place.id, place)).collect();
    let tops = places.iter().filter(|place| place.parent_id.is_none());
    let mut by_name: HashMap<String, Option<&Place>> = HashMap::new();
    for top in tops {
        let Some(institution) = institutions.get(&top.institution_id) else { continue };
        // Of two with one name, neither is meant.
        by_name.entry(fold(&institution.name)).and_modify(|one| *one = None).or_insert(Some(top));
    }
    let mut placed = Placed::default();
    for signer in signers {
        let known = NationalId::parse(&signer.national_id).and_then(|id| units.get(&id));
        let post = known.and_then(Option::as_ref).and_then(|unit| by_unit.get(unit).copied());
        let named = signer.organisation.as_deref().and_then(|name| by_name.get(&fold(name)).copied().flatten());
        let Some(found) = post.or(named) else {
            placed.unplaced.push(Unplaced {
                national_id: mask(&signer.national_id),
                why: if known.is_some() { Why::NoPost } else { Why::NotInRegister },
                organisation: signer.organisation.clone(),
            });
            continue;
        };
        if post.is_some() {
            placed.by_register += 1;
        } else {
            placed.by_certificate += 1;
        }
        *placed.own.entry(&found.institution_id).or_default().entry(found.id.clone()).or_default() += 1;
    }
    placed
}

/// As [`NationalId::masked`], for numbers whose check digits are wrong too.
fn mask(digits: &str) -> String {
    let count = digits.chars().count();
    let shown = |at: usize| at < 2 || at + 2 >= count;
    digits.chars().enumerate().map(|(at, digit)| if shown(at) { digit } else { '•' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place_of(id: &str, parent: Option<&str>, institution: &str) -> Place {
        Place { id: id.into(), parent_id: parent.map(UnitId::from), institution_id: institution.into(), detsis: id.into() }
    }

    #[test]
    fn people_count_where_they_work_and_strangers_where_their_certificate_says() {
        let institutions = [("A", "Örnek Bakanlığı"), ("B", "Müdürlük"), ("C", "Müdürlük")];
        let institutions: HashMap<InstitutionId, Institution> = institutions
            .map(|(id, name)| (InstitutionId::from(id), Institution { id: id.into(), detsis: id.into(), name: name.into() }))
            .into();
        let places =
            [place_of("a", None, "A"), place_of("a1", Some("a"), "A"), place_of("b", None, "B"), place_of("c", None, "C")];
        let id = |nine| NationalId::from_first_nine(nine).unwrap();
        let units = HashMap::from([(id(100_000_001), Some(UnitId::from("a1"))), (id(100_000_002), None)]);
        let signer = |id: &str, organisation: Option<&str>| Signer {
            national_id: id.to_owned(),
            organisation: organisation.map(str::to_owned),
        };
        let signers = [
            signer(id(100_000_001).digits(), Some("Başka Kurum")),
            signer(id(100_000_002).digits(), None),
            signer(id(100_000_003).digits(), Some("ÖRNEK BAKANLIĞI")),
            signer(id(100_000_004).digits(), Some("Müdürlük")),
            signer("12345678901", None),
        ];
        let placed = place(&signers, &units, &places, &institutions);
        assert_eq!((placed.by_register, placed.by_certificate), (1, 1));
        assert_eq!(placed.own[&InstitutionId::from("A")], HashMap::from([("a1".into(), 1), ("a".into(), 1)]));
        let why: Vec<Why> = placed.unplaced.iter().map(|one| one.why).collect();
        assert_eq!(why, [Why::NoPost, Why::NotInRegister, Why::NotInRegister], "two of one name are nobody's");
        assert_eq!(placed.unplaced[2].national_id, "12•••••••01");
    }
}
