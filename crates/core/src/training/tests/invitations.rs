//! What an invitation brings with it: the link that needs no account, and the entry in a calendar; on every database.

use super::people::{by_link, named, seated, staff};
use super::shared::pass;
use super::*;
use crate::jobs::Runner;
use crate::testing::in_every_world;
use crate::texts::Texts;
use crate::training::participants::{self, Answer, ParticipantState};
use crate::training::shared::call_off;
use kunye_kernel::error::Kind;
use kunye_kernel::id::ParticipantId;
use std::sync::Arc;

fn work(world: &TestWorld) {
    let texts = Arc::new(Texts::load().unwrap());
    Runner::new(world.world.clone(), crate::handlers(texts)).run_due().unwrap();
}

/// RFC 5546: one entry that is made, and taken away, in the calendar of whoever has a mail address, beside the message on the phone.
#[test]
fn what_becomes_of_a_seat_reaches_the_calendar_by_mail() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let session = seated(&stage, 3);
        let detsis = &stage.customers[0].detsis;
        let mut file = String::from("TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;E-posta;Göreve Başlama Tarihi\n");
        let tckn = [741_000_001, 741_000_002].map(|first| NationalId::from_first_nine(first).unwrap());
        file += &format!("{};M1;Ece;Çınar;Memur;{detsis};0502 741 00 01;ece@example.gov.tr;01.02.2020\n", tckn[0].digits());
        file += &format!("{};M2;Can;Ulu;Memur;{detsis};;can@example.gov.tr;01.02.2020\n", tckn[1].digits());
        bring(world, ImportKind::People, &file);
        let person =
            |at: usize| world.db.read(|conn| crate::register::store::person_by_national_id(conn, &tckn[at])).unwrap().unwrap();
        let (ece, can) = (person(0), person(1));
        let [first, second] = [&ece, &can].map(|person| named(&stage, &session, &person.id, None).unwrap());
        let nobody = staff(&stage, detsis, 1).remove(0);
        named(&stage, &session, &nobody, None).unwrap();
        work(world);
        let entries = |address: &str| -> Vec<(String, &'static str)> {
            let parts = world.phone.calendars_to(address).into_iter();
            parts.map(|part| (part.text.replace("\r\n ", ""), part.media_type)).collect()
        };
        let request = "text/calendar; charset=utf-8; method=REQUEST";
        for (address, one) in [("ece@example.gov.tr", &first), ("can@example.gov.tr", &second)] {
            let sent = entries(address);
            assert_eq!((sent.len(), sent[0].1), (1, request));
            let attendee = format!("PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{address}\r\n");
            for line in [
                "METHOD:REQUEST\r\n",
                "SEQUENCE:0\r\n",
                ":mailto:kunye@example.gov.tr\r\n",
                &attendee,
                &format!("UID:{}@", one.id),
            ] {
                assert!(sent[0].0.contains(line), "{line} in {}", sent[0].0);
            }
            assert_eq!(world.phone.sent_to(address).len(), 1);
            assert!(world.phone.sent_to(address)[0].contains("/davet/"), "the text has the link");
        }
        let phone = |person: &register::Person| world.phone.texts_to(person.mobile.as_ref().unwrap()).len();
        assert_eq!(phone(&ece), 1, "beside the message on the phone");

        // Who declines hears of it in the calendar alone.
        let no = Answer::Decline { why: "İzindeyim.".into(), deputy: String::new() };
        participants::answer(world, &signed_in(&ece.id), &first.id, &no).unwrap();
        call_off(world, &stage.planner, &session.id, "Eğitmen hastalandı.").unwrap();
        work(world);
        work(world);
        for (address, one) in [("ece@example.gov.tr", &first), ("can@example.gov.tr", &second)] {
            let sent = entries(address);
            assert_eq!((sent.len(), sent[1].1), (2, "text/calendar; charset=utf-8; method=CANCEL"));
            for line in ["METHOD:CANCEL\r\n", "STATUS:CANCELLED\r\n", "SEQUENCE:1\r\n", &format!("UID:{}@", one.id)] {
                assert!(sent[1].0.contains(line), "{line} in {}", sent[1].0);
            }
        }
        assert_eq!(phone(&ece), 1);
    });
}

/// Whoever has no account answers by the link, for their own seat alone, until the link ends; the record says by what.
#[test]
fn the_link_of_an_invitation_answers_for_its_own_seat_and_ends() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let session = seated(&stage, 2);
        let people = staff(&stage, &stage.customers[0].detsis, 2);
        let (first, second) =
            (named(&stage, &session, &people[0], None).unwrap(), named(&stage, &session, &people[1], None).unwrap());
        let secret = participants::link(world, &session.reference, &second.id).unwrap().rsplit('/').next().unwrap().to_owned();
        let opened = || participants::by_link(world, &Source::local(), &session.reference, &secret).map(|one| one.id);
        assert_eq!(opened().unwrap(), second.id);
        let bearer = by_link(&second);
        let mine = |id: &ParticipantId| world.db.read(|conn| participants::one_of_mine(conn, &bearer, id, world.today()));
        assert!(mine(&second.id).unwrap().open);
        assert_eq!(mine(&first.id).unwrap_err().kind, Kind::NotFound, "nobody else's");
        assert_eq!(
            world.db.read(|conn| participants::mine(conn, &bearer, world.today())).unwrap_err().kind,
            Kind::Unauthenticated
        );
        let no = Answer::Decline { why: "İzindeyim.".into(), deputy: " Ali  Velia ".into() };
        assert_eq!(participants::answer(world, &bearer, &first.id, &no).unwrap_err().kind, Kind::NotFound);
        let long = Answer::Decline { why: "İzindeyim.".into(), deputy: "x".repeat(121) };
        assert_eq!(participants::answer(world, &bearer, &second.id, &long).unwrap_err().fields()[0].field, "deputy");
        participants::answer(world, &bearer, &second.id, &Answer::Accept).unwrap();
        participants::answer(world, &bearer, &second.id, &no).unwrap();
        let declined = mine(&second.id).unwrap().participant;
        assert_eq!((declined.state, declined.deputy.as_str()), (ParticipantState::Declined, "Ali Velia"));
        assert_eq!(opened().unwrap(), second.id, "what was answered can be read again");
        let story = world.db.read(|conn| crate::audit::story(conn, second.id.as_str())).unwrap();
        let answered = story.iter().rfind(|line| line.action == "participant.answered").unwrap();
        assert_eq!((answered.actor_kind.as_str(), answered.actor.as_deref()), ("invited", Some(people[1].as_str())));

        let until_end = session.ends_on.plus_days(180).0 - world.today().0;
        pass(&stage, until_end);
        assert!(opened().is_ok() && mine(&second.id).is_ok());
        pass(&stage, 1);
        assert_eq!((opened().unwrap_err().kind, mine(&second.id).unwrap_err().kind), (Kind::NotFound, Kind::NotFound));
    });
}
