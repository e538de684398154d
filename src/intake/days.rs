//! Dates as tools and people write them: `2026-03-01`, `01/03/2026`, `Mar 1, 2026`, `1er mars 2026`, with or without a
//! time.
//!
//! `03/04/2026` is the third of April in one country and the fourth of March in another, so the order is decided for a
//! whole column: one unambiguous cell settles the others.

use jiff::civil::Date;

/// Order of day and month in a numeric date that ends with the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// `24/11/2026`.
    DayFirst,
    /// `11/24/2026`.
    MonthFirst,
}

/// A parsed date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ParsedDate {
    /// Readable in one way only.
    Clear(Date),
    /// Two numbers that are day and month in either order, and the year.
    Numbers(i8, i8, i16),
}

/// Prefixes of month names with the month's number: English, German, French, Spanish, Italian, Dutch, Portuguese, Polish
/// and Welsh.
const MONTHS: &[(&str, i8)] = &[
    ("jan", 1),
    ("ene", 1),
    ("gen", 1),
    ("ion", 1),
    ("sty", 1),
    ("feb", 2),
    ("f\u{e9}v", 2),
    ("fev", 2),
    ("chwe", 2),
    ("lut", 2),
    ("mar", 3),
    ("maw", 3),
    ("m\u{e4}r", 3),
    ("mrz", 3),
    ("mrt", 3),
    ("maa", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("ebr", 4),
    ("kwi", 4),
    ("may", 5),
    ("mai", 5),
    ("mei", 5),
    ("mag", 5),
    ("maj", 5),
    ("meh", 6),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("cze", 6),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("gor", 7),
    ("lip", 7),
    ("aug", 8),
    ("ao\u{fb}", 8),
    ("aou", 8),
    ("ago", 8),
    ("aws", 8),
    ("sie", 8),
    ("sep", 9),
    ("set", 9),
    ("medi", 9),
    ("wrz", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("hyd", 10),
    ("pa\u{17a}", 10),
    ("nov", 11),
    ("tach", 11),
    ("lis", 11),
    ("dec", 12),
    ("dez", 12),
    ("d\u{e9}c", 12),
    ("dic", 12),
    ("rhag", 12),
    ("gru", 12),
];

/// Names of weekdays that begin like a month.
const NOT_MONTHS: &[&str] = &["mardi", "martes", "marted\u{ec}", "maandag"];

/// Month number, 1 to 12, of a word.
fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    if !(3..=11).contains(&letters) || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    if NOT_MONTHS.contains(&word.as_str()) {
        return None;
    }
    // The longest prefix wins: `juin` is June although `jui` also begins `juillet`.
    let fits = MONTHS.iter().filter(|(begins, _)| word.starts_with(begins));
    fits.max_by_key(|(begins, _)| begins.len()).map(|(_, n)| *n)
}

/// True for a date, with or without a time.
pub fn is_day(text: &str) -> bool {
    parse(text).is_some()
}

/// True for a date with a time of day, which hardly two people share.
pub fn has_time(text: &str) -> bool {
    text.contains(':') && is_day(text)
}

/// True for a day and month without a year, such as `02-May`: a spreadsheet turns the answer `2-5` into it.
pub fn is_day_of_no_year(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(['-', ' ']).collect();
    let [a, b] = parts.as_slice() else {
        return false;
    };
    // "10 out" is a date in Portuguese and a remark in English; spreadsheets write a dash.
    if !text.contains('-') && !text.chars().any(char::is_uppercase) {
        return false;
    }
    let number = |t: &str| (1..=2).contains(&t.len()) && t.chars().all(|c| c.is_ascii_digit());
    let name = |t: &str| t.chars().count() == 3 && month(t).is_some();
    (number(a) && name(b)) || (name(a) && number(b))
}

/// Date of a text; `order` decides where it is numeric and ambiguous.
pub fn day(text: &str, order: DateOrder) -> Option<Date> {
    match parse(text)? {
        ParsedDate::Clear(day) => Some(day),
        ParsedDate::Numbers(first, second, year) => {
            let (day, month) = match order {
                DateOrder::DayFirst => (first, second),
                DateOrder::MonthFirst => (second, first),
            };
            Date::new(year, month, day).ok()
        }
    }
}

/// Date order of a column. An unambiguous cell decides; else the order in which the dates ascend more often, as rows of an
/// export do; else `usual`.
pub fn order<'a>(cells: impl IntoIterator<Item = &'a str>, usual: DateOrder) -> DateOrder {
    let mut pairs = Vec::new();
    for cell in cells {
        if let Some(ParsedDate::Numbers(first, second, year)) = parse(cell) {
            if first > 12 {
                return DateOrder::DayFirst;
            }
            if second > 12 {
                return DateOrder::MonthFirst;
            }
            pairs.push((first, second, year));
        }
    }
    let by_day = pairs
        .iter()
        .map(|(first, second, year)| (*year, *second, *first));
    let by_month = pairs
        .iter()
        .map(|(first, second, year)| (*year, *first, *second));
    // Exports are sorted by date, so the right order gives more steps in one direction.
    match monotone_steps(by_day).cmp(&monotone_steps(by_month)) {
        std::cmp::Ordering::Greater => DateOrder::DayFirst,
        std::cmp::Ordering::Less => DateOrder::MonthFirst,
        std::cmp::Ordering::Equal => usual,
    }
}

