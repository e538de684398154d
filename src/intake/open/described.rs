//! Applies a `REDCap` data dictionary to an export: question texts, labels of codes, and identifiers.

use super::{AnswerKind, Dictionary, Export, notes::identifier_note};
use crate::intake::{kind, platform::redcap::DictionaryField, table::Table};

/// Describes the columns of an export by a dictionary. Returns false, and changes nothing, if the dictionary knows none of
/// them.
pub(super) fn apply_dictionary(export: &mut Export, file: &str, dictionary: &Dictionary) -> bool {
    let mut described = 0;
    let mut labelled = 0;
    let before = identifier_note(export);
    for nth in 0..export.columns.len() {
        let Some(column) = export.columns.get(nth) else {
            continue;
        };
        let (name, code) = match column.id.split_once("___") {
            Some((name, code)) => (name.to_owned(), Some(code.to_owned())),
            None => (column.id.clone(), None),
        };
        let Some(field) = dictionary.field(&name) else {
            continue;
        };
        described += 1;
        if code.is_none() && !field.choices.is_empty() {
            let label = |answer: &str| {
                let choice = field.choices.iter().find(|(code, _)| code == answer);
                choice.map(|(_, label)| label.clone())
            };
            labelled += usize::from(relabel(&mut export.table, nth, label));
        }
        let rows = export.table.rows();
        let answers = export.table.columns().get(nth);
        if let (Some(column), Some(answers)) = (export.columns.get_mut(nth), answers) {
            if !field.label.is_empty() {
                column.question.clone_from(&field.label);
            }
            if let Some(code) = code {
                // `REDCap` writes the option code `-1` as `____1` in the column name.
                let meant = field.choices.iter().find(|(c, _)| {
                    c.eq_ignore_ascii_case(&code) || c.replace('-', "_").eq_ignore_ascii_case(&code)
                });
                column.option = meant.map(|(_, label)| label.clone()).or(Some(code));
            }
            // The first column holds the record id, also where the dictionary does not mark it.
            let who = field.identifier || nth == 0;
            let hint = if who {
                Some(AnswerKind::Identifier)
            } else {
                hint(field)
            };
            let judged = kind::classify(answers, rows, column, hint);
            (column.kind, column.sentences) = (judged.kind, judged.sentences);
        }
    }
    if described == 0 {
        return false;
    }
    let mut said = format!("the data dictionary {file} describes {described} of the columns");
    if labelled > 0 {
        let more = format!(", and codes of {labelled} were turned into their labels");
        said.push_str(&more);
    }
    export.notes.retain(|n| Some(n) != before.as_ref());
    export.notes.push(said);
    let after = identifier_note(export);
    export.notes.extend(after);
    true
}

/// Replaces a column's codes by labels. Returns false if no code has one.
fn relabel(table: &mut Table, nth: usize, label: impl Fn(&str) -> Option<String>) -> bool {
    let Some(column) = table.columns().get(nth) else {
        return false;
    };
    let mut any = false;
    let cells: Vec<Vec<String>> = (0..table.rows())
        .map(|row| {
            let cell = column.cell(row);
            let label = label(cell);
            any |= label.is_some();
            vec![label.unwrap_or_else(|| cell.to_owned())]
        })
        .collect();
    if any && let Some(column) = Table::from_rows(1, &cells).columns().first() {
        table.replace(nth, column.clone());
    }
    any
}

/// Kind of answers that a field's type and validation imply.
fn hint(field: &DictionaryField) -> Option<AnswerKind> {
    let checked = field.checked.as_str();
    match field.kind.as_str() {
        "checkbox" => Some(AnswerKind::Multiple),
        "notes" => Some(AnswerKind::Text),
        "calc" => Some(AnswerKind::Number),
        "file" | "signature" => Some(AnswerKind::Identifier),
        "text" if matches!(checked, "email" | "phone" | "zipcode" | "postalcode_uk") => {
            Some(AnswerKind::Identifier)
        }
        "text" if checked.starts_with("date") => Some(AnswerKind::Date),
        "text" if matches!(checked, "integer" | "number") => Some(AnswerKind::Number),
        _ => None,
    }
}
