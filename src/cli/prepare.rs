//! `pledge prepare`: the Pledge Lead's screen on a unit folder, and what is printed of a preparation.
//!
//! Its journal lies beside the files. Where somebody has edited the files by hand since, the files go before the journal: what was
//! saved is in them, and what was not is set aside and said.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
};

use clap::ValueEnum;

use super::{
    ViewOptions, clock, crash,
    failure::{Failure, say_on},
    files::{self, UnitFolder, name},
    launch::{self, local_folder},
    overrides::Overrides,
    past_meetings, paths, plain, settings,
};
use crate::{
    app::{
        prepare::{
            ListPictures, PictureFile, PlanSave, Planned, Preparing, TakeIn,
            opening::{self, UnitFiles},
        },
        shell::Scene as _,
    },
    domain::{
        agenda::{Activity, Agenda, PartialVoteSettings, VoteSettings},
        booklet::{Booklet, BookletSection},
        dates, evaluation,
        event_sourced::EventSourced,
        findings::Findings,
        preparation::{Preparation, PreparationBegan},
        refusal::{Refusal, refuse},
        settings::Settings,
        stamp::Stamp,
    },
    intake::privacy,
    publish::{booklet::preview::BookletPreview, markdown, page::Picture, words::ENGLISH},
    store::{
        disk::{Disk, RealDisk},
        journal::Journal,
        made,
        places::Places,
        session::Session,
    },
    tui::{self, ExitReason},
    yaml::{self, AgendaFile, Severity},
};

/// The settings of the booklet, in the unit's folder.
const BOOKLET: &str = "booklet.yaml";

/// The arguments of the command.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Args {
    /// A unit folder; the current folder where it is left out
    path: Option<PathBuf>,
    /// Print something instead of opening the screen: the agenda on one page, or what is missing
    #[arg(long, value_name = "WHAT")]
    to: Option<To>,
    /// The file that is written, its ending says as what: .html, .md, .pdf; `-` is standard output
    #[arg(short, long, value_name = "FILE", requires = "to")]
    output: Option<PathBuf>,
}

/// The pages that can be printed of a preparation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// The agenda on one page, for the room
    Agenda,
    /// Everything that is still missing, a line each
    Missing,
}

/// The three files as they are.
struct FileTexts {
    findings: Option<String>,
    agenda: Option<String>,
    booklet: Option<String>,
}

/// The content of the three files.
struct FileContents {
    findings: Findings,
    file: AgendaFile,
    booklet: Booklet,
}

/// Opens the screen on a folder.
pub(super) fn at(
    folder: &Path,
    overrides: &Overrides,
    way: ViewOptions,
) -> Result<ExitCode, Failure> {
    let args = Args {
        path: Some(folder.to_path_buf()),
        to: None,
        output: None,
    };
    run(&args, overrides, way)
}

pub(super) fn run(
    args: &Args,
    overrides: &Overrides,
    way: ViewOptions,
) -> Result<ExitCode, Failure> {
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    let unit = UnitFolder::at(path)?;
    let holding = settings::for_a_meeting(settings::path().as_deref(), overrides);
    match args.to {
        Some(To::Agenda) => {
            return super::export::agenda_page(path, args.output.as_deref());
        }
        Some(To::Missing) => return missing(&unit),
        None => {}
    }
    // Without a terminal nobody answers: what is missing is said line by line.
    if !way.plain && !tui::is_tty() {
        missing(&unit)?;
        return booklet_in_words(&unit);
    }
    // The first comment that is opened would wait for it.
    thread::spawn(privacy::make_ready);
    let now = clock::now();
    let below = vote_below(&unit, &holding.settings);
    let session = open(&unit, &below, now)?;
    let findings = findings_path(&unit)?;
    let over = over(&unit)?;
    let hooks = (
        plan(&unit, findings, below, over.is_some()),
        take_in(&unit, over.is_some()),
    );
    let folder = name(&unit.folder);
    let palette = holding.settings.palette;
    let mut preparing = Preparing::new(session, folder, palette, hooks, now)
        .with_pictures(pictures(&unit))
        .with_made(made(&unit))
        .with_evaluations(&past_meetings::evaluations(&unit));
    if let Some(why) = over {
        preparing = preparing.with_booklet_only(why);
    }
    preparing.shell_mut().save_palette = settings::save_palette();
    if way.plain {
        plain::run(&mut preparing);
        launch::remember(&unit.folder);
        say_on(&mut io::stdout().lock(), &goodbye(&preparing, &unit));
        return Ok(ExitCode::SUCCESS);
    }
    let options = launch::options(&holding.settings);
    let again = format!("pledge prepare {}", paths::argument(&unit.folder));
    crash::opens_again_with(again);
    let ending =
        tui::run(&mut preparing, &options, crash::clock).map_err(|e| launch::no_screen(&e))?;
    launch::remember(&unit.folder);
    if ending != ExitReason::HangUp {
        say_on(&mut io::stdout().lock(), &goodbye(&preparing, &unit));
    }
    Ok(launch::code_of(ending))
}

