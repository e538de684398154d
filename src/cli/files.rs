//! A unit folder's files, read: what a meeting begins with.

use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
    time::Duration,
};

use jiff::civil::Date;

use super::{failure::Failure, paths};
use crate::{
    domain::{
        agenda::{Agenda, PartialVoteSettings},
        findings::Findings,
        meeting::Meeting,
        outcome::Outcome,
        settings::Settings,
        stamp::Stamp,
    },
    store::{
        careful::CarefulDisk,
        disk::{Disk, RealDisk, Thing},
        journal::Journal,
    },
    yaml::{self, AgendaFile, FileKind, Problem, Read, Severity},
};

/// The patience of a command with a folder, such as one on a share that is away.
const PATIENCE: Duration = Duration::from_secs(2);

/// The disk from which commands read. It gives up what does not answer.
// One for the whole program, so that a share that hangs is waited for once.
pub(super) static DISK: LazyLock<CarefulDisk<RealDisk>> =
    LazyLock::new(|| CarefulDisk::new(RealDisk, PATIENCE));

/// The kind of thing at a path.
pub(super) fn thing(path: &Path) -> Result<Option<Thing>, Failure> {
    DISK.thing(path).map_err(|e| Failure::file(path, &e))
}

/// A unit folder and what was asked for in it.
#[derive(Clone, Debug)]
pub(super) struct UnitFolder {
    /// The folder, absolute.
    pub(super) folder: PathBuf,
    /// `findings.yaml`, or what the agenda names.
    pub(super) findings: PathBuf,
    /// `agenda.yaml`, or what was asked for; it may not be there.
    pub(super) agenda: PathBuf,
}

impl UnitFolder {
    /// The unit that a path is, or belongs to.
    pub(super) fn at(path: &Path) -> Result<Self, Failure> {
        // Not `canonicalize`: on Windows that gives `\\?\` paths, which are shown to people, and
        // which some programs refuse.
        let path = std::path::absolute(path).map_err(|e| Failure::file(path, &e))?;
        let thing = thing(&path)?;
        if thing == Some(Thing::Folder) {
            return Ok(Self {
                findings: path.join("findings.yaml"),
                agenda: path.join("agenda.yaml"),
                folder: path,
            });
        }
        if thing.is_none() {
            return Err(Failure::new(format!("{}: there is no such file or folder", path.display()))
                .hint("give a unit folder, which holds findings.yaml and agenda.yaml; `pledge demo` opens a sample"));
        }
        let folder = path
            .parent()
            .map_or_else(|| path.clone(), Path::to_path_buf);
        let mut unit = Self {
            findings: folder.join("findings.yaml"),
            agenda: folder.join("agenda.yaml"),
            folder,
        };
        let text = text(&path)?;
        match FileKind::of(&text) {
            Some(FileKind::Findings) => unit.findings = path,
            Some(FileKind::Agenda) => unit.agenda = path,
            _ => {}
        }
        Ok(unit)
    }
}

impl UnitFolder {
    /// The path of what a file of the unit names.
    pub(super) fn named(&self, path: impl AsRef<Path>) -> PathBuf {
        paths::below(&self.folder, path)
    }
}

/// The inputs of a meeting, and warnings about them.
#[derive(Debug)]
pub(super) struct Beginning {
    pub(super) findings: Findings,
    pub(super) agenda: Agenda,
    pub(super) previous: Option<Outcome>,
    /// A sentence, where the agenda names an outcome before and there is no such file.
    pub(super) missing: Option<String>,
}

