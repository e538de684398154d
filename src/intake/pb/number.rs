//! Parses numbers of ballot files without rounding.

use crate::domain::vote::exact::Exact;

/// Number of digits that always fit into `i64`.
const DIGITS: usize = 18;

/// Reason why a text is not an exact number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotExact {
    /// Not a number.
    NoNumber,
    /// Too large to count exactly.
    TooLarge,
    /// More decimals than can be counted exactly.
    TooFine,
    /// An amount such as `1,000`, which is a thousand in one country and 1 in another.
    TwoReadings,
}

impl NotExact {
    /// Continuation of a message after the text itself; may be empty.
    pub fn about(self) -> &'static str {
        match self {
            Self::NoNumber => "",
            Self::TooLarge => ", which is too large",
            Self::TooFine => ", which has too many decimals",
            Self::TwoReadings => ", which may be thousands or decimals",
        }
    }

    /// Advice for what to write instead of `text`; may be empty.
    pub fn help(self, text: &str) -> String {
        match self {
            Self::NoNumber => String::new(),
            Self::TooLarge | Self::TooFine => format!("write it with at most {DIGITS} digits"),
            Self::TwoReadings => {
                let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
                format!("write `{whole}{part}` for thousands, or `{whole}.{part}0` for decimals")
            }
        }
    }
}

/// Parses a number exactly: `12000`, `12000.50`, `12000,50`, `1.2e4`, `1/3`.
///
/// # Errors
/// Fails for a text that is no number or does not fit.
pub fn exact(text: &str) -> Result<Exact, NotExact> {
    let text = text.trim();
    if let Some((above, below)) = text.split_once('/') {
        let (above, below) = (integer(above)?, integer(below)?);
        return if below > 0 {
            Ok(Exact::new(above, below))
        } else {
            Err(NotExact::NoNumber)
        };
    }
    let (number, power) = match text.split_once(['e', 'E']) {
        Some((number, power)) => (number, integer(power)?),
        None => (text, 0),
    };
    let (sign, number) = match number.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NotExact::NoNumber);
    }
    let whole = whole.trim_start_matches('0');
    let beyond = if whole.len() > DIGITS || power > 0 {
        NotExact::TooLarge
    } else {
        NotExact::TooFine
    };
    let places = i64::try_from(part.len()).map_err(|_| beyond)?;
    let power = power.checked_sub(places).ok_or(beyond)?;
    let digits: i64 = digits.parse().map_err(|_| beyond)?;
    let ten = u32::try_from(power.unsigned_abs()).map_err(|_| beyond)?;
    let ten = 10_i64.checked_pow(ten).ok_or(beyond)?;
    if power < 0 {
        Ok(Exact::new(sign * digits, ten))
    } else {
        let number = (sign * digits).checked_mul(ten).ok_or(beyond)?;
        Ok(Exact::from_integer(number))
    }
}

/// Parses an amount of money or hours. `1,000` and `1.000` are refused: either reading could change the winners, and
/// nothing in the file would show it.
///
/// # Errors
/// As [`exact`], and for an amount with two readings.
pub fn amount(text: &str) -> Result<Exact, NotExact> {
    let number = exact(text)?;
    let digits = text.trim().trim_start_matches(['-', '+']);
    let two_readings = digits.split_once(['.', ',']).is_some_and(|(whole, part)| {
        (1..=3).contains(&whole.len()) && !whole.starts_with('0') && part.len() == 3
    });
    if two_readings {
        return Err(NotExact::TwoReadings);
    }
    Ok(number)
}

/// Parses a whole number with an optional sign.
fn integer(text: &str) -> Result<i64, NotExact> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NotExact::NoNumber);
    }
    text.parse().map_err(|_| NotExact::TooLarge)
}
