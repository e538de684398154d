//! The text of a file by line.
//!
//! Problems are found at three times (parsing, reading, across files) and all of them show a line.

use std::sync::OnceLock;

use super::problem::{Problem, TextPosition, UnplacedProblem};

/// The most characters of a line that are shown.
const WIDEST: usize = 200;

/// A file's name and text, with where its lines begin.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    file: String,
    text: String,
    /// Computed on first use: most files have no problem to show.
    starts: OnceLock<Vec<usize>>,
}

impl Source {
    pub(crate) fn new(file: &str, text: &str) -> Self {
        // Some editors on Windows put a byte order mark first. Left in, it would move every column
        // of line 1 by one.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        Self {
            file: file.to_owned(),
            text: text.to_owned(),
            starts: OnceLock::new(),
        }
    }

    /// The start of each line, in bytes.
    fn starts(&self) -> &[usize] {
        self.starts.get_or_init(|| starts(&self.text))
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The line of that number, from 1, without its end.
    fn line(&self, number: u32) -> &str {
        let index = usize::try_from(number).unwrap_or(0).wrapping_sub(1);
        let Some(&start) = self.starts().get(index) else {
            return "";
        };
        let end = self.starts().get(index.wrapping_add(1)).copied();
        let line = self.text.get(start..end.unwrap_or(self.text.len()));
        line.unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// The byte offset of a place; `None` if the text has no such place.
    pub(crate) fn offset(&self, mark: TextPosition) -> Option<usize> {
        let line = usize::try_from(mark.line).ok()?.checked_sub(1)?;
        let before = usize::try_from(mark.column).ok()?.checked_sub(1)?;
        let start = *self.starts().get(line)?;
        // Columns are characters and not bytes: the parser counts so, and so does the editor in
        // which somebody looks for the place.
        let mut places = self.text.get(start..)?.char_indices().map(|(i, _)| i);
        let within = places
            .nth(before)
            .map_or_else(|| self.text.len().checked_sub(start), Some)?;
        Some(start + within)
    }

    /// The fault as a problem of this file.
    pub(crate) fn problem(&self, fault: UnplacedProblem) -> Problem {
        // YAML takes JSON as well, and JSON without line ends would fill the terminal with its one
        // line.
        let (source_line, caret) = window(self.line(fault.mark.line), fault.mark.column);
        Problem {
            severity: fault.severity,
            file: self.file.clone(),
            line: fault.mark.line,
            column: fault.mark.column,
            source_line,
            caret,
            path: fault.path,
            found: fault.found,
            expected: fault.expected,
            help: fault.help,
        }
    }
}

/// The start of each line of a text, in bytes.
fn starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        let ends = match byte {
            b'\n' => true,
            // A carriage return ends a line, unless the line feed after it does.
            b'\r' => bytes.peek().is_none_or(|(_, next)| *next != b'\n'),
            _ => false,
        };
        if ends {
            starts.push(at + 1);
        }
    }
    starts
}

/// A part of `line` of at most [`WIDEST`] characters around `column`, and the column's place in it.
fn window(line: &str, column: u32) -> (String, u32) {
    let wanted = usize::try_from(column).unwrap_or(1);
    let skip = if wanted > WIDEST {
        wanted - WIDEST / 2
    } else {
        0
    };
    let shown = line.chars().skip(skip).take(WIDEST).collect();
    let caret = u32::try_from(wanted - skip).unwrap_or(1);
    (shown, caret)
}
