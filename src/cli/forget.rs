//! `pledge forget`: somebody's words or name taken out of a meeting's files, and then looked for in all of them.

use std::{
    fmt::Write as _,
    io::{self, BufRead as _, IsTerminal as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::{
    clock,
    failure::{Failure, say_on},
    files::{self, UnitFolder},
    launch, paths, prepare, programme,
};
use crate::{
    domain::{
        event_sourced::EventSourced as _,
        preparation::Preparation,
        programme::{ProgrammeFile, ProgrammeUnit},
        words,
    },
    store::{
        disk::{Disk, Lock, RealDisk},
        forget::{self, Asked, ForgetError, ForgetPlan, IdKind, Searched, What},
        places::Places,
        rehearsal,
    },
    yaml,
};

/// The arguments of `pledge forget`.
#[derive(Args, Debug)]
pub(super) struct Request {
    /// The unit folder of the meeting
    path: PathBuf,
    /// A comment's, a note's or a person's id, or a person's full name
    #[arg(required_unless_present = "words")]
    id: Option<String>,
    /// All comments, when a pledge is over: what patients said goes, and the counts stay
    #[arg(long, conflicts_with = "id")]
    words: bool,
    /// Say what would be changed, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Do not ask first
    #[arg(long, conflicts_with = "dry_run")]
    yes: bool,
}

const BEYOND: &str = "\
It cannot reach backups, earlier versions that a synced folder keeps, e-mails, other computers, paper, and the survey tool.
Ask those who look after them.
";

impl From<ForgetError> for Failure {
    fn from(error: ForgetError) -> Self {
        match error {
            ForgetError::Refused(refusal) => refusal.into(),
            ForgetError::Json(_) => Self::new(error.to_string()),
        }
    }
}

pub(super) fn run(request: &Request) -> Result<ExitCode, Failure> {
    let unit = UnitFolder::at(&request.path)?;
    let places = Places {
        folder: unit.folder.clone(),
        local: launch::local_folder()?,
    };
    // Held to the end: a meeting that is opened meanwhile would write what it has in memory.
    let _locks = if request.dry_run {
        None
    } else {
        let meeting = locked(&places.lock(), "this meeting")?;
        // Without a journal nobody prepares it.
        let preparation = if places.journal_of(Preparation::FILE_STEM).exists() {
            let lock = places.lock_of(Preparation::FILE_STEM);
            Some(locked(&lock, "its preparation")?)
        } else {
            None
        };
        Some((meeting, preparation))
    };
    if prepare::has_unsaved(&unit) {
        return Err(Failure::new(format!(
            "{}: a preparation holds changes that are in no file yet",
            files::name(&unit.folder)
        ))
        .hint("`pledge prepare FOLDER` opens it: save there, or undo; its journal is taken away with the words"));
    }
    let elsewhere = Elsewhere::of(&unit)?;
    let rehearsals = rehearsals(&unit, request.dry_run)?;
    let asked = Asked {
        places: &places,
        also: &elsewhere.findings,
        what: match &request.id {
            Some(id) => What::One(id),
            None => What::AllComments,
        },
        seed: &clock::fresh_id(),
        rehearsals: &rehearsals,
        at: clock::now(),
    };
    // With the locks held, so that what is shown for a yes is what is done after it.
    let plan = forget::plan(&RealDisk, &asked)?;
    if plan.is_done() {
        if request.words {
            say(&format!(
                "No file has a comment of a patient any more.\n{BEYOND}"
            ));
        } else {
            say(&format!(
                "The {} {} was forgotten before: no file says what it was.\n{BEYOND}",
                plan.kind.words(),
                plan.id
            ));
        }
        return Ok(ExitCode::SUCCESS);
    }
    say(&said(&plan, request.dry_run));
    if request.dry_run {
        say("Nothing was changed.\n");
        return Ok(ExitCode::SUCCESS);
    }
    if !request.yes && !agreed()? {
        say("Nothing was changed.\n");
        return Ok(ExitCode::SUCCESS);
    }
    forget::carry_out(&RealDisk, &plan).map_err(|trouble| {
        Failure::from(trouble)
            .hint("it stopped half-way; run the same command again, and it goes on from there")
    })?;
    let also = [elsewhere.findings.as_slice(), &elsewhere.previous].concat();
    let searched = forget::search(&RealDisk, &places, &also, &plan)?;
    say(&proof(&plan, &searched, &elsewhere.previous));
    say(&datasets(&unit));
    // 1, as from `check`: the command has run, and there is something left for a person to look at.
    let clear =
        searched.left.is_empty() && searched.lines.is_empty() && searched.unsearched.is_empty();
    Ok(if clear {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// The copies that rehearsals left on this computer, but for those of other units that are in use.
fn rehearsals(unit: &UnitFolder, dry: bool) -> Result<Vec<PathBuf>, Failure> {
    let temporary = std::env::temp_dir();
    // Where the temporary folder cannot be read, no rehearsal can be held either.
    let mut copies = rehearsal::all(&RealDisk, &temporary).unwrap_or_default();
    if dry {
        return Ok(copies);
    }
    let (open, closed): (Vec<_>, Vec<_>) = copies
        .drain(..)
        .partition(|copy| rehearsal::is_open(&RealDisk, copy));
    let ours = |copy: &PathBuf| {
        let of = rehearsal::unit_of(&RealDisk, copy);
        of.is_none_or(|of| of == unit.folder)
    };
    if open.iter().any(ours) {
        return Err(
            Failure::new("a rehearsal of this meeting is open; nothing was changed")
                .hint("leave it, and run this again"),
        );
    }
    Ok(closed)
}

/// Files of other folders that the agenda names.
#[derive(Debug, Default)]
struct Elsewhere {
    /// This meeting's own findings, which are rewritten.
    findings: Vec<PathBuf>,
    /// Another meeting's outcome: only searched, since that meeting has a journal of its own.
    previous: Vec<PathBuf>,
}

impl Elsewhere {
    fn of(unit: &UnitFolder) -> Result<Self, Failure> {
        let Some(text) = files::optional(&unit.agenda)? else {
            return Ok(Self::default());
        };
        // An agenda that cannot be read stops the plan, which says why.
        let read = yaml::read_agenda(&files::name(&unit.agenda), &text).value;
        let file = read.unwrap_or_default();
        let outside = |path: Option<String>| -> Vec<PathBuf> {
            let path = path.map(|p| unit.folder.join(p));
            // A file within the folder is found by the walk through it, and would be planned twice.
            path.filter(|p| p.exists() && !is_below(p, &unit.folder))
                .into_iter()
                .collect()
        };
        Ok(Self {
            findings: outside(file.findings),
            previous: outside(file.previous),
        })
    }
}

/// True if a path stays below a folder, with no step up that leaves it.
fn is_below(path: &Path, folder: &Path) -> bool {
    path.strip_prefix(folder).is_ok_and(|rest| {
        // `unit/../other` begins with `unit` and is not below it.
        rest.components()
            .all(|c| matches!(c, std::path::Component::Normal(_)))
    })
}

fn locked(path: &Path, what: &str) -> Result<Lock, Failure> {
    match RealDisk.lock(path, &launch::who()) {
        Ok(Lock::Others(words)) => {
            let who = if words.is_empty() { "somebody" } else { &words };
            Err(
                Failure::new(format!("{what} is open ({who}); nothing was changed"))
                    .hint("close it there, and run this again"),
            )
        }
        Ok(Lock::NoLocks) => {
            say(&format!(
                "This folder has no locks: see to it that {what} is open nowhere.\n"
            ));
            Ok(Lock::NoLocks)
        }
        Ok(lock) => Ok(lock),
        Err(e) => Err(Failure::file(path, &e)),
    }
}

/// Prints the plan.
fn said(plan: &ForgetPlan, dry: bool) -> String {
    let head = if dry { "Would be" } else { "To be" };
    let what = if plan.id.is_empty() {
        words::count(plan.ids.len() as u64, "comment", "comments") + ", which is all there are"
    } else {
        format!("{} {}", plan.kind.words(), plan.id)
    };
    let mut text = format!("{head} forgotten: {what}\n");
    for change in &plan.changes {
        text.push_str(&format_line(&change.path, &change.what));
    }
    if plan.kind == IdKind::Person {
        text.push_str(
            "A new id takes the place of the old one everywhere. Strand and hours go; role and group stay, since votes were counted by group.\n\
             Lines with a first name or surname alone are listed afterwards, for you to decide. A name that is spelt otherwise is not looked for.\n",
        );
    } else if plan.words.has_short() {
        text.push_str(
            "So few words may be anybody\u{2019}s: they go where they stand for themselves, and are not looked for inside other texts.\n",
        );
    }
    text
}

fn format_line(path: &Path, what: &str) -> String {
    format!("  {}: {what}\n", files::name(path))
}

/// Asks on the terminal. Without a terminal, nothing that cannot be undone is done.
fn agreed() -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::new(
            "this cannot be undone, and there is nobody to ask; nothing was changed",
        )
        .hint("`--yes` goes on without asking; `--dry-run` says what would be changed"));
    }
    say("This cannot be undone. Type forget to go on: ");
    let mut line = String::new();
    io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(Failure::internal)?;
    // A word and not `y` or Enter, which are pressed without reading.
    Ok(line.trim() == "forget")
}

/// Prints the result of the search.
fn proof(plan: &ForgetPlan, searched: &Searched, previous: &[PathBuf]) -> String {
    let n = searched.files;
    let files_word = if n == 1 { "file" } else { "files" };
    let mut text = if !searched.left.is_empty() {
        format!("Searched {n} {files_word}. The words are left in:\n")
    } else if searched.found_nothing() {
        format!("Searched {n} {files_word}: nothing is left.\n")
    } else {
        format!("Searched {n} {files_word}: none has all of the words.\n")
    };
    for path in &searched.left {
        let what = if previous.contains(path) {
            "the meeting before; run pledge forget on its folder"
        } else {
            "not one of pledge\u{2019}s own files; take them out with the program that it was made with"
        };
        text.push_str(&format_line(path, what));
    }
    if !searched.unsearched.is_empty() {
        text.push_str("Not searched; look for yourself:\n");
        for (path, why) in &searched.unsearched {
            text.push_str(&format_line(path, why));
        }
    }
    if !searched.parts.is_empty() {
        text.push_str("Six or more of the words in a row are in other texts; whether they tell whose they are is for you to say:\n");
        for (path, part) in &searched.parts {
            text.push_str(&format_line(path, &format!("\u{201c}{part}\u{201d}")));
        }
    }
    if !searched.lines.is_empty() {
        text.push_str(
            "A part of the name or the old id still stands in these lines. Whether they tell who it was is for you to decide:\n",
        );
        for lines in &searched.lines {
            for (number, words) in &lines.shown {
                text.push_str(&format_line(
                    &lines.path,
                    &format!("line {number}: {words}"),
                ));
            }
            if lines.more > 0 {
                let more = format!("and {} more lines", lines.more);
                text.push_str(&format_line(&lines.path, &more));
            }
        }
        text.push_str(
            "A whole note or comment goes with `pledge forget` and its id. What else a journal says stays as long as the journal does;\n\
             other files can be changed in an editor.\n",
        );
    }
    if let Some(id) = &plan.new_id {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "In these files this person is {id} from now on.");
    }
    if plan.kind != IdKind::Person && plan.words.has_short() {
        text.push_str("Texts of very few words were not looked for.\n");
    }
    text.push_str(BEYOND);
    text
}

/// Programmes above the unit that let its titles into a dataset, which is a copy somewhere else.
fn datasets(unit: &UnitFolder) -> String {
    let mut text = String::new();
    for folder in unit.folder.ancestors().skip(1) {
        // One that cannot be read lets nothing out: no dataset is written with it.
        let Ok(Some(settings)) = programme::settings_of(folder) else {
            continue;
        };
        let below = programme::folder_of(folder, &unit.folder);
        let titles = |listed: &ProgrammeUnit| listed.titles && listed.consent;
        if settings.unit_of(&below).is_some_and(titles) {
            // Writing to a text cannot fail.
            let _ = writeln!(
                text,
                "{} lets titles of this unit\u{2019}s goals into datasets. Export each of them again, which replaces the old one:\n  pledge programme {} --parquet DIR",
                files::name(&folder.join(ProgrammeFile::NAME)),
                paths::argument(folder),
            );
        }
    }
    text
}

fn say(text: &str) {
    say_on(&mut io::stdout().lock(), text);
}
