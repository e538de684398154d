//! Regression cases: proposals that were once untrue, each reduced to its minimum.

use service_pledge::domain::{
    meeting::{
        Meeting,
        fits::{Claim, Fits, GoalReason, Limit},
    },
    vote::{allowed::Allowed, method::Method, room_rule::RoomRule, settings::Weight},
};

use super::{
    judge::judge,
    world::{Decided, Vote, Wish, World, settle},
};

fn wish(cost: u64) -> Wish {
    Wish {
        cost: Some(cost),
        hours: Some(0),
        ..Wish::default()
    }
}

fn of(strand: usize, cost: u64) -> Wish {
    Wish {
        strand: Some(strand),
        ..wish(cost)
    }
}

/// A round of scores with so much money, in which five people of each group give every goal its mark.
fn all_give(money: u64, goals: &[(Wish, u8)]) -> World {
    let marks: Vec<_> = goals.iter().map(|g| Some(g.1)).collect();
    let vote = |n: usize| Vote {
        group: n % 2,
        marks: Some(marks.clone()),
    };
    World {
        ids: (0..goals.len()).map(|g| format!("g{g}")).collect(),
        goals: goals.iter().map(|g| g.0.clone()).collect(),
        method: Method::Score,
        weight: Weight::Balanced,
        apart_from: 3,
        allowed: Allowed::default(),
        limits: [Some(money), None, None],
        per_strand: None,
        ballot: (0..goals.len()).collect(),
        votes: (0..10).map(vote).collect(),
        hands: Vec::new(),
        lots: Vec::new(),
    }
}

/// The answer of a rule, which has to be true.
#[track_caller]
fn said(world: &World, meeting: &Meeting, rule: RoomRule) -> Fits {
    let answer = meeting.fits(meeting.last_count().unwrap(), rule);
    let wrong = judge(world, rule, &answer);
    assert!(wrong.is_empty(), "{wrong:#?}\n{answer:#?}");
    answer.unwrap()
}

#[track_caller]
fn fits(world: &World, rule: RoomRule) -> Fits {
    said(world, &world.meeting(), rule)
}

#[track_caller]
fn is(fits: &Fits, goal: &str, why: &GoalReason) {
    assert_eq!(fits.why(goal), Some(why), "{goal}");
}

#[test]
fn what_is_missing_counts_from_all_that_is_agreed() {
    let agreed = Wish {
        before: Some(Decided::Agreed),
        ..wish(500)
    };
    let world = all_give(300, &[(agreed, 5), (wish(100), 4), (wish(0), 3)]);
    let fits = fits(&world, RoomRule::BestFirst);
    is(&fits, "g1", &GoalReason::Short(Limit::Money, 300));
    // What takes nothing of it can still be done.
    assert_eq!(fits.selected, ["g2"]);
}

/// Three goals of which the first two stand level: one takes the money, the other the hours.
fn money_or_hours(third: (u64, u64)) -> World {
    let takes = |cost, hours| Wish {
        cost: Some(cost),
        hours: Some(hours),
        ..Wish::default()
    };
    let mut world = all_give(
        100,
        &[
            (takes(80, 60), 4),
            (takes(60, 80), 4),
            (takes(third.0, third.1), 3),
        ],
    );
    world.limits[1] = Some(100);
    world
}

#[test]
fn behind_a_tie_a_limit_is_named_only_where_it_binds_whichever_goes_first() {
    // Beside the first it is 10 over, beside the second 10 hours over: neither is true of both.
    let fits_by = |third| fits(&money_or_hours(third), RoomRule::BestFirst);
    let tie = vec!["g0".to_owned(), "g1".to_owned()];
    let waits = fits_by((30, 30));
    assert_eq!(waits.level, std::slice::from_ref(&tie));
    is(&waits, "g2", &GoalReason::WaitsFor(tie));
    let short = fits_by((50, 10));
    is(&short, "g2", &GoalReason::Short(Limit::Money, 10));
    let or_more = Claim::Short {
        goal: "g2".into(),
        limit: Limit::Money,
        by: 10,
        or_more: true,
    };
    assert!(short.claims.contains(&or_more), "{:?}", short.claims);
}

/// Rounds with reasons that thrown bytes seldom make.
pub(crate) fn rare() -> Vec<World> {
    let unsupported = all_give(200, &[(wish(100), 5), (wish(100), 3)]);
    let mut not_chosen = unsupported.clone();
    not_chosen.votes.truncate(8);
    vec![unsupported, not_chosen, stopping()]
}

#[test]
fn who_pays_is_a_reason_only_where_somebody_pays() {
    // The best set is one of the first two; which one decides what the third is short of.
    let fits = fits(&money_or_hours((30, 30)), RoomRule::BestSet);
    let tie = vec!["g0".to_owned(), "g1".to_owned()];
    is(&fits, "g2", &GoalReason::WaitsFor(tie));
}

#[test]
fn a_goal_that_everybody_judged_is_not_said_to_be_judged_by_nobody() {
    let rare = rare();
    let fits_by_load = |world| fits(world, RoomRule::EvenLoad);
    let all = fits_by_load(&rare[0]);
    assert_eq!(all.selected, ["g0"]);
    is(&all, "g1", &GoalReason::Unsupported);
    // In a small round the set alone is known.
    let small = fits_by_load(&rare[1]);
    assert_eq!(small.selected, ["g0"]);
    is(&small, "g1", &GoalReason::NotChosen);
}

