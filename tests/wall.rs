//! The wall in a full room: help, list of actions, search, mouse, clicker, colours and time.

use std::collections::BTreeSet;

use service_pledge::{
    app::{
        input::{Input, Key},
        keymap::{KEYS, Scope},
        program::Program as _,
        shell::{self, SavePalette},
    },
    domain::{meeting::Began, settings::Palette, words},
    text,
    tui::{self, Appearance},
};

use crate::{
    harness::{Play, northbrook, nothing, symbols},
    sample::the_finished_meeting,
    walkthrough::welcome,
};

/// The sample meeting, in which somebody has said what they are here for.
fn sample() -> Began {
    let mut began = northbrook();
    let patient = began.agenda.people.iter_mut().find(|p| p.id == "jo");
    "Nobody should wait alone.".clone_into(&mut patient.unwrap().here_for);
    began
}

fn begun() -> Play {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play
}

/// Keys that lead from a meeting that has begun to each place where keys mean something of their own.
const PLACES: &[(Scope, &str)] = &[
    (Scope::Welcome, "1"),
    (Scope::HereFor, "1 a"),
    (Scope::Review, "2"),
    (Scope::Earlier, "2 enter"),
    (Scope::Themes, "3"),
    (Scope::Comments, "3 c"),
    (Scope::Zoom, "3 z"),
    (Scope::Speaking, "3 r"),
    (Scope::Goals, "4"),
    (Scope::Form, "4 enter"),
    (Scope::Vote, "5"),
    (Scope::Setup, "5 o"),
    (Scope::Reveal, "5 o enter 7 enter 5 4 3 enter c y"),
    (Scope::OpenRound, "5 o enter"),
    (Scope::OpenRound, "5 o enter 7"),
    (
        Scope::AllVoted,
        "5 o enter s enter 5 5 5 enter 5 5 5 enter 5 5 5 enter s enter 5 5 5 enter 5 5 5 enter 5 5 5 enter 5 5 5 enter 5 5 5 enter 5 5 5 enter",
    ),
    (Scope::HandIn, "5 o enter 7 enter 5 4 3"),
    (Scope::OpenHands, "5 o m s h o w enter enter"),
    (Scope::OpenTables, "5 o m t a b l e s enter enter"),
    (Scope::MarkYesNo, "5 o m y e s enter enter 7 enter"),
    (Scope::MarkDots, "5 o m d o t s enter enter 7 enter"),
    (Scope::MarkRate, "5 o m r a t e enter enter 7 enter"),
    (Scope::MarkRank, "5 o m o r d enter enter 7 enter"),
    (Scope::MarkScore, "5 o enter 7 enter"),
    (Scope::Fits, "5 o enter 7 enter 5 4 3 enter c y w"),
    (Scope::Reading, "5 o enter 7 enter 5 4 3 enter c y w e"),
    (Scope::Reading, "5 o enter 7 enter 5 4 3 enter c y e"),
    (Scope::Ballot, "5 o enter 7 enter"),
    (Scope::Owners, "6"),
    (Scope::Form, "6 enter"),
    (Scope::Steps, "ctrl-u"),
    (Scope::Close, "7"),
    (Scope::Evaluation, "7 e"),
    (Scope::OpenRound, "7 e enter"),
    (Scope::MarkAnswer, "7 e enter 7 enter"),
    (Scope::Voices, "7 h"),
    (Scope::ReadBack, "3 a 7 r"),
    (Scope::Pledge, "7 o"),
    (Scope::Text, "4 g"),
    (Scope::Lines, "3 n"),
    (Scope::Choose, "4 m"),
    (Scope::ChooseMany, "4 enter down enter"),
    (Scope::Ask, "5 o enter c"),
    (Scope::Help, "3 ?"),
    (Scope::Reading, "i"),
    (Scope::Reading, "f2"),
    (Scope::Clock, "T"),
];

