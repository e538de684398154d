//! A comment cut into words, each with how it is written and whether a sentence begins with it.
//!
//! Names are told from other words by their capital letter, and a capital letter means little where a sentence begins.

use super::lexicon::{self, Class, Classes};

/// The way in which a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `ward`
    Small,
    /// `Ward`
    Capital,
    /// `WARD`
    Shouted,
    /// `iPad`, `McKay` is a capital one
    Mixed,
    /// `12`, `7b`
    Number,
}

/// The place of a word in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The first word.
    First,
    /// Behind a quotation mark, a bracket, a colon or a dash, where a capital letter may stand by itself.
    AfterMark,
    /// Anywhere else.
    Inside,
}

/// A word of a comment.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    /// The word as it is written.
    pub(super) text: &'t str,
    /// The byte at which it begins.
    pub(super) from: usize,
    /// The byte behind its end.
    pub(super) to: usize,
    /// The word in small letters, without the `'s` of "Ama's".
    pub(super) base: String,
    /// The way in which it is written.
    pub(super) shape: Shape,
    /// Its place in the sentence.
    pub(super) place: Place,
    /// The text between the word before and this one.
    pub(super) gap: &'t str,
    /// Its classes.
    pub(super) classes: Classes,
}

impl Token<'_> {
    /// Whether it is a word of that class.
    pub(super) fn is(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    /// Whether it is written with a capital letter, or all in capitals.
    pub(super) fn has_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Shouted)
    }

    /// Whether it is a few capitals that nobody is called: `ENT`, a hospital's short name.
    pub(super) fn is_acronym(&self) -> bool {
        self.shape == Shape::Shouted
            && self.text.chars().count() < 6
            && !self.is(Class::Name)
            && !self.is(Class::GivenName)
    }

    /// Whether it has letters only, apart from hyphens and apostrophes.
    pub(super) fn is_word(&self) -> bool {
        self.shape != Shape::Number
    }

    /// Whether only blanks stand between it and the word before.
    pub(super) fn follows(&self) -> bool {
        !self.gap.is_empty() && self.gap.chars().all(|c| c == ' ' || c == '\u{a0}')
    }
}

/// Combining accents belong to the letter before them.
fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn joins(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}')
}

/// The words of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut end_before = 0;
    while let Some((from, c)) = chars.next() {
        if !is_inner(c) {
            continue;
        }
        let mut to = from + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
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
        tokens.push(Token {
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

/// A word in small letters with straight apostrophes, without the `'s` of "Ama's".
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

/// `Ellis-Moore`, `O'Brien`, `McKay`, `al-Amin`: each capital letter begins a part.
fn parts_begin_with_capitals(word: &str) -> bool {
    let parts = word.split(['-', '\'', '\u{2019}', '\u{2010}', '\u{2011}']);
    parts.into_iter().all(|part| {
        let rest = part
            .strip_prefix("Mc")
            .or_else(|| part.strip_prefix("Mac"))
            .or_else(|| part.strip_prefix("De"))
            .or_else(|| part.strip_prefix("Fitz"))
            .unwrap_or(part);
        rest.chars().skip(1).all(|c| !c.is_uppercase())
    })
}

/// Short forms whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "dr", "drs", "mr", "mrs", "ms", "mx", "prof", "st", "rev", "fr", "no", "approx", "etc", "eg",
    "e.g", "i.e", "vs", "hosp", "appt", "tel", "ext",
];

fn place(gap: &str, before: Option<&Token<'_>>) -> Place {
    let Some(before) = before else {
        return Place::First;
    };
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
    if gap.contains(ends) && (!stop_of_short_form || gap.contains('\n')) {
        return Place::First;
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
        return Place::AfterMark;
    }
    Place::Inside
}
