//! The effects of the import: the codebook, the findings and the exports on disk. Nothing else of it touches a file.

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

/// Keeps a codebook, or says why it cannot. Injected, because `app` does not know how files are worded.
pub type Keep = Box<dyn FnMut(&Arc<Codebook>) -> Result<(), Refusal>>;

/// Writes the findings; what was done in sentences, or everything that keeps it from being done.
pub type Save = Box<dyn FnMut(&Codebook, &ManualEdits) -> Result<Vec<String>, Vec<String>>>;

/// Reads a file again as some kind of content, with another sheet of it, or the one that fits best where the name is empty;
/// gives all exports as they are then.
pub type Reopen = Box<dyn FnMut(&str, &str, ExportContent) -> Result<Arc<Vec<Export>>, Refusal>>;

/// Something that the import asks for outside the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportEffect {
    /// Keep the codebook.
    Keep,
    /// Write the findings.
    Save,
    /// Read a file again.
    Reopen {
        /// Its name.
        file: String,
        /// The sheet that is read; the one that fits best where it is empty.
        sheet: String,
        /// The content that it is read as.
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
    follow_sheets(import);
    import.derive();
    import.say(Role::Ink, say);
    keep(import);
}

fn keep(import: &mut Importing) {
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
            import.words_saved = Arc::clone(&import.words);
            import.at.refused.clear();
            import.at.saved = said;
            import.say(Role::Good, "The findings are saved.");
        }
        Err(why) => {
            import.at.refused = why;
            import.say(Role::Bad, "Nothing was saved.");
        }
    }
}

/// Reads a file again: what is known of its columns begins anew, and what was said of the survey stays.
fn read_anew(import: &mut Importing, file: &str, sheet: &str, content: ExportContent) {
    if !reread(import, file, sheet, content) {
        return;
    }
    let exports = Arc::clone(&import.exports);
    let existing = import.existing.clone();
    import.change(|book| {
        let mut new = propose::codebook(&exports, existing.as_ref());
        new.unit.clone_from(&book.unit);
        new.survey.title.clone_from(&book.survey.title);
        new.survey.hide_below = book.survey.hide_below;
        new.names.clone_from(&book.names);
        for rule in &mut new.exports {
            if let Some(before) = book.exports.iter().find(|r| r.file == rule.file) {
                rule.invited.clone_from(&before.invited);
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
    // The change asks to be kept.
    for effect in import.requested() {
        perform(import, effect);
    }
}

/// Reads a file again; false, and said, where that cannot be done.
fn reread(import: &mut Importing, file: &str, sheet: &str, content: ExportContent) -> bool {
    let Some(reopen) = &mut import.hooks.reopen else {
        return false;
    };
    match reopen(file, sheet, content) {
        Ok(exports) => {
            import.staff = staff::staff_names(&exports);
            import.labels = labels::label_columns(&exports);
            import.exports = exports;
            import.derived = super::Derived::new(&import.exports, &import.book);
            true
        }
        Err(why) => {
            import.say(Role::Bad, why);
            false
        }
    }
}

/// Sheets are as the codebook has them: taking a change of it back takes back which sheet was read.
fn follow_sheets(import: &mut Importing) {
    let other = import.book.exports.iter().find_map(|rule| {
        let export = import.exports.iter().find(|e| e.name == rule.file)?;
        let read = export.reading.sheet.as_deref().unwrap_or_default();
        let chosen = export.reading.chosen;
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
    /// Asks for another sheet of a file.
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

    /// Asks for a file to be read as something else than what it was taken for.
    pub(super) fn read_as(&mut self, nth: usize, content: ExportContent) {
        let Some(export) = steps::export::file(self, nth) else {
            return;
        };
        let chosen = export.reading.chosen;
        let sheet = export.reading.sheet.clone().filter(|_| chosen);
        let file = export.name.clone();
        self.effects.push(ImportEffect::Reopen {
            file,
            sheet: sheet.unwrap_or_default(),
            content,
        });
    }
}
