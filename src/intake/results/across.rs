//! Transposes tables whose questions or answers stand over the columns, so that each row holds one question or answer.

use super::{
    cell,
    facts::ColumnFacts,
    header::{self, HeaderMeaning, ResultHeader},
    settle::PlainTable,
};
use crate::{
    domain::{alike::folded, codebook::ColumnContent},
    intake::{scale, table::Answer},
};

/// Words for percentages, which are no part of a question.
const SIGNS: &[&str] = &[
    "%",
    "(%)",
    "percent",
    "percentage",
    "per",
    "cent",
    "pct",
    "score",
];

/// Transposes a table whose questions stand over percentages, with bases beside them. `None` for other tables.
pub fn transpose_questions(table: &PlainTable) -> Option<PlainTable> {
    let headers: Vec<ResultHeader> = table
        .labels
        .iter()
        .map(|l| header::parse_header(l))
        .collect();
    let facts: Vec<ColumnFacts> = (0..headers.len())
        .map(|c| ColumnFacts::collect(table, c))
        .collect();
    let is_base = |nth: usize| {
        let says =
            headers.get(nth).and_then(|h| h.what) == Some(HeaderMeaning::Is(ColumnContent::Base));
        // "Total" may be a sum of points, and then a row is a person.
        let label = table.labels.get(nth).map_or("", String::as_str);
        let is_total = header::words(label).iter().any(|w| w.starts_with("total"));
        says && !is_total
            && facts
                .get(nth)
                .is_some_and(|f| f.is_numbers() && !f.is_percent())
    };
    let is_share = |nth: usize| {
        let (Some(header), Some(facts)) = (headers.get(nth), facts.get(nth)) else {
            return false;
        };
        let says = match header.what {
            Some(HeaderMeaning::Is(ColumnContent::Percentage)) => {
                facts.signs > 0 || header.is_percent
            }
            None | Some(HeaderMeaning::Is(ColumnContent::Count | ColumnContent::Base)) => {
                facts.signs > 0
            }
            _ => false,
        };
        says && facts.is_numbers() && !header_wording(&table.labels, nth).is_empty()
    };
    let columns = || 0..headers.len();
    let shares: Vec<usize> = columns().filter(|c| is_share(*c)).collect();
    let bases: Vec<usize> = columns()
        .filter(|c| is_base(*c) && !shares.contains(c))
        .collect();
    // Strand, period or hospital of a row.
    let keys: Vec<usize> = columns()
        .filter(|c| !shares.contains(c) && !bases.contains(c))
        .filter(|c| {
            facts
                .get(*c)
                .is_some_and(|f| f.is_words() || f.is_periods())
        })
        .collect();
    if shares.len() < 2 || bases.is_empty() || keys.is_empty() {
        return None;
    }
    let base_of = |share: usize| {
        let words = folded(&header_wording(&table.labels, share));
        let own = bases
            .iter()
            .find(|b| folded(&header_wording(&table.labels, **b)) == words);
        match (own, bases.as_slice()) {
            (Some(own), _) => Some(*own),
            (None, [only]) => Some(*only),
            _ => None,
        }
    };
    let pairs: Vec<(usize, usize)> = shares
        .iter()
        .map(|s| Some((*s, base_of(*s)?)))
        .collect::<Option<_>>()?;
    let mut labels: Vec<String> = keys
        .iter()
        .map(|k| {
            let label = table.labels.get(*k).map_or("", String::as_str);
            // An unnamed column of words beside results holds patient groups.
            let open = header::parse_header(label);
            let is_open = open.what.is_none() && facts.get(*k).is_some_and(ColumnFacts::is_words);
            if is_open { "Strand" } else { label }.to_owned()
        })
        .collect();
    labels.extend(["Question", "Base", "%"].map(str::to_owned));
    let mut rows = Vec::new();
    for (number, row) in &table.rows {
        let cell = |nth: usize| row.get(nth).map_or("", |c| c.trim()).to_owned();
        for (share, base) in &pairs {
            let mut cells: Vec<String> = keys.iter().map(|k| cell(*k)).collect();
            cells.push(header_wording(&table.labels, *share));
            cells.push(cell(*base));
            cells.push(cell(*share));
            rows.push((*number, cells));
        }
    }
    Some(PlainTable {
        labels,
        rows,
        ..table.clone()
    })
}

