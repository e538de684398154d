//! Mismatches between exports and a codebook, which stop an import.

use std::fmt;

use super::export::Export;

/// A mismatch between an export and its codebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Name of the export, if the mismatch is about one.
    pub file: Option<String>,
    /// Column id, if it is about one.
    pub column: Option<String>,
    /// Description of the problem.
    pub what: String,
    /// Answers concerned, with the number of people who gave each.
    pub answers: Vec<(String, u32)>,
    /// Advice: the next step for the user.
    pub help: String,
}

impl Unfit {
    pub(super) fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            file: None,
            column: None,
            what: what.into(),
            answers: Vec::new(),
            help: help.into(),
        }
    }

    pub(super) fn of_file(self, export: &Export) -> Self {
        Self {
            file: Some(export.name.clone()),
            ..self
        }
    }

    pub(super) fn of_column(self, column: &str) -> Self {
        Self {
            column: Some(column.to_owned()),
            ..self
        }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}: ")?;
        }
        if let Some(column) = &self.column {
            write!(f, "{column}: ")?;
        }
        write!(f, "{}", self.what)?;
        for (answer, count) in &self.answers {
            let shown = if answer.is_empty() {
                "(no answer)"
            } else {
                answer
            };
            write!(f, "\n    {count:>6}  {shown}")?;
        }
        Ok(())
    }
}
