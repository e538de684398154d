//! Printed evidence of a goal: charts, and comments released for print.
//!
//! Papers leave the building, so more is hidden than on the wall: results withheld by the outcome or the limits of the findings,
//! comments without `publish: true`, and released ones that could be traced to one of a few people beside their strand.

use std::collections::BTreeSet;

use super::{
    PaperSource, over_time,
    page::{ChartBar, ChartMark, Element, MarkKind},
    words::{PaperWords, fill},
};
use crate::domain::{
    aim::Aim,
    comparison::{Comparisons, was_low},
    findings::{Comment, Finding, Findings, SourceKind},
    measures,
    outcome::{Evidence, OutcomeGoal},
    run_chart::RunChart,
    stats::{ChangeCode, DisclosedResult, Share, change, whole_percent},
};

/// Questions of a goal that get a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charts {
    /// None.
    None,
    /// The first one with a result that may be shown.
    First,
    /// Each one with a result that may be shown.
    All,
}

/// Printed evidence of a goal.
#[derive(Clone, Debug, Default)]
pub struct PrintedEvidence<'a> {
    /// A chart or a sentence for each question.
    pub charts: Vec<Element>,
    /// Released comments that identify nobody beside what else is printed of the goal.
    pub comments: Vec<&'a Comment>,
}

impl PrintedEvidence<'_> {
    /// Charts, then quotations.
    pub fn blocks(self, findings: Option<&Findings>, words: &PaperWords) -> Vec<Element> {
        let mut blocks = self.charts;
        let quotes = self.comments.into_iter();
        blocks.extend(quotes.map(|c| quote(findings, c, words)));
        blocks
    }
}

/// Collects the evidence of a goal for a paper; `names_strand` if the paper names the strand of the goal.
pub fn printed<'a>(
    source: &PaperSource<'a>,
    goal: &OutcomeGoal,
    charts: Charts,
    names_strand: bool,
    words: &PaperWords,
) -> PrintedEvidence<'a> {
    collected(source, goal, charts, names_strand, Marked::Yes, words)
}

/// Marks on the bars of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marked {
    /// The earlier result, the benchmark and the aim.
    Yes,
    /// None.
    No,
}

/// The same, with or without the marks on the charts.
fn collected<'a>(
    source: &PaperSource<'a>,
    goal: &OutcomeGoal,
    charts: Charts,
    names_strand: bool,
    marked: Marked,
    words: &PaperWords,
) -> PrintedEvidence<'a> {
    let aim = aim_of(goal);
    let mut questions: Vec<&str> = Vec::new();
    // The question that is aimed at comes first: a chart of another one would not show where the goal leads.
    let is_aimed = |id: &&str| aim.as_ref().is_some_and(|aim| aim.finding == **id);
    let all = goal.evidence.iter().filter_map(|e| e.finding.as_deref());
    let (aimed, others): (Vec<_>, Vec<_>) = all.partition(is_aimed);
    for id in aimed.into_iter().chain(others) {
        if !questions.contains(&id) {
            questions.push(id);
        }
    }
    let most = match charts {
        Charts::None => 0,
        Charts::First => 1,
        Charts::All => questions.len(),
    };
    let shown: Vec<(Vec<ChartRow<'_>>, &Finding)> = questions
        .into_iter()
        .filter_map(|id| rows_of(source, goal, id, (marked, aim.as_ref()), words))
        // Counted after the filter: a first question that must not be shown must not use up the chart.
        .take(most)
        .collect();
    // What stands beside a comment decides what it reveals: the strand that the paper names, else those of the charts.
    let mut beside: Vec<&str> = match goal.strand.as_deref().filter(|_| names_strand) {
        Some(strand) => vec![strand],
        None => shown
            .iter()
            .flat_map(|(rows, _)| rows)
            .map(|r| r.strand)
            .collect(),
    };
    // Only neighbours are alike: results of one question come in the order of strands. A strand that is left twice is still one strand.
    beside.dedup();
    let comments = released(source, goal)
        .into_iter()
        .filter(|comment| {
            source
                .findings
                .is_some_and(|f| !f.identifies_speaker(comment, &beside))
        })
        .collect();
    let charts = shown
        .iter()
        .flat_map(|(rows, finding)| chart(&finding.question, rows, words))
        .collect();
    PrintedEvidence { charts, comments }
}

