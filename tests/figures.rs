//! Money and hours of goals: typing them, and the warning about missing ones before a vote.

use service_pledge::domain::goal::{Control, Goal};

use crate::{
    harness::{Play, northbrook},
    walkthrough::welcome,
};

const SIZES: [(u16, u16); 3] = [(60, 18), (80, 22), (120, 40)];

/// Two goals of the room's own beside the sample's: a drop-in clinic without money, a room beyond us without hours.
fn with_goals() -> Play {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    for title in ["Ring people the week after", "A leaflet about waiting"] {
        play.press("4 g").text(title).press("enter");
    }
    play
}

fn goal<'a>(play: &'a Play, begins: &str) -> &'a Goal {
    let mut goals = play.meeting().live_goals();
    goals.find(|g| g.title.starts_with(begins)).unwrap()
}

fn figures(play: &Play, begins: &str) -> (Option<u64>, Option<u64>) {
    let goal = goal(play, begins);
    (goal.cost, goal.hours)
}

#[test]
fn what_was_understood_stands_under_what_is_typed() {
    let mut play = with_goals();
    play.press("enter down enter").text("about 200");
    play.sees("understood: £200").press("ctrl-u");
    play.text("£1,200.50")
        .sees("understood: £1,201 in the first year, rounded up")
        .press("enter");
    play.press("enter").text("two hours a week");
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        play.sees("understood: 104 hours in the first year");
        insta::assert_snapshot!(
            format!("hours as a nurse says them at {columns}x{rows}"),
            play.screen()
        );
    }
    play.press("enter");
    assert_eq!(figures(&play, "A leaflet"), (Some(1_201), Some(104)));
    play.press("enter ctrl-u")
        .text("1 a year")
        .sees("understood: 1 hour in the first year")
        .press("ctrl-u")
        .text("don't know")
        .sees("understood: not known yet")
        .press("ctrl-u")
        .text("1.200")
        .sees("1.200 can be read in two ways.")
        .press("enter")
        .sees("1.200 can be read in two ways.");
    assert_eq!(figures(&play, "A leaflet").1, Some(104));
}

#[test]
fn a_goal_just_proposed_is_the_marked_one() {
    let mut play = with_goals();
    play.sees("> A leaflet about waiting").press("home");
    play.press("g").text("Seats in the corridor").press("enter");
    play.sees("> Seats in the corridor").press("enter");
    play.press("down enter").text("40").press("enter");
    assert_eq!(figures(&play, "Seats").0, Some(40));
    // From Themes as well, and from there a goal brings its evidence along.
    play.press("esc 3 g")
        .text("A bell")
        .press("enter")
        .press("4");
    play.sees("> A bell");
    assert!(!goal(&play, "A bell").evidence.is_empty());
}

#[test]
fn setup_says_which_goals_cannot_be_proposed_and_one_key_goes_through_them() {
    let mut play = with_goals();
    play.press("5 o");
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        insta::assert_snapshot!(
            format!("figures missing at {columns}x{rows}"),
            play.screen()
        );
    }
    play.resize(80, 22);
    // The new waiting room is beyond us, whatever it costs.
    assert_eq!(goal(&play, "A new waiting").control, Some(Control::Beyond));
    play.sees("3 goals have no money or hours yet: they cannot be proposed.");
    play.press("c")
        .sees("Drop-in clinic with a nurse")
        .sees("Empty is not known yet. 2 more goals.");
    insta::assert_snapshot!("asked for money", play.screen());
    // The clinic's hours are known, so the next goal comes next.
    play.text("nothing").press("enter");
    play.sees("Ring people the week after")
        .sees("Money in the first year?");
    play.text("£50 a month").press("enter");
    play.sees("Ring people the week after")
        .sees("Staff hours in the first year?");
    play.text("2 a week").press("enter");
    play.sees("A leaflet about waiting").press("esc");
    play.sees("\u{201c}A leaflet about waiting\u{201d} has no figures yet: it cannot be proposed.");
    assert_eq!(figures(&play, "Drop-in"), (Some(0), Some(104)));
    assert_eq!(figures(&play, "Ring"), (Some(600), Some(104)));
    // What nobody knows stays open, and is said at the end.
    play.press("c").text("80").press("enter enter");
    play.sees("1 goal still has no money or hours.");
    play.press("c").sees("Staff hours in the first year?");
    play.text("6")
        .press("enter")
        .sees("Every goal has its money and hours now.");
    play.does_not_see("cannot be proposed");
    play.press("c")
        .sees("Every goal here has its money and hours.");
    // The round opens as it was set up.
    play.press("enter").sees("Round 1 is open.");
}

#[test]
fn only_goals_of_the_round_are_asked_about_in_its_setup() {
    let mut play = with_goals();
    play.press("5 o end space");
    play.sees("2 goals have no money or hours yet");
    play.press("c enter").sees("Ring people").press("enter");
    play.sees("Staff hours in the first year?").press("enter");
    play.sees("2 goals still have no money or hours.");
}

#[test]
fn on_goals_the_key_goes_through_everything_within_reach() {
    let mut play = with_goals();
    play.press("home c").sees("Drop-in clinic with a nurse");
    play.text("300").press("enter").sees("Ring people");
    play.text("a lot")
        .press("enter")
        .sees("That is not an amount.");
    play.press("ctrl-u")
        .text("0")
        .press("enter")
        .text("10")
        .press("enter");
    play.sees("A leaflet about waiting")
        .text("0")
        .press("enter")
        .text("3")
        .press("enter")
        .sees("Every goal has its money and hours now.");
    insta::assert_snapshot!("the board with figures", play.screen());
    play.press("c")
        .sees("Every goal here has its money and hours.");
    // Each answer is a step of its own.
    play.press("u")
        .sees("Undone: the hours for \u{201c}A leaflet about waiting\u{201d}.");
    assert_eq!(figures(&play, "A leaflet"), (Some(0), None));
}
