//! Followers of a meeting on another screen: the same state, the same page, and nothing written.

use std::path::PathBuf;

use proptest::prelude::*;
use ratatui::{buffer::Buffer, layout::Rect};
use service_pledge::{
    app::{
        cards::View,
        follow::Following,
        input::{Input, Key},
        meeting::{
            show,
            ui::{MeetingLayer, Sheet},
        },
        program::Program,
    },
    domain::{
        meeting::{Began, Meeting},
        settings::Settings,
    },
    store::{disk::Disk, follower::Follower, journal::Journal, memory::MemoryDisk},
    tui::{self, Appearance},
};

use super::room;
use crate::{
    harness::{Play, key as key_of, northbrook, places, screen_of},
    walkthrough::{self, Room as Script, welcome},
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
    assert!(
        before.iter().any(|l| l.contains("[x] Bernadette")),
        "{before:?}"
    );
    assert!(screen.contains("[x] Bernadette"), "{screen}");
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
    assert!(seen(&following).contains("[ ] Jo Ellis"));
    // Closed and opened again.
    play.press("space");
    let mut play = play.reopen();
    play.press("down space");
    following.input(Input::Tick, now);
    assert!(
        seen(&following).contains("[x] Bernadette"),
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
        seen(&following).contains("[x] Bernadette"),
        "nothing yet, so the last state stays"
    );
    disk.put(&journal(), &other.file(&journal()).unwrap());
    following.input(Input::Tick, now);
    assert!(seen(&following).contains("[x] Jo"));
    assert!(
        seen(&following).contains("[ ] Bernadette"),
        "{}",
        seen(&following)
    );
}

#[test]
fn the_wall_shows_what_is_written_at_the_desk_as_it_is_written() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    let mut play = play.reopen_at_the_desk();
    play.press("3");
    let mut following = wall(&play, false);
    let mut notes = wall(&play, true);
    let mut seen = |play: &Play| {
        notes.input(Input::Tick, play.now);
        assert!(
            !screen_of(&notes, play.now, play.size).contains("> Tell"),
            "the notes are the facilitator's own"
        );
        following.input(Input::Tick, play.now);
        screen_of(&following, play.now, play.size)
    };
    play.press("g").text("Tell");
    let screen = seen(&play);
    assert!(screen.contains("> Tell"), "{screen}");
    assert!(
        screen.contains("for the theme: Waiting in clinic"),
        "{screen}"
    );
    assert!(screen.contains("Were you told how long"), "{screen}");
    play.text(" each patient");
    assert!(seen(&play).contains("> Tell each patient"));
    // Left, and gone from the wall; what was typed is kept at the desk.
    play.press("esc");
    assert!(!seen(&play).contains("Tell each patient"));
    play.press("g enter");
    assert!(!seen(&play).contains("> Tell each patient"));
    // The facilitator's notes are not for the wall.
    play.press("3 n").text("Tell nobody");
    assert!(!seen(&play).contains("Tell nobody"));
}

#[test]
fn a_draft_that_was_left_behind_is_nobodys_writing() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("3 g").text("Half a senten");
    let mut following = wall(&play, false);
    following.input(Input::Tick, play.now);
    let screen = screen_of(&following, play.now, play.size);
    assert!(!screen.contains("Half a senten"), "{screen}");
    play.text("ce");
    following.input(Input::Tick, play.now);
    let screen = screen_of(&following, play.now, play.size);
    assert!(screen.contains("Half a sentence"), "{screen}");
}

