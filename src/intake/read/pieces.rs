//! Reads a large text file with several threads; each takes the next piece, which is cut behind a row.
//!
//! Finding the cut needs only the quotation marks and is fast, so it is done in sequence; splitting cells and looking up
//! answers takes the time. A file with any anomaly is not judged here: a single thread reads it again from the start, and
//! its message names the row.

use std::{
    fs::File,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use encoding_rs::Encoding;

use super::{
    ReadLimits,
    cells::{CellReader, PADDING},
    decode::{QuoteTracker, Utf8Stream},
};
use crate::intake::table::{self, Stretch, Table, TablePart};

/// Plan for reading a file in pieces.
pub(super) struct PiecePlan {
    pub(super) encoding: &'static Encoding,
    pub(super) sign: u8,
    /// Bytes of decoded text before the first data row.
    pub(super) skip: u64,
    /// Line number there, without line breaks inside cells, less the row's own end.
    pub(super) line: u64,
    /// Number of the row before.
    pub(super) number: u64,
    /// Columns to keep.
    pub(super) kept: Vec<bool>,
    pub(super) threads: usize,
    /// Bytes read at a time.
    pub(super) piece: usize,
    pub(super) limits: ReadLimits,
}

/// Result of reading in pieces.
pub(super) struct PiecesResult {
    pub(super) table: Table,
    /// Number of rows shorter than the header.
    pub(super) short: u64,
    pub(super) nuls: u64,
    pub(super) lost: bool,
}

/// Signals an anomaly that a single thread has to look at.
#[derive(Debug)]
struct Anomaly;

/// Source of pieces, shared by the threads.
struct PieceSource<'f> {
    text: Utf8Stream<&'f mut File>,
    quoted: QuoteTracker,
    /// Bytes behind the last cut.
    rest: Vec<u8>,
    skip: u64,
    piece: usize,
    /// Maximum size of a piece in bytes.
    most: usize,
    /// Number of pieces handed out.
    given: usize,
    /// Ranges of the piece outside quotation marks.
    outside: Vec<(usize, usize)>,
}

impl PieceSource<'_> {
    /// Fills `piece` with whole rows and returns its number; `None` at the end.
    fn next(&mut self, piece: &mut Vec<u8>) -> Result<Option<usize>, Anomaly> {
        piece.clear();
        piece.append(&mut self.rest);
        self.outside.clear();
        loop {
            let from = piece.len();
            self.text.append(piece, self.piece).map_err(|_| Anomaly)?;
            if self.text.ended && piece.len() == from {
                break;
            }
            let (new, outside) = (piece.get(from..).unwrap_or_default(), &mut self.outside);
            self.quoted
                .follow(new, |a, b| outside.push((from + a, from + b)));
            self.pass_over(piece);
            if let Some(cut) = self.cut(piece) {
                self.rest.extend(piece.drain(cut..));
                self.given += 1;
                return Ok(Some(self.given));
            }
            // A row at or near the limit.
            if piece.len() > self.most {
                return Err(Anomaly);
            }
        }
        if self.quoted.is_open() {
            return Err(Anomaly);
        }
        self.given += 1;
        Ok((!piece.is_empty()).then_some(self.given))
    }

    /// Skips the header rows.
    fn pass_over(&mut self, piece: &mut Vec<u8>) {
        let over = usize::try_from(self.skip).unwrap_or(usize::MAX);
        let over = over.min(piece.len());
        if over > 0 {
            piece.drain(..over);
            self.skip -= over as u64;
            for (from, to) in &mut self.outside {
                *from = from.saturating_sub(over);
                *to = to.saturating_sub(over);
            }
        }
    }

    /// Position behind the last line break that ends a row.
    fn cut(&self, piece: &[u8]) -> Option<usize> {
        let last = |byte: u8| {
            self.outside.iter().rev().find_map(|(from, to)| {
                // A final CR may be the first half of CR LF.
                let to = (*to).min(piece.len() - usize::from(byte == b'\r'));
                let found = memchr::memrchr(byte, piece.get(*from..to)?)?;
                Some(from + found + 1)
            })
        };
        if piece.is_empty() {
            return None;
        }
        last(b'\n').or_else(|| last(b'\r'))
    }
}

/// A run of rows in a part whose numbers have no gap.
struct RowRun {
    /// First row, within the part.
    row: usize,
    /// Position among the rows of the piece, blank ones included.
    place: u64,
    /// Difference between its number and its position, if the piece begins with line 0.
    ahead: u64,
}

/// A piece after reading.
struct ReadPiece {
    nth: usize,
    stretch: Stretch,
    runs: Vec<RowRun>,
    /// Number of rows, blank ones included.
    rows: u64,
    /// Difference between number and position of the last row.
    ahead: u64,
    /// Line feeds outside quotation marks.
    breaks: u64,
    short: u64,
    bytes: usize,
}

