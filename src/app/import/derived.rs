//! Data derived from the exports and the codebook: marked comments, the evidence card of a question, open points.
//!
//! It is recomputed when something changes, not when it is drawn, so that ten thousand comments scroll like ten.

use std::{
    collections::HashMap,
    sync::Arc,
    thread::{self, JoinHandle},
};

use super::{
    position::{DraftFilter, ImportPosition, ImportStep},
    steps::tables::Tables,
};
use crate::{
    domain::{
        agenda::Agenda,
        codebook::{Codebook, CommentColumn, ExportRule, QuestionColumn},
        event_sourced::EventSourced as _,
        findings::{Finding, Findings, Survey, Theme, UNSORTED},
        meeting::{Began, Mark, Meeting},
        vote::ballot_box::BallotBox,
    },
    intake::{
        comments::{self, CommentDraft},
        export::Export,
        privacy::Marker,
        propose,
        score::{self, OtherPeriod, Unfit},
        search::SearchIndex,
        sorting::{Sorter, Suggestion, ThemeModel},
    },
};

/// The parts of a codebook on which drafts depend; while they are equal only the comments' themes are updated.
#[derive(Clone, PartialEq)]
struct DraftInputs {
    names: Vec<String>,
    columns: Vec<CommentColumn>,
    exports: Vec<ExportRule>,
    period: String,
}

impl DraftInputs {
    fn of(book: &Codebook) -> Self {
        Self {
            names: book.names.clone(),
            columns: book.comments.clone(),
            exports: book.exports.clone(),
            period: book.survey.period.clone(),
        }
    }
}

/// Comments with their marks, their search index and their sorter.
struct DraftSet {
    drafts: Vec<CommentDraft>,
    search: SearchIndex,
    sorter: Sorter,
    marker: Marker,
}

impl DraftSet {
    fn of(exports: &[Export], book: &Codebook) -> Self {
        let drafts = comments::drafts(exports, book);
        let texts = || drafts.iter().map(|d| d.text.as_str());
        Self {
            search: SearchIndex::new(texts()),
            sorter: Sorter::new(texts()),
            marker: comments::marker(&drafts, book),
            drafts,
        }
    }
}

/// Most cells read on the main thread; more are read in a thread of their own, so that no key waits.
const MAX_INLINE_CELLS: usize = 2_000;

pub(super) struct Derived {
    inputs: DraftInputs,
    pub(super) drafts: Vec<CommentDraft>,
    search: SearchIndex,
    sorter: Sorter,
    /// The marker of names and other words that may identify a person.
    pub(super) marker: Marker,
    /// The codebook that all drafts were last updated to; `None` if some are older.
    placed_by: Option<Arc<Codebook>>,
    /// The thread that drafts and marks comments.
    pending: Option<JoinHandle<DraftSet>>,
    /// The model learnt from the sorted comments; `None` if it is out of date.
    learnt: Option<ThemeModel>,
    /// Indexes of the comments that pass the filter.
    pub(super) listed: Vec<usize>,
    filtered: Option<(String, DraftFilter)>,
    /// The question of the evidence card, with a meeting that holds only its finding.
    card: Option<(QuestionColumn, Meeting)>,
    /// The reasons why the findings cannot be written; worked out on the last step.
    pub(super) unfit: Vec<Unfit>,
    /// The comments that would be lost because nobody answered in the current period.
    pub(super) other_period: Option<OtherPeriod>,
    checked: bool,
    /// The contents of tables of results.
    pub(super) tables: Tables,
    pub(super) mark: Mark,
    pub(super) ballots: BallotBox,
}

impl Derived {
    pub(super) fn new(exports: &[Export], book: &Codebook) -> Self {
        let DraftSet {
            drafts,
            search,
            sorter,
            marker,
        } = DraftSet::of(exports, book);
        let mut derived = Self {
            inputs: DraftInputs::of(book),
            search,
            sorter,
            marker,
            drafts,
            placed_by: None,
            pending: None,
            learnt: None,
            listed: Vec::new(),
            filtered: None,
            card: None,
            unfit: Vec::new(),
            other_period: None,
            checked: false,
            tables: Tables::of(exports, book),
            mark: Mark::default(),
            ballots: BallotBox::default(),
        };
        derived.list("", DraftFilter::All, book);
        derived
    }

