//! Cells of a table of results: a printed number, a suppression mark, or words.
//!
//! Numbers are decimals, never floating point: "73.3" says more than "73", and which counts can give a percentage depends
//! on it.

/// A printed number: `digits` divided by ten to the power of `places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedNumber {
    /// The digits without the decimal point.
    pub digits: i128,
    /// Digits behind the decimal point.
    pub places: u32,
    /// True with a percent sign behind it.
    pub is_percent: bool,
}

/// Content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResultCell {
    /// Empty, or the question was not asked.
    Nothing,
    /// Suppression mark: a small number was withheld.
    KeptBack,
    /// A number.
    Number(PrintedNumber),
    /// Number and percentage, as in `54 (41%)`.
    Both(PrintedNumber, PrintedNumber),
    /// Anything else.
    Words,
}

/// Maximum number of decimals; the digits behind are floating-point noise of a spreadsheet.
const MOST_PLACES: u32 = 9;

/// Maximum length of a number, in digits.
const MOST_DIGITS: usize = 24;

/// Suppression marks of statistical offices and survey firms, in small letters.
const KEPT_BACK: &[&str] = &[
    "*",
    "**",
    "***",
    "-",
    "--",
    "\u{2013}",
    "\u{2014}",
    "\u{2212}",
    "..",
    "...",
    "\u{2026}",
    ":",
    "~",
    "#",
    "\u{2020}",
    "\u{2021}",
    "x",
    "[x]",
    "(x)",
    "c",
    "[c]",
    "(c)",
    "s",
    "[s]",
    "(s)",
    "u",
    "[u]",
    "low",
    "[low]",
    "supp",
    "suppressed",
    "[suppressed]",
    "data suppressed",
    "withheld",
    "redacted",
    "masked",
    "hidden",
    "not shown",
    "not reported",
    "not published",
    "not available",
    "insufficient data",
    "insufficient responses",
    "too few",
    "too few responses",
    "too few answers",
    "too few to report",
    "too small",
    "small numbers",
    "small base",
    "low base",
    "low numbers",
    "base too small",
    "sample too small",
    "n too small",
    "disclosive",
    "confidential",
];

/// Texts for "not asked".
const NOTHING: &[&str] = &[
    "n/a",
    "na",
    "n.a.",
    "n.a",
    "[z]",
    "(z)",
    "z",
    "not applicable",
    "not asked",
    "not asked in this survey",
    "new question",
    "new",
    "null",
    "none",
];

/// Prefixes of a suppression threshold.
const FEWER: &[&str] = &[
    "<",
    "\u{2264}",
    "&lt;",
    "fewer than ",
    "less than ",
    "under ",
    "below ",
    "n<",
    "n <",
    "n=<",
    "base<",
    "base <",
    "up to ",
];

/// Reads a cell.
pub fn read(text: &str) -> ResultCell {
    let text = text
        .trim()
        .trim_matches(['\u{a0}', '\u{202f}', '\''])
        .trim();
    let small = text.to_lowercase();
    // Before the marks: "n/a" means not asked, and a suppressed result would be announced as withheld.
    if small.is_empty() || NOTHING.contains(&small.as_str()) {
        return ResultCell::Nothing;
    }
    if KEPT_BACK.contains(&small.as_str()) || is_fewer(&small) {
        return ResultCell::KeptBack;
    }
    if let Some(number) = number(&small) {
        return ResultCell::Number(number);
    }
    count_and_percent(&small).unwrap_or(ResultCell::Words)
}

/// True if the text hides a small number: `<10`, or `>95%`, which leaves few.
fn is_fewer(text: &str) -> bool {
    // Beside numbers "under 10" is a small one; "under 65" is a group of people.
    let after = FEWER.iter().find_map(|word| {
        let after = text.strip_prefix(word)?;
        let is_age =
            matches!(*word, "under " | "below ") && number(after).is_some_and(|n| n.is_above(11));
        (!is_age).then_some(after)
    });
    let high = text
        .strip_prefix('>')
        .or_else(|| text.strip_prefix('\u{2265}'))
        .filter(|_| text.contains('%'));
    let number_of = after.or(high).map(|a| a.trim_start_matches('=').trim());
    number_of.is_some_and(|a| {
        let first = a.split_whitespace().next().unwrap_or_default();
        number(first).is_some()
    })
}

