//! The commands: arguments in, exit code out.

mod check;
mod clock;
mod completions;
mod crash;
mod demo;
mod due;
mod evidence;
mod export;
mod failure;
mod files;
mod flags;
mod follow;
mod forget;
mod help;
mod import;
mod keys;
mod launch;
mod licences;
mod links;
mod man;
mod meet;
mod merge;
mod new;
mod output;
mod overrides;
mod past_meetings;
mod paths;
mod plain;
mod prepare;
mod programme;
mod reading;
mod rehearse;
mod schema;
mod settings;
mod start;
mod system;
mod tally;
mod version;

use std::{
    ffi::OsString,
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand, error::ErrorKind};

use self::{
    failure::{Failure, exit_code},
    flags::{FollowFlags, MeetingFlags, ScreenFlags},
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
    flags: MeetingFlags,
}

/// The way a meeting is shown.
#[derive(Clone, Copy, Debug, Default)]
struct ViewOptions {
    /// As a dialogue, line by line.
    plain: bool,
    /// On the facilitator's own screen.
    desk: bool,
    /// The purpose of opening it.
    purpose: OpenPurpose,
}

impl ViewOptions {
    fn of(flags: &MeetingFlags) -> Self {
        let plain = flags.plain || launch::types_only();
        if plain {
            links::never();
        }
        Self {
            plain,
            desk: flags.desk,
            purpose: OpenPurpose::default(),
        }
    }
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
    Demo {
        #[command(flatten)]
        flags: MeetingFlags,
    },
    /// Start a unit: a folder with themes, standards, people and an agenda to fill in
    New(new::Args),
    /// Prepare a meeting: agenda, people, themes, comments, goals, and what is still missing
    Prepare {
        #[command(flatten)]
        args: prepare::Args,
        #[command(flatten)]
        flags: ScreenFlags,
    },
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
        #[command(flatten)]
        flags: MeetingFlags,
    },
    /// The projector's screen, when the laptop shows `meet --desk`: follows, never writes
    Wall {
        /// The unit folder of the meeting
        path: PathBuf,
        #[command(flatten)]
        flags: FollowFlags,
    },
    /// The facilitator's second screen, with what must not be on the wall: follows, never writes
    Notes {
        /// The unit folder of the meeting
        path: PathBuf,
        #[command(flatten)]
        flags: FollowFlags,
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
        #[command(flatten)]
        overrides: Overrides,
    },
    /// The export of a survey into findings.yaml
    Import {
        #[command(flatten)]
        args: import::Args,
        #[command(flatten)]
        flags: ScreenFlags,
    },
    /// Count a ballot file (Pabulib .pb), or say what a round of a meeting came to: the ids of the set, one a line
    Tally {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        count: tally::Count,
    },
    /// The result of a meeting on paper, in tables and calendars
    Export(export::Args),
    /// The figures, changes and charts of the evidence cards, as data
    Evidence(evidence::Args),
    /// Every outcome below a folder, on a screen or as one table
    Programme {
        #[command(flatten)]
        args: programme::Args,
        #[command(flatten)]
        flags: ScreenFlags,
    },
    /// Review what was agreed: the state of each goal, and the next step
    Review {
        /// A unit folder whose meeting was saved; the current folder where it is left out
        path: Option<PathBuf>,
        #[command(flatten)]
        flags: MeetingFlags,
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
    /// The script that completes commands and options in a shell, to standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// The pages for `man`, one for each command and the handbook
    Man {
        /// The folder for them, such as `man1` of a package
        folder: PathBuf,
    },
    /// JSON Schemas of the files, for completion, help and faults in an editor
    Schema(schema::Args),
    /// Under which licences this program and the fonts in it stand
    Licences,
}

/// Runs the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match parse(arguments) {
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
    crash::install();
    let done = match arguments.command {
        Some(command) => perform(command, &arguments.flags),
        None => {
            let way = ViewOptions::of(&arguments.flags);
            match arguments.path {
                Some(path) => open(&path, &arguments.flags.overrides, way)
                    .or_else(|failure| tell_and_wait(&path, failure)),
                None => here(&arguments.flags.overrides, way),
            }
        }
    };
    exit_code(done.unwrap_or_else(|failure: Failure| failure.tell()))
}

