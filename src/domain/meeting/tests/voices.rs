//! Goals that began with patients' words, agreed goals that both groups are for, and the round about the meeting itself.

use super::*;
use crate::domain::{
    evaluation,
    meeting::voices::{BothAbove, PartOf},
    vote::ballot::Answers,
};

fn marks(marks: &[u8]) -> Answers {
    Answers::Marks(marks.iter().copied().map(Some).collect())
}

/// A round on these goals in which each person gives the marks.
fn votes(room: &mut Room, apart_from: u32, goals: &[&str], given: &[(&str, &[u8])]) {
    room.does(Command::OpenRound {
        settings: RoundSettings {
            apart_from,
            ..settings(goals)
        },
    });
    let round = room.meeting.open_round().unwrap().clone();
    let mut ballots = BallotBox::new(&round.id);
    for (person, given) in given {
        ballots.cast(&round, person, marks(given)).unwrap();
    }
    room.does(Command::CloseRound {
        round: round.id,
        ballots,
    });
}

fn agree(room: &mut Room, goal: &str) {
    room.does(Command::Decide {
        goal: goal.to_owned(),
        decision: Decision::Agreed {
            note: "it is worth it".to_owned(),
        },
    });
}

#[test]
fn a_goal_counts_for_both_groups_if_what_is_shown_of_each_is_above_the_middle() {
    let mut room = Room::new();
    room.arrive(&["pat", "una", "mo", "nell"]);
    assert_eq!(room.meeting.agreed_above_for_both(), BothAbove::NoRound);
    let ring = room.proposes("Ring people");
    let given: [(&str, &[u8]); 4] = [
        ("pat", &[5, 5]),
        ("una", &[4, 5]),
        ("mo", &[4, 2]),
        ("nell", &[4, 2]),
    ];
    // Two of each: as a range, and the team's of 2 to 3 lies across the middle.
    votes(&mut room, 1, &["board", &ring], &given);
    agree(&mut room, "board");
    agree(&mut room, &ring);
    let counted = |part, of| BothAbove::Counted {
        round: 1,
        goals: PartOf { part, of },
    };
    assert_eq!(room.meeting.agreed_above_for_both(), counted(1, 2));
    // A goal that reads differently now was not voted on.
    room.does(Command::RewordGoal {
        goal: "board".into(),
        title: "A large board".into(),
    });
    assert_eq!(room.meeting.agreed_above_for_both(), counted(0, 1));
    // Nothing is worked out of a round that shows no group.
    let mut room = Room::new();
    room.arrive(&["pat", "una", "mo", "nell"]);
    let one: [(&str, &[u8]); 4] = [("pat", &[5]), ("una", &[5]), ("mo", &[5]), ("nell", &[5])];
    votes(&mut room, 3, &["board"], &one);
    agree(&mut room, "board");
    assert_eq!(room.meeting.agreed_above_for_both(), BothAbove::Withheld(1));
    let mut room = Room::new();
    room.arrive(&["pat", "una"]);
    votes(&mut room, 1, &["board"], &[("pat", &[5]), ("una", &[5])]);
    assert_eq!(room.meeting.agreed_above_for_both(), BothAbove::OneGroup(1));
}

#[test]
fn a_goal_begins_with_patients_words_if_it_rests_on_a_comment() {
    let mut room = Room::new();
    let before = room.meeting.goals_from_patients_words();
    let goal = room.proposes("Ring people");
    let with = room.meeting.goals_from_patients_words();
    assert_eq!((with.part, with.of), (before.part + 1, before.of + 1));
    room.does(Command::SetGoalEvidence {
        goal,
        evidence: vec!["q3".into()],
    });
    let without = room.meeting.goals_from_patients_words();
    assert_eq!((without.part, without.of), (before.part, before.of + 1));
}

#[test]
fn the_round_about_the_meeting_is_no_round_of_goals() {
    let mut room = Room::new();
    room.arrive(&["pat", "una", "mo", "nell"]);
    let settings = evaluation::settings(3);
    let other = RoundSettings {
        goals: vec!["board".into()],
        ..settings.clone()
    };
    let refused = room.refuses(Command::OpenRound { settings: other });
    assert_eq!(refused, "These are not the questions about the meeting.");
    room.does(Command::OpenRound {
        settings: settings.clone(),
    });
    let round = room.meeting.open_round().unwrap().clone();
    assert_eq!(
        room.refuses(Command::Save),
        "The round about this meeting is still open: close it, or give it up, before the meeting is saved."
    );
    // A goal can be changed meanwhile: nobody votes on it.
    room.does(Command::RewordGoal {
        goal: "board".into(),
        title: "A large board".into(),
    });
    let stages: Vec<Stage> = room
        .meeting
        .open_matters()
        .iter()
        .filter(|m| m.lacks == "still open")
        .map(|m| m.stage)
        .collect();
    assert_eq!(stages, [Stage::Close]);
    room.does(Command::AbandonRound {
        round: round.id,
        ballots: 0,
    });
    // Given up, it can be asked again; counted, it cannot.
    room.does(Command::OpenRound {
        settings: settings.clone(),
    });
    let round = room.meeting.open_round().unwrap().clone();
    let mut ballots = BallotBox::new(&round.id);
    for person in ["pat", "una", "mo", "nell"] {
        ballots.cast(&round, person, marks(&[5, 4, 3, 2])).unwrap();
    }
    let events = room.does(Command::CloseRound {
        round: round.id.clone(),
        ballots,
    });
    let [Event::RoundClosed { ballots, tally, .. }] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert!(ballots.is_empty() && tally.sets.is_empty());
    assert!(Meeting::is_final(&events[0]).is_some());
    assert_eq!(
        room.refuses(Command::OpenRound { settings }),
        "The room has answered these questions: they are asked once."
    );
    assert_eq!(room.meeting.next_round_number(), 1);
    assert!(room.meeting.rounds().is_empty());
    // Who had a vote in it keeps the group: the count is of that group.
    let refused = room.refuses(Command::SetPersonGroup {
        person: "pat".into(),
        group: None,
        ballots: BallotBox::default(),
    });
    assert!(
        refused.contains("had a vote in the round about this meeting, which is counted"),
        "{refused}"
    );
}
