//! The commands: arguments in, exit code out.

mod check;
mod clock;
mod demo;
mod due;
mod export;
mod failure;
mod files;
mod follow;
mod forget;
mod help;
mod import;
mod keys;
mod launch;
mod licences;
mod meet;
mod merge;
mod new;
mod output;
mod overrides;
mod paths;
mod plain;
mod prepare;
mod programme;
mod reading;
mod rehearse;
mod schema;
mod settings;
mod start;
mod tally;
mod version;

use std::{
    ffi::OsString,
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{CommandFactory as _, Parser, Subcommand, error::ErrorKind};

use self::{
    failure::{Failure, exit_code},
    overrides::Overrides,
};
use crate::tui;

/// A meeting on a projector: from what patients said to goals a service pledges itself to.
#[derive(Debug, Parser)]
#[command(
    name = "pledge",
    version,
    long_version = version::long(),
    about,
    disable_help_subcommand = true,
    override_usage = "pledge [OPTIONS] [PATH]\n       pledge [OPTIONS] <COMMAND>"
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Sub>,
    /// A unit folder, or its findings.yaml or agenda.yaml: opens the meeting
    path: Option<PathBuf>,
    #[command(flatten)]
    overrides: Overrides,
    #[command(flatten)]
    way: ViewOptions,
}

/// The way a meeting is shown.
#[derive(clap::Args, Clone, Copy, Debug, Default)]
struct ViewOptions {
    /// A meeting as a dialogue, line by line, for screen readers and plain terminals
    #[arg(long, global = true)]
    plain: bool,
    /// This screen is the facilitator's own, and `pledge wall` is on the projector
    #[arg(long, global = true)]
    desk: bool,
    /// The purpose of opening it
    #[arg(skip)]
    purpose: OpenPurpose,
}

/// The purpose of opening a meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum OpenPurpose {
    /// To be held.
    #[default]
    Meet,
    /// To be held on a copy, of which nobody has to know where it goes on.
    Rehearse,
    /// To review what was agreed.
    Review,
}

impl Arguments {
    /// A path or a command, not both. Said here and not by clap, which would then take a command after a flag for a path.
    fn path_or_command(self) -> Result<Self, clap::Error> {
        if self.path.is_some() && self.command.is_some() {
            return Err(Self::command().error(
                ErrorKind::ArgumentConflict,
                "give a path or a command, not both; a command takes its path after its name",
            ));
        }
        Ok(self)
    }
}

#[derive(Debug, Subcommand)]
enum Sub {
    /// The sample meeting, copied to a scratch folder whose path is printed at the end
    Demo,
    /// Start a unit: a folder with themes, standards, people and an agenda to fill in
    New(new::Args),
    /// Prepare a meeting: agenda, people, themes, comments, goals, and what is still missing
    Prepare(prepare::Args),
    /// Open a meeting; one cut short goes on where it stopped
    Meet {
        /// A unit folder, or its findings.yaml or agenda.yaml; the current folder where it is left out
        path: Option<PathBuf>,
        /// The real thing on a copy, which leaves the folder as it is
        #[arg(long)]
        rehearse: bool,
        /// Keep the copy of a rehearsal, and print where it is; else it is deleted at the end
        #[arg(long, requires = "rehearse")]
        keep: bool,
    },
    /// The projector's screen, when the laptop shows `meet --desk`: follows, never writes
    Wall {
        /// The unit folder of the meeting
        path: PathBuf,
    },
    /// The facilitator's second screen, with what must not be on the wall: follows, never writes
    Notes {
        /// The unit folder of the meeting
        path: PathBuf,
    },
    /// Every problem in every file
    Check {
        /// Files, or folders whose files are checked
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Suggestions for plainer standards, goals and asks, and the reading age of each file
        #[arg(long)]
        reading: bool,
        /// As JSON, for a program to read
        #[arg(long)]
        json: bool,
    },
    /// The settings of this computer, and the origin of each
    Settings {
        /// Write a file with a remark at every setting, where there is none yet
        #[arg(long)]
        write: bool,
        /// As JSON, for a program to read
        #[arg(long, conflicts_with = "write")]
        json: bool,
    },
    /// The export of a survey into findings.yaml
    Import(import::Args),
    /// Count a ballot file (Pabulib .pb), or say what a round of a meeting came to: the ids of the set, one a line
    Tally {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        count: tally::Count,
    },
    /// The result of a meeting on paper, in tables and calendars
    Export(export::Args),
    /// Every outcome below a folder as one table, a row a goal
    Programme(programme::Args),
    /// Review what was agreed: the state of each goal, and the next step
    Review {
        /// A unit folder whose meeting was saved; the current folder where it is left out
        path: Option<PathBuf>,
    },
    /// Goals of the pledges below a folder that are due or overdue
    Due(due::Args),
    /// Take a patient's words, a note or a person out of every file of a meeting, for good
    Forget(forget::Request),
    /// Bring the steps of another record of the same meeting into this one
    Merge(merge::Args),
    /// The keys of the full screen
    Keys {
        /// As a Markdown table
        #[arg(long)]
        markdown: bool,
    },
    /// The handbook, a page at a time; also the help of a command
    Help {
        /// A page or a command; where it is left out, what there is
        topic: Option<String>,
    },
    /// JSON Schemas of the files, for completion, help and faults in an editor
    Schema(schema::Args),
    /// Under which licences this program and the fonts in it stand
    Licences,
}

