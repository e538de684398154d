//! Layouts of tables of results: where the names of the columns are, and which column is what.
//!
//! Everything is a proposal that a person looks at. A table is taken for one of results only if it has questions, bases, and
//! percentages or counts, and nearly every row of it fits; a row that is a person's does not.

mod facts;
mod roles;

use std::collections::HashSet;

pub(super) use self::facts::Facts;
pub use self::facts::range;
pub use self::roles::{Doubt, roles};
use super::{
    across,
    cell::{self, Cell},
    header::{self, Says},
    settle::{self, Plain},
};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, ColumnRole, period},
    },
    intake::read::FileHead,
};

/// The rows in which a table's columns are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    /// Rows above the numbers.
    pub header_rows: usize,
    /// Those of them that are titles.
    pub titles: usize,
    /// The header of each column, from all rows of names together.
    pub labels: Vec<String>,
}

/// The roles of the columns of a settled table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// The role of each column, by its place.
    pub of: Vec<Option<ColumnRole>>,
    /// The column that says the strand of a row.
    pub strand: Option<usize>,
    /// The column that says its period.
    pub period: Option<usize>,
    /// A header says that the numbers were weighted or adjusted.
    pub is_adjusted: bool,
    /// Columns of percentages or counts that are not used, since nothing says their base.
    pub baseless: Vec<usize>,
    /// Columns of numbers that a person has to say something of, and why.
    pub doubts: Vec<(Doubt, usize)>,
}

impl Roles {
    /// The column of a role.
    pub fn column(&self, what: ColumnContent) -> Option<usize> {
        self.of
            .iter()
            .position(|role| role.as_ref().is_some_and(|r| r.what == what))
    }

    fn has(&self, what: ColumnContent) -> bool {
        self.column(what).is_some()
    }

    /// Whether findings can be made of them: questions, bases, and percentages or counts, or columns that a person may call so.
    pub fn are_enough(&self) -> bool {
        let is_open = |(doubt, _): &(Doubt, usize)| *doubt != Doubt::Place;
        let numbers = self.has(ColumnContent::Percentage)
            || self.has(ColumnContent::Count)
            || self.doubts.iter().any(is_open);
        if self.doubts.iter().any(|d| d.0 == Doubt::Place) {
            return self.has(ColumnContent::Question);
        }
        let bases = self.has(ColumnContent::Base)
            || (self.has(ColumnContent::Answer) && self.has(ColumnContent::Count));
        self.has(ColumnContent::Question) && numbers && bases
    }

    /// The number of columns with a role.
    fn number(&self) -> usize {
        self.of.iter().flatten().count()
            + usize::from(self.strand.is_some())
            + usize::from(self.period.is_some())
    }
}

/// Rows above the numbers at most.
const MOST_ABOVE: usize = 12;

/// Rows of names that stand over each other at most.
const MOST_NAMES: usize = 3;

/// The table of results in the top of a file; `None` where it is none. `is_forced`: somebody said that it is one.
pub fn find(head: &FileHead, is_forced: bool) -> Option<Laid> {
    let mut best: Option<(usize, Laid)> = None;
    for last in 0..head.rows.len().saturating_sub(1).min(MOST_ABOVE) {
        for names in 1..=MOST_NAMES.min(last + 1) {
            let first = last + 1 - names;
            if names > 1 && !stands_over_others(head, first) {
                break;
            }
            if is_data(head, last) || (0..last).any(|r| is_data(head, r) && filled(head, r) > 2) {
                break;
            }
            let labels = labels(head, first, last);
            let body = head.rows.iter().skip(last + 1).cloned();
            let (plain, roles) = understood(Plain {
                labels: labels.clone(),
                rows: body.map(|r| (0, r)).collect(),
                ..Plain::default()
            });
            if !roles.are_enough() || !(is_forced || is_sound(&plain, &roles)) {
                continue;
            }
            let found = roles.number();
            if best.as_ref().is_none_or(|(most, _)| found > *most) {
                let laid = Laid {
                    header_rows: last + 1,
                    titles: first,
                    labels,
                };
                best = Some((found, laid));
            }
        }
    }
    best.map(|(_, laid)| laid).or_else(|| {
        // Somebody knows better: the fullest of the first rows has the names.
        let rows = 0..head.rows.len().min(MOST_ABOVE);
        let last = rows.max_by_key(|r| (head.filled(*r), head.rows.len() - r))?;
        is_forced.then(|| Laid {
            header_rows: last + 1,
            titles: last,
            labels: labels(head, last, last),
        })
    })
}

