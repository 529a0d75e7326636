//! The attributes that entries have, how their values compare, and what `cn=subschema` says of them (RFC 4512, 4).

/// How values of an attribute compare (RFC 4517).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    CaseIgnore,
    CaseExact,
    Integer,
    Telephone,
    Name,
    Oid,
    Time,
    Uuid,
    Boolean,
    /// Not to be searched by.
    Never,
}

impl Rule {
    /// Names of the equality, ordering and substring rules, and the OID of the syntax.
    fn words(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Rule::CaseIgnore => ("caseIgnoreMatch", "", "caseIgnoreSubstringsMatch", "1.3.6.1.4.1.1466.115.121.1.15"),
            Rule::CaseExact => ("caseExactIA5Match", "", "", "1.3.6.1.4.1.1466.115.121.1.26"),
            Rule::Integer => ("integerMatch", "integerOrderingMatch", "", "1.3.6.1.4.1.1466.115.121.1.27"),
            Rule::Telephone => ("telephoneNumberMatch", "", "telephoneNumberSubstringsMatch", "1.3.6.1.4.1.1466.115.121.1.50"),
            Rule::Name => ("distinguishedNameMatch", "", "", "1.3.6.1.4.1.1466.115.121.1.12"),
            Rule::Oid => ("objectIdentifierMatch", "", "", "1.3.6.1.4.1.1466.115.121.1.38"),
            Rule::Time => ("generalizedTimeMatch", "generalizedTimeOrderingMatch", "", "1.3.6.1.4.1.1466.115.121.1.24"),
            Rule::Uuid => ("UUIDMatch", "UUIDOrderingMatch", "", "1.3.6.1.1.16.1"),
            Rule::Boolean => ("booleanMatch", "", "", "1.3.6.1.4.1.1466.115.121.1.7"),
            Rule::Never => ("", "", "", "1.3.6.1.4.1.1466.115.121.1.15"),
        }
    }

    /// Whether `>=` and `<=` mean something.
    pub fn has_order(self) -> bool {
        matches!(self, Rule::Integer | Rule::Time | Rule::Uuid)
    }

    pub fn has_substrings(self) -> bool {
        matches!(self, Rule::CaseIgnore | Rule::Telephone)
    }

    /// The rule of an extensible filter, by name or OID.
    pub fn named(name: &str) -> Option<Rule> {
        Some(match name.to_ascii_lowercase().as_str() {
            "caseignorematch" | "2.5.13.2" | "caseignoreia5match" | "1.3.6.1.4.1.1466.109.114.2" => Rule::CaseIgnore,
            "caseexactmatch" | "2.5.13.5" | "caseexactia5match" | "1.3.6.1.4.1.1466.109.114.1" => Rule::CaseExact,
            "integermatch" | "2.5.13.14" => Rule::Integer,
            "telephonenumbermatch" | "2.5.13.20" => Rule::Telephone,
            "distinguishednamematch" | "2.5.13.1" => Rule::Name,
            "objectidentifiermatch" | "2.5.13.0" => Rule::Oid,
            "generalizedtimematch" | "2.5.13.27" => Rule::Time,
            "uuidmatch" | "1.3.6.1.1.16.2" => Rule::Uuid,
            _ => return None,
        })
    }
}

pub struct Definition {
    pub attr: Attr,
    /// The name it is answered under, then others it may be asked by.
    pub names: &'static [&'static str],
    pub oid: &'static str,
    pub rule: Rule,
    pub single: bool,
    /// Answered only when asked for by name or by `+`.
    pub operational: bool,
}

macro_rules! attributes {
    ($($attr:ident [$($name:literal)+] $oid:literal $rule:ident $single:ident $usage:ident;)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Attr { $($attr),+ }

        /// In the order of [`Attr`], which is also that of answers.
        pub static DEFINITIONS: &[Definition] = &[$(Definition {
            attr: Attr::$attr, names: &[$($name),+], oid: $oid, rule: Rule::$rule,
            single: attributes!(@ $single), operational: attributes!(@ $usage),
        }),+];
    };
    (@ single) => { true };
    (@ many) => { false };
    (@ user) => { false };
    (@ operational) => { true };
}

