//! Rules of reviews: the line for patients, goals given over, and goals that leave today's list.

use super::{Room, agree, minute};
use crate::domain::{
    command::Command,
    event::Event,
    event_sourced::EventSourced as _,
    goal::Owner,
    meeting::{Mark, Meeting},
    outcome::{Outcome, OutcomeGoal, Status},
};

fn earlier(status: Status, note: &str, noticed: &str) -> Command {
    Command::ReviewPrevious {
        goal: "board".into(),
        status,
        note: note.into(),
        noticed: noticed.into(),
    }
}

fn look(status: Status, noticed: &str) -> Command {
    Command::RecordFollowUp {
        goal: "board".into(),
        status,
        note: if status.needs_reason() { "Why" } else { "" }.into(),
        noticed: noticed.into(),
        figures: Vec::new(),
    }
}

fn give(owner: Owner) -> Command {
    let goal = "board".into();
    Command::GiveOver { goal, owner }
}

fn role(words: &str) -> Owner {
    Owner::Role(words.into())
}

/// A meeting whose goal of last time is on today's list in the same words.
fn room() -> Room {
    Room::with(|began| {
        let title = began.findings.themes[0].goals[0].title.clone();
        began.previous = Some(Outcome {
            goals: vec![OutcomeGoal {
                id: "board".into(),
                title,
                ..OutcomeGoal::default()
            }],
            ..Outcome::default()
        });
    })
}

/// A saved meeting with one goal, which Mo owns and Pat is the partner of.
fn over() -> Room {
    let mut room = Room::new();
    room.arrive(&["pat", "mo", "nell"]);
    room.does(agree("board", ""));
    room.does(Command::Assign {
        goal: "board".into(),
        owner: Some(Owner::Person("mo".into())),
    });
    room.does(Command::AssignPartner {
        goal: "board".into(),
        partner: Some("pat".into()),
    });
    room.does(Command::Save);
    room
}

fn outcome(room: &Room) -> Outcome {
    room.meeting.outcome(&Mark::default(), minute(room.n))
}

#[test]
fn a_goal_that_is_done_or_given_up_leaves_todays_list_and_comes_back_with_another_status() {
    let mut room = room();
    let live = |room: &Room| room.meeting.goal("board").unwrap().is_live();
    room.does(earlier(Status::OnTrack, "", ""));
    assert!(live(&room));
    for (status, note) in [(Status::Done, ""), (Status::Dropped, "No wall for it")] {
        room.does(earlier(status, note, ""));
        assert!(!live(&room), "{status:?}");
        room.does(earlier(status, note, ""));
        assert!(!live(&room), "{status:?} again");
        room.does(earlier(Status::Stuck, "No wall for it", ""));
        assert!(live(&room), "after {status:?}");
    }
}

#[test]
fn a_goal_in_other_words_decided_or_in_an_open_round_stays_on_the_list() {
    let off_list = |room: &mut Room| {
        let events = room.does(earlier(Status::Done, "", ""));
        matches!(events[..], [Event::PreviousReviewed { off_list, .. }] if off_list)
    };
    assert!(off_list(&mut room()));
    let mut reworded = room();
    reworded.does(super::reword("board", "Two boards"));
    assert!(!off_list(&mut reworded));
    let mut decided = room();
    decided.does(agree("board", ""));
    assert!(!off_list(&mut decided));
    let mut open = room();
    open.arrive(&["pat", "mo"]);
    open.opens(&["board"]);
    assert!(!off_list(&mut open));
    // What the room took off by itself is not brought back by a review.
    let mut dropped = room();
    dropped.does(Command::DropGoal {
        goal: "board".into(),
    });
    assert!(!off_list(&mut dropped));
    dropped.does(earlier(Status::OnTrack, "", ""));
    assert!(!dropped.meeting.goal("board").unwrap().is_live());
}

#[test]
fn a_review_of_a_journal_from_before_takes_nothing_off_the_list() {
    let line =
        r#"{"PreviousReviewed":{"goal":"board","on":"2026-11-24","status":"done","note":""}}"#;
    let event: Event = serde_json::from_str(line).unwrap();
    let mut room = room();
    room.meeting.apply(&event);
    assert!(room.meeting.goal("board").unwrap().is_live());
    assert_eq!(room.meeting.reviewed("board").unwrap().noticed, "");
    assert_eq!(serde_json::to_string(&event).unwrap(), line);
}

