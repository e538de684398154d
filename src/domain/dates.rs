//! Dates as people type them and as they read them: "end feb" in, "28 February 2027" out.
//!
//! A due date is typed while a room waits, so whatever can mean only one day is taken; what was understood is shown back.

mod words;

use std::slice;

use jiff::{
    Span,
    civil::{Date, Time, Weekday},
};

use words::{DateToken, MONTHS, month, tokens, unit_in_days, weekday};

/// Why a text is no date: a sentence for the room.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("Type a date, such as {FORMS}.")]
    Empty,
    /// The text, or its beginning, in none of the forms.
    #[error("`{0}` is not a date. Write it as {FORMS}.")]
    Unknown(String),
    /// A day that the month does not have, in that year or, without one, in any.
    #[error("There is no {day} {month}{}.", .year.map(|year| format!(" {year}")).unwrap_or_default())]
    NoSuchDay {
        /// The day of the month as typed.
        day: i32,
        /// The month's name.
        month: &'static str,
        /// The year, if one was typed.
        year: Option<i16>,
    },
    /// A month beyond 12, which is mostly a day in the month's place.
    #[error("There is no month {0}. The day comes first, as in 28/2/2027.")]
    NoSuchMonth(i32),
    /// After the year 9999.
    #[error("That is too far ahead.")]
    TooFar,
}

/// The forms that [`understand`] takes, for the sentences that refuse one.
const FORMS: &str = "28 feb, 28/2/2027, 2027-02-28, end feb, mid march, friday, next monday, tomorrow or in 6 weeks";

/// Which day of a month is meant.
#[derive(Clone, Copy)]
enum Day {
    First,
    Numbered(i32),
    /// The 15th.
    Middle,
    Last,
}

/// The date that `text` means on the day `today`. Days come before months; capitals do not matter.
///
/// A date without a year is the next such date, today included; a month alone is its last day, "mid" its 15th, "early"
/// its 1st. "Friday" is today on a Friday, "next friday" never is. Two digits of a year are 2010 to 2099; other years
/// have four.
pub fn understand(text: &str, today: Date) -> Result<Date, DateError> {
    use DateToken::{Large, Small, Word};

    let unknown = || DateError::Unknown(text.trim().chars().take(40).collect());
    if text.trim().is_empty() {
        return Err(DateError::Empty);
    }
    let lower = text.to_lowercase();
    let tokens = tokens(&lower).ok_or_else(unknown)?;
    if let Some(date) = beside(&tokens, today) {
        return date;
    }
    let (day, in_month, in_year) = match *tokens.as_slice() {
        [
            Word("start" | "beginning" | "early"),
            Word(name),
            ref year @ ..,
        ] => (Day::First, month(name), year),
        [Word("mid" | "middle"), Word(name), ref year @ ..] => (Day::Middle, month(name), year),
        [Word(name), Small(day), ref year @ ..] | [Small(day), Word(name), ref year @ ..] => {
            (Day::Numbered(day), month(name), year)
        }
        [Word("end"), Word(name), ref year @ ..] | [Word(name), ref year @ ..] => {
            (Day::Last, month(name), year)
        }
        [ref year @ Large(_), Small(number), Small(day)] => (
            Day::Numbered(day),
            Some(numbered(number)?),
            slice::from_ref(year),
        ),
        [Small(day), Small(number), ref year @ ..] => {
            (Day::Numbered(day), Some(numbered(number)?), year)
        }
        _ => return Err(unknown()),
    };
    let in_month = in_month.ok_or_else(unknown)?;
    let in_year = match in_year {
        [] => None,
        [year] => Some(year.year().ok_or_else(unknown)?),
        _ => return Err(unknown()),
    };
    on(day, in_month, in_year, today)
}

/// A date told from `today`: a weekday, the year's end, or so many days, weeks, months or years on. `None` for any other form.
fn beside(tokens: &[DateToken<'_>], today: Date) -> Option<Result<Date, DateError>> {
    use DateToken::Word;

    let after = |span: Result<Span, jiff::Error>| {
        span.and_then(|span| today.checked_add(span))
            .map_err(|_| DateError::TooFar)
    };
    let next = |day: Weekday| today.nth_weekday(1, day).map_err(|_| DateError::TooFar);
    let date = match tokens {
        [Word("today")] => Ok(today),
        [Word("tomorrow")] => after(Span::new().try_days(1)),
        [Word("end"), Word("year")] => Ok(today.last_of_year()),
        [Word("next"), Word(day)] => next(weekday(day)?),
        [Word(day)] => match weekday(day)? {
            day if day == today.weekday() => Ok(today),
            day => next(day),
        },
        [count, Word(unit)] => {
            let count = count.count()?;
            match *unit {
                "month" | "months" => after(Span::new().try_months(count)),
                "year" | "years" => after(Span::new().try_years(count)),
                unit => after(Span::new().try_days(i64::from(count) * unit_in_days(unit)?)),
            }
        }
        _ => return None,
    };
    Some(date)
}

/// The month of a number typed for one, 1 to 12.
fn numbered(number: i32) -> Result<i8, DateError> {
    i8::try_from(number)
        .ok()
        .filter(|month| (1..=12).contains(month))
        .ok_or(DateError::NoSuchMonth(number))
}

/// That day of `month` (1 to 12) in `year`, or, without one, its next coming from `today`.
fn on(day: Day, month: i8, year: Option<i16>, today: Date) -> Result<Date, DateError> {
    let in_year = |year: i16| {
        let first = Date::new(year, month, 1).ok()?;
        match day {
            Day::First => Some(first),
            Day::Last => Some(first.last_of_month()),
            Day::Middle => Date::new(year, month, 15).ok(),
            Day::Numbered(day) => Date::new(year, month, i8::try_from(day).ok()?).ok(),
        }
    };
    let found = match year {
        Some(year) => in_year(year),
        // Eight years hold a 29 February even around 2100, which has none.
        None => {
            (0..=8).find_map(|ahead| in_year(today.year() + ahead).filter(|&date| date >= today))
        }
    };
    found.ok_or(match day {
        Day::Numbered(day) => DateError::NoSuchDay {
            day,
            month: name(month),
            year,
        },
        Day::First | Day::Middle | Day::Last => DateError::TooFar,
    })
}

/// `28 February 2027`.
pub fn say(date: Date) -> String {
    format!("{} {} {}", date.day(), name(date.month()), date.year())
}

/// `28 Feb 2027`: the month in three letters.
pub fn short(date: Date) -> String {
    let month: String = name(date.month()).chars().take(3).collect();
    format!("{} {month} {}", date.day(), date.year())
}

/// A time of day as it is read: `13:05`.
pub fn hm(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// The same day so many months later, or the last day of a month that has no such day; at most 31 December 9999.
pub fn months_after(date: Date, months: u32) -> Date {
    Span::new()
        .try_months(months)
        .and_then(|span| date.checked_add(span))
        .unwrap_or(Date::MAX)
}

/// The name of a month from 1 to 12.
fn name(month: i8) -> &'static str {
    let index = usize::try_from(month - 1).ok();
    index
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
