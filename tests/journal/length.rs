//! Long journals are read at any length, and no step is written that is longer than a line may be.

use std::fs::File;

use service_pledge::{
    domain::{
        event::Event,
        findings::{Comment, Findings},
        meeting::Meeting,
    },
    store::{
        disk::{Disk as _, LARGEST, RealDisk},
        journal::Journal,
        line::LineContent,
    },
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

/// Findings with so many comments in one theme, read as a file's are.
fn with_comments(count: usize) -> Findings {
    let mut findings = northbrook().findings;
    let theme = &mut findings.themes[0];
    let comment = theme.comments[0].clone();
    theme.comments = (0..count)
        .map(|n| Comment {
            id: format!("c{n}"),
            text: format!("Comment {n}: nobody told me how long it would take, or why."),
            ..comment.clone()
        })
        .collect();
    findings
}

#[test]
fn findings_taken_in_again_and_again_add_what_is_different_to_the_record() {
    let mut began = northbrook();
    began.findings = with_comments(4_000);
    let mut play = Play::new(began.clone());
    let before = play.app.session().text().len();
    let mut findings = began.findings;
    for n in 0..20_usize {
        findings.themes[1].title = format!("Title {n}");
        findings.themes[0].comments[n].text = format!("Mended {n}");
        let gone = findings.themes[0].comments.remove(1_000);
        findings.themes[0].comments.insert(3_000, gone);
        findings.themes[0].comments.remove(2_000);
        play.app.findings_changed(findings.clone());
        play.press("&").sees("The changed findings are in.");
        assert_eq!(play.meeting().findings(), &findings);
    }
    let grown = play.app.session().text().len() - before;
    assert!(grown < 20 * 2_000, "{grown} bytes for 20 small changes");
    play.press("u");
    assert_eq!(play.meeting().findings().themes[1].title, "Title 18");
    play.press("U");
    let play = play.reopen();
    assert_eq!(play.meeting().findings(), &findings);
}

#[test]
fn findings_that_were_stored_whole_are_read_as_before() {
    let play = Play::new(northbrook());
    let findings = with_comments(10);
    let mut journal = Journal::<Meeting>::open(play.app.session().text().as_bytes())
        .unwrap()
        .unwrap()
        .0;
    let whole = Event::FindingsTakenIn {
        findings: Box::new(findings.clone()),
    };
    journal
        .add(LineContent::Did(vec![whole]), play.now)
        .unwrap();
    let path = std::path::Path::new("/unit/meeting.journal");
    play.disk.put(path, journal.text().as_bytes());
    let play = play.reopen();
    assert_eq!(play.meeting().findings(), &findings);
}
