//! Folders that are read-only, continued elsewhere, or open on another computer.

use std::path::{Path, PathBuf};

use service_pledge::{
    domain::meeting::Began,
    store::{
        places::Places,
        session::{Session, SessionError},
    },
};

use super::room::{Act, Open, Room, note, outcome_file, places, script, stamp, try_open};

#[test]
fn a_folder_that_refuses_writes_counts_steps_and_a_retry_leaves_the_bytes_of_a_run_undisturbed() {
    let whole = Room::after_script().session.text().to_owned();
    for from in 0..script().len() {
        let mut room = Room::new();
        let mut steps = 0;
        for (i, act) in script().iter().enumerate() {
            if i == from {
                room.disk.refuse_writes(true);
            }
            assert!(room.act(act));
            if i >= from && !matches!(act, Act::Mark(_)) {
                steps += 1;
            }
            assert_eq!(room.session.unsaved(), steps, "{from} {i}");
        }
        assert!(room.session.retry().is_err());
        assert_eq!(room.session.unsaved(), steps);
        room.disk.refuse_writes(false);
        room.session.retry().unwrap();
        assert_eq!(room.session.unsaved(), 0);
        assert_eq!(room.journal(), whole.as_bytes(), "{from}");
    }
}

#[test]
fn a_meeting_that_begins_in_a_folder_that_refuses_writes_says_so_and_is_saved_later() {
    let disk = service_pledge::store::memory::MemoryDisk::default();
    disk.refuse_writes(true);
    let mut room = Room::on(&disk);
    // No lock can be had there either.
    assert!(room.session.is_unsure());
    room.session.go_on_alone().unwrap();
    assert_eq!(room.session.unsaved(), 1);
    assert_eq!(
        room.session.notices().last().unwrap(),
        "The folder cannot be written. What you do is kept in memory and tried again."
    );
    room.done(note("One"));
    disk.refuse_writes(false);
    room.session.retry().unwrap();
    assert_eq!(room.journal(), room.session.text().as_bytes());
}

/// A meeting that goes on in the local folder after `before` steps, and has ended.
fn moved(steps: usize) -> Room {
    let mut room = Room::new();
    for (i, act) in script().iter().enumerate() {
        if i == steps {
            room.session.save_elsewhere().unwrap();
        }
        assert!(room.act(act));
    }
    room
}

#[test]
fn what_was_saved_on_this_computer_is_joined_at_the_next_opening() {
    let whole = Room::after_script();
    for steps in 0..script().len() {
        let room = moved(steps);
        assert_eq!(room.session.unsaved(), 0);
        assert_eq!(room.session.journal_path(), places().local_journal());
        assert!(room.journal().len() < whole.session.text().len());
        let again = room.reopened();
        assert_eq!(again.all(), whole.all(), "{steps}");
        assert_eq!(again.journal(), whole.journal(), "{steps}");
        assert_eq!(again.disk.paths(), [places().journal()], "{steps}");
        let left = script().len() - steps;
        assert_eq!(
            again.session.notices(),
            [format!(
                "{left} steps that were saved on this computer are in again."
            )]
        );
    }
}

#[test]
fn a_copy_on_this_computer_stays_until_the_folder_has_it() {
    let whole = Room::after_script();
    let room = moved(5);
    let disk = room.disk.clone();
    drop(room);
    disk.refuse_writes(true);
    let mut room = Room::on(&disk);
    room.session.go_on_alone().unwrap();
    assert_eq!(room.all(), whole.all());
    assert!(room.session.unsaved() > 0);
    let local = disk.file(&places().local_journal()).unwrap();
    assert_eq!(local, whole.session.text().as_bytes());
    disk.refuse_writes(false);
    room.session.retry().unwrap();
    assert_eq!(room.journal(), whole.session.text().as_bytes());
    let again = room.reopened();
    assert_eq!(again.disk.paths(), [places().journal()]);
    assert_eq!(again.all(), whole.all());
}

#[test]
fn a_folder_without_a_journal_takes_the_copy_on_this_computer() {
    let room = moved(5);
    let live = room.all();
    let disk = room.disk.clone();
    drop(room);
    service_pledge::store::disk::Disk::remove(&disk, &places().journal()).unwrap();
    let again = Room::on(&disk);
    assert_eq!(again.all(), live);
    assert_eq!(again.disk.paths(), [places().journal()]);
}

/// The same folder under another path: its journal is there, and the local data folder is the one that it was.
fn elsewhere(disk: &service_pledge::store::memory::MemoryDisk) -> (Open, Places) {
    let places = Places {
        folder: PathBuf::from("/mnt/y/unit"),
        ..places()
    };
    let began = || -> Result<Began, SessionError> { panic!("there is a journal") };
    let session = Session::open(disk.clone(), places.clone(), "Fay", stamp(60), began);
    (session.unwrap(), places)
}

