//! Evidence as data: for each finding and strand the figures, the change and the chart of its card, after disclosure control.
//!
//! It is what `pledge evidence` writes for R and spreadsheets. Percentages have one decimal, as the figures that other programs
//! publish; counts are there for whoever needs more.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    domain::{
        comparison::{Comparison, Comparisons},
        dates::MONTHS,
        findings::{Benchmark, Finding, Findings, StrandResult, Theme},
        period::period_name,
        run_chart::{Meaning, RunChart, RunPoint, Segment},
        stats::{Interval, Share, SpecialCause, newcombe_interval, wilson_interval},
        word::word_of,
        words::{chart::CHART, results::RESULTS},
    },
    text::cell,
};

/// Figures of a finding and strand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidenceData<'a> {
    /// Id of the theme.
    pub theme: &'a str,
    /// Id of the finding.
    pub finding: &'a str,
    /// Wording of the question.
    pub question: &'a str,
    /// Strand.
    pub strand: &'a str,
    /// Results in the order of the file.
    pub results: Vec<ResultData<'a>>,
    /// Change since the earlier result; `None` without one, and beside a chart, which judges the whole series.
    pub change: Option<ChangeData<'a>>,
    /// Published figure.
    pub benchmark: Option<BenchmarkData<'a>>,
    /// Chart over time.
    pub chart: Option<ChartData<'a>>,
    /// Sentences of the card, for output that people read.
    #[serde(skip)]
    pub words: Vec<String>,
}

/// A result with its 95% Wilson interval; percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct ResultData<'a> {
    /// Period.
    pub period: &'a str,
    /// Number of positive answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positive: Option<u32>,
    /// Number of scored answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scored: Option<u32>,
    /// Percentage of positive answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<f64>,
    /// Lower end of the interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end of the interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// The percentage is weighted, and `positive` the nearest count.
    #[serde(skip_serializing_if = "is_no")]
    pub weighted: bool,
    /// The numbers may not be shown.
    #[serde(skip_serializing_if = "is_no")]
    pub withheld: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_no(value: &bool) -> bool {
    !*value
}

/// A change with its 95% interval by Newcombe; percentage points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeData<'a> {
    /// Earlier period.
    pub from: &'a str,
    /// Later period.
    pub to: &'a str,
    /// Difference.
    pub difference: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Code of the change.
    pub verdict: &'static str,
    /// It is significant among all comparisons of the survey.
    pub after_all: bool,
    /// Sentence of the card.
    pub words: String,
}

/// A published figure; percent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BenchmarkData<'a> {
    /// Source and year.
    pub label: &'a str,
    /// Figure.
    pub percent: Option<f64>,
    /// Lower end of the expected range.
    pub low: Option<f64>,
    /// Upper end of the expected range.
    pub high: Option<f64>,
}

/// Lines of a segment; percent, not cut at 0 and 100.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SegmentData<'a> {
    /// Period of its first result.
    pub from: &'a str,
    /// Mean.
    pub mean: Option<f64>,
    /// Lower process limit.
    pub lower: Option<f64>,
    /// Upper process limit.
    pub upper: Option<f64>,
}

/// A result on the chart; percent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum PointData<'a> {
    /// A result with its verdict.
    Shown {
        /// Period.
        period: &'a str,
        /// Percentage of positive answers.
        value: f64,
        /// Rule by which it is more than chance.
        special: Option<&'static str>,
        /// Improvement or concern.
        meaning: Option<&'static str>,
    },
    /// A result whose numbers may not be shown.
    Hidden {
        /// Period.
        period: &'a str,
        /// Always true.
        withheld: bool,
    },
}

/// A chart over time. Its lines are those of the last segment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartData<'a> {
    /// Mean.
    pub mean: Option<f64>,
    /// Lower process limit.
    pub lower: Option<f64>,
    /// Upper process limit.
    pub upper: Option<f64>,
    /// Segments in order of time.
    pub segments: Vec<SegmentData<'a>>,
    /// Results in order of time.
    pub points: Vec<PointData<'a>>,
}

