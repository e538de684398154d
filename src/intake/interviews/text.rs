//! Splits text files into paragraphs and headings.

use super::{
    label::{self, LabelCertainty},
    turns::strip_marks,
};
use crate::intake::read::Paragraph;

/// Parses Markdown: `#` and underlined lines are headings; blank lines and list marks end a paragraph.
pub(super) fn markdown(text: &str) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut open = String::new();
    let close = |open: &mut String, all: &mut Vec<Paragraph>, heading: bool| {
        if !open.trim().is_empty() {
            all.push(Paragraph {
                text: std::mem::take(open),
                heading,
            });
        }
        open.clear();
    };
    for line in text.lines() {
        let line = line.trim();
        let rule =
            line.len() > 1 && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'));
        if rule {
            close(&mut open, &mut all, true);
        } else if line.is_empty() {
            close(&mut open, &mut all, false);
        } else if line.starts_with('#') {
            close(&mut open, &mut all, false);
            line.trim_matches('#').trim().clone_into(&mut open);
            close(&mut open, &mut all, true);
        } else {
            let item = line.starts_with(['-', '*', '>', '+']) && !line.starts_with("**");
            let label = has_label(line);
            if item || label {
                close(&mut open, &mut all, false);
            }
            open.push(' ');
            open.push_str(line);
        }
    }
    close(&mut open, &mut all, false);
    all
}

/// Maximum length of a heading, in characters and words.
const LONGEST_HEADING: (usize, usize) = (60, 8);

/// Length in characters from which a line may have been wrapped.
const BROKEN: usize = 50;

/// Parses plain text: each line is a paragraph unless it was wrapped; a short line by itself is a heading.
pub(super) fn plain(text: &str) -> Vec<Paragraph> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut all: Vec<Paragraph> = Vec::new();
    let mut goes_on = false;
    for (nth, line) in lines.iter().enumerate() {
        if line.is_empty() {
            goes_on = false;
            continue;
        }
        let small = line.starts_with(char::is_lowercase);
        // A sentence wrapped over two lines continues in small letters; so does a list of words, which has no capital at
        // its start.
        let broken = all.last().is_some_and(|last: &Paragraph| {
            let ends = last.text.ends_with(['.', '!', '?', ':', ';', ',']);
            last.text.starts_with(char::is_uppercase) && !ends && last.text.chars().count() >= 20
        });
        let directly = nth
            .checked_sub(1)
            .and_then(|n| lines.get(n))
            .is_some_and(|l| !l.is_empty());
        if (goes_on || directly && broken && !has_label(line))
            && small
            && let Some(last) = all.last_mut()
        {
            last.text.push(' ');
            last.text.push_str(line);
        } else {
            let before = nth
                .checked_sub(1)
                .and_then(|n| lines.get(n))
                .is_none_or(|l| l.is_empty());
            let next = lines.get(nth + 1).copied().unwrap_or_default();
            let (marked, line) = match line.strip_prefix('#') {
                Some(rest) => (true, rest.trim_matches('#').trim()),
                None => (false, *line),
            };
            // A heading stands above speakers or whole sentences.
            let over = has_label(next) || before && next.ends_with(['.', '!', '?']);
            let goes_on = next.starts_with(char::is_lowercase) && !has_label(next);
            let title = !goes_on && is_title(line, next.is_empty() || over);
            let heading = marked || title && (before || over || line.ends_with(':'));
            all.push(Paragraph {
                text: line.to_owned(),
                heading: heading && !line.is_empty(),
            });
        }
        let ends = line.ends_with(['.', '!', '?', '"', '\u{201d}', '\u{2026}', ':']);
        goes_on = !ends && line.chars().count() >= BROKEN;
    }
    all
}

/// Marks short lines above sentences as headings, if no style of the document does.
pub(super) fn titled(mut paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    if paragraphs.iter().any(|p| p.heading) {
        return paragraphs;
    }
    let over: Vec<bool> = paragraphs
        .windows(2)
        .map(|two| matches!(two, [_, next] if has_label(&next.text) || next.text.ends_with(['.', '!'])))
        .collect();
    for (paragraph, over) in paragraphs.iter_mut().zip(over) {
        paragraph.heading = over && is_title(paragraph.text.trim(), true);
    }
    paragraphs
}

/// True for a short line that is no sentence, and is alone or ends with a colon.
fn is_title(line: &str, alone: bool) -> bool {
    let (chars, words) = LONGEST_HEADING;
    let short = line.chars().count() <= chars && line.split_whitespace().count() <= words;
    let sentence = line.ends_with(['.', '!', '?', ',', ';', '"', '\u{201d}', '\u{2019}']);
    let begins = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let colon = line.ends_with(':');
    let label = has_label(line);
    let inner = line.trim_end_matches(':').contains(':');
    short && begins && !sentence && !label && !inner && (alone || colon)
}

/// True if a line begins with a speaker label.
pub(super) fn has_label(line: &str) -> bool {
    label::parse_label(&strip_marks(line)).is_some_and(|(label, words)| {
        label.sure == LabelCertainty::Known
            || label.sure == LabelCertainty::Person && !words.is_empty()
    })
}
