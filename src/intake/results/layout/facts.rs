//! Facts of a column: what its cells are, whatever stands over it.

use std::collections::HashSet;

use crate::{
    domain::{alike::folded, codebook::period},
    intake::results::{
        cell::{self, Cell},
        header,
        settle::{self, Plain},
    },
};

/// Facts about the cells of a column.
#[derive(Default)]
pub(in crate::intake::results) struct Facts {
    pub(in crate::intake::results) filled: usize,
    pub(in crate::intake::results) numbers: usize,
    /// Numbers with a percent sign.
    pub(in crate::intake::results) signs: usize,
    pub(in crate::intake::results) kept: usize,
    pub(in crate::intake::results) pairs: usize,
    pub(in crate::intake::results) words: usize,
    /// Numbers that are not whole.
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

impl Facts {
    pub(in crate::intake::results) fn of(table: &Plain, column: usize) -> Self {
        let mut facts = Self::default();
        let mut seen = HashSet::new();
        for (_, row) in &table.rows {
            let text = row.get(column).map_or("", |c| c.trim());
            if text.is_empty() {
                continue;
            }
            facts.filled += 1;
            seen.insert(folded(text));
            facts.periods += usize::from(period(text).is_some());
            facts.known_strands += usize::from(header::is_known_strand(text));
            facts.codes += usize::from(is_code(text));
            match cell::read(text) {
                Cell::Number(n) => {
                    facts.numbers += 1;
                    facts.signs += usize::from(n.is_percent);
                    facts.broken += usize::from(n.whole().is_none());
                    facts.above_one += usize::from(n.is_above(1));
                    facts.above_ten += usize::from(n.is_above(10));
                    facts.above_hundred += usize::from(n.is_above(100));
                }
                Cell::Both(..) => facts.pairs += 1,
                Cell::KeptBack => facts.kept += 1,
                Cell::Nothing => facts.filled -= 1,
                Cell::Words => {
                    facts.words += 1;
                    facts.ranges += usize::from(range(text).is_some());
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
        self.numbers + self.pairs > 0 && numbers * 10 >= self.filled * 9
    }

    pub(in crate::intake::results) fn is_words(&self) -> bool {
        self.words > 0 && self.words * 10 >= self.filled * 7
    }

    pub(in crate::intake::results) fn is_periods(&self) -> bool {
        self.filled > 0 && self.periods * 10 >= self.filled * 9
    }

    pub(in crate::intake::results) fn is_range(&self) -> bool {
        self.ranges > 0 && self.ranges * 10 >= (self.filled - self.kept.min(self.filled)) * 8
    }

    pub(in crate::intake::results) fn is_percent(&self) -> bool {
        self.signs * 2 > self.numbers || (self.broken > 0 && self.above_hundred == 0)
    }
}

/// A short code, such as `Q14`, `14` or `H_COMP_1`.
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
pub fn range(text: &str) -> Option<(cell::Printed, cell::Printed)> {
    let text = text
        .trim()
        .trim_matches(['(', ')', '[', ']'])
        .to_lowercase();
    let text = text.replace(['\u{2013}', '\u{2014}', '\u{2212}'], "-");
    let parts = [" to ", " - ", "-", ";", ", ", "|"]
        .iter()
        .find_map(|sign| text.split_once(sign).filter(|(a, _)| !a.trim().is_empty()))?;
    let (low, high) = (cell::number(parts.0)?, cell::number(parts.1)?);
    Some((low, high))
}
