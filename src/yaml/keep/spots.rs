//! A file's values with where each begins and ends, and the remarks in it.
//!
//! The tree that files are read into knows where a value begins, which is all that a message needs; who changes a file in
//! place has to know the end as well, and whether brackets or lines hold it together.

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, options};

use crate::yaml::{source::Source, tree::mark};

/// A value in a text, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) start: usize,
    /// The end: after the last character, or after the remark behind the last line.
    pub(super) end: usize,
    pub(super) kind: ValueForm,
}

/// The form of a value: plain, quoted, block or flow.
#[derive(Clone, Debug)]
pub(super) enum ValueForm {
    Scalar {
        text: String,
        quoted: bool,
    },
    List {
        brackets: bool,
        items: Vec<Spot>,
    },
    Map {
        brackets: bool,
        entries: Vec<KeyValue>,
    },
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(super) struct KeyValue {
    pub(super) key: Spot,
    pub(super) value: Spot,
}

impl KeyValue {
    pub(super) fn name(&self) -> &str {
        match &self.key.kind {
            ValueForm::Scalar { text, .. } => text,
            _ => "",
        }
    }
}

impl Spot {
    /// True if two values are equal, wherever they are.
    pub(super) fn says(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (
                ValueForm::Scalar { text: a, quoted: p },
                ValueForm::Scalar { text: b, quoted: q },
                // `no` and `"no"` are the same text, and only one of them may be read as false
                // elsewhere.
            ) => a == b && p == q,
            (ValueForm::List { items: a, .. }, ValueForm::List { items: b, .. }) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.says(b))
            }
            (ValueForm::Map { entries: a, .. }, ValueForm::Map { entries: b, .. }) => {
                let same =
                    |(a, b): (&KeyValue, &KeyValue)| a.name() == b.name() && a.value.says(&b.value);
                a.len() == b.len() && a.iter().zip(b).all(same)
            }
            _ => false,
        }
    }

    /// The value of a key.
    pub(super) fn get(&self, name: &str) -> Option<&Spot> {
        let ValueForm::Map { entries, .. } = &self.kind else {
            return None;
        };
        entries.iter().find(|p| p.name() == name).map(|p| &p.value)
    }

    /// True if nothing is typed there.
    pub(super) fn is_empty(&self) -> bool {
        self.start == self.end
    }
}

/// A text, its values, and its remarks.
pub(super) struct Layout {
    pub(super) source: Source,
    pub(super) root: Spot,
    pub(super) remarks: Vec<String>,
}

/// A list or map that is not closed yet.
struct Open {
    spot: Spot,
    key: Option<Spot>,
}

impl Layout {
    /// The layout of a text that was read without an error; `None` where it uses what cannot be changed in place, such as
    /// anchors.
    pub(super) fn of(text: &str) -> Option<Self> {
        let source = Source::new("", text);
        let mut limits = options! {
            flow_nesting_limit: super::super::tree::DEPTH,
            block_nesting_limit: super::super::tree::DEPTH,
        };
        // Off in `tree::parse`, where remarks are of no use and cost time.
        limits.set_emit_comments(true);
        let mut open: Vec<Open> = Vec::new();
        let mut root = None;
        let mut remarks = Vec::new();
        for event in Parser::new_from_str_with_options(source.text(), limits) {
            let (event, span) = event.ok()?;
            let start = source.offset(mark(span.start))?;
            let end = source.offset(mark(span.end))?;
            let brackets = |c: char| source.text().get(start..).is_some_and(|t| t.starts_with(c));
            match event {
                Event::Comment(..) => {
                    let text = source.text().get(start..)?.lines().next()?;
                    remarks.push(text.trim_end().to_owned());
                }
                // 0 and `None` are no anchor and no tag. A value that others stand for cannot be
                // changed in one place alone, so a file with anchors is left to the caller.
                Event::Scalar(text, style, 0, None) => {
                    let spot = scalar(&source, (start, end), &text, style)?;
                    put(&source, &mut open, &mut root, spot)?;
                }
                Event::SequenceStart(_, 0, None) => open.push(Open::new(
                    ValueForm::List {
                        brackets: brackets('['),
                        items: Vec::new(),
                    },
                    start,
                )),
                Event::MappingStart(_, 0, None) => open.push(Open::new(
                    ValueForm::Map {
                        brackets: brackets('{'),
                        entries: Vec::new(),
                    },
                    start,
                )),
                Event::SequenceEnd | Event::MappingEnd => {
                    let mut done = open.pop()?.spot;
                    done.close(&source, end);
                    put(&source, &mut open, &mut root, done)?;
                }
                Event::Scalar(..)
                | Event::SequenceStart(..)
                | Event::MappingStart(..)
                | Event::Alias(_) => return None,
                _ => {}
            }
        }
        Some(Self {
            root: root?,
            source,
            remarks,
        })
    }

