//! Exact fractions, used by every count.
//!
//! A rounded mean could reverse the order of two goals. Fractions of small whole numbers stay small, so 64 bits are enough.

use num_rational::Ratio;

/// An exact number.
pub type Exact = Ratio<i64>;

/// A number to one decimal, half away from zero: `4.4`.
pub fn one_decimal(value: Exact) -> String {
    let tenths = (value * 10).round().to_integer();
    // Apart from the digits, because -4 tenths have a whole part of 0, which has no sign.
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}
