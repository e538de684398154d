//! What follows from the codebook: comments with their marks, the evidence card of a question, what is still open.
//!
//! Worked out when something changes and not when it is drawn, so that ten thousand comments are as quick as ten.

use super::standing::{Only, Standing, Step};
use crate::{
    domain::{
        agenda::Agenda,
        codebook::{Codebook, CommentColumn, ExportRule, Question},
        edited::Edited as _,
        findings::{Finding, Findings, Survey, Theme},
        meeting::{Began, Mark, Meeting},
        vote::ballot::BallotBox,
    },
    intake::{
        comments::{self, Draft},
        export::Export,
        score::{self, OtherPeriod, Unfit},
        search::Search,
    },
};

/// What the drafts were made from: where it stays the same, only their places are looked at again.
#[derive(Clone, PartialEq)]
struct Made {
    names: Vec<String>,
    columns: Vec<CommentColumn>,
    exports: Vec<ExportRule>,
    period: String,
}

impl Made {
    fn of(book: &Codebook) -> Self {
        Self {
            names: book.names.clone(),
            columns: book.comments.clone(),
            exports: book.exports.clone(),
            period: book.survey.period.clone(),
        }
    }
}

pub(super) struct Seen {
    made: Made,
    pub(super) drafts: Vec<Draft>,
    search: Search,
    /// The comments that the filter leaves, by their places, and what it was.
    pub(super) listed: Vec<usize>,
    filtered: Option<(String, Only)>,
    /// The question whose card is shown.
    card: Option<(Question, Meeting)>,
    /// What keeps the findings from being written; looked at on the last step.
    pub(super) unfit: Vec<Unfit>,
    /// What would be lost, where nobody answered in the current period.
    pub(super) other_period: Option<OtherPeriod>,
    checked: bool,
    pub(super) mark: Mark,
    pub(super) ballots: BallotBox,
}

impl Seen {
    pub(super) fn new(exports: &[Export], book: &Codebook) -> Self {
        let drafts = comments::drafts(exports, book);
        let mut seen = Self {
            made: Made::of(book),
            search: Search::new(drafts.iter().map(|d| d.text.as_str())),
            drafts,
            listed: Vec::new(),
            filtered: None,
            card: None,
            unfit: Vec::new(),
            other_period: None,
            checked: false,
            mark: Mark::default(),
            ballots: BallotBox::default(),
        };
        seen.list("", Only::All, book);
        seen
    }

    /// After a change of the codebook.
    pub(super) fn refresh(&mut self, exports: &[Export], book: &Codebook) {
        let made = Made::of(book);
        if made == self.made {
            comments::place(&mut self.drafts, book);
        } else {
            self.made = made;
            self.drafts = comments::drafts(exports, book);
            self.search = Search::new(self.drafts.iter().map(|d| d.text.as_str()));
        }
        self.filtered = None;
        self.card = None;
        self.checked = false;
    }

    /// Works out what the step on the screen shows.
    pub(super) fn look_at(&mut self, exports: &[Export], book: &Codebook, at: &Standing) {
        match at.step {
            Step::Comments => self.list(&at.filter, at.only, book),
            Step::Scoring => {
                let question = book.questions.get(at.question);
                if self.card.as_ref().map(|(q, _)| q) != question {
                    self.card = question.map(|q| (q.clone(), meeting(exports, book, q)));
                }
            }
            Step::Save if !self.checked => {
                self.unfit = score::findings(exports, book, None)
                    .err()
                    .unwrap_or_default();
                self.other_period = score::other_period(exports, book);
                self.checked = true;
            }
            _ => {}
        }
    }

    /// The comments that a filter leaves.
    fn list(&mut self, filter: &str, only: Only, book: &Codebook) {
        let wanted = (filter.to_owned(), only);
        if self.filtered.as_ref() == Some(&wanted) {
            return;
        }
        let placed = |d: &Draft| {
            book.placed
                .iter()
                .any(|p| p.comment == d.id && p.theme.is_some())
        };
        let is_in = |nth: &usize| {
            self.drafts.get(*nth).is_some_and(|d| match only {
                Only::All => !d.is_empty,
                Only::Marked => !d.marks.is_empty() && !d.left_out,
                Only::Held => d.hold && !d.left_out,
                Only::Unsorted => !d.left_out && !placed(d),
                Only::LeftOut => d.left_out && !d.is_empty,
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

    /// The meeting in which the question's card is the only one, as the wall would show it.
    pub(super) fn card(&self) -> Option<&Meeting> {
        self.card.as_ref().map(|(_, meeting)| meeting)
    }

    /// The comments that are taken in.
    pub(super) fn taken(&self) -> impl Iterator<Item = &Draft> {
        self.drafts.iter().filter(|d| !d.left_out)
    }
}

/// A meeting with one finding in it: what the evidence card is drawn from.
fn meeting(exports: &[Export], book: &Codebook, question: &Question) -> Meeting {
    let finding: Finding = score::preview(exports, book, question);
    let period = finding.results.first().map(|r| r.period.clone());
    let has_current = finding
        .results
        .iter()
        .any(|r| r.period == book.survey.period);
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
    };
    Meeting::begin(&Began {
        id: String::new(),
        agenda: Agenda::from_findings(&findings),
        findings,
        previous: None,
        outcome: None,
    })
}
