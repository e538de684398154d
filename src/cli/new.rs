//! `pledge new`: a unit folder to start from, out of a template or of the last pledge.
//!
//! A template is a unit folder like any other, so anybody who can fill one in can make one. It is copied with the remarks
//! in it; only the unit's name, the year and the minutes are put in their place.

mod template;

use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

pub(super) use self::template::templates;
use self::template::{Files, files_of, names};
use super::{
    clock,
    failure::{Failure, say_on},
    files::{self, UnitFolder, name},
    paths,
};
use crate::{
    domain::{findings::Findings, named_path::stays_near, next_pledge::next_pledge},
    store::disk::{Disk, RealDisk},
    yaml::{self, AgendaFile},
};

/// The arguments of the command.
#[derive(clap::Args, Clone, Debug, Default)]
pub(super) struct Args {
    /// The folder of the unit; it is made where it is not there
    #[arg(required_unless_present = "list")]
    folder: Option<PathBuf>,
    /// primary, secondary, general, or one of your own in the data folder
    #[arg(long, value_name = "NAME", conflicts_with = "previous")]
    template: Option<String>,
    /// Pledge again: the unit folder or outcome.yaml of the last pledge, whose open goals come along
    #[arg(long, value_name = "PATH")]
    previous: Option<PathBuf>,
    /// The name of the unit
    #[arg(long)]
    unit: Option<String>,
    /// The hospital trust or board that it is part of
    #[arg(long)]
    organisation: Option<String>,
    /// The length of the meeting
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u32).range(30..=480))]
    minutes: u32,
    /// The templates there are
    #[arg(long)]
    list: bool,
}

/// A unit to start.
#[derive(Clone, Debug)]
pub(super) struct Start {
    pub(super) folder: PathBuf,
    pub(super) from: From,
    pub(super) unit: Option<String>,
    pub(super) organisation: Option<String>,
    pub(super) minutes: u32,
}

/// The source of a new unit.
#[derive(Clone, Debug)]
pub(super) enum From {
    Template(String),
    Previous(PathBuf),
}

/// Names of a unit's files that keep a folder from being started anew.
const TAKEN: &[&str] = &[
    "findings.yaml",
    "agenda.yaml",
    "booklet.yaml",
    "outcome.yaml",
    "meeting.journal",
];

pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    if args.list {
        let mut text = String::new();
        for template in templates() {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{:<12} {}", template.name, template.about);
        }
        say_on(&mut io::stdout().lock(), &text);
        return Ok(ExitCode::SUCCESS);
    }
    let from = match (&args.previous, &args.template) {
        (Some(previous), _) => From::Previous(previous.clone()),
        (None, Some(name)) => From::Template(name.clone()),
        (None, None) => {
            return Err(Failure::new(
                "what the unit is started from is missing: --template or --previous",
            )
            .hint(format!("--template {}", names().join(", --template "))));
        }
    };
    let start = Start {
        folder: args.folder.clone().unwrap_or_default(),
        from,
        unit: args.unit.clone(),
        organisation: args.organisation.clone(),
        minutes: args.minutes,
    };
    let said = start_unit(&start)?;
    say_on(&mut io::stdout().lock(), &said);
    Ok(ExitCode::SUCCESS)
}

/// Makes the unit's files; gives what to say.
pub(super) fn start_unit(start: &Start) -> Result<String, Failure> {
    let folder =
        std::path::absolute(&start.folder).map_err(|e| Failure::file(&start.folder, &e))?;
    for taken in TAKEN {
        let path = folder.join(taken);
        if path.exists() {
            return Err(Failure::new(format!("{}: it is there already", path.display()))
                .hint("give a folder that holds no unit yet; `pledge prepare FOLDER` goes on with one"));
        }
    }
    let files = match &start.from {
        From::Template(name) => from_template(name, start)?,
        From::Previous(path) => from_previous(path, &folder, start)?,
    };
    // Everything is read and changed before anything is written.
    RealDisk
        .make_folder(&folder)
        .map_err(|e| Failure::file(&folder, &e))?;
    for (file, bytes) in &files {
        let path = folder.join(file);
        RealDisk
            .replace(&path, bytes, true)
            .map_err(|e| Failure::file(&path, &e))?;
    }
    let shown = start.folder.display();
    let again = paths::argument(&start.folder);
    let wrote: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    Ok(format!(
        "Started {shown}: {}.\nNext:\n  pledge import EXPORT -o {again}    what patients said\n  pledge prepare {again}             people, themes and agenda\n  pledge check {again}               every problem in every file\n",
        wrote.join(", ")
    ))
}

