//! Inspection of an export for `pledge import --inspect`, as data, as text for people and as JSON.
//!
//! It identifies nobody and quotes no patient: identifiers and free texts are counted and never shown.

mod page;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::domain::codebook::ColumnContent;

use super::{
    export::{AnswerKind, Export},
    kind::is_missing,
    propose::{self, ProposedUse},
    rows, scale,
    table::{Answer, AnswerColumn},
};

/// Inspection of one export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// File name without its folder.
    pub file: String,
    /// Tool in the word of files, such as `microsoft_forms`.
    pub platform: &'static str,
    /// Encoding of the text; empty for a workbook.
    pub encoding: &'static str,
    /// True when the encoding is a guess.
    pub guessed: bool,
    /// Cell delimiter; `null` for a workbook.
    pub delimiter: Option<char>,
    /// One of `csv`, `xlsx`, `xls`, `ods`.
    pub container: &'static str,
    /// Sheet that was read.
    pub sheet: Option<String>,
    /// Non-empty sheets; none for a text file.
    pub sheets: Vec<String>,
    /// Number of rows read.
    #[serde(skip)]
    rows: usize,
    /// Number of people; 0 for a table of results, whose rows are questions.
    pub responses: usize,
    /// Number of distinct ids in the column that tells people apart; `null` without one.
    pub people: Option<usize>,
    /// People with several rows; `null` if there are none.
    pub repeated: Option<InspectedRepeats>,
    /// Rows that are not people.
    pub left_out: Vec<InspectedExclusion>,
    /// Remarks, as sentences.
    pub notes: Vec<String>,
    /// Columns from left to right.
    pub columns: Vec<InspectedColumn>,
}

/// People with several rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InspectedRepeats {
    /// Number of these people.
    pub people: usize,
    /// Row numbers of all their rows.
    pub rows: Vec<u32>,
}

/// Rows that are not people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InspectedExclusion {
    /// Row numbers in the file.
    pub rows: Vec<u32>,
    /// Reason in a few words.
    pub why: String,
}

/// Inspection of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InspectedColumn {
    /// Position, from 0.
    pub index: usize,
    /// Name in the codebook.
    pub id: String,
    /// Question text.
    pub question: String,
    /// Answer option of this column.
    pub option: Option<String>,
    /// Kind of answers, in the word of files.
    pub kind: &'static str,
    /// Proposed use: `finding`, `comments`, `tick`, `strand`, `period`, `who` or `nothing`; for results the role.
    pub becomes: String,
    /// Number of people who answered.
    pub answered: u32,
    /// Distinct answers in the order of their scale, or by frequency. None for identifiers and texts.
    pub answers: Vec<AnswerCount>,
    /// Proposed scoring, which a person has to agree to.
    pub proposal: Option<ScoringProposal>,
    /// The wording may be reversed, so nothing is proposed and a person is asked.
    pub may_be_reversed: bool,
    /// Details that only the text for people shows.
    #[serde(skip)]
    beside: TextOnly,
}

/// An answer with the number of people who gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerCount {
    /// The answer as given.
    pub text: String,
    /// Number of people.
    pub count: u32,
}

/// Proposed scoring of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoringProposal {
    /// Recognised scale.
    pub scale: &'static str,
    /// Positive answers.
    pub positive: Vec<String>,
    /// Scored answers that are not positive.
    pub other: Vec<String>,
    /// Answers that are not scored.
    pub leave_out: Vec<String>,
}

/// Details of a column for the text alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct TextOnly {
    /// First and last of dates or numbers.
    range: Option<(String, String)>,
    /// Scoring of the known answers, if a scale knows only some.
    partial: Option<scale::PartialProposal>,
    /// True for a scale of numbers whose good end is unknown.
    ends: bool,
    /// Number of people who chose this option.
    chosen: u32,
    /// Question to the user if the wording may be reversed.
    asks: Option<String>,
}

