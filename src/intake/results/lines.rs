//! Rows of a table of results, each with its question, theme, answer and hospital.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{header, settle};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, ExportRule},
    },
    intake::{export::Export, header::question},
};

/// A row of a table of results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultRow {
    /// Position in the table.
    pub row: usize,
    /// Row number in the file.
    pub number: u32,
    /// Name of its question in the codebook; empty without a question.
    pub key: String,
    /// Question text.
    pub question: String,
    /// Theme; may be empty.
    pub theme: String,
    /// Answer, if answers have rows.
    pub answer: String,
    /// Hospital, if the table covers several.
    pub hospital: String,
}

/// A question of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultQuestion {
    /// Name in the codebook.
    pub key: String,
    /// Question text.
    pub question: String,
    /// Theme; may be empty.
    pub theme: String,
    /// Distinct answers, if answers have rows.
    pub answers: Vec<String>,
}

/// Position of the column with a role.
pub fn role_column(export: &Export, rule: &ExportRule, what: ColumnContent) -> Option<usize> {
    let id = rule.column_of(what)?;
    export.column(id).map(|(nth, _)| nth)
}

/// Every row of the table, of all hospitals.
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
            // The number leaves the wording, or next year's "Q15. Were you told?" would be another question than "Q14. Were
            // you told?".
            let (code, wording) = match settle::code(&text) {
                Some((code, wording)) => (code.to_owned(), wording.to_owned()),
                None => (String::new(), text.clone()),
            };
            let own = cell(code_at, row);
            let key = match (own.is_empty(), code.is_empty()) {
                // The column of codes first: numbers in front of the wording are often those of the paper form.
                (false, _) => own.to_owned(),
                (true, false) => code,
                (true, true) => wording.clone(),
            };
            ResultRow {
                row,
                number: export.table.number(row),
                // A number without a question is a footnote or a total.
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
    // A number that two questions share identifies neither.
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

/// Hospitals in table order, without countries.
pub fn hospitals(lines: &[ResultRow]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut known: HashSet<String> = HashSet::new();
    for line in lines {
        let name = &line.hospital;
        // National tables repeat each name in many rows, so folding is done once per name.
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

/// Questions of a table, in order of first appearance.
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
        // A total beside the answers would count everybody a second time.
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

/// True for the total of a question's answers.
pub fn is_whole(answer: &str) -> bool {
    header::is_everybody(answer) || header::is_base(answer)
}
