//! Wilson score interval of a share.
//!
//! It holds for the surveys of a small unit, with few answers and results near 0 and 100%, where the textbook (Wald) interval
//! leaves the scale or shrinks to nothing.

use super::{Interval, Share, Z};

/// 95% interval of a share, in percent, within 0 to 100.
///
/// `(p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n)`: Wilson, "Probable inference, the law of succession, and
/// statistical inference", Journal of the American Statistical Association 22 (1927), pages 209-212.
pub fn wilson_interval(share: Share) -> Interval {
    let n = f64::from(share.scored());
    let p = f64::from(share.positive()) / n;
    let shrink = 1.0 + Z * Z / n;
    let middle = (p + Z * Z / (2.0 * n)) / shrink;
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt() / shrink;
    // For none and all the formula gives exactly 0 and 100, but its rounding may leave the scale by a hair.
    let low = match share.positive() {
        0 => 0.0,
        _ => 100.0 * (middle - half),
    };
    let high = match share.positive() {
        all if all == share.scored() => 100.0,
        _ => 100.0 * (middle + half),
    };
    Interval { low, high }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::{assert_same, reference, share};
    use super::*;

    #[test]
    fn agrees_with_the_reference() {
        for row in reference("wilson.json") {
            assert_eq!(row["alpha"].as_f64(), Some(0.05));
            assert_same(wilson_interval(share(&row, "k", "n")), &row["wilson"]);
        }
    }

    #[test]
    fn fifty_four_of_131() {
        let Interval { low, high } = wilson_interval(Share::new(54, 131).unwrap());
        assert!((low - 33.16).abs() < 0.01, "{low}");
        assert!((high - 49.78).abs() < 0.01, "{high}");
    }

    proptest! {
        #[test]
        fn contains_the_share_and_stays_on_the_scale(scored in 1_u32.., positive in 0_u32..) {
            let share = Share::new(positive.checked_rem(scored.saturating_add(1)).unwrap_or(0).min(scored), scored).unwrap();
            let Interval { low, high } = wilson_interval(share);
            prop_assert!(0.0 <= low && low <= share.percent(), "{low} {share:?}");
            prop_assert!(share.percent() <= high && high <= 100.0, "{high} {share:?}");
        }

        #[test]
        fn narrows_with_more_answers(scored in 1_u32..5000, part in 0.0..1.0, times in 2_u32..50) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "part of a u32")]
            let positive = (f64::from(scored) * part) as u32;
            let width = |times| {
                let Interval { low, high } = wilson_interval(Share::new(positive * times, scored * times).unwrap());
                high - low
            };
            prop_assert!(width(times) < width(1));
        }
    }
}