/// Inspects an export.
pub fn inspect(export: &Export) -> Inspection {
    let columns = export.columns.iter().zip(export.table.columns());
    let becomes = propose::column_uses(export);
    let whose = propose::roles(export);
    let reading = &export.reading;
    let people = &export.people;
    Inspection {
        file: export.name.clone(),
        platform: export.platform.word(),
        encoding: reading.encoding,
        // Shown, because a wrong guess changes only accented letters, and nobody reads a thousand names to see it.
        guessed: reading.guessed,
        delimiter: reading.delimiter,
        container: reading.container,
        sheet: reading.sheet.clone(),
        sheets: reading.sheets.clone(),
        rows: export.table.rows(),
        // People and not rows: this number is compared with the survey tool's own count.
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
                let answers = shown_answers(export, index, kind, becomes);
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
                // The same question as the wizard asks, so that a script can see before that a person will be needed.
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

/// Answers of a column to show. In a table of results only names are shown; numbers there are not answers.
fn shown_answers(
    export: &Export,
    nth: usize,
    kind: AnswerKind,
    becomes: ProposedUse,
) -> Vec<Answer> {
    match becomes {
        ProposedUse::Role(what)
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

/// True if a cell in an option's column means "chosen".
fn is_choice(cell: &str) -> bool {
    // Several tools write the unchosen boxes too, instead of leaving them empty.
    const NOT: &[&str] = &["0", "false", "n", "nein", "no", "not selected", "unchecked"];
    !is_missing(cell) && !NOT.iter().any(|n| cell.eq_ignore_ascii_case(n))
}

/// Answers that may be shown, in the order of their scale or by frequency.
fn answers(export: &Export, nth: usize, kind: AnswerKind) -> Vec<Answer> {
    if matches!(
        kind,
        // The output is meant to be pasted into a mail to support, so it must hold nobody's words.
        AnswerKind::Identifier | AnswerKind::Text | AnswerKind::Empty
    ) {
        return Vec::new();
    }
    let mut answers = rows::answers_of_people(export, nth).unwrap_or_default();
    answers.retain(|a| a.count > 0);
    // The sort is stable, so equal counts keep the order of the file.
    answers.sort_by_key(|a| std::cmp::Reverse(a.count));
    if matches!(kind, AnswerKind::Scale | AnswerKind::Choice) {
        scale::in_order(&mut answers);
    }
    answers
}

/// Lowest and highest number; for dates the first and the last, if they begin with the year and so sort as text.
fn range(kind: AnswerKind, column: &AnswerColumn, rows: usize) -> Option<(String, String)> {
    let mut cells: Box<dyn Iterator<Item = &str>> = match column.answers() {
        Some(answers) => Box::new(answers.iter().map(|a| a.text.as_str())),
        None => Box::new((0..rows).map(|row| column.cell(row))),
    };
    if kind == AnswerKind::Number {
        let mut low: Option<(f64, &str)> = None;
        let mut high: Option<(f64, &str)> = None;
        for cell in cells {
            // Only for showing the ends; the cells themselves stay as the file has them.
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
        // 03/04/2025 sorts by day, and which of the two is the month is not known here.
        cell.split('-').next().is_some_and(|year| year.len() == 4)
    });
    ends.filter(|_| sorts)
        .map(|(first, last)| (first.to_owned(), last.to_owned()))
}

/// The inspection as text for people.
pub fn text(export: &Export) -> String {
    let seen = Inspection {
        notes: export.remarks_in_full(),
        ..inspect(export)
    };
    page::text(&seen, export.platform)
}

/// The inspection as JSON.
pub fn json(export: &Export) -> String {
    to_json(&inspect(export))
}

/// Several inspections as a JSON list.
pub fn json_list(exports: &[Export]) -> String {
    to_json(&exports.iter().map(inspect).collect::<Vec<_>>())
}

fn to_json(what: &impl Serialize) -> String {
    let mut json = serde_json::to_string_pretty(what).unwrap_or_default();
    json.push('\n');
    json
}
