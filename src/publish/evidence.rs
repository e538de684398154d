//! Evidence of a goal as it may be printed: charts, and patients' words that somebody released for print.
//!
//! Paper leaves the building, so this hides more than the wall: what the outcome withholds, what the findings' rule hides, every
//! comment without `publish: true`, and of those each that would stand beside its strand where few people are behind it.

use std::collections::BTreeSet;

use super::{
    PaperSource,
    page::{ChartBar, Element},
    words::{PaperWords, fill},
};
use crate::domain::{
    comparison::{Comparisons, was_low},
    findings::{Comment, Finding, Findings, SourceKind},
    outcome::{Evidence, OutcomeGoal},
    stats::{ChangeCode, DisclosedResult, Share, change},
};

/// Which of a goal's questions get a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charts {
    /// None.
    None,
    /// The first that has a result to show.
    First,
    /// Each that has one.
    All,
}

/// Everything that is printed of a goal's evidence.
#[derive(Clone, Debug, Default)]
pub struct PrintedEvidence<'a> {
    /// A chart or a sentence for each question.
    pub charts: Vec<Element>,
    /// Released comments, without those that would point to somebody beside what else is printed of the goal.
    pub comments: Vec<&'a Comment>,
}

impl PrintedEvidence<'_> {
    /// Charts, and quotes after them.
    pub fn blocks(self, findings: Option<&Findings>, words: &PaperWords) -> Vec<Element> {
        let mut blocks = self.charts;
        let quotes = self.comments.into_iter();
        blocks.extend(quotes.map(|c| quote(findings, c, words)));
        blocks
    }
}

/// A goal's evidence, on a paper that says whom the goal is mainly for where `names_strand` is true.
pub fn printed<'a>(
    source: &PaperSource<'a>,
    goal: &OutcomeGoal,
    charts: Charts,
    names_strand: bool,
    words: &PaperWords,
) -> PrintedEvidence<'a> {
    let mut questions: Vec<&str> = Vec::new();
    for id in goal.evidence.iter().filter_map(|e| e.finding.as_deref()) {
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
        .filter_map(|id| rows_of(source, goal, id, words))
        .take(most)
        .collect();
    let mut beside: Vec<&str> = match goal.strand.as_deref().filter(|_| names_strand) {
        Some(strand) => vec![strand],
        None => shown
            .iter()
            .flat_map(|(rows, _)| rows)
            .map(|r| r.strand)
            .collect(),
    };
    beside.dedup();
    let comments = released(source, goal)
        .into_iter()
        .filter(|comment| {
            source
                .findings
                .is_some_and(|f| !f.would_point(comment, &beside))
        })
        .collect();
    let charts = shown
        .iter()
        .flat_map(|(rows, finding)| chart(&finding.question, rows, words))
        .collect();
    PrintedEvidence { charts, comments }
}

/// The same results in sentences: for each question what was asked, and for each strand what came out and how it changed.
pub(super) fn sentences(
    source: &PaperSource<'_>,
    goal: &OutcomeGoal,
    words: &PaperWords,
) -> Vec<String> {
    let printed = printed(source, goal, Charts::All, true, words);
    let sentences = printed.charts.into_iter().filter_map(|block| match block {
        Element::Chart { question, said, .. } => Some(format!("{question} {said}")),
        Element::Text(said) | Element::Small(said) => Some(said),
        _ => None,
    });
    sentences.collect()
}

/// A strand's result on a chart.
pub(super) struct ChartRow<'a> {
    /// Whose.
    pub(super) strand: &'a str,
    /// The numbers, or the words in their place.
    pub(super) showing: DisclosedResult,
    /// The change as a sentence; may be empty.
    pub(super) change: String,
}

/// The results of one of a goal's questions that may be shown; `None` where none may.
fn rows_of<'a>(
    source: &PaperSource<'a>,
    goal: &'a OutcomeGoal,
    id: &str,
    words: &PaperWords,
) -> Option<(Vec<ChartRow<'a>>, &'a Finding)> {
    let findings = source.findings?;
    let (_, finding) = findings.finding(id)?;
    let results = goal.evidence.iter();
    let rows: Vec<ChartRow<'_>> = results
        .filter(|e| e.finding.as_deref() == Some(id))
        .filter_map(|e| {
            let showing = printable(source, e)?;
            let (strand, period) = (e.strand.as_deref()?, e.period.as_deref());
            let change = period.zip(showing.share()).map(|(period, share)| {
                change_since(findings, finding, strand, period, share, words)
            });
            Some(ChartRow {
                strand,
                showing,
                change: change.unwrap_or_default(),
            })
        })
        .collect();
    (!rows.is_empty()).then_some((rows, finding))
}

/// A result of an outcome as it may be printed; `None` where nothing of it may be.
pub(super) fn printable(source: &PaperSource<'_>, e: &Evidence) -> Option<DisclosedResult> {
    e.showing(source.findings)
        .filter(|s| !matches!(s, DisclosedResult::TooFew(_)))
}

/// The change of a result since the one before it, as a sentence; empty where there is nothing to compare it with.
pub(super) fn change_since(
    findings: &Findings,
    finding: &Finding,
    strand: &str,
    period: &str,
    now: Share,
    words: &PaperWords,
) -> String {
    let earlier = finding
        .earlier(strand, period)
        .filter(|_| finding.comparable);
    let Some((earlier, before)) = earlier.and_then(|e| Some((e, findings.showing(e).share()?)))
    else {
        return String::new();
    };
    let compared = Comparisons::of(findings, period);
    let together = holds_among(&compared, finding, strand, (before, now));
    let change = change(now, before);
    words.results.sentence(change, &earlier.period, together)
}

