//! How sure a figure is, and whether a change is more than chance.
//!
//! Numbers on a wall are believed: each comes with the range it could have been, by published formulas.

/// The 97.5th percentile of the standard normal distribution: two-sided 95%.
const Z: f64 = 1.959_963_984_540_054;

/// So many of so many, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    positive: u32,
    scored: u32,
}

/// A range in per cent, or in percentage points for a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Which way a figure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Up.
    Higher,
    /// Down.
    Lower,
}

/// What can be said of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The 95% interval of the difference excludes 0.
    MoreThanChance(Direction),
    /// It does not.
    CouldBeChance(Direction),
    /// The shares are equal.
    NoChange,
    /// The question changed.
    NotComparable,
}

impl Share {
    /// `positive` of `scored`; `None` where nobody answered, or more were positive than answered.
    pub fn new(positive: u32, scored: u32) -> Option<Self> {
        (scored > 0 && positive <= scored).then_some(Self { positive, scored })
    }

    /// Per cent, 0 to 100.
    pub fn percent(self) -> f64 {
        100.0 * self.ratio()
    }

    fn ratio(self) -> f64 {
        f64::from(self.positive) / f64::from(self.scored)
    }
}

/// The Wilson score interval, 95%, in per cent (Wilson 1927).
pub fn wilson_interval(share: Share) -> Interval {
    let (n, p) = (f64::from(share.scored), share.ratio());
    let z2 = Z * Z;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / (1.0 + z2 / n);
    // At the ends the formula is exact, and arithmetic is not.
    let low = if share.positive == 0 {
        0.0
    } else {
        (centre - half).clamp(0.0, p)
    };
    let high = if share.positive == share.scored {
        1.0
    } else {
        (centre + half).clamp(p, 1.0)
    };
    Interval {
        low: 100.0 * low,
        high: 100.0 * high,
    }
}

/// Newcombe's hybrid score interval, 95%, of `now - before` in percentage points (Newcombe 1998, method 10).
pub fn newcombe_interval(now: Share, before: Share) -> Interval {
    let (a, b) = (wilson_interval(now), wilson_interval(before));
    let (p, q) = (now.percent(), before.percent());
    let difference = p - q;
    Interval {
        low: difference - ((p - a.low).powi(2) + (b.high - q).powi(2)).sqrt(),
        high: difference + ((a.high - p).powi(2) + (q - b.low).powi(2)).sqrt(),
    }
}

/// What can be said of the change from `before` to `now`.
pub fn change(now: Share, before: Share, comparable: bool) -> Change {
    if !comparable {
        return Change::NotComparable;
    }
    let cross = |a: Share, b: Share| u64::from(a.positive) * u64::from(b.scored);
    let direction = match cross(now, before).cmp(&cross(before, now)) {
        std::cmp::Ordering::Equal => return Change::NoChange,
        std::cmp::Ordering::Greater => Direction::Higher,
        std::cmp::Ordering::Less => Direction::Lower,
    };
    let interval = newcombe_interval(now, before);
    if interval.low > 0.0 || interval.high < 0.0 {
        Change::MoreThanChance(direction)
    } else {
        Change::CouldBeChance(direction)
    }
}

/// Per cent as people are shown it: half up, but 100 and 0 are kept for "all" and "none".
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0 to 100"
)]
pub fn whole_percent(percent: f64) -> u32 {
    let percent = percent.clamp(0.0, 100.0);
    let rounded = (percent + 0.5).floor() as u32;
    match rounded {
        0 if percent > 0.0 => 1,
        100 if percent < 100.0 => 99,
        other => other,
    }
}

