//! Ratings of 1 to 9 in the manner of RAND/UCLA: the median, its class, whether the raters disagree, and what the groups
//! agree on.
//!
//! Sources: Fitch and others, The RAND/UCLA Appropriateness Method User's Manual (2001), for medians, percentiles and the
//! interpercentile range adjusted for symmetry; the core outcome sets' rule of 70 and 15 in 100 for groups.

use std::collections::BTreeMap;

use num_rational::Ratio;
use serde::{Deserialize, Serialize};

use super::exact::Exact;

/// What a median says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// 7 to 9, and the raters do not disagree.
    Worth,
    /// 4 to 6, or the raters disagree.
    Uncertain,
    /// 1 to 3.
    NotWorth,
}

/// What groups agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consensus {
    /// At least 70 in 100 of each group rate it 7 to 9, and fewer than 15 in 100 rate it 1 to 3.
    In,
    /// At most 50 in 100 of each group rate it 7 to 9.
    Out,
    /// Neither.
    None,
}

/// The verdict of a round of ratings on one goal.
///
/// RAND/UCLA has one panel. Two groups that count the same are two panels: pooled ratings would let the larger one decide, so
/// under balanced weight there is a verdict of both together only where each group's own is the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// The verdict of all together; `None` where the groups' own differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// The raters of one panel disagree: the spread of the ratings is wider than its middle allows.
    pub disagreement: bool,
    /// The groups' consensus; `None` where one of them is shown as a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consensus: Option<Consensus>,
    /// Each group's own verdict.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, Class>,
}

impl Rated {
    /// The verdict of one panel of all raters.
    pub fn of_all(all: &[u8], by_group: &BTreeMap<&str, Vec<u8>>) -> Option<Self> {
        Some(Self {
            class: Some(class(all)?),
            disagreement: disagree(all),
            consensus: consensus(by_group.values().map(Vec::as_slice)),
            groups: classes(by_group),
        })
    }

    /// The verdict of groups that count the same.
    pub fn of_groups(by_group: &BTreeMap<&str, Vec<u8>>) -> Option<Self> {
        let groups = classes(by_group);
        let first = groups.values().next()?;
        let class = groups.values().all(|c| c == first).then_some(*first);
        Some(Self {
            class,
            disagreement: class.is_some() && by_group.values().any(|ratings| disagree(ratings)),
            consensus: consensus(by_group.values().map(Vec::as_slice)),
            groups,
        })
    }

    /// The verdict from the figures that are shown of groups, where their ratings are not kept.
    pub fn of_figures(figures: &BTreeMap<String, Exact>) -> Option<Self> {
        let groups: BTreeMap<String, Class> = figures
            .iter()
            .map(|(group, figure)| (group.clone(), class_of(*figure)))
            .collect();
        let first = groups.values().next()?;
        Some(Self {
            class: groups.values().all(|c| c == first).then_some(*first),
            disagreement: false,
            consensus: None,
            groups,
        })
    }
}

fn classes(by_group: &BTreeMap<&str, Vec<u8>>) -> BTreeMap<String, Class> {
    by_group
        .iter()
        .filter_map(|(group, ratings)| Some(((*group).to_owned(), class(ratings)?)))
        .collect()
}

/// The class of a median; one between two classes belongs to the higher one.
fn class_of(median: Exact) -> Class {
    if median >= Ratio::new(13, 2) {
        Class::Worth
    } else if median >= Ratio::new(7, 2) {
        Class::Uncertain
    } else {
        Class::NotWorth
    }
}

/// The middle of sorted ratings, the mean of the two middle ones where there is no one middle.
pub fn median(sorted: &[u8]) -> Option<Exact> {
    let n = sorted.len();
    let at = |i: usize| sorted.get(i).map(|r| i64::from(*r));
    let low = at(n.checked_sub(1)? / 2)?;
    let high = at(n / 2)?;
    Some(Exact::new(low + high, 2))
}

