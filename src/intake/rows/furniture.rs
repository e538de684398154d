//! Rows that belong to the sheet and not to a person: the names of the columns again, and totals under the answers.
//!
//! Most columns hold a few answers many times, so it is the answers that are looked at and not the rows: a sheet without such
//! rows costs nothing, however long it is.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{ExcludedRows, ExclusionReason};
use crate::{
    domain::alike::folded,
    intake::table::{AnswerColumn, Table},
};

/// Takes the names of the columns that come again, and totals, out of a table. `header` has the rows above the answers, of
/// which the first `titles` are titles.
pub(in crate::intake) fn leave_out_furniture(
    table: &mut Table,
    header: &[Vec<String>],
    titles: usize,
) -> Vec<ExcludedRows> {
    let headers = headers_again(table, header, titles);
    let totals: BTreeSet<usize> = totals(table).difference(&headers).copied().collect();
    let mut left_out = Vec::new();
    for (rows, why) in [
        (&headers, ExclusionReason::Header),
        (&totals, ExclusionReason::Total),
    ] {
        if !rows.is_empty() {
            left_out.push(ExcludedRows {
                rows: rows.iter().map(|row| table.number(*row)).collect(),
                why,
            });
        }
    }
    if !left_out.is_empty() {
        table.retain(|row| !headers.contains(&row) && !totals.contains(&row));
    }
    left_out
}

/// Rows in which a column has such an answer. Of a column of words every cell is asked.
fn rows_with(column: &AnswerColumn, rows: usize, such: impl Fn(&str) -> bool) -> Vec<usize> {
    let Some(answers) = column.answers() else {
        return (0..rows).filter(|row| such(column.cell(*row))).collect();
    };
    let those: Vec<bool> = answers.iter().map(|a| such(&a.text)).collect();
    if !those.contains(&true) {
        return Vec::new();
    }
    let is_one = |row: &usize| {
        let code = column.code(*row);
        code.and_then(|c| those.get(c)).copied().unwrap_or(false)
    };
    (0..rows).filter(is_one).collect()
}

/// Rows that are a header row again. A second row of names is one only under a first: who ticked every option has a row that
/// looks the same.
fn headers_again(table: &Table, header: &[Vec<String>], titles: usize) -> BTreeSet<usize> {
    let mut found: BTreeSet<usize> = BTreeSet::new();
    for (nth, names) in header.iter().enumerate() {
        let second = nth > titles;
        let names: Vec<String> = names.iter().map(|n| folded(n)).collect();
        let wanted = names.iter().filter(|n| !n.is_empty()).count();
        let mut asked = BTreeSet::new();
        for (column, name) in table.columns().iter().zip(&names) {
            if name.is_empty() {
                continue;
            }
            // Folding takes letters away and makes none longer by much: most cells are told apart by their length.
            let near =
                |cell: &str| cell.len() + 4 >= name.len() && cell.len() <= name.len() * 4 + 8;
            let same = |cell: &str| near(cell) && may_be(cell, name) && folded(cell) == *name;
            for row in rows_with(column, table.rows(), same) {
                let below = row.checked_sub(1).is_some_and(|r| found.contains(&r));
                if !asked.insert(row) || (second && !below) {
                    continue;
                }
                let (mut same, mut filled) = (0, 0);
                for (nth, column) in table.columns().iter().enumerate() {
                    let cell = column.cell(row);
                    if !cell.is_empty() {
                        filled += 1;
                        same += usize::from(names.get(nth).is_some_and(|n| *n == folded(cell)));
                    }
                }
                // One cell alone is a header only where the header is one cell, or a title.
                let enough = same > 1 || wanted == 1;
                if enough && same * 5 >= filled * 4 && same * 2 >= wanted {
                    found.insert(row);
                }
            }
        }
    }
    found
}

/// Whether a cell may be this name once it is folded: ids by the million begin with another letter.
fn may_be(cell: &str, name: &str) -> bool {
    // Of other letters, and of those with accents behind them, folding makes another first one.
    match (cell.bytes().next(), name.bytes().next()) {
        (Some(first), Some(name)) if first > b' ' && first != b'`' && cell.is_ascii() => {
            first.eq_ignore_ascii_case(&name)
        }
        _ => true,
    }
}

/// Words with which a row of totals begins, and nobody's answer does.
const TOTALS: &[&str] = &[
    "average",
    "avg",
    "grand total",
    "mean",
    "median",
    "n=",
    "n =",
    "per cent",
    "percent",
    "percentage",
    "std dev",
    "std deviation",
    "subtotal",
    "sub-total",
    "sum",
    "total",
    "totals",
    // Other languages.
    "anteil",
    "anzahl",
    "durchschnitt",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "mittelwert",
    "summe",
    "moyenne",
    "pourcentage",
    "somme",
    "gemiddelde",
    "som",
    "totaal",
    "promedio",
    "suma",
    "porcentaje",
    "totale",
    "totali",
    "m\u{e9}dia",
    "cyfanswm",
    "cyfartaledd",
    "canran",
    "razem",
    "\u{15b}rednia",
];

