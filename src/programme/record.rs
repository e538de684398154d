//! Rows of one meeting, made from its outcome.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::rows::{
    EvidenceRow, GoalRow, MeetingId, MeetingRow, ResultRow, ReviewRow, StandardRow, ThemeRow,
    UnitId, Word,
};
use crate::domain::{
    goal::{Control, Reason},
    names::NameRedactor,
    outcome::{Evidence, Outcome, OutcomeGoal, RoundResult, Status},
    programme::ProgrammeUnit,
    word::word_of,
};

/// Words that occur in many rows, each held once.
#[derive(Debug, Default)]
pub(super) struct Words(HashSet<Word>);

impl Words {
    fn of(&mut self, text: &str) -> Word {
        if let Some(word) = self.0.get(text) {
            return Word::clone(word);
        }
        let word = Word::from(text);
        self.0.insert(Word::clone(&word));
        word
    }

    fn may(&mut self, text: Option<&str>) -> Option<Word> {
        text.filter(|t| !t.is_empty()).map(|t| self.of(t))
    }
}

/// Rows of a meeting, before anything is hidden.
#[derive(Debug)]
pub(super) struct MeetingRecord {
    pub(super) meeting: MeetingRow,
    pub(super) goals: Vec<GoalRow>,
    pub(super) goal_themes: Vec<ThemeRow>,
    pub(super) reviews: Vec<ReviewRow>,
    pub(super) evidence: Vec<EvidenceRow>,
    pub(super) results: Vec<ResultRow>,
    pub(super) standards: Vec<StandardRow>,
}

/// Keys of a meeting, which each of its rows has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keys {
    pub(super) unit: UnitId,
    pub(super) meeting: MeetingId,
    pub(super) date: Date,
}

impl MeetingRecord {
    /// Rows of an outcome. `listed` is what `programme.yaml` says of its folder.
    pub(super) fn of(
        outcome: &Outcome,
        keys: Keys,
        listed: Option<&ProgrammeUnit>,
        words: &mut Words,
    ) -> Self {
        let names = listed
            .filter(|unit| unit.titles)
            .map(|_| NameRedactor::by_role(&outcome.people));
        let mut record = Self {
            meeting: meeting_row(outcome, keys, listed, words),
            goals: Vec::with_capacity(outcome.goals.len()),
            goal_themes: Vec::new(),
            reviews: Vec::new(),
            evidence: Vec::new(),
            results: Vec::new(),
            standards: Vec::with_capacity(outcome.standards.len()),
        };
        for (goal_no, goal) in (1..).zip(&outcome.goals) {
            let title = names.as_ref().map(|names| names.cleared(&goal.title).0);
            let row = goal_row(outcome, goal, goal_no, keys, words);
            record.goals.push(GoalRow {
                title: words.may(title.as_deref()),
                ..row
            });
            record.add_themes(goal, goal_no, keys, words);
            record.add_evidence(&goal.evidence, goal_no, 0, keys, words);
            for (review_no, review) in (1..).zip(&goal.reviews) {
                let looked_on = review.status.and(review.on.or(review.due));
                record.reviews.push(ReviewRow {
                    year: keys.date.year(),
                    unit_id: keys.unit,
                    meeting_id: keys.meeting,
                    goal_no,
                    review_no,
                    due: review.due,
                    looked_on,
                    status: review.status.map(|s| word_of(Status::WORDS, s)),
                    new_due: review.new_due,
                    months_since: looked_on.map(|day| whole_months(keys.date, day)),
                    days_since: looked_on.map(|day| days(keys.date, day)),
                });
                record.add_evidence(&review.figures, goal_no, review_no, keys, words);
            }
        }
        record.results = result_rows(outcome, keys);
        for (standard_no, standard) in (1..).zip(&outcome.standards) {
            record.standards.push(StandardRow {
                year: keys.date.year(),
                unit_id: keys.unit,
                meeting_id: keys.meeting,
                standard_no,
                theme: words.of(&standard.theme),
                agreed: standard.agreed,
            });
        }
        // Thousands of these are held at once.
        record.goal_themes.shrink_to_fit();
        record.reviews.shrink_to_fit();
        record.evidence.shrink_to_fit();
        record.results.shrink_to_fit();
        record
    }

    fn add_themes(&mut self, goal: &OutcomeGoal, goal_no: i32, keys: Keys, words: &mut Words) {
        let mut seen: Vec<&str> = Vec::new();
        for theme in &goal.themes {
            // A goal counts once in a theme, however often it is named.
            if seen.contains(&theme.as_str()) {
                continue;
            }
            seen.push(theme);
            self.goal_themes.push(ThemeRow {
                year: keys.date.year(),
                unit_id: keys.unit,
                meeting_id: keys.meeting,
                goal_no,
                theme_no: number(seen.len()),
                theme: words.of(theme),
            });
        }
    }

    fn add_evidence(
        &mut self,
        evidence: &[Evidence],
        goal_no: i32,
        review_no: i32,
        keys: Keys,
        words: &mut Words,
    ) {
        let findings = evidence
            .iter()
            .filter_map(|e| e.finding.as_deref().map(|f| (e, f)));
        for (entry_no, (evidence, finding)) in (1..).zip(findings) {
            self.evidence.push(EvidenceRow {
                year: keys.date.year(),
                unit_id: keys.unit,
                meeting_id: keys.meeting,
                goal_no,
                review_no,
                entry_no,
                finding: words.of(finding),
                strand: words.may(evidence.strand.as_deref()),
                period: words.may(evidence.period.as_deref()),
                positive: evidence.positive.map(count),
                scored: evidence.scored.map(count),
                withheld: evidence.withheld,
            });
        }
    }
}

