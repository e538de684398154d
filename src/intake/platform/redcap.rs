//! REDCap: a row of field names or labels; each form ends with a field that says whether it is complete; a checkbox has a field an
//! option (`field___1`); a form that repeats has rows of its own. With a data dictionary beside it, codes become words.

use std::collections::HashMap;

use super::{
    Found, Named,
    headers::{cell, clean, plain, width},
};
use crate::intake::{
    export::{Kind, Refused},
    read::Head,
};

/// Fields that REDCap adds by itself.
const OWN: [(&str, Kind); 7] = [
    ("redcap_event_name", Kind::Choice),
    ("redcap_repeat_instrument", Kind::Choice),
    ("redcap_repeat_instance", Kind::Number),
    ("redcap_data_access_group", Kind::Choice),
    ("redcap_survey_identifier", Kind::Identifier),
    ("event name", Kind::Choice),
    ("repeat instrument", Kind::Choice),
];

pub(super) fn recognise(head: &Head) -> Result<Option<Found>, Refused> {
    let Some(first) = head.rows.first() else {
        return Ok(None);
    };
    if is_dictionary(head) {
        return Err(Refused {
            row: None,
            what: "this is REDCap\u{2019}s data dictionary, which holds no answers".to_owned(),
            help: "give it together with the export of the data: pledge import DATA.csv DICTIONARY.csv".to_owned(),
        });
    }
    let state = |column: usize| {
        let words = ["0", "1", "2", "incomplete", "unverified", "complete", ""];
        head.rows
            .iter()
            .skip(1)
            .all(|r| words.contains(&cell(Some(r), column).to_lowercase().as_str()))
    };
    let ends_a_form = |column: usize, name: &str| {
        (name.ends_with("_complete") || name == "Complete?") && column > 0 && state(column)
    };
    let forms = first
        .iter()
        .enumerate()
        .filter(|(n, name)| ends_a_form(*n, name))
        .count();
    let own = first.iter().any(|name| name.starts_with("redcap_"));
    if forms == 0 && !own {
        return Ok(None);
    }
    let columns = (0..width(&head.rows, 1)).map(|nth| {
        let name = cell(Some(first), nth);
        let kind = OWN
            .iter()
            .find(|(word, _)| *word == name.to_lowercase())
            .map(|(_, kind)| *kind);
        let kind = match kind {
            _ if nth == 0 => Some(Kind::Identifier),
            None if ends_a_form(nth, name) => Some(Kind::Choice),
            None if name.ends_with("_timestamp") => Some(Kind::Date),
            kind => kind,
        };
        if let Some((field, code)) = name.split_once("___") {
            return Named {
                id: name.to_owned(),
                question: field.to_owned(),
                option: Some(code.to_owned()),
                kind: Some(Kind::Multiple),
            };
        }
        // Among labels a checkbox reads `Which did you use? (choice=Leaflet)`.
        let choice = name
            .strip_suffix(')')
            .and_then(|t| t.rsplit_once("(choice="));
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        Named {
            id: if is_name {
                name.to_owned()
            } else {
                String::new()
            },
            question: clean(choice.map_or(name, |(question, _)| question)),
            option: choice.map(|(_, option)| clean(option)),
            kind: if choice.is_some() {
                Some(Kind::Multiple)
            } else {
                kind
            },
        }
    });
    let mut notes = Vec::new();
    if first.iter().any(|name| name == "redcap_repeat_instrument") {
        notes.push(
            "Some forms repeat: each repetition is a row of its own, and only what was answered in a row counts there."
                .to_owned(),
        );
    }
    Ok(Some(Found {
        header_rows: 1,
        columns: columns.collect(),
        notes,
    }))
}

/// What a data dictionary says of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// What was asked.
    pub label: String,
    /// Codes and what they mean.
    pub choices: HashMap<String, String>,
    /// It says who answered.
    pub is_identifier: bool,
    /// Its answers are words.
    pub is_text: bool,
}

/// Where the columns of a dictionary stand.
struct Columns {
    name: usize,
    kind: usize,
    label: usize,
    choices: usize,
    identifier: Option<usize>,
}

impl Columns {
    fn of(first: &[String]) -> Option<Self> {
        let names: Vec<String> = first.iter().map(|c| plain(c)).collect();
        let find = |words: &[&str]| {
            names
                .iter()
                .position(|n| words.iter().any(|w| n.starts_with(w)))
        };
        Some(Self {
            name: find(&["variable / field name", "field name"])?,
            kind: find(&["field type"])?,
            label: find(&["field label"])?,
            choices: find(&["choices, calculations", "select choices or calculations"])?,
            identifier: find(&["identifier"]),
        })
    }
}

/// Whether a head is a data dictionary's.
pub fn is_dictionary(head: &Head) -> bool {
    head.rows
        .first()
        .is_some_and(|first| Columns::of(first).is_some())
}

/// A data dictionary from all its rows, the headers first; by the names of the fields.
pub fn dictionary<'a>(rows: impl IntoIterator<Item = &'a [String]>) -> HashMap<String, Field> {
    let mut rows = rows.into_iter();
    let Some(columns) = rows.next().and_then(Columns::of) else {
        return HashMap::new();
    };
    let mut fields = HashMap::new();
    for row in rows {
        let at = |nth: usize| row.get(nth).map(|c| c.trim()).unwrap_or_default();
        let kind = at(columns.kind).to_lowercase();
        let is_choice = matches!(kind.as_str(), "radio" | "dropdown" | "checkbox");
        let mut choices = HashMap::new();
        if is_choice {
            for choice in at(columns.choices).split(['|', '\n']) {
                if let Some((code, label)) = choice.split_once(',') {
                    choices.insert(code.trim().to_owned(), clean(label));
                }
            }
        } else if kind == "yesno" {
            choices.extend([
                ("1".to_owned(), "Yes".to_owned()),
                ("0".to_owned(), "No".to_owned()),
            ]);
        } else if kind == "truefalse" {
            choices.extend([
                ("1".to_owned(), "True".to_owned()),
                ("0".to_owned(), "False".to_owned()),
            ]);
        }
        let says_yes = |nth: usize| matches!(at(nth).to_lowercase().as_str(), "y" | "yes");
        let field = Field {
            label: clean(at(columns.label)),
            choices,
            is_identifier: columns.identifier.is_some_and(says_yes),
            is_text: kind == "notes",
        };
        fields.insert(at(columns.name).to_owned(), field);
    }
    fields
}
