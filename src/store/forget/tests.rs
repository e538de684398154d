//! Tests of forgetting: on a whole folder, on a disk that fails at every write, and where nothing may be done.

use std::path::{Path, PathBuf};

use super::*;
use crate::{
    domain::{
        codebook::{Codebook, Placed, ThemeSaid},
        edited::Edited as _,
        event::Event,
        findings::{Comment, Findings, SourceKind, Theme},
        goal::Owner,
        meeting::{Began, Meeting},
        people::Person,
    },
    store::{
        journal::Journal,
        memory::{Fault, MemoryDisk},
        session::Session,
    },
    yaml,
};

const WORDS: &str = "I sat in a gown for two hours and nobody told me why.";
const EARLIER: &str = "She sat in a gown for two hours, said Ward 7.";

fn places() -> Places {
    Places {
        folder: PathBuf::from("/unit"),
        local: PathBuf::from("/local"),
    }
}

fn at() -> Stamp {
    "2026-11-24T13:00:00+00:00".parse().unwrap()
}

fn comment(id: &str, text: &str) -> Comment {
    Comment {
        id: id.to_owned(),
        strand: "primary".to_owned(),
        source: SourceKind::Survey,
        wall: None,
        publish: false,
        hold: false,
        read: true,
        edited: false,
        was: None,
        marks: Vec::new(),
        text: text.to_owned(),
    }
}

fn findings(text: &str) -> Findings {
    let mut findings = Findings::default();
    findings.unit.name = "N".to_owned();
    findings.survey.title = "S".to_owned();
    findings.survey.period = "2026".to_owned();
    findings.survey.hide_below = 11;
    findings.themes = vec![Theme {
        id: "t".to_owned(),
        title: "T".to_owned(),
        comments: vec![comment("c1", text), comment("c2", "Staff were kind to me.")],
        ..Theme::default()
    }];
    findings
}

fn began() -> Began {
    let mut began = Began {
        id: "m".to_owned(),
        findings: findings(EARLIER),
        ..Began::default()
    };
    began.agenda.people = vec![Person {
        id: "ama".to_owned(),
        name: "Ama Boateng".to_owned(),
        role: "Nurse".to_owned(),
        ..Person::default()
    }];
    began
}

fn events() -> Vec<Vec<Event>> {
    let goal = "g4".to_owned();
    vec![
        vec![Event::MeetingStarted { at: at() }],
        vec![Event::CommentHeld {
            comment: "c1".to_owned(),
        }],
        vec![Event::GoalProposed {
            id: goal.clone(),
            title: "After \u{201c}i sat in a gown for two hours and nobody told me why\u{201d}"
                .to_owned(),
            themes: vec!["t".to_owned()],
            evidence: vec!["c1".to_owned(), "c2".to_owned()],
            strand: None,
        }],
        vec![Event::NoteTaken {
            id: "n5".to_owned(),
            theme: Some("t".to_owned()),
            text: "Ask Ama Boateng about the gowns".to_owned(),
        }],
        vec![Event::NoteReworded {
            id: "n5".to_owned(),
            text: "Ask AMA BOATENG about the new gowns".to_owned(),
        }],
        vec![Event::FindingsTakenIn {
            findings: Box::new(findings(WORDS)),
        }],
        vec![Event::OwnerAssigned {
            goal,
            owner: Some(Owner::Role("Ama Boateng".to_owned())),
            accepted: true,
        }],
    ]
}

fn file(name: &str) -> PathBuf {
    places().folder.join(name)
}

