//! Vocabulary of amounts: numbers, units, frequencies and filler words.
//!
//! It is kept apart from the grammar, so that a new spelling is one new row here.

use super::{AmountError, ONE};

/// A token of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AmountToken {
    /// A number in digits, in millionths.
    Number(u128),
    /// A run of letters, in lower case.
    Word(String),
    /// A currency sign, such as £.
    Currency,
}

/// An amount without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InWords {
    NotKnown,
    Nothing,
}

const NOT_KNOWN: &[&str] = &[
    "",
    "?",
    "don't know",
    "dont know",
    "not known",
    "not known yet",
    "not sure",
    "tbc",
    "tbd",
    "unknown",
];

const NOTHING: &[&str] = &[
    "free",
    "free of charge",
    "nil",
    "no cost",
    "no costs",
    "no hours",
    "no money",
    "no time",
    "none",
    "nothing",
    "zero",
];

const NUMBERS: &[(&str, u128)] = &[
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const SCALES: &[(&str, u128)] = &[
    ("hundred", 100),
    ("k", 1_000),
    ("thousand", 1_000),
    ("grand", 1_000),
    ("m", 1_000_000),
    ("million", 1_000_000),
];

const MINUTES: &[(&str, u128)] = &[
    ("h", 60),
    ("hr", 60),
    ("hrs", 60),
    ("hour", 60),
    ("hours", 60),
    ("min", 1),
    ("mins", 1),
    ("minute", 1),
    ("minutes", 1),
];

const TIMES_A_YEAR: &[(&str, u128)] = &[
    ("week", 52),
    ("wk", 52),
    ("weekly", 52),
    ("fortnight", 26),
    ("fortnightly", 26),
    ("month", 12),
    ("mth", 12),
    ("monthly", 12),
    ("quarter", 4),
    ("quarterly", 4),
    ("year", 1),
    ("yr", 1),
    ("yearly", 1),
    ("annually", 1),
];

/// Words that do not change an amount: "about 200 in total".
const FILLERS: &[&str] = &[
    "about",
    "almost",
    "approx",
    "approximately",
    "around",
    "ca",
    "circa",
    "first",
    "in",
    "just",
    "maybe",
    "nearly",
    "of",
    "only",
    "perhaps",
    "probably",
    "roughly",
    "some",
    "staff",
    "the",
    "time",
    "total",
];

const CURRENCIES: &[&str] = &[
    "", "dollar", "dollars", "eur", "euro", "euros", "gbp", "pound", "pounds", "quid", "usd",
];

/// Looks up a text such as "tbc" or "free"; `None` if it needs parsing.
pub(super) fn in_words(text: &str) -> Option<InWords> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    let text = text.replace('\u{2019}', "'");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if NOT_KNOWN.contains(&text.as_str()) {
        return Some(InWords::NotKnown);
    }
    NOTHING.contains(&text.as_str()).then_some(InWords::Nothing)
}

pub(super) fn number(word: &str) -> Option<u128> {
    if word == "half" {
        return Some(ONE / 2);
    }
    look_up(NUMBERS, word).map(|n| n * ONE)
}

pub(super) fn scale(word: &str) -> Option<u128> {
    look_up(SCALES, word)
}

pub(super) fn minutes(word: &str) -> Option<u128> {
    look_up(MINUTES, word)
}

pub(super) fn times_a_year(word: &str) -> Option<u128> {
    look_up(TIMES_A_YEAR, word)
}

/// True for a noun that an article can count: "an hour", "a thousand", "a pound".
pub(super) fn is_unit(word: &str) -> bool {
    let money = is_currency(word) && !word.is_empty();
    minutes(word).is_some() || is_day(word) || scale(word).is_some() || money
}

pub(super) fn is_day(word: &str) -> bool {
    matches!(word, "day" | "days")
}

pub(super) fn is_each(word: &str) -> bool {
    matches!(word, "a" | "an" | "each" | "every" | "per")
}

pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

pub(super) fn is_currency(word: &str) -> bool {
    CURRENCIES.contains(&word)
}

/// True for a word between two alternatives, as in "10 to 15".
pub(super) fn is_between(word: &str) -> bool {
    matches!(word, "and" | "or" | "to")
}

fn look_up(table: &[(&str, u128)], word: &str) -> Option<u128> {
    let found = table.iter().find(|(name, _)| *name == word);
    found.map(|(_, value)| *value)
}

