//! Entries: what each kind is called and which values it has. Nothing is stored for them; they are read off the image.

use crate::image::{Image, Person, cn_of, posix};
use crate::matching::Values;
use crate::schema::{self, Attr};
use crate::view::View;
use kunye_core::accounts::{AccountKind, AccountState};
use kunye_kernel::mail_domain::MailDomain;
use kunye_kernel::time::Time;
use std::fmt::Write;

/// An entry, by where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    Root,
    Subschema,
    Base,
    /// Slot of [`CONTAINERS`].
    Container(u32),
    Unit(u32),
    Application(u32),
    Group(u32),
    Person(u32),
}

pub const CONTAINERS: [&str; 4] = ["people", "units", "groups", "applications"];

pub const PPOLICY: &str = "1.3.6.1.4.1.42.2.27.8.5.1";
pub const PAGED: &str = "1.2.840.113556.1.4.319";
pub const START_TLS: &str = "1.3.6.1.4.1.1466.20037";
pub const WHO_AM_I: &str = "1.3.6.1.4.1.4203.1.11.3";
pub const PASSWORD_MODIFY: &str = "1.3.6.1.4.1.4203.1.11.1";
/// All operational attributes by `+` (RFC 3673), `(&)` and `(|)` (RFC 4526).
const FEATURES: [&str; 2] = ["1.3.6.1.4.1.4203.1.5.1", "1.3.6.1.4.1.4203.1.5.3"];

/// What of the configuration shows in entries.
#[derive(Debug, Clone)]
pub struct Tree {
    /// `dc=example,dc=org`
    pub base: String,
    pub base_dn: crate::dn::Dn,
    /// Where mailboxes are.
    pub mail_domain: Option<MailDomain>,
    /// Applications that are told mobile numbers.
    pub mobile_for: Vec<String>,
    pub offers_tls: bool,
    pub institution: String,
    pub started: Time,
}

/// An entry being read by somebody.
pub struct Shown<'a> {
    pub tree: &'a Tree,
    pub image: &'a Image,
    pub view: &'a View,
    pub entry: Entry,
    /// Where values are put together.
    pub scratch: &'a mut String,
}

impl Values for Shown<'_> {
    fn any(&mut self, attr: Attr, is: &mut dyn FnMut(&str) -> bool) -> bool {
        match self.entry {
            Entry::Root => self.root(attr, is),
            Entry::Subschema => self.subschema(attr, is),
            Entry::Base | Entry::Container(_) => self.fixed(attr, is),
            Entry::Unit(slot) => self.unit(slot, attr, is),
            Entry::Application(slot) => self.application(slot, attr, is),
            Entry::Group(slot) => self.group(slot, attr, is),
            Entry::Person(slot) => self.person(slot, attr, is),
        }
    }

    fn name(&mut self) -> String {
        let mut dn = String::new();
        write_dn(self.tree, self.image, self.entry, &mut dn);
        dn
    }
}

/// Writes the name of an entry.
pub fn write_dn(tree: &Tree, image: &Image, entry: Entry, dn: &mut String) {
    let base = &tree.base;
    let _ = match entry {
        Entry::Root => Ok(()),
        Entry::Subschema => write!(dn, "cn=subschema"),
        Entry::Base => write!(dn, "{base}"),
        Entry::Container(at) => write!(dn, "ou={},{base}", CONTAINERS[at as usize]),
        Entry::Unit(slot) => write!(dn, "ou={},ou=units,{base}", image.units()[slot as usize].card.detsis),
        Entry::Application(slot) => write!(dn, "ou={},ou=applications,{base}", image.applications[slot as usize].slug),
        Entry::Group(slot) => write!(dn, "cn={},ou=groups,{base}", cn_of(&image.roles()[slot as usize].card.held)),
        // User names hold nothing that would have to be escaped (accounts::names).
        Entry::Person(slot) => {
            dn.push_str("uid=");
            dn.push_str(image.people()[slot as usize].user_name());
            dn.push_str(",ou=people,");
            dn.push_str(base);
            Ok(())
        }
    };
}

/// Every one of some texts, until one is it.
fn each<'t>(texts: impl IntoIterator<Item = &'t str>, is: &mut dyn FnMut(&str) -> bool) -> bool {
    texts.into_iter().any(is)
}