#[test]
fn a_follower_writes_nothing_and_takes_no_lock() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o enter 7 enter 5 4 3 enter");
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
fn the_wall_shows_no_result_before_the_desk_does() {
    let mut play = Play::new(northbrook());
    play.app.at_the_desk();
    welcome(&mut play);
    play.press("5 o enter");
    for name in ["jo", "bern", "parv", "ama", "sian", "ruth"] {
        play.press("/").text(name).press("enter enter 5 4 3 enter");
    }
    let mut following = wall(&play, false);
    play.press("c y").sees("The round is closed.");
    let text = play.file("/unit/meeting.journal").unwrap();
    let goals: Vec<String> = play
        .meeting()
        .live_goals()
        .map(|g| {
            g.title
                .split_whitespace()
                .take(2)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let titles = |screen: &str| goals.iter().filter(|t| screen.contains(t.as_str())).count();
    // Read at the very moment of the close: the count is there, and nothing that was written after it.
    let closed = text
        .lines()
        .position(|l| l.contains("RoundClosed"))
        .unwrap();
    let cut: String = text
        .lines()
        .take(closed + 1)
        .flat_map(|l| [l, "\n"])
        .collect();
    let disk = MemoryDisk::default();
    disk.replace(&journal(), cut.as_bytes(), true).unwrap();
    let mut early = Following::new(follower(&disk), false, Settings::default());
    early.input(Input::Resize(80, 22), play.now);
    let screen = screen_of(&early, play.now, (80, 22));
    assert_eq!(titles(&screen), 0, "{screen}");
    assert!(screen.contains("· · ·"), "{screen}");
    for shown in 0..=3 {
        following.input(Input::Tick, play.now);
        let screen = screen_of(&following, play.now, (80, 22));
        assert_eq!(titles(&screen), shown, "{screen}");
        play.press("space");
    }
    // Who looks at another page and comes back has seen everything.
    play.press("o enter");
    for name in ["jo", "bern", "parv", "ama", "sian", "ruth"] {
        play.press("/").text(name).press("enter enter 5 4 3 enter");
    }
    play.press("c y 4 5");
    following.input(Input::Tick, play.now);
    let screen = screen_of(&following, play.now, (80, 22));
    assert!(!screen.contains("· · ·"), "{screen}");
    assert!(
        play.file("/unit/meeting.journal")
            .unwrap()
            .contains("\"unshown\"")
    );
    let mut play = play.reopen();
    play.press("5").does_not_see("· · ·");
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
        play.app.ui.shell.toast = None;
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
    play.press("7 enter 5 4");
    let screen = seen(&play, &mut following);
    assert!(
        screen.contains("have voted") && !screen.contains("of 3 marked"),
        "{screen}"
    );
    // Nor whose turn it is, only whose ballot is in.
    assert!(
        screen.contains("○ 7 Jo Ellis") && !screen.contains("Seat 7"),
        "{screen}"
    );
    play.press("3 enter");
    let screen = seen(&play, &mut following);
    assert!(
        screen.contains("▄██") && screen.contains("● 7 Jo Ellis"),
        "{screen}"
    );
    let screen = seen(&play, &mut notes);
    assert!(
        screen.contains("Not voted yet") && !screen.contains("Jo Ellis"),
        "{screen}"
    );
    // On another computer there is no box.
    for path in play.disk.paths() {
        if path.starts_with("/local") {
            Disk::remove(&play.disk, &path).unwrap();
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
    assert!(screen.contains("[x] Parveen"), "{screen}");
}

/// A meeting at the desk that a wall follows, key by key.
struct Followed {
    play: Play,
    wall: Following<MemoryDisk>,
    pages: usize,
}

impl Followed {
    /// The wall's page is what one screen alone would show, without what is being typed, chosen or marked.
    #[track_caller]
    fn compare(&mut self, after: &str) {
        self.wall.input(Input::Tick, self.play.now);
        let on_the_wall = self.wall.view(self.play.now);
        let mut room = self.play.app.room(self.play.now);
        room.desk = false;
        let mut ui = self.play.app.ui.clone();
        ui.shell.layers.retain(|l| match l.own() {
            Some(Sheet::Reading(_) | Sheet::Ballot(_)) | None => false,
            Some(_) => true,
        });
        for layer in &mut ui.shell.layers {
            // Which row of a form is being filled in is the desk's.
            if let MeetingLayer::Own(
                Sheet::Setup { at, .. }
                | Sheet::GoalForm { at, .. }
                | Sheet::OwnerForm { at, .. }
                | Sheet::Speaking { at, .. },
            ) = layer
            {
                *at = 0;
            }
        }
        // So is the seat that is being typed.
        ui.seat = 0;
        // Where the files are is said where they were written.
        ui.written.clear();
        let page = show::page(&ui, &room);
        let alone = View {
            page: page.clone(),
            ..show::chrome(&ui, &room, &page)
        }
        .with_keys(ui.shell.key_name);
        assert_eq!(on_the_wall.page, alone.page, "after {after}");
        assert_eq!(on_the_wall.stages, alone.stages, "after {after}");
        assert_eq!(on_the_wall.overlay, None, "after {after}");
        assert_eq!(on_the_wall.toast, None, "after {after}");
        assert!(on_the_wall.footer.is_empty(), "after {after}");
        assert_eq!(on_the_wall.alert, None, "after {after}");
        self.pages += 1;
    }
}

impl Script for Followed {
    fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.play.press(key);
            self.compare(key);
        }
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.play.text(&c.to_string());
        }
        self.compare(text);
        self
    }

    fn wait(&mut self, seconds: i64) -> &mut Self {
        self.play.wait(seconds);
        self.compare("a wait");
        self
    }

    fn sees(&mut self, words: &str) -> &mut Self {
        self.play.sees(words);
        self
    }

    fn picture(&mut self, _: &str) -> &mut Self {
        self
    }
}

#[test]
fn through_a_whole_meeting_the_wall_shows_the_page_that_one_screen_would() {
    let mut play = Play::new(northbrook());
    play.app.at_the_desk();
    let wall = wall(&play, false);
    let mut followed = Followed {
        play,
        wall,
        pages: 0,
    };
    walkthrough::meeting(&mut followed);
    assert!(followed.pages > 150, "{}", followed.pages);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn torn_at_any_byte_or_whole_a_follower_is_where_a_fresh_opening_is(
        dice in prop::collection::vec(any::<(u8, u8, u8)>(), 1..40),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 8),
    ) {
        let mut room = room::Room::new();
        for throw in dice {
            let act = room::thrown(&mut room, throw);
            room.act(&act);
        }
        let whole = room.journal();
        let first = whole.iter().position(|b| *b == b'\n').unwrap() + 1;
        let tail = (whole.len() - 200.min(whole.len() - first))..=whole.len();
        let mut ends: Vec<usize> = cuts.iter().map(|c| c.index(whole.len())).collect();
        ends.sort_unstable();
        ends.extend(tail);
        let disk = MemoryDisk::default();
        let mut follower = follower(&disk);
        for end in ends {
            disk.put(&journal(), &whole[..end]);
            follower.poll();
            prop_assert_eq!(follower.trouble(), None);
            match Journal::<Meeting>::open(&whole[..end]).unwrap() {
                None => prop_assert!(follower.journal().is_none()),
                Some((fresh, _)) => {
                    let followed = follower.journal().unwrap();
                    prop_assert_eq!(said(followed), said(&fresh));
                    prop_assert_eq!(followed.text(), fresh.text());
                    prop_assert_eq!(followed.last_step(), fresh.last_step());
                    prop_assert_eq!(followed.last_undone(), fresh.last_undone());
                }
            }
        }
    }
}