fn goodbye<D: Disk>(preparing: &Preparing<D>, unit: &UnitFolder) -> String {
    let shown = name(&unit.folder);
    let again = paths::argument(Path::new(&shown));
    let missing = preparing.missing().len();
    let mut text = if preparing.is_unsaved() {
        format!("What you changed is kept and not in the files yet: pledge prepare {again}\n")
    } else {
        format!("Everything is in the files of {shown}.\n")
    };
    if missing > 0 {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "Still missing: {missing}; pledge prepare {again} --to missing"
        );
    }
    text
}

/// Prints everything that is still missing, a line each, with the agenda and its times.
fn missing(unit: &UnitFolder) -> Result<ExitCode, Failure> {
    let said = said(unit, &texts(unit)?)?;
    let began = PreparationBegan {
        findings: said.findings,
        agenda: said.file.agenda,
        previous: said.file.previous,
        booklet: said.booklet,
        ..PreparationBegan::default()
    };
    // What was read is in the journal, where there is one.
    let read = journal(unit).map_or_else(BTreeSet::new, |j| j.state().read.clone());
    let prepared = Preparation::begin(&PreparationBegan { read, ..began });
    let mut text = String::new();
    let clock = prepared.agenda.clock().unwrap_or_default();
    for (i, item) in prepared.agenda.items.iter().enumerate() {
        let at = clock
            .get(i)
            .map_or_else(String::new, |t| format!("{}  ", dates::hm(*t)));
        let what = match &item.what {
            Activity::Stage(stage) => stage.title().to_owned(),
            Activity::Break(what) => what.clone(),
            Activity::Theme(id) => {
                let theme = prepared.findings.theme(id);
                theme.map_or_else(|| id.clone(), |t| t.title.clone())
            }
        };
        let _ = writeln!(text, "{at}{:>3} min  {what}", item.minutes);
    }
    if let Some(end) = clock.last() {
        let _ = writeln!(text, "{}  end", dates::hm(*end));
    }
    if has_unsaved(unit) {
        text.push_str("\nThis is what the files say: some changes are not saved yet.\n");
    }
    let missing = prepared.missing_beside(&made(unit));
    if missing.is_empty() {
        text.push_str("\nNothing is missing.\n");
    } else {
        text.push_str("\nStill missing:\n");
    }
    for missing in &missing {
        let _ = writeln!(text, "  {}", missing.what);
    }
    let needs = prepared.to_see_to();
    if !needs.is_empty() {
        text.push_str("\nFor somebody to see to:\n");
    }
    for (need, people) in &needs {
        let _ = match people {
            1 => writeln!(text, "  {need}"),
            n => writeln!(text, "  {need}, for {n} people"),
        };
    }
    let trend = evaluation::trend(&past_meetings::evaluations(unit));
    if !trend.is_empty() {
        text.push_str("\nWhat rooms said of your meetings, from 1 to 5:\n");
    }
    for (question, said) in &trend {
        let _ = writeln!(text, "  {question}: {said}");
    }
    say_on(&mut io::stdout().lock(), &text);
    Ok(ExitCode::SUCCESS)
}