/// The same evidence in sentences: for each question its wording, and for each strand the result and its change.
pub(super) fn sentences(
    source: &PaperSource<'_>,
    goal: &OutcomeGoal,
    words: &PaperWords,
) -> Vec<String> {
    // Without the marks: minutes have the aim as a measure, and a paragraph of figures is read by nobody.
    let printed = collected(source, goal, Charts::All, true, Marked::No, words);
    let sentences = printed.charts.into_iter().filter_map(|block| match block {
        Element::Chart {
            question, summary, ..
        }
        | Element::OverTime {
            question, summary, ..
        } => Some(format!("{question} {summary}")),
        Element::Text(text) | Element::Small(text) => Some(text),
        _ => None,
    });
    sentences.collect()
}

/// Result of a strand on a chart.
pub(super) struct ChartRow<'a> {
    /// Strand.
    pub(super) strand: &'a str,
    /// Numbers, or words in their place.
    pub(super) disclosed: DisclosedResult,
    /// Sentence about the change; may be empty.
    pub(super) change: String,
    /// Marks on the bar.
    pub(super) marks: Vec<ChartMark>,
    /// Chart over time, in the place of a bar.
    pub(super) over_time: Option<RunChart<'a>>,
}

/// Aim of a goal. An outcome of an earlier version has only the measure that it was written as.
pub(super) fn aim_of(goal: &OutcomeGoal) -> Option<Aim> {
    goal.aim.clone().or_else(|| {
        let findings = goal.evidence.iter().filter_map(|e| e.finding.clone());
        let findings: Vec<String> = findings.collect();
        Aim::from_measure(goal.measure.as_deref()?, &findings, goal.strand.as_deref())
    })
}

/// Marks on the bar of a result: the earlier result, the benchmark and the aim, as far as there are any.
pub(super) fn marks(
    findings: &Findings,
    finding: &Finding,
    (strand, period): (&str, Option<&str>),
    aim: Option<&Aim>,
    words: &PaperWords,
) -> Vec<ChartMark> {
    let w = &words.booklet;
    let earlier = period.and_then(|period| shown_before(findings, finding, strand, period));
    let earlier = earlier.map(|(period, share)| {
        let percent = share.whole_percent();
        let period = words.period(period);
        let values = [("period", period.as_str()), ("n", &percent.to_string())];
        ChartMark {
            kind: MarkKind::Before,
            percent,
            label: fill(w.earlier, &values),
        }
    });
    let benchmark = finding.benchmark.as_ref();
    let benchmark = benchmark.and_then(|b| Some((&b.label, whole_percent(b.percent?))));
    let benchmark = benchmark.map(|(label, percent)| {
        let values = [("label", label.as_str()), ("n", &percent.to_string())];
        ChartMark {
            kind: MarkKind::Benchmark,
            percent,
            label: fill(w.benchmark, &values),
        }
    });
    let aim = aim.filter(|aim| aim.finding == finding.id);
    let aim = aim.filter(|aim| aim.strand.as_deref().is_none_or(|s| s == strand));
    let aim = aim.map(|aim| ChartMark {
        kind: MarkKind::Aim,
        percent: aim.above,
        label: fill(w.aim, &[("n", &aim.above.to_string())]),
    });
    earlier.into_iter().chain(benchmark).chain(aim).collect()
}

/// Results of a question that may be shown, for a goal; `None` without any.
fn rows_of<'a>(
    source: &PaperSource<'a>,
    goal: &'a OutcomeGoal,
    id: &str,
    (marked, aim): (Marked, Option<&Aim>),
    words: &PaperWords,
) -> Option<(Vec<ChartRow<'a>>, &'a Finding)> {
    let findings = source.findings?;
    let (_, finding) = findings.finding(id)?;
    let results = goal.evidence.iter();
    let rows: Vec<ChartRow<'_>> = results
        .filter(|e| e.finding.as_deref() == Some(id))
        .filter_map(|e| {
            let disclosed = printable(source, e)?;
            let (strand, period) = (e.strand.as_deref()?, e.period.as_deref());
            let change = period.zip(disclosed.share()).map(|(period, share)| {
                change_since(findings, finding, strand, period, share, words)
            });
            let marks = match marked {
                Marked::Yes => marks(findings, finding, (strand, period), aim, words),
                Marked::No => Vec::new(),
            };
            Some(ChartRow {
                strand,
                disclosed,
                over_time: RunChart::of(findings, finding, strand),
                change: change.unwrap_or_default(),
                marks,
            })
        })
        .collect();
    (!rows.is_empty()).then_some((rows, finding))
}

