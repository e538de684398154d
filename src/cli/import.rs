//! `pledge import`: the export of a survey into `findings.yaml`, with a codebook that a person has looked at.
//!
//! Nothing is written before everything has succeeded, and what is written was read back first.

mod inspect;
mod keeper;
mod wizard;

use std::{
    cell::RefCell,
    fmt::Write as _,
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    rc::Rc,
    time::{Duration, Instant},
};

use super::{
    ViewOptions,
    failure::{Failure, say_on},
    files,
    links::{self, Piece},
    overrides::Overrides,
    paths,
};
use crate::{
    domain::{
        codebook::Codebook,
        findings::{Findings, SourceKind},
    },
    intake::{
        comments,
        export::{Export, ExportContent},
        marking, open, propose,
        read::{Progress, ReadOptions},
        score::{self, Imported, Unfit},
    },
    store::disk::{Disk, RealDisk},
    text::sanitise,
    tui,
    yaml::{self, Severity},
};

/// The arguments of `pledge import`.
#[derive(clap::Args, Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(super) struct Args {
    /// The exports: csv, tsv, xlsx, xls or ods; a data dictionary of `REDCap` may be among them
    #[arg(required = true)]
    exports: Vec<PathBuf>,
    /// The unit folder that findings.yaml is written into
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// The codebook: which answers count how; FOLDER/codebook.yaml where it is left out
    #[arg(long)]
    codebook: Option<PathBuf>,
    /// Say what the exports are, and write nothing but a codebook to fill in, where --codebook names one
    #[arg(long)]
    inspect: bool,
    /// Say what would be marked in the comments of a file (a comment a line, or a column `text`), and write nothing
    #[arg(long, conflicts_with_all = ["inspect", "output", "withhold"])]
    marks: bool,
    /// The output of --inspect or --marks, as JSON
    #[arg(long)]
    json: bool,
    /// The sheet of a workbook to read, where the program would choose another
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The content of the files: answers (a row a person), results (counted already) or interview (notes: .txt, .md, .docx, .odt);
    /// recognised where it is left out
    #[arg(long, value_parser = ["answers", "results", "interview", "survey"], hide_possible_values = true)]
    kind: Option<String>,
    /// The encoding of a text file, such as windows-1252, where letters look wrong
    #[arg(long)]
    encoding: Option<String>,
    /// Go on where nobody answered in the current period of the codebook: comments are left out then
    #[arg(long)]
    other_period: bool,
    /// For a file that leaves the building: results of few answers are written without their numbers
    #[arg(long)]
    withhold: bool,
}