/// Transposes a table whose answers stand over columns of numbers (`Always`, `Usually`, `Never`) into a row for each
/// answer. `None` if no scale knows them.
pub fn transpose_answers(table: &PlainTable, question: usize) -> Option<PlainTable> {
    let facts: Vec<ColumnFacts> = (0..table.labels.len())
        .map(|c| ColumnFacts::collect(table, c))
        .collect();
    // A base excludes people who did not answer, so a count of them is dropped. A share of them is kept: the other shares
    // are of everybody then.
    let is_no_answer = |nth: usize| {
        let label = table.labels.get(nth).map_or("", String::as_str);
        header::parse_header(label).what == Some(HeaderMeaning::NoAnswer)
    };
    let of_numbers: Vec<usize> = (0..table.labels.len())
        .filter(|c| *c != question && facts.get(*c).is_some_and(ColumnFacts::is_numbers))
        .collect();
    let answer = |nth: usize| Answer {
        text: header_wording(&table.labels, nth),
        count: 1,
    };
    // All columns but the base must be answers of one scale.
    let is_other = |nth: usize| {
        let header = header::parse_header(table.labels.get(nth).map_or("", String::as_str));
        matches!(
            header.what,
            Some(
                HeaderMeaning::Is(
                    ColumnContent::Base
                        | ColumnContent::National
                        | ColumnContent::Code
                        | ColumnContent::Lower
                        | ColumnContent::Upper
                        | ColumnContent::Hospital
                        | ColumnContent::Theme
                ) | HeaderMeaning::Other
                    | HeaderMeaning::Scale
                    | HeaderMeaning::Strand
                    | HeaderMeaning::Period
                    | HeaderMeaning::HospitalCode
                    | HeaderMeaning::Responses
                    | HeaderMeaning::Number
            )
        ) && !is_alone_known(&answer(nth))
    };
    let shown: Vec<usize> = of_numbers
        .iter()
        .copied()
        .filter(|nth| {
            !is_other(*nth)
                && !is_no_answer(*nth)
                && !facts.get(*nth).is_some_and(ColumnFacts::is_periods)
        })
        .collect();
    // "% Yes" beside counts of "Yes" and "No" repeats an answer.
    let is_signed = |nth: &usize| {
        let label = table.labels.get(*nth).map_or("", String::as_str);
        header::parse_header(label).is_percent || facts.get(*nth).is_some_and(|f| f.signs > 0)
    };
    let signed = shown.iter().filter(|nth| is_signed(nth)).count();
    if signed > 0 && signed < shown.len() {
        return None;
    }
    let given: Vec<Answer> = shown.iter().map(|nth| answer(*nth)).collect();
    let known = scale::propose(&given).filter(|_| given.len() > 1)?;
    if known.positive.is_empty() || known.other.is_empty() {
        return None;
    }
    let signs = shown.iter().any(|c| {
        let label = table.labels.get(*c).map_or("", String::as_str);
        facts.get(*c).is_some_and(|f| f.signs > 0) || label.contains('%')
    });
    let whole = shown
        .iter()
        .all(|c| facts.get(*c).is_some_and(|f| !f.is_percent()));
    let all_hundred = adds_up(table, &shown);
    let is_share = signs || !whole || all_hundred;
    let silent: Vec<usize> = of_numbers
        .iter()
        .copied()
        .filter(|nth| is_no_answer(*nth))
        .collect();
    let name = if is_share { "%" } else { "Count" };
    let kept: Vec<usize> = (0..table.labels.len())
        .filter(|c| !shown.contains(c) && !silent.contains(c))
        .collect();
    let shown: Vec<usize> = if is_share {
        shown.into_iter().chain(silent).collect()
    } else {
        shown
    };
    let mut labels: Vec<String> = kept
        .iter()
        .map(|c| table.labels.get(*c).cloned().unwrap_or_default())
        .collect();
    labels.extend(["Answer".to_owned(), name.to_owned()]);
    let rows = row_per_answer(table, &kept, &shown);
    Some(PlainTable {
        labels,
        rows,
        ..table.clone()
    })
}

/// One row for each answer of each row.
fn row_per_answer(table: &PlainTable, kept: &[usize], shown: &[usize]) -> Vec<(u32, Vec<String>)> {
    let mut rows = Vec::new();
    for (number, row) in &table.rows {
        let cell = |nth: usize| row.get(nth).map_or("", |c| c.trim()).to_owned();
        for nth in shown {
            let mut cells: Vec<String> = kept.iter().map(|c| cell(*c)).collect();
            cells.push(header_wording(&table.labels, *nth));
            cells.push(cell(*nth));
            rows.push((*number, cells));
        }
    }
    rows
}

