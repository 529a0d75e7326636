//! Accounts of units (A3): opened, renewed, handed over, and worth nothing without somebody who answers for them.

use crate::SCAN;
use crate::applications::move_to;
use kunye_core::accounts::check::{self, Asked, Face};
use kunye_core::accounts::orders::{self, Order};
use kunye_core::accounts::unit::{self, NewUnitAccount};
use kunye_core::accounts::{self, Account, AccountState, CredentialState};
use kunye_core::directory::Recent;
use kunye_core::requests::{RequestState, attest, carry_out, file, submit};
use kunye_kernel::actor::Source;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::secret::Secret;
use kunye_kernel::time::{DAY, HOUR};
use kunye_testkit::{Kit, operator, source};

const NAME: &str = "cankaya.ilce";
const WHY: &str = "Adres bir süre kullanılmayacak.";

fn open(kit: &Kit, user_name: &str, key: &str) -> Result<Account> {
    let new = NewUnitAccount { unit: &kit.unit("cankaya").id, responsible: &kit.member(key).id, user_name };
    unit::open(&kit.world, &kit.actor("administrator"), &new)
}

fn account(kit: &Kit) -> Account {
    kit.world.db.read(|conn| accounts::by_user_name(conn, NAME)).unwrap().unwrap()
}

fn live(kit: &Kit) -> usize {
    let account = account(kit);
    kit.world.db.read(|conn| accounts::live_credentials(conn, &account.id)).unwrap().len()
}

fn kept(kit: &Kit) -> bool {
    let account = account(kit);
    kit.world.db.read(|conn| unit::is_kept(conn, &account, kit.world.today())).unwrap()
}

fn try_in(kit: &Kit, password: &str) -> Result<accounts::sign_in::Opened> {
    accounts::sign_in::begin(&kit.world, &source(), "test", None, NAME, &Secret::new(password))
}

fn asked<'a>(source: &'a Source, password: &'a Secret) -> Asked<'a> {
    Asked { face: Face::Ldap, source, user_name: NAME, password }
}

/// Whether the directory answers for the password without hashing it.
fn is_remembered(kit: &Kit, password: &str) -> bool {
    let (source, password) = (source(), Secret::new(password));
    Recent::new(&kit.world.db).account(&kit.world, &asked(&source, &password)).unwrap().is_some()
}

fn is_remembered_after(kit: &Kit, password: &str) -> bool {
    let source = source();
    check::check(&kit.world, &asked(&source, &Secret::new(password))).unwrap();
    is_remembered(kit, password)
}

fn form(kit: &Kit, key: &str, account_name: &str) -> submit::NewRequest {
    submit::NewRequest { account_name: Some(account_name.into()), ..kit.form_of(key) }
}

/// A request for the unit's account, up to the officer's order.
fn renewed(kit: &Kit, key: &str) -> String {
    let reference = kit.submit(&form(kit, key, NAME));
    attest::approval(&kit.world, &kit.actor("officer"), &reference, &kit.member("head").id, kit.world.today()).unwrap();
    file::file(&kit.world, &kit.actor("officer"), &reference, "form.pdf", SCAN).unwrap();
    carry_out::carry_out(&kit.world, &kit.actor("officer"), &reference, true).unwrap();
    reference
}

#[test]
fn an_administrator_opens_it_and_the_first_password_comes_by_request() {
    let kit = kunye_testkit::world();
    assert_eq!(kit.world.db.read(|conn| unit::propose(conn, &kit.unit("cankaya").id)).unwrap(), "cankaya.ilce.mudurlugu");
    let wrong = |user_name, key| open(&kit, user_name, key).unwrap_err().fields()[0].text;
    assert_eq!(wrong("1", "applicant"), "account-unit-name");
    assert_eq!(wrong(&kit.member("applicant").user_name, "applicant"), "account-unit-name-taken");
    assert_eq!(wrong(NAME, "neighbour"), "account-unit-not-there");
    let stranger = NewUnitAccount { unit: &kit.unit("cankaya").id, responsible: &kit.member("applicant").id, user_name: NAME };
    assert_eq!(unit::open(&kit.world, &kit.actor("officer"), &stranger).unwrap_err().kind, Kind::Forbidden);
    let opened = open(&kit, "Çankaya.İlçe", "applicant").unwrap();
    assert_eq!((opened.user_name.as_str(), opened.state), (NAME, AccountState::Pending));
    assert_eq!(kit.world.db.read(|conn| unit::propose(conn, &kit.unit("cankaya").id)).unwrap(), "cankaya.ilce.mudurlugu");

    let reference = renewed(&kit, "applicant");
    kit.run_jobs();
    assert_eq!(kit.request(&reference).state, RequestState::Fulfilled);
    assert_eq!(account(&kit).state, AccountState::Active);
    let text = kit.last_text("applicant");
    assert!(text.contains(NAME), "{text}");
    // The person's own account has nothing to do with it.
    let own = kit.world.db.read(|conn| accounts::live_credentials(conn, &kit.member("applicant").account)).unwrap();
    assert!(own.iter().all(|credential| credential.state == CredentialState::Current));
    // It opens no session, and says so to whoever has its password only.
    let password = kit.password_on_phone("applicant");
    assert_eq!(try_in(&kit, &password).err().unwrap().text, "sign-in-unit-account");
    assert_eq!(try_in(&kit, "yanlış parola").err().unwrap().text, "sign-in-failed");
    // The same clock as everybody's.
    kit.pass(31 * DAY);
    assert_eq!(account(&kit).state, AccountState::Closed);
}

