//! Splits text of whole rows into cells, by the rules of the `csv` crate, on bytes already in memory.
//!
//! A cell borrows from the text wherever possible. Eight bytes are tested per step, because most cells are a few words
//! long: too short for a vector search to pay.

/// Number of line breaks that must follow the text, so that the last row ends like any other.
pub(super) const PADDING: usize = 16;

/// Iterator over the rows of a text.
pub(super) struct CellReader<'t> {
    text: &'t [u8],
    /// End of the text, where the padding begins.
    end: usize,
    at: usize,
    sign: u8,
    /// The delimiter in each of eight bytes.
    signs: u64,
    /// Buffer for a cell that contains escaped quotation marks.
    mended: Vec<u8>,
    /// Line feeds so far, outside quotation marks.
    pub(super) breaks: u64,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// Sets the top bit of each zero byte. Bits above the first may be false positives (Hacker's Delight, "find first 0-byte").
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & TOPS
}

impl<'t> CellReader<'t> {
    /// `text` must end with [`PADDING`] line feeds that are not part of it. `sign`, the delimiter, is no line break and no
    /// quotation mark.
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

    /// Moves to the next non-empty line; false at the end.
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

    /// Passes each cell of the current row to `give`, with its position. Returns the number of cells.
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

    /// Position of the delimiter or line break that ends an unquoted cell.
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
        // Beyond the padding: the text itself has ended.
        self.end
    }

    /// A quoted cell without its quotation marks.
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
                // A doubled quotation mark stands for one.
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
            // As in `csv`, text behind the closing mark belongs to the cell.
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
