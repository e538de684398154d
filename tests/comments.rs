//! Patients' words on the wall: in large letters, read in silence, starred and grouped at the desk.

use ratatui::{buffer::Buffer, layout::Rect};
use service_pledge::{
    app::{follow::Following, input::Input, program::Program as _},
    domain::{
        findings::{Comment, SourceKind},
        meeting::{Began, Meeting},
        settings::Settings,
    },
    store::{follower::Follower, memory::MemoryDisk},
    tui::{self, Appearance},
};

use crate::{
    harness::{Play, key, northbrook, places, screen_of},
    walkthrough::welcome,
};

const SIZES: [(u16, u16); 5] = [(60, 18), (80, 22), (100, 30), (120, 40), (160, 45)];

fn begun() -> Play {
    begun_with(northbrook())
}

fn begun_with(began: Began) -> Play {
    let mut play = Play::new(began);
    welcome(&mut play);
    play
}

/// The sample meeting in which the first theme has one comment.
fn saying(text: &str) -> Play {
    let mut began = northbrook();
    let theme = &mut began.findings.themes[0];
    theme.comments = vec![Comment {
        id: "c1".into(),
        text: text.into(),
        wall: Some(1),
        source: SourceKind::Survey,
        ..theme.comments[0].clone()
    }];
    let mut play = begun_with(began);
    play.press("3 c");
    play
}

fn follower(play: &Play, desk: bool) -> Following<MemoryDisk> {
    let follower = Follower::<Meeting, _>::new(play.disk.clone(), places());
    Following::new(follower, desk, Settings::default())
}

/// The screen of a follower at the meeting's time.
fn follows(play: &Play, wall: &mut Following<MemoryDisk>, size: (u16, u16)) -> String {
    wall.input(Input::Resize(size.0, size.1), play.now);
    wall.input(Input::Tick, play.now);
    let screen = screen_of(wall, play.now, size);
    let lines: Vec<&str> = screen.lines().map(str::trim_end).collect();
    lines.join("\n")
}

#[test]
fn comments_at_every_size() {
    let mut play = begun();
    play.press("3 c");
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        insta::assert_snapshot!(format!("short at {columns}x{rows}"), play.screen());
    }
    play.press("right right");
    // A long one, with quotation marks inside.
    play.press("c right c j j");
    for (columns, rows) in [(60, 18), (80, 22), (120, 40)] {
        play.resize(columns, rows);
        insta::assert_snapshot!(format!("long at {columns}x{rows}"), play.screen());
    }
}

#[test]
fn the_heading_the_mark_and_the_first_line_stay_where_they_are() {
    let mut play = begun();
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        for theme in ["3", "c right"] {
            play.press(theme).press("c home");
            let mark = |play: &Play| {
                let screen = play.screen();
                let at = screen.lines().position(|l| l.contains("▟▛ ▟▛"));
                (at, screen.lines().position(|l| l.contains("comment ")))
            };
            let first = mark(&play);
            assert!(first.0.is_some() && first.1.is_some(), "{}", play.screen());
            for keys in ["j", "j", "t", "j", "k", "t", "m", "j"] {
                play.press(keys);
                assert_eq!(
                    mark(&play),
                    first,
                    "{columns}x{rows}, {keys}\n{}",
                    play.screen()
                );
            }
            play.press("m");
        }
    }
}

#[test]
fn outside_text_is_cleaned_in_large_letters_too() {
    let mut play = saying("No\u{1b}[31mbody\u{202e} told\u{7} me \u{200b}why");
    for symbol in crate::harness::symbols(&play.buffer()) {
        assert!(!symbol.chars().any(char::is_control), "{symbol:?}");
        assert!(!symbol.contains(['\u{202e}', '\u{200b}']), "{symbol:?}");
    }
    // Scripts that the large letters lack are set in bold.
    play = saying(
        "\u{41d}\u{438}\u{43a}\u{442}\u{43e} \u{43d}\u{435} \u{441}\u{43a}\u{430}\u{437}\u{430}\u{43b}.",
    );
    play.sees("▟▛ ▟▛  \u{41d}\u{438}\u{43a}\u{442}\u{43e}");
    assert!(
        play.roles().lines().nth(5).unwrap().contains("sss"),
        "{}",
        play.roles()
    );
}

#[test]
fn no_straight_quotation_mark_is_on_the_wall() {
    let mut play = saying(
        "\"It says \"Clinic is running to time\". It isn't, and it hasn't been for as long as I have been coming here, which is years.\"",
    );
    play.sees("It says \u{2018}Clinic is running to time\u{2019}.");
    assert!(!play.screen().contains('"'));
    assert!(!play.screen().contains('\''));
}

