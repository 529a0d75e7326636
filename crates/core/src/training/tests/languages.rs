//! Invitations by phone, mail and calendar, each in the language of whom they go to.

use super::people::{named, seated};
use super::*;
use crate::jobs::Runner;
use crate::register::language;
use crate::testing::in_every_world;
use crate::texts::Texts;
use kunye_kernel::language::Language;
use std::sync::Arc;

#[test]
fn every_channel_speaks_the_language_of_its_reader() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let session = seated(&stage, 3);
        let detsis = &stage.customers[0].detsis;
        let mut file = String::from("TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;E-posta;Göreve Başlama Tarihi\n");
        let tckn = [741_000_001, 741_000_002, 741_000_003].map(|first| NationalId::from_first_nine(first).unwrap());
        file += &format!("{};M1;Ece;Çınar;Memur;{detsis};0502 741 00 01;ece@baska.gov.tr;01.02.2020\n", tckn[0].digits());
        file += &format!("{};M2;Can;Ulu;Memur;{detsis};;can@baska.gov.tr;01.02.2020\n", tckn[1].digits());
        file += &format!("{};M3;Ada;Su;Memur;{detsis};0502 741 00 03;ada@baska.gov.tr;01.02.2020\n", tckn[2].digits());
        bring(world, ImportKind::People, &file);
        let person =
            |at: usize| world.db.read(|conn| crate::register::store::person_by_national_id(conn, &tckn[at])).unwrap().unwrap();
        for english in [0, 1] {
            language::choose(world, &signed_in(&person(english).id), Language::En).unwrap();
        }
        for at in 0..3 {
            named(&stage, &session, &person(at).id, None).unwrap();
        }
        Runner::new(world.world.clone(), crate::handlers(Arc::new(Texts::load().unwrap()))).run_due().unwrap();

        let course = stage.course("K2");
        let summary = |address: &str| {
            let entry = world.phone.calendars_to(address).remove(0).text.replace("\r\n ", "");
            entry.lines().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap().to_owned()
        };
        assert_ne!(course.name_in(Language::En), course.name_in(Language::Tr));
        for (at, address, language, words) in [
            (0, "ece@baska.gov.tr", Language::En, "you are invited"),
            (1, "can@baska.gov.tr", Language::En, "you are invited"),
            (2, "ada@baska.gov.tr", Language::Tr, "davet edildiniz"),
        ] {
            let mails = world.phone.sent_to(address);
            assert!(mails.len() == 1 && mails[0].contains(words), "{mails:?}");
            assert_eq!(summary(address), course.name_in(language).replace(',', "\\,"));
            if let Some(mobile) = &person(at).mobile {
                let texts = world.phone.texts_to(mobile);
                assert!(texts.len() == 1 && texts[0].contains(words), "{texts:?}");
            }
        }
    });
}
