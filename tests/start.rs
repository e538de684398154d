//! The first screen of `pledge` without a command: recent units, the sample, and a new unit.

use std::{cell::RefCell, path::PathBuf, rc::Rc};

use service_pledge::{
    app::{
        input::{Input, Key},
        keymap::{self, Scope},
        program::Program as _,
        start::{Discovery, KnownUnit, LeftVotes, NewUnit, NextProgram, Starting},
    },
    domain::{settings::Palette, stamp::Stamp},
};

use crate::harness::{key, screen_of};

/// The screen, and what it was told to make.
struct First {
    screen: Starting,
    made: Rc<RefCell<Vec<NewUnit>>>,
    now: Stamp,
    size: (u16, u16),
}

fn northbrook() -> KnownUnit {
    KnownUnit {
        folder: PathBuf::from("/units/northbrook"),
        name: "Northbrook Breast Unit".to_owned(),
        state: "pledged 24 Nov 2026, 2 overdue".to_owned(),
        overdue: true,
        over: true,
    }
}

fn harbour() -> KnownUnit {
    KnownUnit {
        folder: PathBuf::from("/units/harbour"),
        name: "Harbour Clinic".to_owned(),
        state: "meets 3 Mar 2027".to_owned(),
        ..KnownUnit::default()
    }
}

impl First {
    fn with(units: Vec<KnownUnit>) -> Self {
        let made = Rc::new(RefCell::new(Vec::new()));
        let hook = {
            let made = Rc::clone(&made);
            Box::new(move |new: &NewUnit| {
                if new.folder.ends_with("taken") {
                    return Err("taken: it is there already".into());
                }
                made.borrow_mut().push(new.clone());
                Ok(KnownUnit {
                    folder: new.folder.clone(),
                    name: new.name.clone(),
                    state: "being prepared".to_owned(),
                    ..KnownUnit::default()
                })
            })
        };
        let templates = [
            ("primary", "a breast unit's primary pathway"),
            ("general", "any service"),
        ]
        .map(|(name, about)| (name.to_owned(), about.to_owned()));
        Self {
            screen: Starting::new(units, &templates, Palette::RoomLight, hook),
            made,
            now: "2027-06-01T09:00:00+00:00".parse().unwrap(),
            size: (80, 22),
        }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.screen.input(Input::Key(key(name)), self.now);
        }
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.screen.input(Input::Key(Key::char(c)), self.now);
        }
        self
    }

    fn screen(&self) -> String {
        screen_of(&self.screen, self.now, self.size)
    }

    #[track_caller]
    fn sees(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(words), "{words:?} is not there:\n{screen}");
        self
    }

    fn made(&self) -> Vec<NewUnit> {
        self.made.borrow().clone()
    }

    /// Result of a key on a row.
    fn chosen(row: usize, key: &str) -> Option<NextProgram> {
        let mut first = Self::with(vec![northbrook(), harbour()]);
        first.press(&"down ".repeat(row)).press(key);
        let chosen = first.screen.chosen().cloned();
        assert_eq!(first.screen.is_over(), chosen.is_some());
        chosen
    }
}

#[test]
fn it_shows_the_units_and_what_is_overdue() {
    let mut first = First::with(vec![northbrook(), harbour()]);
    insta::assert_snapshot!("1 units", first.screen());
    first.size = (60, 18);
    insta::assert_snapshot!("2 units at 60x18", first.screen());
    let mut first = First::with(Vec::new());
    insta::assert_snapshot!("3 nobody was here", first.screen());
    first.size = (20, 5);
    assert_eq!(first.screen().lines().count(), 5);
}

