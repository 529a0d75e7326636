//! A small year of the programme, from its file through the real verbs to certificates, and checked by code that shares nothing with
//! them. The whole one is `kunye bench year`.

use crate::testing::in_every_world;
use crate::texts::Texts;
use crate::training::attendance::SheetPaper;
use crate::training::certificates::{CertificatePaper, Press, with_press};
use crate::training::year::{Shape, Year, check, generate, lay, play};
use kunye_kernel::error::Result;
use kunye_kernel::language::Language;
use std::sync::Arc;
use std::time::Instant;

struct Plain;

impl Press for Plain {
    fn certificate(&self, paper: &CertificatePaper, _: Language) -> Result<Vec<u8>> {
        Ok(paper.number.clone().into_bytes())
    }

    fn signature_sheet(&self, sheet: &SheetPaper) -> Result<Vec<u8>> {
        Ok(sheet.reference.clone().into_bytes())
    }
}

#[test]
fn a_small_year_breaks_no_rule() {
    let shape = Shape::SMALL;
    let file = generate(&shape).to_string();
    let year = Year::read(&file).unwrap();
    let users: Vec<i64> = year.institutions.iter().map(|one| i64::from(one.users)).collect();
    in_every_world(|world| {
        let begun = Instant::now();
        let stage = lay(world, &year).unwrap();
        let laid = begun.elapsed();
        let handlers = with_press(crate::handlers(Arc::new(Texts::load().unwrap())), Arc::new(Plain));
        let played = play(world, &world.clock, &year, &stage, handlers).unwrap();
        let told = check(&world.db, &users).unwrap();
        println!("{:?}: laid in {laid:?}, with the year {:?}: {played:?} {told:?}", world.db.engine(), begun.elapsed());
        assert_eq!(told.problems, Vec::<String>::new());
        assert_eq!((told.institutions, told.users), (shape.institutions, i64::from(shape.users)));
        assert_eq!(played.applications, shape.applications + shape.requests);
        assert!(told.certificates > 100 && told.drawn == told.certificates, "{}", told.certificates);
        // A year in which nothing went wrong would show nothing.
        for state in ["held", "withdrawn", "withdrawn_late", "called_off", "not_reached"] {
            assert!(told.by_state.get(state).is_some_and(|count| *count > 0), "{state} never happened: {:?}", told.by_state);
        }
        assert!(told.held_on_site > 0 && told.absent > 0 && told.partly > 0 && played.corrected > 0, "{told:?}");
        assert!(played.taken_over > 0 && played.called_off > 0, "{played:?}");
    });
}
