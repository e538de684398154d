//! The import in the full screen: from an export to findings, step by step, by somebody who has an export and no data skills.
//!
//! All it changes is a codebook, which is kept after each change: an editor can go on where the screens were left, and the
//! screens where the editor was.

mod act;
mod over;
mod seen;
mod standing;
mod steps;
#[cfg(test)]
mod tests;
mod view;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

pub use self::standing::Step;
use self::{over::Over, seen::Seen, standing::Standing};
use super::{
    cards::{Role, Toast, View},
    input::Input,
    program::Program,
};
use crate::{
    domain::{
        codebook::Codebook, findings::Findings, refusal::Refusal, settings::Palette, stamp::Stamp,
    },
    intake::{
        comments::ManualEdits,
        export::Export,
        labels::{self, LabelColumn},
        platform::ExportContent,
        propose, staff,
    },
};

/// Keeps a codebook, or says why it cannot.
pub type Keep = Box<dyn FnMut(&Arc<Codebook>) -> Result<(), Refusal>>;

/// Writes the findings; what was done in sentences, or everything that keeps it from being done.
pub type Save = Box<dyn FnMut(&Codebook, &ManualEdits) -> Result<Vec<String>, Vec<String>>>;

/// Everything that a change changes: the codebook, and the words of comments.
type Chosen = (Arc<Codebook>, Arc<BTreeMap<String, String>>);

/// Reads a file again as what it is said to hold, with another sheet of it, or the one that fits best where the name is empty; all
/// exports as they are then.
pub type Reopen = Box<dyn FnMut(&str, &str, ExportContent) -> Result<Arc<Vec<Export>>, Refusal>>;

/// An import that is being filled in.
pub struct Wizard {
    exports: Arc<Vec<Export>>,
    existing: Option<Findings>,
    /// Names of staff that stand in a column of the export, to be offered.
    staff: Vec<String>,
    /// Columns that may hold the themes of comments.
    labels: Vec<LabelColumn>,
    book: Arc<Codebook>,
    /// What the codebook was before each change, and what was undone.
    before: Vec<Chosen>,
    after: Vec<Chosen>,
    /// The words of comments that somebody changed, by id.
    words: Arc<BTreeMap<String, String>>,
    /// Those words as they were last saved.
    words_saved: Arc<BTreeMap<String, String>>,
    /// Comments that somebody has looked at closely.
    read: BTreeSet<String>,
    /// What follows from the codebook, worked out when it changes.
    seen: Seen,
    /// Where one stands.
    at: Standing,
    keep: Keep,
    save: Save,
    reopen: Option<Reopen>,
    /// The folder that is written into, as it is shown.
    folder: String,
}

/// Changes that can be taken back.
const MOST_UNDO: usize = 200;

/// The pause between two looks for results of the background work.
const A_LOOK: Duration = Duration::from_millis(40);

/// Decisions on single comments that the changes to be taken back hold at most, all together.
const MOST_HELD: usize = 1_000_000;

impl Wizard {
    /// An import at its first step. `book` is what is known so far; `existing` what the folder's findings say.
    pub fn new(
        exports: Arc<Vec<Export>>,
        book: Codebook,
        existing: Option<Findings>,
        folder: String,
        palette: Palette,
        (keep, save): (Keep, Save),
    ) -> Self {
        let seen = Seen::new(&exports, &book);
        let ManualEdits { words, read } =
            existing.as_ref().map(ManualEdits::of).unwrap_or_default();
        let words = Arc::new(words);
        Self {
            words_saved: Arc::clone(&words),
            words,
            read,
            staff: staff::staff_names(&exports),
            labels: labels::label_columns(&exports),
            exports,
            existing,
            book: Arc::new(book),
            before: Vec::new(),
            after: Vec::new(),
            seen,
            at: Standing::new(palette),
            keep,
            save,
            reopen: None,
            folder,
        }
    }

    /// With a way to read another sheet of a workbook.
    #[must_use]
    pub fn with_reopen(self, reopen: Reopen) -> Self {
        Self {
            reopen: Some(reopen),
            ..self
        }
    }

    /// Reads another sheet of a file: what is known of its columns begins anew, and what was said of the survey stays.
    fn read_sheet(&mut self, nth: usize, sheet: &str) {
        let Some(name) = self.exports.get(nth).map(|e| e.name.clone()) else {
            return;
        };
        let holds = self
            .exports
            .get(nth)
            .map_or(ExportContent::Answers, steps::tables::holds);
        self.read_anew(&name, sheet, holds);
    }