#[test]
fn every_row_of_the_key_table_can_be_pressed_on_every_screen() {
    // A wall has a program of its own.
    let mut reached: BTreeSet<&str> = [
        Scope::Everywhere,
        Scope::Common,
        Scope::Always,
        Scope::List,
        Scope::Following,
    ]
    .map(Scope::title)
    .into();
    // So have an import, a preparation, the first screen and a programme, whose keys are pressed in their own tests. Beside a goal that is
    // worded there are more keys where other units' goals are known, as in the tests of the goal bank; a ballot by code card needs a card.
    let others = Scope::ALL
        .iter()
        .map(|scope| scope.title())
        .filter(|title| {
            [
                "Import",
                "Preparing",
                "Words to black",
                "The first",
                "A programme",
                "Writing a goal",
                "A ballot by code card",
            ]
            .iter()
            .any(|head| title.starts_with(head))
        });
    let others: BTreeSet<&str> = others.collect();
    reached.extend(&others);
    // A key is pressed once, however many rows have it: what it does follows from the place.
    let rows = KEYS
        .iter()
        .filter(|row| !others.contains(row.scope.title()));
    let mut every: Vec<Key> = Vec::new();
    for key in rows.flat_map(|row| row.keys) {
        if !every.contains(key) {
            every.push(*key);
        }
    }
    for (scope, keys) in PLACES {
        for key in &every {
            let mut play = Play::new(sample());
            play.press_unseen("space space space space space space space space space s");
            play.press_unseen(keys);
            let scopes = shell::scopes(&play.app);
            assert!(scopes.contains(scope), "{keys} leads to {scopes:?}");
            play.app.input(Input::Key(*key), play.now);
            for symbol in symbols(&play.buffer()) {
                assert_eq!(text::clean(symbol), symbol, "{keys}, then {}", key.name());
            }
        }
        reached.insert(scope.title());
    }
    let all: BTreeSet<&str> = Scope::ALL.iter().map(|s| s.title()).collect();
    assert_eq!(reached, all, "a scope is reached by no keys of this test");
}

#[test]
fn no_screen_has_more_than_eight_hints_and_each_is_a_key_that_works() {
    for (_, keys) in PLACES {
        let mut play = Play::new(sample());
        welcome(&mut play);
        play.press(keys);
        let footer = play.app.view(play.now).footer;
        assert!((1..=8).contains(&footer.len()), "{keys}: {footer:?}");
        for hint in footer {
            let key = hint.press.unwrap();
            assert_eq!(key.name(), hint.key);
        }
    }
}

#[test]
fn a_row_of_the_help_page_can_be_run() {
    let mut play = begun();
    play.press("3 ?").sees("propose a goal");
    play.press("j j j j enter")
        .sees("people with primary breast cancer");
    // What is of no use now says why.
    play.press("esc 4 x x x ? j enter")
        .sees("There is no goal yet");
}

#[test]
fn everything_can_be_done_by_its_name() {
    let mut play = begun();
    play.press("3 :")
        .text("comm")
        .press("enter")
        .sees("comment 1 of");
    // Of another stage as well: one is taken there.
    play.press("esc ctrl-p")
        .text("open round")
        .sees("Vote: open a round");
    play.press("enter").sees("Goals in this round");
    play.press("esc :").text("glos");
    play.press("esc :")
        .text("word means")
        .press("enter")
        .sees("hospital team");
    play.press("esc :")
        .text("qqqq")
        .sees("Nothing has these letters.");
}

#[test]
fn a_list_is_looked_through_and_never_left_narrowed() {
    let mut play = begun();
    play.press("1 /")
        .text("eil")
        .sees("Eilidh Munro")
        .does_not_see("Jo Ellis");
    play.press("enter")
        .sees("> 5  [x] Eilidh Munro")
        .sees("Jo Ellis");
    play.press("4 /")
        .text("waiting room")
        .press("enter")
        .sees("> A new waiting room");
    play.press("3 /")
        .text("gown")
        .press("enter")
        .sees("comment 1 of");
    play.press("esc esc 3 /")
        .text("corridor")
        .press("enter")
        .sees("finding 4 of 4");
}

