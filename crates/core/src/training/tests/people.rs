//! From a seat to a certificate in hand: names, answers, attendance, papers; on every database.

use super::shared::{pass, reserve};
use super::*;
use crate::db::Conn;
use crate::jobs::Runner;
use crate::register::duties::training::coordinator_of;
use crate::register::store;
use crate::testing::in_every_world;
use crate::texts::Texts;
use crate::training::attendance::{self, Done, SheetPaper, Taken};
use crate::training::certificates::{self, CertificatePaper, Press};
use crate::training::participants::{self, Answer, NewName, Organizer, Participant, ParticipantState};
use crate::training::shared::{Desk, call_off, reduce, session_for_coordinator};
use crate::training::trainers as roster;
use kunye_kernel::error::{Error, Kind, Result};
use kunye_kernel::language::Language;
use kunye_kernel::time::{DAY, HOUR};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// More people of a unit.
pub fn staff(stage: &Stage<'_>, detsis: &str, count: usize) -> Vec<PersonId> {
    let first: usize = 700_000_000 + detsis.parse::<usize>().unwrap() % 1_000 * 100;
    let tckn = |at: usize| NationalId::from_first_nine(u32::try_from(first + at).unwrap()).unwrap();
    let mut people = String::from("TCKN;Sicil No;Ad;Soyad;Unvan;Birim DETSİS No;Cep Telefonu;Göreve Başlama Tarihi\n");
    for at in 0..count {
        people += &format!(
            "{};P{};Ali;Veli{};Memur;{detsis};0502 {} 00 {at:02};01.02.2020\n",
            tckn(at).digits(),
            first + at,
            char::from(b'a' + at as u8),
            200 + first / 100 % 700
        );
    }
    bring(stage.world, ImportKind::People, &people);
    let person = |at| stage.world.db.read(|conn| store::person_by_national_id(conn, &tckn(at))).unwrap().unwrap().id;
    (0..count).map(person).collect()
}

/// So many trainers who teach everything.
pub fn trainers(stage: &Stage<'_>, count: usize) -> Vec<Actor> {
    let unit = stage.world.db.read(|conn| store::unit_by_detsis(conn, "99100000")).unwrap().unwrap().id;
    let starts_on = stage.world.today();
    let appointed = staff(stage, "99100000", count).into_iter().map(|person| {
        let new = NewDuty { kind: DutyKind::Trainer, unit: unit.clone(), person: person.clone(), starts_on, ends_on: None };
        appoint(stage.world, &operator(), &new).unwrap();
        let taught = ["K1", "K2", "T1", "T2"].map(|code| stage.course(code).id).into();
        roster::keep(stage.world, &stage.planner, &stage.programme, &person, Province::from_plate(6), &taught).unwrap();
        signed_in(&person)
    });
    appointed.collect()
}

/// A session in which the first customer has so many seats.
pub fn seated(stage: &Stage<'_>, seats: i32) -> SharedSession {
    stage.decide(&[50, 50]);
    let session = stage.announce("K2", 30, None);
    reserve(&Desk::new(stage.world.world.clone()), &stage.customers[0].coordinator, &session, seats, "form").unwrap();
    session
}

pub fn named(
    stage: &Stage<'_>,
    session: &SharedSession,
    person: &PersonId,
    instead: Option<&Participant>,
) -> Result<Participant> {
    let instead = instead.map(|one| one.id.clone());
    let new = NewName {
        session: session.reference.clone(),
        person: person.clone(),
        disseminator: true,
        despite: String::new(),
        instead,
    };
    participants::name(stage.world, &stage.customers[0].coordinator, &new)
}

/// Whoever holds the link of an invitation.
pub fn by_link(one: &Participant) -> Actor {
    Actor::Invited { participant: one.id.clone(), person: one.person_id.clone(), source: Source::local() }
}

fn state(stage: &Stage<'_>, one: &Participant) -> (ParticipantState, i32) {
    let now = stage.world.db.read(|conn| participants::find(conn, &one.id)).unwrap().unwrap();
    (now.state, now.sequence)
}