/// Whether a file looks like a table of results that nothing is known of: questions in its first column, each once, and
/// nothing but numbers beside them. Nobody's answers look so.
pub fn looks_like(head: &FileHead) -> bool {
    let rows: Vec<usize> = (0..head.rows.len())
        .filter(|r| filled(head, *r) > 0)
        .collect();
    let Some((_, body)) = rows.split_first() else {
        return false;
    };
    let mut asked = HashSet::new();
    let fits = body.iter().filter(|row| {
        let mut cells = (0..head.width())
            .map(|c| head.cell(**row, c).trim())
            .filter(|c| !c.is_empty());
        let first = cells.next().unwrap_or_default();
        let rest: Vec<&str> = cells.collect();
        let numbers = rest.iter().filter(|c| settle::is_number(c)).count();
        first.trim_end().ends_with('?')
            && asked.insert(folded(first))
            && numbers > 1
            && numbers == rest.len()
    });
    let fits = fits.count();
    fits > 1 && fits * 10 >= body.len() * 8
}

/// A table settled, with the roles of its columns; turned where its questions stand over the columns.
pub fn understood(table: Plain) -> (Plain, Roles) {
    let plain = settle::settle(table);
    let of = roles(&plain);
    if let Some(question) = of.column(ColumnContent::Question)
        && let Some(turned) = across::answers(&plain, question)
    {
        let of_turned = roles(&turned);
        if of_turned.are_enough() {
            return (turned, of_turned);
        }
    }
    // A column that nothing calls a question may as well be of strands.
    let is_sure = of.column(ColumnContent::Question).is_some_and(|at| {
        let label = plain.labels.get(at).map_or("", String::as_str);
        let facts = Facts::of(&plain, at);
        header::read(label).what == Some(Says::Is(ColumnContent::Question))
            || facts.questions * 2 >= facts.words
    });
    let is_told_apart = of
        .of
        .iter()
        .flatten()
        .any(|r| r.strand.is_some() || r.period.is_some());
    if !is_sure
        && !is_told_apart
        && let Some(turned) = across::turned(&plain)
    {
        let of_turned = roles(&turned);
        if of_turned.are_enough() {
            return (turned, of_turned);
        }
    }
    (plain, of)
}

/// Cells of a row with something in them.
fn filled(head: &FileHead, row: usize) -> usize {
    let cells = (0..head.width()).filter(|c| !head.cell(row, *c).trim().is_empty());
    cells.count()
}

/// Whether a row is of a question and its numbers, and so none of names: words that name no column, and numbers that are no years.
fn is_data(head: &FileHead, row: usize) -> bool {
    let mut numbers = 0;
    let mut signs = 0;
    let mut words = 0;
    for text in (0..head.width()).map(|c| head.cell(row, c).trim()) {
        match cell::read(text) {
            Cell::Number(n) if period(text).is_none() => {
                numbers += 1;
                signs += usize::from(n.is_percent);
            }
            Cell::Both(..) => numbers += 2,
            Cell::Words => {
                let named = matches!(
                    header::read(text).what,
                    Some(
                        Says::Is(
                            ColumnContent::Question
                                | ColumnContent::Base
                                | ColumnContent::Code
                                | ColumnContent::Answer
                                | ColumnContent::Hospital
                                | ColumnContent::Theme
                        ) | Says::Strand
                            | Says::Period
                            | Says::Number
                            | Says::Responses
                    )
                );
                if named && !settle::is_question(text) {
                    return false;
                }
                words += 1;
            }
            _ => {}
        }
    }
    words > 0 && (numbers > 1 || signs > 0) && words <= numbers + 2
}

/// Whether a row may have names of groups of columns: something beside the first column.
fn stands_over_others(head: &FileHead, row: usize) -> bool {
    (1..head.width()).any(|c| !head.cell(row, c).is_empty())
}

/// What stands over each column. A name over a group of columns is read once, over the first of them.
fn labels(head: &FileHead, first: usize, last: usize) -> Vec<String> {
    let mut labels = vec![String::new(); head.width()];
    for row in first..=last {
        let mut over = "";
        for (column, label) in labels.iter_mut().enumerate() {
            let own = head.cell(row, column);
            let below = (row + 1..=last).any(|r| !head.cell(r, column).is_empty());
            if !own.is_empty() {
                over = own;
            } else if !below || row == last {
                if row == last {
                    continue;
                }
                over = "";
            }
            if over.is_empty() || folded(label).ends_with(&folded(over)) && !label.is_empty() {
                continue;
            }
            if !label.is_empty() {
                label.push_str(" - ");
            }
            label.push_str(over);
            if row == last {
                over = "";
            }
        }
    }
    labels
}

