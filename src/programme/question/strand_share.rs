//! Question `strand-share`: goals agreed mainly for a strand, beside the answers of that strand.

use std::collections::{BTreeMap, HashMap};

use super::{
    super::rows::{Dataset, EvidenceRow},
    Row, row,
};

pub(super) const COLUMNS: &[&str] = &["year", "strand", "agreed", "agreed_all", "answers"];

pub(super) fn rows(data: &Dataset) -> Vec<Row> {
    let mut all: HashMap<i16, i64> = HashMap::new();
    let mut groups: BTreeMap<(i16, &str), [i64; 2]> = BTreeMap::new();
    for goal in data.goals.iter().filter(|g| g.decision == "agreed") {
        let year = goal.meeting_date.year();
        *all.entry(year).or_default() += 1;
        if let Some(strand) = goal.strand.as_deref() {
            let [agreed, _] = groups.entry((year, strand)).or_default();
            *agreed += 1;
        }
    }
    for meeting in data.evidence.chunk_by(|a, b| a.meeting_id == b.meeting_id) {
        let Some(year) = meeting.first().map(|e| e.year) else {
            continue;
        };
        for (strand, most) in most_answers(meeting) {
            let [_, answers] = groups.entry((year, strand)).or_default();
            *answers += most;
        }
    }
    let rows = groups
        .into_iter()
        .map(|((year, strand), [agreed, answers])| {
            let agreed_all = all.get(&year).copied().unwrap_or(0);
            row([year.into(), strand.into()], [agreed, agreed_all, answers])
        });
    rows.collect()
}

/// The largest number of answers that is shown for each strand at a meeting.
fn most_answers(meeting: &[EvidenceRow]) -> Vec<(&str, i64)> {
    // A meeting has two or three strands: a list is faster than a map.
    let mut strands: Vec<(&str, i64)> = Vec::new();
    for row in meeting.iter().filter(|e| e.review_no == 0) {
        let (Some(strand), Some(scored)) = (row.strand.as_deref(), row.scored) else {
            continue;
        };
        let scored = i64::from(scored);
        match strands.iter_mut().find(|(known, _)| *known == strand) {
            Some((_, most)) => *most = scored.max(*most),
            None => strands.push((strand, scored)),
        }
    }
    strands
}