/// Result of an outcome after disclosure control; `None` if nothing of it may be printed.
pub(super) fn printable(source: &PaperSource<'_>, e: &Evidence) -> Option<DisclosedResult> {
    e.disclosed(source.findings)
        .filter(|s| !matches!(s, DisclosedResult::TooFew(_)))
}

/// Sentence about the change of a result; empty without an earlier one.
pub(super) fn change_since(
    findings: &Findings,
    finding: &Finding,
    strand: &str,
    period: &str,
    now: Share,
    words: &PaperWords,
) -> String {
    if let Some(chart) = RunChart::of(findings, finding, strand) {
        return in_sentences(&chart, words);
    }
    let Some((earlier, before)) = shown_before(findings, finding, strand, period) else {
        return String::new();
    };
    let compared = Comparisons::of(findings, period);
    let together = holds_among(&compared, finding, strand, (before, now));
    let change = change(now, before);
    words
        .results
        .sentence(change, &words.period(earlier), together)
}

/// The newest sentences about a chart over time, of which there is no room for more beside a figure.
fn in_sentences(chart: &RunChart<'_>, words: &PaperWords) -> String {
    let all = words.chart.sentences(chart, &words.months);
    let (special, other): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, kind)| kind.is_some());
    let said = special
        .into_iter()
        .rev()
        .take(1)
        .chain(other.into_iter().take(1));
    said.map(|(sentence, _)| sentence)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Period and share of the result before `period`, if it may be compared and shown.
fn shown_before<'f>(
    findings: &Findings,
    finding: &'f Finding,
    strand: &str,
    period: &str,
) -> Option<(&'f str, Share)> {
    let earlier = finding
        .earlier(strand, period)
        .filter(|_| finding.comparable && RunChart::of(findings, finding, strand).is_none())?;
    Some((
        earlier.period.as_str(),
        findings.disclosed(earlier).share()?,
    ))
}

/// Number of comparisons among which the change is significant; `None` if it is not, or is not one of them.
fn holds_among(
    compared: &Comparisons<'_>,
    finding: &Finding,
    strand: &str,
    shares: (Share, Share),
) -> Option<usize> {
    let counted = compared.get(&finding.id, strand)?;
    // An outcome keeps the result of its day; a file corrected since may hold another, which the mark would not be true of.
    let is_same = (counted.before, counted.now) == shares;
    compared.holds_among(counted).filter(|_| is_same)
}

