//! Days as tools and people write them: `2026-03-01`, `01/03/2026`, `Mar 1, 2026`, `1er mars 2026`, with a time or without.
//!
//! `03/04/2026` is the third of April in one country and the fourth of March in another. A column decides that as a whole:
//! one cell that can only be read one way says how the others are meant.

use jiff::civil::Date;

/// What stands first where a day is written in numbers and the year last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `24/11/2026`.
    DayFirst,
    /// `11/24/2026`.
    MonthFirst,
}

/// A day as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// It can be read in one way only.
    Clear(Date),
    /// Two numbers that are a day and a month, and the year.
    Numbers(i8, i8, i16),
}

/// Beginnings of the months' names, each with the number of its month: English, German, French, Spanish, Italian, Dutch,
/// Portuguese, Polish and Welsh.
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

/// Days of the week that begin as a month does.
const TUESDAYS: &[&str] = &["mardi", "martes", "marted\u{ec}", "maandag"];

/// The month that a word names; `None` for other words.
fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    if !(3..=11).contains(&letters) || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    if TUESDAYS.contains(&word.as_str()) {
        return None;
    }
    // The longest beginning says it: `juin` is not July.
    let fits = MONTHS.iter().filter(|(begins, _)| word.starts_with(begins));
    fits.max_by_key(|(begins, _)| begins.len()).map(|(_, n)| *n)
}

/// Whether a text is a day, with a time or without.
pub fn is_day(text: &str) -> bool {
    written(text).is_some()
}

/// Whether a text is a day with a time of day, which hardly two people share.
pub fn has_time(text: &str) -> bool {
    text.contains(':') && is_day(text)
}

/// Whether a text is a day without its year, as a spreadsheet makes it of an answer such as `2-5` or `10/12`.
pub fn is_day_of_no_year(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(['-', ' ']).collect();
    let [a, b] = parts.as_slice() else {
        return false;
    };
    // "10 out" is Portuguese as well; a sheet writes a dash.
    if !text.contains('-') && !text.chars().any(char::is_uppercase) {
        return false;
    }
    let number = |t: &str| (1..=2).contains(&t.len()) && t.chars().all(|c| c.is_ascii_digit());
    let name = |t: &str| t.chars().count() == 3 && month(t).is_some();
    (number(a) && name(b)) || (name(a) && number(b))
}

/// The day that a text says, read in this order where it is written in numbers.
pub fn day(text: &str, order: Order) -> Option<Date> {
    match written(text)? {
        Written::Clear(day) => Some(day),
        Written::Numbers(first, second, year) => {
            let (day, month) = match order {
                Order::DayFirst => (first, second),
                Order::MonthFirst => (second, first),
            };
            Date::new(year, month, day).ok()
        }
    }
}

