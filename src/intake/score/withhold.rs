//! Removes small numbers, and numbers that would reveal them, from findings that leave the building.
//!
//! A screen may hide a small result; in a file it must not exist.

use crate::domain::{
    findings::{Findings, StrandResult},
    stats,
};

/// Counts of what was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Results without their numbers, and those of strands that are too small to name.
    pub results: usize,
    /// Comments on hold, and those whose strand and source rest on too few people.
    pub comments: usize,
}

/// Removes from findings:
/// Results on fewer than `hide_below` answers, or with fewer than `hide_cells_below` people on one side, and the next
/// smallest where a total would reveal them; sources of few people, and everything of a strand without another source; held
/// comments, and those of few people; the marks of comments.
pub fn withhold(findings: &mut Findings) -> Withheld {
    let rule = findings.survey.hide_rule();
    let least = rule.answers_below;
    let mut withheld = Withheld::default();
    let sources = findings.survey.sources.clone();
    let is_few = |strand: &str, kind| {
        let people = sources
            .iter()
            .filter(|s| s.strand == strand && s.kind == kind)
            .map(|s| s.answered);
        people.sum::<u32>() < least
    };
    // The number of people in a small source is itself a small number.
    findings.survey.sources.retain(|s| s.answered >= least);
    let is_left = |strand: &str| findings.survey.sources.iter().any(|s| s.strand == strand);
    let gone: Vec<&str> = sources
        .iter()
        .map(|s| s.strand.as_str())
        .filter(|strand| !is_left(strand))
        .collect();
    for theme in &mut findings.themes {
        for finding in &mut theme.findings {
            let mut periods: Vec<String> =
                finding.results.iter().map(|r| r.period.clone()).collect();
            periods.sort();
            periods.dedup();
            for period in periods {
                let mut those: Vec<_> = finding
                    .results
                    .iter_mut()
                    .filter(|r| r.period == period)
                    .collect();
                let parts: Vec<stats::PartCounts> =
                    those.iter().map(|r| (r.positive, r.scored)).collect();
                for (result, shown) in those.iter_mut().zip(stats::shown(&parts, rule, true)) {
                    if !shown && !result.withheld {
                        (result.positive, result.scored, result.withheld) = (0, 0, true);
                        // A weighted percentage of a small group tells its number as well.
                        result.weighted = None;
                        withheld.results += 1;
                    }
                }
            }
        }
        // Runs after the numbers, so that a strand that is removed still protects its neighbours.
        for finding in &mut theme.findings {
            let numbers = |results: &[StrandResult]| results.iter().filter(|r| !r.withheld).count();
            let before = numbers(&finding.results);
            finding
                .results
                .retain(|r| !gone.contains(&r.strand.as_str()));
            withheld.results += before - numbers(&finding.results);
        }
        let before = theme.comments.len();
        theme
            .comments
            .retain(|c| !c.hold && !is_few(&c.strand, c.source));
        withheld.comments += before - theme.comments.len();
        let there: Vec<String> = theme
            .comments
            .iter()
            .map(|c| c.id.clone())
            .chain(theme.findings.iter().map(|f| f.id.clone()))
            .collect();
        for comment in &mut theme.comments {
            // Marks are for reviewers. Outside they would only point to what identifies somebody.
            comment.marks.clear();
        }
        for goal in &mut theme.goals {
            // A goal must not refer to evidence that the reader cannot see, or its absence would be telling.
            if let Some(evidence) = &mut goal.evidence {
                evidence.retain(|id| there.contains(id));
            }
            goal.evidence.take_if(|evidence| evidence.is_empty());
            goal.strand
                .take_if(|strand| gone.contains(&strand.as_str()));
        }
    }
    withheld
}
