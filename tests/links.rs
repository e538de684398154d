//! Links on the paths that are printed at the end: on a terminal that takes them, and nowhere else.
#![cfg(unix)]

use std::{fs, process::Command};

use crate::terminal::{Place, Screen};

/// Everything that a command writes to a terminal, and what is to be seen there.
fn shown(place: &Place, arguments: &[&str], env: &[(&str, &str)], keys: &str) -> (String, String) {
    let temporary = place.home.path().join("tmp");
    fs::create_dir_all(&temporary).unwrap();
    let temporary = temporary.display().to_string();
    let env = [env, &[("TMPDIR", temporary.as_str())]].concat();
    // Wide enough for the path on one row.
    let mut screen = Screen::run(place, (150, 30), arguments, &env);
    if !keys.is_empty() {
        // The dialogue has scrolled its title away by the time that it asks.
        let asks = if keys.ends_with('\n') {
            "You can:"
        } else {
            "Northbrook"
        };
        screen.sees(asks).press(keys);
    }
    assert_eq!(screen.ended(), 0, "{}", screen.text());
    let all = screen.all();
    (all, screen.text())
}

#[test]
fn a_path_at_the_end_is_a_link_and_reads_as_before() {
    let place = Place::new();
    let home = place.home.path().display().to_string();
    let (all, text) = shown(&place, &["demo"], &[], "\u{11}");
    let line = text
        .lines()
        .find(|l| l.starts_with("The sample meeting is in "))
        .unwrap();
    let path = line.trim_start_matches("The sample meeting is in ").trim();
    assert!(
        path.starts_with(&home) && path.ends_with("/northbrook"),
        "{path}"
    );
    let address = format!("\u{1b}]8;;file://{path}\u{1b}\\{path}\u{1b}]8;;\u{1b}\\");
    assert!(all.contains(&address), "{all:?}");
}

#[test]
fn blanks_and_welsh_letters_are_encoded_in_the_address_only() {
    let place = Place::new();
    let config = place.home.path().join("si\u{e2}n ll\u{177}r");
    let config = config.display().to_string();
    let env = [("XDG_CONFIG_HOME", config.as_str())];
    let (all, text) = shown(&place, &["settings", "--write"], &env, "");
    assert!(
        text.contains(&format!("Written: {config}/pledge/settings.yaml")),
        "{text}"
    );
    assert!(
        all.contains("/si%C3%A2n%20ll%C5%B7r/pledge/settings.yaml\u{1b}\\"),
        "{all:?}"
    );
}

#[test]
fn a_pipe_a_plain_terminal_and_the_dialogue_get_no_link() {
    let place = Place::new();
    for (arguments, env, keys) in [
        (
            ["demo"].as_slice(),
            [("TERM", "linux")].as_slice(),
            "\u{11}",
        ),
        (&["demo"], &[("TERM", "dumb")], "quit\n"),
        (&["demo", "--plain"], &[], "quit\n"),
        (&["--plain", "demo"], &[], "quit\n"),
    ] {
        let (all, text) = shown(&place, arguments, env, keys);
        assert!(
            text.contains("The sample meeting is in "),
            "{arguments:?}: {text}"
        );
        assert!(!all.contains("\u{1b}]8"), "{arguments:?} {env:?}: {all:?}");
    }
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(["settings", "--write"])
        .env("HOME", place.home.path())
        .env("XDG_CONFIG_HOME", place.home.path())
        .env("TERM", "xterm-256color")
        .output()
        .unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(
        said.starts_with("Written: ") && !said.contains('\u{1b}'),
        "{said:?}"
    );
}
