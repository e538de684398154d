//! The page of what fits: bars and sums in view, rows that never move, ties, swaps and the ways to choose, as screens.

use crate::{
    harness::Play,
    truth::{all, begun, goal, limits, round, unit},
};
use service_pledge::domain::{capacity::Capacity, findings::BroughtGoal};

/// Eight goals with what they take, by the marks that they will get.
fn goals() -> Vec<BroughtGoal> {
    let mut goals = vec![
        goal("Wait", 0, 12),
        goal("Nurse", 400, 40),
        goal("Rota", 0, 24),
        goal("Photos", 300, 8),
        goal("Call", 0, 60),
        goal("Bell", 150, 16),
        goal("Clinic", 0, 104),
        goal("Room", 90_000, 0),
    ];
    for goal in &mut goals[7..] {
        goal.hours = None;
    }
    goals
}

/// The first round of these goals, with two of them level where one place is left.
pub(crate) fn counted() -> Play {
    voted(limits(2000, 160, 5), 5, 6)
}

fn voted(capacity: Capacity, patients: usize, team: usize) -> Play {
    let mut play = begun(unit(patients, team, capacity, goals()));
    let ballots = all(patients, "5 4 4 4 3 4 4 1", team, "4 4 4 4 4 3 2 2");
    round(&mut play, "", &ballots);
    play.resize(80, 22);
    play
}

/// The rows of the list: number, box, and the first word of the goal.
fn rows(play: &Play) -> Vec<String> {
    let screen = play.screen();
    let rows = screen
        .lines()
        .filter(|l| l.contains(" goal") && l.contains(['[', '=']));
    rows.map(|l| l.trim_start_matches(['>', ' ']).chars().take(12).collect())
        .collect()
}

#[test]
fn bars_and_sums_stay_in_view_and_no_row_moves() {
    let mut play = voted(limits(2000, 160, 5), 5, 6);
    play.press("w");
    insta::assert_snapshot!("what fits, a tie", both(&play));
    let numbers = |play: &Play| -> Vec<String> {
        let all = rows(play);
        all.iter()
            .map(|r| format!("{}{}", &r[..1], &r[5..]))
            .collect()
    };
    let before = numbers(&play);
    assert_eq!(before.len(), 8, "{}", play.screen());
    for _ in 0..8 {
        play.press("space");
        assert_eq!(numbers(&play), before, "{}", play.screen());
        play.sees("money")
            .sees("hours")
            .sees(" goals")
            .press("down");
    }
    play.press("bs home").does_not_see("changed by you");
    // At the smallest window the list scrolls below the bars.
    play.resize(60, 18);
    for _ in 0..8 {
        play.sees("What fits")
            .sees("of 160")
            .sees("of 5 goals")
            .press("down");
    }
    insta::assert_snapshot!("what fits, the last row at 60x18", play.screen());
    play.resize(120, 40);
    insta::assert_snapshot!("what fits, wide", play.screen());
}

#[test]
fn over_the_limit_the_cheapest_swap_is_said() {
    let mut play = voted(limits(2000, 160, 5), 5, 6);
    play.press("w down down down down down down space");
    play.sees("changed by you")
        .sees("188 of 160")
        .sees("28 over")
        .sees("28 hours over. The cheapest swap: without 2 (40 hours) it fits.")
        .sees("no place left");
    insta::assert_snapshot!("what fits, over", both(&play));
    // Where no single goal is enough, the two are named.
    play.press("up space");
    play.sees("44 hours over, 1 goal more than 5. Without 2 and 3 (64 hours) it fits.");
    play.press("bs").does_not_see("over.").sees("stand level");
}

#[test]
fn a_later_round_begins_with_what_is_agreed() {
    let mut play = voted(limits(2000, 160, 5), 5, 6);
    play.press("home d enter").sees("agreed");
    let ballots = all(5, "4 4 4 3 4 4 1", 6, "4 4 4 4 3 2 2");
    round(&mut play, "", &ballots);
    play.press("w")
        .sees("round 2, the best result first")
        .sees("1  =  Wait goal")
        .sees("agreed before")
        .sees("84 of 160")
        .sees("1 was agreed before");
    play.press("space").sees("That goal is agreed already");
    play.press("down d").sees("We do it").press("esc");
    play.sees("What fits").press("a").sees("3 goals agreed.");
    play.press("u").sees("Undone: the decisions on 3 goals.");
}

#[test]
fn a_withheld_round_says_best_first_only() {
    let mut play = voted(limits(2000, 160, 5), 2, 6);
    play.press("w")
        .sees("only \u{201c}best first\u{201d} is worked out")
        .does_not_see("ways");
    play.resize(120, 40);
    play.sees("  ?").does_not_see("even load:");
}

/// The screen and its roles.
fn both(play: &Play) -> String {
    format!(
        "{}\n\n{}",
        play.screen().trim_end(),
        play.roles().trim_end()
    )
}
