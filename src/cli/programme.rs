//! `pledge programme`: every outcome below a folder as one table, a row a goal, or as a dataset.
//!
//! A network of units collects many folders: a file that cannot be read is listed and never skipped in silence, and a meeting
//! that is there twice counts once.

pub(super) mod bank;
mod dataset;
mod lake;
mod outcomes;
mod question;
mod screen;

use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use jiff::civil::Date;
use serde::Serialize;

pub(super) use self::outcomes::{Unread, folder_of, is_original, outcomes_below, settings_of};
use self::outcomes::{candidates, each_once};
use super::{
    ViewOptions, clock,
    failure::{Failure, say_on},
    files, output,
    overrides::Overrides,
};
use crate::{
    domain::{outcome::Status, word::word_of},
    programme::{Programme, ProgrammeGoal, Totals, question::Question},
    store::disk::Thing,
    text::{Align, cell, pad, truncate},
    tui,
};

/// The arguments of the command.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The folder below which outcomes are
    folder: PathBuf,
    /// As JSON, for a program to read
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// As comma-separated values, for a spreadsheet
    #[arg(long)]
    csv: bool,
    /// The file that is written; standard output where it is left out or `-`
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write a dataset for `DuckDB`, Spark and other engines into a folder: no names, small numbers hidden
    #[arg(long, value_name = "DIR", group = "dated", conflicts_with_all = ["json", "csv", "output"])]
    parquet: Option<PathBuf>,
    /// Another day than today, such as 2027-05-24
    #[arg(long, value_name = "DAY", requires = "dated")]
    on: Option<Date>,
    #[command(flatten)]
    question: question::Flags,
}

impl Args {
    /// True if the table goes to a file or a program, and not to a screen.
    fn is_for_a_file(&self) -> bool {
        self.json || self.csv || self.output.is_some()
    }
}

/// The files below a folder.
#[derive(Debug, Default)]
struct FoundFiles {
    view: Programme,
    unread: Vec<Unread>,
}

pub(super) fn run(
    args: &Args,
    overrides: &Overrides,
    way: ViewOptions,
) -> Result<ExitCode, Failure> {
    let folder = &args.folder;
    let on = || args.on.unwrap_or_else(|| clock::now().date());
    if let Some(question) = args.question.text() {
        output::put(args.output.as_deref(), &question.sql(on()))?;
        return Ok(ExitCode::SUCCESS);
    }
    if files::thing(folder)? != Some(Thing::Folder) {
        return Err(Failure::new(format!(
            "{}: there is no such folder",
            folder.display()
        )));
    }
    if let Some(out) = &args.parquet {
        return lake::export(folder, out, on());
    }
    if let Some(question) = args.question.question {
        return answer(args, question, on());
    }
    if !args.is_for_a_file() && (way.plain || tui::is_tty()) {
        return screen::run(folder, overrides, way);
    }
    let found = find(folder)?;
    let totals = found.view.totals();
    let text = if args.json {
        json(&found, &totals)?
    } else if args.csv {
        csv(&found.view.goals)?
    } else {
        table(&found.view, &totals)
    };
    output::put(args.output.as_deref(), &text)?;
    list(&found.unread);
    Ok(ExitCode::SUCCESS)
}

/// Answers a question about the folder.
fn answer(args: &Args, question: Question, on: Date) -> Result<ExitCode, Failure> {
    let data = dataset::dataset_of(&args.folder, on)?;
    let answer = question.answer(&data.dataset, on);
    let text = if args.json {
        question::json(&answer)?
    } else if args.csv {
        question::csv(&answer)?
    } else {
        question::table(&answer)
    };
    output::put(args.output.as_deref(), &text)?;
    data.tell();
    Ok(ExitCode::SUCCESS)
}

/// Lists on standard error the files that do not count.
fn list(unread: &[Unread]) {
    for unread in unread {
        say_on(
            &mut io::stderr().lock(),
            &format!("not counted: {}: {}\n", unread.file, unread.why),
        );
    }
}

/// Reads the goals of every outcome below a folder. A meeting that is there twice counts once.
fn find(folder: &Path) -> Result<FoundFiles, Failure> {
    let (paths, unread_folders) = candidates(folder)?;
    let (settings, wrong) = match settings_of(folder) {
        Ok(settings) => (settings, None),
        // The table needs it only to tell copies apart; a dataset is refused without it.
        Err(wrong) => (None, Some(wrong)),
    };
    let read = each_once(
        folder,
        &paths,
        settings.as_ref(),
        || (),
        |(), source, outcome| {
            let mut view = Programme::default();
            view.add(&source.file, outcome);
            view
        },
    );
    let mut found = FoundFiles {
        unread: read.unread,
        ..FoundFiles::default()
    };
    for part in read.parts {
        found.view.join(part);
    }
    found.unread.extend(unread_folders);
    found.unread.extend(wrong);
    Ok(found)
}