    /// The text between two places.
    pub(super) fn cut(&self, from: usize, to: usize) -> &str {
        self.source.text().get(from..to).unwrap_or_default()
    }

    /// The column of a place, in bytes of its line.
    pub(super) fn column(&self, at: usize) -> usize {
        let before = self.cut(0, at);
        at - before.rfind('\n').map_or(0, |i| i + 1)
    }

    /// The line ending.
    pub(super) fn line_end(&self) -> &'static str {
        if self.source.text().contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }
}

impl Open {
    fn new(kind: ValueForm, start: usize) -> Self {
        Self {
            spot: Spot {
                start,
                end: start,
                kind,
            },
            key: None,
        }
    }
}

impl Spot {
    /// Brackets end where they close, lines where the last value does.
    fn close(&mut self, source: &Source, end: usize) {
        let (first, last) = match &self.kind {
            ValueForm::List {
                brackets: false,
                items,
            } => (items.first().map(|s| s.start), items.last().map(|s| s.end)),
            ValueForm::Map {
                brackets: false,
                entries,
            } => (
                entries.first().map(|p| p.key.start),
                entries.last().map(|p| p.value.end),
            ),
            _ => (None, None),
        };
        if let (ValueForm::List { .. }, Some(first)) = (&self.kind, first) {
            // The dash before the first value.
            let before = source.text().get(..first).unwrap_or_default();
            // The parser gives the first value's place as that of the list.
            self.start = before.rfind('-').unwrap_or(first);
        } else {
            self.start = first.unwrap_or(self.start);
        }
        self.end = last.unwrap_or(end);
    }

    /// Lines hold it together, not brackets.
    pub(super) fn is_in_lines(&self) -> bool {
        matches!(
            self.kind,
            ValueForm::List {
                brackets: false,
                ..
            } | ValueForm::Map {
                brackets: false,
                ..
            }
        )
    }
}

fn scalar(
    source: &Source,
    (start, end): (usize, usize),
    text: &str,
    style: ScalarStyle,
) -> Option<Spot> {
    let typed = source.text().get(start..end)?;
    let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
    // `tree` cuts these line ends off as well, and the two have to agree on what a value says.
    let text = if block {
        text.trim_end_matches('\n')
    } else {
        text
    };
    // The parser says `~` where nothing is typed.
    let typed = if typed.trim().is_empty() { "" } else { typed };
    Some(Spot {
        start,
        end: start + typed.trim_end().len(),
        kind: ValueForm::Scalar {
            text: text.to_owned(),
            quoted: style != ScalarStyle::Plain,
        },
    })
}

/// Adds a finished value to its list or map; one in a line of its own takes the remark behind it along.
fn put(source: &Source, open: &mut [Open], root: &mut Option<Spot>, mut spot: Spot) -> Option<()> {
    let Some(frame) = open.last_mut() else {
        *root = Some(spot);
        return Some(());
    };
    if frame.spot.is_in_lines() {
        // Where nothing is typed the place is the one after the colon.
        if let (true, Some(key)) = (spot.is_empty(), &frame.key) {
            let rest = source.text().get(key.end..)?;
            let colon = key.end + rest.find(':')? + 1;
            (spot.start, spot.end) = (colon, colon);
        }
        // A remark on the line of a value is about that value and goes where it goes.
        spot.end = behind(source, spot.end);
    }
    match &mut frame.spot.kind {
        ValueForm::List { items, .. } => items.push(spot),
        ValueForm::Map { entries, .. } => match frame.key.take() {
            None => frame.key = Some(spot.without_what_is_behind(source)),
            Some(key) => entries.push(KeyValue { key, value: spot }),
        },
        ValueForm::Scalar { .. } => return None,
    }
    Some(())
}

impl Spot {
    /// A key ends before its colon.
    fn without_what_is_behind(self, source: &Source) -> Self {
        let typed = source.text().get(self.start..self.end).unwrap_or_default();
        Self {
            end: self.start + typed.trim_end().len(),
            ..self
        }
    }
}

/// The place after the remark behind `at`, if the rest of the line is nothing else.
fn behind(source: &Source, at: usize) -> usize {
    let rest = source.text().get(at..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let trimmed = line.trim();
    let is_remark = trimmed.starts_with('#') && line.starts_with([' ', '\t']);
    if is_remark {
        at + line.trim_end().len()
    } else {
        at
    }
}
