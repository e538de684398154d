//! What an export is seen to be, for `pledge import --inspect`: data first, then a text for people and JSON for programs.
//!
//! Nothing in it says who answered, and nobody's own words are in it: of identifiers and free texts only counts are told.

mod page;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::domain::codebook::ColumnContent;

use super::{
    export::{AnswerKind, Export},
    kind::is_missing,
    propose::{self, ColumnUse},
    rows, scale,
    table::{Answer, AnswerColumn},
};

/// An export as it is seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// The file's name, without its folder.
    pub file: String,
    /// The word of the tool, such as `microsoft_forms`.
    pub platform: &'static str,
    /// The encoding of the text; empty for a workbook.
    pub encoding: &'static str,
    /// Nothing in the file says the encoding: it is what fits.
    pub guessed: bool,
    /// What separates the cells; `null` for a workbook.
    pub delimiter: Option<char>,
    /// `csv`, `xlsx`, `xls` or `ods`.
    pub container: &'static str,
    /// The sheet that was read, of a workbook.
    pub sheet: Option<String>,
    /// The sheets with something in them; none of a text file.
    pub sheets: Vec<String>,
    /// The number of rows read.
    #[serde(skip)]
    rows: usize,
    /// How many people answered; 0 of a table of results, whose rows are nobody.
    pub responses: usize,
    /// How many different people the column says that tells them apart; `null` where none does.
    pub people: Option<usize>,
    /// People who have several rows; `null` where nobody has.
    pub repeated: Option<InspectedRepeats>,
    /// Rows that are no people.
    pub left_out: Vec<InspectedExclusion>,
    /// What whoever imports it should know, in sentences.
    pub notes: Vec<String>,
    /// From left to right.
    pub columns: Vec<InspectedColumn>,
}

/// People who have several rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InspectedRepeats {
    /// How many they are.
    pub people: usize,
    /// All their rows, by their numbers in the file.
    pub rows: Vec<u32>,
}

/// Rows that are no people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InspectedExclusion {
    /// By their numbers in the file.
    pub rows: Vec<u32>,
    /// What they are, in a few words.
    pub why: String,
}

/// A column as it is seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InspectedColumn {
    /// Its place, from 0.
    pub index: usize,
    /// What the codebook calls it.
    pub id: String,
    /// What was asked.
    pub question: String,
    /// The option that it is of.
    pub option: Option<String>,
    /// The word of its kind.
    pub kind: &'static str,
    /// What would become of it: `finding`, `comments`, `tick`, `strand`, `period`, `who` or `nothing`.
    pub becomes: String,
    /// People who answered it.
    pub answered: u32,
    /// Its different answers in the order of their scale, or the most frequent first; none of identifiers and texts.
    pub answers: Vec<AnswerCount>,
    /// How it would be scored; a proposal, which a person agrees to.
    pub proposal: Option<ScoringProposal>,
    /// It may be worded the other way round, so that nothing is proposed and a person is asked which way is good.
    pub may_be_reversed: bool,
    /// What people need to see and programs find in `answers`.
    #[serde(skip)]
    beside: TextOnly,
}

/// An answer and how many gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerCount {
    /// As it was given.
    pub text: String,
    /// How many gave it.
    pub count: u32,
}

/// How a column's answers would count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoringProposal {
    /// The scale that was recognised.
    pub scale: &'static str,
    /// Good answers.
    pub positive: Vec<String>,
    /// Answers that count and are not good ones.
    pub other: Vec<String>,
    /// Answers that do not count.
    pub leave_out: Vec<String>,
}

/// What only the text tells of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct TextOnly {
    /// The first and the last of dates or numbers.
    range: Option<(String, String)>,
    /// How the answers count that a scale knows, where it does not know all.
    partial: Option<scale::Partial>,
    /// A scale of numbers of which nobody says which end is good.
    ends: bool,
    /// How many chose the option that the column is of.
    chosen: u32,
    /// What a person is asked where the question may be worded the other way round.
    asks: Option<String>,
}

