//! The year of the Pledge Lead's guide: every command of `src/manual/pledge-lead.md` is run, in order, in one folder; those that
//! open a screen are played on a terminal.
#![cfg(unix)]

#[cfg(target_os = "linux")]
use crate::harness::{Outside, requires};
use crate::terminal::{Place, Screen, run};

/// Pairs of a text to wait for on the screen and the keys to press then.
type Keys = &'static [(&'static str, &'static str)];

const QUIT: &str = "\u{11}";
const ESC: &str = "\u{1b}";

/// Way of running a command.
enum How {
    /// On a terminal, with these keys.
    Played(Keys),
    /// Without one: what its output says.
    Run(&'static [&'static str]),
}

/// The survey of the sample, into the themes of the template.
const IMPORT: Keys = &[
    // What each patient's answer to "which of these describes you" means.
    ("6 columns say who answered", "4"),
    ("Waiting for tests and in clinic", "1"),
    (
        "1 answer not sorted",
        "\u{1b}[F\u{1b}[A\u{1b}[A\u{1b}[A\u{1b}[A\u{1b}[A\r",
    ),
    ("Which patients answered?", "describes\r"),
    ("Which patients does each answer mean?", "\u{1b}[B\u{1b}[Bx"),
    ("left out", ESC),
    ("how many were asked", "3"),
    // How answers count: one is no answer, the others are as proposed.
    ("question 1 of 4", "\u{1b}[Fx"),
    ("does not count", "aAaa"),
    ("Every question is agreed", "5"),
    // Comments are sorted: those with a word in them at once, then what is suggested.
    ("not sorted", "/wait\rM"),
    ("To which theme with", "wait\r"),
    (
        "Waiting for tests and in clinic. u takes it back",
        "/\u{1b}",
    ),
    ("of 26", "Y"),
    ("took the suggestion", "6"),
    ("Ready to save", "s"),
    ("The findings are saved", QUIT),
];

const PREPARE: Keys = &[
    ("Preparing Harbour Breast Unit", "\u{1b}[B\r"),
    ("Which hospital or trust", "\u{15}Harbour Hospitals\r"),
    ("Harbour Hospitals", "\u{1b}[B\u{1b}[B\r"),
    ("Which day?", "24 november 2026\r"),
    ("24 November 2026", "\u{1b}[B\u{1b}[B\u{1b}[B\u{1b}[B\r"),
    ("How much money", "2000\r"),
    ("£2,000 in the first year", "\u{1b}[B\r"),
    ("How many hours", "160\r"),
    ("160 hours of staff", "2"),
    ("First patient representative", "\r"),
    ("What do they want to be called?", "Ama Boateng\r"),
    ("Ama Boateng", "4"),
    ("26 comments", "w"),
    ("wall 1", "6"),
    ("90 minutes of 90", "w"),
    ("Minutes go by what patients said", "7"),
    ("How patients reach you", "\r"),
    ("How can patients say", "Nurses: 01632 960 123\u{13}"),
    ("\u{2022} Nurses: 01632 960 123", "8"),
    ("Still missing", "s"),
    ("Saved in harbour.", QUIT),
];

const REHEARSE: Keys = &[
    ("Rehearsal: Harbour Breast Unit", " s"),
    ("1 of 11 here", QUIT),
];

const MEET: Keys = &[
    // The agenda's day is not the one on which this runs.
    ("It is held today", "\r"),
    ("Held today: the record says", "  s"),
    ("2 of 11 here", "3"),
    ("people answered", "g"),
    (
        "What could we do? One sentence",
        "Say how long the wait is\r",
    ),
    ("On the list", "5"),
    ("No vote yet", "d\r"),
    // The form opens at the owner, and goes on from there.
    ("Agreed.", "6\r"),
    ("> owner          nobody yet", "\r"),
    ("Who will do it?", "ama\r"),
    ("> with           nobody yet", "\u{1b}[B\u{1b}[B\u{1b}[B\r"),
    ("By when?", "in 6 weeks\r"),
    ("Still empty: with, first step, we look at.", ESC),
    ("1 of 1 agreed goals have an owner", "7"),
    ("Before we go", "s"),
    ("Save all the same?", "y"),
    ("Saved at", QUIT),
];

const REVIEW: Keys = &[
    ("What became of our pledge", "d"),
    (
        "What do patients notice?",
        "The desk tells you how long you will wait.\r",
    ),
    ("Done: Say how long the wait is.", QUIT),
];

