//! The meetings that a unit has held, found by the way from each agenda to the outcome before it.

use std::{collections::BTreeSet, path::PathBuf};

use super::files::{self, UnitFolder};
use crate::{
    domain::{evaluation::HeldEvaluation, outcome::Outcome, stamp::Stamp},
    yaml::{self, FileKind},
};

/// The longest way back, in meetings. A unit meets once a year or less often.
const MOST: usize = 30;

/// The answers about the unit's meetings, the oldest first: those that its agenda leads to, and its own.
// By the agendas and not by what lies beside the folder: a folder of the same name may belong to another unit of the hospital.
pub(super) fn evaluations(unit: &UnitFolder) -> Vec<HeldEvaluation> {
    let mut held = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some((unit.clone(), unit.folder.join("outcome.yaml")));
    while let Some((unit, path)) = next.take() {
        if held.len() >= MOST || !seen.insert(path.clone()) {
            break;
        }
        held.extend(outcome(&path).and_then(|outcome| {
            let meeting = &outcome.meeting;
            Some(HeldEvaluation {
                day: meeting.date.or(meeting.started.map(Stamp::date)),
                evaluation: outcome.evaluation?,
            })
        }));
        next = before(&unit);
    }
    held.reverse();
    held
}

/// The folder and the outcome of the meeting before a unit's.
fn before(unit: &UnitFolder) -> Option<(UnitFolder, PathBuf)> {
    let text = files::optional(&unit.agenda).ok()??;
    let named = yaml::read_agenda("", &text).value?.previous?;
    let path = unit.named(named);
    let folder = path.parent()?;
    // A line without an answer is no fault of the preparation: whatever is not there ends the way.
    Some((UnitFolder::at(folder).ok()?, path))
}

fn outcome(path: &std::path::Path) -> Option<Outcome> {
    let text = files::optional(path).ok()??;
    files::is_one(path, &text, FileKind::Outcome).ok()?;
    yaml::read_outcome("", &text).value
}
