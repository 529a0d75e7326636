//! What filters mean: values compared by the rules of their attributes, in three-valued logic (RFC 4511, 4.5.1.7). What cannot be
//! decided (an attribute that nobody knows, a value that is none) is undefined, and undefined finds nothing.

use crate::dn::Dn;
use crate::filter::Filter;
use crate::schema::{Attr, Rule, class_name};
use kunye_kernel::text;
use std::borrow::Cow;

/// A filter made ready for many entries. Owned, so that it can be taken to another thread.
#[derive(Debug, Clone)]
pub enum Matcher {
    And(Vec<Matcher>),
    Or(Vec<Matcher>),
    Not(Box<Matcher>),
    Present(Attr),
    Equal(Attr, Rule, Box<str>),
    AtLeast(Attr, Box<str>),
    AtMost(Attr, Box<str>),
    /// As people mean it: without marks and capitals, words that begin so.
    Approx(Attr, Box<[Box<str>]>),
    Substrings {
        attr: Attr,
        initial: Box<str>,
        any: Vec<Box<str>>,
        last: Box<str>,
    },
    /// In the values of any attribute with this rule.
    Anywhere(Rule, Box<str>),
    /// In the name of the entry.
    InName(Option<Attr>, Box<str>),
    Undefined,
}

impl Matcher {
    pub fn new(filter: &Filter<'_>) -> Self {
        match filter {
            Filter::And(all) => Matcher::And(all.iter().map(Matcher::new).collect()),
            Filter::Or(any) => Matcher::Or(any.iter().map(Matcher::new).collect()),
            Filter::Not(one) => Matcher::Not(Box::new(Matcher::new(one))),
            Filter::Present(name) => Attr::named(name).map_or(Matcher::Undefined, Matcher::Present),
            Filter::Equal(name, value) => equal(name, None, value),
            Filter::AtLeast(name, value) => ordered(name, value, Matcher::AtLeast),
            Filter::AtMost(name, value) => ordered(name, value, Matcher::AtMost),
            Filter::Approx(name, value) => approx(name, value),
            Filter::Substrings { attribute, initial, any, last } => substrings(attribute, *initial, any, *last),
            Filter::Extensible { rule, attribute, value, in_dn } => extensible(*rule, *attribute, value, *in_dn),
        }
    }

    /// `None`: undefined. `values` calls back with every value of an attribute that may be seen; `name` is the entry's own.
    pub fn test(&self, entry: &mut impl Values) -> Option<bool> {
        match self {
            Matcher::And(all) => {
                let mut outcome = Some(true);
                for one in all {
                    match one.test(entry) {
                        Some(false) => return Some(false),
                        None => outcome = None,
                        Some(true) => {}
                    }
                }
                outcome
            }
            Matcher::Or(any) => {
                let mut outcome = Some(false);
                for one in any {
                    match one.test(entry) {
                        Some(true) => return Some(true),
                        None => outcome = None,
                        Some(false) => {}
                    }
                }
                outcome
            }
            Matcher::Not(one) => one.test(entry).map(|found| !found),
            Matcher::Present(attr) => Some(entry.any(*attr, &mut |_| true)),
            Matcher::Equal(attr, rule, wanted) => Some(entry.any(*attr, &mut |value| is_same(*rule, value, wanted))),
            Matcher::AtLeast(attr, wanted) => {
                Some(entry.any(*attr, &mut |value| order(attr.rule(), value, wanted).is_some_and(|o| o.is_ge())))
            }
            Matcher::AtMost(attr, wanted) => {
                Some(entry.any(*attr, &mut |value| order(attr.rule(), value, wanted).is_some_and(|o| o.is_le())))
            }
            Matcher::Approx(attr, words) => Some(entry.any(*attr, &mut |value| {
                let key = text::search_key(value);
                words.iter().all(|word| key.contains(&**word))
            })),
            Matcher::Substrings { attr, initial, any, last } => {
                Some(entry.any(*attr, &mut |value| contains(attr.rule(), value, initial, any, last)))
            }
            Matcher::Anywhere(rule, wanted) => {
                let attributes = crate::schema::DEFINITIONS.iter().filter(|it| it.rule == *rule && !it.operational);
                Some(attributes.into_iter().any(|it| entry.any(it.attr, &mut |value| is_same(*rule, value, wanted))))
            }
            Matcher::InName(attr, wanted) => {
                let name = Dn::parse(&entry.name())?;
                let is_wanted = |kind: &str| attr.is_none_or(|attr| attr.name() == kind);
                Some(name.levels().iter().any(|(kind, value)| is_wanted(kind) && **value == **wanted))
            }
            Matcher::Undefined => None,
        }
    }
}

/// The values of one entry, as far as they may be seen.
pub trait Values {
    /// Whether one of an attribute's values is the one that is looked for.
    fn any(&mut self, attr: Attr, is: &mut dyn FnMut(&str) -> bool) -> bool;
    fn name(&mut self) -> String;
}

fn equal(name: &str, rule: Option<Rule>, value: &[u8]) -> Matcher {
    let Some(attr) = Attr::named(name) else { return Matcher::Undefined };
    let rule = rule.unwrap_or(attr.rule());
    normal(rule, value).map_or(Matcher::Undefined, |value| Matcher::Equal(attr, rule, value.into()))
}

fn ordered(name: &str, value: &[u8], make: fn(Attr, Box<str>) -> Matcher) -> Matcher {
    let found = Attr::named(name).filter(|attr| attr.rule().has_order());
    let ready = found.and_then(|attr| Some(make(attr, normal(attr.rule(), value)?.into())));
    ready.unwrap_or(Matcher::Undefined)
}

