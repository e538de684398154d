//! A record is read again at whatever length it was written, and no step of it is longer than a line may be.

use std::fs::File;

use service_pledge::{
    domain::findings::Findings,
    store::disk::{Disk as _, LARGEST, RealDisk},
};
use tempfile::TempDir;

use crate::harness::{Play, northbrook};

#[test]
fn a_record_is_read_at_any_length_and_a_file_of_anybody_is_not() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("meeting.journal");
    File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
    assert!(RealDisk.read(&path).is_err());
    let bytes = RealDisk.read_record(&path).unwrap().unwrap();
    assert_eq!(bytes.len() as u64, LARGEST + 1);
    let none = folder.path().join("none");
    assert_eq!(RealDisk.read_record(&none).unwrap(), None);
    assert!(RealDisk.read_record(folder.path()).is_err());
}

fn with_a_comment_of(length: usize) -> Findings {
    let mut findings = northbrook().findings;
    let mut theme = findings.themes.iter_mut().find(|t| !t.comments.is_empty());
    let comments = &mut theme.as_mut().unwrap().comments;
    comments[0].text = "x".repeat(length);
    findings
}

#[test]
fn findings_that_are_too_long_for_a_line_are_refused_before_anything_is_written() {
    let mut play = Play::new(northbrook());
    let before = play.app.session().text().to_owned();
    play.app.findings_changed(with_a_comment_of(9 << 20));
    play.press("&").sees("one step holds at most 8 MiB");
    assert_eq!(play.app.session().text(), before);
    play.app.findings_changed(with_a_comment_of(1 << 20));
    play.press("&").sees("The changed findings are in.");
    let play = play.reopen();
    assert_eq!(play.meeting().findings(), &with_a_comment_of(1 << 20));
}
