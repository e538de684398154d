//! Money and hours of a first year as people say them: "about 200", "£1.2k", "two hours a week" in, whole units out.
//!
//! They are typed while a room waits, so whatever can mean only one amount is taken, and what was understood is shown back.
//! Parts of a unit are rounded up: what is planned must not turn out to be too little.

mod words;

use self::words::{AmountToken, tokens};

/// The most that is taken.
pub const MOST: u64 = 1_000_000_000;

/// Amounts are reckoned in millionths, so that nothing is rounded before the end.
const ONE: u128 = 1_000_000;

/// An amount that was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Whole units in the first year.
    pub units: u64,
    /// It was a little less.
    pub rounded: bool,
}

/// Why a text is no amount: a sentence for the room.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Not an amount of money.
    #[error(
        "That is not an amount. Write it as 1200, £1,200, 1.2k or 50 a month. Empty is \u{201c}not known yet\u{201d}, which is not 0."
    )]
    Money,
    /// Not a number of hours.
    #[error(
        "Those are not hours. Write 12, 2 a week, or half an hour a month. Empty is \u{201c}not known yet\u{201d}, which is not 0."
    )]
    Hours,
    /// Not a whole number.
    #[error("A whole number, such as 1200, or nothing.")]
    Whole,
    /// A comma or point that may stand for thousands or for parts.
    #[error("{0} can be read in two ways. Write thousands as 1,200 and parts as 1.20.")]
    TwoWays(String),
    /// More than one amount.
    #[error("Write one number: the higher one is the safer one.")]
    Several,
    /// Days of work, which are not equally long everywhere.
    #[error("Say it in hours: a day of work is not equally long everywhere.")]
    Days,
    /// So much a day, of how many days?
    #[error("Say it by the week, such as 5 hours a week.")]
    Daily,
    /// More than the most.
    #[error("That is too large: 1,000,000,000 at most.")]
    TooLarge,
}

/// The unit of a bare number.
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

/// Whole units of currency in the first year; `None` is not known yet.
///
/// # Errors
/// A sentence that says what could not be understood.
pub fn money(text: &str) -> Result<Option<Amount>, AmountError> {
    understand(text, AmountUnit::Money)
}

/// Hours in the first year; `None` is not known yet. "2 a week" is 104: a year has 52 weeks, 26 fortnights and 12 months.
///
/// # Errors
/// A sentence that says what could not be understood.
pub fn hours(text: &str) -> Result<Option<Amount>, AmountError> {
    understand(text, AmountUnit::Hours)
}

/// A whole number of anything else; `None` where nothing is typed.
///
/// # Errors
/// A sentence that says what could not be understood.
pub fn whole(text: &str) -> Result<Option<u64>, AmountError> {
    match tokens(text)
        .map_err(|e| e.unwrap_or(AmountError::Whole))?
        .as_slice()
    {
        [] => Ok(None),
        [AmountToken::Number(n)] if n % ONE == 0 => {
            let amount = rounded_up(*n, ONE)?;
            Ok(Some(amount.units))
        }
        _ => Err(AmountError::Whole),
    }
}

fn understand(text: &str, kind: AmountUnit) -> Result<Option<Amount>, AmountError> {
    match words::in_words(text) {
        Some(words::InWords::NotKnown) => return Ok(None),
        Some(words::InWords::Nothing) => {
            return Ok(Some(Amount {
                units: 0,
                rounded: false,
            }));
        }
        None => {}
    }
    let tokens = tokens(text).map_err(|e| e.unwrap_or(kind.problem()))?;
    let mut said = AmountParser {
        tokens: &tokens,
        kind,
    };
    said.amount().map(Some)
}

/// The rest of a text that is still to be read.
struct AmountParser<'a> {
    tokens: &'a [AmountToken],
    kind: AmountUnit,
}

impl AmountParser<'_> {
    /// The whole text: a quantity, and how often it comes.
    fn amount(&mut self) -> Result<Amount, AmountError> {
        self.skip_fillers();
        if self.take_words(&["between"]) {
            return Err(AmountError::Several);
        }
        self.take_if(words::is_currency);
        let mut quantity = self.quantity().ok_or_else(|| self.kind.problem())?;
        quantity = self.scaled(quantity)?;
        if self.take_words(&["and", "a", "half"]) {
            quantity += ONE / 2;
        }
        let minutes = self.unit()?;
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
        // In millionths twice over, and sixtieths.
        rounded_up(all, ONE * ONE * 60)
    }

    /// A number in digits or as a word.
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
        // "a week" is no amount, and neither is "half a week": what follows has to be a unit.
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

    /// The unit, in sixtieths of one.
    fn unit(&mut self) -> Result<u128, AmountError> {
        match (self.kind, self.tokens.first()) {
            (AmountUnit::Money, _) => {
                self.take_if(words::is_currency);
                Ok(60)
            }
            (AmountUnit::Hours, Some(AmountToken::Word(word))) => match words::minutes(word) {
                Some(minutes) => {
                    self.advance();
                    Ok(minutes)
                }
                None if words::is_day(word) => Err(AmountError::Days),
                None => Ok(60),
            },
            (AmountUnit::Hours, _) => Ok(60),
        }
    }

    /// `twice`, `3 times`; once where nothing is said.
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

    /// The times a year that a period such as `a week` comes.
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

    /// Takes the next token where it is a word, or a sign of currency, that will do.
    fn take_if(&mut self, will_do: impl Fn(&str) -> bool) -> bool {
        let word = match self.tokens.first() {
            Some(AmountToken::Word(word)) => word,
            Some(AmountToken::Currency) => "",
            _ => return false,
        };
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

fn rounded_up(all: u128, one: u128) -> Result<Amount, AmountError> {
    let units = u64::try_from(all.div_ceil(one))
        .ok()
        .filter(|units| *units <= MOST)
        .ok_or(AmountError::TooLarge)?;
    Ok(Amount {
        units,
        rounded: !all.is_multiple_of(one),
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
            };
            assert_eq!(read, Some(exact), "{text}");
        }
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
        assert_eq!(hours("2 days a month"), Err(AmountError::Days));
        assert_eq!(hours("half a day"), Err(AmountError::Days));
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
            let exact = Some(Amount { units: n, rounded: false });
            let grouped = crate::domain::capacity::grouped(n);
            for text in [n.to_string(), grouped.clone(), format!("about \u{a3}{grouped}.")] {
                proptest::prop_assert_eq!(money(&text), Ok(exact), "{}", text);
            }
            proptest::prop_assert_eq!(hours(&format!("{grouped} hours a year")), Ok(exact));
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
