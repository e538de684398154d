//! Delimited text: csv, tsv, the semicolons that Excel writes in countries with a decimal comma, and its `sep=` line.
//!
//! The delimiter is the one that cuts the head into rows of the most equal width, with quotation marks respected.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek as _, SeekFrom},
    rc::Rc,
};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8};

use super::{
    FileFormat, FileRefusal, ReadLimits, Split,
    decode::{self, DecodedReader, RowTooLong, TextCounters},
    gather::{Gather, RowError},
    pieces::{self, PiecePlan, PiecesResult},
    refuse, refuse_row,
};

/// Failure to read a text file.
#[derive(Debug)]
pub(super) enum TextError {
    /// Guessed to be UTF-8, and it is not: another encoding can be tried.
    NotUtf8,
    /// Final refusal.
    Words(FileRefusal),
}

impl TextError {
    /// The refusal for the user; "not UTF-8" becomes one as well.
    pub(super) fn into_refused(self) -> FileRefusal {
        match self {
            Self::Words(refused) => refused,
            Self::NotUtf8 => refuse(
                "some of its letters are not UTF-8",
                "leave out `--encoding`, or give `--encoding windows-1252`",
            ),
        }
    }
}

impl From<FileRefusal> for TextError {
    fn from(refused: FileRefusal) -> Self {
        Self::Words(refused)
    }
}

impl From<io::Error> for TextError {
    fn from(error: io::Error) -> Self {
        let help = "copy the file to this computer, and try again";
        Self::Words(refuse(error.to_string(), help))
    }
}

/// Candidate delimiters, most likely first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Bytes of the head used to detect the delimiter.
const LOOK_AT: u64 = 256 * 1024;

/// Rows of the head used to detect the delimiter.
const ROWS: usize = 60;

/// Encoding, delimiter and start of a text file.
struct TextStart {
    encoding: &'static Encoding,
    /// True if a byte order mark or the user names the encoding.
    is_said: bool,
    /// Length of the byte order mark.
    mark: usize,
    sign: u8,
    /// True if the first line is `sep=;`, which is no row.
    says_sign: bool,
    /// Line breaks at a row's own end that the csv reader has counted by the time the row is read: 1 for LF, 0 for the LF
    /// of a CR LF pair.
    own_break: u64,
    /// True if rows can be split by quotation marks and line breaks alone.
    can_be_cut: bool,
}

/// End of a row in the decoded text.
#[derive(Clone, Copy, Default)]
struct RowEnd {
    /// Row number.
    number: u64,
    byte: u64,
    /// Line number, not counting line breaks inside cells.
    line: u64,
}

/// Reads a file, by several threads if `split` is given.
pub(super) fn read(
    file: &mut File,
    encoding: Option<&str>,
    (limits, split): (ReadLimits, Option<Split>),
    gather: &mut Gather<'_>,
) -> Result<FileFormat, TextError> {
    let opening = read_start(file, encoding)?;
    if let Some(split) = split {
        let Some(ends) = pass_rows(file, &opening, limits, gather, true)? else {
            return Ok(file_format(&opening));
        };
        if let Some(whole) = read_pieces(file, &opening, &ends, (limits, split), gather)? {
            gather.set_table(whole.table, whole.short);
            note_repairs(gather, &opening, whole.nuls, whole.lost);
            return Ok(file_format(&opening));
        }
        gather.start_over();
    }
    pass_rows(file, &opening, limits, gather, false)?;
    Ok(file_format(&opening))
}

/// File format for the export.
fn file_format(opening: &TextStart) -> FileFormat {
    FileFormat {
        container: "csv",
        encoding: decode::encoding_name(opening.encoding),
        guessed: false,
        delimiter: Some(char::from(opening.sign)),
        ..FileFormat::default()
    }
}

/// Notes what was repaired in the text.
fn note_repairs(gather: &mut Gather<'_>, opening: &TextStart, nuls: u64, lost: bool) {
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
            decode::encoding_name(opening.encoding)
        ));
    }
}

