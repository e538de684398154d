//! Results as a room sees them: goal by goal after the close, as pictures of the scale, and what became of the last pledge.

use service_pledge::domain::{agenda::Stage, vote::disclosure::Shown};

use crate::{
    harness::{Play, crowd, northbrook},
    walkthrough::welcome,
};

/// Hands in the same order of marks for each of these people.
fn hand_in(play: &mut Play, votes: &[(&str, &str)]) {
    for (who, marks) in votes {
        play.press("enter")
            .text(who)
            .press("enter enter")
            .press(marks)
            .press("enter")
            .sees("Handed in");
    }
}

/// Three patients and six of the team, far apart on the third goal.
const FIRST: [(&str, &str); 9] = [
    ("jo", "5 2 5"),
    ("bern", "4 3 5"),
    ("parv", "5 2 5"),
    ("ama", "5 0 2"),
    ("sian", "4 1 1"),
    ("ruth", "4 0 2"),
    ("nik", "4 1 2"),
    ("eil", "5 1 1"),
    ("lee", "4 0 2"),
];

/// The same people again.
const SECOND: [(&str, &str); 9] = [
    ("jo", "5 2 5"),
    ("bern", "4 3 5"),
    ("parv", "5 2 5"),
    ("ama", "5 1 3"),
    ("sian", "5 1 3"),
    ("ruth", "5 1 3"),
    ("nik", "5 1 3"),
    ("eil", "5 1 3"),
    ("lee", "5 1 3"),
];

fn open() -> Play {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o enter");
    play
}

/// A meeting whose first round has just been closed.
pub(crate) fn one_round() -> Play {
    let mut play = open();
    hand_in(&mut play, &FIRST);
    play.press("c y");
    play
}

/// A meeting whose second round, of the same people, has just been closed; the team has come nearer.
pub(crate) fn two_rounds() -> Play {
    let mut play = one_round();
    play.press("a o enter");
    hand_in(&mut play, &SECOND);
    play.press("c y");
    play
}

/// A page and its roles.
fn both(play: &Play) -> String {
    format!("{}\n{}", play.screen(), play.roles())
}

#[test]
fn goals_come_one_by_one_and_the_parted_one_is_plain_to_see() {
    let mut play = one_round();
    // Not a title, a figure or a sign, for the order is the result.
    for word in ["Drop-in", "Say how", "waiting room", "apart", "!"] {
        play.does_not_see(word);
    }
    assert_eq!(play.screen().matches("· · ·").count(), 3);
    play.press("space")
        .sees("A new waiting room")
        .does_not_see("Drop-in");
    play.press("space").sees("Drop-in").does_not_see("Say how");
    insta::assert_snapshot!("half shown", both(&play));
    // Searching the list does not find what is not shown.
    play.press("/").does_not_see("Say how").press("esc");
    play.press("space").sees("Say how").does_not_see("· · ·");
    assert_eq!(
        play.meeting()
            .last_count()
            .unwrap()
            .tally()
            .unwrap()
            .shown(),
        Shown::Small
    );
    play.sees("at least").sees("apart: talk about this");
    insta::assert_snapshot!("a small group", both(&play));
    for (columns, rows) in [(60, 18), (100, 30), (120, 40)] {
        play.resize(columns, rows);
        play.sees("apart");
        insta::assert_snapshot!(format!("a small group at {columns}x{rows}"), play.screen());
    }
}

#[test]
fn a_clicker_shows_a_goal_a_press_and_goes_on_only_then() {
    let mut play = one_round();
    play.press("pgup");
    for left in (0..=3).rev() {
        assert_eq!(play.screen().matches("· · ·").count(), left);
        assert_eq!(play.app.room(play.now).stage(), Stage::Vote);
        play.press("pgdn");
    }
    assert_eq!(play.app.room(play.now).stage(), Stage::Owners);
}

#[test]
fn who_comes_back_from_another_page_or_opens_the_program_again_has_seen_everything() {
    let mut play = one_round();
    play.press("space w esc").does_not_see("· · ·");
    let mut play = one_round();
    play.press("space 4 5").does_not_see("· · ·");
    let mut play = one_round();
    play.press("space");
    // What lies over the page is no other page.
    play.press("? esc").sees("· · ·");
    let mut play = play.reopen();
    play.press("5").does_not_see("· · ·").sees("Drop-in");
}

#[test]
fn a_second_round_keeps_the_marks_of_the_first_where_the_same_people_voted() {
    let mut play = two_rounds();
    play.press("a").sees("○ round 1").sees("since round 1");
    insta::assert_snapshot!("a second round", both(&play));
    // Somebody leaves: a movement between other voters is no change of mind.
    play.press("1 home x").press("5 o enter");
    hand_in(&mut play, &SECOND[1..7]);
    play.press("c y a")
        .sees("Not the same people voted in round 2")
        .does_not_see("○ round");
}

#[test]
fn a_group_that_is_too_small_has_one_mark_and_the_reason() {
    let mut play = open();
    hand_in(&mut play, &FIRST[1..]);
    play.press("c y a");
    play.sees("◆ all together")
        .sees("Only 2 patients voted: too few to show a group apart.")
        .does_not_see("apart: talk");
    insta::assert_snapshot!("withheld", both(&play));
}

#[test]
fn what_a_goal_costs_and_what_is_agreed_stand_below_the_strips() {
    let mut play = Play::new(crowd());
    for _ in 0..15 {
        play.press("space");
    }
    play.press("s 5 o enter");
    for who in [
        "tess", "una", "vi", "jo", "bern", "omar", "pia", "ama", "sian", "ruth",
    ] {
        hand_in(&mut play, &[(who, "5 4 3")]);
    }
    play.press("c y a home").sees("£0, 12 hours");
    play.sees("agreed: £0 of £2,000");
    play.press("d enter").sees("12 of 160 h").sees("agreed");
    insta::assert_snapshot!("agreed to", both(&play));
}

#[test]
fn a_review_is_one_picture() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("2");
    insta::assert_snapshot!("review", both(&play));
    for (columns, rows) in [(60, 18), (120, 40)] {
        play.resize(columns, rows);
        for then_and_now in ["58% to 41%", "18% to 41%"] {
            play.sees(then_and_now);
        }
        insta::assert_snapshot!(format!("review at {columns}x{rows}"), play.screen());
    }
    play.resize(80, 22);
    play.press("enter").sees("Nov 2024").sees("today");
    insta::assert_snapshot!("a history", both(&play));
    for page in ["2", "enter"] {
        play.press(page).does_not_see("q14");
    }
}

#[test]
fn what_was_asked_is_answered_and_what_was_pledged_says_what_to_press() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("2 y").sees("It was pledged: d is done");
    play.press("s").text("Nobody has it").press("enter");
    play.sees("Stuck: Put up a board");
    play.press("end").sees("Did they say yes?");
    play.press("y").sees("They said yes: Seats behind a screen");
}
