//! Tests of forgetting: on a whole folder, on a disk that fails at every write, and where nothing may be done.

use std::path::{Path, PathBuf};

use super::*;
use crate::{
    domain::{
        booklet::{Booklet, BookletSection},
        codebook::{Codebook, CodebookTheme, CommentDecision},
        event::Event,
        event_sourced::EventSourced as _,
        findings::{Comment, Findings, SourceKind, Theme},
        goal::Owner,
        meeting::{Began, Meeting},
        people::Person,
        vote::{
            allowed::Allowed,
            ballot_box::BallotBox,
            method::Method,
            round::Voter,
            settings::{RoundSettings, Weight},
        },
    },
    store::{
        ballot_box::BoxFile,
        journal::Journal,
        memory::{Fault, MemoryDisk},
        rehearsal::{self, RehearsalCopy},
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
    // What a checkpoint holds is in the state, and so in it once more.
    session.checkpoint(at());
    assert!(session.text().contains("checkpoint"));
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
        what: What::One(id),
        seed: "first",
        rehearsals: &[],
        at: at(),
    }
}

/// The agenda as it is on the disk.
fn agenda(disk: &MemoryDisk) -> crate::domain::agenda::Agenda {
    let text = String::from_utf8(disk.file(&file("agenda.yaml")).unwrap()).unwrap();
    yaml::read_agenda("a", &text).value.unwrap().agenda
}

