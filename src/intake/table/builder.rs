//! A table while it is being read: each cell finds its answer's number, or makes a new one.
//!
//! Bytes go in and text comes out: an answer is checked to be text once, when it first comes, and not forty million times.

use super::{Answer, Cells, Codes, Column, MOST_ANSWERS, Table};

/// Why a row was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// A cell's bytes are not UTF-8 text.
    NotText,
    /// What is kept already is as much as may be.
    TooMuch,
}

/// A table that grows.
#[derive(Debug)]
pub struct Builder {
    columns: Vec<Growing>,
    numbers: Vec<u32>,
    /// Bytes that may still be kept.
    left: u64,
}

/// What a row's place in a column costs at most, without its words.
const A_CELL: u64 = 4;

impl Builder {
    /// An empty table of so many columns, that keeps at most so many bytes.
    pub fn new(width: usize, most_bytes: u64) -> Self {
        Self {
            columns: (0..width).map(|_| Growing::default()).collect(),
            numbers: Vec::new(),
            left: most_bytes,
        }
    }

    /// The numbers of the rows in the file, rising.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// How many rows are in.
    pub fn rows(&self) -> usize {
        self.numbers.len()
    }

    /// Puts a row in that has this number in the file. Cells come with their columns; columns without a cell have no answer.
    ///
    /// # Errors
    /// Where a cell is not text, or the table is full. The table is of no use then.
    pub fn row<'a>(
        &mut self,
        number: u32,
        cells: impl Iterator<Item = (usize, &'a [u8])>,
    ) -> Result<(), NotKept> {
        let row = self.numbers.len();
        self.numbers.push(number);
        let mut cost = A_CELL;
        for (column, cell) in cells {
            let cell = trimmed(cell);
            if !cell.is_empty()
                && let Some(column) = self.columns.get_mut(column)
            {
                // Rows that were passed over take room as well: it is asked for before it is taken.
                let grows = column.grows_to(row + 1);
                self.left = self.left.checked_sub(grows).ok_or(NotKept::TooMuch)?;
                cost += column.put(row, cell)?;
            }
        }
        self.left = self.left.checked_sub(cost).ok_or(NotKept::TooMuch)?;
        Ok(())
    }

    /// Forgets the last row, which had no answer.
    pub fn take_back(&mut self) {
        self.numbers.pop();
    }

    /// The table.
    pub fn finish(self) -> Table {
        Table {
            columns: self.columns.into_iter().map(Growing::finish).collect(),
            numbers: self.numbers,
        }
    }
}

/// Without blanks at its ends, and without the apostrophe that tools put before what a sheet would take for a formula.
fn trimmed(cell: &[u8]) -> &[u8] {
    let cell = without_blanks(cell);
    match cell {
        [b'\'', rest @ ..] if rest.first().is_some_and(|b| b"=+-@".contains(b)) => {
            without_blanks(rest)
        }
        _ => cell,
    }
}

/// Without blanks at its ends. Most cells have none: their first and last byte say so.
fn without_blanks(cell: &[u8]) -> &[u8] {
    let inner = |b: Option<&u8>| b.is_some_and(|b| *b > b' ' && *b < 0x80);
    if inner(cell.first()) && inner(cell.last()) {
        return cell;
    }
    match std::str::from_utf8(cell) {
        Ok(text) => text.trim().as_bytes(),
        Err(_) => cell.trim_ascii(),
    }
}

/// A column that grows.
#[derive(Debug, Default)]
struct Growing {
    cells: Cells,
    /// Codes with the keys of their answers; code 0 where there is none. Its length is a power of two, and half of it is free.
    finder: Vec<(u64, u16)>,
}

impl Growing {
    /// Bytes that so many rows take more than those that are in.
    fn grows_to(&self, rows: usize) -> u64 {
        let (there, bytes) = match &self.cells {
            Cells::Nothing => (0, 1),
            Cells::Few {
                codes: Codes::Narrow(codes),
                answers,
            } => {
                // The next answer may need twice the room for all.
                let widens = answers.len() == usize::from(u8::MAX);
                return (rows - codes.len().min(rows) + if widens { rows } else { 0 }) as u64;
            }
            Cells::Few {
                codes: Codes::Wide(codes),
                answers,
            } => {
                // The next answer may make words of all.
                let words = answers.len() == MOST_ANSWERS;
                (codes.len(), if words { 6 } else { 2 })
            }
            Cells::Words { ends, .. } => (ends.len(), 4),
        };
        rows.saturating_sub(there) as u64 * bytes
    }

    /// Puts an answer in that is not empty; says how many bytes its words took.
    fn put(&mut self, row: usize, cell: &[u8]) -> Result<u64, NotKept> {
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
        let key = key(cell);
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
            set(codes, row, code);
            return Ok(0);
        }
        let text = std::str::from_utf8(cell).map_err(|_| NotKept::NotText)?;
        if answers.len() == MOST_ANSWERS {
            self.become_words(row);
            return self.put_words(row, cell);
        }
        answers.push(Answer {
            text: text.to_owned(),
            count: 1,
        });
        let code = u16::try_from(answers.len()).map_err(|_| NotKept::TooMuch)?;
        if let Some(free) = self.finder.get_mut(at) {
            *free = (key, code);
        }
        set(codes, row, code);
        if answers.len() * 2 > self.finder.len() {
            self.finder = spread(answers, self.finder.len() * 2);
        }
        Ok(cell.len() as u64 + 64)
    }

    /// There are too many different answers for a list of them.
    fn become_words(&mut self, rows: usize) {
        let column = Column {
            cells: std::mem::take(&mut self.cells),
        };
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(rows));
        for row in 0..rows {
            text.push_str(column.cell(row));
            // The budget of a table is far below.
            ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        self.finder = Vec::new();
        self.cells = Cells::Words {
            text,
            ends,
            answered: column.answered(),
        };
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

    fn finish(self) -> Column {
        let mut cells = self.cells;
        if let Cells::Words { text, .. } = &mut cells {
            text.shrink_to_fit();
        }
        Column { cells }
    }
}

/// Rows without an answer, up to `row`.
fn fill(ends: &mut Vec<u32>, row: usize, end: usize) -> Result<(), NotKept> {
    let end = u32::try_from(end).map_err(|_| NotKept::TooMuch)?;
    ends.resize(row, end);
    Ok(())
}

/// Notes a row's code; rows that were passed over have none.
fn set(codes: &mut Codes, row: usize, code: u16) {
    if let Codes::Narrow(narrow) = codes {
        if let Ok(code) = u8::try_from(code) {
            narrow.resize(row, 0);
            narrow.push(code);
            return;
        }
        *codes = Codes::Wide(narrow.iter().map(|c| u16::from(*c)).collect());
    }
    if let Codes::Wide(wide) = codes {
        wide.resize(row, 0);
        wide.push(code);
    }
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
fn key(bytes: &[u8]) -> u64 {
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