/// A folder in which everything holds the words.
fn folder() -> MemoryDisk {
    let disk = MemoryDisk::default();
    disk.put(
        &file("findings.yaml"),
        yaml::write_findings(&findings(WORDS)).as_bytes(),
    );
    disk.put(
        &file("agenda.yaml"),
        b"pledge: agenda/1\nmeeting: {title: M}\npeople: [{id: ama, name: Ama Boateng, role: Nurse}]\nitems: [{stage: vote, minutes: 5}]\n# Ama Boateng wrote this, after: I sat in a gown for two hours and nobody told me why\n",
    );
    let mut session =
        Session::<Meeting, _>::open(disk.clone(), places(), "us", at(), || Ok(began())).unwrap();
    for events in events() {
        session.record(events, at());
    }
    let outcome = "pledge: outcome/1\nunit: {name: N}\nmeeting: {title: M, present: [ama], absent: []}\npeople: [{id: ama, name: Ama Boateng}]\nstandards: []\ngoals:\n  - {id: g4, title: \"After \u{201c}I sat in a gown for two hours and nobody told me why\u{201d}\", evidence: [{comment: c1}, {comment: c2}], decision: undecided}\nnotes: [{theme: t, text: Ask Ama Boateng about the new gowns}]\n";
    assert!(yaml::read_outcome("o", outcome).value.is_some());
    session
        .project(&file("outcome.yaml"), outcome.as_bytes(), at())
        .unwrap();
    drop(session);
    let journal = disk.file(&file("meeting.journal")).unwrap();
    disk.put(&file("meeting.other-1.journal"), &journal);
    disk.put(&places().local_journal(), &journal);
    disk.put(&file("outcome.edited-1.yaml"), outcome.as_bytes());
    let mut broken = outcome.as_bytes().to_vec();
    broken.extend_from_slice(b"nonsense: [");
    disk.put(&file("outcome.edited-2.yaml"), &broken);
    for name in [
        "meeting.journal.broken",
        "meeting.draft",
        "out/page.html",
        "out/sheet.txt",
    ] {
        disk.put(
            &file(name),
            format!("<p>{WORDS}</p> {EARLIER} Ama Boateng").as_bytes(),
        );
    }
    disk.put(&file("out/booklet.pdf"), b"%PDF-1.7 \x00\x01");
    disk
}

fn asked<'a>(places: &'a Places, id: &'a str) -> Asked<'a> {
    Asked {
        places,
        also: &[],
        id,
        at: at(),
    }
}

/// Forgets; gives what a search finds.
fn forget(disk: &MemoryDisk, id: &str) -> Searched {
    let places = places();
    let plan = plan(disk, &asked(&places, id)).unwrap();
    carry_out(disk, &plan).unwrap();
    search(disk, &places, &[], &plan.words).unwrap()
}

fn all(disk: &MemoryDisk) -> String {
    let files = disk.paths();
    let text = files.iter().map(|path| {
        let bytes = disk.file(path).unwrap();
        format!("{}\n{}\n", path.display(), String::from_utf8_lossy(&bytes))
    });
    text.collect::<String>().to_lowercase()
}

fn journal(disk: &MemoryDisk, path: &Path) -> Journal<Meeting> {
    let (journal, tail) = Journal::open(&disk.file(path).unwrap()).unwrap().unwrap();
    assert!(tail.is_empty());
    journal
}

#[test]
fn a_comment_is_gone_from_every_file() {
    let disk = folder();
    let before = journal(&disk, &file("meeting.journal"));
    let searched = forget(&disk, "c1");
    assert_eq!(searched.left, Vec::<PathBuf>::new());
    assert_eq!(searched.unsearched, []);
    let text = all(&disk);
    for words in ["in a gown for two hours", "ward 7", "nobody told me why"] {
        assert!(!text.contains(words), "{words}: {text}");
    }
    assert!(text.contains("staff were kind to me"));
    let after = journal(&disk, &file("meeting.journal"));
    assert_eq!(
        after.state().goals()[0].title,
        "After \u{201c}[removed]\u{201d}"
    );
    assert_eq!(after.state().goals()[0].evidence, ["c2"]);
    // One more line each for the outcome in between and after; the numbers before are those they were.
    assert!((before.next()..=before.next() + 2).contains(&after.next()));
    let outcome = disk.file(&file("outcome.yaml")).unwrap();
    assert!(after.projected(&crate::store::hash::hash(&outcome)));
    let findings = String::from_utf8(disk.file(&file("findings.yaml")).unwrap()).unwrap();
    let findings = yaml::read_findings("f", &findings).value.unwrap();
    assert_eq!(findings.forgotten, ["c1"]);
    assert_eq!(findings.themes[0].comments.len(), 1);
    for gone in [
        "out/booklet.pdf",
        "outcome.edited-2.yaml",
        "meeting.journal.broken",
    ] {
        assert_eq!(disk.file(&file(gone)), None, "{gone}");
    }
    assert_eq!(disk.file(&places().local_journal()), None);
}

