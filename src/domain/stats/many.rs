//! Benjamini-Hochberg: significance of many comparisons together.
//!
//! Of 28 questions without any real change, one or two look changed at 95%. So a single interval claims too much.

use std::cmp::Ordering;

/// Accepted false discovery rate: on average one in 20 of the significant comparisons is wrong.
pub const FALSE_DISCOVERIES: f64 = 0.05;

/// Decides for each two-sided probability whether its comparison is significant at the false discovery rate `q`.
///
/// With the `m` probabilities in ascending order, `k` is the largest rank at which the probability is at most `k / m * q`; the
/// first `k` are significant. Benjamini and Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical
/// Society B 57 (1995), pages 289-300. NaN counts as 1.
pub fn benjamini_hochberg(probabilities: &[f64], q: f64) -> Vec<bool> {
    let mut sorted: Vec<f64> = probabilities.iter().map(|p| or_one(*p)).collect();
    // NaN has become 1 above, so the comparison never fails.
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    let all = count(sorted.len());
    let line = |place: usize| count(place) / all * q;
    let last = sorted
        .iter()
        .enumerate()
        .filter(|(at, p)| **p <= line(at + 1))
        .map(|(_, p)| *p)
        .next_back();
    // By value and not by rank, so that equal probabilities have the same result whatever their order.
    probabilities
        .iter()
        .map(|p| last.is_some_and(|last| or_one(*p) <= last))
        .collect()
}

fn or_one(p: f64) -> f64 {
    if p.is_nan() { 1.0 } else { p }
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn standing(probabilities: &[f64]) -> Vec<bool> {
        benjamini_hochberg(probabilities, 0.05)
    }

    #[test]
    fn nothing_is_nothing_and_one_is_itself() {
        assert!(standing(&[]).is_empty());
        assert_eq!(standing(&[0.05]), [true]);
        assert_eq!(standing(&[0.051]), [false]);
        assert_eq!(standing(&[f64::NAN]), [false]);
    }

    /// The thresholds of four are 0.0125, 0.025, 0.0375 and 0.05.
    #[test]
    fn the_last_one_under_its_line_takes_those_before_along() {
        // By hand: 0.02 is above the first threshold, but 0.0374 is below the third.
        assert_eq!(
            standing(&[0.9, 0.02, 0.0374, 0.024]),
            [false, true, true, true]
        );
        // 0.038 is above the third threshold, 0.024 below the second.
        assert_eq!(
            standing(&[0.9, 0.02, 0.038, 0.024]),
            [false, true, false, true]
        );
        // Each is above its own threshold.
        assert_eq!(standing(&[0.06, 0.013, 0.026, 0.038]), [false; 4]);
        assert_eq!(standing(&[0.05, 0.05, 0.05, 0.05]), [true; 4]);
    }

    /// The fifteen probabilities of Benjamini and Hochberg's own example (1995, section 4.1): four are significant at 5%.
    #[test]
    fn the_example_of_the_paper() {
        let paper = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0,
        ];
        let found = standing(&paper);
        assert_eq!(found.iter().filter(|s| **s).count(), 4);
        assert!(found[..4].iter().all(|s| *s));
    }

    fn probabilities() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(prop_oneof![0.0..0.06_f64, 0.0..=1.0_f64], 0..40)
    }

    proptest! {
        /// Significant ones are significant alone, and a third between two of them is significant as well.
        #[test]
        fn is_a_part_of_what_stands_alone_and_goes_by_size(all in probabilities()) {
            let found = standing(&all);
            for (p, stands) in all.iter().zip(&found) {
                prop_assert!(!stands || *p <= 0.05);
                for (other, also) in all.iter().zip(&found) {
                    prop_assert!(!stands || other > p || *also);
                }
            }
        }

        /// The definition, by counting instead of sorting: a comparison is significant if at least as many probabilities are at most some
        /// `x`, its own among them, as the threshold of `x` needs.
        #[test]
        fn agrees_with_the_definition(all in probabilities()) {
            let m = count(all.len());
            let under = |x: f64| x <= count(all.iter().filter(|p| **p <= x).count()) / m * 0.05;
            let expected: Vec<bool> = all.iter().map(|p| all.iter().any(|x| p <= x && under(*x))).collect();
            prop_assert_eq!(standing(&all), expected);
        }

        /// A smaller probability anywhere makes no other one insignificant.
        #[test]
        fn is_monotone(all in probabilities(), at in any::<prop::sample::Index>(), by in 0.0..1.0_f64) {
            prop_assume!(!all.is_empty());
            let mut less = all.clone();
            less[at.index(all.len())] *= by;
            for (before, after) in standing(&all).iter().zip(standing(&less)) {
                prop_assert!(!before || after);
            }
        }

        /// Equal probabilities are all significant, or none is.
        #[test]
        fn equals_go_together(p in 0.0..0.1_f64, n in 1_usize..30) {
            prop_assert_eq!(standing(&vec![p; n]), vec![p <= 0.05; n]);
        }
    }
}