attributes! {
    ObjectClass ["objectClass"] "2.5.4.0" Oid many user;
    Uid ["uid" "userid"] "0.9.2342.19200300.100.1.1" CaseIgnore many user;
    Cn ["cn" "commonName"] "2.5.4.3" CaseIgnore many user;
    GivenName ["givenName" "gn"] "2.5.4.42" CaseIgnore many user;
    Sn ["sn" "surname"] "2.5.4.4" CaseIgnore many user;
    DisplayName ["displayName"] "2.16.840.1.113730.3.1.241" CaseIgnore single user;
    Mail ["mail" "rfc822Mailbox"] "0.9.2342.19200300.100.1.3" CaseIgnore many user;
    TelephoneNumber ["telephoneNumber"] "2.5.4.20" Telephone many user;
    Mobile ["mobile" "mobileTelephoneNumber"] "0.9.2342.19200300.100.1.41" Telephone many user;
    Title ["title"] "2.5.4.12" CaseIgnore many user;
    Ou ["ou" "organizationalUnitName"] "2.5.4.11" CaseIgnore many user;
    DepartmentNumber ["departmentNumber"] "2.16.840.1.113730.3.1.2" CaseIgnore many user;
    EmployeeNumber ["employeeNumber"] "2.16.840.1.113730.3.1.3" CaseIgnore single user;
    EmployeeType ["employeeType"] "2.16.840.1.113730.3.1.4" CaseIgnore many user;
    UidNumber ["uidNumber"] "1.3.6.1.1.1.1.0" Integer single user;
    GidNumber ["gidNumber"] "1.3.6.1.1.1.1.1" Integer single user;
    HomeDirectory ["homeDirectory"] "1.3.6.1.1.1.1.3" CaseExact single user;
    LoginShell ["loginShell"] "1.3.6.1.1.1.1.4" CaseExact single user;
    Member ["member"] "2.5.4.31" Name many user;
    MemberUid ["memberUid"] "1.3.6.1.1.1.1.12" CaseExact many user;
    Description ["description"] "2.5.4.13" CaseIgnore many user;
    BusinessCategory ["businessCategory"] "2.5.4.15" CaseIgnore many user;
    Dc ["dc" "domainComponent"] "0.9.2342.19200300.100.1.25" CaseIgnore single user;
    O ["o" "organizationName"] "2.5.4.10" CaseIgnore many user;
    MemberOf ["memberOf"] "1.2.840.113556.1.2.102" Name many user;
    EntryUuid ["entryUUID"] "1.3.6.1.1.16.4" Uuid single operational;
    EntryDn ["entryDN"] "1.3.6.1.1.20" Name single operational;
    StructuralObjectClass ["structuralObjectClass"] "2.5.21.9" Oid single operational;
    SubschemaSubentry ["subschemaSubentry"] "2.5.18.10" Name single operational;
    HasSubordinates ["hasSubordinates"] "2.5.18.9" Boolean single operational;
    CreateTimestamp ["createTimestamp"] "2.5.18.1" Time single operational;
    ModifyTimestamp ["modifyTimestamp"] "2.5.18.2" Time single operational;
    PwdChangedTime ["pwdChangedTime"] "1.3.6.1.4.1.42.2.27.8.1.16" Time single operational;
    PwdAccountLockedTime ["pwdAccountLockedTime"] "1.3.6.1.4.1.42.2.27.8.1.17" Time single operational;
    NamingContexts ["namingContexts"] "1.3.6.1.4.1.1466.101.120.5" Name many operational;
    SupportedLdapVersion ["supportedLDAPVersion"] "1.3.6.1.4.1.1466.101.120.15" Integer many operational;
    SupportedControl ["supportedControl"] "1.3.6.1.4.1.1466.101.120.13" Oid many operational;
    SupportedExtension ["supportedExtension"] "1.3.6.1.4.1.1466.101.120.7" Oid many operational;
    SupportedFeatures ["supportedFeatures"] "1.3.6.1.4.1.4203.1.3.5" Oid many operational;
    VendorName ["vendorName"] "1.3.6.1.1.4" CaseExact single operational;
    VendorVersion ["vendorVersion"] "1.3.6.1.1.5" CaseExact single operational;
    ObjectClasses ["objectClasses"] "2.5.21.6" Never many operational;
    AttributeTypes ["attributeTypes"] "2.5.21.5" Never many operational;
    MatchingRules ["matchingRules"] "2.5.21.4" Never many operational;
    LdapSyntaxes ["ldapSyntaxes"] "1.3.6.1.4.1.1466.101.120.16" Never many operational;
}

