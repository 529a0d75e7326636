//! The questions, in their order, and what an answer to each has to look like. Pure.

use super::draft::{Draft, Name};
use kunye_core::register::fields;
use kunye_core::requests::RequestKind;
use kunye_kernel::error::{Error, FieldError, Result};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::phone::Mobile;
use kunye_kernel::text::tidy;
use std::collections::BTreeMap;

/// Fields of a form by name.
pub type Fields = BTreeMap<String, String>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    Kind,
    /// One's own, or a unit's.
    Account,
    Compromised,
    Application,
    Roles,
    Why,
    NationalId,
    Name,
    StaffNo,
    Unit,
    Mobile,
    Commitments,
}

/// Of a form that asks for a password.
const FOR_A_PASSWORD: &[Question] = &[
    Question::Kind,
    Question::Account,
    Question::Compromised,
    Question::NationalId,
    Question::Name,
    Question::StaffNo,
    Question::Unit,
    Question::Mobile,
    Question::Commitments,
];
/// Of a form that asks for roles.
const FOR_ROLES: &[Question] = &[
    Question::Kind,
    Question::Account,
    Question::Application,
    Question::Roles,
    Question::Why,
    Question::NationalId,
    Question::Name,
    Question::StaffNo,
    Question::Unit,
    Question::Mobile,
    Question::Commitments,
];

impl Question {
    pub const ALL: [Question; 12] = [
        Question::Kind,
        Question::Account,
        Question::Compromised,
        Question::Application,
        Question::Roles,
        Question::Why,
        Question::NationalId,
        Question::Name,
        Question::StaffNo,
        Question::Unit,
        Question::Mobile,
        Question::Commitments,
    ];

