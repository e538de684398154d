//! The effects of the import: writing the codebook and the findings, and reading exports again.
//!
//! No other file of the import touches a disk.

use std::sync::Arc;

use super::{Importing, steps};
use crate::{
    app::cards::Role,
    domain::{codebook::Codebook, refusal::Refusal},
    intake::{
        comments::ManualEdits,
        export::{Export, ExportContent},
        labels, propose, staff,
    },
};

/// Writes a codebook; fails with a sentence. Injected, because `app` must not depend on `yaml`.
pub type Keep = Box<dyn FnMut(&Arc<Codebook>) -> Result<(), Refusal>>;

/// Writes the findings; returns a report in sentences, or every reason against saving.
pub type Save = Box<dyn FnMut(&Codebook, &ManualEdits) -> Result<Vec<String>, Vec<String>>>;

/// Reads a file again: its name, the sheet (the best-fitting one if empty) and the kind of content. Returns all exports.
pub type Reopen = Box<dyn FnMut(&str, &str, ExportContent) -> Result<Arc<Vec<Export>>, Refusal>>;

/// An effect of the import outside the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportEffect {
    /// Write the codebook.
    Keep,
    /// Write the findings.
    Save,
    /// Read a file again.
    Reopen {
        /// Its name.
        file: String,
        /// The sheet to read; the best-fitting one if empty.
        sheet: String,
        /// The kind of content to read it as.
        content: ExportContent,
    },
}

/// The functions that touch files.
pub(super) struct Hooks {
    keep: Keep,
    save: Save,
    reopen: Option<Reopen>,
}

impl Hooks {
    pub(super) fn new(keep: Keep, save: Save) -> Self {
        Self {
            keep,
            save,
            reopen: None,
        }
    }

    pub(super) fn set_reopen(&mut self, reopen: Reopen) {
        self.reopen = Some(reopen);
    }
}

pub(super) fn perform(import: &mut Importing, effect: ImportEffect) {
    match effect {
        ImportEffect::Keep => keep(import),
        ImportEffect::Save => save(import),
        ImportEffect::Reopen {
            file,
            sheet,
            content,
        } => read_anew(import, &file, &sheet, content),
    }
}

pub(super) fn undo(import: &mut Importing) {
    match import.before.pop() {
        None => import.say(Role::Muted, "There is nothing to undo."),
        Some(version) => {
            let undone = import.swap(version);
            import.after.push(undone);
            went_back(import, "Undone. {Redo} does it again.");
        }
    }
}

pub(super) fn redo(import: &mut Importing) {
    match import.after.pop() {
        None => import.say(Role::Muted, "There is nothing to do again."),
        Some(version) => {
            let before = import.swap(version);
            import.before.push(before);
            went_back(import, "Done again.");
        }
    }
}

fn went_back(import: &mut Importing, say: &str) {
    // First: an undone choice of a sheet brings back other rows, and derived data of the sheet before would name
    // columns that are not there.
    follow_sheets(import);
    import.derive();
    import.say(Role::Ink, say);
    // The file follows an undo too: somebody who opens it in an editor must not find the undone choice.
    keep(import);
}

fn keep(import: &mut Importing) {
    // Not tried again by itself: the next change writes the whole codebook, which makes up for this failure.
    if let Err(why) = (import.hooks.keep)(&import.book) {
        import.say(
            Role::Bad,
            format!("What you chose could not be kept: {why}"),
        );
    }
}

fn save(import: &mut Importing) {
    let edits = import.manual_edits();
    match (import.hooks.save)(&import.book, &edits) {
        Ok(said) => {
            // Only now: edited texts are in the findings and in no other file.
            import.words_saved = Arc::clone(&import.words);
            import.at.refused.clear();
            import.at.saved = said;
            import.say(Role::Good, "The findings are saved.");
        }
        Err(why) => {
            // All reasons at once. One a try would send a person back as often as there are mistakes.
            import.at.refused = why;
            import.say(Role::Bad, "Nothing was saved.");
        }
    }
}