/// How the days of a column are written. One that can be read one way only decides; else the order in which the days rise
/// more often, as those of an export do; else `usual`.
pub fn order<'a>(cells: impl IntoIterator<Item = &'a str>, usual: Order) -> Order {
    let mut pairs = Vec::new();
    for cell in cells {
        if let Some(Written::Numbers(first, second, year)) = written(cell) {
            if first > 12 {
                return Order::DayFirst;
            }
            if second > 12 {
                return Order::MonthFirst;
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
    match steps(by_day).cmp(&steps(by_month)) {
        std::cmp::Ordering::Greater => Order::DayFirst,
        std::cmp::Ordering::Less => Order::MonthFirst,
        std::cmp::Ordering::Equal => usual,
    }
}

/// How often days rise from one to the next, or fall, whichever they do more often.
fn steps(days: impl Iterator<Item = (i16, i8, i8)> + Clone) -> usize {
    let (up, down) = days
        .clone()
        .zip(days.skip(1))
        .fold((0, 0), |(up, down), (a, b)| {
            (up + usize::from(a < b), down + usize::from(a > b))
        });
    up.max(down)
}

/// The day of a spreadsheet's number: days since the end of 1899, with the time as a part of one. Only days of this century,
/// since small numbers are answers.
pub fn day_of_number(text: &str) -> Option<Date> {
    let number: f64 = text.trim().parse().ok()?;
    if !(36_526.0..73_051.0).contains(&number) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it lies between two small numbers"
    )]
    let days = number.floor() as i64;
    let zero = Date::new(1899, 12, 30).ok()?;
    zero.checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

fn written(text: &str) -> Option<Written> {
    let text = text.trim();
    if text.len() > 60 || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    in_numbers(text).or_else(|| in_words(text))
}

/// Years that people answer in.
fn is_year(year: i16) -> bool {
    (1800..2200).contains(&year)
}

/// A number of at most so many digits and nothing else.
fn number(text: &str, most: usize) -> Option<i16> {
    let fits = (1..=most).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// The years 1950 to 2049, as two digits are meant.
fn whole_year(year: i16, digits: usize) -> i16 {
    match digits {
        1 | 2 if year < 50 => 2000 + year,
        1 | 2 => 1900 + year,
        _ => year,
    }
}

/// `2026-03-01`, `1.3.2026`, `01-Mar-26`, and a time after a blank, a `T` or a comma.
fn in_numbers(text: &str) -> Option<Written> {
    let day = text.split([' ', 'T', ',']).next()?;
    for separator in ['-', '/', '.'] {
        let parts: Vec<&str> = day.split(separator).collect();
        let [a, b, c] = parts.as_slice() else {
            continue;
        };
        if parts.iter().map(|p| p.len()).sum::<usize>() < 4 {
            return None;
        }
        if a.len() > 2 {
            // A year of three digits is none, but what was taken for a day so far stays one.
            let year = number(a, 4)?;
            let (month, day) = (number(b, 2)?, number(c, 2)?);
            let clear = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            return is_year(year).then_some(Written::Clear(clear));
        }
        let year = whole_year(number(c, 4)?, c.len());
        let first = i8::try_from(number(a, 2)?).ok()?;
        if let Some(month) = month(b).filter(|_| b.chars().count() == 3) {
            let clear = Date::new(year, month, first).ok()?;
            return is_year(year).then_some(Written::Clear(clear));
        }
        let second = i8::try_from(number(b, 2)?).ok()?;
        let either = |month: i8, day: i8| Date::new(year, month, day).is_ok();
        let plausible = is_year(year) && (either(first, second) || either(second, first));
        return plausible.then_some(Written::Numbers(first, second, year));
    }
    None
}

/// Words beside a day, its month and its year.
const BESIDE: &[&str] = &[
    "a", "am", "at", "bst", "de", "del", "den", "gmt", "le", "o'clock", "of", "on", "pm", "the",
    "uhr", "um", "utc", "yr",
];

/// Beginnings of the days of a week, in the languages of the months.
const WEEKDAYS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so",
    "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "dom", "gio", "sab", "s\u{e1}b", "mi\u{e9}",
    "jue", "vie", "woe", "don", "vri", "zat", "zon", "ma", "wo", "vr", "za", "zo", "llun", "maw",
    "iau", "gwe", "sad", "sul", "seg", "ter", "qua", "qui", "sex",
];

/// `Mar 1, 2026`, `Sunday 1st March 2026 at 10:04`, `1 de marzo de 2026`: every word of it belongs to the day or the time.
fn in_words(text: &str) -> Option<Written> {
    let (mut day, mut the_month, mut year) = (None, None, None);
    let tokens = text.split([' ', ',', '\u{a0}', '-', '/']).map(str::trim);
    for (nth, token) in tokens.filter(|t| !t.is_empty()).enumerate() {
        if nth > 8 {
            return None;
        }
        let bare = token.trim_end_matches(['.', '\u{ba}', '\u{b0}']);
        let small = bare.to_lowercase();
        let digits = small.trim_end_matches(char::is_alphabetic);
        if token.contains(':') || BESIDE.contains(&small.as_str()) {
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
                year = Some(whole_year(found, 2));
            }
        } else if let Some(found) = month(bare).filter(|_| the_month.is_none()) {
            the_month = Some(found);
        } else if !WEEKDAYS.iter().any(|w| small.starts_with(w)) || small.chars().count() > 12 {
            return None;
        }
    }
    let clear = Date::new(year?, the_month?, i8::try_from(day?).ok()?).ok()?;
    is_year(year?).then_some(Written::Clear(clear))
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
            assert_eq!(super::day(text, Order::DayFirst), day.ok(), "{text}");
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
        let of = |cells: &[&str]| order(cells.iter().copied(), Order::DayFirst);
        assert_eq!(of(&["03/04/2026", "24/04/2026"]), Order::DayFirst);
        assert_eq!(of(&["03/04/2026", "04/24/2026"]), Order::MonthFirst);
        assert_eq!(
            of(&["03/09/2026", "03/10/2026", "03/11/2026", "04/01/2026"]),
            Order::MonthFirst
        );
        assert_eq!(
            of(&["09/03/2026", "10/03/2026", "11/03/2026", "01/04/2026"]),
            Order::DayFirst
        );
        assert_eq!(of(&["03/04/2026"]), Order::DayFirst);
        assert_eq!(
            day("03/04/2026", Order::MonthFirst),
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
