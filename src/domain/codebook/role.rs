//! Column roles in a table of results: the content of a column, and the strand and period of its numbers.
//!
//! In `codebook.yaml` a role is the key of a column, such as `percentage secondary 2023: Column_7`.

use std::fmt;

use super::period::split_period;

/// Content of a column in a table of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColumnContent {
    /// Wording of the question.
    Question,
    /// Number of the question, such as `Q14`.
    Code,
    /// One of the answers, in a table with a row for each answer.
    Answer,
    /// Theme of the question.
    Theme,
    /// Hospital of the row.
    Hospital,
    /// Base: the number of scored answers.
    Base,
    /// Positive answers in percent, or those with the row's answer.
    Percentage,
    /// Number of positive answers, or of those with the row's answer.
    Count,
    /// Published benchmark, in percent.
    National,
    /// Lower end of the expected range, in percent.
    Lower,
    /// Upper end of the expected range, in percent.
    Upper,
    /// Both ends of the expected range in one cell, such as `55 to 67`.
    Range,
}

impl ColumnContent {
    /// Each content with its word in files.
    pub const WORDS: &[(&str, Self)] = &[
        ("question", Self::Question),
        ("code", Self::Code),
        ("answer", Self::Answer),
        ("theme", Self::Theme),
        ("hospital", Self::Hospital),
        ("base", Self::Base),
        ("percentage", Self::Percentage),
        ("count", Self::Count),
        ("national", Self::National),
        ("lower", Self::Lower),
        ("upper", Self::Upper),
        ("range", Self::Range),
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, what)| *what == self);
        found.map_or("", |(word, _)| word)
    }

    /// True if such a column can belong to a strand and a period.
    pub fn is_number(self) -> bool {
        !matches!(
            self,
            Self::Question | Self::Code | Self::Answer | Self::Theme | Self::Hospital
        )
    }
}

/// Role of one column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ColumnRole {
    /// Its content.
    pub what: ColumnContent,
    /// Strand, if the table has a column for each strand.
    pub strand: Option<String>,
    /// Period, if the table has a column for each period.
    pub period: Option<String>,
}

impl ColumnRole {
    /// A role without a strand and a period.
    pub fn of(what: ColumnContent) -> Self {
        Self {
            what,
            strand: None,
            period: None,
        }
    }

    /// Parses a role from a file; `None` for an unknown word, or for a text column with a strand or period.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let (_, what) = ColumnContent::WORDS.iter().find(|(w, _)| *w == word)?;
        let (period, strand) = split_period(rest);
        let strand = Some(strand).filter(|s| !s.is_empty());
        let plain = strand.is_none() && period.is_none();
        // "question 2023" would be a second text for the same row, of which one would be lost.
        (plain || what.is_number()).then_some(Self {
            what: *what,
            strand,
            period,
        })
    }

    /// Strand and period as words; empty without either.
    pub fn whose(&self) -> String {
        let parts: Vec<&str> = [self.strand.as_deref(), self.period.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        parts.join(" ")
    }
}

impl fmt::Display for ColumnRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what.word())?;
        let whose = self.whose();
        if whose.is_empty() {
            return Ok(());
        }
        write!(f, " {whose}")
    }
}

/// Weighting of the percentages in a table of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weighting {
    /// Not known yet: the import asks.
    Ask,
    /// Unweighted: each percentage must be a share of whole people, and another value is an error.
    Counted,
    /// Weighted or adjusted: percentages are kept as they are.
    Weighted,
}

impl Weighting {
    /// Each weighting with its word in files.
    pub const WORDS: &[(&str, Self)] = &[
        ("ask", Self::Ask),
        ("counted", Self::Counted),
        ("weighted", Self::Weighted),
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, weighting)| *weighting == self);
        found.map_or("", |(word, _)| word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_read_as_it_is_written() {
        for text in [
            "question",
            "base",
            "base 2023",
            "percentage secondary",
            "percentage Secondary breast cancer 2025/26",
            "national 2025",
            "count primary 2026-Q1",
        ] {
            assert_eq!(ColumnRole::parse(text).unwrap().to_string(), text);
        }
        let role = ColumnRole::parse("percentage Secondary 2023").unwrap();
        assert_eq!(role.what, ColumnContent::Percentage);
        assert_eq!(role.strand.as_deref(), Some("Secondary"));
        assert_eq!(role.period.as_deref(), Some("2023"));
        for text in ["", "Base", "percent", "question 2023", "hospital Leeds"] {
            assert_eq!(ColumnRole::parse(text), None, "{text}");
        }
    }
}
