//! `pledge forget`, end to end: the built program on a copy of the finished sample, and a search of all remaining bytes.
#![cfg(unix)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use service_pledge::{
    domain::{
        agenda::Occasion,
        codebook::Codebook,
        event::Event,
        event_sourced::EventSourced as _,
        meeting::Meeting,
        preparation::{self, Preparation, change::Change},
    },
    store::{
        disk::{Disk, Lock, RealDisk},
        hash::hash,
        journal::Journal,
        places::Places,
        rehearsal,
        session::Session,
    },
    yaml,
};
use tempfile::TempDir;

const COMMENT: &str = "I sat in a gown for two hours and nobody told me why.";

/// A copy of the sample, and a home of its own.
struct Copy {
    root: TempDir,
}

struct Done {
    code: i32,
    out: String,
    error: String,
}

impl Copy {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/northbrook-finished");
        let copy = Self { root };
        fs::create_dir_all(copy.file("out")).unwrap();
        fs::create_dir(copy.root.path().join("tmp")).unwrap();
        for entry in fs::read_dir(sample).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), copy.unit().join(entry.file_name())).unwrap();
        }
        // The meeting before, which the agenda names, is another folder's.
        let before = copy.root.path().join("northbrook-2023");
        fs::create_dir(&before).unwrap();
        let outcome = "sample-data/northbrook-2023/outcome.yaml";
        fs::copy(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(outcome),
            before.join("outcome.yaml"),
        )
        .unwrap();
        copy
    }

    fn unit(&self) -> PathBuf {
        self.root.path().join("unit")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.unit().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.file(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Done {
        let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
            .args(arguments)
            .current_dir(self.root.path())
            .env_clear()
            .env("HOME", self.root.path().join("home"))
            .env("TMPDIR", self.root.path().join("tmp"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Done {
            code: done.status.code().unwrap(),
            out: text(done.stdout),
            error: text(done.stderr),
        }
    }

    fn journal(&self) -> Journal<Meeting> {
        let bytes = fs::read(self.file("meeting.journal")).unwrap();
        Journal::open(&bytes).unwrap().unwrap().0
    }

    /// Files that contain a word, in any case, or have it in their name: in the unit's folder, the home and the temporary folder.
    fn anywhere(&self, word: &str) -> Vec<PathBuf> {
        let mut files = RealDisk.list(self.root.path()).unwrap();
        // What it was asked about is on nobody's disk but the test's.
        files.retain(|path| !path.starts_with(self.root.path().join("northbrook-2023")));
        files.retain(|path| {
            let bytes = fs::read(path).unwrap();
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            let name = path.strip_prefix(self.root.path()).unwrap();
            text.contains(word) || name.display().to_string().contains(word)
        });
        files
    }

    /// A step of the meeting, as the program would record it.
    fn record(&self, event: Event) {
        let places = Places {
            folder: self.unit(),
            local: self.root.path().join("home/.local/share/pledge"),
        };
        let now = "2026-12-01T09:00:00+00:00".parse().unwrap();
        let mut session = Session::<Meeting, _>::open(RealDisk, places, "Ama", now, || {
            unreachable!("it is there")
        })
        .unwrap();
        session.record(vec![event], now);
        assert_eq!(session.unsaved(), 0);
    }

    /// Files that hold some bytes.
    fn holding(&self, words: &str) -> Vec<PathBuf> {
        let files = RealDisk.list(&self.unit()).unwrap();
        files
            .into_iter()
            .filter(|path| {
                let bytes = fs::read(path).unwrap();
                bytes.windows(words.len()).any(|w| w == words.as_bytes())
            })
            .collect()
    }

    /// It is checked and opened as any other.
    fn still_opens(&self) {
        let checked = self.run(&["check", "unit"]);
        assert_eq!(checked.code, 0, "{}", checked.out);
        assert!(
            checked.out.contains("0 problems, 0 warnings"),
            "{}",
            checked.out
        );
        let opened = self.run(&["--plain", "unit"]);
        assert_eq!(opened.code, 0, "{}", opened.error);
        let said = opened.out.split_whitespace().collect::<Vec<_>>().join(" ");
        // The day of the next review is left out: it depends on the day on which the tests run.
        assert!(
            said.contains(
                "Close. 0 of 7 looked at. This review. Of what was agreed on 24 November 2026."
            ),
            "{said}"
        );
        // The five goals that were agreed, the ask and the goal that was put off.
        assert_eq!(said.matches("Not looked at today.").count(), 7, "{said}");
        assert!(!opened.out.contains("kept as"), "{}", opened.out);
    }
}

#[test]
fn a_comment_is_forgotten() {
    let copy = Copy::new();
    copy.put("meeting.draft", &format!("She said: {COMMENT}"));
    copy.put(
        "out/page.html",
        "<p>I sat in a gown <b>for two hours</b>\nand nobody told me&nbsp;why.</p>",
    );
    copy.put("out/sheet.pdf", "%PDF-1.7");
    let before = copy.journal();
    let done = copy.run(&["forget", "unit", "c31", "--yes"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.error);
    assert!(done.out.contains(": nothing is left."), "{}", done.out);
    assert!(done.out.contains("It cannot reach backups"), "{}", done.out);
    for words in [COMMENT, "sat in a gown", "nobody told me"] {
        assert_eq!(copy.holding(words), Vec::<PathBuf>::new());
    }
    assert!(!copy.file("out/sheet.pdf").exists());
    let after = copy.journal();
    let outcome = fs::read(copy.file("outcome.yaml")).unwrap();
    assert!(after.projected(&hash(&outcome)));
    let titles = |j: &Journal<Meeting>| -> Vec<String> {
        j.state().goals().iter().map(|g| g.title.clone()).collect()
    };
    assert_eq!(titles(&after), titles(&before));
    assert_eq!(after.state().rounds(), before.state().rounds());
    copy.still_opens();
    let again = copy.run(&["forget", "unit", "c31"]);
    assert_eq!(again.code, 0, "{}", again.error);
    assert!(again.out.contains("was forgotten before"), "{}", again.out);
}

#[test]
fn a_name_and_a_note_are_forgotten() {
    let copy = Copy::new();
    let done = copy.run(&["forget", "unit", "Ama Boateng", "--yes"]);
    let left = copy.root.path().join("northbrook-2023/outcome.yaml");
    let elsewhere = fs::read_to_string(left).unwrap().contains("Ama Boateng");
    assert_eq!(
        done.code,
        i32::from(elsewhere),
        "{}{}",
        done.out,
        done.error
    );
    assert_eq!(copy.holding("Boateng"), Vec::<PathBuf>::new());
    copy.run(&["forget", "unit", "jo", "--yes"]);
    let done = copy.run(&["forget", "unit", "n22", "--yes"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.error);
    assert_eq!(
        copy.holding("an hour before the screen"),
        Vec::<PathBuf>::new()
    );
    copy.still_opens();
}

#[test]
fn a_person_goes_with_the_id_from_every_file_and_the_meeting_is_the_same() {
    let copy = Copy::new();
    for (arguments, says) in [
        (&["export", "unit", "--to", "all"][..], "minutes.html"),
        (
            &["export", "unit", "--to", "md", "-o", "unit/out/mine.md"],
            "",
        ),
        (
            &["meet", "--rehearse", "--keep", "--plain", "unit"],
            "is kept",
        ),
        (&["--plain", "unit"], "Close"),
    ] {
        let done = copy.run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {}", done.error);
        assert!(done.out.contains(says), "{arguments:?}: {}", done.out);
    }
    copy.put(
        "booklet.yaml",
        "pledge: booklet/1\ncontact: [\"Parveen Aslam: 01632 960 123\"]\n",
    );
    copy.put("codebook.yaml", &codebook("Parveen Aslam"));
    copy.put(
        "meeting.draft",
        "{\"purpose\":\"Park\",\"text\":\"ask Parveen Aslam\"}",
    );
    for old in ["agenda.before-1.yaml", "agenda.edited-1.yaml"] {
        fs::copy(copy.file("agenda.yaml"), copy.file(old)).unwrap();
    }
    fs::copy(
        copy.file("meeting.journal"),
        copy.file("meeting.other-1.journal"),
    )
    .unwrap();
    assert!(copy.anywhere("parveen").len() > 10);
    let before = copy.journal();
    let done = copy.run(&["forget", "unit", "parveen", "--yes"]);
    assert!(
        done.out.contains("the copy that a rehearsal left"),
        "{}",
        done.out
    );
    assert_eq!(
        copy.anywhere("parveen"),
        Vec::<PathBuf>::new(),
        "{}",
        done.out
    );
    assert_eq!(copy.anywhere("aslam"), Vec::<PathBuf>::new());
    // Nobody can say whose first name a name is that stands alone; nothing of it was there.
    assert!(done.out.contains(": nothing is left."), "{}", done.out);
    assert_eq!(done.code, 0, "{}{}", done.out, done.error);
    let (_, id) = done.out.split_once("this person is ").unwrap();
    let (id, _) = id.split_once(' ').unwrap();
    let agenda = fs::read_to_string(copy.file("agenda.yaml")).unwrap();
    assert!(
        agenda.contains(&format!(
            "{{id: {id}, name: \"[removed]\", role: Patient representative, group: patient}}"
        )),
        "{agenda}"
    );
    assert!(agenda.contains(&format!("speaker: {id}")));
    let after = copy.journal();
    let mut rounds = before.state().rounds().to_vec();
    for voter in rounds.iter_mut().flat_map(|r| &mut r.voters) {
        if voter.person == "parveen" {
            id.clone_into(&mut voter.person);
        }
    }
    assert_eq!(after.state().rounds(), rounds);
    assert!(after.projected(&hash(&fs::read(copy.file("outcome.yaml")).unwrap())));
    // Half-typed text is offered at the next opening, without the name.
    let draft = fs::read_to_string(copy.file("meeting.draft")).unwrap();
    assert!(draft.contains("ask [removed]"), "{draft}");
    fs::remove_file(copy.file("meeting.draft")).unwrap();
    copy.still_opens();
    // The papers are made again, without her.
    assert_eq!(copy.run(&["export", "unit", "--to", "all"]).code, 0);
    assert_eq!(copy.anywhere("parveen"), Vec::<PathBuf>::new());
    let again = copy.run(&["forget", "unit", id, "--yes"]);
    assert!(again.out.contains("was forgotten before"), "{}", again.out);
}

#[test]
fn lines_with_the_first_name_are_listed_and_nothing_is_said_to_be_gone() {
    let copy = Copy::new();
    copy.record(Event::NoteTaken {
        id: "n900".to_owned(),
        theme: None,
        text: "A long silence, and Parveen cried".to_owned(),
    });
    copy.put("letter.txt", "Dear all,\nplease ring Mrs Aslam.\n");
    let done = copy.run(&["forget", "unit", "parveen", "--yes"]);
    assert_eq!(done.code, 1, "{}", done.out);
    assert!(!done.out.contains("nothing is left"), "{}", done.out);
    for said in [
        "a part of the name or the old id still stands in these lines",
        "and parveen cried",
        "letter.txt: line 2: please ring mrs aslam.",
    ] {
        assert!(
            done.out.to_lowercase().contains(said),
            "{said}: {}",
            done.out
        );
    }
    assert_eq!(
        copy.anywhere("parveen"),
        [copy.file("meeting.journal")],
        "{}",
        done.out
    );
    // The note goes as a whole.
    let done = copy.run(&["forget", "unit", "n900", "--yes"]);
    assert_eq!(done.code, 0, "{}", done.out);
    assert_eq!(copy.anywhere("parveen"), Vec::<PathBuf>::new());
}

#[test]
fn two_who_are_forgotten_are_no_trouble_to_a_preparation() {
    let copy = Copy::new();
    for name in ["outcome.yaml", "meeting.journal"] {
        fs::remove_file(copy.file(name)).unwrap();
    }
    for person in ["parveen", "lee"] {
        copy.run(&["forget", "unit", person, "--yes"]);
    }
    let agenda = fs::read_to_string(copy.file("agenda.yaml")).unwrap();
    assert_eq!(agenda.matches("\"[removed]\"").count(), 2);
    let agenda = yaml::read_agenda("a", &agenda).value.unwrap().agenda;
    let preparation = Preparation::begin(&preparation::PreparationBegan {
        agenda: agenda.clone(),
        ..preparation::PreparationBegan::default()
    });
    let meeting = Occasion {
        place: "Room 3".to_owned(),
        ..agenda.meeting
    };
    assert!(preparation.decide(Change::MeetingSet { meeting }).is_ok());
}

#[test]
fn while_a_rehearsal_is_open_nothing_is_forgotten() {
    let copy = Copy::new();
    let temporary = copy.root.path().join("tmp");
    let open =
        rehearsal::RehearsalCopy::begin(&RealDisk, &temporary, "1", &copy.unit(), "Ama").unwrap();
    fs::write(open.folder().join("findings.yaml"), COMMENT).unwrap();
    let done = copy.run(&["forget", "unit", "c31", "--yes"]);
    assert_eq!(done.code, 2);
    assert!(
        done.error.contains("a rehearsal of this meeting is open"),
        "{}",
        done.error
    );
    drop(open);
    let done = copy.run(&["forget", "unit", "c31", "--yes"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.error);
    assert_eq!(
        rehearsal::all(&RealDisk, &temporary).unwrap(),
        Vec::<PathBuf>::new()
    );
}

/// A codebook that looks for a name.
fn codebook(name: &str) -> String {
    let book = Codebook {
        names: vec![name.to_owned()],
        ..Codebook::default()
    };
    yaml::write_codebook(&book, &yaml::Remarks::default())
}

#[test]
fn nothing_is_changed_where_it_is_not_to_be() {
    let copy = Copy::new();
    let bytes = || {
        let files = RealDisk.list(&copy.unit()).unwrap().into_iter();
        let files = files.filter(|path| !path.ends_with("meeting.lock"));
        files
            .map(|path| fs::read(path).unwrap())
            .collect::<Vec<_>>()
    };
    let before = bytes();
    let dry = copy.run(&["forget", "unit", "c31", "--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.error);
    for said in [
        "meeting.journal",
        "findings.yaml",
        "outcome.yaml",
        "Nothing was changed",
    ] {
        assert!(dry.out.contains(said), "{}", dry.out);
    }
    let unasked = copy.run(&["forget", "unit", "c31"]);
    assert_eq!(unasked.code, 2);
    assert!(unasked.error.contains("nobody to ask"), "{}", unasked.error);
    let unknown = copy.run(&["forget", "unit", "Ama Boatong", "--yes"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.error.contains("is it Ama Boateng?"),
        "{}",
        unknown.error
    );
    let places = Places {
        folder: copy.unit(),
        local: PathBuf::new(),
    };
    let lock = RealDisk.lock(&places.lock(), "Sam, since 13:00").unwrap();
    assert!(matches!(lock, Lock::Ours(_)));
    let open = copy.run(&["forget", "unit", "c31", "--yes"]);
    assert_eq!(open.code, 2);
    assert!(
        open.error.contains("this meeting is open (Sam"),
        "{}",
        open.error
    );
    assert!(before == bytes());
}

#[test]
fn what_is_left_elsewhere_is_told() {
    let copy = Copy::new();
    copy.put("export.csv", &format!("id,words\n31,\"{COMMENT}\"\n"));
    let done = copy.run(&["forget", "unit", "c31", "--yes"]);
    assert_eq!(done.code, 1, "{}{}", done.out, done.error);
    assert!(done.out.contains("The words are left in:"), "{}", done.out);
    assert!(done.out.contains("export.csv"), "{}", done.out);
    assert_eq!(copy.holding("sat in a gown"), [copy.file("export.csv")]);
}

#[test]
fn what_is_kept_of_a_preparation_goes_with_the_words() {
    let copy = Copy::new();
    for name in ["outcome.yaml", "meeting.journal"] {
        fs::remove_file(copy.file(name)).unwrap();
    }
    let findings = fs::read_to_string(copy.file("findings.yaml")).unwrap();
    copy.put("findings.before-1.yaml", &findings);
    let places = Places {
        folder: copy.unit(),
        local: copy.root.path().to_path_buf(),
    };
    let began = preparation::PreparationBegan {
        id: "p1".to_owned(),
        findings: yaml::read_findings("f", &findings).value.unwrap(),
        ..preparation::PreparationBegan::default()
    };
    let now = "2026-10-01T09:00:00+00:00".parse().unwrap();
    let open = || {
        Session::<Preparation, _>::open(RealDisk, places.clone(), "Ama", now, || Ok(began.clone()))
            .unwrap()
    };
    // While it is open it would write the words again.
    let mut session = open();
    let journal = fs::read_to_string(copy.file("preparation.journal")).unwrap();
    assert!(journal.contains("sat in a gown"));
    let done = copy.run(&["forget", "unit", "c31", "--yes"]);
    assert_eq!(done.code, 2);
    assert!(
        done.error.contains("its preparation is open"),
        "{}",
        done.error
    );
    // What was changed and is in no file would be lost.
    let rules = vec!["One person speaks at a time".to_owned()];
    session.record(vec![Change::RulesSet { rules }], now);
    drop(session);
    let done = copy.run(&["forget", "unit", "c31", "--yes"]);
    assert_eq!(done.code, 2);
    assert!(done.error.contains("in no file yet"), "{}", done.error);
    let mut session = open();
    session.undo(now).unwrap();
    drop(session);
    let done = copy.run(&["forget", "unit", "c31", "--yes"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.error);
    assert_eq!(copy.holding("sat in a gown"), Vec::<PathBuf>::new());
    assert!(!copy.file("preparation.journal").exists());
}

/// A dataset is somewhere else, and holds of a person at most what a title says.
#[test]
fn a_programme_that_lets_titles_out_is_named() {
    let copy = Copy::new();
    let programme = |folder: &str| {
        let text = format!("pledge: programme/1\nunits: [{{folder: {folder}, titles: true}}]\n");
        fs::write(copy.root.path().join("programme.yaml"), text).unwrap();
    };
    programme("unit");
    let done = copy.run(&["forget", "unit", "c31", "--yes"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.error);
    let said = "programme.yaml lets titles of this unit\u{2019}s goals into datasets";
    assert!(done.out.contains(said), "{}", done.out);
    assert!(done.out.contains("--parquet DIR"), "{}", done.out);
    programme("another");
    let done = copy.run(&["forget", "unit", "ama", "--yes"]);
    assert!(done.out.contains("Searched"), "{}{}", done.out, done.error);
    assert!(!done.out.contains("datasets"), "{}", done.out);
}
