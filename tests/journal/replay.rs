//! Replay: the live state equals the state read back, and undo and redo are inverses.

use proptest::{collection::vec, prelude::*};
use service_pledge::domain::{command::Command, vote::method::Method};

use super::room::{Act, Room, arrive, disk_with, note, open_round, script, thrown};

fn few() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(64)
    }
}

fn dice() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
    vec(any::<(u8, u8, u8)>(), 1..40)
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn a_meeting_read_back_after_any_step_is_the_meeting_that_is_live(dice in dice()) {
        let mut room = Room::new();
        for throw in dice {
            let act = thrown(&mut room, throw);
            if !room.act(&act) {
                continue;
            }
            prop_assert_eq!(room.session.unsaved(), 0);
            let bytes = room.journal();
            prop_assert_eq!(&bytes, room.session.text().as_bytes());
            let again = Room::on(&disk_with(&bytes));
            prop_assert_eq!(again.all(), room.all());
            prop_assert_eq!(again.session.unsaved(), 0);
            prop_assert_eq!(again.journal(), bytes);
            prop_assert!(again.session.notices().is_empty());
        }
    }

    #[test]
    fn undo_then_redo_and_redo_then_undo_change_nothing(dice in dice()) {
        let mut room = Room::new();
        let state = |room: &Room| format!("{:?}", room.session.state());
        for throw in dice {
            let act = thrown(&mut room, throw);
            room.act(&act);
            let before = state(&room);
            if room.act(&Act::Undo) {
                let undone = state(&room);
                prop_assert!(room.act(&Act::Redo));
                prop_assert_eq!(state(&room), before);
                prop_assert!(room.act(&Act::Undo));
                prop_assert_eq!(state(&room), undone);
                prop_assert!(room.act(&Act::Redo));
            }
        }
    }

    #[test]
    fn taking_every_step_back_leads_to_the_beginning_or_to_a_closed_round(dice in dice()) {
        let mut room = Room::new();
        let beginning = format!("{:?}", room.session.state());
        for throw in dice {
            let act = thrown(&mut room, throw);
            room.act(&act);
        }
        while room.act(&Act::Undo) {}
        let why = room.session.undo(super::room::stamp(1)).unwrap_err();
        if why == "There is nothing to undo." {
            prop_assert_eq!(format!("{:?}", room.session.state()), beginning);
        } else {
            prop_assert!(why.sentence().contains("cannot be undone"), "{}", why);
        }
    }
}

#[test]
fn more_steps_than_are_kept_are_taken_back_one_by_one() {
    let mut room = Room::new();
    let mut states = vec![format!("{:?}", room.session.state())];
    for i in 0..300 {
        room.done(note(&format!("Note {i}")));
        states.push(format!("{:?}", room.session.state()));
    }
    for state in states.iter().rev().skip(1) {
        assert!(room.act(&Act::Undo));
        assert_eq!(format!("{:?}", room.session.state()), *state);
    }
    for state in states.iter().skip(1) {
        assert!(room.act(&Act::Redo));
        assert_eq!(format!("{:?}", room.session.state()), *state);
    }
    let live = room.all();
    assert_eq!(room.reopened().all(), live);
}

#[test]
fn a_new_step_clears_what_could_be_done_again() {
    let mut room = Room::new();
    room.done(note("One"));
    assert!(room.act(&Act::Undo));
    room.done(note("Two"));
    assert_eq!(
        room.session.redo(super::room::stamp(9)).unwrap_err(),
        "There is nothing to do again."
    );
    let mut again = room.reopened();
    assert_eq!(
        again.session.redo(super::room::stamp(9)).unwrap_err(),
        "There is nothing to do again."
    );
}

#[test]
fn a_mark_is_not_undone_and_does_not_clear_what_can_be_done_again() {
    let mut room = Room::new();
    room.done(note("One"));
    assert!(room.act(&Act::Undo));
    let mark = script().remove(2);
    assert!(room.act(&mark));
    let marked = room.session.marked().clone();
    assert!(room.act(&Act::Redo));
    assert!(room.act(&Act::Undo));
    assert_eq!(room.session.marked(), &marked);
}

#[test]
fn a_closed_round_is_a_barrier_with_its_sentence() {
    let mut room = Room::new();
    for act in script().into_iter().take(9) {
        assert!(room.act(&act));
    }
    let barrier = "A closed round cannot be undone: the difference between two counts would be somebody\u{2019}s ballot. Open another round.";
    for _ in 0..2 {
        let (all, text) = (room.all(), room.session.text().to_owned());
        let refused = room.session.undo(super::room::stamp(30)).unwrap_err();
        assert_eq!(refused, barrier);
        assert_eq!((room.all(), room.session.text()), (all, text.as_str()));
        room = room.reopened();
    }
}

#[test]
fn a_round_given_up_is_a_barrier_only_where_it_had_ballots() {
    for (ballots, undone) in [(0, true), (1, false)] {
        let mut room = Room::new();
        room.done(arrive("pat"));
        room.done(open_round(Method::Score, vec!["board".into()]));
        let round = "r3".to_owned();
        room.done(Command::AbandonRound { round, ballots });
        assert_eq!(room.act(&Act::Undo), undone, "{ballots}");
        assert_eq!(room.session.state().open_round().is_some(), undone);
    }
}

#[test]
fn an_id_taken_back_is_never_used_again() {
    let mut room = Room::new();
    let propose = |title: &str| Command::ProposeGoal {
        title: title.into(),
        themes: vec![],
        evidence: vec![],
        strand: None,
    };
    room.done(propose("One"));
    assert!(room.session.state().goal("g2").is_some());
    assert!(room.act(&Act::Undo));
    let mut room = room.reopened();
    room.done(propose("Two"));
    let state = room.session.state();
    assert!(state.goal("g2").is_none());
    assert!(state.goal("g4").is_some());
}
