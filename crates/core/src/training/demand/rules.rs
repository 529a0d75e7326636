//! When there is enough interest for a class. Pure.

/// What a class needs, by the policy of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Need {
    pub people: i64,
    pub institutions: i64,
    /// Most seats of one institution: what it wishes beyond them fills no seat.
    pub quota: i64,
}

/// How many of the people wished for by each institution would get a seat.
pub(super) fn seats(wished: &[i32], need: Need) -> i64 {
    wished.iter().map(|people| i64::from(*people).min(need.quota)).sum()
}

/// Enough people from enough institutions.
pub(super) fn suffices(wished: &[i32], need: Need) -> bool {
    let institutions = i64::try_from(wished.len()).unwrap_or(i64::MAX);
    institutions >= need.institutions && seats(wished, need) >= need.people
}

#[cfg(test)]
mod tests {
    use super::*;

    /// B4, B5: 24 seats, at most 6 of an institution.
    #[test]
    fn a_class_needs_enough_people_of_enough_institutions() {
        let need = Need { people: 24, institutions: 4, quota: 6 };
        assert!(suffices(&[6, 6, 6, 6], need));
        assert!(!suffices(&[6, 6, 6, 5], need), "one seat stays empty");
        assert!(!suffices(&[40, 40, 40], need), "beyond the quota nobody is seated");
        assert!(suffices(&[9, 6, 6, 3, 3], need));
        assert_eq!(seats(&[9, 6, 6, 3, 3], need), 24);
        assert!(!suffices(&[12, 12, 12], Need { quota: 12, ..need }), "enough people of too few institutions");
        assert!(!suffices(&[], need));
    }
}
