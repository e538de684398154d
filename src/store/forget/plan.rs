//! The plan of forgetting: everything that has to go, and the steps that remove it.

use std::collections::BTreeSet;

use super::{
    DiskAction, FileChange, ForgetError,
    found::FoundFile,
    scrub::{IdKind, Scrub},
    words::Words,
};

/// The changes that forget something.
#[derive(Clone, Debug)]
pub struct ForgetPlan {
    /// The kind of thing the id belongs to.
    pub kind: IdKind,
    /// The id that was asked for, or that the name belongs to; nothing where all comments go.
    pub id: String,
    /// Every id that goes: one, or those of all comments.
    pub ids: BTreeSet<String>,
    /// The words; none where they were forgotten before.
    pub words: Words,
    /// The id that replaces a person's.
    pub new_id: Option<String>,
    /// The parts of the name and the old id, by which a person may still be known in single lines.
    pub known_by: Words,
    /// The change of each file.
    pub changes: Vec<FileChange>,
    pub(super) steps: Vec<DiskAction>,
}

impl ForgetPlan {
    /// True if nothing has to be done, because it was forgotten before.
    pub fn is_done(&self) -> bool {
        self.steps.is_empty()
    }

    /// True if this person is forgotten.
    pub(super) fn is_person(&self, id: &str) -> bool {
        self.kind == IdKind::Person && self.ids.contains(id)
    }

    /// The scrub that takes it out of a value.
    pub(super) fn scrub(&self) -> Scrub<'_> {
        Scrub {
            kind: self.kind,
            ids: &self.ids,
            words: &self.words,
            new_id: self.new_id.as_deref(),
        }
    }

    /// The same for a record that went apart from the meeting's: there other things may have these ids, and these things others. So
    /// what has the words goes, whatever its id.
    pub(super) fn in_another_record(&self, file: &FoundFile) -> Result<Self, ForgetError> {
        let mut ids = BTreeSet::new();
        file.each(&mut |kind, id, text| {
            if kind == self.kind && self.words.are(text) {
                ids.insert(id.to_owned());
            }
        })?;
        Ok(Self {
            ids,
            ..self.clone()
        })
    }

    /// True if a text that cannot be rewritten has to go.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let id_too = self.kind == IdKind::Person && {
            let mut id = Words::new(1);
            id.add(&self.id);
            id.are_in(text)
        };
        id_too || self.words.are_in(text) || !self.words.runs(text).is_empty()
    }
}
