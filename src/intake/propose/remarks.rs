//! Remarks beside the columns of a codebook: who answered, and how often each answer was given.

use std::collections::HashSet;

use super::sorting::direction;
use crate::{
    domain::{
        alike::folded,
        codebook::Codebook,
        stats::{self, HideRule},
    },
    intake::{
        export::{AnswerKind, Export},
        rows, scale,
        table::Answer,
    },
    yaml::Remarks,
};

/// "n of m answered", or "fewer than `least`" for small numbers.
fn answered_phrase(people: u32, of: usize, least: u32) -> String {
    if people > 0 && people < least {
        format!("fewer than {least} answered")
    } else {
        format!("{people} of {of} answered")
    }
}

/// Counts of each answer, in the order of the scale. Small counts, and those that would reveal a small one, are listed
/// without a number.
fn counted_phrase(people: &str, answers: &[Answer], least: u32) -> String {
    let most: Vec<&Answer> = answers.iter().filter(|a| a.count > 0).collect();
    // No side of the answers is "positive" yet, so only the number of people per answer can disclose.
    let counts: Vec<(u32, u32)> = most.iter().map(|a| (0, a.count)).collect();
    let rule = HideRule {
        answers_below: least,
        cells_below: 0,
    };
    let (told, kept): (Vec<_>, Vec<_>) = most
        .into_iter()
        .zip(stats::shown(&counts, rule, true))
        .partition(|(_, is_shown)| *is_shown);
    let list = |answers: &[(&Answer, bool)], text: fn(&Answer) -> String| {
        let shown: Vec<String> = answers
            .iter()
            .take(MOST_SHOWN)
            .map(|(a, _)| text(a))
            .collect();
        let more = if answers.len() > MOST_SHOWN {
            ", ..."
        } else {
            ""
        };
        format!("{}{more}", shown.join(", "))
    };
    let mut line = people.to_owned();
    if !told.is_empty() {
        line.push_str(": ");
        line.push_str(&list(&told, |a| format!("{} {}", a.count, a.text)));
    }
    if !kept.is_empty() {
        line.push_str("; without a number, since few gave one of them: ");
        line.push_str(&list(&kept, |a| a.text.clone()));
    }
    line
}

/// Maximum number of answers listed in a remark.
const MOST_SHOWN: usize = 12;

/// Remarks for each codebook column: people who answered, counts of answers, unsorted answers. Identifiers and free text
/// get counts only.
///
/// The codebook is mailed around, so no count in it may be, or reveal, one of few people.
pub fn remarks(exports: &[Export], codebook: &Codebook) -> Remarks {
    let mut remarks = Remarks::new();
    let least = codebook.survey.hide_below;
    for export in exports.iter().filter(|e| !e.is_results()) {
        for (nth, described) in export.columns.iter().enumerate() {
            let ours = codebook
                .exports
                .iter()
                .filter(|r| r.file == export.name)
                .find_map(|r| r.columns.iter().find(|(_, theirs)| *theirs == described.id))
                .map_or(&described.id, |(ours, _)| ours);
            let mut lines = Vec::new();
            let people = answered_phrase(
                rows::people_who_answered(export, nth),
                // People and not rows, or somebody with two rows would count twice in the remark and once in the result.
                export.people.number,
                least,
            );
            let question = codebook.questions.iter().find(|q| q.column == *ours);
            match (question, rows::answers_of_people(export, nth)) {
                (Some(question), Some(mut answers)) if described.kind != AnswerKind::Identifier => {
                    answers.sort_by_key(|a| std::cmp::Reverse(a.count));
                    scale::in_order(&mut answers);
                    lines.push(counted_phrase(&people, &answers, least));
                    if !question.agreed
                        && question.positive.is_empty()
                        && let Some(direction) = direction(&question.question, &answers)
                    {
                        lines.push(format!(
                            "this may be worded the other way round: {} Then write reversed: true beside it.",
                            direction.question()
                        ));
                    }
                    let sorted: HashSet<String> =
                        [&question.positive, &question.other, &question.leave_out]
                            .into_iter()
                            .flatten()
                            .map(|a| folded(a))
                            .collect();
                    let open: Vec<&str> = answers
                        .iter()
                        .map(|a| a.text.as_str())
                        .filter(|a| !sorted.contains(&folded(a)))
                        .collect();
                    if !open.is_empty() {
                        lines.push(format!("not sorted yet: {}", open.join(", ")));
                    }
                }
                _ => lines.push(people),
            }
            remarks.entry(ours.clone()).or_default().extend(lines);
        }
    }
    remarks
}
