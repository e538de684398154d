//! Change of a share since an earlier survey, as one of six codes.
//!
//! A word on the wall is read as praise or blame, so plain "higher" and "lower" need the interval of the difference on their side.

use super::{Interval, Share, wilson_interval};

/// Smallest difference, in percentage points, that has a direction although its interval contains 0.
const WORTH_SAYING: i128 = 3;

/// Largest distance from 0, in percentage points, of an interval that rules out a relevant change.
const NO_MORE_THAN: f64 = 5.0;

/// Code of the change between two results of the same question and strand.
///
/// Exactly one code fits any two shares, by the first rule that applies. `d` is the unrounded difference in percentage points,
/// `[low, high]` its 95% interval.
///
/// 1. `low > 0` is [`ChangeCode::Higher`], `high < 0` is [`ChangeCode::Lower`].
/// 2. Otherwise the interval contains 0. `d >= 3` is [`ChangeCode::HigherUnsure`], `d <= -3` is [`ChangeCode::LowerUnsure`].
/// 3. Otherwise the difference is under 3 points. `low >= -5` and `high <= 5` is [`ChangeCode::AboutSame`].
/// 4. Otherwise [`ChangeCode::TooFewToSay`]: the figures are close, and a change of more than 5 points cannot be ruled out.
///
/// A difference of 3 points never rounds to less than 3 on the wall, so a room that subtracts two whole percentages is never
/// told less than it sees. Equal results follow rules 3 and 4 like any others: 61 of 129 and 55 of 116 are both 47%, and their
/// interval still runs from -12 to 12 points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeCode {
    /// The 95% interval of the difference lies above 0.
    Higher,
    /// The 95% interval of the difference lies below 0.
    Lower,
    /// The interval contains 0, and the share rose by 3 points or more.
    HigherUnsure,
    /// The interval contains 0, and the share fell by 3 points or more.
    LowerUnsure,
    /// The interval contains 0 and lies within 5 points of it; the difference is under 3 points.
    AboutSame,
    /// The interval contains 0 and reaches beyond 5 points; the difference is under 3 points.
    TooFewToSay,
    /// No comparison: there is no earlier result, one of the two is hidden, or the question changed.
    None,
}

impl ChangeCode {
    /// True if the interval does not contain 0.
    pub fn is_more_than_chance(self) -> bool {
        matches!(self, Self::Higher | Self::Lower)
    }

    /// True if the share rose, significantly or by 3 points or more.
    pub fn is_rise(self) -> bool {
        matches!(self, Self::Higher | Self::HigherUnsure)
    }
}

/// 95% interval of `now - before`, in percentage points, within -100 to 100.
///
/// Newcombe's hybrid score interval, made of the two Wilson intervals `(l, u)`:
/// `d - √((p₁-l₁)² + (u₂-p₂)²)` to `d + √((u₁-p₁)² + (p₂-l₂)²)`. Newcombe, "Interval estimation for the difference
/// between independent proportions: comparison of eleven methods", Statistics in Medicine 17 (1998), pages 873-890,
/// method 10. It assumes that the two surveys asked different people.
pub fn newcombe_interval(now: Share, before: Share) -> Interval {
    let (p1, p2) = (now.percent(), before.percent());
    let (w1, w2) = (wilson_interval(now), wilson_interval(before));
    let difference = p1 - p2;
    Interval {
        // Rounding may lead beyond the scale by a hair, where one share is 0% and the other 100%.
        low: (difference - (p1 - w1.low).hypot(w2.high - p2)).max(-100.0),
        high: (difference + (w1.high - p1).hypot(p2 - w2.low)).min(100.0),
    }
}

/// Code of the change from `before` to `now`; never [`ChangeCode::None`].
pub fn change(now: Share, before: Share) -> ChangeCode {
    let Interval { low, high } = newcombe_interval(now, before);
    let points = points_over(now, before);
    if low > 0.0 {
        ChangeCode::Higher
    } else if high < 0.0 {
        ChangeCode::Lower
    } else if points(WORTH_SAYING) {
        ChangeCode::HigherUnsure
    } else if points_over(before, now)(WORTH_SAYING) {
        ChangeCode::LowerUnsure
    } else if low >= -NO_MORE_THAN && high <= NO_MORE_THAN {
        ChangeCode::AboutSame
    } else {
        ChangeCode::TooFewToSay
    }
}

