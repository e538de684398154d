//! A column under construction: each cell looks up the code of its answer, or adds a new one.
//!
//! Input is bytes: a distinct answer is validated as UTF-8 once, and not forty million times.

use super::{Answer, AnswerColumn, Codes, ColumnStorage, MOST_ANSWERS, NotKept};

/// A column under construction.
#[derive(Debug, Default)]
pub(super) struct GrowingColumn {
    cells: ColumnStorage,
    /// Hash table from answer keys to codes; code 0 is free. Its length is a power of two, at least twice the number of
    /// answers.
    finder: Vec<(u64, u16)>,
    /// Row in which each answer first appears.
    first: Vec<u32>,
}

/// Memory cost of a distinct answer, in bytes, besides its text.
pub(super) const AN_ANSWER: u64 = 64;

impl GrowingColumn {
    /// Bytes needed to extend the column to `rows` rows.
    pub(super) fn grows_to(&self, rows: usize) -> u64 {
        let (there, bytes) = match &self.cells {
            ColumnStorage::Nothing => (0, 1),
            ColumnStorage::Few { codes, .. } => match codes {
                Codes::Narrow(codes) => (codes.len(), 1),
                Codes::Wide(codes) => (codes.len(), 2),
            },
            ColumnStorage::Words { ends, .. } => (ends.len(), 4),
        };
        rows.saturating_sub(there) as u64 * bytes
    }

    /// Adds a non-empty answer with its [`key`]. Returns the bytes used besides its place in the column.
    #[inline]
    pub(super) fn add(&mut self, row: usize, key: u64, cell: &[u8]) -> Result<u64, NotKept> {
        if matches!(self.cells, ColumnStorage::Nothing) {
            self.cells = ColumnStorage::Few {
                answers: Vec::new(),
                codes: Codes::Narrow(Vec::new()),
            };
            // Made with the first answer: exports have hundreds of columns that nobody answered.
            self.finder = vec![(0, 0); 16];
        }
        let ColumnStorage::Few { answers, codes } = &mut self.cells else {
            return self.add_text(row, cell);
        };
        let mask = self.finder.len() - 1;
        let mut at = slot(key) & mask;
        let code = loop {
            let (there, code) = self.finder.get(at).copied().unwrap_or_default();
            if code == 0 {
                break None;
            }
            if there == key
                && let Some(answer) = answers.get_mut(usize::from(code) - 1)
                // A short key is the text, so equal keys are equal answers.
                && (key & HASHED == 0 || answer.text.as_bytes() == cell)
            {
                answer.count += 1;
                break Some(code);
            }
            at = (at + 1) & mask;
        };
        if let Some(code) = code {
            return Ok(set_code(codes, row, code));
        }
        let text = std::str::from_utf8(cell).map_err(|_| NotKept::NotText)?;
        // Free text shows itself by never repeating; from here on looking cells up would only cost time.
        if answers.len() == MOST_ANSWERS {
            let more = self.become_words(row);
            return Ok(more + self.add_text(row, cell)?);
        }
        answers.push(Answer {
            text: text.to_owned(),
            count: 1,
        });
        self.first
            .push(u32::try_from(row).map_err(|_| NotKept::TooMuch)?);
        let code = u16::try_from(answers.len()).map_err(|_| NotKept::TooMuch)?;
        if let Some(free) = self.finder.get_mut(at) {
            *free = (key, code);
        }
        let more = set_code(codes, row, code);
        // Half full at most, or linear probing grows slow.
        if answers.len() * 2 > self.finder.len() {
            self.finder = rehash(answers, self.finder.len() * 2);
        }
        Ok(more + cell.len() as u64 + AN_ANSWER)
    }

    /// Converts codes to texts, for more than [`MOST_ANSWERS`] distinct answers. Returns the additional bytes.
    fn become_words(&mut self, rows: usize) -> u64 {
        let column = AnswerColumn {
            cells: std::mem::take(&mut self.cells),
        };
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(rows));
        for row in 0..rows {
            text.push_str(column.cell(row));
            // The limit of a table is far below 4 GiB.
            ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        self.finder = Vec::new();
        self.first = Vec::new();
        let more = text.len() as u64 + 2 * rows as u64;
        self.cells = ColumnStorage::Words {
            text,
            ends,
            answered: column.answered(),
        };
        more
    }

