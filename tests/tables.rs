//! Small tables: a meeting of 24 people at four tables, from setup to outcome, through real keys.

use service_pledge::{
    domain::{
        findings::BroughtGoal,
        meeting::{Began, voices::BothAbove},
        outcome::Outcome,
        people::Person,
        vote::method::Method,
    },
    publish::{PaperSource, ask, markdown, minutes, page::PaperSize, words::ENGLISH},
    yaml,
};

use crate::{
    harness::{Play, northbrook},
    pad::off,
    walkthrough::Room,
};

const PEOPLE: usize = 24;
const GOALS: usize = 8;

/// The sheets of four tables: the place of each goal. The last table could not agree on five goals.
const SHEETS: [&str; 4] = ["12345678", "21436587", "81234567", "31200000"];

/// The combined list, worked out by hand. Place p of 8 gives 9 - p points, and what table 4 left out shares 1 to 5, 3 each:
/// g1 8+7+1+6 = 22, g2 7+8+8+8 = 31, g3 6+5+7+7 = 25, g4 5+6+6+3 = 20, g5 4+3+5+3 = 15, g6 3+4+4+3 = 14, g7 2+1+3+3 = 9,
/// g8 1+2+2+3 = 8.
const COMBINED: [(&str, f64); GOALS] = [
    ("g2", 1.0),
    ("g3", 2.0),
    ("g1", 3.0),
    ("g4", 4.0),
    ("g5", 5.0),
    ("g6", 6.0),
    ("g7", 7.0),
    ("g8", 8.0),
];

/// A meeting of 24 voters, a third of them patients, with eight goals.
pub(crate) fn full_room() -> Began {
    let mut began = northbrook();
    began.previous = None;
    began.agenda.people = (1..=PEOPLE)
        .map(|nth| Person {
            id: format!("p{nth}"),
            name: format!("Person {nth}"),
            group: Some(if nth % 3 == 0 { "patient" } else { "mdt" }.into()),
            ..Person::default()
        })
        .collect();
    for theme in &mut began.findings.themes {
        theme.goals.clear();
    }
    began.findings.themes[0].goals = (1..=GOALS)
        .map(|nth| BroughtGoal {
            id: format!("g{nth}"),
            title: format!("Goal number {nth}"),
            evidence: None,
            control: None,
            cost: Some(10),
            hours: Some(1),
            strand: None,
        })
        .collect();
    began
}

/// Ticks everybody as here, and opens a round of small tables.
fn begin(room: &mut impl Room) {
    for _ in 0..PEOPLE {
        room.press("space");
    }
    room.press("s 5 o m").text("small tables").press("enter");
    room.sees("Small tables, a list in order from each.");
    room.press("enter").sees("list is in yet");
}

/// The meeting with a round of small tables open.
fn open() -> Play {
    let mut play = Play::new(full_room());
    begin(&mut play);
    play
}

/// A round of four tables, from ticking people to the combined list.
pub(crate) fn four_tables(room: &mut impl Room) {
    begin(room);
    for (nth, places) in SHEETS.iter().enumerate() {
        room.press("enter").sees("Which table");
        room.press("enter").text(places).press("enter");
        room.sees(&format!("The list of table {} is in.", nth + 1));
    }
    room.press("c").sees("4 lists are in. Add them?");
    room.press("y").sees("Now the room as a whole");
}

fn keys(digits: &str) -> String {
    let keys: Vec<String> = digits.chars().map(String::from).collect();
    keys.join(" ")
}

/// Types in the sheet of the first table without a list.
fn sheet(play: &mut Play, places: &str) {
    play.press("enter").sees("Which table");
    play.press("enter").press(&keys(places)).press("enter");
}

fn saved(play: &Play) -> Outcome {
    let app = &play.app;
    app.meeting().outcome(app.session().marked(), play.now)
}

/// The lists of the four tables, by id.
fn lists() -> Vec<Vec<String>> {
    let list = |places: &str| {
        let mut placed: Vec<(char, String)> = places
            .chars()
            .zip(1..)
            .filter(|(place, _)| *place != '0')
            .map(|(place, nth)| (place, format!("g{nth}")))
            .collect();
        placed.sort();
        placed.into_iter().map(|(_, goal)| goal).collect()
    };
    SHEETS.map(list).to_vec()
}

