//! A class and whoever trains it, when its announcement is corrected and when it is over; on every database.

use super::people::trainers;
use super::shared::pass;
use super::*;
use crate::testing::in_every_world;
use crate::training::attendance;
use crate::training::planning::Conflict;
use crate::training::shared::{correct, outline};

/// B11: said before it is done, and not done unread.
#[test]
fn a_corrected_class_says_which_trainer_it_loses() {
    in_every_world(|world| {
        let stage = stage(world, 1);
        let [trainer, stand_in] = <[Actor; 2]>::try_from(trainers(&stage, 2)).unwrap();
        let (class, other) = (stage.announce("K2", 30, None), stage.announce("K2", 37, None));
        let person = |actor: &Actor| actor.person().unwrap().clone();
        let assign =
            |of: &SharedSession, who: &Actor| attendance::assign(world, &stage.planner, &of.reference, &person(who), true);
        assign(&class, &trainer).unwrap();
        assign(&other, &trainer).unwrap();
        let trains = |of: &SharedSession| {
            let found = world.db.read(|conn| attendance::trainer_of_session(conn, &of.id)).unwrap();
            found.map(|person| person.id)
        };
        let on = |starts_on: Day, accepted: bool| NewSession {
            programme: stage.programme.clone(),
            course: class.course_id.clone(),
            site: stage.site.clone(),
            starts_on,
            starts_minute: 14 * 60,
            hours_a_day: 6,
            seats: None,
            accepted,
        };
        let told = |new: &NewSession| {
            let found = world.db.read(|conn| outline(conn, &stage.planner, new, Some(&class.id), world.now())).unwrap();
            found.warnings.iter().any(|one| matches!(one, Conflict::LosesTrainer { name } if name.starts_with("Ali Velia")))
        };
        let elsewhere = on(class.starts_on.plus_days(1), true);
        assert!(!told(&elsewhere));
        correct(world, &stage.planner, &class.reference, &elsewhere).unwrap();
        assert_eq!(trains(&class), Some(person(&trainer)), "free on that day");

        // On the day of the other class.
        assert!(told(&on(other.starts_on, false)));
        let unread = correct(world, &stage.planner, &class.reference, &on(other.starts_on, false)).unwrap_err();
        assert_eq!((unread.fields()[0].text, trains(&class)), ("training-plan-warnings", Some(person(&trainer))));
        correct(world, &stage.planner, &class.reference, &on(other.starts_on, true)).unwrap();
        assert_eq!((trains(&class), trains(&other)), (None, Some(person(&trainer))));
        assign(&class, &stand_in).unwrap();

        // Who has given a class has given it.
        pass(&stage, 40);
        assert_eq!(assign(&other, &stand_in).unwrap_err().text, "training-session-closed");
        assert_eq!(trains(&other), Some(person(&trainer)));
    });
}
