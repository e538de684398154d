//! Data dictionary of a `REDCap` project: question and codes of each field, and which fields identify people.
//!
//! A raw export holds codes only. The project's authors marked its identifiers here, which the answers would not reveal.

use std::collections::HashMap;

use crate::intake::{header::question, table::Table};

/// Description of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DictionaryField {
    /// Question text.
    pub label: String,
    /// Field type, such as `radio`, `checkbox`, `notes`.
    pub kind: String,
    /// Codes with their labels.
    pub choices: Vec<(String, String)>,
    /// Validation of a text field, such as `date_dmy` or `email`.
    pub checked: String,
    /// True if it identifies people.
    pub identifier: bool,
}

/// A data dictionary, by field name.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    fields: HashMap<String, DictionaryField>,
}

/// Positions of the dictionary's columns.
#[derive(Clone, Copy, Debug)]
pub(in crate::intake) struct DictionaryColumns {
    name: usize,
    label: usize,
    kind: Option<usize>,
    choices: Option<usize>,
    checked: Option<usize>,
    identifier: Option<usize>,
}

impl DictionaryColumns {
    /// Finds the columns in a header, as downloaded or as `REDCap`'s API gives it; `None` if it is no data dictionary.
    pub(in crate::intake) fn find<S: AsRef<str>>(header: &[S]) -> Option<Self> {
        let at = |names: [&str; 2]| {
            header.iter().position(|h| {
                // A file saved twice may have a second byte order mark, which stays on the first name.
                let h = h.as_ref().trim().trim_start_matches('\u{feff}');
                names.iter().any(|n| h.eq_ignore_ascii_case(n))
            })
        };
        let form = at(["Form Name", "form_name"]);
        let kind = at(["Field Type", "field_type"]);
        // `field_name` and `field_label` alone are headers that an ordinary table may have.
        form.or(kind)?;
        Some(Self {
            name: at(["Variable / Field Name", "field_name"])?,
            label: at(["Field Label", "field_label"])?,
            kind,
            choices: at([
                "Choices, Calculations, OR Slider Labels",
                "select_choices_or_calculations",
            ]),
            checked: at([
                "Text Validation Type OR Show Slider Number",
                "text_validation_type_or_show_slider_number",
            ]),
            identifier: at(["Identifier?", "identifier"]),
        })
    }
}

impl Dictionary {
    /// Reads the dictionary from its rows.
    pub(in crate::intake) fn read(table: &Table, places: DictionaryColumns) -> Self {
        let mut fields = HashMap::new();
        for row in 0..table.rows() {
            let cell = |c: Option<usize>| {
                let column = c.and_then(|c| table.columns().get(c));
                column.map_or("", |c| c.cell(row)).trim()
            };
            let name = cell(Some(places.name)).to_owned();
            if name.is_empty() {
                continue;
            }
            let kind = cell(places.kind).to_lowercase();
            let choices = match kind.as_str() {
                // The same column holds formulas of calculated fields and labels of sliders, which look like choices and
                // are none.
                "radio" | "dropdown" | "checkbox" => choices(cell(places.choices)),
                // REDCap leaves the choices of these two types empty and stores 1 and 0.
                "yesno" => pairs(&[("1", "Yes"), ("0", "No")]),
                "truefalse" => pairs(&[("1", "True"), ("0", "False")]),
                _ => Vec::new(),
            };
            let identifier = cell(places.identifier).to_lowercase();
            let field = DictionaryField {
                label: question(cell(Some(places.label))),
                choices,
                checked: cell(places.checked).to_lowercase(),
                // REDCap writes `y`; copies that people edited say `Yes` or `1`.
                identifier: identifier.starts_with('y') || identifier == "1",
                kind,
            };
            fields.insert(name, field);
        }
        Self { fields }
    }

    /// Description of a field; checkbox columns are found by the name before `___`.
    pub fn field(&self, name: &str) -> Option<&DictionaryField> {
        self.fields.get(name)
    }

    /// Number of fields.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// True without fields.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

/// Parses `1, Very good | 2, Good` into codes and labels.
fn choices(text: &str) -> Vec<(String, String)> {
    text.split('|')
        .filter_map(|choice| {
            // At the first comma: a code holds none, a label may.
            let (code, label) = choice.split_once(',')?;
            Some((code.trim().to_owned(), question(label)))
        })
        .filter(|(code, label)| !code.is_empty() && !label.is_empty())
        .collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(code, label)| ((*code).to_owned(), (*label).to_owned()))
        .collect()
}