const STORY: &[(&str, How)] = &[
    (
        "pledge new harbour --template primary --unit \"Harbour Breast Unit\" --minutes 90",
        How::Run(&["Started", "findings.yaml, agenda.yaml, booklet.yaml"]),
    ),
    (
        "pledge import sample-data/northbrook-survey.csv -o harbour",
        How::Played(IMPORT),
    ),
    ("pledge prepare harbour", How::Played(PREPARE)),
    (
        "pledge prepare harbour --to missing",
        How::Run(&["13:00", "Still missing:", "10 names to put in", "no place"]),
    ),
    ("pledge check harbour", How::Run(&["0 problems"])),
    (
        "pledge export harbour --to all",
        How::Run(&["agenda.html", "pack.html", "voting-slip.html"]),
    ),
    ("pledge meet --rehearse harbour", How::Played(REHEARSE)),
    ("pledge meet harbour", How::Played(MEET)),
    (
        "pledge export harbour --to all",
        How::Run(&[
            "booklet.html",
            "minutes.html",
            "action-log.xlsx",
            "calendar.ics",
        ]),
    ),
    (
        "pledge due harbour",
        How::Run(&[
            "Harbour Breast Unit",
            "to be done",
            "Say how long the wait is",
        ]),
    ),
    (
        "pledge due . --ahead 200 --json",
        How::Run(&["\"matter\": \"goal\"", "\"who\": \"Ama Boateng\""]),
    ),
    ("pledge review harbour", How::Played(REVIEW)),
    (
        "pledge new harbour-next --previous harbour",
        How::Run(&["Started"]),
    ),
    (
        "pledge programme .",
        How::Run(&["Say how long the wait is", "done", "who can: "]),
    ),
];

/// The commands of the guide, in order.
fn commands() -> Vec<String> {
    let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/src/manual/pledge-lead.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    let blocks = guide.split("```sh\n").skip(1);
    blocks
        .flat_map(|block| block.split("```").next().unwrap().lines())
        .map(str::to_owned)
        .collect()
}

/// A command's arguments, without the program; what stands in quotes is one.
fn arguments(command: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for (nth, part) in command.split('"').enumerate() {
        if nth % 2 == 1 {
            all.push(part);
        } else {
            all.extend(part.split_whitespace());
        }
    }
    assert_eq!(all.remove(0), "pledge");
    all
}

#[test]
fn every_command_of_the_guide_does_what_it_says() {
    let told: Vec<&str> = STORY.iter().map(|(command, _)| *command).collect();
    assert_eq!(commands(), told, "the guide tells another story");
    tell(&Place::new());
}

/// The calls that a trace of a program has, without its ends and signals.
#[cfg(target_os = "linux")]
fn connections(log: &std::path::Path) -> Vec<String> {
    let log = std::fs::read_to_string(log).unwrap();
    let calls = log
        .lines()
        .filter(|l| !l.contains("+++") && !l.contains("---"));
    calls.map(str::to_owned).collect()
}

/// A pledge's year from its first command to its last, and no socket in any of them.
#[test]
#[cfg(target_os = "linux")]
fn no_command_of_a_whole_year_opens_a_socket() {
    // A pair of sockets between two threads, by which signals are told, leads nowhere.
    const CALLS: &str = "trace=socket,connect,bind,listen,accept,accept4";
    let Some(strace) = requires(Outside::Strace) else {
        return;
    };
    let strace = strace.display().to_string();
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("calls");
    let name = log.display().to_string();
    let by = [strace.as_str(), "-f", "-qq", "-A", "-e", CALLS, "-o", &name];
    // That the trace would show one.
    let shown = std::process::Command::new(by[0])
        .args(&by[1..])
        .args(["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9"])
        .output()
        .unwrap();
    assert!(
        connections(&log).iter().any(|l| l.contains("connect(")),
        "{shown:?}"
    );
    std::fs::write(&log, "").unwrap();
    tell(&Place::started_by(&by));
    assert_eq!(connections(&log), Vec::<String>::new());
}

/// Runs every command of the story.
fn tell(place: &Place) {
    let home = place.home.path();
    std::fs::create_dir(home.join("sample-data")).unwrap();
    std::fs::copy(
        concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/sample-data/northbrook-survey.csv"
        ),
        home.join("sample-data/northbrook-survey.csv"),
    )
    .unwrap();
    let temporary = home.join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let temporary = temporary.display().to_string();
    for (command, how) in STORY {
        let arguments = arguments(command);
        match how {
            How::Run(says) => {
                let (code, out, error) = run(place, &arguments);
                assert_eq!(code, 0, "{command}: {out}{error}");
                for words in *says {
                    assert!(
                        out.contains(words),
                        "{command} does not say {words:?}:\n{out}{error}"
                    );
                }
            }
            How::Played(keys) => {
                // A rehearsal sweeps what others left in the temporary folder.
                let env = [("TMPDIR", temporary.as_str())];
                let mut screen = Screen::run(place, (80, 22), &arguments, &env);
                for (sees, press) in *keys {
                    screen.sees(sees).press(press);
                }
                assert_eq!(screen.ended(), 0, "{command}");
                if *command == "pledge meet --rehearse harbour" {
                    screen.sees("That was a rehearsal");
                    assert!(!screen.text().contains("goes on where it stopped"));
                    // It leaves nothing behind.
                    assert!(!home.join("harbour/meeting.journal").exists());
                }
            }
        }
    }
    // What the first step made of the template is what the last one goes on from.
    let next = std::fs::read_to_string(home.join("harbour-next/agenda.yaml")).unwrap();
    assert!(next.contains("previous: \"../harbour/outcome.yaml\"") && next.contains("Ama Boateng"));
    let (code, out, _) = run(place, &["check", "harbour-next"]);
    assert!(code == 0 && out.contains("0 problems"), "{out}");
}
