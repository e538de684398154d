//! Screens of all stages: empty, with the sample and overfull, at three sizes; and their keys.

use service_pledge::{
    domain::{
        agenda::Agenda,
        findings::{BroughtGoal, Comment, Finding, SourceKind, StrandResult, Theme},
        meeting::Began,
        people::Person,
    },
    text,
};

use crate::{
    harness::{Play, northbrook, nothing, symbols},
    sample::the_finished_meeting,
    walkthrough::welcome,
};

const SIZES: [(u16, u16); 3] = [(60, 18), (80, 22), (110, 30)];

/// Every screen that a room sees: its name, and the keys that lead there from any stage.
const SCREENS: &[(&str, &str)] = &[
    ("welcome", "1"),
    ("review", "2"),
    ("review, a goal", "2 enter"),
    ("themes", "3"),
    ("themes, large", "3 z"),
    ("themes, a comment", "3 c"),
    ("themes, speaking", "3 r"),
    ("goals", "4"),
    ("goals, one", "4 enter"),
    ("goals, a new one", "4 g"),
    ("vote", "5"),
    ("vote, before a round", "5 o"),
    ("vote, deciding", "5 d"),
    ("owners", "6"),
    ("owners, one", "6 enter"),
    ("close", "7"),
    ("close, read back", "7 r"),
    ("help", "?"),
    ("menu", ":"),
    ("search", "/"),
    ("words", "i"),
    ("colours", "v"),
    ("tour", "f2"),
    ("timer", "T"),
    ("blank", "b"),
];

/// Calls back on each of them, for the name of its snapshot.
fn each_screen(name: &str, play: &mut Play, mut see: impl FnMut(&str, &Play)) {
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        for (screen, keys) in SCREENS {
            play.press_unseen("esc esc esc 4 home").press(keys);
            // A refusal of a key that cannot be used here is not what the screens are about.
            play.app.ui.shell.toast = None;
            see(&format!("{name} {columns}x{rows}, {screen}"), play);
        }
    }
}

/// A snapshot of each screen: its text, and below that the role of each cell.
///
/// One file a screen: a change to one screen is then one short difference to review.
fn snapshots_of_each_screen(name: &str, play: &mut Play) {
    each_screen(name, play, |name, play| {
        let both = format!(
            "{}\n\n{}",
            play.screen().trim_end(),
            play.roles().trim_end()
        );
        insta::with_settings!({ snapshot_path => "snapshots/screens", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, both);
        });
    });
}

#[test]
fn with_nothing_each_screen_says_what_will_be_there() {
    snapshots_of_each_screen("empty", &mut Play::new(nothing()));
}

#[test]
fn with_a_finished_meeting_each_screen_is_readable() {
    snapshots_of_each_screen("finished", &mut the_finished_meeting());
}

#[test]
fn with_far_too_much_each_screen_keeps_its_shape() {
    each_screen("overfull", &mut Play::new(overfull()), |_, play| {
        check(play, play.size.0, play.size.1);
    });
}

#[test]
fn while_a_round_is_open_each_screen_is_readable() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        for (screen, keys) in [
            ("1 the round is open", "5 o enter"),
            ("2 a seat typed", "7"),
            ("3 an empty ballot", "enter"),
            ("4 a ballot with two answers", "5 ."),
            ("5 before it is handed in", "enter"),
            ("5 handed in", "enter"),
            ("6 before it is closed", "c"),
            ("7 another round, ranked", "esc x y 5 o m o r d enter enter"),
            ("8 an empty ranking", "7 enter"),
            ("9 a ranking with answers", "1 0 2"),
            ("10 given up", "esc esc x y"),
        ] {
            play.press(keys);
            play.app.ui.shell.toast = None;
            let name = format!("voting {columns}x{rows}, {screen}");
            insta::with_settings!({ snapshot_path => "snapshots/screens", prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(name, play.screen().trim_end());
            });
        }
    }
}