/// Reads the rows below the header with several threads. `None` if one thread has to read the file and report what is
/// wrong.
fn read_pieces(
    file: &mut File,
    opening: &TextStart,
    ends: &[RowEnd],
    (limits, split): (ReadLimits, Split),
    gather: &mut Gather<'_>,
) -> io::Result<Option<PiecesResult>> {
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
    let plan = PiecePlan {
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

/// Passes rows to `gather`: all of them, or the head until it is recognised. In the latter case returns the end of each
/// row, or `None` if the file ended before.
fn pass_rows(
    file: &mut File,
    opening: &TextStart,
    limits: ReadLimits,
    gather: &mut Gather<'_>,
    head_only: bool,
) -> Result<Option<Vec<RowEnd>>, TextError> {
    file.seek(SeekFrom::Start(opening.mark as u64))?;
    let counted = Rc::new(TextCounters::default());
    let decoded = DecodedReader::new(
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
            Err(error) => return Err(row_error(error, number + 1, limits)),
            Ok(false) => break,
            Ok(true) => {}
        }
        records += 1;
        let breaks = memchr::memchr_iter(b'\n', record.as_slice()).count() as u64;
        inner_lines += breaks;
        // Row numbers follow the spreadsheet: blank lines count, line breaks inside cells do not. At this point the reader
        // has counted a row's LF, but only the CR of a CR LF pair.
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
            // Without headers, the data begins behind this line.
            ends.drain(..ends.len() - 1);
            continue;
        }
        gather.bytes = counted.bytes.get();
        match gather.row(number, record.iter()) {
            Ok(()) => {}
            Err(RowError::Refused(refused)) => return Err(refused.into()),
            Err(RowError::NotUtf8) => return Err(not_utf8(opening)),
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
        Err(RowError::Refused(refused)) => return Err(refused.into()),
        Err(RowError::NotUtf8) => return Err(not_utf8(opening)),
    }
    note_repairs(gather, opening, counted.nuls.get(), counted.lost.get());
    Ok(None)
}

/// A guessed encoding may be replaced by another; one that was named may not.
fn not_utf8(opening: &TextStart) -> TextError {
    if opening.is_said {
        return TextError::Words(TextError::NotUtf8.into_refused());
    }
    TextError::NotUtf8
}

fn row_error(error: csv::Error, row: u64, limits: ReadLimits) -> TextError {
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

/// Detects encoding and delimiter.
fn read_start(file: &mut File, encoding: Option<&str>) -> Result<TextStart, TextError> {
    let mut start = Vec::new();
    io::Read::by_ref(file)
        .take(LOOK_AT)
        .read_to_end(&mut start)?;
    let bom = decode::from_bom(&start);
    let mark = bom.map_or(0, |(_, length)| length);
    let (encoding, is_said) = match (encoding, bom) {
        (Some(label), bom) => {
            let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| {
                refuse(
                    format!("there is no encoding \u{201c}{label}\u{201d}"),
                    "the usual ones are utf-8, windows-1252, utf-16le and iso-8859-15",
                )
            })?;
            // The byte order mark of another encoding is ordinary text in this one.
            let mark = bom.filter(|(said, _)| *said == encoding).map_or(0, |b| b.1);
            return Ok(detect_start(&start, encoding, true, mark));
        }
        (None, Some((said, _))) => (said, true),
        (None, None) => (decode::guess_utf16(&start), false),
    };
    Ok(detect_start(&start, encoding, is_said, mark))
}

fn detect_start(
    start: &[u8],
    encoding: &'static Encoding,
    is_said: bool,
    mark: usize,
) -> TextStart {
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
    let said = declared_delimiter(&text);
    let sign = said.unwrap_or_else(|| detect_delimiter(&text));
    let by_two = memchr::memmem::find_iter(&text, "\r\n").count();
    let most_by_two = by_two * 2 > memchr::memchr_iter(b'\n', &text).count();
    TextStart {
        encoding,
        is_said,
        mark,
        sign,
        // The csv reader skips a second byte order mark, which the splitter would not.
        can_be_cut: !matches!(sign, b'"' | b'\r' | b'\n') && !text.starts_with(b"\xEF\xBB\xBF"),
        says_sign: said.is_some(),
        own_break: u64::from(!most_by_two),
    }
}

/// Delimiter in a first line `sep=;`.
fn declared_delimiter(text: &[u8]) -> Option<u8> {
    let line = text.split(|b| matches!(b, b'\r' | b'\n')).next()?;
    let rest = line.strip_prefix(b"\"").unwrap_or(line);
    let (head, rest) = rest.split_at_checked(4)?;
    let sign = *rest.first()?;
    let ends = matches!(rest.get(1..)?, b"" | b"\"");
    (head.eq_ignore_ascii_case(b"sep=") && ends).then_some(sign)
}

/// Delimiter that cuts the rows most evenly; of those even in nine of ten rows, the one with the most cells.
fn detect_delimiter(text: &[u8]) -> u8 {
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
        // The last row may be cut off.
        if widths.len() > 1 && widths.len() < ROWS {
            widths.pop();
        }
        let alike = |width: usize| widths.iter().filter(|w| **w == width).count();
        let most = widths.iter().copied().max_by_key(|w| (alike(*w), *w));
        let most = most.unwrap_or(1);
        (most, alike(most) * 10 >= widths.len() * 9, alike(most))
    };
    let cuts = DELIMITERS.iter().map(|sign| (*sign, evenness(*sign)));
    let best = cuts
        .filter(|(_, (cells, ..))| *cells > 1)
        // On a tie, the first of the list.
        .rev()
        .max_by_key(|(_, (cells, even, alike))| (*even, if *even { *cells } else { *alike }));
    best.map_or(b',', |(sign, _)| sign)
}