impl Attr {
    pub fn definition(self) -> &'static Definition {
        &DEFINITIONS[self as usize]
    }

    pub fn name(self) -> &'static str {
        self.definition().names[0]
    }

    pub fn rule(self) -> Rule {
        self.definition().rule
    }

    /// The attribute of a description as clients write it. Options (`;lang-tr`) name subtypes, of which there are none.
    pub fn named(text: &str) -> Option<Attr> {
        let is = |name: &&str| name.eq_ignore_ascii_case(text);
        DEFINITIONS.iter().find(|it| it.names.iter().any(&is) || it.oid == text).map(|it| it.attr)
    }
}

/// Name, OID, superior, kind, what entries must and may have.
type Class = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const CLASSES: &[Class] = &[
    ("top", "2.5.6.0", "", "ABSTRACT", "objectClass", ""),
    ("domain", "0.9.2342.19200300.100.4.13", "top", "STRUCTURAL", "dc", "o $ description"),
    ("organizationalUnit", "2.5.6.5", "top", "STRUCTURAL", "ou", "description $ businessCategory $ departmentNumber"),
    ("person", "2.5.6.6", "top", "STRUCTURAL", "sn $ cn", "telephoneNumber $ description"),
    ("organizationalPerson", "2.5.6.7", "person", "STRUCTURAL", "", "title $ ou"),
    (
        "inetOrgPerson",
        "2.16.840.1.113730.3.2.2",
        "organizationalPerson",
        "STRUCTURAL",
        "",
        "departmentNumber $ displayName $ employeeNumber $ employeeType $ givenName $ mail $ mobile $ uid $ memberOf",
    ),
    (
        "posixAccount",
        "1.3.6.1.1.1.2.0",
        "top",
        "AUXILIARY",
        "cn $ uid $ uidNumber $ gidNumber $ homeDirectory",
        "loginShell $ description",
    ),
    ("groupOfNames", "2.5.6.9", "top", "STRUCTURAL", "cn", "member $ description $ ou"),
    ("posixGroup", "1.3.6.1.1.1.2.2", "top", "AUXILIARY", "gidNumber", "memberUid $ description"),
    ("subschema", "2.5.20.1", "top", "AUXILIARY", "", "objectClasses $ attributeTypes $ matchingRules $ ldapSyntaxes"),
    ("subentry", "2.5.17.0", "top", "STRUCTURAL", "cn", ""),
];

/// The name of an object class that was given by its OID.
pub fn class_name(text: &str) -> &str {
    CLASSES.iter().find(|class| class.1 == text).map_or(text, |class| class.0)
}

pub fn object_classes() -> impl Iterator<Item = String> {
    let part = |word: &str, list: &str| match list.contains('$') {
        _ if list.is_empty() => String::new(),
        true => format!(" {word} ( {list} )"),
        false => format!(" {word} {list}"),
    };
    CLASSES.iter().map(move |(name, oid, above, kind, must, may)| {
        let above = if above.is_empty() { String::new() } else { format!(" SUP {above}") };
        format!("( {oid} NAME '{name}'{above} {kind}{}{} )", part("MUST", must), part("MAY", may))
    })
}

