//! Walkthrough of a whole meeting, key by key, from Welcome to the saved outcome, in a facilitator's order.
//!
//! It is played on the screen here, and as a dialogue in `plain`.

use crate::harness::{Play, northbrook};

/// Player of the script: a screen by its keys, or a dialogue by its numbers.
pub(crate) trait Room {
    /// Keys with blanks between, as in [`Play::press`].
    fn press(&mut self, keys: &str) -> &mut Self;
    /// A text that is typed.
    fn text(&mut self, text: &str) -> &mut Self;
    /// Time goes by.
    fn wait(&mut self, seconds: i64) -> &mut Self;
    /// Fails unless this is there to read.
    fn sees(&mut self, words: &str) -> &mut Self;
    /// Holds what there is to see against a snapshot, where there is a screen.
    fn picture(&mut self, name: &str) -> &mut Self;
}

impl Room for Play {
    fn press(&mut self, keys: &str) -> &mut Self {
        Self::press(self, keys)
    }

    fn text(&mut self, text: &str) -> &mut Self {
        Self::text(self, text)
    }

    fn wait(&mut self, seconds: i64) -> &mut Self {
        Self::wait(self, seconds)
    }

    #[track_caller]
    fn sees(&mut self, words: &str) -> &mut Self {
        Self::sees(self, words)
    }

    #[track_caller]
    fn picture(&mut self, name: &str) -> &mut Self {
        let play = self;
        insta::assert_snapshot!(name, play.screen());
        play
    }
}

/// Everybody is ticked, and the meeting begins.
pub(crate) fn welcome<R: Room>(play: &mut R) {
    for _ in 0..10 {
        play.press("space");
    }
    play.press("s");
}

/// The whole meeting.
#[expect(clippy::too_many_lines, reason = "a meeting from end to end, in order")]
pub(crate) fn meeting<R: Room>(play: &mut R) {
    play.picture("1 before anybody came");
    welcome(play);
    play.wait(120);
    play.picture("2 everybody is here");

    // What was pledged last time.
    play.press("2 j s")
        .text("Nobody answers the phone on Mondays")
        .press("enter")
        .wait(60);
    // What patients will notice may be left empty.
    play.press("j d").press("enter");
    play.picture("3 what was pledged last time");

    // What patients said.
    play.press("3").wait(30);
    play.picture("4 the evidence on waiting");
    play.press("c");
    play.picture("5 a comment at reading size");
    play.press("j x").sees("Held back").press("esc");
    play.press("s")
        .press("end")
        .text(" We will say sorry too.")
        .press("enter");
    play.press("a").sees("agreed");
    play.press("n")
        .text("The board in bay 2 has been dark since May.")
        .press("ctrl-s");
    play.press("g")
        .text("Ring the people who waited longest")
        .press("enter");
    play.picture("6 a goal from the evidence");

    // What could change.
    // The form opens at the first empty field, and goes on to the next one.
    play.press("4 end enter");
    play.press("enter enter");
    play.press("enter").text("150").press("enter");
    play.press("enter").text("20").press("enter");
    play.picture("7 a goal looked at closely");
    play.press("esc");
    play.picture("8 the board");

    // A vote in secret.
    play.press("5 o");
    play.picture("9 before the round opens");
    play.press("enter");
    play.picture("10 the round is open");
    // By seat, in the order of the list.
    let ballots = [
        ("1", "4 2 4", "5"),
        ("2", "4 1 3", "4"),
        ("3", "3 3 1", "4"),
        ("4", "4 2 2", "3"),
        ("5", "5 0 2", "4"),
        ("6", "2 1 1", "3"),
        ("7", "5 4 5", "2"),
        ("8", "5 5 5", "1"),
        ("9", "4 4 5", "."),
    ];
    for (seat, marks, last) in ballots {
        play.press(seat);
        if seat == "7" {
            play.picture("11 the seat of Jo");
        }
        play.press("enter").press(marks);
        if seat == "7" {
            play.picture("12 a ballot with its dots");
        }
        play.press(last);
        if seat == "7" {
            play.picture("12 before it is handed in");
        }
        play.press("enter").sees("Handed in");
    }
    play.sees("All have voted");
    play.press("c").sees("9 of 9 have voted").press("y");
    play.press("space")
        .picture("13 the last goal is shown first");
    play.press("a").picture("13 the result");

    // The decisions.
    play.press("home d enter").sees("agreed");
    play.press("j d down down enter down enter")
        .text("Not before the clinic room is free")
        .press("enter");
    play.press("j d up enter")
        .sees("Why do we agree all the same?")
        .press("esc");
    play.press("d enter enter")
        .text("The divisional manager")
        .press("enter enter");
    play.press("j d down down down enter")
        .text("The leads")
        .press("enter")
        .text("end of january")
        .press("enter");
    play.picture("14 decided");

    // Who sees to it.
    play.press("6 enter enter").text("ama").press("enter");
    play.press("enter").text("jo el").press("enter");
    play.press("enter").text("Print the board").press("enter");
    // The measure is a question of the survey, and the figure that it is to reach.
    play.press("enter enter").text("61").press("enter");
    play.press("enter").text("end feb");
    play.picture("15 a day as people type it");
    play.press("enter");
    play.picture("16 who sees to it");

    // A topic for another time, from anywhere.
    play.press("esc p")
        .text("Car park charges")
        .press("enter")
        .sees("Parked");

    // The end.
    play.press("7");
    play.picture("17 what is still open");
    play.press("r");
    play.picture("18 the read-back");
    play.press("y y y").wait(30);
    play.press("s");
    play.picture("19 the pledge");
    play.press("esc");
    play.picture("19 saved");
}

#[test]
fn a_meeting_from_welcome_to_close() {
    let mut play = Play::new(northbrook());
    meeting(&mut play);
    insta::assert_snapshot!("20 the outcome", play.file("/unit/outcome.yaml").unwrap());

    // It opens again at Close, with everything.
    let mut play = play.reopen();
    play.sees("Saved at");
    assert_eq!(play.meeting().rounds().len(), 1);
}