#[test]
fn a_list_with_ticks_is_narrowed_by_typing_too() {
    let mut play = begun();
    play.press("4 enter down enter")
        .sees("[x] Waiting in clinic");
    play.text("nurse")
        .does_not_see("Living with")
        .press("space");
    play.press("bs bs bs bs bs")
        .sees("[x] Access to a nurse")
        .sees("[x] Waiting in clinic");
}

#[test]
fn colours_are_seen_as_one_goes_and_esc_brings_the_old_ones_back() {
    let mut play = begun();
    let palette = |play: &Play| play.app.view(play.now).palette;
    play.press("v down");
    assert_eq!(palette(&play), Palette::RoomDark);
    play.press("esc");
    assert_eq!(palette(&play), Palette::RoomLight);
    play.press("v").text("blind").press("enter");
    assert_eq!(palette(&play), Palette::ColourBlind);
}

#[test]
fn a_clicker_goes_finding_comment_next_finding_next_item() {
    let mut play = begun();
    play.press("3").sees("finding 1 of 4");
    play.press("pgdn").sees("comment 1 of");
    play.press("pgdn").sees("finding 2 of 4");
    play.press("pgup").sees("comment 1 of");
    play.press("pgup").sees("finding 1 of 4");
    // Its start key shows the finding large, and its stop key takes that back.
    play.press("f5").sees("between 33 and 50 in 100");
    play.press("esc").does_not_see("between 33 and 50 in 100");
    play.press("f5 pgdn")
        .sees("comment 1 of")
        .press("pgdn")
        .sees("between");
    play.press("esc .");
    assert!(play.screen().trim().is_empty());
    play.press(".").sees("finding 2 of 4");
    // To the end of the theme, and on through the agenda to the break and past it.
    for _ in 0..60 {
        play.press("pgdn");
        if play.screen().contains("back at") {
            break;
        }
    }
    play.sees("back at");
    play.press("pgdn").does_not_see("back at");
    play.press("pgup").sees("back at");
}

#[test]
fn a_clicker_is_dead_in_ballots_and_text() {
    let mut play = begun();
    play.press("3 n").text("dark");
    let before = play.screen();
    play.press("pgdn pgup f5 pgdn");
    assert_eq!(play.screen(), before);
    play.press("esc 5 o enter 7 enter 5 4");
    let before = play.screen();
    for key in ["pgdn", "pgup", "f5"] {
        play.press(key);
        assert_eq!(play.screen(), before, "{key}");
    }
    // Its stop key is Esc, which a vote with marks in it asks for twice.
    play.press("esc")
        .sees("Esc again leaves this vote")
        .sees("goal 3 of 3");
    play.press("3").sees("3 of 3 marked");
    play.press("esc esc")
        .sees("have voted")
        .does_not_see("of 3 marked");
}

#[test]
fn who_was_heard_is_counted_and_who_was_not_is_not_named() {
    let mut play = begun();
    play.press("3 r")
        .sees("Patients first: 0 of 3")
        .sees("have been heard");
    play.press("enter")
        .text("bern")
        .press("enter")
        .sees("Bernadette Quigley has been heard.");
    play.press("-")
        .text("ruth")
        .press("enter")
        .sees("Ruth Calder passes.");
    play.press("down")
        .sees("Patients first: 1 of 3")
        .sees("Hospital team: 1 of 6");
    for name in ["Jo Ellis", "Parveen", "Ama", "Bernadette", "Ruth"] {
        play.does_not_see(name);
    }
    play.press("u")
        .sees("Undone: Ruth Calder was heard")
        .sees("Hospital team: 0 of 6");
    // On another theme nobody was heard yet, and here it is as it was after the program ended.
    let mut play = play.reopen();
    play.press("3 r").sees("Patients first: 1 of 3");
    play.press("r tab r").sees("Patients first: 0 of 3");
}