pub(super) fn run(
    args: &Args,
    overrides: &Overrides,
    way: ViewOptions,
) -> Result<ExitCode, Failure> {
    if args.json && !args.inspect && !args.marks {
        return Err(Failure::new("an import has nothing to say as JSON")
            .hint("--inspect --json says what an export is, --marks --json what is marked in a file of comments"));
    }
    if args.marks {
        return marks(args);
    }
    if args.inspect {
        let exports = open(args, &[])?;
        let code = inspect::run(&exports, args.json);
        if let Some(path) = &args.codebook {
            write_proposal(path, &exports, &args.exports, args.json)?;
        }
        return Ok(code);
    }
    let folder = folder(args)?;
    let existing = existing(&folder)?;
    // The unit's own numbers would be gone, and only the export could bring them back.
    if args.withhold && existing.is_some() {
        return Err(Failure::new(format!(
            "{}: findings.yaml is there already, and one that withholds would take its place",
            folder.display()
        ))
        .hint("give another folder with -o for the file that leaves the building"));
    }
    let beside = folder.join("codebook.yaml");
    let path = args.codebook.clone().unwrap_or_else(|| beside.clone());
    // `--codebook` and `--withhold` are for scripts, which must never wait for a key.
    let interactive = args.codebook.is_none() && !args.withhold && (way.plain || tui::is_tty());
    let codebook = match files::optional(&path)? {
        Some(text) => Some(read_codebook(&path, &text)?),
        None if args.codebook.is_some() => {
            return Err(
                Failure::new(format!("{}: there is no such file", path.display())).hint(format!(
                    "`pledge import --inspect {} --codebook {}` writes one to fill in",
                    paths::argument(args.exports.first().unwrap_or(&path)),
                    paths::argument(&path)
                )),
            );
        }
        None => None,
    };
    // What is asked for on the command line goes before the codebook.
    let chosen: Vec<ChosenSheet> = codebook
        .iter()
        .flat_map(|book| &book.exports)
        .map(|rule| ChosenSheet {
            file: rule.file.clone(),
            sheet: Some(rule.sheet.clone()).filter(|_| args.sheet.is_none()),
            holds: match rule.results {
                _ if args.kind.is_some() => None,
                Some(_) => Some(ExportContent::Results),
                // A codebook that takes it for answers goes before what it looks like.
                None => (rule.kind == SourceKind::Survey).then_some(ExportContent::Answers),
            },
        })
        .collect();
    let exports = open(args, &chosen)?;
    if interactive {
        return wizard::run(args, exports, codebook, existing, &folder, (overrides, way));
    }
    let Some(mut codebook) = codebook else {
        let export = args
            .exports
            .first()
            .map(|p| paths::argument(p))
            .unwrap_or_default();
        return Err(Failure::new("nothing says yet how the answers count").hint(format!(
            "in a terminal, `pledge import {export} -o {folder}` asks you, with `--plain` line by line; without one, `pledge import --inspect {export} --codebook {book}` \
             writes a codebook to fill in",
            folder = paths::argument(&folder),
            book = paths::argument(&beside)
        )));
    };
    let mut said_first = Vec::new();
    if let Some(findings) = &existing {
        let drafts = comments::drafts(&exports, &codebook);
        said_first.extend(score::sync_codebook(&mut codebook, &drafts, findings));
    }
    let imported =
        score::findings(&exports, &codebook, existing.as_ref()).map_err(|unfit| refused(&unfit))?;
    if !args.other_period
        && let Some(other) = score::other_period(&exports, &codebook)
    {
        return Err(Failure::new(format!("{other}; nothing was written")).hint(format!(
            "write `period: \"{}\"` under `survey` in the codebook, or go on all the same with --other-period",
            other.periods.last().map_or("", String::as_str)
        )));
    }
    let notes: Vec<String> = exports.iter().flat_map(Export::remarks).collect();
    let said = save(&folder, imported, args.withhold)?;
    let lines = notes.iter().chain(&said_first).chain(&said);
    say_lines(lines, &folder.join(FINDINGS));
    Ok(ExitCode::SUCCESS)
}

/// Prints the marks that comments would get, by the names of a codebook if one is given.
fn marks(args: &Args) -> Result<ExitCode, Failure> {
    let names = match &args.codebook {
        Some(path) => read_codebook(path, &files::text(path)?)?.names,
        None => Vec::new(),
    };
    let mut texts = Vec::new();
    for path in &args.exports {
        let options = ReadOptions {
            encoding: args.encoding.clone(),
            sheet: args.sheet.clone(),
            ..ReadOptions::default()
        };
        let more = marking::texts(path, options).map_err(|refused| {
            Failure::new(format!("{}: {refused}", files::name(path))).hint(refused.help)
        })?;
        texts.extend(more);
    }
    let said = if args.json {
        marking::json(&texts, &names)
    } else {
        marking::page(&texts, &names)
    };
    say_on(&mut io::stdout().lock(), &said);
    Ok(ExitCode::SUCCESS)
}

/// The sheet and content chosen for a file, before or just now.
struct ChosenSheet {
    /// Its name, without its folder.
    file: String,
    /// The sheet; empty for the one that fits best.
    sheet: Option<String>,
    /// Its content.
    holds: Option<ExportContent>,
}

/// The content of the files as the command line gives it.
fn holds(args: &Args) -> Option<ExportContent> {
    let kind = args.kind.as_deref()?;
    let found = ExportContent::WORDS.iter().find(|(word, _)| *word == kind);
    found.map(|(_, holds)| *holds)
}

