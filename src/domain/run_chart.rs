//! Charts over time: the results of a finding and strand in comparable periods, with mean, limits and special causes.
//!
//! Two points compared show a change wherever somebody wants one. From [`ENOUGH_FOR_CHART`] results on the whole series is judged
//! instead: its mean first, and from [`ENOUGH_FOR_LIMITS`] on also what is more than chance, by an `XmR` chart.

use super::{
    findings::{Finding, Findings, StrandResult},
    period::{Period, PeriodKind},
    stats::{ENOUGH_FOR_LIMITS, Share, Side, SpecialCause, XmrMethod, xmr_chart},
};

/// Number of results from which a chart takes the place of a comparison of two.
pub const ENOUGH_FOR_CHART: usize = 8;

/// Direction of what is more than chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpellKind {
    /// Higher than usual.
    Higher,
    /// Lower than usual.
    Lower,
    /// Higher each time than before.
    Rising,
    /// Lower each time than before.
    Falling,
}

impl SpellKind {
    fn of((cause, side): (SpecialCause, Side)) -> Self {
        match (cause, side) {
            (SpecialCause::Trend, Side::High) => Self::Rising,
            (SpecialCause::Trend, Side::Low) => Self::Falling,
            (_, Side::High) => Self::Higher,
            (_, Side::Low) => Self::Lower,
        }
    }

    /// Meaning for patients. Results are shares of good answers, so more is better.
    pub fn meaning(self) -> Meaning {
        match self {
            Self::Higher | Self::Rising => Meaning::Improvement,
            Self::Lower | Self::Falling => Meaning::Concern,
        }
    }
}

/// Meaning of a special cause for patients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// Better than usual.
    Improvement,
    /// Worse than usual.
    Concern,
}

impl Meaning {
    /// Each meaning with its word in files.
    pub const WORDS: &[(&str, Self)] = &[
        ("improvement", Self::Improvement),
        ("concern", Self::Concern),
    ];
}

/// A result on the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunPoint<'a> {
    /// Period.
    pub period: Period,
    /// Result.
    pub result: &'a StrandResult,
    /// Its numbers; `None` where they may not be shown, which is a gap in the chart.
    pub share: Option<Share>,
    /// Special cause with its direction; `None` where it could be chance, or nothing can be told.
    pub special: Option<(SpecialCause, Side)>,
    side: Option<Side>,
    /// Direction of the trend that it is part of.
    trend: Option<Side>,
    /// It is part of a shift.
    shift: bool,
    segment: usize,
}

impl RunPoint<'_> {
    /// Direction of its special cause.
    pub fn kind(&self) -> Option<SpellKind> {
        self.special.map(SpellKind::of)
    }
}

/// Part of a chart with a mean and limits of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment<'a> {
    /// Period of its first shown result.
    pub from: Period,
    /// Period of its last shown result.
    pub to: Period,
    /// Number of shown results.
    pub count: usize,
    /// Reason of the new baseline; `None` for the first segment.
    pub reason: Option<&'a str>,
    /// Mean, per cent; `None` below [`ENOUGH_FOR_CHART`] results.
    pub mean: Option<f64>,
    /// Lower and upper process limit, per cent, not cut at 0 and 100; `None` below [`ENOUGH_FOR_LIMITS`] results, and where all
    /// are the same.
    pub limits: Option<(f64, f64)>,
}

/// Neighbours that differ from the rest in one direction by more than chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// Direction.
    pub kind: SpellKind,
    /// First period.
    pub from: Period,
    /// Last period.
    pub to: Period,
    /// Number of results.
    pub count: usize,
    /// It includes the newest shown result.
    pub is_open: bool,
    /// It is a run of seven or more: a shift or a trend.
    pub is_run: bool,
    /// Calendar year of the newest result.
    pub last_year: i32,
}

impl Spell {
    /// True for a single result.
    pub fn is_once(&self) -> bool {
        self.from == self.to
    }
}

/// Chart of a finding's results of one strand.
#[derive(Clone, Debug, PartialEq)]
pub struct RunChart<'a> {
    /// Strand.
    pub strand: &'a str,
    /// Length of the periods.
    pub kind: PeriodKind,
    /// Results in order of time, hidden ones too.
    pub points: Vec<RunPoint<'a>>,
    /// Segments in order of time; at least one.
    pub segments: Vec<Segment<'a>>,
}

