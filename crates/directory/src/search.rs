//! Searching the image.

use crate::answer::{Attached, Code, Outcome};
use crate::ber::{Writer, tag};
use crate::entry::{CONTAINERS, Entry, Found, Shown, Tree, find, sees_role, write_dn};
use crate::image::Image;
use crate::image::keeper::Shared;
use crate::matching::{Matcher, Values};
use crate::message::{Scope, Search, op};
use crate::says::Protocol;
use crate::schema::{Attr, DEFINITIONS};
use crate::view::{View, Who};
use std::time::{Duration, Instant};

/// Entries looked at before the image is let go for a moment, so that it can be changed.
const STRIDE: usize = 512;
/// Looking at so many is done at once, without asking another thread.
const FEW: usize = 2_000;

/// A search made ready. Owned, so that it can be taken to another thread.
pub struct Query {
    pub id: i32,
    base: Result<Entry, Outcome>,
    scope: Scope,
    matcher: Matcher,
    selection: Selection,
    types_only: bool,
    /// Most entries.
    size: usize,
    is_size_ours: bool,
    time: Duration,
    page: Option<Page>,
    who: Who,
    candidates: Candidates,
}

/// One page of the results (RFC 2696).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub size: usize,
    pub from: u64,
}

#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub size: usize,
    pub time: Duration,
}

enum Candidates {
    /// These, in order.
    Some(Vec<Entry>),
    /// Everything in scope.
    All,
}

impl Query {
    pub fn new(id: i32, search: &Search<'_>, page: Option<Page>, who: &Who, tree: &Tree, image: &Image, limits: Limits) -> Self {
        let view = View::of(who, image);
        let base = match find(tree, image, &view, search.base) {
            // The root holds nothing but itself: who asks for all of it asks for the tree below.
            Found::Entry(Entry::Root) if search.scope != Scope::Base && view.sees_tree() => Ok(Entry::Base),
            Found::Entry(entry) => Ok(entry),
            Found::Nothing { matched } => {
                let mut outcome = Outcome::new(Code::NoSuchObject);
                if let Some(matched) = matched {
                    write_dn(tree, image, matched, &mut outcome.matched);
                }
                Err(outcome)
            }
            Found::Malformed => Err(Outcome::new(Code::InvalidDnSyntax)),
        };
        let matcher = Matcher::new(&search.filter);
        let candidates = match (&base, &view) {
            (Ok(entry), _) if search.scope == Scope::Base => Candidates::Some(vec![*entry]),
            // Below a leaf there is nothing.
            (Ok(entry), _) if !matches!(entry, Entry::Base | Entry::Container(_)) => {
                Candidates::Some([*entry].into_iter().filter(|_| search.scope == Scope::Sub).collect())
            }
            (_, View::Nothing) => Candidates::Some(Vec::new()),
            (_, View::Own { slot }) => {
                let fixed = (0..CONTAINERS.len() as u32).map(Entry::Container);
                Candidates::Some([Entry::Base].into_iter().chain(fixed).chain([Entry::Person(*slot)]).collect())
            }
            _ => indexed(image, &matcher).map_or(Candidates::All, Candidates::Some),
        };
        let asked = usize::try_from(search.size_limit).unwrap_or(0);
        let time = Duration::from_secs(u64::try_from(search.time_limit).unwrap_or(0));
        Self {
            id,
            base,
            scope: search.scope,
            matcher,
            selection: Selection::new(&search.attributes),
            types_only: search.types_only,
            size: if asked == 0 { limits.size } else { asked.min(limits.size) },
            is_size_ours: asked == 0 || asked > limits.size,
            time: if time.is_zero() { limits.time } else { time.min(limits.time) },
            page,
            who: who.clone(),
            candidates,
        }
    }

    /// Whether it is answered at once, or by going through everything.
    pub fn is_quick(&self, image: &Image) -> bool {
        match &self.candidates {
            Candidates::Some(some) => some.len() <= FEW,
            Candidates::All => positions(image) <= FEW as u64,
        }
    }

