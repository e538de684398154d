//! What leaves the program as a file for others: the booklet, the minutes, the action log, the calendar, slips of paper.
//!
//! Each is first made as pages (`page`), which know nothing of files; `html`, `markdown` and `pdf` set any of them. So text from
//! people is turned into a format in one place a format, where it cannot become anything but text.

pub mod action_log;
pub mod agenda;
pub mod ask;
pub mod ballots;
pub mod booklet;
pub mod calendar;
pub mod evidence;
pub mod html;
pub mod markdown;
pub mod minutes;
pub mod names;
pub mod pack;
pub mod page;
pub mod pb;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod set;
pub mod share;
pub mod words;

use self::{
    page::{Document, PageStyle, PaperSize},
    words::PaperWords,
};
use crate::domain::{
    booklet::Booklet,
    capacity::Capacity,
    findings::Findings,
    outcome::{Outcome, OutcomeGoal},
};

/// What every paper about a meeting is made of.
#[derive(Clone, Copy, Debug)]
pub struct PaperSource<'a> {
    /// What was agreed.
    pub outcome: &'a Outcome,
    /// What patients said; without it no standard has its theme's title, and no comment is printed.
    pub findings: Option<&'a Findings>,
    /// What was agreed the time before.
    pub previous: Option<&'a Outcome>,
    /// What the unit wants of its booklet.
    pub wishes: &'a Booklet,
    /// The unit's picture.
    pub logo: Option<&'a page::Picture>,
    /// The currency of costs, such as `GBP`.
    pub currency: &'a str,
    /// The meeting is not over: what is printed may still change.
    pub draft: bool,
}

impl PaperSource<'_> {
    /// A paper about the meeting with nothing on it: of its day, in the unit's colour, and marked where it is a draft.
    pub fn paper(&self, words: &PaperWords, paper: PaperSize, large: bool) -> Document {
        let look = PageStyle {
            colour: self.wishes.colour(),
            logo: self.logo.cloned(),
            paper,
            large,
            ..PageStyle::default()
        };
        let day = self.outcome.meeting.date;
        Document {
            date: day.map_or_else(String::new, |day| words.say(day)),
            day,
            draft: self.draft.then(|| words.draft.to_owned()),
            ..Document::blank(&self.outcome.unit, look, words)
        }
    }

    /// What a person is called; the id where the outcome does not name them.
    pub fn name<'n>(&'n self, id: &'n str) -> &'n str {
        let people = &self.outcome.people;
        people
            .iter()
            .find(|p| p.id == id)
            .map_or(id, |p| p.name.as_str())
    }

    /// What a goal is called; its id where the outcome does not have it any more.
    pub fn goal<'g>(&'g self, id: &'g str) -> &'g str {
        let goals = &self.outcome.goals;
        goals
            .iter()
            .find(|g| g.id == id)
            .map_or(id, |g| g.title.as_str())
    }

    /// Who sees to a goal, by name or role; empty where nobody does yet.
    pub fn owner(&self, goal: &OutcomeGoal) -> String {
        let owner = match (&goal.owner, &goal.owner_role) {
            (Some(id), _) => self.name(id).to_owned(),
            (None, Some(role)) => role.clone(),
            (None, None) => return String::new(),
        };
        if goal.accepted == Some(false) {
            format!("{owner} (has yet to say yes)")
        } else {
            owner
        }
    }

    /// An amount in the meeting's currency.
    pub fn money(&self, amount: u64) -> String {
        let capacity = Capacity {
            currency: Some(self.currency.to_owned()),
            ..Capacity::default()
        };
        capacity.money_text(amount)
    }

    /// What a theme is called; its id where nobody knows.
    pub fn theme<'t>(&'t self, id: &'t str) -> &'t str {
        self.findings
            .and_then(|f| f.theme(id))
            .map_or(id, |t| t.title.as_str())
    }
}