fn from_template(template: &str, start: &Start) -> Result<Files, Failure> {
    let mut files = files_of(template)?;
    for (file, bytes) in &mut files {
        // A logo, for example, which is copied as it is.
        let Ok(text) = std::str::from_utf8(bytes) else {
            continue;
        };
        let called = format!("template {template}: {file}");
        let new = match file.as_str() {
            "findings.yaml" => {
                let read = yaml::read_findings(&called, text);
                let mut findings = read.value.ok_or_else(|| files::refused(&read.problems))?;
                nothing_said(&mut findings);
                name_the_unit(&mut findings, start);
                yaml::keep_findings(text, &findings).text
            }
            "agenda.yaml" => {
                let read = yaml::read_agenda(&called, text);
                let mut agenda = read.value.ok_or_else(|| files::refused(&read.problems))?;
                if agenda.agenda.planned() != start.minutes {
                    agenda.agenda.fit_to(start.minutes);
                }
                agenda.agenda.meeting.minutes = Some(start.minutes);
                yaml::keep_agenda(text, &agenda).text
            }
            _ => continue,
        };
        *bytes = new.into_bytes();
    }
    Ok(files)
}

/// Removes all comments and results: a template is themes and standards, whatever folder it was made of.
fn nothing_said(findings: &mut Findings) {
    findings.survey.sources.clear();
    findings.forgotten.clear();
    findings.removed_themes.clear();
    for theme in &mut findings.themes {
        theme.findings.clear();
        theme.comments.clear();
        for goal in &mut theme.goals {
            goal.evidence = None;
        }
    }
}

