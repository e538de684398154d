//! `XmR` chart (individual values and moving ranges): mean, process limits and special causes of a series.
//!
//! The method is that of NHS England's "Making Data Count": Shewhart's chart of individual values, with limits from the mean moving
//! range, and four rules for a change that is more than common cause variation. It knows values and no dates: values that are
//! missing are left out before, and their neighbours then count as neighbours.

/// Factor from the mean moving range to the process limits: 3 / d₂, with d₂ = 1.128 for ranges of two values.
///
/// Montgomery, "Introduction to Statistical Quality Control", appendix VI; Provost and Murray, "The Health Care Data Guide" (2011),
/// page 155.
const LIMITS: f64 = 2.66;
/// Factor from the mean moving range to the largest range that is no outlier: D₄ for ranges of two values.
const LARGEST_RANGE: f64 = 3.267;
/// Values in a row that make a trend or a shift.
const RUN: usize = 7;
/// Relative difference below which two values are the same.
// The mean of 15 times 92.3 is not 92.3 in binary: without a tolerance each of them would be "above the mean", and a shift.
const SAME: f64 = 1e-9;

/// Number of values from which process limits are shown.
///
/// NHS England's workbook draws limits from 13 values on: 12 give the mean and 12 moving ranges.
pub const ENOUGH_FOR_LIMITS: usize = 13;
/// Smallest number of values of a baseline.
pub const SHORTEST_BASELINE: usize = 12;

/// Options of the method, where its authors differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmrMethod {
    /// Moving ranges above 3.267 times their mean do not count for the limits. NHS England's workbook keeps them.
    pub screens_ranges: bool,
    /// A value outside the limits counts as past two thirds in the rule of two in three: NHS England's guidance since November 2023.
    pub counts_outside: bool,
    /// Number of values at the beginning of each group that give its mean and limits; `None` for all. At least
    /// [`SHORTEST_BASELINE`], which a smaller one is raised to.
    pub baseline: Option<usize>,
}

impl Default for XmrMethod {
    /// NHS England's present guidance.
    fn default() -> Self {
        Self {
            screens_ranges: false,
            counts_outside: true,
            baseline: None,
        }
    }
}

/// Direction of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Higher values.
    High,
    /// Lower values.
    Low,
}

/// Rule by which a value shows special cause variation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpecialCause {
    /// The value is outside the process limits.
    Outside,
    /// Seven or more values, each higher or each lower than the one before.
    Trend,
    /// Two of three neighbours on one side of the mean are past two thirds of the way to the limit.
    TwoOfThree,
    /// Seven or more neighbours on one side of the mean.
    Shift,
}

impl SpecialCause {
    /// Each rule with its word in files.
    pub const WORDS: &[(&str, Self)] = &[
        ("outside", Self::Outside),
        ("trend", Self::Trend),
        ("two_of_three", Self::TwoOfThree),
        ("shift", Self::Shift),
    ];
}

/// Mean and process limits of a group, in the unit of its values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProcessLimits {
    /// Mean of the values.
    pub mean: f64,
    /// Mean moving range. `None` without one, or where it is 0 and both limits would be the mean.
    pub moving_range: Option<f64>,
}

impl ProcessLimits {
    /// Lower and upper process limit: `mean ∓ 2.66 · mean moving range`. They are not cut at 0 or 100.
    pub fn limits(self) -> Option<(f64, f64)> {
        self.away(1.0)
    }

    /// Two thirds of the way to each limit.
    fn two_thirds(self) -> Option<(f64, f64)> {
        self.away(2.0 / 3.0)
    }

    fn away(self, part: f64) -> Option<(f64, f64)> {
        let distance = part * LIMITS * self.moving_range?;
        Some((self.mean - distance, self.mean + distance))
    }
}

/// Verdict on a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct XmrPoint {
    /// Side of the mean; `None` on it.
    pub side: Option<Side>,
    /// [`SpecialCause::Outside`] holds.
    pub outside: bool,
    /// Direction of the trend where [`SpecialCause::Trend`] holds.
    pub trend: Option<Side>,
    /// [`SpecialCause::TwoOfThree`] holds.
    pub two_of_three: bool,
    /// [`SpecialCause::Shift`] holds.
    pub shift: bool,
    /// The first rule that holds, in the order of [`SpecialCause`], and its direction.
    pub special: Option<(SpecialCause, Side)>,
}

