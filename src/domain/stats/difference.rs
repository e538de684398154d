//! What became of a share since the last survey, and whether chance alone would do it.
//!
//! An arrow on a wall is read as praise or blame, so one is only drawn when the interval of the difference says so.

use super::{Interval, Share, wilson_interval};

/// Which way a share went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More of the answers are positive than before.
    Higher,
    /// Fewer of them are.
    Lower,
}

/// What can be said about two shares of the same question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// The 95% interval of the difference leaves out 0.
    MoreThanChance(Direction),
    /// The shares differ, and the interval holds 0.
    CouldBeChance(Direction),
    /// The percentages are equal; so also 0% and 0%, 100% and 100%.
    NoChange,
    /// The question or those asked were not the same: nothing is said, whatever the numbers.
    NotComparable,
}

/// The 95% interval of `now - before`, in percentage points, within -100 to 100.
///
/// Newcombe's hybrid score interval, made of the two Wilson intervals `(l, u)`:
/// `d - √((p₁-l₁)² + (u₂-p₂)²)` to `d + √((u₁-p₁)² + (p₂-l₂)²)`. Newcombe, "Interval estimation for the difference
/// between independent proportions: comparison of eleven methods", Statistics in Medicine 17 (1998), pages 873-890,
/// method 10. The two surveys are taken to have asked different people.
pub fn newcombe_interval(now: Share, before: Share) -> Interval {
    let (p1, p2) = (now.percent(), before.percent());
    let (w1, w2) = (wilson_interval(now), wilson_interval(before));
    let difference = p1 - p2;
    Interval {
        low: (difference - (p1 - w1.low).hypot(w2.high - p2)).max(-100.0),
        high: (difference + (w1.high - p1).hypot(p2 - w2.low)).min(100.0),
    }
}

/// How `now` stands to `before`; `comparable` is false where the question changed in between.
pub fn change(now: Share, before: Share, comparable: bool) -> Change {
    if !comparable {
        return Change::NotComparable;
    }
    // Crosswise, so that 1 of 3 and 2 of 6 are equal whatever a division makes of them.
    let cross = |a: Share, b: Share| u64::from(a.positive()) * u64::from(b.scored());
    let direction = match cross(now, before).cmp(&cross(before, now)) {
        std::cmp::Ordering::Equal => return Change::NoChange,
        std::cmp::Ordering::Greater => Direction::Higher,
        std::cmp::Ordering::Less => Direction::Lower,
    };
    let Interval { low, high } = newcombe_interval(now, before);
    if low > 0.0 || high < 0.0 {
        Change::MoreThanChance(direction)
    } else {
        Change::CouldBeChance(direction)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::{assert_same, reference, share};
    use super::*;

    fn of(positive: u32, scored: u32) -> Share {
        Share::new(positive, scored).unwrap()
    }

    #[test]
    fn agrees_with_the_reference() {
        for row in reference("two_prop.json").unwrap_or_default() {
            let (before, now) = (share(&row, "k1", "n1"), share(&row, "k2", "n2"));
            let said = change(now, before, true);
            let Some(theirs) = row.get("diff_ci_newcombe") else {
                assert_eq!(said, Change::NoChange, "{row}");
                continue;
            };
            assert_same(newcombe_interval(now, before), theirs);
            let excludes_zero =
                theirs[0].as_f64().unwrap() > 0.0 || theirs[1].as_f64().unwrap() < 0.0;
            assert_eq!(
                matches!(said, Change::MoreThanChance(_)),
                excludes_zero,
                "{row}"
            );
        }
    }

    #[test]
    fn says_no_more_than_the_numbers_do() {
        assert_eq!(
            change(of(54, 131), of(68, 118), true),
            Change::MoreThanChance(Direction::Lower)
        );
        assert_eq!(
            change(of(60, 80), of(40, 50), true),
            Change::CouldBeChance(Direction::Lower)
        );
        assert_eq!(
            change(of(90, 100), of(10, 100), true),
            Change::MoreThanChance(Direction::Higher)
        );
        assert_eq!(change(of(1, 3), of(2, 6), true), Change::NoChange);
        assert_eq!(change(of(0, 5), of(0, 900), true), Change::NoChange);
        assert_eq!(change(of(5, 5), of(900, 900), true), Change::NoChange);
        assert_eq!(
            change(of(90, 100), of(10, 100), false),
            Change::NotComparable
        );
        assert_eq!(change(of(1, 3), of(1, 3), false), Change::NotComparable);
    }

    fn any_share() -> impl Strategy<Value = Share> {
        (1_u32..5000)
            .prop_flat_map(|scored| (0..=scored).prop_map(move |positive| of(positive, scored)))
    }

    proptest! {
        #[test]
        fn is_antisymmetric(a in any_share(), b in any_share()) {
            let (there, back) = (newcombe_interval(a, b), newcombe_interval(b, a));
            prop_assert!((there.low + back.high).abs() < 1e-9);
            prop_assert!((there.high + back.low).abs() < 1e-9);
        }

        #[test]
        fn contains_the_difference(a in any_share(), b in any_share()) {
            let Interval { low, high } = newcombe_interval(a, b);
            let difference = a.percent() - b.percent();
            prop_assert!(-100.0 <= low && low <= difference && difference <= high && high <= 100.0);
        }
    }
}