/// Reads the rows below the header. `told` receives bytes and rows now and then. `None` on any anomaly.
pub(super) fn read(
    file: &mut File,
    plan: &PiecePlan,
    mut told: impl FnMut(u64, u64),
) -> Option<PiecesResult> {
    // Below the limit at which a single thread refuses a row, whatever its buffer holds.
    let most = usize::try_from(plan.limits.row_bytes / 4).unwrap_or(usize::MAX);
    let piece = plan.piece.clamp(1, (most / 4).max(1));
    let source = Mutex::new(PieceSource {
        text: Utf8Stream::new(file, plan.encoding),
        quoted: QuoteTracker::new(plan.sign),
        rest: Vec::new(),
        skip: plan.skip,
        piece,
        most,
        given: 0,
        outside: Vec::new(),
    });
    let (stop, rows) = (AtomicBool::new(false), AtomicU64::new(0));
    let most_kept = plan.limits.table_bytes / plan.threads as u64;
    let work = |nth: usize,
                told: &mut dyn FnMut(u64, u64)|
     -> Result<(TablePart, Vec<ReadPiece>), Anomaly> {
        let mut part = TablePart::new(plan.kept.len());
        let mut done = Vec::new();
        let mut piece = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            let (next, bytes) = {
                let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
                (source.next(&mut piece)?, source.text.bytes)
            };
            let Some(place) = next else {
                break;
            };
            let one = take_piece(&mut piece, plan, &mut part, (place, nth))?;
            if part.bytes() > most_kept {
                return Err(Anomaly);
            }
            let before = rows.fetch_add(one.rows, Ordering::Relaxed);
            told(bytes, before + one.rows);
            done.push(one);
        }
        Ok((part, done))
    };
    let work = |nth: usize, told: &mut dyn FnMut(u64, u64)| {
        let done = work(nth, told);
        if done.is_err() {
            stop.store(true, Ordering::Relaxed);
        }
        done
    };
    let work = &work;
    let read: Vec<Result<(TablePart, Vec<ReadPiece>), Anomaly>> = thread::scope(|scope| {
        let others: Vec<_> = (1..plan.threads)
            .map(|nth| scope.spawn(move || work(nth, &mut |_, _| {})))
            .collect();
        let mut read = vec![work(0, &mut told)];
        for other in others {
            match other.join() {
                Ok(done) => read.push(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        read
    });
    let read: Result<Vec<(TablePart, Vec<ReadPiece>)>, Anomaly> = read.into_iter().collect();
    let read = read.ok()?;
    #[cfg(test)]
    TAKEN.set(TAKEN.get() + 1);
    let source = source.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (parts, done): (Vec<TablePart>, Vec<Vec<ReadPiece>>) = read.into_iter().unzip();
    let mut done: Vec<ReadPiece> = done.into_iter().flatten().collect();
    done.sort_unstable_by_key(|one| one.nth);
    let mut blank = 0;
    for one in &done {
        blank = if one.rows == 0 { blank + one.bytes } else { 0 };
        // A single thread counts blank lines as part of the following row's length.
        if blank > most {
            return None;
        }
    }
    let numbers = numbers(&done, plan)?;
    let stretches: Vec<Stretch> = done.iter().map(|one| one.stretch).collect();
    Some(PiecesResult {
        table: table::join(parts, &stretches, numbers, plan.limits.table_bytes)?,
        short: done.iter().map(|one| one.short).sum(),
        nuls: source.text.nuls,
        lost: source.text.lost,
    })
}

/// Takes the rows of a piece into a part.
fn take_piece(
    piece: &mut Vec<u8>,
    plan: &PiecePlan,
    part: &mut TablePart,
    (nth, of): (usize, usize),
) -> Result<ReadPiece, Anomaly> {
    let width = plan.kept.len();
    piece.resize(piece.len() + PADDING, b'\n');
    let mut cells = CellReader::new(piece, plan.sign);
    let from = part.rows();
    let mut runs: Vec<RowRun> = Vec::new();
    let (mut place, mut ahead, mut short) = (0_u64, 0_u64, 0_u64);
    while cells.next_row() {
        let mut something = false;
        let seen = cells.row(|nth, cell| {
            if cell.is_empty() {
                return Ok(());
            }
            something = something || !cell.trim_ascii().is_empty();
            match plan.kept.get(nth) {
                Some(true) => part.add(nth, cell).map_err(|_| Anomaly),
                None if !cell.trim_ascii().is_empty() => Err(Anomaly),
                Some(false) | None => Ok(()),
            }
        })?;
        ahead = ahead.max(cells.breaks.saturating_sub(place));
        if something {
            let (row, short_by_one) = (part.rows(), seen < width);
            let goes_on = runs.last().is_some_and(|run| {
                run.ahead == ahead && place - run.place == (row - run.row) as u64
            });
            if !goes_on {
                runs.push(RowRun { row, place, ahead });
            }
            short += u64::from(short_by_one);
            part.end_row();
        }
        place += 1;
    }
    let breaks = cells.breaks;
    piece.truncate(piece.len() - PADDING);
    Ok(ReadPiece {
        nth,
        stretch: Stretch {
            part: of,
            from,
            to: part.rows(),
        },
        runs,
        rows: place,
        ahead,
        breaks,
        short,
        bytes: piece.len(),
    })
}

/// Number of each row, as a spreadsheet shows it; `None` beyond `u32`.
fn numbers(done: &[ReadPiece], plan: &PiecePlan) -> Option<Vec<u32>> {
    let (mut line, mut before) = (plan.line, plan.number);
    let mut numbers = Vec::new();
    for one in done {
        let number = |place: u64, ahead: u64| place + (line + ahead).max(before + 1);
        for (nth, run) in one.runs.iter().enumerate() {
            let end = one
                .runs
                .get(nth + 1)
                .map_or(one.stretch.to, |next| next.row);
            let first = number(run.place, run.ahead);
            let last = first + (end - run.row) as u64;
            let last = u32::try_from(last).ok()?;
            numbers.extend(u32::try_from(first).ok()?..last);
        }
        if let Some(last) = one.rows.checked_sub(1) {
            before = number(last, one.ahead);
        }
        line += one.breaks;
    }
    Some(numbers)
}

#[cfg(test)]
thread_local! {
    /// Number of files that this thread has read in pieces without an anomaly.
    pub(super) static TAKEN: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}
