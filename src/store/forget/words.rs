//! Words to be forgotten, found however they are written: in capitals or not, over several lines, with any quote marks,
//! in a page's HTML or between a journal's backslashes.
//!
//! Two texts are the same here where their words are, one by one. What stands between words does not count.

use std::collections::{HashMap, HashSet};

pub use crate::domain::people::REMOVED as MARKER;

/// The number of forgotten words in a row that may still identify the speaker.
const RUN: usize = 6;

/// The longest HTML tag that is recognised, in bytes.
const TAG: usize = 300;

/// The texts to forget: one, or several if it was reworded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    texts: Vec<Vec<String>>,
    /// Texts by their first word, the longest first, so that a text is not cut in two by a part of it.
    by_first: HashMap<String, Vec<usize>>,
    /// Texts of fewer words are anybody's, and are not looked for.
    least: usize,
}

/// A word and where it is.
struct Token {
    word: String,
    from: usize,
    to: usize,
    /// The word up to its last apostrophe, and where that is: a name is one in the genitive too.
    stem: Option<(String, usize)>,
}

/// A text, taken apart.
#[derive(Default)]
struct Parts {
    tokens: Vec<Token>,
    /// Tags between or within words, from and to.
    tags: Vec<(usize, usize)>,
}

impl Words {
    /// An empty set. A text of fewer than `least` words is not looked for inside others.
    pub fn new(least: usize) -> Self {
        Self {
            texts: Vec::new(),
            by_first: HashMap::new(),
            least,
        }
    }

    /// Adds a text, unless it is known already, is empty, or is the marker for a removed text.
    pub fn add(&mut self, text: &str) {
        let words = plain(text);
        if words == plain(MARKER) || self.has(&words) {
            return;
        }
        let Some(first) = words.first().cloned() else {
            return;
        };
        self.texts.push(words);
        let texts = &self.texts;
        let same = self.by_first.entry(first).or_default();
        same.push(texts.len() - 1);
        // A reworded comment often begins as the old one did; the shorter first would leave the end
        // of the longer.
        same.sort_by_key(|nth| std::cmp::Reverse(texts.get(*nth).map_or(0, Vec::len)));
    }

    /// True if there is nothing to forget.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// True if one of the texts is too short to be looked for inside others.
    pub fn has_short(&self) -> bool {
        self.texts.iter().any(|t| t.len() < self.least)
    }

    /// True if a text is one of them, and nothing else.
    pub fn are(&self, text: &str) -> bool {
        self.has(&plain(text))
    }

    fn has(&self, words: &[String]) -> bool {
        let mut same = words.first().into_iter().flat_map(|w| self.beginning(w));
        same.any(|text| text == words)
    }

    /// The texts that begin with a word.
    fn beginning(&self, word: &str) -> impl Iterator<Item = &[String]> {
        let same = self.by_first.get(word).into_iter().flatten();
        same.filter_map(|nth| self.texts.get(*nth))
            .map(Vec::as_slice)
    }

    /// True if one of them is in a text as a whole.
    pub fn are_in(&self, text: &str) -> bool {
        !self.found(&parts(text).tokens).is_empty()
    }

    /// The byte range of each of them in a text, in order.
    pub fn places(&self, text: &str) -> Vec<(usize, usize)> {
        self.found(&parts(text).tokens)
    }

