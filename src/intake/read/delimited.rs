//! Text with a sign between its cells: csv, tsv, what Excel writes in countries with a decimal comma, and its `sep=` line.
//!
//! The sign is found by which one cuts the head into the most even rows, quotation marks respected.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek as _, SeekFrom},
    rc::Rc,
};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8};

use super::{
    ReadLimits, Reading, Refused, Split,
    decode::{self, Counted, Decoded, RowTooLong},
    gather::{Gather, Stop},
    pieces::{self, Plan, Whole},
    refuse, refuse_row,
};

/// Why a text file is not read.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Nothing said that it is UTF-8, and it is not.
    NotUtf8,
    /// For good.
    Words(Refused),
}

impl Refusal {
    /// As words: what was said to be UTF-8 and is not has them too.
    pub(super) fn into_words(self) -> Refused {
        match self {
            Self::Words(refused) => refused,
            Self::NotUtf8 => refuse(
                "some of its letters are not UTF-8",
                "leave out `--encoding`, or give `--encoding windows-1252`",
            ),
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self::Words(refused)
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        let help = "copy the file to this computer, and try again";
        Self::Words(refuse(error.to_string(), help))
    }
}

/// The signs that cells are parted by, the likeliest first.
const SIGNS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Bytes of the head that the sign is found from.
const LOOK_AT: u64 = 256 * 1024;

/// Rows of the head that the sign is found from.
const ROWS: usize = 60;

/// What comes before the cells.
struct Opening {
    encoding: &'static Encoding,
    /// Something says the encoding: a mark at the beginning, or the person.
    is_said: bool,
    /// Bytes of the mark.
    mark: usize,
    sign: u8,
    /// A first line `sep=;`, which is no row.
    says_sign: bool,
    /// Line breaks of a row's own end that the reader has counted when the row is read: of CR and LF not yet the second.
    own_break: u64,
    /// Quotation marks and line breaks alone tell where a row ends.
    can_be_cut: bool,
}

/// The end of a row in the decoded text.
#[derive(Clone, Copy, Default)]
struct RowEnd {
    /// The row's number.
    number: u64,
    byte: u64,
    /// Its line, without those in somebody's words.
    line: u64,
}

/// Reads a file, by several threads where `split` says so.
pub(super) fn read(
    file: &mut File,
    encoding: Option<&str>,
    (limits, split): (ReadLimits, Option<Split>),
    gather: &mut Gather<'_>,
) -> Result<Reading, Refusal> {
    let opening = opening(file, encoding)?;
    if let Some(split) = split {
        let Some(ends) = rows(file, &opening, limits, gather, true)? else {
            return Ok(reading(&opening));
        };
        if let Some(whole) = in_pieces(file, &opening, &ends, (limits, split), gather)? {
            gather.take(whole.table, whole.short);
            note(gather, &opening, whole.nuls, whole.lost);
            return Ok(reading(&opening));
        }
        gather.start_over();
    }
    rows(file, &opening, limits, gather, false)?;
    Ok(reading(&opening))
}

/// The encoding and separator with which the file was read.
fn reading(opening: &Opening) -> Reading {
    Reading {
        container: "csv",
        encoding: decode::name(opening.encoding),
        guessed: false,
        delimiter: Some(char::from(opening.sign)),
        ..Reading::default()
    }
}

/// Says what was mended in the text.
fn note(gather: &mut Gather<'_>, opening: &Opening, nuls: u64, lost: bool) {
    match nuls {
        0 => {}
        1 => gather.note("1 NUL character, which no text has, was left out."),
        n => gather.note(format!(
            "{n} NUL characters, which no text has, were left out."
        )),
    }
    if lost {
        gather.note(format!(
            "Some letters could not be read as {}: they are shown as \u{FFFD}.",
            decode::name(opening.encoding)
        ));
    }
}

/// The rows behind the headers, by several threads; `None` where one thread has to read the file, and to say what is odd.
fn in_pieces(
    file: &mut File,
    opening: &Opening,
    ends: &[RowEnd],
    (limits, split): (ReadLimits, Split),
    gather: &mut Gather<'_>,
) -> io::Result<Option<Whole>> {
    let Some((kept, headed)) = gather.layout() else {
        return Ok(None);
    };
    let end = match headed {
        0 => ends.first(),
        headed => ends.iter().find(|end| end.number == headed),
    };
    let Some(end) = end.filter(|_| opening.can_be_cut) else {
        return Ok(None);
    };
    let plan = Plan {
        encoding: opening.encoding,
        sign: opening.sign,
        skip: end.byte,
        line: end.line.saturating_sub(opening.own_break),
        number: end.number,
        kept: kept.to_vec(),
        threads: split.threads(),
        piece: split.piece_bytes,
        limits,
    };
    file.seek(SeekFrom::Start(opening.mark as u64))?;
    Ok(pieces::read(file, &plan, |bytes, rows| {
        gather.tell(bytes, rows);
    }))
}

/// Gives the rows to `gather` one by one: all of them, or those of the head until it is recognised. Then it says where each of
/// these ended, and nothing where the file ended before.
fn rows(
    file: &mut File,
    opening: &Opening,
    limits: ReadLimits,
    gather: &mut Gather<'_>,
    head_only: bool,
) -> Result<Option<Vec<RowEnd>>, Refusal> {
    file.seek(SeekFrom::Start(opening.mark as u64))?;
    let counted = Rc::new(Counted::default());
    let decoded = Decoded::new(
        file,
        (opening.encoding, opening.sign),
        limits.row_bytes,
        Rc::clone(&counted),
    );
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(opening.sign)
        .buffer_capacity(256 * 1024)
        .from_reader(decoded);
    let mut record = ByteRecord::new();
    let (mut records, mut inner_lines, mut number) = (0_u64, 0_u64, 0_u64);
    let mut ends = vec![RowEnd {
        line: 1,
        ..RowEnd::default()
    }];
    loop {
        counted.since.set(0);
        let more = reader.read_byte_record(&mut record);
        match more {
            Err(error) => return Err(broken(error, number + 1, limits)),
            Ok(false) => break,
            Ok(true) => {}
        }
        records += 1;
        let breaks = memchr::memchr_iter(b'\n', record.as_slice()).count() as u64;
        inner_lines += breaks;
        // Blank lines are rows to a person who counts, and line breaks in somebody's words are not. Of a row's own end the
        // reader has counted LF, and not yet the one of CR and LF.
        let line = reader.position().line().saturating_sub(inner_lines);
        number = line.saturating_sub(opening.own_break).max(number + 1);
        if head_only {
            ends.push(RowEnd {
                number,
                byte: reader.position().byte(),
                line,
            });
        }
        if records == 1 && opening.says_sign {
            // Where there are no headers, the data begins behind it.
            ends.drain(..ends.len() - 1);
            continue;
        }
        gather.bytes = counted.bytes.get();
        match gather.row(number, record.iter()) {
            Ok(()) => {}
            Err(Stop::Refused(refused)) => return Err(refused.into()),
            Err(Stop::NotUtf8) => return Err(not_utf8(opening)),
        }
        if head_only && gather.layout().is_some() {
            return Ok(Some(ends));
        }
    }
    if counted.unclosed.get() {
        let what = "a quotation mark is opened and never closed";
        let help = "look at this row in the file: the rest of it was taken for one answer";
        return Err(refuse_row(number, what, help).into());
    }
    match gather.end() {
        Ok(()) => {}
        Err(Stop::Refused(refused)) => return Err(refused.into()),
        Err(Stop::NotUtf8) => return Err(not_utf8(opening)),
    }
    note(gather, opening, counted.nuls.get(), counted.lost.get());
    Ok(None)
}

/// Where nobody said that it is UTF-8, another encoding can be tried.
fn not_utf8(opening: &Opening) -> Refusal {
    if opening.is_said {
        return Refusal::Words(Refusal::NotUtf8.into_words());
    }
    Refusal::NotUtf8
}

fn broken(error: csv::Error, row: u64, limits: ReadLimits) -> Refusal {
    let csv::ErrorKind::Io(error) = error.into_kind() else {
        let what = "this row cannot be read";
        return refuse_row(row, what, super::GIVE).into();
    };
    if let Some(inner) = error.get_ref()
        && inner.is::<RowTooLong>()
    {
        let most = limits.row_bytes / (1024 * 1024);
        return refuse_row(
            row,
            format!("longer than {most} MiB"),
            "a quotation mark may be opened here and never closed, or this is no export",
        )
        .into();
    }
    error.into()
}

/// The encoding and the sign.
fn opening(file: &mut File, encoding: Option<&str>) -> Result<Opening, Refusal> {
    let mut start = Vec::new();
    io::Read::by_ref(file)
        .take(LOOK_AT)
        .read_to_end(&mut start)?;
    let bom = decode::said(&start);
    let mark = bom.map_or(0, |(_, length)| length);
    let (encoding, is_said) = match (encoding, bom) {
        (Some(label), bom) => {
            let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| {
                refuse(
                    format!("there is no encoding \u{201c}{label}\u{201d}"),
                    "the usual ones are utf-8, windows-1252, utf-16le and iso-8859-15",
                )
            })?;
            // What marks another encoding is text in this one.
            let mark = bom.filter(|(said, _)| *said == encoding).map_or(0, |b| b.1);
            return Ok(with_sign(&start, encoding, true, mark));
        }
        (None, Some((said, _))) => (said, true),
        (None, None) => (decode::looks_like(&start), false),
    };
    Ok(with_sign(&start, encoding, is_said, mark))
}

