//! Cells of a table of results: a number as it was printed, a mark in the place of one that was kept back, or words.
//!
//! Numbers are kept as decimals and never as floating point: "73.3" says something else than "73", and which whole numbers can give
//! a percentage turns on it.

/// A number as it was printed: `digits` divided by ten to the power of `places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The number without its point.
    pub digits: i128,
    /// Digits behind the point.
    pub places: u32,
    /// A percent sign stood behind it.
    pub is_percent: bool,
}

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing, or that the question does not apply.
    Nothing,
    /// A mark that says that a small number was kept back.
    KeptBack,
    /// A number.
    Number(Printed),
    /// A number and its percentage, as `54 (41%)`.
    Both(Printed, Printed),
    /// Something else.
    Words,
}

/// Digits behind the point that a spreadsheet can be trusted with: what lies behind them is the noise of its arithmetic.
const MOST_PLACES: u32 = 9;

/// The longest number that is read, in digits.
const MOST_DIGITS: usize = 24;

/// Marks in the place of numbers that were kept back, as statistical offices and survey firms set them.
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

/// Texts in the place of a number where nobody was asked.
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

/// Words before the number under which nothing is told.
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
pub fn read(text: &str) -> Cell {
    let text = text
        .trim()
        .trim_matches(['\u{a0}', '\u{202f}', '\''])
        .trim();
    let small = text.to_lowercase();
    if small.is_empty() || NOTHING.contains(&small.as_str()) {
        return Cell::Nothing;
    }
    if KEPT_BACK.contains(&small.as_str()) || is_fewer(&small) {
        return Cell::KeptBack;
    }
    if let Some(number) = number(&small) {
        return Cell::Number(number);
    }
    both(&small).unwrap_or(Cell::Words)
}

/// Whether it says that a number lies under another, or above one so high that the rest would be few: `<10`, `>95%`.
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

/// A number: with commas or blanks between thousands, a point or a comma before its decimals, a percent sign, `n=`, marks of a
/// footnote behind it.
pub fn number(text: &str) -> Option<Printed> {
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
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let bare = text.trim_end_matches([
        '*', '\u{2020}', '\u{2021}', '\u{25b2}', '\u{25bc}', '\u{2191}', '\u{2193}', '+', '^', ' ',
    ]);
    let (bare, is_percent) = ["%", "per cent", "percent", "pct"]
        .iter()
        .find_map(|sign| bare.strip_suffix(sign))
        .map_or((bare, false), |b| (b.trim_end(), true));
    let (whole, decimals) = halves(bare)?;
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
        let unit = 10_i128.checked_pow(places - MOST_PLACES)?;
        value = (value + unit / 2) / unit;
        places = MOST_PLACES;
        // 73.299999999999997 is 73.3 to whoever typed it.
        while places > 0 && value % 10 == 0 {
            value /= 10;
            places -= 1;
        }
    }
    Some(Printed {
        digits: value,
        places,
        is_percent,
    })
}

/// The whole part of a number, and its decimals.
fn halves(text: &str) -> Option<(&str, &str)> {
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
    if sign == "," && decimals.len() == 3 && thousands(text) && !before.starts_with('0') {
        return Some((text, ""));
    }
    // Of "1.204.567" every point is between thousands.
    if !alone && before.contains(sign) {
        return thousands(text).then_some((text, ""));
    }
    (thousands(before) || before.is_empty()).then_some((before, decimals))
}

/// `54 (41%)`, `41% (54)` or `54 / 41%`: exactly one of the two is a percentage.
fn both(text: &str) -> Option<Cell> {
    let (a, b) = text.split_once(['(', '/', '|', ';'])?;
    let (a, b) = (number(a.trim())?, number(b.trim_end_matches(')').trim())?);
    match (a.is_percent, b.is_percent) {
        (false, true) => Some(Cell::Both(a, b)),
        (true, false) => Some(Cell::Both(b, a)),
        _ => None,
    }
}

impl Printed {
    /// As a whole number, where it is one.
    pub fn whole(self) -> Option<u32> {
        let unit = 10_i128.checked_pow(self.places)?;
        (self.digits % unit == 0)
            .then(|| u32::try_from(self.digits / unit).ok())
            .flatten()
    }

    /// Rounded to the nearest whole number, half up: weighted tables have bases of 131.4.
    pub fn nearest(self) -> Option<u32> {
        let unit = 10_i128.checked_pow(self.places)?;
        u32::try_from((2 * self.digits + unit) / (2 * unit)).ok()
    }

    /// Whether it is larger than a whole number.
    pub fn is_above(self, n: i128) -> bool {
        10_i128
            .checked_pow(self.places)
            .is_none_or(|unit| self.digits > n.saturating_mul(unit))
    }

    /// As text, such as `73.3`.
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
        let expected = Printed {
            digits,
            places,
            is_percent,
        };
        assert_eq!(read(text), Cell::Number(expected), "{text}");
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
            assert_eq!(read(text), Cell::KeptBack, "{text}");
        }
        for text in ["", " ", "n/a", "N/A", "not asked", "[z]"] {
            assert_eq!(read(text), Cell::Nothing, "{text}");
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
            assert_eq!(read(text), Cell::Words, "{text}");
        }
    }

    #[test]
    fn a_number_and_its_percentage_in_one_cell() {
        for text in ["54 (41%)", "41% (54)", "54 / 41%"] {
            let Cell::Both(count, percent) = read(text) else {
                panic!("{text}");
            };
            assert_eq!((count.whole(), percent.whole()), (Some(54), Some(41)));
        }
    }

    #[test]
    fn a_number_as_text_is_what_was_printed() {
        for text in ["73", "73.3%", "0.07", "100%"] {
            let Cell::Number(number) = read(text) else {
                panic!("{text}");
            };
            assert_eq!(number.text(), text);
        }
    }
}
