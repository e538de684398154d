//! A meeting that another screen runs, followed: the same state, the same page, and nothing written.

use std::path::PathBuf;

use proptest::prelude::*;
use service_pledge::{
    app::{
        follow::Following,
        input::{Input, Key},
        program::Program,
    },
    domain::{
        meeting::{Began, Meeting},
        settings::Settings,
    },
    store::{follower::Follower, journal::Journal, memory::MemoryDisk},
};

use crate::{
    harness::{Play, northbrook, places, screen_of},
    walkthrough::welcome,
};

fn journal() -> PathBuf {
    places().journal()
}

fn follower(disk: &MemoryDisk) -> Follower<Meeting, MemoryDisk> {
    Follower::new(disk.clone(), places())
}

/// The state in words: two that say the same are the same.
fn said(journal: &Journal<Meeting>) -> String {
    format!("{:?} {:?}", journal.state(), journal.mark())
}

fn wall(play: &Play, desk: bool) -> Following<MemoryDisk> {
    let mut wall = Following::new(follower(&play.disk), desk, Settings::default());
    wall.input(Input::Resize(play.size.0, play.size.1), play.now);
    wall
}

/// The page between the rules, as a room reads it.
fn page(program: &impl Program, play: &Play) -> Vec<String> {
    let screen = screen_of(program, play.now, play.size);
    let rows = usize::from(play.size.1);
    screen
        .lines()
        .skip(3)
        .take(rows - 6)
        .map(str::to_owned)
        .collect()
}

/// Keys of a meeting, some of which undo and do again.
fn keys() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(
        prop::sample::select(vec![
            "space", "down", "s", "1", "3", "down", "right", "a", "c", "x", "esc", "4", "5", "u",
            "u", "U", "t", "T", "z", "pgdn", "pgup", "b",
        ]),
        1..60,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn a_follower_is_always_where_the_meeting_is(keys in keys()) {
        let mut play = Play::new(northbrook());
        let mut follower = follower(&play.disk);
        for key in keys {
            play.press_unseen(key);
            follower.poll();
            let fresh = Journal::<Meeting>::open(&play.disk.file(&journal()).unwrap()).unwrap().unwrap().0;
            prop_assert_eq!(said(follower.journal().unwrap()), said(&fresh));
        }
        prop_assert_eq!(follower.trouble(), None);
    }
}

#[test]
fn what_is_being_written_is_not_there_yet() {
    let mut play = Play::new(northbrook());
    play.press("space space s 3 down z");
    let whole = play.disk.file(&journal()).unwrap();
    let lines: Vec<usize> = whole
        .iter()
        .enumerate()
        .filter(|(_, b)| **b == b'\n')
        .map(|(i, _)| i + 1)
        .collect();
    let disk = MemoryDisk::default();
    let mut follower = follower(&disk);
    assert!(!follower.poll());
    assert!(follower.journal().is_none());
    // Every byte of the last four lines, one after the other.
    for end in lines[lines.len() - 5]..=whole.len() {
        disk.put(&journal(), &whole[..end]);
        follower.poll();
        assert_eq!(follower.trouble(), None, "at byte {end}");
        let done = lines.iter().filter(|l| **l <= end).count() as u64;
        assert_eq!(
            follower.journal().unwrap().next(),
            done + 1,
            "at byte {end}"
        );
    }
}

#[test]
fn damage_is_said_while_the_last_good_state_stays() {
    let mut play = Play::new(northbrook());
    let mut following = wall(&play, false);
    play.press("space space");
    following.input(Input::Tick, play.now);
    let before = page(&following, &play);
    play.press("space space");
    let mut bytes = play.disk.file(&journal()).unwrap();
    let third = bytes
        .iter()
        .enumerate()
        .filter(|(_, b)| **b == b'\n')
        .nth(3)
        .unwrap()
        .0;
    bytes[third - 5] ^= 1;
    play.disk.put(&journal(), &bytes);
    following.input(Input::Tick, play.now);
    let screen = screen_of(&following, play.now, play.size);
    assert!(screen.contains("changed or damaged"), "{screen}");
    assert!(before.iter().any(|l| l.contains("[x] Siân")), "{before:?}");
    assert!(screen.contains("[x] Siân"), "{screen}");
}

#[test]
fn it_waits_for_a_meeting_and_outlives_its_end_and_another_one() {
    let disk = MemoryDisk::default();
    let mut following = Following::new(follower(&disk), false, Settings::default());
    let now = "2026-11-24T12:58:00+00:00".parse().unwrap();
    let seen = |following: &Following<MemoryDisk>| screen_of(following, now, (80, 22));
    assert!(seen(&following).contains("Waiting for the meeting"));
    let mut play = Play::on(disk.clone(), northbrook(), "2026-11-24T12:58:00+00:00");
    following.input(Input::Tick, now);
    assert!(seen(&following).contains("[ ] Ama Boateng"));
    // Closed and opened again.
    play.press("space");
    let mut play = play.reopen();
    play.press("down space");
    following.input(Input::Tick, now);
    assert!(
        seen(&following).contains("[x] Siân"),
        "{}",
        seen(&following)
    );
    // Begun anew, with another id.
    disk.put(&journal(), b"");
    let began = Began {
        id: "m-another".into(),
        ..northbrook()
    };
    let other = MemoryDisk::default();
    let mut again = Play::on(other.clone(), began, "2026-11-24T13:58:00+00:00");
    again.press("space");
    following.input(Input::Tick, now);
    assert!(
        seen(&following).contains("[x] Siân"),
        "nothing yet, so the last state stays"
    );
    disk.put(&journal(), &other.file(&journal()).unwrap());
    following.input(Input::Tick, now);
    assert!(seen(&following).contains("[x] Ama"));
    assert!(
        seen(&following).contains("[ ] Siân"),
        "{}",
        seen(&following)
    );
}

