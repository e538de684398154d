//! `pledge check`: every problem in every file, at once; and how the texts read, where that is asked.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde_json::json;

use super::{
    failure::{Failure, say_on},
    files::{self, name, text},
    overrides::Overrides,
    programme::{self, is_original},
    reading::{self, ReadingReport},
    settings,
};
use crate::{
    domain::{
        findings::Findings,
        preparation::checklist::{booklet_gaps, unit_gaps},
        programme::ProgrammeFile,
        reading::Jargon,
        refusal::Refusal,
        settings::Settings,
        words::count,
    },
    publish::words::language::Language,
    store::disk::{Thing, is_yaml},
    yaml::{self, AgendaFile, FileKind, Problem, Read, Severity},
};

/// The problems of all files.
#[derive(Default)]
struct FileProblems {
    problems: Vec<Problem>,
    /// The reading report of each file, if it was asked for.
    reports: Vec<ReadingReport>,
    /// Remarks that are no problems, in sentences.
    notes: Vec<String>,
    /// The terms to look for; `None` where nobody asks how texts read.
    jargon: Option<Jargon>,
    /// Files and folders of a programme that could not be read, each with the reason. Of a single unit such a one ends the command.
    unread: Vec<(PathBuf, String)>,
    /// The folder is that of a programme.
    many: bool,
}

