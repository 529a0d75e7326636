//! Candidates that units propose (B9, B10); on every database.

use super::evaluation::live;
use super::people::staff;
use super::shared::{pass, reserve};
use super::*;
use crate::db::Conn;
use crate::register::duties::speakers::speakers_of;
use crate::register::duties::training::coordinator_of;
use crate::testing::in_every_world;
use crate::training::candidates::{self, Asked, NewCall};
use crate::training::participants::{self, NewName, ParticipantState};
use crate::training::shared::Desk;
use kunye_kernel::error::{Kind, Result};
use kunye_kernel::id::{CallId, CandidateId};
use kunye_kernel::page::PageRequest;
use kunye_kernel::time::MINUTE;

/// The first customer with two provinces below it and a district below the first; a head in each province, an officer at the top.
pub struct Tree {
    /// The two provinces and the district.
    pub units: Vec<UnitId>,
    /// Two people of each, the head of a province first.
    pub people: Vec<Vec<PersonId>>,
    pub officer: Actor,
    pub session: SharedSession,
}

impl Tree {
    pub fn head(&self, at: usize) -> Actor {
        Actor::Person {
            person: self.people[at][0].clone(),
            account: AccountId::from("A"),
            second_factor: false,
            source: Source::local(),
        }
    }
}

pub fn tree(stage: &Stage<'_>) -> Tree {
    let world = stage.world;
    let root = &stage.customers[0].detsis;
    let mut file = String::from("DETSİS No;Birim Adı;Üst Birim DETSİS No;Birim Türü;İl\n");
    file += &format!("{root};Kurum 1;;Kurum;Ankara\n99100101;Ankara İl Müdürlüğü;{root};İl Müdürlüğü;Ankara\n");
    file += &format!("99100102;İzmir İl Müdürlüğü;{root};İl Müdürlüğü;İzmir\n99100103;Çankaya;99100101;İlçe Müdürlüğü;Ankara\n");
    bring(world, ImportKind::Units, &file);
    let detsis = ["99100101", "99100102", "99100103"];
    let unit = |detsis: &str| world.db.read(|conn| register::unit_by_detsis(conn, detsis)).unwrap().unwrap().id;
    let units: Vec<UnitId> = detsis.iter().map(|detsis| unit(detsis)).collect();
    let people: Vec<Vec<PersonId>> = detsis.iter().map(|detsis| staff(stage, detsis, 2)).collect();
    let give = |kind, unit: &UnitId, person: &PersonId| {
        let new = NewDuty { kind, unit: unit.clone(), person: person.clone(), starts_on: world.today(), ends_on: None };
        appoint(world, &operator(), &new).unwrap();
    };
    give(DutyKind::Supervisor, &units[0], &people[0][0]);
    give(DutyKind::Supervisor, &units[1], &people[1][0]);
    let officer = staff(stage, root, 1).remove(0);
    give(DutyKind::Officer, &unit(root), &officer);
    stage.decide(&[50, 50]);
    let session = stage.announce("K1", 30, None);
    reserve(&Desk::new(world.world.clone()), &stage.customers[0].coordinator, &session, 4, "tree").unwrap();
    Tree { units, people, officer: signed_in(&officer), session }
}

fn asked(stage: &Stage<'_>, tree: &Tree, customer: usize) -> Result<Vec<Asked>> {
    let today = stage.world.today();
    stage.world.db.read(|conn: &mut Conn| {
        let proof = coordinator_of(conn, &stage.customers[customer].coordinator, today)?;
        let row = super::super::shared::row_of(conn, tree.session.clone())?;
        candidates::of_coordinator(conn, &proof, &row, today)
    })
}

fn call(tree: &Tree, units: &[usize], places: i32, until: Day) -> NewCall {
    NewCall {
        session: tree.session.reference.clone(),
        units: units.iter().map(|at| tree.units[*at].clone()).collect(),
        places,
        until: Some(until),
        note: "E-imza kullananlar".into(),
    }
}

/// Who speaks for a unit: its own seats, or those of the nearest unit above.
#[test]
fn a_unit_is_spoken_for_by_its_own_seats_or_the_nearest_above() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let tree = tree(&stage);
        let of = |unit: &UnitId| world.db.read(|conn| speakers_of(conn, unit, world.today())).unwrap();
        let root = world.db.read(|conn| register::unit_by_detsis(conn, &stage.customers[0].detsis)).unwrap().unwrap().id;
        assert_eq!(of(&tree.units[0]), [tree.people[0][0].clone()]);
        assert_eq!(of(&tree.units[2]), [tree.people[0][0].clone()], "the district has nobody of its own");
        assert_eq!(of(&root), [tree.officer.person().unwrap().clone()]);
    });
}

