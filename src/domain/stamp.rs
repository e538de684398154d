//! Time stamps: local date and time with the offset from UTC.
//!
//! The domain has no clock and no time zone database. Stamps come in from outside, with all that is needed to print them and to
//! subtract them.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A local date and time to the second, with its offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
// Not `Ord`: a clock may be set back during a meeting, so events are in the order of the journal's numbers and never of time.
pub struct Stamp {
    local: DateTime,
    /// Seconds east of UTC, within a day either way.
    offset: i32,
}

/// A text that is not a stamp such as `2026-11-24T13:02:11+00:00`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a moment such as 2026-11-24T13:02:11+00:00")]
pub struct ParseStampError(String);

impl Stamp {
    /// The stamp of a clock that shows `local` and is `offset` seconds ahead of UTC. Fractions of a second are dropped.
    pub fn new(local: DateTime, offset: i32) -> Self {
        // The written form has whole seconds: with a fraction a stamp would not equal itself after a restart.
        let local = local.with().subsec_nanosecond(0).build().unwrap_or(local);
        Self { local, offset }
    }

    /// Local date.
    pub fn date(self) -> Date {
        self.local.date()
    }

    /// Local time.
    pub fn time(self) -> Time {
        self.local.time()
    }

    /// Local time, as `13:04`.
    pub fn hm(self) -> String {
        format!("{:02}:{:02}", self.local.hour(), self.local.minute())
    }

    /// Seconds east of UTC.
    pub fn offset(self) -> i32 {
        self.offset
    }

    /// Seconds since `earlier`; 0 if `earlier` is later, because a clock was set back.
    pub fn seconds_since(self, earlier: Self) -> u64 {
        u64::try_from(self.seconds() - earlier.seconds()).unwrap_or(0)
    }

    /// The stamp `seconds` later on the same clock; saturates at the end of the year 9999.
    #[must_use]
    pub fn later(self, seconds: u64) -> Self {
        let span = jiff::SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
        Self {
            local: self.local.saturating_add(span),
            offset: self.offset,
        }
    }

    /// The first moment of a day anywhere on Earth, 14 hours before its midnight in UTC.
    pub fn first_of(day: Date) -> Self {
        Self::new(day.at(0, 0, 0, 0), 14 * 3600)
    }

    /// This stamp, or the second after `earlier` if it is not later than that.
    #[must_use]
    pub fn after(self, earlier: Self) -> Self {
        if self.seconds() > earlier.seconds() {
            self
        } else {
            earlier.later(1)
        }
    }

    /// Seconds since 1970-01-01 in UTC.
    pub fn seconds(self) -> i64 {
        let span = self
            .local
            .duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0));
        span.as_secs() - i64::from(self.offset)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, off) = if self.offset < 0 {
            ('-', -self.offset)
        } else {
            ('+', self.offset)
        };
        let l = self.local;
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            l.year(),
            l.month(),
            l.day(),
            l.hour(),
            l.minute(),
            l.second(),
            off / 3600,
            off / 60 % 60
        )
    }
}

impl FromStr for Stamp {
    type Err = ParseStampError;

    fn from_str(text: &str) -> Result<Self, ParseStampError> {
        let no = || ParseStampError(text.to_owned());
        // Checked, because a hostile file may have a letter of two bytes across byte 19.
        let (head, tail) = text.split_at_checked(19).ok_or_else(no)?;
        let local: DateTime = head.parse().map_err(|_| no())?;
        let offset = if tail == "Z" {
            0
        } else {
            offset_of(tail).ok_or_else(no)?
        };
        Ok(Self::new(local, offset))
    }
}

/// Parses an offset such as `+01:00` into seconds.
fn offset_of(text: &str) -> Option<i32> {
    let sign = match text.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return None,
    };
    let (h, m) = text.get(1..)?.split_once(':')?;
    let (h, m): (i32, i32) = (h.parse().ok()?, m.parse().ok()?);
    ((0..=23).contains(&h) && (0..=59).contains(&m)).then_some(sign * (h * 3600 + m * 60))
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_it_is_read() {
        for text in [
            "2026-11-24T13:02:11+00:00",
            "2026-06-01T09:00:00+01:00",
            "2026-01-31T23:59:59-03:30",
        ] {
            assert_eq!(text.parse::<Stamp>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "2026-11-24",
            "2026-11-24T13:02:11",
            "2026-11-24T13:02:11+25:00",
            "2026-11-24T13:02:1é+00:00",
        ] {
            assert!(text.parse::<Stamp>().is_err(), "{text}");
        }
    }

    #[test]
    fn one_moment_taken_from_another_knows_the_offset() {
        let utc: Stamp = "2026-06-01T09:00:00+00:00".parse().unwrap();
        let london: Stamp = "2026-06-01T10:00:05+01:00".parse().unwrap();
        assert_eq!(london.seconds_since(utc), 5);
        assert_eq!(utc.seconds_since(london), 0);
    }

    #[test]
    fn a_clock_that_was_set_back_gives_the_second_after_the_last_stamp() {
        let at = |text: &str| text.parse::<Stamp>().unwrap();
        let last = at("2026-06-01T10:00:00+01:00");
        for (now, next) in [
            ("2026-06-01T09:00:01+00:00", "2026-06-01T09:00:01+00:00"),
            ("2026-06-01T10:00:00+01:00", "2026-06-01T10:00:01+01:00"),
            ("2026-06-01T08:00:00+01:00", "2026-06-01T10:00:01+01:00"),
        ] {
            assert_eq!(at(now).after(last), at(next), "{now}");
        }
        let first = Stamp::first_of(at("2026-06-01T00:00:00+14:00").date());
        assert_eq!(first, at("2026-06-01T00:00:00+14:00"));
    }
}