/// Reads what a meeting begins with; what its agenda leaves open is as it is set. Every problem of every file is in the
/// failure.
pub(super) fn beginning(unit: &UnitFolder, settings: &Settings) -> Result<Beginning, Failure> {
    let agenda_text = optional(&unit.agenda)?;
    let agenda = agenda_text
        .as_deref()
        .map(|text| yaml::read_agenda(&name(&unit.agenda), text));
    let named = agenda.as_ref().and_then(|a| a.value.as_ref());
    let named = named.and_then(|a| a.findings.as_ref());
    let findings_path = named.map_or_else(|| unit.findings.clone(), |f| unit.named(f));
    let Some(findings_text) = optional(&findings_path)? else {
        return Err(Failure::new(format!("{}: there is no such file", findings_path.display()))
            .hint("a unit folder holds findings.yaml; `pledge demo` opens a sample that shows what it looks like"));
    };
    if named.is_some() {
        is_one(&findings_path, &findings_text, FileKind::Findings)?;
    }
    let findings = yaml::read_findings(&name(&findings_path), &findings_text);
    let mut problems = findings.problems.clone();
    if let Some(agenda) = &agenda {
        problems.extend(agenda.problems.iter().cloned());
        problems.extend(yaml::cross_check(&findings, agenda));
    }
    let Previous {
        outcome: previous,
        problems: more,
        missing,
    } = previous(unit, agenda.as_ref())?;
    problems.extend(more);
    // A warning keeps no room from meeting. `pledge check` shows them.
    problems.retain(|p| p.severity == Severity::Error);
    let agenda_value = agenda.map(|a| a.value);
    match (findings.value.map(Findings::for_meeting), agenda_value) {
        (Some(findings), None) if problems.is_empty() => {
            let mut agenda = Agenda::from_findings(&findings);
            settings.fill(&mut agenda, &PartialVoteSettings::default());
            Ok(Beginning {
                findings,
                agenda,
                previous,
                missing,
            })
        }
        (Some(findings), Some(Some(file))) if problems.is_empty() => {
            let mut agenda = file.agenda;
            settings.fill(&mut agenda, &file.vote);
            if agenda.items.is_empty() {
                agenda.items = Agenda::from_findings(&findings).items;
            }
            Ok(Beginning {
                findings,
                agenda,
                previous,
                missing,
            })
        }
        _ => Err(refused(&problems)),
    }
}

/// The outcome before, as far as it is there.
#[derive(Debug, Default)]
struct Previous {
    outcome: Option<Outcome>,
    problems: Vec<Problem>,
    missing: Option<String>,
}

/// A folder that was moved or copied without the one beside it is no reason not to meet.
fn previous(unit: &UnitFolder, agenda: Option<&Read<AgendaFile>>) -> Result<Previous, Failure> {
    let path = agenda
        .and_then(|a| a.value.as_ref())
        .and_then(|a| a.previous.as_ref());
    let Some(path) = path.map(|p| unit.named(p)) else {
        return Ok(Previous::default());
    };
    let Some(text) = optional(&path)? else {
        return Ok(Previous {
            missing: Some(format!(
                "There is no Review: the outcome of the meeting before is not there ({}).",
                path.display()
            )),
            ..Previous::default()
        });
    };
    is_one(&path, &text, FileKind::Outcome)?;
    let read = yaml::read_outcome(&name(&path), &text);
    Ok(Previous {
        outcome: read.value,
        problems: read.problems,
        missing: None,
    })
}

/// Refuses a file that another one names and that lacks the right header: a message would show its first line to anybody who
/// opens the folder.
pub(super) fn is_one(path: &Path, text: &str, kind: FileKind) -> Result<(), Failure> {
    if FileKind::of(text) == Some(kind) {
        return Ok(());
    }
    let (key, header) = match kind {
        FileKind::Findings => ("findings", "findings/1"),
        _ => ("previous", "outcome/1"),
    };
    Err(Failure::new(format!(
        "{}: agenda.yaml names this file as `{key}:`, and it is none",
        name(path)
    ))
    .hint(format!(
        "correct the path; such a file begins with `pledge: {header}`"
    )))
}

/// Problems that keep a meeting from opening.
pub(super) fn refused(problems: &[Problem]) -> Failure {
    let text: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let n = problems.len();
    let head = if n == 1 {
        "a problem keeps".to_owned()
    } else {
        format!("{n} problems keep")
    };
    Failure::new(format!(
        "{head} the meeting from opening; no file was changed\n\n{}",
        text.join("\n")
    ))
    .hint("`pledge check FOLDER` shows warnings as well")
}

/// The outcome of the unit's folder, if there is one.
pub(super) fn outcome(unit: &UnitFolder) -> Result<Option<Outcome>, Failure> {
    let path = unit.folder.join("outcome.yaml");
    let Some(text) = optional(&path)? else {
        return Ok(None);
    };
    let read = yaml::read_outcome(&name(&path), &text);
    let Some(mut outcome) = read.value else {
        return Err(refused(&read.problems));
    };
    // When it ended is what makes it one that is over.
    let held = &mut outcome.meeting;
    if held.ended.is_none() {
        let evening = |day: Date| Stamp::new(day.at(17, 0, 0, 0), 0);
        held.ended = held.started.or_else(|| held.date.map(evening));
    }
    if held.ended.is_none() {
        return Err(Failure::new(format!(
            "{}: it does not say when the meeting was",
            name(&path)
        ))
        .hint("write `date: 2026-11-24` into its `meeting:`"));
    }
    Ok(Some(outcome))
}

