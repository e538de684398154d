//! Parser for amounts in words: "about 200", "£1.2k" or "two hours a week" become whole units in the first year.
//!
//! Amounts are typed while a room waits. Any text with a single reading is accepted, and the reading is shown back.
//! Fractions of a unit are rounded up, so that a plan does not fall short.

mod words;

use self::words::{AmountToken, tokens};

/// Largest amount accepted, in whole units.
pub const MOST: u64 = 1_000_000_000;

/// Length of a day of work in minutes: a fifth of 37.5 hours, the full-time week of the NHS (Agenda for Change).
// Employers differ, so whoever types days is told how long one was taken to be.
pub const DAY_MINUTES: u64 = 450;

// Integers, because amounts are rounded up at the end: with f64 the noise of the last bit could become a whole unit.
/// One unit in the fixed-point numbers of this parser, which count millionths.
const ONE: u128 = 1_000_000;

/// A parsed amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Whole units in the first year.
    pub units: u64,
    /// True if a fraction was rounded up.
    pub rounded: bool,
    /// True if days of work were counted, at [`DAY_MINUTES`] each.
    pub days: bool,
}

/// Reasons to refuse a text as an amount, each a sentence for the room.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// A text that is not an amount of money.
    #[error(
        "That is not an amount. Write it as 1200, £1,200, 1.2k or 50 a month. Empty is \u{201c}not known yet\u{201d}, which is not 0."
    )]
    Money,
    /// A text that is not a number of hours.
    #[error(
        "Those are not hours. Write 12, 2 a week, or half an hour a month. Empty is \u{201c}not known yet\u{201d}, which is not 0."
    )]
    Hours,
    /// A text that is not a whole number.
    #[error("A whole number, such as 1200, or nothing.")]
    Whole,
    /// A comma or point that may separate thousands or decimals.
    #[error("{0} can be read in two ways. Write thousands as 1,200 and parts as 1.20.")]
    TwoWays(String),
    /// More than one amount.
    #[error("Write one number: the higher one is the safer one.")]
    Several,
    /// A daily amount, which leaves open how many days a week has.
    #[error("Say it by the week, such as 5 hours a week.")]
    Daily,
    /// An amount above [`MOST`].
    #[error("That is too large: 1,000,000,000 at most.")]
    TooLarge,
}

/// Unit of a number without one, by the field that it is typed into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AmountUnit {
    Money,
    Hours,
}

impl AmountUnit {
    fn problem(self) -> AmountError {
        match self {
            Self::Money => AmountError::Money,
            Self::Hours => AmountError::Hours,
        }
    }
}

/// Parses money in whole units of currency for the first year; `None` means not known yet.
///
/// # Errors
/// The reason to refuse the text.
pub fn money(text: &str) -> Result<Option<Amount>, AmountError> {
    understand(text, AmountUnit::Money)
}

/// Parses hours in the first year; `None` means not known yet.
///
/// "2 a week" is 104: a year has 52 weeks, 26 fortnights and 12 months.
///
/// # Errors
/// The reason to refuse the text.
pub fn hours(text: &str) -> Result<Option<Amount>, AmountError> {
    understand(text, AmountUnit::Hours)
}

/// Parses a whole number without a unit; `None` for an empty text.
///
/// # Errors
/// The reason to refuse the text.
pub fn whole(text: &str) -> Result<Option<u64>, AmountError> {
    match tokens(text)
        .map_err(|e| e.unwrap_or(AmountError::Whole))?
        .as_slice()
    {
        [] => Ok(None),
        // Digits only: a count of minutes or goals is a number in a form, and "two a week" would be a misunderstanding.
        [AmountToken::Number(n)] if n % ONE == 0 => {
            let amount = rounded_up(*n, ONE)?;
            Ok(Some(amount.units))
        }
        _ => Err(AmountError::Whole),
    }
}

fn understand(text: &str, kind: AmountUnit) -> Result<Option<Amount>, AmountError> {
    match words::in_words(text) {
        // Empty and "don't know" are answers, and not refused: a goal may come to the vote before its cost is known.
        Some(words::InWords::NotKnown) => return Ok(None),
        Some(words::InWords::Nothing) => {
            return Ok(Some(Amount {
                units: 0,
                rounded: false,
                days: false,
            }));
        }
        None => {}
    }
    let tokens = tokens(text).map_err(|e| e.unwrap_or(kind.problem()))?;
    let mut said = AmountParser {
        tokens: &tokens,
        kind,
        days: false,
    };
    said.amount().map(Some)
}

/// Recursive-descent parser over the tokens that are left.
struct AmountParser<'a> {
    tokens: &'a [AmountToken],
    kind: AmountUnit,
    /// Days of work were counted.
    days: bool,
}