impl Shown<'_> {
    fn made(&mut self, text: std::fmt::Arguments<'_>, is: &mut dyn FnMut(&str) -> bool) -> bool {
        self.scratch.clear();
        let _ = self.scratch.write_fmt(text);
        is(self.scratch)
    }

    fn root(&mut self, attr: Attr, is: &mut dyn FnMut(&str) -> bool) -> bool {
        match attr {
            Attr::ObjectClass => is("top"),
            Attr::NamingContexts => is(&self.tree.base),
            Attr::SubschemaSubentry => is("cn=subschema"),
            Attr::SupportedLdapVersion => is("3"),
            Attr::SupportedControl => each([PAGED, PPOLICY], is),
            Attr::SupportedExtension => {
                let tls = self.tree.offers_tls.then_some(START_TLS);
                each([WHO_AM_I, PASSWORD_MODIFY].into_iter().chain(tls), is)
            }
            Attr::SupportedFeatures => each(FEATURES, is),
            Attr::VendorName => is("Künye"),
            Attr::VendorVersion => is(env!("CARGO_PKG_VERSION")),
            _ => false,
        }
    }

    fn subschema(&mut self, attr: Attr, is: &mut dyn FnMut(&str) -> bool) -> bool {
        match attr {
            Attr::ObjectClass => each(["top", "subentry", "subschema"], is),
            Attr::Cn => is("subschema"),
            Attr::StructuralObjectClass => is("subentry"),
            Attr::ObjectClasses => schema::object_classes().any(|text| is(&text)),
            Attr::AttributeTypes => schema::attribute_types().any(|text| is(&text)),
            Attr::MatchingRules => schema::matching_rules().any(|text| is(&text)),
            Attr::LdapSyntaxes => schema::syntaxes().any(|text| is(&text)),
            Attr::CreateTimestamp | Attr::ModifyTimestamp => self.time(self.tree.started, is),
            Attr::EntryDn => is("cn=subschema"),
            _ => false,
        }
    }

    fn fixed(&mut self, attr: Attr, is: &mut dyn FnMut(&str) -> bool) -> bool {
        let (class, named, name) = match self.entry {
            Entry::Container(at) => ("organizationalUnit", Attr::Ou, CONTAINERS[at as usize]),
            _ => ("domain", Attr::Dc, self.tree.base_dn.levels().first().map_or("", |(_, value)| value)),
        };
        match attr {
            Attr::ObjectClass => each(["top", class], is),
            Attr::StructuralObjectClass => is(class),
            Attr::O if class == "domain" && !self.tree.institution.is_empty() => is(&self.tree.institution),
            Attr::CreateTimestamp | Attr::ModifyTimestamp => self.time(self.tree.started, is),
            Attr::HasSubordinates => is("TRUE"),
            _ if attr == named => is(name),
            _ => self.common(attr, is),
        }
    }

    fn unit(&mut self, slot: u32, attr: Attr, is: &mut dyn FnMut(&str) -> bool) -> bool {
        let card = &self.image.units()[slot as usize].card;
        match attr {
            Attr::ObjectClass => each(["top", "organizationalUnit"], is),
            Attr::StructuralObjectClass => is("organizationalUnit"),
            // The number names the entry: it never changes. The name is what people look for.
            Attr::Ou => each([card.detsis.as_str(), card.name.as_str()], is),
            Attr::DepartmentNumber => is(&card.detsis),
            Attr::Description => is(&card.name),
            Attr::BusinessCategory => !card.kind.is_empty() && is(&card.kind),
            Attr::EntryUuid => self.uuid(crate::image::number_of(card.id.as_str()), is),
            Attr::CreateTimestamp => self.time(card.created_at, is),
            Attr::ModifyTimestamp => self.time(card.modified_at, is),
            Attr::HasSubordinates => is("FALSE"),
            _ => self.common(attr, is),
        }
    }

    fn application(&mut self, slot: u32, attr: Attr, is: &mut dyn FnMut(&str) -> bool) -> bool {
        let card = &self.image.applications[slot as usize];
        match attr {
            Attr::ObjectClass => each(["top", "organizationalUnit"], is),
            Attr::StructuralObjectClass => is("organizationalUnit"),
            Attr::Ou => is(&card.slug),
            Attr::Description => is(&card.name),
            Attr::EntryUuid => self.uuid(crate::image::number_of(&card.id), is),
            Attr::CreateTimestamp | Attr::ModifyTimestamp => self.time(card.created_at, is),
            Attr::HasSubordinates => is("FALSE"),
            _ => self.common(attr, is),
        }
    }

    fn group(&mut self, slot: u32, attr: Attr, is: &mut dyn FnMut(&str) -> bool) -> bool {
        let role = &self.image.roles()[slot as usize];
        match attr {
            Attr::ObjectClass => each(["top", "groupOfNames", "posixGroup"], is),
            Attr::StructuralObjectClass => is("groupOfNames"),
            Attr::Cn => is(&cn_of(&role.card.held)),
            Attr::Description => is(&role.card.name),
            Attr::GidNumber => self.made(format_args!("{}", posix(u32::try_from(role.card.number).unwrap_or(0))), is),
            Attr::Member => self.holders(slot).into_iter().any(|holder| {
                self.scratch.clear();
                write_dn(self.tree, self.image, Entry::Person(holder), self.scratch);
                is(self.scratch)
            }),
            Attr::MemberUid => self.holders(slot).into_iter().any(|holder| is(self.image.people()[holder as usize].user_name())),
            Attr::EntryUuid => self.uuid(crate::image::number_of(&role.card.id), is),
            Attr::CreateTimestamp | Attr::ModifyTimestamp => self.time(self.tree.started, is),
            Attr::HasSubordinates => is("FALSE"),
            _ => self.common(attr, is),
        }
    }

    /// Those of a role's holders who are seen and whose account is in use.
    fn holders(&self, role: u32) -> Vec<u32> {
        let all = self.image.roles()[role as usize].holders.iter().copied();
        all.filter(|slot| self.image.people()[*slot as usize].is_in_use() && self.view.sees_person(self.image, *slot)).collect()
    }

    fn person(&mut self, slot: u32, attr: Attr, is: &mut dyn FnMut(&str) -> bool) -> bool {
        let image = self.image;
        let person = &image.people()[slot as usize];
        match attr {
            Attr::ObjectClass => each(["top", "person", "organizationalPerson", "inetOrgPerson", "posixAccount"], is),
            Attr::StructuralObjectClass => is("inetOrgPerson"),
            Attr::Uid => is(person.user_name()),
            Attr::Cn | Attr::DisplayName => self.full_name(person, is),
            Attr::GivenName if person.kind == AccountKind::Personal => is(person.given_names()),
            Attr::Sn if person.kind == AccountKind::Personal => is(person.surname()),
            // A class asks for one; a unit has none, so it is called by its name here too.
            Attr::Sn => self.full_name(person, is),
            Attr::Mail => match &self.tree.mail_domain {
                Some(domain) if person.has_mailbox() => self.made(format_args!("{}", domain.mailbox(person.user_name())), is),
                _ => !person.elsewhere().is_empty() && is(person.elsewhere()),
            },
            Attr::TelephoneNumber | Attr::Mobile if self.sees_mobile() && person.kind == AccountKind::Personal => {
                person.mobile().is_some_and(|digits| self.made(format_args!("+{digits}"), is))
            }
            Attr::Title => !person.title().is_empty() && is(person.title()),
            Attr::Ou => image.units().get(person.unit as usize).is_some_and(|unit| is(&unit.card.name)),
            Attr::DepartmentNumber => image.units().get(person.unit as usize).is_some_and(|unit| is(&unit.card.detsis)),
            Attr::EmployeeNumber if person.kind == AccountKind::Personal => is(person.staff_no()),
            Attr::EmployeeType => is(person.kind.as_str()),
            Attr::UidNumber | Attr::GidNumber => self.made(format_args!("{}", posix(person.number)), is),
            Attr::HomeDirectory => self.made(format_args!("/home/{}", person.user_name()), is),
            Attr::LoginShell => is(if person.is_in_use() { "/bin/bash" } else { "/usr/sbin/nologin" }),
            Attr::MemberOf if person.is_in_use() => person.roles.iter().any(|role| {
                let role = u32::from(*role);
                let held = &image.roles()[role as usize].card.held;
                self.view.sees_role_of(slot, &held.application_slug) && {
                    self.scratch.clear();
                    write_dn(self.tree, image, Entry::Group(role), self.scratch);
                    is(self.scratch)
                }
            }),
            Attr::EntryUuid => self.uuid(person.id, is),
            Attr::CreateTimestamp => self.time(person.created(), is),
            Attr::ModifyTimestamp => self.time(person.modified(), is),
            Attr::PwdChangedTime => person.password_changed().is_some_and(|at| self.time(at, is)),
            // The value that draft-behera-ldap-password-policy (5.3.3) gives to "until somebody opens it".
            Attr::PwdAccountLockedTime => {
                matches!(person.state, AccountState::Closed | AccountState::Suspended) && is("000001010000Z")
            }
            Attr::HasSubordinates => is("FALSE"),
            _ => self.common(attr, is),
        }
    }

    /// A person's names; of a unit's account the unit's.
    fn full_name(&mut self, person: &Person, is: &mut dyn FnMut(&str) -> bool) -> bool {
        match self.image.units().get(person.unit as usize) {
            Some(unit) if person.kind == AccountKind::Unit => is(&unit.card.name),
            _ => self.made(format_args!("{} {}", person.given_names(), person.surname()), is),
        }
    }

    fn sees_mobile(&self) -> bool {
        match self.view {
            View::Own { .. } => true,
            View::Machine { application, .. } => self.tree.mobile_for.contains(application),
            View::Nothing => false,
        }
    }

    fn common(&mut self, attr: Attr, is: &mut dyn FnMut(&str) -> bool) -> bool {
        match attr {
            Attr::SubschemaSubentry => is("cn=subschema"),
            Attr::EntryDn => {
                self.scratch.clear();
                write_dn(self.tree, self.image, self.entry, self.scratch);
                is(self.scratch)
            }
            _ => false,
        }
    }

    /// `20261122060500Z` (RFC 4517, 3.3.13).
    fn time(&mut self, at: Time, is: &mut dyn FnMut(&str) -> bool) -> bool {
        let digits: String = at.rfc3339().chars().filter(char::is_ascii_digit).take(14).collect();
        self.made(format_args!("{digits}Z"), is)
    }

    fn uuid(&mut self, id: u128, is: &mut dyn FnMut(&str) -> bool) -> bool {
        let [a, b, c, d, e] = [id >> 96, id >> 80 & 0xffff, id >> 64 & 0xffff, id >> 48 & 0xffff, id & 0xffff_ffff_ffff];
        self.made(format_args!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}"), is)
    }
}