/// The arguments; refuses what has no effect.
fn parse(words: impl IntoIterator<Item = impl Into<OsString>>) -> Result<Arguments, clap::Error> {
    let words: Vec<OsString> = words.into_iter().map(Into::into).collect();
    let program = Arguments::command();
    let given = program.clone().try_get_matches_from(&words);
    let given = given.map_err(|error| {
        let words = words.iter().map(|w| w.to_string_lossy().into_owned());
        flags::explained(error, &program, &words.collect::<Vec<_>>())
    })?;
    flags::have_effect(&program, &given)?;
    crash::runs(given.subcommand_name().unwrap_or("open"));
    Arguments::from_arg_matches(&given)?.path_or_command()
}

/// Runs a command, with the flags that stand before its name.
fn perform(command: Sub, before: &MeetingFlags) -> Result<ExitCode, Failure> {
    match command {
        Sub::Demo { flags } => {
            let flags = before.or(flags);
            demo::run(&flags.overrides, ViewOptions::of(&flags))
        }
        Sub::Meet {
            path,
            rehearse,
            keep,
            flags,
        } => {
            let path = path.unwrap_or_else(|| PathBuf::from("."));
            let flags = before.or(flags);
            let (overrides, way) = (&flags.overrides, ViewOptions::of(&flags));
            if rehearse {
                rehearse::run(&path, overrides, way, keep)
            } else {
                open(&path, overrides, way)
            }
        }
        Sub::New(args) => new::run(&args),
        Sub::Prepare { args, flags } => {
            let flags = before.or(flags);
            prepare::run(&args, &flags.overrides, ViewOptions::of(&flags))
        }
        Sub::Review { path, flags } => {
            let flags = before.or(flags);
            let way = ViewOptions {
                purpose: OpenPurpose::Review,
                ..ViewOptions::of(&flags)
            };
            let path = path.as_deref().unwrap_or(Path::new("."));
            open(path, &flags.overrides, way)
        }
        Sub::Due(args) => due::run(&args),
        Sub::Wall { path, flags } => {
            let flags = before.or(flags);
            follow::run(&path, false, &flags.overrides, ViewOptions::of(&flags))
        }
        Sub::Notes { path, flags } => {
            let flags = before.or(flags);
            follow::run(&path, true, &flags.overrides, ViewOptions::of(&flags))
        }
        Sub::Check {
            paths,
            reading,
            json,
        } => check::run(&paths, reading, json),
        Sub::Settings {
            write,
            json,
            overrides,
        } => settings::run(&before.or(overrides).overrides, write, json),
        Sub::Import { args, flags } => {
            let flags = before.or(flags);
            import::run(&args, &flags.overrides, ViewOptions::of(&flags))
        }
        Sub::Tally { file, count } => tally::run(&file, &count),
        Sub::Export(args) => export::run(&args),
        Sub::Evidence(args) => evidence::run(&args),
        Sub::Programme { args, flags } => {
            let flags = before.or(flags);
            programme::run(&args, &flags.overrides, ViewOptions::of(&flags))
        }
        Sub::Forget(request) => forget::run(&request),
        Sub::Merge(args) => merge::run(&args),
        Sub::Keys { markdown } => Ok(keys::run(markdown)),
        Sub::Help { topic } => help::run(topic.as_deref()),
        Sub::Completions { shell } => Ok(completions::run(shell)),
        Sub::Man { folder } => man::run(&folder),
        Sub::Schema(args) => schema::run(&args),
        Sub::Licences => Ok(licences::run()),
    }
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
    let is_dropped = system::WINDOWS && path.is_absolute() && io::stderr().is_terminal();
    if !is_dropped || !io::stdin().is_terminal() {
        return Err(failure);
    }
    let code = failure.tell();
    failure::say_on(
        &mut io::stderr().lock(),
        "Press the return key to close this window.\n",
    );
    let _ = io::stdin().read_line(&mut String::new());
    Ok(code)
}

/// Opens the current folder if it is a unit's; else shows the first screen, or names the commands there are.
fn here(overrides: &Overrides, way: ViewOptions) -> Result<ExitCode, Failure> {
    if Path::new("findings.yaml").exists() || Path::new("meeting.journal").exists() {
        return open(Path::new("."), overrides, way);
    }
    if way.plain || tui::is_tty() {
        return start::run(overrides, way);
    }
    Err(Failure::new("this folder holds no findings.yaml")
        .hint("`pledge FOLDER` opens a unit\u{2019}s meeting, `pledge demo` the sample, `pledge --help` shows every command"))
}