impl AmountParser<'_> {
    /// Parses the whole text: a quantity, a unit and a frequency.
    fn amount(&mut self) -> Result<Amount, AmountError> {
        self.skip_fillers();
        if self.take_words(&["between"]) {
            // The middle of a range may turn out too little, and its upper end may sink a goal: only the room can choose.
            return Err(AmountError::Several);
        }
        self.take_if(words::is_currency);
        let mut quantity = self.quantity().ok_or_else(|| self.kind.problem())?;
        // Scales may follow each other: "2 hundred thousand".
        quantity = self.scaled(quantity)?;
        if self.take_words(&["and", "a", "half"]) {
            quantity += ONE / 2;
        }
        let minutes = self.unit();
        if self.take_words(&["and", "a", "half"]) {
            quantity += ONE / 2;
        }
        self.skip_fillers();
        let often = self.often();
        let times = self.times_a_year(often != ONE)?;
        self.skip_fillers();
        match self.tokens.first() {
            None => {}
            Some(AmountToken::Number(_)) => return Err(AmountError::Several),
            Some(AmountToken::Word(word)) if words::is_between(word) => {
                return Err(AmountError::Several);
            }
            Some(_) => return Err(self.kind.problem()),
        }
        let all = [often, times, minutes]
            .into_iter()
            .try_fold(quantity, u128::checked_mul)
            .ok_or(AmountError::TooLarge)?;
        // Quantity and frequency are millionths each, the unit is sixtieths: one division at the end is the only rounding.
        let amount = rounded_up(all, ONE * ONE * 60)?;
        Ok(Amount {
            days: self.days,
            ..amount
        })
    }

    /// Parses a number in digits or words.
    fn quantity(&mut self) -> Option<u128> {
        let (first, rest) = self.tokens.split_first()?;
        let next = match rest.first() {
            Some(AmountToken::Word(word)) => word.as_str(),
            _ => "",
        };
        let word = match first {
            AmountToken::Number(n) => {
                self.tokens = rest;
                return Some(*n);
            }
            AmountToken::Word(word) => word.as_str(),
            AmountToken::Currency => return None,
        };
        // "a week" and "half a week" are no amounts, so an article counts as 1 only before a unit.
        let (taken, number) = match (word, next) {
            ("a", "couple") => (2, 2 * ONE),
            ("a", "half") => (2, ONE / 2),
            ("a" | "an", unit) if words::is_unit(unit) => (1, ONE),
            ("a" | "an", _) => return None,
            ("half", "a" | "an") => match rest.get(1) {
                Some(AmountToken::Word(unit)) if words::is_unit(unit) => (2, ONE / 2),
                _ => return None,
            },
            (word, _) => (1, words::number(word)?),
        };
        self.tokens = self.tokens.get(taken..).unwrap_or_default();
        // "A couple of hours".
        self.take_if(|w| w == "of");
        Some(number)
    }

    fn scaled(&mut self, mut quantity: u128) -> Result<u128, AmountError> {
        while let Some(AmountToken::Word(word)) = self.tokens.first()
            && let Some(scale) = words::scale(word)
        {
            quantity = quantity.checked_mul(scale).ok_or(AmountError::TooLarge)?;
            self.advance();
        }
        Ok(quantity)
    }

    /// Parses the unit, in sixtieths of one: an hour is 60, a minute 1.
    fn unit(&mut self) -> u128 {
        match (self.kind, self.tokens.first()) {
            (AmountUnit::Money, _) => {
                self.take_if(words::is_currency);
                60
            }
            (AmountUnit::Hours, Some(AmountToken::Word(word))) => match words::minutes(word) {
                Some(minutes) => {
                    self.advance();
                    minutes
                }
                None if words::is_day(word) => {
                    self.advance();
                    self.days = true;
                    u128::from(DAY_MINUTES)
                }
                None => 60,
            },
            (AmountUnit::Hours, _) => 60,
        }
    }

    /// Parses `twice` or `3 times`, in millionths; once if there is neither.
    fn often(&mut self) -> u128 {
        let often = match self.tokens {
            [AmountToken::Word(word), ..] if word == "once" => (1, ONE),
            [AmountToken::Word(word), ..] if word == "twice" => (1, 2 * ONE),
            [AmountToken::Number(n), AmountToken::Word(word), ..] if word == "times" => (2, *n),
            [AmountToken::Word(n), AmountToken::Word(word), ..] if word == "times" => {
                match words::number(n) {
                    Some(n) => (2, n),
                    None => (0, ONE),
                }
            }
            _ => (0, ONE),
        };
        self.tokens = self.tokens.get(often.0..).unwrap_or_default();
        often.1
    }

    /// Parses a period such as `a week` into times a year; `needed` after "twice" or "3 times".
    fn times_a_year(&mut self, needed: bool) -> Result<u128, AmountError> {
        let found = match self.tokens {
            [AmountToken::Word(each), AmountToken::Word(period), ..] if words::is_each(each) => {
                Some((2, period))
            }
            [AmountToken::Word(period), ..] => Some((1, period)),
            _ => None,
        };
        let Some((many, period)) = found else {
            return if needed {
                Err(self.kind.problem())
            } else {
                Ok(1)
            };
        };
        // Five days or seven? A factor of 260 or 365 is not for a parser to choose.
        if words::is_day(period) || period == "daily" {
            return Err(AmountError::Daily);
        }
        match words::times_a_year(period) {
            Some(times) => {
                self.tokens = self.tokens.get(many..).unwrap_or_default();
                Ok(times)
            }
            None if needed => Err(self.kind.problem()),
            None => Ok(1),
        }
    }

    fn skip_fillers(&mut self) {
        while self.take_words(&["up", "to"]) || self.take_if(words::is_filler) {}
    }

    /// Consumes the next token if it is a word, or for money a currency sign, that `will_do` accepts.
    fn take_if(&mut self, will_do: impl Fn(&str) -> bool) -> bool {
        let word = match self.tokens.first() {
            Some(AmountToken::Word(word)) => word,
            Some(AmountToken::Currency) => "",
            _ => return false,
        };
        // A currency sign in the field for hours means that the amount is in the wrong field.
        let takes = will_do(word) && (self.kind == AmountUnit::Money || !word.is_empty());
        if takes {
            self.advance();
        }
        takes
    }

    fn take_words(&mut self, words: &[&str]) -> bool {
        let next = self.tokens.iter().take(words.len());
        let same = next
            .zip(words)
            .filter(|(token, word)| matches!(token, AmountToken::Word(w) if w == *word))
            .count();
        if same == words.len() {
            self.tokens = self.tokens.get(same..).unwrap_or_default();
            return true;
        }
        false
    }

    fn advance(&mut self) {
        self.tokens = self.tokens.get(1..).unwrap_or_default();
    }
}

