//! Disclosure control of a round: how much of a group's votes may be shown, written and counted with.
//!
//! A group's figure narrows the ballots behind it, and whoever knows one of them, their own for one, narrows them further. So a
//! round has a level, that of its smallest group, and everything that leaves the count goes by it: result, groups, ballots kept,
//! and what rules may be worked out from.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::settings::RoundSettings;

/// The marks from which a group is shown exactly.
pub const OPEN_FROM: u32 = 5;

/// How much of a group, or of a round, may be shown. The order is from most to least.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Everything: exact figures, and ballots without names.
    #[default]
    Open,
    /// Figures as ranges, the result between what is shown; no ballots.
    Small,
    /// The result alone, coarsely; no group and no ballots.
    Withheld,
}

/// The marks under which a group is withheld.
pub fn least(settings: &RoundSettings) -> u32 {
    settings.apart_from.max(settings.method.row().shown_from)
}

/// The level of each group that voted, from the smallest number of marks that it gave to any goal. A group in `differing`
/// differs from an earlier count by so few people that the difference would be somebody's vote.
pub fn levels<'a>(
    settings: &RoundSettings,
    fewest: &BTreeMap<&'a str, u32>,
    differing: &BTreeSet<String>,
) -> BTreeMap<&'a str, Shown> {
    let least = least(settings);
    fewest
        .iter()
        .map(|(group, marks)| {
            let level = if *marks < least || differing.contains(*group) {
                Shown::Withheld
            } else if *marks < OPEN_FROM {
                Shown::Small
            } else {
                Shown::Open
            };
            (*group, level)
        })
        .collect()
}

/// The smallest number of marks of a group as it is written, where fewer than `least` are withheld. Of a group that is not shown exactly it says no more than whether everybody
/// marked every goal, and otherwise the most that there can be at its level: the number itself would say how many left one out.
pub fn told(least: u32, level: Shown, voted: u32, fewest: u32) -> u32 {
    match level {
        Shown::Open => fewest,
        Shown::Small | Shown::Withheld if fewest == voted => fewest,
        Shown::Withheld if fewest < least => voted.min(least).saturating_sub(1),
        Shown::Small | Shown::Withheld => voted.saturating_sub(1),
    }
}

/// A group's voters in one count: who had a vote, and how many of them gave a mark to a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Electorate<'a> {
    /// People with a vote.
    pub voters: BTreeSet<&'a str>,
    /// Marks given.
    pub marks: u32,
}

/// Whether the people who gave marks may differ between two counts by at least one and fewer than `apart_from`: then the
/// difference between the two figures comes close to somebody's mark, if the others vote the same again.
///
/// Who abstained or could not judge is not known by name. So every way in which the marks can be spread over the voters is
/// thought of; only where the same people had a vote and gave as many marks is nobody taken to differ.
pub fn differs(before: &Electorate<'_>, now: &Electorate<'_>, apart_from: u32) -> bool {
    if before.voters == now.voters && before.marks == now.marks {
        return false;
    }
    least_difference(before, now).is_some_and(|least| least < i64::from(apart_from))
}