#[test]
fn the_desk_knows_what_the_wall_does_not_say() {
    let mut play = begun();
    play.press("3 f").sees("at the desk only");
    play.app.at_the_desk();
    play.press("r space")
        .sees("[x] Jo Ellis")
        .sees("[ ] Bernadette Quigley")
        .sees("not yet");
    play.press("-").sees("passed");
    play.press("r f")
        .sees("Not heard yet")
        .sees("Ama Boateng")
        .does_not_see("Jo Ellis");
    let held = play.meeting().findings().themes[0]
        .comments
        .iter()
        .find(|c| c.hold)
        .unwrap()
        .text
        .split_whitespace()
        .take(3)
        .collect::<Vec<_>>()
        .join(" ");
    play.resize(80, 60);
    play.sees("Held back, not for the wall").sees(&held);
    play.press("esc 5 o enter 7 enter 5 .")
        .sees("5  ")
        .sees("-  ");
    play.press("3 enter f").does_not_see("Not heard yet");
}

#[test]
fn who_has_not_voted_is_listed_at_the_desk_only() {
    let mut play = begun();
    play.resize(110, 30);
    play.press("5 o enter 7 enter 5 4 3 enter");
    play.sees("have voted")
        .does_not_see("Not voted yet")
        .sees("● 7 Jo Ellis")
        .sees("○ 3 Ruth Calder");
    play.app.at_the_desk();
    play.press("f")
        .sees("Not voted yet")
        .sees("Nikhil Rao")
        .does_not_see("Jo Ellis");
}

#[test]
fn time_is_told_by_the_bar_and_in_words() {
    let mut play = begun();
    play.wait(170);
    play.does_not_see("last minute");
    play.wait(40).sees("03:30 of 4, last minute");
    let roles = play.roles();
    assert!(roles.lines().nth(2).unwrap().contains("wwww"), "{roles}");
    play.wait(90).sees("01:00 over");
    assert!(play.screen().lines().nth(2).unwrap().contains("▀▀▀"));
    play.press("T").sees("over time").sees("planned was 14:28");
    // Five minutes for four on the first item: what is ahead, without the review, takes a quarter longer.
    play.press("esc 3").resize(112, 30);
    play.sees("at this pace 14:40");
    // The planned end stands beside a page that has room for it.
    play.press("4 enter").sees("planned 14:28");
}

#[test]
fn with_reduced_motion_no_second_is_counted() {
    let mut play = begun();
    play.app.ui.settings.reduced_motion = true;
    play.wait(61).sees("1 of 4").does_not_see("01:01");
    assert!(play.app.next_wakeup(play.now).unwrap().as_secs() > 1);
    play.press("T").sees("of 4 minutes").does_not_see("01:01");
}

#[test]
fn a_click_is_as_good_as_a_key() {
    let mut play = begun();
    play.click("4 Goals").sees("What could change");
    play.click("A new waiting").sees("> A new waiting room");
    play.click("A new waiting").sees("who can do it");
    play.click("beyond us")
        .click("beyond us")
        .sees("Who can make it happen?");
    play.click("the hospital can")
        .click("the hospital can")
        .sees("the hospital can");
    play.click("Esc leave the form").sees("What could change");
    play.click("g propose").sees("One sentence");
    // Behind a text nothing can be clicked away.
    play.click("7 Close").sees("One sentence");
    play.press("esc 4 enter home down enter")
        .click("Access to a nurse")
        .sees("[x] Access to a nurse");
    play.press("esc esc b").input(Input::Wheel { down: true });
    assert!(play.screen().trim().is_empty());
}

#[test]
fn a_click_marks_no_ballot() {
    let mut play = begun();
    play.press("5 o enter 7 enter");
    play.click("A new waiting")
        .click("A new waiting")
        .sees("goal 2 of 3");
}

