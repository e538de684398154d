//! Summarises a merge in sentences.

use std::collections::HashSet;

use crate::domain::{codebook::Codebook, findings::Findings};

/// Counts for the summary of a merge.
#[derive(Default)]
pub(super) struct MergeCounts {
    pub(super) new_findings: usize,
    pub(super) updated: usize,
    pub(super) new_comments: usize,
    pub(super) held: usize,
    pub(super) kept: usize,
    pub(super) left_out: usize,
    pub(super) forgotten: usize,
    pub(super) unsorted: usize,
}

pub(super) fn count_noun(n: usize, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {many}")
    }
}

pub(super) fn summary(
    done: &MergeCounts,
    findings: &Findings,
    codebook: &Codebook,
    existing: Option<&Findings>,
) -> Vec<String> {
    let mut notes = Vec::new();
    let asked = |n: usize| count_noun(n, "finding", "findings");
    if existing.is_none() {
        notes.push(format!(
            "{} in {}.",
            asked(done.new_findings),
            count_noun(codebook.themes.len(), "theme", "themes")
        ));
    } else {
        notes.push(format!(
            "{} new, {} with new results; titles, standards, goals, benchmarks and everything else that was written stay.",
            asked(done.new_findings),
            asked(done.updated)
        ));
    }
    for source in &findings.survey.sources {
        notes.push(format!(
            "{}, {}: {} answered.",
            source.strand,
            source.kind.word(),
            count_noun(source.answered as usize, "person", "people")
        ));
    }
    let comments = done.new_comments + done.kept;
    if comments > 0 || done.left_out > 0 {
        notes.push(format!(
            "{} ({} new), {} held until somebody releases {}.",
            count_noun(comments, "comment", "comments"),
            done.new_comments,
            done.held,
            if done.held == 1 { "it" } else { "them" },
        ));
    }
    if done.unsorted > 0 {
        notes.push(format!(
            "{} not sorted: {} the meeting until somebody puts {} to a theme.",
            count_noun(done.unsorted, "comment is", "comments are"),
            if done.unsorted == 1 {
                "it stays out of"
            } else {
                "they stay out of"
            },
            if done.unsorted == 1 { "it" } else { "them" },
        ));
    }
    if done.left_out > 0 {
        notes.push(format!(
            "{} that say nothing, or were left out by hand.",
            count_noun(done.left_out, "comment", "comments")
        ));
    }
    if done.forgotten > 0 {
        notes.push(format!(
            "{} forgotten on request: not taken in again.",
            count_noun(done.forgotten, "comment was", "comments were")
        ));
    }
    let imported: HashSet<&str> = codebook
        .questions
        .iter()
        .map(|q| q.finding.as_str())
        .collect();
    let others = findings
        .themes
        .iter()
        .flat_map(|t| &t.findings)
        .filter(|f| !imported.contains(f.id.as_str()))
        .count();
    if others > 0 {
        notes.push(format!(
            "{} of earlier stay as they are: the codebook does not know them.",
            asked(others)
        ));
    }
    notes
}
