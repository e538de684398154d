//! Exact fractions, in which every count is done.
//!
//! A rounded mean could turn an order of goals round; fractions of small whole numbers stay small.

use num_rational::Ratio;

/// An exact number.
pub type Exact = Ratio<i64>;

/// To one decimal, half away from zero: `4.4`.
pub fn one_decimal(value: Exact) -> String {
    let tenths = (value * 10).round().to_integer();
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}
