//! `pledge merge` and the offer at opening: the built program on two copies of one meeting, with both answers.
#![cfg(unix)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;
use service_pledge::{
    app::program::Program as _,
    domain::{
        command::{Command as Ask, Now},
        meeting::Meeting,
    },
    plain::Dialogue,
    store::{disk::RealDisk, memory::MemoryDisk, places::Places, session::Session},
};
use tempfile::TempDir;

use crate::harness::{Play, northbrook, places, sample};

const COPY: &str = "meeting (conflicted copy).journal";
const KEPT: &str = "meeting (conflicted copy).merged-1.journal";

/// A unit's folder in a home of its own.
struct Unit(TempDir);

struct Done {
    code: i32,
    out: String,
    error: String,
}

impl Unit {
    fn new() -> Self {
        let unit = Self(TempDir::new().unwrap());
        for (folder, files) in [
            ("unit", &["findings.yaml", "agenda.yaml"][..]),
            ("northbrook-2023", &["outcome.yaml"]),
        ] {
            fs::create_dir(unit.0.path().join(folder)).unwrap();
            for file in files {
                let from = if folder == "unit" {
                    "northbrook"
                } else {
                    folder
                };
                let text = sample(&format!("{from}/{file}"));
                fs::write(unit.0.path().join(folder).join(file), text).unwrap();
            }
        }
        unit
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join("unit").join(name)
    }

    fn run(&self, arguments: &[&str], typed: &str) -> Done {
        let lines = self.0.path().join("typed");
        fs::write(&lines, typed).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
            .args(arguments)
            .current_dir(self.0.path())
            .env_clear()
            .env("HOME", self.0.path())
            .env("USER", "ama")
            .stdin(Stdio::from(fs::File::open(&lines).unwrap()))
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Done {
            code: done.status.code().unwrap(),
            out: text(done.stdout),
            error: text(done.stderr),
        }
    }

    /// The meeting in the folder, written by this program itself.
    fn session(&self) -> Session<Meeting, RealDisk> {
        let places = Places {
            folder: self.0.path().join("unit"),
            local: self.0.path().join(".local/share/pledge"),
        };
        let at = "2026-11-24T13:00:00+00:00".parse().unwrap();
        loop {
            let open = || Ok(northbrook());
            let session = Session::open(RealDisk, places.clone(), "a test", at, open).unwrap();
            // A program that another test starts holds every file of this one for a moment, locks too.
            if !session.is_read_only() {
                return session;
            }
            std::thread::yield_now();
        }
    }

    /// Ticks people at this time.
    fn tick(&self, people: &[&str], at: &str) {
        let mut session = self.session();
        for person in people {
            let at = format!("2026-11-24T{at}:00+00:00").parse().unwrap();
            let now = Now {
                at,
                n: session.next(),
            };
            let person = (*person).to_owned();
            let events = session.state().decide(Ask::Arrive { person }, now).unwrap();
            session.record(events, at);
        }
        assert_eq!(session.unsaved(), 0);
    }

    /// Two sides of a meeting that went apart: each has ticked somebody, and one of them is the same.
    fn apart() -> Self {
        let unit = Self::new();
        let journal = unit.file("meeting.journal");
        unit.tick(&["ama"], "13:01");
        let before = fs::read(&journal).unwrap();
        unit.tick(&["ruth", "jo"], "13:02");
        fs::rename(&journal, unit.file("there")).unwrap();
        fs::write(&journal, before).unwrap();
        unit.tick(&["ruth"], "13:03");
        fs::rename(unit.file("there"), unit.file(COPY)).unwrap();
        unit
    }
}