// Up and never to the nearest: a plan that falls short is found out in the tenth month.
fn rounded_up(all: u128, one: u128) -> Result<Amount, AmountError> {
    let units = u64::try_from(all.div_ceil(one))
        .ok()
        .filter(|units| *units <= MOST)
        .ok_or(AmountError::TooLarge)?;
    Ok(Amount {
        units,
        rounded: !all.is_multiple_of(one),
        days: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(read: Result<Option<Amount>, AmountError>) -> Option<u64> {
        read.unwrap().map(|a| a.units)
    }

    #[test]
    fn money_is_read_as_a_nurse_says_it() {
        for (text, expected) in [
            ("1200", 1_200),
            ("£1,200", 1_200),
            ("1 200", 1_200),
            ("1,234,567", 1_234_567),
            ("about 200", 200),
            ("About £200.", 200),
            ("~ 200 pounds", 200),
            ("up to 300", 300),
            ("£1.2k", 1_200),
            (" 2k ", 2_000),
            ("1.255k", 1_255),
            ("2 thousand", 2_000),
            ("two hundred pounds", 200),
            ("a hundred", 100),
            ("1.5m", 1_500_000),
            ("200 GBP", 200),
            ("€ 40", 40),
            ("£50 a month", 600),
            ("£5 per week", 260),
            ("£100/year", 100),
            ("300 in the first year", 300),
            ("0", 0),
            ("nothing", 0),
            ("free", 0),
            ("no cost", 0),
            ("1000000000", 1_000_000_000),
        ] {
            let read = money(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            let exact = Amount {
                units: expected,
                rounded: false,
                days: false,
            };
            assert_eq!(read, Some(exact), "{text}");
        }
    }

    #[test]
    fn days_of_work_are_counted_in_hours_and_that_is_known() {
        for (text, expected, rounded) in [
            ("half a day a week", 195, false),
            ("half a day", 4, true),
            ("a day a month", 90, false),
            ("2 days a month", 180, false),
            ("1.5 days", 12, true),
            ("a day and a half a month", 135, false),
        ] {
            let read = hours(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            let counted = Amount {
                units: expected,
                rounded,
                days: true,
            };
            assert_eq!(read, Some(counted), "{text}");
        }
        assert!(money("half a day").is_err());
    }

    #[test]
    fn hours_are_read_as_a_nurse_says_them() {
        for (text, expected) in [
            ("12", 12),
            ("12 hours", 12),
            ("12h", 12),
            ("about 12 hrs", 12),
            ("1,040", 1_040),
            ("2 a week", 104),
            ("two hours a week", 104),
            ("2h/week", 104),
            ("2 hrs per wk", 104),
            ("an hour a week", 52),
            ("half an hour a week", 26),
            ("half an hour each week", 26),
            ("one and a half hours a week", 78),
            ("an hour and a half a week", 78),
            ("1.5 hours a week", 78),
            ("1½ hours a month", 18),
            ("a couple of hours a month", 24),
            ("30 minutes a week", 26),
            ("2 hours a fortnight", 52),
            ("3 hours a month", 36),
            ("4 a quarter", 16),
            ("6 hours a year", 6),
            ("2 hours twice a week", 208),
            ("1 hour three times a month", 36),
            ("2 hours weekly", 104),
            ("2 hours of staff time a week", 104),
            ("none", 0),
        ] {
            let read = hours(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            let exact = Amount {
                units: expected,
                rounded: false,
                days: false,
            };
            assert_eq!(read, Some(exact), "{text}");
        }
    }

    #[test]
    fn parts_are_rounded_up_and_that_is_known() {
        for (text, expected) in [("£1,200.50", 1_201), ("0.01", 1), ("£33.33 a month", 400)] {
            let amount = money(text).unwrap().unwrap();
            assert_eq!((amount.units, amount.rounded), (expected, true), "{text}");
        }
        let amount = hours("10 minutes a week").unwrap().unwrap();
        assert_eq!((amount.units, amount.rounded), (9, true));
    }

    #[test]
    fn what_is_not_known_is_none_and_not_nothing() {
        for text in [
            "",
            "  ",
            "not known",
            "don\u{2019}t know",
            "?",
            "TBC",
            "unknown",
        ] {
            assert_eq!(units(money(text)), None, "{text:?}");
            assert_eq!(units(hours(text)), None, "{text:?}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for text in [
            "1.200", "1,5", "12,34", "1,2000", "0.125", "1.2.3", "1,200,5",
        ] {
            let refused = money(text).unwrap_err();
            assert!(
                matches!(refused, AmountError::TwoWays(_)),
                "{text}: {refused}"
            );
        }
        for text in [
            "10-15",
            "10 to 15",
            "2 or 3 hours",
            "between 10 and 15",
            "1 2",
        ] {
            assert_eq!(hours(text), Err(AmountError::Several), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_with_what_to_write() {
        for text in [
            "a lot",
            "-3",
            "a week",
            "£",
            "12 hours",
            "200 patients",
            "200 a patient",
            "\u{1b}[31m",
        ] {
            assert!(money(text).is_err(), "{text}");
        }
        for text in [
            "a lot",
            "-3",
            "£200",
            "once a week",
            "a week",
            "half a week",
            "12 sessions",
        ] {
            assert_eq!(hours(text), Err(AmountError::Hours), "{text}");
        }
        assert_eq!(hours("1 hour a day"), Err(AmountError::Daily));
        for text in [
            "1000000001",
            "2000m",
            "99999999999999999999999999999999999999999",
        ] {
            assert_eq!(money(text), Err(AmountError::TooLarge), "{text}");
        }
    }

    #[test]
    fn a_whole_number_is_nothing_else() {
        assert_eq!(whole("1,200"), Ok(Some(1_200)));
        assert_eq!(whole(" "), Ok(None));
        for text in ["1.5", "two", "2 a week", "-1", "£3"] {
            assert!(whole(text).is_err(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_amount_is_read_as_it_is_written(n in 0..=MOST) {
            let exact = Some(Amount { units: n, rounded: false, days: false });
            let grouped = crate::domain::capacity::grouped(n);
            for text in [n.to_string(), grouped.clone(), format!("about \u{a3}{grouped}.")] {
                proptest::prop_assert_eq!(money(&text), Ok(exact), "{}", text);
            }
            proptest::prop_assert_eq!(hours(&format!("{grouped} hours a year")), Ok(exact));
        }

        #[test]
        fn a_rhythm_is_counted_for_a_year(n in 1_u64..500, tenths in 0_u64..10) {
            for (each, times) in [("week", 52), ("fortnight", 26), ("month", 12), ("quarter", 4), ("year", 1)] {
                let all = (n * 10 + tenths) * times;
                let (units, rounded) = (all.div_ceil(10), all % 10 != 0);
                let text = format!("about {n}.{tenths} hours a {each}");
                let read = hours(&text).unwrap();
                proptest::prop_assert_eq!(read, Some(Amount { units, rounded, days: false }), "{}", text);
                let minutes = n * times * DAY_MINUTES;
                let read = hours(&format!("{n} days per {each}")).unwrap();
                let of_days = Amount { units: minutes.div_ceil(60), rounded: !minutes.is_multiple_of(60), days: true };
                proptest::prop_assert_eq!(read, Some(of_days));
            }
        }

        #[test]
        fn whatever_is_typed_gets_an_answer(text in "[ a-z0-9.,/\u{a3}\u{bd}-]{0,24}") {
            for read in [money(&text), hours(&text)] {
                if let Ok(Some(amount)) = read {
                    proptest::prop_assert!(amount.units <= MOST);
                }
            }
        }
    }
}
