//! Sentences about the methods of a vote, taken from the table of methods.

use super::table::{Sentences, Visit, joined};
use crate::domain::vote::method::{Method, MethodRow, TABLE};

/// Sentences about a method.
#[derive(Clone, Copy, Debug)]
pub struct MethodWords {
    method: Method,
    /// The method in a few words.
    pub short: &'static str,
    /// Heading of the results.
    pub column: &'static str,
    /// Definition of a group's figure, in a sentence.
    pub how: &'static str,
    /// Words behind a figure in a sentence, such as `of 5`; may be empty.
    pub of: &'static str,
    /// Consequence of the count.
    pub rule: &'static str,
    /// Instruction on a voting slip. `{dots}` is filled in.
    pub slip: &'static str,
}

impl MethodWords {
    const fn of(row: &'static MethodRow) -> Self {
        let words = &row.words;
        Self {
            method: row.method,
            short: words.short,
            column: words.column,
            how: words.how,
            of: words.of,
            rule: words.rule,
            slip: words.slip,
        }
    }
}

/// Sentences about every method.
#[derive(Clone, Copy, Debug)]
pub struct MethodTable([MethodWords; TABLE.len()]);

impl MethodTable {
    /// British English.
    pub const ENGLISH: Self = Self(english());

    /// Sentences about a method.
    pub fn get(&self, method: Method) -> MethodWords {
        let found = self.0.iter().find(|words| words.method == method);
        found
            .copied()
            .unwrap_or_else(|| MethodWords::of(method.row()))
    }
}

#[expect(clippy::indexing_slicing, reason = "iterators do not run in constants")]
const fn english() -> [MethodWords; TABLE.len()] {
    let mut all = [MethodWords::of(TABLE[0]); TABLE.len()];
    let mut nth = 1;
    while nth < TABLE.len() {
        all[nth] = MethodWords::of(TABLE[nth]);
        nth += 1;
    }
    all
}

impl Sentences for MethodTable {
    fn visit(&mut self, key: &str, visit: &mut Visit<'_>) {
        for words in &mut self.0 {
            let key = joined(key, words.method.word());
            for (name, sentence) in [
                ("short", &mut words.short),
                ("column", &mut words.column),
                ("how", &mut words.how),
                ("of", &mut words.of),
                ("rule", &mut words.rule),
                ("slip", &mut words.slip),
            ] {
                // A place in an order has no words behind it.
                if !sentence.is_empty() {
                    sentence.visit(&joined(&key, name), visit);
                }
            }
        }
    }
}