/// Figures of all findings, in the order of the wall.
pub fn evidence_data(findings: &Findings) -> Vec<EvidenceData<'_>> {
    let compared = Comparisons::of(findings, &findings.survey.period);
    let strands = findings.strands();
    let mut all = Vec::new();
    for theme in findings.discussed_themes() {
        for finding in theme.wall_order() {
            let of_strands = strands.iter().filter_map(|strand| {
                let results = finding.results.iter().filter(|r| r.strand == *strand);
                let results: Vec<&StrandResult> = results.collect();
                (!results.is_empty())
                    .then(|| of_strand(findings, &compared, (theme, finding), strand, &results))
            });
            all.extend(of_strands);
        }
    }
    all
}

fn of_strand<'a>(
    findings: &'a Findings,
    compared: &Comparisons<'a>,
    (theme, finding): (&'a Theme, &'a Finding),
    strand: &'a str,
    results: &[&'a StrandResult],
) -> EvidenceData<'a> {
    let chart = RunChart::of(findings, finding, strand);
    let change = compared.get(&finding.id, strand);
    let mut words = Vec::new();
    if let Some(chart) = &chart {
        words.push(CHART.newest(chart, &MONTHS));
        words.extend(CHART.sentences(chart, &MONTHS).into_iter().map(|s| s.0));
    }
    let change = change.map(change_data);
    words.extend(change.iter().map(|c| c.words.clone()));
    EvidenceData {
        theme: &theme.id,
        finding: &finding.id,
        question: &finding.question,
        strand,
        results: results.iter().map(|r| result_data(findings, r)).collect(),
        change,
        benchmark: finding.benchmark.as_ref().map(benchmark_data),
        chart: chart.as_ref().map(chart_data),
        words,
    }
}

fn result_data<'a>(findings: &Findings, result: &'a StrandResult) -> ResultData<'a> {
    let period = &result.period;
    let Some(share) = findings.disclosed(result).share() else {
        return ResultData {
            period,
            withheld: true,
            ..ResultData::default()
        };
    };
    let Interval { low, high } = wilson_interval(share);
    ResultData {
        period,
        positive: Some(share.positive()),
        scored: Some(share.scored()),
        percent: Some(tenths(share.percent())),
        low: Some(tenths(low)),
        high: Some(tenths(high)),
        weighted: share.is_weighted(),
        withheld: false,
    }
}

fn change_data<'a>(comparison: &Comparison<'a>) -> ChangeData<'a> {
    let (now, before) = (comparison.now, comparison.before);
    let Interval { low, high } = newcombe_interval(now, before);
    ChangeData {
        from: comparison.from,
        to: comparison.to,
        difference: tenths(now.percent() - before.percent()),
        low: tenths(low),
        high: tenths(high),
        verdict: RESULTS.of(comparison.change).map_or("none", |row| row.code),
        after_all: comparison.after_all,
        words: RESULTS.sentence(comparison.change, &period_name(comparison.from), None),
    }
}

fn benchmark_data(benchmark: &Benchmark) -> BenchmarkData<'_> {
    BenchmarkData {
        label: &benchmark.label,
        percent: benchmark.percent,
        low: benchmark.low,
        high: benchmark.high,
    }
}

fn chart_data<'a>(chart: &RunChart<'a>) -> ChartData<'a> {
    let segments: Vec<SegmentData<'a>> = chart
        .segments
        .iter()
        .map(|segment| segment_data(chart, segment))
        .collect();
    let last = segments.last().copied();
    ChartData {
        mean: last.and_then(|s| s.mean),
        lower: last.and_then(|s| s.lower),
        upper: last.and_then(|s| s.upper),
        segments,
        points: chart.points.iter().map(point_data).collect(),
    }
}

fn segment_data<'a>(chart: &RunChart<'a>, segment: &Segment<'a>) -> SegmentData<'a> {
    let mut points = chart.points.iter();
    let first = points.find(|point| point.period == segment.from);
    SegmentData {
        from: first.map_or("", |point| point.result.period.as_str()),
        mean: segment.mean.map(tenths),
        lower: segment.limits.map(|(low, _)| tenths(low)),
        upper: segment.limits.map(|(_, high)| tenths(high)),
    }
}

