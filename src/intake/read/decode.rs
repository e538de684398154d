//! Decodes bytes of any encoding to UTF-8 as a stream, so that a file may be of any length.
//!
//! It drops NUL characters and counts signs of a damaged file.

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Counters shared between the decoder and its reader.
#[derive(Debug, Default)]
pub(super) struct TextCounters {
    /// Bytes of the file.
    pub(super) bytes: Cell<u64>,
    /// NUL characters, which are dropped.
    pub(super) nuls: Cell<u64>,
    /// The text ended within quotation marks.
    pub(super) unclosed: Cell<bool>,
    /// Bytes since the start of the row; reading ends above the limit.
    pub(super) since: Cell<u64>,
    /// Undecodable bytes became U+FFFD.
    pub(super) lost: Cell<bool>,
}

/// Encoding and length of a byte order mark.
pub(super) fn from_bom(start: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(start)
}

/// Guesses the encoding without a byte order mark: in UTF-16 every other byte of Latin text is zero.
pub(super) fn guess_utf16(start: &[u8]) -> &'static Encoding {
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
        // Seven of ten, not all: names and comments hold letters outside Latin-1, whose second byte is not zero.
        (even, odd) if half > 1 && odd * 10 > half * 7 && even * 10 < half => UTF_16LE,
        (even, odd) if half > 1 && even * 10 > half * 7 && odd * 10 < half => UTF_16BE,
        _ => UTF_8,
    }
}

/// Name of an encoding in files and on screens.
pub(super) fn encoding_name(encoding: &'static Encoding) -> &'static str {
    match encoding {
        e if e == UTF_8 => "utf-8",
        e if e == UTF_16LE => "utf-16le",
        e if e == UTF_16BE => "utf-16be",
        e if e == WINDOWS_1252 => "windows-1252",
        other => other.name(),
    }
}

/// Tracks whether the text is within quotation marks, by the rules of the cell reader.
#[derive(Debug)]
pub(super) struct QuoteTracker {
    /// Cell delimiter.
    sign: u8,
    inside: bool,
    /// The last byte was a quotation mark inside: it closes, unless another follows.
    closing: bool,
    /// The last byte.
    before: u8,
}

impl QuoteTracker {
    /// Starts at the beginning of a text.
    pub(super) fn new(sign: u8) -> Self {
        Self {
            sign,
            inside: false,
            closing: false,
            before: b'\n',
        }
    }

    /// Follows a piece of text. `outside` receives each range that is not within quotation marks, end exclusive.
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
                    // The pieces of a stream end anywhere; whether this mark closes the cell depends on the first byte of
                    // the next one.
                    None => self.closing = true,
                    Some(b'"') => at += 1,
                    Some(_) => {
                        self.inside = false;
                        open_from = at;
                    }
                }
            } else {
                // Within an unquoted cell a quotation mark is an ordinary character: 5" long.
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

/// Stream of UTF-8 pieces from any encoding.
pub(super) struct Utf8Stream<R> {
    inner: R,
    /// `None` for UTF-8, which is validated where it is stored.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    /// True at the end of the file.
    pub(super) ended: bool,
    /// Bytes of the file read so far.
    pub(super) bytes: u64,
    /// NUL characters dropped so far.
    pub(super) nuls: u64,
    /// True if undecodable bytes became U+FFFD.
    pub(super) lost: bool,
}

/// Bytes decoded at a time.
const CHUNK: usize = 256 * 1024;

impl<R: Read> Utf8Stream<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            // Decoding UTF-8 would copy every byte; the table checks cells as it stores them and finds errors with their
            // row.
            decoder: (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling()),
            raw: Vec::new(),
            ended: false,
            bytes: 0,
            nuls: 0,
            lost: false,
        }
    }

    /// Appends the next decoded bytes to `out`, from at most `most` bytes of the file. They may decode to nothing;
    /// [`Self::ended`] marks the end.
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
                // With room for the worst case the decoder never stops halfway, and one call is enough.
                let room = decoder.max_utf8_buffer_length(n).unwrap_or(4 * n);
                out.resize(from + room, 0);
                let free = out.get_mut(from..).unwrap_or_default();
                // The last call has no input: it flushes half a character at the end of a cut file.
                let (_, _, written, lost) = decoder.decode_to_utf8(&self.raw, free, n == 0);
                out.truncate(from + written);
                self.lost |= lost;
                n
            }
        };
        self.ended = n == 0;
        self.bytes += n as u64;
        // NULs come from databases that pad fields and from UTF-16 taken for UTF-8; a terminal would stop at one.
        if let Some(first) = out.get(from..).and_then(|new| memchr::memchr(0, new)) {
            let before = out.len();
            let rest = out.split_off(from + first);
            out.extend(rest.into_iter().filter(|byte| *byte != 0));
            self.nuls += (before - out.len()) as u64;
        }
        Ok(())
    }
}

/// Reader of UTF-8 bytes from any encoding.
pub(super) struct DecodedReader<R> {
    utf8: Utf8Stream<R>,
    ready: Vec<u8>,
    given: usize,
    most_a_row: u64,
    quoted: QuoteTracker,
    counted: Rc<TextCounters>,
}

impl<R: Read> DecodedReader<R> {
    pub(super) fn new(
        inner: R,
        (encoding, sign): (&'static Encoding, u8),
        most_a_row: u64,
        counted: Rc<TextCounters>,
    ) -> Self {
        Self {
            utf8: Utf8Stream::new(inner, encoding),
            ready: Vec::new(),
            given: 0,
            most_a_row,
            quoted: QuoteTracker::new(sign),
            counted,
        }
    }

    /// Decodes the next bytes; none at the end.
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

/// Error: a row exceeds its limit.
#[derive(Debug, thiserror::Error)]
#[error("a row is too long")]
pub(super) struct RowTooLong;

impl<R: Read> Read for DecodedReader<R> {
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
