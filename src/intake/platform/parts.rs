//! What several tools' headers have in common: cells of the head, question texts with markup, columns of one option each.
//!
//! Question texts were typed into an editor, so exports hold tags and entities, no-break spaces and whole welcome pages.

use html_escape::decode_html_entities;

use crate::{
    intake::{days, read::FileHead},
    text::sanitise,
};

/// A question is cut off after so many characters: the first one may hold a page of welcome.
const LONGEST: usize = 400;

/// Tags within a word; any other ends one.
const INLINE: &[&str] = &[
    "a", "b", "big", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u",
];

impl FileHead {
    /// A cell of the head, without blanks at its ends; empty where there is none.
    pub(in crate::intake) fn cell(&self, row: usize, column: usize) -> &str {
        let row = self.rows.get(row).map(Vec::as_slice).unwrap_or_default();
        row.get(column)
            .map_or("", |c| c.trim().trim_start_matches('\u{feff}').trim())
    }

    /// How many columns there are.
    pub(in crate::intake) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// A row of the head, as wide as the widest.
    pub(super) fn line(&self, row: usize) -> Vec<&str> {
        (0..self.width()).map(|c| self.cell(row, c)).collect()
    }

    /// The head without so many of its rows.
    pub(super) fn below_rows(&self, rows: usize) -> Self {
        Self {
            rows: self.rows.iter().skip(rows).cloned().collect(),
            merged: self.merged,
        }
    }

    /// How many cells of a row have something in them.
    pub(in crate::intake) fn filled(&self, row: usize) -> usize {
        self.line(row).iter().filter(|c| !c.is_empty()).count()
    }

    /// Whether a row has something in too few of the columns to be the names of them.
    pub(super) fn is_title(&self, row: usize) -> bool {
        let widest = (0..self.rows.len()).map(|r| self.filled(r)).max();
        self.filled(row) * 5 < widest.unwrap_or(0) * 3
    }

    /// Whether a row has codes of questions and nothing else, as some put over a header: `Q1_0`, `Q1_1`.
    pub(super) fn is_codes(&self, row: usize) -> bool {
        let line = self.line(row);
        let codes = line
            .iter()
            .filter(|c| is_code(c) && c.len() <= 12 && c.contains(|c: char| c.is_ascii_digit()));
        codes.count() * 10 >= self.filled(row) * 9 && self.filled(row) > 1
    }

    /// What a column holds from a row on, without the empty cells.
    pub(super) fn below(&self, row: usize, column: usize) -> impl Iterator<Item = &str> {
        (row..self.rows.len())
            .map(move |r| self.cell(r, column))
            .filter(|c| !c.is_empty())
    }
}

/// A question text without markup: tags removed, entities read, blanks collapsed, cut off where it is a page.
pub fn question(raw: &str) -> String {
    let text = untagged(raw);
    let text = decode_html_entities(&text);
    let mut out = String::new();
    for word in text.split_whitespace() {
        let word = sanitise::clean(word);
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word);
    }
    if out.chars().count() <= LONGEST {
        return out;
    }
    let cut: String = out.chars().take(LONGEST).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(w, _)| w);
    format!("{whole}...")
}

/// The text without tags. `a < b` is no tag: one begins with a letter, `/` or `!`, and ends.
fn untagged(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let begins = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match after.split_once('>').filter(|_| begins) {
            Some((tag, beyond)) => {
                let name: String = tag
                    .trim_start_matches('/')
                    .chars()
                    .take_while(char::is_ascii_alphanumeric)
                    .collect::<String>()
                    .to_ascii_lowercase();
                if !INLINE.contains(&name.as_str()) {
                    out.push(' ');
                }
                // What stands inside these is for a browser.
                let ends = format!("</{name}");
                rest = match name.as_str() {
                    "style" | "script" => beyond
                        .to_ascii_lowercase()
                        .find(&ends)
                        .and_then(|at| beyond.split_at_checked(at))
                        .map_or(beyond, |(_, from)| from),
                    _ => beyond,
                };
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// What is said of rows above the names of the columns.
pub(super) fn titled(titles: usize) -> String {
    let rows = if titles == 1 {
        "the first row is a title".to_owned()
    } else {
        format!("the first {titles} rows are titles")
    };
    format!(
        "{rows}: the names of the columns were taken from row {}",
        titles + 1
    )
}

/// A question with the row that a column is of: "How clean was it? - The ward".
pub(super) fn with_row(question: &str, row: &str) -> String {
    match (question.is_empty(), row.is_empty()) {
        (_, true) => question.to_owned(),
        (true, false) => row.to_owned(),
        (false, false) => format!("{question} - {row}"),
    }
}

/// Whether a cell says no more than that an option was chosen, or was not.
pub(super) fn ticks(cell: &str, option: &str) -> bool {
    let cell = cell.trim();
    cell == option
        || ["0", "1", "x", "checked", "unchecked", "true", "false"]
            .iter()
            .any(|t| cell.eq_ignore_ascii_case(t))
}

/// Whether an option is the one to write something else into.
pub(super) fn writes(option: &str) -> bool {
    let option = option.to_lowercase();
    option.starts_with("other")
        || option.starts_with("sonstige")
        || option.contains("specify")
        || option.contains("comment")
}

/// Whether a header is a code, not a text: letters, digits, `_`, `-` and `.`, and a letter first.
pub(super) fn is_code(header: &str) -> bool {
    header.starts_with(|c: char| c.is_ascii_alphabetic())
        && header.len() <= super::LONGEST_ID
        && header
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// `question [part]`, taken apart.
pub(super) fn bracketed(header: &str) -> Option<(&str, &str)> {
    let (question, part) = header.trim_end().strip_suffix(']')?.rsplit_once('[')?;
    Some((question.trim(), part.trim()))
}

/// Runs of columns side by side that are of one question, by what `base` says the question is: from, and up to.
pub(super) fn runs<T: PartialEq>(bases: &[Option<T>]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut from = 0;
    while let Some(first) = bases.get(from) {
        let same = bases
            .iter()
            .skip(from)
            .take_while(|b| first.is_some() && *b == first);
        let to = from + same.count().max(1);
        if first.is_some() {
            runs.push((from, to));
        }
        from = to;
    }
    runs
}

/// Whether a text is a day, with a time or without.
pub fn is_date(text: &str) -> bool {
    days::is_day(text)
}
