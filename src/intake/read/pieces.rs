//! A large text file read by several threads at once: whoever is free takes the next piece, cut behind a row.
//!
//! Finding that cut needs only the quotation marks and is quick, so one after the other does it; cutting rows into cells and
//! finding their answers takes the time. A file that is odd in any way is not judged here: it is read again from its
//! beginning by one thread, whose sentence names the row.

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
    cells::{Cells, PADDING},
    decode::{Quoted, Utf8},
};
use crate::intake::table::{self, Part, Stretch, Table};

/// The cut of a file into pieces.
pub(super) struct Plan {
    pub(super) encoding: &'static Encoding,
    pub(super) sign: u8,
    /// Bytes of the decoded text before the first row of data.
    pub(super) skip: u64,
    /// The line that this is, without those in somebody's words, less that of a row's own end.
    pub(super) line: u64,
    /// The number of the row before.
    pub(super) number: u64,
    /// Which columns are kept.
    pub(super) kept: Vec<bool>,
    pub(super) threads: usize,
    /// Bytes that are read at a time.
    pub(super) piece: usize,
    pub(super) limits: ReadLimits,
}

/// The table that was read.
pub(super) struct Whole {
    pub(super) table: Table,
    /// Rows shorter than the headers.
    pub(super) short: u64,
    pub(super) nuls: u64,
    pub(super) lost: bool,
}

/// The file is odd: one thread has to look at it.
#[derive(Debug)]
struct Odd;

/// The file, piece by piece.
struct Source<'f> {
    text: Utf8<&'f mut File>,
    quoted: Quoted,
    /// The bytes read behind the last cut.
    rest: Vec<u8>,
    skip: u64,
    piece: usize,
    /// Bytes of a piece at most.
    most: usize,
    /// Pieces that were given.
    given: usize,
    /// Stretches of the piece that are not within quotation marks.
    outside: Vec<(usize, usize)>,
}

impl Source<'_> {
    /// Puts whole rows into `piece`, and says which piece it is; none at the end.
    fn next(&mut self, piece: &mut Vec<u8>) -> Result<Option<usize>, Odd> {
        piece.clear();
        piece.append(&mut self.rest);
        self.outside.clear();
        loop {
            let from = piece.len();
            self.text.append(piece, self.piece).map_err(|_| Odd)?;
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
            // A row as long as may not be, or nearly.
            if piece.len() > self.most {
                return Err(Odd);
            }
        }
        if self.quoted.is_open() {
            return Err(Odd);
        }
        self.given += 1;
        Ok((!piece.is_empty()).then_some(self.given))
    }

    /// Leaves out the rows of the headers.
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

    /// Behind the last line break that ends a row.
    fn cut(&self, piece: &[u8]) -> Option<usize> {
        let last = |byte: u8| {
            self.outside.iter().rev().find_map(|(from, to)| {
                // A CR at the end may be the first half of CR and LF.
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

/// Rows that follow each other in a part without a gap in their numbers.
struct Run {
    /// The first, in the part.
    row: usize,
    /// Its place among the rows of the piece, those with nothing in them counted.
    place: u64,
    /// What its number is ahead of its place, where the piece begins with line 0.
    ahead: u64,
}

/// A piece that was read.
struct Done {
    nth: usize,
    stretch: Stretch,
    runs: Vec<Run>,
    /// Rows of it, those with nothing in them counted.
    rows: u64,
    /// What the last row's number is ahead of its place.
    ahead: u64,
    /// Line feeds that are in nobody's words.
    breaks: u64,
    short: u64,
    bytes: usize,
}

/// Reads the rows behind the headers. `told` is told now and then how many bytes and rows there were. `None` where the file is
/// odd.
pub(super) fn read(file: &mut File, plan: &Plan, mut told: impl FnMut(u64, u64)) -> Option<Whole> {
    // What one thread takes for too long a row is longer than this, whatever it has in its buffer.
    let most = usize::try_from(plan.limits.row_bytes / 4).unwrap_or(usize::MAX);
    let piece = plan.piece.clamp(1, (most / 4).max(1));
    let source = Mutex::new(Source {
        text: Utf8::new(file, plan.encoding),
        quoted: Quoted::new(plan.sign),
        rest: Vec::new(),
        skip: plan.skip,
        piece,
        most,
        given: 0,
        outside: Vec::new(),
    });
    let (stop, rows) = (AtomicBool::new(false), AtomicU64::new(0));
    let most_kept = plan.limits.table_bytes / plan.threads as u64;
    let work = |nth: usize, told: &mut dyn FnMut(u64, u64)| -> Result<(Part, Vec<Done>), Odd> {
        let mut part = Part::new(plan.kept.len());
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
            let one = of_piece(&mut piece, plan, &mut part, (place, nth))?;
            if part.bytes() > most_kept {
                return Err(Odd);
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
    let read: Vec<Result<(Part, Vec<Done>), Odd>> = thread::scope(|scope| {
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
    let read: Result<Vec<(Part, Vec<Done>)>, Odd> = read.into_iter().collect();
    let read = read.ok()?;
    #[cfg(test)]
    TAKEN.set(TAKEN.get() + 1);
    let source = source.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (parts, done): (Vec<Part>, Vec<Vec<Done>>) = read.into_iter().unzip();
    let mut done: Vec<Done> = done.into_iter().flatten().collect();
    done.sort_unstable_by_key(|one| one.nth);
    let mut blank = 0;
    for one in &done {
        blank = if one.rows == 0 { blank + one.bytes } else { 0 };
        // To one thread a row begins with the blank lines before it.
        if blank > most {
            return None;
        }
    }
    let numbers = numbers(&done, plan)?;
    let stretches: Vec<Stretch> = done.iter().map(|one| one.stretch).collect();
    Some(Whole {
        table: table::join(parts, &stretches, numbers, plan.limits.table_bytes)?,
        short: done.iter().map(|one| one.short).sum(),
        nuls: source.text.nuls,
        lost: source.text.lost,
    })
}

/// Takes the rows of a piece into a part.
fn of_piece(
    piece: &mut Vec<u8>,
    plan: &Plan,
    part: &mut Part,
    (nth, of): (usize, usize),
) -> Result<Done, Odd> {
    let width = plan.kept.len();
    piece.resize(piece.len() + PADDING, b'\n');
    let mut cells = Cells::new(piece, plan.sign);
    let from = part.rows();
    let mut runs: Vec<Run> = Vec::new();
    let (mut place, mut ahead, mut short) = (0_u64, 0_u64, 0_u64);
    while cells.next_row() {
        let mut something = false;
        let seen = cells.row(|nth, cell| {
            if cell.is_empty() {
                return Ok(());
            }
            something = something || !cell.trim_ascii().is_empty();
            match plan.kept.get(nth) {
                Some(true) => part.put(nth, cell).map_err(|_| Odd),
                None if !cell.trim_ascii().is_empty() => Err(Odd),
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
                runs.push(Run { row, place, ahead });
            }
            short += u64::from(short_by_one);
            part.end_row();
        }
        place += 1;
    }
    let breaks = cells.breaks;
    piece.truncate(piece.len() - PADDING);
    Ok(Done {
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

/// The number of each row, as a sheet shows it; `None` where they are more than there can be.
fn numbers(done: &[Done], plan: &Plan) -> Option<Vec<u32>> {
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
    /// How often this thread read a file in pieces without finding it odd.
    pub(super) static TAKEN: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}