/// Forgets; gives what a search finds.
fn forget(disk: &MemoryDisk, id: &str) -> Searched {
    let places = places();
    let plan = plan(disk, &asked(&places, id)).unwrap();
    carry_out(disk, &plan).unwrap();
    search(disk, &places, &[], &plan).unwrap()
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
fn all_comments_go_and_what_was_counted_stays() {
    let disk = folder();
    let places = places();
    let before = journal(&disk, &file("meeting.journal"));
    let all_of_them = Asked {
        what: What::AllComments,
        ..asked(&places, "")
    };
    let plan = |disk: &MemoryDisk| plan(disk, &all_of_them).unwrap();
    let first = plan(&disk);
    assert_eq!(first.ids, ["c1", "c2"].map(str::to_owned).into());
    // Cut short after each step, running it again ends at the same files.
    let mut ends = std::collections::BTreeSet::new();
    for steps in 0..=first.steps.len() {
        let disk = folder();
        let cut = ForgetPlan {
            steps: first.steps[..steps].to_vec(),
            ..first.clone()
        };
        carry_out(&disk, &cut).unwrap();
        carry_out(&disk, &plan(&disk)).unwrap();
        ends.insert(all(&disk));
        assert!(plan(&disk).is_done());
    }
    assert_eq!(ends.len(), 1);

    carry_out(&disk, &first).unwrap();
    let searched = search(&disk, &places, &[], &first).unwrap();
    assert_eq!(searched.left, Vec::<PathBuf>::new());
    let text = all(&disk);
    for words in [
        "in a gown for two hours",
        "nobody told me why",
        "staff were kind to me",
    ] {
        assert!(!text.contains(words), "{words}: {text}");
    }
    let findings = String::from_utf8(disk.file(&file("findings.yaml")).unwrap()).unwrap();
    let findings = yaml::read_findings("f", &findings).value.unwrap();
    assert_eq!(findings.forgotten, ["c1", "c2"]);
    assert!(findings.themes.iter().all(|t| t.comments.is_empty()));
    let after = journal(&disk, &file("meeting.journal"));
    assert_eq!(after.state().goals().len(), before.state().goals().len());
    assert_eq!(after.state().goals()[0].evidence, Vec::<String>::new());
    assert!(plan(&disk).is_done());
}

/// Everything that names a person by their id: who came, spoke, voted and owns, and who opens an item.
fn with_ids(disk: &MemoryDisk) -> PathBuf {
    let text = "pledge: agenda/1\nmeeting: {title: M}\npeople:\n  - {id: ama, name: Ama Boateng, role: Nurse, group: mdt, strand: primary, hours: 40, access: [a chair by the wall], here_for: My sister waited}\n  - {id: jo, name: Jo Ellis, group: patient, strand: primary, hours: 2}\nitems:\n  - {stage: vote, minutes: 5, speaker: ama}\n";
    assert!(yaml::read_agenda("a", text).value.is_some());
    disk.put(&file("agenda.yaml"), text.as_bytes());
    disk.put(&file("agenda.before-1.yaml"), text.as_bytes());
    let mut session = Session::<Meeting, _>::open(disk.clone(), places(), "us", at(), || {
        unreachable!("it is there")
    })
    .unwrap();
    let taken = yaml::read_agenda("a", text).value.unwrap().agenda;
    let person = || "ama".to_owned();
    let voter = Voter {
        person: person(),
        group: "mdt".to_owned(),
        proxy: false,
    };
    let round = "r10".to_owned();
    for event in [
        Event::AgendaTakenIn {
            agenda: Box::new(taken),
        },
        Event::PersonArrived {
            person: person(),
            at: at(),
        },
        Event::PersonHeard {
            theme: "t".to_owned(),
            person: person(),
            passed: false,
        },
        Event::HearingTakenBack {
            theme: "t".to_owned(),
            person: person(),
        },
        Event::RoundOpened {
            id: round.clone(),
            settings: RoundSettings {
                method: Method::Score,
                weight: Weight::Balanced,
                apart_from: 3,
                goals: vec!["g4".to_owned()],
                allowed: Allowed::default(),
            },
            voters: vec![voter.clone()],
            at: at(),
            number: None,
        },
        Event::PersonLeft {
            person: person(),
            at: at(),
        },
        Event::OwnerAssigned {
            goal: "g4".to_owned(),
            owner: Some(Owner::Person(person())),
            accepted: true,
        },
        Event::PartnerAssigned {
            goal: "g4".to_owned(),
            partner: Some(person()),
        },
        Event::WalkInArrived {
            person: Person {
                id: "pat".to_owned(),
                name: "Pat Moor".to_owned(),
                strand: Some("primary".to_owned()),
                ..Person::default()
            },
            at: at(),
        },
    ] {
        session.record(vec![event], at());
    }
    let ballots = BallotBox {
        voted: ["ama", "jo", "zoe"].map(str::to_owned).to_vec(),
        ..BallotBox::new(&round)
    };
    BoxFile::new(&places(), "m", &round)
        .put(disk, &ballots, at())
        .unwrap();
    let outcome = "pledge: outcome/1\nunit: {name: N}\nmeeting: {title: M, present: [ama], absent: [jo]}\npeople: [{id: ama, name: Ama Boateng}, {id: jo, name: Jo Ellis}]\nstandards: []\ngoals:\n  - {id: g4, title: T, decision: agreed, owner: ama, partner: ama}\n";
    assert!(yaml::read_outcome("o", outcome).value.is_some());
    session
        .project(&file("outcome.yaml"), outcome.as_bytes(), at())
        .unwrap();
    places().ballots("m", &round)
}

#[test]
fn a_persons_id_goes_with_the_name_and_the_meeting_is_the_same() {
    for asked in ["ama", "ama boateng"] {
        let disk = folder();
        let waits = with_ids(&disk);
        let before = journal(&disk, &file("meeting.journal"));
        let searched = forget(&disk, asked);
        assert!(searched.found_nothing(), "{searched:?}");
        for personal in ["boateng", "chair by the wall", "my sister waited"] {
            assert!(!all(&disk).contains(personal), "{personal}");
        }
        let agenda = agenda(&disk);
        let gone = &agenda.people[0];
        let id = gone.id.as_str();
        assert!(ids::is_fresh(id), "{id}");
        assert_eq!(
            *gone,
            Person {
                id: id.to_owned(),
                name: "[removed]".to_owned(),
                role: "Nurse".to_owned(),
                group: Some("mdt".to_owned()),
                ..Person::default()
            }
        );
        assert_eq!(agenda.items[0].speaker.as_deref(), Some(id));
        // Nobody else loses anything.
        assert_eq!(agenda.people[1].hours, Some(2));
        let copy = String::from_utf8(disk.file(&file("agenda.before-1.yaml")).unwrap());
        assert!(copy.unwrap().contains(&format!("speaker: {id}")));
        let outcome = String::from_utf8(disk.file(&file("outcome.yaml")).unwrap()).unwrap();
        let outcome = yaml::read_outcome("o", &outcome).value.unwrap();
        assert_eq!(outcome.meeting.present, [id]);
        assert_eq!(outcome.goals[0].owner.as_deref(), Some(id));
        assert_eq!(outcome.goals[0].partner.as_deref(), Some(id));
        // Opened, it is the same meeting under another id.
        let after = journal(&disk, &file("meeting.journal"));
        let (then, now) = (before.state(), after.state());
        let at_once = |m: &Meeting| {
            let people = m.people().iter();
            people
                .map(|a| {
                    (
                        a.person.role.clone(),
                        a.person.group.clone(),
                        a.stays.clone(),
                    )
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(at_once(now), at_once(then));
        assert_eq!(now.rounds()[0].voters[0].person, id);
        assert_eq!(now.rounds()[0].group_of(id), Some("mdt"));
        assert_eq!(now.goals()[0].owner, Some(Owner::Person(id.to_owned())));
        assert_eq!(now.goals()[0].partner.as_deref(), Some(id));
        // Nobody votes twice, and the box is as old as it was.
        let file = BoxFile::new(&places(), "m", &now.rounds()[0].id);
        let ballots: BallotBox = file.get(&disk).unwrap().unwrap();
        assert!(ballots.voted.is_sorted() && ballots.voted.len() == 3);
        assert!(ballots.voted.iter().any(|v| v == id));
        let seconds = u64::try_from(at().seconds()).ok();
        assert_eq!(disk.modified(&waits), seconds);
        // Somebody else is forgotten under an id of their own.
        forget(&disk, "pat");
        let ids: Vec<String> = journal(&disk, &self::file("meeting.journal"))
            .state()
            .people()
            .iter()
            .map(|a| a.person.id.clone())
            .collect();
        assert!(ids::is_fresh(&ids[2]) && ids[2] != ids[0], "{ids:?}");
        assert!(!all(&disk).contains("forget.unfinished"));
    }
}

#[test]
fn lines_that_name_them_otherwise_are_told_and_left() {
    let disk = folder();
    let note = |id: &str, text: &str| Event::NoteTaken {
        id: id.to_owned(),
        theme: None,
        text: text.to_owned(),
    };
    let mut session = Session::<Meeting, _>::open(disk.clone(), places(), "us", at(), || {
        unreachable!("it is there")
    })
    .unwrap();
    session.record(vec![note("n20", "Nurse Boateng and AMA cried")], at());
    drop(session);
    disk.put(&file("letter.txt"), b"Dear all,\nama's rota\n");
    let searched = forget(&disk, "ama");
    assert_eq!(searched.left, Vec::<PathBuf>::new());
    assert!(!searched.found_nothing());
    let told: Vec<(&PathBuf, usize)> = searched
        .lines
        .iter()
        .map(|l| (&l.path, l.shown.len()))
        .collect();
    assert_eq!(
        told,
        [(&file("letter.txt"), 1), (&file("meeting.journal"), 1)]
    );
    assert_eq!(searched.lines[0].shown, [(2, "ama's rota".to_owned())]);
    let line = &searched.lines[1].shown[0].1;
    assert!(
        line.contains("\"id\":\"n20\"") && line.contains("AMA cried"),
        "{line}"
    );
}

#[test]
fn a_person_whose_name_an_earlier_version_took_loses_the_id_as_well() {
    let disk = folder();
    let journal = disk.file(&file("meeting.journal")).unwrap();
    let mut text = String::new();
    for line in String::from_utf8(journal).unwrap().lines() {
        let entry = crate::store::line::read::<Meeting>(line.as_bytes()).unwrap();
        let value = crate::store::line::write(&entry).unwrap();
        assert!(value.starts_with(line));
        text.push_str(&value);
    }
    assert!(text.contains("ama"));
    // As it left the files: the name was gone, and the id stayed.
    for name in ["agenda.yaml", "outcome.yaml"] {
        let old = String::from_utf8(disk.file(&file(name)).unwrap()).unwrap();
        disk.put(
            &file(name),
            old.replace("name: Ama Boateng", "name: \"[removed]\"")
                .as_bytes(),
        );
    }
    disk.remove(&file("meeting.journal")).unwrap();
    disk.remove(&file("meeting.other-1.journal")).unwrap();
    disk.remove(&places().local_journal()).unwrap();
    forget(&disk, "ama");
    assert!(ids::is_fresh(&agenda(&disk).people[0].id));
}

#[test]
fn a_booklet_keeps_all_but_the_words() {
    let disk = folder();
    let text = "pledge: booklet/1\ntitle: Our pledge\ncolour: \"#00468C\"\nlogo: logo.png\nnames: true\npicture: ward.png\npicture_alt: Our door\nepigraph: c1\ncontact: [\"Ama Boateng: 01632 960 123\"]\naddress: https://www.example.nhs.uk/pledge\nlanguages: [Welsh]\nformats: [large print]\nreply_within: 10 working days\nasks_from: \"Ama Boateng, 01632 960 123\"\nmade_by: Ama Boateng\nchecked: 2026-11-30\nsections:\n  before: {show: false}\n  better: {heading: Talk to us, text: Ring Ama Boateng}\n";
    disk.put(&file("booklet.yaml"), text.as_bytes());
    let wanted = yaml::read_booklet("b", text).value.unwrap();
    // Written anew without a change, it reads as it did.
    let again = yaml::write_booklet(&wanted);
    assert_eq!(
        yaml::read_booklet("b", &again).value.as_ref(),
        Some(&wanted)
    );
    forget(&disk, "c1");
    let after = String::from_utf8(disk.file(&file("booklet.yaml")).unwrap()).unwrap();
    let read = yaml::read_booklet("b", &after).value.unwrap();
    // A forgotten comment is no longer quoted on the cover; nothing else changes.
    let expected = Booklet {
        epigraph: None,
        ..wanted.clone()
    };
    assert_eq!(read, expected);
    forget(&disk, "ama");
    let after = String::from_utf8(disk.file(&file("booklet.yaml")).unwrap()).unwrap();
    let read = yaml::read_booklet("b", &after).value.unwrap();
    assert_eq!(read.contact, ["[removed]: 01632 960 123"]);
    assert_eq!(read.asks_from.as_deref(), Some("[removed], 01632 960 123"));
    let better = read.section(BookletSection::Better);
    assert_eq!(better.text.as_deref(), Some("Ring [removed]"));
    assert_eq!(read.made_by.as_deref(), Some("[removed]"));
    assert_eq!((read.logo, read.checked), (wanted.logo, wanted.checked));
}

#[test]
fn the_copies_of_a_rehearsal_go_as_a_whole() {
    let disk = folder();
    let temporary = Path::new("/tmp");
    let begin = |id: &str, unit: &str| {
        let copy = RehearsalCopy::begin(&disk, temporary, id, Path::new(unit), "us").unwrap();
        copy.keep(&disk).unwrap();
        copy.folder().to_path_buf()
    };
    let ours = begin("1", "/unit");
    let theirs = begin("2", "/elsewhere");
    disk.put(&theirs.join("findings.yaml"), b"They were kind.");
    let by_another_path = begin("3", "/link/to/unit");
    disk.put(&by_another_path.join("findings.yaml"), WORDS.as_bytes());
    let places = places();
    let rehearsals = rehearsal::all(&disk, temporary).unwrap();
    assert_eq!(rehearsals.len(), 3);
    let asked = Asked {
        rehearsals: &rehearsals,
        ..asked(&places, "c1")
    };
    let plan = plan(&disk, &asked).unwrap();
    let said = plan.changes.iter().filter(|c| c.what.contains("rehearsal"));
    let said: Vec<&PathBuf> = said.map(|c| &c.path).collect();
    assert_eq!(said, [&ours, &by_another_path]);
    carry_out(&disk, &plan).unwrap();
    assert_eq!(rehearsal::all(&disk, temporary).unwrap(), [theirs]);
}

#[test]
fn a_codebook_loses_what_names_them() {
    let path = file("codebook.yaml");
    let book = Codebook {
        names: vec!["Ama Boateng".to_owned(), "Ward 7".to_owned()],
        themes: vec![CodebookTheme {
            id: "t".to_owned(),
            title: "T".to_owned(),
        }],
        placed: ["c1", "c2"]
            .map(|id| CommentDecision {
                comment: id.to_owned(),
                hold: Some(true),
                ..CommentDecision::default()
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
    let searched = search(&disk, &places, &[ours, theirs.clone()], &plan).unwrap();
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

/// A record that went apart gave its notes ids of its own: the same id is another note there, and the same words have another id.
#[test]
fn in_a_record_that_went_apart_words_count_and_not_ids() {
    let with = |notes: &[(&str, &str)]| {
        let disk = folder();
        let mut session = Session::<Meeting, _>::open(disk.clone(), places(), "us", at(), || {
            unreachable!("it is there")
        })
        .unwrap();
        for (id, text) in notes {
            let note = Event::NoteTaken {
                id: (*id).to_owned(),
                theme: None,
                text: (*text).to_owned(),
            };
            session.record(vec![note], at());
        }
        drop(session);
        disk
    };
    let ours = "The porter told us everything about his own scan";
    let theirs = "Somebody wants a second lift beside the fracture clinic";
    let disk = with(&[("n90", ours)]);
    let other = with(&[("n90", theirs), ("n91", ours)]);
    let apart = file("meeting.merged-1.journal");
    disk.put(&apart, &other.file(&file("meeting.journal")).unwrap());

    assert_eq!(forget(&disk, "n90").left, Vec::<PathBuf>::new());
    let text = all(&disk);
    assert!(!text.contains("told us everything"), "{text}");
    assert!(text.contains("a second lift"), "{text}");
    let notes = journal(&disk, &apart);
    let notes: Vec<&str> = notes
        .state()
        .notes()
        .iter()
        .map(|n| n.text.as_str())
        .collect();
    assert!(notes.ends_with(&[theirs, "[removed]"]), "{notes:?}");
}

/// Forgets with a seed; gives what is on the disk then.
fn forgotten(disk: &MemoryDisk, id: &str, seed: &str) -> String {
    let places = places();
    let asked = Asked {
        seed,
        ..asked(&places, id)
    };
    match plan(disk, &asked) {
        Ok(plan) => carry_out(disk, &plan).unwrap(),
        // All of it was done, and only the answer was lost.
        Err(refused) => assert!(refused.to_string().starts_with("no comment"), "{refused}"),
    }
    all(disk)
}

#[test]
fn whatever_a_crash_leaves_running_again_finishes_it() {
    for id in ["c1", "ama", "n5"] {
        let new = || {
            let disk = folder();
            with_ids(&disk);
            disk
        };
        // A new id is made from the first seed or from the second, and never from both.
        let wanted = ["first", "second"].map(|seed| forgotten(&new(), id, seed));
        assert_eq!(wanted[0] == wanted[1], id != "ama");
        let writes = {
            let disk = new();
            let before = disk.writes();
            forgotten(&disk, id, "first");
            disk.writes() - before
        };
        assert!(writes > 4, "{id}: {writes}");
        for nth in 0..writes {
            for fault in [Fault::Refused, Fault::DoneButSaysNo, Fault::Killed] {
                let disk = new();
                let places = places();
                let first = plan(&disk, &asked(&places, id)).unwrap();
                disk.fail_at(nth, fault);
                assert!(carry_out(&disk, &first).is_err(), "{id} {nth} {fault:?}");
                disk.restart();
                // Every journal opens at every moment.
                journal(&disk, &file("meeting.journal"));
                let left = forgotten(&disk, id, "second");
                assert!(wanted.contains(&left), "{id} {nth} {fault:?}");
            }
        }
    }
}

#[test]
fn a_second_time_there_is_nothing_to_do() {
    for id in ["c1", "n5"] {
        let disk = folder();
        forget(&disk, id);
        let places = places();
        let again = plan(&disk, &asked(&places, id)).unwrap();
        assert!(again.is_done() && again.changes.is_empty(), "{id}");
    }
    let disk = folder();
    forget(&disk, "ama");
    let places = places();
    let again = plan(&disk, &asked(&places, &agenda(&disk).people[0].id)).unwrap();
    assert!(again.is_done() && again.changes.is_empty());
    // The old id says nothing any more.
    let unknown = plan(&disk, &asked(&places, "ama")).unwrap_err();
    assert!(unknown.to_string().contains("has the id ama"), "{unknown}");
}

#[test]
fn by_the_name_alone_what_was_cut_short_cannot_be_found_and_that_is_said() {
    let disk = folder();
    let places = places();
    let plan_of = |id| plan(&disk, &asked(&places, id));
    let first = plan_of("ama").unwrap();
    // All but the last step.
    let last = first.steps.len() - 1;
    for step in first.steps.iter().take(last) {
        let one = ForgetPlan {
            steps: vec![step.clone()],
            ..first.clone()
        };
        carry_out(&disk, &one).unwrap();
    }
    let refused = plan_of("Ama Boateng").unwrap_err();
    let ForgetError::Refused(refused) = refused else {
        panic!("{refused}")
    };
    let hint = refused.hint().unwrap();
    assert!(hint.contains("forgetting ama was cut short"), "{hint}");
    carry_out(&disk, &plan_of("ama").unwrap()).unwrap();
    assert!(plan_of("ama").is_err());
    assert!(!all(&disk).contains("forget.unfinished"));
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
    assert_eq!(
        unknown.to_string(),
        "no comment, note or person has the id amma"
    );
    let ForgetError::Refused(unknown) = unknown else {
        panic!("{unknown}")
    };
    assert_eq!(unknown.hint(), Some("is it ama?"));
    disk.put(&file("findings.yaml"), b"pledge: findings/1\nunit: [");
    assert!(refused(&disk, "c1").to_string().contains("findings.yaml"));
    let disk = folder();
    let mut damaged = disk.file(&file("meeting.journal")).unwrap();
    damaged[40] ^= 1;
    disk.put(&file("meeting.journal"), &damaged);
    assert!(refused(&disk, "c1").to_string().contains("meeting.journal"));
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
