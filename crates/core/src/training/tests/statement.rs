//! What the hours of an institution are held for, class by class and training by training; on every database.

use super::onsite::sent;
use super::shared::reserve;
use super::*;
use crate::db::Conn;
use crate::register::duties::training::coordinator_of;
use crate::testing::in_every_world;
use crate::texts::Texts;
use crate::training::shared::Desk;
use crate::training::statement::{Account, account, workbook};
use calamine::{Data, Reader, Xlsx};
use kunye_kernel::language::Language;
use std::io::Cursor;

fn of(stage: &Stage<'_>, customer: usize) -> Account {
    let (world, actor) = (stage.world, &stage.customers[customer].coordinator);
    let read = |conn: &mut Conn| {
        let proof = coordinator_of(conn, actor, world.today())?;
        let programme = programme::find(conn, &stage.programme)?.unwrap();
        account(conn, &proof, programme, world.today())
    };
    world.db.read(read).unwrap()
}

/// Held hours name their course, place and days, whether in a class or at the institution's own place.
#[test]
fn every_hold_says_what_for() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        stage.decide(&[50, 500]);
        let class = stage.announce("K2", 30, None);
        reserve(&Desk::new(world.world.clone()), &stage.customers[0].coordinator, &class, 2, "a").unwrap();
        let training = sent(&stage, 1, "K2", 14, "b");
        let told = |customer: usize| {
            let account = of(&stage, customer);
            let about = account.lines[0].about.clone().unwrap();
            assert!(account.lines.last().unwrap().about.is_none(), "a grant is for nothing yet");
            assert_eq!((account.lines[0].change(), account.lines[0].after), (Some(-4), account.balance.available()));
            (about.reference, about.course.code, about.place, about.on_site)
        };
        assert_eq!(told(0), (class.reference.clone(), "K2".into(), "Ankara".into(), false));
        assert_eq!(told(1), (training.reference.clone(), "K2".into(), "İl Müdürlüğü, Konya".into(), true));

        let bytes = workbook(&Texts::load().unwrap(), Language::En, &of(&stage, 1)).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(cell(4, 2), Data::String("Working with Electronic Signatures".into()), "in the reader's language");
        assert_eq!((cell(4, 3), cell(4, 6)), (Data::String(training.reference), Data::Float(-4.0)));
        assert_eq!(cell(5, 8), Data::String("Tier 1, 500 active users".into()), "what the grant rests on");
        assert!(matches!(cell(4, 0), Data::DateTime(_)), "a date, and no text: {:?}", cell(4, 0));
        assert_eq!((cell(3, 0), cell(3, 5)), (Data::String("Entered on".into()), Data::String("Days of training".into())));
        assert_eq!(cell(5, 7), Data::Float(8.0), "available after the grant");
    });
}