/// The unit's own name instead of the template's, and this year.
fn name_the_unit(findings: &mut Findings, start: &Start) {
    let folder = start.folder.file_name().and_then(|n| n.to_str());
    let from_folder = folder.map(|name| {
        let words = name.replace(['-', '_'], " ");
        let mut letters = words.chars();
        letters
            .next()
            .map(|c| c.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    });
    if let Some(unit) = start
        .unit
        .clone()
        .or(from_folder)
        .filter(|n| !n.trim().is_empty())
    {
        findings.unit.name = unit;
    }
    if let Some(organisation) = &start.organisation {
        findings.unit.organisation.clone_from(organisation);
    }
    findings.survey.period = clock::now().date().year().to_string();
}

/// The outcome of the meeting before, where it comes along.
const COPIED: &str = "last-pledge.yaml";

/// The files of the next meeting, from the last pledge.
fn from_previous(path: &Path, folder: &Path, start: &Start) -> Result<Files, Failure> {
    let last = UnitFolder::at(path)?;
    let Some(outcome) = files::outcome(&last)? else {
        return Err(Failure::new(format!(
            "{}: there is no outcome.yaml, so there is no pledge to go on from",
            last.folder.display()
        )));
    };
    let findings = files::findings_now(&last);
    let agenda = files::optional(&last.agenda)?
        .and_then(|text| yaml::read_agenda(&name(&last.agenda), &text).value);
    let period = clock::now().date().year().to_string();
    let (mut findings, next) = next_pledge(
        &outcome,
        findings.as_ref(),
        agenda.as_ref().map(|a| &a.agenda),
        &period,
        start.minutes,
    );
    if let Some(unit) = &start.unit {
        findings.unit.name.clone_from(unit);
    }
    if let Some(organisation) = &start.organisation {
        findings.unit.organisation.clone_from(organisation);
    }
    let previous = last.folder.join("outcome.yaml");
    let beside = Some(relative(&previous, folder)).filter(|path| stays_near(path));
    // A folder far away may not be there on the day, and no file leads so far: its outcome comes along.
    let copied = match &beside {
        Some(_) => None,
        None => Some(files::text(&previous)?.into_bytes()),
    };
    let file = AgendaFile {
        findings: Some("findings.yaml".to_owned()),
        previous: Some(beside.unwrap_or_else(|| COPIED.to_owned())),
        vote: agenda.map(|a| a.vote).unwrap_or_default(),
        agenda: next,
    };
    let mut files = vec![
        (
            "findings.yaml".to_owned(),
            yaml::write_findings(&findings).into_bytes(),
        ),
        ("agenda.yaml".to_owned(), checked(&file, &findings)?),
    ];
    let booklet = last.folder.join("booklet.yaml");
    let bytes = RealDisk
        .read(&booklet)
        .map_err(|e| Failure::file(&booklet, &e))?;
    files.extend(bytes.map(|b| ("booklet.yaml".to_owned(), b)));
    files.extend(copied.map(|b| (COPIED.to_owned(), b)));
    Ok(files)
}

/// The agenda's text, which a meeting has to be able to open.
fn checked(file: &AgendaFile, findings: &Findings) -> Result<Vec<u8>, Failure> {
    let text = yaml::write_agenda(file);
    let agenda = yaml::read_agenda("agenda.yaml", &text);
    let read = yaml::read_findings("findings.yaml", &yaml::write_findings(findings));
    let mut problems = agenda.problems.clone();
    problems.extend(yaml::cross_check(&read, &agenda));
    problems.retain(|p| p.severity == yaml::Severity::Error);
    if problems.is_empty() {
        Ok(text.into_bytes())
    } else {
        Err(files::refused(&problems))
    }
}

/// A file as it is called from a folder: relative where they have a folder in common, with `/` on every system.
fn relative(file: &Path, folder: &Path) -> String {
    let (a, b): (Vec<_>, Vec<_>) = (file.components().collect(), folder.components().collect());
    let common = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    // The root alone is in common, or not even that between two drives of Windows.
    if common < 2 {
        return file.display().to_string();
    }
    let up = b.iter().skip(common).map(|_| "..".to_owned());
    let down = a
        .iter()
        .skip(common)
        .map(|c| c.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_from_where_it_is_read() {
        for (file, folder, called) in [
            (
                "/home/a/old/outcome.yaml",
                "/home/a/new",
                "../old/outcome.yaml",
            ),
            ("/home/a/outcome.yaml", "/home/a/new", "../outcome.yaml"),
            (
                "/home/a/new/old/outcome.yaml",
                "/home/a/new",
                "old/outcome.yaml",
            ),
            (
                "/mnt/old/outcome.yaml",
                "/home/new",
                "/mnt/old/outcome.yaml",
            ),
        ] {
            assert_eq!(relative(Path::new(file), Path::new(folder)), called);
        }
    }

    #[test]
    fn every_template_in_the_program_is_a_unit_that_a_meeting_can_open() {
        for template in ["primary", "secondary", "general"] {
            for minutes in [60, 90, 120] {
                let start = Start {
                    folder: PathBuf::from("north-wing"),
                    from: From::Template(template.to_owned()),
                    unit: None,
                    organisation: Some("Some Trust".to_owned()),
                    minutes,
                };
                let files = from_template(template, &start).unwrap();
                let text = |name: &str| {
                    let (_, bytes) = files.iter().find(|(n, _)| n == name).unwrap();
                    String::from_utf8(bytes.clone()).unwrap()
                };
                let findings = yaml::read_findings("f", &text("findings.yaml"));
                let agenda = yaml::read_agenda("a", &text("agenda.yaml"));
                assert!(findings.problems.is_empty(), "{:?}", findings.problems);
                assert!(agenda.problems.is_empty(), "{:?}", agenda.problems);
                assert!(yaml::cross_check(&findings, &agenda).is_empty());
                let (findings, agenda) = (findings.value.unwrap(), agenda.value.unwrap().agenda);
                assert_eq!(findings.unit.name, "North wing");
                assert_eq!(findings.unit.organisation, "Some Trust");
                assert_eq!((agenda.planned(), agenda.overrun()), (minutes, 0));
                assert!(findings.themes.len() >= 5);
                assert!(findings.themes.iter().all(|t| !t.standard.is_empty()));
                // What the template's author wrote beside the values is there still.
                assert!(text("findings.yaml").contains("# The themes are a start"));
                assert!(text("agenda.yaml").contains("# Put the names in."));
            }
        }
    }
}