impl<'a> RunChart<'a> {
    /// The chart of a strand; `None` with fewer than [`ENOUGH_FOR_CHART`] shown results of one length, for a question that was
    /// reworded, and where the results end before the current period.
    pub fn of(findings: &Findings, finding: &'a Finding, strand: &'a str) -> Option<Self> {
        // Nearly all findings have two results, and each is asked at every frame.
        if !finding.comparable || finding.results.len() < ENOUGH_FOR_CHART {
            return None;
        }
        let of_strand = finding.results.iter().filter(|r| r.strand == strand);
        let all: Vec<(Period, &StrandResult)> = of_strand
            .filter_map(|r| Some((Period::parse(&r.period)?, r)))
            .collect();
        let kind = usual_kind(findings, &all)?;
        let mut points: Vec<RunPoint<'a>> = all
            .into_iter()
            .filter(|(period, _)| period.kind() == kind)
            .map(|(period, result)| RunPoint {
                period,
                result,
                share: findings.disclosed(result).share(),
                special: None,
                side: None,
                trend: None,
                shift: false,
                segment: 0,
            })
            .collect();
        points.sort_by_key(|point| point.period);
        is_current(findings, points.last()?.period).then_some(())?;
        let segments = judge(finding, &mut points);
        Some(Self {
            strand,
            kind,
            points,
            segments,
        })
    }

    /// Results with numbers, in order of time.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = (&RunPoint<'a>, Share)> {
        let points = self.points.iter();
        points.filter_map(|point| Some((point, point.share?)))
    }

    /// The segment of the newest results.
    pub fn last_segment(&self) -> Option<&Segment<'a>> {
        self.segments.last()
    }

    /// Typical number of scored answers: the median of the shown results.
    pub fn usual_count(&self) -> u32 {
        let mut counts: Vec<u32> = self.shown().map(|(_, share)| share.scored()).collect();
        counts.sort_unstable();
        counts.get(counts.len() / 2).copied().unwrap_or(0)
    }

    /// Spells of special causes, in order of time: whole runs, then what is in none of them.
    pub fn spells(&self) -> Vec<Spell> {
        let shown: Vec<&RunPoint<'a>> = self.shown().map(|(point, _)| point).collect();
        let mut spans = runs(&shown);
        spans.extend(others(&shown, &spans));
        spans.sort_by_key(|span| (span.from, span.to));
        let last = shown.len().saturating_sub(1);
        let last_year = shown.last().map_or(0, |point| point.period.year());
        let spells = spans.iter().filter_map(|span| {
            Some(Spell {
                kind: span.kind,
                from: shown.get(span.from)?.period,
                to: shown.get(span.to)?.period,
                count: span.to + 1 - span.from,
                is_open: span.to == last,
                is_run: span.is_run,
                last_year,
            })
        });
        spells.collect()
    }
}

/// Places of neighbours among the shown results, first and last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    kind: SpellKind,
    from: usize,
    to: usize,
    segment: usize,
    is_run: bool,
}

impl Span {
    fn holds(&self, at: usize, kind: SpellKind) -> bool {
        (self.from..=self.to).contains(&at) && self.kind.meaning() == kind.meaning()
    }
}