/// B9, B10, B14: names are the institution's own business, and never more than its seats.
#[test]
fn a_coordinator_names_people_of_its_own_units_for_its_own_seats() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let session = seated(&stage, 2);
        let people = staff(&stage, &stage.customers[0].detsis, 3);
        let strangers = staff(&stage, &stage.customers[1].detsis, 1);
        let first = named(&stage, &session, &people[0], None).unwrap();
        assert_eq!(named(&stage, &session, &people[0], None).unwrap_err().fields()[0].text, "participant-already");
        assert_eq!(named(&stage, &session, &strangers[0], None).unwrap_err().kind, Kind::NotFound);
        let other = &stage.customers[1].coordinator;
        assert_eq!(participants::remove(world, other, &first.id).unwrap_err().kind, Kind::NotFound);
        let own = NewName {
            session: session.reference.clone(),
            person: strangers[0].clone(),
            disseminator: false,
            despite: String::new(),
            instead: None,
        };
        assert_eq!(participants::name(world, other, &own).unwrap_err().text, "participant-seats", "no seats, no names");
        let second = named(&stage, &session, &people[1], None).unwrap();
        assert_eq!(named(&stage, &session, &people[2], None).unwrap_err().text, "participant-seats");
        // Seats are not given back from under people.
        let own = |conn: &mut Conn| {
            let proof = coordinator_of(conn, &stage.customers[0].coordinator, world.today())?;
            Ok(session_for_coordinator(conn, &proof, &session.reference)?.1[0].reservation.id.clone())
        };
        let id = world.db.read(own).unwrap();
        let refused = reduce(world, &stage.customers[0].coordinator, &id, 1).unwrap_err();
        assert_eq!(refused.text, "participant-names-first");

        // One is sent for another; one declines, and frees the seat; a declined answer is final.
        let third = named(&stage, &session, &people[2], Some(&first)).unwrap();
        assert_eq!((state(&stage, &first), third.replaces.as_ref()), ((ParticipantState::Withdrawn, 1), Some(&first.id)));
        let (me, reason) = (signed_in(&people[1]), Answer::Decline { why: "İzindeyim.".into(), deputy: "Ali".into() });
        assert_eq!(
            participants::answer(world, &signed_in(&people[0]), &second.id, &Answer::Accept).unwrap_err().kind,
            Kind::NotFound
        );
        let silent =
            participants::answer(world, &me, &second.id, &Answer::Decline { why: " ".into(), deputy: "Ali".into() }).unwrap_err();
        assert_eq!(silent.fields()[0].text, "participant-decline-reason");
        participants::answer(world, &me, &second.id, &Answer::Accept).unwrap();
        participants::answer(world, &me, &second.id, &reason).unwrap();
        assert_eq!(state(&stage, &second), (ParticipantState::Declined, 1));
        assert_eq!(participants::answer(world, &me, &second.id, &Answer::Accept).unwrap_err().text, "participant-ended");
        named(&stage, &session, &people[0], None).unwrap();

        // Until the day before; from then on the list is what it is, and the provider sees it.
        let sheet =
            || world.db.read(|conn| attendance::for_planner(conn, &stage.planner, &session.reference, world.today())).unwrap();
        pass(&stage, 29);
        assert_eq!((sheet().is_final, sheet().people.len()), (false, 0));
        pass(&stage, 1);
        assert_eq!((sheet().is_final, sheet().people.len()), (true, 2));
        assert_eq!(named(&stage, &session, &people[1], Some(&third)).unwrap_err().text, "participant-list-final");
    });
}

/// Several windows at once.
#[test]
fn never_more_names_than_seats_however_many_ask_at_once() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let session = seated(&stage, 3);
        let people = staff(&stage, &stage.customers[0].detsis, 12);
        let taken = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for person in &people {
                let (stage, session, taken) = (&stage, &session, &taken);
                scope.spawn(move || match named(stage, session, person, None) {
                    Ok(_) => drop(taken.fetch_add(1, Ordering::SeqCst)),
                    Err(error) => assert_eq!(error.text, "participant-seats"),
                });
            }
        });
        assert_eq!(taken.into_inner(), 3);
    });
}

#[test]
fn calling_off_frees_those_who_were_named() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let session = seated(&stage, 2);
        let people = staff(&stage, &stage.customers[0].detsis, 1);
        let first = named(&stage, &session, &people[0], None).unwrap();
        participants::answer(world, &signed_in(&people[0]), &first.id, &Answer::Accept).unwrap();
        call_off(world, &stage.planner, &session.id, "Eğitmen hastalandı.").unwrap();
        assert_eq!(state(&stage, &first), (ParticipantState::CalledOff, 1));
        let again = stage.announce("K2", 30, None);
        reserve(&Desk::new(world.world.clone()), &stage.customers[0].coordinator, &again, 2, "again").unwrap();
        named(&stage, &again, &people[0], None).unwrap();
    });
}