/// Prints the cover, the contact page and the imprint of the booklet as they would be.
fn booklet_in_words(unit: &UnitFolder) -> Result<ExitCode, Failure> {
    let said = said(unit, &texts(unit)?)?;
    let preview = BookletPreview {
        unit: &said.findings.unit,
        findings: &said.findings,
        agenda: &said.file.agenda,
        wishes: &said.booklet,
    };
    let mut paper = preview.document(&ENGLISH);
    paper.blocks = [BookletSection::Better, BookletSection::Imprint]
        .into_iter()
        .flat_map(|section| preview.section(section, &ENGLISH))
        .collect();
    let text = format!(
        "\nThe booklet will say (booklet.yaml has its settings):\n\n{}",
        markdown::write(&paper)
    );
    say_on(&mut io::stdout().lock(), &text);
    Ok(ExitCode::SUCCESS)
}

/// The papers that `pledge` made into the unit's folder `out` and that are still there, by name.
fn made(unit: &UnitFolder) -> Vec<String> {
    let out = unit.folder.join("out");
    // A list that cannot be read names no paper: then one is asked for that is there, which harms nobody.
    let listed = made::Listed::of(&RealDisk, &out).unwrap_or_default();
    let names = listed.names().filter(|name| out.join(name).exists());
    names.map(str::to_owned).collect()
}

fn places(unit: &UnitFolder) -> Result<Places, Failure> {
    Ok(Places {
        folder: unit.folder.clone(),
        local: local_folder()?,
    })
}

/// The findings' file: what the agenda names, else `findings.yaml`.
fn findings_path(unit: &UnitFolder) -> Result<PathBuf, Failure> {
    let text = files::optional(&unit.agenda)?;
    let file = text.and_then(|t| yaml::read_agenda("", &t).value);
    let named = file.and_then(|f| f.findings);
    Ok(named.map_or_else(|| unit.findings.clone(), |f| unit.named(f)))
}

fn texts(unit: &UnitFolder) -> Result<FileTexts, Failure> {
    Ok(FileTexts {
        findings: files::optional(&findings_path(unit)?)?,
        agenda: files::optional(&unit.agenda)?,
        booklet: files::optional(&unit.folder.join(BOOKLET))?,
    })
}

/// Reads the three files; every error in all of them is in the failure.
fn said(unit: &UnitFolder, texts: &FileTexts) -> Result<FileContents, Failure> {
    let Some(findings) = &texts.findings else {
        return Err(Failure::new(format!(
            "{}: there is no findings.yaml",
            unit.folder.display()
        ))
        .hint("`pledge new FOLDER --template NAME` starts a unit, `pledge import` brings in what patients said"));
    };
    let path = findings_path(unit)?;
    if path != unit.findings {
        files::is_one(&path, findings, yaml::FileKind::Findings)?;
    }
    let findings = yaml::read_findings(&name(&path), findings);
    let agenda = texts
        .agenda
        .as_ref()
        .map(|text| yaml::read_agenda(&name(&unit.agenda), text));
    let mut problems = findings.problems.clone();
    if let Some(agenda) = &agenda {
        problems.extend(agenda.problems.iter().cloned());
    }
    let booklet = texts
        .booklet
        .as_ref()
        .map(|text| yaml::read_booklet(BOOKLET, text));
    if let Some(booklet) = &booklet {
        problems.extend(booklet.problems.iter().cloned());
    }
    problems.retain(|p| p.severity == Severity::Error);
    // A file that cannot be read must not be taken for an empty one: saving would write over it.
    let booklet = match booklet {
        None => Some(Booklet::default()),
        Some(read) => read.value,
    };
    let Some(booklet) = booklet else {
        return Err(files::refused(&problems));
    };
    match (findings.value, agenda.map(|a| a.value)) {
        (Some(findings), None) => {
            let agenda = Agenda::from_findings(&findings);
            Ok(FileContents {
                findings,
                file: AgendaFile {
                    findings: Some("findings.yaml".to_owned()),
                    previous: None,
                    vote: PartialVoteSettings::default(),
                    agenda,
                },
                booklet,
            })
        }
        (Some(findings), Some(Some(file))) => Ok(FileContents {
            findings,
            file,
            booklet,
        }),
        _ => Err(files::refused(&problems)),
    }
}