#[test]
fn only_the_responsible_persons_request_matches() {
    let kit = kunye_testkit::world();
    open(&kit, NAME, "applicant").unwrap();
    for (key, name) in [("colleague", NAME), ("applicant", "boyle.hesap.yok"), ("applicant", "omer.yucel")] {
        let reference = kit.submit(&form(&kit, key, name));
        assert_eq!(kit.request(&reference).person_id, None, "{key} {name}");
        let refused = attest::approval(&kit.world, &kit.actor("officer"), &reference, &kit.member("head").id, kit.world.today());
        assert_eq!(refused.unwrap_err().text, "request-missing-person");
    }
    let reference = kit.submit(&form(&kit, "applicant", " Çankaya.İlçe@kurum.gov.tr "));
    assert_eq!(kit.request(&reference).person_id.as_ref(), Some(&kit.member("applicant").id));
}

#[test]
fn handing_over_ends_every_password() {
    let kit = kunye_testkit::world();
    open(&kit, NAME, "applicant").unwrap();
    renewed(&kit, "applicant");
    kit.run_jobs();
    assert_eq!(live(&kit), 1);
    let over = |actor: &str, to: &str, why: &str| unit::hand_over(&kit.world, &kit.actor(actor), NAME, &kit.member(to).id, why);
    assert_eq!(over("officer", "colleague", "Görev değişikliği nedeniyle.").unwrap_err().kind, Kind::Forbidden);
    assert_eq!(over("administrator", "colleague", "kısa").unwrap_err().fields()[0].field, "reason");
    assert_eq!(
        over("administrator", "neighbour", "Görev değişikliği nedeniyle.").unwrap_err().fields()[0].text,
        "account-unit-not-there"
    );
    assert_eq!(
        over("administrator", "applicant", "Görev değişikliği nedeniyle.").unwrap_err().fields()[0].text,
        "account-unit-same-person"
    );
    let account = over("administrator", "colleague", "Görev değişikliği nedeniyle.").unwrap();
    assert_eq!((account.state, live(&kit)), (AccountState::Expired, 0));
    // Now the new one's requests match, and the former one's do not.
    let reference = kit.submit(&form(&kit, "applicant", NAME));
    assert_eq!(kit.request(&reference).person_id, None);
    renewed(&kit, "colleague");
    kit.run_jobs();
    assert!(kit.last_text("colleague").contains(NAME));
    assert_eq!(self::account(&kit).state, AccountState::Active);
}

#[test]
fn a_password_on_its_way_does_not_reach_who_took_over() {
    let kit = kunye_testkit::world();
    open(&kit, NAME, "applicant").unwrap();
    let reference = renewed(&kit, "applicant");
    unit::hand_over(&kit.world, &operator(), NAME, &kit.member("colleague").id, "Görev değişikliği nedeniyle.").unwrap();
    kit.run_jobs();
    assert_eq!(kit.request(&reference).state, RequestState::Failed);
    assert_eq!(live(&kit), 0);
    for key in ["applicant", "colleague"] {
        assert!(kit.phones.texts(&kit.member(key).mobile).is_empty(), "{key}");
    }
}

#[test]
fn without_its_responsible_person_it_opens_nothing_until_another_takes_over() {
    let kit = kunye_testkit::world();
    open(&kit, NAME, "applicant").unwrap();
    renewed(&kit, "applicant");
    kit.run_jobs();
    let password = kit.password_on_phone("applicant");
    assert!(kept(&kit));
    assert!(is_remembered_after(&kit, &password));
    move_to(&kit, "applicant", "kecioren", "23.11.2026", "");
    assert!(!kept(&kit), "no job had to run");
    assert!(!is_remembered(&kit, &password), "a quick answer is no way round");
    assert_eq!(try_in(&kit, &password).err().unwrap().text, "sign-in-suspended");
    // A request of the former one finds no such account any more.
    let reference = kit.submit(&form(&kit, "applicant", NAME));
    assert_eq!(kit.request(&reference).person_id, None);
    unit::hand_over(&kit.world, &kit.actor("administrator"), NAME, &kit.member("colleague").id, "Görev değişikliği nedeniyle.")
        .unwrap();
    assert!(kept(&kit));
}

