//! What a data dictionary says of an export's columns: questions for field names, labels for codes, and who is identified.

use super::{AnswerKind, Dictionary, Export, notes::private};
use crate::intake::{kind, platform::redcap::Field, table::Table};

/// Describes an export by a dictionary. False where it knows none of its columns, which is then left as it was.
pub(super) fn by(export: &mut Export, file: &str, dictionary: &Dictionary) -> bool {
    let mut described = 0;
    let mut labelled = 0;
    let before = private(export);
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
            labelled += usize::from(rename(&mut export.table, nth, label));
        }
        let rows = export.table.rows();
        let answers = export.table.columns().get(nth);
        if let (Some(column), Some(answers)) = (export.columns.get_mut(nth), answers) {
            if !field.label.is_empty() {
                column.question.clone_from(&field.label);
            }
            if let Some(code) = code {
                // A code of `-1` is written `____1`, which the id holds as it is.
                let meant = field.choices.iter().find(|(c, _)| {
                    c.eq_ignore_ascii_case(&code) || c.replace('-', "_").eq_ignore_ascii_case(&code)
                });
                column.option = meant.map(|(_, label)| label.clone()).or(Some(code));
            }
            // A first column is the record's id whatever its label says.
            let who = field.identifier || nth == 0;
            let hint = if who {
                Some(AnswerKind::Identifier)
            } else {
                hint(field)
            };
            let judged = kind::judge(answers, rows, column, hint);
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
    let after = private(export);
    export.notes.extend(after);
    true
}

/// Puts labels in the place of a column's codes; false where none of them has one.
fn rename(table: &mut Table, nth: usize, label: impl Fn(&str) -> Option<String>) -> bool {
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

/// What a field's type says of its answers.
fn hint(field: &Field) -> Option<AnswerKind> {
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