fn meeting_row(
    outcome: &Outcome,
    keys: Keys,
    listed: Option<&ProgrammeUnit>,
    words: &mut Words,
) -> MeetingRow {
    let held = &outcome.meeting;
    let in_group = |group: &str| {
        let of = |id: &&String| outcome.person(id).and_then(|p| p.group.as_deref()) == Some(group);
        number(held.present.iter().filter(of).count())
    };
    MeetingRow {
        unit_id: keys.unit,
        unit: words.of(&outcome.unit.name),
        organisation: words.may(Some(&outcome.unit.organisation)),
        alliance: words.may(listed.and_then(|u| u.alliance.as_deref())),
        region: words.may(listed.and_then(|u| u.region.as_deref())),
        meeting_id: keys.meeting,
        meeting_date: keys.date,
        present_patient: in_group("patient"),
        present_mdt: in_group("mdt"),
        absent: number(held.absent.len()),
        standards: number(outcome.standards.len()),
        standards_agreed: number(outcome.standards.iter().filter(|s| s.agreed).count()),
        goals: number(outcome.goals.len()),
    }
}

fn goal_row(
    outcome: &Outcome,
    goal: &OutcomeGoal,
    goal_no: i32,
    keys: Keys,
    words: &mut Words,
) -> GoalRow {
    let owner = goal.owner.as_deref().and_then(|id| outcome.person(id));
    let findings = goal.evidence.iter().filter(|e| e.finding.is_some()).count();
    let comments = goal.evidence.iter().filter(|e| e.comment.is_some()).count();
    GoalRow {
        unit_id: keys.unit,
        meeting_id: keys.meeting,
        meeting_date: keys.date,
        goal_no,
        title: None,
        strand: words.may(goal.strand.as_deref()),
        decision: goal.decision.word(),
        reason: goal.reason.map(Reason::word),
        control: goal.control.map(Control::word),
        cost: goal.cost.map(amount),
        hours: goal.hours.map(amount),
        has_owner: goal.owner.is_some() || goal.owner_role.is_some(),
        owner_group: words.may(owner.and_then(|p| p.group.as_deref())),
        accepted: goal.accepted,
        due: goal.due,
        until: goal.until,
        merged: number(goal.merged_from.len()),
        evidence_findings: number(findings),
        evidence_comments: number(comments),
    }
}

fn result_rows(outcome: &Outcome, keys: Keys) -> Vec<ResultRow> {
    let numbers: BTreeMap<&str, i32> = outcome
        .goals
        .iter()
        .map(|g| g.id.as_str())
        .zip(1..)
        .collect();
    let mut rows = Vec::new();
    // Row of each goal's latest result so far: the last one of the file wins.
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for (round_no, round) in (1..).zip(&outcome.rounds) {
        for (entry_no, result) in (1..).zip(&round.results) {
            // What small tables propose is no vote of the room.
            if !round.method.is_tables() {
                last.insert(&result.goal, rows.len());
            }
            let of = |group: &str| result.groups.get(group).copied().map(milli);
            rows.push(ResultRow {
                year: keys.date.year(),
                unit_id: keys.unit,
                meeting_id: keys.meeting,
                round_no,
                entry_no,
                method: round.method.word(),
                weight: round.weight.word(),
                voted_patient: voted(round, "patient"),
                voted_mdt: voted(round, "mdt"),
                goal_no: numbers.get(result.goal.as_str()).copied(),
                balanced_milli: result.balanced.map(milli),
                patient_milli: of("patient"),
                mdt_milli: of("mdt"),
                parted: result.parted,
                withheld: result.withheld,
                last_round: false,
            });
        }
    }
    for nth in last.into_values() {
        if let Some(row) = rows.get_mut(nth) {
            row.last_round = true;
        }
    }
    rows
}

fn voted(round: &RoundResult, group: &str) -> i32 {
    round.voted.get(group).copied().map_or(0, count)
}

/// Whole months from a day to another one.
fn whole_months(from: Date, to: Date) -> i32 {
    let years = i32::from(to.year()) - i32::from(from.year());
    let months = 12 * years + i32::from(to.month()) - i32::from(from.month());
    months - i32::from(to.day() < from.day())
}

/// Days from a day to another one.
fn days(from: Date, to: Date) -> i32 {
    let hours = to.duration_since(from).as_hours();
    i32::try_from(hours / 24).unwrap_or(i32::MAX)
}

/// Converts to thousandths, half away from zero.
fn milli(value: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "clamped to what a file may hold"
    )]
    let milli = (value * 1000.0).round().clamp(-1e9, 1e9) as i32;
    milli
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn count(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn amount(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_whole_and_days_are_days() {
        let months = |a: &str, b: &str| whole_months(day(a), day(b));
        assert_eq!(months("2025-01-31", "2025-02-28"), 0);
        assert_eq!(months("2025-01-28", "2025-02-28"), 1);
        assert_eq!(months("2024-11-24", "2026-05-23"), 17);
        assert_eq!(months("2024-11-24", "2026-05-24"), 18);
        assert_eq!(months("2025-03-01", "2025-02-01"), -1);
        assert_eq!(days(day("2024-02-28"), day("2024-03-01")), 2);
        assert_eq!(days(day("2024-03-01"), day("2024-02-28")), -2);
    }

    #[test]
    fn thousandths_round_half_away_from_zero() {
        assert_eq!(
            [4.4, 0.0005, -0.0005, 1.2344].map(milli),
            [4400, 1, -1, 1234]
        );
    }
}
