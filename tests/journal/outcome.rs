//! The outcome file: written atomically, and an edit by hand is never lost.

use std::path::PathBuf;

use service_pledge::store::memory::MemoryDisk;

use super::{
    killed::FAULTS,
    room::{Room, note, outcome_file, try_open},
};

fn edited(n: u32) -> PathBuf {
    PathBuf::from(format!("/unit/outcome.edited-{n}.yaml"))
}

#[test]
fn an_outcome_that_only_we_wrote_is_replaced_without_a_word() {
    let mut room = Room::new();
    for words in ["one", "two", "two", "one"] {
        assert_eq!(room.project(words).unwrap(), None);
        assert_eq!(room.file(&outcome_file()), words.as_bytes());
        room = room.reopened();
    }
    assert_eq!(room.disk.file(&edited(1)), None);
}

#[test]
fn an_outcome_that_is_already_there_writes_nothing() {
    let mut room = Room::new();
    room.project("one").unwrap();
    let writes = room.disk.writes();
    room.project("one").unwrap();
    assert_eq!(room.disk.writes(), writes);
}

#[test]
fn an_outcome_edited_by_hand_is_kept_beside_it_under_the_next_number() {
    let mut room = Room::new();
    room.project("ours 0").unwrap();
    for n in 1..=3 {
        let theirs = format!("theirs {n}");
        room.disk.put(&outcome_file(), theirs.as_bytes());
        let notice = room.project(&format!("ours {n}")).unwrap();
        assert_eq!(
            notice.unwrap(),
            format!(
                "outcome.yaml had been edited by hand. That copy is kept as {}.",
                edited(n).display()
            )
        );
        assert_eq!(room.file(&edited(n)), theirs.as_bytes());
        assert_eq!(room.file(&outcome_file()), format!("ours {n}").as_bytes());
        room = room.reopened();
    }
}

#[test]
fn an_outcome_from_before_the_journal_is_kept() {
    let mut room = Room::new();
    room.disk.put(&outcome_file(), b"last year");
    assert!(room.project("this year").unwrap().is_some());
    assert_eq!(room.file(&edited(1)), b"last year");
}

#[test]
fn killed_at_any_write_of_the_outcome_our_own_file_is_never_taken_for_an_edited_one() {
    for fault in FAULTS {
        for nth in 0..6 {
            let disk = MemoryDisk::default();
            let mut room = Room::on(&disk);
            room.project("one").unwrap();
            disk.fail_at(nth, fault);
            room.done(note("More"));
            let _ = room.project("two");
            let _ = room.project("three");
            let mut room = room.reopened();
            let there = room.file(&outcome_file());
            assert!(
                ["one", "two", "three"].contains(&std::str::from_utf8(&there).unwrap()),
                "{fault:?} {nth}"
            );
            assert_eq!(room.project("four").unwrap(), None, "{fault:?} {nth}");
            assert_eq!(disk.file(&edited(1)), None, "{fault:?} {nth}");
            assert_eq!(room.file(&outcome_file()), b"four");
        }
    }
}

#[test]
fn killed_at_any_write_an_edit_by_hand_is_still_there() {
    for fault in FAULTS {
        for nth in 0..4 {
            let disk = MemoryDisk::default();
            let mut room = Room::on(&disk);
            room.project("one").unwrap();
            disk.put(&outcome_file(), b"theirs");
            disk.fail_at(nth, fault);
            let _ = room.project("two");
            let mut room = room.reopened();
            room.project("three").unwrap();
            assert_eq!(room.file(&outcome_file()), b"three");
            assert_eq!(room.file(&edited(1)), b"theirs", "{fault:?} {nth}");
        }
    }
}

#[test]
fn an_outcome_written_is_recorded_and_changes_no_state() {
    let mut room = Room::new();
    room.done(note("One"));
    let state = format!("{:?}", room.session.state());
    room.project("one").unwrap();
    assert_eq!(format!("{:?}", room.session.state()), state);
    assert_eq!(room.session.text().lines().count(), 3);
    let disk = room.disk.clone();
    drop(room);
    let mut session = try_open(&disk).unwrap();
    assert_eq!(session.next(), 4);
    // Writing the outcome is no step, and so is not what undo takes back.
    session.undo(super::room::stamp(9)).unwrap();
    assert!(session.state().notes().is_empty());
}

#[test]
fn what_a_killed_replacement_left_behind_is_cleared_at_the_next_opening_by_the_one_who_writes() {
    let room = Room::new();
    let disk = room.disk.clone();
    let left = [
        "meeting.journal.new",
        "outcome.yaml.new",
        "meeting.draft.new",
    ];
    for name in left {
        disk.put(&PathBuf::from("/unit").join(name), b"Jo Ellis");
    }
    disk.put(&PathBuf::from("/unit/notes.new"), b"somebody's own");
    // A second window clears nothing.
    let second = try_open(&disk).unwrap();
    assert_eq!(disk.paths().len(), 5);
    drop(second);
    let room = room.reopened();
    assert_eq!(
        room.disk.paths(),
        [
            super::room::places().journal(),
            PathBuf::from("/unit/notes.new")
        ]
    );
}
