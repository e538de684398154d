//! Changing one value in a file that somebody wrote, with everything else left as it is.
//!
//! The palette is switched in front of a room and should be the same next time. Writing the whole file anew would take
//! the remarks out of it, so the one place is changed, and the new text is read again: where anything but the palette
//! reads differently, the file is left to its author.

use super::{
    FileKind, read_settings,
    source::Source,
    tree::{Node, ValueKind, YamlEntry},
};
use crate::domain::{
    refusal::{Refusal, refuse},
    settings::{Palette, PartialSettings},
};

/// The text of `settings.yaml` with that palette: of the file as it is (`name` is what problems call it), or of a new one.
///
/// # Errors
/// A sentence, where the text cannot be read as settings, or its `palette` cannot be changed without a person.
pub fn remember_palette(
    name: &str,
    text: Option<&str>,
    palette: Palette,
) -> Result<String, Refusal> {
    let Some(text) = text else {
        let header = FileKind::Settings.header();
        return Ok(format!("pledge: {header}\npalette: {}\n", palette.name()));
    };
    let before = read_settings(name, text);
    let Some(said) = before.value else {
        let problem = before.problems.first().map(ToString::to_string);
        let problem = problem.unwrap_or_else(|| name.to_owned());
        let line = problem.lines().next().unwrap_or_default();
        return refuse(format!(
            "The colours are not remembered, since the settings cannot be read: {line}."
        ));
    };
    let (source, root) = before.places.parts();
    let wanted = PartialSettings {
        palette: Some(palette),
        ..said
    };
    root.and_then(|root| edit(source, root))
        .map(|edit| edit.done(text, source, palette))
        // The edit looks at characters and not at the grammar, so only reading it again tells that
        // nothing else has changed.
        .filter(|new| read_settings(name, new).value.as_ref() == Some(&wanted))
        .ok_or_else(|| {
            let word = palette.name();
            Refusal::new(format!(
                "The colours are not remembered, since {name} is written in an unusual way. Write `palette: {word}` in it."
            ))
        })
}

/// A replacement in the text, in bytes after its byte order mark.
struct TextReplacement {
    from: usize,
    to: usize,
    before: String,
    after: String,
}

impl TextReplacement {
    fn done(&self, text: &str, source: &Source, palette: Palette) -> String {
        let body = source.text();
        // `Source` has taken the byte order mark off, and the file must keep it.
        let mark = text.strip_suffix(body).unwrap_or_default();
        let head = body.get(..self.from).unwrap_or_default();
        let tail = body.get(self.to..).unwrap_or_default();
        let (before, after) = (&self.before, &self.after);
        format!("{mark}{head}{before}{}{after}{tail}", palette.name())
    }
}

fn edit(source: &Source, root: &Node) -> Option<TextReplacement> {
    let ValueKind::Map(entries) = &root.kind else {
        return None;
    };
    let entry = |name: &str| entries.iter().find(|e| e.key.text == name);
    match entry("palette") {
        Some(entry) if is_empty(source, &entry.value) => after_the_colon(source, entry),
        Some(entry) => {
            let (from, to) = scalar(source, &entry.value)?;
            let quote = usize::from(source.text().get(from..)?.starts_with(['"', '\'']));
            Some(TextReplacement {
                from: from + quote,
                to: to.checked_sub(quote)?,
                before: String::new(),
                after: String::new(),
            })
        }
        None => new_line(source, root, entry("pledge")?),
    }
}

/// True if nothing is typed there, not even a `~`.
fn is_empty(source: &Source, node: &Node) -> bool {
    let typed = scalar(source, node).is_some_and(|(from, to)| from < to);
    node.is_nothing() && !typed
}

fn after_the_colon(source: &Source, entry: &YamlEntry) -> Option<TextReplacement> {
    let key = Node {
        kind: ValueKind::Scalar {
            text: entry.key.text.clone(),
            quoted: false,
        },
        mark: entry.key.mark,
    };
    let (_, end) = scalar(source, &key)?;
    let rest = source.text().get(end..)?;
    let colon = rest.len() - rest.trim_start_matches(' ').strip_prefix(':')?.len();
    Some(insert(end + colon, " ", ""))
}

/// Inserts a new line after the header, or a new entry if the whole file is in brackets.
fn new_line(source: &Source, root: &Node, pledge: &YamlEntry) -> Option<TextReplacement> {
    let text = source.text();
    let (_, end) = scalar(source, &pledge.value)?;
    // A line of its own is no YAML within brackets.
    if text.get(source.offset(root.mark)?..)?.starts_with('{') {
        return Some(insert(end, ", palette: ", ""));
    }
    let key = source.offset(pledge.key.mark)?;
    // Keys of one map have to stand equally far to the right, so the new one takes the margin of
    // `pledge`.
    let line = text.get(..key)?.rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let margin = text.get(line..key)?;
    let rest = text.get(end..)?;
    let ending = |text: &str| {
        let at = text.find(['\n', '\r'])?;
        let rest = text.get(at..)?;
        // `\r\n` first: as `\r` it would leave the line feed at the beginning of the next line.
        let ends = ["\r\n", "\n", "\r"].into_iter();
        let end = ends.into_iter().find(|e| rest.starts_with(e))?;
        Some((at + end.len(), end))
    };
    Some(match ending(rest) {
        Some((to, end_of_line)) => insert(end + to, &format!("{margin}palette: "), end_of_line),
        None => {
            let end_of_line = ending(text).map_or("\n", |(_, e)| e);
            insert(text.len(), &format!("{end_of_line}{margin}palette: "), "")
        }
    })
}

fn insert(at: usize, before: &str, after: &str) -> TextReplacement {
    TextReplacement {
        from: at,
        to: at,
        before: before.to_owned(),
        after: after.to_owned(),
    }
}

/// The byte range of a short text with its quotes; `None` if it is written in another way.
fn scalar(source: &Source, node: &Node) -> Option<(usize, usize)> {
    let ValueKind::Scalar { text, .. } = &node.kind else {
        return None;
    };
    let from = source.offset(node.mark)?;
    let rest = source.text().get(from..)?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let long = match quote {
        Some(quote) => {
            // An escape or a fold makes the typed text differ from the value. Its end is then
            // unknown, and a person has to make the change.
            let within = rest.get(1..)?.strip_prefix(text.as_str())?;
            within.starts_with(quote).then_some(text.len() + 2)?
        }
        None => rest.starts_with(text.as_str()).then_some(text.len())?,
    };
    Some((from, from + long))
}
