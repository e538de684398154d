//! The numbers of rounds, and the seats of the people who vote in them.

use super::*;

fn gives_up(room: &mut Room, round: &str, ballots: u32) {
    room.does(Command::AbandonRound {
        round: round.to_owned(),
        ballots,
    });
}

fn numbers(room: &Room) -> Vec<usize> {
    room.meeting.rounds().iter().map(|r| r.number).collect()
}

#[test]
fn a_round_given_up_before_anybody_voted_does_not_use_up_its_number() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let first = room.opens(&["board"]);
    gives_up(&mut room, &first, 0);
    assert_eq!(room.meeting.next_round_number(), 1);
    let second = room.opens(&["board"]);
    // With votes in it, it was a round: the room will remember that there was one.
    gives_up(&mut room, &second, 2);
    let third = room.opens(&["board"]);
    gives_up(&mut room, &third, 0);
    room.opens(&["board"]);
    assert_eq!(numbers(&room), [1, 1, 2, 2]);
    let ids: std::collections::BTreeSet<_> = room.meeting.rounds().iter().map(|r| &r.id).collect();
    assert_eq!(ids.len(), 4, "an id is never used again");
}

#[test]
fn a_show_of_hands_that_was_counted_keeps_its_number() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    room.does(Command::OpenRound {
        settings: RoundSettings {
            method: Method::Hands,
            ..settings(&["board"])
        },
    });
    let round = room.meeting.open_round().unwrap().id.clone();
    let hands = Hands {
        yes: 1,
        ..Hands::default()
    };
    room.does(Command::CountHands {
        round: round.clone(),
        goal: "board".into(),
        group: "patient".into(),
        hands,
    });
    gives_up(&mut room, &round, 0);
    room.opens(&["board"]);
    assert_eq!(numbers(&room), [1, 2]);
}

/// A round of small tables that is open on these goals; returns its id.
fn tables_open(room: &mut Room, goals: &[&str]) -> String {
    room.does(Command::OpenRound {
        settings: RoundSettings {
            method: Method::Tables,
            ..settings(goals)
        },
    });
    room.meeting.open_round().unwrap().id.clone()
}

fn rank(round: &str, table: usize, order: &[&str]) -> Command {
    Command::RankTable {
        round: round.to_owned(),
        table,
        order: order.iter().map(|g| (*g).to_owned()).collect(),
    }
}

#[test]
fn a_round_of_tables_with_a_list_in_it_keeps_its_number() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let round = tables_open(&mut room, &["board"]);
    room.does(rank(&round, 1, &["board"]));
    gives_up(&mut room, &round, 0);
    room.opens(&["board"]);
    assert_eq!(numbers(&room), [1, 2]);
}

#[test]
fn a_list_of_another_round_table_or_goal_is_refused() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let round = tables_open(&mut room, &["board"]);
    for (table, order) in [
        (0, vec!["board"]),
        (6, vec!["board"]),
        (1, vec![]),
        (1, vec!["board", "board"]),
        (1, vec!["nowhere"]),
    ] {
        assert!(!room.refuses(rank(&round, table, &order)).is_empty());
    }
    let said = room.refuses(rank("r99", 1, &["board"]));
    assert_eq!(said, "That round is not open any more.");
    room.does(rank(&round, 5, &["board"]));
    assert_eq!(room.meeting.open_round().unwrap().lists_in(), 1);
}

#[test]
fn a_journal_from_before_this_rule_keeps_the_numbers_that_its_room_heard() {
    let mut room = Room::new();
    room.arrive(&["pat", "mo"]);
    let opened = |id: &str| {
        let line = format!(
            r#"{{"RoundOpened":{{"id":"{id}","settings":{},"voters":[],"at":"2026-11-24T14:00:00+00:00"}}}}"#,
            serde_json::to_string(&settings(&["board"])).unwrap()
        );
        serde_json::from_str::<Event>(&line).unwrap()
    };
    for event in [
        opened("r1"),
        Event::RoundAbandoned {
            round: "r1".into(),
            ballots: 0,
        },
        opened("r2"),
    ] {
        room.meeting.apply(&event);
    }
    assert_eq!(numbers(&room), [1, 2]);
    let written = serde_json::to_string(&opened("r1")).unwrap();
    assert!(!written.contains("number"), "{written}");
}

#[test]
fn a_seat_is_the_place_on_the_list_and_stays_with_its_person() {
    let mut room = Room::new();
    room.arrive(&["una", "mo", "pat"]);
    room.opens(&["board"]);
    let seats = |room: &Room| {
        let of = |id: &str| room.meeting.seat_of(id).unwrap();
        ["pat", "una", "mo", "nell", "fay"].map(of)
    };
    assert_eq!(seats(&room), [1, 2, 3, 4, 5]);
    room.does(Command::Leave {
        person: "pat".into(),
    });
    // Even where the facilitator is given a vote while the round is open.
    room.does(Command::SetPersonGroup {
        person: "fay".into(),
        group: Some("mdt".into()),
        ballots: BallotBox::default(),
    });
    room.does(Command::WalkIn {
        person: Person {
            name: "Ann".into(),
            group: Some("patient".into()),
            ..Person::default()
        },
    });
    assert_eq!(seats(&room), [1, 2, 3, 4, 5]);
    let at = |seat| room.meeting.at_seat(seat).map(|a| a.person.name.as_str());
    assert_eq!(
        [at(0), at(1), at(6), at(7)],
        [None, Some("Pat"), Some("Ann"), None]
    );
}
