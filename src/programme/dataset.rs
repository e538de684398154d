//! The dataset of many outcomes: each meeting once, rows in order, small numbers hidden over all of them.
//!
//! Outcomes are added one by one and only their rows are kept, so that ten thousand fit into memory.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::{
    hide::{self, Closure},
    key::{self, Progress},
    record::{Keys, MeetingRecord, Words},
    rows::{Dataset, UnitId},
};
use crate::domain::{outcome::Outcome, programme::ProgrammeFile};

/// Place of an outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Path, as people see it.
    pub file: String,
    /// Its folder below the programme's, with `/` between the parts; empty for the programme's own.
    pub folder: String,
}

/// An outcome that is in no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its path.
    pub file: String,
    /// The reason, as a clause.
    pub why: String,
}

/// Remarks on how a dataset was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Outcomes that are in no row.
    pub left_out: Vec<LeftOut>,
    /// Folders that `programme.yaml` does not name, so that their units have no alliance.
    pub unlisted: BTreeSet<String>,
    /// Outcomes of units that did not consent.
    pub without_consent: usize,
}

/// Makes the dataset of some outcomes, given in the order of their paths. `on` is the day of the export.
pub fn dataset(
    outcomes: impl IntoIterator<Item = (Source, Outcome)>,
    settings: &ProgrammeFile,
    on: Date,
) -> (Dataset, Report) {
    let mut collector = Collector::new(settings);
    for (source, outcome) in outcomes {
        collector.add(source, &outcome);
    }
    collector.finish(on)
}

/// Outcomes on their way into a dataset.
#[derive(Debug)]
pub struct Collector<'a> {
    settings: &'a ProgrammeFile,
    words: Words,
    records: Vec<Held>,
    report: Report,
    /// Units that let others see their goals.
    bank: BTreeSet<UnitId>,
}

/// A meeting on its way into a dataset.
#[derive(Debug)]
struct Held {
    file: String,
    /// Its folder, if `programme.yaml` does not name it.
    unlisted: Option<String>,
    progress: Progress,
    record: MeetingRecord,
}

impl<'a> Collector<'a> {
    /// A collector without outcomes.
    pub fn new(settings: &'a ProgrammeFile) -> Self {
        Self {
            settings,
            words: Words::default(),
            records: Vec::new(),
            report: Report::default(),
            bank: BTreeSet::new(),
        }
    }

    /// Adds an outcome, whose path comes after those that were added before.
    pub fn add(&mut self, source: Source, outcome: &Outcome) {
        let listed = self.settings.unit_of(&source.folder);
        if listed.is_some_and(|unit| !unit.consent) {
            self.report.without_consent += 1;
            return;
        }
        let unit = key::unit_id(outcome, listed.and_then(|u| u.id.as_deref()));
        let keys = key::meeting_date(outcome).zip(key::meeting_id(outcome, unit));
        let Some((date, meeting)) = keys else {
            self.report.left_out.push(LeftOut {
                file: source.file,
                why: "it has neither a `date` nor a `started`, so its year is not known".to_owned(),
            });
            return;
        };
        if listed.is_some_and(|unit| unit.bank) {
            self.bank.insert(unit);
        }
        // Without a file every unit is unlisted, and nobody has to be told.
        let is_unlisted = listed.is_none() && !self.settings.units.is_empty();
        let keys = Keys {
            unit,
            meeting,
            date,
        };
        let record = MeetingRecord::of(outcome, keys, listed, &mut self.words);
        self.records.push(Held {
            file: source.file,
            unlisted: is_unlisted.then_some(source.folder),
            progress: Progress::of(outcome),
            record,
        });
    }

    // Threads read files in parallel and are joined in the order of the files.
    /// Appends the outcomes of another collector.
    pub fn join(&mut self, other: Self) {
        self.records.extend(other.records);
        self.report.left_out.extend(other.report.left_out);
        self.report.without_consent += other.report.without_consent;
        self.bank.extend(other.bank);
    }

    /// Leaves out copies, puts the rows in order and hides what is small.
    pub fn finish(self, on: Date) -> (Dataset, Report) {
        self.hidden_by(on, Closure::Complete)
    }

    /// Finishes with a given closure, so that a test can show what the closure is for.
    pub(super) fn hidden_by(self, on: Date, closure: Closure) -> (Dataset, Report) {
        let Self {
            settings,
            mut records,
            mut report,
            bank,
            ..
        } = self;
        let keyed = records.iter().map(|held| {
            let id = Some(held.record.meeting.meeting_id);
            (id, held.progress)
        });
        let copies = key::copies(keyed);
        for (held, counts) in records.iter().zip(&copies) {
            let Some(kept) = counts.and_then(|nth| records.get(nth)) else {
                report.unlisted.extend(held.unlisted.clone());
                continue;
            };
            report.left_out.push(LeftOut {
                file: held.file.clone(),
                why: key::copy_of(&kept.file),
            });
        }
        let mut copies = copies.iter();
        records.retain(|_| copies.next().is_some_and(Option::is_none));
        records.sort_by_key(|held| {
            let row = &held.record.meeting;
            (row.meeting_date, row.meeting_id)
        });
        let mut dataset = Dataset {
            on,
            hide_below: settings.hide_below(),
            bank,
            ..Dataset::default()
        };
        // Room for all at once: growing by halves would hold each table twice.
        let rows = |of: fn(&MeetingRecord) -> usize| -> usize {
            records.iter().map(|held| of(&held.record)).sum()
        };
        dataset.meetings.reserve_exact(records.len());
        dataset.goals.reserve_exact(rows(|r| r.goals.len()));
        dataset
            .goal_themes
            .reserve_exact(rows(|r| r.goal_themes.len()));
        dataset.reviews.reserve_exact(rows(|r| r.reviews.len()));
        dataset.evidence.reserve_exact(rows(|r| r.evidence.len()));
        dataset.results.reserve_exact(rows(|r| r.results.len()));
        dataset.standards.reserve_exact(rows(|r| r.standards.len()));
        for Held { record, .. } in records {
            dataset.meetings.push(record.meeting);
            dataset.goals.extend(record.goals);
            dataset.goal_themes.extend(record.goal_themes);
            dataset.reviews.extend(record.reviews);
            dataset.evidence.extend(record.evidence);
            dataset.results.extend(record.results);
            dataset.standards.extend(record.standards);
        }
        hide::hide(&mut dataset, closure);
        (dataset, report)
    }
}

#[cfg(test)]
mod tests;