/// Words with which such a row may begin too, where a column has something else than words.
const PERHAPS: &[&str] = &[
    "all",
    "base",
    "count",
    "media",
    "n",
    "negative",
    "nombre",
    "number",
    "overall",
    "positive",
    "responses",
    "score",
];

/// Words with which the label of a total of some rows ends: `Ward A total`.
const ENDS: &[&str] = &[
    " average",
    " mean",
    " sub-total",
    " subtotal",
    " total",
    " totals",
];

/// How sure a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    Perhaps,
    Sure,
}

/// What a cell is as the label of a row of totals, such as `Total`, `% yes` or `Mean score`.
fn label(cell: &str) -> Option<Label> {
    if cell.len() > 60 || !may_be_label(cell) {
        return None;
    }
    let cell = folded(cell);
    let bare = cell.trim_end_matches([':', '=', ' ', '.']);
    if bare.is_empty() || bare.split(' ').count() > 5 {
        return None;
    }
    // "Ward A total": of a part of the rows.
    let ends = ENDS.iter().any(|word| bare.ends_with(word));
    let begins = |words: &[&str]| {
        words.iter().any(|word| {
            let after = bare.strip_prefix(word.trim_end_matches([' ', '=']));
            after.is_some_and(|a| a.is_empty() || a.starts_with([' ', ':', '(', '=']))
        })
    };
    let percent = bare.starts_with('%') || (bare.ends_with('%') && !is_amount(bare));
    match () {
        () if percent || ends || begins(TOTALS) => Some(Label::Sure),
        () if begins(PERHAPS) => Some(Label::Perhaps),
        () => None,
    }
}

/// Whether a cell begins as a label does, or ends in `%`: ids by the million do not, and are not looked at further.
fn may_be_label(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    let Some(first) = bytes.first() else {
        return false;
    };
    let small = first.to_ascii_lowercase();
    let begins = |word: &&str| {
        bytes
            .get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
    };
    !first.is_ascii()
        || *first == b'%'
        || bytes.ends_with(b"%")
        || ENDS.iter().any(|word| {
            let from = bytes
                .trim_ascii_end()
                .strip_suffix(b":")
                .unwrap_or(bytes.trim_ascii_end());
            let from = from.len().saturating_sub(word.len());
            bytes
                .get(from..from + word.len())
                .is_some_and(|end| end.eq_ignore_ascii_case(word.as_bytes()))
        })
        || LABELS
            .get(usize::from(small))
            .is_some_and(|words| words.iter().any(begins))
}

/// The words with which a label begins, without blanks and signs at their ends, by their first byte.
static LABELS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut labels = vec![Vec::new(); 128];
    for word in TOTALS.iter().chain(PERHAPS) {
        let word = word.trim_end_matches([' ', '=']);
        let first = word.bytes().next().map(usize::from);
        if let Some(words) = first.and_then(|f| labels.get_mut(f)) {
            words.push(word);
        }
    }
    labels
});

/// A number or a percentage, as a total is.
fn is_amount(cell: &str) -> bool {
    let cell = cell.trim().trim_end_matches('%').trim_end();
    let digits = cell.chars().any(|c| c.is_ascii_digit());
    digits
        && cell
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-' | '\u{a0}'))
}

/// Rows of totals: numbers where everybody else has words, or a label and nothing but numbers behind it.
fn totals(table: &Table) -> BTreeSet<usize> {
    let rows = table.rows();
    // Columns in which nearly nobody has a number: a number in them is a count of the others.
    let of_words: Vec<bool> = table
        .columns()
        .iter()
        .map(|column| {
            let Some(answers) = column.answers() else {
                return false;
            };
            let amounts: u32 = answers
                .iter()
                .filter(|a| is_amount(&a.text))
                .map(|a| a.count)
                .sum();
            amounts > 0 && amounts * 3 <= column.answered()
        })
        .collect();
    let mut asked: BTreeSet<usize> = BTreeSet::new();
    for (column, of_words) in table.columns().iter().zip(&of_words) {
        if *of_words {
            asked.extend(rows_with(column, rows, is_amount));
        }
    }
    // The label stands in the first column that the row has something in.
    for column in table.columns().iter().take(LABELLED) {
        asked.extend(rows_with(column, rows, |cell| label(cell).is_some()));
    }
    let perhaps = asked.clone();
    asked.retain(|row| is_total(table, *row, &of_words));
    // Beside a total that is sure, what may be one is: "All wards" under "Ward A total".
    if !asked.is_empty() {
        asked.extend(
            perhaps
                .into_iter()
                .filter(|row| is_like_one(table, *row, &of_words)),
        );
    }
    let first = rows.saturating_sub(LAST);
    for row in (first..rows).rev() {
        if !asked.contains(&row) && is_sum(table, row, &asked) {
            asked.insert(row);
        }
    }
    asked
}

