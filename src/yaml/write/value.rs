//! Values to write: text, numbers, lists and keys in order.
//!
//! Between the domain's types and the layout, so that each of the two can be read without the other.

use jiff::civil::{Date, Time};

use crate::domain::stamp::Stamp;

/// Something to write.
#[derive(Clone, Debug)]
pub(super) enum YamlValue {
    /// A number, true or false: written as it is.
    Bare(String),
    /// Text, which may need quotes.
    Text(String),
    List(Vec<YamlValue>),
    Map(YamlBlock),
}

/// Keys with their values, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct YamlBlock(pub(super) Vec<(String, YamlValue)>);

impl YamlBlock {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn with(mut self, key: &str, value: impl Into<YamlValue>) -> Self {
        self.0.push((key.to_owned(), value.into()));
        self
    }

    /// Adds a key, unless there is no value.
    pub(super) fn may<T: Into<YamlValue>>(self, key: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds a key, unless its text is empty.
    pub(super) fn filled(self, key: &str, text: &str) -> Self {
        self.may(key, (!text.is_empty()).then_some(text))
    }

    /// Adds a key, unless it is false.
    pub(super) fn when(self, key: &str, flag: bool) -> Self {
        self.may(key, flag.then_some(true))
    }

    /// Adds a list, even if it is empty.
    pub(super) fn every<T>(self, key: &str, items: &[T], write: impl Fn(&T) -> YamlValue) -> Self {
        self.with(key, YamlValue::List(items.iter().map(write).collect()))
    }

    /// Adds a list, unless it is empty.
    pub(super) fn list<T>(self, key: &str, items: &[T], write: impl Fn(&T) -> YamlValue) -> Self {
        if items.is_empty() {
            return self;
        }
        self.every(key, items, write)
    }
}

impl From<YamlBlock> for YamlValue {
    fn from(block: YamlBlock) -> Self {
        Self::Map(block)
    }
}

impl From<&str> for YamlValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for YamlValue {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for YamlValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for YamlValue {
    fn from(flag: bool) -> Self {
        Self::Bare(flag.to_string())
    }
}

impl From<u32> for YamlValue {
    fn from(number: u32) -> Self {
        Self::Bare(number.to_string())
    }
}

impl From<u64> for YamlValue {
    fn from(number: u64) -> Self {
        Self::Bare(number.to_string())
    }
}

impl From<f64> for YamlValue {
    /// Writes it without an exponent and with a point: every reader takes it for the same number.
    fn from(number: f64) -> Self {
        let digits = number.to_string();
        // `61` beside `61.5` is a whole number to some readers, and a column of both gets two
        // types.
        let point = if digits.contains('.') { "" } else { ".0" };
        Self::Bare(format!("{digits}{point}"))
    }
}

impl From<Date> for YamlValue {
    fn from(date: Date) -> Self {
        Self::Text(date.to_string())
    }
}

impl From<Time> for YamlValue {
    /// `13:00`, with seconds only where there are any.
    fn from(time: Time) -> Self {
        let (hour, minute) = (time.hour(), time.minute());
        Self::Text(match time.second() {
            0 => format!("{hour:02}:{minute:02}"),
            second => format!("{hour:02}:{minute:02}:{second:02}"),
        })
    }
}

impl From<Stamp> for YamlValue {
    fn from(stamp: Stamp) -> Self {
        Self::Text(stamp.to_string())
    }
}