#[test]
fn what_was_saved_on_this_computer_is_found_when_the_folder_comes_back_under_another_path() {
    let room = moved(5);
    let (live, disk) = (room.all(), room.disk.clone());
    let whole = room.session.text().to_owned();
    let left = script().len() - 5;
    drop(room);
    let short = disk.file(&places().journal()).unwrap();
    disk.put(Path::new("/mnt/y/unit/meeting.journal"), &short);
    let (session, there) = elsewhere(&disk);
    let all = format!(
        "{:?} {:?} {}",
        session.state(),
        session.marked(),
        session.next()
    );
    assert_eq!(all, live);
    assert_eq!(disk.file(&there.journal()).unwrap(), whole.as_bytes());
    assert_eq!(
        session.notices(),
        [format!(
            "{left} steps were saved on this computer while the folder was elsewhere. All of it is in again."
        )]
    );
    drop(session);
    // The second time there is nothing to say.
    let (session, _) = elsewhere(&disk);
    assert!(session.notices().is_empty());
    // The folder may have been copied: the one that stayed has its steps too.
    drop(session);
    assert_eq!(Room::on(&disk).all(), live);
}

#[test]
fn a_copy_that_went_apart_while_the_folder_was_elsewhere_stays_and_is_named() {
    let room = moved(5);
    let disk = room.disk.clone();
    drop(room);
    let short = disk.file(&places().journal()).unwrap();
    let local = disk.file(&places().local_journal()).unwrap();
    let mut other = Room::on(&super::room::disk_with(&short));
    other.done(note("Somebody else"));
    disk.put(Path::new("/mnt/y/unit/meeting.journal"), &other.journal());
    let (session, _) = elsewhere(&disk);
    assert_eq!(session.text().as_bytes(), other.journal());
    assert_eq!(disk.file(&places().local_journal()).unwrap(), local);
    let name = places().local_journal().display().to_string();
    assert!(session.notices()[0].contains(&name));
}

/// The folder and this computer after each went its own way: a disk, the folder's bytes and the computer's.
fn apart() -> (service_pledge::store::memory::MemoryDisk, Vec<u8>, Vec<u8>) {
    let here = moved(5);
    let local = here.file(&places().local_journal());
    let mut there = Room::on(&super::room::disk_with(&here.journal()));
    there.done(note("Somebody else"));
    let folder = there.journal();
    let disk = super::room::disk_with(&folder);
    disk.put(&places().local_journal(), &local);
    (disk, folder, local)
}

#[test]
fn two_that_went_apart_are_both_kept() {
    let (disk, folder, local) = apart();
    let room = Room::on(&disk);
    assert_eq!(room.journal(), folder);
    assert_eq!(room.session.text().as_bytes(), folder);
    let other = places().folder.join("meeting.other-1.journal");
    assert_eq!(room.file(&other), local);
    assert_eq!(disk.paths(), [places().journal(), other]);
    assert_eq!(room.session.notices().len(), 1);
    assert!(room.session.notices()[0].contains("meeting.other-1.journal"));
}

#[test]
fn two_that_went_apart_are_both_kept_where_the_folder_refuses_writes() {
    let (disk, _, local) = apart();
    // The first write would put the other copy into the folder.
    disk.fail_at(0, service_pledge::store::memory::Fault::Refused);
    let mut room = Room::on(&disk);
    room.session.save_elsewhere().unwrap();
    room.done(note("On we go"));
    let kept = disk
        .paths()
        .iter()
        .filter(|p| disk.file(p).unwrap() == local)
        .count();
    assert_eq!(kept, 1);
    let live = room.all();
    assert_eq!(room.reopened().all(), live);
}

#[test]
fn a_second_window_only_looks_says_who_has_it_and_writes_nothing() {
    let mut first = Room::new();
    first.done(note("One"));
    first.project("outcome").unwrap();
    let mut before = first.journal();
    // Not even a torn end is touched, and no copy joined.
    before.extend_from_slice(b"{\"n\":");
    first.disk.put(&places().journal(), &before);
    first.disk.put(&places().local_journal(), &before[..9]);
    let calls = first.disk.calls().len();

    let mut second = Room::on(&first.disk);
    assert!(second.session.is_read_only());
    assert_eq!(
        second.session.notices(),
        ["This meeting is open already (Fay). Here it can only be looked at."]
    );
    assert_eq!(second.all(), first.all());
    let all = format!("{:?}", second.session.state());
    for act in script() {
        second.act(&act);
    }
    assert_eq!(format!("{:?}", second.session.state()), all);
    let words = "This meeting is open in another window.";
    assert_eq!(second.session.undo(stamp(9)).unwrap_err(), words);
    assert_eq!(second.session.redo(stamp(9)).unwrap_err(), words);
    assert!(matches!(
        second.project("mine"),
        Err(SessionError::ReadOnly)
    ));
    assert!(matches!(
        second.session.save_elsewhere(),
        Err(SessionError::ReadOnly)
    ));
    second.session.draft("half a");
    second.session.retry().unwrap();
    assert_eq!(first.disk.calls().len(), calls);
    assert_eq!(first.file(&places().journal()), before);
    assert_eq!(first.file(&outcome_file()), b"outcome");
}

#[test]
fn a_window_that_closes_lets_the_next_one_write() {
    let first = Room::new();
    let disk = first.disk.clone();
    assert!(try_open(&disk).unwrap().is_read_only());
    drop(first);
    assert!(!try_open(&disk).unwrap().is_read_only());
}

#[test]
fn half_typed_text_is_kept_and_taken_away_when_there_is_none() {
    let room = Room::new();
    room.session.draft("Chairs are");
    let room = room.reopened();
    assert_eq!(room.session.take_draft().as_deref(), Some("Chairs are"));
    room.session.draft("");
    assert_eq!(room.reopened().session.take_draft(), None);
}