#[test]
fn units_propose_and_the_coordinator_picks() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let tree = tree(&stage);
        let (coordinator, other) = (&stage.customers[0].coordinator, &stage.customers[1].coordinator);
        let (ankara, izmir) = (tree.head(0), tree.head(1));
        let until = world.today().plus_days(10);
        let ask = |actor: &Actor, new: &NewCall| candidates::ask(world, actor, new);
        assert_eq!(ask(other, &call(&tree, &[0], 2, until)).unwrap_err().kind, Kind::NotFound, "no seats there");
        let late = ask(coordinator, &call(&tree, &[0], 0, tree.session.starts_on)).unwrap_err();
        assert_eq!(late.fields().iter().map(|one| one.field).collect::<Vec<_>>(), ["places", "until"]);
        assert_eq!(ask(coordinator, &call(&tree, &[], 2, until)).unwrap_err().fields()[0].field, "unit");
        let strange = world.db.read(|conn| register::unit_by_detsis(conn, &stage.customers[1].detsis)).unwrap().unwrap().id;
        let theirs = NewCall { units: vec![tree.units[0].clone(), strange], ..call(&tree, &[], 2, until) };
        assert_eq!(ask(coordinator, &theirs).unwrap_err().kind, Kind::NotFound, "a unit of another institution");
        assert!(asked(&stage, &tree, 0).unwrap().is_empty(), "nothing was asked by halves");
        assert_eq!(ask(coordinator, &call(&tree, &[0, 1], 1, until)).unwrap(), 2);
        assert_eq!(ask(coordinator, &call(&tree, &[0], 2, until)).unwrap(), 1, "asked anew, not twice");
        live(world, 1);
        let mobile = |person: &PersonId| world.db.read(|conn| register::person(conn, person)).unwrap().unwrap().mobile.unwrap();
        let told = |person: &PersonId| {
            world.phone.texts_to(&mobile(person)).iter().filter(|text| text.contains("aday isteniyor")).count()
        };
        assert_eq!(
            (told(&tree.people[0][0]), told(&tree.people[1][0]), told(&tree.people[0][1])),
            (1, 1, 0),
            "told once, of what stands when it is sent"
        );

        // Each unit sees what was asked of it, and nothing else.
        let seen = |actor: &Actor| -> Vec<(CallId, UnitId)> {
            let all = world.db.read(|conn| candidates::of_units(conn, actor, world.today())).unwrap();
            all.into_iter().map(|one| (one.asked.call.id, one.asked.call.unit_id)).collect()
        };
        let (for_ankara, for_izmir) = (seen(&ankara), seen(&izmir));
        assert_eq!(for_ankara.iter().map(|one| &one.1).collect::<Vec<_>>(), [&tree.units[0]]);
        assert_eq!(for_izmir.iter().map(|one| &one.1).collect::<Vec<_>>(), [&tree.units[1]]);
        for stranger in [&tree.officer, &stage.planner, other, &signed_in(&tree.people[0][1])] {
            assert_eq!(seen(stranger), [], "somebody nearer speaks for them, or nobody here does");
        }
        let (ankara_call, izmir_call) = (&for_ankara[0].0, &for_izmir[0].0);
        let one = |actor: &Actor, id: &CallId| world.db.read(|conn| candidates::of_unit(conn, actor, id, world.today()));
        for (actor, id) in
            [(&izmir, ankara_call), (&stage.planner, ankara_call), (coordinator, ankara_call), (&ankara, izmir_call)]
        {
            assert_eq!(one(actor, id).unwrap_err().kind, Kind::NotFound);
        }

        // People of one's own unit and below, each once, never more than the places.
        let propose = |actor: &Actor, id: &CallId, person: &PersonId, why: &str| {
            world.clock.advance(MINUTE);
            candidates::propose(world, actor, id, person, why)
        };
        let found = |actor: &Actor, id: &CallId, q: &str| {
            let (of, proof) = one(actor, id).unwrap();
            let page = PageRequest::new(None, None);
            let session = &of.row.session.id;
            let found = world.db.read(|conn| participants::search(conn, &proof.people(), session, q, world.today(), page));
            found.unwrap().0.items.len()
        };
        assert_eq!((found(&ankara, ankara_call, "veli"), found(&izmir, izmir_call, "veli")), (4, 2));
        assert_eq!(propose(&ankara, ankara_call, &tree.people[1][1], "x").unwrap_err().kind, Kind::NotFound, "of another unit");
        assert_eq!(propose(&izmir, ankara_call, &tree.people[0][1], "x").unwrap_err().kind, Kind::NotFound);
        assert_eq!(propose(&ankara, ankara_call, &tree.people[0][1], " ").unwrap_err().fields()[0].field, "reason");
        let first = propose(&ankara, ankara_call, &tree.people[0][1], "Her gün imzalıyor.").unwrap();
        assert_eq!(propose(&ankara, ankara_call, &tree.people[0][1], "x").unwrap_err().fields()[0].text, "candidates-already");
        propose(&ankara, ankara_call, &tree.people[2][0], "İlçede anlatacak.").unwrap();
        assert_eq!(propose(&ankara, ankara_call, &tree.people[2][1], "x").unwrap_err().text, "candidates-full");
        let take_back = |actor: &Actor, id: &CandidateId| candidates::take_back(world, actor, id);
        assert_eq!(take_back(&izmir, &first).unwrap_err().kind, Kind::NotFound);
        take_back(&ankara, &first).unwrap();
        propose(&ankara, ankara_call, &tree.people[2][1], "Yeni başladı.").unwrap();

        // The coordinator sees all of it and names whom they choose; nobody else's coordinator does, and the provider sees no name.
        assert_eq!(asked(&stage, &tree, 1).unwrap().len(), 0);
        let of = asked(&stage, &tree, 0).unwrap();
        assert_eq!(of.iter().map(|one| one.candidates.len()).collect::<Vec<_>>(), [2, 0]);
        let pick = &of[0].candidates[0];
        assert_eq!((&pick.person.id, pick.on_list), (&tree.people[2][0], false));
        let new = NewName {
            session: tree.session.reference.clone(),
            person: pick.person.id.clone(),
            disseminator: true,
            despite: String::new(),
            instead: None,
        };
        participants::name(world, coordinator, &new).unwrap();
        assert!(asked(&stage, &tree, 0).unwrap()[0].candidates[0].on_list);
        let sheet = |reference: &str| {
            world
                .db
                .read(|conn| crate::training::attendance::for_planner(conn, &stage.planner, reference, world.today()))
                .unwrap()
        };
        assert_eq!(sheet(&tree.session.reference).people.len(), 0, "B10");

        // Closed, or over: nothing changes any more.
        assert_eq!(candidates::close(world, other, izmir_call).unwrap_err().kind, Kind::NotFound);
        candidates::close(world, coordinator, izmir_call).unwrap();
        assert_eq!(propose(&izmir, izmir_call, &tree.people[1][1], "x").unwrap_err().text, "candidates-closed");
        assert_eq!(seen(&izmir), []);
        pass(&stage, 11);
        assert_eq!(propose(&ankara, ankara_call, &tree.people[0][1], "x").unwrap_err().text, "candidates-closed");
    });
}

