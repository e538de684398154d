//! What META says of the votes, against the votes: a warning where they differ, since the votes are what was cast.

use super::{Cell, Reader, Vote, exact};
use crate::{
    domain::vote::{choose::Ballot, exact::Exact},
    yaml::Severity,
};

/// Something of a ballot that META may say a limit for.
type Measure<'a> = &'a dyn Fn(&Ballot) -> Exact;

impl Reader<'_> {
    /// What META says of how many there are, against the count.
    pub(super) fn counts(&mut self, meta: &[(String, Cell)], key: &str, count: usize) {
        let Some((_, cell)) = meta.iter().find(|(k, _)| k == key) else {
            return;
        };
        if cell.text.parse() != Ok(count) {
            let at = (cell.line, cell.column);
            let found = format!("`{}` as {key}", cell.text);
            self.warning(at, found, &count.to_string());
        }
    }

    /// What META says a ballot may hold; ballots that break it are counted all the same.
    pub(super) fn limits(&mut self, meta: &[(String, Cell)], ballots: &[Ballot], votes_are: Vote) {
        let length = |b: &Ballot| Exact::from_integer(i64::try_from(b.marks.len()).unwrap_or(0));
        let sum = |b: &Ballot| b.marks.iter().map(|m| m.1).sum::<Exact>();
        let least = |b: &Ballot| b.marks.iter().map(|m| m.1).min().unwrap_or_default();
        let most = |b: &Ballot| b.marks.iter().map(|m| m.1).max().unwrap_or_default();
        let checks: [(&str, bool, Measure<'_>, &str); 6] = [
            ("min_length", false, &length, "fewer projects"),
            ("max_length", true, &length, "more projects"),
            ("min_points", false, &least, "fewer points for a project"),
            ("max_points", true, &most, "more points for a project"),
            ("min_sum_points", false, &sum, "fewer points"),
            ("max_sum_points", true, &sum, "more points"),
        ];
        for (key, upper, measure, what) in checks {
            if key.ends_with("points") && votes_are != Vote::Points {
                continue;
            }
            let Some((_, cell)) = meta.iter().find(|(k, _)| k == key) else {
                continue;
            };
            let Ok(bound) = exact(&cell.text) else {
                continue;
            };
            let beyond = |b: &&Ballot| {
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
