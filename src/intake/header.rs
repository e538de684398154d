//! Recognised headers: the columns of an export, their ids and their question texts.
//!
//! Question texts come from a rich-text editor, so exports contain tags, entities, no-break spaces and whole welcome pages.

use html_escape::decode_html_entities;

use super::export::AnswerKind;
use crate::text::sanitise;

/// A recognised header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecognisedHeader {
    /// Number of rows above the answers.
    pub header_rows: usize,
    /// Number of title rows among them, above the column names.
    pub titles: usize,
    /// Text of those rows: they may repeat further down.
    pub header: Vec<Vec<String>>,
    /// Columns from left to right.
    pub columns: Vec<HeaderColumn>,
    /// Remarks for the user, as sentences.
    pub notes: Vec<String>,
}

/// Description of a column by its header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderColumn {
    /// Id given by the tool; empty if it gives none.
    pub id: String,
    /// Question text without markup; never empty in the result of `platform::recognise`.
    pub question: String,
    /// Answer option of this column.
    pub option: Option<String>,
    /// Kind of answers, if the header tells.
    pub hint: Option<AnswerKind>,
    /// Added by the survey tool; nobody was asked it.
    pub own: bool,
}

impl HeaderColumn {
    pub(super) fn new(question: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            ..Self::default()
        }
    }

    pub(super) fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    pub(super) fn hint(mut self, hint: AnswerKind) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Marks a column added by the tool, holding answers of this kind.
    pub(super) fn own(self, hint: AnswerKind) -> Self {
        Self {
            own: true,
            ..self.hint(hint)
        }
    }

    /// Marks the column of an answer option.
    pub(super) fn option(mut self, option: impl Into<String>) -> Self {
        self.option = Some(option.into());
        self
    }
}

/// Maximum length of a column id, in characters.
pub(super) const LONGEST_ID: usize = 60;

/// Derives an id of letters, digits, `-`, `_` and `.`, which begins with a letter or digit.
pub(super) fn column_id(own: &str) -> String {
    let mut out = String::new();
    // A separator of the name replaces the `_` for blanks around it: `Q2 - Topics` becomes `Q2-Topics`.
    let mut blank = false;
    for c in own.trim().chars() {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c),
            // Not at the start: a YAML key that begins with a dash reads as a list entry.
            '-' | '_' | '.' if !out.is_empty() => {
                if blank {
                    out.pop();
                }
                out.push(c);
            }
            _ if !out.is_empty() && !out.ends_with(['-', '_', '.']) => {
                out.push('_');
                blank = true;
                continue;
            }
            _ => {}
        }
        blank = false;
    }
    let short: String = out.chars().take(LONGEST_ID).collect();
    short.trim_end_matches(['-', '_', '.']).to_owned()
}

/// Maximum length of a question, in characters: the first one may be a whole welcome page.
const LONGEST_QUESTION: usize = 400;

/// Tags that occur within a word; any other tag separates words.
const INLINE: &[&str] = &[
    "a", "b", "big", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u",
];

/// Question text without tags, entities and extra blanks, cut at 400 characters.
pub fn question(raw: &str) -> String {
    let text = untagged(raw);
    // After the tags: `&lt;b&gt;` is text about a tag, and decoding first would remove it.
    let text = decode_html_entities(&text);
    let mut out = String::new();
    for word in text.split_whitespace() {
        // Word by word, so that a word of nothing but control characters leaves no second blank.
        let word = sanitise::clean(word);
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word);
    }
    if out.chars().count() <= LONGEST_QUESTION {
        return out;
    }
    let cut: String = out.chars().take(LONGEST_QUESTION).collect();
    // At a blank: half a word at the end of a question reads as a typing error of the survey.
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(w, _)| w);
    format!("{whole}...")
}

/// Removes tags. A tag begins with a letter, `/` or `!` and ends with `>`, so `a < b` stays.
fn untagged(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        // "Waited < 10 minutes or > 1 hour" has both signs and no tag.
        let begins = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match after.split_once('>').filter(|_| begins) {
            Some((tag, beyond)) => {
                let name: String = tag
                    .trim_start_matches('/')
                    .chars()
                    .take_while(char::is_ascii_alphanumeric)
                    .collect::<String>()
                    .to_ascii_lowercase();
                if !INLINE.contains(&name.as_str()) {
                    out.push(' ');
                }
                // The content of style sheets and scripts is not text.
                let ends = format!("</{name}");
                rest = match name.as_str() {
                    "style" | "script" => beyond
                        .to_ascii_lowercase()
                        .find(&ends)
                        .and_then(|at| beyond.split_at_checked(at))
                        .map_or(beyond, |(_, from)| from),
                    _ => beyond,
                };
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
