//! Selects the rows that count in a result: one of each person in a strand and period.

use std::collections::HashMap;

use crate::intake::{
    export::Export,
    table::{Answer, AnswerColumn, NO_GROUP},
};

/// Groups of an export's rows, as far as they count.
#[derive(Clone, Debug, Default)]
pub struct CountedRows {
    /// Group of each row; [`NO_GROUP`] where another row of the person counts.
    of_row: Vec<u8>,
    /// Rows of a person answer different questions, so rows are selected per column.
    spread: bool,
}

/// Best row so far of a person in a group: completeness, export and row.
type Best = HashMap<(u32, u8), (bool, usize, usize)>;

impl CountedRows {
    /// Selects one row for each person and group across exports. `same` maps a group of an export to a number shared by all
    /// exports.
    pub fn select(exports: &[(&Export, &[u8])], same: impl Fn(usize, u8) -> u8) -> Vec<Self> {
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
                // The last complete row, or the last of all: people correct themselves by answering again.
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

    /// Rows that count if all rows are one group.
    pub(super) fn single_group(export: &Export) -> Vec<u8> {
        let groups = vec![0; export.table.rows()];
        let counted = Self::select(&[(export, &groups)], |_, group| group);
        counted.into_iter().next().map_or(groups, |c| c.of_row)
    }

    /// Group of each row, as far as it counts in this column.
    pub fn in_column(&self, export: &Export, column: &AnswerColumn) -> std::borrow::Cow<'_, [u8]> {
        if !self.spread {
            return (&self.of_row).into();
        }
        // Backwards, so that the last row with an answer is kept.
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

/// Answers of a column with the number of people for each, over all groups; `None` for free text. Answers of rows that do
/// not count stay in the list with 0.
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

/// Number of people who answered in a column.
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