/// Sixteen themes, forty people with names of 500 characters, words from right to left, marks without end.
fn overfull() -> Began {
    let long = "Aŷ\u{301}\u{301}\u{301} מרים 👩‍⚕️ \u{202e}gnol".repeat(18);
    let people = (0..40).map(|i| Person {
        id: format!("p{i}"),
        name: format!("{i} {long}{long}"),
        role: long.clone(),
        group: Some(if i % 4 == 0 { "patient" } else { "mdt" }.into()),
        hours: Some(u64::MAX / 100),
        ..Person::default()
    });
    let result = |strand: &str, period: &str| StrandResult {
        strand: format!("{strand} {long}"),
        period: period.into(),
        positive: 4_000_000,
        scored: 4_000_000,
        withheld: false,
        weighted: None,
    };
    let theme = |i: usize| Theme {
        id: format!("t{i}"),
        title: format!("{i} {long}"),
        standard: long.clone(),
        known_since: Some(long.clone()),
        findings: vec![Finding {
            id: format!("q{i}"),
            question: long.clone(),
            said: None,
            wall: None,
            results: vec![
                result("a", "2026"),
                result("b", "2026"),
                result("a", "2023"),
            ],
            benchmark: None,
            comparable: true,
            rebase: Vec::new(),
        }],
        comments: vec![Comment {
            id: format!("c{i}"),
            strand: "a".into(),
            source: SourceKind::Survey,
            wall: Some(1),
            publish: true,
            hold: false,
            text: long.repeat(5),
            read: true,
            edited: false,
            was: None,
            marks: Vec::new(),
        }],
        goals: vec![BroughtGoal {
            id: format!("g{i}"),
            title: format!("{i} {long}"),
            evidence: Some(vec![format!("q{i}")]),
            control: None,
            cost: Some(1_000_000_000),
            hours: None,
            strand: None,
        }],
    };
    let mut began = nothing();
    began.findings.survey.period = "2026".into();
    began.findings.unit.name.clone_from(&long);
    began.findings.themes = (0..16).map(theme).collect();
    began.agenda = Agenda::from_findings(&began.findings);
    began.agenda.people = people.collect();
    began.agenda.ground_rules = vec![long];
    began
}

#[test]
fn with_far_too_much_nothing_runs_off_and_nothing_odd_gets_through() {
    let mut play = Play::new(overfull());
    for (columns, rows) in SIZES
        .into_iter()
        .chain([(1, 1), (5, 3), (39, 9), (40, 10), (200, 60)])
    {
        play.resize(columns, rows);
        for stage in 1..=7 {
            play.press_unseen("esc")
                .press_unseen(&stage.to_string())
                .press("end j j");
            for keys in ["c", "?", "enter", "o", "g"] {
                play.press(keys);
                check(&play, columns, rows);
                play.press_unseen("esc esc esc");
            }
        }
    }
}

/// Every row fills the window, and holds nothing but what may be on a terminal.
fn check(play: &Play, columns: u16, rows: u16) {
    let buffer = play.buffer();
    assert_eq!((buffer.area.width, buffer.area.height), (columns, rows));
    for symbol in symbols(&buffer) {
        assert_eq!(text::clean(symbol), symbol, "{symbol:?} is on the screen");
        assert!(
            text::width(symbol) <= 2,
            "{symbol:?} is wider than two cells"
        );
    }
}

#[test]
fn a_name_of_500_characters_is_whole_on_file() {
    let mut began = nothing();
    let name = "Siân-".repeat(100);
    began.agenda.people = vec![Person {
        id: "sian".into(),
        name: name.clone(),
        ..Person::default()
    }];
    let mut play = Play::new(began);
    play.press("space 7 s");
    assert!(play.file("/unit/outcome.yaml").unwrap().contains(&name));
}

#[test]
fn a_ballot_of_nine_goals_takes_twelve_keys() {
    let mut began = northbrook();
    let theme = &mut began.findings.themes[0];
    for i in 0..6 {
        let mut goal = theme.goals[0].clone();
        goal.id = format!("extra-{i}");
        goal.title = format!("Goal {i}");
        theme.goals.push(goal);
    }
    let mut play = Play::new(began);
    welcome(&mut play);
    play.press("5 o enter");
    // The seat, "that is me", nine marks, hand in. At a key in a second and a half: 18 seconds.
    let keys = "7 enter 5 4 3 2 1 0 . 5 4 enter";
    assert_eq!(keys.split_whitespace().count(), 12);
    play.press(keys).sees("Handed in: 1 of 9 have voted.");
}

