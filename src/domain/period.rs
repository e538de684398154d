//! Periods of survey results, such as `2026`, `2026-Q2` or `2026-04`: their length, their order and their names.

use super::dates::MONTHS;

/// Length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// A month, `2026-04`.
    Month,
    /// A quarter of a calendar year, `2026-Q2`.
    Quarter,
    /// A quarter of a financial year, `2025/26-Q1`.
    FinancialQuarter,
    /// A calendar year, `2026`.
    Year,
    /// A financial year, `2025/26`.
    FinancialYear,
}

impl PeriodKind {
    /// Number of periods in a year.
    fn in_a_year(self) -> i32 {
        match self {
            Self::Month => 12,
            Self::Quarter | Self::FinancialQuarter => 4,
            Self::Year | Self::FinancialYear => 1,
        }
    }
}

/// A period whose neighbours are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    kind: PeriodKind,
    year: i32,
    /// Month or quarter, from 1; 1 for a year.
    part: i32,
}

impl Period {
    /// Parses a period as files write it; `None` for any other text, such as `wave 2`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, part) = match text.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (text, None),
        };
        let (year, is_financial) = match year.split_once('/') {
            Some((first, second)) => {
                let first = digits(first, 4)?;
                ((first + 1) % 100 == digits(second, 2)?).then_some((first, true))?
            }
            None => (digits(year, 4)?, false),
        };
        let of = |kind, part| Self { kind, year, part };
        let Some(part) = part else {
            return Some(of(
                if is_financial {
                    PeriodKind::FinancialYear
                } else {
                    PeriodKind::Year
                },
                1,
            ));
        };
        if let Some(quarter) = part.strip_prefix('Q') {
            let quarter = digits(quarter, 1).filter(|q| (1..=4).contains(q))?;
            let kind = if is_financial {
                PeriodKind::FinancialQuarter
            } else {
                PeriodKind::Quarter
            };
            return Some(of(kind, quarter));
        }
        let month = digits(part, 2).filter(|m| (1..=12).contains(m) && !is_financial)?;
        Some(of(PeriodKind::Month, month))
    }

    /// Length.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Calendar year in which it begins.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Position among all periods of its length: neighbours differ by 1.
    pub fn ordinal(self) -> i32 {
        self.year * self.kind.in_a_year() + self.part - 1
    }

    /// The period of the same length at a position.
    #[must_use]
    pub fn at(self, ordinal: i32) -> Self {
        let parts = self.kind.in_a_year();
        Self {
            year: ordinal.div_euclid(parts),
            part: ordinal.rem_euclid(parts) + 1,
            ..self
        }
    }

    /// First and last month, counted from the year 0. A financial year begins in April.
    fn months(self) -> (i32, i32) {
        let year = 12 * self.year;
        let (first, count) = match self.kind {
            PeriodKind::Month => (year + self.part - 1, 1),
            PeriodKind::Quarter => (year + 3 * (self.part - 1), 3),
            PeriodKind::FinancialQuarter => (year + 3 * self.part, 3),
            PeriodKind::Year => (year, 12),
            PeriodKind::FinancialYear => (year + 3, 12),
        };
        (first, first + count - 1)
    }

    /// True if it is shorter than another period and within it: `2026-08` of `2026`, `2026-Q3` or `2026/27`.
    pub fn is_part_of(self, whole: Self) -> bool {
        let ((from, to), (first, last)) = (self.months(), whole.months());
        first <= from && to <= last && (from, to) != (first, last)
    }

    /// Its last month, counted from the year 0, which puts periods of several lengths in order.
    pub fn last_month(self) -> i32 {
        self.months().1
    }

    /// True for the first period of its year.
    pub fn begins_year(self) -> bool {
        self.part == 1
    }

    /// Name with its year, in a table of month names: `October 2025`, `Apr\u{2013}Jun 2026`, `2026`, `Q1 of 2025/26`.
    // A quarter by its months and not by its number: Q1 of the NHS begins in April, and that of a calendar year in January.
    pub fn name(self, months: &[&str; 12]) -> String {
        match self.kind {
            PeriodKind::Year => self.year.to_string(),
            PeriodKind::Month | PeriodKind::Quarter => {
                format!("{} {}", self.name_in_year(months), self.year)
            }
            PeriodKind::FinancialYear => self.financial_year(),
            PeriodKind::FinancialQuarter => format!("Q{} of {}", self.part, self.financial_year()),
        }
    }

    /// Name without its year: `October`, `Apr\u{2013}Jun`; of a year the same as [`Period::name`].
    pub fn name_in_year(self, months: &[&str; 12]) -> String {
        match self.kind {
            PeriodKind::Month => month(months, self.part).to_owned(),
            PeriodKind::Quarter => {
                let first = short(month(months, self.part * 3 - 2));
                format!("{first}\u{2013}{}", short(month(months, self.part * 3)))
            }
            PeriodKind::Year | PeriodKind::FinancialYear | PeriodKind::FinancialQuarter => {
                self.name(months)
            }
        }
    }

    /// Label on an axis, at most `columns` characters; empty where none is short enough.
    pub fn label(self, months: &[&str; 12], columns: usize) -> String {
        let forms = match self.kind {
            PeriodKind::Month => {
                let name = month(months, self.part);
                vec![short(name), name.chars().take(1).collect()]
            }
            PeriodKind::Quarter => {
                let name = month(months, self.part * 3 - 2);
                vec![short(name), name.chars().take(1).collect()]
            }
            PeriodKind::FinancialQuarter => vec![format!("Q{}", self.part)],
            PeriodKind::Year => vec![
                self.year.to_string(),
                format!("{:02}", self.year.rem_euclid(100)),
            ],
            PeriodKind::FinancialYear => vec![self.financial_year(), self.year.to_string()],
        };
        let fits = |form: &String| form.chars().count() <= columns;
        forms.into_iter().find(fits).unwrap_or_default()
    }

    /// Year in which it is, as a label: `2026`, or `2025/26` for a quarter of a financial year.
    pub fn year_name(self) -> String {
        match self.kind {
            PeriodKind::Month | PeriodKind::Quarter | PeriodKind::Year => self.year.to_string(),
            PeriodKind::FinancialQuarter | PeriodKind::FinancialYear => self.financial_year(),
        }
    }

    fn financial_year(self) -> String {
        format!("{}/{:02}", self.year, (self.year + 1).rem_euclid(100))
    }
}