/// Builds a chart of the results with numbers, then a sentence for each result in words. The question comes first.
pub(super) fn chart(question: &str, rows: &[ChartRow<'_>], words: &PaperWords) -> Vec<Element> {
    let mut bars = Vec::new();
    let mut sentences: Vec<String> = Vec::new();
    let mut in_words = Vec::new();
    let mut charts = Vec::new();
    let mut drawn: Vec<&str> = Vec::new();
    for row in rows {
        if let Some(chart) = &row.over_time {
            // An outcome may name two periods of a strand, and both are on its one chart.
            if !drawn.contains(&row.strand) {
                drawn.push(row.strand);
                charts.push(over_time_of(question, chart, &row.marks, words));
            }
            continue;
        }
        let people = words.people(row.strand);
        match row.disclosed {
            DisclosedResult::Numbers(share) => {
                let percent = share.whole_percent();
                let n = percent.to_string();
                let (positive, scored) = (share.positive().to_string(), share.scored().to_string());
                let values = [
                    ("people", people.as_str()),
                    ("n", &n),
                    ("positive", &positive),
                    ("scored", &scored),
                ];
                bars.push(ChartBar {
                    label: crate::domain::words::capital(&people),
                    percent,
                    figure: fill(words.in_hundred, &values),
                    note: fill(
                        if share.is_weighted() {
                            words.of_people_weighted
                        } else {
                            words.of_people
                        },
                        &values,
                    ),
                    change: row.change.clone(),
                    marks: row.marks.clone(),
                });
                let sentence = if share.is_weighted() {
                    words.chart_said_weighted
                } else {
                    words.chart_said
                };
                sentences.push(fill(sentence, &values));
                let marks = row.marks.iter();
                sentences.extend(marks.map(|mark| ended(&mark.label)));
                sentences.extend(Some(row.change.clone()).filter(|c| !c.is_empty()));
            }
            DisclosedResult::Words(band) => {
                let values = [
                    ("people", people.as_str()),
                    ("band", words.results.band(band)),
                ];
                in_words.push(Element::Small(fill(words.band_said, &values)));
            }
            DisclosedResult::TooFew(_) => {}
        }
    }
    let mut blocks = match (bars.is_empty(), in_words.is_empty()) {
        (true, true) => return charts,
        (true, false) => vec![Element::Text(question.to_owned())],
        (false, _) => vec![Element::Chart {
            question: question.to_owned(),
            bars,
            summary: sentences.join(" "),
        }],
    };
    blocks.extend(in_words);
    charts.append(&mut blocks);
    charts
}

/// A chart over time: its drawing, and the same in sentences.
fn over_time_of(
    question: &str,
    chart: &RunChart<'_>,
    marks: &[ChartMark],
    words: &PaperWords,
) -> Element {
    let drawing = over_time::drawn(chart, marks, words);
    let sentences = drawing
        .sentences
        .iter()
        .map(|(sentence, _)| sentence.clone());
    let labels = drawing.legend.iter().map(|(_, label)| ended(label));
    let summary: Vec<String> = std::iter::once(ended(&drawing.about))
        .chain(sentences)
        .chain(labels)
        .collect();
    Element::OverTime {
        question: question.to_owned(),
        summary: summary.join(" "),
        drawing: Box::new(drawing),
    }
}

/// Adds a full stop, unless the text ends a sentence already.
pub(super) fn ended(text: &str) -> String {
    let text = text.trim();
    let ends = text.ends_with(['.', '!', '?', '\u{2026}', '\u{201D}', '"']);
    if text.is_empty() || ends {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// First result that a goal rested on, then and now.
pub(super) struct ThenAndNow<'a> {
    /// The question.
    pub(super) finding: &'a Finding,
    /// Strand of the result.
    pub(super) strand: &'a str,
    /// Result when the goal was chosen.
    pub(super) then: DisclosedResult,
    /// Period of that result, if known.
    pub(super) from: Option<&'a str>,
    /// Period and result of the latest survey, if it was asked again.
    pub(super) now: Option<(&'a str, DisclosedResult)>,
    /// Sentence about the change, with a note if some rise was to be expected; may be empty.
    pub(super) change: String,
}

/// First result of a goal that may be shown, then and now; `None` without any.
pub(super) fn then_and_now<'a>(
    source: &PaperSource<'a>,
    goal: &'a OutcomeGoal,
    words: &PaperWords,
) -> Option<ThenAndNow<'a>> {
    let findings = source.findings?;
    goal.evidence.iter().find_map(|e| {
        let (_, finding) = findings.finding(e.finding.as_deref()?)?;
        let (strand, then) = (
            e.strand.as_deref().unwrap_or_default(),
            printable(source, e)?,
        );
        let mut newest = finding.results_in(&findings.survey.period).into_iter();
        let newest = newest.find(|r| r.strand == strand);
        // The same survey once more is no "now".
        let newest = newest.filter(|r| e.period.as_deref() != Some(r.period.as_str()));
        let now = newest.and_then(|r| {
            let disclosed = findings.disclosed(r);
            (!matches!(disclosed, DisclosedResult::TooFew(_)))
                .then_some((r.period.as_str(), disclosed))
        });
        let mut sentence = String::new();
        if let (Some(_), Some(chart)) = (now, RunChart::of(findings, finding, strand)) {
            sentence = in_sentences(&chart, words);
        } else if let (Some(before), Some((period, after)), Some(from)) =
            (then.share(), now, e.period.as_deref())
            && let Some(after) = after.share()
            && finding.comparable
        {
            let compared = Comparisons::of(findings, period);
            let together = holds_among(&compared, finding, strand, (before, after));
            let change: ChangeCode = change(after, before);
            sentence = words
                .results
                .sentence(change, &words.period(from), together);
            if change.is_rise() && was_low(findings, finding, strand, from, before) {
                sentence.push(' ');
                sentence.push_str(words.results.some_rise);
            }
        }
        Some(ThenAndNow {
            finding,
            strand,
            then,
            from: e.period.as_deref(),
            now,
            change: sentence,
        })
    })
}

/// Formats a result for a sentence; empty if it is hidden.
pub(super) fn figure(disclosed: DisclosedResult, words: &PaperWords) -> String {
    match disclosed {
        DisclosedResult::Numbers(share) => {
            let mut figure = fill(
                words.in_hundred,
                &[("n", &share.whole_percent().to_string())],
            );
            if share.is_weighted() {
                figure.push_str(words.weighted);
            }
            figure
        }
        DisclosedResult::Words(band) => words.results.band(band).to_owned(),
        DisclosedResult::TooFew(_) => String::new(),
    }
}

/// Sentences about the numbers of a paper: changes by chance, and non-response.
pub(super) fn about_numbers(findings: Option<&Findings>, words: &PaperWords) -> Vec<String> {
    let Some(findings) = findings else {
        return Vec::new();
    };
    let compared = Comparisons::of(findings, &findings.survey.period);
    let by_chance = words.results.by_chance(compared.count());
    by_chance
        .into_iter()
        .chain([words.results.not_answered.to_owned()])
        .collect()
}

/// Builds a quotation, with its source unless that could identify the speaker.
pub fn quote(findings: Option<&Findings>, comment: &Comment, words: &PaperWords) -> Element {
    Element::Quote {
        text: comment.text.clone(),
        from: quoted_from(findings, comment, words),
    }
}

/// Source of a comment in words, which tells nothing that could identify the speaker.
pub(super) fn quoted_from(
    findings: Option<&Findings>,
    comment: &Comment,
    words: &PaperWords,
) -> String {
    match findings.and_then(|f| f.attribution(comment)) {
        None => words.quote_anybody.to_owned(),
        Some((kind, strand)) => {
            let sentence = match kind {
                SourceKind::Survey => words.quote_survey,
                SourceKind::Interview => words.quote_interview,
            };
            fill(sentence, &[("people", &words.people(strand))])
        }
    }
}

/// Source that most of several comments have, if at least three of them have it: it is said once, at their head.
///
/// A comment without a source that may be told is never counted: "most are from" must not be true of it.
pub(super) fn usual_source<'c>(
    findings: Option<&Findings>,
    comments: impl Iterator<Item = &'c Comment>,
) -> Option<(SourceKind, &'c str)> {
    let mut counts: Vec<((SourceKind, &str), usize)> = Vec::new();
    for source in comments.filter_map(|c| findings?.attribution(c)) {
        match counts.iter_mut().find(|(known, _)| *known == source) {
            Some((_, count)) => *count += 1,
            None => counts.push((source, 1)),
        }
    }
    // Of equals the first, which `max_by_key` would not give.
    counts.reverse();
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count >= 3)
        .map(|(source, _)| source)
}

