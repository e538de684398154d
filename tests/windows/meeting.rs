//! A whole meeting in sentences, one that is killed, and one that is open in two windows.

use std::{fs, path::Path, process::Command};

use super::{
    machine::{Machine, finished},
    twin::{Twin, ends_as, in_one_line},
};
use crate::{
    harness::{Outside, Play, northbrook, requires},
    plain::talk::Talk,
    walkthrough,
};

/// The lines that a person types from the first arrival to the saved outcome.
pub(super) fn whole_meeting() -> Vec<String> {
    let mut talk = Talk::new(Play::new(northbrook()));
    walkthrough::meeting(&mut talk);
    talk.typed.push("quit".to_owned());
    talk.typed
}

#[test]
fn a_meeting_from_its_start_to_its_saved_outcome_is_the_one_of_linux() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    let typed = whole_meeting().join("\n") + "\n";
    let arguments = ["--plain", "northbrook"];
    let windows = twin.run(&arguments, &typed);
    let linux = finished(&mut twin.linux(&arguments), typed.as_bytes());
    assert!(windows.out.contains("Saved at"), "{windows:?}");
    assert_eq!(windows.code, Some(0), "{windows:?}");
    // A path is longer on one of them, so a line may break elsewhere.
    assert_eq!(
        in_one_line(&twin.neutral(&windows.out)),
        in_one_line(&twin.neutral(&linux.out))
    );
    let [linux, windows] = twin.units().map(|unit| {
        let outcome = fs::read_to_string(unit.join("outcome.yaml")).unwrap();
        assert!(!outcome.contains('\r'), "{outcome}");
        let left: Vec<_> = fs::read_dir(unit)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| ends_as(name, &["new", "ballots"]))
            .collect();
        assert!(left.is_empty(), "{left:?}");
        twin.neutral(&outcome)
    });
    assert_eq!(windows, linux);
    twin.both(&["check", "northbrook"], "");
    let again = twin.talk(&["close", "quit"]);
    assert!(again.contains("Saved at"), "{again}");
}

/// The process that has the unit open, from the words in its lock.
fn holder(unit: &Path) -> String {
    let words = ["meeting.holder.lock", "meeting.lock"]
        .iter()
        .filter_map(|name| fs::read_to_string(unit.join(name)).ok())
        .find(|words| words.contains("process "))
        .unwrap();
    let number = words.split("process ").nth(1).unwrap();
    number.chars().take_while(char::is_ascii_digit).collect()
}

/// Ends the program that has a unit open as the task manager does.
fn end_task(machine: &Machine, unit: &Path) {
    let mut command: Command = machine.command("taskkill");
    let done = finished(command.args(["/f", "/pid", &holder(unit)]), b"");
    assert_eq!(done.code, Some(0), "{done:?}");
}

#[test]
fn a_program_that_is_killed_has_lost_nothing_and_left_no_lock() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let round = [
        "space space space space space space",
        "space space space",
        "vote",
        "o",
        "o",
        "1",
        "enter",
        "5 . 3",
    ];
    let moments: [(&str, &[&str], &str, &str); 3] = [
        ("people come", &["space", "space"], "space", "3 of 10 here"),
        ("a round", &round, "enter", "1 of 8 have voted"),
        (
            "a note",
            &["space", "themes", "n"],
            "half a note",
            "half a note",
        ),
    ];
    let twin = Twin::new(&exe);
    let [_, unit] = twin.units();
    let fresh = twin.top.join("fresh");
    super::twin::copy(&unit, &fresh);
    for by_task_manager in [false, true] {
        for (moment, lines, last, lasts) in &moments {
            fs::remove_dir_all(&unit).unwrap();
            super::twin::copy(&fresh, &unit);
            let mut dialogue = twin.dialogue();
            for line in *lines {
                dialogue.type_in(line);
            }
            dialogue.type_in(last);
            if *moment == "a note" {
                let draft = unit.join("meeting.draft");
                dialogue.until("the note is on disk", |_| {
                    fs::read_to_string(&draft).is_ok_and(|text| text.contains(lasts))
                });
            } else {
                // It answers in order: when this is heard, all before it was done.
                dialogue.hears(lasts);
            }
            if by_task_manager {
                end_task(twin.machine, &unit);
            } else {
                dialogue.kill();
            }
            drop(dialogue);
            let again = twin.talk(&["", "quit"]);
            assert!(again.contains(lasts), "{moment}: {again}");
            assert!(!again.contains("looked at"), "{moment}: {again}");
        }
    }
}

#[test]
fn a_second_window_is_told_who_has_it_and_only_looks() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    let [_, folder] = twin.units();
    let mut first = twin.dialogue();
    first.says("space", "1 of 10");
    let before = fs::read(folder.join("meeting.journal")).unwrap();
    let unit = twin.unit();
    for form in [
        unit.clone(),
        unit.to_lowercase(),
        unit.to_uppercase(),
        unit.replace('\\', "/"),
        format!(r"\\?\{unit}"),
        format!("{unit}\\"),
    ] {
        let second = twin.run(&["--plain", &form], "space\nquit\n");
        let said = in_one_line(&second.out);
        assert!(
            said.contains("open already (Sian, since "),
            "{form}: {said}"
        );
        assert_eq!(second.code, Some(0), "{form}: {said}");
    }
    assert_eq!(fs::read(folder.join("meeting.journal")).unwrap(), before);
    // The wall is a second window too, and follows.
    let mut wall = twin.console(&["wall", "northbrook"]);
    wall.sees("1 of 10 here");
    first.says("space", "2 of 10");
    wall.sees("2 of 10 here").press("q");
    assert_eq!(wall.ended(), 0);
    assert!(first.ended().success());
    let again = twin.talk(&["", "quit"]);
    assert!(again.contains("2 of 10 here"), "{again}");
    assert!(!again.contains("open already"), "{again}");
}