/// A run of values with a mean and limits of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct XmrGroup {
    /// Index of its first value.
    pub from: usize,
    /// Number of its values, at least 1.
    pub count: usize,
    /// Mean and limits.
    pub limits: ProcessLimits,
}

/// An `XmR` chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct XmrChart {
    /// Groups in order.
    pub groups: Vec<XmrGroup>,
    /// A verdict for each value.
    pub points: Vec<XmrPoint>,
}

/// Makes the chart of values in order of time. `rebases` are the indices at which a new group begins; neither a rule nor a moving
/// range reaches across one.
///
/// Rules: Nelson, "The Shewhart control chart: tests for special causes", Journal of Quality Technology 16 (1984), pages 237-239, with
/// seven values in a row as in NHS England, "Making Data Count"; limits: Nelson, the same journal 14 (1982), page 172. Each comparison
/// is strict: a value on a line is not beyond it.
pub fn xmr_chart(values: &[f64], rebases: &[usize], method: &XmrMethod) -> XmrChart {
    let mut chart = XmrChart::default();
    let inside = rebases.iter().copied();
    let mut starts: Vec<usize> = inside
        .filter(|at| (1..values.len()).contains(at))
        .chain([0])
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([values.len()]);
    for (from, to) in starts.iter().copied().zip(ends) {
        let Some(group) = values.get(from..to).filter(|group| !group.is_empty()) else {
            continue;
        };
        let limits = limits(group, method);
        chart.points.extend(verdicts(group, limits, method));
        chart.groups.push(XmrGroup {
            from,
            count: group.len(),
            limits,
        });
    }
    chart
}

