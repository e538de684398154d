//! `pledge due`: what is due of the pledges below a folder, and what is overdue.
//!
//! It runs where nobody is in front of it (a mail every Monday), so it reads outcomes only, and says what it could not read.

use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use jiff::civil::Date;
use serde::Serialize;

use super::{
    clock,
    failure::{Failure, say_on},
    files,
    launch::local_folder,
    output, paths,
    programme::{Unread, outcomes_below},
};
use crate::{
    domain::{
        dates,
        due::{Due, due, ended_on},
        outcome::Outcome,
    },
    store::recent,
    text::{Align, pad, truncate},
    yaml,
};

/// The arguments of the command.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// A unit folder, or one that holds many; where it is left out, the current folder, else the units opened last
    path: Option<PathBuf>,
    /// The number of days from today that count as well
    #[arg(long, default_value_t = 60, value_name = "DAYS")]
    ahead: u16,
    /// Another day than today, such as 2027-05-24
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// As JSON, for a program to read
    #[arg(long)]
    json: bool,
    /// The file that is written; standard output where it is left out or `-`
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The due goals of one unit.
#[derive(Debug, Serialize)]
struct OfUnit {
    unit: String,
    file: String,
    due: Vec<Due>,
    /// The day of the last review, where it has come and the findings still have comments.
    #[serde(skip_serializing_if = "Option::is_none")]
    words_may_go_since: Option<Date>,
}

/// Everything that is due.
#[derive(Debug, Serialize)]
struct All {
    on: Date,
    units: Vec<OfUnit>,
    unread: Vec<Unread>,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let today = args.on.unwrap_or_else(|| clock::now().date());
    let (folders, given) = match &args.path {
        Some(path) if files::thing(path)?.is_some() => (vec![path.clone()], true),
        Some(path) => {
            return Err(Failure::new(format!(
                "{}: there is no such file or folder",
                path.display()
            )));
        }
        None => (vec![PathBuf::from(".")], false),
    };
    let (mut outcomes, mut unread) = outcomes_below(&folders)?;
    // Only where no folder was named: a folder without outcomes must not answer with other units.
    if !given && outcomes.is_empty() && unread.is_empty() {
        (outcomes, unread) = outcomes_below(&recent::units(&*files::DISK, &local_folder()?))?;
    }
    if outcomes.is_empty() && unread.is_empty() {
        return Err(Failure::new("no outcome is below this folder").hint(
            "`pledge due FOLDER` looks below a folder; an outcome is there once a meeting was saved",
        ));
    }
    let of_unit = |(file, outcome): (String, Outcome)| OfUnit {
        unit: outcome.unit.name.clone(),
        words_may_go_since: ended_on(&outcome, today).filter(|_| has_comments(Path::new(&file))),
        file,
        due: due(&outcome, today, args.ahead),
    };
    let all = All {
        on: today,
        units: outcomes.into_iter().map(of_unit).collect(),
        unread,
    };
    let text = if args.json {
        let json = serde_json::to_string_pretty(&all).map_err(Failure::internal)?;
        json + "\n"
    } else {
        told(&all, args.ahead)
    };
    output::put(args.output.as_deref(), &text)?;
    // To standard error and without a failure: a mail made of standard output goes out every
    // Monday, and one damaged file must not keep the other units' dates back.
    for unread in &all.unread {
        say_on(
            &mut io::stderr().lock(),
            &format!("not read: {}: {}\n", unread.file, unread.why),
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// True if the findings beside an outcome hold a patient's words; false if they cannot be read, which `pledge check` reports.
fn has_comments(outcome: &Path) -> bool {
    let text = files::optional(&outcome.with_file_name("findings.yaml"));
    let findings = text
        .ok()
        .flatten()
        .and_then(|text| yaml::read_findings("", &text).value);
    findings.is_some_and(|f| f.themes.iter().any(|t| !t.comments.is_empty()))
}

/// A heading for each unit, a line for each thing.
fn told(all: &All, ahead: u16) -> String {
    let mut text = String::new();
    for (i, unit) in all.units.iter().enumerate() {
        if i > 0 {
            text.push('\n');
        }
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}  ({})", unit.unit, unit.file);
        if unit.due.is_empty() {
            let _ = writeln!(text, "  Nothing is overdue, or due within {ahead} days.");
        }
        for due in &unit.due {
            let when = match due.on {
                Some(day) if due.overdue => format!("{} overdue", dates::short(day)),
                Some(day) => dates::short(day),
                None => String::new(),
            };
            let who = if due.who.is_empty() {
                String::new()
            } else {
                format!("  ({})", due.who)
            };
            let line = format!(
                "  {}  {}  {}{who}",
                pad(&when, 19, Align::Left),
                pad(due.matter.words(), 16, Align::Left),
                truncate(&due.title, 70),
            );
            let _ = writeln!(text, "{}", line.trim_end());
        }
        if let Some(day) = unit.words_may_go_since {
            let folder = Path::new(&unit.file).parent().unwrap_or(Path::new("."));
            let _ = writeln!(
                text,
                "  The last review was due on {}: what patients said is not needed word for word any more.\n  \
                 `pledge forget {} --words` takes it out of every file; the counts stay.",
                dates::say(day),
                paths::argument(folder),
            );
        }
    }
    text
}