    /// Finds, and writes entries and result.
    pub fn run(&self, tree: &Tree, shared: &Shared, out: &mut Writer) {
        let base = match &self.base {
            Ok(base) => *base,
            Err(outcome) => return crate::answer::write(out, self.id, op::FOUND, outcome, &[], |_| {}),
        };
        let deadline = Instant::now() + self.time;
        let mut found = Progress { next: self.page.map_or(0, |page| page.from), ..Progress::default() };
        let code = loop {
            let image = shared.look();
            let view = View::of(&self.who, &image);
            match self.stride(tree, &image, &view, base, &mut found, out) {
                Some(code) => break code,
                None if Instant::now() >= deadline => break Code::TimeLimitExceeded,
                None => {}
            }
        };
        let attached = self.page.map(|_| Attached::Page(found.more.then_some(found.next)));
        let outcome = match code {
            Code::SizeLimitExceeded if self.is_size_ours => Outcome::of_protocol(code, Protocol::TooManyEntries),
            code => Outcome::new(code),
        };
        crate::answer::write(out, self.id, op::FOUND, &outcome, attached.as_slice(), |_| {});
    }

    /// Looks at some more; `None`: there is more to look at.
    fn stride(
        &self,
        tree: &Tree,
        image: &Image,
        view: &View,
        base: Entry,
        found: &mut Progress,
        out: &mut Writer,
    ) -> Option<Code> {
        let end = match &self.candidates {
            Candidates::Some(some) => some.len() as u64,
            Candidates::All => positions(image),
        };
        let stop = end.min(found.next + STRIDE as u64);
        let mut scratch = std::mem::take(&mut found.scratch);
        while found.next < stop {
            let entry = match &self.candidates {
                Candidates::Some(some) => some[found.next as usize],
                Candidates::All => at(image, found.next),
            };
            let is_found = in_scope(entry, base, self.scope) && sees(image, view, entry) && {
                let mut shown = Shown { tree, image, view, entry, scratch: &mut scratch };
                self.matcher.test(&mut shown) == Some(true)
            };
            if is_found {
                if let Some(page) = self.page
                    && found.count >= page.size.min(self.size)
                {
                    found.more = true;
                    return Some(Code::Success);
                }
                if self.page.is_none() && found.count >= self.size {
                    return Some(Code::SizeLimitExceeded);
                }
                found.count += 1;
                let mut shown = Shown { tree, image, view, entry, scratch: &mut scratch };
                self.write(&mut shown, out);
            }
            found.next += 1;
        }
        found.scratch = scratch;
        (found.next >= end).then_some(Code::Success)
    }

    fn write(&self, shown: &mut Shown<'_>, out: &mut Writer) {
        out.sequence(|w| {
            w.number(self.id);
            w.within(op::ENTRY, |w| {
                let mut name = std::mem::take(shown.scratch);
                name.clear();
                write_dn(shown.tree, shown.image, shown.entry, &mut name);
                w.octets(name.as_bytes());
                *shown.scratch = name;
                w.sequence(|w| {
                    for definition in DEFINITIONS {
                        if self.selection.has(definition.attr, shown.entry) {
                            self.write_attribute(shown, definition.attr, w);
                        }
                    }
                });
            });
        });
    }

    fn write_attribute(&self, shown: &mut Shown<'_>, attr: Attr, w: &mut Writer) {
        let start = w.len();
        let mut any = false;
        w.sequence(|w| {
            w.octets(attr.name().as_bytes());
            w.within(tag::SET, |w| {
                any = shown.any(attr, &mut |value| {
                    any = true;
                    if !self.types_only {
                        w.octets(value.as_bytes());
                    }
                    // The next one too; when only types are wanted, the first is enough.
                    self.types_only
                }) || any;
            });
        });
        if !any {
            w.back_to(start);
        }
    }
}

#[derive(Default)]
struct Progress {
    /// Where to look next.
    next: u64,
    count: usize,
    /// There is another page.
    more: bool,
    scratch: String,
}

/// Which attributes are answered.
#[derive(Debug, Clone, Copy)]
struct Selection {
    named: u64,
    user: bool,
    operational: bool,
}

