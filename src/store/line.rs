//! One line of a journal: `{"n":7,"at":"...","did":[...],"sum":"..."}`. The sum covers every byte before it.
//!
//! A line that was written where no lock could be had says `by` whom, and a step that was merged names the line of the other
//! journal that it came `from`, by that line's sum.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::hash::{LENGTH, hash};
use crate::domain::{event_sourced::EventSourced, stamp::Stamp};

/// The kind of a line, with its content.
#[derive(Clone, Debug, PartialEq)]
pub enum LineContent<E: EventSourced> {
    /// Line 1: what it began with.
    Began(Box<E::Began>),
    /// The events of one command: one step of undo.
    Did(Vec<E::Event>),
    /// The entry of this number was taken back.
    Undid(u64),
    /// The entry of this number was redone.
    Redid(u64),
    /// The users' place in it.
    Mark(E::Mark),
    /// The hash of the outcome that is about to be written.
    Projected(String),
    /// The state after the lines before it, as JSON: an aid for opening, and nothing that those lines do not hold.
    Checkpoint(String),
}

/// The origin of a line: its writer, and the line that it was merged from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineOrigin {
    /// The writer's mark, where no lock kept others from writing at the same time.
    pub by: Option<String>,
    /// The sum of the line of another journal that was merged here.
    pub from: Option<String>,
}

/// A line, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<E: EventSourced> {
    /// 1, 2, ...
    pub n: u64,
    /// When.
    pub at: Stamp,
    /// The writer and the origin; most lines name neither.
    pub origin: LineOrigin,
    /// The kind, with its content.
    pub kind: LineContent<E>,
}

/// An error in reading a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Its checksum does not fit: it is torn or damaged.
    #[error(
        "this line was changed or damaged after it was written: its checksum does not fit, and more lines follow. Put a copy from a backup in its place"
    )]
    Checksum,
    /// Its checksum fits and its words are not known: a newer program wrote it.
    #[error("this was written by a newer pledge ({0}). Open it with that one")]
    Newer(String),
}

/// A line of any kind, as serde reads it. It has no tag: the key is the kind.
// Optional fields, because `flatten` and serde's untagged and internally tagged enums do not read
// back all that they write.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw<B, V, M> {
    pledge: Option<String>,
    n: u64,
    at: Stamp,
    by: Option<String>,
    from: Option<String>,
    began: Option<B>,
    did: Option<Vec<V>>,
    undid: Option<u64>,
    redid: Option<u64>,
    mark: Option<M>,
    projected: Option<String>,
    // Checked as bytes before this; it is named here only to pass `deny_unknown_fields`.
    #[serde(rename = "sum")]
    _sum: String,
}

/// The longest that the events of one line may be, so that a record grows by steps and not by leaps.
pub const LONGEST: usize = 8 * 1024 * 1024;

/// The key of a line that holds a state. Its content is only read if it is used.
pub const CHECKPOINT: &str = "checkpoint";

const SUM: &str = ",\"sum\":\"";
const END: &str = "\"}";

/// Writes a line, with its line feed.
///
/// # Errors
/// If serde cannot write one of the values; none of ours is such.
pub fn write<E: EventSourced>(entry: &Entry<E>) -> Result<String, serde_json::Error> {
    let (kind, value) = match &entry.kind {
        LineContent::Began(began) => ("began", json(began)?),
        LineContent::Did(events) => ("did", json(events)?),
        LineContent::Undid(n) => ("undid", n.to_string()),
        LineContent::Redid(n) => ("redid", n.to_string()),
        LineContent::Mark(mark) => ("mark", json(mark)?),
        LineContent::Projected(hash) => ("projected", json(hash)?),
        LineContent::Checkpoint(content) => (CHECKPOINT, content.clone()),
    };
    let head = match entry.kind {
        LineContent::Began(_) => format!("{{\"pledge\":\"{}\",\"n\":", E::FORMAT),
        _ => "{\"n\":".to_owned(),
    };
    let mut origin = String::new();
    for (field, text) in [("by", &entry.origin.by), ("from", &entry.origin.from)] {
        if let Some(text) = text {
            // Writing to a String cannot fail.
            let _ = write!(origin, ",\"{field}\":{}", json(text)?);
        }
    }
    // Put together by hand: the sum has to cover the bytes as they are in the file, separators
    // included.
    let mut line = format!(
        "{head}{},\"at\":\"{}\"{origin},\"{kind}\":{value}{SUM}",
        entry.n, entry.at
    );
    let sum = hash(line.as_bytes());
    line.push_str(&sum);
    line.push_str(END);
    line.push('\n');
    Ok(line)
}

fn json<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(value)
}

/// A line whose sum was looked at, not read any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound<'a> {
    /// All of it.
    text: &'a str,
    /// The text that the sum covers.
    covered: &'a str,
    /// The sum.
    pub sum: &'a str,
    /// The text has this sum.
    fits: bool,
}

/// The beginning of a line, read without its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head<'a> {
    /// Its number.
    pub n: u64,
    /// Its kind as the file has it, such as `did`.
    pub kind: &'a str,
    /// Its value, as JSON.
    pub value: &'a str,
    at: &'a str,
}

impl Head<'_> {
    /// Its time; `None` if it has to be read to its end.
    pub fn at(&self) -> Option<Stamp> {
        self.at.parse().ok()
    }
}

