//! Parser for periods in the headers and cells of tables. Its output sorts by time.

use crate::domain::dates::MONTHS;

/// Parses a text that is a period and nothing else, such as `2026`, `2025/26`, `Q1 2026` or `March 2026`; months and quarters
/// become `2026-03` and `2026-Q1`.
pub fn period(text: &str) -> Option<String> {
    // Every cell of a table is tried, and nearly none has a year in it.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let text = text
        .trim()
        .to_lowercase()
        .replace(['\u{2013}', '\u{2014}'], "-");
    // "FY 2025/26" and "2025/26" are one period, and must not become two columns of results.
    let text = text.strip_prefix("fy").map_or(text.as_str(), str::trim);
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '_' | '.' | ','))
        .filter(|p| !p.is_empty())
        .collect();
    match parts.as_slice() {
        [one] => alone(one),
        [a, b] => pair(a, b),
        [a, b, c] => {
            let year = pair(b, c).filter(|y| y.contains('/'));
            let quarter_of = |y: String| quarter(a).map(|q| format!("{y}-Q{q}"));
            year.and_then(quarter_of).or_else(|| day([a, b, c], text))
        }
        _ => None,
    }
}

/// Parses `2026` or `2026Q1`. A `24` after `FY` is refused: it may be any number.
fn alone(text: &str) -> Option<String> {
    if let Some(year) = year(text) {
        return Some(year.to_string());
    }
    let (head, tail) = text.split_at_checked(4)?;
    let (year, quarter) = (year(head)?, quarter(tail)?);
    Some(format!("{year}-Q{quarter}"))
}

fn pair(a: &str, b: &str) -> Option<String> {
    if let (Some(first), Some(second)) = (year(a), short_year(b)) {
        // "2010-11" may be November 2010 or the year to March 2011. In tables of results the second is the usual one, and a
        // month is only taken if the years do not follow each other.
        if second == first + 1 || second % 100 == (first + 1) % 100 {
            return Some(format!("{first}/{:02}", (first + 1) % 100));
        }
    }
    let of = |year_text: &str, other: &str| {
        let year = year(year_text)?;
        if let Some(quarter) = quarter(other) {
            return Some(format!("{year}-Q{quarter}"));
        }
        month(other).map(|m| format!("{year}-{m:02}"))
    };
    of(a, b).or_else(|| of(b, a)).or_else(|| {
        let number = b.parse::<u32>().ok().filter(|n| (1..100).contains(n))?;
        let word = matches!(a, "wave" | "round" | "cycle");
        word.then(|| format!("{a} {number}"))
    })
}

/// Accepts an ISO date such as `2026-03-31` unchanged.
fn day(parts: [&str; 3], text: &str) -> Option<String> {
    let [y, m, d] = parts;
    let is_day = year(y).is_some()
        && month(m).is_some()
        && d.parse::<u32>().is_ok_and(|d| (1..=31).contains(&d));
    (is_day && text.contains('-')).then(|| text.to_owned())
}

fn year(text: &str) -> Option<u32> {
    let digits = text.len() == 4 && text.chars().all(|c| c.is_ascii_digit());
    let year: u32 = text.parse().ok().filter(|_| digits)?;
    // Four other digits are more likely a number of people.
    (1990..2100).contains(&year).then_some(year)
}

/// Parses a year of four digits or its last two.
fn short_year(text: &str) -> Option<u32> {
    let digits = text.len() == 2 && text.chars().all(|c| c.is_ascii_digit());
    year(text).or_else(|| text.parse().ok().filter(|_| digits))
}

fn quarter(text: &str) -> Option<u32> {
    let number = text
        .strip_prefix('q')
        .or_else(|| text.strip_prefix("qtr"))?;
    number.parse().ok().filter(|n| (1..=4).contains(n))
}

/// Parses a month: a number from 1 to 12, a full name, its first three letters, or `sept`.
fn month(text: &str) -> Option<usize> {
    let is_named = |name: &&str| {
        let name = name.to_lowercase();
        // Any beginning would take "marc" of a name such as "Marc 2026" for a month.
        text == name || name.get(..3) == Some(text) || (name == "september" && text == "sept")
    };
    let named = MONTHS.iter().position(is_named).map(|at| at + 1);
    named.or_else(|| text.parse().ok().filter(|n| (1..=12).contains(n)))
}

/// Finds a period inside a longer text; returns it and the rest of the words.
pub fn split_period(text: &str) -> (Option<String>, String) {
    let words: Vec<&str> = text.split_whitespace().collect();
    // The longest run of words first, so that "March 2026" is not cut down to the year.
    for long in (1..=3).rev() {
        for from in 0..(words.len() + 1).saturating_sub(long) {
            let span = words.get(from..from + long).unwrap_or_default();
            let bare: Vec<&str> = span
                .iter()
                .map(|w| {
                    w.trim_matches([
                        '(', ')', '[', ']', ':', ',', ';', '.', '\u{2018}', '\u{2019}', '\'',
                    ])
                })
                .collect();
            // Headers wrap the year in brackets or end it with a colon: "Survey (March 2026):".
            let Some(found) = period(&bare.join(" ")) else {
                continue;
            };
            let rest: Vec<&str> = words
                .iter()
                .enumerate()
                .filter(|(nth, _)| *nth < from || *nth >= from + long)
                .map(|(_, w)| *w)
                .collect();
            return (Some(found), rest.join(" "));
        }
    }
    (None, words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_so_that_they_sort() {
        for (text, written) in [
            ("2026", Some("2026")),
            (" 2025/26 ", Some("2025/26")),
            ("2025-2026", Some("2025/26")),
            ("2010-11", Some("2010/11")),
            ("2026-04", Some("2026-04")),
            ("07_2015", Some("2015-07")),
            ("March 2026", Some("2026-03")),
            ("Sept 2025", Some("2025-09")),
            ("2026 Q2", Some("2026-Q2")),
            ("Q1 2025/26", Some("2025/26-Q1")),
            ("FY 2025/26", Some("2025/26")),
            ("Wave 2", Some("wave 2")),
            ("2026-03-31", Some("2026-03-31")),
            ("131", None),
            ("24 hours", None),
            ("marching 2026", None),
            ("2031 people", None),
            ("Primary", None),
            ("", None),
        ] {
            assert_eq!(period(text).as_deref(), written, "{text}");
        }
    }

    #[test]
    fn a_period_is_taken_out_of_a_header() {
        for (text, found, rest) in [
            ("Secondary 2023", Some("2023"), "Secondary"),
            ("Survey (March 2026) base", Some("2026-03"), "Survey base"),
            ("2025/26 primary", Some("2025/26"), "primary"),
            ("Primary breast cancer", None, "Primary breast cancer"),
        ] {
            let (period, words) = split_period(text);
            assert_eq!((period.as_deref(), words.as_str()), (found, rest), "{text}");
        }
    }
}
