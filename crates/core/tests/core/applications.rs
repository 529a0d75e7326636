//! Applications, roles and service accounts (A11).

use kunye_core::accounts;
use kunye_core::applications::{self, HeldRole, demo, endings, manage, service, view};
use kunye_core::audit;
use kunye_core::register::import::{self, ImportKind};
use kunye_kernel::error::{Error, Kind};
use kunye_kernel::id::RoleId;
use kunye_kernel::page::PageRequest;
use kunye_kernel::time::{DAY, HOUR};
use kunye_testkit::{Kit, operator};

const WORDS: manage::Words<'static> =
    manage::Words {
        name: "Personel Yönetim Sistemi", purpose: "Personel işlemleri buradan yürütülür.", open_to_all: false
    };

/// PYS with a role; the role.
pub fn pys(kit: &Kit) -> RoleId {
    manage::add(&kit.world, &kit.actor("administrator"), "pys", &WORDS).unwrap();
    role(kit, "okuyucu", "Okuyucu")
}

pub fn role(kit: &Kit, slug: &str, name: &str) -> RoleId {
    manage::add_role(&kit.world, &kit.actor("administrator"), "pys", slug, name).unwrap().id
}

/// Gives a member a role, without a form.
pub fn give(kit: &Kit, key: &str, role: &RoleId) {
    let member = kit.member(key);
    let given = kit.world.db.write(|tx| {
        let account = accounts::account(tx, &member.account)?;
        demo::give(tx, &kit.world, &operator(), &account, &member.unit, role)
    });
    given.unwrap();
}

/// What directory and tokens are told of a member: `pys:okuyucu`.
pub fn told(kit: &Kit, key: &str) -> Vec<String> {
    let account = kit.member(key).account.clone();
    let now = kit.world.now();
    let roles = kit.world.db.read(|conn| applications::roles_of_accounts(conn, std::slice::from_ref(&account), now)).unwrap();
    let told = |held: &HeldRole| format!("{}:{}", held.application_slug, held.role_slug);
    roles.get(&account).map(|held| held.iter().map(told).collect()).unwrap_or_default()
}

/// The personnel system says where somebody works from a day on: `None` for nowhere.
pub fn move_to(kit: &Kit, key: &str, unit: &str, starts: &str, ends: &str) {
    let member = kit.member(key);
    let file = format!(
        "TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi;Görevden Ayrılış Tarihi\n{};{};{};{};Memur;{};{};{starts};{ends}\n",
        member.national_id.digits(),
        member.staff_no,
        member.given_names,
        member.surname,
        kit.unit(unit).detsis,
        member.mobile.spaced(),
    );
    let preview = import::preview(&kit.world, &operator(), ImportKind::People, "t.csv", file.as_bytes(), &mut |_| ()).unwrap();
    assert!(preview.rejected.is_empty(), "{:?}", preview.rejected);
    import::apply(&kit.world, &operator(), &preview.id, &mut |_| ()).unwrap();
}

fn endings_of(kit: &Kit, key: &str) -> Vec<String> {
    let account = kit.member(key).account.clone();
    let lines = kit.world.db.read(|conn| audit::story(conn, account.as_str())).unwrap();
    lines.into_iter().filter(|line| line.action == "authorisation.ended").map(|line| line.detail).collect()
}

fn field_of(error: &Error) -> (&'static str, &'static str) {
    (error.fields()[0].field, error.fields()[0].text)
}