/// Mean and mean moving range of a group, or of its baseline.
fn limits(group: &[f64], method: &XmrMethod) -> ProcessLimits {
    let baseline = method.baseline.map(|count| count.max(SHORTEST_BASELINE));
    let base = baseline
        .and_then(|count| group.get(..count))
        .unwrap_or(group);
    let pairs = base.iter().zip(base.iter().skip(1));
    let ranges: Vec<f64> = pairs.map(|(a, b)| (b - a).abs()).collect();
    let mut moving_range = mean(&ranges);
    if let Some(all) = moving_range.filter(|_| method.screens_ranges) {
        // Once only, as the method says: screening again and again would leave nothing.
        let is_usual = |range: &f64| less(*range, LARGEST_RANGE * all);
        let kept: Vec<f64> = ranges.iter().copied().filter(is_usual).collect();
        moving_range = mean(&kept);
    }
    ProcessLimits {
        mean: mean(base).unwrap_or_default(),
        // Limits on the mean would call every other value special, such as each month of a hospital at 86%, 87%, 87%.
        moving_range: moving_range.filter(|range| less(0.0, *range)),
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    let count = u32::try_from(values.len())
        .ok()
        .filter(|count| *count > 0)?;
    Some(values.iter().sum::<f64>() / f64::from(count))
}

/// `a < b`, and not only by what sums in binary leave.
fn less(a: f64, b: f64) -> bool {
    b - a > SAME * a.abs().max(b.abs()).max(1.0)
}

/// Side of a range on which a value is; `None` inside it and on its ends.
fn side(value: f64, (low, high): (f64, f64)) -> Option<Side> {
    if less(high, value) {
        Some(Side::High)
    } else if less(value, low) {
        Some(Side::Low)
    } else {
        None
    }
}

fn verdicts(group: &[f64], limits: ProcessLimits, method: &XmrMethod) -> Vec<XmrPoint> {
    let trends = trends(group);
    let mut points: Vec<XmrPoint> = group
        .iter()
        .map(|value| XmrPoint {
            side: side(*value, (limits.mean, limits.mean)),
            outside: limits.limits().is_some_and(|l| side(*value, l).is_some()),
            ..XmrPoint::default()
        })
        .collect();
    let sides: Vec<Option<Side>> = points.iter().map(|point| point.side).collect();
    for (from, count, _) in runs(&sides).into_iter().filter(|run| run.1 >= RUN) {
        let run = points.iter_mut().skip(from).take(count);
        run.for_each(|point| point.shift = true);
    }
    let past: Vec<Option<Side>> = group
        .iter()
        .zip(&points)
        .map(|(value, point)| {
            let counts = method.counts_outside || !point.outside;
            let past = limits.two_thirds().and_then(|thirds| side(*value, thirds));
            past.filter(|_| counts)
        })
        .collect();
    for (from, three) in past.windows(3).enumerate() {
        let on = |direction: Side| {
            let mut three = sides.iter().skip(from).take(3);
            three.all(|side| *side == Some(direction))
        };
        for direction in [Side::High, Side::Low] {
            let is_past = |side: &&Option<Side>| **side == Some(direction);
            if on(direction) && three.iter().filter(is_past).count() >= 2 {
                for (point, past) in points.iter_mut().skip(from).zip(three) {
                    point.two_of_three |= *past == Some(direction);
                }
            }
        }
    }
    for (point, trend) in points.iter_mut().zip(trends) {
        point.trend = trend;
        let of_side = |cause| point.side.map(|side| (cause, side));
        point.special = match trend {
            _ if point.outside => of_side(SpecialCause::Outside),
            Some(direction) => Some((SpecialCause::Trend, direction)),
            None if point.two_of_three => of_side(SpecialCause::TwoOfThree),
            None if point.shift => of_side(SpecialCause::Shift),
            None => None,
        };
    }
    points
}

/// Direction of the trend that each value is part of.
fn trends(group: &[f64]) -> Vec<Option<Side>> {
    let pairs = group.iter().zip(group.iter().skip(1));
    let steps: Vec<Option<Side>> = pairs
        .map(|(before, now)| side(*now, (*before, *before)))
        .collect();
    let mut trends = vec![None; group.len()];
    // A run of steps has one value more than steps.
    for (from, steps, direction) in runs(&steps).into_iter().filter(|run| run.1 + 1 >= RUN) {
        // A peak that ends one trend and begins the next takes the later one's direction.
        let values = trends.iter_mut().skip(from).take(steps + 1);
        values.for_each(|trend| *trend = Some(direction));
    }
    trends
}

/// Runs of equal directions: index of the first, number, direction. `None` ends a run.
fn runs(directions: &[Option<Side>]) -> Vec<(usize, usize, Side)> {
    let mut runs: Vec<(usize, usize, Side)> = Vec::new();
    for (at, direction) in directions.iter().enumerate() {
        let Some(direction) = *direction else {
            continue;
        };
        match runs.last_mut() {
            Some((from, count, last)) if *from + *count == at && *last == direction => *count += 1,
            _ => runs.push((at, 1, direction)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};
    use serde_json::Value;

    use super::super::tests::reference;
    use super::*;

    /// The verdicts of a chart in the letters of the reference values: a digit for the rules that hold, and a letter for the first.
    fn letters(chart: &XmrChart) -> (String, String) {
        let rules = chart.points.iter().map(|p| {
            let bits = [p.outside, p.trend.is_some(), p.two_of_three, p.shift];
            let sum = (0_u32..).zip(bits).map(|(n, on)| u32::from(on) << n).sum();
            char::from_digit(sum, 16).unwrap()
        });
        let special = chart.points.iter().map(|p| {
            let Some((cause, side)) = p.special else {
                return '.';
            };
            let letter = match cause {
                SpecialCause::Outside => 'o',
                SpecialCause::Trend => 't',
                SpecialCause::TwoOfThree => 'z',
                SpecialCause::Shift => 's',
            };
            match side {
                Side::High => letter.to_ascii_uppercase(),
                Side::Low => letter,
            }
        });
        (rules.collect(), special.collect())
    }

    fn places(row: &Value, key: &str) -> Vec<usize> {
        let all = row[key].as_array().into_iter().flatten();
        all.map(|n| usize::try_from(n.as_u64().unwrap()).unwrap())
            .collect()
    }

    fn values(row: &Value) -> Vec<f64> {
        let all = row["y"].as_array().unwrap().iter();
        all.map(|y| y.as_f64().unwrap()).collect()
    }

    /// The chart of a reference case by the package's rule of two in three, or by that of 2023.
    fn chart_of(row: &Value, counts_outside: bool) -> XmrChart {
        let baseline = row["baseline"].as_u64();
        let method = XmrMethod {
            screens_ranges: row["screened"] == true,
            counts_outside,
            baseline: baseline.map(|n| usize::try_from(n).unwrap()),
        };
        xmr_chart(&values(row), &places(row, "rebase"), &method)
    }

    fn assert_near(ours: Option<f64>, theirs: &Value, row: &Value) {
        match (ours, theirs.as_f64()) {
            (None, None) => {}
            (Some(ours), Some(theirs)) => {
                let near = 1e-9 * theirs.abs().max(1.0);
                assert!((ours - theirs).abs() <= near, "{ours} {theirs} {row}");
            }
            other => panic!("{other:?} {row}"),
        }
    }

    #[test]
    fn agrees_with_the_reference() {
        let (mut compared, mut by_2023) = (0, 0);
        for row in reference("xmr.json") {
            if row["degenerate"] == true {
                continue;
            }
            let chart = chart_of(&row, false);
            let groups = row["groups"].as_array().unwrap();
            assert_eq!(chart.groups.len(), groups.len(), "{row}");
            for (ours, theirs) in chart.groups.iter().zip(groups) {
                let (limits, count) = (ours.limits, ours.count);
                assert_eq!(Some(count as u64), theirs[0].as_u64(), "{row}");
                assert_near(Some(limits.mean), &theirs[1], &row);
                let flat = theirs[2].as_f64().is_some_and(|range| range < 1e-9);
                if flat {
                    assert_eq!(limits.moving_range, None, "{row}");
                    continue;
                }
                assert_near(limits.moving_range, &theirs[2], &row);
                assert_near(limits.limits().map(|l| l.0), &theirs[3], &row);
                assert_near(limits.limits().map(|l| l.1), &theirs[4], &row);
            }
            let (rules, special) = letters(&chart);
            assert_eq!(Some(rules.as_str()), row["rules"].as_str(), "{row}");
            assert_eq!(Some(special.as_str()), row["special"].as_str(), "{row}");
            compared += 1;
            let (rules, special) = letters(&chart_of(&row, true));
            let of_2023 = |key: &str, else_as: &str| {
                let changed = row.get(key).unwrap_or(&row[else_as]);
                changed.as_str().map(str::to_owned)
            };
            assert_eq!(Some(rules), of_2023("rules_2023", "rules"), "{row}");
            assert_eq!(Some(special), of_2023("special_2023", "special"), "{row}");
            by_2023 += usize::from(row.get("special_2023").is_some());
        }
        assert_eq!((compared, by_2023), (COMPARED, BY_2023));
    }

    /// Cases of the reference that are not degenerate, and those that the guidance of 2023 judges differently.
    const COMPARED: usize = 105;
    const BY_2023: usize = 38;

    /// The package draws both limits on the mean there, and calls each other value special.
    #[test]
    fn without_a_moving_range_there_are_no_limits_and_none_is_outside() {
        let mut seen = 0;
        for row in reference("xmr.json") {
            if row["degenerate"] != true {
                continue;
            }
            let chart = chart_of(&row, true);
            assert!(chart.groups.iter().all(|g| g.limits.limits().is_none()));
            assert!(chart.points.iter().all(|p| !p.outside && !p.two_of_three));
            seen += 1;
        }
        assert_eq!(seen, 3);
    }

    #[test]
    fn fifteen_times_92_3_is_no_run() {
        let chart = xmr_chart(&[92.3; 15], &[], &XmrMethod::default());
        assert!(chart.points.iter().all(|p| *p == XmrPoint::default()));
        // The trap: the sum in binary is above 15 times the value.
        let sum: f64 = std::iter::repeat_n(92.3, 15).sum();
        assert!((sum / 15.0 - 92.3).abs() > 0.0);
    }

    #[test]
    fn six_are_no_run_and_seven_are() {
        let step = |count: usize| {
            let low = (0..13).map(|n| 40.0 + f64::from(n % 2));
            let high = (0..count).map(|n| if n % 2 == 0 { 44.0 } else { 43.0 });
            let values: Vec<f64> = low.chain(high).collect();
            let chart = xmr_chart(&values, &[], &XmrMethod::default());
            chart
                .points
                .iter()
                .filter(|p| p.shift && p.side == Some(Side::High))
                .count()
        };
        assert_eq!((step(6), step(7)), (0, 7));
        let trend = |count: u32| {
            let flat = [10.0, 11.0, 10.0, 11.0, 10.0, 11.0];
            let rising = (0..count).map(|n| 10.0 + 0.1 * f64::from(n));
            let values: Vec<f64> = flat.into_iter().chain(rising).collect();
            let chart = xmr_chart(&values, &[], &XmrMethod::default());
            chart.points.iter().filter(|p| p.trend.is_some()).count()
        };
        assert_eq!((trend(6), trend(7)), (0, 7));
    }

    fn series() -> impl Strategy<Value = (Vec<f64>, Vec<usize>)> {
        // Whole numbers, which a shift or a mirror leaves exact.
        let values = vec((0_i32..100).prop_map(f64::from), 1..40);
        (values, vec(0_usize..40, 0..3))
    }

    fn mirrored(side: Side) -> Side {
        match side {
            Side::High => Side::Low,
            Side::Low => Side::High,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn each_value_has_a_verdict_and_is_in_one_group((values, rebases) in series()) {
            let chart = xmr_chart(&values, &rebases, &XmrMethod::default());
            prop_assert_eq!(chart.points.len(), values.len());
            let mut next = 0;
            for group in &chart.groups {
                prop_assert_eq!(group.from, next);
                next += group.count;
            }
            prop_assert_eq!(next, values.len());
            for point in &chart.points {
                let any = point.outside || point.trend.is_some() || point.two_of_three || point.shift;
                prop_assert_eq!(any, point.special.is_some());
            }
        }

        #[test]
        fn moving_all_values_moves_the_lines_and_no_verdict((values, rebases) in series(), by in -500_i32..500) {
            let by = f64::from(by);
            let moved: Vec<f64> = values.iter().map(|v| v + by).collect();
            let method = XmrMethod::default();
            let (before, after) = (xmr_chart(&values, &rebases, &method), xmr_chart(&moved, &rebases, &method));
            prop_assert_eq!(&before.points, &after.points);
            for (before, after) in before.groups.iter().zip(&after.groups) {
                prop_assert!((before.limits.mean + by - after.limits.mean).abs() < 1e-9);
                let ranges = (before.limits.moving_range, after.limits.moving_range);
                prop_assert_eq!(ranges.0.is_some(), ranges.1.is_some());
                prop_assert!((ranges.0.unwrap_or(0.0) - ranges.1.unwrap_or(0.0)).abs() < 1e-9);
            }
        }

        #[test]
        fn a_mirror_changes_the_direction_and_nothing_else((values, rebases) in series()) {
            let turned: Vec<f64> = values.iter().map(|v| 100.0 - v).collect();
            let method = XmrMethod::default();
            let expected: Vec<XmrPoint> = xmr_chart(&values, &rebases, &method)
                .points
                .into_iter()
                .map(|p| XmrPoint {
                    side: p.side.map(mirrored),
                    trend: p.trend.map(mirrored),
                    special: p.special.map(|(cause, side)| (cause, mirrored(side))),
                    ..p
                })
                .collect();
            prop_assert_eq!(expected, xmr_chart(&turned, &rebases, &method).points);
        }

        #[test]
        fn a_group_is_as_a_chart_of_its_own(first in series(), second in series()) {
            let method = XmrMethod::default();
            let both: Vec<f64> = first.0.iter().chain(&second.0).copied().collect();
            let whole = xmr_chart(&both, &[first.0.len()], &method);
            let apart = [&first.0, &second.0].map(|values| xmr_chart(values, &[], &method));
            let points: Vec<XmrPoint> = apart.iter().flat_map(|c| c.points.clone()).collect();
            prop_assert_eq!(whole.points, points);
        }
    }
}
