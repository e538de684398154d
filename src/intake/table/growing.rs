//! A column while it is being read: each cell finds its answer's number, or makes a new one.
//!
//! Bytes go in and text comes out: an answer is checked to be text once, when it first comes, and not forty million times.

use super::{Answer, AnswerColumn, Cells, Codes, MOST_ANSWERS, NotKept};

/// A column that grows.
#[derive(Debug, Default)]
pub(super) struct Growing {
    cells: Cells,
    /// Codes with the keys of their answers; code 0 where there is none. Its length is a power of two, and half of it is free.
    finder: Vec<(u64, u16)>,
    /// The row in which each answer was first given.
    first: Vec<u32>,
}

/// The memory cost of an answer beside its letters.
pub(super) const AN_ANSWER: u64 = 64;

impl Growing {
    /// Bytes that rows up to this number take more than those that are in.
    pub(super) fn grows_to(&self, rows: usize) -> u64 {
        let (there, bytes) = match &self.cells {
            Cells::Nothing => (0, 1),
            Cells::Few { codes, .. } => match codes {
                Codes::Narrow(codes) => (codes.len(), 1),
                Codes::Wide(codes) => (codes.len(), 2),
            },
            Cells::Words { ends, .. } => (ends.len(), 4),
        };
        rows.saturating_sub(there) as u64 * bytes
    }

    /// Puts an answer in that is not empty and has this [`key`]; says how many bytes it took beside its place in the column.
    #[inline]
    pub(super) fn put(&mut self, row: usize, key: u64, cell: &[u8]) -> Result<u64, NotKept> {
        if matches!(self.cells, Cells::Nothing) {
            self.cells = Cells::Few {
                answers: Vec::new(),
                codes: Codes::Narrow(Vec::new()),
            };
            self.finder = vec![(0, 0); 16];
        }
        let Cells::Few { answers, codes } = &mut self.cells else {
            return self.put_words(row, cell);
        };
        let mask = self.finder.len() - 1;
        let mut at = place(key) & mask;
        let code = loop {
            let (there, code) = self.finder.get(at).copied().unwrap_or_default();
            if code == 0 {
                break None;
            }
            if there == key
                && let Some(answer) = answers.get_mut(usize::from(code) - 1)
                && (key & HASHED == 0 || answer.text.as_bytes() == cell)
            {
                answer.count += 1;
                break Some(code);
            }
            at = (at + 1) & mask;
        };
        if let Some(code) = code {
            return Ok(set(codes, row, code));
        }
        let text = std::str::from_utf8(cell).map_err(|_| NotKept::NotText)?;
        if answers.len() == MOST_ANSWERS {
            let more = self.become_words(row);
            return Ok(more + self.put_words(row, cell)?);
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
        let more = set(codes, row, code);
        if answers.len() * 2 > self.finder.len() {
            self.finder = spread(answers, self.finder.len() * 2);
        }
        Ok(more + cell.len() as u64 + AN_ANSWER)
    }

    /// There are too many different answers for a list of them. Says how many bytes more it takes.
    fn become_words(&mut self, rows: usize) -> u64 {
        let column = AnswerColumn {
            cells: std::mem::take(&mut self.cells),
        };
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(rows));
        for row in 0..rows {
            text.push_str(column.cell(row));
            // The budget of a table is far below.
            ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        self.finder = Vec::new();
        self.first = Vec::new();
        let more = text.len() as u64 + 2 * rows as u64;
        self.cells = Cells::Words {
            text,
            ends,
            answered: column.answered(),
        };
        more
    }

    fn put_words(&mut self, row: usize, cell: &[u8]) -> Result<u64, NotKept> {
        let Cells::Words {
            text,
            ends,
            answered,
        } = &mut self.cells
        else {
            return Ok(0);
        };
        fill(ends, row, text.len())?;
        text.push_str(std::str::from_utf8(cell).map_err(|_| NotKept::NotText)?);
        ends.push(u32::try_from(text.len()).map_err(|_| NotKept::TooMuch)?);
        *answered += 1;
        Ok(cell.len() as u64)
    }

    /// The column, and the row in which each of its answers was first given.
    pub(super) fn finish(self) -> (AnswerColumn, Vec<u32>) {
        let mut cells = self.cells;
        if let Cells::Words { text, .. } = &mut cells {
            text.shrink_to_fit();
        }
        (AnswerColumn { cells }, self.first)
    }
}

/// Rows without an answer, up to `row`.
fn fill(ends: &mut Vec<u32>, row: usize, end: usize) -> Result<(), NotKept> {
    let end = u32::try_from(end).map_err(|_| NotKept::TooMuch)?;
    ends.resize(row, end);
    Ok(())
}

/// Notes a row's code; rows that were passed over have none. Says how many bytes more it takes, where codes become wide.
#[inline]
fn set(codes: &mut Codes, row: usize, code: u16) -> u64 {
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

/// A finder of this length for these answers.
fn spread(answers: &[Answer], length: usize) -> Vec<(u64, u16)> {
    let mut finder = vec![(0, 0); length];
    for (answer, code) in answers.iter().zip(1..) {
        let key = key(answer.text.as_bytes());
        let mut at = place(key) & (length - 1);
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

/// The bit of a key that is a hash, so that its answer has to be compared.
const HASHED: u64 = 1 << 63;

/// What an answer is found by. Of up to seven bytes it is the answer itself with its length: most answers of a survey are
/// that short, and need not be looked at.
#[inline]
pub(super) fn key(bytes: &[u8]) -> u64 {
    let length = bytes.len() as u64;
    let short = match bytes {
        [] => 0,
        [a] => u64::from(*a),
        [a, b] => u64::from(*a) | u64::from(*b) << 8,
        [a, b, c] => u64::from(*a) | u64::from(*b) << 8 | u64::from(*c) << 16,
        _ if length < 8 => {
            // Both halves overlap, in bytes that are the same.
            let half = |b: Option<&[u8; 4]>| b.map_or(0, |b| u64::from(u32::from_le_bytes(*b)));
            half(bytes.first_chunk()) | half(bytes.last_chunk()) << (8 * (length - 4))
        }
        _ => return hash(bytes) | HASHED,
    };
    short | length << 56
}

/// Eight bytes at a time, mixed by a multiplication. The table is short and made anew for each column: nobody gains by
/// answers that collide, since a column of many different answers becomes words.
fn hash(bytes: &[u8]) -> u64 {
    let word = |b: Option<&[u8; 8]>| b.map_or(0, |b| u64::from_le_bytes(*b));
    let mix = |hash: u64, word: u64| (hash ^ word).wrapping_mul(MIX).rotate_left(29);
    let (words, _) = bytes.as_chunks::<8>();
    let mixed = words
        .iter()
        .fold(bytes.len() as u64, |hash, w| mix(hash, word(Some(w))));
    mix(mixed, word(bytes.last_chunk()))
}

fn place(key: u64) -> usize {
    usize::try_from(key.wrapping_mul(MIX) >> 32).unwrap_or(0)
}
