//! Vocabulary of dates: months, weekdays, counts and filler words.
//!
//! It is kept apart from the grammar, so that a new spelling is one new row here.

use jiff::civil::Weekday;

/// English names of the months, in order. The one list of them: papers and periods of surveys use it too.
pub const MONTHS: [&str; 12] = [
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

/// Words that do not change a date: "by the end of february".
const FILLERS: [&str; 5] = ["by", "in", "of", "on", "the"];

/// A token of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateToken<'a> {
    /// One or two digits: a day, a month or a short year.
    Small(i32),
    /// More digits: a year, or a number of days.
    Large(i32),
    /// A run of letters, in lower case.
    Word(&'a str),
}

impl DateToken<'_> {
    /// A count, in digits or as a word.
    pub(super) fn count(self) -> Option<i32> {
        match self {
            Self::Small(value) | Self::Large(value) => Some(value),
            Self::Word(word) => look_up(&COUNTS, |&known| known == word),
        }
    }

    /// A year of four digits, or of two: `27` is 2027. One digit is refused as a typing error.
    pub(super) fn year(self) -> Option<i16> {
        match self {
            Self::Small(value @ 10..) => i16::try_from(2000 + value).ok(),
            Self::Large(value @ 1000..=9999) => i16::try_from(value).ok(),
            _ => None,
        }
    }
}

/// Splits a text in lower case into tokens; `None` if it contains any other character.
///
/// A hyphen, slash or full stop is only allowed after a token, so that "in -6 weeks" is not read as 6.
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
            // Digits beyond an i32 are no date in any form.
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

/// Number of a month, 1 to 12, by its name or a prefix of three letters or more, in lower case.
pub fn month(word: &str) -> Option<i8> {
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| begins(&name.to_lowercase(), word))
        .map(|(number, _)| number)
}

/// Weekday by its name or a prefix of three letters or more, in lower case.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    look_up(&WEEKDAYS, |name| begins(name, word))
}

/// Days of a unit of fixed length; `None` for months and years.
pub(super) fn unit_in_days(unit: &str) -> Option<i64> {
    match unit {
        "day" | "days" => Some(1),
        "week" | "weeks" => Some(7),
        _ => None,
    }
}

/// Last month of a season, 1 to 12 (meteorological: spring is March to May).
pub(super) fn season(word: &str) -> Option<i8> {
    match word {
        "spring" => Some(5),
        "summer" => Some(8),
        "autumn" | "fall" => Some(11),
        "winter" => Some(2),
        _ => None,
    }
}

fn begins(name: &str, word: &str) -> bool {
    // "ma" may be March or May, "ju" June or July: from three letters on a prefix has one meaning.
    word.len() >= 3 && name.starts_with(word)
}

fn look_up<T: Copy>(table: &[(&str, T)], is_it: impl Fn(&&str) -> bool) -> Option<T> {
    table
        .iter()
        .find(|(name, _)| is_it(name))
        .map(|&(_, value)| value)
}
