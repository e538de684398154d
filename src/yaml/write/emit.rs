//! The layout: keys below each other above, short entries in brackets on one line.
//!
//! People read these files and compare two of them line by line: an entry a line is what they can follow.

use super::{
    plain::{Within, scalar},
    value::{YamlBlock, YamlValue},
};

/// The longest line that is written in brackets, in characters.
const WIDE: usize = 110;

/// The file whose top level is `block`.
pub(super) fn emit(block: &YamlBlock) -> String {
    let mut out = String::new();
    keys(&mut out, block, 0);
    out
}

/// A line or more for each key; the first continues the line that is begun.
fn keys(out: &mut String, block: &YamlBlock, indent: usize) {
    for (i, (key, value)) in block.0.iter().enumerate() {
        if i > 0 {
            margin(out, indent);
        }
        // As within brackets everywhere: a key such as an answer may hold a comma and move into
        // brackets later.
        out.push_str(&scalar(key, Within::Brackets));
        out.push(':');
        // Characters and not columns: the width of a letter in an editor is not known, and files of
        // this program are mostly Latin.
        let used = indent + key.chars().count() + 2;
        // At the top even a short list takes a line for each entry: those are the ones that people
        // add to.
        let list_below = indent == 0 && holds_maps(value);
        if !list_below && let Some(line) = on_one_line(value, used, 2) {
            out.push(' ');
            out.push_str(&line);
            out.push('\n');
            continue;
        }
        out.push('\n');
        let indent = indent + 2;
        match value {
            YamlValue::List(items) => {
                for item in items {
                    margin(out, indent);
                    out.push_str("- ");
                    entry(out, item, indent + 2);
                }
            }
            YamlValue::Map(block) => {
                margin(out, indent);
                keys(out, block, indent);
            }
            YamlValue::Bare(_) | YamlValue::Text(_) => {}
        }
    }
}

/// An entry of a list, after its dash.
fn entry(out: &mut String, item: &YamlValue, indent: usize) {
    // Deeper than elsewhere, so that every result of a round is one line; a list of entries is still a list below.
    let flat = match item {
        YamlValue::Map(block) => !block.0.iter().any(|(_, value)| holds_maps(value)),
        _ => false,
    };
    match (on_one_line(item, indent, if flat { 3 } else { 2 }), item) {
        (None, YamlValue::Map(block)) => keys(out, block, indent),
        // No list of the files stands directly in a list.
        (line, _) => {
            out.push_str(&line.unwrap_or_else(|| flow(item)));
            out.push('\n');
        }
    }
}

fn margin(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

fn holds_maps(value: &YamlValue) -> bool {
    matches!(value, YamlValue::List(items) if items.iter().any(|i| matches!(i, YamlValue::Map(_))))
}

/// The value without a line of its own: any text, whatever is empty, and what fits in brackets.
fn on_one_line(value: &YamlValue, used: usize, deepest: usize) -> Option<String> {
    match value {
        YamlValue::Bare(text) => Some(text.clone()),
        YamlValue::Text(text) => Some(scalar(text, Within::Line)),
        YamlValue::List(items) if items.is_empty() => Some("[]".to_owned()),
        YamlValue::Map(block) if block.0.is_empty() => Some("{}".to_owned()),
        _ if depth(value) > deepest => None,
        _ => Some(flow(value)).filter(|line| used + line.chars().count() <= WIDE),
    }
}

fn depth(value: &YamlValue) -> usize {
    match value {
        YamlValue::Bare(_) | YamlValue::Text(_) => 0,
        YamlValue::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        YamlValue::Map(block) => 1 + block.0.iter().map(|(_, v)| depth(v)).max().unwrap_or(0),
    }
}

fn flow(value: &YamlValue) -> String {
    match value {
        YamlValue::Bare(text) => text.clone(),
        YamlValue::Text(text) => scalar(text, Within::Brackets),
        YamlValue::List(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        YamlValue::Map(block) => {
            let entries: Vec<String> = block
                .0
                .iter()
                .map(|(key, value)| format!("{}: {}", scalar(key, Within::Brackets), flow(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}