/// RFC 5546, 3.2: a method asks for an organizer, and an organizer is an address that mail reaches; without one the file is a plain calendar.
#[test]
fn a_calendar_has_a_method_only_with_an_address_of_its_organizer() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let session = seated(&stage, 2);
        let person = staff(&stage, &stage.customers[0].detsis, 1).remove(0);
        let first = named(&stage, &session, &person, None).unwrap();
        let file = |organizer| {
            let read = |conn: &mut Conn| participants::one_of_mine(conn, &signed_in(&person), &first.id, world.today());
            let mine = world.db.read(read).unwrap();
            let url = "https://egitim.example.gov.tr";
            let file =
                participants::calendar(&mine.participant, &mine.row, &mine.days, Language::Tr, organizer, url, world.now());
            (file.text.replace("\r\n ", ""), file.media_type)
        };
        let organizer = Some(Organizer { name: "Örnek \"Merkez\"", mailbox: "egitim@example.gov.tr" });
        let (plain, media_type) = file(None);
        assert!(!plain.contains("METHOD") && !plain.contains("ORGANIZER") && plain.contains("STATUS:CONFIRMED"), "{plain}");
        assert_eq!(media_type, "text/calendar; charset=utf-8");
        let (published, media_type) = file(organizer);
        let line = "\r\nORGANIZER;CN=\"Örnek Merkez\":mailto:egitim@example.gov.tr\r\n";
        assert!(published.contains("METHOD:PUBLISH") && published.contains(line), "{published}");
        assert!(!published.contains("ATTENDEE"), "nobody is asked to answer by mail: {published}");
        assert_eq!(media_type, "text/calendar; charset=utf-8; method=PUBLISH");

        call_off(world, &stage.planner, &session.id, "Eğitmen hastalandı.").unwrap();
        let (over, _) = file(None);
        assert!(!over.contains("METHOD") && over.contains("STATUS:CANCELLED") && over.contains("SEQUENCE:1"), "{over}");
        let (cancelled, media_type) = file(organizer);
        assert!(cancelled.contains("METHOD:CANCEL") && cancelled.contains(line), "{cancelled}");
        assert_eq!(media_type, "text/calendar; charset=utf-8; method=CANCEL");
    });
}

/// Draws what it is told, and counts.
#[derive(Default)]
pub struct Plain {
    drawn: AtomicUsize,
    /// Fails at this one, as a process that dies does.
    dies_at: Option<usize>,
}

impl Press for Plain {
    fn certificate(&self, paper: &CertificatePaper, language: Language) -> Result<Vec<u8>> {
        let at = self.drawn.fetch_add(1, Ordering::SeqCst);
        if self.dies_at == Some(at) {
            return Err(Error::internal("the process died"));
        }
        Ok(format!("{} {} {}", paper.number, paper.surname, language.code()).into_bytes())
    }

    fn signature_sheet(&self, sheet: &SheetPaper) -> Result<Vec<u8>> {
        Ok(format!("{} {} {:?} {:?} {}", sheet.course, sheet.day, sheet.hours, sheet.people, sheet.url).into_bytes())
    }
}

fn work(world: &World, press: Plain) {
    let texts = Arc::new(Texts::load().unwrap());
    let handlers = certificates::with_press(crate::handlers(texts), Arc::new(press));
    Runner::new(world.clone(), handlers).run_due().unwrap();
}

