//! The arithmetic behind a number on the wall: a share, how sure it is, how it moved, and whether it may be shown.
//!
//! One place, so that every screen and every printed page rounds, doubts and hides in the same way.

mod difference;
mod disclosure;
mod expected;
mod many;
mod two_proportions;
mod wilson;

pub use difference::{ChangeCode, change, newcombe_interval};
pub use disclosure::{Band, DisclosedResult, HideRule, PartCounts, shown};
pub use expected::{BinomialLimits, expected_counts, expected_range};
pub use many::{FALSE_DISCOVERIES, benjamini_hochberg};
pub use two_proportions::{ZTest, two_proportions};
pub use wilson::wilson_interval;

/// The 97.5th percentile of the standard normal distribution: what makes an interval a 95% one.
const Z: f64 = 1.959_963_984_540_054;

/// So many positive answers of so many scored; answers that do not apply are in neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    positive: u32,
    scored: u32,
    weighted: Option<u32>,
}

impl Share {
    /// `None` where nothing was scored, or more answers are positive than were scored.
    pub fn new(positive: u32, scored: u32) -> Option<Self> {
        (scored > 0 && positive <= scored).then_some(Self {
            positive,
            scored,
            weighted: None,
        })
    }

    /// The same with a weighted percentage in hundredths, which is shown in the place of its own: whoever ran the survey has
    /// counted some people for more than others.
    #[must_use]
    pub fn weighted(self, hundredths: Option<u32>) -> Self {
        Self {
            weighted: hundredths.map(|h| h.min(10_000)),
            ..self
        }
    }

    /// Whether its percentage was weighted: the positive answers are the nearest whole number then.
    pub fn is_weighted(self) -> bool {
        self.weighted.is_some()
    }

    /// How many answers were positive.
    pub fn positive(self) -> u32 {
        self.positive
    }

    /// How many answers were scored: at least 1.
    pub fn scored(self) -> u32 {
        self.scored
    }

    /// The positive answers in percent, 0 to 100, unrounded; the weighted percentage where there is one.
    pub fn percent(self) -> f64 {
        if let Some(hundredths) = self.weighted {
            return f64::from(hundredths) / 100.0;
        }
        100.0 * f64::from(self.positive) / f64::from(self.scored)
    }

    /// The percentage for people: rounded half up, but 100 only where all are positive and 0 only where none is.
    ///
    /// A room that reads "100%" takes it that nobody was let down, so 499 of 500 is 99, and 1 of 500 is 1.
    pub fn whole_percent(self) -> u32 {
        match (self.weighted, self.positive) {
            (Some(0), _) | (None, 0) => 0,
            (Some(10_000), _) => 100,
            (None, all) if all == self.scored => 100,
            _ => whole_percent(self.percent()).clamp(1, 99),
        }
    }
}

/// Two ends, `low <= high`, in percent or in percentage points as its maker says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A percentage as a whole number, half up, kept within 0 to 100.
///
/// This knows no counts: [`Share::whole_percent`] also keeps "nearly all" from becoming "all". Not a number gives 0.
pub fn whole_percent(percent: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=100 and rounded"
    )]
    let whole = percent.clamp(0.0, 100.0).round() as u32;
    whole
}

/// How many of those invited answered, in percent, 0 to 100.
///
/// `None` where nobody was invited or more answered than were invited: the count of invitations is then
/// wrong or missing, and there is no rate to show.
pub fn response_rate(answered: u32, invited: u32) -> Option<f64> {
    Share::new(answered, invited).map(Share::percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a file of reference values; there is at least one.
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