/// What is so many tenths of the way through sorted ratings, by linear interpolation (type 7 of Hyndman and Fan).
pub fn percentile(sorted: &[u8], tenths: i64) -> Option<Exact> {
    let last = i64::try_from(sorted.len().checked_sub(1)?).ok()?;
    let place = Exact::new(last * tenths, 10);
    let below = place.floor();
    let at = |i: i64| {
        let i = usize::try_from(i).ok()?;
        sorted.get(i).map(|r| Exact::from_integer(i64::from(*r)))
    };
    let low = at(below.to_integer())?;
    let high = at(below.to_integer() + 1).unwrap_or(low);
    Some(low + (high - low) * (place - below))
}

/// Whether raters disagree: the range from the 30th to the 70th percentile is wider than 2.35 and 1.5 times the distance
/// of its middle from 5.
pub fn disagree(sorted: &[u8]) -> bool {
    let (Some(low), Some(high)) = (percentile(sorted, 3), percentile(sorted, 7)) else {
        return false;
    };
    let five = Exact::from_integer(5);
    let middle = (low + high) / 2;
    let off = if middle > five {
        middle - five
    } else {
        five - middle
    };
    high - low > Exact::new(235, 100) + Exact::new(3, 2) * off
}

/// The class of sorted ratings: of their median, or uncertain where the raters disagree.
pub fn class(sorted: &[u8]) -> Option<Class> {
    let median = median(sorted)?;
    Some(if disagree(sorted) {
        Class::Uncertain
    } else {
        class_of(median)
    })
}

/// What groups agree on, from each group's ratings. A group that rated nothing has no say.
pub fn consensus<'a>(groups: impl Iterator<Item = &'a [u8]>) -> Option<Consensus> {
    let shares: Vec<(Exact, Exact)> = groups
        .filter(|ratings| !ratings.is_empty())
        .map(|ratings| {
            let of = |from: u8, to: u8| {
                let n = ratings.iter().filter(|r| (from..=to).contains(*r)).count();
                let whole = i64::try_from(ratings.len()).unwrap_or(i64::MAX);
                Exact::new(i64::try_from(n).unwrap_or(0) * 100, whole)
            };
            (of(7, 9), of(1, 3))
        })
        .collect();
    let percent = Exact::from_integer;
    if shares.is_empty() {
        return None;
    }
    Some(
        if shares
            .iter()
            .all(|(high, low)| *high >= percent(70) && *low < percent(15))
        {
            Consensus::In
        } else if shares.iter().all(|(high, _)| *high <= percent(50)) {
            Consensus::Out
        } else {
            Consensus::None
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_percentiles_are_exact() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7]), Some(Exact::from_integer(7)));
        assert_eq!(median(&[3, 4]), Some(Exact::new(7, 2)));
        assert_eq!(percentile(&[1, 2, 3, 4], 3), Some(Exact::new(19, 10)));
        assert_eq!(percentile(&[5], 7), Some(Exact::from_integer(5)));
    }

    #[test]
    fn half_medians_go_up() {
        assert_eq!(class(&[6, 6, 7, 7]), Some(Class::Worth));
        assert_eq!(class(&[3, 3, 4, 4]), Some(Class::Uncertain));
        assert_eq!(class(&[1, 2, 3]), Some(Class::NotWorth));
        assert_eq!(class(&[]), None);
    }

    #[test]
    fn raters_at_both_ends_disagree_and_so_it_is_uncertain() {
        let split = [1, 1, 1, 1, 9, 9, 9, 9, 9];
        assert!(disagree(&split));
        assert_eq!(class(&split), Some(Class::Uncertain));
        assert!(!disagree(&[7, 7, 8, 8, 9]));
    }

    #[test]
    fn consensus_asks_every_group() {
        let of = |a: &[u8], b: &[u8]| consensus([a, b].into_iter());
        assert_eq!(of(&[7, 8, 9], &[7, 7, 9]), Some(Consensus::In));
        assert_eq!(of(&[7, 8, 9], &[7, 7, 2]), Some(Consensus::None));
        assert_eq!(of(&[4, 5, 9], &[1, 2, 3]), Some(Consensus::Out));
        assert_eq!(of(&[], &[7, 8]), Some(Consensus::In));
        assert_eq!(of(&[], &[]), None);
    }
}
