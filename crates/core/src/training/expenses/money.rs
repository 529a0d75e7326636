//! Amounts in Turkish lira as people type them; kept in kuruş.

/// The largest amount of one item, in kuruş: a hundred million lira is a slip of the finger.
pub const MOST: i64 = 10_000_000_000;

/// `1.234,50`, `1234,5`, `1234.50`, `1234`, with `TL` or `₺` behind it: in kuruş. Nothing, where it is no amount of at most two decimals.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches(['₺']).trim_end_matches("TL").trim();
    let (whole, part) = match (text.rsplit_once(','), text.rsplit_once('.')) {
        (Some((whole, part)), _) => (grouped(whole)?, part),
        // A single point with one or two digits behind it parts kuruş; otherwise points part thousands.
        (None, Some((whole, part))) if part.len() < 3 && !whole.contains('.') => (whole.to_owned(), part),
        (None, _) => (grouped(text)?, ""),
    };
    let digits = |text: &str| text.chars().all(|char| char.is_ascii_digit());
    if whole.is_empty() || whole.len() > 10 || part.len() > 2 || !digits(&whole) || !digits(part) {
        return None;
    }
    let kurus: i64 = format!("{whole}{part:0<2}").parse().ok()?;
    (kurus <= MOST).then_some(kurus)
}

/// Without the points between groups of three digits; nothing where they stand elsewhere.
fn grouped(text: &str) -> Option<String> {
    let mut groups = text.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let well = rest.is_empty() || (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    well.then(|| format!("{first}{}", rest.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let read = ["0", "1234", "1.234", "1.234,5", "1234,50", " 1.234.567,89 TL", "12.5", "12.50", "750 ₺"].map(parse);
        let kurus = [0, 123_400, 123_400, 123_450, 123_450, 123_456_789, 1_250, 1_250, 75_000];
        assert_eq!(read, kurus.map(Some));
        for wrong in ["", "bin", "-5", "1,234", "1.23.45", "12.34,5", "1234.567,1", "1,5,0", "100000001", "99999999999"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
