//! Parser and formats for dates: "end feb" in, "28 February 2027" out.
//!
//! Due dates are typed while a room waits. Any text with a single reading is accepted, and the reading is shown back. It is written
//! by hand because `interim`, the parser on top of `jiff`, does not know "mid march".

mod calendar;
mod words;

use std::slice;

use jiff::{
    Span,
    civil::{Date, Time, Weekday},
};

pub use self::calendar::{DayOff, day_off, day_off_words, working_day_before};
use self::words::{DateToken, season, tokens, unit_in_days, weekday};
pub use self::words::{MONTHS, month};

/// Reasons to refuse a text as a date, each a sentence for the room.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// An empty text.
    #[error("Type a date, such as {FORMS}.")]
    Empty,
    /// A text in none of the forms; holds its first 40 characters.
    #[error("`{0}` is not a date. Write it as {FORMS}.")]
    Unknown(String),
    /// A day that the month does not have in the given year, or in any year.
    #[error("There is no {day} {month}{}.", .year.map(|year| format!(" {year}")).unwrap_or_default())]
    NoSuchDay {
        /// Day of the month as typed.
        day: i32,
        /// Name of the month.
        month: &'static str,
        /// Year, if one was typed.
        year: Option<i16>,
    },
    /// A month above 12, usually a date with the month first.
    #[error("There is no month {0}. The day comes first, as in 28/2/2027.")]
    NoSuchMonth(i32),
    /// A date after the year 9999.
    #[error("That is too far ahead.")]
    TooFar,
}

/// Forms that [`understand`] accepts, for the refusals; a test parses each of them.
const FORMS: &str = "28 feb, 28/2/2027, 2027-02-28, end feb, mid march, friday, in 6 weeks, end of next month, by christmas or next spring";

/// Day within a month.
#[derive(Clone, Copy)]
enum DayOfMonth {
    First,
    Numbered(i32),
    /// The 15th.
    Middle,
    Last,
}