// Cross-multiplied in integers: whether a difference is exactly 3 points must not depend on the rounding of a division.
/// Predicate: `a` is at least that many percentage points above `b`.
fn points_over(a: Share, b: Share) -> impl Fn(i128) -> bool {
    let (p1, n1) = (i128::from(a.positive()), i128::from(a.scored()));
    let (p2, n2) = (i128::from(b.positive()), i128::from(b.scored()));
    move |points| 100 * (p1 * n2 - p2 * n1) >= points * n1 * n2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::{assert_same, reference, share};
    use super::*;

    fn of(positive: u32, scored: u32) -> Share {
        Share::new(positive, scored).unwrap()
    }

    fn code(now: (u32, u32), before: (u32, u32)) -> ChangeCode {
        change(of(now.0, now.1), of(before.0, before.1))
    }

    #[test]
    fn agrees_with_the_reference() {
        for row in reference("two_prop.json") {
            let (before, now) = (share(&row, "k1", "n1"), share(&row, "k2", "n2"));
            let Some(theirs) = row.get("diff_ci_newcombe") else {
                continue;
            };
            assert_same(newcombe_interval(now, before), theirs);
            let (low, high) = (theirs[0].as_f64().unwrap(), theirs[1].as_f64().unwrap());
            let found = change(now, before);
            assert_eq!(found == ChangeCode::Higher, low > 0.0, "{row}");
            assert_eq!(found == ChangeCode::Lower, high < 0.0, "{row}");
        }
    }

    #[test]
    fn an_interval_without_zero_is_higher_or_lower() {
        assert_eq!(code((54, 131), (68, 118)), ChangeCode::Lower);
        assert_eq!(code((90, 100), (10, 100)), ChangeCode::Higher);
        // The interval decides, however small the difference: 2 points of ten thousand people.
        assert_eq!(code((5200, 10_000), (5000, 10_000)), ChangeCode::Higher);
    }

    /// 73% to 36% is no small matter, even where eleven answers cannot prove it.
    #[test]
    fn a_large_difference_of_few_answers_keeps_its_direction() {
        assert_eq!(code((4, 11), (8, 11)), ChangeCode::LowerUnsure);
        assert_eq!(code((9, 22), (3, 17)), ChangeCode::HigherUnsure);
        assert_eq!(code((60, 80), (40, 50)), ChangeCode::LowerUnsure);
    }

    #[test]
    fn three_points_exactly_are_said_and_less_is_not() {
        assert_eq!(code((53, 100), (50, 100)), ChangeCode::HigherUnsure);
        assert_eq!(code((50, 100), (53, 100)), ChangeCode::LowerUnsure);
        assert_eq!(code((529, 1000), (500, 1000)), ChangeCode::TooFewToSay);
        assert_eq!(code((300, 10_000), (0, 7)), ChangeCode::HigherUnsure);
    }

    #[test]
    fn about_the_same_needs_an_interval_within_five_points() {
        assert_eq!(code((1000, 2000), (1000, 2000)), ChangeCode::AboutSame);
        assert_eq!(code((113, 113), (102, 102)), ChangeCode::AboutSame);
        assert_eq!(code((0, 900), (0, 900)), ChangeCode::AboutSame);
        // 47% beside 47%, and 5 of 5 beside 900 of 900.
        assert_eq!(code((61, 129), (55, 116)), ChangeCode::TooFewToSay);
        assert_eq!(code((5, 5), (900, 900)), ChangeCode::TooFewToSay);
        assert_eq!(code((1, 3), (2, 6)), ChangeCode::TooFewToSay);
    }

    fn any_share() -> impl Strategy<Value = Share> {
        prop_oneof![1_u32..60, 1_u32..5000, 50_000_u32..200_000]
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

        /// The rules as they are written, each on its own: one of them fits, and it is the one that was taken.
        #[test]
        fn one_code_fits_and_no_other(a in any_share(), b in any_share()) {
            let Interval { low, high } = newcombe_interval(a, b);
            let d = a.percent() - b.percent();
            // Nearer to a threshold than rounding goes, either side is right.
            let margin = 1e-6;
            prop_assume!([d.abs() - 3.0, low, high, low + 5.0, high - 5.0].iter().all(|x| x.abs() > margin));
            let holds_zero = low < 0.0 && 0.0 < high;
            let within = -5.0 < low && high < 5.0;
            let fits = [
                (ChangeCode::Higher, low > 0.0),
                (ChangeCode::Lower, high < 0.0),
                (ChangeCode::HigherUnsure, holds_zero && d > 3.0),
                (ChangeCode::LowerUnsure, holds_zero && d < -3.0),
                (ChangeCode::AboutSame, holds_zero && d.abs() < 3.0 && within),
                (ChangeCode::TooFewToSay, holds_zero && d.abs() < 3.0 && !within),
            ];
            let fitting: Vec<ChangeCode> = fits.iter().filter(|(_, fits)| *fits).map(|(code, _)| *code).collect();
            prop_assert_eq!(fitting, [change(a, b)]);
        }

        #[test]
        fn the_other_way_round_is_the_other_direction(a in any_share(), b in any_share()) {
            let back = match change(a, b) {
                ChangeCode::Higher => ChangeCode::Lower,
                ChangeCode::Lower => ChangeCode::Higher,
                ChangeCode::HigherUnsure => ChangeCode::LowerUnsure,
                ChangeCode::LowerUnsure => ChangeCode::HigherUnsure,
                same => same,
            };
            prop_assert_eq!(change(b, a), back);
        }

        /// A difference that a room sees in whole percentages is never called smaller than it is.
        #[test]
        fn no_direction_is_lost_that_the_wall_shows(a in any_share(), b in any_share()) {
            let seen = a.whole_percent().abs_diff(b.whole_percent());
            if matches!(change(a, b), ChangeCode::AboutSame | ChangeCode::TooFewToSay) {
                prop_assert!(seen <= 3, "{} and {}", a.whole_percent(), b.whole_percent());
            }
        }
    }
}