#[test]
fn each_key_opens_what_it_says() {
    let over = || PathBuf::from("/units/northbrook");
    let coming = || PathBuf::from("/units/harbour");
    assert_eq!(First::chosen(0, "enter"), Some(NextProgram::Review(over())));
    assert_eq!(First::chosen(0, "r"), Some(NextProgram::Review(over())));
    assert_eq!(First::chosen(1, "enter"), Some(NextProgram::Open(coming())));
    assert_eq!(First::chosen(1, "p"), Some(NextProgram::Prepare(coming())));
    assert_eq!(First::chosen(1, "e"), Some(NextProgram::Rehearse(coming())));
    assert_eq!(First::chosen(3, "enter"), Some(NextProgram::Sample));
    assert_eq!(First::chosen(1, "s"), Some(NextProgram::Sample));
    // What can't be is said, and nothing happens.
    for (row, key) in [(0, "p"), (0, "e"), (1, "r"), (1, "a"), (2, "p"), (3, "a")] {
        assert_eq!(First::chosen(row, key), None, "row {row}, {key}");
    }
    let mut first = First::with(vec![northbrook()]);
    first.press("p").sees("still to come");
}

#[test]
fn a_unit_is_started_out_of_a_template() {
    let mut first = First::with(Vec::new());
    first.press("enter").sees("What is the unit started from?");
    first
        .text("gen")
        .press("enter")
        .sees("What is the unit called?");
    first.press("enter").sees("It needs some words.");
    first.text("Harbour Clinic").press("enter");
    first.sees("harbour-clinic").press("enter");
    first.sees("How long is the meeting").press("down enter");
    first.sees("Harbour Clinic").sees("prepares the meeting");
    assert_eq!(
        first.made(),
        [NewUnit {
            template: "general".to_owned(),
            previous: None,
            name: "Harbour Clinic".to_owned(),
            folder: PathBuf::from("harbour-clinic"),
            minutes: 120,
        }]
    );
    first.press("p");
    let prepared = NextProgram::Prepare(PathBuf::from("harbour-clinic"));
    assert_eq!(first.screen.chosen(), Some(&prepared));
}

#[test]
fn a_unit_pledges_again() {
    let mut first = First::with(vec![northbrook()]);
    first.press("a").sees("northbrook-breast-unit-next");
    first.press("enter enter");
    let made = first.made();
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].previous, Some(PathBuf::from("/units/northbrook")));
    assert_eq!(
        (made[0].name.as_str(), made[0].minutes),
        ("Northbrook Breast Unit", 90)
    );
}

fn left_votes() -> Vec<LeftVotes> {
    [
        (Some("/units/moved-away"), "34 days old"),
        (None, "1 day old"),
    ]
    .map(|(folder, age)| LeftVotes {
        file: PathBuf::from(format!("/local/{age}.ballots")),
        folder: folder.map(PathBuf::from),
        age: age.to_owned(),
        is_key: false,
    })
    .to_vec()
}

#[test]
fn votes_whose_meeting_is_gone_are_named_and_deleted_after_a_yes() {
    let deleted = Rc::new(RefCell::new(Vec::new()));
    let hook = {
        let deleted = Rc::clone(&deleted);
        Box::new(move |votes: &LeftVotes| {
            if deleted.borrow().len() == 1 {
                return Err("the disk is read-only".into());
            }
            deleted.borrow_mut().push(votes.file.clone());
            Ok(())
        })
    };
    let mut first = First::with(vec![northbrook(), harbour()]);
    first.screen = first.screen.with_votes(left_votes(), hook);
    insta::assert_snapshot!("4 votes left behind", first.screen());
    first.size = (60, 18);
    insta::assert_snapshot!("5 votes left behind at 60x18", first.screen());
    first.size = (80, 22);
    // On a unit it is no key.
    first.press("d").sees("Put the mark on votes");
    first.press("down down");
    first.sees("for the meeting in /units/moved-away");
    first.press("d").sees("delete them for good?");
    insta::assert_snapshot!("6 before votes are deleted", first.screen());
    // No is what Enter says; so does Esc.
    first.press("enter d esc").sees("34 days old");
    assert!(deleted.borrow().is_empty());
    first.press("enter").text("y").press("enter");
    first.sees("The votes are deleted.").sees("1 day old");
    assert!(!first.screen().contains("34 days old"));
    assert_eq!(
        *deleted.borrow(),
        [PathBuf::from("/local/34 days old.ballots")]
    );
    // The mark is on the other ones now. What cannot be deleted stays, and that is said.
    first.press("d").text("y").press("enter");
    first
        .sees("could not be deleted: the disk is read-only")
        .sees("1 day old");
    // The rows that are always there come after them.
    first.press("down down enter");
    assert_eq!(first.screen.chosen(), Some(&NextProgram::Sample));
}

