//! `pledge export`: the results of a meeting as papers, tables and calendars, for people and for other programs.

mod codes;
mod governance;
mod material;
mod pb;
mod shown;

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
    links::{self, Piece},
    output,
    overrides::Overrides,
};
use crate::{
    domain::settings::Settings,
    publish::{
        PaperSource, action_log, agenda, ask, ballots, booklet, calendar, docx, html, markdown,
        minutes,
        owners::{self, OwnedGoals},
        pack,
        page::{Document, PaperSize},
        plain_text, set, share, table_sheets,
        words::language::Language,
    },
    store::{disk::RealDisk, made},
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
    /// The booklet's text as a Word document, to be edited
    Docx,
    /// The minutes
    Minutes,
    /// First steps, due dates and reviews for a calendar: all, or those of the owner named after it
    Ics,
    /// A page for each owner, with an e-mail to copy: all, or that of the owner named after it
    Owners,
    /// The action log as comma-separated values
    Csv,
    /// The action log as an Excel workbook
    Xlsx,
    /// One page for whoever holds the money: name the goal after it
    Ask,
    /// The outcome with roles for names
    Share,
    /// A voting slip to copy: eight goals on one side
    Ballots,
    /// A sheet for each small table: the goals with a box for the place, and the rule
    TableSheets,
    /// A card with name and seat for each person, to fold and put on the table
    Cards,
    /// The papers to send before the meeting, in large print
    Pack,
    /// The agenda on one page, for the room
    Agenda,
    /// A page of codes for somebody who votes by telephone: their id after the folder; `-o FILE.txt` is for a braille printer
    Codes,
    /// The data-protection impact assessment of the folder, for the trust to finish; before or after a meeting
    Dpia,
    /// Answers to DTAC, accessibility, and the tests that show each claim, for the trust to finish
    Assurance,
    /// The software bill of materials as `CycloneDX`, for programs that look for advisories
    Sbom,
    /// You said, we did, on one sheet for the wall; also `--paper a3`
    Poster,
    /// News after a review: a page for patients; a representative’s id after the folder gives their letter
    News,
    /// A frame for Easy Read, to be finished with the people it is for
    EasyRead,
    /// The findings and the pledge as slides (SVG), into the folder after `-o`
    Slides,
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
    /// 297 x 420 mm, for the poster
    A3,
}

/// The arguments of the command.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// The unit folder of the meeting
    path: PathBuf,
    /// The goal's id, for `--to ask`; an owner's id or role, for `--to owners` and `--to ics`; a representative's, for `--to news`; a voter's,
    /// for `--to codes`
    of: Option<String>,
    /// The paper or format to make
    #[arg(long, value_enum)]
    to: Format,
    /// The file, whose ending may choose html, md, docx or pdf; standard output where it is left out or `-`
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
    PlainText,
    Word,
    Pdf,
}

/// Makes it and puts it where it is wanted.
pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let unit = UnitFolder::at(&args.path)?;
    let settings =
        super::settings::for_a_meeting(super::settings::path().as_deref(), &Overrides::default())
            .settings;
    let mut material = Material::of(&unit, &settings, clock::now())?;
    if let Some(named) = &args.language {
        material.language = material::language(named)?;
    }
    remarks(&material.language);
    if args.of.is_some()
        && !matches!(
            args.to,
            Format::Ask | Format::Owners | Format::Ics | Format::News | Format::Codes
        )
    {
        return Err(Failure::new(
            "a goal is named for `--to ask` only, an owner for `--to owners` and `--to ics`, a representative for `--to news`, a voter for `--to codes`",
        ));
    }
    if args.to == Format::All {
        if args.output.is_some() {
            return Err(Failure::new(
                "`--to all` writes into the folder `out` of the unit, so `-o` has no place",
            ));
        }
        return all(&unit, &material);
    }
    shown::sheet_fits(args)?;
    if args.to == Format::Slides {
        return shown::slides(args, &material);
    }
    ending_fits(args)?;
    if args.to == Format::Codes {
        return codes::run(args, &unit, &material);
    }
    let bytes = make(args, &unit, &settings, &material)?;
    let out = args.output.as_deref().filter(|o| *o != Path::new("-"));
    if let Some(out) = out {
        output::write(out, &bytes)?;
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
            Format::Pack
                | Format::Ballots
                | Format::TableSheets
                | Format::Cards
                | Format::Agenda
                | Format::Codes
                | Format::Pb
                | Format::Dpia
                | Format::Assurance
                | Format::Sbom
                | Format::Words
        )
    {
        hint("The meeting is not over: this is marked as a draft. Close saves it.\n");
    }
    Ok(ExitCode::SUCCESS)
}