/// Looks at an export.
pub fn of(export: &Export) -> Inspection {
    let columns = export.columns.iter().zip(export.table.columns());
    let becomes = propose::column_uses(export);
    let whose = propose::roles(export);
    let reading = &export.reading;
    let people = &export.people;
    Inspection {
        file: export.name.clone(),
        platform: export.platform.word(),
        encoding: reading.encoding,
        guessed: reading.guessed,
        delimiter: reading.delimiter,
        container: reading.container,
        sheet: reading.sheet.clone(),
        sheets: reading.sheets.clone(),
        rows: export.table.rows(),
        responses: people.number,
        people: people.key.map(|_| people.number),
        repeated: people.repeated.as_ref().map(|r| InspectedRepeats {
            people: r.people,
            rows: r.rows.clone(),
        }),
        left_out: people
            .left_out
            .iter()
            .map(|left| InspectedExclusion {
                rows: left.rows.clone(),
                why: left.why.words(),
            })
            .collect(),
        notes: export.remarks(),
        columns: columns
            .enumerate()
            .zip(becomes)
            .map(|((index, (described, column)), becomes)| {
                let kind = described.kind;
                let answers = told(export, index, kind, becomes);
                let scored =
                    matches!(kind, AnswerKind::Scale | AnswerKind::Choice) && !export.is_results();
                let partial = scored
                    .then(|| scale::partial(&described.question, &answers))
                    .flatten();
                let reversed = partial
                    .as_ref()
                    .is_some_and(|p| scale::may_be_reversed(&described.question, p.known.name));
                let proposal = scored
                    .then(|| scale::is_plausible(&described.question, &answers))
                    .flatten();
                let proposal = proposal.map(|p| ScoringProposal {
                    scale: p.name,
                    positive: p.positive,
                    other: p.other,
                    leave_out: p.leave_out,
                });
                let asks = propose::direction(&described.question, &answers)
                    .filter(|_| scored)
                    .map(|d| d.question());
                let ends = kind == AnswerKind::Scale
                    && proposal.is_none()
                    && scale::ends(answers.iter().map(|a| a.text.as_str())).is_some();
                let chosen = answers.iter().filter(|a| is_choice(&a.text));
                let chosen = chosen.map(|a| a.count).sum();
                let range = matches!(kind, AnswerKind::Date | AnswerKind::Number)
                    .then(|| range(kind, column, export.table.rows()))
                    .flatten();
                InspectedColumn {
                    index,
                    id: described.id.clone(),
                    question: described.question.clone(),
                    option: described.option.clone(),
                    kind: kind.word(),
                    becomes: whose
                        .get(described.id.as_str())
                        .map_or_else(|| becomes.word().to_owned(), Clone::clone),
                    answered: rows::people_who_answered(export, index),
                    answers: answers
                        .into_iter()
                        .map(|a| AnswerCount {
                            text: a.text,
                            count: a.count,
                        })
                        .collect(),
                    beside: TextOnly {
                        range,
                        partial: partial.filter(|_| proposal.is_none() && !reversed),
                        ends,
                        chosen,
                        asks,
                    },
                    proposal,
                    may_be_reversed: reversed,
                }
            })
            .collect(),
    }
}

/// The answers of a column that are told. Of a table of results only names are: its numbers are nobody's answers.
fn told(export: &Export, nth: usize, kind: AnswerKind, becomes: ColumnUse) -> Vec<Answer> {
    match becomes {
        ColumnUse::Role(what)
            if !matches!(
                what,
                ColumnContent::Hospital | ColumnContent::Answer | ColumnContent::Theme
            ) =>
        {
            Vec::new()
        }
        _ => answers(export, nth, kind),
    }
}

/// Whether a cell of an option's column says that it was chosen.
fn is_choice(cell: &str) -> bool {
    const NOT: &[&str] = &["0", "false", "n", "nein", "no", "not selected", "unchecked"];
    !is_missing(cell) && !NOT.iter().any(|n| cell.eq_ignore_ascii_case(n))
}

/// The answers of a column that may be told, in the order of their scale, or the most frequent first.
fn answers(export: &Export, nth: usize, kind: AnswerKind) -> Vec<Answer> {
    if matches!(
        kind,
        AnswerKind::Identifier | AnswerKind::Text | AnswerKind::Empty
    ) {
        return Vec::new();
    }
    let mut answers = rows::answers_of_people(export, nth).unwrap_or_default();
    answers.retain(|a| a.count > 0);
    // Stable: among equals the one that came first.
    answers.sort_by_key(|a| std::cmp::Reverse(a.count));
    if matches!(kind, AnswerKind::Scale | AnswerKind::Choice) {
        scale::in_order(&mut answers);
    }
    answers
}

/// The lowest and the highest number; of dates the first and the last, where they are written so that they sort.
fn range(kind: AnswerKind, column: &AnswerColumn, rows: usize) -> Option<(String, String)> {
    let mut cells: Box<dyn Iterator<Item = &str>> = match column.answers() {
        Some(answers) => Box::new(answers.iter().map(|a| a.text.as_str())),
        None => Box::new((0..rows).map(|row| column.cell(row))),
    };
    if kind == AnswerKind::Number {
        let mut low: Option<(f64, &str)> = None;
        let mut high: Option<(f64, &str)> = None;
        for cell in cells {
            let Ok(number) = cell.replace(',', ".").parse::<f64>() else {
                continue;
            };
            if low.is_none_or(|(n, _)| number < n) {
                low = Some((number, cell));
            }
            if high.is_none_or(|(n, _)| number > n) {
                high = Some((number, cell));
            }
        }
        return Some((low?.1.to_owned(), high?.1.to_owned()));
    }
    let mut ends: Option<(&str, &str)> = None;
    let sorts = cells.by_ref().filter(|c| !is_missing(c)).all(|cell| {
        let (first, last) = ends.get_or_insert((cell, cell));
        *first = cell.min(first);
        *last = cell.max(last);
        cell.split('-').next().is_some_and(|year| year.len() == 4)
    });
    ends.filter(|_| sorts)
        .map(|(first, last)| (first.to_owned(), last.to_owned()))
}

/// As a page for people.
pub fn text(export: &Export) -> String {
    let seen = Inspection {
        notes: export.remarks_in_full(),
        ..of(export)
    };
    page::text(&seen, export.platform)
}

/// As JSON for programs.
pub fn json(export: &Export) -> String {
    written(&of(export))
}

/// Several as a list in JSON.
pub fn json_list(exports: &[Export]) -> String {
    written(&exports.iter().map(of).collect::<Vec<_>>())
}

fn written(what: &impl Serialize) -> String {
    let mut json = serde_json::to_string_pretty(what).unwrap_or_default();
    json.push('\n');
    json
}
