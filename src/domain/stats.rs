//! Statistics: shares, confidence intervals, changes, charts over time, and disclosure control.
//!
//! There is one implementation, so that all screens and papers round, qualify and hide results in the same way.

mod beta_binomial;
mod difference;
mod disclosure;
mod expected;
mod many;
mod two_proportions;
mod wilson;
mod xmr;

pub use beta_binomial::Beta;
pub use difference::{ChangeCode, change, newcombe_interval};
pub use disclosure::{Band, DisclosedResult, HideRule, PartCounts, shown};
pub use expected::{BinomialLimits, expected_counts, expected_range};
pub use many::{FALSE_DISCOVERIES, benjamini_hochberg};
pub use two_proportions::{ZTest, two_proportions};
pub use wilson::wilson_interval;
pub use xmr::{
    ENOUGH_FOR_LIMITS, ProcessLimits, SHORTEST_BASELINE, Side, SpecialCause, XmrChart, XmrGroup,
    XmrMethod, XmrPoint, xmr_chart,
};

/// 97.5th percentile of the standard normal distribution, for intervals of 95%.
// All digits of an f64: with 1.96 the fifth decimal differs from the programs that the tests compare with.
const Z: f64 = 1.959_963_984_540_054;

/// Number of positive answers of a number of scored ones. "Does not apply" is in neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    positive: u32,
    scored: u32,
    weighted: Option<u32>,
}

impl Share {
    /// Creates a share; `None` for no scored answers, or more positive than scored ones.
    pub fn new(positive: u32, scored: u32) -> Option<Self> {
        (scored > 0 && positive <= scored).then_some(Self {
            positive,
            scored,
            weighted: None,
        })
    }

    /// Sets a weighted percentage, in hundredths of a percent, as published by a survey that weights people. It is shown in place of
    /// the share's own.
    #[must_use]
    pub fn weighted(self, hundredths: Option<u32>) -> Self {
        Self {
            weighted: hundredths.map(|h| h.min(10_000)),
            ..self
        }
    }

    /// True if its percentage is weighted. `positive` is only the nearest whole number then.
    pub fn is_weighted(self) -> bool {
        self.weighted.is_some()
    }

    /// Number of positive answers.
    pub fn positive(self) -> u32 {
        self.positive
    }

    /// Number of scored answers, at least 1.
    pub fn scored(self) -> u32 {
        self.scored
    }

    /// Percentage of positive answers, or the weighted one: 0 to 100, unrounded.
    pub fn percent(self) -> f64 {
        if let Some(hundredths) = self.weighted {
            return f64::from(hundredths) / 100.0;
        }
        100.0 * f64::from(self.positive) / f64::from(self.scored)
    }

    /// Percentage for display, rounded half up; 100 only if all answers are positive, and 0 only if none is.
    ///
    /// A room reads "100%" as "nobody was let down", so 499 of 500 is 99, and 1 of 500 is 1.
    pub fn whole_percent(self) -> u32 {
        match (self.weighted, self.positive) {
            // The weighted percentage decides where there is one: its `positive` is rounded already.
            (Some(0), _) | (None, 0) => 0,
            (Some(10_000), _) => 100,
            (None, all) if all == self.scored => 100,
            _ => whole_percent(self.percent()).clamp(1, 99),
        }
    }
}

/// An interval with `low <= high`, in percent or percentage points; see the function that returns it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Rounds a percentage half up and clamps it to 0 to 100; NaN gives 0.
///
/// It does not know the counts: only [`Share::whole_percent`] keeps "nearly all" from becoming "all".
pub fn whole_percent(percent: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=100 and rounded"
    )]
    // `round` goes half away from zero, as people do; formatting with `{:.0}` would go half to even, and 12.5 be 12.
    let whole = percent.clamp(0.0, 100.0).round() as u32;
    whole
}

/// Response rate in percent, 0 to 100.
///
/// `None` without invitations or with more answers than invitations: the number of invitations is wrong or missing then.
pub fn response_rate(answered: u32, invited: u32) -> Option<f64> {
    Share::new(answered, invited).map(Share::percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of a file of reference values, at least one.
    pub(super) fn reference(file: &str) -> Vec<serde_json::Value> {
        let path = format!(
            "{}/tests/fixtures/reference/{file}",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        let file: serde_json::Value = serde_json::from_str(&text).unwrap();
        let rows = file["rows"].as_array().unwrap().clone();
        assert!(!rows.is_empty());
        rows
    }

    /// A share from two fields of a reference row.
    pub(super) fn share(row: &serde_json::Value, positive: &str, scored: &str) -> Share {
        let count = |key: &str| u32::try_from(row[key].as_u64().unwrap()).unwrap();
        Share::new(count(positive), count(scored)).unwrap()
    }

    /// Fails unless `ours`, in percent, is the two fractions of a reference row.
    pub(super) fn assert_same(ours: Interval, theirs: &serde_json::Value) {
        for (our, index) in [(ours.low, 0), (ours.high, 1)] {
            let their = 100.0 * theirs[index].as_f64().unwrap();
            assert!((our - their).abs() < 1e-9, "{our} is not {their}");
        }
    }

    #[test]
    fn a_share_of_nothing_is_none() {
        assert_eq!(Share::new(0, 0), None);
        assert_eq!(Share::new(3, 2), None);
        assert!(Share::new(2, 2).is_some());
    }

    #[test]
    fn halves_go_up_and_the_ends_are_kept_for_all_and_none() {
        let whole = |positive, scored| Share::new(positive, scored).unwrap().whole_percent();
        assert_eq!(whole(1, 8), 13); // 12.5
        assert_eq!(whole(54, 131), 41); // 41.2
        assert_eq!(whole(499, 500), 99); // 99.8
        assert_eq!(whole(1, 500), 1); // 0.2
        assert_eq!(whole(0, 500), 0);
        assert_eq!(whole(500, 500), 100);
        assert_eq!(whole_percent(99.6), 100);
        assert_eq!(whole_percent(0.5), 1);
        assert_eq!(whole_percent(0.499_999_999_999_999_94), 0);
        assert_eq!(whole_percent(-3.0), 0);
        assert_eq!(whole_percent(f64::NAN), 0);
    }

    #[test]
    fn a_weighted_percentage_stays_as_it_is() {
        let share = Share::new(9, 22).unwrap().weighted(Some(4_160));
        assert_eq!((share.whole_percent(), share.positive()), (42, 9));
        assert!(share.is_weighted() && (share.percent() - 41.6).abs() < 1e-9);
        assert_eq!(share.weighted(Some(9_990)).whole_percent(), 99);
        assert_eq!(share.weighted(Some(10_000)).whole_percent(), 100);
    }

    #[test]
    fn a_rate_needs_enough_invitations() {
        assert_eq!(
            response_rate(153, 231).map(whole_percent),
            Some(66) // 66.2
        );
        assert_eq!(response_rate(0, 10), Some(0.0));
        assert_eq!(response_rate(3, 0), None);
        assert_eq!(response_rate(11, 10), None);
    }
}