fn point_data<'a>(point: &RunPoint<'a>) -> PointData<'a> {
    let period = &point.result.period;
    match point.share.map(Share::percent) {
        None => PointData::Hidden {
            period,
            withheld: true,
        },
        Some(percent) => PointData::Shown {
            period,
            value: tenths(percent),
            special: point.special.map(|s| word_of(SpecialCause::WORDS, s.0)),
            meaning: point.kind().map(|k| word_of(Meaning::WORDS, k.meaning())),
        },
    }
}

/// Rounds to one decimal.
fn tenths(number: f64) -> f64 {
    // Without `+ 0.0` a hair below 0 would be written as `-0.0`.
    (number * 10.0).round() / 10.0 + 0.0
}

/// Columns of the table.
const COLUMNS: [&str; 25] = [
    "theme",
    "finding",
    "question",
    "strand",
    "period",
    "positive",
    "scored",
    "percent",
    "low",
    "high",
    "weighted",
    "withheld",
    "change_from",
    "difference",
    "difference_low",
    "difference_high",
    "verdict",
    "after_all",
    "benchmark",
    "benchmark_percent",
    "mean",
    "lower",
    "upper",
    "special",
    "meaning",
];

/// The figures as comma-separated values, a row a result.
///
/// # Errors
/// A row that cannot be written.
pub fn csv(all: &[EvidenceData<'_>]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for data in all {
        let charted = charted(data);
        for result in &data.results {
            writer.write_record(row(data, result, charted.get(result.period)))?;
        }
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    String::from_utf8(bytes).map_err(|e| std::io::Error::other(e).into())
}

/// Segment and point of each period on the chart.
type Charted<'a> = BTreeMap<&'a str, (SegmentData<'a>, PointData<'a>)>;

fn charted<'a>(data: &EvidenceData<'a>) -> Charted<'a> {
    let Some(chart) = &data.chart else {
        return Charted::new();
    };
    let mut segments = chart.segments.iter().copied().peekable();
    let Some(mut segment) = segments.next() else {
        return Charted::new();
    };
    let points = chart.points.iter().map(|point| {
        let (PointData::Shown { period, .. } | PointData::Hidden { period, .. }) = *point;
        if let Some(next) = segments.next_if(|next| next.from == period) {
            segment = next;
        }
        (period, (segment, *point))
    });
    points.collect()
}

fn row(
    data: &EvidenceData<'_>,
    result: &ResultData<'_>,
    charted: Option<&(SegmentData<'_>, PointData<'_>)>,
) -> [String; COLUMNS.len()] {
    let number = |n: Option<f64>| n.map_or_else(String::new, |n| n.to_string());
    let count = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
    let flag = |on: bool| if on { "true" } else { "" }.to_owned();
    let words = |text: &str| cell::escape_formula(text).into_owned();
    let change = data.change.as_ref().filter(|c| c.to == result.period);
    let segment = charted.map(|(segment, _)| segment);
    let (special, meaning) = match charted {
        Some((
            _,
            PointData::Shown {
                special, meaning, ..
            },
        )) => (*special, *meaning),
        _ => (None, None),
    };
    [
        words(data.theme),
        words(data.finding),
        words(data.question),
        words(data.strand),
        words(result.period),
        count(result.positive),
        count(result.scored),
        number(result.percent),
        number(result.low),
        number(result.high),
        flag(result.weighted),
        flag(result.withheld),
        words(change.map_or("", |c| c.from)),
        number(change.map(|c| c.difference)),
        number(change.map(|c| c.low)),
        number(change.map(|c| c.high)),
        change.map_or("", |c| c.verdict).to_owned(),
        flag(change.is_some_and(|c| c.after_all)),
        words(data.benchmark.map_or("", |b| b.label)),
        number(data.benchmark.and_then(|b| b.percent)),
        number(segment.and_then(|s| s.mean)),
        number(segment.and_then(|s| s.lower)),
        number(segment.and_then(|s| s.upper)),
        special.unwrap_or("").to_owned(),
        meaning.unwrap_or("").to_owned(),
    ]
}
