//! `pledge export`: the results of a meeting as papers, tables and calendars, for people and for other programs.

mod material;
mod pb;

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::ValueEnum;

pub(super) use self::material::Material;
use super::{
    clock,
    failure::{Failure, say_on},
    files::{self, UnitFolder},
    overrides::Overrides,
};
use crate::{
    publish::{
        action_log, agenda, ask, ballots, booklet, calendar, html, markdown, minutes, pack,
        page::{Document, PaperSize},
        set, share,
        words::language::Language,
    },
    store::{
        disk::{Disk, RealDisk},
        made,
    },
    yaml,
};

/// The formats and papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// The booklet for patients, as one HTML file that prints well
    Html,
    /// The booklet as PDF
    Pdf,
    /// The booklet as Markdown
    Md,
    /// The minutes
    Minutes,
    /// Due dates and reviews for a calendar
    Ics,
    /// The action log as comma-separated values
    Csv,
    /// The action log as an Excel workbook
    Xlsx,
    /// One page for whoever holds the money: name the goal after it
    Ask,
    /// The outcome with roles for names
    Share,
    /// A voting slip to copy, in large print
    Ballots,
    /// The papers to send before the meeting, in large print
    Pack,
    /// The agenda on one page, for the room
    Agenda,
    /// The last round's ballots as a Pabulib file, without names and groups, to be counted elsewhere
    Pb,
    /// The fixed sentences of the papers as YAML, to be translated: `--language FILE` reads them
    Words,
    /// All papers, into the unit's folder `out`
    All,
}

/// The sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum SheetSize {
    /// 210 x 297 mm
    #[default]
    A4,
    /// 148 x 210 mm
    A5,
}

/// The arguments of the command.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The unit folder of the meeting
    path: PathBuf,
    /// The goal's id, for `--to ask`
    goal: Option<String>,
    /// The paper or format to make
    #[arg(long, value_enum)]
    to: Format,
    /// The file, whose ending may choose html, md or pdf; standard output where it is left out or `-`
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// In letters of 18 point
    #[arg(long)]
    large_print: bool,
    /// The size of a sheet
    #[arg(long, value_enum, default_value_t)]
    paper: SheetSize,
    /// The language of the fixed sentences: en, cy, or a file with a table of them
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// A ballot file with the hours beside the money, which the format's own checker does not know
    #[arg(long)]
    hours: bool,
}

/// The file format of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PaperFormat {
    Html,
    Markdown,
    Pdf,
}

/// Makes it and puts it where it is wanted.
pub(super) fn run(args: &Args, overrides: &Overrides) -> Result<ExitCode, Failure> {
    let unit = UnitFolder::at(&args.path)?;
    let settings =
        super::settings::for_a_meeting(super::settings::path().as_deref(), overrides).settings;
    let mut material = Material::of(&unit, &settings, clock::now())?;
    if let Some(named) = &args.language {
        material.language = material::language(named)?;
    }
    remarks(&material.language);
    if args.goal.is_some() && args.to != Format::Ask {
        return Err(Failure::new("a goal is named for `--to ask` only"));
    }
    if args.to == Format::All {
        if args.output.is_some() {
            return Err(Failure::new(
                "`--to all` writes into the folder `out` of the unit, so `-o` has no place",
            ));
        }
        return all(&unit, &material);
    }
    ending_fits(args)?;
    let bytes = make(args, &material)?;
    let out = args.output.as_deref().filter(|o| *o != Path::new("-"));
    if let Some(out) = out {
        spare(out)?;
        RealDisk
            .replace(out, &bytes, true)
            .map_err(|e| Failure::file(out, &e))?;
        hint(&format!("Written: {}\n", out.display()));
    } else if std::str::from_utf8(&bytes).is_err() && io::stdout().is_terminal() {
        return Err(Failure::new(
            "this is a file for another program, and nothing to read in a terminal",
        )
        .hint("`-o FILE` writes it into a file"));
    } else {
        // Bytes as they are: each format's writer has cleaned the text in them.
        let mut out = io::stdout().lock();
        match out.write_all(&bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                return Err(Failure::new(format!("standard output: {error}")));
            }
            // Nobody may be reading any more, which is no error.
            _ => {}
        }
    }
    if material.is_draft()
        && !matches!(
            args.to,
            Format::Pack | Format::Ballots | Format::Agenda | Format::Pb | Format::Words
        )
    {
        hint("The meeting is not over: this is marked as a draft. Close saves it.\n");
    }
    Ok(ExitCode::SUCCESS)
}

/// The agenda of a folder on one page, as `pledge prepare --to agenda` prints it.
pub(super) fn agenda_page(
    path: &Path,
    output: Option<&Path>,
    overrides: &Overrides,
) -> Result<ExitCode, Failure> {
    let args = Args {
        path: path.to_path_buf(),
        goal: None,
        to: Format::Agenda,
        output: output.map(Path::to_path_buf),
        large_print: false,
        paper: SheetSize::A4,
        language: None,
        hours: false,
    };
    run(&args, overrides)
}

