//! An outcome that is behind the journal: reported, retried, and repaired at the next opening.

use std::path::Path;

use service_pledge::store::memory::{Fault, MemoryDisk};

use super::room::outcome_file;
use crate::harness::{Play, northbrook, nothing};

const BEHIND: &str = "What was agreed is not in outcome.yaml yet.";

/// A meeting whose outcome is held by another program when it is saved.
fn held() -> Play {
    let mut play = just_held();
    play.wait(2);
    play
}

/// The same at the moment in which it is saved.
fn just_held() -> Play {
    let mut play = Play::new(northbrook());
    play.press("s 7");
    play.disk.refuse_writes_to(&outcome_file(), true);
    // The pledge comes first, and says nothing of files.
    play.press("s y").does_not_see("Saved at").press("esc");
    assert!(play.meeting().saved().is_some());
    assert_eq!(play.disk.file(&outcome_file()), None);
    play
}

#[test]
fn an_outcome_that_is_held_by_another_program_is_said_and_written_once_it_is_let_go() {
    let mut play = held();
    play.press("5 7").sees(BEHIND).does_not_see("Saved at");
    play.does_not_see("/unit/outcome.yaml");
    // Still held: it stays said, and nothing says that all is well.
    play.wait(5).press("j").sees(BEHIND);
    for key in ["!", "@"] {
        play.press(key).does_not_see("Everything is saved.");
    }
    play.disk.refuse_writes_to(&outcome_file(), false);
    play.wait(5)
        .press("j")
        .does_not_see(BEHIND)
        .sees("Saved at");
    play.press("d").sees("/unit/outcome.yaml");
    assert!(play.file("/unit/outcome.yaml").is_some());
}

#[test]
fn a_file_that_is_let_go_at_once_is_written_without_an_alarm() {
    let mut play = just_held();
    // That it is not written is said quietly; nobody needs to be alarmed for a moment, and keys answer.
    play.sees("could not be written at once")
        .does_not_see(BEHIND)
        .does_not_see("Saved at");
    let rest = service_pledge::app::program::Program::next_wakeup(&play.app, play.now);
    assert!(rest.is_some_and(|rest| rest.as_millis() < 1_000));
    play.press("p").text("Parking is dear").press("enter");
    play.wait(1).does_not_see(BEHIND);
    play.disk.refuse_writes_to(&outcome_file(), false);
    play.wait(0)
        .press("j")
        .sees("Saved at")
        .does_not_see(BEHIND);
    let written = play.file("/unit/outcome.yaml").unwrap();
    assert!(written.contains("Parking is dear"));
    assert_eq!(play.app.outcome_behind(), None);
}

#[test]
fn a_file_that_is_held_for_two_seconds_is_said_to_be_behind() {
    let mut play = just_held();
    play.wait(1).does_not_see(BEHIND);
    play.wait(1).sees(BEHIND).sees("could not be written");
}

#[test]
fn leaving_tries_the_outcome_once_more_and_asks_where_it_is_still_behind() {
    let mut play = held();
    play.press("ctrl-q");
    assert!(!service_pledge::app::program::Program::is_over(&play.app));
    play.sees("outcome.yaml is not written. Leave all the same?");
    play.press("n");
    play.disk.refuse_writes_to(&outcome_file(), false);
    play.press_unseen("ctrl-q");
    assert!(service_pledge::app::program::Program::is_over(&play.app));
    assert!(play.file("/unit/outcome.yaml").is_some());
}

#[test]
fn killed_at_any_write_of_a_save_the_next_opening_has_the_outcome_and_says_so() {
    let mut seen = 0;
    for fault in [Fault::Killed, Fault::Torn, Fault::Refused] {
        for nth in 0..8 {
            let disk = MemoryDisk::default();
            let mut play = Play::on(disk.clone(), northbrook(), "2026-11-24T12:58:00+00:00");
            play.press("s 7");
            disk.fail_at(nth, fault);
            play.press_unseen("s y");
            let missing = disk.file(&outcome_file()).is_none();
            let mut play = play.reopen();
            if play.meeting().saved().is_none() {
                // The save itself was what was lost.
                continue;
            }
            assert!(play.file("/unit/outcome.yaml").is_some(), "{fault:?} {nth}");
            if missing {
                seen += 1;
                play.sees("outcome.yaml was not there. It is written again.");
            }
        }
    }
    assert!(seen > 0, "no write between journal and outcome was hit");
}

#[test]
fn an_old_outcome_of_ours_is_brought_up_to_date_at_the_next_opening() {
    let mut play = Play::new(northbrook());
    play.press("s 7 s y");
    let old = play.disk.file(&outcome_file()).unwrap();
    play.press("p").text("Parking is dear").press("enter");
    let new = play.disk.file(&outcome_file()).unwrap();
    assert_ne!(old, new);
    play.disk.put(&outcome_file(), &old);
    let mut play = play.reopen();
    assert_eq!(play.disk.file(&outcome_file()).unwrap(), new);
    play.sees("outcome.yaml was older than the record. It is written again.");
    // Once it is made good there is nothing to say.
    let mut play = play.reopen();
    play.does_not_see("It is written again.");
}

#[test]
fn an_outcome_edited_by_hand_stays_as_it_is_at_an_opening() {
    let mut play = Play::new(northbrook());
    play.press("s 7 s y");
    play.disk.put(&outcome_file(), b"theirs");
    let play = play.reopen();
    assert_eq!(play.disk.file(&outcome_file()).unwrap(), b"theirs");
}

#[test]
fn a_second_window_writes_no_outcome_and_names_none_that_is_not_there() {
    let play = held();
    let mut second = Play::on(play.disk.clone(), nothing(), "2026-11-24T15:00:00+00:00");
    second.press("7").does_not_see("/unit/outcome.yaml");
    assert_eq!(second.disk.file(Path::new("/unit/outcome.yaml")), None);
}

#[test]
fn an_edit_by_hand_is_kept_once_however_often_the_outcome_is_tried_again() {
    let mut play = Play::new(northbrook());
    play.press("s 7 s y");
    play.disk.put(&outcome_file(), b"theirs");
    play.disk.refuse_writes_to(&outcome_file(), true);
    play.press("p").text("Parking is dear").press("enter");
    play.wait(5).wait(5).wait(5);
    play.disk.refuse_writes_to(&outcome_file(), false);
    play.wait(5);
    let kept = play.disk.paths();
    let kept = kept
        .iter()
        .filter(|p| p.to_string_lossy().contains("edited"));
    assert_eq!(kept.count(), 1);
    assert_ne!(play.disk.file(&outcome_file()).unwrap(), b"theirs");
}
