//! Action log: a spreadsheet with a row for each action.
//!
//! Cells are text, numbers or dates. People's text is never a formula, whatever it begins with. What is needed at a table is printed,
//! on one A4 page in width; the columns behind it are for the screen.

use jiff::civil::Date;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{
    PaperSource, evidence,
    words::{ActionLogWords, PaperWords, fill},
};
use crate::{
    domain::{
        follow_up,
        outcome::{OutcomeGoal, Status, Verdict},
        refusal::Refusal,
        stamp::Stamp,
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

/// A row of the log.
struct LogRow {
    /// Decision about the goal; `None` for a parked topic.
    verdict: Option<Verdict>,
    cells: Vec<LogCell>,
}

/// Columns that are printed, from the first on.
const PRINTED: u16 = 9;
/// Places of the columns that say when something is due.
const DAYS: [u16; 2] = [5, 6];
/// Place of the status.
const STATUS: u16 = 7;
/// Rows with a list of statuses and marks of overdue days, for actions that are added by hand.
const ROWS: u32 = 500;
/// Empty rows that are printed below the last action, to write on.
const SPARE: u32 = 5;

/// Headings of the columns, with their widths in characters.
fn columns(source: &PaperSource<'_>, w: &ActionLogWords) -> Vec<(String, f64)> {
    let cost = fill(w.cost, &[("currency", source.currency)]);
    // The widths of the printed ones add up to what A4 holds at nearly ten point.
    let columns = [
        (w.what, 32.0),
        (w.kind, 8.5),
        (w.owner, 17.0),
        (w.partner, 13.0),
        (w.first_step, 24.0),
        (w.due, 16.5),
        (w.next_review, 16.5),
        (w.status, 12.0),
        (w.measure, 24.0),
        (w.email, 28.0),
        (w.reviewed, 13.0),
        (cost.as_str(), 12.0),
        (w.hours, 12.0),
        (w.control, 18.0),
        (w.asked_of, 22.0),
        (w.reason, 20.0),
        (w.note, 40.0),
        (w.theme, 24.0),
        (w.strand, 24.0),
        (w.id, 16.0),
    ];
    columns
        .into_iter()
        .map(|(name, width)| (name.to_owned(), width))
        .collect()
}

fn rows(source: &PaperSource<'_>, words: &PaperWords) -> Vec<LogRow> {
    let w = &words.action_log;
    let kinds = [
        (Verdict::Agreed, w.goal),
        (Verdict::Ask, w.to_ask),
        (Verdict::Undecided, w.to_decide),
    ];
    let mut rows = Vec::new();
    for (verdict, kind) in kinds {
        let goals = source.outcome.goals.iter();
        let mut goals: Vec<&OutcomeGoal> = goals.filter(|g| g.decision == verdict).collect();
        // What is done or dropped comes last: a table talks about what is still to do.
        goals.sort_by_key(|g| !g.is_open());
        rows.extend(goals.into_iter().map(|goal| LogRow {
            verdict: Some(verdict),
            cells: row(source, goal, kind, words),
        }));
    }
    for topic in &source.outcome.parked {
        let mut cells = vec![LogCell::text(&topic.text), LogCell::text(w.parked)];
        // `csv` refuses rows of different widths.
        cells.resize(columns(source, w).len(), LogCell::Empty);
        rows.push(LogRow {
            verdict: None,
            cells,
        });
    }
    rows
}

fn row(
    source: &PaperSource<'_>,
    goal: &OutcomeGoal,
    kind: &str,
    words: &PaperWords,
) -> Vec<LogCell> {
    let w = &words.action_log;
    let named = source.outcome.owner_of(goal);
    let owner = match goal.decision {
        Verdict::Undecided => goal.by_whom.clone().unwrap_or_default(),
        // On paper the column of the person asked is missing, and nobody else acts on an ask.
        Verdict::Ask if named.is_empty() => goal.ask_of.clone().unwrap_or_default(),
        _ if goal.owner_to_ask() && !named.is_empty() => fill(w.owner_to_ask, &[("owner", &named)]),
        _ => named,
    };
    let reviews = goal.reviews.iter();
    let held = reviews.filter(|r| r.on.is_some());
    let last = held.max_by_key(|r| r.on);
    let themes: Vec<&str> = goal.themes.iter().map(|t| source.theme(t)).collect();
    let partner = goal.partner.as_deref().map(|p| source.name(p));
    let strand = goal.strand.as_deref().map(|s| words.people(s));
    let notes = [goal.note.as_deref(), last.and_then(|r| r.note.as_deref())];
    let notes: Vec<&str> = notes.into_iter().flatten().collect();
    let measure = goal.measure.as_deref();
    let measure = measure.map(|m| evidence::measured(source, m));
    vec![
        LogCell::text(&goal.title),
        LogCell::text(kind),
        LogCell::text(owner),
        LogCell::some(partner),
        LogCell::some(goal.first_step.as_deref()),
        LogCell::day(goal.due.or(goal.until)),
        LogCell::day(next_review(goal)),
        LogCell::some(
            goal.last_review()
                .and_then(|r| r.status)
                .map(|s| status(s, words))
                .as_deref(),
        ),
        LogCell::some(measure.as_deref()),
        LogCell::Empty,
        LogCell::day(last.and_then(|r| r.on)),
        LogCell::number(goal.cost),
        LogCell::number(goal.hours),
        LogCell::some(goal.control.map(|c| words.terms.control(c))),
        LogCell::some(goal.ask_of.as_deref()),
        LogCell::some(goal.reason.map(|r| words.terms.reason(r))),
        LogCell::text(notes.join(" ")),
        LogCell::text(themes.join(", ")),
        LogCell::some(strand.as_deref()),
        LogCell::text(&goal.id),
    ]
}

/// First planned day after the last review; none for a goal that is done or dropped.
fn next_review(goal: &OutcomeGoal) -> Option<Date> {
    if !goal.is_open() {
        return None;
    }
    let days = goal.reviews.iter().filter_map(|r| r.on.or(r.due));
    follow_up::next(goal, days.min()?)
}

/// Word of a status in a cell. The list to choose from separates its entries by commas, so that none may stand in a word.
fn status(status: Status, words: &PaperWords) -> String {
    words.terms.status(status).replace(',', "")
}

/// Renders the log as comma-separated values.
///
/// A cell that a spreadsheet would read as a formula gets an apostrophe (OWASP, CSV injection).
pub fn csv(source: &PaperSource<'_>, words: &PaperWords) -> Vec<u8> {
    let w = &words.action_log;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        // The byte order mark: without it Excel reads UTF-8 as the system's code page, and "£" as "Â£".
        .from_writer(vec![0xEF, 0xBB, 0xBF]);
    // Writing into memory cannot fail, and every row is as wide as the first.
    let _ = writer.write_record(columns(source, w).into_iter().map(|(name, _)| name));
    for row in rows(source, words) {
        let _ = writer.write_record(row.cells.iter().map(|cell| match cell {
            LogCell::Empty => String::new(),
            LogCell::Text(text) => cell::escape_formula(text).into_owned(),
            LogCell::Number(n) => n.to_string(),
            LogCell::Day(day) => day.to_string(),
        }));
    }
    writer.into_inner().unwrap_or_default()
}

/// Renders the log as a workbook: filters, a frozen heading, real dates, a list of statuses, and marks of what is overdue.
///
/// # Errors
/// A text is longer than a cell holds, or the workbook library refuses the content.
pub fn xlsx(source: &PaperSource<'_>, words: &PaperWords) -> Result<Vec<u8>, Refusal> {
    fits_cells(source, words)?;
    workbook(source, words).map_err(|e| Refusal::new(e.to_string()))
}

/// Longest text of a cell, in UTF-16 units, as Excel counts them.
const LONGEST: usize = 32_767;

/// Checks that each text fits into a cell.
///
/// # Errors
/// One is too long; the sentence names its row and column.
fn fits_cells(source: &PaperSource<'_>, words: &PaperWords) -> Result<(), Refusal> {
    let columns = columns(source, &words.action_log);
    for (at, row) in (2_usize..).zip(rows(source, words)) {
        for ((name, _), cell) in columns.iter().zip(&row.cells) {
            let LogCell::Text(text) = cell else { continue };
            let length = text.encode_utf16().count();
            if length > LONGEST {
                let what: String = match row.cells.first() {
                    Some(LogCell::Text(what)) => what.chars().take(60).collect(),
                    _ => String::new(),
                };
                return Err(Refusal::new(format!(
                    "\u{201C}{name}\u{201D} in row {at} ({what}) has {length} characters, and a cell of Excel holds {LONGEST}."
                ))
                .with_hint("Shorten it in outcome.yaml; action-log.csv holds all of it."));
            }
        }
    }
    Ok(())
}

fn workbook(source: &PaperSource<'_>, words: &PaperWords) -> Result<Vec<u8>, XlsxError> {
    let w = &words.action_log;
    let mut book = Workbook::new();
    let title = if source.draft { w.sheet_draft } else { w.sheet };
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
    sheet.set_name(title)?;
    let rows = rows(source, words);
    set_page(sheet, source, &rows, words)?;
    fill_cells(sheet, &columns(source, w), &rows)?;
    set_statuses(sheet, &rows, words)?;
    mark_overdue(sheet, words)?;
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

/// Sets the printed page: A4 landscape, one page wide, the heading on each page.
fn set_page(
    sheet: &mut Worksheet,
    source: &PaperSource<'_>,
    rows: &[LogRow],
    words: &PaperWords,
) -> Result<(), XlsxError> {
    let w = &words.action_log;
    sheet.set_landscape();
    sheet.set_paper_size(9); // A4
    sheet.set_margins(0.4, 0.4, 0.75, 0.6, 0.3, 0.3);
    let last = u32::try_from(rows.len())
        .unwrap_or(LAST_ROW)
        .saturating_add(SPARE);
    sheet.set_print_area(0, 0, last.min(LAST_ROW), PRINTED - 1)?;
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    let unit = sanitise::clean(&source.outcome.unit.name).into_owned();
    let day = source.outcome.meeting.date;
    let header = match day {
        Some(day) => fill(w.header, &[("unit", &unit), ("date", &words.say(day))]),
        None => fill(w.header_undated, &[("unit", &unit)]),
    };
    // "&" begins a code in headers and footers.
    let mut header = format!("&L{}", header.replace('&', "&&"));
    if source.draft {
        header = format!("{header}&R{}", words.draft.replace('&', "&&"));
    }
    // A longer one is an error, and a name is no reason to have no log.
    sheet.set_header(header.chars().take(HEADER).collect::<String>());
    let footer = w.footer.replace('&', "&&");
    let footer = fill(&footer, &[("page", "&P"), ("pages", "&N")]);
    sheet.set_footer(format!("&L{footer}"));
    Ok(())
}

/// Last row of a sheet, from 0.
const LAST_ROW: u32 = 1_048_575;
/// Most characters of a header.
const HEADER: usize = 255;

fn fill_cells(
    sheet: &mut Worksheet,
    columns: &[(String, f64)],
    rows: &[LogRow],
) -> Result<(), XlsxError> {
    let lined = || {
        Format::new()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_color("#B9B5AA")
    };
    let wrapped = lined().set_text_wrap();
    let bold = lined()
        .set_bold()
        .set_text_wrap()
        .set_background_color("#E8E6DF");
    let day = lined()
        .set_num_format("d mmm yyyy")
        .set_align(FormatAlign::Left);
    let number = lined().set_num_format("#,##0");
    for (column, (name, width)) in (0_u16..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    for (at, row) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(&row.cells) {
            match cell {
                LogCell::Empty if DAYS.contains(&column) => sheet.write_blank(at, column, &day)?,
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
    let last_row = u32::try_from(rows.len()).unwrap_or(LAST_ROW);
    for at in (last_row..last_row.saturating_add(SPARE)).map(|row| row.saturating_add(1)) {
        for column in 0..PRINTED {
            let format = if DAYS.contains(&column) {
                &day
            } else {
                &wrapped
            };
            sheet.write_blank(at, column, format)?;
        }
        sheet.set_row_height(at, 30)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(PRINTED);
    sheet.autofilter(0, 0, last_row, last_column)?;
    Ok(())
}

/// Gives each row the list of the statuses that it can have, and rows that are added by hand a list of all.
fn set_statuses(
    sheet: &mut Worksheet,
    rows: &[LogRow],
    words: &PaperWords,
) -> Result<(), XlsxError> {
    let w = &words.action_log;
    let list = |verdicts: &[Verdict]| -> Result<DataValidation, XlsxError> {
        let statuses = verdicts.iter().flat_map(|v| Status::of(*v));
        let statuses: Vec<String> = statuses.map(|s| status(*s, words)).collect();
        DataValidation::new()
            .allow_list_strings(&statuses)?
            .set_input_title(w.status_title)?
            .set_input_message(w.status_help)?
            .set_error_title(w.status_title)?
            .set_error_message(w.status_wrong)
    };
    for (at, row) in (1_u32..).zip(rows) {
        if let Some(verdict @ (Verdict::Agreed | Verdict::Ask)) = row.verdict {
            sheet.add_data_validation(at, STATUS, at, STATUS, &list(&[verdict])?)?;
        }
    }
    let next = u32::try_from(rows.len())
        .unwrap_or(LAST_ROW)
        .saturating_add(1);
    let added = list(&[Verdict::Agreed, Verdict::Ask])?;
    sheet.add_data_validation(next, STATUS, next.saturating_add(ROWS), STATUS, &added)?;
    Ok(())
}

/// Marks days that are past, by colour and by word, while the status does not end the action.
fn mark_overdue(sheet: &mut Worksheet, words: &PaperWords) -> Result<(), XlsxError> {
    // The word is in the format of the number: a cell with a formula could not hold the date that people correct.
    let late = Format::new()
        .set_bold()
        .set_font_color("#7A0C0C")
        .set_background_color("#F8D7D3")
        .set_num_format(format!(
            "\"{} \"d mmm yy",
            words.action_log.overdue.replace('"', "")
        ));
    let ended = Status::WORDS.iter().map(|(_, status)| *status);
    // No array of the words: Excel takes none in the rule of a format.
    let open: Vec<String> = ended
        .filter(|status| status.settles())
        .map(|s| format!("$H2<>\"{}\"", status(s, words).replace('"', "\"\"")))
        .collect();
    for (column, letter) in DAYS.into_iter().zip(["F", "G"]) {
        let rule = format!(
            "=AND(ISNUMBER(${letter}2),${letter}2<TODAY(),{})",
            open.join(",")
        );
        let mark = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_format(&late);
        sheet.add_conditional_format(1, column, ROWS, column, &mark)?;
    }
    Ok(())
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or_default(),
        u8::try_from(day.month()).unwrap_or_default(),
        u8::try_from(day.day()).unwrap_or_default(),
    )
}
