//! Action log: a spreadsheet with a row for each action.
//!
//! Cells are text, numbers or dates. People's text is never a formula, whatever it begins with.

use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::{PaperSource, evidence};
use crate::{
    domain::{
        outcome::{OutcomeGoal, Status, Verdict},
        refusal::Refusal,
        stamp::Stamp,
        words,
    },
    text::{cell, sanitise},
};

/// A cell of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
enum LogCell {
    Empty,
    Text(String),
    Number(u64),
    Day(Date),
}

impl LogCell {
    fn text(text: impl AsRef<str>) -> Self {
        let text = sanitise::clean(text.as_ref()).trim().to_owned();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    fn some(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    fn number(number: Option<u64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }
}

const COST: &str = "Cost, first year";

/// Heading of a column, with the currency for costs.
fn head(source: &PaperSource<'_>, name: &str) -> String {
    if name == COST {
        format!("{name} ({})", source.currency)
    } else {
        name.to_owned()
    }
}

/// Columns, with their widths in characters.
const COLUMNS: &[(&str, f64)] = &[
    ("What", 44.0),
    ("Kind", 14.0),
    ("Owner", 24.0),
    ("Partner", 20.0),
    ("First step", 34.0),
    ("Due", 13.0),
    ("Next review", 13.0),
    ("Status", 12.0),
    ("Last looked at", 14.0),
    ("How we will know", 34.0),
    (COST, 12.0),
    ("Hours, first year", 12.0),
    ("Who can", 16.0),
    ("Asked of", 22.0),
    ("Reason", 20.0),
    ("Note", 40.0),
    ("Theme", 24.0),
    ("Mainly for", 24.0),
    ("Id", 16.0),
];

fn rows(source: &PaperSource<'_>) -> Vec<Vec<LogCell>> {
    let kinds = [
        (Verdict::Agreed, "goal"),
        (Verdict::Ask, "to ask"),
        (Verdict::Undecided, "to decide"),
    ];
    let mut rows = Vec::new();
    for (verdict, kind) in kinds {
        let goals = source.outcome.goals.iter();
        let goals = goals.filter(|g| g.decision == verdict);
        rows.extend(goals.map(|goal| row(source, goal, kind)));
    }
    for topic in &source.outcome.parked {
        let mut row = vec![LogCell::text(&topic.text), LogCell::text("parked")];
        // `csv` refuses rows of different widths.
        row.resize(COLUMNS.len(), LogCell::Empty);
        rows.push(row);
    }
    rows
}

fn row(source: &PaperSource<'_>, goal: &OutcomeGoal, kind: &str) -> Vec<LogCell> {
    let whoever = match goal.decision {
        Verdict::Undecided => goal.by_whom.clone().unwrap_or_default(),
        _ => source.owner(goal),
    };
    let next = goal
        .reviews
        .iter()
        .filter(|r| r.on.is_none())
        .filter_map(|r| r.due)
        .min();
    let last = goal
        .reviews
        .iter()
        .filter(|r| r.on.is_some())
        .max_by_key(|r| r.on);
    let themes: Vec<&str> = goal.themes.iter().map(|t| source.theme(t)).collect();
    let partner = goal.partner.as_deref().map(|p| source.name(p));
    let strand = goal.strand.as_deref().map(words::strand);
    let control = goal.control.map(|c| words::control(Some(c)));
    vec![
        LogCell::text(&goal.title),
        LogCell::text(kind),
        LogCell::text(whoever),
        LogCell::some(partner),
        LogCell::some(goal.first_step.as_deref()),
        LogCell::day(goal.due.or(goal.until)),
        LogCell::day(next),
        LogCell::some(last.and_then(|r| r.status).map(Status::words)),
        LogCell::day(last.and_then(|r| r.on)),
        LogCell::text(
            goal.measure
                .as_deref()
                .map_or_else(String::new, |m| evidence::measured(source, m)),
        ),
        LogCell::number(goal.cost),
        LogCell::number(goal.hours),
        LogCell::some(control),
        LogCell::some(goal.ask_of.as_deref()),
        LogCell::some(goal.reason.map(words::reason)),
        LogCell::some(goal.note.as_deref()),
        LogCell::text(themes.join(", ")),
        LogCell::some(strand.as_deref()),
        LogCell::text(&goal.id),
    ]
}

/// Renders the log as comma-separated values.
///
/// A cell that a spreadsheet would read as a formula gets an apostrophe (OWASP, CSV injection).
pub fn csv(source: &PaperSource<'_>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        // The byte order mark: without it Excel reads UTF-8 as the system's code page, and "£" as "Â£".
        .from_writer(vec![0xEF, 0xBB, 0xBF]);
    // Writing into memory cannot fail, and every row is as wide as the first.
    let _ = writer.write_record(COLUMNS.iter().map(|(name, _)| head(source, name)));
    for row in rows(source) {
        let _ = writer.write_record(row.iter().map(|cell| match cell {
            LogCell::Empty => String::new(),
            LogCell::Text(text) => cell::escape_formula(text).into_owned(),
            LogCell::Number(n) => n.to_string(),
            LogCell::Day(day) => day.to_string(),
        }));
    }
    writer.into_inner().unwrap_or_default()
}

/// Renders the log as a workbook with filters, a frozen heading and real dates.
///
/// # Errors
/// A text is longer than a cell holds, or the workbook library refuses the content.
pub fn xlsx(source: &PaperSource<'_>) -> Result<Vec<u8>, Refusal> {
    fits_cells(source)?;
    workbook(source).map_err(|e| Refusal::new(e.to_string()))
}

/// Longest text of a cell, in UTF-16 units, as Excel counts them.
const LONGEST: usize = 32_767;

/// Checks that each text fits into a cell.
///
/// # Errors
/// One is too long; the sentence names its row and column.
fn fits_cells(source: &PaperSource<'_>) -> Result<(), Refusal> {
    for (at, row) in (2_usize..).zip(rows(source)) {
        let columns = COLUMNS.iter().zip(&row);
        for ((name, _), cell) in columns {
            let LogCell::Text(text) = cell else { continue };
            let length = text.encode_utf16().count();
            if length > LONGEST {
                let what: String = match row.first() {
                    Some(LogCell::Text(what)) => what.chars().take(60).collect(),
                    _ => String::new(),
                };
                return Err(Refusal::new(format!(
                    "\u{201C}{}\u{201D} in row {at} ({what}) has {length} characters, and a cell of Excel holds {LONGEST}.",
                    head(source, name)
                ))
                .with_hint("Shorten it in outcome.yaml; action-log.csv holds all of it."));
            }
        }
    }
    Ok(())
}

fn workbook(source: &PaperSource<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let title = if source.draft {
        "Action log (draft)"
    } else {
        "Action log"
    };
    let mut about = DocProperties::new()
        .set_title(title)
        .set_company(sanitise::clean(&source.outcome.unit.name));
    let held = &source.outcome.meeting;
    let made = held
        .ended
        .or(held.started)
        .map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), excel_time)?;
    // The time of the meeting and not of the export: the same outcome gives the same bytes.
    about = about.set_creation_datetime(&made);
    book.set_properties(&about);
    let sheet = book.add_worksheet();
    fill(sheet, source, title)?;
    book.save_to_buffer()
}