/// All of it, as a program reads it.
#[derive(Serialize)]
struct Whole<'a> {
    outcomes: usize,
    goals: &'a [ProgrammeGoal],
    totals: &'a Totals,
    not_counted: &'a [Unread],
}

fn json(found: &FoundFiles, totals: &Totals) -> Result<String, Failure> {
    let whole = Whole {
        outcomes: found.view.outcomes,
        goals: &found.view.goals,
        totals,
        not_counted: &found.unread,
    };
    let text = serde_json::to_string_pretty(&whole).map_err(Failure::internal)?;
    Ok(format!("{text}\n"))
}

const COLUMNS: [&str; 15] = [
    "unit",
    "organisation",
    "date",
    "themes",
    "strand",
    "title",
    "decision",
    "reason",
    "control",
    "cost",
    "hours",
    "owner_role",
    "due",
    "last_status",
    "file",
];

fn csv(rows: &[ProgrammeGoal]) -> Result<String, Failure> {
    let day = |d: Option<jiff::civil::Date>| d.map_or_else(String::new, |d| d.to_string());
    let amount = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    let cells = |row: &ProgrammeGoal| {
        vec![
            row.unit.clone(),
            row.organisation.clone(),
            day(row.date),
            row.themes.join(" "),
            row.strand.clone().unwrap_or_default(),
            row.title.clone(),
            row.decision.word().to_owned(),
            row.reason.map_or("", |r| r.word()).to_owned(),
            row.control.map_or("", |c| c.word()).to_owned(),
            amount(row.cost),
            amount(row.hours),
            row.owner_role.clone().unwrap_or_default(),
            day(row.due),
            row.last_status
                .map_or("", |s| word_of(Status::WORDS, s))
                .to_owned(),
            row.file.clone(),
        ]
    };
    guarded_csv(&COLUMNS, rows.iter().map(cells))
}

/// A table as CSV, with a guard before each cell that a spreadsheet would run, such as a title that begins with `=`.
fn guarded_csv(
    columns: &[impl AsRef<str>],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let wrong = |e: csv::Error| Failure::new(e.to_string());
    let columns = columns.iter().map(AsRef::as_ref);
    writer.write_record(columns).map_err(wrong)?;
    for row in rows {
        let cells = row.iter().map(|c| cell::escape_formula(c).into_owned());
        writer.write_record(cells).map_err(wrong)?;
    }
    let bytes = writer.into_inner().map_err(Failure::internal)?;
    String::from_utf8(bytes).map_err(Failure::internal)
}

/// The columns that fit a terminal, then the totals.
fn table(view: &Programme, totals: &Totals) -> String {
    const WIDTHS: [usize; 6] = [26, 10, 13, 10, 9, 60];
    let line = |cells: [&str; 6]| {
        let cells: Vec<String> = cells
            .iter()
            .zip(WIDTHS)
            .map(|(cell, width)| pad(&truncate(cell, width), width, Align::Left).into_owned())
            .collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    let mut text = line(["unit", "date", "decision", "due", "status", "goal"]);
    for row in &view.goals {
        let day = |d: Option<jiff::civil::Date>| d.map_or_else(String::new, |d| d.to_string());
        text.push_str(&line([
            &row.unit,
            &day(row.date),
            &row.decision.word().replace('_', " "),
            &day(row.due),
            row.last_status.map_or("", Status::words),
            &row.title,
        ]));
    }
    let counted =
        |n: usize, one: &str, many: &str| crate::domain::words::count(n as u64, one, many);
    let _ = writeln!(
        text,
        "\n{} of {}",
        counted(totals.goals, "goal", "goals"),
        counted(view.outcomes, "meeting", "meetings")
    );
    for (name, kinds) in [
        ("decision", &totals.by_decision),
        ("who can", &totals.by_control),
        ("reason", &totals.by_reason),
        ("theme", &totals.by_theme),
    ] {
        let kinds: Vec<String> = kinds
            .iter()
            .map(|(kind, n)| format!("{} {n}", kind.replace('_', " ")))
            .collect();
        if !kinds.is_empty() {
            let _ = writeln!(text, "{name}: {}", kinds.join(", "));
        }
    }
    text
}
