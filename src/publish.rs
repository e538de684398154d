//! Exports: booklet, minutes, action log, calendar, voting slip and other papers.
//!
//! Papers are built as format-neutral documents first ([`page`]), then rendered by [`html`], [`docx`], [`markdown`] or `pdf`. So there is one
//! place for each format where people's text is escaped, and no paper can forget it.

pub mod action_log;
pub mod agenda;
pub mod ask;
pub mod assurance;
pub mod ballots;
pub mod booklet;
pub mod calendar;
pub mod cards;
pub mod code_page;
pub mod columns;
pub mod cover;
pub mod docx;
pub mod dpia;
pub mod drawing;
pub mod easy_read;
pub mod evidence;
pub mod evidence_data;
pub mod fonts;
pub mod html;
pub mod markdown;
pub mod minutes;
pub mod news;
mod over_time;
pub mod owners;
pub mod pack;
pub mod page;
pub mod pb;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod plain_text;
pub mod poster;
mod public;
pub mod set;
pub mod share;
pub mod slides;
pub mod square;
pub mod table_sheets;
pub mod words;

use self::{
    page::{Document, PageStyle, PaperSize},
    words::PaperWords,
};
use crate::domain::{booklet::Booklet, capacity::Capacity, findings::Findings, outcome::Outcome};

/// Input of every paper about a meeting.
#[derive(Clone, Copy, Debug)]
pub struct PaperSource<'a> {
    /// Outcome of the meeting.
    pub outcome: &'a Outcome,
    /// Findings; without them standards lack the title of their theme, and no comment is printed.
    pub findings: Option<&'a Findings>,
    /// Outcome of the previous pledge.
    pub previous: Option<&'a Outcome>,
    /// Settings of the unit's booklet.
    pub wishes: &'a Booklet,
    /// Logo of the unit.
    pub logo: Option<&'a page::Picture>,
    /// Picture on the booklet's cover.
    pub picture: Option<&'a page::Picture>,
    /// Currency of costs, such as `GBP`.
    pub currency: &'a str,
    /// The meeting is not over, so the content may still change.
    pub draft: bool,
}

impl PaperSource<'_> {
    /// An empty document about the meeting, with its date, the unit's colour and, if need be, the mark of a draft.
    pub fn paper(&self, words: &PaperWords, paper: PaperSize, large: bool) -> Document {
        let look = PageStyle {
            colour: self.wishes.colour(),
            logo: self.logo.cloned(),
            paper,
            large,
            ..PageStyle::default()
        };
        // The day of the meeting and not of printing: the same outcome gives the same bytes, and nobody mistakes an old paper for a new one.
        let day = self.outcome.meeting.date;
        Document {
            date: day.map_or_else(String::new, |day| words.say(day)),
            day,
            draft: self.draft.then(|| words.draft.to_owned()),
            ..Document::blank(&self.outcome.unit, look, words)
        }
    }

    /// Name of a person; the id if the outcome has no such person.
    pub fn name<'n>(&'n self, id: &'n str) -> &'n str {
        self.outcome.person_name(id)
    }

    /// Title of a goal; the id if the outcome has no such goal.
    pub fn goal<'g>(&'g self, id: &'g str) -> &'g str {
        let goals = &self.outcome.goals;
        goals
            .iter()
            .find(|g| g.id == id)
            .map_or(id, |g| g.title.as_str())
    }

    /// Formats an amount in the meeting's currency.
    pub fn money(&self, amount: u64) -> String {
        let capacity = Capacity {
            currency: Some(self.currency.to_owned()),
            ..Capacity::default()
        };
        capacity.money_text(amount)
    }

    /// Title of a theme; the id if it is not in the findings.
    pub fn theme<'t>(&'t self, id: &'t str) -> &'t str {
        self.findings
            .and_then(|f| f.theme(id))
            .map_or(id, |t| t.title.as_str())
    }
}