    /// Updates the comments after a change of the codebook.
    pub(super) fn refresh(&mut self, exports: &Arc<Vec<Export>>, book: &Arc<Codebook>) {
        let inputs = DraftInputs::of(book);
        if !self.tables.is_of(book) {
            self.tables = Tables::of(exports, book);
        }
        // Taken out first: after new drafts no codebook has placed all of them, and the next change has to update each
        // one.
        let before = self.placed_by.take();
        if inputs == self.inputs {
            match before {
                Some(before) => comments::apply_changes(&mut self.drafts, &before, book),
                None => comments::apply_codebook(&mut self.drafts, book),
            }
            self.placed_by = Some(Arc::clone(book));
        } else {
            self.inputs = inputs;
            let rows: usize = exports.iter().map(|e| e.table.rows()).sum();
            if rows.saturating_mul(book.comments.len()) <= MAX_INLINE_CELLS {
                self.adopt(DraftSet::of(exports, book), book);
            } else {
                // Marking 20,000 comments takes longer than a key may, and the thread gets the state of this moment.
                let (exports, book) = (Arc::clone(exports), Arc::clone(book));
                self.pending = Some(thread::spawn(move || DraftSet::of(&exports, &book)));
            }
        }
        self.invalidate();
    }

    fn adopt(&mut self, set: DraftSet, book: &Codebook) {
        self.pending = None;
        self.placed_by = None;
        self.drafts = set.drafts;
        self.search = set.search;
        self.sorter = set.sorter;
        self.marker = set.marker;
        // The thread worked with a codebook that may have been changed since.
        comments::apply_codebook(&mut self.drafts, book);
    }

    fn invalidate(&mut self) {
        self.filtered = None;
        self.learnt = None;
        self.card = None;
        self.checked = false;
    }

    /// `true` while a thread drafts comments.
    pub(super) fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Computes the data of the current step.
    pub(super) fn update(
        &mut self,
        (exports, existing): (&[Export], Option<&Findings>),
        book: &Codebook,
        at: &ImportPosition,
    ) {
        // Joined only when it has finished: waiting would stop the main loop, and with it every save.
        if let Some(done) = self.pending.take_if(|p| p.is_finished())
            && let Ok(set) = done.join()
        {
            self.adopt(set, book);
            self.invalidate();
        }
        match at.step {
            ImportStep::Comments => {
                if self.learnt.is_none() {
                    self.learn(book, existing);
                }
                self.list(&at.filter, at.only, book);
            }
            ImportStep::Scoring => {
                let question = book.questions.get(at.question);
                if self.card.as_ref().map(|(q, _)| q) != question {
                    self.card = question.map(|q| (q.clone(), preview_meeting(exports, book, q)));
                }
            }
            ImportStep::Save if !self.checked => {
                // Counting everything takes as long as an import, so it is done once a change, and only for the step
                // that shows it.
                self.unfit = score::unfit(exports, book, &self.drafts, None);
                self.other_period = score::other_period(exports, book);
                self.checked = true;
            }
            _ => {}
        }
    }

    /// Lists the comments that pass a filter.
    fn list(&mut self, filter: &str, only: DraftFilter, book: &Codebook) {
        let wanted = (filter.to_owned(), only);
        if self.filtered.as_ref() == Some(&wanted) {
            return;
        }
        let is_in = |nth: &usize| {
            self.drafts.get(*nth).is_some_and(|d| match only {
                // Answers such as "did not answer" would bury the others: one real export has 1,189 of them.
                DraftFilter::All => !d.is_empty,
                DraftFilter::Suggested => self.suggested(book, *nth).is_some(),
                DraftFilter::Marked => !d.marks.is_empty() && !d.left_out,
                DraftFilter::Held => d.hold && !d.left_out,
                DraftFilter::Unsorted => !d.left_out && d.theme == UNSORTED,
                DraftFilter::LeftOut => d.left_out && !d.is_empty,
            })
        };
        let found = if filter.trim().is_empty() {
            (0..self.drafts.len()).collect()
        } else {
            self.search.filter(filter)
        };
        self.listed = found.into_iter().filter(is_in).collect();
        self.filtered = Some(wanted);
    }