    fn add_text(&mut self, row: usize, cell: &[u8]) -> Result<u64, NotKept> {
        let ColumnStorage::Words {
            text,
            ends,
            answered,
        } = &mut self.cells
        else {
            return Ok(0);
        };
        pad_rows(ends, row, text.len())?;
        text.push_str(std::str::from_utf8(cell).map_err(|_| NotKept::NotText)?);
        ends.push(u32::try_from(text.len()).map_err(|_| NotKept::TooMuch)?);
        *answered += 1;
        Ok(cell.len() as u64)
    }

    /// The column, and the row in which each answer first appears.
    pub(super) fn finish(self) -> (AnswerColumn, Vec<u32>) {
        let mut cells = self.cells;
        if let ColumnStorage::Words { text, .. } = &mut cells {
            // A growing string may hold twice its length.
            text.shrink_to_fit();
        }
        (AnswerColumn { cells }, self.first)
    }
}

/// Pads skipped rows up to `row`.
fn pad_rows(ends: &mut Vec<u32>, row: usize, end: usize) -> Result<(), NotKept> {
    let end = u32::try_from(end).map_err(|_| NotKept::TooMuch)?;
    ends.resize(row, end);
    Ok(())
}

/// Sets the code of a row; skipped rows get none. Returns the additional bytes if codes become wide.
#[inline]
fn set_code(codes: &mut Codes, row: usize, code: u16) -> u64 {
    let mut more = 0;
    if let Codes::Narrow(narrow) = codes {
        if let Ok(code) = u8::try_from(code) {
            narrow.resize(row, 0);
            narrow.push(code);
            return 0;
        }
        more = row as u64 + 1;
        *codes = Codes::Wide(narrow.iter().map(|c| u16::from(*c)).collect());
    }
    if let Codes::Wide(wide) = codes {
        wide.resize(row, 0);
        wide.push(code);
    }
    more
}

/// Hash table of `length` slots for these answers.
fn rehash(answers: &[Answer], length: usize) -> Vec<(u64, u16)> {
    let mut finder = vec![(0, 0); length];
    for (answer, code) in answers.iter().zip(1..) {
        let key = answer_key(answer.text.as_bytes());
        let mut at = slot(key) & (length - 1);
        while finder.get(at).is_some_and(|(_, taken)| *taken != 0) {
            at = (at + 1) & (length - 1);
        }
        if let Some(free) = finder.get_mut(at) {
            *free = (key, code);
        }
    }
    finder
}

const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Marks a key that is a hash, whose answer has to be compared.
const HASHED: u64 = 1 << 63;

/// Key of an answer. Up to seven bytes it is the text itself with its length, and needs no comparison: most answers are
/// that short.
#[inline]
pub(super) fn answer_key(bytes: &[u8]) -> u64 {
    let length = bytes.len() as u64;
    let short = match bytes {
        [] => 0,
        [a] => u64::from(*a),
        [a, b] => u64::from(*a) | u64::from(*b) << 8,
        [a, b, c] => u64::from(*a) | u64::from(*b) << 8 | u64::from(*c) << 16,
        _ if length < 8 => {
            // The halves overlap in equal bytes.
            let half = |b: Option<&[u8; 4]>| b.map_or(0, |b| u64::from(u32::from_le_bytes(*b)));
            half(bytes.first_chunk()) | half(bytes.last_chunk()) << (8 * (length - 4))
        }
        _ => return hash(bytes) | HASHED,
    };
    short | length << 56
}

/// Multiplicative hash, eight bytes at a time. Collisions gain an attacker nothing: a column of many distinct answers is
/// kept as text.
fn hash(bytes: &[u8]) -> u64 {
    let word = |b: Option<&[u8; 8]>| b.map_or(0, |b| u64::from_le_bytes(*b));
    let mix = |hash: u64, word: u64| (hash ^ word).wrapping_mul(MIX).rotate_left(29);
    let (words, _) = bytes.as_chunks::<8>();
    let mixed = words
        .iter()
        .fold(bytes.len() as u64, |hash, w| mix(hash, word(Some(w))));
    mix(mixed, word(bytes.last_chunk()))
}

fn slot(key: u64) -> usize {
    usize::try_from(key.wrapping_mul(MIX) >> 32).unwrap_or(0)
}