/// The least number of people, at least one, who may have given a mark in one count and not in the other; `None` where there can be
/// none.
fn least_difference(before: &Electorate<'_>, now: &Electorate<'_>) -> Option<i64> {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let both = count(before.voters.intersection(&now.voters).count());
    let (left, came) = (
        count(before.voters.len()) - both,
        count(now.voters.len()) - both,
    );
    let marks = |of: &Electorate<'_>| i64::from(of.marks);
    // Marks of those who were there only once: as few as the others leave, or as many as there are.
    let once = |marks: i64, people: i64| (marks - both).max(0)..=people.min(marks).max(0);
    let mut least = None;
    for a in once(marks(before), left) {
        for b in once(marks(now), came) {
            // Of those who were there twice.
            let (then, again) = (marks(before) - a, marks(now) - b);
            let others = a + b + (then - again).abs();
            let different = match others {
                // As many of them as before: the same, or at least one for another.
                0 if then > 0 && then < both => 2,
                0 => continue,
                others => others,
            };
            least = Some(least.map_or(different, |least: i64| least.min(different)));
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count<'a>(voters: &[&'a str], marks: u32) -> Electorate<'a> {
        Electorate {
            voters: voters.iter().copied().collect(),
            marks,
        }
    }

    #[test]
    fn the_same_people_with_as_many_marks_do_not_differ() {
        let three = ["ann", "bea", "cal"];
        assert!(!differs(&count(&three, 3), &count(&three, 3), 3));
        assert!(!differs(&count(&three, 2), &count(&three, 2), 3));
    }

    #[test]
    fn one_who_came_left_abstained_or_could_not_judge_differs() {
        let (three, four) = (["ann", "bea", "cal"], ["ann", "bea", "cal", "dot"]);
        assert!(differs(&count(&three, 3), &count(&four, 4), 3));
        assert!(differs(&count(&four, 4), &count(&three, 3), 3));
        assert!(differs(&count(&three, 3), &count(&three, 2), 3));
        // One left and another came: two people.
        assert!(differs(
            &count(&three, 3),
            &count(&["ann", "bea", "dot"], 3),
            3
        ));
        // Dot came and somebody abstained: nobody can tell who.
        assert!(differs(&count(&three, 3), &count(&four, 3), 3));
    }

    #[test]
    fn how_many_left_a_goal_out_is_told_of_no_small_group() {
        let told = |level, voted, fewest| told(3, level, voted, fewest);
        assert_eq!(told(Shown::Open, 8, 5), 5);
        // Everybody marked everything.
        assert_eq!(told(Shown::Small, 4, 4), 4);
        assert_eq!(told(Shown::Withheld, 2, 2), 2);
        // One or more of them did not, and their group is as large as its level says.
        assert_eq!(told(Shown::Small, 4, 3), 3);
        for fewest in 0..3 {
            assert_eq!(told(Shown::Withheld, 5, fewest), 2);
            assert_eq!(told(Shown::Withheld, 3, fewest), 2);
        }
        // Withheld since it is nearly the same as before.
        assert_eq!(told(Shown::Withheld, 6, 4), 5);
    }

    #[test]
    fn every_way_in_which_marks_can_be_spread_over_voters_is_thought_of() {
        let people = ["ann", "bea", "cal", "dot"];
        let sets = || (0_u32..16).filter(|set| set.count_ones() > 0);
        let named = |set: u32| {
            let inside = (0..4).filter(|n| set >> n & 1 == 1);
            inside.map(|n| people[n]).collect::<Vec<_>>()
        };
        // Who gave marks: so many of those who had a vote.
        let givers = |voters: u32, marks: u32| {
            (0_u32..16).filter(move |set| set & !voters == 0 && set.count_ones() == marks)
        };
        for (before, now) in sets().flat_map(|a| sets().map(move |b| (a, b))) {
            for (a, b) in
                (0..=before.count_ones()).flat_map(|a| (0..=now.count_ones()).map(move |b| (a, b)))
            {
                for apart_from in 1..=5 {
                    let some = givers(before, a)
                        .flat_map(|one| givers(now, b).map(move |other| (one ^ other).count_ones()))
                        .any(|others| (1..apart_from).contains(&others));
                    let expected = some && (before, a) != (now, b);
                    let is = differs(
                        &count(&named(before), a),
                        &count(&named(now), b),
                        apart_from,
                    );
                    assert_eq!(is, expected, "{before:b} {a}, {now:b} {b}, {apart_from}");
                }
            }
        }
    }

    #[test]
    fn three_others_do_not_differ_too_little() {
        let six = ["ann", "bea", "cal", "dot", "eve", "fay"];
        assert!(!differs(&count(&six[..3], 3), &count(&six, 6), 3));
        assert!(differs(&count(&six[..3], 3), &count(&six, 5), 3));
        assert!(!differs(&count(&six[..3], 3), &count(&six[3..], 3), 3));
        // Two new people, one of whom may have given no mark.
        let five = &six[..5];
        assert!(differs(&count(&six[..3], 3), &count(five, 4), 3));
    }
}