/// Even load takes the first, and stops at the second.
fn stopping() -> World {
    // The second is next for its five supporters, and does not fit; the third, next for one, would have.
    let mut world = all_give(300, &[(wish(100), 5), (wish(250), 3), (wish(200), 3)]);
    for (n, vote) in world.votes.iter_mut().enumerate() {
        let second = if vote.group == 0 { 5 } else { 3 };
        let third = if n == 1 { 5 } else { 3 };
        vote.marks = Some(vec![Some(5), Some(second), Some(third)]);
    }
    world
}

#[test]
fn even_load_says_where_it_stopped() {
    let fits = fits(&stopping(), RoomRule::EvenLoad);
    assert_eq!(fits.selected, ["g0"]);
    is(&fits, "g1", &GoalReason::Short(Limit::Money, 50));
    is(&fits, "g2", &GoalReason::Stopped("g1".into()));
}

#[test]
fn a_goal_for_one_strand_does_not_put_anothers_out_without_a_word() {
    let mut world = all_give(200, &[(of(0, 150), 5), (of(1, 100), 4)]);
    world.per_strand = Some(1);
    let fits = fits(&world, RoomRule::BestFirst);
    assert_eq!(fits.selected, ["g1"]);
    let unmet = Claim::PromiseUnmet {
        strand: "primary".into(),
        has: 0,
    };
    assert!(fits.claims.contains(&unmet), "{:?}", fits.claims);
    // Where both fit, both are in.
    world.goals[0].cost = Some(100);
    world.goals.push(wish(150));
    world.ids.push("g2".into());
    world.ballot.insert(0, 2);
    for vote in &mut world.votes {
        vote.marks = Some([5, 4, 3].map(Some).to_vec());
    }
    let both = fits_of(&world);
    assert_eq!(both.selected, ["g0", "g1"]);
}

#[track_caller]
fn fits_of(world: &World) -> Fits {
    fits(world, RoomRule::BestFirst)
}

#[test]
fn the_better_goals_of_a_strand_are_in_for_it() {
    // The first is in by the rule; for a second goal the third would be in, and put the first out.
    let mut world = all_give(200, &[(of(0, 120), 5), (wish(80), 4), (of(0, 90), 3)]);
    world.per_strand = Some(2);
    let fits = fits_of(&world);
    assert_eq!(fits.selected, ["g0", "g1"]);
    let unmet = Claim::PromiseUnmet {
        strand: "primary".into(),
        has: 1,
    };
    assert!(fits.claims.contains(&unmet), "{:?}", fits.claims);
}

#[test]
fn goals_that_are_all_promised_and_all_fit_are_no_tie() {
    let mut world = all_give(200, &[(wish(150), 5), (of(0, 100), 4), (of(0, 100), 4)]);
    world.per_strand = Some(2);
    let fits = fits_of(&world);
    assert_eq!(fits.selected, ["g1", "g2"]);
    assert!(fits.level.is_empty());
}

#[test]
fn a_promise_of_a_small_round_is_kept_under_every_rule() {
    let mut world = all_give(200, &[(wish(150), 5), (of(0, 100), 4)]);
    world.per_strand = Some(1);
    world.votes.truncate(8);
    for rule in RoomRule::ALL {
        assert_eq!(fits(&world, rule).selected, ["g1"], "{rule:?}");
    }
}

#[test]
fn what_is_not_known_of_agreed_goals_is_not_nothing() {
    let agreed = Wish {
        before: Some(Decided::Agreed),
        cost: None,
        ..wish(0)
    };
    let fits = fits_of(&all_give(200, &[(agreed, 5), (wish(100), 4)]));
    let before = Claim::AgreedBefore {
        goals: 1,
        money: 0,
        hours: 0,
        unknown: 1,
    };
    assert_eq!(fits.claims.first(), Some(&before));
}

#[test]
fn the_best_set_is_the_best_beside_what_is_promised() {
    let mut world = all_give(200, &[(wish(150), 5), (of(0, 100), 3), (wish(50), 3)]);
    world.per_strand = Some(1);
    let fits = fits(&world, RoomRule::BestSet);
    let most = Claim::NoSetHasMore {
        goals: vec!["g2".into()],
        beside: vec!["g1".into()],
    };
    assert!(fits.claims.contains(&most), "{:?}", fits.claims);
}

#[test]
fn every_rule_says_which_goals_a_tie_leaves_open() {
    let world = all_give(100, &[(wish(100), 4), (wish(100), 4)]);
    let mut meeting = world.meeting();
    for rule in RoomRule::ALL {
        let fits = said(&world, &meeting, rule);
        let goals = vec!["g0".to_owned(), "g1".to_owned()];
        let claim = match rule {
            RoomRule::BestFirst => Claim::Level { goals },
            _ => Claim::Tied { goals },
        };
        assert!(fits.claims.contains(&claim), "{rule:?} {:?}", fits.claims);
    }
    let mut settled = world.clone();
    let fits = said(&world, &meeting, RoomRule::EvenLoad);
    assert!(settle(
        &mut settled,
        &mut meeting,
        RoomRule::EvenLoad,
        &fits,
        1
    ));
    for rule in RoomRule::ALL {
        let fits = said(&settled, &meeting, rule);
        assert_eq!(
            (fits.selected, fits.level),
            (vec!["g1".to_owned()], vec![]),
            "{rule:?}"
        );
    }
}
