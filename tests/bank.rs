//! The goal bank: what became of goals like the one being worded, and wording that is taken over.

use service_pledge::{
    domain::outcome::{Outcome, OutcomeGoal, Review, Status, Verdict},
    programme::bank::{Bank, BankPart},
};

use crate::harness::{Play, northbrook};

/// Outcomes of `units` units with a board about waiting. The first two let others see their goals.
fn bank(units: usize) -> Bank {
    Bank::of((0..units).map(|nth| {
        let mut outcome = Outcome::default();
        outcome.unit.name = format!("Unit {nth}");
        outcome.meeting.date = Some("2024-01-10".parse().unwrap());
        outcome.goals = vec![OutcomeGoal {
            title: format!("Put up a board number {nth} that says how long the wait is"),
            themes: vec!["waiting".to_owned()],
            decision: Verdict::Agreed,
            cost: Some(300),
            hours: Some(20),
            reviews: vec![Review {
                on: Some("2025-07-10".parse().unwrap()),
                status: Some(if nth % 3 == 0 {
                    Status::Stuck
                } else {
                    Status::Done
                }),
                ..Review::default()
            }],
            ..OutcomeGoal::default()
        }];
        BankPart::of(&outcome, nth < 2)
    }))
}

fn play(units: usize) -> Play {
    let mut play = Play::new(northbrook());
    let mut bank = Some(bank(units));
    play.app.look_goals_up_in(Box::new(move || bank.take()));
    play
}

#[test]
fn a_goal_is_proposed_beside_what_became_of_goals_like_it() {
    let mut play = play(9);
    play.press("4 g");
    insta::assert_snapshot!("before a word", play.screen());
    play.text("A board about the waiting");
    play.sees("Of 9 like this, 6 were done within 18 months (likely ");
    insta::assert_snapshot!("like it at 80x22", play.screen());
    play.resize(120, 40);
    play.sees("Of 9 goals like this, 6 were done within 18 months (likely ");
    play.resize(60, 18);
    play.sees("6 of 9 like it done in 18 months");
    insta::assert_snapshot!("like it at 60x18", play.screen());
}

#[test]
fn wording_money_and_hours_are_a_start() {
    let mut play = play(9);
    play.press("4 g").text("A board about the waiting");
    play.press("ctrl-o");
    insta::assert_snapshot!("from other units", play.screen());
    play.sees("Unit 0, not done, \u{a3}300, 20 h");
    play.press("down enter").sees("Put up a board number 1");
    play.text(" today").press("enter");
    let goals = play.meeting().goals();
    let goal = goals.last().unwrap();
    assert_eq!(
        goal.title,
        "Put up a board number 1 that says how long the wait is today"
    );
    assert_eq!((goal.cost, goal.hours), (Some(300), Some(20)));
    // Each is a step of its own, and the goal itself goes last.
    let before = goals.len();
    play.press("u u u");
    assert_eq!(play.meeting().goals().len(), before - 1);
}

#[test]
fn another_sentence_has_no_figures_of_it() {
    let mut play = play(9);
    play.press("4 g").text("A board about the waiting");
    play.press("ctrl-o enter ctrl-u")
        .text("A named nurse")
        .press("enter");
    let goal = play.meeting().goals().last().unwrap().clone();
    assert_eq!((goal.title.as_str(), goal.cost), ("A named nurse", None));
}

#[test]
fn a_list_that_is_left_keeps_the_text() {
    let mut play = play(9);
    play.press("4 g").text("A board about the waiting");
    play.press("ctrl-o esc").sees("> A board about the waiting");
    play.press("enter")
        .sees("On the list: A board about the waiting");
}

#[test]
fn fewer_than_five_units_give_no_number() {
    let mut play = play(4);
    play.press("4 g").text("A board about the waiting");
    play.does_not_see("18 months");
    play.sees("Other units have worded goals like this.");
    play.text(" zzz qqq xxx yyy vvv www ppp")
        .does_not_see("Other units");
    play.press("ctrl-o")
        .sees("No unit that lets others see its goals has one like this.");
}

#[test]
fn without_a_bank_nothing_is_there() {
    let mut play = Play::new(northbrook());
    play.press("4 g").text("A board about the waiting");
    play.does_not_see("from other units")
        .does_not_see("18 months");
    // The key is a letter of no text, and does nothing.
    play.press("ctrl-o").sees("> A board about the waiting");
    // A note is no goal.
    let mut play = self::play(9);
    play.press("p")
        .text("A board about the waiting")
        .does_not_see("18 months");
}