/// The agenda of a folder on one page, as `pledge prepare --to agenda` prints it.
pub(super) fn agenda_page(path: &Path, output: Option<&Path>) -> Result<ExitCode, Failure> {
    let args = Args {
        path: path.to_path_buf(),
        of: None,
        to: Format::Agenda,
        output: output.map(Path::to_path_buf),
        large_print: false,
        paper: SheetSize::A4,
        language: None,
        hours: false,
    };
    run(&args)
}

/// Refuses a file ending that does not fit the format.
fn ending_fits(args: &Args) -> Result<(), Failure> {
    let ending = args.output.as_deref().and_then(Path::extension);
    let Some(ending) = ending.map(|e| e.to_string_lossy().to_lowercase()) else {
        return Ok(());
    };
    let fit: &[&str] = match args.to {
        Format::Html | Format::Cards => &["html", "htm"],
        Format::Pdf => &["pdf"],
        Format::Md => &["md", "markdown", "txt"],
        Format::Docx => &["docx"],
        Format::Minutes
        | Format::Ask
        | Format::Owners
        | Format::Ballots
        | Format::TableSheets
        | Format::Pack
        | Format::Agenda
        | Format::News
        | Format::EasyRead
        | Format::Dpia
        | Format::Assurance => &["html", "htm", "md", "txt", "docx", "pdf"],
        Format::Codes => &["html", "htm", "pdf", "txt"],
        Format::Sbom => &["json"],
        Format::Ics => &["ics"],
        Format::Csv => &["csv"],
        Format::Xlsx => &["xlsx"],
        Format::Share | Format::Words => &["yaml", "yml"],
        Format::Pb => &["pb"],
        Format::Poster => &["html", "htm", "pdf"],
        Format::Slides | Format::All => return Ok(()),
    };
    if fit.contains(&ending.as_str()) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "a file that ends in .{ending} would hold something else"
    ))
    .hint(format!("these endings fit: .{}", fit.join(", ."))))
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

fn make(
    args: &Args,
    unit: &UnitFolder,
    settings: &Settings,
    material: &Material,
) -> Result<Vec<u8>, Failure> {
    let sheet = match args.paper {
        SheetSize::A4 | SheetSize::A3 => PaperSize::A4,
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
        Format::Docx => return written(material, &booklet()?, PaperFormat::Word),
        Format::Ics => return events(args, material),
        Format::Csv => {
            return Ok(action_log::csv(
                &material.source()?,
                &material.language.words,
            ));
        }
        Format::Xlsx => {
            return Ok(action_log::xlsx(
                &material.source()?,
                &material.language.words,
            )?);
        }
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
        Format::Minutes => {
            minutes::minutes(&material.source()?, &material.language.words, sheet, large)
        }
        Format::Ask => page_of_ask(args, material, sheet)?,
        Format::News => shown::news(args, material, sheet)?,
        Format::EasyRead => shown::easy_read(material)?,
        Format::Owners => pages_of_owners(args, material, sheet)?,
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
                large,
            )
        }
        Format::TableSheets => {
            let (goals, is_open) = material.table_goals();
            let slip = material.slip(&goals)?;
            table_sheets::sheets(&slip, &material.language.words, sheet, large, !is_open)
        }
        Format::Cards => return shown::cards(material),
        Format::Dpia => governance::dpia(unit, material, settings, sheet, large)?,
        Format::Assurance => governance::assurance(material, sheet, large),
        Format::Sbom => return governance::sbom(),
        Format::Poster => return shown::poster(args, material, &ending(args)),
        Format::Slides | Format::Codes | Format::All => return Ok(Vec::new()),
    };
    written(
        material,
        &paper,
        match ending(args).as_str() {
            "md" => PaperFormat::Markdown,
            "txt" => PaperFormat::PlainText,
            "docx" => PaperFormat::Word,
            "pdf" => PaperFormat::Pdf,
            _ => PaperFormat::Html,
        },
    )
}

/// Ending of the file after `-o`, in small letters; empty without one.
fn ending(args: &Args) -> String {
    let ending = args.output.as_deref().and_then(Path::extension);
    ending.map_or_else(String::new, |e| e.to_string_lossy().to_lowercase())
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
    let Some(id) = &args.of else {
        let mut asks = ask::asks(&source);
        return match (asks.next(), asks.next()) {
            (Some(only), None) => Ok(ask::ask(
                &source,
                only,
                &material.language.words,
                sheet,
                args.large_print,
            )),
            _ => Err(
                Failure::new("`--to ask` needs the goal\u{2019}s id after the folder").hint(list()),
            ),
        };
    };
    match ask::asks(&source).find(|g| g.id == *id) {
        Some(goal) => Ok(ask::ask(
            &source,
            goal,
            &material.language.words,
            sheet,
            args.large_print,
        )),
        None => {
            Err(Failure::new(format!("`{id}` is no goal that is asked of others")).hint(list()))
        }
    }
}

