//! The words dates are made of: months, weekdays, counts, and the small words that carry nothing.
//!
//! Apart from the grammar, so that a word is added in one place and no form need know how it was spelt.

use jiff::civil::Weekday;

/// The months in order.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const COUNTS: [(&str, i32); 14] = [
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
];

/// Said before or inside a date without changing it: "by the end of february".
const FILLERS: [&str; 5] = ["by", "in", "of", "on", "the"];

/// What a date is made of, once the signs between are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateToken<'a> {
    /// One or two digits: a day, a month, or the end of a year.
    Small(i32),
    /// More digits: a year, or many days.
    Large(i32),
    /// Letters, in lower case.
    Word(&'a str),
}

impl DateToken<'_> {
    /// How many, said as a number or as a word.
    pub(super) fn count(self) -> Option<i32> {
        match self {
            Self::Small(value) | Self::Large(value) => Some(value),
            Self::Word(word) => look_up(&COUNTS, |&known| known == word),
        }
    }

    /// The year: `27` is 2027, and one digit is a slip.
    pub(super) fn year(self) -> Option<i16> {
        match self {
            Self::Small(value @ 10..) => i16::try_from(2000 + value).ok(),
            Self::Large(value @ 1000..=9999) => i16::try_from(value).ok(),
            _ => None,
        }
    }
}

/// The tokens of a text in lower case; `None` where it holds anything else.
///
/// A hyphen, slash or full stop only stands behind a token, so that "in -6 weeks" is not taken for 6.
pub(super) fn tokens(text: &str) -> Option<Vec<DateToken<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut behind_token = false;
    while let Some(c) = rest.chars().next() {
        let same_kind: fn(char) -> bool = match c {
            _ if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            _ if c.is_alphabetic() => char::is_alphabetic,
            _ => {
                let separates = match c {
                    '-' | '/' | '.' => behind_token,
                    _ => c == ',' || c.is_whitespace(),
                };
                rest = rest.strip_prefix(c).filter(|_| separates)?;
                behind_token = false;
                continue;
            }
        };
        let end = rest.find(|c| !same_kind(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if c.is_ascii_digit() {
            let value = run.parse().ok()?;
            let is_small = run.len() <= 2;
            tokens.push(if is_small {
                DateToken::Small(value)
            } else {
                DateToken::Large(value)
            });
        } else if !FILLERS.contains(&run) && !is_ordinal_ending(run, tokens.last()) {
            tokens.push(DateToken::Word(run));
        }
        rest = after;
        behind_token = true;
    }
    Some(tokens)
}

fn is_ordinal_ending(word: &str, before: Option<&DateToken<'_>>) -> bool {
    matches!(before, Some(DateToken::Small(_))) && ["st", "nd", "rd", "th"].contains(&word)
}

/// The month, 1 to 12, of a name or its beginning of three letters or more.
pub(super) fn month(word: &str) -> Option<i8> {
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| begins(&name.to_lowercase(), word))
        .map(|(number, _)| number)
}

/// The weekday of a name or its beginning of three letters or more.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    look_up(&WEEKDAYS, |name| begins(name, word))
}

/// The days of a unit that always has as many.
pub(super) fn unit_in_days(unit: &str) -> Option<i64> {
    match unit {
        "day" | "days" => Some(1),
        "week" | "weeks" => Some(7),
        _ => None,
    }
}

fn begins(name: &str, word: &str) -> bool {
    word.len() >= 3 && name.starts_with(word)
}

fn look_up<T: Copy>(table: &[(&str, T)], is_it: impl Fn(&&str) -> bool) -> Option<T> {
    table
        .iter()
        .find(|(name, _)| is_it(name))
        .map(|&(_, value)| value)
}