#[test]
fn while_nothing_happens_nothing_is_read() {
    let mut play = Play::new(northbrook());
    let mut following = wall(&play, false);
    play.press("space down space");
    following.input(Input::Tick, play.now);
    let reads = play.disk.reads();
    for _ in 0..20 {
        following.input(Input::Tick, play.now);
        following.view(play.now);
    }
    assert_eq!(play.disk.reads(), reads);
    // While a vote is open neither, and each vote is seen all the same.
    play.press("s 5 o enter");
    for (name, marks) in [("a m a", "5 4 3"), ("s i a n", "1 1 1")] {
        play.press("/")
            .press(name)
            .press("enter enter")
            .press(marks)
            .press("enter");
        following.input(Input::Tick, play.now);
        let reads = play.disk.reads();
        following.input(Input::Tick, play.now);
        assert_eq!(play.disk.reads(), reads);
        assert_eq!(following.view(play.now).page, play.app.view(play.now).page);
    }
    // Before there is a meeting neither.
    let disk = MemoryDisk::default();
    let mut following = Following::new(follower(&disk), false, Settings::default());
    following.input(Input::Tick, play.now);
    assert_eq!(disk.reads(), 0);
}

#[test]
fn what_does_not_answer_for_long_is_said_and_forgotten_when_it_is_over() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o enter 7 enter 5 4 3 enter");
    let mut following = wall(&play, false);
    let seen = |following: &Following<MemoryDisk>| screen_of(following, play.now, (80, 22));
    let before = seen(&following);
    assert!(before.contains("have voted"), "{before}");
    play.disk.refuse_reads(true);
    for _ in 0..2 {
        following.input(Input::Tick, play.now);
        assert_eq!(seen(&following), before, "a moment is not worth a word");
    }
    following.input(Input::Tick, play.now);
    let screen = seen(&following);
    assert!(screen.contains("does not answer"), "{screen}");
    assert!(screen.contains("have voted"), "{screen}");
    play.disk.refuse_reads(false);
    following.input(Input::Tick, play.now);
    assert_eq!(seen(&following), before);
}

