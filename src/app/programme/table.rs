//! Values of the tables: their text, their order, and the rows that are left by a unit and by typed letters.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::{
    app::cards::{Column, Line, Role, line},
    domain::{capacity::grouped, dates},
};

/// A value in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Words(String),
    /// An amount; `None` where it is not known.
    Number(Option<u64>),
    Day(Option<Date>),
}

impl Value {
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    /// The text on the screen.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Words(text) => text.clone(),
            Self::Number(number) => number.map_or_else(String::new, grouped),
            Self::Day(day) => day.map_or_else(String::new, dates::short),
        }
    }

    /// The text in a file: ISO 8601 days and numbers without separators.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Words(text) => text.clone(),
            Self::Number(number) => number.map_or_else(String::new, |n| n.to_string()),
            Self::Day(day) => day.map_or_else(String::new, |d| d.to_string()),
        }
    }

    /// The order of two values of a column. An empty value comes last in both directions.
    pub(super) fn order(&self, other: &Self, reversed: bool) -> Ordering {
        match (self.is_empty(), other.is_empty()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Greater,
            (false, true) => return Ordering::Less,
            (false, false) => {}
        }
        let order = match (self, other) {
            (Self::Words(a), Self::Words(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Day(a), Self::Day(b)) => a.cmp(b),
            // A column has values of one kind.
            _ => Ordering::Equal,
        };
        if reversed { order.reverse() } else { order }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Words(text) => text.is_empty(),
            Self::Number(number) => number.is_none(),
            Self::Day(day) => day.is_none(),
        }
    }
}

/// A column of a table and its name in a file.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Name in a file and in the sentence about the order.
    pub(super) name: &'static str,
    /// Column on the screen; `None` for a column of files only.
    pub(super) column: Option<Column>,
}

impl Head {
    pub(super) fn new(name: &'static str, mut column: Column) -> Self {
        name.clone_into(&mut column.head);
        Self {
            name,
            column: Some(column),
        }
    }

    pub(super) fn of_files(name: &'static str) -> Self {
        Self { name, column: None }
    }
}

/// A column of days.
pub(super) fn day(drop: u8) -> Column {
    Column::one_line("", 11, drop)
}

/// Cell of a value.
pub(super) fn cell(value: &Value, role: Role) -> Line {
    line(role, value.text())
}

/// Order of a list: a column, and its direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sorting {
    /// Index of the column; `None` for the order of the data.
    pub(super) column: Option<usize>,
    pub(super) reversed: bool,
}

impl Sorting {
    /// The next column of `count`, after the last one the order of the data.
    pub(super) fn next(self, count: usize) -> Self {
        let next = self.column.map_or(0, |at| at + 1);
        Self {
            column: (next < count).then_some(next),
            reversed: false,
        }
    }
}

/// True if a text, in small letters, has all words of a filter.
pub(super) fn has_words(text: &str, filter: &[String]) -> bool {
    filter.iter().all(|word| text.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_comes_last_in_both_directions() {
        let known = Value::Number(Some(3));
        let unknown = Value::Number(None);
        for reversed in [false, true] {
            assert_eq!(known.order(&unknown, reversed), Ordering::Less);
            assert_eq!(unknown.order(&known, reversed), Ordering::Greater);
        }
        let (small, large) = (Value::Number(Some(9)), Value::Number(Some(10)));
        assert_eq!(small.order(&large, false), Ordering::Less);
        assert_eq!(small.order(&large, true), Ordering::Greater);
    }

    #[test]
    fn after_the_last_column_comes_the_order_of_the_data() {
        let mut sorting = Sorting::default();
        let columns: Vec<_> = (0..4)
            .map(|_| {
                sorting = sorting.next(3);
                sorting.column
            })
            .collect();
        assert_eq!(columns, [Some(0), Some(1), Some(2), None]);
    }
}