/// Runs the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments).and_then(Arguments::path_or_command)
    {
        Ok(arguments) => arguments,
        Err(error) => {
            if !error.use_stderr() {
                // Nobody may be reading any more.
                let _ = error.print();
                return ExitCode::SUCCESS;
            }
            // It repeats the argument, whatever is in that.
            failure::say_on(&mut io::stderr().lock(), &error.render().to_string());
            return ExitCode::from(2);
        }
    };
    let (overrides, mut way) = (&arguments.overrides, arguments.way);
    way.plain |= launch::types_only();
    let done = match arguments.command {
        None => match arguments.path {
            Some(path) => {
                open(&path, overrides, way).or_else(|failure| tell_and_wait(&path, failure))
            }
            None => here(overrides, way),
        },
        Some(Sub::Demo) => demo::run(overrides, way),
        Some(Sub::Meet {
            path,
            rehearse,
            keep,
        }) => {
            let path = path.unwrap_or_else(|| PathBuf::from("."));
            if rehearse {
                rehearse::run(&path, overrides, way, keep)
            } else {
                open(&path, overrides, way)
            }
        }
        Some(Sub::New(asked)) => new::run(&asked),
        Some(Sub::Prepare(asked)) => prepare::run(&asked, overrides, way),
        Some(Sub::Review { path }) => {
            let way = ViewOptions {
                purpose: OpenPurpose::Review,
                ..way
            };
            open(path.as_deref().unwrap_or(Path::new(".")), overrides, way)
        }
        Some(Sub::Due(asked)) => due::run(&asked),
        Some(Sub::Wall { path }) => follow::run(&path, false, overrides),
        Some(Sub::Notes { path }) => follow::run(&path, true, overrides),
        Some(Sub::Check {
            paths,
            reading,
            json,
        }) => check::run(&paths, reading, json, overrides),
        Some(Sub::Settings { write, json }) => settings::run(overrides, write, json),
        Some(Sub::Import(asked)) => import::run(&asked, overrides),
        Some(Sub::Tally { file, count }) => tally::run(&file, &count),
        Some(Sub::Export(asked)) => export::run(&asked, overrides),
        Some(Sub::Programme(asked)) => programme::run(&asked),
        Some(Sub::Forget(request)) => forget::run(&request),
        Some(Sub::Merge(asked)) => merge::run(&asked),
        Some(Sub::Keys { markdown }) => Ok(keys::run(markdown)),
        Some(Sub::Help { topic }) => help::run(topic.as_deref()),
        Some(Sub::Schema(asked)) => schema::run(&asked),
        Some(Sub::Licences) => Ok(licences::run()),
    };
    exit_code(done.unwrap_or_else(|failure: Failure| failure.tell()))
}

/// Opens a unit's meeting; where its screen asks for a rehearsal instead, that is held.
fn open(path: &Path, overrides: &Overrides, way: ViewOptions) -> Result<ExitCode, Failure> {
    match meet::run(path, overrides, way)? {
        meet::NextScreen::Exit(code) => Ok(code),
        meet::NextScreen::Rehearse(folder) => rehearse::run(&folder, overrides, way, false),
    }
}

/// Keeps the window of a failure open until Enter where a folder was dropped on the program in Windows: the window is the program's own,
/// and closes with it before anybody has read a word.
// No call without `unsafe` tells whose the window is. A dropped path is a whole one, which people rarely type; they press Enter once more.
fn tell_and_wait(path: &Path, failure: Failure) -> Result<ExitCode, Failure> {
    let is_dropped = cfg!(windows) && path.is_absolute() && io::stderr().is_terminal();
    if !is_dropped || !io::stdin().is_terminal() {
        return Err(failure);
    }
    let code = failure.tell();
    failure::say_on(
        &mut io::stderr().lock(),
        "Press Enter to close this window.\n",
    );
    let _ = io::stdin().read_line(&mut String::new());
    Ok(code)
}

/// Opens the current folder if it is a unit's; else shows the first screen, or names the commands there are.
fn here(overrides: &Overrides, way: ViewOptions) -> Result<ExitCode, Failure> {
    if Path::new("findings.yaml").exists() || Path::new("meeting.journal").exists() {
        return open(Path::new("."), overrides, way);
    }
    if !way.plain && tui::is_tty() {
        return start::run(overrides, way);
    }
    Err(Failure::new("this folder holds no findings.yaml")
        .hint("`pledge FOLDER` opens a unit\u{2019}s meeting, `pledge demo` the sample, `pledge --help` shows every command"))
}