/// Whether nearly every row of the table fits its roles, and rows are results and not people.
fn is_sound(table: &Plain, roles: &Roles) -> bool {
    let columns = |what: ColumnContent| {
        let of = roles.of.iter().enumerate();
        of.filter(move |(_, r)| r.as_ref().is_some_and(|r| r.what == what))
            .map(|(nth, _)| nth)
    };
    let Some(question) = roles.column(ColumnContent::Question) else {
        return false;
    };
    let rows = table.rows.len();
    let text = |row: &[String], nth: usize| row.get(nth).map_or("", |c| c.trim()).to_owned();
    let key: Vec<usize> = [
        roles.column(ColumnContent::Code),
        roles.column(ColumnContent::Answer),
        roles.column(ColumnContent::Hospital),
        roles.strand,
        roles.period,
        Some(question),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut keys = HashSet::new();
    let mut again = 0;
    let mut bad = 0;
    for (_, row) in &table.rows {
        let of: Vec<String> = key.iter().map(|k| folded(&text(row, *k))).collect();
        again += usize::from(!keys.insert(of));
        let wrong = |what: ColumnContent| {
            columns(what).any(|nth| match cell::read(&text(row, nth)) {
                Cell::Words => true,
                Cell::Number(n) => match what {
                    ColumnContent::Percentage => n.is_above(100),
                    _ => n.is_percent,
                },
                _ => false,
            })
        };
        let no_question = text(row, question).is_empty();
        bad += usize::from(
            no_question
                || wrong(ColumnContent::Percentage)
                || wrong(ColumnContent::Base)
                || wrong(ColumnContent::Count),
        );
    }
    // One bad row does not make it another file; rows of people ask the same again and again.
    // Names of columns further down are those of another table.
    bad += table.odd.len();
    let few = usize::from(rows > 2).max(rows / 10);
    rows > 0 && bad <= few && again * 10 <= rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(rows: &[&str]) -> FileHead {
        let cells = |line: &&str| line.split('|').map(|c| c.trim().to_owned()).collect();
        FileHead {
            rows: rows.iter().map(cells).collect(),
            merged: false,
        }
    }

    /// The roles of a table, each with its label, and the columns of strand and period.
    #[track_caller]
    fn laid(rows: &[&str]) -> (usize, Vec<String>) {
        let head = head(rows);
        let laid = find(&head, false).expect("a table of results");
        let body = head.rows.iter().skip(laid.header_rows).cloned();
        let (plain, roles) = understood(Plain {
            labels: laid.labels.clone(),
            rows: body.map(|r| (0, r)).collect(),
            ..Plain::default()
        });
        let mut said: Vec<String> = Vec::new();
        for (nth, label) in plain.labels.iter().enumerate() {
            if let Some(role) = roles.of.get(nth).and_then(Option::as_ref) {
                said.push(format!("{label}: {role}"));
            } else if roles.strand == Some(nth) {
                said.push(format!("{label}: by strand"));
            } else if roles.period == Some(nth) {
                said.push(format!("{label}: by period"));
            }
        }
        (laid.header_rows, said)
    }

    #[test]
    fn one_hospital_one_strand() {
        let (rows, said) = laid(&[
            "Question|Base|% positive",
            "Were you told?|131|41%",
            "Were you seen?|130|90%",
        ]);
        assert_eq!(
            (rows, said.join(", ").as_str()),
            (1, "Question: question, Base: base, % positive: percentage")
        );
        let (rows, said) = laid(&[
            "Patient survey 2026||",
            "||",
            "Item|n|Count",
            "Were you told?|131|54",
            "Were you seen?|130|117",
        ]);
        assert_eq!(
            (rows, said.join(", ").as_str()),
            (3, "Item: question, n: base, Count: count")
        );
        let (_, said) = laid(&["|n|%", "Were you told?|131|41", "Were you seen?|130|90"]);
        assert_eq!(said.join(", "), ": question, n: base, %: percentage");
    }

    #[test]
    fn strands_and_periods_over_the_columns() {
        let (rows, said) = laid(&[
            "|Primary||Secondary||England",
            "Question|n|%|n|%|%",
            "Were you told?|131|41%|22|27%|61%",
            "Were you seen?|130|90%|20|80%|85%",
        ]);
        assert_eq!(rows, 2);
        assert_eq!(
            said,
            [
                "Question: question",
                "Primary - n: base primary",
                "Primary - %: percentage primary",
                "Secondary - n: base secondary",
                "Secondary - %: percentage secondary",
                "England - %: national",
            ]
        );
        let (_, said) = laid(&[
            "Question|2023 n|2023 %|2026 n|2026 %",
            "Were you told?|118|58%|131|41%",
            "Were you seen?|110|90%|130|90%",
        ]);
        assert_eq!(
            said.get(1..3),
            Some(
                &[
                    "2023 n: base 2023".to_owned(),
                    "2023 %: percentage 2023".to_owned()
                ][..]
            )
        );
        let (rows, said) = laid(&[
            "|Primary||||Secondary||||",
            "|2023||2026||2023||2026|",
            "Question|Base|%|Base|%|Base|%|Base|%",
            "Were you told?|118|58%|131|41%|20|50%|22|27%",
            "Were you seen?|110|90%|130|90%|20|80%|20|80%",
        ]);
        assert_eq!(rows, 3);
        assert!(
            said.contains(&"Secondary - 2023 - %: percentage secondary 2023".to_owned()),
            "{said:?}"
        );
        let (_, said) = laid(&[
            "Question|Under 65 base|Under 65 %|65 and over base|65 and over %",
            "Were you told?|118|58%|131|41%",
            "Were you seen?|110|90%|130|90%",
        ]);
        assert!(
            said.contains(&"65 and over %: percentage 65 and over".to_owned()),
            "{said:?}"
        );
        let (_, said) = laid(&[
            "Question|Primary (n=131)|Secondary (n=22)",
            "Were you told?|41%|27%",
            "Were you seen?|90%|77%",
        ]);
        assert!(
            said.contains(&"Secondary base: base secondary".to_owned()),
            "{said:?}"
        );
    }

    #[test]
    fn long_form_hospitals_and_expected_ranges() {
        let (_, said) = laid(&[
            "Trust code|Trust name|Question number|Question text|Number of responses|Unadjusted score|Case mix adjusted score|Lower expected range|Upper expected range|National score",
            "RAA|Northbrook|Q1|Were you told?|131|41%|42%|38%|47%|44%",
            "RAA|Northbrook|Q2|Were you seen?|130|90%|90%|88%|93%|91%",
            "RBB|Southbrook|Q1|Were you told?|31|45%|44%|30%|50%|44%",
        ]);
        assert_eq!(
            said,
            [
                "Trust name: hospital",
                "Question number: code",
                "Question text: question",
                "Number of responses: base",
                "Unadjusted score: percentage",
                "Lower expected range: lower",
                "Upper expected range: upper",
                "National score: national",
            ]
        );
        let (_, said) = laid(&[
            "Strand|Year|Question|Responses|Positive",
            "Primary|2026|Were you told?|131|54",
            "Secondary|2026|Were you told?|22|6",
            "Primary|2023|Were you told?|118|68",
        ]);
        assert_eq!(
            said,
            [
                "Strand: by strand",
                "Year: by period",
                "Question: question",
                "Responses: base",
                "Positive: count"
            ]
        );
        let (_, said) = laid(&[
            "Question|Base|%|Lower confidence limit|Upper confidence limit|Expected range",
            "Were you told?|131|41%|33%|50%|38 to 47",
            "Were you seen?|130|90%|83%|94%|88 to 93",
        ]);
        assert_eq!(
            said,
            [
                "Question: question",
                "Base: base",
                "%: percentage",
                "Expected range: range"
            ]
        );
    }

    #[test]
    fn answers_in_rows() {
        let (_, said) = laid(&[
            "Question|Answer|Count|%",
            "Were you told?|Yes|54|41%",
            "Were you told?|No|77|59%",
            "Were you seen?|Yes|117|90%",
            "Were you seen?|No|13|10%",
        ]);
        assert_eq!(
            said,
            [
                "Question: question",
                "Answer: answer",
                "Count: count",
                "%: percentage"
            ]
        );
    }

    #[test]
    fn answers_of_people_are_no_results() {
        for rows in [
            &["Question|Answer", "Were you told?|Yes", "Were you told?|No"][..],
            &["Name|Total|Score|Comment", "Ann|3|4|Good", "Bo|5|9|Fine"],
            &["ID|Number of visits|Overall score", "A1|3|40", "A2|5|90"],
            &["|Total|Score", "Ann|3|4", "Bo|5|9"],
            &["Participant|Base|Score", "P1|3|40", "P2|5|90"],
            &["Ward|Were you told?|Score", "A|Yes|4", "A|No|9"],
            &[
                "Respondent|Question|Base|Score",
                "1|Were you told?|3|40",
                "2|Were you told?|5|60",
                "3|Were you told?|5|60",
                "4|Were you told?|5|70",
            ],
            &[
                "Release Period|Measure ID|Bottom-box Percentage|Middle-box Percentage|Top-box Percentage",
                "07_2015|H_CLEAN_HSP|8|18|74",
                "07_2015|H_COMP_1|4|17|79",
            ],
        ] {
            assert_eq!(find(&head(rows), false), None, "{rows:?}");
        }
    }

    #[test]
    fn a_range_has_two_ends_and_a_question_none() {
        assert!(
            range("55 to 67").is_some()
                && range("55%-67%").is_some()
                && range("55\u{2013}67").is_some()
        );
        assert!(range("Were you told how to get to the ward?").is_none() && range("131").is_none());
    }
}