#[test]
fn who_administers_everything_keeps_the_list() {
    let kit = kunye_testkit::world();
    let administrator = kit.actor("administrator");
    let role = pys(&kit);
    assert_eq!(
        field_of(&manage::add(&kit.world, &administrator, "pys", &WORDS).unwrap_err()),
        ("slug", "applications-slug-taken")
    );
    let wrong =
        manage::add(&kit.world, &administrator, "P", &manage::Words { name: "", purpose: "", open_to_all: true }).unwrap_err();
    assert_eq!(wrong.fields().len(), 3);
    let twice = manage::add_role(&kit.world, &administrator, "pys", "okuyucu", "Okur").unwrap_err();
    assert_eq!(field_of(&twice), ("role_slug", "applications-slug-taken"));
    manage::rename_role(&kit.world, &administrator, "pys", "okuyucu", "Okur").unwrap();
    let (application, renamed) = kit.world.db.read(|conn| applications::role(conn, &role)).unwrap().unwrap();
    assert_eq!((application.slug.as_str(), renamed.slug.as_str(), renamed.name.as_str()), ("pys", "okuyucu", "Okur"));
    for stranger in ["officer", "head", "applicant", "auditor"] {
        let refused = manage::end(&kit.world, &kit.actor(stranger), "pys", "çünkü istedim").unwrap_err();
        assert_eq!(refused.kind, Kind::Forbidden, "{stranger}");
    }
    let lines = kit.world.db.read(|conn| audit::story(conn, application.id.as_str())).unwrap();
    assert_eq!(
        lines.iter().map(|line| line.action.as_str()).collect::<Vec<_>>(),
        ["application.added", "role.added", "role.renamed"]
    );
}

#[test]
fn an_administrator_of_a_province_sees_its_holders_and_changes_nothing() {
    let kit = kunye_testkit::world();
    let role = pys(&kit);
    give(&kit, "applicant", &role);
    give(&kit, "konak_staff", &role);
    let province = kunye_core::register::appoint::NewDuty {
        kind: kunye_core::register::DutyKind::Administrator,
        unit: kit.unit("izmir").id.clone(),
        person: kit.member("izmir_officer").id.clone(),
        starts_on: kit.world.today(),
        ends_on: None,
    };
    kunye_core::register::appoint::appoint(&kit.world, &operator(), &province).unwrap();
    let actor = kit.actor("izmir_officer");
    let list = view::overview(&kit.world, &actor).unwrap();
    assert_eq!((list.applications[0].holders, list.applications[0].roles, list.may_change), (1, 1, false));
    let shown = view::show(&kit.world, &actor, "pys", PageRequest::default()).unwrap();
    assert_eq!(shown.holders.total, 1);
    assert_eq!(shown.holders.items[0].person.id, kit.member("konak_staff").id);
    assert_eq!(shown.roles[0].1, 1);
    let refused = manage::add_role(&kit.world, &actor, "pys", "yazar", "Yazar").unwrap_err();
    assert_eq!((refused.kind, refused.text), (Kind::Forbidden, "error-register-not-whole"));
    let whole = view::overview(&kit.world, &kit.actor("administrator")).unwrap();
    assert_eq!((whole.applications[0].holders, whole.may_change), (2, true));
    assert_eq!(view::overview(&kit.world, &kit.actor("officer")).err().unwrap().kind, Kind::Forbidden);
}

#[test]
fn a_role_is_held_where_it_was_given_and_nowhere_else() {
    let kit = kunye_testkit::world();
    let role = pys(&kit);
    give(&kit, "applicant", &role);
    give(&kit, "colleague", &role);
    assert_eq!(told(&kit, "applicant"), ["pys:okuyucu"]);
    // The day comes, and no job has run.
    move_to(&kit, "applicant", "kecioren", "25.11.2026", "");
    assert_eq!(told(&kit, "applicant"), ["pys:okuyucu"], "a transfer that is to come");
    kit.clock.advance(2 * DAY);
    assert_eq!(told(&kit, "applicant"), Vec::<String>::new());
    assert_eq!(endings_of(&kit, "applicant"), Vec::<String>::new());
    let holders = kit.world.db.read(|conn| applications::holders(conn, &role, kit.world.now())).unwrap();
    assert_eq!(holders, [kit.member("colleague").account.clone()]);
    // The job writes it down, once.
    kit.pass(3 * HOUR);
    let endings = endings_of(&kit, "applicant");
    assert_eq!(endings.len(), 1);
    assert!(endings[0].contains("left_unit"), "{endings:?}");
    assert_eq!(endings_of(&kit, "colleague").len(), 0);
    // Coming back brings nothing back.
    move_to(&kit, "applicant", "cankaya", "26.11.2026", "");
    kit.clock.advance(2 * DAY);
    assert_eq!(told(&kit, "applicant"), Vec::<String>::new());
}