    /// The questions of a form, in their order; as long as nobody knows what is asked for, those about a password.
    pub fn asked(kind: Option<RequestKind>) -> &'static [Question] {
        if kind.is_none_or(RequestKind::brings_password) { FOR_A_PASSWORD } else { FOR_ROLES }
    }

    /// Every question, and the page that shows all answers.
    pub fn steps(kind: Option<RequestKind>) -> usize {
        Self::asked(kind).len() + 1
    }

    /// The last part of its address.
    pub fn slug(self) -> &'static str {
        match self {
            Question::Kind => "tur",
            Question::Account => "hesap",
            Question::Compromised => "guvenlik",
            Question::Application => "uygulama",
            Question::Roles => "roller",
            Question::Why => "gerekce",
            Question::NationalId => "kimlik",
            Question::Name => "ad",
            Question::StaffNo => "sicil",
            Question::Unit => "birim",
            Question::Mobile => "telefon",
            Question::Commitments => "taahhut",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.slug() == slug)
    }

    pub fn path(self) -> String {
        format!("/talep/{}", self.slug())
    }

    pub fn template(self) -> &'static str {
        match self {
            Question::Kind => "form/kind.html",
            Question::Account => "form/account.html",
            Question::Compromised => "form/compromised.html",
            Question::Application => "form/application.html",
            Question::Roles => "form/roles.html",
            Question::Why => "form/why.html",
            Question::NationalId => "form/national_id.html",
            Question::Name => "form/name.html",
            Question::StaffNo => "form/staff_no.html",
            Question::Unit => "form/unit.html",
            Question::Mobile => "form/mobile.html",
            Question::Commitments => "form/commitments.html",
        }
    }

    /// Its place in such a form, counted from 1; none when it is not asked there.
    pub fn number(self, kind: Option<RequestKind>) -> Option<usize> {
        Self::asked(kind).iter().position(|question| *question == self).map(|at| at + 1)
    }

    pub fn before(self, kind: Option<RequestKind>) -> Option<Self> {
        Self::asked(kind).get(self.number(kind)?.checked_sub(2)?).copied()
    }

    pub fn after(self, kind: Option<RequestKind>) -> Option<Self> {
        Self::asked(kind).get(self.number(kind)?).copied()
    }

    /// The answer so far, for the fields of its page.
    pub fn fields(self, draft: &Draft) -> Fields {
        let pairs: Vec<(&str, Option<String>)> = match self {
            Question::Kind => vec![("kind", draft.kind.map(|kind| kind.to_string()))],
            Question::Compromised => {
                vec![("compromised", draft.compromised.map(|yes| if yes { "yes" } else { "no" }.to_owned()))]
            }
            Question::Account => {
                let unit = draft.account.as_ref().filter(|name| !name.is_empty());
                let whose = draft.account.as_ref().map(|_| if unit.is_some() { "unit" } else { "mine" }.to_owned());
                vec![("account", whose), ("account_name", unit.cloned())]
            }
            Question::Application => vec![("application", draft.application.as_ref().map(|chosen| chosen.slug.clone()))],
            // Their names come from the register: see `roles`.
            Question::Roles => Vec::new(),
            Question::Why => vec![("why", draft.why.clone())],
            Question::NationalId => vec![("national_id", draft.national_id.clone())],
            Question::Name => vec![
                ("given_names", draft.name.as_ref().map(|name| name.given_names.clone())),
                ("surname", draft.name.as_ref().map(|name| name.surname.clone())),
            ],
            Question::StaffNo => vec![("staff_no", draft.staff_no.clone())],
            Question::Unit => vec![("unit", draft.unit.as_ref().map(|unit| unit.detsis.clone()))],
            Question::Mobile => vec![("mobile", draft.mobile.as_deref().and_then(Mobile::parse).map(|mobile| as_typed(&mobile)))],
            Question::Commitments => vec![("agree", draft.agreed.then(|| "yes".to_owned()))],
        };
        pairs.into_iter().map(|(field, value)| (field.to_owned(), value.unwrap_or_default())).collect()
    }

    /// The draft with this answer, or what is wrong with it. Units, applications and roles are looked up: see [`super::answered`].
    pub fn answer(self, mut draft: Draft, fields: &Fields) -> Result<Draft> {
        let given = |field: &str| fields.get(field).map(String::as_str).unwrap_or_default();
        match self {
            Question::Kind => draft.kind = Some(or_wrong(RequestKind::parse(given("kind")), "kind", "form-kind-none")?),
            Question::Compromised => {
                let yes = match given("compromised") {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                };
                draft.compromised = Some(or_wrong(yes, "compromised", "form-compromised-none")?);
            }
            Question::NationalId => {
                let read = NationalId::parse(given("national_id"));
                let text = missing_or_wrong(given("national_id"), "form-national-id-none", "form-national-id-wrong");
                draft.national_id = Some(or_wrong(read, "national_id", text)?.digits().to_owned());
            }
            Question::Name => draft.name = Some(name(given("given_names"), given("surname"))?),
            Question::StaffNo => {
                let typed = tidy(given("staff_no"));
                let read = if typed.is_empty() { Some(typed) } else { fields::staff_no(&typed) };
                draft.staff_no = Some(or_wrong(read, "staff_no", "form-staff-no-wrong")?);
            }
            Question::Account => {
                let name = tidy(given("account_name"));
                draft.account = Some(match given("account") {
                    "mine" => String::new(),
                    "unit" if (1..=100).contains(&name.chars().count()) => name,
                    "unit" => return Err(Error::field("account_name", "form-account-name-none")),
                    _ => return Err(Error::field("account", "form-account-none")),
                });
            }
            Question::Why => {
                let why = tidy(given("why"));
                draft.why =
                    Some(or_wrong(Some(why).filter(|why| (10..=500).contains(&why.chars().count())), "why", "request-why")?);
            }
            Question::Application => return Err(Error::field("application", "form-application-none-chosen")),
            Question::Roles => return Err(Error::field("roles", "request-no-changes")),
            Question::Unit => return Err(Error::field("unit", "form-unit-none-chosen")),
            Question::Mobile => {
                let text = missing_or_wrong(given("mobile"), "form-mobile-none", "form-mobile-wrong");
                draft.mobile = Some(or_wrong(Mobile::parse(given("mobile")), "mobile", text)?.e164().to_owned());
            }
            Question::Commitments => {
                draft.agreed = or_wrong((given("agree") == "yes").then_some(true), "agree", "form-commitments-none")?;
            }
        }
        Ok(draft)
    }
}

/// `0532 123 45 67`, as the hint beside the field has it.
fn as_typed(mobile: &Mobile) -> String {
    mobile.spaced().replacen("+90 ", "0", 1)
}

fn or_wrong<T>(value: Option<T>, field: &'static str, text: &'static str) -> Result<T> {
    value.ok_or_else(|| Error::field(field, text))
}

fn missing_or_wrong(typed: &str, missing: &'static str, wrong: &'static str) -> &'static str {
    if tidy(typed).is_empty() { missing } else { wrong }
}

