//! Rows of a table of results, each with what it is about, and the questions that they are of.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{header, settle};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, ExportRule},
    },
    intake::{export::Export, platform::question},
};

/// A row of a table of results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultRow {
    /// Its place in the table.
    pub row: usize,
    /// Its number in the file.
    pub number: u32,
    /// The codebook's name of its question; empty where it has none.
    pub key: String,
    /// The question.
    pub question: String,
    /// The theme it stands under; may be empty.
    pub theme: String,
    /// The answer that it is of, where answers have rows.
    pub answer: String,
    /// Whose row it is, where the table is of several.
    pub hospital: String,
}

/// A question of a table, in the order in which it first comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultQuestion {
    /// Its name in the codebook.
    pub key: String,
    /// The question.
    pub question: String,
    /// The theme it stands under; may be empty.
    pub theme: String,
    /// Its answers with the number of rows of each, where answers have rows.
    pub answers: Vec<String>,
}

/// The cells of a role's column.
pub fn role_column(export: &Export, rule: &ExportRule, what: ColumnContent) -> Option<usize> {
    let id = rule.column_of(what)?;
    export.column(id).map(|(nth, _)| nth)
}

/// Every row with what it is about, of all hospitals.
pub fn result_rows(export: &Export, rule: &ExportRule) -> Vec<ResultRow> {
    let of = |what: ColumnContent| role_column(export, rule, what);
    let (question_at, code_at) = (of(ColumnContent::Question), of(ColumnContent::Code));
    let (theme_at, answer_at, hospital_at) = (
        of(ColumnContent::Theme),
        of(ColumnContent::Answer),
        of(ColumnContent::Hospital),
    );
    let cell = |at: Option<usize>, row: usize| {
        let column = at.and_then(|at| export.table.columns().get(at));
        column.map_or("", |c| c.cell(row).trim())
    };
    let mut lines: Vec<ResultRow> = (0..export.table.rows())
        .map(|row| {
            let text = question(cell(question_at, row));
            let (code, wording) = match settle::code(&text) {
                Some((code, wording)) => (code.to_owned(), wording.to_owned()),
                None => (String::new(), text.clone()),
            };
            let own = cell(code_at, row);
            let key = match (own.is_empty(), code.is_empty()) {
                (false, _) => own.to_owned(),
                (true, false) => code,
                (true, true) => wording.clone(),
            };
            ResultRow {
                row,
                number: export.table.number(row),
                key: if wording.is_empty() {
                    String::new()
                } else {
                    key
                },
                question: wording,
                theme: question(cell(theme_at, row)),
                answer: cell(answer_at, row).to_owned(),
                hospital: cell(hospital_at, row).to_owned(),
            }
        })
        .collect();
    // A number that two questions have is none of theirs.
    let mut wordings: HashMap<String, String> = HashMap::new();
    let mut twice: Vec<String> = Vec::new();
    for line in &lines {
        let wording = folded(&line.question);
        let first = wordings
            .entry(folded(&line.key))
            .or_insert_with(|| wording.clone());
        if *first != wording && !line.key.is_empty() {
            twice.push(folded(&line.key));
        }
    }
    for line in &mut lines {
        if twice.contains(&folded(&line.key)) {
            line.key.clone_from(&line.question);
        }
    }
    lines
}

/// Hospitals of a table, in its order, without those that are a whole country.
pub fn hospitals(lines: &[ResultRow]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut known: HashSet<String> = HashSet::new();
    for line in lines {
        let name = &line.hospital;
        // A table of a whole country has each of them in many rows.
        if seen.insert(name)
            && !name.is_empty()
            && !header::is_national(name)
            && known.insert(folded(name))
        {
            all.push(name.clone());
        }
    }
    all
}

/// The questions of a table.
pub fn questions(lines: &[ResultRow]) -> Vec<ResultQuestion> {
    let mut all: Vec<ResultQuestion> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.iter().filter(|l| !l.key.is_empty()) {
        let at = *places.entry(folded(&line.key)).or_insert_with(|| {
            all.push(ResultQuestion {
                key: line.key.clone(),
                question: line.question.clone(),
                theme: line.theme.clone(),
                answers: Vec::new(),
            });
            all.len() - 1
        });
        let is_answer = !line.answer.is_empty() && !is_whole(&line.answer);
        if let Some(asked) = all.get_mut(at)
            && is_answer
            && !asked
                .answers
                .iter()
                .any(|a| folded(a) == folded(&line.answer))
        {
            asked.answers.push(line.answer.clone());
        }
    }
    all
}

/// Whether a row of answers is their total.
pub fn is_whole(answer: &str) -> bool {
    header::is_everybody(answer) || header::is_base(answer)
}