/// Refuses a file ending that does not fit the format.
fn ending_fits(args: &Args) -> Result<(), Failure> {
    let ending = args.output.as_deref().and_then(Path::extension);
    let Some(ending) = ending.map(|e| e.to_string_lossy().to_lowercase()) else {
        return Ok(());
    };
    let fit: &[&str] = match args.to {
        Format::Html => &["html", "htm"],
        Format::Pdf => &["pdf"],
        Format::Md => &["md", "markdown", "txt"],
        Format::Minutes | Format::Ask | Format::Ballots | Format::Pack | Format::Agenda => {
            &["html", "htm", "md", "pdf"]
        }
        Format::Ics => &["ics"],
        Format::Csv => &["csv"],
        Format::Xlsx => &["xlsx"],
        Format::Share | Format::Words => &["yaml", "yml"],
        Format::Pb => &["pb"],
        Format::All => return Ok(()),
    };
    if fit.contains(&ending.as_str()) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "a file that ends in .{ending} would hold something else"
    ))
    .hint(format!("these endings fit: .{}", fit.join(", ."))))
}

/// The files that a meeting is made of.
const OF_A_MEETING: [&str; 7] = [
    "findings.yaml",
    "agenda.yaml",
    "outcome.yaml",
    "codebook.yaml",
    "booklet.yaml",
    "settings.yaml",
    "meeting.journal",
];

/// A paper never takes the place of a file that a meeting is made of, whatever was typed after `-o`.
fn spare(out: &Path) -> Result<(), Failure> {
    // In small letters, since file systems of Windows and macOS do not tell `Outcome.yaml` from
    // `outcome.yaml`.
    let name = out.file_name().map(|n| n.to_string_lossy().to_lowercase());
    let is_ours = name.is_some_and(|name| OF_A_MEETING.contains(&name.as_str()));
    if is_ours && out.exists() {
        return Err(Failure::new(format!(
            "{}: this is a file of a meeting, and would be lost",
            out.display()
        ))
        .hint("give another name after `-o`"));
    }
    Ok(())
}

/// Prints the remark of a language about itself, and the number of sentences that it lacks, with their keys.
fn remarks(language: &Language) {
    if let Some(note) = &language.note {
        hint(&format!("note: {note}\n"));
    }
    if !language.gaps.is_empty() {
        let (there, all) = language.translated();
        // Twelve of them: the rest can be counted, and a wall of keys hides the note above.
        let named: Vec<&str> = language.gaps.iter().take(12).map(String::as_str).collect();
        let more = if language.gaps.len() > named.len() {
            ", ..."
        } else {
            ""
        };
        hint(&format!(
            "note: {there} of {all} sentences are in this language ({}); in English: {}{more}\n",
            language.words.language,
            named.join(", ")
        ));
    }
}

/// The warning before an outcome without names is sent.
fn shared_note(replaced: usize) -> String {
    format!(
        "Shared outcome: {replaced} names in people\u{2019}s own words became roles. Read it before you send it: a name that is not on the list of people is still in it.\n"
    )
}

/// Prints a sentence to standard error, beside the result.
fn hint(text: &str) {
    say_on(&mut io::stderr().lock(), text);
}

fn make(args: &Args, material: &Material) -> Result<Vec<u8>, Failure> {
    let sheet = match args.paper {
        SheetSize::A4 => PaperSize::A4,
        SheetSize::A5 => PaperSize::A5,
    };
    let large = args.large_print;
    let booklet = || -> Result<Document, Failure> {
        let source = material.source()?;
        for lack in booklet::lacks(&source) {
            hint(&format!("note: {}\n", lack.help()));
        }
        Ok(booklet::booklet(
            &source,
            &material.language.words,
            sheet,
            large,
        ))
    };
    let paper = match args.to {
        Format::Html => return written(material, &booklet()?, PaperFormat::Html),
        Format::Pdf => return written(material, &booklet()?, PaperFormat::Pdf),
        Format::Md => return written(material, &booklet()?, PaperFormat::Markdown),
        Format::Ics => {
            return Ok(calendar::calendar(&material.source()?, material.now).into_bytes());
        }
        Format::Csv => return Ok(action_log::csv(&material.source()?)),
        Format::Xlsx => return Ok(action_log::xlsx(&material.source()?)?),
        Format::Share => {
            let source = material.source()?;
            let (shared, replaced) = share::share(source.outcome, source.findings);
            hint(&shared_note(replaced));
            return Ok(yaml::write_outcome(&shared).into_bytes());
        }
        Format::Words => return Ok(material.language.table().into_bytes()),
        Format::Pb => {
            let meeting = material.meeting()?;
            return pb::ballots(meeting, args.hours).map(String::into_bytes);
        }
        Format::Minutes => minutes::minutes(&material.source()?, sheet, large),
        Format::Ask => page_of_ask(args, material, sheet)?,
        Format::Pack => pack::pack(&material.before()?, &material.language.words, sheet, true),
        Format::Agenda => {
            agenda::agenda(&material.before()?, &material.language.words, sheet, large)
        }
        Format::Ballots => {
            let goals = material.goals();
            ballots::ballots(
                &material.slip(&goals)?,
                &material.language.words,
                sheet,
                true,
            )
        }
        Format::All => return Ok(Vec::new()),
    };
    let ending = args.output.as_deref().and_then(Path::extension);
    let ending = ending.map(|e| e.to_string_lossy().to_lowercase());
    written(
        material,
        &paper,
        match ending.as_deref() {
            Some("md") => PaperFormat::Markdown,
            Some("pdf") => PaperFormat::Pdf,
            _ => PaperFormat::Html,
        },
    )
}

