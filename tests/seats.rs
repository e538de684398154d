//! An open round by number pad: seats, ballots of every method, handing in, and that nothing on the wall depends on a mark.

use proptest::{collection::vec, prelude::*};
use service_pledge::{app::program::Program as _, domain::vote::method::Method};

use crate::{
    harness::{Play, crowd, northbrook},
    walkthrough::welcome,
};

/// Keys that choose a method in the setup, and marks that it takes for each of the three goals.
const METHODS: [(Method, &str, [&str; 3]); 5] = [
    (Method::Score, "", ["0", "3", "5"]),
    (Method::Approve, "m y e s enter", ["0", "1", "1"]),
    (Method::Dots, "m d o t s enter", ["0", "2", "3"]),
    (Method::Rate, "m r a t e enter", ["1", "5", "9"]),
    (Method::Rank, "m o r d enter", ["2", "1", "3"]),
];

/// A meeting in which a round of this method is open.
fn open(method: &str) -> Play {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o").press(method).press("enter");
    play
}

/// Holds the text of a screen and the roles of its cells against snapshots.
#[track_caller]
fn pictures(play: &Play, name: &str) {
    insta::assert_snapshot!(name, format!("{}\n\n{}", play.screen(), play.roles()));
}

/// The names of the keys in the footer.
fn footer(play: &Play) -> Vec<String> {
    let view = play.app.view(play.now);
    view.footer.into_iter().map(|hint| hint.key).collect()
}

#[test]
fn a_seat_is_typed_and_its_name_is_confirmed() {
    let mut play = open("");
    for (columns, rows) in [(80, 22), (60, 18), (120, 40)] {
        play.resize(columns, rows);
        play.press("*");
        pictures(&play, &format!("seats {columns}x{rows}, none typed"));
        play.press("4");
        pictures(&play, &format!("seats {columns}x{rows}, one typed"));
    }
    play.resize(80, 22);
    // Nobody is proposed before a seat or a letter.
    play.press("* enter")
        .sees("Type your seat number first")
        .does_not_see("goal 1 of 3");
    play.press("/ enter").does_not_see("goal 1 of 3");
    play.text("ll").press("enter").sees("Seat 2▏   Siân Llŷr");
    play.press("7").sees("Seat 7▏   Jo Ellis");
    play.press("enter 5 4 3 enter")
        .sees("Thank you. Handed in: 1 of 9 have voted.")
        .sees("● 7 Jo Ellis")
        .does_not_see("Seat 7");
    play.press("7").sees("Jo Ellis has voted already.");
    play.press("enter").does_not_see("goal 1 of 3");
}

#[test]
fn seats_have_two_digits_where_there_are_so_many() {
    let mut play = Play::new(crowd());
    for _ in 0..15 {
        play.press("space");
    }
    play.press("s 5 o enter 1").sees("Seat 1▏   Ama Boateng");
    play.press("1").sees("Seat 11▏  Tess Adair");
    // A third digit begins the number again.
    play.press("3").sees("Seat 3▏   Ruth Calder");
    play.press("* 1 0").sees("Sam Hart has no vote.");
    play.press("- 1 5 enter").sees("Seat 15   Pia Grant");
}

#[test]
fn a_seat_stays_with_its_person_when_somebody_leaves_or_comes_late() {
    let mut play = open("");
    // Ruth has seat 3 and leaves before she has voted; Eilidh leaves after it.
    play.press("5 enter 1 1 1 enter");
    play.press("[ [ [ [ /").text("ruth").press("enter x /");
    play.text("eil").press("enter x 5");
    play.press("c").sees("1 of 8 have voted").press("esc");
    play.does_not_see("Ruth Calder");
    play.sees("● 5 Eilidh Munro").sees("○ 4 Nikhil Rao");
    play.press("3").sees("Ruth Calder is not here.");
    // A walk-in comes after everybody else, and is let in.
    play.press("[ [ [ [ w").text("Grace Obi").press("enter");
    play.text("Radiographer").press("enter enter 5 1 1");
    play.sees("Grace Obi came after the round was opened.");
    play.press("l enter 1 1")
        .sees("Seat 11▏  Grace Obi, radiographer");
    play.press("enter").sees("Seat 11   Grace Obi");
}

