//! Removes rows that belong to the sheet: repeated column names, and totals under the answers.
//!
//! Distinct answers are checked rather than rows, because most columns repeat a few answers: a sheet without such rows
//! costs nothing, however long it is.

use std::{collections::BTreeSet, sync::LazyLock};

use super::{ExcludedRows, ExclusionReason};
use crate::{
    domain::alike::folded,
    intake::table::{AnswerColumn, Table},
};

/// Removes repeated headers and totals from a table. `header` holds the rows above the answers, the first `titles` of which
/// are titles.
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

/// Rows whose answer in a column satisfies `such`; in a column of free text every cell is tested.
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

/// Rows that repeat a header row.
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
            // Folding changes a text's length little, so most cells are ruled out by length alone.
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
                // A lone matching cell suffices only if the header is one cell or a title.
                let enough = same > 1 || wanted == 1;
                if enough && same * 5 >= filled * 4 && same * 2 >= wanted {
                    found.insert(row);
                }
            }
        }
    }
    found
}

/// Cheap test before folding: a cell with another first letter cannot be this name. Columns of a million ids are ruled out
/// here.
fn may_be(cell: &str, name: &str) -> bool {
    // Folding may change the first letter of other alphabets and of accented letters.
    match (cell.bytes().next(), name.bytes().next()) {
        (Some(first), Some(name)) if first > b' ' && first != b'`' && cell.is_ascii() => {
            first.eq_ignore_ascii_case(&name)
        }
        _ => true,
    }
}

/// Words that begin a row of totals and no answer.
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

/// Words that may begin such a row in a column without words.
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

/// Words that end the label of a subtotal: `Ward A total`.
const ENDS: &[&str] = &[
    " average",
    " mean",
    " sub-total",
    " subtotal",
    " total",
    " totals",
];

/// Certainty of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum TotalCertainty {
    Perhaps,
    Sure,
}

/// Reads a cell as the label of a row of totals, such as `Total`, `% yes` or `Mean score`.
fn total_label(cell: &str) -> Option<TotalCertainty> {
    if cell.len() > 60 || !may_be_label(cell) {
        return None;
    }
    let cell = folded(cell);
    let bare = cell.trim_end_matches([':', '=', ' ', '.']);
    if bare.is_empty() || bare.split(' ').count() > 5 {
        return None;
    }
    // "Ward A total" sums some of the rows.
    let ends = ENDS.iter().any(|word| bare.ends_with(word));
    let begins = |words: &[&str]| {
        words.iter().any(|word| {
            let after = bare.strip_prefix(word.trim_end_matches([' ', '=']));
            after.is_some_and(|a| a.is_empty() || a.starts_with([' ', ':', '(', '=']))
        })
    };
    let percent = bare.starts_with('%') || (bare.ends_with('%') && !is_amount(bare));
    match () {
        () if percent || ends || begins(TOTALS) => Some(TotalCertainty::Sure),
        () if begins(PERHAPS) => Some(TotalCertainty::Perhaps),
        () => None,
    }
}

/// Cheap test before [`label`]: true if a cell begins like a label or ends in `%`.
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

/// First words of labels, indexed by their first byte.
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

/// True for a number or a percentage.
fn is_amount(cell: &str) -> bool {
    let cell = cell.trim().trim_end_matches('%').trim_end();
    let digits = cell.chars().any(|c| c.is_ascii_digit());
    digits
        && cell
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-' | '\u{a0}'))
}

/// Rows of totals: numbers where others have words, or a label followed only by numbers.
fn totals(table: &Table) -> BTreeSet<usize> {
    let rows = table.rows();
    // Columns of words in which a few cells are numbers: those numbers count the words.
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
    // A label stands in the first non-empty cell of its row.
    for column in table.columns().iter().take(LABELLED) {
        asked.extend(rows_with(column, rows, |cell| total_label(cell).is_some()));
    }
    let perhaps = asked.clone();
    asked.retain(|row| is_total(table, *row, &of_words));
    // Next to a certain total, a doubtful one counts as well: "All wards" under "Ward A total".
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

/// True for a label followed only by numbers in columns of words.
fn is_like_one(table: &Table, row: usize, of_words: &[bool]) -> bool {
    let cells = table.columns().iter().map(|c| c.cell(row));
    let mut filled = cells.enumerate().filter(|(_, c)| !c.is_empty());
    let labelled = filled
        .next()
        .is_some_and(|(first, text)| first < LABELLED && total_label(text).is_some());
    let numbers: Vec<(usize, &str)> = filled.collect();
    let foreign = |(nth, cell): &(usize, &str)| {
        is_amount(cell) && of_words.get(*nth).copied().unwrap_or(false)
    };
    labelled && !numbers.is_empty() && numbers.iter().all(foreign)
}

/// True for one of the last rows without an id, holding only numbers that are sums or means of the rows above; next to
/// another total, numbers above every answer suffice.
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
        // A sum within the range of answers proves nothing: the sum of only zeros is zero.
        let most = all.iter().copied().fold(f64::MIN, f64::max);
        let is_sum = said > most && (beside || (said - sum).abs() < 0.01);
        is_sum || (said.fract() > 0.0 && (said - mean).abs() < 0.06)
    };
    lacks && !filled.is_empty() && filled.iter().all(sums)
}

/// Number of leading columns that may hold a label of totals.
const LABELLED: usize = 3;

fn is_total(table: &Table, row: usize, of_words: &[bool]) -> bool {
    let cells = table.columns().iter().map(|c| c.cell(row));
    let filled: Vec<(usize, &str)> = cells.enumerate().filter(|(_, c)| !c.is_empty()).collect();
    let Some(((first, text), rest)) = filled.split_first() else {
        return false;
    };
    let label = total_label(text).filter(|_| *first < LABELLED);
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
    // A person who answers in words and numbers has a word somewhere; a row of totals has only its label.
    if amounts < numbers.len() {
        return false;
    }
    match label {
        // A person may type a number into one choice, not into every column, and has an id where others have one.
        None => foreign > 1 && foreign == amounts,
        Some(sure) => {
            let own = table.columns().get(*first).map_or(0, |c| {
                rows_with(c, table.rows(), |cell| folded(cell) == folded(text)).len()
            });
            let others = table
                .columns()
                .get(*first)
                .is_some_and(|c| is_of_no_words(c, table.rows()));
            // In a column of words, a total occurs once and near the end.
            let at_the_end = own == 1 && sure == TotalCertainty::Sure && row + LAST >= table.rows();
            let counts = foreign > 0 || (amounts > 0 && amounts * 2 >= table.columns().len() - 1);
            let bare =
                numbers.is_empty() && sure == TotalCertainty::Sure && table.columns().len() > 1;
            (others || at_the_end) && (counts || bare)
        }
    }
}

/// Number of rows at the end of a table that may be totals.
const LAST: usize = 12;

/// True if nearly all cells contain digits, so that a word among them is a label.
fn is_of_no_words(column: &AnswerColumn, rows: usize) -> bool {
    let answered = column.answered() as usize;
    let plain = rows_with(column, rows, |cell| {
        cell.contains(|c: char| c.is_ascii_digit())
    })
    .len();
    plain * 5 >= answered * 4
}
