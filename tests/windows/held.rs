//! Files that another program has open, and files that may not be written.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use super::{
    console::Driver,
    machine::finished,
    meeting::whole_meeting,
    twin::{Twin, copy, ends_as, in_one_line},
};
use crate::harness::{Outside, requires};

/// Another program, which has a file open and lets others do so much: read, write, delete.
fn held(twin: &Twin, file: &Path, share: &str) -> Driver {
    let mut driver = Driver::start(twin.machine, &twin.top, |_| ());
    driver.order(&format!("hold {share} {}", twin.machine.named(file)));
    driver
}

/// A meeting that was saved.
fn saved(twin: &Twin) {
    let lines = whole_meeting();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let said = twin.talk(&lines);
    assert!(said.contains("Saved at"), "{said}");
}

#[test]
fn what_another_program_holds_is_said_tried_again_and_written() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    saved(&twin);
    let [_, unit] = twin.units();
    let fresh = twin.top.join("fresh");
    copy(&unit, &fresh);
    for (name, share) in [
        ("outcome.yaml", "rwd"),
        ("outcome.yaml", "r"),
        ("outcome.yaml", "-"),
        ("meeting.journal", "rw"),
        ("meeting.journal", "r"),
        ("meeting.journal", "-"),
    ] {
        fs::remove_dir_all(&unit).unwrap();
        copy(&fresh, &unit);
        let case = format!("{name}, of which others may {share}");
        let is_written = || twin.file("outcome.yaml").contains("A new topic");
        let mut dialogue = twin.dialogue();
        let mut holder = held(&twin, &unit.join(name), share);
        dialogue.says("p", "another time");
        dialogue.says("A new topic", "A new topic");
        // An empty line says again what the page says.
        dialogue.says("", "You can:");
        // Nothing says that all is well while the file is an older one.
        if !is_written() {
            let said = dialogue.heard();
            assert!(!said.contains("Saved at"), "{case}: {said}");
            assert!(!said.contains("Everything is saved"), "{case}: {said}");
            assert!(
                said.contains("tried again") || said.contains("not saved"),
                "{case}: {said}"
            );
        }
        holder.order("release");
        // It is tried in a thread, so what came of it is said later, or not at all before the end.
        let ended = dialogue.type_in("!").type_in("quit").ended();
        assert!(ended.success(), "{case}: {}", dialogue.said);
        assert!(is_written(), "{case}: {}", dialogue.said);
        let again = twin.talk(&["close", "quit"]);
        assert!(again.contains("Saved at"), "{case}: {again}");
        let left: Vec<_> = fs::read_dir(&unit)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|n| ends_as(n, &["new", "broken"]) || n.contains("edited"))
            .collect();
        assert!(left.is_empty(), "{case}: {left:?}");
    }
}

#[test]
fn a_meeting_that_ends_while_its_outcome_is_held_says_so_and_writes_it_when_it_is_opened_again() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    saved(&twin);
    let [_, unit] = twin.units();
    let mut dialogue = twin.dialogue();
    let holder = held(&twin, &unit.join("outcome.yaml"), "-");
    dialogue.says("p", "another time");
    dialogue.says("A new topic", "A new topic");
    let ended = dialogue.type_in("quit").ended();
    let said = in_one_line(&dialogue.said);
    assert!(!ended.success(), "{said}");
    assert!(said.contains("outcome.yaml"), "{said}");
    drop(holder);
    assert!(!twin.file("outcome.yaml").contains("A new topic"));
    let again = twin.talk(&["close", "quit"]);
    assert!(twin.file("outcome.yaml").contains("A new topic"), "{again}");
}

#[test]
fn a_paper_that_excel_has_open_is_named_and_the_others_are_written() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe)
        .and("northbrook-finished")
        .and("northbrook-survey.csv");
    let finished_unit = twin.top.join("northbrook-finished");
    twin.run(&["export", "--to", "all", "northbrook-finished"], "");
    let workbook = finished_unit.join("out/action-log.xlsx");
    let mut excel = held(&twin, &workbook, "r");
    fs::remove_file(finished_unit.join("out/minutes.md")).unwrap();
    let done = twin.run(&["export", "--to", "all", "northbrook-finished"], "");
    assert_ne!(done.code, Some(0), "{done:?}");
    assert!(done.err.contains("action-log.xlsx"), "{done:?}");
    assert!(finished_unit.join("out/minutes.md").is_file(), "{done:?}");
    excel.order("release");
    // The export of a survey, which is read.
    let mut excel = held(&twin, &twin.top.join("northbrook-survey.csv"), "-");
    let inspect = ["import", "--inspect", "northbrook-survey.csv"];
    let done = twin.run(&inspect, "");
    assert_eq!(done.code, Some(2), "{done:?}");
    assert!(done.err.contains("northbrook-survey.csv"), "{done:?}");
    excel.order("release");
    assert_eq!(twin.run(&inspect, "").code, Some(0));
}

/// Sets or clears the attribute, which Wine keeps in the permissions.
fn read_only(twin: &Twin, file: &Path, is: bool) {
    let mut attrib = twin.machine.command("attrib");
    attrib.args([if is { "+r" } else { "-r" }, &twin.machine.named(file)]);
    assert_eq!(finished(&mut attrib, b"").code, Some(0));
    let mode = if is { 0o444 } else { 0o644 };
    fs::set_permissions(file, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_file_that_may_not_be_written_loses_nothing() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    saved(&twin);
    let [_, unit] = twin.units();
    let fresh = twin.top.join("fresh");
    copy(&unit, &fresh);
    for name in [
        "outcome.yaml",
        "meeting.journal",
        "meeting.lock",
        "findings.yaml",
        "agenda.yaml",
    ] {
        fs::remove_dir_all(&unit).unwrap();
        copy(&fresh, &unit);
        let file = unit.join(name);
        read_only(&twin, &file, true);
        let done = twin.run(
            &["--plain", "northbrook"],
            "p\nA new topic\nclose\n!\nquit\n",
        );
        let said = in_one_line(&format!("{} {}", done.out, done.err));
        let is_told = [
            "not saved",
            "could not be written",
            "tried again",
            "looked at",
        ]
        .iter()
        .any(|words| said.contains(words));
        // As an administrator, and wherever a file is replaced by another one, it is written all the same.
        let is_written = twin.file("outcome.yaml").contains("A new topic");
        assert!(is_told || is_written, "{name}: {said}");
        read_only(&twin, &file, false);
        twin.talk(&["p", "A later topic", "close", "quit"]);
        assert!(
            twin.file("outcome.yaml").contains("A later topic"),
            "{name}"
        );
    }
}
