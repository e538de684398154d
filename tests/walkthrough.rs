//! A whole meeting, key by key, from Welcome to the saved outcome. What a facilitator does stands here in order.

use crate::harness::{Play, northbrook};

/// Everybody is ticked, and the meeting begins.
pub fn welcome(play: &mut Play) {
    for _ in 0..10 {
        play.press("space");
    }
    play.press("s");
}

#[test]
fn a_meeting_from_welcome_to_close() {
    let mut play = Play::new(northbrook());
    insta::assert_snapshot!("1 before anybody came", play.screen());
    welcome(&mut play);
    play.wait(120);
    insta::assert_snapshot!("2 everybody is here", play.screen());

    // What was pledged last time.
    play.press("2 j s")
        .text("Nobody answers the phone on Mondays")
        .press("enter")
        .wait(60);
    play.press("j d");
    insta::assert_snapshot!("3 what was pledged last time", play.screen());

    // What patients said.
    play.press("3").wait(30);
    insta::assert_snapshot!("4 the evidence on waiting", play.screen());
    play.press("c");
    insta::assert_snapshot!("5 a comment at reading size", play.screen());
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
    insta::assert_snapshot!("6 a goal from the evidence", play.screen());

    // What could change.
    play.press("4 end enter");
    play.press("j j j j enter enter")
        .press("j enter")
        .text("150")
        .press("enter");
    play.press("j enter").text("20").press("enter");
    insta::assert_snapshot!("7 a goal looked at closely", play.screen());
    play.press("esc");
    insta::assert_snapshot!("8 the board", play.screen());

    // A vote in secret.
    play.press("5 o");
    insta::assert_snapshot!("9 before the round opens", play.screen());
    play.press("enter");
    insta::assert_snapshot!("10 the round is open", play.screen());
    let ballots = [
        ("ama", "4 2 4 5"),
        ("sian", "4 1 3 4"),
        ("ruth", "3 3 1 4"),
        ("nik", "4 2 2 3"),
        ("eil", "5 0 2 4"),
        ("lee", "2 1 1 3"),
        ("jo", "5 4 5 2"),
        ("bern", "5 5 5 1"),
        ("parv", "4 4 5 -"),
    ];
    for (name, marks) in ballots {
        play.press("enter").text(name).press("enter");
        if name == "jo" {
            insta::assert_snapshot!("11 I am Jo", play.screen());
        }
        play.press("enter").press(marks);
        if name == "jo" {
            insta::assert_snapshot!("12 a ballot with its dots", play.screen());
        }
        play.press("enter").sees("Handed in");
    }
    play.press("c").sees("9 of 9 have voted").press("y");
    insta::assert_snapshot!("13 the result", play.screen());

    // The decisions.
    play.press("home d enter").sees("Agreed.");
    play.press("j d down down enter down enter")
        .text("Not before the clinic room is free")
        .press("enter");
    play.press("j d enter")
        .sees("Why do we agree all the same?")
        .press("esc");
    play.press("d down enter enter")
        .text("The divisional manager")
        .press("enter enter");
    play.press("j d down down down enter")
        .text("The leads")
        .press("enter")
        .text("end of january")
        .press("enter");
    insta::assert_snapshot!("14 decided", play.screen());

    // Who sees to it.
    play.press("6 enter j enter").text("ama").press("enter");
    play.press("j j enter").text("jo el").press("enter");
    play.press("j enter").text("Print the board").press("enter");
    play.press("j enter")
        .text("q14 above 61% in the next survey")
        .press("enter");
    play.press("j enter").text("end feb");
    insta::assert_snapshot!("15 a day as people type it", play.screen());
    play.press("enter");
    insta::assert_snapshot!("16 who sees to it", play.screen());

    // A topic for another time, from anywhere.
    play.press("p")
        .text("Car park charges")
        .press("enter")
        .sees("Parked");

    // The end.
    play.press("7");
    insta::assert_snapshot!("17 what is still open", play.screen());
    play.press("r");
    insta::assert_snapshot!("18 the read-back", play.screen());
    play.press("y y y").wait(30);
    play.press("s");
    insta::assert_snapshot!("19 saved", play.screen());
    insta::assert_snapshot!("20 the outcome", play.file("/unit/outcome.yaml").unwrap());

    // It opens again at Close, with everything.
    let mut play = play.reopen();
    play.sees("Saved at");
    assert_eq!(play.meeting().rounds().len(), 1);
}