/// Which parts may be shown, where those resting on fewer than `hide_below` are hidden.
///
/// Where a total over the parts is shown and just one part would be hidden, it could be worked out: the next smallest
/// is hidden as well, the first of equals.
pub fn shown(parts: &[u32], hide_below: u32, total_is_shown: bool) -> Vec<bool> {
    let mut shown: Vec<bool> = parts.iter().map(|n| *n >= hide_below).collect();
    if total_is_shown && shown.iter().filter(|s| !**s).count() == 1 {
        let next = parts
            .iter()
            .enumerate()
            .filter(|(i, _)| shown.get(*i) == Some(&true))
            .min_by_key(|(_, n)| **n);
        if let Some(next) = next.map(|(i, _)| i)
            && let Some(hidden) = shown.get_mut(next)
        {
            *hidden = false;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn share(positive: u32, scored: u32) -> Share {
        Share::new(positive, scored).unwrap()
    }

    /// Reference values computed elsewhere; absent on a machine that has only the project.
    fn reference(name: &str) -> Option<serde_json::Value> {
        let path = format!("../shared/data/stats/{name}");
        let Ok(text) = std::fs::read_to_string(&path) else {
            eprintln!("skipped: {path} is not there to compare with");
            return None;
        };
        Some(serde_json::from_str(&text).unwrap())
    }

    #[test]
    fn the_intervals_are_those_of_statsmodels() {
        compare_wilson(reference("wilson.json"));
        compare_newcombe(reference("two_prop.json"));
    }

    fn number(value: &serde_json::Value) -> f64 {
        value.as_f64().unwrap()
    }

    fn count(value: &serde_json::Value) -> u32 {
        u32::try_from(value.as_u64().unwrap()).unwrap()
    }

    fn compare_wilson(file: Option<serde_json::Value>) {
        let rows = file.iter().flat_map(|f| f["rows"].as_array().unwrap());
        for row in rows.filter(|r| (number(&r["alpha"]) - 0.05).abs() < 1e-9) {
            let i = wilson_interval(share(count(&row["k"]), count(&row["n"])));
            assert!(
                (i.low / 100.0 - number(&row["wilson"][0])).abs() < 1e-9,
                "{row}"
            );
            assert!(
                (i.high / 100.0 - number(&row["wilson"][1])).abs() < 1e-9,
                "{row}"
            );
        }
    }

    fn compare_newcombe(file: Option<serde_json::Value>) {
        // Their difference is the second less the first.
        for row in file.iter().flat_map(|f| f["rows"].as_array().unwrap()) {
            // Where both are none or all, the reference has no interval.
            if row["diff_ci_newcombe"][0].is_null() {
                continue;
            }
            let first = share(count(&row["k1"]), count(&row["n1"]));
            let second = share(count(&row["k2"]), count(&row["n2"]));
            let i = newcombe_interval(second, first);
            assert!(
                (i.low / 100.0 - number(&row["diff_ci_newcombe"][0])).abs() < 1e-9,
                "{row}"
            );
            assert!(
                (i.high / 100.0 - number(&row["diff_ci_newcombe"][1])).abs() < 1e-9,
                "{row}"
            );
        }
    }

    #[test]
    fn a_change_is_said_as_it_can_be() {
        assert_eq!(
            change(share(54, 131), share(68, 118), true),
            Change::MoreThanChance(Direction::Lower)
        );
        assert_eq!(
            change(share(54, 131), share(68, 118), false),
            Change::NotComparable
        );
        assert_eq!(change(share(10, 20), share(5, 10), true), Change::NoChange);
        assert_eq!(change(share(7, 7), share(113, 113), true), Change::NoChange);
        assert_eq!(change(share(0, 7), share(0, 113), true), Change::NoChange);
        assert_eq!(
            change(share(11, 20), share(5, 10), true),
            Change::CouldBeChance(Direction::Higher)
        );
    }

    #[test]
    fn all_and_none_are_kept_for_all_and_none() {
        assert_eq!(whole_percent(99.7), 99);
        assert_eq!(whole_percent(100.0), 100);
        assert_eq!(whole_percent(0.2), 1);
        assert_eq!(whole_percent(0.0), 0);
        assert_eq!(whole_percent(41.5), 42);
    }

    #[test]
    fn a_hidden_part_cannot_be_worked_out() {
        assert_eq!(shown(&[131, 22], 11, true), [true, true]);
        assert_eq!(shown(&[131, 8], 11, false), [true, false]);
        assert_eq!(shown(&[131, 8], 11, true), [false, false]);
        assert_eq!(
            shown(&[131, 8, 20, 20], 11, true),
            [true, false, false, true]
        );
        assert_eq!(shown(&[5, 8, 20], 11, true), [false, false, true]);
        assert_eq!(shown(&[], 11, true), [true; 0]);
    }

    proptest! {
        #[test]
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and scored")]
        fn the_interval_holds_the_share(scored in 1_u32..100_000, part in 0.0_f64..=1.0) {
            let positive = (f64::from(scored) * part).floor() as u32;
            let share = share(positive.min(scored), scored);
            let i = wilson_interval(share);
            prop_assert!(0.0 <= i.low && i.low <= share.percent() && share.percent() <= i.high && i.high <= 100.0);
        }

        #[test]
        fn a_difference_turns_round(a in 0_u32..50, n in 50_u32..500, b in 0_u32..50, m in 50_u32..500) {
            let (there, back) = (newcombe_interval(share(a, n), share(b, m)), newcombe_interval(share(b, m), share(a, n)));
            prop_assert!((there.low + back.high).abs() < 1e-9 && (there.high + back.low).abs() < 1e-9);
        }
    }
}