#[test]
fn a_mark_on_a_ballot_is_never_shown() {
    let mut one = Play::new(northbrook());
    welcome(&mut one);
    one.press("5 o enter /").text("jo").press("enter enter");
    let shown = |marks: &str| {
        let mut play = Play::new(northbrook());
        welcome(&mut play);
        play.press("5 o enter /")
            .text("jo")
            .press("enter enter")
            .press(marks);
        play.screen()
    };
    assert_eq!(shown("5 0 ."), shown("1 1 1"));
    assert_ne!(shown("5 0"), shown("1 1 1"));
}

#[test]
fn undo_palette_and_stage_keys_are_off_while_a_voter_votes() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o enter /").text("jo").press("enter enter");
    let before = play.screen();
    for key in ["u", "U", "7", "p", "b", "?", "pgdn", "t", "]", "+", ":"] {
        play.press(key);
        let now = play.screen();
        assert!(now.contains("goal 1 of 3"), "{key}: {now}");
    }
    assert!(before.contains("goal 1 of 3"));
}

#[test]
fn a_held_comment_is_nowhere() {
    let mut play = Play::new(northbrook());
    let held: Vec<String> = play
        .meeting()
        .findings()
        .themes
        .iter()
        .flat_map(|t| &t.comments)
        .filter(|c| c.hold)
        .map(|c| {
            c.text
                .split_whitespace()
                .take(4)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert!(held.len() > 3);
    play.resize(200, 60);
    for _ in 0..6 {
        play.press("3 c m");
        for _ in 0..10 {
            let screen = play.screen();
            assert!(held.iter().all(|h| !screen.contains(h)), "{screen}");
            play.press("down");
        }
        play.press("esc 3 tab");
    }
}

#[test]
fn undo_names_what_it_undid_and_redo_does_it_again() {
    let mut play = Play::new(northbrook());
    play.press("space").sees("Jo Ellis is here.");
    play.press("u").sees("Undone: Jo Ellis is here.");
    play.press("U").sees("Done again: Jo Ellis is here.");
    play.press("u u").sees("There is nothing to undo.");
}

#[test]
fn a_round_with_votes_can_be_closed_or_given_up_but_not_undone() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o enter /")
        .text("jo")
        .press("enter enter 5 5 5 enter");
    play.press("u")
        .sees("it can be closed or given up, not undone");
    play.press("c y").sees("The round is closed.");
    play.press("u").sees("A closed round cannot be undone");
}

#[test]
fn votes_of_an_open_round_outlive_the_program() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o enter /")
        .text("jo")
        .press("enter enter 5 5 5 enter");
    let mut play = play.reopen();
    play.sees("A round is open, with 1 vote handed in.");
    let journal = play.file("/unit/meeting.journal").unwrap();
    assert!(
        !journal.contains("ballots"),
        "an open round's votes are no lines of the journal"
    );
    play.press("7 enter").sees("Jo Ellis has voted already.");
}

#[test]
fn paper_slips_are_typed_in_without_names_and_no_more_than_there_are_voters() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o enter s enter 5 5 5 enter 4 4 4 enter 3 3 3 enter");
    // The third is the last of the patients: no further one is offered.
    play.sees("All votes of the patients are in. Handed in: 3 of 9 have voted.")
        .sees("On paper, without names: 3 of 3 slips of the patients.")
        .sees("● 7 Jo Ellis");
    play.press("7 enter")
        .sees("All 3 votes of this group are in.");
    play.press("s").does_not_see("> patients");
    play.press("enter")
        .sees("Paper slip 1 of 6   of the hospital team");
    play.press("esc")
        .sees("No slip of the hospital team is in.");
    play.press("s enter 5 5 5 enter 4 esc esc")
        .sees("1 of 6 slips of the hospital team are in. This one was not taken.");
    play.press("c").sees("4 of 9 have voted");
}

#[test]
fn a_show_of_hands_is_counted_by_group() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o m s h o w enter enter")
        .sees("show of hands");
    play.press("enter enter")
        .text("2 0 1")
        .press("enter enter enter")
        .text("9 0")
        .press("enter");
    play.sees("That is 9 hands, and 6 people of this group have a vote.");
    play.press("ctrl-u")
        .text("3 3 0")
        .press("enter c y")
        .sees("The round is closed.");
    insta::assert_snapshot!("a show of hands", play.screen());
}