/// The owners of the material, or the one that is named.
fn named_owners<'a>(args: &Args, source: &PaperSource<'a>) -> Result<Vec<OwnedGoals<'a>>, Failure> {
    let mut all = owners::owners(source);
    let list: Vec<String> = all.iter().map(|o| format!("  {}", o.label())).collect();
    let list = if list.is_empty() {
        "no agreed goal has an owner yet".to_owned()
    } else {
        format!("these are owners:\n{}", list.join("\n"))
    };
    let Some(who) = &args.of else {
        return Ok(all);
    };
    all.retain(|owner| owner.is_called(who));
    if all.is_empty() {
        return Err(Failure::new(format!("`{who}` is no owner of an agreed goal")).hint(list));
    }
    Ok(all)
}

/// The calendar of all, or of the owner that is named.
fn events(args: &Args, material: &Material) -> Result<Vec<u8>, Failure> {
    let (source, words) = (material.source()?, &material.language.words);
    if args.of.is_none() {
        return Ok(calendar::calendar(&source, words, material.now).into_bytes());
    }
    let owners = named_owners(args, &source)?;
    let goals = owners.iter().flat_map(|o| &o.goals);
    let goals = goals.map(|goal| goal.id.as_str()).collect();
    let name = owners.first().map_or("", |o| o.name.as_str());
    Ok(calendar::calendar_of(&source, words, material.now, name, &goals).into_bytes())
}

fn pages_of_owners(
    args: &Args,
    material: &Material,
    sheet: PaperSize,
) -> Result<Document, Failure> {
    let (source, words) = (material.source()?, &material.language.words);
    let owners = named_owners(args, &source)?;
    owners::pages(&source, words, &owners, sheet, args.large_print).ok_or_else(|| {
        Failure::new("no agreed goal that is still open has an owner, so there is no page to make")
    })
}

fn written(
    material: &Material,
    paper: &Document,
    written: PaperFormat,
) -> Result<Vec<u8>, Failure> {
    match written {
        PaperFormat::Html => Ok(html::write(paper, material.language.words.language).into_bytes()),
        PaperFormat::Markdown => Ok(markdown::write(paper).into_bytes()),
        PaperFormat::PlainText => Ok(plain_text::write(paper).into_bytes()),
        PaperFormat::Word => Ok(docx::write(paper, material.language.words.language)?),
        #[cfg(feature = "pdf")]
        PaperFormat::Pdf => crate::publish::pdf::write(paper, material.language.words.language)
            .map_err(Failure::from),
        #[cfg(not(feature = "pdf"))]
        PaperFormat::Pdf => Err(no_pdf()),
    }
}

#[cfg(not(feature = "pdf"))]
fn no_pdf() -> Failure {
    Failure::new("this pledge was built without PDF").hint(
        "`cargo install --features pdf` builds it in; or take `--to html`, which prints well from any browser (A4, or `--paper a5`, or `--large-print`)",
    )
}

/// Everything there is to make, into the folder `out`.
fn all(unit: &UnitFolder, material: &Material) -> Result<ExitCode, Failure> {
    let done = to_folder(unit, material)?;
    for path in &done.written {
        links::say(&[Piece::Named(&files::name(path), path), Piece::Text("\n")]);
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
    let failed: Vec<String> = done
        .failed
        .iter()
        .map(|(path, why)| format!("{}: {why}", files::name(path)))
        .collect();
    if !failed.is_empty() {
        return Err(Failure::new(failed.join("\n"))
            .hint("the other papers are written; a file that another program has open is closed there first"));
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
    let set = match material.source() {
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
    let files = set.files.into_iter();
    let made: Vec<(String, Vec<u8>)> = files.map(|m| (m.name, m.bytes)).collect();
    let out = unit.folder.join("out");
    // These go when they are not made any more: a goal that was agreed after all would leave a request
    // for money that must not be sent, and one that was given over a page for its former owner.
    let is_failed = |name: &str| set.failed.iter().any(|(failed, _)| failed == name);
    let is_for_somebody = |name: &str| {
        ["ask-", "owners.", "calendar-", "news-", "slides-"]
            .iter()
            .any(|first| name.starts_with(first))
    };
    let retired = |name: &str| is_for_somebody(name) && !is_failed(name);
    let mut report =
        made::write(&RealDisk, &out, &made, retired).map_err(|e| Failure::file(&out, &e))?;
    let failed = set.failed.iter();
    report
        .failed
        .extend(failed.map(|(name, why)| (out.join(name), why.full_text())));
    Ok(report)
}
