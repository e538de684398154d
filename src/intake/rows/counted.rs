//! The rows that count in a result: of several rows of one person in one strand and period, one.

use std::collections::HashMap;

use super::People;
use crate::intake::{
    export::Export,
    table::{Answer, AnswerColumn, NO_GROUP},
};

/// An export's rows by group, as far as they count.
#[derive(Clone, Debug, Default)]
pub struct CountedRows {
    /// Each row's group; [`NO_GROUP`] where another row of the same person counts.
    of_row: Vec<u8>,
    /// A row answers questions of its own, so that each column is looked at by itself.
    spread: bool,
}

/// A person in a group, and the best of their rows so far: complete, export and row.
type Best = HashMap<(u32, u8), (bool, usize, usize)>;

impl CountedRows {
    /// Of each person in each group one row, over all exports: groups of different exports are the same where `same` gives
    /// them the same number. `of_row` has each row's group.
    pub fn of(exports: &[(&Export, &[u8])], same: impl Fn(usize, u8) -> u8) -> Vec<Self> {
        let mut best: Best = HashMap::new();
        for (nth, (export, groups)) in exports.iter().enumerate() {
            let people = &export.people;
            if !people.are_repeated() || people.spread {
                continue;
            }
            for (row, group) in groups.iter().enumerate().filter(|(_, g)| **g != NO_GROUP) {
                let Some(person) = people.of_row(row) else {
                    continue;
                };
                let this = (people.is_complete(row), nth, row);
                let there = best.entry((person, same(nth, *group))).or_insert(this);
                // The last complete row; where none is complete, the last.
                if this.0 >= there.0 {
                    *there = this;
                }
            }
        }
        let counts = |nth: usize, export: &Export, groups: &[u8]| {
            let people = &export.people;
            if !people.are_repeated() || people.spread {
                return groups.to_vec();
            }
            let of = |(row, group): (usize, &u8)| {
                let person = people.of_row(row)?;
                let (_, export, best) = best.get(&(person, same(nth, *group)))?;
                (*export == nth && *best == row).then_some(*group)
            };
            groups
                .iter()
                .enumerate()
                .map(|row| of(row).unwrap_or(NO_GROUP))
                .collect()
        };
        exports
            .iter()
            .enumerate()
            .map(|(nth, (export, groups))| Self {
                of_row: counts(nth, export, groups),
                spread: export.people.spread,
            })
            .collect()
    }

    /// Which rows of an export count where all of them are one group: 0, and [`NO_GROUP`] for the others.
    pub(super) fn alone(export: &Export) -> Vec<u8> {
        let groups = vec![0; export.table.rows()];
        let counted = Self::of(&[(export, &groups)], |_, group| group);
        counted.into_iter().next().map_or(groups, |c| c.of_row)
    }

    /// Each row's group, as far as it counts in this column.
    pub fn in_column(&self, export: &Export, column: &AnswerColumn) -> std::borrow::Cow<'_, [u8]> {
        if !self.spread {
            return (&self.of_row).into();
        }
        // The last row with an answer is met first from behind.
        let mut seen = std::collections::HashSet::new();
        let mut of_row = vec![NO_GROUP; self.of_row.len()];
        for (row, group) in self.of_row.iter().enumerate().rev() {
            if *group == NO_GROUP || column.cell(row).is_empty() {
                continue;
            }
            let person = export.people.of_row(row).unwrap_or(u32::MAX);
            if (person == u32::MAX || seen.insert((person, *group)))
                && let Some(place) = of_row.get_mut(row)
            {
                *place = *group;
            }
        }
        of_row.into()
    }
}

impl People {
    /// Whether a row is as complete as its person's fullest.
    fn is_complete(&self, row: usize) -> bool {
        self.complete.get(row).copied().unwrap_or(true)
    }
}

/// The answers of a column with how many people gave each, where all rows are one group; `None` where the column is words.
/// In the order in which they first come, those that only rows gave that do not count with 0.
pub fn answers_of_people(export: &Export, nth: usize) -> Option<Vec<Answer>> {
    let column = export.table.columns().get(nth)?;
    let answers = column.answers()?;
    if !export.people.are_repeated() {
        return Some(answers.to_vec());
    }
    let counted = CountedRows {
        of_row: if export.people.spread {
            vec![0; export.table.rows()]
        } else {
            export.people.alone.clone()
        },
        spread: export.people.spread,
    };
    let crossed = column.cross(&counted.in_column(export, column), 1)?;
    let counts = crossed.first()?;
    let with = |(answer, count): (&Answer, &u32)| Answer {
        text: answer.text.clone(),
        count: *count,
    };
    Some(answers.iter().zip(counts).map(with).collect())
}

/// How many people answered in a column.
pub fn people_who_answered(export: &Export, nth: usize) -> u32 {
    let Some(column) = export.table.columns().get(nth) else {
        return 0;
    };
    if !export.people.are_repeated() {
        return column.answered();
    }
    if let Some(answers) = answers_of_people(export, nth) {
        return answers.iter().map(|a| a.count).sum();
    }
    let rows = 0..export.table.rows();
    let people = rows
        .filter(|row| !column.cell(*row).is_empty())
        .map(|row| export.people.of_row(row).unwrap_or(u32::MAX));
    let different: std::collections::HashSet<u32> = people.collect();
    u32::try_from(different.len()).unwrap_or(u32::MAX)
}
