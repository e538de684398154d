//! `pledge programme`: every outcome below a folder as one table, a row a goal.
//!
//! A network of units collects many folders: a file that cannot be read is listed and never skipped in silence, and a meeting
//! that is there twice counts once.

pub(super) mod bank;
mod screen;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
};

use serde::Serialize;

use super::{
    clock,
    failure::{Failure, say_on},
    files::{self, DISK, name},
    launch, output,
    overrides::{LookFlags, Overrides},
    paths,
};
use crate::{
    domain::{
        outcome::{Outcome, Status},
        refusal::{Refusal, refuse},
        word::word_of,
    },
    programme::browse::Browse,
    programme::{Programme, ProgrammeGoal, Totals},
    store::{
        careful::Below,
        disk::{Disk as _, Thing, is_yaml},
    },
    text::{Align, cell, pad, truncate},
    tui,
    yaml::{self, FileKind, Severity},
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
    #[command(flatten)]
    look: LookFlags,
}

impl Args {
    /// True if the table goes to a file or program, not to a screen.
    fn is_for_a_file(&self) -> bool {
        self.json || self.csv || self.output.is_some()
    }
}

/// Outcomes for the screen.
struct FoundOutcomes {
    /// Name of the programme, if it has one.
    name: Option<String>,
    browse: Browse,
    unread: Vec<Unread>,
}

/// A file that counts for nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Unread {
    pub(super) file: String,
    pub(super) why: String,
}

