//! Scalars: typed text read as a number, a day or a word.
//!
//! YAML's own guesses differ from version to version (`no`, `1e3`, `13:00`); the key knows better.

use jiff::civil::{Date, Time};

use super::{
    super::{
        chars::{any_of, first_hidden, quoted},
        problem::UnplacedProblem,
        tree::ValueKind,
    },
    At, did_you_mean,
};
use crate::domain::stamp::Stamp;

/// The most people, answers, minutes or places that a file can give: sums of them stay far from where numbers end.
pub(crate) const MOST_COUNTED: u64 = 10_000_000;
/// The most money or hours.
pub(crate) const MOST_SPENT: u64 = 1_000_000_000_000;
/// Characters of an id.
const LONGEST_ID: usize = 60;
/// The groups whose votes are balanced.
pub(crate) const GROUPS: &[(&str, &str)] = &[("patient", "patient"), ("mdt", "mdt")];

impl At<'_> {
    fn typed(&self, expected: &str, help: &str) -> Option<&str> {
        if let ValueKind::Scalar { text, .. } = &self.node.kind
            // A bare `~` or `null` is what other programs write for no value, and never a title or
            // a name.
            && !self.node.is_nothing()
        {
            return Some(text);
        }
        self.error(self.found(), expected, help);
        None
    }

    /// Text as it was typed, which may be empty. Invisible characters give a warning.
    pub(in super::super) fn text(&self) -> Option<String> {
        let text = self.typed("text", "put text that begins with a bracket in quotes")?;
        if let Some(hidden) = first_hidden(text) {
            let found = format!("an invisible character (U+{:04X})", u32::from(hidden));
            self.warn(
                found,
                "text that can be seen",
                "delete it; it is not shown on the wall",
            );
        }
        // YAML is right to end the text there, so this is a warning only: the value is used as it
        // was read.
        if let Some((rest, mark)) = self.reader.cut.get(&self.mark()) {
            let found = format!("a `#` that ends the text at {}", quoted(text));
            let fault = UnplacedProblem::warning(*mark, self.path.to_string(), found);
            self.reader.note(
                fault
                    .expected("the whole text in quotes, or a blank behind the `#` of a remark")
                    .help(format!(
                        "write `\"{text} {rest}\"` if it belongs to the text"
                    )),
            );
        }
        Some(text.to_owned())
    }

    /// Text that is not blank.
    pub(in super::super) fn name(&self) -> Option<String> {
        let text = self.text()?;
        if text.trim().is_empty() {
            self.error("an empty text", "some text", "write it between the quotes");
            return None;
        }
        Some(text)
    }

    /// A short word that other places can name.
    pub(in super::super) fn id(&self) -> Option<String> {
        const EXPECTED: &str =
            "an id of letters, digits, `-`, `_`, `.` and `:`, at most 60 of them";
        let text = self.typed(EXPECTED, "write one such as `q14`")?;
        // Letters of any language: a unit in Wales names its themes in Welsh. No blanks or commas,
        // so that ids stand in brackets without quotes, and no slash, since some become parts of
        // file names.
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        if text.is_empty() || text.chars().count() > LONGEST_ID || !text.chars().all(fits) {
            // Most ids that are refused are titles, and a proposal made of the title can be pasted
            // as it is.
            let dashed: Vec<String> = text
                .split(|c| !fits(c))
                .filter(|s| !s.is_empty())
                .map(str::to_lowercase)
                .collect();
            let dashed: String = dashed.join("-").chars().take(LONGEST_ID).collect();
            let example = if dashed.is_empty() { "q14" } else { &dashed };
            self.error(
                self.found(),
                EXPECTED,
                format!("write one such as `{example}`"),
            );
            return None;
        }
        Some(text.to_owned())
    }

    fn whole(&self, most: u64) -> Option<u64> {
        let expected = "a whole number, 0 or more";
        let text = self.typed(expected, "write it in digits, such as 12")?;
        let digits = text.trim();
        let value: Option<u64> = digits
            .bytes()
            // `parse` alone would take `+5`, and readers of YAML 1.1 take `0o7`, `1_000` and `1e3`
            // for numbers that look otherwise.
            .all(|b| b.is_ascii_digit())
            .then(|| digits.parse().ok())
            .flatten();
        match value {
            Some(value) if value <= most => Some(value),
            _ if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
                self.error(self.found(), format!("at most {most}"), "");
                None
            }
            _ => {
                let help = "digits only: no sign, point, comma, unit or exponent";
                self.error(self.found(), expected, help);
                None
            }
        }
    }

    /// People, answers, minutes, a place in an order.
    pub(in super::super) fn count(&self) -> Option<u32> {
        self.whole(MOST_COUNTED).and_then(|n| u32::try_from(n).ok())
    }

    /// A whole number of at least 1.
    pub(in super::super) fn at_least_one(&self) -> Option<u32> {
        let count = self.count()?;
        if count == 0 {
            self.error("0", "a whole number, 1 or more", "");
            return None;
        }
        Some(count)
    }

    /// Money or hours.
    pub(in super::super) fn amount(&self) -> Option<u64> {
        self.whole(MOST_SPENT)
    }

    fn decimal(&self, from: f64, to: f64, expected: &str, help: &str) -> Option<f64> {
        let text = self.typed(expected, help)?.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        // By hand, because `f64::from_str` also takes `inf`, `nan` and `1e5`.
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let figures = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let value = (figures(whole) && figures(fraction))
            .then(|| text.parse::<f64>().ok())
            .flatten()
            .filter(|v| (from..=to).contains(v));
        if value.is_none() {
            self.error(self.found(), expected, help);
        }
        value
    }

    /// Percent, 0 to 100.
    pub(in super::super) fn percent(&self) -> Option<f64> {
        let help = "write 61.5: a point, and no % after it";
        self.decimal(0.0, 100.0, "a number from 0 to 100", help)
    }

    /// The result of a vote.
    pub(in super::super) fn result(&self) -> Option<f64> {
        self.decimal(-1e6, 1e6, "a number such as 4.4", "write it with a point")
    }

    /// Yes or no: `true`, `yes`, `on`, `false`, `no`, `off`, in any case.
    pub(in super::super) fn flag(&self) -> Option<bool> {
        let text = self.typed("true or false", "")?;
        // YAML 1.1 takes all of these words, so somebody who has learnt `yes` from another program
        // may use it here.
        match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => {
                self.error(self.found(), "true or false", "");
                None
            }
        }
    }

    /// A day such as `2026-11-24`, from 1900 to 2199.
    pub(in super::super) fn date(&self) -> Option<Date> {
        const EXPECTED: &str = "a date such as 2026-11-24";
        const HELP: &str =
            "write the year, month and day in this order, with two digits each for month and day";
        let text = self.typed(EXPECTED, HELP)?;
        // The parser of dates takes more shapes than this one, such as 20261124.
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| {
                if i == 4 || i == 7 {
                    b == b'-'
                } else {
                    b.is_ascii_digit()
                }
            });
        if !shaped {
            self.error(self.found(), EXPECTED, HELP);
            return None;
        }
        match text.parse::<Date>() {
            // A year of another century is a slip of the hand, and the dates of reviews are worked
            // out from it.
            Ok(date) if (1900..2200).contains(&date.year()) => Some(date),
            Ok(_) => {
                self.error(self.found(), "a year from 1900 to 2199", "look at the year");
                None
            }
            Err(_) => {
                let help = "look at the month and the day";
                self.error(
                    format!("{}, a day that does not exist", self.found()),
                    EXPECTED,
                    help,
                );
                None
            }
        }
    }

    /// A time of day such as `13:00`.
    pub(in super::super) fn time(&self) -> Option<Time> {
        const EXPECTED: &str = "a time from 0:00 to 23:59";
        let text = self.typed(EXPECTED, "write 13:00")?;
        let mut parts = text.split(':');
        // `9:30` is what people write, and a parser of times wants 09:30.
        let mut number = || -> Option<i8> {
            let part = parts.next()?;
            (matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let (hour, minute, second) = (number(), number(), number());
        let rest = parts.next();
        // `13:00:xx` must not be read as 13:00.
        let seconds_fit = text.matches(':').count() == 1 || second.is_some();
        let time = match (hour, minute, rest) {
            (Some(hour), Some(minute), None) if seconds_fit => {
                Time::new(hour, minute, second.unwrap_or(0), 0).ok()
            }
            _ => None,
        };
        if time.is_none() {
            self.error(self.found(), EXPECTED, "write 13:00");
        }
        time
    }

    /// A moment such as `2026-11-24T13:02:11+00:00`.
    pub(in super::super) fn stamp(&self) -> Option<Stamp> {
        const EXPECTED: &str = "a moment such as 2026-11-24T13:02:11+00:00";
        const HELP: &str = "write date, T, time, and how far the clock is ahead of UTC";
        let stamp = self.typed(EXPECTED, HELP)?.parse().ok();
        if stamp.is_none() {
            self.error(self.found(), EXPECTED, HELP);
        }
        stamp
    }

    /// A word out of `words`.
    pub(in super::super) fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let known = match &self.node.kind {
            ValueKind::Scalar { text, .. } => {
                words.iter().find(|(w, _)| w == text).map(|(_, v)| *v)
            }
            _ => None,
        };
        if known.is_none() {
            let expected = any_of(words.iter().map(|(w, _)| *w));
            let text = self.typed(&expected, "")?;
            let help = did_you_mean(text, words.iter().map(|(w, _)| *w));
            self.error(self.found(), expected, help.unwrap_or_default());
        }
        known
    }

    /// The group that somebody's vote counts in.
    pub(in super::super) fn group(&self) -> Option<String> {
        self.word(GROUPS).map(str::to_owned)
    }
}