pub(super) fn run(paths: &[PathBuf], reading: bool, json: bool) -> Result<ExitCode, Failure> {
    let mut found = FileProblems::default();
    let mut checked = 0_usize;
    // Not read for a plain check, which is about the files given and about no other.
    let settings = reading.then(held);
    found.jargon = settings.as_ref().map(Settings::jargon);
    for path in paths {
        let Some(thing) = files::thing(path)? else {
            return Err(Failure::new(format!(
                "{}: there is no such file or folder",
                path.display()
            )));
        };
        if thing == Thing::Folder {
            for (unit, files) in units(path, &mut found)? {
                checked += folder(&files, &mut found)?;
                if let Some(settings) = &settings {
                    let booklet = reading::of_booklet(&unit, settings, &found.reports);
                    found.reports.extend(booklet);
                }
            }
        } else {
            checked += folder(std::slice::from_ref(path), &mut found)?;
        }
    }
    let FileProblems {
        problems,
        reports,
        notes,
        unread,
        ..
    } = found;
    let errors = problems
        .iter()
        .filter(|p| p.severity == Severity::Error)
        .count();
    for (folder, why) in &unread {
        say_on(
            &mut io::stderr().lock(),
            &format!("not checked: {}: {why}\n", name(folder)),
        );
    }
    if json {
        let text = if reading {
            serde_json::to_string_pretty(&json!({"problems": problems, "reading": reports}))
        } else {
            serde_json::to_string_pretty(&problems)
        };
        let text = text.map_err(Failure::internal)?;
        say_on(&mut io::stdout().lock(), &format!("{text}\n"));
    } else {
        // To standard output, as JSON is: problems are the result of this command and no failure of
        // it.
        let mut out = String::new();
        for problem in &problems {
            out.push_str(problem.to_string().trim_end());
            out.push_str("\n\n");
        }
        for report in &reports {
            out.push_str(&report.to_string());
            out.push('\n');
        }
        for note in &notes {
            out.push_str(note);
            out.push('\n');
        }
        out.push_str(&summary(checked, errors, problems.len() - errors));
        say_on(&mut io::stdout().lock(), &out);
    }
    // 1 and not 2, which says that a command could not run: a script has to tell the two apart.
    // Warnings alone are no failure.
    Ok(if errors > 0 || !unread.is_empty() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// A folder's files; and of a programme's folder those of every unit below it as well, by folder.
fn units(
    path: &Path,
    found: &mut FileProblems,
) -> Result<BTreeMap<PathBuf, Vec<PathBuf>>, Failure> {
    let files = yaml_files(path)?;
    let settings = files.iter().find(|file| {
        file.file_name()
            .is_some_and(|name| name == ProgrammeFile::NAME)
    });
    // A unit's own folder may have others below it that are no part of the meeting.
    if settings.is_none() && !files.is_empty() {
        return Ok(BTreeMap::from([(path.to_path_buf(), files)]));
    }
    let below = files::DISK.below(path);
    let mut units: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for file in below.files.into_iter().filter(|file| is_original(file)) {
        let folder = file.parent().unwrap_or(path).to_path_buf();
        units.entry(folder).or_default().push(file);
    }
    found.many = true;
    let unread = below.unread.into_iter();
    found
        .unread
        .extend(unread.map(|(folder, why)| (folder, why.to_string())));
    if units.is_empty() {
        return Err(Failure::new(format!(
            "{}: there is no .yaml file in this folder or below it",
            path.display()
        )));
    }
    if let Some(settings) = settings {
        let folders = units
            .keys()
            .map(|folder| programme::folder_of(path, folder));
        let folders: Vec<String> = folders.collect();
        listed(settings, &folders, found)?;
    }
    Ok(units)
}

/// Checks that the folders of a programme's units are there, and notes those that it does not name.
fn listed(path: &Path, folders: &[String], found: &mut FileProblems) -> Result<(), Failure> {
    let read = yaml::read_programme(&name(path), &text(path)?);
    let Some(settings) = &read.value else {
        return Ok(());
    };
    for (nth, unit) in settings.units.iter().enumerate() {
        if folders.iter().any(|folder| unit.holds(folder)) {
            continue;
        }
        // Without consent a slip publishes a unit; otherwise it only loses its alliance.
        let severity = if unit.consent {
            Severity::Warning
        } else {
            Severity::Error
        };
        found.problems.push(read.places.problem(
            severity,
            &format!("units[{nth}].folder"),
            format!("`{}`, and no file of a unit is in it", unit.folder),
            "a folder with outcomes, in which capital letters count",
            "correct it, or delete the line",
        ));
    }
    let unlisted = |folder: &&String| !folder.is_empty() && settings.unit_of(folder).is_none();
    let unlisted: Vec<&String> = folders.iter().filter(unlisted).collect();
    if let Some(first) = unlisted.first() {
        found.notes.push(format!(
            "{}: {} without an entry, such as `{first}`: no alliance, and in the dataset.",
            name(path),
            count(unlisted.len() as u64, "folder", "folders"),
        ));
    }
    Ok(())
}

/// The `.yaml` and `.yml` files of a folder, by name.
fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let inside = files::DISK.inside(folder);
    let inside = inside.map_err(|e| Failure::file(folder, &e))?;
    let files = inside
        .into_iter()
        .filter(|(path, is_folder)| !is_folder && is_yaml(path));
    Ok(files.map(|(path, _)| path).collect())
}

/// The settings, with the unit's own terms. A settings file that cannot be used is reported and left out.
fn held() -> Settings {
    let holding = settings::for_a_meeting(settings::path().as_deref(), &Overrides::default());
    if let Some(trouble) = holding.trouble {
        say_on(&mut io::stderr().lock(), &format!("{trouble}\n"));
    }
    holding.settings
}

fn summary(files: usize, errors: usize, warnings: usize) -> String {
    let count = |n: usize, word: &str| {
        if n == 1 {
            format!("1 {word}")
        } else {
            format!("{n} {word}s")
        }
    };
    format!(
        "{}: {}, {}\n",
        count(files, "file"),
        count(errors, "problem"),
        count(warnings, "warning")
    )
}

/// Checks the files of one folder, and those of them that belong together against each other.
fn folder(files: &[PathBuf], found: &mut FileProblems) -> Result<usize, Failure> {
    let FileProblems {
        problems,
        reports,
        notes,
        jargon,
        unread,
        many,
    } = found;
    let (mut findings, mut agendas, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
    for path in files {
        let text = match text(path) {
            Ok(text) => text,
            Err(why) if *many => {
                let why = String::from(Refusal::from(why));
                let why = why.strip_prefix(&name(path)).unwrap_or(&why);
                unread.push((path.clone(), why.trim_start_matches(':').trim().to_owned()));
                continue;
            }
            Err(why) => return Err(why),
        };
        let name = name(path);
        match FileKind::of(&text) {
            Some(FileKind::Findings) => {
                let read = yaml::read_findings(&name, &text);
                let terms = jargon.as_ref();
                reports.extend(terms.and_then(|j| reading::of_findings(&name, &read, j)));
                notes.extend(weighted(&name, read.value.as_ref()));
                let gaps = read.value.iter().flat_map(|f| unit_gaps(&f.unit));
                notes.extend(gaps.map(|gap| to_fill_in(&name, &gap)));
                findings.push((path.clone(), read));
            }
            Some(FileKind::Agenda) => agendas.push((path.clone(), yaml::read_agenda(&name, &text))),
            Some(FileKind::Outcome) => {
                let read = yaml::read_outcome(&name, &text);
                let terms = jargon.as_ref();
                reports.extend(terms.and_then(|j| reading::of_outcome(&name, &read, j)));
                problems.extend(read.problems.iter().cloned());
                outcomes.push((path.clone(), read));
            }
            Some(FileKind::Codebook) => problems.extend(yaml::read_codebook(&name, &text).problems),
            Some(FileKind::Booklet) => {
                let read = yaml::read_booklet(&name, &text);
                let gaps = read.value.iter().flat_map(booklet_gaps);
                notes.extend(gaps.map(|gap| to_fill_in(&name, gap)));
                problems.extend(read.problems);
            }
            Some(FileKind::Settings) => problems.extend(yaml::read_settings(&name, &text).problems),
            Some(FileKind::Programme) => {
                problems.extend(yaml::read_programme(&name, &text).problems);
            }
            Some(FileKind::Words) => problems.extend(Language::read(&name, &text).problems),
            None => problems.extend(by_name(path, &name, &text)),
        }
    }
    for (_, read) in &findings {
        problems.extend(read.problems.iter().cloned());
        problems.extend(yaml::left_out_of_print(read));
    }
    for (path, outcome) in &outcomes {
        // An outcome does not name its findings; in a unit folder there is one file of them.
        let beside = path.with_file_name("findings.yaml");
        let of_meeting = findings.iter().find(|(p, _)| same(p, &beside));
        if let Some(findings) = of_meeting.and_then(|(_, read)| read.value.as_ref()) {
            problems.extend(yaml::outcome_left_out_of_print(outcome, findings));
        }
    }
    for (path, agenda) in &agendas {
        problems.extend(agenda.problems.iter().cloned());
        problems.extend(missing_previous(path, agenda));
        let wanted = agenda
            .value
            .as_ref()
            .and_then(|a| a.findings.as_deref())
            .unwrap_or("findings.yaml");
        let wanted = path.parent().unwrap_or(Path::new(".")).join(wanted);
        if let Some((_, read)) = findings.iter().find(|(p, _)| same(p, &wanted)) {
            problems.extend(yaml::cross_check(read, agenda));
        } else if files::thing(&wanted)?.is_some() {
            // The agenda was given without its findings. The two are still compared, but the
            // findings' own problems are not reported: nobody asked for them.
            let text = text(&wanted)?;
            problems.extend(yaml::cross_check(
                &yaml::read_findings(&name(&wanted), &text),
                agenda,
            ));
        }
    }
    Ok(files.len())
}

/// Something that would be printed as it is, or be missing in print: no fault of the file.
fn to_fill_in(name: &str, gap: &str) -> String {
    format!("{name}: {gap}. `pledge prepare` has a field for it.")
}

/// The number of weighted results: no fault, and worth knowing.
fn weighted(name: &str, findings: Option<&Findings>) -> Option<String> {
    let all = findings?.themes.iter().flat_map(|t| &t.findings);
    let number = all
        .flat_map(|f| &f.results)
        .filter(|r| r.weighted.is_some())
        .count();
    match number {
        0 => None,
        1 => Some(format!(
            "{name}: 1 result is weighted, and shown with its own percentage."
        )),
        n => Some(format!(
            "{name}: {n} results are weighted, and shown with their own percentages."
        )),
    }
}

/// An outcome before that the agenda names and that is not there.
fn missing_previous(path: &Path, agenda: &Read<AgendaFile>) -> Option<Problem> {
    let named = agenda.value.as_ref()?.previous.as_deref()?;
    let there = path.parent().unwrap_or(Path::new(".")).join(named);
    // One that cannot be looked at is another problem, which the meeting says.
    matches!(files::thing(&there), Ok(None)).then(|| {
        agenda.places.problem(
            Severity::Error,
            "previous",
            format!("`{named}`, and there is no such file"),
            "the outcome.yaml of the meeting before",
            "correct the path; as it is, the meeting opens without a review",
        )
    })
}

/// The problems of a file without a header: it is read as its name suggests, and the missing header is among them.
fn by_name(path: &Path, name: &str, text: &str) -> Vec<Problem> {
    let stem = path
        .file_stem()
        .map_or_else(String::new, |s| s.to_string_lossy().to_lowercase());
    if stem.contains("agenda") {
        yaml::read_agenda(name, text).problems
    } else if stem.contains("outcome") {
        yaml::read_outcome(name, text).problems
    } else if stem.contains("booklet") {
        yaml::read_booklet(name, text).problems
    } else if stem.contains("programme") {
        yaml::read_programme(name, text).problems
    } else if stem.contains("settings") {
        yaml::read_settings(name, text).problems
    } else {
        yaml::read_findings(name, text).problems
    }
}

fn same(a: &Path, b: &Path) -> bool {
    // Not `canonicalize`, which fails for a file that is not there and has to ask a share that may
    // be away.
    let absolute = |p: &Path| std::path::absolute(p).ok();
    absolute(a) == absolute(b)
}