pub fn attribute_types() -> impl Iterator<Item = String> {
    DEFINITIONS.iter().map(|it| {
        let names = match it.names {
            [one] => format!("'{one}'"),
            many => format!("( {} )", many.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(" ")),
        };
        let (equality, ordering, substrings, syntax) = it.rule.words();
        let rule = |word: &str, name: &str| if name.is_empty() { String::new() } else { format!(" {word} {name}") };
        let single = if it.single { " SINGLE-VALUE" } else { "" };
        let usage = if it.operational { " NO-USER-MODIFICATION USAGE directoryOperation" } else { "" };
        format!(
            "( {} NAME {names}{}{}{} SYNTAX {syntax}{single}{usage} )",
            it.oid,
            rule("EQUALITY", equality),
            rule("ORDERING", ordering),
            rule("SUBSTR", substrings)
        )
    })
}

pub fn matching_rules() -> impl Iterator<Item = String> {
    [
        ("2.5.13.0", "objectIdentifierMatch", "38"),
        ("2.5.13.1", "distinguishedNameMatch", "12"),
        ("2.5.13.2", "caseIgnoreMatch", "15"),
        ("2.5.13.4", "caseIgnoreSubstringsMatch", "58"),
        ("2.5.13.13", "booleanMatch", "7"),
        ("2.5.13.14", "integerMatch", "27"),
        ("2.5.13.15", "integerOrderingMatch", "27"),
        ("2.5.13.20", "telephoneNumberMatch", "50"),
        ("2.5.13.21", "telephoneNumberSubstringsMatch", "58"),
        ("2.5.13.27", "generalizedTimeMatch", "24"),
        ("2.5.13.28", "generalizedTimeOrderingMatch", "24"),
        ("1.3.6.1.4.1.1466.109.114.1", "caseExactIA5Match", "26"),
    ]
    .into_iter()
    .map(|(oid, name, syntax)| format!("( {oid} NAME '{name}' SYNTAX 1.3.6.1.4.1.1466.115.121.1.{syntax} )"))
    .chain(
        ["UUIDMatch", "UUIDOrderingMatch"]
            .into_iter()
            .zip(2..)
            .map(|(name, last)| format!("( 1.3.6.1.1.16.{last} NAME '{name}' SYNTAX 1.3.6.1.1.16.1 )")),
    )
}

pub fn syntaxes() -> impl Iterator<Item = String> {
    [
        ("7", "Boolean"),
        ("12", "DN"),
        ("15", "Directory String"),
        ("24", "Generalized Time"),
        ("26", "IA5 String"),
        ("27", "INTEGER"),
        ("38", "OID"),
        ("50", "Telephone Number"),
        ("58", "Substring Assertion"),
    ]
    .into_iter()
    .map(|(number, name)| format!("( 1.3.6.1.4.1.1466.115.121.1.{number} DESC '{name}' )"))
    .chain(["( 1.3.6.1.1.16.1 DESC 'UUID' )".to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_find_their_attribute_and_fit_a_set_of_bits() {
        for (at, definition) in DEFINITIONS.iter().enumerate() {
            assert_eq!(definition.attr as usize, at);
            assert!(definition.names.iter().all(|name| Attr::named(&name.to_uppercase()) == Some(definition.attr)));
            assert_eq!(Attr::named(definition.oid), Some(definition.attr));
        }
        assert!(DEFINITIONS.len() <= 64);
        assert_eq!(Attr::named("cn;lang-tr"), None);
    }

    #[test]
    fn classes_name_attributes_that_there_are() {
        for (name, _, _, _, must, may) in CLASSES {
            for attribute in must.split(" $ ").chain(may.split(" $ ")).filter(|word| !word.is_empty()) {
                assert!(Attr::named(attribute).is_some(), "{name}: {attribute}");
            }
        }
    }
}
