//! Ends of a program on a console: Ctrl-C, the close button, the task manager. What was typed is there again, and so is the console.

use std::fs;

use super::{console::Console, twin::Twin};
use crate::harness::{Outside, requires};

/// The console obeys escape sequences; shells set this flag themselves, so that it may stay.
const ESCAPES: u32 = 4;

/// A meeting on a console, in which somebody has come and half a note is written.
fn half_a_note(twin: &Twin, plain: bool) -> Console {
    if plain {
        let mut console = twin.console(&["--plain", "northbrook"]);
        console.hears("0. more");
        for (line, then) in [
            ("space", "Jo Ellis is here"),
            ("themes", "finding 1 of 4"),
            ("n", "alone on a line"),
        ] {
            console.type_in(line).hears(then);
        }
        console.type_in("half a note");
        console
    } else {
        let mut console = twin.console(&["northbrook"]);
        console
            .sees("Service Pledge meeting")
            .press("space")
            .sees("Jo Ellis is here.")
            .press("3")
            .sees("finding 1 of 4")
            .press("n")
            .sees("Ctrl-S done")
            .write("half a note")
            .sees("half a note");
        console
    }
}

#[test]
fn whatever_ends_the_program_what_was_typed_is_there_again() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    for plain in [false, true] {
        for order in ["interrupt", "close", "kill"] {
            let twin = Twin::new(&exe);
            let mut console = half_a_note(&twin, plain);
            // In sentences a line is taken in without a word.
            console.until("the note on disk", |_| {
                let draft = twin.units()[1].join("meeting.draft");
                fs::read_to_string(draft).is_ok_and(|text| text.contains("half a note"))
            });
            console.driver.order(order);
            console.ended();
            drop(console);
            let again = twin.talk(&["", "quit"]);
            let case = format!("{order}, plain: {plain}");
            assert!(again.contains("half a note"), "{case}: {again}");
            assert!(
                twin.file("meeting.journal").contains("PersonArrived"),
                "{case}"
            );
            assert!(!again.contains("looked at"), "{case}: {again}");
        }
    }
}

#[test]
fn a_quit_gives_the_console_back() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    let mut console = twin.console(&["northbrook"]);
    console.sees("Service Pledge meeting");
    assert_ne!(console.modes()[0], console.before[0]);
    console
        .press("space")
        .sees("Jo Ellis is here.")
        .press("ctrl-q");
    assert_eq!(console.ended(), 0);
    console.hears("The meeting goes on where it stopped");
    let after = console.modes();
    assert_eq!(after[0], console.before[0]);
    assert_eq!(after[1] & !ESCAPES, console.before[1] & !ESCAPES);
    let written = console.bytes();
    assert!(written.rfind("\u{1b}[?1049l") > written.rfind("\u{1b}[?1049h"));
    assert!(written.rfind("\u{1b}[?25h") > written.rfind("\u{1b}[?25l"));
}

#[test]
fn ctrl_c_is_a_key_of_the_full_screen_and_loses_nothing() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    let mut console = twin.console(&["northbrook"]);
    console
        .sees("Service Pledge meeting")
        .press("space")
        .sees("Jo Ellis is here.")
        .press("ctrl-c");
    assert_eq!(console.ended(), 0);
    let again = twin.talk(&["", "quit"]);
    assert!(again.contains("1 of 10 here"), "{again}");
}