#[test]
fn when_all_have_voted_closing_stands_first() {
    let mut play = open("");
    assert_eq!(footer(&play)[..2], ["0", "c"]);
    play.press("4");
    assert_eq!(footer(&play)[..3], ["0", "Enter", "c"]);
    play.press("*");
    for seat in 1..=9 {
        play.press(&format!("{seat} enter 5 4 3"));
        let next = if seat == 9 {
            "Then everybody has voted.".to_owned()
        } else {
            format!("Then pass the number pad to seat {}.", seat + 1)
        };
        play.sees(&next).press("enter");
    }
    assert_eq!(footer(&play)[0], "c");
    play.app.ui.shell.toast = None;
    pictures(&play, "seats 80x22, all have voted");
    play.press("4").sees("All have voted: c closes the round.");
    play.press("c").sees("9 of 9 have voted");
}

#[test]
fn each_method_has_its_ballot_and_says_what_its_marks_mean() {
    for (method, keys, marks) in METHODS {
        let mut play = open(keys);
        for (columns, rows) in [(80, 22), (60, 18), (120, 40)] {
            play.resize(columns, rows);
            play.press("7 enter").press(marks[0]);
            pictures(&play, &format!("a ballot of {method:?} {columns}x{rows}"));
            play.press("esc esc");
        }
        play.resize(80, 22);
        play.press("7 enter").press(&marks.join(" "));
        play.sees("Every goal is marked. Enter hands it in.");
        if method == Method::Score {
            pictures(&play, "a ballot before it is handed in");
        }
        play.press("enter").sees("Thank you.");
    }
}

#[test]
fn a_given_seat_and_access_needs_are_for_the_desk_and_the_vote_only() {
    let mut began = northbrook();
    began.agenda.people[0].seat = Some(42);
    began.agenda.people[0].access = vec!["a hearing loop".to_owned()];
    let (id, name) = {
        let person = &began.agenda.people[0];
        (person.id.clone(), person.name.clone())
    };
    let mut play = Play::new(began);
    assert_eq!(play.meeting().seat_of(&id), Some(42));
    assert_eq!(play.meeting().at_seat(42).unwrap().person.id, id);
    // Everybody else is numbered from 1, as if nothing had been given.
    let second = play.meeting().people()[1].person.id.clone();
    assert_eq!(play.meeting().seat_of(&second), Some(1));
    for (columns, rows) in [(80, 22), (120, 40)] {
        play.resize(columns, rows);
        for stage in ["1", "3", "4"] {
            play.press(stage).does_not_see("hearing");
        }
    }
    play.press("1");
    welcome(&mut play);
    let outcome = service_pledge::yaml::write_outcome(&play.outcome());
    assert!(!outcome.contains("hearing loop"), "{outcome}");
    let mut play = play.reopen_at_the_desk();
    play.resize(120, 60);
    play.press("1").sees("Access needs").sees("a hearing");
    // Later only the needs of those who are here.
    play.press("4").sees("Access needs");
    assert!(play.screen().contains(name.split(' ').next().unwrap()));
}

#[test]
fn the_desk_sees_marks_and_dots_left_and_the_wall_does_not() {
    let mut play = open("m d o t s enter");
    play.press("7 enter 3").does_not_see("left");
    let mut play = play.reopen_at_the_desk();
    play.press("7 enter 3")
        .sees("●●●○○   2 left")
        .sees("3  Say how long");
    play.press("3").sees("1 too many");
}

#[test]
fn a_goal_can_be_left_unmarked_gone_back_to_and_begun_again() {
    let mut play = open("");
    play.press("7 enter 5 enter 3")
        .sees("● ○ ●")
        .sees("1 goal is not marked: it counts as");
    play.press("- -").sees("goal 2 of 3").press("4 enter");
    play.sees("Every goal is marked.");
    play.press("*").sees("goal 1 of 3").sees("Begun again");
    play.press("bs").sees("goal 1 of 3");
}

