//! Problems of files, with their places.
//!
//! The reader has the file open in an editor: a problem names the place, shows the line, and says what to type instead.

use std::fmt;

use serde::Serialize;
use unicode_width::UnicodeWidthChar;

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used; somebody should look.
    Warning,
}

/// A problem in a file. Its strings hold what the file holds: they pass the sanitiser before a terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The severity: an error, or a warning with which the file can be used.
    pub severity: Severity,
    /// The name of the file, as the caller gave it.
    pub file: String,
    /// From 1; 0 where the problem is the file as a whole.
    pub line: u32,
    /// In characters, from 1; 0 where the problem is the file as a whole.
    pub column: u32,
    /// That line, or at most 200 characters of it around the place.
    pub source_line: String,
    /// The column in `source_line`, in characters from 1.
    #[serde(skip)]
    pub caret: u32,
    /// Such as `themes[2].findings[0].results[1].scored`, counted from 0; empty at the top.
    pub path: String,
    /// The value that is there.
    pub found: String,
    /// The value that is expected; empty if `found` is enough.
    pub expected: String,
    /// The advice; may be empty.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        f.write_str(match self.severity {
            Severity::Error => ": ",
            Severity::Warning => ": warning: ",
        })?;
        write!(f, "found {}", self.found)?;
        if !self.expected.is_empty() {
            write!(f, ", expected {}", self.expected)?;
        }
        if self.line > 0 {
            let number = self.line.to_string();
            let margin = " ".repeat(number.len());
            write!(f, "\n  {number} | {}", self.source_line.trim_end())?;
            write!(f, "\n  {margin} | {}^", self.up_to_caret())?;
        }
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

impl Problem {
    /// Blanks as wide as the text before the caret; tabs stay tabs.
    fn up_to_caret(&self) -> String {
        let before = usize::try_from(self.caret).unwrap_or(1).saturating_sub(1);
        let mut blanks = String::new();
        for c in self.source_line.chars().take(before) {
            if c == '\t' {
                blanks.push('\t');
            } else {
                // By width and not by character: under Chinese, Japanese or Korean letters the
                // caret would stand too far left.
                blanks.extend(std::iter::repeat_n(' ', c.width().unwrap_or(0)));
            }
        }
        blanks
    }
}

/// A place in a file: line and column, in characters from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextPosition {
    /// From 1; 0 is the file as a whole.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

/// A problem before its file and line are put to it.
#[derive(Clone, Debug)]
pub(crate) struct UnplacedProblem {
    pub(crate) severity: Severity,
    pub(crate) mark: TextPosition,
    pub(crate) path: String,
    pub(crate) found: String,
    pub(crate) expected: String,
    pub(crate) help: String,
}

impl UnplacedProblem {
    pub(crate) fn error(
        mark: TextPosition,
        path: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            mark,
            path: path.into(),
            found: found.into(),
            expected: String::new(),
            help: String::new(),
        }
    }

    pub(crate) fn warning(
        mark: TextPosition,
        path: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(mark, path, found)
        }
    }

    pub(crate) fn expected(self, expected: impl Into<String>) -> Self {
        Self {
            expected: expected.into(),
            ..self
        }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: help.into(),
            ..self
        }
    }
}

/// The problems of one file. After [`Problems::MOST`] they are counted and no longer kept.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    kept: Vec<UnplacedProblem>,
    more: usize,
    more_errors: bool,
}

impl Problems {
    /// The most problems that are shown; a file with more of them is probably of another kind.
    pub(crate) const MOST: usize = 1000;

    pub(crate) fn add(&mut self, fault: UnplacedProblem) {
        if self.is_full() {
            // The rest is counted and not kept: a file of another kind, such as a CSV named .yaml,
            // has a problem in each line.
            self.more += 1;
            self.more_errors |= fault.severity == Severity::Error;
        } else {
            self.kept.push(fault);
        }
    }

    /// True if no more problems are kept.
    pub(crate) fn is_full(&self) -> bool {
        self.kept.len() >= Self::MOST
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.more_errors || self.kept.iter().any(|f| f.severity == Severity::Error)
    }

    /// All of them in the order of the file, the count of those not kept at the end.
    pub(crate) fn into_faults(mut self) -> Vec<UnplacedProblem> {
        // Problems are found in three passes, and files are mended from top to bottom.
        self.kept.sort_by_key(|f| f.mark);
        if self.more > 0 {
            let found = format!("{} more problems", self.more);
            self.kept.push(UnplacedProblem {
                severity: if self.more_errors {
                    Severity::Error
                } else {
                    Severity::Warning
                },
                ..UnplacedProblem::error(TextPosition::default(), "", found)
                    .help("put these right first, and check the file again")
            });
        }
        self.kept
    }
}