/// The entry of a name, if there is one and it is seen.
pub fn find(tree: &Tree, image: &Image, view: &View, dn: &str) -> Found {
    // Most names are written as this server writes them.
    if let Some(name) = person_name(tree, dn)
        && let Some(slot) = image.by_user_name(name)
    {
        // Who is not seen is told as who does not exist.
        let matched = view.sees_tree().then_some(Entry::Container(0));
        return if view.sees_person(image, slot) { Found::Entry(Entry::Person(slot)) } else { Found::Nothing { matched } };
    }
    if dn.eq_ignore_ascii_case("cn=subschema") {
        return Found::Entry(Entry::Subschema);
    }
    let Some(parsed) = crate::dn::Dn::parse(dn) else { return Found::Malformed };
    if parsed.levels().is_empty() {
        return Found::Entry(Entry::Root);
    }
    let nothing = Found::Nothing { matched: None };
    if !view.sees_tree() {
        return nothing;
    }
    let Some(below) = parsed.below(&tree.base_dn) else { return nothing };
    let container = |name: &str| CONTAINERS.iter().position(|it| *it == name).map(|at| at as u32);
    let under = |at: u32| Found::Nothing { matched: Some(Entry::Container(at)) };
    match below {
        [] => Found::Entry(Entry::Base),
        [(kind, name)] if kind == "ou" => {
            container(name).map_or(Found::Nothing { matched: Some(Entry::Base) }, |at| Found::Entry(Entry::Container(at)))
        }
        [(kind, name), (ou, above)] if ou == "ou" => {
            let Some(at) = container(above) else { return Found::Nothing { matched: Some(Entry::Base) } };
            let entry = match (at, kind.as_str()) {
                (0, "uid") => image.by_user_name(name).filter(|slot| view.sees_person(image, *slot)).map(Entry::Person),
                (1, "ou") => image.unit_by_detsis(name).filter(|slot| view.sees_unit(image, *slot)).map(Entry::Unit),
                (2, "cn") => image.role_by_cn(name).filter(|at| sees_role(image, view, *at)).map(|at| Entry::Group(at as u32)),
                (3, "ou") => image
                    .applications
                    .iter()
                    .position(|it| it.slug == *name && view.sees_application(&it.slug))
                    .map(|at| Entry::Application(at as u32)),
                _ => None,
            };
            entry.map_or(under(at), Found::Entry)
        }
        _ => Found::Nothing { matched: Some(Entry::Base) },
    }
}