#[test]
fn an_administrator_suspends_resumes_and_closes_it() {
    let kit = kunye_testkit::world();
    open(&kit, NAME, "applicant").unwrap();
    let order = |actor: &str, order| orders::give(&kit.world, &kit.actor(actor), NAME, order, WHY);
    let state = |actor: &str, order_: Order| order(actor, order_).map(|account| account.state);
    // Never opened: it waits for its first password before and afterwards.
    assert_eq!(state("administrator", Order::Suspend).unwrap(), AccountState::Suspended);
    assert_eq!(state("administrator", Order::Resume).unwrap(), AccountState::Pending);
    renewed(&kit, "applicant");
    kit.run_jobs();
    let password = kit.password_on_phone("applicant");
    // Of whom a personal account knows: the right password opens no session, and says why.
    let says = || try_in(&kit, &password).err().unwrap().text;
    assert_eq!(says(), "sign-in-unit-account");
    let (source, given) = (source(), Secret::new(&password));
    let bind = || {
        let asked = Asked { face: Face::Ldap, source: &source, user_name: NAME, password: &given };
        matches!(check::check(&kit.world, &asked).unwrap(), check::Verdict::Open(_))
    };
    assert!(bind());
    for stranger in ["officer", "applicant", "head"] {
        assert_eq!(order(stranger, Order::Suspend).unwrap_err().kind, Kind::Forbidden, "{stranger}");
    }
    assert_eq!(
        orders::give(&kit.world, &kit.actor("administrator"), NAME, Order::Suspend, "kısa").unwrap_err().fields()[0].field,
        "reason"
    );
    assert_eq!(order("administrator", Order::Resume).unwrap_err().text, "account-state-forbids");
    assert_eq!(state("administrator", Order::Suspend).unwrap(), AccountState::Suspended);
    assert!(!bind(), "at once, a bind of a moment ago");
    assert_eq!(says(), "sign-in-suspended");
    assert_eq!(order("administrator", Order::Suspend).unwrap_err().text, "account-state-forbids");
    assert_eq!(state("administrator", Order::Resume).unwrap(), AccountState::Active);
    assert!(bind(), "with the password of before");
    // Its time runs out while it is suspended.
    order("administrator", Order::Suspend).unwrap();
    kit.clock.advance(31 * DAY);
    kit.pass(HOUR);
    assert_eq!(state("administrator", Order::Resume).unwrap(), AccountState::Expired);
    assert!(!bind());
    assert_eq!(state("administrator", Order::Close).unwrap(), AccountState::Closed);
    assert_eq!(live(&kit), 0);
    assert_eq!(order("administrator", Order::Resume).unwrap_err().text, "account-state-forbids");
    renewed(&kit, "applicant");
    kit.run_jobs();
    assert_eq!(account(&kit).state, AccountState::Active, "a request opens it again");
}

#[test]
fn an_administrator_stops_a_stolen_account_of_a_person_too() {
    let kit = kunye_testkit::world();
    let user_name = |key: &str| kit.member(key).user_name.clone();
    let order = |actor: &str, of: &str, order| orders::give(&kit.world, &kit.actor(actor), &user_name(of), order, WHY);
    let session = crate::sign_in(&kit, "applicant", kunye_testkit::PASSWORD).unwrap().token;
    let is_open = || kunye_core::accounts::sessions::resolve(&kit.world, &session, &source()).unwrap().is_some();
    assert!(is_open());
    for stranger in ["officer", "applicant", "head"] {
        assert_eq!(order(stranger, "applicant", Order::Suspend).unwrap_err().kind, Kind::Forbidden, "{stranger}");
    }
    assert_eq!(order("administrator", "administrator", Order::Suspend).unwrap_err().text, "account-order-own");
    assert_eq!(order("administrator", "applicant", Order::Suspend).unwrap().state, AccountState::Suspended);
    assert!(!is_open(), "what was opened with it is closed");
    let refused = crate::sign_in(&kit, "applicant", kunye_testkit::PASSWORD).err().unwrap();
    assert_eq!(refused.text, "sign-in-suspended");
    assert_eq!(order("administrator", "applicant", Order::Resume).unwrap().state, AccountState::Active);
    crate::sign_in(&kit, "applicant", kunye_testkit::PASSWORD).unwrap();
    let missing = orders::give(&kit.world, &kit.actor("administrator"), "hic.kimse", Order::Close, WHY);
    assert_eq!(missing.unwrap_err().kind, Kind::NotFound);
}
