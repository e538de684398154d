//! Questions that stand over the columns: a table with a row for each strand, period or hospital becomes one with a row for each
//! question as well.

use super::{
    cell,
    header::{self, Header, Says},
    layout::Facts,
    settle::Plain,
};
use crate::{
    domain::{alike::folded, codebook::ColumnContent},
    intake::{scale, table::Answer},
};

/// Words that say that a number is a percentage, and are no part of a question.
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

/// The table turned, where questions stand over percentages and bases beside them; `None` where they do not.
pub fn turned(table: &Plain) -> Option<Plain> {
    let headers: Vec<Header> = table.labels.iter().map(|l| header::read(l)).collect();
    let facts: Vec<Facts> = (0..headers.len()).map(|c| Facts::of(table, c)).collect();
    let is_base = |nth: usize| {
        let says = headers.get(nth).and_then(|h| h.what) == Some(Says::Is(ColumnContent::Base));
        // A total is of points as well, and those are a person's.
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
            Some(Says::Is(ColumnContent::Percentage)) => facts.signs > 0 || header.is_percent,
            None | Some(Says::Is(ColumnContent::Count | ColumnContent::Base)) => facts.signs > 0,
            _ => false,
        };
        says && facts.is_numbers() && !wording(&table.labels, nth).is_empty()
    };
    let columns = || 0..headers.len();
    let shares: Vec<usize> = columns().filter(|c| is_share(*c)).collect();
    let bases: Vec<usize> = columns()
        .filter(|c| is_base(*c) && !shares.contains(c))
        .collect();
    // Beside a strand, a period or a hospital: what else a row may be of.
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
        let words = folded(&wording(&table.labels, share));
        let own = bases
            .iter()
            .find(|b| folded(&wording(&table.labels, **b)) == words);
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
            // A row without a name over it is of some patients.
            let open = header::read(label);
            let is_open = open.what.is_none() && facts.get(*k).is_some_and(Facts::is_words);
            if is_open { "Strand" } else { label }.to_owned()
        })
        .collect();
    labels.extend(["Question", "Base", "%"].map(str::to_owned));
    let mut rows = Vec::new();
    for (number, row) in &table.rows {
        let cell = |nth: usize| row.get(nth).map_or("", |c| c.trim()).to_owned();
        for (share, base) in &pairs {
            let mut cells: Vec<String> = keys.iter().map(|k| cell(*k)).collect();
            cells.push(wording(&table.labels, *share));
            cells.push(cell(*base));
            cells.push(cell(*share));
            rows.push((*number, cells));
        }
    }
    Some(Plain {
        labels,
        rows,
        ..table.clone()
    })
}

/// The table turned, where the answers to its questions stand over columns of numbers, as `Always`, `Usually` and `Never` do: a
/// row for each answer. `None` where a scale does not know them.
pub fn answers(table: &Plain, question: usize) -> Option<Plain> {
    let facts: Vec<Facts> = (0..table.labels.len())
        .map(|c| Facts::of(table, c))
        .collect();
    // Who did not answer is in no base: a count of them is left out. Their share is not: the others are of everybody then.
    let is_no_answer = |nth: usize| {
        let label = table.labels.get(nth).map_or("", String::as_str);
        header::read(label).what == Some(Says::NoAnswer)
    };
    let of_numbers: Vec<usize> = (0..table.labels.len())
        .filter(|c| *c != question && facts.get(*c).is_some_and(Facts::is_numbers))
        .collect();
    let answer = |nth: usize| Answer {
        text: wording(&table.labels, nth),
        count: 1,
    };
    // A base among them is no answer; all the others are of one scale.
    let is_other = |nth: usize| {
        let header = header::read(table.labels.get(nth).map_or("", String::as_str));
        matches!(
            header.what,
            Some(
                Says::Is(
                    ColumnContent::Base
                        | ColumnContent::National
                        | ColumnContent::Code
                        | ColumnContent::Lower
                        | ColumnContent::Upper
                        | ColumnContent::Hospital
                        | ColumnContent::Theme
                ) | Says::Other
                    | Says::Scale
                    | Says::Strand
                    | Says::Period
                    | Says::HospitalCode
                    | Says::Responses
                    | Says::Number
            )
        ) && !is_alone_known(&answer(nth))
    };
    let shown: Vec<usize> = of_numbers
        .iter()
        .copied()
        .filter(|nth| {
            !is_other(*nth)
                && !is_no_answer(*nth)
                && !facts.get(*nth).is_some_and(Facts::is_periods)
        })
        .collect();
    // "% Yes" beside counts of "Yes" and "No" is no third answer.
    let is_signed = |nth: &usize| {
        let label = table.labels.get(*nth).map_or("", String::as_str);
        header::read(label).is_percent || facts.get(*nth).is_some_and(|f| f.signs > 0)
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
    let rows = one_each(table, &kept, &shown);
    Some(Plain {
        labels,
        rows,
        ..table.clone()
    })
}

/// A row for each answer of each row.
fn one_each(table: &Plain, kept: &[usize], shown: &[usize]) -> Vec<(u32, Vec<String>)> {
    let mut rows = Vec::new();
    for (number, row) in &table.rows {
        let cell = |nth: usize| row.get(nth).map_or("", |c| c.trim()).to_owned();
        for nth in shown {
            let mut cells: Vec<String> = kept.iter().map(|c| cell(*c)).collect();
            cells.push(wording(&table.labels, *nth));
            cells.push(cell(*nth));
            rows.push((*number, cells));
        }
    }
    rows
}

/// Whether the cells of some columns add up to 100 in nearly every row: percentages without their sign do, counts only by chance.
fn adds_up(table: &Plain, shown: &[usize]) -> bool {
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

/// Whether a scale knows an answer by itself: `Good` is one, and `Total` is none.
fn is_alone_known(answer: &Answer) -> bool {
    let alone = scale::partial("", std::slice::from_ref(answer));
    alone.is_some_and(|p| p.unknown.is_empty() && !header::is_base(&answer.text))
}

/// A question out of a header: without its percent sign, or the word for a base.
fn wording(labels: &[String], nth: usize) -> String {
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
        let table = Plain::of_lines(
            "|n|Told how long (%)|Seen on time (%)",
            &["Primary|131|41%|90%", "Secondary|22|27%|77%"],
        );
        let turned = turned(&table).unwrap();
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
        let counts = Plain::of_lines(
            "Question|Yes, definitely|Yes, to some extent|No|Total",
            &["Told?|54|40|37|131", "Seen?|117|10|3|130"],
        );
        let turned = answers(&counts, 0).unwrap();
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
        let shares = Plain::of_lines(
            "Question|Always|Usually|Sometimes|Never|Base",
            &["Told?|50|30|10|10|131", "Seen?|90|5|3|2|130"],
        );
        assert_eq!(
            answers(&shares, 0).unwrap().labels,
            ["Question", "Base", "Answer", "%"]
        );
        let strands = Plain::of_lines("Question|n|Primary %|Secondary %", &["Told?|131|41%|27%"]);
        assert_eq!(answers(&strands, 0), None);
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
                turned(&Plain::of_lines(labels, &[row, row])),
                None,
                "{labels}"
            );
        }
    }
}