#[test]
fn in_ascii_a_comment_is_bold_type() {
    let mut play = begun();
    play.press("3 c t");
    let look = Appearance {
        ascii: true,
        ..Appearance::default()
    };
    let mut buffer = play.buffer();
    tui::draw(&mut buffer, &play.app.view(play.now), look);
    let text = tui::text_grid(&buffer);
    assert!(text.contains("\"      I sat in a gown"), "{text}");
    assert!(text.contains("Read in silence ==="), "{text}");
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn a_long_comment_is_read_by_the_page() {
    let words = "I stood by the desk and nobody looked up from the screen. ".repeat(20);
    let mut play = saying(&words);
    play.sees("more");
    play.press("space").does_not_see("comment 1 of 1");
    play.press("space space space space space space");
    play.press("home").sees("comment 1 of 1");
}

#[test]
fn the_comment_in_view_stays_when_others_come_or_go() {
    let mut play = begun();
    play.press("3 c j").sees("comment 2 of 4");
    play.press("m")
        .sees("comment 2 of 7, all of them")
        .sees("All 7 comments that may be shown.");
    play.press("m")
        .sees("comment 2 of 4")
        .sees("Only the 4 comments chosen for the wall.");
    // One that was not chosen leads to the last that was.
    play.press("m end").sees("comment 7 of 7");
    play.press("m").sees("comment 4 of 4");
}

#[test]
fn silence_ends_without_a_key() {
    let mut play = begun();
    play.press("3 c j t")
        .sees("Read in silence ━━━")
        .sees("1:00")
        .sees("1 minute to read in silence.");
    // One second while it runs, and no tick but the clock's.
    let wakes = |play: &Play| play.app.next_wakeup(play.now).unwrap().as_secs();
    assert_eq!(wakes(&play), 1);
    play.wait(20).sees("0:40");
    insta::assert_snapshot!("silence at 80x22", play.screen());
    let timer = play.screen().contains("00:20 of");
    assert!(timer, "the item's timer goes on: {}", play.screen());
    play.press("+").sees("1:40").wait(60).sees("0:40");
    play.wait(40).sees("Thank you").does_not_see("0:00");
    play.wait(600).sees("Thank you");
    // The next key is the room's own: the thanks are gone, and it did what it does.
    play.press("j")
        .does_not_see("Thank you")
        .sees("comment 3 of 4");
}

#[test]
fn a_countdown_is_stopped_by_its_key_and_by_leaving_its_page() {
    let mut play = begun();
    play.press("3 c t").sees("Read in silence");
    play.press("t").does_not_see("Read in silence ");
    play.press("t j").sees("Read in silence");
    play.press("esc").does_not_see("Read in silence ━");
    play.press("w").sees("Write in silence").sees("2:00");
    play.press("4").sees("Write in silence ━");
    play.press("w").does_not_see("Write in silence ━");
    play.press("w 5").does_not_see("Write in silence");
    play.press("3 r s").sees("Time to speak").sees("2:00");
    // The next speaker has the whole time.
    play.press("enter esc").does_not_see("Time to speak");
}

#[test]
fn the_clock_sleeps_when_no_countdown_runs() {
    let mut play = begun();
    // The item's timer counts seconds of its own.
    play.press("3 t c t");
    let wakes = |play: &Play| play.app.next_wakeup(play.now).unwrap().as_secs();
    assert_eq!(wakes(&play), 1);
    play.wait(60).sees("Thank you");
    assert!(wakes(&play) > 1, "{}", wakes(&play));
    play.press("j");
    assert!(wakes(&play) > 1);
    // Where motion is reduced only minutes are shown.
    play.app.ui.settings.reduced_motion = true;
    play.press("t").sees("1 min").does_not_see("1:00");
    assert!(wakes(&play) > 1);
}

#[test]
fn the_wall_counts_down_with_the_desk() {
    let mut play = begun().reopen_at_the_desk();
    play.press("3 c t");
    let mut wall = follower(&play, false);
    assert!(follows(&play, &mut wall, (80, 22)).contains("1:00"));
    play.wait(25);
    let screen = follows(&play, &mut wall, (80, 22));
    assert!(
        screen.contains("Read in silence") && screen.contains("0:35"),
        "{screen}"
    );
    play.press("t");
    assert!(!follows(&play, &mut wall, (80, 22)).contains("Read in silence"));
}

#[test]
fn stars_and_groups_are_for_the_desk() {
    let mut play = begun();
    play.press("3 c s").sees("own screen");
    assert!(!play.meeting().is_starred("c31"));
    let mut play = play.reopen_at_the_desk();
    play.press("3 c s").sees("* starred").sees("Starred:");
    play.press("a").text("gowns");
    // What is typed at the desk is on the wall at once, but for what is the facilitator's own.
    let mut wall = follower(&play, false);
    assert!(!follows(&play, &mut wall, (80, 22)).contains("gowns"));
    play.press("enter");
    play.sees("The first one under \u{201c}gowns\u{201d}.");
    play.press("j a")
        .sees("so far: gowns")
        .text("gowns")
        .press("enter");
    play.sees("with 1 other.");
    let mut wall = follower(&play, false);
    let screen = follows(&play, &mut wall, (80, 22));
    assert!(screen.contains("comment 2 of 4"), "{screen}");
    for word in ["starred", "gowns\u{201d}", "Come back"] {
        assert!(!screen.contains(word), "{screen}");
    }
    let mut notes = follower(&play, true);
    let screen = follows(&play, &mut notes, (120, 40));
    for word in [
        "Come back to",
        "* \u{201c}I sat in a gown",
        "Belong together",
        "2 comments",
    ] {
        assert!(screen.contains(word), "{word}: {screen}");
    }
    play.press("u u u k")
        .does_not_see("gowns\u{201d}")
        .does_not_see("starred");
}

#[test]
fn notes_ask_what_comes_next() {
    let mut play = Play::new(northbrook()).reopen_at_the_desk();
    let mut notes = follower(&play, true);
    for (keys, ask) in [
        ("1", "Ask: who knows where they are?"),
        (
            "space space space space space space space space space space s",
            "Read the rules aloud.",
        ),
        ("2", "Ask: did it happen, and what got in the way?"),
        ("3", "Ask: does this match what you see?"),
        ("r enter", "Ask: who has not spoken yet?"),
        ("esc c", "Ask: what would have helped here?"),
        ("t", "Say nothing. Let everybody read."),
        ("4", "Ask: what does it take in money and hours?"),
        ("5", "Ask: is anything unclear before we vote?"),
        ("o enter", "Pass the keyboard on. Nobody looks."),
        ("x y 6", "Ask each owner: what is the first step?"),
        ("7", "Ask the four questions: was it a good meeting?"),
    ] {
        play.press(keys);
        let screen = follows(&play, &mut notes, (100, 30));
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(ask), "{keys}: {ask}\n{screen}");
    }
}