fn excel_time(at: Stamp) -> Result<ExcelDateTime, XlsxError> {
    let (date, time) = (at.date(), at.time());
    let part = |n: i8| u8::try_from(n).unwrap_or_default();
    ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or(1900),
        part(date.month()),
        part(date.day()),
    )?
    .and_hms(
        u16::from(part(time.hour())),
        part(time.minute()),
        f64::from(time.second()),
    )
}

fn fill(sheet: &mut Worksheet, source: &PaperSource<'_>, title: &str) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color("#E8E6DF");
    let day = Format::new()
        .set_num_format("d mmm yyyy")
        .set_align(FormatAlign::Top);
    let number = Format::new()
        .set_num_format("#,##0")
        .set_align(FormatAlign::Top);
    sheet.set_name(title)?;
    sheet.set_landscape();
    sheet.set_paper_size(9); // A4
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    if source.draft {
        sheet.set_header(format!("&C{}", super::words::ENGLISH.draft));
    }
    sheet.set_footer("&CPage &P of &N");
    let mut columns = Vec::new();
    for (column, (name, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, head(source, name), &bold)?;
        columns.push(column);
    }
    let rows = rows(source);
    for (at, row) in (1_u32..).zip(&rows) {
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                LogCell::Empty => sheet.write_blank(at, column, &wrapped)?,
                LogCell::Text(text) => {
                    sheet.write_string_with_format(at, column, text, &wrapped)?
                }
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "amounts have at most thirteen digits"
                )]
                LogCell::Number(n) => {
                    sheet.write_number_with_format(at, column, *n as f64, &number)?
                }
                LogCell::Day(date) => match excel_day(*date) {
                    Ok(date) => sheet.write_datetime_with_format(at, column, &date, &day)?,
                    // Spreadsheets have no dates before 1900 or after 9999.
                    Err(_) => {
                        sheet.write_string_with_format(at, column, date.to_string(), &wrapped)?
                    }
                },
            };
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    let last_row = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let last_column = columns.last().copied().unwrap_or_default();
    sheet.autofilter(0, 0, last_row, last_column)?;
    Ok(())
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or_default(),
        u8::try_from(day.month()).unwrap_or_default(),
        u8::try_from(day.day()).unwrap_or_default(),
    )
}