#[test]
fn a_person_keeps_an_id_and_a_role() {
    for id in ["ama", "ama boateng"] {
        let disk = folder();
        assert_eq!(forget(&disk, id).left, Vec::<PathBuf>::new());
        assert!(!all(&disk).contains("boateng"));
        let agenda = String::from_utf8(disk.file(&file("agenda.yaml")).unwrap()).unwrap();
        let agenda = yaml::read_agenda("a", &agenda).value.unwrap().agenda;
        assert_eq!(agenda.people[0].name, "[removed]");
        assert_eq!(agenda.people[0].role, "Nurse");
        let after = journal(&disk, &file("meeting.journal"));
        assert_eq!(
            after.state().notes()[0].text,
            "Ask [removed] about the new gowns"
        );
    }
}

#[test]
fn a_codebook_loses_what_names_them() {
    let path = file("codebook.yaml");
    let book = Codebook {
        names: vec!["Ama Boateng".to_owned(), "Ward 7".to_owned()],
        themes: vec![ThemeSaid {
            id: "t".to_owned(),
            title: "T".to_owned(),
        }],
        placed: ["c1", "c2"]
            .map(|id| Placed {
                comment: id.to_owned(),
                hold: Some(true),
                ..Placed::default()
            })
            .to_vec(),
        ..Codebook::default()
    };
    let text = yaml::write_codebook(&book, &yaml::Remarks::default());
    let problems = yaml::read_codebook("c", &text).problems;
    let read = |disk: &MemoryDisk| {
        let text = String::from_utf8(disk.file(&path).unwrap()).unwrap();
        yaml::read_codebook("c", &text).value.unwrap()
    };
    let disk = folder();
    disk.put(&path, text.as_bytes());
    assert!(
        yaml::read_codebook("c", &text).value.is_some(),
        "{problems:?}"
    );
    forget(&disk, "c1");
    assert_eq!(read(&disk).placed.len(), 1);
    assert_eq!(read(&disk).names.len(), 2);
    forget(&disk, "ama");
    assert_eq!(read(&disk).names, ["Ward 7"]);
}

#[test]
fn text_is_searched_whatever_it_is_encoded_in() {
    let disk = folder();
    let mut wide = vec![0xff, 0xfe];
    wide.extend(WORDS.encode_utf16().flat_map(u16::to_le_bytes));
    disk.put(&file("wide.txt"), &wide);
    disk.put(&file("out/wide.txt"), &wide);
    disk.put(&file("old.txt"), &[WORDS.as_bytes(), b" caf\xe9"].concat());
    let searched = forget(&disk, "c1");
    assert_eq!(searched.left, [file("old.txt"), file("wide.txt")]);
}

#[test]
fn findings_in_another_folder_are_cleared_and_another_meeting_is_told() {
    let disk = folder();
    let (ours, theirs) = (
        PathBuf::from("/f/findings.yaml"),
        PathBuf::from("/before/outcome.yaml"),
    );
    disk.put(&ours, yaml::write_findings(&findings(WORDS)).as_bytes());
    disk.put(&theirs, WORDS.as_bytes());
    let places = places();
    let also = [ours.clone()];
    let asked = Asked {
        also: &also,
        ..asked(&places, "c1")
    };
    let plan = plan(&disk, &asked).unwrap();
    carry_out(&disk, &plan).unwrap();
    let searched = search(&disk, &places, &[ours, theirs.clone()], &plan.words).unwrap();
    assert_eq!(searched.left, [theirs]);
}

#[test]
fn a_note_goes_in_each_of_its_wordings() {
    let disk = folder();
    assert_eq!(forget(&disk, "n5").left, Vec::<PathBuf>::new());
    let text = all(&disk);
    assert!(!text.contains("about the gowns") && !text.contains("about the new gowns"));
    assert_eq!(
        journal(&disk, &file("meeting.journal")).state().notes()[0].text,
        "[removed]"
    );
}

