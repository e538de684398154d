//! The screen of a programme: units, goals, what is due, questions, and files that do not count.

use std::{cell::RefCell, rc::Rc};

use jiff::civil::{Date, date};
use service_pledge::{
    app::{
        input::{Input, Key},
        program::Program as _,
        programme::{Browsing, SavedTable},
    },
    domain::{
        due::Matter,
        outcome::{Outcome, OutcomeGoal, Review, Status, Verdict},
        settings::Palette,
        stamp::Stamp,
    },
    programme::{
        browse::{Browse, BrowsePart, Stage},
        question::{Answer, Question, Value},
    },
    yaml,
};

use crate::harness::{key, sample, screen_of};

const TODAY: Date = date(2027, 7, 1);

fn outcome(path: &str) -> Outcome {
    yaml::read_outcome(path, &sample(path)).value.unwrap()
}

fn review(on: Date, status: Status, note: &str) -> Review {
    Review {
        on: Some(on),
        status: Some(status),
        note: Some(note.to_owned()),
        ..Review::default()
    }
}

/// A unit's meeting with one goal, and what became of it.
fn harbour(day: Date, id: &str, title: &str, reviews: Vec<Review>) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.unit.name = "Harbour Clinic".into();
    outcome.unit.organisation = "Ŵyl Trust".into();
    outcome.meeting.date = Some(day);
    outcome.goals = vec![OutcomeGoal {
        id: id.to_owned(),
        title: title.to_owned(),
        decision: Verdict::Agreed,
        owner_role: Some("Ward clerk".to_owned()),
        due: Some(date(2027, 6, 1)),
        cost: Some(1200),
        reviews,
        ..OutcomeGoal::default()
    }];
    outcome
}

fn browse() -> Browse {
    let part = |file: &str, outcome: &Outcome| BrowsePart::of(file, outcome, TODAY, 60);
    let northbrook = [
        "northbrook-2023/outcome.yaml",
        "northbrook-finished/outcome.yaml",
    ]
    .map(|path| part(path, &outcome(path)));
    let first = harbour(
        date(2025, 3, 4),
        "bell",
        "Ring the bell somewhere else",
        vec![review(date(2025, 9, 4), Status::Stuck, "No room was free.")],
    );
    let second = harbour(
        date(2026, 3, 4),
        "bell-2",
        "Ring the bell Somewhere Else",
        vec![review(
            date(2026, 9, 4),
            Status::OnTrack,
            "A room is found.",
        )],
    );
    let harbour = [
        part("harbour/2025/outcome.yaml", &first),
        part("harbour/2026/outcome.yaml", &second),
    ];
    Browse::of(northbrook.into_iter().chain(harbour))
}

struct Screen {
    browsing: Browsing,
    written: Rc<RefCell<Vec<(String, SavedTable)>>>,
    size: (u16, u16),
}

impl Screen {
    fn new() -> Self {
        Self::with(
            browse(),
            vec![(
                "b/outcome.yaml".to_owned(),
                "line 2: found `[`, expected a text".to_owned(),
            )],
        )
    }

    fn with(browse: Browse, unread: Vec<(String, String)>) -> Self {
        let written = Rc::new(RefCell::new(Vec::new()));
        let hook = {
            let written = Rc::clone(&written);
            Box::new(move |name: &str, table: &SavedTable| {
                if name == "taken.csv" {
                    return Err("taken.csv is there already: type another name.".into());
                }
                written.borrow_mut().push((name.to_owned(), table.clone()));
                Ok(format!("/folder/{name}"))
            })
        };
        let answer = Box::new(|question: Question| match question {
            Question::Moved => Err("programme.yaml: line 2: found a slip".into()),
            question => Ok(Answer {
                question,
                on: TODAY,
                rows: vec![vec![
                    Value::Word("Wessex".to_owned()),
                    Value::Number(9),
                    Value::Number(2),
                    Value::Number(1),
                ]],
            }),
        });
        let browsing = Browsing::new(
            "Service Pledge, North".to_owned(),
            browse,
            unread,
            Palette::RoomLight,
            hook,
        )
        .with_questions(answer);
        Self {
            browsing,
            written,
            size: (80, 22),
        }
    }

    fn now() -> Stamp {
        "2027-07-01T09:00:00+00:00".parse().unwrap()
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.browsing.input(Input::Key(key(name)), Self::now());
        }
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.browsing.input(Input::Key(Key::char(c)), Self::now());
        }
        self
    }

    fn screen(&self) -> String {
        screen_of(&self.browsing, Self::now(), self.size)
    }

    #[track_caller]
    fn sees(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(words), "{words:?} is not there:\n{screen}");
        self
    }

    #[track_caller]
    fn sees_not(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(words), "{words:?} is there:\n{screen}");
        self
    }
}

#[test]
fn each_tab_as_it_is_seen() {
    let mut screen = Screen::new();
    for (keys, name) in [
        ("1", "units"),
        ("2", "goals"),
        ("3", "due"),
        ("4", "questions"),
        ("5", "files"),
    ] {
        screen.press(keys);
        insta::assert_snapshot!(name, screen.screen());
    }
    screen.size = (60, 18);
    insta::assert_snapshot!("units at 60x18", screen.press("1").screen());
    screen.size = (120, 40);
    insta::assert_snapshot!("goals at 120x40", screen.press("2").screen());
    screen.size = (20, 5);
    assert_eq!(screen.screen().lines().count(), 5);
}

#[test]
fn a_unit_opens_its_goals_and_a_goal_its_history() {
    let mut screen = Screen::new();
    screen.press("down enter").sees("2 goals of Harbour Clinic");
    screen.press("enter");
    insta::assert_snapshot!("history", screen.screen());
    screen
        .press("esc esc")
        .sees("goals")
        .sees_not("of Harbour Clinic");
}

