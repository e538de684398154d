//! `pledge forget`, end to end: the built program on a copy of the finished sample, and then the bytes that are left.
#![cfg(unix)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use service_pledge::{
    domain::{
        meeting::Meeting,
        preparation::{self, Change, Preparation},
    },
    store::{
        disk::{Disk, Lock, RealDisk},
        hash::hash,
        journal::Journal,
        places::Places,
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
        assert!(opened.out.contains("5 goals agreed"), "{}", opened.out);
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
    let began = preparation::Began {
        id: "p1".to_owned(),
        findings: yaml::read_findings("f", &findings).value.unwrap(),
        ..preparation::Began::default()
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
