//! Whole numbers behind a percentage: which counts round to it, and which is nearest.
//!
//! Arithmetic is exact: 12.5% of 8 is 1, and both a printed 13% and a printed 12% are right for it.

use super::cell::PrintedNumber;

/// A percentage at its printed precision: `digits` divided by ten to the power of `places`, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent {
    /// The digits without the decimal point.
    pub digits: i128,
    /// Digits behind the decimal point.
    pub places: u32,
}

/// Counts that a percentage may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PossibleCounts {
    /// The nearest count.
    pub nearest: u32,
    /// Number of counts that give the printed percentage; 0 if none does.
    pub choices: u32,
}

impl Percent {
    /// Converts a printed number. `is_fraction` if the table writes 0.73 for 73%.
    pub fn from_printed(printed: PrintedNumber, is_fraction: bool) -> Self {
        let PrintedNumber {
            mut digits,
            mut places,
            is_percent,
        } = printed;
        if is_fraction && !is_percent {
            // By moving the point, not by multiplying: 0.730 keeps its three digits and becomes 73.0%.
            if places >= 2 {
                places -= 2;
            } else {
                digits = digits.saturating_mul(10_i128.pow(2 - places));
                places = 0;
            }
        }
        Self { digits, places }
    }

    /// Extends it to more decimals, for trailing zeros that a spreadsheet dropped.
    #[must_use]
    pub fn at(self, places: u32) -> Self {
        match places.checked_sub(self.places) {
            Some(more) => Self {
                digits: self.digits.saturating_mul(10_i128.saturating_pow(more)),
                places,
            },
            None => self,
        }
    }

    /// True from 0 to 100.
    pub fn is_sound(self) -> bool {
        self.digits >= 0 && self.digits <= 100 * 10_i128.saturating_pow(self.places)
    }

    /// Value in hundredths of a percent, rounded half up.
    pub fn hundredths(self) -> u32 {
        let unit = 10_i128.saturating_pow(self.places);
        let value = (self.digits.saturating_mul(200).saturating_add(unit)) / (2 * unit);
        u32::try_from(value).unwrap_or(u32::MAX)
    }

    /// Value in percent.
    pub fn value(self) -> f64 {
        f64::from(self.hundredths()) / 100.0
    }

    /// Printed form, such as `73.3%`.
    pub fn text(self) -> String {
        let printed = PrintedNumber {
            digits: self.digits,
            places: self.places,
            is_percent: true,
        };
        printed.text()
    }

    /// True if `count` of `base` rounds to it, with half a unit allowed either way.
    pub fn gives(self, count: u32, base: u32) -> bool {
        let (k, n) = (i128::from(count), i128::from(base));
        let unit = 200 * 10_i128.saturating_pow(self.places);
        // Inclusive at both ends: 1 of 8 is 12.5%, which is printed as 13% or, by bankers' rounding, as 12%.
        (2 * self.digits - 1) * n <= k * unit && k * unit <= (2 * self.digits + 1) * n
    }

    /// True if it is below `count` of `base`.
    pub fn is_below(self, count: u32, base: u32) -> bool {
        let unit = 100 * 10_i128.saturating_pow(self.places);
        self.digits * i128::from(base) < i128::from(count) * unit
    }

    /// The counts of a base that give it.
    pub fn of_base(self, base: u32) -> PossibleCounts {
        let n = i128::from(base);
        // k / n lies within half of the last digit: (2d - 1) n <= 200 k 10^places <= (2d + 1) n.
        let unit = 200 * 10_i128.saturating_pow(self.places);
        // In whole numbers, since floats put exact halves on either side.
        let low = ((2 * self.digits - 1).max(0) * n + unit - 1) / unit;
        let high = ((2 * self.digits + 1) * n / unit).min(n);
        let nearest = ((4 * self.digits * n + unit) / (2 * unit)).clamp(0, n);
        let choices = (high - low + 1).max(0);
        PossibleCounts {
            nearest: u32::try_from(nearest).unwrap_or(u32::MAX),
            choices: u32::try_from(choices).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::cell, *};

    fn percent(text: &str) -> Percent {
        let printed = cell::number(text).unwrap();
        Percent::from_printed(printed, !text.contains('%') && text.starts_with("0."))
    }

    #[test]
    fn a_percentage_that_no_whole_number_gives_is_seen() {
        let of = |text: &str, base: u32| {
            let whole = percent(text).of_base(base);
            (whole.nearest, whole.choices)
        };
        assert_eq!(of("41%", 131), (54, 1));
        assert_eq!(of("41.2%", 131), (54, 1));
        assert_eq!(of("41.3%", 131), (54, 0));
        assert_eq!(of("50%", 7), (4, 0));
        assert_eq!(of("41%", 1000), (410, 11));
        assert_eq!(of("0.7333333333333333", 15), (11, 1));
        assert_eq!(of("0.73", 15), (11, 1));
        assert_eq!(of("0.74", 15), (11, 0));
        // Half of a digit is rounded up here and to the even one there.
        assert_eq!(of("13%", 8), (1, 1));
        assert_eq!(of("12%", 8), (1, 1));
        assert_eq!(of("0%", 20), (0, 1));
        assert_eq!(of("100%", 20), (20, 1));
        assert_eq!(of("0%", 1000), (0, 6));
        assert_eq!(percent("41%").at(1).of_base(131).choices, 0);
        assert_eq!(percent("73.33%").hundredths(), 7333);
        assert_eq!(percent("0.733333%").hundredths(), 73);
        assert_eq!(percent("0.7").digits, 70);
        assert!(!percent("100.1%").is_sound());
    }

    proptest! {
        #[test]
        fn what_people_gave_is_always_among_the_choices(base in 1_u32..5000, of in 0.0..=1.0_f64, places in 0_u32..4) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "of at most 5000")]
            let k = (of * f64::from(base)).round() as u32;
            let unit = 10_i128.pow(places);
            let digits = (200 * i128::from(k) * unit + i128::from(base)) / (2 * i128::from(base));
            let whole = Percent { digits, places }.of_base(base);
            prop_assert!(whole.choices > 0);
            prop_assert!(whole.nearest <= base);
            if whole.choices == 1 {
                prop_assert_eq!(whole.nearest, k);
            }
            let step = i128::from(whole.nearest.abs_diff(k)) * 100 * unit;
            prop_assert!(step <= i128::from(base), "{} and {k} of {base}", whole.nearest);
        }
    }
}