/// The journal of the last preparation; `None` if there is none that can be read.
fn journal(unit: &UnitFolder) -> Option<Journal<Preparation>> {
    opening::last_journal(&RealDisk, &places(unit).ok()?)
}

/// The vote settings for keys that the agenda leaves out: those of the meeting that has begun, else of the settings file.
fn vote_below(unit: &UnitFolder, settings: &Settings) -> VoteSettings {
    match files::meeting(unit) {
        Ok(Some(journal)) => journal.state().agenda().vote.clone(),
        // A journal that cannot be read keeps nobody from preparing; opening the meeting reports
        // it.
        _ => settings.vote.clone(),
    }
}

/// True if a preparation of this folder holds changes that are in no file. `pledge forget` has to know.
pub(super) fn has_unsaved(unit: &UnitFolder) -> bool {
    journal(unit).is_some_and(|j| opening::has_unsaved(&j))
}

/// Opens the preparation of a folder: goes on with its journal, or begins with its files.
fn open(
    unit: &UnitFolder,
    below: &VoteSettings,
    now: Stamp,
) -> Result<Session<Preparation, RealDisk>, Failure> {
    let places = places(unit)?;
    let texts = texts(unit)?;
    let mut said = said(unit, &texts)?;
    said.file.agenda.vote = said.file.vote.or(below);
    let there: Vec<&str> = [&texts.findings, &texts.agenda, &texts.booklet]
        .into_iter()
        .filter_map(|text| text.as_deref())
        .collect();
    let files = UnitFiles {
        findings: said.findings,
        agenda: said.file.agenda,
        previous: said.file.previous,
        booklet: said.booklet,
        texts: &there,
    };
    let session = opening::open(
        RealDisk,
        places,
        &launch::who(),
        clock::fresh_id(),
        files,
        now,
    )?;
    Ok(session)
}

/// The reason why only the booklet can be changed; `None` before the meeting.
fn over(unit: &UnitFolder) -> Result<Option<Refusal>, Failure> {
    if !unit.folder.join("outcome.yaml").exists() {
        return Ok(None);
    }
    let outcome = files::outcome(unit)?;
    let day = outcome.and_then(|o| o.meeting.date);
    let day = day.map_or_else(String::new, |d| format!(" of {}", dates::say(d)));
    Ok(Some(
        Refusal::new(format!(
            "The meeting{day} is over: only the booklet can be changed."
        ))
        .with_hint(format!(
            "`pledge new FOLDER --previous {}` starts the next one.",
            name(&unit.folder)
        )),
    ))
}

/// The pictures in the unit's folder, each with the reason why it cannot be printed.
fn pictures(unit: &UnitFolder) -> ListPictures {
    let folder = unit.folder.clone();
    Box::new(move || {
        let inside = files::DISK.inside(&folder).unwrap_or_default();
        let files = inside.into_iter().filter(|(_, is_folder)| !is_folder);
        let mut pictures: Vec<PictureFile> = files
            .filter(|(path, _)| Booklet::is_picture_name(&name(path)))
            .map(|(path, _)| PictureFile {
                name: name(&path),
                fault: picture_fault(&path),
            })
            .collect();
        pictures.sort_by(|a, b| a.name.cmp(&b.name));
        pictures
    })
}

/// The reason why a picture cannot be printed, as making the booklet would give it.
fn picture_fault(path: &Path) -> Option<String> {
    let bytes = match files::DISK.read(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Some("it is gone".to_owned()),
        Err(error) => return Some(error.to_string()),
    };
    if bytes.len() > Picture::MOST {
        return Some(format!(
            "it has {} kB, and {} at most are printed: save it smaller",
            bytes.len() / 1000,
            Picture::MOST / 1000
        ));
    }
    match Picture::new(bytes, String::new()) {
        Some(_) => None,
        None => Some("it is neither a PNG nor a JPEG: save it as PNG".to_owned()),
    }
}