#[test]
fn whatever_a_crash_leaves_running_again_finishes_it() {
    for id in ["c1", "ama", "n5"] {
        let whole = folder();
        forget(&whole, id);
        let writes = {
            let disk = folder();
            let before = disk.writes();
            forget(&disk, id);
            disk.writes() - before
        };
        assert!(writes > 6, "{id}: {writes}");
        for nth in 0..writes {
            for fault in [Fault::Refused, Fault::DoneButSaysNo, Fault::Killed] {
                let disk = folder();
                let places = places();
                let first = plan(&disk, &asked(&places, id)).unwrap();
                disk.fail_at(nth, fault);
                assert!(carry_out(&disk, &first).is_err(), "{id} {nth} {fault:?}");
                disk.restart();
                // Every journal opens at every moment.
                journal(&disk, &file("meeting.journal"));
                forget(&disk, id);
                assert!(all(&disk) == all(&whole), "{id} {nth} {fault:?}");
            }
        }
    }
}

#[test]
fn a_second_time_there_is_nothing_to_do() {
    for id in ["c1", "ama", "n5"] {
        let disk = folder();
        forget(&disk, id);
        let places = places();
        let again = plan(&disk, &asked(&places, id)).unwrap();
        assert!(again.words.is_empty() && again.changes.is_empty(), "{id}");
    }
}

#[test]
fn a_local_copy_that_goes_on_is_joined() {
    let disk = folder();
    let text = String::from_utf8(disk.file(&file("meeting.journal")).unwrap()).unwrap();
    let shorter: String = text.split_inclusive('\n').take(5).collect();
    disk.put(&file("meeting.journal"), shorter.as_bytes());
    assert_eq!(forget(&disk, "c1").left, Vec::<PathBuf>::new());
    let after = journal(&disk, &file("meeting.journal"));
    assert_eq!(after.state().notes().len(), 1);
    assert_eq!(disk.file(&places().local_journal()), None);
}

#[test]
fn an_outcome_that_was_edited_by_hand_is_still_taken_for_one() {
    let disk = folder();
    let mut edited = disk.file(&file("outcome.yaml")).unwrap();
    edited.extend_from_slice(b"# by hand\n");
    disk.put(&file("outcome.yaml"), &edited);
    forget(&disk, "c1");
    let outcome = disk.file(&file("outcome.yaml")).unwrap();
    let after = journal(&disk, &file("meeting.journal"));
    assert!(!after.projected(&crate::store::hash::hash(&outcome)));
}

#[test]
fn what_is_not_ours_is_told_and_left() {
    let disk = folder();
    let export = file("export.csv");
    disk.put(&export, format!("id,words\n1,\"{WORDS}\"\n").as_bytes());
    disk.put(&file("export.xlsx"), b"PK\x03\x04\x00");
    disk.put(
        &file("letter.txt"),
        b"They told us of sitting in a gown for two hours and nobody came.",
    );
    let searched = forget(&disk, "c1");
    assert_eq!(searched.left, [export]);
    assert_eq!(searched.unsearched.len(), 1);
    assert_eq!(
        searched.parts,
        [(
            file("letter.txt"),
            "in a gown for two hours and nobody".to_owned()
        )]
    );
}

#[test]
fn nothing_is_done_where_not_all_can_be() {
    let places = places();
    let disk = folder();
    let refused = |disk: &MemoryDisk, id: &str| plan(disk, &asked(&places, id)).unwrap_err();
    let unknown = refused(&disk, "amma");
    assert_eq!(unknown.what, "no comment, note or person has the id amma");
    assert_eq!(unknown.hint.as_deref(), Some("is it ama?"));
    disk.put(&file("findings.yaml"), b"pledge: findings/1\nunit: [");
    assert!(refused(&disk, "c1").what.contains("findings.yaml"));
    let disk = folder();
    let mut damaged = disk.file(&file("meeting.journal")).unwrap();
    damaged[40] ^= 1;
    disk.put(&file("meeting.journal"), &damaged);
    assert!(refused(&disk, "c1").what.contains("meeting.journal"));
}

#[test]
fn a_rewritten_journal_is_what_our_writer_writes() {
    let disk = folder();
    forget(&disk, "c1");
    let bytes = disk.file(&file("meeting.journal")).unwrap();
    for line in String::from_utf8(bytes).unwrap().lines() {
        let entry = crate::store::line::read::<Meeting>(line.as_bytes()).unwrap();
        assert_eq!(crate::store::line::write(&entry).unwrap().trim_end(), line);
    }
    assert_eq!(Meeting::FORMAT, "journal/1");
}
