//! `REDCap`'s data dictionary: what each field asks, what its codes mean, and which fields say who somebody is.
//!
//! A raw export holds codes only. Whoever built the project marked the identifiers in it, which no look at the answers
//! could find out.

use std::collections::HashMap;

use crate::intake::{platform::question, table::Table};

/// What it says of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// What was asked.
    pub label: String,
    /// Such as `radio`, `checkbox`, `notes`.
    pub kind: String,
    /// A code and what it means.
    pub choices: Vec<(String, String)>,
    /// How an answer in words is checked, such as `date_dmy` or `email`.
    pub checked: String,
    /// It says who somebody is.
    pub identifier: bool,
}

/// A data dictionary.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    fields: HashMap<String, Field>,
}

/// Where its columns stand.
#[derive(Clone, Copy, Debug)]
pub(in crate::intake) struct Places {
    name: usize,
    label: usize,
    kind: Option<usize>,
    choices: Option<usize>,
    checked: Option<usize>,
    identifier: Option<usize>,
}

impl Places {
    /// Where a header has them; `None` where it is no data dictionary's, neither as it is downloaded nor as `REDCap`'s
    /// programming interface gives it.
    pub(in crate::intake) fn of<S: AsRef<str>>(header: &[S]) -> Option<Self> {
        let at = |names: [&str; 2]| {
            header.iter().position(|h| {
                let h = h.as_ref().trim().trim_start_matches('\u{feff}');
                names.iter().any(|n| h.eq_ignore_ascii_case(n))
            })
        };
        let form = at(["Form Name", "form_name"]);
        let kind = at(["Field Type", "field_type"]);
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
    /// Reads it from its rows.
    pub(in crate::intake) fn read(table: &Table, places: Places) -> Self {
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
                "radio" | "dropdown" | "checkbox" => choices(cell(places.choices)),
                "yesno" => pairs(&[("1", "Yes"), ("0", "No")]),
                "truefalse" => pairs(&[("1", "True"), ("0", "False")]),
                _ => Vec::new(),
            };
            let identifier = cell(places.identifier).to_lowercase();
            let field = Field {
                label: question(cell(Some(places.label))),
                choices,
                checked: cell(places.checked).to_lowercase(),
                identifier: identifier.starts_with('y') || identifier == "1",
                kind,
            };
            fields.insert(name, field);
        }
        Self { fields }
    }

    /// What it says of a field; of a checkbox's column by the name before `___`.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.get(name)
    }

    /// How many fields it has.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

/// `1, Very good | 2, Good`: the codes with what they mean.
fn choices(text: &str) -> Vec<(String, String)> {
    text.split('|')
        .filter_map(|choice| {
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