    /// The text with the marker in the place of each of them; nothing where none is in it. Tags stay.
    pub fn replaced(&self, text: &str) -> Option<String> {
        let parts = parts(text);
        let found = self.found(&parts.tokens);
        if found.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (from, to) in found {
            out.push_str(text.get(at..from).unwrap_or_default());
            out.push_str(MARKER);
            for (tag, end) in parts
                .tags
                .iter()
                .filter(|(tag, _)| from < *tag && *tag < to)
            {
                out.push_str(text.get(*tag..*end).unwrap_or_default());
            }
            at = to;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        Some(out)
    }

    /// Six or more of their words in a row, where the whole is not in the text: as the text has them.
    pub fn runs(&self, text: &str) -> Vec<String> {
        let mut known: HashSet<&[String]> = HashSet::new();
        for words in &self.texts {
            known.extend(words.windows(RUN));
        }
        if known.is_empty() {
            return Vec::new();
        }
        let tokens = parts(text).tokens;
        let words: Vec<String> = tokens.iter().map(|t| t.word.clone()).collect();
        let mut runs = Vec::new();
        let mut open: Option<(usize, usize)> = None;
        for (at, window) in words.windows(RUN).enumerate() {
            if known.contains(window) {
                open = Some((open.map_or(at, |(from, _)| from), at + RUN));
            } else {
                runs.extend(open.take());
            }
        }
        runs.extend(open);
        let place = |n: usize| tokens.get(n);
        runs.iter()
            .filter_map(|(from, to)| {
                let (first, last) = (place(*from)?, place(to.checked_sub(1)?)?);
                let run = text.get(first.from..last.to)?;
                Some(run.split_whitespace().collect::<Vec<_>>().join(" "))
            })
            .collect()
    }

    /// Their byte ranges, in order and without overlap.
    fn found(&self, tokens: &[Token]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut rest = tokens;
        while let Some((first, after)) = rest.split_first() {
            // A name alone may stand in the genitive.
            let stem = first.stem.as_ref().map(|(stem, _)| stem.as_str());
            let here = self
                .beginning(&first.word)
                .chain(stem.into_iter().flat_map(|stem| self.beginning(stem)))
                .filter(|words| words.len() >= self.least)
                .find_map(|words| Some((words.len(), end_of(words, rest)?)));
            match here {
                Some((words, to)) => {
                    found.push((first.from, to));
                    rest = rest.get(words..).unwrap_or_default();
                }
                None => rest = after,
            }
        }
        found
    }
}

/// The end of the words that the tokens begin with, in bytes.
fn end_of(words: &[String], tokens: &[Token]) -> Option<usize> {
    let (last, before) = words.split_last()?;
    let token = tokens.get(before.len())?;
    if !before.iter().zip(tokens).all(|(w, t)| *w == t.word) {
        return None;
    }
    if *last == token.word {
        return Some(token.to);
    }
    let (stem, to) = token.stem.as_ref()?;
    (last == stem).then_some(*to)
}

/// A text's words, as they are compared.
fn plain(text: &str) -> Vec<String> {
    parts(text).tokens.into_iter().map(|t| t.word).collect()
}

fn parts(text: &str) -> Parts {
    let mut parts = Parts::default();
    let mut open: Option<Token> = None;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first == '<'
            && let Some(length) = tag(rest)
        {
            // A tag may stand within a word that a page has cut in two; it ends a word all the same, as a line's end does.
            parts.tokens.extend(open.take());
            parts.tags.push((at, at + length));
            at += length;
            continue;
        }
        let (c, length) = match first {
            '&' => entity(rest).unwrap_or((first, 1)),
            '\\' => escape(rest),
            _ => (first, first.len_utf8()),
        };
        if c.is_alphanumeric() {
            let token = open.get_or_insert_with(|| Token {
                word: String::new(),
                from: at,
                to: at,
                stem: None,
            });
            token.word.extend(c.to_lowercase());
            token.to = at + length;
        } else if is_nothing(c) {
            if let Some(token) = &mut open {
                token.stem = Some((token.word.clone(), token.to));
            }
        } else {
            parts.tokens.extend(open.take());
        }
        at += length;
    }
    parts.tokens.extend(open);
    parts
}

