//! Days on which nobody works: weekends and the bank holidays of England and Wales.
//!
//! They are computed and not listed, so that a date years ahead is right without a new version. A holiday that is
//! proclaimed for a single year, such as a coronation, is not among them.

use jiff::{
    ToSpan as _,
    civil::{Date, Weekday},
};

use super::weekday_name;

/// The reason why nobody works on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOff {
    /// A Saturday or Sunday.
    Weekend(Weekday),
    /// A bank holiday of England and Wales, by name.
    BankHoliday(&'static str),
}

/// The reason why nobody works on a day; `None` for a working day.
pub fn day_off(date: Date) -> Option<DayOff> {
    if let Some(name) = bank_holiday(date) {
        return Some(DayOff::BankHoliday(name));
    }
    let day = date.weekday();
    matches!(day, Weekday::Saturday | Weekday::Sunday).then_some(DayOff::Weekend(day))
}

/// The last working day before a date.
pub fn working_day_before(date: Date) -> Date {
    let mut day = date;
    // At most a week: Christmas on a Saturday is followed by two substitute days, with a weekend before them.
    for _ in 0..7 {
        day = day.saturating_sub(1.day());
        if day_off(day).is_none() {
            break;
        }
    }
    day
}

/// A sentence's end about a day on which nobody works, such as `a Sunday: Friday is the 26th`; `None` for a working day.
pub fn day_off_words(date: Date) -> Option<String> {
    let day = match day_off(date)? {
        DayOff::Weekend(day) => format!("a {}", weekday_name(day)),
        DayOff::BankHoliday(name) => name.to_owned(),
    };
    let before = working_day_before(date);
    let name = weekday_name(before.weekday());
    // The day alone, as people say it, unless it lies in the month before.
    let which = if before.month() == date.month() {
        format!("the {}", ordinal(before.day()))
    } else {
        super::say(before)
    };
    Some(format!("{day}: {name} is {which}"))
}

fn ordinal(day: i8) -> String {
    let ending = match (day % 10, day / 10) {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

/// The name of a date's bank holiday (Banking and Financial Dealings Act 1971, schedule 1, and the yearly proclamations).
fn bank_holiday(date: Date) -> Option<&'static str> {
    let (month, day, weekday) = (date.month(), date.day(), date.weekday());
    let easter = easter_sunday(date.year());
    let from_easter =
        |days: i32| easter.is_some_and(|sunday| sunday.saturating_add(days.days()) == date);
    let monday = weekday == Weekday::Monday;
    // A holiday that falls on a weekend is made up for on the next working day.
    let moved = matches!(weekday, Weekday::Monday | Weekday::Tuesday);
    match (month, day) {
        _ if from_easter(-2) => Some("Good Friday"),
        _ if from_easter(1) => Some("Easter Monday"),
        (1, 1) => Some("New Year\u{2019}s Day"),
        (1, 2 | 3) if monday => Some("the bank holiday for New Year\u{2019}s Day"),
        (5, 1..=7) if monday => Some("the May bank holiday"),
        (5, 25..=31) if monday => Some("the spring bank holiday"),
        (8, 25..=31) if monday => Some("the summer bank holiday"),
        (12, 25) => Some("Christmas Day"),
        (12, 26) => Some("Boxing Day"),
        (12, 27 | 28) if moved => Some("a bank holiday for Christmas"),
        _ => None,
    }
}

/// The Thursday before Easter, the last day that is not part of the holiday.
pub(super) fn maundy_thursday(year: i16) -> Option<Date> {
    easter_sunday(year).map(|sunday| sunday.saturating_sub(3.days()))
}

/// Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876, as in Meeus, "Astronomical Algorithms", ch. 8).
fn easter_sunday(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let golden = year_number % 19;
    let (century, in_century) = (year_number / 100, year_number % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    let shift = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * shift + 114;
    let month = i8::try_from(days / 31).ok()?;
    let day = i8::try_from(days % 31 + 1).ok()?;
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_is_where_the_tables_have_it() {
        // Dates of the Book of Common Prayer's table.
        for day in [
            date(2024, 3, 31),
            date(2025, 4, 20),
            date(2026, 4, 5),
            date(2027, 3, 28),
            date(2028, 4, 16),
            date(2038, 4, 25),
        ] {
            assert_eq!(easter_sunday(day.year()), Some(day));
        }
    }

    #[test]
    fn bank_holidays_of_england_and_wales() {
        // As published at gov.uk/bank-holidays for 2026 to 2028.
        let published = [
            date(2026, 1, 1),
            date(2026, 4, 3),
            date(2026, 4, 6),
            date(2026, 5, 4),
            date(2026, 5, 25),
            date(2026, 8, 31),
            date(2026, 12, 25),
            date(2026, 12, 28),
            date(2027, 1, 1),
            date(2027, 3, 26),
            date(2027, 3, 29),
            date(2027, 5, 3),
            date(2027, 5, 31),
            date(2027, 8, 30),
            date(2027, 12, 27),
            date(2027, 12, 28),
            date(2028, 1, 3),
            date(2028, 4, 14),
            date(2028, 4, 17),
            date(2028, 5, 1),
            date(2028, 5, 29),
            date(2028, 8, 28),
            date(2028, 12, 25),
            date(2028, 12, 26),
        ];
        let mut found = Vec::new();
        let mut day = date(2026, 1, 1);
        while day < date(2029, 1, 1) {
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            if matches!(day_off(day), Some(DayOff::BankHoliday(_))) && !weekend {
                found.push(day);
            }
            day = day.tomorrow().unwrap();
        }
        assert_eq!(found, published);
    }

    #[test]
    fn a_day_off_is_said_with_the_working_day_before() {
        let said = |day| day_off_words(day).unwrap();
        assert_eq!(said(date(2027, 2, 28)), "a Sunday: Friday is the 26th");
        assert_eq!(
            said(date(2027, 3, 29)),
            "Easter Monday: Thursday is the 25th"
        );
        assert_eq!(
            said(date(2028, 1, 1)),
            "New Year\u{2019}s Day: Friday is 31 December 2027"
        );
        assert_eq!(said(date(2026, 8, 23)), "a Sunday: Friday is the 21st");
        assert_eq!(
            said(date(2026, 5, 4)),
            "the May bank holiday: Friday is the 1st"
        );
        assert_eq!(day_off_words(date(2027, 2, 26)), None);
    }

    #[test]
    fn the_working_day_before_is_never_a_day_off() {
        assert_eq!(working_day_before(date(2027, 2, 28)), date(2027, 2, 26));
        assert_eq!(working_day_before(date(2027, 3, 29)), date(2027, 3, 25));
        assert_eq!(working_day_before(date(2027, 12, 28)), date(2027, 12, 24));
        let mut day = date(2026, 1, 1);
        while day < date(2032, 1, 1) {
            let before = working_day_before(day);
            assert!(day_off(before).is_none() && before < day, "{day}");
            day = day.tomorrow().unwrap();
        }
    }
}