/// The number of comparisons that a change also holds among; `None` where it does not, or is not one of them.
fn holds_among(
    compared: &Comparisons<'_>,
    finding: &Finding,
    strand: &str,
    shares: (Share, Share),
) -> Option<usize> {
    let counted = compared.get(&finding.id, strand)?;
    let is_same = (counted.before, counted.now) == shares;
    compared.holds_among(counted).filter(|_| is_same)
}

/// Bars of the results that have numbers with what they rest on and how they changed, and the same said; then a sentence for
/// each that has only words. The question stands above either.
pub(super) fn chart(question: &str, rows: &[ChartRow<'_>], words: &PaperWords) -> Vec<Element> {
    let mut bars = Vec::new();
    let mut said: Vec<String> = Vec::new();
    let mut in_words = Vec::new();
    for row in rows {
        let people = words.people(row.strand);
        match row.showing {
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
                });
                let sentence = if share.is_weighted() {
                    words.chart_said_weighted
                } else {
                    words.chart_said
                };
                said.push(fill(sentence, &values));
                said.extend(Some(row.change.clone()).filter(|c| !c.is_empty()));
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
        (true, true) => return Vec::new(),
        (true, false) => vec![Element::Text(question.to_owned())],
        (false, _) => vec![Element::Chart {
            question: question.to_owned(),
            bars,
            said: said.join(" "),
        }],
    };
    blocks.extend(in_words);
    blocks
}

/// The first result that a goal rested on, then and now.
pub(super) struct ThenAndNow<'a> {
    /// The question.
    pub(super) finding: &'a Finding,
    /// Whose result.
    pub(super) strand: &'a str,
    /// The result when the goal was chosen.
    pub(super) then: DisclosedResult,
    /// The period in which it was asked again, and the result in it.
    pub(super) now: Option<(&'a str, DisclosedResult)>,
    /// The change as a sentence, with a second one where it rose and some rise was to be expected; may be empty.
    pub(super) change: String,
}

/// The first result of a goal that may be shown, then and now; `None` where none may.
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
        let newest = finding.result(strand, &findings.survey.period);
        let newest = newest.filter(|r| e.period.as_deref() != Some(r.period.as_str()));
        let now = newest.and_then(|r| {
            let showing = findings.showing(r);
            (!matches!(showing, DisclosedResult::TooFew(_))).then_some((r.period.as_str(), showing))
        });
        let mut said = String::new();
        if let (Some(before), Some((period, after)), Some(from)) =
            (then.share(), now, e.period.as_deref())
            && let Some(after) = after.share()
            && finding.comparable
        {
            let compared = Comparisons::of(findings, period);
            let together = holds_among(&compared, finding, strand, (before, after));
            let change: ChangeCode = change(after, before);
            said = words.results.sentence(change, from, together);
            if change.is_rise() && was_low(findings, finding, strand, from, before) {
                said.push(' ');
                said.push_str(words.results.some_rise);
            }
        }
        Some(ThenAndNow {
            finding,
            strand,
            then,
            now,
            change: said,
        })
    })
}

/// A share in a sentence, or the words in its place; empty where it is hidden.
pub(super) fn figure(showing: DisclosedResult, words: &PaperWords) -> String {
    match showing {
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

/// Sentences about the numbers of a paper: how many comparisons show a change by chance alone, and who is not in them.
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

/// A comment as it is printed: its words, and whose they are unless few people stand behind that.
pub fn quote(findings: Option<&Findings>, comment: &Comment, words: &PaperWords) -> Element {
    let from = match findings.and_then(|f| f.said_by(comment)) {
        None => words.quote_anybody.to_owned(),
        Some((kind, strand)) => {
            let sentence = match kind {
                SourceKind::Survey => words.quote_survey,
                SourceKind::Interview => words.quote_interview,
            };
            fill(sentence, &[("people", &words.people(strand))])
        }
    };
    Element::Quote {
        text: comment.text.clone(),
        from,
    }
}

/// A comment that may be printed.
fn is_released(comment: &Comment) -> bool {
    comment.publish && !comment.hold
}

/// Released comments that a goal rests on.
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

/// Released comments that are not among those `printed` already and do not point to somebody under their theme, with its title,
/// in the order of the findings.
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
        .filter(|(t, c)| !findings.theme_would_point(t, c))
        .map(|(t, c)| (t.title.as_str(), c))
        .collect()
}

/// A measure with the questions in the place of their ids, which nobody knows by heart.
pub fn measured(source: &PaperSource<'_>, measure: &str) -> String {
    let Some(findings) = source.findings else {
        return measure.to_owned();
    };
    let mut said = String::with_capacity(measure.len());
    for part in measure.split_inclusive(|c: char| !c.is_alphanumeric() && c != '-' && c != '_') {
        let id = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        match findings.finding(id) {
            Some((_, finding)) => {
                said.push('\u{201C}');
                said.push_str(&finding.question);
                said.push('\u{201D}');
                said.push_str(part.strip_prefix(id).unwrap_or_default());
            }
            None => said.push_str(part),
        }
    }
    said
}