    /// Reads a file again as something else than what it was taken for.
    fn read_as(&mut self, nth: usize, holds: ExportContent) {
        let Some(export) = steps::export::file(self, nth) else {
            return;
        };
        let name = export.name.clone();
        let chosen = export.reading.chosen;
        let sheet = export.reading.sheet.clone().filter(|_| chosen);
        self.read_anew(&name, &sheet.unwrap_or_default(), holds);
    }

    fn read_anew(&mut self, name: &str, sheet: &str, holds: ExportContent) {
        let name = name.to_owned();
        if !self.reread(&name, sheet, holds) {
            return;
        }
        let exports = Arc::clone(&self.exports);
        let existing = self.existing.clone();
        let sheet = sheet.to_owned();
        self.change(|book| {
            let mut new = propose::codebook(&exports, existing.as_ref());
            new.unit.clone_from(&book.unit);
            new.survey.title.clone_from(&book.survey.title);
            new.survey.hide_below = book.survey.hide_below;
            new.names.clone_from(&book.names);
            for rule in &mut new.exports {
                if let Some(before) = book.exports.iter().find(|r| r.file == rule.file) {
                    rule.invited.clone_from(&before.invited);
                    if holds != ExportContent::Interviews {
                        rule.kind = before.kind;
                    }
                    rule.sheet.clone_from(&before.sheet);
                }
                if rule.file == name {
                    rule.sheet.clone_from(&sheet);
                }
            }
            *book = new;
        });
    }

    /// Reads a file again; false, and said, where that cannot be done.
    fn reread(&mut self, file: &str, sheet: &str, holds: ExportContent) -> bool {
        let Some(reopen) = &mut self.reopen else {
            return false;
        };
        match reopen(file, sheet, holds) {
            Ok(exports) => {
                self.staff = staff::staff_names(&exports);
                self.labels = labels::label_columns(&exports);
                self.exports = exports;
                self.seen = Seen::new(&self.exports, &self.book);
                true
            }
            Err(why) => {
                self.tell(Role::Bad, why);
                false
            }
        }
    }

    /// Sheets are as the codebook has them: taking a change of it back takes back which sheet was read.
    fn follow_sheets(&mut self) {
        let other = self.book.exports.iter().find_map(|rule| {
            let export = self.exports.iter().find(|e| e.name == rule.file)?;
            let read = export.reading.sheet.as_deref().unwrap_or_default();
            let chosen = export.reading.chosen;
            let same = if rule.sheet.is_empty() {
                !chosen
            } else {
                rule.sheet == read
            };
            let holds = match rule.results {
                Some(_) => ExportContent::Results,
                None if export.is_interview() => ExportContent::Interviews,
                None => ExportContent::Answers,
            };
            let same = same && rule.results.is_some() == export.is_results();
            (!same).then(|| (rule.file.clone(), rule.sheet.clone(), holds))
        });
        if let Some((file, sheet, holds)) = other {
            self.reread(&file, &sheet, holds);
        }
    }

    /// The codebook as it is now.
    pub fn codebook(&self) -> &Codebook {
        &self.book
    }

    /// What the last saving said, in sentences; empty where nothing was saved.
    pub fn saved(&self) -> &[String] {
        &self.at.saved
    }

    /// The step on the screen.
    pub fn step(&self) -> Step {
        self.at.step
    }

    /// Changes the codebook: kept at once, and one step of undo. A change that changes nothing is none.
    fn change(&mut self, change: impl FnOnce(&mut Codebook)) {
        let mut new = Codebook::clone(&self.book);
        change(&mut new);
        self.change_to(new);
    }

    /// Takes another codebook in the place of the one that is.
    fn change_to(&mut self, new: Codebook) {
        if new == *self.book {
            return;
        }
        let words = Arc::clone(&self.words);
        self.remember(Arc::new(new), words);
    }

    /// Changes the words of a comment: one step of undo as well.
    fn reword(&mut self, comment: &str, text: String) {
        let mut words = BTreeMap::clone(&self.words);
        words.insert(comment.to_owned(), text);
        let book = Arc::clone(&self.book);
        self.remember(book, Arc::new(words));
    }

