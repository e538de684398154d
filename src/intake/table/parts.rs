//! Joins parts of a table that several threads have read, with the same result as one thread.
//!
//! Each part numbers its answers by itself. In the whole they are numbered by first appearance, so that the result does not
//! depend on the number or speed of the threads.

use std::{
    collections::{HashMap, hash_map::Entry},
    num::NonZeroUsize,
    sync::{Mutex, PoisonError},
    thread,
};

use super::{
    Answer, AnswerColumn, Codes, ColumnStorage, MOST_ANSWERS, NotKept, Table,
    builder::{A_ROW, trimmed},
    growing::{AN_ANSWER, GrowingColumn, answer_key},
};

/// Part of a table, read by one thread.
#[derive(Debug)]
pub struct TablePart {
    columns: Vec<GrowingColumn>,
    rows: usize,
    /// Bytes of the texts of its rows.
    words: u64,
}

impl TablePart {
    /// An empty part with `width` columns.
    pub fn new(width: usize) -> Self {
        Self {
            columns: (0..width).map(|_| GrowingColumn::default()).collect(),
            rows: 0,
            words: 0,
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Memory use in bytes, at most.
    pub fn bytes(&self) -> u64 {
        self.words + self.rows as u64 * (self.columns.len() as u64 + A_ROW)
    }

    /// Adds a cell of the current row. A row without an answer can be reused for the next.
    ///
    /// # Errors
    /// Fails if the bytes are not UTF-8; the part is unusable then.
    #[inline]
    pub fn add(&mut self, column: usize, cell: &[u8]) -> Result<(), NotKept> {
        let cell = trimmed(cell);
        if let Some(column) = self.columns.get_mut(column)
            && !cell.is_empty()
        {
            self.words += column.add(self.rows, answer_key(cell), cell)?;
        }
        Ok(())
    }

    /// Ends the current row.
    pub fn end_row(&mut self) {
        self.rows += 1;
    }
}

/// Rows of a part that are consecutive in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Index of the part.
    pub part: usize,
    /// First row, within the part.
    pub from: usize,
    /// End of the rows, exclusive.
    pub to: usize,
}

/// One column of each part.
type ColumnPieces = Vec<(AnswerColumn, Vec<u32>)>;

/// Joins stretches in file order; `numbers` are the row numbers in the file. `None` if the table would exceed `most_bytes`.
pub fn join(
    parts: Vec<TablePart>,
    stretches: &[Stretch],
    numbers: Vec<u32>,
    most_bytes: u64,
) -> Option<Table> {
    let width = parts.first().map_or(0, |part| part.columns.len());
    // By columns and not by rows: the columns of a survey differ widely in cost, so each thread takes the next one.
    let threads = parts.len().min(width);
    let mut pieces: Vec<ColumnPieces> = (0..width).map(|_| Vec::new()).collect();
    for part in parts {
        for (pieces, column) in pieces.iter_mut().zip(part.columns) {
            pieces.push(column.finish());
        }
    }
    let left = Mutex::new(pieces.into_iter().enumerate());
    let work = || {
        let mut done = Vec::new();
        loop {
            // A separate statement: within the loop's head the lock would be held while a column is joined.
            let next = left.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((nth, pieces)) = next else {
                return done;
            };
            done.push((nth, join_column(&pieces, stretches, numbers.len())));
        }
    };
    let others = NonZeroUsize::new(threads).map_or(0, |n| n.get() - 1);
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (0..others).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                // Swallowed here, a panic would leave a table without some of its columns.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    // Threads finish in any order.
    done.sort_unstable_by_key(|(nth, _)| *nth);
    let columns: Option<Vec<AnswerColumn>> = done.into_iter().map(|(_, column)| column).collect();
    let columns = columns?;
    let rows = numbers.len() as u64;
    let bytes: u64 = columns.iter().map(|column| memory_cost(column, rows)).sum();
    // The bound of one thread, so that the limit refuses the same files on every machine.
    (bytes + rows * A_ROW <= most_bytes).then_some(Table { columns, numbers })
}

/// Upper bound of the memory that one thread would use for a column.
fn memory_cost(column: &AnswerColumn, rows: u64) -> u64 {
    let letters = |answers: &[Answer]| -> u64 {
        let each = answers.iter().map(|a| a.text.len() as u64 + AN_ANSWER);
        each.sum()
    };
    match &column.cells {
        ColumnStorage::Nothing => 0,
        ColumnStorage::Few { answers, codes } => {
            let each = if matches!(codes, Codes::Narrow(_)) {
                1
            } else {
                2
            };
            each * rows + letters(answers)
        }
        ColumnStorage::Words { text, .. } => {
            let text = text.len() as u64;
            // It began as a column of codes.
            4 * rows + 2 * text + MOST_ANSWERS as u64 * AN_ANSWER
        }
    }
}

/// Joins a column; `None` if its texts are too long.
fn join_column(pieces: &ColumnPieces, stretches: &[Stretch], rows: usize) -> Option<AnswerColumn> {
    if pieces
        .iter()
        .all(|(c, _)| matches!(c.cells, ColumnStorage::Nothing))
    {
        return Some(AnswerColumn::default());
    }
    match join_answers(pieces, stretches) {
        Some((answers, places)) => Some(join_codes(pieces, stretches, rows, answers, &places)),
        None => join_texts(pieces, stretches, rows),
    }
}

/// Distinct answers by first appearance, and the position of each part's answers among them. `None` if they are too many.
fn join_answers(
    pieces: &ColumnPieces,
    stretches: &[Stretch],
) -> Option<(Vec<Answer>, Vec<Vec<u16>>)> {
    // Start of each stretch, in its part and in the whole.
    let mut begins: Vec<Vec<(usize, usize)>> = vec![Vec::new(); pieces.len()];
    let mut row = 0;
    for stretch in stretches {
        if let Some(begins) = begins.get_mut(stretch.part) {
            begins.push((stretch.from, row));
        }
        row += stretch.to - stretch.from;
    }
    let mut found: HashMap<&str, usize> = HashMap::new();
    let mut all: Vec<(usize, Answer)> = Vec::new();
    for ((column, first), begins) in pieces.iter().zip(&begins) {
        let own = column.answers()?;
        for (answer, first) in own.iter().zip(first) {
            let first = *first as usize;
            let at = begins.partition_point(|(from, _)| *from <= first);
            let (from, row) = begins.get(at.checked_sub(1)?)?;
            let first = first - from + row;
            match found.entry(&answer.text) {
                Entry::Vacant(free) => {
                    free.insert(all.len());
                    all.push((first, answer.clone()));
                }
                Entry::Occupied(there) => {
                    let (earliest, known) = all.get_mut(*there.get())?;
                    // A thread takes pieces all over the file, so its first may come after another's.
                    *earliest = first.min(*earliest);
                    known.count += answer.count;
                }
            }
        }
    }
    if all.len() > MOST_ANSWERS {
        return None;
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_unstable_by_key(|at| all.get(*at).map_or(0, |(first, _)| *first));
    let mut codes = vec![0_u16; all.len()];
    for (code, at) in (1..).zip(&order) {
        *codes.get_mut(*at)? = code;
    }
    let places = pieces.iter().map(|(column, _)| {
        let own = column.answers().unwrap_or_default().iter();
        let code = |a: &Answer| found.get(a.text.as_str()).and_then(|at| codes.get(*at));
        let own = own.map(|a| code(a).copied().unwrap_or(0));
        std::iter::once(0).chain(own).collect()
    });
    let places: Vec<Vec<u16>> = places.collect();
    all.sort_unstable_by_key(|(first, _)| *first);
    Some((all.into_iter().map(|(_, answer)| answer).collect(), places))
}

/// Joins a column of codes.
fn join_codes(
    pieces: &ColumnPieces,
    stretches: &[Stretch],
    rows: usize,
    answers: Vec<Answer>,
    places: &[Vec<u16>],
) -> AnswerColumn {
    let is_narrow = u8::try_from(answers.len()).is_ok();
    let mut narrow: Vec<u8> = Vec::with_capacity(if is_narrow { rows } else { 0 });
    let mut wide: Vec<u16> = Vec::with_capacity(if is_narrow { 0 } else { rows });
    // A lookup table for each part, so that no byte has to be searched.
    let of_byte: Vec<[u8; 256]> = places
        .iter()
        .map(|places| {
            let mut table = [0; 256];
            for (place, code) in table.iter_mut().zip(places) {
                *place = u8::try_from(*code).unwrap_or(0);
            }
            table
        })
        .collect();
    let mut end = 0;
    for stretch in stretches {
        end += stretch.to - stretch.from;
        let cells = pieces.get(stretch.part).map(|(c, _)| &c.cells);
        if let Some(ColumnStorage::Few { codes, .. }) = cells {
            match codes {
                Codes::Narrow(codes) if is_narrow => {
                    if let Some(table) = of_byte.get(stretch.part) {
                        let code = |c: &u8| table.get(usize::from(*c)).copied().unwrap_or(0);
                        narrow.extend(span(codes, stretch).iter().map(code));
                    }
                }
                codes => {
                    let places = places.get(stretch.part);
                    let code = |row| places.and_then(|p| p.get(codes.get(row))).copied();
                    let own = (stretch.from..stretch.to).map(|row| code(row).unwrap_or(0));
                    if is_narrow {
                        narrow.extend(own.map(|c| u8::try_from(c).unwrap_or(0)));
                    } else {
                        wide.extend(own);
                    }
                }
            }
        }
        if is_narrow {
            narrow.resize(end, 0);
        } else {
            wide.resize(end, 0);
        }
    }
    let codes = if is_narrow {
        Codes::Narrow(narrow)
    } else {
        Codes::Wide(wide)
    };
    AnswerColumn {
        cells: ColumnStorage::Few { answers, codes },
    }
}

/// Codes of a stretch, up to the last row with an answer.
fn span<'c, C>(codes: &'c [C], stretch: &Stretch) -> &'c [C] {
    let to = stretch.to.min(codes.len());
    codes.get(stretch.from..to).unwrap_or_default()
}