/// Plans the files to save: each as its author laid it out, with the changes.
fn plan(unit: &UnitFolder, findings: PathBuf, below: VoteSettings, only_booklet: bool) -> PlanSave {
    let unit = unit.clone();
    Box::new(move |state| {
        let booklet = plan_booklet(&unit, &state.booklet)?;
        if only_booklet {
            return Ok(booklet.into_iter().collect());
        }
        let (old_findings, old_agenda) =
            (files::optional(&findings)?, files::optional(&unit.agenda)?);
        let before = old_agenda
            .as_ref()
            .and_then(|t| yaml::read_agenda("", t).value);
        let file = AgendaFile {
            findings: before
                .as_ref()
                .map_or_else(|| Some("findings.yaml".to_owned()), |b| b.findings.clone()),
            previous: state.previous.clone(),
            vote: before.map(|b| b.vote).unwrap_or_default(),
            agenda: state.agenda.clone(),
        };
        let file = AgendaFile {
            vote: file.vote.with(&file.agenda.vote, &below),
            ..file
        };
        let findings_now = match &old_findings {
            Some(old) => yaml::keep_findings(old, &state.findings),
            None => yaml::UpdatedFile {
                text: yaml::write_findings(&state.findings),
                lost: Vec::new(),
            },
        };
        let agenda_now = match &old_agenda {
            Some(old) => yaml::keep_agenda(old, &file),
            None => yaml::UpdatedFile {
                text: yaml::write_agenda(&file),
                lost: Vec::new(),
            },
        };
        // Before anything is written: whatever is saved here, the meeting has to open.
        let read = yaml::read_agenda("agenda.yaml", &agenda_now.text);
        if let Some(problem) = read.problems.iter().find(|p| p.severity == Severity::Error) {
            return refuse(problem.to_string());
        }
        let mut planned = vec![
            Planned {
                path: findings.clone(),
                bytes: findings_now.text.into_bytes(),
                before: old_findings.map(String::into_bytes),
                lost: findings_now.lost,
            },
            Planned {
                path: unit.agenda.clone(),
                bytes: agenda_now.text.into_bytes(),
                before: old_agenda.map(String::into_bytes),
                lost: agenda_now.lost,
            },
        ];
        planned.extend(booklet);
        Ok(planned)
    })
}

/// The booklet's settings to save; `None` where there is no file and nothing to say.
fn plan_booklet(unit: &UnitFolder, booklet: &Booklet) -> Result<Option<Planned>, Refusal> {
    let path = unit.folder.join(BOOKLET);
    let old = files::optional(&path)?;
    if old.is_none() && *booklet == Booklet::default() {
        return Ok(None);
    }
    let now = match &old {
        Some(old) => yaml::keep_booklet(old, booklet),
        None => yaml::UpdatedFile {
            text: yaml::write_booklet(booklet),
            lost: Vec::new(),
        },
    };
    // Before it is written: the papers have to read it.
    let read = yaml::read_booklet(BOOKLET, &now.text);
    if let Some(problem) = read.problems.iter().find(|p| p.severity == Severity::Error) {
        return refuse(problem.to_string());
    }
    Ok(Some(Planned {
        path,
        bytes: now.text.into_bytes(),
        before: old.map(String::into_bytes),
        lost: now.lost,
    }))
}

/// Hands what was saved to the meeting that has begun, if one has.
fn take_in(unit: &UnitFolder, only_booklet: bool) -> TakeIn {
    let unit = unit.clone();
    Box::new(move |state, at| {
        if only_booklet {
            return Ok(None);
        }
        let places = places(&unit)?;
        // A lock would be left in a folder without a meeting.
        if !places.journal().exists() {
            return Ok(None);
        }
        opening::take_in(RealDisk, places, &launch::who(), state, at)
    })
}
