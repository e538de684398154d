//! Roles of columns in a table of results: which one has the question, which one the base, and whose and of when a number is.
//!
//! In `codebook.yaml` a role is the key that a column stands behind, such as `percentage secondary 2023: Column_7`.

use std::fmt;

use super::period::split_period;

/// The content of a column of a table of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColumnContent {
    /// The question that patients were asked.
    Question,
    /// The question's number, such as `Q14`.
    Code,
    /// One of the answers to it: each row is one.
    Answer,
    /// The theme that a question belongs to.
    Theme,
    /// The hospital that a row is of.
    Hospital,
    /// The base: the number of answers that count.
    Base,
    /// The good ones in percent, or those of the row's answer.
    Percentage,
    /// The good ones as a number, or those of the row's answer.
    Count,
    /// Somebody's published figure, in percent.
    National,
    /// The lower end of the expected range, in percent.
    Lower,
    /// Its upper end, in percent.
    Upper,
    /// Both ends in one cell, such as `55 to 67`.
    Range,
}

impl ColumnContent {
    /// Each with the word that files use for it.
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

    /// The word that files use.
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, what)| *what == self);
        found.map_or("", |(word, _)| word)
    }

    /// Whether such a column can be of one strand and period.
    pub fn is_number(self) -> bool {
        !matches!(
            self,
            Self::Question | Self::Code | Self::Answer | Self::Theme | Self::Hospital
        )
    }
}

/// The role of one column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ColumnRole {
    /// Its content.
    pub what: ColumnContent,
    /// The strand whose numbers it holds, where columns tell strands apart.
    pub strand: Option<String>,
    /// The period, where columns tell periods apart.
    pub period: Option<String>,
}

impl ColumnRole {
    /// Of no strand and period of its own.
    pub fn of(what: ColumnContent) -> Self {
        Self {
            what,
            strand: None,
            period: None,
        }
    }

    /// A role as files have it; `None` where it begins with none of the words, or tells a text apart by strands.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let (_, what) = ColumnContent::WORDS.iter().find(|(w, _)| *w == word)?;
        let (period, strand) = split_period(rest);
        let strand = Some(strand).filter(|s| !s.is_empty());
        let plain = strand.is_none() && period.is_none();
        (plain || what.is_number()).then_some(Self {
            what: *what,
            strand,
            period,
        })
    }

    /// Whose and of when it is, as words; empty where it is of no strand and period of its own.
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

/// Whether the percentages of a table of results are of people, or were weighted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weighting {
    /// Nobody has said.
    Ask,
    /// A percentage is of whole people: one that they cannot give is a mistake.
    Counted,
    /// Weighted or adjusted: it is no share of whole people, and stays as it is.
    Weighted,
}

impl Weighting {
    /// Each with the word that files use for it.
    pub const WORDS: &[(&str, Self)] = &[
        ("ask", Self::Ask),
        ("counted", Self::Counted),
        ("weighted", Self::Weighted),
    ];

    /// The word that files use.
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