fn page_of_ask(args: &Args, material: &Material, sheet: PaperSize) -> Result<Document, Failure> {
    let source = material.source()?;
    let list = || -> String {
        let asks: Vec<String> = ask::asks(&source)
            .map(|g| format!("  {}  {}", g.id, g.title))
            .collect();
        if asks.is_empty() {
            "nothing is asked of others in this outcome".to_owned()
        } else {
            format!("these are asked for:\n{}", asks.join("\n"))
        }
    };
    let Some(id) = &args.goal else {
        let mut asks = ask::asks(&source);
        return match (asks.next(), asks.next()) {
            (Some(only), None) => Ok(ask::ask(&source, only, sheet, args.large_print)),
            _ => Err(
                Failure::new("`--to ask` needs the goal\u{2019}s id after the folder").hint(list()),
            ),
        };
    };
    match ask::asks(&source).find(|g| g.id == *id) {
        Some(goal) => Ok(ask::ask(&source, goal, sheet, args.large_print)),
        None => {
            Err(Failure::new(format!("`{id}` is no goal that is asked of others")).hint(list()))
        }
    }
}

fn written(
    material: &Material,
    paper: &Document,
    written: PaperFormat,
) -> Result<Vec<u8>, Failure> {
    match written {
        PaperFormat::Html => Ok(html::write(paper, material.language.words.language).into_bytes()),
        PaperFormat::Markdown => Ok(markdown::write(paper).into_bytes()),
        #[cfg(feature = "pdf")]
        PaperFormat::Pdf => crate::publish::pdf::write(paper, material.language.words.language).map_err(Failure::from),
        #[cfg(not(feature = "pdf"))]
        PaperFormat::Pdf => Err(Failure::new("this pledge was built without PDF").hint(
            "`cargo install --features pdf` builds it in; or take `--to html`, which prints well from any browser (A4, or `--paper a5`, or `--large-print`)",
        )),
    }
}

/// Everything there is to make, into the folder `out`.
fn all(unit: &UnitFolder, material: &Material) -> Result<ExitCode, Failure> {
    let done = to_folder(unit, material)?;
    for path in &done.written {
        say_on(
            &mut io::stdout().lock(),
            &format!("{}\n", files::name(path)),
        );
    }
    for path in &done.left {
        hint(&format!(
            "left alone, since somebody has changed it: {}; take it away to have it made anew\n",
            files::name(path)
        ));
    }
    for path in &done.taken_away {
        hint(&format!(
            "taken away, since there is nothing to say in it any more: {}\n",
            files::name(path)
        ));
    }
    if let Ok(source) = material.source() {
        for lack in booklet::lacks(&source) {
            hint(&format!("note: {}\n", lack.help()));
        }
        let (_, replaced) = share::share(source.outcome, source.findings);
        hint(&shared_note(replaced));
    }
    // On Windows a paper that is open in Word or Excel cannot be replaced. The others are written
    // by now, so this is said at the end.
    if let Some((path, why)) = done.failed.first() {
        return Err(Failure::new(format!("{}: {why}", files::name(path)))
            .hint("another program may have it open; the other papers are written"));
    }
    if material.is_draft() {
        hint(
            "The meeting is not over: every paper is marked as a draft; action-log.csv and outcome-shared.yaml have no place for that.\n",
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the set into the unit's folder `out`.
pub(super) fn to_folder(
    unit: &UnitFolder,
    material: &Material,
) -> Result<made::WriteReport, Failure> {
    let made = match material.source() {
        Ok(source) => set::after(&source, &material.language.words, material.now),
        // No meeting was held yet; a file that cannot be read was refused before this.
        Err(_) => {
            let goals = material.goals();
            set::before(
                &material.before()?,
                &material.slip(&goals)?,
                &material.language.words,
            )
        }
    };
    let made = made?;
    let made: Vec<(String, Vec<u8>)> = made.into_iter().map(|m| (m.name, m.bytes)).collect();
    let out = unit.folder.join("out");
    // Only pages of asks go when they are not made any more: a goal that was agreed after all would
    // leave a request for money that must not be sent.
    made::write(&RealDisk, &out, &made, |name| name.starts_with("ask-"))
        .map_err(|e| Failure::file(&out, &e))
}