#[test]
fn a_follower_writes_nothing_and_takes_no_lock() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o enter enter j o enter enter 5 4 3 enter");
    let (writes, paths) = (play.disk.writes(), play.disk.paths());
    for desk in [false, true] {
        let mut following = wall(&play, desk);
        for key in ["v", "space", "j", "k", "pgdn", "pgup", "u", "x", "1"] {
            following.input(Input::Tick, play.now);
            let code = key.chars().next().unwrap();
            following.input(Input::Key(Key::char(code)), play.now);
            following.input(Input::Paste("x".into()), play.now);
        }
        following.input(Input::HangUp, play.now);
        assert!(following.is_over());
    }
    assert_eq!(play.disk.writes(), writes);
    assert_eq!(play.disk.paths(), paths);
    // The meeting still has its lock, and goes on.
    play.press("c y").sees("The round is closed.");
}

#[test]
fn the_wall_shows_what_the_desk_has_on_the_wall() {
    let mut play = Play::new(northbrook());
    play.app.at_the_desk();
    welcome(&mut play);
    let mut following = wall(&play, false);
    let steps = [
        "2", "j", "enter", "esc", "3", "z", "down", "esc", "c", "j", "esc", "right", "T", "esc",
        "4", "end", "enter", "esc", "6", "5", "o", "7",
    ];
    for keys in steps {
        play.press(keys);
        play.app.ui.toast = None;
        following.input(Input::Tick, play.now);
        // What differs at the desk is not on these pages but for the row of a form.
        if !matches!(keys, "enter" | "o") {
            assert_eq!(
                page(&following, &play),
                page(&play.app, &play),
                "after {keys}"
            );
        }
    }
    play.press("5 o");
    following.input(Input::Tick, play.now);
    let screen = screen_of(&following, play.now, play.size);
    assert!(
        screen.contains("Patients and hospital team count the same"),
        "{screen}"
    );
}

#[test]
fn what_must_not_be_on_the_wall_is_not() {
    let mut play = Play::new(northbrook());
    play.app.at_the_desk();
    welcome(&mut play);
    let mut following = wall(&play, false);
    let mut notes = wall(&play, true);
    let seen = |play: &Play, program: &mut Following<MemoryDisk>| {
        program.input(Input::Tick, play.now);
        screen_of(program, play.now, (100, 60))
    };
    play.press("3 r space");
    let screen = seen(&play, &mut following);
    assert!(screen.contains("Patients first: 1 of 3"), "{screen}");
    assert!(!screen.contains("Bernadette"), "{screen}");
    let screen = seen(&play, &mut notes);
    assert!(
        screen.contains("Not heard yet") && screen.contains("Bernadette"),
        "{screen}"
    );
    assert!(screen.contains("Held back, not for the wall"), "{screen}");
    // Text that is being written, and the marks of a vote.
    play.press("r n").text("half a thought");
    assert!(!seen(&play, &mut following).contains("half a thought"));
    play.press("ctrl-s 5 o enter");
    assert!(seen(&play, &mut following).contains("have voted"));
    play.press("enter j o enter enter 5 4");
    let screen = seen(&play, &mut following);
    assert!(
        screen.contains("have voted") && !screen.contains("of 3 marked"),
        "{screen}"
    );
    assert!(!screen.contains("Jo Ellis"), "{screen}");
    play.press("3 enter");
    assert!(seen(&play, &mut following).contains("▄██"), "one has voted");
    let screen = seen(&play, &mut notes);
    assert!(
        screen.contains("Not voted yet") && !screen.contains("Jo Ellis"),
        "{screen}"
    );
    // On another computer there is no box.
    for path in play.disk.paths() {
        if path.starts_with("/local") {
            service_pledge::store::disk::Disk::remove(&play.disk, &path).unwrap();
        }
    }
    let screen = seen(&play, &mut following);
    assert!(
        screen.contains("A vote is open.") && !screen.contains("have voted"),
        "{screen}"
    );
}

#[test]
fn the_wall_can_be_blanked_from_the_desk_which_stays() {
    let mut play = Play::new(northbrook());
    play.app.at_the_desk();
    let mut following = wall(&play, false);
    play.press("3 b")
        .sees("The wall is blank.")
        .sees("Waiting in clinic");
    following.input(Input::Tick, play.now);
    assert!(screen_of(&following, play.now, (80, 22)).trim().is_empty());
    play.press("down b")
        .sees("finding 2 of 4")
        .does_not_see("The wall is blank.");
    following.input(Input::Tick, play.now);
    assert!(screen_of(&following, play.now, (80, 22)).contains("finding 2 of 4"));
}

#[test]
fn a_meeting_cut_short_shows_the_same_again() {
    let mut play = Play::new(northbrook());
    play.press("space s 3 down down z");
    let before = play.screen();
    let mut play = play.reopen();
    assert_eq!(play.screen(), before);
    play.press("esc 4 enter").sees("who can do it");
    let mut play = play.reopen();
    play.sees("who can do it");
}

#[test]
fn where_the_folder_cannot_be_written_the_copy_on_this_computer_is_followed() {
    let mut play = Play::new(northbrook());
    let mut following = wall(&play, false);
    play.press("space");
    play.disk.refuse_writes(true);
    play.press("space").sees("not saved");
    play.disk.refuse_writes(false);
    play.press("@ space");
    following.input(Input::Tick, play.now);
    let screen = screen_of(&following, play.now, (80, 22));
    assert!(screen.contains("[x] Ruth"), "{screen}");
}
