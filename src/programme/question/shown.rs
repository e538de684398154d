//! An answer as a table for people: the cells in words, with shares, their intervals, and the direction of a change.
//!
//! Nothing here is in a file. Shares are worked out from the answer alone, so they tell nothing that its cells do not.

use jiff::civil::Date;

use super::{Answer, Question, Row, Value};
use crate::{
    domain::{
        stats::{ChangeCode, Interval, Share, change, newcombe_interval, wilson_interval},
        words::results::RESULTS,
    },
    text::{Align, clean, pad, truncate, width},
};

/// Cells of the widest word in a table, such as an alliance.
const WIDEST_WORD: usize = 30;
/// Cells of the widest first word beside many numbers, so that a row fits 80 cells.
const WIDEST_THEME: usize = 20;
/// Cells between two columns.
const GAP: usize = 2;

/// An answer as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Headings.
    pub heads: Vec<&'static str>,
    /// Alignment of each column.
    pub aligns: Vec<Align>,
    /// Rows, a text for each heading.
    pub rows: Vec<Vec<String>>,
    /// Sentences below the table.
    pub notes: Vec<String>,
}

/// A column of a table for people, with the places of its numbers in a row of the answer.
#[derive(Clone, Copy, Debug)]
enum Column {
    /// A word.
    Word(&'static str, usize),
    /// The id of a theme.
    Theme(&'static str, usize),
    /// A whole number.
    Number(&'static str, usize),
    /// A part of a whole in percent, with its Wilson interval.
    Share(&'static str, usize, usize),
    /// The same, empty for a year whose goals may still become known.
    SettledShare(&'static str, usize, usize),
    /// A part of the sum of some numbers, with its Wilson interval.
    ShareOfSum(&'static str, usize, &'static [usize]),
    /// A part of the sum of the same column over all rows of the year, in percent.
    ShareOfYear(&'static str, usize),
    /// A part of a whole in percent, without an interval.
    Percent(&'static str, usize, usize),
    /// A sum divided by the sum of some numbers, rounded.
    Mean(&'static str, usize, &'static [usize]),
    /// The difference of two shares in percentage points, with Newcombe's interval: positive and scored, before and after.
    Change(&'static str, [usize; 4]),
}

/// Columns of a question, in the order in which they are shown.
fn columns(question: Question) -> &'static [Column] {
    use Column::{
        Change, Mean, Number, Percent, SettledShare, Share, ShareOfSum, ShareOfYear, Theme, Word,
    };
    match question {
        Question::DoneByControl => &[
            Number("year", 0),
            Word("who can do it", 1),
            Number("agreed", 2),
            Number("known", 3),
            Number("done", 4),
            Number("dropped", 5),
            SettledShare("done, of known", 4, 3),
        ],
        Question::Stalled => &[
            Word("alliance", 0),
            Number("open", 1),
            Number("stalled", 2),
            Number("never reviewed", 3),
            Share("stalled, of open", 2, 1),
        ],
        Question::RefusedFor => &[
            Number("year", 0),
            Word("decision", 1),
            Word("reason", 2),
            Number("goals", 3),
            Number("costed", 4),
            Number("cost", 5),
            Number("timed", 6),
            Number("hours", 7),
        ],
        Question::CommonGoals => &[
            Theme("theme", 0),
            Number("units", 1),
            Number("agreed", 2),
            Number("seen", 3),
            Number("done", 4),
            Number("stuck", 5),
            Number("dropped", 6),
            Share("done, of seen", 4, 3),
        ],
        Question::AsksAnswered => &[
            Number("year", 0),
            Number("asked", 1),
            Number("granted", 2),
            Number("refused", 3),
            Number("waiting", 4),
            Number("not reviewed", 5),
            ShareOfSum("yes, of answers", 2, &[2, 3]),
            Mean("mean days", 6, &[2, 3]),
        ],
        Question::StrandShare => &[
            Number("year", 0),
            Word("strand", 1),
            Number("goals", 2),
            Number("all goals", 3),
            Share("share of goals", 2, 3),
            Number("answers", 4),
            ShareOfYear("share of answers", 4),
        ],
        Question::Moved => &[
            Word("goal", 0),
            Number("results", 1),
            Number("units", 2),
            Percent("before", 3, 4),
            Percent("after", 5, 6),
            Change("change in points", [3, 4, 5, 6]),
        ],
        Question::Voices => &[
            Number("year", 0),
            Number("voted", 1),
            Number("withheld", 2),
            Number("parted", 3),
            Number("patients", 4),
            Share("agreed", 5, 4),
            Number("team", 6),
            Share("agreed", 7, 6),
        ],
    }
}

impl Column {
    fn head(self) -> &'static str {
        match self {
            Self::Word(head, _)
            | Self::Theme(head, _)
            | Self::Number(head, _)
            | Self::Share(head, ..)
            | Self::SettledShare(head, ..)
            | Self::ShareOfSum(head, ..)
            | Self::ShareOfYear(head, _)
            | Self::Percent(head, ..)
            | Self::Mean(head, ..)
            | Self::Change(head, _) => head,
        }
    }

    fn align(self) -> Align {
        match self {
            Self::Word(..) | Self::Theme(..) | Self::Change(..) => Align::Left,
            Self::Number(..)
            | Self::Share(..)
            | Self::SettledShare(..)
            | Self::ShareOfSum(..)
            | Self::ShareOfYear(..)
            | Self::Percent(..)
            | Self::Mean(..) => Align::Right,
        }
    }

    fn text(self, row: &Row, answer: &Answer) -> String {
        match self {
            Self::Word(_, at) => truncate(&word(row, at), WIDEST_WORD).into_owned(),
            Self::Theme(_, at) => truncate(&word(row, at), WIDEST_THEME).into_owned(),
            Self::Number(_, at) => number(row, at).to_string(),
            Self::Share(_, part, whole) => share_text(share(row, part, number(row, whole))),
            Self::SettledShare(_, part, whole) if is_settled(row, answer.on) => {
                share_text(share(row, part, number(row, whole)))
            }
            Self::SettledShare(..) => String::new(),
            Self::ShareOfSum(_, part, sum) => share_text(share(row, part, total(row, sum))),
            Self::ShareOfYear(_, at) => {
                let rows = answer.rows.iter();
                let year = rows.filter(|r| r.first() == row.first());
                percent_text(share(row, at, year.map(|r| number(r, at)).sum()))
            }
            Self::Percent(_, part, whole) => percent_text(share(row, part, number(row, whole))),
            Self::Mean(_, at, counts) => mean(number(row, at), total(row, counts)),
            Self::Change(_, at) => before_and_after(row, at).map_or_else(String::new, change_text),
        }
    }
}

impl Table {
    /// The table of an answer.
    pub fn of(answer: &Answer) -> Self {
        let columns = columns(answer.question);
        let text = |row: &Row| columns.iter().map(|c| c.text(row, answer)).collect();
        Self {
            heads: columns.iter().map(|c| c.head()).collect(),
            aligns: columns.iter().map(|c| c.align()).collect(),
            rows: answer.rows.iter().map(text).collect(),
            notes: notes(answer, columns),
        }
    }

    /// Lines of the table: headings and rows in aligned columns, then the notes.
    pub fn lines(&self) -> Vec<String> {
        let heads: Vec<String> = self.heads.iter().map(|&h| h.to_owned()).collect();
        let all: Vec<&Vec<String>> = [&heads].into_iter().chain(&self.rows).collect();
        let widths: Vec<usize> = (0..heads.len())
            .map(|at| {
                all.iter()
                    .filter_map(|row| row.get(at))
                    .map(|t| width(t))
                    .max()
            })
            .map(Option::unwrap_or_default)
            .collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).zip(&self.aligns);
            let cells: Vec<_> = cells
                .map(|((text, &w), &align)| pad(text, w, align))
                .collect();
            cells.join(&" ".repeat(GAP)).trim_end().to_owned()
        };
        let mut lines: Vec<String> = all.into_iter().map(line).collect();
        if !self.notes.is_empty() {
            lines.push(String::new());
            lines.extend(self.notes.iter().cloned());
        }
        lines
    }
}

fn number(row: &Row, at: usize) -> i64 {
    match row.get(at) {
        Some(Value::Number(number)) => *number,
        Some(Value::Word(_)) | None => 0,
    }
}

/// A word without the underscores of files.
fn word(row: &Row, at: usize) -> String {
    match row.get(at) {
        Some(Value::Word(word)) => clean(word).replace('_', " "),
        Some(Value::Number(number)) => number.to_string(),
        None => String::new(),
    }
}

fn total(row: &Row, at: &[usize]) -> i64 {
    at.iter().map(|&at| number(row, at)).sum()
}

/// A part of a whole; `None` for an empty one.
fn share(row: &Row, part: usize, whole: i64) -> Option<Share> {
    let part = u32::try_from(number(row, part)).ok()?;
    Share::new(part, u32::try_from(whole).ok()?)
}

/// True if 21 months have passed since the last day of a row's year.
// Before that goals that were done early are known, and those that go on are not: the share would be far too high.
fn is_settled(row: &Row, on: Date) -> bool {
    let year = i16::try_from(number(row, 0)).unwrap_or(i16::MAX);
    Date::new(year.saturating_add(2), 10, 1).is_ok_and(|day| day <= on)
}

fn percent_text(share: Option<Share>) -> String {
    share.map_or_else(String::new, |s| format!("{}%", s.whole_percent()))
}

/// A percentage with its interval, such as `41% (33 to 50)`.
fn share_text(share: Option<Share>) -> String {
    let Some(share) = share else {
        return String::new();
    };
    let Interval { low, high } = wilson_interval(share);
    // Padded inside, so that the percentages of a column stand below each other.
    let interval = format!("({} to {})", whole(low), whole(high));
    format!("{}% {interval:>11}", share.whole_percent())
}

/// A sum divided by a number, rounded half up; empty for none.
fn mean(sum: i64, count: i64) -> String {
    if count <= 0 {
        return String::new();
    }
    ((2 * sum + count).div_euclid(2 * count)).to_string()
}

/// The two shares of a row: before and after.
fn before_and_after(row: &Row, [before, of, after, and_of]: [usize; 4]) -> Option<(Share, Share)> {
    let before = share(row, before, number(row, of))?;
    Some((before, share(row, after, number(row, and_of))?))
}

/// A change in percentage points with its interval, such as `▲ +8 (+5 to +11)`.
fn change_text((before, after): (Share, Share)) -> String {
    let arrow = match change(after, before) {
        ChangeCode::Higher => "\u{25b2}",
        ChangeCode::Lower => "\u{25bc}",
        ChangeCode::HigherUnsure
        | ChangeCode::LowerUnsure
        | ChangeCode::AboutSame
        | ChangeCode::TooFewToSay
        | ChangeCode::None => " ",
    };
    let Interval { low, high } = newcombe_interval(after, before);
    let points = after.percent() - before.percent();
    format!(
        "{arrow} {} ({} to {})",
        signed(points),
        signed(low),
        signed(high)
    )
}

fn whole(percent: f64) -> String {
    format!("{:.0}", percent.round())
}

/// A whole number with its sign; 0 has none.
fn signed(points: f64) -> String {
    let points = points.round();
    if points == 0.0 {
        "0".to_owned()
    } else {
        format!("{points:+.0}")
    }
}

/// Meaning of the short headings of a question.
fn legend(question: Question) -> &'static [&'static str] {
    match question {
        Question::DoneByControl => &[
            "known: done, dropped or looked at 15 to 20 months after the meeting.",
            "A year without a share is too recent: what is done early is known first.",
        ],
        Question::Stalled => &["stalled: neither met nor looked at in the last 200 days."],
        Question::RefusedFor => {
            &["costed, timed: goals whose cost or hours are known; the sums are of these."]
        }
        Question::CommonGoals => &["seen: looked at in a review at least once."],
        Question::AsksAnswered => {
            &["mean days: from the meeting to the look that found the answer."]
        }
        Question::StrandShare => {
            &["answers: the most that a meeting shows for the strand, summed."]
        }
        Question::Moved => &["The real range is wider: one patient answers several questions."],
        Question::Voices => {
            &["patients, team: parted goals that they rated higher; then those agreed."]
        }
    }
}

/// Sentences below the table: the changes in words, and the meaning of the brackets.
fn notes(answer: &Answer, columns: &[Column]) -> Vec<String> {
    let mut notes = Vec::new();
    for row in &answer.rows {
        let pair = columns.iter().find_map(|column| match column {
            Column::Change(_, at) => before_and_after(row, *at),
            _ => None,
        });
        if let Some((before, after)) = pair {
            let change = RESULTS.wall(change(after, before));
            notes.push(format!("Goal {}: {change}.", word(row, 0)));
        }
    }
    if answer.rows.is_empty() {
        return notes;
    }
    notes.extend(legend(answer.question).iter().map(|&note| note.to_owned()));
    let has_interval = columns.iter().any(|c| {
        matches!(
            c,
            Column::Share(..)
                | Column::SettledShare(..)
                | Column::ShareOfSum(..)
                | Column::Change(..)
        )
    });
    if has_interval {
        notes.push("In brackets: the likely range (95% interval).".to_owned());
    }
    notes
}
