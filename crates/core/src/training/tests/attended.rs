//! Who has attended, and who is expected: one rule, at any time of day; on every database.

use super::attendance::{class, sitting, text};
use super::evaluation::live;
use super::shared::reserve;
use super::*;
use crate::db::Conn;
use crate::testing::in_every_world;
use crate::training::attendance;
use crate::training::shared::{Desk, new_day};
use kunye_kernel::time::{DAY, HOUR, MINUTE};
use std::collections::BTreeSet;

/// One rule for certificates, the director's figures and evaluations: whose only mark is in doubt has not attended yet.
#[test]
fn who_is_in_doubt_has_not_attended() {
    in_every_world(|world| {
        let class = class(world, 3);
        class.open();
        for (at, device) in [(0, "one phone"), (1, "one phone"), (2, "third")] {
            class.says(at, &class.code(), device).unwrap();
        }
        let of = |customers: Option<&[InstitutionId]>| {
            let read = |conn: &mut Conn| attendance::attended(conn, &class.stage.programme, customers);
            world.db.read(read).unwrap().into_iter().map(|(person, _)| person).collect::<BTreeSet<_>>()
        };
        let mobile =
            |at: usize| world.db.read(|conn| register::person(conn, &class.people[at])).unwrap().unwrap().mobile.unwrap();
        let asked =
            || [0, 1, 2].map(|at| world.phone.texts_to(&mobile(at)).iter().filter(|text| text.contains("değerlendirin")).count());
        let people = |at: &[usize]| at.iter().map(|at| class.people[*at].clone()).collect::<BTreeSet<_>>();
        assert_eq!(of(None), people(&[2]));
        live(world, 1);
        assert_eq!(asked(), [0, 0, 1]);
        // The trainer saw one of the two: that one is asked the next morning, and nobody twice.
        class.take(1, &[0, 2], "Salonda yoktu.", None).unwrap();
        let own = [class.stage.customers[0].id.clone()];
        assert_eq!((of(None), of(Some(&own))), (people(&[0, 2]), people(&[0, 2])));
        assert!(of(Some(&[class.stage.customers[1].id.clone()])).is_empty());
        live(world, 2);
        assert_eq!(asked(), [1, 0, 1]);
    });
}

/// A class in the evening goes on past midnight, and whoever sits in it is expected there.
#[test]
fn a_class_past_midnight_goes_on() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[50, 50]);
        let new = NewSession {
            programme: stage.programme.clone(),
            course: stage.course("K1").id,
            site: stage.site.clone(),
            starts_on: world.today().plus_days(30),
            starts_minute: 23 * 60,
            hours_a_day: 6,
            seats: None,
            accepted: true,
        };
        let session = announce(world, &stage.planner, &new).unwrap();
        assert_eq!((session.starts_on, session.ends_on), (new.starts_on, new.starts_on.plus_days(1)));
        reserve(&Desk::new(world.world.clone()), &stage.customers[0].coordinator, &session, 1, "night").unwrap();
        let class = sitting(stage, session, 1);
        world.clock.advance(HOUR + MINUTE);
        new_day(world).unwrap();
        assert_eq!(world.today(), class.session.ends_on);
        class.open();
        let code = class.code();
        assert_eq!(class.says(0, &code, "a").unwrap(), 2);
        world.clock.advance(HOUR);
        assert_eq!(text(class.says(0, &code, "a").unwrap_err()), "attendance-no-hour-here", "over");
        world.clock.advance(DAY);
        assert_eq!(text(class.says(0, &code, "a").unwrap_err()), "attendance-not-expected");
    });
}