/// The special cause of a point by one rule, and its side.
type Rule = fn(&RunPoint<'_>) -> Option<(SpecialCause, Side)>;

/// Trends and shifts. One that lies within a longer one of the same meaning says nothing new and is left out.
fn runs(shown: &[&RunPoint<'_>]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let rules: [Rule; 2] = [
        |point| point.trend.map(|side| (SpecialCause::Trend, side)),
        |point| Some((SpecialCause::Shift, point.side.filter(|_| point.shift)?)),
    ];
    for rule in rules {
        let first = runs.len();
        for (at, point) in shown.iter().enumerate() {
            let Some(kind) = rule(point).map(SpellKind::of) else {
                continue;
            };
            match runs.get_mut(first..).and_then(<[Span]>::last_mut) {
                Some(run)
                    if run.to + 1 == at && (run.kind, run.segment) == (kind, point.segment) =>
                {
                    run.to = at;
                }
                _ => runs.push(Span {
                    kind,
                    from: at,
                    to: at,
                    segment: point.segment,
                    is_run: true,
                }),
            }
        }
    }
    let all = runs.clone();
    runs.retain(|run| {
        !all.iter().any(|other| {
            let is_longer = other.to - other.from > run.to - run.from;
            is_longer && other.holds(run.from, run.kind) && other.holds(run.to, run.kind)
        })
    });
    runs
}

/// Results with a special cause that are in no run of the same meaning.
fn others(shown: &[&RunPoint<'_>], runs: &[Span]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (at, point) in shown.iter().enumerate() {
        let Some(kind) = point.kind() else { continue };
        if runs.iter().any(|run| run.holds(at, kind)) {
            continue;
        }
        let between = at.checked_sub(1).and_then(|before| shown.get(before));
        if let Some(span) = spans.last_mut()
            && (span.kind, span.segment) == (kind, point.segment)
            // One between two of three is on their side of the mean, and is said with them.
            && (span.to + 1 == at
                || (span.to + 2 == at && between.is_some_and(|b| b.side == point.side)))
        {
            span.to = at;
            continue;
        }
        spans.push(Span {
            kind,
            from: at,
            to: at,
            segment: point.segment,
            is_run: false,
        });
    }
    spans
}

/// The length of which there are most shown results, the shorter one of equals; `None` if there are too few of each.
fn usual_kind(findings: &Findings, all: &[(Period, &StrandResult)]) -> Option<PeriodKind> {
    let kinds = [
        PeriodKind::Month,
        PeriodKind::Quarter,
        PeriodKind::FinancialQuarter,
        PeriodKind::Year,
        PeriodKind::FinancialYear,
    ];
    let counted = kinds.map(|kind| {
        let of_kind = all.iter().filter(|(period, _)| period.kind() == kind);
        let count = of_kind.filter(|(_, r)| findings.may_show(r)).count();
        (kind, count)
    });
    // The first of equals, which `max_by_key` would not give.
    let most = counted.into_iter().rev().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count >= ENOUGH_FOR_CHART)
        .map(|(kind, _)| kind)
}

/// True if results that end at `last` are those of the survey: old monthly figures must not take the place of this year's.
fn is_current(findings: &Findings, last: Period) -> bool {
    match Period::parse(&findings.survey.period) {
        Some(now) if now.kind() == last.kind() => last.ordinal() >= now.ordinal(),
        // A financial year ends in the year after the one it begins in.
        Some(now) => last.year() + 1 > now.year(),
        None => true,
    }
}

