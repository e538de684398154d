//! A meeting that may be open elsewhere: read-only until a person confirms that it is not.

use std::fs;

use service_pledge::store::{
    disk::{Disk as _, Lock, RealDisk},
    memory::MemoryDisk,
};
use tempfile::TempDir;

use super::room::{Room, note, places, try_open};
use crate::harness::{Play, northbrook};

fn is_ours(lock: &Lock) -> bool {
    matches!(lock, Lock::Ours(_))
}

#[test]
#[cfg(unix)]
fn a_lock_that_can_only_be_read_is_a_lock() {
    let folder = TempDir::new().unwrap();
    // No account can open a folder for writing: what another account's lock is to most, this is to all.
    let path = folder.path().join("meeting.lock");
    fs::create_dir(&path).unwrap();
    let first = RealDisk.lock(&path, "Fay").unwrap();
    assert!(is_ours(&first));
    assert!(matches!(
        RealDisk.lock(&path, "Jo").unwrap(),
        Lock::Others(_)
    ));
    drop(first);
    assert!(is_ours(&RealDisk.lock(&path, "Jo").unwrap()));
}

#[test]
#[cfg(unix)]
fn a_link_in_the_place_of_a_lock_is_not_written_through() {
    let folder = TempDir::new().unwrap();
    let precious = folder.path().join("precious");
    fs::write(&precious, "all that is dear").unwrap();
    let lock = folder.path().join("meeting.lock");
    std::os::unix::fs::symlink(&precious, &lock).unwrap();
    assert!(RealDisk.lock(&lock, "Fay").is_err());
    assert_eq!(fs::read_to_string(&precious).unwrap(), "all that is dear");
}

#[test]
fn where_no_lock_can_be_had_nothing_is_written_until_somebody_goes_on() {
    let mut room = Room::new();
    room.done(note("One"));
    let disk = room.disk.clone();
    let before = room.journal();
    drop(room);
    disk.refuse_locks(true);
    let mut room = Room::on(&disk);
    assert!(room.session.is_read_only() && room.session.is_unsure());
    assert_eq!(room.session.notices().len(), 1);
    let calls = disk.calls().len();
    room.session.record(Vec::new(), super::room::stamp(9));
    assert!(room.session.undo(super::room::stamp(9)).is_err());
    assert_eq!((room.journal(), disk.calls().len()), (before, calls));

    room.session.go_on_alone().unwrap();
    assert!(!room.session.is_read_only());
    room.done(note("Two"));
    assert_eq!(room.session.unsaved(), 0);
    assert_eq!(room.journal(), room.session.text().as_bytes());
}

#[test]
fn what_somebody_else_added_in_between_comes_in_first() {
    let mut first = Room::new();
    let disk = first.disk.clone();
    disk.refuse_locks(true);
    let mut second = Room::on(&disk);
    disk.refuse_locks(false);
    first.done(note("One"));
    drop(first);
    second.session.go_on_alone().unwrap();
    second.done(note("Two"));
    assert_eq!(second.session.state().notes().len(), 2);
    assert_eq!(second.journal(), second.session.text().as_bytes());
    assert_eq!(disk.paths(), [places().journal()]);
}

#[test]
fn who_turns_out_to_have_it_keeps_it() {
    let first = Room::new();
    let disk = first.disk.clone();
    disk.refuse_locks(true);
    let mut second = Room::on(&disk);
    disk.refuse_locks(false);
    assert!(second.session.go_on_alone().is_err());
    assert!(second.session.is_read_only() && !second.session.is_unsure());
    assert!(try_open(&first.disk).unwrap().is_read_only());
}

#[test]
fn one_key_goes_on_after_a_question() {
    let disk = MemoryDisk::default();
    disk.refuse_locks(true);
    let mut play = Play::on(disk, northbrook(), "2026-11-24T12:58:00+00:00");
    play.sees("Nobody can tell whether this is open elsewhere");
    play.press("space")
        .sees("Here it can only be looked at. ! goes on all the same.");
    play.press("!").sees("Has nobody else this meeting open?");
    play.press("n space");
    assert_eq!(play.app.session().next(), 2);
    assert_eq!(play.disk.file(&places().journal()), None);
    play.press("! y space");
    assert_eq!(play.app.session().next(), 3);
    let written = play.disk.file(&places().journal()).unwrap();
    assert_eq!(written, play.app.session().text().as_bytes());
    play.does_not_see("Nobody can tell");
}