/// Number of steps in the more frequent direction, rising or falling.
fn monotone_steps(days: impl Iterator<Item = (i16, i8, i8)> + Clone) -> usize {
    let (up, down) = days
        .clone()
        .zip(days.skip(1))
        .fold((0, 0), |(up, down), (a, b)| {
            (up + usize::from(a < b), down + usize::from(a > b))
        });
    up.max(down)
}

/// Date of a spreadsheet serial number: days since 1899-12-30, the fraction is the time. Only 2000 to 2099.
pub fn day_of_number(text: &str) -> Option<Date> {
    // Smaller numbers are answers: "24" would be a day in January 1900.
    let number: f64 = text.trim().parse().ok()?;
    // 36526 is 2000-01-01 and 73051 is 2100-01-01.
    if !(36_526.0..73_051.0).contains(&number) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it lies between two small numbers"
    )]
    let days = number.floor() as i64;
    // Not the 31st: spreadsheets count a 29 February 1900 that never was.
    let zero = Date::new(1899, 12, 30).ok()?;
    zero.checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

fn parse(text: &str) -> Option<ParsedDate> {
    let text = text.trim();
    // Rules out sentences cheaply: every cell of an export passes here.
    if text.len() > 60 || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    parse_numeric(text).or_else(|| parse_words(text))
}

/// Plausible years, 1800 to 2199.
fn is_year(year: i16) -> bool {
    (1800..2200).contains(&year)
}

/// Parses a number of at most `most` digits.
fn number(text: &str, most: usize) -> Option<i16> {
    let fits = (1..=most).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// Expands a two-digit year to 1950 to 2049.
fn full_year(year: i16, digits: usize) -> i16 {
    match digits {
        1 | 2 if year < 50 => 2000 + year,
        1 | 2 => 1900 + year,
        _ => year,
    }
}

/// Parses `2026-03-01`, `1.3.2026`, `01-Mar-26`, ignoring a time behind a space, a `T` or a comma.
fn parse_numeric(text: &str) -> Option<ParsedDate> {
    let day = text.split([' ', 'T', ',']).next()?;
    for separator in ['-', '/', '.'] {
        let parts: Vec<&str> = day.split(separator).collect();
        let [a, b, c] = parts.as_slice() else {
            continue;
        };
        // `1-2-3` is a list or a score.
        if parts.iter().map(|p| p.len()).sum::<usize>() < 4 {
            return None;
        }
        if a.len() > 2 {
            // Accepts odd years here so that malformed dates still count as dates and not as text.
            let year = number(a, 4)?;
            let (month, day) = (number(b, 2)?, number(c, 2)?);
            let clear = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            return is_year(year).then_some(ParsedDate::Clear(clear));
        }
        let year = full_year(number(c, 4)?, c.len());
        let first = i8::try_from(number(a, 2)?).ok()?;
        if let Some(month) = month(b).filter(|_| b.chars().count() == 3) {
            let clear = Date::new(year, month, first).ok()?;
            return is_year(year).then_some(ParsedDate::Clear(clear));
        }
        let second = i8::try_from(number(b, 2)?).ok()?;
        let either = |month: i8, day: i8| Date::new(year, month, day).is_ok();
        let plausible = is_year(year) && (either(first, second) || either(second, first));
        return plausible.then_some(ParsedDate::Numbers(first, second, year));
    }
    None
}

/// Words that may stand beside day, month and year.
const FILLER_WORDS: &[&str] = &[
    "a", "am", "at", "bst", "de", "del", "den", "gmt", "le", "o'clock", "of", "on", "pm", "the",
    "uhr", "um", "utc", "yr",
];

/// Prefixes of weekday names, in the languages of [`MONTHS`].
const WEEKDAYS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so",
    "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "dom", "gio", "sab", "s\u{e1}b", "mi\u{e9}",
    "jue", "vie", "woe", "don", "vri", "zat", "zon", "ma", "wo", "vr", "za", "zo", "llun", "maw",
    "iau", "gwe", "sad", "sul", "seg", "ter", "qua", "qui", "sex",
];