#[test]
fn a_goal_is_followed_over_pledges_by_its_words() {
    let browse = browse();
    let goal = browse.goals.last().unwrap();
    let stages: Vec<String> = browse
        .history(goal)
        .into_iter()
        .map(|stage| match stage {
            Stage::Meeting { on, .. } => format!("{} met", on.unwrap()),
            Stage::Review(look) => format!("{} {}", look.on.unwrap(), look.status.words()),
        })
        .collect();
    assert_eq!(
        stages,
        [
            "2025-03-04 met",
            "2025-09-04 stuck",
            "2026-03-04 met",
            "2026-09-04 on track"
        ]
    );
}

#[test]
fn only_the_latest_pledge_of_a_unit_is_due() {
    let browse = browse();
    let harbour = |d: &&service_pledge::programme::browse::BrowsedDue| {
        browse.unit(d.unit).unwrap().name == "Harbour Clinic" && d.matter == Matter::Goal
    };
    let due: Vec<&str> = browse
        .due
        .iter()
        .filter(harbour)
        .map(|d| d.title.as_str())
        .collect();
    assert_eq!(due, ["Ring the bell Somewhere Else"]);
    assert!(browse.due.is_sorted_by_key(|d| (d.on.is_none(), d.on)));
}

#[test]
fn letters_narrow_a_tab_until_they_are_taken_away() {
    let mut screen = Screen::new();
    screen.press("2 /").text("ring BELL").sees("2 goals");
    screen
        .press("enter")
        .sees("2 goals with \u{201c}ring BELL\u{201d}");
    // Of this tab only.
    screen
        .press("1")
        .sees("2 units")
        .press("2")
        .sees("2 goals with");
    screen.press("esc").sees_not("2 goals with");
    screen
        .press("/")
        .text("zzz")
        .press("enter")
        .sees("Nothing has these words.");
}

#[test]
fn each_column_sorts_and_turns_round() {
    let mut screen = Screen::new();
    let first = |screen: &Screen| {
        let text = screen.screen();
        let row = text.lines().find(|l| l.starts_with("  > "));
        row.unwrap_or_default().to_owned()
    };
    screen.press("s").sees("by unit: 1 of 2");
    assert!(first(&screen).contains("Harbour Clinic"));
    screen.press("r").sees("by unit, last first: 1 of 2");
    assert!(first(&screen).contains("Northbrook"));
    // After the last column comes the order of the data.
    screen
        .press("s s s s s s s s")
        .sees_not(", last first")
        .sees("  1 of 2");
}

#[test]
fn what_is_listed_is_saved_with_all_columns() {
    let mut screen = Screen::new();
    screen
        .press("2 /")
        .text("bell")
        .press("enter e")
        .press("enter");
    screen.sees("2 rows saved in /folder/goals.csv.");
    let written = screen.written.borrow();
    let (name, table) = written.first().unwrap();
    assert_eq!((name.as_str(), table.rows.len()), ("goals.csv", 2));
    let column = |name: &str| table.columns.iter().position(|c| c == name).unwrap();
    let cell = |row: usize, name: &str| table.rows[row][column(name)].as_str();
    assert_eq!(cell(1, "due"), "2027-06-01");
    assert_eq!(cell(1, "cost"), "1200");
    assert_eq!(cell(1, "file"), "harbour/2026/outcome.yaml");
    // Names are for the unit alone.
    assert!(!table.columns.iter().any(|c| c.contains("owner")));
}

#[test]
fn a_file_that_is_there_is_asked_for_again() {
    let mut screen = Screen::new();
    screen.press("e ctrl-u").text("taken.csv").press("enter");
    screen.sees("is there already");
    assert!(screen.written.borrow().is_empty());
}

#[test]
fn a_question_shows_its_answer_and_saves_it() {
    let mut screen = Screen::new();
    screen.press("4 down enter").sees("Wessex");
    insta::assert_snapshot!("answer", screen.screen());
    screen
        .press("e enter")
        .sees("1 row saved in /folder/stalled.csv.");
    assert_eq!(
        screen.written.borrow()[0].1.columns,
        ["alliance", "open_goals", "stalled", "never_reviewed"]
    );
    screen.press("esc").sees("8 questions");
    // What cannot be answered says why.
    screen.press("end up enter").sees("found a slip");
}

#[test]
fn an_empty_folder_is_said() {
    let mut screen = Screen::with(Browse::default(), Vec::new());
    screen.sees("No outcome is below this folder.");
    screen.press("enter").sees("There is no row to open.");
    screen
        .press("5")
        .sees("Every file below this folder was read");
    screen.press("e").sees("There is no row to save.");
}

#[test]
fn units_of_one_name_are_told_apart() {
    let part = |organisation: &str| {
        let mut outcome = harbour(date(2026, 3, 4), "bell", "A bell", Vec::new());
        outcome.unit.organisation = organisation.into();
        BrowsePart::of("outcome.yaml", &outcome, TODAY, 60)
    };
    let mut screen = Screen::with(Browse::of([part("Elm"), part("Oak")]), Vec::new());
    screen.size = (60, 18);
    screen
        .sees("Harbour Clinic (Elm)")
        .sees("Harbour Clinic (Oak)");
}

#[test]
fn a_long_answer_is_scrolled() {
    let mut screen = Screen::new();
    screen.size = (60, 12);
    screen
        .press("4 down enter")
        .sees("Wessex")
        .sees_not("In brackets");
    screen.browsing.drawn(8, 6);
    screen.press("space").sees("In brackets");
}