/// Opens every export, and shows the progress after half a second. `chosen` names the sheet of a file,
/// where one was chosen before; else it is the one that was asked for, or the one that fits best.
fn open(args: &Args, chosen: &[ChosenSheet]) -> Result<Vec<Export>, Failure> {
    let begun = Instant::now();
    let shown = Rc::new(RefCell::new(false));
    let options = |path: &Path| {
        let name = files::name(path);
        let shown = Rc::clone(&shown);
        let base = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let before = chosen.iter().find(|c| c.file == base);
        let sheet = match before.and_then(|c| c.sheet.clone()) {
            Some(sheet) => Some(sheet).filter(|s| !s.is_empty()),
            None => args.sheet.clone(),
        };
        ReadOptions {
            encoding: args.encoding.clone(),
            holds: before.and_then(|c| c.holds).or_else(|| holds(args)),
            sheet,
            progress: Some(Box::new(move |progress| {
                if begun.elapsed() >= PATIENCE {
                    tell(&name, progress, &mut shown.borrow_mut());
                }
            })),
            ..ReadOptions::default()
        }
    };
    let paths = &args.exports;
    let opened = open::open_all(paths, options);
    if *shown.borrow() && io::stderr().is_terminal() {
        let _ = write!(io::stderr().lock(), "\r\x1b[K");
    }
    opened.map_err(|refused| {
        // It begins with the file's name.
        Failure::new(refused.to_string()).hint(refused.help)
    })
}

/// The time before progress is shown.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows the progress: one line that is overwritten, or one line in all if standard error is no terminal.
fn tell(name: &str, progress: Progress, shown: &mut bool) {
    let mut out = io::stderr().lock();
    let rows = progress.rows;
    // Written past `say_on`, which would take out the escape that clears the line. So the name,
    // which is somebody else's text, is cleaned here.
    let name = sanitise::clean(name);
    if io::stderr().is_terminal() {
        let percent = (progress.bytes * 100)
            .checked_div(progress.of)
            .filter(|p| *p > 0);
        let percent = percent.map(|p| format!("{p}%, ")).unwrap_or_default();
        let _ = write!(out, "\r\x1b[KReading {name}: {percent}{rows} rows");
        let _ = out.flush();
    } else if !*shown {
        let _ = writeln!(out, "Reading {name} ...");
    }
    *shown = true;
}

/// The folder for the findings: the one asked for, or the current folder if it is a unit's.
fn folder(args: &Args) -> Result<PathBuf, Failure> {
    let folder = match &args.output {
        Some(folder) => folder.clone(),
        None if Path::new("findings.yaml").exists() || Path::new("codebook.yaml").exists() => {
            PathBuf::from(".")
        }
        None => {
            return Err(
                Failure::new("nothing says which folder the findings belong to").hint(
                    "give it with -o, such as `-o northbrook`; it is made where it is not there",
                ),
            );
        }
    };
    if folder.exists() && !folder.is_dir() {
        return Err(Failure::new(format!(
            "{}: this is a file, and no folder",
            folder.display()
        )));
    }
    std::path::absolute(&folder).map_err(|e| Failure::file(&folder, &e))
}

/// The findings that are in the folder already.
fn existing(folder: &Path) -> Result<Option<Findings>, Failure> {
    let path = folder.join(FINDINGS);
    let Some(text) = files::optional(&path)? else {
        return Ok(None);
    };
    let read = yaml::read_findings(&files::name(&path), &text);
    match read.value {
        Some(findings) => Ok(Some(findings)),
        // Not replaced either: what people have read, edited and held back is in that file alone.
        None => Err(problems(
            "the findings that are there already cannot be read; nothing was written",
            &read.problems,
        )),
    }
}

fn problems(what: &str, problems: &[yaml::Problem]) -> Failure {
    let errors = problems.iter().filter(|p| p.severity == Severity::Error);
    let text: Vec<String> = errors.map(ToString::to_string).collect();
    Failure::new(format!("{what}\n\n{}", text.join("\n")))
}

fn read_codebook(path: &Path, text: &str) -> Result<Codebook, Failure> {
    let read = yaml::read_codebook(&files::name(path), text);
    match read.value {
        Some(codebook) => Ok(codebook),
        None => Err(problems(
            "the codebook cannot be read; nothing was written",
            &read.problems,
        )),
    }
}

/// Everything that does not fit, each with what to do.
fn refused(unfit: &[Unfit]) -> Failure {
    let mut text =
        String::from("the export and the codebook do not fit each other; nothing was written\n");
    for one in unfit {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "\n{one}\n    {}", one.help);
    }
    Failure::new(text)
}

