//! Shape of a table of the papers' sentences in another language.
//!
//! The sentences belong to the papers, so they come from the caller.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde_json::{Map, Value, json};

use super::scalar::{Header, Name};
use crate::yaml::words::values;

/// Sentences of the papers in another language. One that is left out is printed in English.
#[derive(JsonSchema)]
#[schemars(title = "words of another language", deny_unknown_fields)]
pub(super) struct WordsFile {
    /// First line of the file: its kind, and the number of its format.
    pledge: Header,
    /// Tag of the language, such as cy for Welsh, pl for Polish, ur for Urdu.
    language: LanguageTag,
    /// Remark about the table, which every export shows: for instance, that nobody has checked it yet.
    note: Option<Name>,
    /// Sentences, with the keys of the English table.
    words: Words,
}

/// Tag of a language, such as `cy`.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "pattern" = "^(?=..)[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$",
    "patternErrorMessage" = "The tag of a language is expected, such as cy for Welsh.",
))]
struct LanguageTag(String);

/// Sentences, by group.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Words(Map<String, Value>);

/// Schema of the sentences. `known` has each key with its English sentence; keys of groups and lists are joined by dots.
pub(super) fn sentences(known: &[(&str, &str)]) -> Value {
    let mut schema = group(known);
    // The key `words` itself has to be there.
    if let Some(kind) = schema.get_mut("type") {
        *kind = json!("object");
    }
    schema
}

fn group(known: &[(&str, &str)]) -> Value {
    let mut keys = Map::new();
    let mut rest = known;
    while let Some((key, english)) = rest.first() {
        let Some((name, _)) = key.split_once('.') else {
            keys.insert((*key).to_owned(), sentence(english));
            rest = rest.get(1..).unwrap_or_default();
            continue;
        };
        // Sentences of a group follow each other in the table.
        let inner: Vec<(&str, &str)> = rest
            .iter()
            .map_while(|(key, english)| {
                let (group, inner) = key.split_once('.')?;
                (group == name).then_some((inner, *english))
            })
            .collect();
        keys.insert(name.to_owned(), group(&inner));
        rest = rest.get(inner.len()..).unwrap_or_default();
    }
    if keys.contains_key("1") {
        return list(&keys);
    }
    json!({
        "type": ["object", "null"],
        "description": "Sentences that belong together.",
        "properties": keys,
        "additionalProperties": false,
    })
}

/// Schema of sentences in a fixed order.
fn list(items: &Map<String, Value>) -> Value {
    let in_order: Vec<&Value> = (1..)
        .map_while(|n: usize| items.get(&n.to_string()))
        .collect();
    json!({
        "type": ["array", "null"],
        "description": "Sentences in the order of the English ones.",
        "prefixItems": in_order,
        "items": false,
    })
}

fn sentence(english: &str) -> Value {
    let mut schema = json!({
        "type": ["string", "number", "null"],
        "description": format!("English: {english}"),
    });
    let values: BTreeSet<String> = values(english);
    if let (Some(map), false) = (schema.as_object_mut(), values.is_empty()) {
        // One look ahead for each, since a translation may have them in any order.
        let all = values.iter().fold(String::new(), |all, value| {
            let value = value.replace('{', "[{]").replace('}', "[}]");
            all + "(?=[\\s\\S]*" + &value + ")"
        });
        map.insert("pattern".to_owned(), format!("^$|^{all}").into());
        let named: Vec<&str> = values.iter().map(String::as_str).collect();
        map.insert(
            "patternErrorMessage".to_owned(),
            format!("The sentence has to keep {}.", named.join(", ")).into(),
        );
    }
    schema
}