#[test]
fn four_tables_of_24_people_rank_and_then_the_whole_room_votes_and_decides() {
    let mut play = Play::new(full_room());
    four_tables(&mut play);
    // What tables propose is no vote of the room.
    let both = play.meeting().agreed_above_for_both();
    assert!(matches!(both, BothAbove::NoRound), "{both:?}");
    // The best goal first, with its place at each table.
    let screen = play.screen();
    let row = screen
        .lines()
        .find(|l| l.contains("Goal number 2"))
        .unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells, [">", "1", "Goal", "number", "2", "2", "1", "1", "1"]);
    for (columns, rows) in [(60, 18), (80, 22), (120, 40)] {
        play.resize(columns, rows);
        play.app.ui.shell.toast = None;
        insta::assert_snapshot!(
            format!("tables {columns}x{rows}, the combined list"),
            format!("{}\n\n{}", play.screen(), play.roles())
        );
    }
    play.resize(80, 22);
    play.press("e")
        .sees("Table 1: place 2, 7 points.")
        .sees("Together 31 points: place 1 of 8.");
    play.press("esc l").sees("own list").sees("Table 1");
    play.press("esc");

    // The room as a whole: the agenda's method, in secret, and then a decision.
    play.press("o enter");
    for seat in 1..=PEOPLE {
        play.press(&keys(&seat.to_string()));
        play.press("enter 3 5 4 2 1 1 0 0 enter");
    }
    play.sees("All have voted").press("c y a");
    play.press("d enter").sees("1 hours, agreed");

    let outcome = saved(&play);
    let [tables, score] = outcome.rounds.as_slice() else {
        panic!("{:?}", outcome.rounds);
    };
    assert_eq!(
        (tables.method, score.method),
        (Method::Tables, Method::Score)
    );
    assert_eq!(tables.tables, lists());
    assert!(tables.places && tables.voted.is_empty() && tables.by.is_none());
    let order = tables
        .results
        .iter()
        .map(|r| (r.goal.as_str(), r.balanced.unwrap()));
    assert_eq!(order.collect::<Vec<_>>(), COMBINED);
    for result in &tables.results {
        assert!(result.groups.is_empty() && result.parted.is_none() && !result.withheld);
    }
    assert_eq!(score.results[0].goal, "g2");

    // The file, there and back.
    let text = yaml::write_outcome(&outcome);
    assert!(text.contains("method: tables"), "{text}");
    let read = yaml::read_outcome("outcome.yaml", &text);
    assert_eq!(read.value.unwrap(), outcome);
    let source = PaperSource {
        outcome: &outcome,
        findings: None,
        previous: None,
        wishes: &service_pledge::domain::booklet::Booklet::default(),
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    };
    let paper = minutes::minutes(&source, &ENGLISH, PaperSize::A4, false);
    let said = markdown::write(&paper);
    assert!(said.contains("Small tables: 4 lists."), "{said}");
    assert!(said.contains("Table 4"), "{said}");

    // A request tells how the room voted, and never takes the tables for it.
    let request = |outcome: &Outcome| {
        let source = PaperSource { outcome, ..source };
        let goal = outcome.goals.iter().find(|g| g.id == "g3").unwrap();
        markdown::write(&ask::ask(&source, goal, &ENGLISH, PaperSize::A4, false))
    };
    assert!(request(&outcome).contains("How we voted"));
    let mut only_tables = outcome.clone();
    only_tables.rounds.truncate(1);
    assert!(!request(&only_tables).contains("How we voted"));
}

#[test]
fn where_the_agenda_begins_with_tables_the_room_as_a_whole_comes_next() {
    let mut began = full_room();
    began.agenda.vote.method = Method::Tables;
    let mut play = Play::new(began);
    for _ in 0..PEOPLE {
        play.press("space");
    }
    play.press("s 5 o").sees("Small tables").press("enter");
    for places in &SHEETS[..2] {
        sheet(&mut play, places);
    }
    play.press("c y o").sees("Score 0 to 5, each in secret");
}

#[test]
fn a_slip_of_the_fingers_stays_in_the_field_and_a_list_can_be_typed_again() {
    let mut play = open();
    play.press("enter enter").press(&keys("123"));
    play.sees("goal 4: Goal number 4");
    play.press("enter")
        .sees("3 of 8 places are typed: goal 4 is next.");
    play.press(&keys("3"))
        .sees("Goals 3 and 4 both have place 3");
    play.press("bs").press(&keys("45678"));
    play.sees("first: Goal number 1; last: Goal number 8");
    play.press("enter").sees("The list of table 1 is in.");
    // One list is no combined one.
    play.press("c y").sees("two tables or more");
    // Table 1 again: the mark stands on table 2, so up.
    play.press("enter up enter")
        .press(&keys("87654321"))
        .press("enter");
    let round = play.meeting().open_round().unwrap();
    assert_eq!(round.tables[0].first().unwrap(), "g8");
    play.press("u");
    let round = play.meeting().open_round().unwrap();
    assert_eq!(round.tables[0].first().unwrap(), "g1");
}

#[test]
fn the_order_in_which_tables_hand_in_does_not_matter() {
    let result = |sheets: &[&str]| {
        let mut play = open();
        for places in sheets {
            sheet(&mut play, places);
        }
        play.press("c y");
        saved(&play).rounds[0].results.clone()
    };
    let mut turned = SHEETS;
    turned.reverse();
    assert_eq!(result(&SHEETS), result(&turned));
}

#[test]
fn a_pad_whose_number_lock_is_off_types_the_same_list_and_arrows_edit_what_digits_typed() {
    let mut play = open();
    play.press("enter enter").press(&off(&keys("31245678")));
    play.sees("first: Goal number 2").press("enter");
    let round = play.meeting().open_round().unwrap();
    assert_eq!(round.tables[0][..3], ["g2", "g3", "g1"]);
    // With the lock on: the cursor goes back, and the place before it is corrected.
    play.press("enter enter").press(&keys("11345678"));
    play.press("home right right bs").press("2 enter");
    let round = play.meeting().open_round().unwrap();
    assert_eq!(round.tables[1][..3], ["g1", "g2", "g3"]);
}

#[test]
fn the_page_of_an_open_round_fits_every_window() {
    let mut play = open();
    for places in &SHEETS[..2] {
        sheet(&mut play, places);
    }
    for (columns, rows) in [(60, 18), (80, 22), (120, 40)] {
        play.resize(columns, rows);
        play.app.ui.shell.toast = None;
        insta::assert_snapshot!(
            format!("tables {columns}x{rows}, two lists in"),
            format!("{}\n\n{}", play.screen(), play.roles())
        );
    }
    play.press("enter enter").press(&keys("1234"));
    insta::assert_snapshot!("tables 120x40, a list being typed", play.screen());
}