    fn remember(&mut self, book: Arc<Codebook>, words: Arc<BTreeMap<String, String>>) {
        let before = (
            std::mem::replace(&mut self.book, book),
            std::mem::replace(&mut self.words, words),
        );
        self.before.push(before);
        // Each holds what was decided of every comment.
        let held: usize = self.before.iter().map(|(b, _)| b.placed.len()).sum();
        if self.before.len() > MOST_UNDO || (held > MOST_HELD && self.before.len() > 1) {
            self.before.remove(0);
        }
        self.after.clear();
        self.settle();
    }

    fn undo(&mut self) {
        match self.before.pop() {
            None => self.tell(Role::Muted, "There is nothing to undo."),
            Some((book, words)) => {
                self.after.push((
                    std::mem::replace(&mut self.book, book),
                    std::mem::replace(&mut self.words, words),
                ));
                self.follow_sheets();
                self.settle();
                self.tell(Role::Ink, "Undone. {Redo} does it again.");
            }
        }
    }

    fn redo(&mut self) {
        match self.after.pop() {
            None => self.tell(Role::Muted, "There is nothing to do again."),
            Some((book, words)) => {
                self.before.push((
                    std::mem::replace(&mut self.book, book),
                    std::mem::replace(&mut self.words, words),
                ));
                self.follow_sheets();
                self.settle();
                self.tell(Role::Ink, "Done again.");
            }
        }
    }

    /// Works out what follows from the codebook, and keeps it.
    fn settle(&mut self) {
        self.seen.refresh(&self.exports, &self.book);
        self.at.saved.clear();
        if let Err(why) = (self.keep)(&self.book) {
            self.tell(
                Role::Bad,
                format!("What you chose could not be kept: {why}"),
            );
        }
    }

    /// The comments that were edited or read by hand.
    fn hands(&self) -> ManualEdits {
        ManualEdits {
            words: BTreeMap::clone(&self.words),
            read: self.read.clone(),
        }
    }

    /// Comments whose words were changed and are in no file yet.
    pub fn unsaved_words(&self) -> usize {
        let saved = &self.words_saved;
        let is_new = |(id, text): &(&String, &String)| saved.get(*id) != Some(*text);
        self.words.iter().filter(is_new).count()
    }

    /// Leaves. Words that were changed are in no codebook: they are lost unless the findings are saved, which is said once.
    fn leave(&mut self) {
        let lost = self.unsaved_words();
        if lost > 0 && !self.at.warned {
            self.at.warned = true;
            let what = if lost == 1 {
                "The words of 1 comment were changed and are not saved".to_owned()
            } else {
                format!("The words of {lost} comments were changed and are not saved")
            };
            self.tell(
                Role::Warn,
                format!("{what}: {{Import(Step(6))}} and {{ImportSave.Save}} saves them. The same key again leaves without them."),
            );
            return;
        }
        self.at.over = true;
    }

    /// Says something until the next key.
    fn tell(&mut self, role: Role, text: impl Into<String>) {
        self.at.toast = Some(Toast {
            text: text.into(),
            role,
        });
    }
}

impl Program for Wizard {
    fn input(&mut self, input: Input, _: Stamp) {
        match input {
            Input::Key(key) => self.press(key),
            Input::Paste(text) => self.paste(&text),
            Input::Click(target) => self.click(target),
            Input::Wheel { down } => self.wheel(down),
            Input::Resize(columns, rows) => self.at.size = (columns, rows),
            Input::Signal(_) | Input::HangUp => self.at.over = true,
            Input::Tick | Input::Resumed => {}
        }
        self.seen.look_at(
            (&self.exports, self.existing.as_ref()),
            &self.book,
            &self.at,
        );
    }

    fn view(&self, now: Stamp) -> View {
        view::view(self, now).with_keys(super::keymap::key_name)
    }

    fn drawn(&mut self, scroll_max: u16, page_height: u16) {
        self.at.extent = (scroll_max, page_height);
        self.at.scroll = self.at.scroll.min(scroll_max);
    }

    fn rest(&self, _: Stamp) -> Option<Duration> {
        // What is worked out beside the screen is looked for now and then.
        self.seen.is_pending().then_some(A_LOOK)
    }

    fn is_over(&self) -> bool {
        self.at.over
    }
}
