//! Binomial limits: between what and what a unit of this size would score if it were like everybody.
//!
//! Worked out here they are called "binomial limits"; an expected range is somebody's published figure.

use super::Interval;

/// How sure limits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinomialLimits {
    /// One unit in 20 lies outside by chance.
    Of95,
    /// One in 500 does: the outer limits of a funnel plot.
    Of998,
}

impl BinomialLimits {
    /// The standard normal distribution's percentile at their upper end.
    fn z(self) -> f64 {
        match self {
            Self::Of95 => super::Z,
            Self::Of998 => 3.090_232_306_167_813,
        }
    }

    /// The probability below their lower end.
    fn tail(self) -> f64 {
        match self {
            Self::Of95 => 0.025,
            Self::Of998 => 0.001,
        }
    }
}

/// The limits of a share of `scored` answers around `percent`, in percent, within 0 to 100.
///
/// `p ± z·√(p(1-p)/n)`: Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24
/// (2005), pages 1185-1202. `None` where nothing is scored or the percentage is none.
pub fn expected_range(percent: f64, scored: u32, limits: BinomialLimits) -> Option<Interval> {
    let p = proportion(percent, scored)?;
    let half = limits.z() * (p * (1.0 - p) / f64::from(scored)).sqrt();
    Some(Interval {
        low: (100.0 * (p - half)).max(0.0),
        high: (100.0 * (p + half)).min(100.0),
    })
}

/// The same as counts of positive answers, exact for few answers: the smallest counts at which the binomial distribution
/// reaches the lower and the upper tail.
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
        if sum >= high || count == scored {
            return first.or(Some(count)).map(|first| (first, count));
        }
    }
    None
}

fn proportion(percent: f64, scored: u32) -> Option<f64> {
    (scored > 0 && (0.0..=100.0).contains(&percent)).then_some(percent / 100.0)
}

/// Of so many successes in so many tries, by logarithms so that large numbers do not vanish.
fn probability(count: u32, tries: u32, p: f64) -> f64 {
    let (k, n) = (f64::from(count), f64::from(tries));
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
            // The reference goes beyond the scale, and says that we should not.
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