/// Joins a column of texts.
fn join_texts(pieces: &ColumnPieces, stretches: &[Stretch], rows: usize) -> Option<AnswerColumn> {
    let room: usize = pieces
        .iter()
        .map(|(column, _)| match &column.cells {
            ColumnStorage::Words { text, .. } => text.len(),
            ColumnStorage::Nothing | ColumnStorage::Few { .. } => 0,
        })
        .sum();
    let mut all = String::with_capacity(room);
    let mut all_ends: Vec<u32> = Vec::with_capacity(rows);
    for stretch in stretches {
        let (column, _) = pieces.get(stretch.part)?;
        let end = all_ends.len() + stretch.to - stretch.from;
        if let ColumnStorage::Words { text, ends, .. } = &column.cells {
            let before = stretch.from.checked_sub(1);
            let begin = before.map_or(Some(&0), |row| ends.get(row).or(ends.last()))?;
            let own = span(ends, stretch);
            let last = own.last().unwrap_or(begin);
            let moved = u32::try_from(all.len()).ok()?;
            all.push_str(text.get(*begin as usize..*last as usize)?);
            u32::try_from(all.len()).ok()?;
            all_ends.extend(own.iter().map(|end| end - begin + moved));
        } else {
            for row in stretch.from..stretch.to {
                all.push_str(column.cell(row));
                all_ends.push(u32::try_from(all.len()).ok()?);
            }
        }
        all_ends.resize(end, u32::try_from(all.len()).ok()?);
    }
    let answered = pieces.iter().map(|(column, _)| column.answered()).sum();
    Some(AnswerColumn {
        cells: ColumnStorage::Words {
            text: all,
            ends: all_ends,
            answered,
        },
    })
}
