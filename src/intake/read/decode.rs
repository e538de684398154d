//! Bytes of any encoding into UTF-8, on their way to the rows: nothing is held back, so that a file may be of any length.
//!
//! It also drops what no text holds, and counts what tells that a file is broken.

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What is counted while text goes by.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Bytes of the file.
    pub(super) bytes: Cell<u64>,
    /// NUL characters, which are dropped.
    pub(super) nuls: Cell<u64>,
    /// The end came within quotation marks.
    pub(super) unclosed: Cell<bool>,
    /// Bytes since the last row began; over the limit, reading ends.
    pub(super) since: Cell<u64>,
    /// What could not be decoded, and became U+FFFD.
    pub(super) lost: Cell<bool>,
}

/// The encoding that the first bytes say, and how many of them say it.
pub(super) fn said(start: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(start)
}

/// The encoding that the first bytes look like, without saying it: in UTF-16 every other byte of a survey is zero.
pub(super) fn looks_like(start: &[u8]) -> &'static Encoding {
    let zeros = |first: usize| {
        start
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let half = start.len() / 2;
    match (zeros(0), zeros(1)) {
        (even, odd) if half > 1 && odd * 10 > half * 7 && even * 10 < half => UTF_16LE,
        (even, odd) if half > 1 && even * 10 > half * 7 && odd * 10 < half => UTF_16BE,
        _ => UTF_8,
    }
}

/// What an encoding is called in files and on screens.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    match encoding {
        e if e == UTF_8 => "utf-8",
        e if e == UTF_16LE => "utf-16le",
        e if e == UTF_16BE => "utf-16be",
        e if e == WINDOWS_1252 => "windows-1252",
        other => other.name(),
    }
}

/// Whether one is within quotation marks: from one quotation mark to the next, as the reader of cells takes them.
#[derive(Default)]
struct Quoted {
    /// What parts cells.
    sign: u8,
    inside: bool,
    /// The last byte was a quotation mark inside: it closes, unless another follows.
    closing: bool,
    /// The last byte.
    before: u8,
}

impl Quoted {
    fn follow(&mut self, text: &[u8]) {
        let (Some(first), Some(last)) = (text.first(), text.last()) else {
            return;
        };
        let mut at = 0;
        if std::mem::take(&mut self.closing) {
            self.inside = *first == b'"';
            at = usize::from(self.inside);
        }
        while let Some(found) = text.get(at..).and_then(|rest| memchr::memchr(b'"', rest)) {
            let mark = at + found;
            at = mark + 1;
            if self.inside {
                match text.get(at) {
                    None => self.closing = true,
                    Some(b'"') => at += 1,
                    Some(_) => self.inside = false,
                }
            } else {
                // Within a cell that did not begin with one it is a mark like any other: 5" long.
                let before = mark
                    .checked_sub(1)
                    .and_then(|n| text.get(n))
                    .unwrap_or(&self.before);
                self.inside = *before == self.sign || matches!(before, b'\n' | b'\r');
            }
        }
        self.before = *last;
    }

    fn is_open(&self) -> bool {
        self.inside && !self.closing
    }
}

/// UTF-8 bytes out of any.
pub(super) struct Decoded<R> {
    inner: R,
    /// None for UTF-8, whose bytes are checked where they are kept.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
    most_a_row: u64,
    quoted: Quoted,
    counted: Rc<Counted>,
}

/// Bytes that are decoded at a time.
const CHUNK: usize = 256 * 1024;

impl<R: Read> Decoded<R> {
    pub(super) fn new(
        inner: R,
        (encoding, sign): (&'static Encoding, u8),
        most_a_row: u64,
        counted: Rc<Counted>,
    ) -> Self {
        Self {
            inner,
            decoder: (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling()),
            raw: vec![0; CHUNK],
            ready: Vec::new(),
            given: 0,
            ended: false,
            most_a_row,
            quoted: Quoted {
                sign,
                before: b'\n',
                ..Quoted::default()
            },
            counted,
        }
    }

    /// Makes the next bytes ready; none at the end.
    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        while self.ready.is_empty() && !self.ended {
            let n = self.inner.read(&mut self.raw)?;
            self.ended = n == 0;
            let raw = self.raw.get(..n).unwrap_or_default();
            add(&self.counted.bytes, n);
            match &mut self.decoder {
                None => self.ready.extend_from_slice(raw),
                Some(decoder) => {
                    let room = decoder.max_utf8_buffer_length(n).unwrap_or(4 * CHUNK);
                    self.ready.resize(room, 0);
                    let (_, _, written, lost) =
                        decoder.decode_to_utf8(raw, &mut self.ready, self.ended);
                    self.ready.truncate(written);
                    self.counted.lost.set(self.counted.lost.get() | lost);
                }
            }
            if memchr::memchr(0, &self.ready).is_some() {
                let before = self.ready.len();
                self.ready.retain(|b| *b != 0);
                add(&self.counted.nuls, before - self.ready.len());
            }
            self.quoted.follow(&self.ready);
        }
        if self.ended {
            self.counted.unclosed.set(self.quoted.is_open());
        }
        Ok(())
    }
}

fn add(count: &Cell<u64>, n: usize) {
    count.set(count.get() + n as u64);
}

/// The reading ended because a row is longer than may be.
#[derive(Debug, thiserror::Error)]
#[error("a row is too long")]
pub(super) struct RowTooLong;

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            self.refill()?;
        }
        let ready = self.ready.get(self.given..).unwrap_or_default();
        let n = ready.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..n), ready.get(..n)) {
            to.copy_from_slice(from);
        }
        self.given += n;
        add(&self.counted.since, n);
        if self.counted.since.get() > self.most_a_row {
            return Err(io::Error::other(RowTooLong));
        }
        Ok(n)
    }
}
