//! Notes of the facilitator for the afternoon: stars and groups of comments, and who leads.

use super::*;

fn star(comment: &str) -> Command {
    Command::StarComment {
        comment: comment.into(),
    }
}

fn group(comment: &str, word: &str) -> Command {
    Command::GroupComment {
        comment: comment.into(),
        group: word.into(),
    }
}

fn hand_over(person: &str) -> Command {
    Command::HandOverMeeting {
        person: person.into(),
    }
}

#[test]
fn a_star_is_set_once_and_taken_away() {
    let mut room = Room::new();
    let unstar = || Command::UnstarComment {
        comment: "c1".into(),
    };
    assert!(room.does(unstar()).is_empty());
    assert_eq!(room.does(star("c1")).len(), 1);
    assert!(room.does(star("c1")).is_empty());
    assert!(room.meeting.is_starred("c1"));
    room.does(unstar());
    assert!(!room.meeting.is_starred("c1"));
    assert!(room.try_to(star("no such comment")).is_err());
}

#[test]
fn a_comment_is_under_one_word_and_an_empty_word_takes_it_out() {
    let mut room = Room::new();
    room.does(group("c1", " gowns "));
    assert_eq!(room.meeting.comment_group("c1"), Some("gowns"));
    assert!(room.does(group("c1", "gowns")).is_empty());
    room.does(group("c1", "waiting"));
    let words: Vec<_> = room.meeting.comment_groups().into_iter().collect();
    assert_eq!(words, [("waiting", 1)]);
    room.does(group("c1", ""));
    assert_eq!(room.meeting.comment_group("c1"), None);
    assert!(room.does(group("c1", "  ")).is_empty());
    assert!(room.try_to(group("c1", &"a".repeat(5_000))).is_err());
}

#[test]
fn stars_and_groups_are_in_no_outcome() {
    let mut room = Room::new();
    let before = room.meeting.outcome(&Mark::default(), minute(40));
    room.does(star("c1"));
    room.does(group("c1", "gowns"));
    assert_eq!(room.meeting.outcome(&Mark::default(), minute(40)), before);
}

#[test]
fn the_meeting_is_handed_over_to_somebody_who_is_here() {
    let mut room = Room::with(|began| {
        for person in &mut began.agenda.people {
            if person.id == "fay" {
                person.role = "Facilitator".into();
            }
        }
    });
    let leads = |room: &Room| room.meeting.facilitator().map(|a| a.person.id.clone());
    assert_eq!(leads(&room).as_deref(), Some("fay"));
    assert_eq!(room.refuses(hand_over("mo")), "Mo is not ticked as here.");
    assert_eq!(
        room.refuses(hand_over("nobody")),
        "Nobody of that name is on the list."
    );
    room.arrive(&["mo", "fay"]);
    assert!(room.does(hand_over("fay")).is_empty());
    room.does(hand_over("mo"));
    assert_eq!(leads(&room).as_deref(), Some("mo"));
    // The group stays: who leads for ten minutes keeps the vote.
    assert_eq!(room.meeting.attendee("mo").unwrap().group(), Some("mdt"));
    let outcome = room.meeting.outcome(&Mark::default(), minute(40));
    let handed: Vec<_> = outcome
        .meeting
        .handed_over
        .iter()
        .map(|h| h.to.as_str())
        .collect();
    assert_eq!(handed, ["mo"]);
    // A meeting whose journal is lost knows it from its outcome.
    let again = Meeting::begin(&Began {
        outcome: Some(outcome.clone()),
        ..Began::default()
    });
    assert_eq!(
        again.outcome(&Mark::default(), minute(90)).meeting,
        outcome.meeting
    );
}

#[test]
fn the_outcome_says_who_came_late_and_who_left_early_and_a_lost_journal_loses_neither() {
    let mut room = Room::new();
    room.arrive(&["mo", "pat"]);
    room.does(Command::StartMeeting);
    room.n = 20;
    room.arrive(&["una"]);
    room.n = 40;
    let leave = |person: &str| Command::Leave {
        person: person.into(),
    };
    room.does(leave("pat"));
    room.n = 60;
    room.does(leave("mo"));
    room.does(Command::Save);
    let outcome = room.meeting.outcome(&Mark::default(), minute(61));
    let moments = |all: &[crate::domain::outcome::PersonMoment]| -> Vec<(String, Stamp)> {
        all.iter().map(|m| (m.person.clone(), m.at)).collect()
    };
    assert_eq!(
        moments(&outcome.meeting.came_late),
        [("una".to_owned(), minute(20))]
    );
    // Mo went while it was read back.
    assert_eq!(
        moments(&outcome.meeting.left_early),
        [("pat".to_owned(), minute(40))]
    );
    let again = Meeting::begin(&Began {
        outcome: Some(outcome.clone()),
        ..Began::default()
    });
    let again = again.outcome(&Mark::default(), minute(90));
    assert_eq!(again.meeting, outcome.meeting);
}