/// Apostrophes of every style, and what cannot be seen: they neither end a word nor belong to it.
fn is_nothing(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' | '\u{b4}' | '\u{ad}' | '\u{200b}'
            ..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// The length of the tag that a text begins with.
fn tag(text: &str) -> Option<usize> {
    let next = text.chars().nth(1)?;
    if !(next.is_ascii_alphabetic() || next == '/' || next == '!') {
        return None;
    }
    let length = text.find('>')? + 1;
    (length <= TAG).then_some(length)
}

/// Decodes an entity such as `&#39;`: the character, and the entity's length in the text.
fn entity(text: &str) -> Option<(char, usize)> {
    let (name, _) = text.get(1..)?.split_once(';')?;
    // An ampersand and a semicolon far apart are prose, and no entity.
    if name.len() > 8 {
        return None;
    }
    let number = name.strip_prefix('#');
    let c = match number {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = match hex {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
        None => match html_escape::decode_html_entities(text.get(..name.len() + 2)?)
            .chars()
            .next()?
        {
            '&' if name != "amp" => return None,
            c => c,
        },
    };
    Some((c, name.len() + 2))
}

/// Decodes an escape of JSON or YAML: the character, and its length; a blank for a line break.
fn escape(text: &str) -> (char, usize) {
    let mut after = text.chars().skip(1);
    match after.next() {
        Some('n' | 'r' | 't') => (' ', 2),
        Some('u') => text
            .get(2..6)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32)
            .map_or((' ', 1), |c| (c, 6)),
        _ => (' ', 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        let mut words = Words::new(4);
        words.add(text);
        words
    }

    #[test]
    fn they_are_found_in_any_dress() {
        let words = words("I didn\u{2019}t know \u{201c}who\u{201d} to ring \u{e9}t\u{e9}.");
        for text in [
            "i didn't know who to ring \u{c9}T\u{c9}",
            "She said: 'I didn''t know\n   'who' to\n > ring \u{e9}t\u{e9}'",
            "<p>I didn&#39;t know &ldquo;who&rdquo; to</p><p>ring &eacute;t&#xe9;.</p>",
            "\"I didn\\u2019t know \\\"who\\\" to\\nring \u{e9}t\\u00e9\"",
        ] {
            assert!(words.are_in(text), "{text}");
            let replaced = words.replaced(text).unwrap();
            assert!(!words.are_in(&replaced), "{replaced}");
            assert!(replaced.contains(MARKER), "{replaced}");
        }
        assert!(!words.are_in("I did know who to ring \u{e9}t\u{e9}"));
        assert_eq!(words.replaced("nothing of it"), None);
    }

    #[test]
    fn only_they_go_and_tags_stay() {
        let words = words("one two three four");
        assert_eq!(
            words
                .replaced("a \u{201c}One two <b>three</b> four!\u{201d} b")
                .as_deref(),
            Some("a \u{201c}[removed]<b></b>!\u{201d} b")
        );
        assert_eq!(words.replaced("x one two three fourth"), None);
        assert_eq!(
            words
                .replaced("one two three four one two three four")
                .as_deref(),
            Some("[removed] [removed]")
        );
    }

    #[test]
    fn parts_of_them_are_told() {
        let words = words("a b c d e f g h i");
        assert_eq!(words.runs("x B c,\n d e f g y"), ["B c, d e f g"]);
        assert!(words.runs("x b c d e f y").is_empty());
        assert_eq!(words.runs("a b c d e f and d e f g h i").len(), 2);
    }

    #[test]
    fn a_name_is_one_in_the_genitive_too() {
        let mut name = Words::new(2);
        name.add("Ama Boateng");
        for text in [
            "Ama Boateng\u{2019}s rota",
            "ama boateng's",
            "ama.boateng@nhs.example",
        ] {
            assert!(name.are_in(text), "{text}");
        }
        let rota = name.replaced("Ama Boateng\u{2019}s rota");
        assert_eq!(rota.as_deref(), Some("[removed]\u{2019}s rota"));
        assert!(!name.are_in("Ama Boatengson"));
    }

    #[test]
    fn a_short_text_is_only_itself() {
        let words = words("Very good.");
        assert!(words.are("very good") && words.has_short());
        assert!(!words.are_in("It was very good"));
    }

    #[test]
    fn the_marker_is_nothing_to_forget() {
        assert!(words("[removed]").is_empty() && words("  ").is_empty());
    }
}
