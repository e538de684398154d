//! Small tables: each puts the goals in order on its own, and their lists are added.
//!
//! This is the second stage of the James Lind Alliance guidebook (chapter 8) with tables in place of groups: in each list the
//! first of m goals gets m points, and the points are summed. A table has no groups within it, and every list counts the same.

use super::{exact::Exact, measure::places};
use crate::domain::refusal::{Refusal, refuse};

/// The most tables of a round.
pub const MOST_TABLES: usize = 5;

/// The fewest lists that can be combined.
pub const FEWEST_LISTS: usize = 2;

/// The points of each goal from one table's list, in the order of `goals`: m for the first of m. Goals that are not in the list
/// share the lowest places.
pub fn points(goals: &[String], list: &[String]) -> Vec<Exact> {
    let place = |goal: &String| {
        let at = list.iter().position(|g| g == goal)?;
        i64::try_from(list.len().checked_sub(at)?).ok()
    };
    let reversed: Vec<_> = goals
        .iter()
        .map(|goal| place(goal).map(Exact::from_integer))
        .collect();
    places(&reversed)
}

/// The sum of the points of all lists for each goal, in the order of `goals`. A table without a list counts nothing.
pub fn combined(goals: &[String], lists: &[Vec<String>]) -> Vec<Exact> {
    let mut sums = vec![Exact::from_integer(0); goals.len()];
    for list in lists.iter().filter(|list| !list.is_empty()) {
        for (sum, points) in sums.iter_mut().zip(points(goals, list)) {
            *sum += points;
        }
    }
    sums
}

/// The place of a goal in a table's list, from 1; `None` if the table left it out.
pub fn place_in(list: &[String], goal: &str) -> Option<usize> {
    list.iter().position(|g| g == goal).map(|at| at + 1)
}

/// The places of a table's sheet as they are typed, goal by goal: 1 for the best, 0 for a goal without a place.
///
/// Up to nine goals need no space between their places. Any sign of a number pad stands between two of ten or more.
///
/// # Errors
/// A sentence, if it is not one place for each of so many goals.
pub fn read_places(text: &str, goals: usize) -> Result<Vec<usize>, Refusal> {
    let typed = typed_places(text, goals)?;
    let left = goals.saturating_sub(typed.len());
    if left > 0 {
        return refuse(format!(
            "{} of {goals} places are typed: goal {} is next.",
            typed.len(),
            typed.len() + 1
        ));
    }
    if let Some(missing) = gap(&typed) {
        return refuse(format!(
            "No goal has place {missing}, and a later place is given."
        ));
    }
    Ok(typed)
}

/// The places typed so far, goal by goal.
///
/// # Errors
/// A sentence, if a sign is no place, a place is given twice, or there are more places than goals.
pub fn typed_places(text: &str, goals: usize) -> Result<Vec<usize>, Refusal> {
    let is_between = |c: char| c.is_whitespace() || ",.;+-*/".contains(c);
    if let Some(other) = text
        .chars()
        .find(|c| !is_between(*c) && !c.is_ascii_digit())
    {
        return refuse(format!(
            "\u{201c}{other}\u{201d} is no place: type the goals\u{2019} places, 1 for the best."
        ));
    }
    let mut typed = Vec::new();
    for word in text.split(is_between).filter(|word| !word.is_empty()) {
        // With ten goals or more, 12 may be the twelfth place, so only a sign tells two places apart.
        if goals < 10 {
            typed.extend(
                word.chars()
                    .filter_map(|c| c.to_digit(10))
                    .map(|d| d as usize),
            );
        } else {
            typed.push(word.parse().unwrap_or(usize::MAX));
        }
    }
    if typed.len() > goals {
        return refuse(format!("That is {} places for {goals} goals.", typed.len()));
    }
    for (nth, place) in typed.iter().enumerate() {
        if *place > goals {
            return refuse(format!("Goal {}: the last place is {goals}.", nth + 1));
        }
        let before = typed.iter().take(nth).position(|p| p == place && *p > 0);
        if let Some(before) = before {
            return refuse(format!(
                "Goals {} and {} both have place {place}: the table says which goes first.",
                before + 1,
                nth + 1
            ));
        }
    }
    Ok(typed)
}

/// The first place that no goal has, below the last one that is given.
fn gap(typed: &[usize]) -> Option<usize> {
    let given = typed.iter().filter(|place| **place > 0).count();
    (1..=given).find(|place| !typed.contains(place))
}