/// Supervisors see their own people who are invited, and what they answered; a deputy does on the days of the duty, a neighbour never.
#[test]
fn a_supervisor_sees_who_of_their_own_people_is_invited() {
    in_every_world(|world| {
        let stage = stage(world, 2);
        let tree = tree(&stage);
        let coordinator = &stage.customers[0].coordinator;
        let name = |person: &PersonId| {
            let new = NewName {
                session: tree.session.reference.clone(),
                person: person.clone(),
                disseminator: false,
                despite: String::new(),
                instead: None,
            };
            world.clock.advance(MINUTE);
            participants::name(world, coordinator, &new).unwrap()
        };
        let (ankara, district, izmir) = (&tree.people[0][1], &tree.people[2][0], &tree.people[1][1]);
        let named = [ankara, district, izmir].map(name);
        let no = participants::Answer::Decline { why: "İzindeyim.".into(), deputy: String::new() };
        participants::answer(world, &signed_in(district), &named[1].id, &no).unwrap();
        let seen = |actor: &Actor| -> Vec<(PersonId, ParticipantState, String)> {
            let all = world.db.read(|conn| participants::of_supervisor(conn, actor, world.today())).unwrap();
            let rows = all.into_iter().flat_map(|one| one.people);
            rows.map(|row| (row.person.id, row.participant.state, row.participant.answer)).collect()
        };
        let own = [
            (ankara.clone(), ParticipantState::Invited, String::new()),
            (district.clone(), ParticipantState::Declined, "İzindeyim.".to_owned()),
        ];
        assert_eq!(seen(&tree.head(0)), own, "the district has no head of its own");
        assert_eq!(seen(&tree.head(1)), [(izmir.clone(), ParticipantState::Invited, String::new())]);
        for stranger in [&stage.planner, coordinator, &tree.officer, &signed_in(ankara)] {
            assert_eq!(seen(stranger), []);
        }
        // Who stands in for the head sees the same, from the first day of the duty to the last.
        let deputy = signed_in(&tree.people[2][1]);
        let tomorrow = world.today().plus_days(1);
        let new = NewDuty {
            kind: DutyKind::Deputy,
            unit: tree.units[0].clone(),
            person: tree.people[2][1].clone(),
            starts_on: tomorrow,
            ends_on: Some(tomorrow),
        };
        appoint(world, &operator(), &new).unwrap();
        assert_eq!(seen(&deputy), []);
        pass(&stage, 1);
        assert_eq!(seen(&deputy), own);
        pass(&stage, 1);
        assert_eq!(seen(&deputy), []);
        pass(&stage, 28 + 31);
        assert_eq!(seen(&tree.head(0)), [], "a month after the training");
    });
}