fn approx(name: &str, value: &[u8]) -> Matcher {
    let (Some(attr), Ok(value)) = (Attr::named(name), std::str::from_utf8(value)) else { return Matcher::Undefined };
    if attr.rule() != Rule::CaseIgnore {
        return equal(name, None, value.as_bytes());
    }
    let words: Box<[Box<str>]> =
        text::fold(value).split(' ').filter(|word| !word.is_empty()).map(|word| format!(" {word}").into()).collect();
    if words.is_empty() { Matcher::Undefined } else { Matcher::Approx(attr, words) }
}

fn substrings(name: &str, initial: Option<&[u8]>, any: &[&[u8]], last: Option<&[u8]>) -> Matcher {
    let ready = || {
        let attr = Attr::named(name).filter(|attr| attr.rule().has_substrings())?;
        let piece = |bytes: &[u8]| piece(attr.rule(), bytes);
        Some(Matcher::Substrings {
            attr,
            initial: initial.map_or(Some("".into()), piece)?,
            any: any.iter().map(|bytes| piece(bytes)).collect::<Option<_>>()?,
            last: last.map_or(Some("".into()), piece)?,
        })
    };
    ready().unwrap_or(Matcher::Undefined)
}

fn extensible(rule: Option<&str>, attribute: Option<&str>, value: &[u8], in_dn: bool) -> Matcher {
    let known = match rule {
        Some(name) => match Rule::named(name) {
            Some(rule) => Some(rule),
            None => return Matcher::Undefined,
        },
        None => None,
    };
    let here = match (attribute, known) {
        (Some(name), rule) => equal(name, rule, value),
        (None, Some(rule)) => normal(rule, value).map_or(Matcher::Undefined, |value| Matcher::Anywhere(rule, value.into())),
        (None, None) => Matcher::Undefined,
    };
    if !in_dn {
        return here;
    }
    let attr = attribute.map(Attr::named);
    match (attr, normal(Rule::CaseIgnore, value)) {
        (Some(None), _) | (_, None) => Matcher::Undefined,
        (attr, Some(value)) => Matcher::Or(vec![here, Matcher::InName(attr.flatten(), value.into())]),
    }
}

/// Small letters, and one space where there are several (RFC 4518, simplified: no values here hold what it maps to nothing).
pub fn fold(value: &str) -> Cow<'_, str> {
    let plain = value.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if plain && !value.contains("  ") && !value.starts_with(' ') && !value.ends_with(' ') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    for word in value.split(' ').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    Cow::Owned(out)
}

/// A value as others are compared with it; `None` when it cannot be one.
fn normal(rule: Rule, value: &[u8]) -> Option<String> {
    let value = std::str::from_utf8(value).ok()?;
    match rule {
        Rule::CaseIgnore => Some(fold(value).into_owned()),
        Rule::CaseExact => Some(value.to_owned()),
        Rule::Integer => value.trim().parse::<i64>().ok().map(|number| number.to_string()),
        Rule::Telephone => Some(digits(value)).filter(|digits| !digits.is_empty()),
        Rule::Name => Dn::parse(value).map(|dn| dn.normal()),
        Rule::Oid => Some(class_name(value.trim()).to_ascii_lowercase()),
        Rule::Time => time(value),
        Rule::Uuid => Some(value.to_ascii_lowercase()).filter(|uuid| uuid.len() == 36),
        Rule::Boolean => Some(value.to_ascii_uppercase()).filter(|value| matches!(value.as_str(), "TRUE" | "FALSE")),
        Rule::Never => None,
    }
}

fn is_same(rule: Rule, value: &str, wanted: &str) -> bool {
    match rule {
        // Most values are plain, and most are different.
        Rule::CaseIgnore if value.is_ascii() && !value.contains("  ") => value.eq_ignore_ascii_case(wanted),
        Rule::CaseIgnore => *fold(value) == *wanted,
        Rule::Telephone => digits(value) == wanted,
        Rule::Name => value.eq_ignore_ascii_case(wanted) || Dn::parse(value).is_some_and(|dn| dn.normal() == wanted),
        Rule::Oid | Rule::Uuid => value.eq_ignore_ascii_case(wanted),
        Rule::CaseExact | Rule::Integer | Rule::Time | Rule::Boolean => value == wanted,
        Rule::Never => false,
    }
}

fn order(rule: Rule, value: &str, wanted: &str) -> Option<std::cmp::Ordering> {
    match rule {
        Rule::Integer => Some(value.parse::<i64>().ok()?.cmp(&wanted.parse().ok()?)),
        // Written so that their order is that of the moments.
        _ => Some(value.cmp(wanted)),
    }
}

/// A piece of a value: spaces at its edges count (RFC 4518, 2.6.1), as they may lie between words.
fn piece(rule: Rule, bytes: &[u8]) -> Option<Box<str>> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(match rule {
        Rule::Telephone => digits(text).into(),
        _ => text.chars().flat_map(char::to_lowercase).collect::<String>().into(),
    })
}

fn contains(rule: Rule, value: &str, initial: &str, any: &[Box<str>], last: &str) -> bool {
    let value = if rule == Rule::Telephone { Cow::Owned(digits(value)) } else { fold(value) };
    let Some(mut rest) = value.strip_prefix(initial) else { return false };
    for piece in any {
        match rest.find(&**piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn digits(value: &str) -> String {
    value.chars().filter(|c| !matches!(c, ' ' | '-')).collect()
}

/// `20261122060500Z`; minutes and seconds may be left out (RFC 4517, 3.3.13). Offsets and fractions are not read.
fn time(value: &str) -> Option<String> {
    let digits = value.strip_suffix('Z')?;
    let is_time = matches!(digits.len(), 10 | 12 | 14) && digits.bytes().all(|b| b.is_ascii_digit());
    is_time.then(|| format!("{digits:0<14}Z"))
}