/// Checks the sum of a line without its line feed.
///
/// # Errors
/// If it does not fit.
pub fn check(line: &[u8]) -> Result<Sound<'_>, LineError> {
    let text = std::str::from_utf8(line).map_err(|_| LineError::Checksum)?;
    let sound = Sound::of(text).ok_or(LineError::Checksum)?;
    if hash(sound.covered.as_bytes()) != sound.sum {
        return Err(LineError::Checksum);
    }
    Ok(sound)
}

impl<'a> Sound<'a> {
    /// A line, without its line feed, whose sum was checked before.
    pub fn of(text: &'a str) -> Option<Self> {
        let body = text.strip_suffix(END)?;
        let (covered, sum) = body.split_at_checked(body.len().checked_sub(LENGTH)?)?;
        covered.ends_with(SUM).then_some(Self {
            text,
            covered,
            sum,
            fits: true,
        })
    }

    /// A copy that is marked as having a wrong sum.
    #[must_use]
    pub fn unsound(self) -> Self {
        Self {
            fits: false,
            ..self
        }
    }

    /// Its sum fits.
    pub fn is_sound(&self) -> bool {
        self.fits
    }

    /// All of it.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Its number, kind and value, where it begins as every line but the first does.
    pub fn head(&self) -> Option<Head<'a>> {
        let body = self.covered.strip_suffix(SUM)?;
        let rest = body.strip_prefix("{\"n\":")?;
        let (n, rest) = rest.split_once(",\"at\":\"")?;
        let (at, rest) = rest.split_once("\",\"")?;
        let (mut kind, mut value) = rest.split_once("\":")?;
        while matches!(kind, "by" | "from") {
            let (text, rest) = value.split_once("\",\"")?;
            // An escaped quote would end the text too early here. Such a line is left to serde.
            if text.contains('\\') {
                return None;
            }
            (kind, value) = rest.split_once("\":")?;
        }
        let n = n.parse().ok()?;
        Some(Head { n, kind, value, at })
    }
}

/// Reads a line without its line feed.
///
/// # Errors
/// If the sum does not fit, or fits and the words are not known.
pub fn read<E: EventSourced>(line: &[u8]) -> Result<Entry<E>, LineError> {
    parse(check(line)?)
}

/// Reads a line whose sum fits.
///
/// # Errors
/// If its words are not known.
pub fn parse<E: EventSourced>(line: Sound<'_>) -> Result<Entry<E>, LineError> {
    // A state can be megabytes long, and most are never needed: it stays text.
    if let Some(head) = line.head().filter(|h| h.kind == CHECKPOINT) {
        let at = head.at.parse();
        return Ok(Entry {
            n: head.n,
            at: at.map_err(|_| LineError::Newer(head.at.to_owned()))?,
            origin: LineOrigin::default(),
            kind: LineContent::Checkpoint(head.value.to_owned()),
        });
    }
    let text = line.text;
    let raw: Raw<E::Began, E::Event, E::Mark> =
        serde_json::from_str(text).map_err(|e| LineError::Newer(e.to_string()))?;
    let newer = |what: &str| LineError::Newer(what.to_owned());
    let origin = LineOrigin {
        by: raw.by.clone(),
        from: raw.from.clone(),
    };
    let (n, at) = (raw.n, raw.at);
    let kind = match raw {
        Raw {
            began: Some(began),
            pledge: Some(format),
            ..
        } => {
            if format != E::FORMAT {
                return Err(newer(&format));
            }
            LineContent::Began(Box::new(began))
        }
        Raw {
            did: Some(events), ..
        } => LineContent::Did(events),
        Raw { undid: Some(n), .. } => LineContent::Undid(n),
        Raw { redid: Some(n), .. } => LineContent::Redid(n),
        Raw {
            mark: Some(mark), ..
        } => LineContent::Mark(mark),
        Raw {
            projected: Some(hash),
            ..
        } => LineContent::Projected(hash),
        _ => return Err(newer("a kind of line that is not known")),
    };
    Ok(Entry {
        n,
        at,
        origin,
        kind,
    })
}

/// The sum at the end of a line, which identifies it; empty if there is none.
pub fn sum_of(line: &str) -> &str {
    Sound::of(line.trim_end_matches('\n')).map_or("", |sound| sound.sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::Meeting;

    fn entry(origin: LineOrigin) -> Entry<Meeting> {
        Entry {
            n: 7,
            at: "2026-11-24T13:00:00+00:00".parse().unwrap(),
            origin,
            kind: LineContent::Undid(6),
        }
    }

    #[test]
    fn a_line_says_by_whom_and_from_where_only_where_that_is_known() {
        let plain = write(&entry(LineOrigin::default())).unwrap();
        assert!(plain.starts_with("{\"n\":7,\"at\":\"2026-11-24T13:00:00+00:00\",\"undid\":6,"));
        let marked = entry(LineOrigin {
            by: Some("fay-3f9c21".into()),
            from: Some("0123".into()),
        });
        let line = write(&marked).unwrap();
        assert!(line.contains(",\"by\":\"fay-3f9c21\",\"from\":\"0123\",\"undid\":6,"));
        let read = read::<Meeting>(line.trim_end().as_bytes()).unwrap();
        assert_eq!((read.n, read.origin), (7, marked.origin));
        assert_eq!(sum_of(&line).len(), LENGTH);
        assert!(line.ends_with(&format!("{}\"}}\n", sum_of(&line))));
        assert_eq!(sum_of("x"), "");
        // The beginning of a line tells its kind whatever stands before it.
        let head = check(line.trim_end().as_bytes()).unwrap().head().unwrap();
        assert_eq!((head.n, head.kind, head.value), (7, "undid", "6"));
    }
}
