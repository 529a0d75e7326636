//! The seven regions (First Geography Congress, 1941), and how far two provinces are from one another. No road is measured: a
//! province, its region, and the regions that border on it are known, and nothing finer is claimed. A province that lies in two
//! regions is counted to that of its centre.

use super::province::Province;

/// A region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    Marmara,
    Aegean,
    Mediterranean,
    CentralAnatolia,
    BlackSea,
    EasternAnatolia,
    SoutheasternAnatolia,
}

use Region::{
    Aegean as E, BlackSea as K, CentralAnatolia as I, EasternAnatolia as D, Marmara as M, Mediterranean as A,
    SoutheasternAnatolia as G,
};

/// In the order of the plate codes, ten a line.
const OF_PLATE: [Region; 81] = [
    A, G, E, D, K, I, A, K, E, M, //
    M, D, D, K, A, M, M, I, K, E, //
    G, M, D, D, D, I, G, K, K, D, //
    A, A, A, M, E, D, K, I, M, I, //
    M, I, E, D, E, A, G, E, D, I, //
    I, K, K, M, K, G, K, I, M, K, //
    K, D, G, E, D, I, K, I, K, I, //
    I, G, G, K, D, D, M, K, G, A, //
    K,
];

/// Pairs of regions that border on one another.
const BORDERS: [(Region, Region); 12] =
    [(M, E), (M, I), (M, K), (E, I), (E, A), (A, I), (A, D), (A, G), (I, K), (I, D), (K, D), (D, G)];

/// How far two provinces are from one another, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Distance {
    SameProvince,
    SameRegion,
    NextRegion,
    Far,
}

impl Distance {
    pub fn between(one: Province, other: Province) -> Self {
        let (from, to) = (Region::of(one), Region::of(other));
        let borders = BORDERS.contains(&(from, to)) || BORDERS.contains(&(to, from));
        match (one == other, from == to) {
            (true, _) => Distance::SameProvince,
            (_, true) => Distance::SameRegion,
            _ if borders => Distance::NextRegion,
            _ => Distance::Far,
        }
    }

    /// Whether somebody who is at one of them today should not be expected at the other tomorrow morning.
    pub fn takes_a_day(self) -> bool {
        self >= Distance::NextRegion
    }

    /// `same-province`, `same-region`, `next-region`, `far`: for texts.
    pub fn code(self) -> &'static str {
        match self {
            Distance::SameProvince => "same-province",
            Distance::SameRegion => "same-region",
            Distance::NextRegion => "next-region",
            Distance::Far => "far",
        }
    }
}

impl Region {
    pub fn of(province: Province) -> Self {
        let at = usize::try_from(province.plate() - 1).unwrap_or_default();
        OF_PLATE.get(at).copied().unwrap_or(Region::CentralAnatolia)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn province(name: &str) -> Province {
        Province::parse(name).unwrap()
    }

    #[test]
    fn every_region_has_its_provinces() {
        let count = |region| Province::all().iter().filter(|one| Region::of(**one) == region).count();
        assert_eq!([M, E, A, I, K, D, G].map(count), [11, 8, 8, 13, 18, 14, 9]);
        for (name, region) in [
            ("Ankara", I),
            ("Kocaeli", M),
            ("Bilecik", M),
            ("Afyonkarahisar", E),
            ("Hatay", A),
            ("Kilis", G),
            ("Sivas", I),
            ("Malatya", D),
            ("Bayburt", K),
            ("Hakkâri", D),
            ("Düzce", K),
            ("Osmaniye", A),
            ("Iğdır", D),
            ("Karabük", K),
            ("Batman", G),
        ] {
            assert_eq!(Region::of(province(name)), region, "{name}");
        }
    }

    #[test]
    fn distances_are_the_same_both_ways() {
        let between = |one, other| Distance::between(province(one), province(other));
        assert_eq!(between("Ankara", "Ankara"), Distance::SameProvince);
        assert_eq!(between("Ankara", "Konya"), Distance::SameRegion);
        assert_eq!(between("Ankara", "İstanbul"), Distance::NextRegion);
        assert_eq!(between("Van", "Diyarbakır"), Distance::NextRegion);
        assert_eq!(between("Edirne", "Van"), Distance::Far);
        assert_eq!(between("Ankara", "Şanlıurfa"), Distance::Far, "regions that do not touch");
        for one in Province::all() {
            for other in Province::all() {
                assert_eq!(Distance::between(*one, *other), Distance::between(*other, *one));
            }
        }
        assert!(!between("Ankara", "Konya").takes_a_day() && between("Ankara", "İzmir").takes_a_day());
    }
}