#[test]
fn the_line_for_patients_is_one_line_and_only_of_what_they_can_notice() {
    let mut room = room();
    let refused = "Patients notice a goal that is done or on track.";
    assert_eq!(
        room.refuses(earlier(Status::Stuck, "No wall", "A board")),
        refused
    );
    room.does(earlier(Status::Done, "", " A board\n at the desk "));
    let found = outcome(&room);
    assert_eq!(
        found.previous[0].noticed.as_deref(),
        Some("A board at the desk")
    );
    let mut over = over();
    assert_eq!(over.refuses(look(Status::Stuck, "A board")), refused);
    over.does(look(Status::OnTrack, "A board"));
    let goal = &outcome(&over).goals[0];
    assert_eq!(
        goal.last_review().unwrap().noticed.as_deref(),
        Some("A board")
    );
    // Said again the same day, with nothing to notice: the line goes with the status that it belonged to.
    over.does(look(Status::Stuck, ""));
    let goal = &outcome(&over).goals[0];
    assert_eq!(goal.last_review().unwrap().noticed, None);
}

#[test]
fn a_goal_is_given_over_and_the_first_owner_stays_in_the_outcome() {
    let mut room = over();
    assert_eq!(
        room.refuses(give(role("Ward manager"))),
        "Say first how it stands today."
    );
    room.does(look(Status::OnTrack, ""));
    assert_eq!(room.refuses(give(role(" "))), "An owner needs some words.");
    assert_eq!(
        room.refuses(give(Owner::Person("nobody".into()))),
        "Nobody of that name is on the list."
    );
    assert_eq!(
        room.refuses(give(Owner::Person("pat".into()))),
        "The partner works with the owner: choose somebody else."
    );
    room.does(give(role(" Ward manager ")));
    let found = outcome(&room);
    let goal = &found.goals[0];
    assert_eq!(goal.owner.as_deref(), Some("mo"));
    assert_eq!(found.owner_of(goal), "Ward manager");
    assert_eq!(found.owner_before(goal).as_deref(), Some("Mo"));
    // A name on the list is the person, and the next status of the day keeps the owner.
    room.does(give(role("NELL")));
    room.does(look(Status::OnTrack, "A board"));
    let found = outcome(&room);
    let goal = &found.goals[0];
    assert_eq!(goal.given_over().unwrap().owner.as_deref(), Some("nell"));
    assert_eq!(found.owner_now(goal), Some(Owner::Person("nell".into())));
    assert_eq!(
        room.meeting.owner_now(room.meeting.goal("board").unwrap()),
        Some(Owner::Person("nell".into()))
    );
    // Given back: nothing has changed hands.
    room.does(give(Owner::Person("mo".into())));
    assert_eq!(outcome(&room).goals[0].given_over(), None);
}

#[test]
fn somebody_who_takes_a_goal_over_need_not_be_asked() {
    let mut room = over();
    room.does(Command::Accept {
        goal: "board".into(),
        accepted: false,
    });
    room.does(look(Status::Stuck, ""));
    assert!(outcome(&room).goals[0].owner_to_ask());
    room.does(give(Owner::Person("nell".into())));
    assert!(!outcome(&room).goals[0].owner_to_ask());
}

#[test]
fn an_outcome_without_its_journal_keeps_owners_and_lines_of_its_reviews() {
    let mut room = over();
    room.does(look(Status::Done, "A board"));
    room.does(give(Owner::Person("nell".into())));
    let before = outcome(&room);
    let began = crate::domain::meeting::Began::from_outcome("m2".into(), before.clone(), None);
    let again = Meeting::begin(&began);
    assert_eq!(
        again.owner_now(again.goal("board").unwrap()),
        Some(Owner::Person("nell".into()))
    );
    assert_eq!(
        again.outcome(&Mark::default(), minute(room.n)).goals,
        before.goals
    );
}

#[test]
fn an_agreed_goal_without_a_measure_is_still_open() {
    let mut room = over();
    let lacks = |room: &Room| -> Vec<&'static str> {
        let open = room.meeting.open_matters().into_iter();
        open.filter(|m| m.goal.is_some()).map(|m| m.lacks).collect()
    };
    room.does(Command::SetDue {
        goal: "board".into(),
        due: Some("2027-02-28".parse().unwrap()),
    });
    assert_eq!(lacks(&room), ["no measure"]);
    room.does(Command::SetMeasure {
        goal: "board".into(),
        text: "It hangs".into(),
    });
    assert_eq!(lacks(&room), [""; 0]);
}
