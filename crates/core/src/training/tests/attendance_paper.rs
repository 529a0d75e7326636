//! Signed sheets as the evidence of marks; and "in full", whatever its marks rest on; on every database.

use super::attendance::{class, sent, text};
use super::people::Plain;
use super::*;
use crate::testing::in_every_world;
use crate::training::attendance::{self, Done, Mark, Seen, Source as From, Standing, Typed};
use kunye_kernel::error::Kind;
use kunye_kernel::time::{DAY, HOUR};
use std::collections::{BTreeMap, BTreeSet};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n";

#[test]
fn a_signed_sheet_is_the_evidence_of_the_marks_typed_in_from_it() {
    in_every_world(|world| {
        let class = class(world, 3);
        let (reference, today) = (class.session.reference.clone(), world.today());
        let print = |actor: &Actor, day| attendance::sheet_to_sign(world, &Plain::default(), actor, &reference, day);
        let printed = String::from_utf8(print(&class.trainer, today).unwrap()).unwrap();
        assert!(
            printed.contains("\"09:30\", \"10:30\", \"11:30\", \"12:30\"")
                && printed.contains("/kagit?gun=")
                && printed.contains("Veli")
        );
        assert_eq!(print(&class.trainer, today.plus_days(1)).unwrap_err().kind, Kind::NotFound);
        assert_eq!(print(&class.stage.planner, today).unwrap_err().kind, Kind::Forbidden);

        world.clock.advance(3 * HOUR + 1);
        let file = |bytes: &[u8]| attendance::file(world, &class.trainer, &reference, today, "imza föyü.pdf", bytes);
        assert_eq!(text(file(b"MZ a program").unwrap_err()), "scan-wrong-kind");
        assert_eq!(text(file(&PDF[..20]).unwrap_err()), "scan-damaged");
        let paper = file(PDF).unwrap();
        assert_eq!(file(PDF).unwrap(), paper, "the same scan is filed once");

        // One marked themselves, and was seen; one hour is not on the sheet.
        class.take(1, &[0], "", None).unwrap();
        let signed = |hours: &[(i32, &[usize])], reason: &str| Typed {
            session: reference.clone(),
            paper: paper.clone(),
            hours: hours.iter().map(|(hour, who)| (*hour, who.iter().map(|at| class.list[*at].id.clone()).collect())).collect(),
            reason: reason.into(),
            seen: Some(class.sheet().seen),
        };
        let type_in = |typed: &Typed| attendance::type_in(world, &class.trainer, typed);
        let (both, one): (&[usize], &[usize]) = (&[0, 1], &[0]);
        assert_eq!(text(type_in(&signed(&[(1, both), (2, both)], "")).unwrap_err()), "attendance-reason-missing");
        assert_eq!(class.mark(0, 2), None, "all of it or nothing");
        assert_eq!(
            type_in(&signed(&[(1, both), (2, both), (3, one)], "Geç geldi, imzaladı.")).unwrap(),
            Done { present: 5, corrected: 1 }
        );
        assert_eq!(class.mark(1, 1), Some((Mark::Present, From::Paper, None)));
        assert_eq!((class.mark(0, 1), class.mark(0, 4)), (Some((Mark::Present, From::List, None)), None));
        assert_eq!(text(type_in(&signed(&[(2, both), (3, &[])], "")).unwrap_err()), "attendance-paper-empty");
        assert_eq!(text(type_in(&signed(&[(5, both)], "")).unwrap_err()), "attendance-paper-hours");
        assert_eq!(text(type_in(&signed(&[], "")).unwrap_err()), "attendance-paper-hours");

        // Opened by the trainer and the planner, each time with a line in the record; by nobody else.
        let open = |actor: &Actor| attendance::open_paper(world, actor, &reference, &paper);
        for actor in [&class.trainer, &class.stage.planner] {
            assert_eq!(**open(actor).unwrap().1, *PDF);
        }
        for actor in [&class.colleague, &class.stage.customers[0].coordinator, &signed_in(&class.people[0])] {
            assert_eq!(open(actor).err().unwrap().kind, Kind::NotFound);
        }
        let story = world.db.read(|conn| crate::audit::story(conn, class.session.id.as_str())).unwrap();
        assert_eq!(story.iter().filter(|line| line.action == "attendance.read").count(), 2);
        let history = class.history(&class.stage.planner).unwrap();
        assert_eq!(history.lines.iter().filter(|line| line.said.paper.as_ref() == Some(&paper)).count(), 7);

        // When its time is over, only the line stays.
        world.clock.advance(6 * 365 * DAY);
        crate::training::attendance::destroy_old(world, &operator()).unwrap();
        let kept = world.db.read(|conn| attendance::papers_of(conn, &class.trainer, &reference, world.today())).unwrap();
        assert!(kept[0].destroyed_at.is_some() && kept[0].file_name.is_empty());
        assert_eq!(open(&class.trainer).err().unwrap().text, "document-destroyed");
    });
}

/// B12 stays exact: hours not yet held leave it open, whatever the marks of the others rest on.
#[test]
fn in_full_is_every_hour_whatever_its_marks_rest_on() {
    in_every_world(|world| {
        let class = class(world, 1);
        class.open();
        class.says(0, &class.code(), "a").unwrap();
        assert_eq!(class.standing(0), Standing::Open { left: 3 });
        world.clock.advance(HOUR);
        let sent = [sent(1, &class.list[0].id, 2, Mark::Present, Seen::Nothing, "", world.now())];
        attendance::send(world, &class.trainer, &class.session.reference, &sent).unwrap();
        world.clock.advance(HOUR);
        class.take(3, &[0], "", None).unwrap();
        assert_eq!(class.standing(0), Standing::Open { left: 1 });
        world.clock.advance(HOUR);
        let paper = attendance::file(world, &class.trainer, &class.session.reference, world.today(), "a.pdf", PDF).unwrap();
        let hours = BTreeMap::from([(4, BTreeSet::from([class.list[0].id.clone()]))]);
        let typed = Typed { session: class.session.reference.clone(), paper, hours, reason: String::new(), seen: None };
        attendance::type_in(world, &class.trainer, &typed).unwrap();
        assert_eq!(class.standing(0), Standing::Full);
        let sources: BTreeSet<From> = class.sheet().people[0].marks.values().map(|held| held.said.source).collect();
        assert_eq!(sources, BTreeSet::from([From::List, From::Code, From::Paper]));
    });
}
