//! A table of the papers' sentences in another language, held against the English one.
//!
//! The keys come from the caller, since the sentences belong to the papers. A value that a sentence must hold, such as `{date}`, may move
//! and not be lost: a letter without its date is worse than one in English.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    chars::{any_of, quoted},
    reader::{At, FieldSpec, Fields, did_you_mean, may, need},
    tree::ValueKind,
};

pub(super) const FIELDS: &[FieldSpec] = &[
    may("pledge"),
    need("language", "which language it is, such as `cy` for Welsh"),
    may("note"),
    need("words", "the sentences, with the keys of the English table"),
];

/// Sentences of the papers in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordTable {
    /// BCP 47 tag of the language, such as `cy`.
    pub language: String,
    /// Remark about the table, shown with each export.
    pub note: Option<String>,
    /// Sentences by key; keys of groups and lists are joined by dots, lists count from 1.
    pub sentences: BTreeMap<String, String>,
}

/// `known`: each key with its English sentence.
pub(super) fn read(file: &Fields<'_>, known: &[(&str, &str)]) -> Option<WordTable> {
    let mut sentences = BTreeMap::new();
    if let Some(words) = file.get("words") {
        gather(&words, "", known, &mut sentences);
    }
    Some(WordTable {
        language: file.one("language", read_tag)?,
        note: file.name("note"),
        sentences,
    })
}

/// A tag such as `cy` or `en-GB`: it stands in an attribute of the HTML.
fn read_tag(at: &At<'_>) -> Option<String> {
    let tag = at.name()?;
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if tag.len() >= 2 && tag.split('-').all(is_part) {
        return Some(tag);
    }
    at.error(
        quoted(&tag),
        "the tag of a language, such as `cy`",
        "write its letters: `cy` is Welsh, `pl` Polish, `ur` Urdu",
    );
    None
}

fn gather(
    at: &At<'_>,
    key: &str,
    known: &[(&str, &str)],
    sentences: &mut BTreeMap<String, String>,
) {
    let joined = |name: &str| {
        if key.is_empty() {
            name.to_owned()
        } else {
            format!("{key}.{name}")
        }
    };
    match &at.node.kind {
        _ if at.node.is_nothing() => {}
        ValueKind::Map(_) => {
            for (name, value) in at.entries() {
                gather(&value, &joined(&name), known, sentences);
            }
        }
        ValueKind::List(_) => {
            for (place, value) in at.list().iter().enumerate() {
                gather(value, &joined(&(place + 1).to_string()), known, sentences);
            }
        }
        // As it is written: the blanks around `and` are part of it.
        ValueKind::Scalar { text, .. } => {
            let Some((_, english)) = known.iter().find(|(name, _)| *name == key) else {
                let names = || known.iter().map(|(name, _)| *name);
                at.error(
                    format!("an unknown key {}", quoted(key)),
                    "a key of the English table",
                    did_you_mean(key, names())
                        .unwrap_or_else(|| "delete it, or put a `#` before it".to_owned()),
                );
                return;
            };
            if text.is_empty() {
                return;
            }
            let (here, there) = (values(text), values(english));
            if here == there {
                sentences.insert(key.to_owned(), text.clone());
                return;
            }
            let expected = if there.is_empty() {
                "a sentence without values in braces".to_owned()
            } else {
                format!(
                    "a sentence with {}",
                    any_of(there.iter().map(String::as_str))
                )
            };
            at.error(
                quoted(text),
                expected,
                format!("the English is {}: keep its braces", quoted(english)),
            );
        }
    }
}

/// Names in braces, with them.
pub(super) fn values(sentence: &str) -> BTreeSet<String> {
    let parts = sentence.split('{').skip(1);
    let names = parts.filter_map(|part| part.split_once('}'));
    names.map(|(name, _)| format!("{{{name}}}")).collect()
}