/// Splits a text into tokens.
///
/// # Errors
/// A number that is ambiguous, too long or one of a range; `None` for any other character that no amount contains.
pub(super) fn tokens(text: &str) -> Result<Vec<AmountToken>, Option<AmountError>> {
    let lower = text.to_lowercase();
    let mut tokens: Vec<AmountToken> = Vec::new();
    let mut rest = lower.as_str();
    while let Some(c) = rest.chars().next() {
        // "10-15" is a range, while a dash elsewhere is no part of an amount.
        let behind_number = matches!(tokens.last(), Some(AmountToken::Number(_)));
        let run = match c {
            _ if c.is_ascii_digit() => number_run(rest),
            _ if c.is_alphabetic() => rest
                .find(|c: char| !c.is_alphabetic())
                .map_or(rest, |end| rest.get(..end).unwrap_or(rest)),
            _ => rest.get(..c.len_utf8()).unwrap_or(rest),
        };
        rest = rest.get(run.len()..).unwrap_or_default();
        match c {
            _ if c.is_ascii_digit() => {
                let next = rest.trim_start().split(|c: char| !c.is_alphabetic()).next();
                // "1.255k" can only be decimals: nobody writes thousands before a "k".
                let scaled = next.is_some_and(|word| scale(word).is_some());
                tokens.push(AmountToken::Number(digits(run, scaled)?));
            }
            '½' | '¼' | '¾' => {
                let part = match c {
                    '¼' => ONE / 4,
                    '½' => ONE / 2,
                    _ => ONE / 4 * 3,
                };
                match tokens.last_mut() {
                    Some(AmountToken::Number(n)) => *n += part,
                    _ => tokens.push(AmountToken::Number(part)),
                }
            }
            _ if c.is_alphabetic() => tokens.push(AmountToken::Word(run.to_owned())),
            '£' | '€' | '$' => tokens.push(AmountToken::Currency),
            // "£50/month" is typed more often than "per".
            '/' => tokens.push(AmountToken::Word("per".to_owned())),
            // Elsewhere a dash is refused below: "-3" is no amount, and dropping the sign would make it one.
            '-' | '\u{2013}' if behind_number => return Err(Some(AmountError::Several)),
            ',' | ';' | '.' | '~' | '+' | '?' | '!' => {}
            _ if c.is_whitespace() => {}
            _ => return Err(None),
        }
    }
    Ok(tokens)
}

/// The number at the start of `text`, with its separators; a space counts as one only before exactly three digits.
fn number_run(text: &str) -> &str {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        let goes_on = match c {
            _ if c.is_ascii_digit() => true,
            ',' | '.' => digits > 0,
            ' ' | '\u{a0}' | '\u{202f}' => digits == 3,
            _ => false,
        };
        if !goes_on {
            break;
        }
        end = at + c.len_utf8();
    }
    text.get(..end).unwrap_or(text)
}

/// Parses a number into millionths. Three decimals are ambiguous (`1.255` may be thousands) unless `scaled`, as in `1.255k`.
fn digits(run: &str, scaled: bool) -> Result<u128, Option<AmountError>> {
    let two_ways = || Some(AmountError::TwoWays(run.to_owned()));
    let (whole, parts) = run
        .split_once('.')
        .map_or((run, None), |(w, p)| (w, Some(p)));
    let mut groups = whole.split([',', ' ', '\u{a0}', '\u{202f}']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    // "1,5" is one and a half in most of Europe, and "12,34" is nothing at all here.
    if !rest.is_empty() && (first.len() > 3 || rest.iter().any(|g| g.len() != 3)) {
        return Err(two_ways());
    }
    let parts = parts.unwrap_or_default();
    let is_long = parts.len() > 6 || (parts.len() == 3 && !scaled);
    if is_long || !parts.chars().all(|c| c.is_ascii_digit()) {
        return Err(two_ways());
    }
    let joined: String = [first].into_iter().chain(rest).collect();
    let number = |text: &str| {
        text.parse::<u128>()
            .map_err(|_| Some(AmountError::TooLarge))
    };
    let whole = number(&joined)?;
    let parts = number(&format!("{parts:0<6}"))?;
    whole
        .checked_mul(ONE)
        .and_then(|n| n.checked_add(parts))
        .ok_or(Some(AmountError::TooLarge))
}