/// Parses `Mar 1, 2026`, `Sunday 1st March 2026 at 10:04`, `1 de marzo de 2026`. Every word must belong to the date or the
/// time.
fn parse_words(text: &str) -> Option<ParsedDate> {
    let (mut day, mut the_month, mut year) = (None, None, None);
    let tokens = text.split([' ', ',', '\u{a0}', '-', '/']).map(str::trim);
    for (nth, token) in tokens.filter(|t| !t.is_empty()).enumerate() {
        // More words than a date has: a sentence that mentions a day is an answer.
        if nth > 8 {
            return None;
        }
        let bare = token.trim_end_matches(['.', '\u{ba}', '\u{b0}']);
        let small = bare.to_lowercase();
        let digits = small.trim_end_matches(char::is_alphabetic);
        if token.contains(':') || FILLER_WORDS.contains(&small.as_str()) {
            continue;
        }
        if let Some(found) = number(bare, 4).filter(|_| bare.len() == 4) {
            if year.replace(found).is_some() {
                return None;
            }
        } else if let Some(found) = number(digits, 2) {
            let end = small.strip_prefix(digits).unwrap_or_default();
            if !matches!(
                end,
                "" | "st" | "nd" | "rd" | "th" | "er" | "e" | "ain" | "af" | "il" | "ydd" | "fed"
            ) && !matches!(end, "am" | "pm")
            {
                return None;
            }
            if !matches!(end, "am" | "pm") && day.is_none() {
                day = Some(found);
            } else if !matches!(end, "am" | "pm") && year.is_none() {
                year = Some(full_year(found, 2));
            }
        } else if let Some(found) = month(bare).filter(|_| the_month.is_none()) {
            the_month = Some(found);
        } else if !WEEKDAYS.iter().any(|w| small.starts_with(w)) || small.chars().count() > 12 {
            return None;
        }
    }
    let clear = Date::new(year?, the_month?, i8::try_from(day?).ok()?).ok()?;
    is_year(year?).then_some(ParsedDate::Clear(clear))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_known_however_they_are_written() {
        for text in [
            "2026-03-01",
            "2026-03-01T10:11:00.000Z",
            "2026/01/02 3:04:05 pm GMT",
            "01/03/2026 10:00:00",
            "1.3.2026",
            "1.3.26",
            "24-Nov-2026",
            "01-Mar-26",
            "Mar 1, 2026",
            "March 1st, 2026 10:04 AM",
            "Sunday, 1 March 2026",
            "1 March 2026 at 10:04",
            "1st of March 2026",
            "1. M\u{e4}rz 2026",
            "So., 1. M\u{e4}rz 2026 10:04 Uhr",
            "1er mars 2026",
            "dimanche 1 mars 2026",
            "mardi 1 mars 2026",
            "1 de marzo de 2026",
            "1 marzo 2026",
            "1 maart 2026",
            "1 mawrth 2026",
            "1 marca 2026",
            "1 de mar\u{e7}o de 2026",
        ] {
            let day = if text.contains("Nov") {
                Date::new(2026, 11, 24)
            } else if text.contains("2026/01/02") {
                Date::new(2026, 1, 2)
            } else {
                Date::new(2026, 3, 1)
            };
            assert_eq!(super::day(text, DateOrder::DayFirst), day.ok(), "{text}");
        }
    }

    #[test]
    fn what_only_mentions_a_day_is_none() {
        for text in [
            "",
            "3",
            "2026",
            "1.5",
            "10:04",
            "March",
            "May 2026",
            "Seen on 1 March 2026 by a doctor",
            "32/13/2026",
            "1-2-3",
            "0113 496 0000",
            "2 out of 10 in 2026 for me",
            "Ward 3, May 2026, no 1 nurse",
            "2-5",
        ] {
            assert!(!is_day(text), "{text}");
        }
        assert!(is_day_of_no_year("02-May") && is_day_of_no_year("Oct-12"));
        assert!(
            !is_day_of_no_year("2-5")
                && !is_day_of_no_year("may be")
                && !is_day_of_no_year("10 out")
        );
    }

    #[test]
    fn a_column_says_whether_its_days_or_its_months_come_first() {
        let of = |cells: &[&str]| order(cells.iter().copied(), DateOrder::DayFirst);
        assert_eq!(of(&["03/04/2026", "24/04/2026"]), DateOrder::DayFirst);
        assert_eq!(of(&["03/04/2026", "04/24/2026"]), DateOrder::MonthFirst);
        assert_eq!(
            of(&["03/09/2026", "03/10/2026", "03/11/2026", "04/01/2026"]),
            DateOrder::MonthFirst
        );
        assert_eq!(
            of(&["09/03/2026", "10/03/2026", "11/03/2026", "01/04/2026"]),
            DateOrder::DayFirst
        );
        assert_eq!(of(&["03/04/2026"]), DateOrder::DayFirst);
        assert_eq!(
            day("03/04/2026", DateOrder::MonthFirst),
            Date::new(2026, 3, 4).ok()
        );
    }

    #[test]
    fn a_number_of_a_spreadsheet_is_a_day_of_this_century() {
        assert_eq!(
            day_of_number("46082.41666666666"),
            Date::new(2026, 3, 1).ok()
        );
        assert_eq!(day_of_number("43266"), Date::new(2018, 6, 15).ok());
        assert_eq!(day_of_number("24"), None);
        assert_eq!(day_of_number("1e9"), None);
    }
}