#[test]
fn the_command_says_what_comes_brings_it_in_and_adds_nothing_twice() {
    let unit = Unit::apart();
    let before = fs::read_to_string(unit.file("meeting.journal")).unwrap();
    let there = fs::read(unit.file(COPY)).unwrap();
    let copy = format!("unit/{COPY}");
    let dry = unit.run(&["merge", "unit", &copy, "--dry-run"], "");
    assert_eq!((dry.code, dry.error.as_str()), (0, ""));
    assert!(
        dry.out.contains("Would come from") && dry.out.contains("1 arrival"),
        "{}",
        dry.out
    );
    assert!(dry.out.ends_with("Nothing was merged.\n"), "{}", dry.out);
    assert_eq!(fs::read(unit.file(COPY)).unwrap(), there);
    assert_eq!(
        fs::read_to_string(unit.file("meeting.journal")).unwrap(),
        before
    );

    let done = unit.run(&["merge", "unit", &copy, "--json"], "");
    assert_eq!((done.code, done.error.as_str()), (0, ""));
    let json: Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!(json["added"], 1);
    assert!(json["kept"].as_str().unwrap().ends_with(KEPT));
    let fates: Vec<_> = json["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| &s["fate"])
        .collect();
    assert_eq!(fates, ["same", "comes"]);
    let after = fs::read_to_string(unit.file("meeting.journal")).unwrap();
    assert!(after.starts_with(&before));
    assert_eq!(after.lines().count(), before.lines().count() + 1);
    assert_eq!(fs::read(unit.file(KEPT)).unwrap(), there);
    assert!(!unit.file(COPY).exists());

    let again = unit.run(&["merge", "unit", &format!("unit/{KEPT}")], "");
    assert_eq!(again.code, 0);
    assert!(
        again.out.ends_with("has nothing to add.\n"),
        "{}",
        again.out
    );
    assert_eq!(
        fs::read_to_string(unit.file("meeting.journal")).unwrap(),
        after
    );
}

#[test]
fn words_that_are_forgotten_go_out_of_the_merged_record_too_and_it_still_adds_nothing() {
    const WORDS: &str = "I sat in a gown for two hours";
    let unit = Unit::apart();
    let done = unit.run(&["merge", "unit", &format!("unit/{COPY}")], "");
    assert_eq!(done.code, 0, "{}", done.error);
    assert!(fs::read_to_string(unit.file(KEPT)).unwrap().contains(WORDS));
    let done = unit.run(&["forget", "unit", "c31", "--yes"], "");
    assert_eq!(done.code, 0, "{}{}", done.out, done.error);
    for name in [KEPT, "meeting.journal"] {
        assert!(
            !fs::read_to_string(unit.file(name)).unwrap().contains(WORDS),
            "{name}"
        );
    }
    let again = unit.run(&["merge", "unit", &format!("unit/{KEPT}")], "");
    assert!(
        again.out.ends_with("has nothing to add.\n"),
        "{}{}",
        again.out,
        again.error
    );
}

#[test]
fn what_cannot_be_merged_is_said_and_nothing_is_touched() {
    let unit = Unit::apart();
    let before = fs::read(unit.file("meeting.journal")).unwrap();
    fs::write(unit.file("other.journal"), "no record").unwrap();
    for (other, says) in [
        ("unit/no-such-file", "no such file"),
        ("unit/other.journal", "no record of a meeting"),
        ("northbrook-2023", "no such file"),
    ] {
        let done = unit.run(&["merge", "unit", other], "");
        assert_eq!(done.code, 2);
        assert!(done.error.contains(says), "{}", done.error);
        let alone = unit.run(&["merge", "northbrook-2023", other], "");
        assert!(
            alone.error.contains("no meeting here to merge into"),
            "{}",
            alone.error
        );
    }
    assert_eq!(fs::read(unit.file("meeting.journal")).unwrap(), before);
    assert!(!Path::new(&unit.0.path().join("northbrook-2023/meeting.journal")).exists());
}

#[test]
fn the_dialogue_asks_at_opening_and_a_yes_brings_it_in() {
    let unit = Unit::apart();
    let asked = unit.run(&["unit", "--plain"], "no\n");
    assert!(
        asked.out.contains("was also written in another place"),
        "{}",
        asked.out
    );
    assert!(asked.out.contains("1 arrival"), "{}", asked.out);
    assert!(unit.file(COPY).exists());
    let done = unit.run(&["unit", "--plain"], "yes\n");
    assert!(done.out.contains("1 step is in."), "{}", done.out);
    assert!(unit.file(KEPT).exists() && !unit.file(COPY).exists());
    let after = unit.run(&["unit", "--plain"], "");
    assert!(!after.out.contains("another place"), "{}", after.out);
}

/// A meeting on a disk beside a copy of its record that went apart: a goal that both have changed, one that is new there, and a
/// decision on words that do not stand here any more.
fn apart() -> Play {
    let mut play = Play::on(
        MemoryDisk::default(),
        northbrook(),
        "2026-11-24T13:02:00+00:00",
    );
    play.press("space");
    let disk = MemoryDisk::default();
    let journal = places().journal();
    disk.put(&journal, &play.disk.file(&journal).unwrap());
    let mut there =
        Session::<Meeting, _>::open(disk.clone(), places(), "there", play.now, || panic!())
            .unwrap();
    let goal = play.meeting().goals()[0].id.clone();
    let commands = [
        Ask::ProposeGoal {
            title: "A nurse who rings back".into(),
            themes: vec!["waiting".into()],
            evidence: Vec::new(),
            strand: None,
        },
        Ask::SetGoalCost {
            goal: goal.clone(),
            cost: Some(750),
        },
        Ask::Decide {
            goal: goal.clone(),
            decision: service_pledge::domain::goal::Decision::Undecided {
                by_whom: "Lee".into(),
                until: None,
            },
        },
    ];
    for (n, command) in commands.into_iter().enumerate() {
        let at = format!("2026-11-24T14:{:02}:00+00:00", 2 + n)
            .parse()
            .unwrap();
        let now = Now {
            at,
            n: there.next(),
        };
        let events = there.state().decide(command, now).unwrap();
        there.record(events, at);
    }
    play.disk
        .put(&places().folder.join(COPY), &disk.file(&journal).unwrap());
    // Here its words were changed, so that what was decided there was about others.
    let now = Now {
        at: play.now,
        n: play.app.session().next(),
    };
    let command = Ask::RewordGoal {
        goal,
        title: "Words of our own".into(),
    };
    let events = play.meeting().decide(command, now).unwrap();
    let mut here = play.disk.file(&journal).unwrap();
    drop(play.app);
    let mut session =
        Session::<Meeting, _>::open(disk_of(&here), places(), "here", play.now, || panic!())
            .unwrap();
    session.record(events, play.now);
    here = session.text().as_bytes().to_vec();
    let disk = play.disk;
    disk.put(&journal, &here);
    Play::on(disk, northbrook(), "2026-11-24T15:00:00+00:00")
}

fn disk_of(journal: &[u8]) -> MemoryDisk {
    let disk = MemoryDisk::default();
    disk.put(&places().journal(), journal);
    disk
}

#[test]
fn the_screen_asks_at_opening_and_each_step_can_be_taken_back() {
    let mut play = apart();
    play.app.offer_merge();
    insta::assert_snapshot!("the question", play.screen());
    play.press("n");
    play.does_not_see("another place");
    assert_eq!(play.meeting().goals().len(), northbrook_goals());
    play.app.offer_merge();
    play.press("y").sees("2 steps are in.");
    play.sees("1 step is not");
    assert_eq!(play.meeting().goals().len(), northbrook_goals() + 1);
    let written = play.disk.file(&places().journal()).unwrap();
    assert_eq!(written, play.app.session().text().as_bytes());
    assert!(play.disk.file(&places().folder.join(KEPT)).is_some());
    play.press("u").sees("Undone: the money for");
    play.press("u").sees("Undone: the goal");
    assert_eq!(play.meeting().goals().len(), northbrook_goals());
}

fn northbrook_goals() -> usize {
    northbrook()
        .findings
        .themes
        .iter()
        .map(|t| t.goals.len())
        .sum()
}

#[test]
fn the_dialogue_says_what_the_screen_says() {
    let mut play = apart();
    play.app.offer_merge();
    let mut dialogue = Dialogue::default();
    let now = play.now;
    let said = dialogue.open(&mut play.app, now);
    for words in [
        "This meeting was also written in another place. Bring those steps in?",
        "2 steps of 14:02 to 14:03: 1 goal and 1 other step.",
        "1 step does not fit any more, and will stay in that file.",
    ] {
        assert!(said.contains(words), "{words:?} is not in:\n{said}");
    }
    assert!(!play.app.is_over());
}