fn month<'a>(months: &[&'a str; 12], number: i32) -> &'a str {
    let index = usize::try_from(number - 1).ok();
    index.and_then(|i| months.get(i)).copied().unwrap_or("")
}

fn short(month: &str) -> String {
    month.chars().take(3).collect()
}

/// Parses a number of exactly `count` digits.
fn digits(text: &str, count: usize) -> Option<i32> {
    let all = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| all)
}

/// True if a period is another one, or a part of it: `2026-08` of `2026`, `2026-Q3` or `2026/27`.
pub fn is_within(period: &str, whole: &str) -> bool {
    if period == whole {
        return true;
    }
    let (Some(part), Some(whole)) = (Period::parse(period), Period::parse(whole)) else {
        return false;
    };
    part.is_part_of(whole) || part.months() == whole.months()
}

/// English name of a period as files write it; any other text as it is.
pub fn period_name(text: &str) -> String {
    Period::parse(text).map_or_else(|| text.to_owned(), |period| period.name(&MONTHS))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn periods_have_names_and_neighbours() {
        for (text, name, next) in [
            ("2026", "2026", "2027"),
            ("2026-04", "April 2026", "May 2026"),
            ("2025-12", "December 2025", "January 2026"),
            ("2026-Q2", "Apr\u{2013}Jun 2026", "Jul\u{2013}Sep 2026"),
            ("2026-Q4", "Oct\u{2013}Dec 2026", "Jan\u{2013}Mar 2027"),
            ("2025/26", "2025/26", "2026/27"),
            ("2025/26-Q4", "Q4 of 2025/26", "Q1 of 2026/27"),
            ("1999/00", "1999/00", "2000/01"),
        ] {
            let period = Period::parse(text).unwrap();
            assert_eq!(period.name(&MONTHS), name);
            assert_eq!(period.at(period.ordinal() + 1).name(&MONTHS), next);
        }
        for text in [
            "",
            "26",
            "2026-4",
            "2026-13",
            "2026-00",
            "2026-Q5",
            "2026-q1",
            "2025/27",
            "2025/26-04",
            "wave 2",
            "2026-03-31",
            "+026",
            "20\u{0663}6",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_is_part_of_its_quarter_and_years() {
        for (part, whole, is) in [
            ("2026-08", "2026", true),
            ("2026-08", "2026-Q3", true),
            ("2026-03", "2025/26", true),
            ("2026-04", "2025/26", false),
            ("2025/26-Q4", "2026", true),
            ("2025/26", "2026", false),
            ("2026", "2026-08", false),
            ("2025-12", "2026", false),
            ("wave 2", "wave 2", true),
            ("wave 2", "2026", false),
        ] {
            assert_eq!(is_within(part, whole), is, "{part} {whole}");
        }
    }

    #[test]
    fn a_label_takes_no_more_than_its_columns() {
        let label = |text: &str, columns| Period::parse(text).unwrap().label(&MONTHS, columns);
        assert_eq!(label("2026-04", 3), "Apr");
        assert_eq!(label("2026-04", 2), "A");
        assert_eq!(label("2026-Q3", 3), "Jul");
        assert_eq!(label("2026", 4), "2026");
        assert_eq!(label("2026", 3), "26");
        assert_eq!(label("2026", 1), "");
    }

    proptest! {
        #[test]
        fn text_order_is_time_order(kind in 0..3_usize, a in 0..3000_i32, b in 0..3000_i32) {
            let first = Period::parse(["2000-01", "2000-Q1", "2000"][kind]).unwrap();
            let written = |n: i32| {
                let p = first.at(first.ordinal() + n);
                match p.kind {
                    PeriodKind::Month => format!("{:04}-{:02}", p.year, p.part),
                    PeriodKind::Quarter => format!("{:04}-Q{}", p.year, p.part),
                    _ => format!("{:04}", p.year),
                }
            };
            let period = |n: i32| Period::parse(&written(n)).unwrap();
            prop_assert_eq!(period(a).ordinal() - period(b).ordinal(), a - b);
            prop_assert_eq!(written(a).cmp(&written(b)), a.cmp(&b));
        }
    }
}
