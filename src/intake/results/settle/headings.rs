//! Moves headings between rows to columns, and repeats names that stand once over several rows.

use std::collections::{BTreeMap, HashSet};

use super::{PlainTable, RowKind, is_note, is_question, is_words, row_kind};
use crate::{
    domain::{alike::folded, codebook::period},
    intake::results::header,
};

/// Turns headings between rows into columns: strands, periods, themes, or questions with answers below.
pub(super) fn headings_to_columns(table: &mut PlainTable, key: usize) {
    let lines: Vec<RowKind> = (0..table.rows.len()).map(|r| row_kind(table, r)).collect();
    let last = lines
        .iter()
        .rposition(|l| *l == RowKind::Numbers)
        .unwrap_or(0);
    let at: Vec<usize> = (0..last)
        .filter(|r| lines.get(*r) == Some(&RowKind::Heading))
        .collect();
    let text = |row: usize| {
        let cells = (0..table.labels.len()).map(|c| table.cell(row, c));
        cells.filter(|c| !c.is_empty()).collect::<String>()
    };
    let titles: BTreeMap<usize, String> = at.iter().map(|r| (*r, text(*r))).collect();
    let heading_of = |row: usize, such: &dyn Fn(&str) -> bool| {
        titles
            .range(..row)
            .rev()
            .find(|(_, t)| such(t))
            .map_or(String::new(), |(_, t)| t.clone())
    };
    let is_period = |t: &str| period(t).is_some();
    let is_strand = |t: &str| header::is_known_strand(t) || header::is_everybody(t);
    let others: Vec<&String> = titles
        .values()
        .filter(|t| !is_period(t) && !is_strand(t))
        .collect();
    let numbers: Vec<usize> = (0..table.rows.len())
        .filter(|r| lines.get(*r) == Some(&RowKind::Numbers))
        .collect();
    let asks = numbers
        .iter()
        .filter(|r| is_question(table.cell(**r, key)))
        .count();
    let asked = others.iter().filter(|t| is_question(t)).count();
    // Headings are questions if most of them ask and hardly any row does.
    let of_answers = asked > 0 && asked * 2 >= others.len() && asks * 10 <= numbers.len();
    // If the same rows repeat under several headings, the headings are patient groups.
    let of_groups = !of_answers && {
        let mut seen: BTreeMap<String, HashSet<String>> = BTreeMap::new();
        for row in &numbers {
            let heading = titles.range(..*row).rev().find(|(_, t)| !is_period(t));
            if let Some((_, heading)) = heading {
                let key = folded(table.cell(*row, key));
                seen.entry(key).or_default().insert(folded(heading));
            }
        }
        let again = seen.values().filter(|h| h.len() > 1).count();
        !seen.is_empty() && again * 2 >= seen.len()
    };
    let mut columns: Vec<(&str, Vec<String>)> = Vec::new();
    let rows = 0..table.rows.len();
    let column = |such: &dyn Fn(&str) -> bool| -> Vec<String> {
        rows.clone().map(|r| heading_of(r, such)).collect()
    };
    let strands = !of_groups && titles.values().any(|t| is_strand(t));
    if strands {
        columns.push(("Strand", column(&is_strand)));
    }
    if titles.values().any(|t| is_period(t)) {
        columns.push(("Period", column(&is_period)));
    }
    if of_groups {
        columns.push(("Strand", column(&|t| !is_period(t))));
    } else if !others.is_empty() {
        let name = if of_answers { "Question" } else { "Theme" };
        columns.push((name, column(&|t| !is_period(t) && !is_strand(t))));
    }
    let taken = |label: &str| table.labels.iter().any(|l| folded(l) == folded(label));
    let columns: Vec<(String, Vec<String>)> = columns
        .into_iter()
        .map(|(label, cells)| {
            let label = if taken(label) && label != "Question" {
                format!("{label} (heading)")
            } else {
                label.to_owned()
            };
            (label, cells)
        })
        .collect();
    if of_answers && let Some(label) = table.labels.get_mut(key) {
        "Answer".clone_into(label);
    }
    for (label, cells) in columns {
        table.push(&label, cells);
    }
    keep_number_rows(table, &lines);
}

/// Drops all rows but those with numbers, and records the dropped ones that are neither a heading nor a note.
fn keep_number_rows(table: &mut PlainTable, lines: &[RowKind]) {
    let keep: Vec<bool> = lines.iter().map(|l| *l == RowKind::Numbers).collect();
    // A table without any numbers is no table of results and stays whole.
    if !keep.contains(&true) {
        return;
    }
    let width = table.labels.len();
    let is_odd = |row: &usize| {
        let filled = (0..width).filter(|c| !table.cell(*row, *c).is_empty());
        let filled: Vec<usize> = filled.collect();
        let is_note = filled
            .first()
            .is_some_and(|c| is_note(table.cell(*row, *c)));
        lines.get(*row) == Some(&RowKind::Other) && filled.len() > 1 && !is_note
    };
    let odd: Vec<usize> = (0..table.rows.len()).filter(is_odd).collect();
    let numbers = odd
        .iter()
        .filter_map(|r| table.rows.get(*r))
        .map(|(n, _)| *n);
    table.odd = numbers.collect();
    table.keep(&keep);
}

/// Repeats a name over the rows below it, as merged cells are read.
pub(super) fn fill_down(table: &mut PlainTable, key: usize) {
    let width = table.labels.len();
    for column in 0..width {
        let cells: Vec<String> = (0..table.rows.len())
            .map(|r| table.cell(r, column).to_owned())
            .collect();
        let filled: Vec<&String> = cells.iter().filter(|c| !c.is_empty()).collect();
        let words = filled.iter().filter(|c| is_words(c)).count();
        let periods = filled.iter().filter(|c| period(c).is_some()).count();
        let of_names =
            !filled.is_empty() && (words * 10 >= filled.len() * 9 || periods == filled.len());
        let first = cells.first().is_some_and(|c| !c.is_empty());
        if filled.len() == cells.len() || !of_names || !first {
            continue;
        }
        // Repeats a question only if another column tells the rows apart; otherwise a question is missing there.
        let another = || {
            (0..width).any(|c| {
                c != column
                    && (0..table.rows.len()).all(|r| !table.cell(r, c).is_empty())
                    && (0..table.rows.len())
                        .any(|r| is_words(table.cell(r, c)) || period(table.cell(r, c)).is_some())
            })
        };
        if column == key && !another() {
            continue;
        }
        let mut above = String::new();
        for (row, cell) in cells.into_iter().enumerate() {
            if !cell.is_empty() {
                above = cell;
                continue;
            }
            if let Some((_, cells)) = table.rows.get_mut(row) {
                cells.resize(width.max(cells.len()), String::new());
                if let Some(place) = cells.get_mut(column) {
                    above.clone_into(place);
                }
            }
        }
    }
}