/// Reads a file again; its columns are proposed anew, and the facts about the survey stay.
fn read_anew(import: &mut Importing, file: &str, sheet: &str, content: ExportContent) {
    if !reread(import, file, sheet, content) {
        return;
    }
    let exports = Arc::clone(&import.exports);
    let existing = import.existing.clone();
    import.change(|book| {
        // Scores and themes name columns of the sheet before, which this one may not have. Facts that hold for any
        // sheet (unit, title, staff names, numbers of people) would have to be typed again, so they are carried over.
        let mut new = propose::codebook(&exports, existing.as_ref());
        new.unit.clone_from(&book.unit);
        new.survey.title.clone_from(&book.survey.title);
        new.survey.hide_below = book.survey.hide_below;
        new.names.clone_from(&book.names);
        for rule in &mut new.exports {
            if let Some(before) = book.exports.iter().find(|r| r.file == rule.file) {
                rule.invited.clone_from(&before.invited);
                // Read as interviews its answers are interviews, whatever the file was taken for before.
                if content != ExportContent::Interviews {
                    rule.kind = before.kind;
                }
                rule.sheet.clone_from(&before.sheet);
            }
            if rule.file == file {
                sheet.clone_into(&mut rule.sheet);
            }
        }
        *book = new;
    });
    // This is an effect already, and nobody collects the effects that `change` requests meanwhile.
    for effect in import.requested() {
        perform(import, effect);
    }
}

/// Reads a file again; on failure shows the reason and returns `false`.
fn reread(import: &mut Importing, file: &str, sheet: &str, content: ExportContent) -> bool {
    let Some(reopen) = &mut import.hooks.reopen else {
        return false;
    };
    match reopen(file, sheet, content) {
        Ok(exports) => {
            import.staff = staff::staff_names(&exports);
            import.labels = labels::label_columns(&exports);
            import.exports = exports;
            // Built anew and not refreshed: a refresh compares codebooks, and the codebook can be equal while every row
            // is another.
            import.derived = super::Derived::new(&import.exports, &import.book);
            true
        }
        Err(why) => {
            import.say(Role::Bad, why);
            false
        }
    }
}

/// Reads the sheet that the codebook names, if an undo or redo changed it.
fn follow_sheets(import: &mut Importing) {
    let other = import.book.exports.iter().find_map(|rule| {
        let export = import.exports.iter().find(|e| e.name == rule.file)?;
        let read = export.reading.sheet.as_deref().unwrap_or_default();
        let chosen = export.reading.chosen;
        // An empty name stands for the best-fitting sheet; the same sheet chosen by hand is another state, which undo
        // has to leave.
        let same = if rule.sheet.is_empty() {
            !chosen
        } else {
            rule.sheet == read
        };
        let content = match rule.results {
            Some(_) => ExportContent::Results,
            None if export.is_interview() => ExportContent::Interviews,
            None => ExportContent::Answers,
        };
        let same = same && rule.results.is_some() == export.is_results();
        (!same).then(|| (rule.file.clone(), rule.sheet.clone(), content))
    });
    if let Some((file, sheet, content)) = other {
        reread(import, &file, &sheet, content);
    }
}

impl Importing {
    /// Requests another sheet of a file.
    pub(super) fn read_sheet(&mut self, nth: usize, sheet: &str) {
        let Some(export) = self.exports.get(nth) else {
            return;
        };
        self.effects.push(ImportEffect::Reopen {
            file: export.name.clone(),
            sheet: sheet.to_owned(),
            content: steps::tables::content(export),
        });
    }

    /// Requests a file to be read as another kind of content.
    pub(super) fn read_as(&mut self, nth: usize, content: ExportContent) {
        let Some(export) = steps::export::file(self, nth) else {
            return;
        };
        let chosen = export.reading.chosen;
        // A sheet that was only the best guess for the old content may be the wrong one for the new; a sheet chosen by
        // hand stays.
        let sheet = export.reading.sheet.clone().filter(|_| chosen);
        let file = export.name.clone();
        self.effects.push(ImportEffect::Reopen {
            file,
            sheet: sheet.unwrap_or_default(),
            content,
        });
    }
}
