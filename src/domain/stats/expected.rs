//! Binomial limits: the range of results that chance allows for a unit of this size.
//!
//! They are called "binomial limits" on the wall; an "expected range" is a figure published by others.

use super::Interval;

/// Confidence level of binomial limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinomialLimits {
    /// 95%: one unit in 20 is outside by chance.
    Of95,
    /// 99.8%: one unit in 500 is outside by chance. The outer limits of a funnel plot.
    Of998,
}

impl BinomialLimits {
    /// Standard normal percentile of the upper limit.
    fn z(self) -> f64 {
        match self {
            Self::Of95 => super::Z,
            Self::Of998 => 3.090_232_306_167_813,
        }
    }

    /// Probability below the lower limit.
    fn tail(self) -> f64 {
        match self {
            Self::Of95 => 0.025,
            Self::Of998 => 0.001,
        }
    }
}

/// Approximate limits around `percent` for `scored` answers, in percent, within 0 to 100.
///
/// `p ± z·√(p(1-p)/n)`: Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24
/// (2005), pages 1185-1202. `None` without answers, or for a percentage outside 0 to 100.
pub fn expected_range(percent: f64, scored: u32, limits: BinomialLimits) -> Option<Interval> {
    let p = proportion(percent, scored)?;
    let half = limits.z() * (p * (1.0 - p) / f64::from(scored)).sqrt();
    Some(Interval {
        low: (100.0 * (p - half)).max(0.0),
        high: (100.0 * (p + half)).min(100.0),
    })
}

/// Exact limits as counts of positive answers: the smallest counts at which the binomial distribution reaches the lower and the
/// upper tail. For few answers, where the normal approximation is poor.
pub fn expected_counts(percent: f64, scored: u32, limits: BinomialLimits) -> Option<(u32, u32)> {
    let p = proportion(percent, scored)?;
    let (low, high) = (limits.tail(), 1.0 - limits.tail());
    let mut sum = 0.0;
    let mut first = None;
    for count in 0..=scored {
        sum += probability(count, scored, p);
        if first.is_none() && sum >= low {
            first = Some(count);
        }
        // Rounding may keep the sum of all probabilities just below the upper tail.
        if sum >= high || count == scored {
            return first.or(Some(count)).map(|first| (first, count));
        }
    }
    None
}

fn proportion(percent: f64, scored: u32) -> Option<f64> {
    (scored > 0 && (0.0..=100.0).contains(&percent)).then_some(percent / 100.0)
}

// By logarithms: binomial coefficients overflow an f64 from 1,030 answers on.
/// Probability of `count` successes in `tries`.
fn probability(count: u32, tries: u32, p: f64) -> f64 {
    let (k, n) = (f64::from(count), f64::from(tries));
    // ln(0) would make NaN of a certain outcome.
    if p <= 0.0 || p >= 1.0 {
        let sure = if p <= 0.0 { 0 } else { tries };
        return f64::from(u8::from(count == sure));
    }
    let ways = libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
    (ways + k * p.ln() + (n - k) * (1.0 - p).ln()).exp()
}

#[cfg(test)]
mod tests {
    use super::super::tests::reference;
    use super::*;

    #[test]
    fn agrees_with_the_reference() {
        for row in reference("expected_range.json") {
            let number = |key: &str| row[key].as_f64().unwrap();
            let count = |key: &str| u32::try_from(row[key].as_u64().unwrap()).unwrap();
            let limits = if number("conf") < 0.96 {
                BinomialLimits::Of95
            } else {
                BinomialLimits::Of998
            };
            let percent = 100.0 * number("p0");
            let ours = expected_range(percent, count("n"), limits).unwrap();
            // The reference is not clamped to the scale, and says that it should be.
            assert!(
                (ours.low - 100.0 * number("lo").max(0.0)).abs() < 1e-9,
                "{ours:?} {row}"
            );
            assert!(
                (ours.high - 100.0 * number("hi").min(1.0)).abs() < 1e-9,
                "{ours:?} {row}"
            );
            let exact = (count("exact_lo_k"), count("exact_hi_k"));
            assert_eq!(
                expected_counts(percent, count("n"), limits),
                Some(exact),
                "{row}"
            );
        }
    }

    #[test]
    fn all_none_and_nothing() {
        assert_eq!(expected_counts(0.0, 9, BinomialLimits::Of95), Some((0, 0)));
        assert_eq!(
            expected_counts(100.0, 9, BinomialLimits::Of95),
            Some((9, 9))
        );
        assert_eq!(expected_range(50.0, 0, BinomialLimits::Of95), None);
        assert_eq!(expected_range(f64::NAN, 9, BinomialLimits::Of95), None);
    }
}
