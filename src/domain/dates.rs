//! Days as people type them, and as they are shown.
//!
//! A room says "end of Feb"; what was understood stands beside it, so that nobody has to learn a format.

use jiff::{
    Span, ToSpan,
    civil::{Date, Weekday},
};

/// Why a text is no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateProblem {
    /// Nothing of it is a day.
    #[error("I do not know that day: 28 feb, end march, in 6 weeks or 2027-02-28 will do.")]
    Unknown,
    /// There is no such day.
    #[error("There is no such day: {0}.")]
    Impossible(String),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// As on a page: `28 February 2027`.
pub fn say(date: Date) -> String {
    format!(
        "{} {} {}",
        date.day(),
        capital(month_name(date.month())),
        date.year()
    )
}

/// As in a table: `28 Feb 2027`.
pub fn short(date: Date) -> String {
    let name: String = capital(month_name(date.month())).chars().take(3).collect();
    format!("{} {name} {}", date.day(), date.year())
}

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|i| MONTHS.get(i))
        .copied()
        .unwrap_or_default()
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The day that a text means, counted from `today`. Days come before months; without a year it is the next such day.
pub fn understand(text: &str, today: Date) -> Result<Date, DateProblem> {
    let lower = text.trim().to_lowercase();
    if let Ok(date) = lower.parse::<Date>() {
        return Ok(date);
    }
    let spaced: String = lower
        .chars()
        .map(|c| {
            if matches!(c, '/' | '.' | ',' | '-') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let words: Vec<&str> = spaced
        .split_whitespace()
        .filter(|w| !matches!(*w, "of" | "the" | "on" | "by"))
        .collect();
    match words.as_slice() {
        ["today"] => Ok(today),
        ["tomorrow"] => later(today, 1.day()),
        ["in", n, unit] | [n, unit] if span(n, unit).is_some() => {
            span(n, unit).map_or(Err(DateProblem::Unknown), |s| later(today, s))
        }
        ["next", day] | [day] if weekday(day).is_some() => {
            let day = weekday(day).ok_or(DateProblem::Unknown)?;
            today.nth_weekday(1, day).map_err(|_| DateProblem::Unknown)
        }
        ["end", rest @ ..] => month_and_year(rest, today, jiff::civil::Date::last_of_month),
        ["start" | "beginning" | "early", rest @ ..] => month_and_year(rest, today, |first| first),
        ["mid" | "middle", rest @ ..] => month_and_year(rest, today, |first| {
            first.with().day(15).build().unwrap_or(first)
        }),
        [y, m, d] if y.len() == 4 && number(y).is_some() => build(number(y), month(m), number(d)),
        [d, m, y]
            if month(m).is_some() && number(d.trim_end_matches(char::is_alphabetic)).is_some() =>
        {
            build(year(y), month(m), day(d))
        }
        [m, d, y] if name_of_month(m).is_some() => build(year(y), name_of_month(m), day(d)),
        [a, b] => {
            let (d, m) = if name_of_month(a).is_some() {
                (b, a)
            } else {
                (a, b)
            };
            match (day(d), month(m)) {
                // `feb 2027` is its end.
                (Some(year), Some(_)) if year > 31 => {
                    month_and_year(&[m, d], today, jiff::civil::Date::last_of_month)
                }
                (Some(d), Some(m)) => next(d, m, today),
                _ => Err(DateProblem::Unknown),
            }
        }
        [m] if name_of_month(m).is_some() => {
            month_and_year(&[m], today, jiff::civil::Date::last_of_month)
        }
        _ => Err(DateProblem::Unknown),
    }
}

fn later(today: Date, span: Span) -> Result<Date, DateProblem> {
    today.checked_add(span).map_err(|_| DateProblem::Unknown)
}

fn span(n: &str, unit: &str) -> Option<Span> {
    let n: i32 = match n {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "six" => 6,
        _ => n.parse().ok().filter(|n| *n <= 10_000)?,
    };
    match unit {
        "day" | "days" => Some(n.days()),
        "week" | "weeks" => Some(n.weeks()),
        "month" | "months" => Some(n.months()),
        "year" | "years" => Span::new().try_years(n).ok(),
        _ => None,
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    let found = DAYS
        .iter()
        .find(|(name, _)| word.len() >= 3 && name.starts_with(word));
    found.map(|(_, day)| *day)
}

fn name_of_month(word: &str) -> Option<i16> {
    let at = MONTHS
        .iter()
        .position(|m| word.len() >= 3 && m.starts_with(word))?;
    i16::try_from(at + 1).ok()
}

fn month(word: &str) -> Option<i16> {
    name_of_month(word).or_else(|| number(word).filter(|m| (1..=12).contains(m)))
}

fn number(word: &str) -> Option<i16> {
    word.parse().ok().filter(|n| *n >= 0)
}

fn day(word: &str) -> Option<i16> {
    number(
        word.trim_end_matches("st")
            .trim_end_matches("nd")
            .trim_end_matches("rd")
            .trim_end_matches("th"),
    )
}

fn year(word: &str) -> Option<i16> {
    let n = number(word)?;
    Some(if word.len() <= 2 { 2000 + n } else { n })
}

fn build(year: Option<i16>, month: Option<i16>, day: Option<i16>) -> Result<Date, DateProblem> {
    let (Some(year), Some(month), Some(day)) = (year, month, day) else {
        return Err(DateProblem::Unknown);
    };
    let impossible = || {
        let name = i8::try_from(month).map(month_name).unwrap_or_default();
        DateProblem::Impossible(format!("{day} {} {year}", capital(name)))
    };
    let (m, d) = (
        i8::try_from(month).map_err(|_| impossible())?,
        i8::try_from(day).map_err(|_| impossible())?,
    );
    Date::new(year, m, d).map_err(|_| impossible())
}

/// The next such day, today included.
fn next(day: i16, month: i16, today: Date) -> Result<Date, DateProblem> {
    let this = build(Some(today.year()), Some(month), Some(day));
    match this {
        Ok(date) if date >= today => Ok(date),
        // 29 February is there in some years only.
        _ => (1..=8)
            .find_map(|n| build(Some(today.year() + n), Some(month), Some(day)).ok())
            .ok_or_else(|| this.err().unwrap_or(DateProblem::Unknown)),
    }
}

fn month_and_year(
    words: &[&str],
    today: Date,
    pick: impl Fn(Date) -> Date,
) -> Result<Date, DateProblem> {
    match words {
        ["year"] => build(Some(today.year()), Some(12), Some(31)),
        [m] => {
            let month = name_of_month(m).ok_or(DateProblem::Unknown)?;
            let this = pick(build(Some(today.year()), Some(month), Some(1))?);
            if this >= today {
                Ok(this)
            } else {
                Ok(pick(build(Some(today.year() + 1), Some(month), Some(1))?))
            }
        }
        [m, y] => Ok(pick(build(year(y), name_of_month(m), Some(1))?)),
        _ => Err(DateProblem::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_understood_as_people_type_them() {
        let today = date(2026, 11, 24);
        for (text, day) in [
            ("2027-02-28", date(2027, 2, 28)),
            ("28 feb", date(2027, 2, 28)),
            ("28 February 2027", date(2027, 2, 28)),
            ("28/2/2027", date(2027, 2, 28)),
            ("28.2.27", date(2027, 2, 28)),
            ("3rd march", date(2027, 3, 3)),
            ("march 3", date(2027, 3, 3)),
            ("24 nov", date(2026, 11, 24)),
            ("23 nov", date(2027, 11, 23)),
            ("end feb", date(2027, 2, 28)),
            ("End of February", date(2027, 2, 28)),
            ("mid march", date(2027, 3, 15)),
            ("feb", date(2027, 2, 28)),
            ("feb 2028", date(2028, 2, 29)),
            ("end of the year", date(2026, 12, 31)),
            ("today", today),
            ("tomorrow", date(2026, 11, 25)),
            ("in 6 weeks", date(2027, 1, 5)),
            ("6 weeks", date(2027, 1, 5)),
            ("in 3 months", date(2027, 2, 24)),
            ("in 10 days", date(2026, 12, 4)),
            ("friday", date(2026, 11, 27)),
            ("next tuesday", date(2026, 12, 1)),
            ("29 feb", date(2028, 2, 29)),
        ] {
            assert_eq!(understand(text, today), Ok(day), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_said() {
        let today = date(2026, 11, 24);
        assert_eq!(
            understand("31 feb 2027", today),
            Err(DateProblem::Impossible("31 February 2027".into()))
        );
        assert!(matches!(
            understand("31 april", today),
            Err(DateProblem::Impossible(_))
        ));
        for text in [
            "",
            "soon",
            "when we can",
            "99",
            "in x weeks",
            "13/13/2027",
            "in 99999999 days",
        ] {
            assert!(understand(text, today).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_day_that_is_said_is_understood(days in 0_i32..20_000, from in 0_i32..20_000) {
            let start = date(2000, 1, 1);
            let day = start.checked_add(days.days()).unwrap();
            let today = start.checked_add(from.days()).unwrap();
            prop_assert_eq!(understand(&say(day), today), Ok(day));
            prop_assert_eq!(understand(&short(day), today), Ok(day));
            prop_assert_eq!(understand(&day.to_string(), today), Ok(day));
        }

        #[test]
        fn any_text_is_understood_or_refused(text in "\\PC{0,40}") {
            let _ = understand(&text, date(2026, 11, 24));
        }
    }
}
