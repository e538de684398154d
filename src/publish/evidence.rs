//! What a goal rests on, as it may be printed: one chart, and patients' words that somebody released for print.
//!
//! Paper leaves the building, so this hides more than the wall: what the outcome withholds, what rests on few answers, and
//! every comment without `publish: true`.

use std::collections::BTreeSet;

use super::{
    Source,
    page::{Bar, Block},
    words::{Words, fill},
};
use crate::domain::{
    findings::{Comment, Findings, SourceKind},
    outcome::OutcomeGoal,
    stats::Share,
};

/// One chart of the first of a goal's questions that has a result to show, a bar for each strand.
pub fn chart(source: &Source<'_>, goal: &OutcomeGoal, words: &Words) -> Option<Block> {
    charts(source, goal, words).into_iter().next()
}

/// A chart for each of a goal's questions that has a result to show.
pub fn charts(source: &Source<'_>, goal: &OutcomeGoal, words: &Words) -> Vec<Block> {
    let mut questions: Vec<&str> = Vec::new();
    for id in goal.evidence.iter().filter_map(|e| e.finding.as_deref()) {
        if !questions.contains(&id) {
            questions.push(id);
        }
    }
    let charts = questions.into_iter();
    charts
        .filter_map(|id| chart_of(source, goal, id, words))
        .collect()
}

fn chart_of(source: &Source<'_>, goal: &OutcomeGoal, id: &str, words: &Words) -> Option<Block> {
    let (_, finding) = source.findings?.finding(id)?;
    let results = goal.evidence.iter().filter(|e| {
        e.finding.as_deref() == Some(id)
            && !e.withheld
            && e.scored.is_some_and(|scored| scored >= source.hide_below())
    });
    let shares: Vec<(String, Share)> = results
        .filter_map(|e| {
            let share = Share::new(e.positive?, e.scored?)?;
            Some((words.people(e.strand.as_deref().unwrap_or_default()), share))
        })
        .collect();
    (!shares.is_empty()).then(|| bars(&finding.question, &shares, words))
}

/// Bars of shares with what they rest on, and the same said.
pub(super) fn bars(question: &str, shares: &[(String, Share)], words: &Words) -> Block {
    let mut bars = Vec::new();
    let mut said = Vec::new();
    for (people, share) in shares {
        let percent = share.whole_percent();
        let n = percent.to_string();
        let (positive, scored) = (share.positive().to_string(), share.scored().to_string());
        let values = [
            ("people", people.as_str()),
            ("n", &n),
            ("positive", &positive),
            ("scored", &scored),
        ];
        bars.push(Bar {
            label: crate::domain::words::capital(people),
            percent,
            figure: fill(words.in_hundred, &values),
            note: fill(words.of_people, &values),
        });
        said.push(fill(words.chart_said, &values));
    }
    Block::Chart {
        question: question.to_owned(),
        bars,
        said: said.join(" "),
    }
}

/// A comment as it is printed: its words, and whose they are unless few people stand behind that.
pub fn quote(findings: Option<&Findings>, comment: &Comment, words: &Words) -> Block {
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
    Block::Quote {
        text: comment.text.clone(),
        from,
    }
}

/// A comment that may be printed.
fn is_released(comment: &Comment) -> bool {
    comment.publish && !comment.hold
}

/// Released comments that a goal rests on.
pub fn comments<'a>(source: &Source<'a>, goal: &OutcomeGoal) -> Vec<&'a Comment> {
    let Some(findings) = source.findings else {
        return Vec::new();
    };
    let ids = goal.evidence.iter().filter_map(|e| e.comment.as_deref());
    ids.filter_map(|id| findings.comment(id))
        .map(|(_, comment)| comment)
        .filter(|comment| is_released(comment))
        .collect()
}

/// Released comments that none of `goals` rests on, with their theme's title, in the order of the findings.
pub fn other_comments<'a>(
    source: &Source<'a>,
    goals: &[&OutcomeGoal],
) -> Vec<(&'a str, &'a Comment)> {
    let used: BTreeSet<&str> = goals
        .iter()
        .flat_map(|g| g.evidence.iter().filter_map(|e| e.comment.as_deref()))
        .collect();
    let themes = source.findings.map_or(&[][..], |f| &f.themes);
    themes
        .iter()
        .flat_map(|t| t.comments.iter().map(|c| (t.title.as_str(), c)))
        .filter(|(_, c)| is_released(c) && !used.contains(c.id.as_str()))
        .collect()
}

/// A measure with the questions in the place of their ids, which nobody knows by heart.
pub fn measured(source: &Source<'_>, measure: &str) -> String {
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
