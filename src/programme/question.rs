//! Eight named questions about a programme, each answered by a small table of whole numbers and words.
//!
//! The text of a question in SQL and its native answer read the same rows, those that leave after hiding, and give the same cells:
//! nobody can subtract one answer from the other. Shares and intervals are made of the cells for display only.

mod asks_answered;
mod common_goals;
mod distinct;
mod done_by_control;
mod looks;
mod moved;
mod refused_for;
pub mod shown;
mod stalled;
mod strand_share;
#[cfg(test)]
mod tests;
mod voices;

use jiff::{ToSpan as _, civil::Date};
use serde::Serialize;

use super::rows::Dataset;
use crate::domain::word::word_of;

/// Word for a value that is not known.
const NOT_SAID: &str = "not said";

/// Days before the day of the question within which a meeting counts for [`Question::Stalled`].
const OPEN_DAYS: i64 = 730;
/// Days after which a goal that nobody has looked at is stalled.
const STALLED_DAYS: i64 = 200;

/// A named question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// Goals done, by the level that can make them happen.
    DoneByControl,
    /// Open goals that nobody has looked at for a long time.
    Stalled,
    /// Goals that do not go ahead, with their costs.
    RefusedFor,
    /// Themes that many units work on.
    CommonGoals,
    /// Answers to what was asked of people above.
    AsksAnswered,
    /// Goals and answers of each strand.
    StrandShare,
    /// Survey results before and after, by whether the goal was done.
    Moved,
    /// Votes in which patients and team differed.
    Voices,
}

impl Question {
    /// Each question with its name.
    pub const WORDS: &[(&str, Self)] = &[
        ("done-by-control", Self::DoneByControl),
        ("stalled", Self::Stalled),
        ("refused-for", Self::RefusedFor),
        ("common-goals", Self::CommonGoals),
        ("asks-answered", Self::AsksAnswered),
        ("strand-share", Self::StrandShare),
        ("moved", Self::Moved),
        ("voices", Self::Voices),
    ];

    /// Every question.
    pub const ALL: [Self; 8] = [
        Self::DoneByControl,
        Self::Stalled,
        Self::RefusedFor,
        Self::CommonGoals,
        Self::AsksAnswered,
        Self::StrandShare,
        Self::Moved,
        Self::Voices,
    ];

    /// Name on the command line.
    pub fn name(self) -> &'static str {
        word_of(Self::WORDS, self)
    }

    /// The question in one sentence.
    pub fn title(self) -> &'static str {
        match self {
            Self::DoneByControl => "Do plans that stay in the team's hands happen more often?",
            Self::Stalled => "Where is nobody looking any more?",
            Self::RefusedFor => "Why do goals not go ahead, and what would they have cost?",
            Self::CommonGoals => "What do many units work on, and does it get done?",
            Self::AsksAnswered => "Do those above answer?",
            Self::StrandShare => "Do goals reach the smaller strand?",
            Self::Moved => "Did what patients say change where the goal was done?",
            Self::Voices => "Where patients and team parted, who was followed?",
        }
    }

    /// Names of the columns of the answer.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::DoneByControl => done_by_control::COLUMNS,
            Self::Stalled => stalled::COLUMNS,
            Self::RefusedFor => refused_for::COLUMNS,
            Self::CommonGoals => common_goals::COLUMNS,
            Self::AsksAnswered => asks_answered::COLUMNS,
            Self::StrandShare => strand_share::COLUMNS,
            Self::Moved => moved::COLUMNS,
            Self::Voices => voices::COLUMNS,
        }
    }

    /// The question in SQL over the tables of the dataset, for DuckDB, Spark, DataFusion and ClickHouse.
    pub fn sql(self, on: Date) -> String {
        let text = match self {
            Self::DoneByControl => include_str!("question/done_by_control.sql"),
            Self::Stalled => include_str!("question/stalled.sql"),
            Self::RefusedFor => include_str!("question/refused_for.sql"),
            Self::CommonGoals => include_str!("question/common_goals.sql"),
            Self::AsksAnswered => include_str!("question/asks_answered.sql"),
            Self::StrandShare => include_str!("question/strand_share.sql"),
            Self::Moved => include_str!("question/moved.sql"),
            Self::Voices => include_str!("question/voices.sql"),
        };
        text.replace("{day}", &on.to_string())
            .replace("{since}", &days_before(on, OPEN_DAYS).to_string())
            .replace("{cutoff}", &days_before(on, STALLED_DAYS).to_string())
    }

    /// The answer from the rows of a dataset. Only [`Question::Stalled`] depends on the day.
    ///
    /// Takes the order of rows that [`Dataset`] promises, and time in proportion to their number.
    pub fn answer(self, data: &Dataset, on: Date) -> Answer {
        let rows = match self {
            Self::DoneByControl => done_by_control::rows(data),
            Self::Stalled => stalled::rows(data, on),
            Self::RefusedFor => refused_for::rows(data),
            Self::CommonGoals => common_goals::rows(data),
            Self::AsksAnswered => asks_answered::rows(data),
            Self::StrandShare => strand_share::rows(data),
            Self::Moved => moved::rows(data),
            Self::Voices => voices::rows(data),
        };
        Answer {
            question: self,
            on,
            rows,
        }
    }
}

/// The day that many days before another; the first day of the calendar where there is none.
fn days_before(on: Date, days: i64) -> Date {
    on.saturating_sub(days.days())
}

/// A cell of an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Number(i64),
    /// A word.
    Word(String),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i16> for Value {
    fn from(number: i16) -> Self {
        Self::Number(number.into())
    }
}

impl From<&str> for Value {
    fn from(word: &str) -> Self {
        Self::Word(word.to_owned())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// A row of an answer, a cell for each of [`Question::columns`].
pub type Row = Vec<Value>;

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Question.
    pub question: Question,
    /// Day of the question.
    pub on: Date,
    /// Rows, in the order of the question's text in SQL; words are in the order of their bytes.
    pub rows: Vec<Row>,
}

/// A row of keys and counts.
fn row<const K: usize, const N: usize>(keys: [Value; K], counts: [i64; N]) -> Row {
    keys.into_iter()
        .chain(counts.into_iter().map(Value::Number))
        .collect()
}
