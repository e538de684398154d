//! A meeting as a checkpoint of its journal holds it: everything but what the journal's first line says already.
//!
//! It is an aid for opening. Where its form is another one it is passed over, so it has no versions that are read for ever.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Began, Meeting};
use crate::domain::{agenda::Agenda, findings::change::FindingsChange};

/// The form of snapshots. It has to be raised whenever a field of `Meeting` or of what it holds changes, or an event does
/// something else: a test holds the fields against it.
pub(super) const FORM: &str = "2";

/// A meeting without what it began with.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    meeting: Meeting,
    /// The differences of findings that were taken in since.
    findings: Option<FindingsChange>,
    /// The agenda, where another one was taken in since.
    agenda: Option<Agenda>,
}

impl Snapshot {
    /// `None` where what was taken in since cannot be told as a difference.
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