/// Parses a date typed on the day `today`. The day comes before the month; case does not matter.
///
/// A date without a year is the next such date, today included. A month alone is its last day, "mid" its 15th, "early"
/// its 1st. A season alone is its last day; Christmas and Easter are the last day before the holiday. "Friday" is today on a Friday, "next friday" never is. A year has four digits, or two for 2010 to 2099.
pub fn understand(text: &str, today: Date) -> Result<Date, DateError> {
    use DateToken::{Large, Small, Word};

    // A pasted page must not fill the wall with its refusal.
    let unknown = || DateError::Unknown(text.trim().chars().take(40).collect());
    if text.trim().is_empty() {
        return Err(DateError::Empty);
    }
    let lower = text.to_lowercase();
    let tokens = tokens(&lower).ok_or_else(unknown)?;
    // First, because the grammar below would take "next" and "end" for the names of months.
    if let Some(date) = beside(&tokens, today) {
        return date;
    }
    let (day, in_month, in_year) = match *tokens.as_slice() {
        [
            Word("start" | "beginning" | "early"),
            Word(name),
            ref year @ ..,
        ] => (DayOfMonth::First, month(name), year),
        [Word("mid" | "middle"), Word(name), ref year @ ..] => {
            (DayOfMonth::Middle, month(name), year)
        }
        [Word(name), Small(day), ref year @ ..] | [Small(day), Word(name), ref year @ ..] => {
            (DayOfMonth::Numbered(day), month(name), year)
        }
        [Word("end"), Word(name), ref year @ ..] | [Word(name), ref year @ ..] => {
            (DayOfMonth::Last, month(name), year)
        }
        // Year first is ISO 8601, where the day comes last.
        [ref year @ Large(_), Small(number), Small(day)] => (
            DayOfMonth::Numbered(day),
            Some(numbered(number)?),
            slice::from_ref(year),
        ),
        [Small(day), Small(number), ref year @ ..] => {
            (DayOfMonth::Numbered(day), Some(numbered(number)?), year)
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

/// Parses a date relative to `today`: a weekday, the end of the year, or a number of days, weeks, months or years ahead. `None`
/// for any other form.
fn beside(tokens: &[DateToken<'_>], today: Date) -> Option<Result<Date, DateError>> {
    use DateToken::Word;

    let after = |span: Result<Span, jiff::Error>| {
        span.and_then(|span| today.checked_add(span))
            .map_err(|_| DateError::TooFar)
    };
    let next = |day: Weekday| today.nth_weekday(1, day).map_err(|_| DateError::TooFar);
    // `today` comes from the caller: the domain has no clock, and a test or a rehearsal may set the day.
    let date = match tokens {
        [Word("today")] => Ok(today),
        [Word("tomorrow")] => after(Span::new().try_days(1)),
        [Word("end"), Word("year")] => Ok(today.last_of_year()),
        // As with a month's name, a month, a week or a year is its last day; a week of work ends on its Friday.
        [Word("end"), Word("month")] | [Word("end"), Word("this"), Word("month")] => {
            Ok(today.last_of_month())
        }
        [Word("next"), Word("month")] | [Word("end"), Word("next"), Word("month")] => {
            after(Span::new().try_months(1)).map(Date::last_of_month)
        }
        [Word("next"), Word("week")] | [Word("end"), Word("next"), Word("week")] => {
            let monday = next(Weekday::Monday);
            monday.and_then(|day| friday_of_week(day).ok_or(DateError::TooFar))
        }
        [Word("end"), Word("week")] | [Word("end"), Word("this"), Word("week")] => {
            friday_of_week(today).ok_or(DateError::TooFar)
        }
        [Word("next"), Word("year")] | [Word("end"), Word("next"), Word("year")] => {
            after(Span::new().try_years(1)).map(Date::last_of_year)
        }
        [Word("before"), holiday @ ..] => return before_holiday(holiday, today),
        holiday if let Some(day) = before_holiday(holiday, today) => day,
        [Word("end" | "this"), Word(name)] | [Word(name)] if let Some(month) = season(name) => {
            on(DayOfMonth::Last, month, None, today)
        }
        [Word("end"), Word(name), year] | [Word(name), year] if let Some(month) = season(name) => {
            let year = year.year()?;
            // Winter begins in the year that it is called after, and ends in the next.
            let year = if month < 3 {
                year.checked_add(1)?
            } else {
                year
            };
            on(DayOfMonth::Last, month, Some(year), today)
        }
        [Word("next"), Word(name)] if let Some(month) = season(name) => {
            let this = on(DayOfMonth::Last, month, None, today);
            // In spring "next spring" is the one of next year.
            this.and_then(|day| {
                let begun = day
                    .checked_sub(Span::new().months(2))
                    .map_or(day, Date::first_of_month);
                if begun > today {
                    return Ok(day);
                }
                on(DayOfMonth::Last, month, day.year().checked_add(1), today)
            })
        }
        [Word("next"), Word(day)] => next(weekday(day)?),
        [Word(day)] => match weekday(day)? {
            day if day == today.weekday() => Ok(today),
            day => next(day),
        },
        [count, Word(unit)] => {
            let count = count.count()?;
            match *unit {
                // By the calendar and not by 30 days: a month from 31 January is 28 February.
                "month" | "months" => after(Span::new().try_months(count)),
                "year" | "years" => after(Span::new().try_years(count)),
                unit => after(Span::new().try_days(i64::from(count) * unit_in_days(unit)?)),
            }
        }
        _ => return None,
    };
    Some(date)
}

/// The Friday of a day's week; of the next one on a weekend.
fn friday_of_week(day: Date) -> Option<Date> {
    match day.weekday() {
        Weekday::Friday => Some(day),
        _ => day.nth_weekday(1, Weekday::Friday).ok(),
    }
}

/// The last day before a holiday that people plan by; `None` for any other text.
// "By Christmas" and "before Easter" mean that it is done when the holiday begins.
fn before_holiday(tokens: &[DateToken<'_>], today: Date) -> Option<Result<Date, DateError>> {
    use DateToken::Word;

    let (holiday, year): (fn(i16) -> Option<Date>, _) = match tokens {
        [Word("christmas" | "xmas"), year @ ..] => (|y| Date::new(y, 12, 24).ok(), year),
        [Word("new"), Word("year"), year @ ..] => (|y| Date::new(y, 12, 31).ok(), year),
        [Word("easter"), year @ ..] => (calendar::maundy_thursday, year),
        _ => return None,
    };
    let found = match year {
        [] => (0..=1)
            .filter_map(|ahead| holiday(today.year().checked_add(ahead)?))
            .find(|day| *day >= today),
        [year] => holiday(year.year()?),
        _ => return None,
    };
    Some(found.ok_or(DateError::TooFar))
}

/// Checks a month typed as a number, 1 to 12.
fn numbered(number: i32) -> Result<i8, DateError> {
    i8::try_from(number)
        .ok()
        .filter(|month| (1..=12).contains(month))
        .ok_or(DateError::NoSuchMonth(number))
}

/// The date of a day of `month` (1 to 12) in `year`, or its next occurrence from `today`.
fn on(day: DayOfMonth, month: i8, year: Option<i16>, today: Date) -> Result<Date, DateError> {
    let in_year = |year: i16| {
        let first = Date::new(year, month, 1).ok()?;
        match day {
            DayOfMonth::First => Some(first),
            // "By February" means its end to everybody who has to deliver.
            DayOfMonth::Last => Some(first.last_of_month()),
            DayOfMonth::Middle => Date::new(year, month, 15).ok(),
            DayOfMonth::Numbered(day) => Date::new(year, month, i8::try_from(day).ok()?).ok(),
        }
    };
    let found = match year {
        Some(year) => in_year(year),
        // 29 February needs eight years at most: 2096 and 2104 are leap years, 2100 is not.
        None => {
            (0..=8).find_map(|ahead| in_year(today.year() + ahead).filter(|&date| date >= today))
        }
    };
    found.ok_or(match day {
        DayOfMonth::Numbered(day) => DateError::NoSuchDay {
            day,
            month: name(month),
            year,
        },
        DayOfMonth::First | DayOfMonth::Middle | DayOfMonth::Last => DateError::TooFar,
    })
}

/// Formats as `28 February 2027`.
pub fn say(date: Date) -> String {
    format!("{} {} {}", date.day(), name(date.month()), date.year())
}

/// Formats as `Sunday 28 February 2027`.
pub fn long(date: Date) -> String {
    format!("{} {}", weekday_name(date.weekday()), say(date))
}

/// Formats as `Sun 28 Feb 2027`.
pub fn short_with_weekday(date: Date) -> String {
    let day: String = weekday_name(date.weekday()).chars().take(3).collect();
    format!("{day} {}", short(date))
}

/// Formats as `28 Feb 2027`.
pub fn short(date: Date) -> String {
    let month: String = name(date.month()).chars().take(3).collect();
    format!("{} {month} {}", date.day(), date.year())
}

/// English name of a weekday.
pub fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// Formats a time of day as `13:05`.
pub fn hm(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// Name of a month from 1 to 12; empty for any other number.
fn name(month: i8) -> &'static str {
    let index = usize::try_from(month - 1).ok();
    index
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