impl Selection {
    /// An empty list and `*` are all user attributes, `+` all operational ones, `1.1` none (RFC 4511, 4.5.1.8).
    fn new(names: &[&str]) -> Self {
        let mut selection = Self { named: 0, user: names.is_empty(), operational: false };
        for name in names {
            match *name {
                "*" => selection.user = true,
                "+" => selection.operational = true,
                name => selection.named |= Attr::named(name).map_or(0, |attr| 1 << attr as u64),
            }
        }
        selection
    }

    fn has(self, attr: Attr, entry: Entry) -> bool {
        if self.named >> attr as u64 & 1 == 1 {
            return true;
        }
        if attr.definition().operational {
            self.operational
        } else {
            self.user && (entry != Entry::Root || attr == Attr::ObjectClass)
        }
    }
}

/// How many entries there are to go through.
fn positions(image: &Image) -> u64 {
    let fixed = 1 + CONTAINERS.len();
    (fixed + image.units().len() + image.applications.len() + image.roles().len() + image.people().len()) as u64
}

/// The entry at a position. Slots only grow, so a page that begins at one begins behind the last.
fn at(image: &Image, position: u64) -> Entry {
    let mut rest = position as usize;
    if rest == 0 {
        return Entry::Base;
    }
    rest -= 1;
    for (count, make) in [
        (CONTAINERS.len(), Entry::Container as fn(u32) -> Entry),
        (image.units().len(), Entry::Unit),
        (image.applications.len(), Entry::Application),
        (image.roles().len(), Entry::Group),
    ] {
        if rest < count {
            return make(rest as u32);
        }
        rest -= count;
    }
    Entry::Person(rest as u32)
}

fn in_scope(entry: Entry, base: Entry, scope: Scope) -> bool {
    if scope == Scope::Base {
        return true;
    }
    let parent = match entry {
        Entry::Root | Entry::Subschema => return false,
        Entry::Base => Entry::Root,
        Entry::Container(_) => Entry::Base,
        Entry::Person(_) => Entry::Container(0),
        Entry::Unit(_) => Entry::Container(1),
        Entry::Group(_) => Entry::Container(2),
        Entry::Application(_) => Entry::Container(3),
    };
    match scope {
        Scope::Base | Scope::One => parent == base,
        Scope::Sub if entry == base => true,
        Scope::Sub | Scope::Children => parent == base || (base == Entry::Base && entry != Entry::Base),
    }
}

fn sees(image: &Image, view: &View, entry: Entry) -> bool {
    match entry {
        Entry::Root | Entry::Subschema => true,
        Entry::Base | Entry::Container(_) => view.sees_tree(),
        Entry::Unit(slot) => image.is_unit_in_use(slot as usize) && view.sees_unit(image, slot),
        Entry::Application(slot) => view.sees_application(&image.applications[slot as usize].slug),
        Entry::Group(slot) => sees_role(image, view, slot as usize),
        Entry::Person(slot) => view.sees_person(image, slot),
    }
}

/// The entries that an index says can be the only ones, in order; `None`: everything has to be looked at.
fn indexed(image: &Image, matcher: &Matcher) -> Option<Vec<Entry>> {
    match matcher {
        Matcher::Equal(attr, rule, value) => {
            let mut found: Vec<Entry> = image.candidates(*attr, *rule, value)?.into_iter().map(Entry::Person).collect();
            // The same name may be that of a group, and so on: they are few, and looked at one by one.
            if matches!(attr, Attr::Cn | Attr::EntryUuid) {
                found.extend((0..image.roles().len() as u32).map(Entry::Group));
            }
            if *attr == Attr::EntryUuid {
                found.extend((0..image.units().len() as u32).map(Entry::Unit));
                found.extend((0..image.applications.len() as u32).map(Entry::Application));
            }
            found.sort_unstable();
            Some(found)
        }
        Matcher::And(all) => all.iter().filter_map(|one| indexed(image, one)).min_by_key(Vec::len),
        Matcher::Or(any) => {
            let mut found = Vec::new();
            for one in any {
                found.append(&mut indexed(image, one)?);
            }
            found.sort_unstable();
            found.dedup();
            Some(found)
        }
        // Undefined finds nothing, wherever it is looked for.
        Matcher::Undefined => Some(Vec::new()),
        _ => None,
    }
}