#[test]
fn places_from_ten_on_take_two_digits() {
    let mut began = northbrook();
    let theme = &mut began.findings.themes[0];
    for i in 0..9 {
        let mut goal = theme.goals[0].clone();
        goal.id = format!("extra-{i}");
        goal.title = format!("Goal {i}");
        theme.goals.push(goal);
    }
    let mut play = Play::new(began);
    welcome(&mut play);
    play.press("5 o m o r d enter");
    for _ in 0..9 {
        play.press("right");
    }
    play.sees("The best 12 in order").press("enter 7 enter");
    play.sees("Two digits each: 01 is the first place");
    play.press("1").sees("goal 1 of 12").sees("one more");
    play.press("-").sees("Two digits each").press("1 2");
    play.sees("goal 2 of 12");
    for place in 1..=11 {
        play.press(&format!("{} {}", place / 10, place % 10));
    }
    play.sees("Every goal is marked.").press("enter");
    play.sees("Handed in: 1 of 9");
}

#[test]
fn the_full_stop_of_a_number_pad_does_not_blank_the_wall_and_b_does() {
    let mut play = open("");
    play.press("4 .").sees("Type your seat number.");
    play.press("b");
    assert!(play.screen().trim().is_empty());
    play.press("4")
        .sees("Type your seat number.")
        .does_not_see("Seat 4");
}

#[test]
fn a_round_given_up_before_anybody_voted_is_no_round() {
    let mut play = open("");
    play.press("x y o").sees("Round 1").press("enter");
    play.sees("Round 1 is open.");
    play.press("7 enter 1 1 1 enter x y o").sees("Round 2");
}

/// A step of a ballot, with the two keys that two voters press at it.
#[derive(Clone, Debug)]
enum Step {
    Mark(usize, usize),
    Pass,
    Back,
    Again,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..8_usize, 0..8_usize).prop_map(|(one, other)| Step::Mark(one, other)),
        1 => Just(Step::Pass),
        1 => Just(Step::Back),
        1 => Just(Step::Again),
    ]
}

/// The key of a mark of a method; the last ones cannot judge.
fn mark(method: Method, nth: usize) -> &'static str {
    let keys: &[&str] = match method {
        Method::Approve => &["0", "1", "."],
        Method::Rate => &["1", "2", "4", "6", "9", "."],
        _ => &["0", "1", "2", "3", "5", "."],
    };
    keys[nth % keys.len()]
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn two_ballots_with_other_marks_are_the_same_screens(
        which in 0..METHODS.len(),
        steps in vec(step(), 1..9),
        small in any::<bool>(),
    ) {
        let (method, keys, _) = METHODS[which];
        let [mut one, mut other] = [open(keys), open(keys)];
        for play in [&mut one, &mut other] {
            if small {
                play.resize(60, 18);
            }
            play.press("7 enter");
        }
        for step in steps {
            let [first, second] = match step {
                Step::Mark(first, second) => [mark(method, first), mark(method, second)],
                Step::Pass => ["enter"; 2],
                Step::Back => ["-"; 2],
                Step::Again => ["*"; 2],
            };
            // Handing in is the end of it.
            if one.screen().contains("of 3 marked") && matches!(step, Step::Pass | Step::Mark(..)) {
                break;
            }
            one.press(first);
            other.press(second);
            // At the end a sum of dots, or a place given twice, has to be said.
            let is_over = one.screen().contains("of 3 marked");
            if !is_over || !matches!(method, Method::Dots | Method::Rank) {
                prop_assert_eq!(one.buffer(), other.buffer(), "{:?}", step);
            }
        }
    }

    #[test]
    fn abstaining_is_the_same_screens_as_marking_every_goal(
        which in 0..METHODS.len(),
        marks in vec(0..8_usize, 3),
        from in vec(0..3_usize, 3),
    ) {
        let (method, keys, valid) = METHODS[which];
        let [mut one, mut other] = [open(keys), open(keys)];
        one.press("7 enter");
        other.press("7 enter");
        for at in 0..3 {
            // On the last page a ballot that breaks a rule says so, and an abstention breaks none.
            let key = match method {
                Method::Dots | Method::Rank => valid[at],
                _ => mark(method, marks[at]),
            };
            one.press(key);
            // Any key that is no mark goes on.
            other.press(if at == 0 { "/" } else { ["/", "enter", "."][from[at]] });
            prop_assert_eq!(one.buffer(), other.buffer());
        }
        one.press("enter");
        other.press("enter");
        prop_assert_eq!(one.buffer(), other.buffer());
        let disk = |play: &Play| play.disk.paths();
        prop_assert_eq!(disk(&one), disk(&other));
    }
}
