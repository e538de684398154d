//! Shared parts of header recognition: cells of the head, title rows, option columns.

pub(super) use crate::intake::header::question;
use crate::intake::{days, read::FileHead};

impl FileHead {
    /// A trimmed cell; empty outside the head.
    pub(in crate::intake) fn cell(&self, row: usize, column: usize) -> &str {
        let row = self.rows.get(row).map(Vec::as_slice).unwrap_or_default();
        row.get(column)
            .map_or("", |c| c.trim().trim_start_matches('\u{feff}').trim())
    }

    /// Number of columns.
    pub(in crate::intake) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// A row, padded to the widest row.
    pub(super) fn line(&self, row: usize) -> Vec<&str> {
        (0..self.width()).map(|c| self.cell(row, c)).collect()
    }

    /// The head without its first rows.
    pub(super) fn below_rows(&self, rows: usize) -> Self {
        Self {
            rows: self.rows.iter().skip(rows).cloned().collect(),
            merged: self.merged,
        }
    }

    /// Number of non-empty cells in a row.
    pub(in crate::intake) fn filled(&self, row: usize) -> usize {
        self.line(row).iter().filter(|c| !c.is_empty()).count()
    }

    /// True if a row fills too few columns to hold their names.
    pub(super) fn is_title(&self, row: usize) -> bool {
        let widest = (0..self.rows.len()).map(|r| self.filled(r)).max();
        // Three fifths, because names of columns may be missing over a merged cell or a row number.
        self.filled(row) * 5 < widest.unwrap_or(0) * 3
    }

    /// True if a row holds only question codes, as some people put above a header: `Q1_0`, `Q1_1`.
    pub(super) fn is_codes(&self, row: usize) -> bool {
        let line = self.line(row);
        let codes = line
            .iter()
            .filter(|c| is_code(c) && c.len() <= 12 && c.contains(|c: char| c.is_ascii_digit()));
        // Each code needs a digit: short names such as "age" and "ward" are a header.
        codes.count() * 10 >= self.filled(row) * 9 && self.filled(row) > 1
    }

    /// Non-empty cells of a column from a row on.
    pub(super) fn below(&self, row: usize, column: usize) -> impl Iterator<Item = &str> {
        (row..self.rows.len())
            .map(move |r| self.cell(r, column))
            .filter(|c| !c.is_empty())
    }
}

/// Remark on title rows above the column names.
pub(super) fn title_note(titles: usize) -> String {
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

/// Joins a question and the array row of its column: "How clean was it? - The ward".
pub(super) fn with_row(question: &str, row: &str) -> String {
    match (question.is_empty(), row.is_empty()) {
        (_, true) => question.to_owned(),
        (true, false) => row.to_owned(),
        (false, false) => format!("{question} - {row}"),
    }
}

/// True if a cell only says whether an option was chosen.
pub(super) fn is_tick(cell: &str, option: &str) -> bool {
    let cell = cell.trim();
    cell == option
        || ["0", "1", "x", "checked", "unchecked", "true", "false"]
            .iter()
            .any(|t| cell.eq_ignore_ascii_case(t))
}

/// True for the option with a free-text field, such as "Other".
pub(super) fn is_write_in(option: &str) -> bool {
    let option = option.to_lowercase();
    option.starts_with("other")
        || option.starts_with("sonstige")
        || option.contains("specify")
        || option.contains("comment")
}

/// True for a code rather than a text: a letter first, then letters, digits, `_`, `-` and `.`.
pub(super) fn is_code(header: &str) -> bool {
    header.starts_with(|c: char| c.is_ascii_alphabetic())
        && header.len() <= super::LONGEST_ID
        && header
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Splits `question [part]`.
pub(super) fn bracketed(header: &str) -> Option<(&str, &str)> {
    let (question, part) = header.trim_end().strip_suffix(']')?.rsplit_once('[')?;
    Some((question.trim(), part.trim()))
}

/// Ranges of neighbouring columns with the same base: start, and end exclusive.
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

/// True for a date, with or without a time.
pub(super) fn is_date(text: &str) -> bool {
    days::is_day(text)
}

/// The row of names: the first that names most of the columns.
pub(super) fn names_row(head: &FileHead) -> Option<usize> {
    let filled = |row: usize| head.line(row).iter().filter(|c| !c.is_empty()).count();
    let widest = (0..head.rows.len()).map(filled).max().filter(|w| *w > 0)?;
    // No sheet has more than ten rows of titles.
    (0..head.rows.len().min(10)).find(|row| filled(*row) * 5 >= widest * 3)
}
