//! Splits a comment into words, each with its capitalisation and its place in the sentence.
//!
//! Capital letters tell names from other words, but little at the start of a sentence.

use super::lexicon::{self, Classes, WordClass};

/// Capitalisation of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `ward`
    Small,
    /// `Ward`, `McKay`
    Capital,
    /// `WARD`
    Shouted,
    /// `iPad`
    Mixed,
    /// `12`, `7b`
    Number,
}

/// Position of a word in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordPosition {
    /// First word.
    First,
    /// After a quotation mark, bracket, colon or dash, where a capital may be due to the mark.
    AfterMark,
    /// Anywhere else.
    Inside,
}

/// A word of a comment.
#[derive(Clone, Debug)]
pub(super) struct CommentToken<'t> {
    /// The word as written.
    pub(super) text: &'t str,
    /// Byte offset of its start.
    pub(super) from: usize,
    /// Byte offset of its end, exclusive.
    pub(super) to: usize,
    /// The word in small letters, without a possessive `'s`.
    pub(super) base: String,
    /// Capitalisation.
    pub(super) shape: Shape,
    /// Position in the sentence.
    pub(super) place: WordPosition,
    /// Text between this word and the one before.
    pub(super) gap: &'t str,
    /// Word classes.
    pub(super) classes: Classes,
}

impl CommentToken<'_> {
    /// True if it has the class.
    pub(super) fn is(&self, class: WordClass) -> bool {
        self.classes.has(class)
    }

    /// True for `Ward` and `WARD`.
    pub(super) fn has_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Shouted)
    }

    /// True for a few capitals that are no name: `ENT`, or the initials of a hospital.
    pub(super) fn is_acronym(&self) -> bool {
        self.shape == Shape::Shouted
            && self.text.chars().count() < 6
            && !self.is(WordClass::Name)
            && !self.is(WordClass::GivenName)
    }

    /// True for letters, hyphens and apostrophes only.
    pub(super) fn is_word(&self) -> bool {
        self.shape != Shape::Number
    }

    /// True if only blanks separate it from the word before.
    pub(super) fn follows(&self) -> bool {
        !self.gap.is_empty() && self.gap.chars().all(|c| c == ' ' || c == '\u{a0}')
    }
}

/// True inside a word; combining accents belong to their letter.
fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn joins(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}')
}

/// Words of a text.
pub(super) fn tokens(text: &str) -> Vec<CommentToken<'_>> {
    let mut tokens: Vec<CommentToken<'_>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut end_before = 0;
    while let Some((from, c)) = chars.next() {
        if !is_inner(c) {
            continue;
        }
        let mut to = from + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            // A joining sign counts only between letters: a closing quotation mark is the same character as an apostrophe.
            let goes_on = is_inner(next)
                || (joins(next)
                    && text
                        .get(at + next.len_utf8()..)
                        .and_then(|rest| rest.chars().next())
                        .is_some_and(is_inner));
            if !goes_on {
                break;
            }
            to = at + next.len_utf8();
            chars.next();
        }
        let (Some(word), Some(gap)) = (text.get(from..to), text.get(end_before..from)) else {
            continue;
        };
        let place = place(gap, tokens.last());
        let base = base(word);
        let classes = lexicon::classes(&base);
        tokens.push(CommentToken {
            text: word,
            from,
            to,
            shape: shape(word),
            place,
            gap,
            classes,
            base,
        });
        end_before = to;
    }
    tokens
}

/// A word in small letters with straight apostrophes, without a possessive `'s`.
pub(super) fn base(word: &str) -> String {
    let lower: String = word
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '\u{2019}' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            c => c,
        })
        .collect();
    match lower.strip_suffix("'s") {
        // "It's" is "it is" and no possessive; without these words "she's" would be looked up as a name of "she".
        Some(short)
            if !matches!(
                short,
                "it" | "that"
                    | "he"
                    | "she"
                    | "who"
                    | "what"
                    | "there"
                    | "here"
                    | "let"
                    | "how"
                    | "where"
            ) =>
        {
            short.to_owned()
        }
        _ => lower,
    }
}

fn shape(word: &str) -> Shape {
    if word.chars().any(char::is_numeric) {
        return Shape::Number;
    }
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let upper = letters.iter().filter(|c| c.is_uppercase()).count();
    let begins = letters.first().is_some_and(|c| c.is_uppercase());
    match upper {
        0 => Shape::Small,
        _ if upper == letters.len() && upper > 1 => Shape::Shouted,
        1 if begins => Shape::Capital,
        _ if begins && parts_begin_with_capitals(word) => Shape::Capital,
        _ if !begins && parts_begin_with_capitals(word) => Shape::Capital,
        _ => Shape::Mixed,
    }
}

/// True if every capital begins a part: `Ellis-Moore`, `O'Brien`, `McKay`, `al-Amin`.
fn parts_begin_with_capitals(word: &str) -> bool {
    let parts = word.split(['-', '\'', '\u{2019}', '\u{2010}', '\u{2011}']);
    parts.into_iter().all(|part| {
        let rest = part
            .strip_prefix("Mc")
            .or_else(|| part.strip_prefix("Mac"))
            .or_else(|| part.strip_prefix("De"))
            .or_else(|| part.strip_prefix("Fitz"))
            .unwrap_or(part);
        // Anything else with capitals inside is a product or a slip of the shift key: "iPad", "WHen".
        rest.chars().skip(1).all(|c| !c.is_uppercase())
    })
}

/// Abbreviations whose full stop does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "dr", "drs", "mr", "mrs", "ms", "mx", "prof", "st", "rev", "fr", "no", "approx", "etc", "eg",
    "e.g", "i.e", "vs", "hosp", "appt", "tel", "ext",
];

fn place(gap: &str, before: Option<&CommentToken<'_>>) -> WordPosition {
    let Some(before) = before else {
        return WordPosition::First;
    };
    // After "Dr." the sentence goes on, so its capital is a name's. One capital letter is an initial, except "I".
    let short = ABBREVIATIONS.contains(&before.base.as_str())
        || (before.shape == Shape::Capital
            && before.text.chars().count() == 1
            && before.base != "i");
    let stop_of_short_form = short && matches!(gap.trim_end(), "." | "");
    let ends = |c: char| {
        matches!(
            c,
            '.' | '!' | '?' | ';' | '\n' | '\r' | '\u{2026}' | '\u{2022}'
        )
    };
    // A line break ends a sentence even after an abbreviation: lists are written without full stops.
    if gap.contains(ends) && (!stop_of_short_form || gap.contains('\n')) {
        return WordPosition::First;
    }
    let marks = |c: char| {
        matches!(
            c,
            '"' | '\u{201c}'
                | '\u{201d}'
                | '\u{2018}'
                | '('
                | '['
                | ':'
                | '\u{2013}'
                | '\u{2014}'
                | '*'
                | '/'
        )
    };
    if gap.contains(marks) || gap.contains(" - ") || gap.contains(" '") {
        return WordPosition::AfterMark;
    }
    WordPosition::Inside
}
