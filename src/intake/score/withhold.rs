//! Findings for a file that leaves the building: small numbers are left out, and those that would give them away.
//!
//! On a screen a small result is hidden; in a file it must not stand at all.

use crate::domain::{
    findings::{Findings, StrandResult},
    stats,
};

/// What was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Results without their numbers, and those of strands that are too few to be named.
    pub results: usize,
    /// Comments that are on hold, or whose strand and source rest on too few people.
    pub comments: usize,
}

/// Leaves out of findings what rests on fewer than `hide_below` answers or has fewer people than `hide_cells_below` on one side,
/// and with it the next smallest where a total would tell it; sources of few people, and everything of a strand that no other
/// source has; held comments, and those of few people; and comments' marks.
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
    // Fewer people than may be shown are not counted in a file either.
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
                        result.weighted = None;
                        withheld.results += 1;
                    }
                }
            }
        }
        // After the numbers, so that a strand that goes still covers those beside it.
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
            comment.marks.clear();
        }
        for goal in &mut theme.goals {
            goal.evidence.retain(|id| there.contains(id));
            goal.strand
                .take_if(|strand| gone.contains(&strand.as_str()));
        }
    }
    withheld
}
