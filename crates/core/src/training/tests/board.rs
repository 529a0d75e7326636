//! The rule of the queue against a model that is too slow to be wrong, and its sentences one by one.

use crate::training::shared::{Board, Reservation, ReservationState, SessionKind, SessionState, SharedSession, WaitReason};
use kunye_kernel::id::ReservationId;
use kunye_kernel::time::{Day, Time};
use proptest::prelude::*;

const START: Day = Day(100);
const FILL: Day = Day(97);

fn session(seats: i32) -> SharedSession {
    SharedSession {
        id: "S".into(),
        reference: "R".into(),
        programme_id: "P".into(),
        course_id: "C".into(),
        site_id: "A".into(),
        starts_on: START,
        starts_minute: 0,
        hours: 4,
        seats,
        quota: 6,
        cancel_by: Day(93),
        substitute_by: Day(99),
        fill_from: FILL,
        state: SessionState::Open,
        announced_by: String::new(),
        announced_at: Time(0),
        ended_at: None,
        reason: None,
        kind: SessionKind::Shared,
        ends_on: START,
    }
}

fn reservation(number: i32, institution: &str, seats: i32) -> Reservation {
    Reservation {
        id: format!("{number}").into(),
        session_id: "S".into(),
        number,
        institution_id: institution.into(),
        seats,
        state: ReservationState::Waiting,
        once_key: number.to_string(),
        made_by: "p".into(),
        made_at: Time(0),
        seated_at: None,
        ended_at: None,
    }
}

fn join(board: &mut Board, institution: &str, seats: i32, day: Day) -> ReservationId {
    let id = board.join(|number| reservation(number, institution, seats));
    board.settle(day, Time(1));
    id
}

fn seated(board: &Board) -> Vec<i32> {
    board.live().iter().filter(|one| one.state == ReservationState::Seated).map(|one| one.number).collect()
}

#[test]
fn free_seats_are_kept_for_the_first_until_the_filling_day() {
    let mut board = Board::new(session(10), Vec::new(), 0);
    let early = Day(50);
    let first = join(&mut board, "A", 6, early);
    let second = join(&mut board, "B", 5, early);
    let third = join(&mut board, "C", 4, early);
    assert_eq!(seated(&board), [1], "four seats are free, and four would fit: but five applied before");
    let standing = board.standing(&second).unwrap();
    assert_eq!((standing.place, standing.seats_before, standing.why), (1, 0, WaitReason::TooFew { free: 4 }));
    let standing = board.standing(&third).unwrap();
    assert_eq!((standing.place, standing.seats_before, standing.why), (2, 5, WaitReason::Behind { free: 4 }));
    assert_eq!(board.standing(&first), None);
    board.settle(FILL.plus_days(-1), Time(2));
    assert_eq!(seated(&board), [1]);
    board.settle(FILL, Time(2));
    assert_eq!(seated(&board), [1, 3], "from the filling day on the next whom they hold");
    assert_eq!(board.standing(&second).unwrap().why, WaitReason::Full);
    assert_eq!(board.standing(&second).unwrap().place, 1, "who was passed keeps the place");
    board.leave(&first).unwrap();
    board.settle(FILL, Time(3));
    assert_eq!(seated(&board), [2, 3]);
}

#[test]
fn a_smaller_group_keeps_its_place() {
    let mut board = Board::new(session(10), Vec::new(), 0);
    let early = Day(50);
    join(&mut board, "A", 6, early);
    let second = join(&mut board, "B", 6, early);
    join(&mut board, "C", 1, early);
    assert_eq!(board.shrink(&second, 6).unwrap_err().fields()[0].text, "training-seats-fewer");
    assert_eq!(board.shrink(&second, 0).unwrap_err().fields()[0].text, "training-seats-fewer");
    board.shrink(&second, 3).unwrap();
    board.settle(early, Time(2));
    assert_eq!((seated(&board), board.free()), (vec![1, 2, 3], 0));
}