/// Reads a number: thousands separators, decimal point or comma, percent sign, `n=`, footnote marks.
pub fn number(text: &str) -> Option<PrintedNumber> {
    let text = text.trim();
    let text = text
        .strip_prefix("n=")
        .or_else(|| text.strip_prefix("n ="))
        .or_else(|| text.strip_prefix("n:"))
        .unwrap_or(text)
        .trim();
    let text = text
        .strip_prefix('(')
        .and_then(|t| t.strip_suffix(')'))
        .unwrap_or(text)
        .trim();
    // No sign in front: a result is never negative, and "-5" is a change or a mark.
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let bare = text.trim_end_matches([
        '*', '\u{2020}', '\u{2021}', '\u{25b2}', '\u{25bc}', '\u{2191}', '\u{2193}', '+', '^', ' ',
    ]);
    // Arrows and daggers behind a number say that it is significant; they stand behind the sign as well.
    let (bare, is_percent) = ["%", "per cent", "percent", "pct"]
        .iter()
        .find_map(|sign| bare.strip_suffix(sign))
        .map_or((bare, false), |b| (b.trim_end(), true));
    let (whole, decimals) = split_decimals(bare)?;
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let digits = whole.len() + decimals.len();
    if digits == 0 || digits > MOST_DIGITS + 20 || !decimals.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let read = |t: &str| -> Option<i128> {
        if t.is_empty() {
            Some(0)
        } else {
            t.parse().ok()
        }
    };
    let mut places = u32::try_from(decimals.len()).ok()?;
    let mut value = read(&format!("{whole}{decimals}"))?;
    if places > MOST_PLACES {
        // 11/15 is stored with 16 digits, of which the last is noise: taken as printed, no whole number would give it.
        let unit = 10_i128.checked_pow(places - MOST_PLACES)?;
        value = (value + unit / 2) / unit;
        places = MOST_PLACES;
        // 73.299999999999997 was typed as 73.3.
        while places > 0 && value % 10 == 0 {
            value /= 10;
            places -= 1;
        }
    }
    Some(PrintedNumber {
        digits: value,
        places,
        is_percent,
    })
}

/// Splits a number into whole part and decimals.
fn split_decimals(text: &str) -> Option<(&str, &str)> {
    let sound = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2019}' | '\''
            )
    };
    if text.is_empty() || !text.chars().all(sound) {
        return None;
    }
    let thousands = |t: &str| {
        let groups: Vec<&str> = t.split(|c: char| !c.is_ascii_digit()).collect();
        groups.len() == 1
            || (groups.first().is_some_and(|g| (1..=3).contains(&g.len()))
                && groups.iter().skip(1).all(|g| g.len() == 3))
    };
    let Some(last) = text.rfind(['.', ',']) else {
        return thousands(text).then_some((text, ""));
    };
    let (before, after) = text.split_at_checked(last)?;
    let (sign, decimals) = after.split_at_checked(1)?;
    let alone = !before.contains(['.', ',']);
    // "1,204" is a base far more often than 1.204 with a decimal comma; "0,204" is a fraction.
    if sign == "," && decimals.len() == 3 && thousands(text) && !before.starts_with('0') {
        return Some((text, ""));
    }
    // With several points, as in "1.204.567", all of them separate thousands.
    if !alone && before.contains(sign) {
        return thousands(text).then_some((text, ""));
    }
    (thousands(before) || before.is_empty()).then_some((before, decimals))
}

/// Reads `54 (41%)`, `41% (54)` or `54 / 41%`: exactly one of the two is a percentage.
fn count_and_percent(text: &str) -> Option<ResultCell> {
    // With two percentages or none it may be a range, a date or a ratio.
    let (a, b) = text.split_once(['(', '/', '|', ';'])?;
    let (a, b) = (number(a.trim())?, number(b.trim_end_matches(')').trim())?);
    match (a.is_percent, b.is_percent) {
        (false, true) => Some(ResultCell::Both(a, b)),
        (true, false) => Some(ResultCell::Both(b, a)),
        _ => None,
    }
}

