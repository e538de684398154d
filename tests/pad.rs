//! Votes by a number pad alone, with its number lock on and off: every method, and the number of keys that it takes.

use service_pledge::domain::{findings::BroughtGoal, people::Person, vote::method::Method};

use crate::harness::{Play, northbrook};

const PEOPLE: usize = 12;
const GOALS: usize = 12;

/// Keys that choose a method in the setup, and the marks of a ballot of twelve goals.
fn methods() -> [(Method, &'static str, Vec<String>); 5] {
    let digits = |marks: &str| -> Vec<String> { marks.chars().map(String::from).collect() };
    [
        (Method::Score, "", digits("0123450.2345")),
        (Method::Approve, "m y e s enter", digits("01010101.111")),
        (Method::Dots, "m d o t s enter", digits("010002000.00")),
        (Method::Rate, "m r a t e enter", digits("12345678.912")),
        // The best three; from ten places on each has two digits.
        (Method::Rank, "m o r d enter", digits("102030000000")),
    ]
}

/// A meeting with twelve voters and twelve goals, in which a round of this method is open.
fn open(method: &str) -> Play {
    let mut began = northbrook();
    began.agenda.people.truncate(0);
    began.agenda.people.extend((1..=PEOPLE).map(|nth| Person {
        id: format!("p{nth}"),
        name: format!("Person {nth}"),
        group: Some(if nth % 3 == 0 { "patient" } else { "mdt" }.into()),
        ..Person::default()
    }));
    for theme in &mut began.findings.themes {
        theme.goals.clear();
    }
    began.previous = None;
    began.findings.themes[0]
        .goals
        .extend((1..=GOALS).map(|nth| BroughtGoal {
            id: format!("g{nth}"),
            title: format!("Goal {nth}"),
            evidence: None,
            control: None,
            cost: None,
            hours: None,
            strand: None,
        }));
    let mut play = Play::new(began);
    for _ in 0..PEOPLE {
        play.press("space");
    }
    play.press("s 5 o").press(method).press("enter");
    play
}

/// The keys of a pad whose number lock is off, in place of the characters on them.
pub(crate) fn off(keys: &str) -> String {
    let key = |key: &str| match key {
        "0" => "insert".to_owned(),
        "1" => "end".to_owned(),
        "2" => "down".to_owned(),
        "3" => "pgdn".to_owned(),
        "4" => "left".to_owned(),
        "5" => "begin".to_owned(),
        "6" => "right".to_owned(),
        "7" => "home".to_owned(),
        "8" => "up".to_owned(),
        "9" => "pgup".to_owned(),
        "." => "delete".to_owned(),
        other => other.to_owned(),
    };
    let keys: Vec<String> = keys.split(' ').map(key).collect();
    keys.join(" ")
}

/// The keys of a whole ballot, one by one with blanks between them.
fn ballot(seat: usize, marks: &[String]) -> String {
    let characters = |text: &str| -> Vec<String> { text.chars().map(String::from).collect() };
    let mut keys = characters(&seat.to_string());
    keys.push("enter".to_owned());
    keys.extend(marks.iter().flat_map(|mark| characters(mark)));
    keys.push("enter".to_owned());
    keys.join(" ")
}

#[test]
fn twelve_people_vote_on_twelve_goals_with_a_key_a_goal_and_two() {
    for (method, choose, marks) in methods() {
        for lock_is_off in [false, true] {
            let mut play = open(choose);
            assert_eq!(
                play.meeting().open_round().unwrap().settings.goals.len(),
                GOALS
            );
            for seat in 1..=PEOPLE {
                let keys = ballot(seat, &marks);
                let digits = seat.to_string().len();
                assert_eq!(keys.split(' ').count(), digits + GOALS + 2, "{method:?}");
                play.press(&if lock_is_off { off(&keys) } else { keys });
                play.sees(&format!("{seat} of {PEOPLE} have voted"));
            }
            play.sees("All have voted");
            play.press("c y");
            let round = play.meeting().last_count().unwrap();
            assert_eq!(round.settings.method, method);
            assert!(round.tally().unwrap().of("g12").is_some(), "{method:?}");
        }
    }
}

#[test]
fn both_states_of_the_lock_give_the_same_result_and_it_is_mentioned_once() {
    let (_, choose, marks) = methods().into_iter().next().unwrap();
    let result = |lock_is_off: bool| {
        let mut play = open(choose);
        for seat in 1..=PEOPLE {
            let keys = ballot(seat, &marks[..]);
            play.press(&if lock_is_off { off(&keys) } else { keys });
        }
        play.press("c y");
        let round = play.meeting().last_count().unwrap();
        format!("{:?}", round.tally())
    };
    let (locked, unlocked) = (result(false), result(true));
    assert!(locked.contains("g12"), "{locked}");
    assert_eq!(locked, unlocked);

    let mut play = open(choose);
    play.press("left").sees("Num Lock is off").sees("Seat 4");
    play.press("enter").does_not_see("Num Lock is off");
    play.press("up").sees("8 is no mark");
    play.press("right")
        .sees("6 is no mark")
        .press("down")
        .sees("goal 2 of 12");
    // Back is on the minus of the pad, and an arrow is what is printed on it.
    play.press("-").sees("goal 1 of 12").press("*");
    play.press(&off(&["3"; GOALS].join(" ")))
        .press("enter")
        .sees("1 of 12 have voted");
    // Seats typed as digits: arrows are arrows again.
    play.press("5 enter 3").sees("goal 2 of 12");
    play.press("up")
        .sees("goal 1 of 12")
        .does_not_see("Num Lock");
}

#[test]
fn two_quick_enters_hand_in_once() {
    let (_, choose, marks) = methods().into_iter().next().unwrap();
    let mut play = open(choose);
    play.press(&ballot(1, &marks)).press("enter enter");
    play.sees("Type your seat number first")
        .sees("●  1 Person 1 ")
        .sees("○  2 Person 2 ");
}