#[test]
fn who_may_apply() {
    let mut board = Board::new(session(24), Vec::new(), 0);
    let early = Day(50);
    let text = |board: &Board, seats: i32, day: Day| {
        let error = board.admits(&"A".into(), seats, day).unwrap_err();
        error.fields().first().map_or(error.text, |field| field.text)
    };
    assert!(board.admits(&"A".into(), 6, early).is_ok());
    assert!(board.admits(&"A".into(), 6, START.plus_days(-1)).is_ok());
    assert_eq!(text(&board, 7, early), "training-seats-quota");
    assert_eq!(text(&board, 0, early), "training-seats-none");
    assert_eq!(text(&board, i32::MAX, early), "training-seats-quota");
    assert_eq!(text(&board, 1, START), "training-session-closed");
    join(&mut board, "A", 4, early);
    assert!(board.admits(&"A".into(), 2, early).is_ok());
    assert_eq!(text(&board, 3, early), "training-seats-quota-own");
    board.session.state = SessionState::CalledOff;
    assert_eq!(text(&board, 1, early), "training-session-closed");
}

#[derive(Debug, Clone)]
enum Act {
    Join { institution: usize, seats: i32 },
    Leave(prop::sample::Index),
    Shrink(prop::sample::Index, i32),
    NextDay,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        5 => (0..8_usize, 1..7_i32).prop_map(|(institution, seats)| Act::Join { institution, seats }),
        2 => any::<prop::sample::Index>().prop_map(Act::Leave),
        1 => (any::<prop::sample::Index>(), 1..6_i32).prop_map(|(at, seats)| Act::Shrink(at, seats)),
        1 => Just(Act::NextDay),
    ];
    prop::collection::vec(act, 0..60)
}

/// The rule by its words: while anybody may be served, serve the first who may. `(number, seats, has seats)` by number.
fn serve(groups: &mut [(i32, i32, bool)], seats: i32, filling: bool) {
    loop {
        let free = seats - groups.iter().filter(|group| group.2).map(|group| group.1).sum::<i32>();
        let may = |at: usize| {
            let (_, wanted, has) = groups[at];
            let nobody_before = groups[..at].iter().all(|group| group.2);
            let none_before_fits = groups[..at].iter().all(|group| group.2 || group.1 > free);
            !has && wanted <= free && (nobody_before || (filling && none_before_fits))
        };
        match (0..groups.len()).find(|at| may(*at)) {
            Some(at) => groups[at].2 = true,
            None => return,
        }
    }
}

proptest! {
    #[test]
    fn the_board_agrees_with_the_rule_by_its_words(seats in 1..30_i32, acts in acts()) {
        let mut board = Board::new(session(seats), Vec::new(), 0);
        let mut model: Vec<(i32, i32, bool)> = Vec::new();
        let (mut day, mut numbers) = (Day(92), 0);
        for act in acts {
            match act {
                Act::Join { institution, seats } => {
                    let institution = institution.to_string();
                    if board.admits(&institution.as_str().into(), seats, day).is_ok() {
                        numbers += 1;
                        board.join(|number| reservation(number, &institution, seats));
                        model.push((numbers, seats, false));
                    }
                }
                Act::Leave(at) if !model.is_empty() => {
                    let (number, ..) = model.remove(at.index(model.len()));
                    board.leave(&number.to_string().into()).unwrap();
                }
                Act::Shrink(at, to) if !model.is_empty() => {
                    let at = at.index(model.len());
                    let (number, from, _) = model[at];
                    let shrunk = board.shrink(&number.to_string().into(), to);
                    prop_assert_eq!(shrunk.is_ok(), to < from);
                    if shrunk.is_ok() {
                        model[at].1 = to;
                    }
                }
                Act::NextDay => day = day.plus_days(1),
                _ => {}
            }
            board.settle(day, Time(0));
            if day < START {
                serve(&mut model, seats, day >= FILL);
            }
            let shown: Vec<_> = board.live().iter().map(|one| (one.number, one.seats, one.state == ReservationState::Seated)).collect();
            prop_assert_eq!(&shown, &model);
            prop_assert!(board.free() >= 0, "oversold");
            for institution in 0..8 {
                prop_assert!(board.of_institution(&institution.to_string().into()) <= 6, "beyond the quota");
            }
            // A place in the queue is its order of application among those who wait.
            let waiting: Vec<_> = board.live().iter().filter(|one| one.state == ReservationState::Waiting).cloned().collect();
            for (at, one) in waiting.iter().enumerate() {
                prop_assert_eq!(board.standing(&one.id).map(|standing| standing.place), Some(at + 1));
            }
        }
    }
}