pub fn sees_role(image: &Image, view: &View, at: usize) -> bool {
    image.is_role_in_use(at) && view.sees_application(&image.roles()[at].card.held.application_slug)
}

/// What a name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Entry(Entry),
    /// `matched`: the last entry on the way to it.
    Nothing {
        matched: Option<Entry>,
    },
    Malformed,
}

/// The user name in `uid=NAME,ou=people,BASE`.
pub fn person_name<'a>(tree: &Tree, dn: &'a str) -> Option<&'a str> {
    let at = dn.len().checked_sub(tree.base.len())?;
    let (front, base) = (dn.get(..at)?, dn.get(at..)?);
    let name = front.strip_suffix(",ou=people,")?.strip_prefix("uid=")?;
    let is_plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.');
    (base == tree.base && is_plain).then_some(name)
}

/// The name of the machine in `cn=NAME,ou=applications,BASE`.
pub fn machine_name(tree: &Tree, dn: &crate::dn::Dn) -> Option<String> {
    match dn.below(&tree.base_dn)? {
        [(cn, name), (ou, container)] if cn == "cn" && ou == "ou" && container == "applications" => Some(name.clone()),
        _ => None,
    }
}

/// The user name of a person's entry, however its name is written.
pub fn account_name(tree: &Tree, dn: &crate::dn::Dn) -> Option<String> {
    match dn.below(&tree.base_dn)? {
        [(uid, name), (ou, container)] if uid == "uid" && ou == "ou" && container == "people" => Some(name.clone()),
        _ => None,
    }
}