impl PrintedNumber {
    /// The value as a whole number; `None` if it has decimals.
    pub fn whole(self) -> Option<u32> {
        let unit = 10_i128.checked_pow(self.places)?;
        (self.digits % unit == 0)
            .then(|| u32::try_from(self.digits / unit).ok())
            .flatten()
    }

    /// Rounds half up to a whole number: weighted tables have bases such as 131.4.
    pub fn nearest(self) -> Option<u32> {
        let unit = 10_i128.checked_pow(self.places)?;
        u32::try_from((2 * self.digits + unit) / (2 * unit)).ok()
    }

    /// True if it exceeds `n`.
    pub fn is_above(self, n: i128) -> bool {
        10_i128
            .checked_pow(self.places)
            .is_none_or(|unit| self.digits > n.saturating_mul(unit))
    }

    /// The number as it was printed, such as `73.3`.
    pub fn text(self) -> String {
        let unit = 10_i128.checked_pow(self.places).unwrap_or(1);
        let (whole, rest) = (self.digits / unit, self.digits % unit);
        let sign = if self.is_percent { "%" } else { "" };
        if self.places == 0 {
            return format!("{whole}{sign}");
        }
        let width = self.places as usize;
        format!("{whole}.{rest:0width$}{sign}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(text: &str, digits: i128, places: u32, is_percent: bool) {
        let expected = PrintedNumber {
            digits,
            places,
            is_percent,
        };
        assert_eq!(read(text), ResultCell::Number(expected), "{text}");
    }

    #[test]
    fn numbers_are_read_at_the_precision_they_were_printed_with() {
        is("73", 73, 0, false);
        is("73%", 73, 0, true);
        is("73.3 %", 733, 1, true);
        is("73,3", 733, 1, false);
        is("0.73", 73, 2, false);
        is(".5", 5, 1, false);
        is("73.0", 730, 1, false);
        is("1,204", 1204, 0, false);
        is("1 204", 1204, 0, false);
        is("1.204.567", 1_204_567, 0, false);
        is("1,204.5", 12_045, 1, false);
        is("n=131", 131, 0, false);
        is("(131)", 131, 0, false);
        is("41*", 41, 0, false);
        is("41 per cent", 41, 0, true);
        // What spreadsheets make of 11/15 and 73.3.
        is("0.7333333333333333", 733_333_333, 9, false);
        is("73.299999999999997", 733, 1, false);
        is("0.41000000000000003", 41, 2, false);
    }

    #[test]
    fn a_number_in_the_place_of_which_a_mark_stands_was_kept_back() {
        for text in [
            "*",
            "-",
            "\u{2013}",
            "<10",
            "< 5",
            "<10%",
            "\u{2264}10",
            "fewer than 10",
            "c",
            "[c]",
            "Suppressed",
            "n<11",
            ">95%",
            "Not Available",
            "less than 11 responses",
        ] {
            assert_eq!(read(text), ResultCell::KeptBack, "{text}");
        }
        for text in ["", " ", "n/a", "N/A", "not asked", "[z]"] {
            assert_eq!(read(text), ResultCell::Nothing, "{text}");
        }
        for text in [
            "Under 65",
            "Yes",
            "-5",
            "12:30",
            "2026-04-01",
            "55 to 67",
            "about 50",
            "1,2,3",
            "Q14",
            ">95",
        ] {
            assert_eq!(read(text), ResultCell::Words, "{text}");
        }
    }

    #[test]
    fn a_number_and_its_percentage_in_one_cell() {
        for text in ["54 (41%)", "41% (54)", "54 / 41%"] {
            let ResultCell::Both(count, percent) = read(text) else {
                panic!("{text}");
            };
            assert_eq!((count.whole(), percent.whole()), (Some(54), Some(41)));
        }
    }

    #[test]
    fn a_number_as_text_is_what_was_printed() {
        for text in ["73", "73.3%", "0.07", "100%"] {
            let ResultCell::Number(number) = read(text) else {
                panic!("{text}");
            };
            assert_eq!(number.text(), text);
        }
    }
}