/// True if the columns sum to 100 in nearly every row, as percentages without a sign do. Counts do so only by chance.
fn adds_up(table: &PlainTable, shown: &[usize]) -> bool {
    let hundred = table.rows.iter().filter(|(_, row)| {
        let sum: f64 = shown
            .iter()
            .filter_map(|c| cell::number(row.get(*c)?.as_str()))
            .map(|n| n.text().trim_end_matches('%').parse::<f64>().unwrap_or(0.0))
            .sum();
        (98.0..=102.0).contains(&sum) || (0.98..=1.02).contains(&sum)
    });
    hundred.count() * 10 >= table.rows.len() * 9
}

/// True if a scale knows this answer by itself: `Good` yes, `Total` no.
fn is_alone_known(answer: &Answer) -> bool {
    let alone = scale::partial("", std::slice::from_ref(answer));
    alone.is_some_and(|p| p.unknown.is_empty() && !header::is_base(&answer.text))
}

/// The question in a header, without percent signs and words for a base.
fn header_wording(labels: &[String], nth: usize) -> String {
    let label = labels.get(nth).map_or("", String::as_str);
    let bases = ["base", "(base)", "n", "(n)", "responses"];
    let drop = |word: &&str| {
        let word = word.to_lowercase();
        let word = word.trim_matches([':', ',', '-', '\u{2013}']);
        word.is_empty() || SIGNS.contains(&word) || bases.contains(&word)
    };
    let words: Vec<&str> = label.split_whitespace().collect();
    let from = words.iter().position(|w| !drop(w)).unwrap_or(words.len());
    let to = words
        .iter()
        .rposition(|w| !drop(w))
        .map_or(from, |at| at + 1);
    let kept = words.get(from..to).unwrap_or_default().join(" ");
    kept.trim_end_matches(['%', '(', ')', ' ', '-', ':', '\u{2013}'])
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_for_each_strand_becomes_a_row_for_each_question() {
        let table = PlainTable::of_lines(
            "|n|Told how long (%)|Seen on time (%)",
            &["Primary|131|41%|90%", "Secondary|22|27%|77%"],
        );
        let turned = transpose_questions(&table).unwrap();
        assert_eq!(turned.labels, ["Strand", "Question", "Base", "%"]);
        let rows: Vec<String> = turned
            .rows
            .iter()
            .map(|(n, r)| format!("{n}: {}", r.join("|")))
            .collect();
        assert_eq!(
            rows,
            [
                "2: Primary|Told how long|131|41%",
                "2: Primary|Seen on time|131|90%",
                "3: Secondary|Told how long|22|27%",
                "3: Secondary|Seen on time|22|77%",
            ]
        );
    }

    #[test]
    fn answers_over_the_columns_become_rows() {
        let counts = PlainTable::of_lines(
            "Question|Yes, definitely|Yes, to some extent|No|Total",
            &["Told?|54|40|37|131", "Seen?|117|10|3|130"],
        );
        let turned = transpose_answers(&counts, 0).unwrap();
        assert_eq!(turned.labels, ["Question", "Total", "Answer", "Count"]);
        assert_eq!(turned.rows.len(), 6);
        assert_eq!(
            turned.rows[1],
            (
                2,
                ["Told?", "131", "Yes, to some extent", "40"]
                    .map(str::to_owned)
                    .to_vec()
            )
        );
        let shares = PlainTable::of_lines(
            "Question|Always|Usually|Sometimes|Never|Base",
            &["Told?|50|30|10|10|131", "Seen?|90|5|3|2|130"],
        );
        assert_eq!(
            transpose_answers(&shares, 0).unwrap().labels,
            ["Question", "Base", "Answer", "%"]
        );
        let strands =
            PlainTable::of_lines("Question|n|Primary %|Secondary %", &["Told?|131|41%|27%"]);
        assert_eq!(transpose_answers(&strands, 0), None);
    }

    #[test]
    fn people_are_not_turned() {
        for (labels, row) in [
            ("Ward|Were you told?|Were you seen?", "A|Yes|No"),
            ("Name|Total|Score", "Ann|3|40"),
            ("Site|n|Age|Visits", "A|3|40|2"),
            ("Name|Total|Test 1 %|Test 2 %", "Ann|30|40%|50%"),
            ("Site|n|Pain score|Mood score", "A|3|40|50"),
        ] {
            assert_eq!(
                transpose_questions(&PlainTable::of_lines(labels, &[row, row])),
                None,
                "{labels}"
            );
        }
    }
}