    /// Learns the themes from the sorted comments.
    fn learn(&mut self, book: &Codebook, existing: Option<&Findings>) {
        let mut themes = propose::theme_texts(book, existing);
        // The place for questions without a theme has a title but no topic: its words would attract comments.
        for (theme, about) in book.themes.iter().zip(&mut themes) {
            if theme.id == propose::TO_SORT.0 {
                about.words.clear();
            }
        }
        let places: HashMap<&str, usize> = book
            .themes
            .iter()
            .enumerate()
            .map(|(nth, t)| (t.id.as_str(), nth))
            .collect();
        // Label columns are passed apart, because they teach the words of a theme but not how common it is.
        let those = |labelled: bool| {
            let drafts = self.drafts.iter().enumerate();
            let drafts = drafts
                .filter(move |(_, d)| d.sorted && !d.left_out && d.label.is_empty() != labelled);
            drafts.filter_map(|(nth, d)| Some((nth, *places.get(d.theme.as_str())?)))
        };
        let learnt = self.sorter.learn(&themes, those(false), those(true));
        self.learnt = Some(learnt);
    }

    /// The index of the theme suggested for a comment; `None` if it is not sure, or the comment is sorted already.
    pub(super) fn suggested(&self, book: &Codebook, nth: usize) -> Option<usize> {
        let draft = self.drafts.get(nth)?;
        // A decision that a person made is never questioned.
        if draft.sorted || draft.left_out {
            return None;
        }
        let suggestion = self.sorter.suggest(self.learnt.as_ref()?, nth)?;
        let theme = book.themes.get(suggestion.theme)?;
        let is_new = theme.id != draft.theme && theme.id != propose::TO_SORT.0;
        // An unsure suggestion costs more than none, since one key takes all that are listed.
        (Suggestion::is_sure(suggestion) && is_new).then_some(suggestion.theme)
    }

    /// The meeting whose only finding is the current question's.
    pub(super) fn card(&self) -> Option<&Meeting> {
        self.card.as_ref().map(|(_, meeting)| meeting)
    }

    /// The comments that will be imported.
    pub(super) fn taken(&self) -> impl Iterator<Item = &CommentDraft> {
        self.drafts.iter().filter(|d| !d.left_out)
    }
}

/// A meeting with one finding.
// The card is drawn by the same code as on the wall, and that takes a meeting: a preview of its own could differ.
fn preview_meeting(exports: &[Export], book: &Codebook, question: &QuestionColumn) -> Meeting {
    let finding: Finding = score::preview(exports, book, question);
    let period = finding.results.first().map(|r| r.period.clone());
    // A question may have been asked in an earlier year only. Under the current period its card would be empty.
    let has_current = !finding.results_in(&book.survey.period).is_empty();
    let findings = Findings {
        unit: book.unit.clone(),
        survey: Survey {
            title: book.survey.title.clone(),
            period: if has_current {
                book.survey.period.clone()
            } else {
                period.unwrap_or_default()
            },
            hide_below: book.survey.hide_below,
            hide_cells_below: None,
            sources: Vec::new(),
        },
        themes: vec![Theme {
            findings: vec![finding],
            ..Theme::default()
        }],
        forgotten: Vec::new(),
        removed_themes: Vec::new(),
    };
    Meeting::begin(&Began {
        id: String::new(),
        agenda: Agenda::from_findings(&findings),
        findings,
        previous: None,
        outcome: None,
    })
}
