//! Comments that would be printed beside their strand although few people are behind them.
//!
//! Paper leaves them out there. Somebody who prepares a meeting should know it before, and not learn it from the booklet.

use super::{Problem, Read, Severity, chars::quoted};
use crate::domain::{
    findings::{Comment, Findings},
    outcome::Outcome,
};

/// Goals brought along whose comments paper will leave out; nothing where the findings could not be read.
pub fn left_out_of_print(findings: &Read<Findings>) -> Vec<Problem> {
    let Some(found) = &findings.value else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    for (nth_theme, theme) in found.themes.iter().enumerate() {
        for (nth, comment) in theme.comments.iter().enumerate() {
            // What is not printed at all cannot point to anybody, and a warning about it would be
            // noise.
            let printed = comment.publish && !comment.hold;
            if printed && found.theme_identifies_speaker(theme, comment) {
                let path = format!("themes[{nth_theme}].comments[{nth}]");
                problems.push(problem(findings, found, comment, &path));
            }
        }
        for (nth_goal, goal) in theme.goals.iter().enumerate() {
            let Some(strand) = goal.strand.as_deref() else {
                continue;
            };
            for (nth, id) in goal.evidence.iter().flatten().enumerate() {
                if let Some(comment) = pointing(found, id, &[strand]) {
                    let path = format!("themes[{nth_theme}].goals[{nth_goal}].evidence[{nth}]");
                    problems.push(problem(findings, found, comment, &path));
                }
            }
        }
    }
    problems
}

/// Goals of an outcome whose comments paper will leave out.
pub fn outcome_left_out_of_print(outcome: &Read<Outcome>, findings: &Findings) -> Vec<Problem> {
    let Some(agreed) = &outcome.value else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    for (nth_goal, goal) in agreed.goals.iter().enumerate() {
        let strands = goal.strands_beside();
        for (nth, evidence) in goal.evidence.iter().enumerate() {
            let id = evidence.comment.as_deref().unwrap_or_default();
            if let Some(comment) = pointing(findings, id, &strands) {
                let path = format!("goals[{nth_goal}].evidence[{nth}].comment");
                problems.push(problem(outcome, findings, comment, &path));
            }
        }
    }
    problems
}

/// A comment that may be printed, and would point to one of a few people beside these strands.
fn pointing<'a>(findings: &'a Findings, id: &str, strands: &[&str]) -> Option<&'a Comment> {
    let (_, comment) = findings.comment(id)?;
    let printed = comment.publish && !comment.hold;
    (printed && findings.identifies_speaker(comment, strands)).then_some(comment)
}

fn problem<T>(file: &Read<T>, findings: &Findings, comment: &Comment, path: &str) -> Problem {
    let people = findings.group_size(comment);
    file.places.problem(
        Severity::Warning,
        path,
        format!(
            "the comment {} beside its strand {}, with {people} people behind it",
            quoted(&comment.id),
            quoted(&comment.strand)
        ),
        format!("{} people or more behind it", findings.survey.hide_below),
        "paper leaves the comment out here, since somebody could be recognised; to print it, take it or the strand out of the goal",
    )
}
