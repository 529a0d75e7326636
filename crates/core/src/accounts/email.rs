//! The e-mail address by which applications know an account. One rule for the directory, OpenID Connect and the JSON API: an application
//! that recognises people by their address must see one person, whichever way it asks (A10).

use super::model::{Account, AccountKind};
use super::store;
use crate::db::Conn;
use crate::register::{self, Person};
use kunye_kernel::error::Result;
use kunye_kernel::id::{InstitutionId, PersonId, UnitId};
use kunye_kernel::mail_domain::MailDomain;
use std::collections::{HashMap, HashSet};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Email {
    /// The account's own, at the mail domain.
    Mailbox,
    /// Somewhere else: what the register has.
    Elsewhere(String),
}

impl Email {
    /// The rule. `register`: the address that the register has for the person.
    ///
    /// - An account that is closed or suspended has no mailbox, and no address.
    /// - Of the host: user name at the mail domain. Where no domain is known, nobody has a mailbox here.
    /// - Anybody else: what the register has, of a person alone; beside a unit's account it is its responsible person's.
    /// - Nobody else has an address at the mail domain, whatever the register says. Officers of a customer write down the addresses of their
    ///   people, and that must not make one of them somebody of the host.
    fn of(account: &Account, is_of_host: bool, register: Option<&str>, domain: Option<&MailDomain>) -> Option<Self> {
        if !account.state.is_in_use() {
            return None;
        }
        match domain {
            Some(_) if is_of_host => Some(Email::Mailbox),
            _ if account.kind == AccountKind::Unit => None,
            domain => {
                let elsewhere = register.filter(|address| !domain.is_some_and(|domain| domain.has(address)));
                elsewhere.map(|address| Email::Elsewhere(address.to_owned()))
            }
        }
    }

    /// As it is written; `None` for a mailbox where there is no domain, which the rule never gives.
    pub fn text(self, account: &Account, domain: Option<&MailDomain>) -> Option<String> {
        match self {
            Email::Mailbox => domain.map(|domain| domain.mailbox(&account.user_name).to_string()),
            Email::Elsewhere(address) => Some(address),
        }
    }

    /// Whether it was made sure that its holder controls it. A mailbox at a domain that the operator states opens with this very account,
    /// which is the proof. An address of the register was written down by somebody, and a domain that is only concluded from the name of
    /// the directory's tree may have mailboxes of other people.
    pub fn is_verified(&self, domain: Option<&MailDomain>) -> bool {
        *self == Email::Mailbox && domain.is_some_and(MailDomain::is_stated)
    }
}

/// Which of some accounts are the host's, found out once for all of them: in one query, or two where units' accounts are among them.
pub struct Host {
    institution: Option<InstitutionId>,
    units: HashSet<UnitId>,
}

impl Host {
    pub fn among<'a>(conn: &mut Conn, accounts: impl Iterator<Item = &'a Account>) -> Result<Self> {
        let institution = register::host(conn)?.map(|host| host.id);
        let units: Vec<&UnitId> = accounts.filter_map(|account| account.unit_id.as_ref()).collect();
        let units = match &institution {
            Some(institution) if !units.is_empty() => register::units_of_institution(conn, institution, &units)?,
            _ => HashSet::new(),
        };
        Ok(Self { institution, units })
    }

    /// The address of one of those accounts. A unit's account is its unit's, whoever is responsible for it.
    pub fn email(&self, account: &Account, person: &Person, domain: Option<&MailDomain>) -> Option<Email> {
        let is_of_host = match &account.unit_id {
            Some(unit) => self.units.contains(unit),
            None => self.institution.as_ref() == Some(&person.institution_id),
        };
        Email::of(account, is_of_host, person.email.as_deref(), domain)
    }
}

/// The addresses of some people's own accounts. Who has none is not in the answer.
pub fn of_people(conn: &mut Conn, people: &[&Person], domain: Option<&MailDomain>) -> Result<HashMap<PersonId, String>> {
    let ids: Vec<PersonId> = people.iter().map(|person| person.id.clone()).collect();
    let accounts = store::of_people(conn, &ids)?;
    let host = Host::among(conn, accounts.values())?;
    let told = people.iter().filter_map(|person| {
        let account = accounts.get(&person.id)?;
        Some((person.id.clone(), host.email(account, person, domain)?.text(account, domain)?))
    });
    Ok(told.collect())
}