#[test]
fn what_ends_takes_its_authorisations_along_at_once() {
    let kit = kunye_testkit::world();
    let administrator = kit.actor("administrator");
    let (reader, writer) = (pys(&kit), role(&kit, "yazar", "Yazar"));
    give(&kit, "applicant", &reader);
    give(&kit, "applicant", &writer);
    assert_eq!(told(&kit, "applicant"), ["pys:okuyucu", "pys:yazar"]);
    assert_eq!(
        field_of(&manage::end_role(&kit.world, &administrator, "pys", "yazar", "kısa").unwrap_err()),
        ("reason", "applications-reason")
    );
    manage::end_role(&kit.world, &administrator, "pys", "yazar", "Bu role artık gerek yok.").unwrap();
    assert_eq!(told(&kit, "applicant"), ["pys:okuyucu"]);
    manage::end(&kit.world, &administrator, "pys", "Sistem kapatıldı, yerine YBS geçti.").unwrap();
    manage::end(&kit.world, &administrator, "pys", "Sistem kapatıldı, yerine YBS geçti.").unwrap();
    assert_eq!(told(&kit, "applicant"), Vec::<String>::new());
    assert!(kit.world.db.read(|conn| applications::by_slug(conn, "pys")).unwrap().is_none());
    assert!(kit.world.db.read(applications::roles).unwrap().is_empty());
    kit.run_jobs();
    let endings = endings_of(&kit, "applicant");
    assert_eq!(endings.len(), 2);
    assert!(endings.iter().any(|detail| detail.contains("application_ended")), "{endings:?}");
    let changed = manage::rename(&kit.world, &administrator, "pys", &WORDS).unwrap_err();
    assert_eq!((changed.kind, changed.text), (Kind::Conflict, "applications-ended"));
    endings::tick(&kit.world).unwrap();
    assert_eq!(endings_of(&kit, "applicant").len(), 2);
}

#[test]
fn a_machine_has_a_secret_that_is_shown_once() {
    let kit = kunye_testkit::world();
    pys(&kit);
    let administrator = kit.actor("administrator");
    let new = service::NewService { application: "pys", name: "pys-dizin", unit: None };
    let (account, secret) = service::add(&kit.world, &administrator, &new).unwrap();
    assert_eq!(secret.expose().len(), 43);
    assert!(kit.world.hasher.verify(&secret, &account.verifier).unwrap());
    assert_eq!(
        field_of(&service::add(&kit.world, &administrator, &new).err().unwrap()),
        ("service_name", "applications-slug-taken")
    );
    let again = service::renew_secret(&kit.world, &administrator, "pys-dizin").unwrap();
    let stored = kit.world.db.read(|conn| applications::service_by_name(conn, "pys-dizin")).unwrap().unwrap();
    assert!(kit.world.hasher.verify(&again, &stored.verifier).unwrap());
    assert!(!kit.world.hasher.verify(&secret, &stored.verifier).unwrap(), "the old secret opens nothing");
    for stranger in ["officer", "auditor", "applicant"] {
        assert_eq!(service::renew_secret(&kit.world, &kit.actor(stranger), "pys-dizin").unwrap_err().kind, Kind::Forbidden);
    }
    let lines = kit.world.db.read(|conn| audit::story(conn, account.application_id.as_str())).unwrap();
    assert!(lines.iter().any(|line| line.action == "service.secret-renewed"));
    assert!(lines.iter().all(|line| !line.detail.contains(secret.expose()) && !line.detail.contains("argon2")));
    service::end(&kit.world, &administrator, "pys-dizin", "Sunucu kapatıldı.").unwrap();
    assert!(kit.world.db.read(|conn| applications::service_by_name(conn, "pys-dizin")).unwrap().is_none());
    assert_eq!(service::renew_secret(&kit.world, &administrator, "pys-dizin").unwrap_err().kind, Kind::Conflict);
}
