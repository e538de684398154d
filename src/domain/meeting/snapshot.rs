//! The snapshot of a meeting in its journal: the state without what the journal's first line holds already.
//!
//! It only makes opening faster. One of another form is passed over and everything is replayed, so old forms need not be read.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Began, Meeting};
use crate::domain::{agenda::Agenda, findings::change::FindingsChange};

/// The form of snapshots. Raise it whenever a field of `Meeting`, or of a type in it, changes, or an event is applied
/// differently; a test compares the fields with it.
pub(super) const FORM: &str = "9";

/// A meeting without its beginning.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    meeting: Meeting,
    /// The differences of the findings that were taken in since.
    findings: Option<FindingsChange>,
    /// The agenda, if a changed one was taken in since.
    agenda: Option<Agenda>,
}

impl Snapshot {
    /// The snapshot of a meeting; `None` if the findings taken in since cannot be expressed as differences.
    pub(super) fn of(meeting: &Meeting, began: &Began) -> Option<Self> {
        let now = &meeting.began;
        let findings = if now.findings == began.findings {
            None
        } else {
            Some(FindingsChange::between(&began.findings, &now.findings)?)
        };
        Some(Self {
            meeting: meeting.clone(),
            findings,
            agenda: (now.agenda != began.agenda).then(|| now.agenda.clone()),
        })
    }

    pub(super) fn restored(self, began: &Began) -> Option<Meeting> {
        let mut now = began.clone();
        if let Some(change) = &self.findings {
            // `None` and no error: whatever is wrong with a snapshot, the lines before it hold everything.
            change.fits(&now.findings).ok()?;
            change.apply_to(&mut now.findings);
        }
        if let Some(agenda) = self.agenda {
            now.agenda = agenda;
        }
        let mut meeting = self.meeting;
        meeting.began = Arc::new(now);
        Some(meeting)
    }
}