#[test]
fn the_wheel_moves_the_mark_in_a_list_and_the_page_elsewhere() {
    let mut play = begun();
    play.press("4")
        .input(Input::Wheel { down: true })
        .sees("> A new waiting room");
    play.input(Input::Wheel { down: false })
        .sees("> Say how long");
    play.press("i").does_not_see("We look again");
    for _ in 0..40 {
        play.input(Input::Wheel { down: true });
    }
    play.sees("A day on which we look again");
    play.press("space").sees("Words on this page");
}

#[test]
fn nothing_quits_but_ctrl_q() {
    let mut play = begun();
    for (_, keys) in PLACES {
        play.press(keys).press("q q q esc esc esc esc q");
        assert!(!play.app.ui.shell.is_over, "{keys}");
    }
    play.press("ctrl-q");
    assert!(play.app.ui.shell.is_over);
}

#[test]
fn the_tour_fits_one_screen() {
    let mut play = Play::new(northbrook());
    play.press("f2")
        .sees("How this works")
        .sees("F2 shows this page again.");
    play.press("esc").does_not_see("How this works");
}

#[test]
fn every_word_that_the_field_has_for_it_stays_off_the_wall() {
    let mut play = the_finished_meeting();
    play.resize(110, 60);
    let mut all = String::new();
    for stage in 1..=7 {
        for keys in ["", "enter", "z", "r", "c", "o", "?", "i", "T", "F2"] {
            play.press("esc esc esc esc").press(&stage.to_string());
            if keys != "F2" {
                play.press(keys);
            }
            all.push_str(&play.screen().to_lowercase());
        }
    }
    // `ask`, `patient`, `standard` and the like are words that everybody has.
    let fields = words::GLOSSARY
        .iter()
        .map(|w| w.field.to_lowercase())
        .filter(|f| {
            [
                "mdt", "strand", "interval", "capacity", "seal", "tally", "balanced", "parted",
            ]
            .contains(&f.as_str())
        });
    let fields: Vec<String> = fields.collect();
    assert_eq!(fields.len(), 8);
    for field in fields {
        let found = all
            .lines()
            .find(|l| l.split(|c: char| !c.is_alphabetic()).any(|w| w == field));
        assert_eq!(found, None, "`{field}` is on the wall");
    }
}

#[test]
fn ascii_is_all_that_is_drawn_where_there_is_no_more() {
    let mut play = the_finished_meeting();
    let look = Appearance {
        ascii: true,
        ..Appearance::default()
    };
    for (columns, rows) in [(60, 18), (80, 22), (110, 30)] {
        play.resize(columns, rows);
        for keys in [
            "1", "2", "3", "3 z", "3 c", "4", "5", "6", "7", "T", "?", "i", "3 g",
        ] {
            play.press("esc esc esc").press(keys);
            let mut buffer = play.buffer();
            let view = play.app.view(play.now);
            tui::draw(&mut buffer, &view, look);
            let text = tui::text_grid(&buffer);
            let odd: Vec<char> = text
                .chars()
                .filter(|c| !c.is_ascii() && !c.is_alphabetic() && *c != '£')
                .collect();
            assert!(odd.is_empty(), "{keys}: {odd:?}\n{text}");
        }
        play.press("esc esc esc");
    }
}

#[test]
fn beside_a_page_without_tables_stand_agenda_people_and_totals_from_112_by_28() {
    let mut play = begun();
    for (columns, rows, there) in [
        (112, 28, true),
        (111, 28, false),
        (112, 27, false),
        (200, 60, true),
    ] {
        play.resize(columns, rows);
        play.press("esc 4 enter");
        let screen = play.screen();
        assert_eq!(
            screen.contains("Agenda"),
            there,
            "{columns}x{rows}\n{screen}"
        );
        if there {
            play.sees("Here")
                .sees("Within our reach")
                .sees("116 of 160");
            // A slide has the screen to itself, and a table the whole width.
            play.press("esc 3 z").does_not_see("Agenda").press("esc");
            play.press("4").does_not_see("Agenda");
        }
    }
    let mut play = Play::new(nothing());
    play.resize(110, 30);
    play.press("4").sees("Goals will stand here");
}

