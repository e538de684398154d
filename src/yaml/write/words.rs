//! A table of the papers' sentences, to be translated.

use super::{
    emit::emit,
    value::{YamlBlock, YamlValue},
};
use crate::yaml::FileKind;

/// A table as text: its language, its remark, and each sentence by key. Keys with dots become groups, and those that are numbers lists.
/// The sentences of a group follow each other.
pub fn write_words(language: &str, note: Option<&str>, sentences: &[(String, &str)]) -> String {
    let mut top = YamlBlock::new();
    for (key, text) in sentences {
        put(&mut top, key, text);
    }
    let block = YamlBlock::new()
        .with("pledge", FileKind::Words.header())
        .with("language", language)
        .may("note", note)
        .with("words", top);
    emit(&block)
}

fn put(block: &mut YamlBlock, key: &str, text: &str) {
    let Some((group, rest)) = key.split_once('.') else {
        block.0.push((key.to_owned(), text.into()));
        return;
    };
    if block.0.last().is_none_or(|(last, _)| last != group) {
        let is_list = rest.starts_with(|c: char| c.is_ascii_digit());
        let empty = if is_list {
            YamlValue::List(Vec::new())
        } else {
            YamlBlock::new().into()
        };
        block.0.push((group.to_owned(), empty));
    }
    match block.0.last_mut() {
        Some((_, YamlValue::Map(inside))) => put(inside, rest, text),
        Some((_, YamlValue::List(items))) => put_item(items, rest, text),
        _ => {}
    }
}

/// An item of a list, or of the list that is an item.
fn put_item(items: &mut Vec<YamlValue>, key: &str, text: &str) {
    let Some((place, rest)) = key.split_once('.') else {
        items.push(text.into());
        return;
    };
    if place.parse() == Ok(items.len() + 1) {
        items.push(YamlValue::List(Vec::new()));
    }
    if let Some(YamlValue::List(inner)) = items.last_mut() {
        put_item(inner, rest, text);
    }
}