#[test]
fn a_small_group_is_never_shown_apart() {
    let mut play = Play::new(northbrook());
    // Two patients of three.
    // Everybody but the third patient.
    play.press("space space j space space space space space space space");
    play.press("s 5 o")
        .sees("Too few patients are here: only the result of all will be shown, rounded.");
    play.press("enter");
    for name in ["ama", "sian", "ruth", "jo", "bern"] {
        play.press("/").text(name).press("enter enter 5 4 3 enter");
    }
    play.press("c y").sees("too few to show a group apart");
    let journal = play.file("/unit/meeting.journal").unwrap();
    let tally = &journal[journal.find("\"tally\"").unwrap()..];
    assert!(!tally.contains("\"groups\":{\""), "{tally}");
}

#[test]
fn text_that_was_being_written_is_there_again() {
    let mut play = Play::new(northbrook());
    play.press("3 n").text("The board is dark");
    let mut play = play.reopen();
    play.sees("The board is dark")
        .sees("This was being written when the program ended");
    play.press("ctrl-s").sees("Noted.");
    let mut play = play.reopen();
    play.does_not_see("being written");
}

#[test]
fn a_blank_wall_shows_nothing_and_a_key_only_brings_it_back() {
    let mut play = Play::new(northbrook());
    play.press("b");
    assert!(play.screen().trim().is_empty());
    play.press("space");
    assert_eq!(
        play.meeting()
            .people()
            .iter()
            .filter(|a| a.is_here())
            .count(),
        0
    );
    play.sees("Ama Boateng");
}

#[test]
fn a_folder_that_cannot_be_written_is_said_on_every_screen_and_loses_nothing() {
    let mut play = Play::new(northbrook());
    play.disk.refuse_writes(true);
    play.press("space space space").sees("3 steps not saved");
    play.press("4").sees("3 steps not saved");
    play.disk.refuse_writes(false);
    play.wait(5).does_not_see("not saved");
    let play = play.reopen();
    assert_eq!(
        play.meeting()
            .people()
            .iter()
            .filter(|a| a.is_here())
            .count(),
        3
    );
}

#[test]
fn quitting_asks_only_when_steps_are_nowhere() {
    let mut play = Play::new(northbrook());
    play.disk.refuse_writes(true);
    play.press("space ctrl-q")
        .sees("1 step is not saved anywhere. Leave all the same?");
    play.press("n");
    play.disk.refuse_writes(false);
    play.press("ctrl-q");
    assert!(play.app.ui.shell.is_over);
}

#[test]
fn a_paste_never_runs_keys() {
    use service_pledge::app::{input::Input, program::Program};
    let mut play = Play::new(northbrook());
    play.app
        .input(Input::Paste("space\n7 s\u{3}q".into()), play.now);
    play.sees("Welcome").sees("[ ] Ama Boateng");
    assert!(play.app.meeting().saved().is_none());
}

#[test]
fn what_does_not_fit_a_small_window_can_be_reached() {
    let mut play = Play::new(northbrook());
    play.resize(60, 18);
    play.press("3")
        .sees("finding 1 of 4")
        .sees("between 13% and 48%");
    play.press("down").sees("Waiting in clinic");
    // The longest comment of the sample.
    let longest = play
        .meeting()
        .findings()
        .comment("c19")
        .unwrap()
        .1
        .text
        .clone();
    let last = longest.split_whitespace().next_back().unwrap().to_owned();
    play.press("tab c");
    for _ in 0..10 {
        if play.screen().contains(&longest[..12]) {
            break;
        }
        play.press("down");
    }
    play.sees(&longest[..12]);
    if !play.screen().contains(&last) {
        play.press("space");
    }
    play.sees(&last);
}

#[test]
fn a_wrong_key_gets_a_sentence() {
    let mut play = Play::new(northbrook());
    play.press("z")
        .sees("z does nothing here. ? shows the keys.");
}

#[test]
fn help_is_the_key_table_of_where_one_stands() {
    let mut play = Play::new(northbrook());
    play.resize(80, 60);
    play.press("3 ?");
    insta::assert_snapshot!("help on themes", play.screen());
}