/// The files below a folder.
#[derive(Debug, Default)]
struct FoundFiles {
    view: Programme,
    unread: Vec<Unread>,
    /// Which meeting each outcome is of, by its unit and when it began, and its file.
    meetings: Vec<(Option<(String, String)>, String)>,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let folder = &args.folder;
    if files::thing(folder)? != Some(Thing::Folder) {
        return Err(Failure::new(format!(
            "{}: there is no such folder",
            folder.display()
        )));
    }
    let (paths, unread) = candidates(folder)?;
    if !args.is_for_a_file() && tui::is_tty() && !launch::types_only() {
        let found = browsed(&paths, unread);
        return screen::run(folder, found, &Overrides::from(args.look.clone()));
    }
    let mut found = read_all(&paths);
    found.unread.extend(unread);
    once_each(&mut found);
    let totals = found.view.totals();
    let text = if args.json {
        json(&found, &totals)?
    } else if args.csv {
        csv(&found.view.goals)?
    } else {
        table(&found.view, &totals)
    };
    output::put(args.output.as_deref(), &text)?;
    for unread in &found.unread {
        say_on(
            &mut io::stderr().lock(),
            &format!("not counted: {}: {}\n", unread.file, unread.why),
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Files below a folder that may be outcomes, by name; and the folders below it that cannot be looked into.
fn candidates(folder: &Path) -> Result<(Vec<PathBuf>, Vec<Unread>), Failure> {
    let Below { mut files, unread } = DISK.below(folder);
    if let Some((_, error)) = unread.iter().find(|(path, _)| path == folder) {
        return Err(Failure::file(folder, error));
    }
    files.retain(|path| may_be_an_outcome(path));
    let unread = unread.into_iter().map(|(path, error)| Unread {
        file: paths::in_table(name(&path)),
        why: error.to_string(),
    });
    Ok((files, unread.collect()))
}

/// Outcomes with the files they are in, and what could not be read.
pub(super) type Outcomes = (Vec<(String, Outcome)>, Vec<Unread>);

/// Every outcome below some folders, or in a file, each with the file it is in; and what could not be read.
pub(super) fn outcomes_below(folders: &[PathBuf]) -> Result<Outcomes, Failure> {
    let (mut outcomes, mut unread) = Outcomes::default();
    for folder in folders {
        let looked = match files::thing(folder) {
            Ok(Some(Thing::Folder)) => candidates(folder),
            Ok(_) => Ok((vec![folder.clone()], Vec::new())),
            Err(why) => Err(why),
        };
        let paths = match looked {
            Ok((paths, more)) => {
                unread.extend(more);
                paths
            }
            // One folder alone has nothing else to show; of several the others count.
            Err(why) if folders.len() == 1 => return Err(why),
            Err(why) => {
                let file = paths::in_table(name(folder));
                let why = String::from(Refusal::from(why));
                let why = why.strip_prefix(&format!("{}: ", folder.display()));
                let why = why.unwrap_or("it cannot be read").to_owned();
                unread.push(Unread { file, why });
                continue;
            }
        };
        for path in paths {
            let file = paths::in_table(name(&path));
            match read(&path, &file) {
                Ok(None) => {}
                Ok(Some(outcome)) => outcomes.push((file, outcome)),
                Err(refusal) => unread.push(Unread {
                    file,
                    why: refusal.into(),
                }),
            }
        }
    }
    Ok((outcomes, unread))
}

/// Not what was made from an outcome or set aside: it would count twice.
fn may_be_an_outcome(path: &Path) -> bool {
    let made = path
        .parent()
        .and_then(Path::file_name)
        .is_some_and(|f| f == "out");
    let name = path
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    is_yaml(path) && !made && !name.contains(".edited-") && !name.contains(".other-")
}

/// Reads all files, as many at a time as there are processors.
fn read_all(paths: &[PathBuf]) -> FoundFiles {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    // `chunks` panics on 0, and there may be no files.
    let share = paths.len().div_ceil(workers).max(1);
    let mut all = FoundFiles::default();
    thread::scope(|scope| {
        let parts: Vec<_> = paths
            .chunks(share)
            .map(|paths| (paths, scope.spawn(move || read_some(paths))))
            .collect();
        for (paths, part) in parts {
            // A worker that fell over has said so; what it had is read again here.
            let part = part.join().unwrap_or_else(|_| read_some(paths));
            all.view.join(part.view);
            all.unread.extend(part.unread);
            all.meetings.extend(part.meetings);
        }
    });
    all
}

/// Reads all files for the screen, some at a time, so that not all outcomes are in memory.
fn browsed(paths: &[PathBuf], unread: Vec<Unread>) -> FoundOutcomes {
    let today = clock::now().date();
    let mut found = FoundOutcomes {
        name: None,
        browse: Browse::default(),
        unread,
    };
    for path in paths {
        let file = paths::in_table(name(path));
        match read(path, &file) {
            Ok(None) => {}
            Ok(Some(outcome)) => found.browse.add(&file, &outcome, today, screen::AHEAD),
            Err(refusal) => found.unread.push(Unread {
                file,
                why: refusal.into(),
            }),
        }
    }
    found.browse.finish();
    found
}

fn read_some(paths: &[PathBuf]) -> FoundFiles {
    let mut found = FoundFiles::default();
    for path in paths {
        let file = paths::in_table(name(path));
        match read(path, &file) {
            Ok(None) => {}
            Ok(Some(outcome)) => {
                let which = outcome
                    .meeting
                    .started
                    .map(|s| (outcome.unit.name.clone(), s.to_string()));
                found.meetings.push((which, file.clone()));
                found.view.add(&file, &outcome);
            }
            Err(refusal) => found.unread.push(Unread {
                file,
                why: refusal.into(),
            }),
        }
    }
    found
}

/// The outcome in a file; nothing where it is another of our files.
fn read(path: &Path, file: &str) -> Result<Option<Outcome>, Refusal> {
    let bytes = DISK.read(path).map_err(|e| Refusal::new(e.to_string()))?;
    let bytes = bytes.unwrap_or_default();
    let text = std::str::from_utf8(&bytes).map_err(
        |_| "this is not UTF-8 text: save it again as UTF-8 in the editor it was written with",
    )?;
    let called = path
        .file_stem()
        .is_some_and(|s| s.to_string_lossy().contains("outcome"));
    match FileKind::of(text) {
        Some(FileKind::Outcome) => {}
        // A file of that name that is none was damaged or half copied. To pass over it would count
        // too few.
        None if called => return refuse("it does not begin with `pledge: outcome/1`"),
        _ => return Ok(None),
    }
    let read = yaml::read_outcome(file, text);
    read.value.map(Some).ok_or_else(|| {
        let is_error = |p: &&yaml::Problem| p.severity == Severity::Error;
        let first = read.problems.iter().find(is_error).map(ToString::to_string);
        let first = first.unwrap_or_default();
        let first = first.lines().next().unwrap_or_default();
        let more = read
            .problems
            .iter()
            .filter(is_error)
            .count()
            .saturating_sub(1);
        // The file is said already.
        let at = first
            .strip_prefix(file)
            .map_or(first, |rest| rest.trim_start_matches(':'));
        Refusal::new(match more {
            0 => format!("line {at}"),
            more => format!("line {at}; and {more} more"),
        })
    })
}

/// A meeting that is there twice counts once: the file that comes first by its path.
fn once_each(found: &mut FoundFiles) {
    // The files are in order of their paths, whatever thread has read them, so the same one counts
    // every time.
    let mut first: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut again: Vec<String> = Vec::new();
    for (which, file) in &found.meetings {
        // Without a beginning two outcomes cannot be told apart, so both count.
        let Some(which) = which else { continue };
        if let Some(before) = first.get(which) {
            found.unread.push(Unread {
                file: file.clone(),
                why: format!("the meeting of {before} again"),
            });
            again.push(file.clone());
        } else {
            first.insert(which.clone(), file.clone());
        }
    }
    if again.is_empty() {
        return;
    }
    found.view.outcomes -= again.len();
    let again: BTreeSet<String> = again.into_iter().collect();
    found.view.goals.retain(|row| !again.contains(&row.file));
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
    let mut writer = csv::Writer::from_writer(Vec::new());
    let wrong = |e: csv::Error| Failure::new(e.to_string());
    writer.write_record(COLUMNS).map_err(wrong)?;
    for row in rows {
        let day = |d: Option<jiff::civil::Date>| d.map_or_else(String::new, |d| d.to_string());
        let amount = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
        let cells = [
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
        ];
        // A spreadsheet would run a title that begins with `=`.
        let cells = cells.iter().map(|c| cell::escape_formula(c).into_owned());
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
