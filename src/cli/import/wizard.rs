//! The import in the full screen, and the files that it keeps: the codebook after each change, the findings when they are saved.

use std::{
    cell::RefCell,
    path::Path,
    process::ExitCode,
    rc::Rc,
    sync::{Arc, Mutex, PoisonError},
};

use super::{ChosenSheet, RealDisk, files, keeper::Keeper};
use crate::{
    app::{import::Importing, shell::Scene as _},
    cli::{
        ViewOptions, crash,
        failure::Failure,
        launch,
        links::{self, Piece},
        overrides::Overrides,
        plain, settings,
    },
    domain::{codebook::Codebook, findings::Findings, refusal::Refusal},
    intake::{
        comments::{self, ManualEdits},
        export::Export,
        export::ExportContent,
        propose, score,
    },
    store::disk::Disk,
    tui::{self, ExitReason},
    yaml,
};

/// Runs the wizard: it asks for everything that the codebook leaves open, and goes on where an editor or an earlier import stopped.
pub(super) fn run(
    args: &super::Args,
    exports: Vec<Export>,
    codebook: Option<Codebook>,
    existing: Option<Findings>,
    folder: &Path,
    (overrides, way): (&Overrides, ViewOptions),
) -> Result<ExitCode, Failure> {
    let settings = settings::for_a_meeting(settings::path().as_deref(), overrides).settings;
    let options = launch::options(&settings);
    let mut book = match codebook {
        Some(mut book) => {
            propose::complete(&mut book, &exports, existing.as_ref());
            book
        }
        None => propose::codebook(&exports, existing.as_ref()),
    };
    if let Some(findings) = &existing {
        let drafts = comments::drafts(&exports, &book);
        score::sync_codebook(&mut book, &drafts, findings);
    }
    let path = folder.join("codebook.yaml");
    // Another sheet of a workbook may be read in their place.
    let kept = Arc::new(Mutex::new(Arc::new(exports)));
    let keeper = {
        let (path, folder, kept) = (path.clone(), folder.to_path_buf(), Arc::clone(&kept));
        let write = move |book: &Codebook| keep(&folder, &path, book, &newest(&kept));
        Rc::new(RefCell::new(Keeper::new(write)))
    };
    let keep = {
        let keeper = Rc::clone(&keeper);
        Box::new(move |book: &Arc<Codebook>| keeper.borrow_mut().keep(book))
    };
    let reopen = {
        let (args, kept) = (args.clone(), Arc::clone(&kept));
        Box::new(move |file: &str, sheet: &str, holds: ExportContent| {
            let chosen: Vec<ChosenSheet> = newest(&kept)
                .iter()
                .map(|e| {
                    let named = e.reading.sheet.clone().filter(|_| e.reading.chosen);
                    let is_it = e.name == file;
                    ChosenSheet {
                        file: e.name.clone(),
                        sheet: Some(if is_it {
                            sheet.to_owned()
                        } else {
                            named.unwrap_or_default()
                        }),
                        holds: Some(match () {
                            () if is_it => holds,
                            () if e.is_interview() => ExportContent::Interviews,
                            () if e.is_results() => ExportContent::Results,
                            () => ExportContent::Answers,
                        }),
                    }
                })
                .collect();
            let read = super::open(&args, &chosen)?;
            let read = Arc::new(read);
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&read);
            Ok(read)
        })
    };
    let save = {
        let (folder, exports) = (folder.to_path_buf(), Arc::clone(&kept));
        let existing = RefCell::new(existing.clone());
        Box::new(move |book: &Codebook, hands: &ManualEdits| {
            let there = existing.borrow().clone();
            let exports = newest(&exports);
            let imported = score::findings_with_edits(&exports, book, there.as_ref(), hands)
                .map_err(|unfit| unfit.iter().map(ToString::to_string).collect::<Vec<_>>())?;
            let findings = imported.findings.clone();
            let said =
                super::save(&folder, imported, false).map_err(|f| vec![Refusal::from(f).into()])?;
            *existing.borrow_mut() = Some(findings);
            Ok(said)
        })
    };
    let exports = newest(&kept);
    let mut wizard = Importing::new(
        exports,
        book,
        existing,
        files::name(folder),
        settings.palette,
        (keep, save),
    )
    .with_reopen(reopen);
    wizard.shell_mut().save_palette = settings::save_palette();
    let ending = if way.plain {
        plain::run(&mut wizard);
        ExitReason::Over
    } else {
        tui::run(&mut wizard, &options, crash::clock).map_err(|e| launch::no_screen(&e))?
    };
    // Before the farewell, which promises that everything is kept.
    let kept = keeper.borrow_mut().finish();
    if let Err(why) = kept {
        return Err(Failure::new(format!(
            "what you chose last could not be kept: {why}"
        )));
    }
    // After a hang-up there is no terminal to say anything to.
    if ending != ExitReason::HangUp {
        goodbye(&wizard, folder, &path);
    }
    Ok(match ending {
        ExitReason::Over => ExitCode::SUCCESS,
        other => launch::code_of(other),
    })
}

/// The exports as they were read last: the codebook may be written beside the screen.
fn newest(kept: &Mutex<Arc<Vec<Export>>>) -> Arc<Vec<Export>> {
    Arc::clone(&kept.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Writes the codebook, with remarks on the answers of its columns.
fn keep(folder: &Path, path: &Path, book: &Codebook, exports: &[Export]) -> Result<(), Refusal> {
    let text = yaml::write_codebook(book, &propose::remarks(exports, book));
    RealDisk
        .make_folder(folder)
        // Not synced: it is written at every key, and a power cut costs the last few decisions at
        // most.
        .and_then(|()| RealDisk.replace(path, text.as_bytes(), false))
        .map_err(|e| Refusal::new(format!("{}: {e}", path.display())))
}

/// The farewell after the screen.
fn goodbye(wizard: &Importing, folder: &Path, path: &Path) {
    let saved = wizard.saved();
    if saved.is_empty() {
        links::say(&[
            Piece::Text("Nothing was imported yet. What you chose is kept: "),
            Piece::Path(path),
            Piece::Text("\nThe same command goes on from there, and so does an editor.\n"),
        ]);
    }
    super::say_lines(saved, &folder.join(super::FINDINGS));
    if wizard.unsaved_words() > 0 {
        links::say(&[Piece::Text(
            "Words of comments that were changed by hand are in no file: they were not saved.\n",
        )]);
    }
}
