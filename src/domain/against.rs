//! Votes and figures that speak against a goal which is asked for all the same.
//!
//! A request that is silent about them is found out by its reader, and the next one is not believed.

use super::{
    outcome::{GoalResult, RoundResult},
    stats::Share,
};

/// Groups whose figure is in the lower half of the scale; none where a group is not shown apart.
///
/// A range counts by its upper end, since the figure may be anywhere in it.
pub fn groups_against<'a>(round: &RoundResult, result: &'a GoalResult) -> Vec<&'a str> {
    if result.withheld {
        return Vec::new();
    }
    let groups = result.groups.iter().filter(|(group, value)| {
        let value = result.ranges.get(*group).map_or(**value, |[_, to]| *to);
        match round.method.row().scale {
            Some((low, high)) => {
                i32::try_from(low + high).is_ok_and(|sum| value * 2.0 < f64::from(sum))
            }
            // Places: 1 is the best. Older outcomes hold points for a ranking, whose scale is not known.
            None => {
                let places = u32::try_from(round.results.len()).unwrap_or(u32::MAX);
                round.places && value * 2.0 > f64::from(places) + 1.0
            }
        }
    });
    groups.map(|(group, _)| group.as_str()).collect()
}

/// True if at least two in three gave a good answer.
pub fn mostly_good(share: Share) -> bool {
    share.whole_percent() >= 67
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vote::{method::Method, settings::Weight};

    fn round(method: Method, results: usize) -> RoundResult {
        RoundResult {
            id: "r1".into(),
            method,
            weight: Weight::Balanced,
            voted: [("mdt".to_owned(), 6), ("patient".to_owned(), 3)].into(),
            tables: Vec::new(),
            by: None,
            places: method == Method::Rank,
            ties: Vec::new(),
            results: vec![result(&[]); results],
        }
    }

    fn result(groups: &[(&str, f64)]) -> GoalResult {
        GoalResult {
            goal: "g".into(),
            balanced: None,
            groups: groups.iter().map(|(g, v)| ((*g).to_owned(), *v)).collect(),
            ranges: [].into(),
            hands: [].into(),
            parted: None,
            withheld: false,
        }
    }

    #[test]
    fn a_figure_in_the_lower_half_speaks_against_a_goal() {
        for (method, low, high) in [
            (Method::Score, 2.4, 2.5),
            (Method::Rate, 4.9, 5.0),
            (Method::Approve, 49.0, 50.0),
            (Method::Hands, 10.0, 90.0),
            // The fourth of five places is worse than the middle one.
            (Method::Rank, 4.0, 3.0),
        ] {
            let found = result(&[("mdt", low), ("patient", high)]);
            assert_eq!(
                groups_against(&round(method, 5), &found),
                ["mdt"],
                "{method:?}"
            );
        }
        let dots = result(&[("mdt", 1.0)]);
        assert!(groups_against(&round(Method::Dots, 5), &dots).is_empty());
    }

    #[test]
    fn a_range_counts_by_its_upper_end_and_what_is_hidden_does_not() {
        let mut found = result(&[("patient", 2.0)]);
        found.ranges.insert("patient".into(), [1.0, 3.0]);
        assert!(groups_against(&round(Method::Score, 5), &found).is_empty());
        let mut found = result(&[("mdt", 0.5)]);
        found.withheld = true;
        assert!(groups_against(&round(Method::Score, 5), &found).is_empty());
    }

    #[test]
    fn two_in_three_are_most() {
        assert!(mostly_good(Share::new(88, 124).unwrap()));
        assert!(!mostly_good(Share::new(54, 131).unwrap()));
    }
}
