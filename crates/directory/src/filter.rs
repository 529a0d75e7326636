//! Filters as they travel (RFC 4511, 4.5.1.7): their form only. What they mean is [`crate::matching`]'s.

use crate::ber::{Malformed, Reader};

type Result<T> = std::result::Result<T, Malformed>;

/// Filters within filters within filters: nobody needs more, and a stack has an end.
const DEEPEST: usize = 40;

#[derive(Debug, Clone)]
pub enum Filter<'a> {
    And(Vec<Filter<'a>>),
    Or(Vec<Filter<'a>>),
    Not(Box<Filter<'a>>),
    Equal(&'a str, &'a [u8]),
    Substrings { attribute: &'a str, initial: Option<&'a [u8]>, any: Vec<&'a [u8]>, last: Option<&'a [u8]> },
    AtLeast(&'a str, &'a [u8]),
    AtMost(&'a str, &'a [u8]),
    Present(&'a str),
    Approx(&'a str, &'a [u8]),
    Extensible { rule: Option<&'a str>, attribute: Option<&'a str>, value: &'a [u8], in_dn: bool },
}

impl<'a> Filter<'a> {
    pub fn read(reader: &mut Reader<'a>) -> Result<Self> {
        read(reader, DEEPEST)
    }
}

fn read<'a>(reader: &mut Reader<'a>, deep: usize) -> Result<Filter<'a>> {
    let deeper = deep.checked_sub(1).ok_or(Malformed)?;
    let (choice, content) = reader.any()?;
    let mut inside = Reader::new(content);
    let filter = match choice {
        0xa0 => Filter::And(set(&mut inside, deeper)?),
        0xa1 => Filter::Or(set(&mut inside, deeper)?),
        0xa2 => Filter::Not(Box::new(read(&mut inside, deeper)?)),
        0xa3 => Filter::Equal(inside.text()?, inside.octets()?),
        0xa4 => substrings(&mut inside)?,
        0xa5 => Filter::AtLeast(inside.text()?, inside.octets()?),
        0xa6 => Filter::AtMost(inside.text()?, inside.octets()?),
        0x87 => return std::str::from_utf8(content).map(Filter::Present).map_err(|_| Malformed),
        0xa8 => Filter::Approx(inside.text()?, inside.octets()?),
        0xa9 => extensible(&mut inside)?,
        _ => return Err(Malformed),
    };
    inside.end()?;
    Ok(filter)
}

/// An empty set is allowed: `(&)` is true, `(|)` is false (RFC 4526).
fn set<'a>(inside: &mut Reader<'a>, deep: usize) -> Result<Vec<Filter<'a>>> {
    let mut filters = Vec::new();
    while !inside.is_empty() {
        filters.push(read(inside, deep)?);
    }
    Ok(filters)
}

/// `initial` comes first, `final` last, each at most once; none of them is empty.
fn substrings<'a>(inside: &mut Reader<'a>) -> Result<Filter<'a>> {
    let attribute = inside.text()?;
    let mut pieces = inside.sequence()?;
    let (mut initial, mut any, mut last) = (None, Vec::new(), None);
    if pieces.is_empty() {
        return Err(Malformed);
    }
    while !pieces.is_empty() {
        let (choice, piece) = pieces.any()?;
        if piece.is_empty() || last.is_some() {
            return Err(Malformed);
        }
        match choice {
            0x80 if initial.is_none() && any.is_empty() => initial = Some(piece),
            0x81 => any.push(piece),
            0x82 => last = Some(piece),
            _ => return Err(Malformed),
        }
    }
    Ok(Filter::Substrings { attribute, initial, any, last })
}

fn extensible<'a>(inside: &mut Reader<'a>) -> Result<Filter<'a>> {
    let text = |bytes: &'a [u8]| std::str::from_utf8(bytes).map_err(|_| Malformed);
    let rule = inside.optional(0x81)?.map(text).transpose()?;
    let attribute = inside.optional(0x82)?.map(text).transpose()?;
    let value = inside.tagged(0x83)?;
    let in_dn = inside.optional(0x84)?.map(crate::ber::boolean).transpose()?.unwrap_or(false);
    if rule.is_none() && attribute.is_none() {
        return Err(Malformed);
    }
    Ok(Filter::Extensible { rule, attribute, value, in_dn })
}
