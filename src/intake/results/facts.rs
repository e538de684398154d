//! Statistics of a column's cells, independent of its header.

use std::collections::HashSet;

use crate::{
    domain::{alike::folded, codebook::period},
    intake::results::{
        cell::{self, ResultCell},
        header,
        settle::{self, PlainTable},
    },
};

/// Statistics of a column's cells.
#[derive(Default)]
pub(in crate::intake::results) struct ColumnFacts {
    pub(in crate::intake::results) filled: usize,
    pub(in crate::intake::results) numbers: usize,
    /// Numbers with a percent sign.
    pub(in crate::intake::results) signs: usize,
    pub(in crate::intake::results) kept: usize,
    pub(in crate::intake::results) pairs: usize,
    pub(in crate::intake::results) words: usize,
    /// Numbers with decimals.
    pub(in crate::intake::results) broken: usize,
    /// Numbers above 1.
    pub(in crate::intake::results) above_one: usize,
    pub(in crate::intake::results) above_ten: usize,
    pub(in crate::intake::results) above_hundred: usize,
    pub(in crate::intake::results) periods: usize,
    pub(in crate::intake::results) ranges: usize,
    pub(in crate::intake::results) questions: usize,
    pub(in crate::intake::results) codes: usize,
    pub(in crate::intake::results) letters: usize,
    pub(in crate::intake::results) known_strands: usize,
    pub(in crate::intake::results) different: usize,
}

impl ColumnFacts {
    pub(in crate::intake::results) fn collect(table: &PlainTable, column: usize) -> Self {
        let mut facts = Self::default();
        let mut seen = HashSet::new();
        for (_, row) in &table.rows {
            let text = row.get(column).map_or("", |c| c.trim());
            if text.is_empty() {
                continue;
            }
            // Counted first and taken back for dashes, since every other reading below counts as filled.
            facts.filled += 1;
            seen.insert(folded(text));
            facts.periods += usize::from(period(text).is_some());
            facts.known_strands += usize::from(header::is_known_strand(text));
            facts.codes += usize::from(is_code(text));
            match cell::read(text) {
                ResultCell::Number(n) => {
                    facts.numbers += 1;
                    facts.signs += usize::from(n.is_percent);
                    facts.broken += usize::from(n.whole().is_none());
                    facts.above_one += usize::from(n.is_above(1));
                    facts.above_ten += usize::from(n.is_above(10));
                    facts.above_hundred += usize::from(n.is_above(100));
                }
                // Apart from numbers: "84 (73%)" is a count and a percentage, and only the header says which of the two
                // matters.
                ResultCell::Both(..) => facts.pairs += 1,
                ResultCell::KeptBack => facts.kept += 1,
                ResultCell::Nothing => facts.filled -= 1,
                ResultCell::Words => {
                    facts.words += 1;
                    facts.ranges += usize::from(parse_range(text).is_some());
                    facts.questions += usize::from(settle::is_question(text));
                    facts.letters += text.chars().count();
                }
            }
        }
        facts.different = seen.len();
        facts
    }

    pub(in crate::intake::results) fn is_numbers(&self) -> bool {
        let numbers = self.numbers + self.pairs + self.kept;
        // A tenth may be anything: footnote marks, "n/a", a unit in the last row. Suppressed cells count, or a table of a
        // small ward would have no column of numbers.
        self.numbers + self.pairs > 0 && numbers * 10 >= self.filled * 9
    }

    pub(in crate::intake::results) fn is_words(&self) -> bool {
        // Lower than for numbers, since headings between rows leave the column of questions partly filled.
        self.words > 0 && self.words * 10 >= self.filled * 7
    }

    pub(in crate::intake::results) fn is_periods(&self) -> bool {
        self.filled > 0 && self.periods * 10 >= self.filled * 9
    }

    pub(in crate::intake::results) fn is_range(&self) -> bool {
        // Suppressed cells are taken out here: a range is suppressed together with its percentage.
        self.ranges > 0 && self.ranges * 10 >= (self.filled - self.kept.min(self.filled)) * 8
    }

    pub(in crate::intake::results) fn is_percent(&self) -> bool {
        // Decimals without a sign are percentages as well, unless one is above 100: then they are weighted counts.
        self.signs * 2 > self.numbers || (self.broken > 0 && self.above_hundred == 0)
    }
}

/// True for a short code such as `Q14`, `14` or `H_COMP_1`.
fn is_code(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 14
        && !text.contains(' ')
        && text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Both ends of a range in one cell: `55 to 67`, `55% - 67%`, `55-67`, `(55, 67)`.
pub(in crate::intake::results) fn parse_range(
    text: &str,
) -> Option<(cell::PrintedNumber, cell::PrintedNumber)> {
    let text = text
        .trim()
        .trim_matches(['(', ')', '[', ']'])
        .to_lowercase();
    // Excel turns a typed hyphen into a dash, and fonts show the minus sign alike.
    let text = text.replace(['\u{2013}', '\u{2014}', '\u{2212}'], "-");
    let parts = [" to ", " - ", "-", ";", ", ", "|"]
        .iter()
        // "-5 to 3" begins with a sign that separates nothing.
        .find_map(|sign| text.split_once(sign).filter(|(a, _)| !a.trim().is_empty()))?;
    let (low, high) = (cell::number(parts.0)?, cell::number(parts.1)?);
    Some((low, high))
}