/// B12: a certificate for exactly those who were there in every hour.
#[test]
fn a_certificate_is_for_whoever_was_there_in_every_hour() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let session = seated(&stage, 3);
        let people = staff(&stage, &stage.customers[0].detsis, 3);
        let list: Vec<Participant> = people.iter().map(|person| named(&stage, &session, person, None).unwrap()).collect();
        let trainer = trainers(&stage, 1).remove(0);
        let stranger = PersonId::from("01ARYZ6S410000000000000000");
        let assign = |person: &PersonId| attendance::assign(world, &stage.planner, &session.reference, person, false);
        assert_eq!(assign(&stranger).unwrap_err().fields()[0].text, "training-trainer-none");
        assign(trainer.person().unwrap()).unwrap();
        let take = |actor: &Actor, hour: i32, present: &[usize], reason: &str| {
            let present: BTreeSet<_> = present.iter().map(|at| list[*at].id.clone()).collect();
            attendance::take(
                world,
                actor,
                &Taken { session: session.reference.clone(), hour, present, reason: reason.into(), seen: None, paper: None },
            )
        };
        let order = || certificates::order(world, &stage.planner, &session.reference);

        // On the day, as the hours begin: 4 of them from half past nine.
        pass(&stage, 30);
        let to_start = session.starts_at().since(world.now());
        world.clock.advance(to_start - 1);
        assert_eq!(take(&trainer, 1, &[0, 1, 2], "").unwrap_err().text, "attendance-too-soon");
        world.clock.advance(1);
        assert_eq!(take(&stage.planner, 1, &[0, 1, 2], "").unwrap_err().kind, Kind::Forbidden);
        assert_eq!(take(&trainer, 1, &[0, 1, 2], "").unwrap(), Done { present: 3, corrected: 0 });
        assert_eq!(take(&trainer, 2, &[0, 1, 2], "").unwrap_err().text, "attendance-too-soon");
        world.clock.advance(3 * HOUR);
        for hour in [0, -1, 5] {
            assert_eq!(take(&trainer, hour, &[0], "").unwrap_err().text, "attendance-too-soon");
        }
        take(&trainer, 2, &[0, 1], "").unwrap();
        take(&trainer, 3, &[0, 1], "").unwrap();
        assert_eq!(order().unwrap_err().text, "certificate-none-due", "one hour is still to come");
        take(&trainer, 4, &[0], "").unwrap();
        assert_eq!(take(&trainer, 4, &[0], "").unwrap(), Done { present: 1, corrected: 0 }, "said twice changes nothing");
        assert_eq!(take(&trainer, 4, &[0, 1], "").unwrap_err().fields()[0].text, "attendance-reason-missing");
        assert_eq!(take(&trainer, 4, &[0, 1], "Geç işaretlendi.").unwrap(), Done { present: 2, corrected: 1 });
        pass(&stage, 1);

        let waiting =
            || world.db.read(|conn| certificates::waiting(conn, &stage.planner, &stage.programme, world.today())).unwrap();
        let told = |bulk: certificates::Bulk| {
            let one = |one: &certificates::Pending| (one.due, one.made, one.total, one.under_way);
            (bulk.due(), bulk.pending.iter().map(one).collect::<Vec<_>>(), bulk.made)
        };
        assert_eq!(told(waiting()), ((1, 2), vec![(2, 0, 2, false)], 0));
        let stranger =
            world.db.read(|conn| certificates::waiting(conn, &stage.customers[0].coordinator, &stage.programme, world.today()));
        assert_eq!(stranger.unwrap_err().kind, Kind::Forbidden);
        let all = |actor: &Actor| certificates::order_all(world, actor, std::slice::from_ref(&session.reference));
        assert_eq!(all(&stage.customers[0].coordinator).unwrap_err().kind, Kind::NotFound);

        // Two of three; a process that dies while drawing leaves nothing to guess.
        assert_eq!(all(&stage.planner).unwrap(), certificates::Ordered { trainings: 1, people: 2 });
        assert_eq!(all(&stage.planner).unwrap_err().text, "certificate-none-due", "pressed twice is ordered once");
        work(world, Plain { dies_at: Some(1), ..Plain::default() });
        assert_eq!(told(waiting()), ((0, 0), vec![(0, 1, 2, true)], 1), "numbered, and one of them drawn");
        let progress =
            || world.db.read(|conn| certificates::for_planner(conn, &stage.planner, &session.reference, world.today())).unwrap();
        assert_eq!(progress().issued.len(), 1);
        world.clock.advance(DAY);
        work(world, Plain::default());
        let issued = progress().issued;
        assert_eq!((progress().due, issued.len()), (0, 2));
        assert_eq!(told(waiting()), ((0, 0), vec![], 2));
        let year = world.today().year();
        let numbers: Vec<String> = issued.iter().map(|one| one.number()).collect();
        assert_eq!(numbers, [format!("{year}/000001"), format!("{year}/000002")]);
        let of: BTreeSet<&PersonId> = issued.iter().map(|one| &one.person_id).collect();
        assert_eq!(of, BTreeSet::from([&people[0], &people[1]]));
        assert_eq!(order().unwrap_err().text, "certificate-none-due");
        assert_eq!(take(&trainer, 4, &[0], "Yanlış.").unwrap_err().text, "attendance-certified");

        // Told once, to whoever has one.
        let told = |at: usize| {
            let mobile = world.db.read(|conn| register::person(conn, &people[at])).unwrap().unwrap().mobile.unwrap();
            world.phone.texts_to(&mobile).iter().filter(|text| text.contains("sertifikanız hazır")).count()
        };
        assert_eq!([0, 1, 2].map(told), [1, 1, 0]);

        // Opened by whose it is, by the coordinator and the planner; not by the neighbour, and by nobody in other words.
        let mine = issued.iter().find(|one| one.person_id == people[0]).unwrap();
        let open = |actor: &Actor, language| certificates::open(world, &Plain::default(), actor, &mine.code, language);
        let bytes = open(&signed_in(&people[0]), Language::Tr).unwrap();
        for actor in [&stage.customers[0].coordinator, &stage.planner] {
            assert_eq!(*open(actor, Language::Tr).unwrap(), *bytes);
        }
        for actor in [&stage.customers[1].coordinator, &signed_in(&people[1]), &trainer] {
            assert_eq!(open(actor, Language::Tr).unwrap_err().kind, Kind::NotFound);
        }
        let bearer = |at: usize| by_link(&list[at]);
        assert_eq!(*open(&bearer(0), Language::Tr).unwrap(), *bytes, "the link of the invitation is enough");
        assert_eq!(open(&bearer(1), Language::Tr).unwrap_err().kind, Kind::NotFound);
        let of_own = |actor: &Actor, at: usize| {
            world
                .db
                .read(|conn| certificates::of_own(conn, actor, &list[at].id, world.today()))
                .map(|one| one.map(|one| one.number()))
        };
        assert_eq!(of_own(&bearer(0), 0).unwrap(), Some(mine.number()));
        assert_eq!((of_own(&bearer(2), 2).unwrap(), of_own(&bearer(2), 0).unwrap_err().kind), (None, Kind::NotFound));
        assert!(open(&signed_in(&people[0]), Language::En).unwrap().ends_with(b" en"));
        assert!(open(&signed_in(&people[0]), Language::En).unwrap().ends_with(b" en"), "and kept");

        // Revoked, with a reason that everybody reads; another in its place, with another number.
        let revoke = |actor: &Actor, reason| certificates::revoke(world, actor, &mine.code, reason, true);
        assert_eq!(revoke(&trainer, "Ad yanlış.").unwrap_err().kind, Kind::NotFound);
        assert_eq!(revoke(&stage.planner, " ").unwrap_err().fields()[0].field, "reason");
        revoke(&stage.planner, "Ad yanlış.").unwrap();
        assert_eq!(revoke(&stage.planner, "Ad yanlış.").unwrap_err().text, "certificate-revoked-before");
        let shown = certificates::verify(world, &Source::local(), &mine.code).unwrap();
        assert_eq!((shown.is_valid(), shown.revoke_reason.as_deref()), (false, Some("Ad yanlış.")));
        assert_eq!(order().unwrap(), 1);
        let again = waiting();
        let one = &again.pending[0];
        let progress_of = (one.due, one.made, one.total, one.under_way, again.made);
        assert_eq!(progress_of, (1, 0, 1, true, 1), "this order alone, and not what was there before");
        work(world, Plain::default());
        assert_eq!(progress().issued.last().unwrap().number(), format!("{year}/000003"));
        assert_eq!([0, 1, 2].map(told), [2, 1, 0]);
        let of_institution = |at: usize| -> Result<Vec<String>> {
            world.db.read(|conn| {
                let proof = coordinator_of(conn, &stage.customers[at].coordinator, world.today())?;
                let all = certificates::of_coordinator(conn, &proof, &session.id)?;
                Ok(list.iter().filter_map(|one| all.get(&one.id)).map(|one| one.number()).collect())
            })
        };
        assert_eq!(of_institution(0).unwrap(), [format!("{year}/000003"), format!("{year}/000002")], "valid ones alone");
        assert!(of_institution(1).unwrap().is_empty());
        assert_eq!(certificates::verify(world, &Source::local(), "AAAA-AAAA").unwrap_err().kind, Kind::NotFound);
    });
}