#[test]
fn what_stands_in_the_way_is_said() {
    let mut first = First::with(Vec::new());
    first.press("n enter").text("X").press("enter");
    for _ in 0..40 {
        first.press("bs");
    }
    first.text("taken").press("enter enter");
    first.sees("taken: it is there already");
    assert!(first.made().is_empty() && !first.screen.is_over());
}

#[test]
fn every_key_can_be_pressed_with_any_row_marked() {
    let rows = keymap::rows(&keymap::reach(&[Scope::Start], &[]));
    assert!(rows.len() > 10);
    for mark in 0..7 {
        for row in &rows {
            for key in row.keys {
                let mut first = First::with(vec![northbrook(), harbour()]);
                first.screen = first.screen.with_votes(left_votes(), Box::new(|_| Ok(())));
                first.press(&"down ".repeat(mark));
                first.screen.input(Input::Key(*key), first.now);
                assert_eq!(first.screen().lines().count(), 22, "{}", key.name());
            }
        }
    }
    let mut first = First::with(vec![harbour()]);
    first.press("?").sees("pledge again").press("esc q");
    assert!(first.screen.is_over() && first.screen.chosen().is_none());
}

/// The screen before anything was read, and a way to say what is found out.
fn before_reading() -> (First, Rc<RefCell<Vec<Discovery>>>) {
    let mut first = First::with(Vec::new());
    let news = Rc::new(RefCell::new(Vec::<Discovery>::new()));
    let heard = Rc::clone(&news);
    first.screen = first.screen.discovering(Box::new(move || {
        let mut heard = heard.borrow_mut();
        (!heard.is_empty()).then(|| heard.remove(0))
    }));
    (first, news)
}

impl First {
    fn hears(&mut self, from: &Rc<RefCell<Vec<Discovery>>>, news: Vec<Discovery>) -> &mut Self {
        *from.borrow_mut() = news;
        self.screen.input(Input::Tick, self.now);
        self
    }
}

#[test]
fn it_is_drawn_before_anything_is_read_and_a_folder_that_hangs_holds_up_its_own_row() {
    let (mut first, news) = before_reading();
    first
        .sees("Looking for the units that were opened last.")
        .sees("The sample meeting");
    let folders = ["/units/northbrook", "/units/harbour", "/share/gone"].map(PathBuf::from);
    first.hears(&news, vec![Discovery::Units(folders.to_vec())]);
    first.sees("northbrook").sees("being looked at");
    let [_, harbour_folder, gone] = folders.clone();
    first.hears(
        &news,
        vec![Discovery::Unit(harbour_folder, Some(harbour()))],
    );
    first.sees("Harbour Clinic").sees("meets 3 Mar 2027");
    let silent = Discovery::Silent(folders[0].clone(), "does not answer".to_owned());
    first.hears(&news, vec![silent, Discovery::Unit(gone, None)]);
    insta::assert_snapshot!("7 a folder that does not answer", first.screen());
    // It can be opened all the same: by then it may answer.
    first.press("enter");
    let opened = NextProgram::Open(folders[0].clone());
    assert_eq!(first.screen.chosen(), Some(&opened));
}

#[test]
fn the_mark_stays_on_what_it_is_on_while_rows_come_and_go() {
    let (mut first, news) = before_reading();
    // On the sample, before there is anything above it.
    first.press("down");
    let folders = ["/units/gone", "/units/harbour"].map(PathBuf::from);
    first.hears(&news, vec![Discovery::Units(folders.to_vec())]);
    first.hears(
        &news,
        vec![
            Discovery::Votes(left_votes()),
            Discovery::Unit(folders[0].clone(), None),
        ],
    );
    first.sees("34 days old").press("enter");
    assert_eq!(first.screen.chosen(), Some(&NextProgram::Sample));
    // Where no key was pressed it is on the unit that was opened last.
    let (mut first, news) = before_reading();
    first.hears(&news, vec![Discovery::Units(folders.to_vec())]);
    first.press("enter");
    assert_eq!(
        first.screen.chosen(),
        Some(&NextProgram::Open(folders[0].clone()))
    );
}