/// The findings as the file has them now, if it can be read without an error.
pub(super) fn findings_now(unit: &UnitFolder) -> Option<Findings> {
    // Problems are no concern here: the meeting has its findings in the journal, and the file's are
    // only offered as news.
    let text = optional(&unit.findings).ok().flatten()?;
    yaml::read_findings(&name(&unit.findings), &text)
        .value
        .map(Findings::for_meeting)
}

/// A file's text; it has to be there.
pub(super) fn text(path: &Path) -> Result<String, Failure> {
    optional(path)?
        .ok_or_else(|| Failure::new(format!("{}: there is no such file", path.display())))
}

/// A file's text, where there is such a file.
pub(super) fn optional(path: &Path) -> Result<Option<String>, Failure> {
    let bytes = DISK.read(path).map_err(|e| Failure::file(path, &e))?;
    let Some(bytes) = bytes else { return Ok(None) };
    String::from_utf8(bytes).map(Some).map_err(|e| {
        // Editors show lines and no byte offsets.
        let line = e
            .as_bytes()
            .iter()
            .take(e.utf8_error().valid_up_to())
            .filter(|b| **b == b'\n')
            .count()
            + 1;
        Failure::new(format!("{}:{line}: this is not UTF-8 text", path.display()))
            .hint("save it again as UTF-8 in the editor it was written with")
    })
}

/// A path as problems name it: short where it is below the current folder.
pub(super) fn name(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let short = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    short
        .unwrap_or_else(|| path.to_path_buf())
        .display()
        .to_string()
}

/// The meeting as its journal has it; nothing is locked or written.
pub(super) fn meeting(unit: &UnitFolder) -> Result<Option<Journal<Meeting>>, Failure> {
    let path = unit.folder.join("meeting.journal");
    let Some(bytes) = DISK
        .read_record(&path)
        .map_err(|e| Failure::file(&path, &e))?
    else {
        return Ok(None);
    };
    // Without the lock the last line may be half written. It is left out, as a torn one is.
    let opened = Journal::open(&bytes)
        .map_err(|damage| Failure::new(format!("{}: {damage}", path.display())))?;
    Ok(opened.map(|(journal, _)| journal))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::domain::{
        agenda::VoteSettings,
        vote::{method::Method, settings::Weight},
    };

    const FINDINGS: &str = "pledge: findings/1\nunit: {name: N}\nsurvey: {title: S, period: \"2026\"}\nthemes: [{id: t, title: T}]\n";

    fn set() -> Settings {
        Settings {
            vote: VoteSettings {
                method: Method::Hands,
                weight: Weight::Head,
                apart_from: 4,
                dots: Some(6),
            },
            currency: "EUR".to_owned(),
            ..Settings::default()
        }
    }

    /// The agenda of a meeting whose file has these lines, or that has none.
    fn agenda(lines: Option<&str>) -> Agenda {
        let folder = TempDir::new().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            RealDisk.replace(&path, text.as_bytes(), false).unwrap();
        };
        put("findings.yaml", FINDINGS);
        if let Some(lines) = lines {
            let text = format!(
                "pledge: agenda/1\nmeeting: {{title: M}}\nitems: [{{stage: vote, minutes: 5}}]\n{lines}\n"
            );
            put("agenda.yaml", &text);
        }
        beginning(&UnitFolder::at(folder.path()).unwrap(), &set())
            .unwrap()
            .agenda
    }

    #[test]
    fn a_meeting_without_an_agenda_goes_by_the_settings() {
        let made = agenda(None);
        assert_eq!(made.vote, set().vote);
        assert_eq!(made.capacity.currency.as_deref(), Some("EUR"));
        assert_eq!(made.meeting.title, "Meeting of N");
    }

    #[test]
    fn an_agenda_goes_before_the_settings_key_by_key() {
        let silent = agenda(Some("capacity: {money: 5}"));
        assert_eq!(silent.vote, set().vote);
        assert_eq!(silent.capacity.currency.as_deref(), Some("EUR"));
        assert_eq!(silent.capacity.money, Some(5));
        for (lines, vote) in [
            (
                // What it says is the default, and said all the same.
                "vote: {method: score}",
                VoteSettings {
                    method: Method::Score,
                    ..set().vote
                },
            ),
            (
                "vote: {weight: balanced, apart_from: 2}",
                VoteSettings {
                    weight: Weight::Balanced,
                    apart_from: 2,
                    ..set().vote
                },
            ),
            (
                "vote: {dots: 3}",
                VoteSettings {
                    dots: Some(3),
                    ..set().vote
                },
            ),
        ] {
            assert_eq!(agenda(Some(lines)).vote, vote, "{lines}");
        }
        let said = agenda(Some("capacity: {currency: SEK}"));
        assert_eq!(said.capacity.currency.as_deref(), Some("SEK"));
    }
}