/// True if a comment may be printed.
pub(super) fn is_released(comment: &Comment) -> bool {
    // Holding wins: a comment may have been released before somebody saw the danger in it.
    comment.publish && !comment.hold
}

/// Released comments of a goal.
fn released<'a>(source: &PaperSource<'a>, goal: &OutcomeGoal) -> Vec<&'a Comment> {
    let Some(findings) = source.findings else {
        return Vec::new();
    };
    let ids = goal.evidence.iter().filter_map(|e| e.comment.as_deref());
    ids.filter_map(|id| findings.comment(id))
        .map(|(_, comment)| comment)
        .filter(|comment| is_released(comment))
        .collect()
}

/// Other released comments that identify nobody under their theme, with its title, in the order of the findings.
pub fn other_comments<'a>(
    source: &PaperSource<'a>,
    printed: &BTreeSet<&str>,
) -> Vec<(&'a str, &'a Comment)> {
    let Some(findings) = source.findings else {
        return Vec::new();
    };
    findings
        .themes
        .iter()
        .flat_map(|t| t.comments.iter().map(move |c| (t, c)))
        .filter(|(_, c)| is_released(c) && !printed.contains(c.id.as_str()))
        .filter(|(t, c)| !findings.theme_identifies_speaker(t, c))
        .map(|(t, c)| (t.title.as_str(), c))
        .collect()
}

/// A measure with the questions in the place of their ids.
pub fn measured(source: &PaperSource<'_>, measure: &str) -> String {
    measures::measure(measure, source.findings)
}
