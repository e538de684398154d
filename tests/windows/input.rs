//! Keys of a Windows keyboard, a paste, and marks that nobody may read.

use super::{console::Console, twin::Twin};
use crate::harness::{Outside, requires};

/// The console shows what is typed.
const ECHO: u32 = 4;

fn journal(twin: &Twin) -> String {
    twin.file("meeting.journal")
}

/// A meeting at its first theme.
fn at_a_theme(twin: &Twin) -> Console {
    let mut console = twin.console(&["northbrook"]);
    console
        .sees("Service Pledge meeting")
        .press("space")
        .sees("Jo Ellis is here.")
        .press("3")
        .sees("finding 1 of 4");
    console
}

#[test]
fn a_paste_of_several_lines_is_one_text_and_runs_no_keys() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let text = "The board has been dark\nsince May: q\na\nx";
    for (opens, closes, is_several) in [("s", "enter", false), ("n", "ctrl-s", true)] {
        let twin = Twin::new(&exe);
        let mut console = at_a_theme(&twin);
        let before = journal(&twin);
        let steps = || {
            let new = journal(&twin)[before.len()..].to_owned();
            let steps = new.lines().filter(|line| line.contains("\"did\""));
            steps.map(str::to_owned).collect::<Vec<_>>()
        };
        console.press(opens).sees("leave");
        console.paste(text).sees("since May");
        // What came with it is text as well, and nothing was kept yet.
        assert!(steps().is_empty());
        console.press(closes);
        console.until("kept", |_| !steps().is_empty());
        let kept = steps().join("\n");
        assert_eq!(kept.lines().count(), 1, "{kept}");
        assert!(!kept.contains("StandardAgreed"), "{kept}");
        assert!(kept.contains("since May: q"), "{kept}");
        let joined = if is_several { r"q\na\nx" } else { "q a x" };
        assert!(kept.contains(joined), "{kept}");
        console.press("ctrl-q");
        assert_eq!(console.ended(), 0);
    }
}

#[test]
fn a_paste_where_nothing_is_written_does_nothing_and_is_said() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    let mut console = at_a_theme(&twin);
    let before = journal(&twin);
    console
        .paste("The board has been dark\nsince May: q\na\nx")
        .sees("Text can be pasted where it is being written.");
    console.press("ctrl-q");
    assert_eq!(console.ended(), 0);
    let after = journal(&twin)[before.len()..].to_owned();
    assert!(!after.contains("\"did\""), "{after}");
}

#[test]
fn letters_of_every_keyboard_arrive() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    let mut console = at_a_theme(&twin);
    console.press("n").sees("leave");
    console.alt_gr('2', '@').alt_gr('E', '€').alt_gr('W', 'ŵ');
    // A dead key and its letter arrive as one character.
    for letter in ["ŷ", "â", "é", "ö"] {
        console.press(letter);
    }
    // Some consoles send one half down and up before the other, and some both down first.
    let mut halves = [0; 2];
    '\u{1f600}'.encode_utf16(&mut halves);
    console.driver.order(&format!("key 0 {} 0", halves[0]));
    console.driver.order(&format!("key 0 {} 0", halves[1]));
    console
        .driver
        .order(&format!("halves {} {}", halves[0], halves[1]));
    // Keys of the number pad.
    for digit in 0..3 {
        let unit = u32::from(b'0') + digit;
        console
            .driver
            .order(&format!("key {} {unit} 32", 0x60 + digit));
    }
    console.sees("012").press("ctrl-s");
    console.until("kept", |_| journal(&twin).contains("012"));
    let journal = journal(&twin);
    assert!(
        journal.contains("@€ŵŷâéö\u{1f600}\u{1f600}012"),
        "{journal}"
    );
    console.press("ctrl-q");
    assert_eq!(console.ended(), 0);
}

#[test]
fn marks_of_the_dialogue_are_not_shown_and_everything_else_is() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    let mut console = twin.console(&["--plain", "northbrook"]);
    console.hears("0. more");
    assert_eq!(console.modes()[0] & ECHO, ECHO);
    for (line, then) in [
        ("space space space space space space", "You are at 7"),
        ("space space space", "You are at 10"),
        ("vote", "Stage 5 of 7"),
        ("o", "in this round"),
        ("o", "is open"),
        ("1", "that is me"),
        ("enter", "leave it (esc)\n> "),
    ] {
        console.type_in(line).hears(then);
    }
    assert_eq!(console.modes()[0] & ECHO, 0);
    assert!(!console.bytes().contains("can be seen"));
    console
        .type_in("5 . 3")
        .hears("3 of 3 marked")
        .type_in("enter")
        .hears("has voted.\n> ");
    assert_eq!(console.modes()[0] & ECHO, ECHO);
    console.type_in("quit");
    assert_eq!(console.ended(), 0);
    assert_eq!(console.modes()[0], console.before[0]);
}
