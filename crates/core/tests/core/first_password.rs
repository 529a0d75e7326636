//! How a new installation gets its first administrator: an operator at the server orders a first password.

use kunye_core::accounts::{self, AccountState, first_password, sign_in};
use kunye_core::messages::ports::{FailureReason, Handover};
use kunye_core::register::import::{self, ImportKind};
use kunye_core::register::{self, Person};
use kunye_kernel::national_id::NationalId;
use kunye_kernel::secret::Secret;
use kunye_kernel::time::SECOND;
use kunye_testkit::{Kit, operator, source, world};

/// Somebody who has come new and has no account.
fn newcomer(kit: &Kit, mobile: &str) -> Person {
    let id = NationalId::from_first_nine(812_345_678).unwrap();
    let header = "TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi";
    let detsis = &kit.unit("cankaya").detsis;
    let file = format!("{header}\n{};900;Çiğdem;Öz;Memur;{detsis};{mobile};01.02.2020\n", id.digits());
    let preview = import::preview(&kit.world, &operator(), ImportKind::People, "new.csv", file.as_bytes(), &mut |_| ()).unwrap();
    import::apply(&kit.world, &operator(), &preview.id, &mut |_| ()).unwrap();
    kit.world.db.read(|conn| register::person_by_national_id(conn, &id)).unwrap().unwrap()
}

fn texts(kit: &Kit, person: &Person) -> Vec<String> {
    kit.phones.heard(person.mobile.as_ref().unwrap())
}

/// The password in a message: twelve characters of the alphabet that such passwords have.
fn password(text: &str) -> Secret {
    let made = |word: &&str| word.len() == 12 && word.bytes().all(|b| b"acdefhjkmnprtuvwxy234678".contains(&b));
    Secret::new(text.split(' ').find(made).unwrap())
}

fn signs_in(kit: &Kit, user_name: &str, password: &Secret) -> bool {
    sign_in::begin(&kit.world, &source(), "test", None, user_name, password).is_ok()
}

#[test]
fn it_arrives_on_the_phone_and_opens_the_account() {
    let kit = world();
    let person = newcomer(&kit, "0502 300 99 01");
    let account = first_password::order(&kit.world, &operator(), &person).unwrap();
    assert_eq!(account.user_name, "cigdem.oz");
    kit.run_jobs();
    let texts = texts(&kit, &person);
    assert_eq!(texts.len(), 1);
    let account = kit.world.db.read(|conn| accounts::account(conn, &account.id)).unwrap();
    assert_eq!(account.state, AccountState::Active);
    assert!(signs_in(&kit, "cigdem.oz", &password(&texts[0])));
    // Used once, it is a request's turn.
    assert_eq!(first_password::order(&kit.world, &operator(), &person).unwrap_err().text, "account-not-new");
}

#[test]
fn a_lost_message_may_be_ordered_again() {
    let kit = world();
    let person = newcomer(&kit, "0502 300 99 01");
    for _ in 0..2 {
        first_password::order(&kit.world, &operator(), &person).unwrap();
        kit.run_jobs();
    }
    let texts = texts(&kit, &person);
    assert_eq!(texts.len(), 2);
    assert!(signs_in(&kit, "cigdem.oz", &password(&texts[1])));
}

#[test]
fn an_unknown_outcome_is_followed_by_another_password_and_a_refused_one_opens_nothing() {
    let kit = world();
    let person = newcomer(&kit, "0502 300 99 01");
    kit.phones.answer(Handover::NotNow { reason: FailureReason::Unreachable, code: "down".into() });
    kit.phones.answer(Handover::Unknown);
    first_password::order(&kit.world, &operator(), &person).unwrap();
    for _ in 0..3 {
        kit.run_jobs();
        kit.clock.advance(40 * SECOND);
    }
    let texts = texts(&kit, &person);
    assert_eq!(texts.len(), 3);
    assert!(!signs_in(&kit, "cigdem.oz", &password(&texts[0])), "surely not taken");
    assert!(signs_in(&kit, "cigdem.oz", &password(&texts[1])), "perhaps it arrived");
    assert!(!signs_in(&kit, "cigdem.oz", &password(&texts[2])), "the other one was used");
}

#[test]
fn only_an_operator_orders_it_and_only_for_a_phone_that_is_known() {
    let kit = world();
    let person = newcomer(&kit, "");
    assert_eq!(first_password::order(&kit.world, &operator(), &person).unwrap_err().text, "request-missing-mobile");
    let person = newcomer(&kit, "0502 300 99 01");
    let error = first_password::order(&kit.world, &kit.actor("administrator"), &person).unwrap_err();
    assert_eq!(error.text, "error-operators-only");
    let member = kit.member("colleague");
    let member = kit.world.db.read(|conn| register::person(conn, &member.id)).unwrap().unwrap();
    assert_eq!(first_password::order(&kit.world, &operator(), &member).unwrap_err().text, "account-not-new");
    assert_eq!(kit.phones.handed_over(), 0);
}
