//! Effects that no key asks for by itself.

use std::path::PathBuf;

use super::{App, ExportReport, effect::Effect};
use crate::app::shell::Scene as _;
use crate::{
    domain::meeting::{Began, Meeting},
    store::{memory::MemoryDisk, places::Places, session::Session},
};

fn app() -> App<MemoryDisk> {
    let places = Places {
        folder: PathBuf::from("/unit"),
        local: PathBuf::from("/local"),
    };
    let now = "2026-11-24T13:00:00+00:00".parse().unwrap();
    let began = || Ok(Began::default());
    let session =
        Session::<Meeting, _>::open(MemoryDisk::default(), places, "us", now, began).unwrap();
    App::new(
        session,
        PathBuf::from("/unit/outcome.yaml"),
        |_| String::new(),
        now,
    )
}

#[test]
fn what_became_of_the_papers_is_said() {
    let mut app = app();
    let said = |app: &App<MemoryDisk>| app.ui.shell.toast.clone().unwrap().text;
    app.perform(Effect::Papers).unwrap();
    assert_eq!(said(&app), "Papers cannot be written here.");
    app.write_papers_with(Box::new(|_, _| Err("The disk is full.".into())));
    app.perform(Effect::Papers).unwrap();
    assert_eq!(said(&app), "The disk is full.");
    assert!(app.ui.papers.is_empty());
    app.write_papers_with(Box::new(|_, _| {
        Ok(ExportReport {
            folder: "/unit/out".to_owned(),
            written: vec!["booklet.html".to_owned()],
            left: vec!["minutes.md".to_owned()],
            failed: Vec::new(),
        })
    }));
    app.perform(Effect::Papers).unwrap();
    assert_eq!(
        app.ui.papers,
        [
            "1 paper in /unit/out, marked as a draft: the meeting is not saved.",
            "booklet.html.",
            "Somebody has changed these, so they were left alone: minutes.md.",
        ]
    );
}
