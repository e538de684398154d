//! Compares META with the votes. Differences are warnings, because the votes are what was cast.

use super::{PbCell, PbReader, VoteFormat, exact};
use crate::{
    domain::vote::{choose::UtilityBallot, exact::Exact},
    yaml::Severity,
};

/// Property of a ballot that META may limit.
type Measure<'a> = &'a dyn Fn(&UtilityBallot) -> Exact;

impl PbReader<'_> {
    /// Compares a number in META with the actual count.
    pub(super) fn counts(&mut self, meta: &[(String, PbCell)], key: &str, count: usize) {
        let Some((_, cell)) = meta.iter().find(|(k, _)| k == key) else {
            return;
        };
        if cell.text.parse() != Ok(count) {
            let at = (cell.line, cell.column);
            let found = format!("`{}` as {key}", cell.text);
            self.warning(at, found, &count.to_string());
        }
    }

    /// Compares limits in META with the ballots; ballots that break them are counted all the same.
    pub(super) fn limits(
        &mut self,
        meta: &[(String, PbCell)],
        ballots: &[UtilityBallot],
        votes_are: VoteFormat,
    ) {
        let length =
            |b: &UtilityBallot| Exact::from_integer(i64::try_from(b.marks.len()).unwrap_or(0));
        let sum = |b: &UtilityBallot| b.marks.iter().map(|m| m.1).sum::<Exact>();
        let least = |b: &UtilityBallot| b.marks.iter().map(|m| m.1).min().unwrap_or_default();
        let most = |b: &UtilityBallot| b.marks.iter().map(|m| m.1).max().unwrap_or_default();
        let checks: [(&str, bool, Measure<'_>, &str); 6] = [
            ("min_length", false, &length, "fewer projects"),
            ("max_length", true, &length, "more projects"),
            ("min_points", false, &least, "fewer points for a project"),
            ("max_points", true, &most, "more points for a project"),
            ("min_sum_points", false, &sum, "fewer points"),
            ("max_sum_points", true, &sum, "more points"),
        ];
        for (key, upper, measure, what) in checks {
            if key.ends_with("points") && votes_are != VoteFormat::Points {
                continue;
            }
            let Some((_, cell)) = meta.iter().find(|(k, _)| k == key) else {
                continue;
            };
            let Ok(bound) = exact(&cell.text) else {
                continue;
            };
            let beyond = |b: &&UtilityBallot| {
                let size = measure(b);
                if upper { size > bound } else { size < bound }
            };
            let count = ballots.iter().filter(beyond).count();
            if count > 0 {
                let at = (cell.line, cell.column);
                let found = format!("{count} ballots with {what} than `{key}` says");
                self.problem(
                    Severity::Warning,
                    at,
                    found,
                    "",
                    "they are counted as they are",
                );
            }
        }
    }
}