#[test]
fn a_copy_on_this_computer_that_is_gone_does_not_count_any_more() {
    let mut play = Play::new(northbrook());
    play.press("space");
    let short = play.disk.file(&journal()).unwrap();
    play.press("down space");
    let long = play.disk.file(&journal()).unwrap();
    let disk = MemoryDisk::default();
    disk.put(&journal(), &short);
    disk.put(&places().local_journal(), &long);
    let mut follower = follower(&disk);
    follower.poll();
    assert_eq!(follower.journal().unwrap().text().as_bytes(), long);
    Disk::remove(&disk, &places().local_journal()).unwrap();
    assert!(follower.poll());
    assert_eq!(follower.journal().unwrap().text().as_bytes(), short);
}

#[test]
fn a_page_turned_by_hand_begins_at_the_top_when_the_meeting_moves_on() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("3");
    let mut following = wall(&play, false);
    let size = (60, 12);
    let shown = |following: &mut Following<MemoryDisk>| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        let drawn = tui::draw(
            &mut buffer,
            &following.view(play.now),
            Appearance::default(),
        );
        following.drawn(drawn.scroll_max, drawn.page_height);
        tui::text_grid(&buffer)
    };
    let top = shown(&mut following);
    following.input(Input::Key(Key::char(' ')), play.now);
    assert_ne!(shown(&mut following), top);
    // The clock alone moves nothing.
    play.press("t");
    following.input(Input::Tick, play.now);
    assert!(following.view(play.now).page.scroll > 0);
    play.press("right");
    following.input(Input::Tick, play.now);
    assert_eq!(following.view(play.now).page.scroll, 0);
}

#[test]
fn what_opens_again_and_the_wall_show_the_same_from_the_first_moment() {
    // A blank wall stays blank, and the desk says so.
    let mut play = Play::new(northbrook());
    play.app.at_the_desk();
    play.press("3 b");
    let mut following = wall(&play, false);
    let mut play = play.reopen_at_the_desk();
    following.input(Input::Tick, play.now);
    assert!(following.view(play.now).blank);
    play.sees("The wall is blank.")
        .press("b")
        .does_not_see("The wall is blank.");
    following.input(Input::Tick, play.now);
    assert!(!following.view(play.now).blank);
    // A round that was not opened is not half opened again, on the wall neither.
    play.press("1");
    welcome(&mut play);
    play.press("5 o").sees("Goals in this round");
    let play = play.reopen_at_the_desk();
    following.input(Input::Tick, play.now);
    assert_eq!(page(&following, &play), page(&play.app, &play));
}

#[test]
fn a_folder_is_the_same_with_a_slash_at_its_end() {
    let plain = places();
    let mut slash = places();
    slash.folder = PathBuf::from("/unit/");
    assert_eq!(slash.local_journal(), plain.local_journal());
}

#[test]
fn it_looks_every_second_whatever_keys_are_held_down_on_it() {
    let mut play = Play::new(northbrook());
    let mut following = wall(&play, false);
    for name in ["Jo", "Bernadette", "Parveen"] {
        play.press("space").wait(1);
        for _ in 0..30 {
            following.input(Input::Key(Key::char('j')), play.now);
        }
        let screen = screen_of(&following, play.now, play.size);
        assert!(screen.contains(&format!("[x] {name}")), "{screen}");
    }
}

#[test]
fn it_is_left_by_its_own_keys_and_by_no_key_of_a_clicker() {
    let play = Play::new(northbrook());
    for (key, leaves) in [
        ("q", true),
        ("ctrl-q", true),
        ("ctrl-c", true),
        ("esc", false),
        ("f5", false),
        ("pgdn", false),
        ("pgup", false),
        ("b", false),
        (".", false),
        ("enter", false),
    ] {
        let mut following = wall(&play, false);
        following.input(Input::Key(key_of(key)), play.now);
        assert_eq!(following.is_over(), leaves, "{key}");
    }
    let footer = wall(&play, true).view(play.now).footer;
    assert_eq!(footer.len(), 1);
    assert_eq!(footer[0].label, "leave; the meeting goes on");
}