/// Writes a codebook to fill in; one that somebody may have edited is left alone.
fn write_proposal(
    path: &Path,
    exports: &[Export],
    given: &[PathBuf],
    quiet: bool,
) -> Result<(), Failure> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(
            Failure::new(format!("{}: there is no such folder", folder.display()))
                .hint("make it first, or name a file in a folder that is there"),
        );
    }
    let codebook = propose::codebook(exports, None);
    let text = yaml::write_codebook(&codebook, &propose::remarks(exports, &codebook));
    match files::optional(path)? {
        // A second run is no failure: nothing that anybody wrote is lost.
        Some(there) if there == text => {}
        Some(_) => {
            return Err(Failure::new(format!(
                "{}: this file is there already, and was left as it is",
                path.display()
            ))
            .hint("give another name, or move it away first"));
        }
        None => RealDisk
            .replace(path, text.as_bytes(), true)
            .map_err(|e| Failure::file(path, &e))?,
    }
    let open = codebook.questions.len();
    let is_counted = exports.iter().all(Export::is_results);
    let look = if is_counted && codebook.questions.iter().all(|q| q.agreed) {
        "Say in it whether the table is weighted (`results`), look at what its columns hold, and then".to_owned()
    } else {
        let (what, each) = match open {
            1 => ("its question".to_owned(), "if it is right"),
            n => (format!("its {n} questions"), "of each that is right"),
        };
        format!("Look at {what}, delete the line `proposed: true` {each}, and then")
    };
    let said = format!(
        "Written: {}. {look}\n  pledge import {} -o FOLDER --codebook {}\n",
        path.display(),
        given
            .iter()
            .map(|path| paths::argument(Path::new(&files::name(path))))
            .collect::<Vec<_>>()
            .join(" "),
        paths::argument(path)
    );
    // Standard output may be read by a program.
    if quiet {
        say_on(&mut io::stderr().lock(), &said);
    } else {
        say_on(&mut io::stdout().lock(), &format!("\n{said}"));
    }
    Ok(())
}

/// The name of what an import writes.
const FINDINGS: &str = "findings.yaml";

/// Prints lines, and the one that says that a file was written with a link to it.
fn say_lines<'a>(lines: impl IntoIterator<Item = &'a String>, written: &Path) {
    let line_of = written_line(written);
    for line in lines {
        if *line == line_of {
            links::say(&[
                Piece::Text("Written: "),
                Piece::Path(written),
                Piece::Text("\n"),
            ]);
        } else {
            links::say(&[Piece::Text(line), Piece::Text("\n")]);
        }
    }
}

/// The line that says that a file was written.
fn written_line(path: &Path) -> String {
    format!("Written: {}", path.display())
}

/// Writes the findings, after their text was read back; returns sentences on the result and the next step.
fn save(folder: &Path, imported: Imported, withhold: bool) -> Result<Vec<String>, Failure> {
    let Imported {
        mut findings,
        mut notes,
    } = imported;
    if withhold {
        let left = score::withhold(&mut findings);
        notes.push(format!(
            "Withheld: the numbers of {} results and {} comments, so that this file can leave the building.",
            left.results, left.comments
        ));
    }
    let path = folder.join(FINDINGS);
    let text = yaml::write_findings(&findings);
    let back = yaml::read_findings(&files::name(&path), &text);
    let Some(read) = back.value else {
        return Err(problems(
            "what would be written cannot be read; nothing was written",
            &back.problems,
        ));
    };
    // A field that is not written would lose patients' words without a sign, and the export may be
    // deleted by then.
    if read != findings {
        return Err(Failure::new(
            "what would be written reads otherwise than it was meant; nothing was written",
        )
        .hint("this is a fault of the program: please report it"));
    }
    RealDisk
        .make_folder(folder)
        .and_then(|()| RealDisk.replace(&path, text.as_bytes(), true))
        .map_err(|e| Failure::file(&path, &e))?;
    notes.push(written_line(&path));
    for problem in back
        .problems
        .iter()
        .filter(|p| p.severity == Severity::Warning)
    {
        notes.push(problem.to_string().trim_end().to_owned());
    }
    notes.push(format!(
        "Next: `pledge prepare {0}` for people and agenda, then `pledge {0}` for the meeting",
        paths::argument(folder)
    ));
    Ok(notes)
}