fn with_sign(start: &[u8], encoding: &'static Encoding, is_said: bool, mark: usize) -> Opening {
    let start = start.get(mark..).unwrap_or_default();
    let text = if encoding == UTF_8 {
        start.to_vec()
    } else {
        encoding
            .decode_without_bom_handling(start)
            .0
            .into_owned()
            .into_bytes()
    };
    let said = sign_said(&text);
    let sign = said.unwrap_or_else(|| sign_of(&text));
    let by_two = memchr::memmem::find_iter(&text, "\r\n").count();
    let most_by_two = by_two * 2 > memchr::memchr_iter(b'\n', &text).count();
    Opening {
        encoding,
        is_said,
        mark,
        sign,
        // The reader of rows passes over a second mark at the beginning.
        can_be_cut: !matches!(sign, b'"' | b'\r' | b'\n') && !text.starts_with(b"\xEF\xBB\xBF"),
        says_sign: said.is_some(),
        own_break: u64::from(!most_by_two),
    }
}

/// The sign that a first line `sep=;` names.
fn sign_said(text: &[u8]) -> Option<u8> {
    let line = text.split(|b| matches!(b, b'\r' | b'\n')).next()?;
    let rest = line.strip_prefix(b"\"").unwrap_or(line);
    let (head, rest) = rest.split_at_checked(4)?;
    let sign = *rest.first()?;
    let ends = matches!(rest.get(1..)?, b"" | b"\"");
    (head.eq_ignore_ascii_case(b"sep=") && ends).then_some(sign)
}

/// The sign that cuts the rows most evenly: of those that cut nine of ten alike, the one with the most cells.
fn sign_of(text: &[u8]) -> u8 {
    let evenness = |sign: u8| {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(sign)
            .from_reader(Cursor::new(text));
        let mut widths: Vec<usize> = Vec::new();
        let mut record = ByteRecord::new();
        while widths.len() < ROWS && matches!(reader.read_byte_record(&mut record), Ok(true)) {
            widths.push(record.len());
        }
        // The last one may be cut off.
        if widths.len() > 1 && widths.len() < ROWS {
            widths.pop();
        }
        let alike = |width: usize| widths.iter().filter(|w| **w == width).count();
        let most = widths.iter().copied().max_by_key(|w| (alike(*w), *w));
        let most = most.unwrap_or(1);
        (most, alike(most) * 10 >= widths.len() * 9, alike(most))
    };
    let cuts = SIGNS.iter().map(|sign| (*sign, evenness(*sign)));
    let best = cuts
        .filter(|(_, (cells, ..))| *cells > 1)
        // Of equals the first of the list.
        .rev()
        .max_by_key(|(_, (cells, even, alike))| (*even, if *even { *cells } else { *alike }));
    best.map_or(b',', |(sign, _)| sign)
}