/// The goals in the order of their places; goals without a place are left out.
pub fn in_order(goals: &[String], typed: &[usize]) -> Vec<String> {
    let mut placed: Vec<_> = goals.iter().zip(typed).filter(|(_, p)| **p > 0).collect();
    placed.sort_by_key(|(_, place)| **place);
    placed.into_iter().map(|(goal, _)| goal.clone()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ids(goals: usize) -> Vec<String> {
        (1..=goals).map(|n| format!("g{n}")).collect()
    }

    fn list(order: &str) -> Vec<String> {
        order.split(' ').map(|n| format!("g{n}")).collect()
    }

    #[test]
    fn lists_of_three_tables_are_added_as_by_hand() {
        // Table 1: 4 3 2 1; table 2: 3 4 1 2; table 3 leaves goals 3 and 4 out, which share the places 1 and 2: 3 4 1.5 1.5.
        let lists = [list("1 2 3 4"), list("2 1 4 3"), list("2 1")];
        let sums = combined(&ids(4), &lists);
        let halves = |n| Exact::new(n, 2);
        assert_eq!(sums, [20, 22, 9, 9].map(halves));
        assert_eq!(points(&ids(4), &list("2 1")), [6, 8, 3, 3].map(halves));
    }

    #[test]
    fn a_table_without_a_list_counts_nothing() {
        let lists = [list("1 2 3"), Vec::new(), list("3 1 2")];
        let both = [list("1 2 3"), list("3 1 2")];
        assert_eq!(combined(&ids(3), &lists), combined(&ids(3), &both));
    }

    #[test]
    fn places_are_typed_goal_by_goal_with_a_pad() {
        assert_eq!(read_places("3142", 4).unwrap(), [3, 1, 4, 2]);
        assert_eq!(read_places(" 3 1,4.2", 4).unwrap(), [3, 1, 4, 2]);
        assert_eq!(read_places("0102", 4).unwrap(), [0, 1, 0, 2]);
        let ten = "10.1.2.3.4.5+6-7*8/9";
        assert_eq!(
            read_places(ten, 10).unwrap(),
            [10, 1, 2, 3, 4, 5, 6, 7, 8, 9]
        );
        assert_eq!(in_order(&ids(4), &[3, 1, 0, 2]), list("2 4 1"));
    }

    #[test]
    fn a_slip_of_the_fingers_is_refused_with_the_goal() {
        for (text, goals, said) in [
            ("314", 4, "3 of 4 places are typed: goal 4 is next."),
            ("3143", 4, "Goals 1 and 4 both have place 3"),
            ("31425", 4, "That is 5 places for 4 goals."),
            ("3152", 4, "Goal 3: the last place is 4."),
            ("3040", 4, "No goal has place 1"),
            ("3a42", 4, "\u{201c}a\u{201d} is no place"),
            ("12", 10, "Goal 1: the last place is 10."),
        ] {
            let refusal = read_places(text, goals).unwrap_err().to_string();
            assert!(refusal.starts_with(said), "{text}: {refusal}");
        }
    }

    /// Lists of some tables, each of some of the goals in any order.
    fn some_lists() -> impl Strategy<Value = (usize, Vec<Vec<String>>)> {
        (2..=12_usize).prop_flat_map(|goals| {
            let list = (Just(ids(goals)).prop_shuffle(), 1..=goals).prop_map(|(mut all, keep)| {
                all.truncate(keep);
                all
            });
            (Just(goals), prop::collection::vec(list, 1..=MOST_TABLES))
        })
    }

    proptest! {
        #[test]
        fn the_order_of_tables_does_not_matter((goals, lists) in some_lists(), by in 0..MOST_TABLES) {
            let mut turned = lists.clone();
            turned.rotate_left(by % lists.len());
            turned.reverse();
            prop_assert_eq!(combined(&ids(goals), &lists), combined(&ids(goals), &turned));
        }

        #[test]
        fn every_list_gives_as_many_points((goals, lists) in some_lists()) {
            let all: Exact = combined(&ids(goals), &lists).into_iter().sum();
            let each = i64::try_from(goals * (goals + 1) / 2 * lists.len()).unwrap();
            prop_assert_eq!(all, Exact::from_integer(each));
        }

        #[test]
        fn what_is_typed_from_a_sheet_is_its_list((goals, lists) in some_lists()) {
            for list in lists {
                let places: Vec<String> = ids(goals)
                    .iter()
                    .map(|g| place_in(&list, g).unwrap_or(0).to_string())
                    .collect();
                let typed = read_places(&places.join("."), goals).unwrap();
                prop_assert_eq!(in_order(&ids(goals), &typed), list);
            }
        }
    }
}
