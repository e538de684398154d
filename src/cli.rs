//! The commands: arguments in, exit code out.

mod check;
mod clock;
mod demo;
mod failure;
mod files;
mod keys;
mod meet;
mod tally;

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use self::failure::Failure;

/// A meeting on a projector: from what patients said to goals a service pledges itself to.
#[derive(Debug, Parser)]
#[command(
    name = "pledge",
    version,
    about,
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Sub>,
    /// A unit folder, or its findings.yaml or agenda.yaml: opens the meeting
    path: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Sub {
    /// The sample meeting, copied to a scratch folder whose path is printed at the end
    Demo,
    /// Open a meeting; one cut short goes on where it stopped
    Meet {
        /// A unit folder, or its findings.yaml or agenda.yaml; the current folder where it is left out
        path: Option<PathBuf>,
    },
    /// Every problem in every file
    Check {
        /// Files, or folders whose files are checked
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// As JSON, for a program to read
        #[arg(long)]
        json: bool,
    },
    /// Count a ballot file (Pabulib .pb): the ids of the set that a rule picks, one a line
    Tally {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        count: tally::Count,
    },
    /// The keys of the full screen
    Keys {
        /// As a Markdown table
        #[arg(long)]
        markdown: bool,
    },
}

/// Runs the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // Nobody may be reading any more.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let done = match arguments.command {
        None => match arguments.path {
            Some(path) => meet::run(&path),
            None => meet::here(),
        },
        Some(Sub::Demo) => demo::run(),
        Some(Sub::Meet { path: Some(path) }) => meet::run(&path),
        Some(Sub::Meet { path: None }) => meet::run(&PathBuf::from(".")),
        Some(Sub::Check { paths, json }) => check::run(&paths, json),
        Some(Sub::Tally { file, count }) => tally::run(&file, &count),
        Some(Sub::Keys { markdown }) => Ok(keys::run(markdown)),
    };
    done.unwrap_or_else(|failure: Failure| failure.tell())
}