/// Judges the points, and returns their segments.
fn judge<'a>(finding: &'a Finding, points: &mut [RunPoint<'a>]) -> Vec<Segment<'a>> {
    let mut shown: Vec<&mut RunPoint<'a>> =
        points.iter_mut().filter(|p| p.share.is_some()).collect();
    let values: Vec<f64> = shown
        .iter()
        .filter_map(|p| p.share.map(Share::percent))
        .collect();
    let mut rebases: Vec<(usize, &'a str)> = Vec::new();
    for rebase in &finding.rebase {
        let from = Period::parse(&rebase.period);
        // From the first shown result on: the result of the day itself may be too small for one strand.
        let at = from.and_then(|from| {
            let is_after =
                |p: &&mut RunPoint<'a>| p.period.kind() == from.kind() && p.period >= from;
            shown.iter().position(is_after)
        });
        rebases.extend(
            at.filter(|at| *at > 0)
                .map(|at| (at, rebase.reason.as_str())),
        );
    }
    let starts: Vec<usize> = rebases.iter().map(|(at, _)| *at).collect();
    let chart = xmr_chart(&values, &starts, &XmrMethod::default());
    let mut segments: Vec<Segment<'a>> = Vec::new();
    for (nth, group) in chart.groups.iter().enumerate() {
        let is_enough = group.count >= ENOUGH_FOR_LIMITS;
        let verdicts = chart.points.iter().skip(group.from);
        let members = shown.iter_mut().skip(group.from).take(group.count);
        let mut ends: Option<(Period, Period)> = None;
        for (point, verdict) in members.zip(verdicts) {
            point.segment = nth;
            point.side = verdict.side;
            if is_enough {
                point.special = verdict.special;
                point.trend = verdict.trend;
                point.shift = verdict.shift;
            }
            ends = Some((ends.map_or(point.period, |(from, _)| from), point.period));
        }
        let Some((from, to)) = ends else { continue };
        let reason = rebases.iter().rev().find(|(at, _)| *at == group.from);
        segments.push(Segment {
            from,
            to,
            count: group.count,
            reason: reason.map(|(_, reason)| *reason),
            mean: (group.count >= ENOUGH_FOR_CHART).then_some(group.limits.mean),
            limits: group.limits.limits().filter(|_| is_enough),
        });
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        dates::MONTHS,
        findings::{Rebase, Survey, Theme},
        words::chart::CHART,
    };

    fn finding(values: &[(&str, u32, u32)]) -> Finding {
        let results = values
            .iter()
            .map(|(period, positive, scored)| StrandResult {
                strand: "primary".into(),
                period: (*period).to_owned(),
                positive: *positive,
                scored: *scored,
                withheld: false,
                weighted: None,
            });
        Finding {
            id: "q14".into(),
            question: "Were you told how long you would wait?".into(),
            said: None,
            wall: None,
            results: results.collect(),
            benchmark: None,
            comparable: true,
            rebase: Vec::new(),
        }
    }

    fn findings(finding: Finding, period: &str) -> Findings {
        Findings {
            survey: Survey {
                period: period.into(),
                hide_below: 11,
                ..Survey::default()
            },
            themes: vec![Theme {
                findings: vec![finding],
                ..Theme::default()
            }],
            ..Findings::default()
        }
    }

    /// Months from March 2025 on, of 28 people each.
    fn months(positive: &[u32]) -> Finding {
        let first = Period::parse("2025-03").unwrap();
        let values: Vec<(String, u32)> = (0..)
            .zip(positive)
            .map(|(n, positive)| {
                let at = first.at(first.ordinal() + n);
                let month = at.ordinal().rem_euclid(12) + 1;
                (format!("{}-{month:02}", at.year()), *positive)
            })
            .collect();
        let values: Vec<(&str, u32, u32)> =
            values.iter().map(|(p, n)| (p.as_str(), *n, 28)).collect();
        finding(&values)
    }

    /// The series of 18 months with eight below the mean and one above the limits.
    const EIGHTEEN: [u32; 18] = [
        15, 14, 15, 14, 13, 16, 15, 12, 13, 11, 12, 13, 12, 11, 13, 14, 14, 22,
    ];

    fn said(findings: &Findings) -> Vec<String> {
        let (_, finding) = findings.finding("q14").unwrap();
        let chart = RunChart::of(findings, finding, "primary").unwrap();
        let said = CHART.sentences(&chart, &MONTHS);
        said.into_iter().map(|(sentence, _)| sentence).collect()
    }

    #[test]
    fn spells_are_said_with_their_months() {
        let findings = findings(months(&EIGHTEEN), "2026-08");
        assert_eq!(
            said(&findings),
            [
                "Lower from October 2025 to May, by more than chance.",
                "Higher in August, by more than chance.",
            ]
        );
        let (_, finding) = findings.finding("q14").unwrap();
        let chart = RunChart::of(&findings, finding, "primary").unwrap();
        let spells = chart.spells();
        assert_eq!(CHART.run(&spells[0]), "8 in a row below");
        assert_eq!(spells[0].kind.meaning(), Meaning::Concern);
        assert_eq!(spells[1].kind.meaning(), Meaning::Improvement);
        assert_eq!(chart.usual_count(), 28);
        assert_eq!(
            CHART.each(chart.kind, 28, "people"),
            "Each month, about 28 people"
        );
    }

    #[test]
    fn eight_give_a_mean_and_thirteen_give_limits() {
        for (count, mean, limits) in [
            (7, None, None),
            (8, Some(true), None),
            (12, Some(true), None),
            (13, Some(true), Some(true)),
        ] {
            let findings = findings(months(&EIGHTEEN[..count]), "2025-09");
            let (_, finding) = findings.finding("q14").unwrap();
            let chart = RunChart::of(&findings, finding, "primary");
            let segment = chart.as_ref().and_then(RunChart::last_segment);
            assert_eq!(segment.and_then(|s| s.mean).map(|_| true), mean, "{count}");
            assert_eq!(
                segment.and_then(|s| s.limits).map(|_| true),
                limits,
                "{count}"
            );
        }
        let nine = findings(months(&EIGHTEEN[..9]), "2025-11");
        assert_eq!(
            said(&nine),
            ["9 results so far. From 13 on, we can tell a change from chance."]
        );
        let usual = findings(
            months(&[14, 15, 13, 14, 16, 13, 14, 15, 13, 14, 15, 13, 14]),
            "2026-03",
        );
        assert_eq!(
            said(&usual),
            ["Up and down as usual: it could all be chance."]
        );
        let same = findings(months(&[14; 15]), "2026-05");
        assert_eq!(said(&same), ["The same every time."]);
    }

    #[test]
    fn what_may_not_be_shown_is_a_gap_and_its_neighbours_are_neighbours() {
        let mut with_gap = months(&EIGHTEEN);
        with_gap.results[9].scored = 10;
        with_gap.results[9].positive = 4;
        with_gap.results[3] = StrandResult {
            positive: 0,
            scored: 0,
            withheld: true,
            ..with_gap.results[3].clone()
        };
        let findings = findings(with_gap, "2026-08");
        let (_, finding) = findings.finding("q14").unwrap();
        let chart = RunChart::of(&findings, finding, "primary").unwrap();
        assert_eq!((chart.points.len(), chart.shown().count()), (18, 16));
        assert_eq!(chart.points[9].share, None);
        assert_eq!(
            said(&findings)[0],
            "Lower from October 2025 to May, by more than chance."
        );
        assert_eq!(CHART.run(&chart.spells()[0]), "7 in a row below");
    }

    #[test]
    fn a_new_baseline_starts_the_limits_anew() {
        let mut positive = vec![14, 15, 13, 14, 16, 13, 14, 15, 13, 14, 15, 13, 14];
        positive.extend([21, 20, 22, 21, 20, 22, 21, 21]);
        let mut finding = months(&positive);
        let before = findings(finding.clone(), "2026-11");
        assert!(
            said(&before)
                .iter()
                .any(|s| s.starts_with("Higher since April")),
            "{:?}",
            said(&before)
        );
        finding.rebase = vec![Rebase {
            period: "2026-04".into(),
            reason: "the board at the desk was put up.".into(),
        }];
        let after = findings(finding, "2026-11");
        assert_eq!(
            said(&after),
            [
                "8 results since April 2026. From 13 on, we can tell a change from chance.",
                "New start in April 2026: the board at the desk was put up.",
            ]
        );
        let (_, finding) = after.finding("q14").unwrap();
        let chart = RunChart::of(&after, finding, "primary").unwrap();
        assert_eq!(chart.segments.len(), 2);
        assert!(chart.segments[0].limits.is_some() && chart.segments[1].limits.is_none());
        assert!(chart.segments[1].mean > chart.segments[0].limits.map(|l| l.1));
    }

    #[test]
    fn a_run_is_said_whole_and_what_lies_in_it_is_not_said_again() {
        // A steady rise: its last values are outside as well.
        let rising = [8, 9, 8, 9, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24];
        let findings = findings(months(&rising), "2026-04");
        let (_, finding) = findings.finding("q14").unwrap();
        let chart = RunChart::of(&findings, finding, "primary").unwrap();
        let causes: Vec<SpecialCause> = chart
            .points
            .iter()
            .filter_map(|p| Some(p.special?.0))
            .collect();
        assert!(causes.contains(&SpecialCause::Outside) && causes.contains(&SpecialCause::Trend));
        assert_eq!(
            said(&findings).last().unwrap(),
            "Rising since July 2025, by more than chance."
        );
        let spells = chart.spells();
        assert_eq!(CHART.run(spells.last().unwrap()), "10 in a row rising");
    }

    #[test]
    fn only_periods_of_one_length_that_reach_the_survey_are_compared() {
        let mut mixed = months(&EIGHTEEN);
        mixed
            .results
            .extend(finding(&[("2023", 68, 118), ("2026", 54, 131), ("wave 2", 5, 30)]).results);
        mixed.results.reverse();
        let all = findings(mixed.clone(), "2026");
        let (_, of_all) = all.finding("q14").unwrap();
        let chart = RunChart::of(&all, of_all, "primary").unwrap();
        assert_eq!((chart.kind, chart.points.len()), (PeriodKind::Month, 18));
        assert_eq!(RunChart::of(&all, of_all, "secondary"), None);
        // Months that ended years ago do not take the place of this year's figure.
        assert_eq!(
            RunChart::of(&findings(mixed.clone(), "2029"), of_all, "primary"),
            None
        );
        mixed.comparable = false;
        let reworded = findings(mixed, "2026");
        let (_, finding) = reworded.finding("q14").unwrap();
        assert_eq!(RunChart::of(&reworded, finding, "primary"), None);
    }
}