#[test]
fn notes_at_three_sizes() {
    let mut play = begun().reopen_at_the_desk();
    play.press("3 c s esc r enter enter enter").wait(100);
    let mut notes = follower(&play, true);
    for (columns, rows) in [(60, 18), (80, 22), (100, 30), (120, 40)] {
        let screen = follows(&play, &mut notes, (columns, rows));
        insta::assert_snapshot!(format!("notes at {columns}x{rows}"), screen);
    }
    // With a countdown it is the large figure.
    play.press("s").wait(20);
    insta::assert_snapshot!("notes with a speaker", follows(&play, &mut notes, (80, 22)));
}

#[test]
fn the_panel_at_the_desk_cuts_nothing_in_silence() {
    let mut play = begun().reopen_at_the_desk();
    play.resize(120, 28);
    play.press("3 c s j s j s c n")
        .text("The board has been dark since May.");
    play.press("ctrl-s r enter");
    let screen = play.screen();
    assert!(screen.contains("f shows the rest."), "{screen}");
    play.resize(120, 60);
    play.does_not_see("f shows the rest.").sees("Held back");
    let screen = play.screen();
    assert!(
        screen.contains("and 2 more") || screen.contains("Whitcombe"),
        "{screen}"
    );
}

#[test]
fn a_long_page_of_the_wall_is_moved_from_the_desk() {
    // Of many sentences, which the small wall cannot show at once.
    let words = "I stood by the desk and nobody looked up from the screen. ".repeat(20);
    let mut play = saying(&words);
    play.press("}").sees("With one screen this is the wall");
    let mut play = play.reopen_at_the_desk();
    play.press("3 c");
    let mut wall = follower(&play, false);
    let size = (60, 18);
    let mut draw = |play: &Play| {
        // The height of a page is known once it was drawn.
        for _ in 0..2 {
            follows(play, &mut wall, size);
            let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
            let view = wall.view(play.now);
            let drawn = tui::draw(&mut buffer, &view, Appearance::default());
            wall.drawn(drawn.scroll_max, drawn.page_height);
        }
        follows(play, &mut wall, size)
    };
    let top = draw(&play);
    assert!(top.contains("comment 1 of 1"), "{top}");
    play.press("}");
    let down = draw(&play);
    assert!(!down.contains("comment 1 of 1"), "{down}");
    play.press("{");
    assert_eq!(draw(&play), top);
    // Another page begins at its top.
    play.press("} esc");
    draw(&play);
    play.press("c");
    assert_eq!(draw(&play), top);
}

#[test]
fn handing_over_is_a_key_and_a_line() {
    let mut play = begun();
    play.press("H").sees("Who leads from now on?");
    play.text("ama").press("enter");
    play.sees("Ama Boateng now leads the meeting. Their vote stays with the hospital team.");
    assert_eq!(play.meeting().handovers().len(), 1);
    play.press("u")
        .sees("Undone: Ama Boateng leads the meeting");
    assert!(play.meeting().handovers().is_empty());
    play.press("U");
    let play = play.reopen();
    assert_eq!(play.outcome().meeting.handed_over[0].to, "ama");
    // Before anybody is here there is nobody to hand over to.
    let mut play = Play::new(northbrook());
    play.press("H").sees("Nobody else is ticked as here");
    play.input(Input::Key(key("esc")));
}
