//! Formats cells of a workbook as the text that a person reads in them.
//!
//! Dates become `2026-11-24` and whole numbers lose their decimal point, so that an answer is the same text in a workbook
//! and in a CSV.

use std::fmt::Write as _;

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};

/// Appends the text of a streamed cell; nothing for an error.
pub(super) fn write_cell(to: &mut String, value: &DataRef<'_>) {
    match value {
        DataRef::Empty | DataRef::Error(_) => {}
        DataRef::SharedString(text) => write_text(to, text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            write_text(to, text);
        }
        DataRef::Int(n) => write_whole(to, *n),
        DataRef::Float(n) => write_number(to, *n),
        DataRef::Bool(b) => to.push_str(if *b { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(t) => write_time(to, t),
    }
}

/// Appends a text, decoding Excel's escapes such as `_x000D_`; `_x005F_` is the underscore itself.
fn write_text(to: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        to.push_str(before);
        let code = after
            .split_at_checked(5)
            .filter(|(code, _)| code.ends_with('_'));
        let read = code.and_then(|(code, beyond)| {
            let code = u32::from_str_radix(code.trim_end_matches('_'), 16).ok()?;
            Some((char::from_u32(code)?, beyond))
        });
        match read {
            Some((c, beyond)) => {
                to.push(c);
                rest = beyond;
            }
            None => {
                to.push_str("_x");
                rest = after;
            }
        }
    }
    to.push_str(rest);
}

/// Appends the text of a cell; nothing for an error.
pub(super) fn write_data(to: &mut String, cell: &Data) {
    match cell {
        Data::Empty | Data::Error(_) => {}
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => to.push_str(text),
        Data::Int(n) => write_whole(to, *n),
        Data::Float(n) => write_number(to, *n),
        Data::Bool(b) => to.push_str(if *b { "TRUE" } else { "FALSE" }),
        Data::DateTime(t) => write_time(to, t),
    }
}

/// False for data that is still being fetched, which is no error of the sheet.
pub(super) fn is_shown(error: &CellErrorType) -> bool {
    !matches!(error, CellErrorType::GettingData)
}

fn write_whole(to: &mut String, n: i64) {
    let _ = write!(to, "{n}");
}

/// Appends a number, without a decimal point if it is whole: `5`, not `5.0`.
fn write_number(to: &mut String, n: f64) {
    let _ = write!(to, "{n}");
}

/// Appends a date with its time, if any; a time alone if there is no date.
fn write_time(to: &mut String, time: &ExcelDateTime) {
    if !time.is_datetime() {
        return write_number(to, time.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if time.as_f64() >= 1.0 {
        let _ = write!(to, "{year:04}-{month:02}-{day:02}");
        if (hour, minute, second) == (0, 0, 0) {
            return;
        }
        to.push(' ');
    }
    let _ = write!(to, "{hour:02}:{minute:02}:{second:02}");
}