#[test]
fn the_frame_has_the_same_columns_on_every_page_of_a_window() {
    let mut play = the_finished_meeting();
    for (columns, rows) in [
        (60, 18),
        (80, 22),
        (112, 30),
        (120, 40),
        (160, 45),
        (300, 80),
    ] {
        play.resize(columns, rows);
        let mut frames = BTreeSet::new();
        for keys in [
            "1", "2", "2 enter", "3", "3 z", "3 c", "4", "4 enter", "4 g", "5", "5 d", "6", "7",
            "?", "i", ":",
        ] {
            play.press("esc esc esc").press(keys);
            play.app.ui.shell.toast = None;
            let screen = play.screen();
            let edges = |line: &str| {
                let left = line.chars().take_while(|c| *c == ' ').count();
                (left, line.trim_end().chars().count())
            };
            let lines: Vec<&str> = screen.lines().collect();
            let (left, right) = edges(lines[2]);
            assert!(right - left <= 180, "{keys}: {screen}");
            let foot = lines.len() - 2;
            assert_eq!(edges(lines[foot]), (left, right), "{keys}: {screen}");
            assert_eq!(edges(lines[0]), (left, right), "{keys}: {screen}");
            for line in &lines[3..foot] {
                assert!(edges(line).1 <= right, "{keys}: {line}");
            }
            frames.insert((left, right));
        }
        assert_eq!(frames.len(), 1, "{columns} x {rows}: {frames:?}");
    }
}

#[test]
fn the_cursor_stands_on_the_focused_row_in_every_frame() {
    let mut play = begun();
    for (_, keys) in PLACES {
        play.press("esc esc esc esc esc");
        let mut play = begun();
        play.press(keys);
        // A picture of one goal, or of goals that are not shown yet, has rows and no mark.
        let page = shell::top_page(&play.app);
        let list = page.list().iter().any(|row| row.selected);
        let seats = ["5 o enter", "5 o enter 7", "7 e enter"];
        let writes = matches!(*keys, "4 g" | "3 n") || seats.contains(keys);
        let drawn = play.drawn();
        assert_eq!(drawn.cursor.is_some(), list || writes, "{keys}");
    }
}

#[test]
fn keys_set_for_a_clicker_do_what_a_clicker_does_and_only_there() {
    let mut play = begun();
    let clicker = &mut play.app.ui.settings.clicker;
    clicker.forward = vec!["F7".into()];
    clicker.back = vec!["Shift-F7".into()];
    clicker.blank = vec!["F8".into()];
    play.press("3 f7").sees("comment 1 of");
    play.press("f8");
    assert!(play.screen().trim().is_empty());
    play.press("f8 esc 3 n")
        .text("dark")
        .press("f7 f8")
        .sees("dark");
}

#[test]
fn colours_that_are_chosen_are_kept_and_a_place_that_keeps_none_is_said() {
    use std::{cell::RefCell, rc::Rc};
    let mut play = begun();
    let kept = Rc::new(RefCell::new(Vec::new()));
    let keep = Rc::clone(&kept);
    let save = SavePalette::new(move |palette| {
        keep.borrow_mut().push(palette);
        match palette {
            Palette::Mono => Err("The settings cannot be written.".into()),
            _ => Ok(()),
        }
    });
    play.app.ui.shell.save_palette = Some(save);
    play.press("v down esc");
    assert!(kept.borrow().is_empty());
    play.press("v down enter");
    assert_eq!(*kept.borrow(), [Palette::RoomDark]);
    play.press("v")
        .text("mono")
        .press("enter")
        .sees("The settings cannot be written.");
}