/// Both parts are explained at once.
fn name(given_names: &str, surname: &str) -> Result<Name> {
    let read = (fields::person_name(given_names), fields::person_name(surname));
    if let (Some(given_names), Some(surname)) = read {
        return Ok(Name { given_names, surname });
    }
    let mut wrong = Vec::new();
    if fields::person_name(given_names).is_none() {
        let text = missing_or_wrong(given_names, "form-given-names-none", "form-name-wrong");
        wrong.push(FieldError { field: "given_names", text });
    }
    if fields::person_name(surname).is_none() {
        wrong.push(FieldError { field: "surname", text: missing_or_wrong(surname, "form-surname-none", "form-name-wrong") });
    }
    Err(Error::invalid(wrong))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
    }

    fn refused(question: Question, pairs: &[(&str, &str)]) -> Vec<(&'static str, &'static str)> {
        let error = question.answer(Draft::default(), &fields(pairs)).unwrap_err();
        error.fields().iter().map(|at| (at.field, at.text)).collect()
    }

    #[test]
    fn slugs_and_steps_lead_there_and_back() {
        for question in Question::ALL {
            assert_eq!(Question::from_slug(question.slug()), Some(question));
        }
        for kind in [None, Some(RequestKind::Renewal), Some(RequestKind::Authorisation)] {
            for question in Question::asked(kind) {
                assert_eq!(question.after(kind).and_then(|after| after.before(kind)).unwrap_or(*question), *question);
            }
            assert_eq!(Question::Kind.before(kind), None);
            assert_eq!(Question::Commitments.after(kind), None);
        }
        assert_eq!(Question::Roles.number(None), None);
        assert_eq!(Question::Compromised.number(Some(RequestKind::Authorisation)), None);
        assert_eq!(Question::from_slug("kontrol"), None);
    }

    #[test]
    fn good_answers_are_tidied_and_kept() {
        let mut draft = Draft::default();
        let answers: [(Question, &[(&str, &str)]); 8] = [
            (Question::Kind, &[("kind", "first_password")]),
            (Question::Account, &[("account", "mine"), ("account_name", "left.over")]),
            (Question::Compromised, &[("compromised", "no")]),
            (Question::NationalId, &[("national_id", " 100 000 001 46 ")]),
            (Question::Name, &[("given_names", " Ayşe\u{202e}  Nur "), ("surname", "Öztürk")]),
            (Question::StaffNo, &[("staff_no", " ")]),
            (Question::Mobile, &[("mobile", "0532 123 45 67")]),
            (Question::Commitments, &[("agree", "yes")]),
        ];
        for (question, pairs) in answers {
            assert!(!draft.has(question));
            draft = question.answer(draft, &fields(pairs)).unwrap();
            assert!(draft.has(question));
        }
        assert_eq!(draft.missing(), Some(Question::Unit));
        assert_eq!(draft.national_id.as_deref(), Some("10000000146"));
        assert_eq!(draft.name.as_ref().map(|name| name.given_names.as_str()), Some("Ayşe Nur"));
        assert_eq!(Question::Mobile.fields(&draft)["mobile"], "0532 123 45 67");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        assert_eq!(refused(Question::Kind, &[("kind", "root")]), [("kind", "form-kind-none")]);
        assert_eq!(refused(Question::Account, &[("account_name", "a.b")]), [("account", "form-account-none")]);
        let nameless = [("account", "unit"), ("account_name", " ")];
        assert_eq!(refused(Question::Account, &nameless), [("account_name", "form-account-name-none")]);
        assert_eq!(refused(Question::Why, &[("why", "kısa")]), [("why", "request-why")]);
        assert_eq!(refused(Question::Compromised, &[]), [("compromised", "form-compromised-none")]);
        assert_eq!(refused(Question::NationalId, &[("national_id", " ")]), [("national_id", "form-national-id-none")]);
        assert_eq!(refused(Question::NationalId, &[("national_id", "12345678901")]), [("national_id", "form-national-id-wrong")]);
        assert_eq!(
            refused(Question::Name, &[("given_names", ""), ("surname", "<b>")]),
            [("given_names", "form-given-names-none"), ("surname", "form-name-wrong")]
        );
        assert_eq!(refused(Question::StaffNo, &[("staff_no", "=1+1")]), [("staff_no", "form-staff-no-wrong")]);
        assert_eq!(refused(Question::Mobile, &[("mobile", "0312 555 11 22")]), [("mobile", "form-mobile-wrong")]);
        assert_eq!(refused(Question::Commitments, &[("agree", "no")]), [("agree", "form-commitments-none")]);
        let long = "a".repeat(1_000_000);
        assert_eq!(refused(Question::Name, &[("given_names", &long), ("surname", "Öz")]), [("given_names", "form-name-wrong")]);
    }
}
