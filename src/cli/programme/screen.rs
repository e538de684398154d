//! The full screen of `pledge programme`.

use std::{path::Path, process::ExitCode};

use super::{
    dataset::consent_is_found,
    guarded_csv,
    outcomes::{candidates, each_once, settings_of},
};
use crate::{
    app::{
        programme::{Browsing, SavedTable},
        shell::Scene as _,
    },
    cli::{
        ViewOptions, clock, crash, failure::Failure, files::name, launch, overrides::Overrides,
        paths, plain, settings,
    },
    domain::refusal::Refusal,
    programme::{
        browse::{Browse, BrowsePart},
        dataset::Collector,
    },
    store::disk::{Disk as _, RealDisk},
    tui,
};

/// Days ahead that count as due.
pub(super) const AHEAD: u16 = 60;

/// Shows the units of a folder until the screen is left.
pub(super) fn run(
    folder: &Path,
    overrides: &Overrides,
    way: ViewOptions,
) -> Result<ExitCode, Failure> {
    let settings = settings::for_a_meeting(settings::path().as_deref(), overrides).settings;
    let today = clock::now().date();
    let (programme, wrong) = match settings_of(folder) {
        Ok(programme) => (programme, None),
        Err(wrong) => (None, Some(wrong)),
    };
    let (paths, unread_folders) = candidates(folder)?;
    let known = programme.clone().unwrap_or_default();
    let read = each_once(
        folder,
        &paths,
        programme.as_ref(),
        || Collector::new(&known),
        |collector, source, outcome| {
            collector.add(source.clone(), outcome);
            BrowsePart::of(&source.file, outcome, today, AHEAD)
        },
    );
    let dataset = match &wrong {
        // Without it nobody knows who has consented.
        Some(wrong) => Err(Refusal::new(format!("{}: {}", wrong.file, wrong.why))),
        None => consent_is_found(folder, &known, &paths).map_err(Refusal::from),
    };
    let dataset = dataset.map(|()| {
        let mut all = Collector::new(&known);
        for part in read.collected {
            all.join(part);
        }
        all.finish(today).0
    });
    let unread = read.unread.into_iter().chain(unread_folders).chain(wrong);
    let title = programme
        .and_then(|programme| programme.name)
        .unwrap_or_else(|| paths::in_table(name(folder)));
    let mut browsing = Browsing::new(
        title,
        Browse::of(read.parts),
        unread.map(|u| (u.file, u.why)).collect(),
        settings.palette,
        Box::new(write),
    )
    .with_questions(Box::new(move |question| match &dataset {
        Ok(dataset) => Ok(question.answer(dataset, today)),
        Err(why) => Err(why.clone()),
    }));
    browsing.shell_mut().save_palette = settings::save_palette();
    if way.plain {
        plain::run(&mut browsing);
        return Ok(ExitCode::SUCCESS);
    }
    let ending = tui::run(&mut browsing, &launch::options(&settings), crash::clock)
        .map_err(|e| launch::no_screen(&e))?;
    Ok(launch::code_of(ending))
}

/// Writes a table as CSV and returns its path. A file that is there is not overwritten.
fn write(name: &str, table: &SavedTable) -> Result<String, Refusal> {
    let text = guarded_csv(&table.columns, table.rows.iter().cloned()).map_err(Refusal::from)?;
    let path = std::path::absolute(name).map_err(|e| Refusal::new(e.to_string()))?;
    let there = RealDisk
        .thing(&path)
        .map_err(|e| Refusal::new(e.to_string()))?;
    if there.is_some() {
        return Err(Refusal::new(format!(
            "{} is there already: type another name.",
            path.display()
        )));
    }
    RealDisk
        .replace(&path, text.as_bytes(), true)
        .map_err(|e| Refusal::new(e.to_string()))?;
    Ok(path.display().to_string())
}