#[cfg(test)]
mod tests {
    use super::super::model::AccountState;
    use super::*;
    use kunye_kernel::id::AccountId;
    use kunye_kernel::time::Time;

    fn account(kind: AccountKind, state: AccountState) -> Account {
        Account {
            id: AccountId::from("A"),
            kind,
            person_id: PersonId::from("P"),
            user_name: "ayse.ozturk".into(),
            state,
            state_since: Time(0),
            created_at: Time(0),
            unit_id: (kind == AccountKind::Unit).then(|| UnitId::from("U")),
        }
    }

    fn told(account: &Account, is_of_host: bool, register: &str, domain: Option<&MailDomain>) -> Option<String> {
        let register = Some(register).filter(|address| !address.is_empty());
        Email::of(account, is_of_host, register, domain).and_then(|email| email.text(account, domain))
    }

    #[test]
    fn the_host_has_mailboxes_and_others_what_the_register_knows() {
        let domain = MailDomain::stated("example.gov.tr");
        let (domain, mailbox) = (domain.as_ref(), Some("ayse.ozturk@example.gov.tr".to_owned()));
        let person = account(AccountKind::Personal, AccountState::Active);
        for register in ["", "ayse@baska.gov.tr", "veli@example.gov.tr"] {
            assert_eq!(told(&person, true, register, domain), mailbox, "{register}");
        }
        assert_eq!(told(&person, false, "ayse@baska.gov.tr", domain), Some("ayse@baska.gov.tr".into()));
        assert_eq!(told(&person, false, "", domain), None);
        for of_the_host in ["ayse.ozturk@example.gov.tr", "veli@EXAMPLE.gov.tr"] {
            assert_eq!(told(&person, false, of_the_host, domain), None, "{of_the_host}");
        }
    }

    #[test]
    fn without_a_domain_the_register_alone_knows() {
        let person = account(AccountKind::Personal, AccountState::Active);
        for is_of_host in [true, false] {
            assert_eq!(told(&person, is_of_host, "ayse@baska.gov.tr", None), Some("ayse@baska.gov.tr".into()));
            assert_eq!(told(&person, is_of_host, "", None), None);
        }
    }

    #[test]
    fn a_units_account_never_has_its_responsible_persons_address() {
        let domain = MailDomain::stated("example.gov.tr");
        let unit = account(AccountKind::Unit, AccountState::Active);
        assert_eq!(told(&unit, true, "veli@baska.gov.tr", domain.as_ref()).as_deref(), Some("ayse.ozturk@example.gov.tr"));
        assert_eq!(told(&unit, false, "veli@baska.gov.tr", domain.as_ref()), None);
        assert_eq!(told(&unit, true, "veli@baska.gov.tr", None), None);
    }

    #[test]
    fn who_is_closed_or_suspended_has_none() {
        let domain = MailDomain::stated("example.gov.tr");
        for (state, has) in [
            (AccountState::Pending, true),
            (AccountState::Active, true),
            (AccountState::Expired, true),
            (AccountState::Closed, false),
            (AccountState::Suspended, false),
        ] {
            let person = account(AccountKind::Personal, state);
            for is_of_host in [true, false] {
                assert_eq!(told(&person, is_of_host, "a@baska.gov.tr", domain.as_ref()).is_some(), has, "{state:?}");
            }
        }
    }

    #[test]
    fn verified_is_what_somebody_stands_for() {
        let (stated, concluded) = (MailDomain::stated("example.gov.tr"), MailDomain::concluded("example.gov.tr"));
        assert!(Email::Mailbox.is_verified(stated.as_ref()));
        assert!(!Email::Mailbox.is_verified(concluded.as_ref()));
        assert!(!Email::Elsewhere("a@baska.gov.tr".into()).is_verified(stated.as_ref()));
    }
}
