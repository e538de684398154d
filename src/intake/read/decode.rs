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
#[derive(Debug)]
pub(super) struct Quoted {
    /// What parts cells.
    sign: u8,
    inside: bool,
    /// The last byte was a quotation mark inside: it closes, unless another follows.
    closing: bool,
    /// The last byte.
    before: u8,
}

impl Quoted {
    /// The beginning of a text whose cells this sign parts.
    pub(super) fn new(sign: u8) -> Self {
        Self {
            sign,
            inside: false,
            closing: false,
            before: b'\n',
        }
    }

    /// Goes on through a piece of text. `outside` is told each stretch of it that is not within quotation marks, from its
    /// first byte to before its last.
    pub(super) fn follow(&mut self, text: &[u8], mut outside: impl FnMut(usize, usize)) {
        let (Some(first), Some(last)) = (text.first(), text.last()) else {
            return;
        };
        let mut at = 0;
        if std::mem::take(&mut self.closing) {
            self.inside = *first == b'"';
            at = usize::from(self.inside);
        }
        let mut open_from = at;
        while let Some(found) = text.get(at..).and_then(|rest| memchr::memchr(b'"', rest)) {
            let mark = at + found;
            at = mark + 1;
            if self.inside {
                match text.get(at) {
                    None => self.closing = true,
                    Some(b'"') => at += 1,
                    Some(_) => {
                        self.inside = false;
                        open_from = at;
                    }
                }
            } else {
                // Within a cell that did not begin with one it is a mark like any other: 5" long.
                let before = mark
                    .checked_sub(1)
                    .and_then(|n| text.get(n))
                    .unwrap_or(&self.before);
                self.inside = *before == self.sign || matches!(before, b'\n' | b'\r');
                if self.inside {
                    outside(open_from, mark);
                }
            }
        }
        if !self.inside {
            outside(open_from, text.len());
        }
        self.before = *last;
    }

    pub(super) fn is_open(&self) -> bool {
        self.inside && !self.closing
    }
}

/// Pieces of UTF-8 out of any encoding.
pub(super) struct Utf8<R> {
    inner: R,
    /// None for UTF-8, whose bytes are checked where they are kept.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    /// There is no more.
    pub(super) ended: bool,
    /// Bytes of the file that were read.
    pub(super) bytes: u64,
    /// NUL characters that were dropped.
    pub(super) nuls: u64,
    /// What could not be decoded became U+FFFD.
    pub(super) lost: bool,
}

/// Bytes that are decoded at a time.
const CHUNK: usize = 256 * 1024;

impl<R: Read> Utf8<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling()),
            raw: Vec::new(),
            ended: false,
            bytes: 0,
            nuls: 0,
            lost: false,
        }
    }

    /// Puts the next bytes behind those of `out`, decoded from so many of the file at most. It may be that nothing comes of
    /// them; at the end [`Self::ended`] says so.
    pub(super) fn append(&mut self, out: &mut Vec<u8>, most: usize) -> io::Result<()> {
        if self.ended {
            return Ok(());
        }
        let from = out.len();
        let n = match &mut self.decoder {
            None => (&mut self.inner).take(most as u64).read_to_end(out)?,
            Some(decoder) => {
                self.raw.clear();
                let n = (&mut self.inner)
                    .take(most as u64)
                    .read_to_end(&mut self.raw)?;
                let room = decoder.max_utf8_buffer_length(n).unwrap_or(4 * n);
                out.resize(from + room, 0);
                let free = out.get_mut(from..).unwrap_or_default();
                let (_, _, written, lost) = decoder.decode_to_utf8(&self.raw, free, n == 0);
                out.truncate(from + written);
                self.lost |= lost;
                n
            }
        };
        self.ended = n == 0;
        self.bytes += n as u64;
        if let Some(first) = out.get(from..).and_then(|new| memchr::memchr(0, new)) {
            let before = out.len();
            let rest = out.split_off(from + first);
            out.extend(rest.into_iter().filter(|byte| *byte != 0));
            self.nuls += (before - out.len()) as u64;
        }
        Ok(())
    }
}

/// UTF-8 bytes out of any encoding, as something to read from.
pub(super) struct Decoded<R> {
    utf8: Utf8<R>,
    ready: Vec<u8>,
    given: usize,
    most_a_row: u64,
    quoted: Quoted,
    counted: Rc<Counted>,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(
        inner: R,
        (encoding, sign): (&'static Encoding, u8),
        most_a_row: u64,
        counted: Rc<Counted>,
    ) -> Self {
        Self {
            utf8: Utf8::new(inner, encoding),
            ready: Vec::new(),
            given: 0,
            most_a_row,
            quoted: Quoted::new(sign),
            counted,
        }
    }

    /// Makes the next bytes ready; none at the end.
    fn refill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        while self.ready.is_empty() && !self.utf8.ended {
            self.utf8.append(&mut self.ready, CHUNK)?;
            self.quoted.follow(&self.ready, |_, _| {});
        }
        self.counted.bytes.set(self.utf8.bytes);
        self.counted.nuls.set(self.utf8.nuls);
        self.counted.lost.set(self.utf8.lost);
        if self.utf8.ended {
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
