//! The password that came by text message, in the hands of a mail program (A8, A10).

use crate::{bind_with_policy, eventually, house};
use kunye_core::accounts::check::Face;
use kunye_core::accounts::devices;
use kunye_core::audit;
use kunye_kernel::error::Kind;
use kunye_kernel::page::PageRequest;
use kunye_kernel::time::{DAY, HOUR, MINUTE, Time};
use kunye_testkit::PASSWORD;

#[tokio::test(flavor = "multi_thread")]
async fn a_password_runs_out_and_is_renewed_and_the_old_one_is_recognised() {
    let house = house();
    let (kit, dn) = (&house.kit, house.dn("applicant"));
    let mut ldap = house.connect().await;
    assert_eq!(house.bind("applicant", PASSWORD).await, 0);
    kit.clock.advance(30 * DAY);
    kit.pass(HOUR);
    let (refused, _, error) = bind_with_policy(&mut ldap, &dn, PASSWORD).await;
    assert_eq!((refused.rc, error), (49, Some(0)), "expired: {}", refused.text);
    let mut posta = house.posta().await;
    eventually("closed accounts have no mailbox", async || {
        crate::people(&mut posta, &format!("(&(uid={})(mail=*))", kit.member("applicant").user_name)).await.is_empty()
    })
    .await;

    let new = house.renewed("applicant");
    let (opened, _, _) = bind_with_policy(&mut ldap, &dn, &new).await;
    assert_eq!(opened.rc, 0, "the password of the message opens the directory: {}", opened.text);
    assert_eq!(house.bind("applicant", &new).await, 0);

    // A telephone at home goes on with the old one.
    for _ in 0..40 {
        assert_eq!(house.bind("applicant", PASSWORD).await, 49);
        kit.clock.advance(10_000);
    }
    assert_eq!(house.bind("applicant", &new).await, 0, "it locks nobody out");
    let account = &kit.member("applicant").account;
    let seen = kit.world.db.read(|conn| devices::of_account(conn, account, Time(0), kit.world.now())).unwrap();
    let [device] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!((device.face, device.source.as_str()), (Face::Ldap, "127.0.0.1"));
    assert!((6..=8).contains(&device.tries), "once a minute: {device:?}");
    assert!(kit.world.now().since(device.last_seen) < 2 * MINUTE);
    assert_eq!(house.bind("applicant", "yanlış").await, 49);
    let again = kit.world.db.read(|conn| devices::of_account(conn, account, Time(0), kit.world.now())).unwrap();
    assert_eq!(again, seen, "a wrong password is no device");

    // Who helps the person sees it; who helps others does not.
    let behind = |actor: &str, begins: &str| {
        let read = |conn: &mut _| devices::behind(conn, &kit.actor(actor), begins, PageRequest::new(None, None), kit.world.now());
        kit.world.db.read(read)
    };
    for helper in ["officer", "help_desk"] {
        let found = behind(helper, "").unwrap();
        let [one] = found.items.as_slice() else { panic!("{helper}: {found:?}") };
        assert_eq!((&one.account.id, one.devices, one.last_seen), (account, 1, device.last_seen), "{helper}");
        let (_, looked) = devices::look(&kit.world, &kit.actor(helper), account).unwrap();
        assert_eq!(looked, seen);
    }
    for nobody in ["zz", "%", "_", " * "] {
        assert_eq!(behind("officer", nobody).unwrap().total, 0, "{nobody}");
    }
    assert_eq!(behind("neighbour_officer", "").unwrap().total, 0);
    assert_eq!(devices::look(&kit.world, &kit.actor("neighbour_officer"), account).unwrap_err().kind, Kind::NotFound);
    for other in ["colleague", "head", "administrator", "auditor"] {
        assert_eq!(behind(other, "").unwrap_err().kind, Kind::Forbidden, "{other}");
    }
    let story = kit.world.db.read(|conn| audit::story(conn, account.as_str())).unwrap();
    assert_eq!(story.iter().filter(|line| line.action == "devices.looked-at").count(), 2, "looking is recorded");
    // A fortnight of silence: it was put right.
    kit.clock.advance(15 * DAY);
    assert_eq!(behind("officer", "").unwrap().total, 0);
}