/// Whether a row has a label, and numbers behind it where others have words, and nothing else.
fn is_like_one(table: &Table, row: usize, of_words: &[bool]) -> bool {
    let cells = table.columns().iter().map(|c| c.cell(row));
    let mut filled = cells.enumerate().filter(|(_, c)| !c.is_empty());
    let labelled = filled
        .next()
        .is_some_and(|(first, text)| first < LABELLED && label(text).is_some());
    let numbers: Vec<(usize, &str)> = filled.collect();
    let foreign = |(nth, cell): &(usize, &str)| {
        is_amount(cell) && of_words.get(*nth).copied().unwrap_or(false)
    };
    labelled && !numbers.is_empty() && numbers.iter().all(foreign)
}

/// Whether a row among the last has numbers alone, nothing where all others have an id or an answer, and is the sum or the mean
/// of the rows above; beside another total, more than anybody has.
fn is_sum(table: &Table, row: usize, totals: &BTreeSet<usize>) -> bool {
    let rows = table.rows();
    let beside =
        totals.contains(&(row + 1)) || row.checked_sub(1).is_some_and(|r| totals.contains(&r));
    let others: Vec<usize> = (0..rows)
        .filter(|r| *r < row && !totals.contains(r))
        .collect();
    if others.len() < 4 {
        return false;
    }
    let lacks = table
        .columns()
        .first()
        .is_some_and(|c| c.cell(row).is_empty() && others.iter().all(|r| !c.cell(*r).is_empty()));
    let filled: Vec<&AnswerColumn> = table
        .columns()
        .iter()
        .filter(|c| !c.cell(row).is_empty())
        .collect();
    let number = |cell: &str| cell.trim().replace(',', ".").parse::<f64>().ok();
    let sums = |column: &&AnswerColumn| {
        let Some(said) = number(column.cell(row)) else {
            return false;
        };
        let all: Option<Vec<f64>> = others
            .iter()
            .map(|r| column.cell(*r))
            .filter(|cell| !cell.is_empty())
            .map(number)
            .collect();
        let Some(all) = all.filter(|all| !all.is_empty()) else {
            return false;
        };
        let sum: f64 = all.iter().sum();
        let mean = sum / f64::from(u32::try_from(all.len()).unwrap_or(u32::MAX));
        // Beyond what one person can answer: the sum of nothing but noughts is a nought as well.
        let most = all.iter().copied().fold(f64::MIN, f64::max);
        let is_sum = said > most && (beside || (said - sum).abs() < 0.01);
        is_sum || (said.fract() > 0.0 && (said - mean).abs() < 0.06)
    };
    lacks && !filled.is_empty() && filled.iter().all(sums)
}

/// Columns in which a label of totals is looked for.
const LABELLED: usize = 3;

fn is_total(table: &Table, row: usize, of_words: &[bool]) -> bool {
    let cells = table.columns().iter().map(|c| c.cell(row));
    let filled: Vec<(usize, &str)> = cells.enumerate().filter(|(_, c)| !c.is_empty()).collect();
    let Some(((first, text), rest)) = filled.split_first() else {
        return false;
    };
    let label = label(text).filter(|_| *first < LABELLED);
    let numbers = if label.is_some() {
        rest
    } else {
        filled.as_slice()
    };
    let amounts = numbers.iter().filter(|(_, c)| is_amount(c)).count();
    let foreign = numbers
        .iter()
        .filter(|(nth, c)| is_amount(c) && of_words.get(*nth).copied().unwrap_or(false))
        .count();
    // Whoever answers in words and numbers has a word somewhere; a row of totals has none behind its label.
    if amounts < numbers.len() {
        return false;
    }
    match label {
        // A person writes a number where others choose words once, and not in every column; and has an id where others do.
        None => foreign > 1 && foreign == amounts,
        Some(sure) => {
            let own = table.columns().get(*first).map_or(0, |c| {
                rows_with(c, table.rows(), |cell| folded(cell) == folded(text)).len()
            });
            let others = table
                .columns()
                .get(*first)
                .is_some_and(|c| is_of_no_words(c, table.rows()));
            // Where the first column has words, a total stands once, and among the last rows.
            let at_the_end = own == 1 && sure == Label::Sure && row + LAST >= table.rows();
            let counts = foreign > 0 || (amounts > 0 && amounts * 2 >= table.columns().len() - 1);
            let bare = numbers.is_empty() && sure == Label::Sure && table.columns().len() > 1;
            (others || at_the_end) && (counts || bare)
        }
    }
}

/// Rows at the end of a table among which totals stand.
const LAST: usize = 12;

/// Whether nearly all cells of a column hold a digit, or none: numbers, days and codes, beside which a word is a label.
fn is_of_no_words(column: &AnswerColumn, rows: usize) -> bool {
    let answered = column.answered() as usize;
    let plain = rows_with(column, rows, |cell| {
        cell.contains(|c: char| c.is_ascii_digit())
    })
    .len();
    plain * 5 >= answered * 4
}
