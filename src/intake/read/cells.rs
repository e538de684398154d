//! Cells of text that holds whole rows: the same rules as the `csv` crate's, on bytes that are in memory already.
//!
//! A cell is a stretch of the text itself wherever it can be. Eight bytes are looked at in one step, since most cells of a
//! survey are a few words long: too short for a vector search to pay.

/// The bytes behind a text's end that [`Cells`] needs: line breaks, so that the last row ends as every other.
pub(super) const PADDING: usize = 16;

/// Rows of a text, cut into cells.
pub(super) struct Cells<'t> {
    text: &'t [u8],
    /// The end of the text, where its padding begins.
    end: usize,
    at: usize,
    sign: u8,
    /// The sign eight times.
    signs: u64,
    /// A cell that is not in the text as it is meant.
    mended: Vec<u8>,
    /// Line feeds so far that are in nobody's words.
    pub(super) breaks: u64,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// The top bit of each byte that is zero. Above the first of them it may be set for others.
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & TOPS
}

impl<'t> Cells<'t> {
    /// `text` ends with [`PADDING`] line feeds that do not belong to it. `sign` is no line break and no quotation mark.
    pub(super) fn new(text: &'t [u8], sign: u8) -> Self {
        Self {
            text,
            end: text.len().saturating_sub(PADDING),
            at: 0,
            sign,
            signs: u64::from(sign) * ONES,
            mended: Vec::new(),
            breaks: 0,
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.get(at).copied().unwrap_or(b'\n')
    }

    /// Goes to the next row, past lines without anything; says whether there is one.
    pub(super) fn next_row(&mut self) -> bool {
        while self.at < self.end {
            match self.byte(self.at) {
                b'\n' => self.breaks += 1,
                b'\r' => {}
                _ => return true,
            }
            self.at += 1;
        }
        false
    }

    /// Gives the cells of the row that begins here, each with its place; says how many there were.
    pub(super) fn row<E>(
        &mut self,
        mut give: impl FnMut(usize, &[u8]) -> Result<(), E>,
    ) -> Result<usize, E> {
        let mut nth = 0;
        loop {
            if self.byte(self.at) == b'"' {
                let cell = self.quoted();
                give(nth, cell)?;
            } else {
                let from = self.at;
                self.at = self.plain_end(from);
                give(nth, self.text.get(from..self.at).unwrap_or_default())?;
            }
            nth += 1;
            let ends = self.byte(self.at);
            self.breaks += u64::from(ends == b'\n' && self.at < self.end);
            self.at += 1;
            if ends != self.sign {
                return Ok(nth);
            }
        }
    }

    /// The place of the sign or line break that ends a cell.
    #[inline]
    fn plain_end(&self, mut at: usize) -> usize {
        const LF: u64 = b'\n' as u64 * ONES;
        const CR: u64 = b'\r' as u64 * ONES;
        while let Some(word) = self.text.get(at..).and_then(|rest| rest.first_chunk()) {
            let word = u64::from_le_bytes(*word);
            let found = zeros(word ^ self.signs) | zeros(word ^ LF) | zeros(word ^ CR);
            if found != 0 {
                return at + found.trailing_zeros() as usize / 8;
            }
            at += 8;
        }
        // Not within the text: it has its padding behind it.
        self.end
    }

    /// A cell that begins with a quotation mark, without those around it.
    fn quoted(&mut self) -> &[u8] {
        self.mended.clear();
        let mut from = self.at + 1;
        loop {
            let rest = self.text.get(from..self.end).unwrap_or_default();
            let (found, closed) = match memchr::memchr(b'"', rest) {
                Some(mark) => (mark, true),
                None => (rest.len(), false),
            };
            let piece = rest.get(..found).unwrap_or_default();
            let after = from + found + usize::from(closed);
            let next = self.byte(after);
            if closed && next == b'"' && after < self.end {
                // Two stand for one.
                self.mended.extend_from_slice(piece);
                self.mended.push(b'"');
                from = after + 1;
                continue;
            }
            self.at = after;
            if self.mended.is_empty() && self.is_end(next) {
                return piece;
            }
            self.mended.extend_from_slice(piece);
            // What follows a closing mark belongs to the cell, other marks with it.
            self.at = self.plain_end(after);
            let more = self.text.get(after..self.at).unwrap_or_default();
            self.mended.extend_from_slice(more);
            return &self.mended;
        }
    }

    fn is_end(&self, byte: u8) -> bool {
        byte == self.sign || matches!(byte, b'\n' | b'\r')
    }
}
