//! Papers of the finished sample, from the built program: the text of each format, content that must not be in it, and readers by
//! other programs.

mod browser;
mod hostile;
mod language;
#[cfg(feature = "pdf")]
mod pages;
mod wall;
mod word;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use calamine::{Data, Reader as _};
use service_pledge::app::meeting::ExportReport;
use tempfile::TempDir;

use crate::sample::the_finished_meeting;

/// A copy of the samples, beside each other as their agendas want them.
struct Samples(TempDir);

impl Samples {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        for unit in ["northbrook", "northbrook-2023", "northbrook-finished"] {
            let from = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("sample-data")
                .join(unit);
            let to = root.path().join(unit);
            fs::create_dir(&to).unwrap();
            for entry in fs::read_dir(from).unwrap() {
                let entry = entry.unwrap();
                fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
        Self(root)
    }

    fn finished(&self) -> PathBuf {
        self.0.path().join("northbrook-finished")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_pledge"))
            .args(arguments)
            .current_dir(self.0.path())
            .env("HOME", self.0.path())
            .env("XDG_CONFIG_HOME", self.0.path().join("config"))
            .env("XDG_DATA_HOME", self.0.path().join("data"))
            .output()
            .unwrap()
    }

    /// Standard output of an export of the finished meeting.
    fn export(&self, arguments: &[&str]) -> String {
        let all = [&["export", "northbrook-finished", "--to"], arguments].concat();
        let done = self.run(&all);
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        String::from_utf8(done.stdout).unwrap()
    }

    /// The same as Markdown, where the ending says so.
    fn markdown(&self, arguments: &[&str]) -> String {
        let all = [
            &["export", "northbrook-finished", "--to"],
            arguments,
            &["-o", "out.md"],
        ]
        .concat();
        let done = self.run(&all);
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        fs::read_to_string(self.0.path().join("out.md")).unwrap()
    }
}

/// A paper in parts, cut before these headings, so that no snapshot is too long to review.
#[track_caller]
fn parts(paper: &str, headings: &[&str]) -> Vec<String> {
    let (mut parts, mut rest) = (Vec::new(), paper);
    for heading in headings {
        let at = rest.find(&format!("\n{heading}\n")).unwrap() + 1;
        parts.push(rest[..at].to_owned());
        rest = &rest[at..];
    }
    parts.push(rest.to_owned());
    parts
}

#[test]
fn the_booklet() {
    let booklet = Samples::new().export(&["md"]);
    for (part, nth) in parts(&booklet, &["## What patients told us"])
        .iter()
        .zip(1..)
    {
        insta::assert_snapshot!(format!("booklet {nth}"), part);
    }
}

#[test]
fn the_minutes() {
    let minutes = Samples::new().markdown(&["minutes"]);
    let headings = ["## What we talked about", "## Round 1 of votes"];
    for (part, nth) in parts(&minutes, &headings).iter().zip(1..) {
        insta::assert_snapshot!(format!("minutes {nth}"), part);
    }
}

#[test]
fn what_is_asked() {
    insta::assert_snapshot!("ask", Samples::new().markdown(&["ask", "new-waiting-room"]));
}

#[test]
fn what_is_sent_and_copied_before() {
    let samples = Samples::new();
    let themes = [
        "## Information before and after surgery",
        "## Living with secondary breast cancer",
    ];
    for (part, nth) in parts(&samples.markdown(&["pack"]), &themes).iter().zip(1..) {
        insta::assert_snapshot!(format!("pack {nth}"), part);
    }
    insta::assert_snapshot!("slip", samples.markdown(&["ballots"]));
    insta::assert_snapshot!("agenda", samples.markdown(&["agenda"]));
}

#[test]
fn the_calendar_and_the_action_log() {
    let samples = Samples::new();
    let calendar = samples.export(&["ics"]).replace("\r\n", "\n");
    let reviews = calendar.find("SUMMARY:Pledge review 1").unwrap();
    let reviews = calendar[..reviews].rfind("BEGIN:VEVENT").unwrap();
    for (part, nth) in [&calendar[..reviews], &calendar[reviews..]].iter().zip(1..) {
        insta::assert_snapshot!(format!("calendar {nth}"), part);
    }
    insta::assert_snapshot!("action_log", samples.export(&["csv"]).replace("\r\n", "\n"));
}

#[test]
fn the_shared_outcome_names_nobody_and_reads_back() {
    let samples = Samples::new();
    let shared = samples.export(&["share"]);
    for name in [
        "Boateng", "Llŷr", "Calder", "Ellis", "Quigley", "Aslam", "Hart", "Rao", "ama", "bernie",
    ] {
        let found = shared
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == name);
        assert!(!found, "{name}");
    }
    fs::write(samples.0.path().join("shared.yaml"), &shared).unwrap();
    let checked = samples.run(&["check", "shared.yaml"]);
    assert_eq!(
        String::from_utf8_lossy(&checked.stdout),
        "1 file: 0 problems, 0 warnings\n"
    );
}

/// A goal that is asked of others by an id that is none, and with no id where there is but one.
#[test]
fn an_ask_is_found_or_the_asks_are_listed() {
    let samples = Samples::new();
    assert!(samples.markdown(&["ask"]).contains("A new waiting room"));
    let done = samples.run(&["export", "northbrook-finished", "--to", "ask", "g29"]);
    assert_eq!(done.status.code(), Some(2));
    insta::assert_snapshot!(String::from_utf8_lossy(&done.stderr), @r"
    pledge: `g29` is no goal that is asked of others
    hint: these are asked for:
      new-waiting-room  A new waiting room, away from the fracture clinic
    ");
}

#[test]
fn before_a_meeting_there_is_only_what_is_sent_and_copied() {
    let samples = Samples::new();
    let done = samples.run(&["export", "northbrook", "--to", "html"]);
    assert_eq!(done.status.code(), Some(2));
    insta::assert_snapshot!(String::from_utf8_lossy(&done.stderr), @r"
    pledge: no meeting was held in this folder yet: it has neither outcome.yaml nor a meeting.journal that began
    hint: `--to pack` and `--to ballots` are for before a meeting; `pledge FOLDER` opens it
    ");
    let done = samples.run(&["export", "northbrook", "--to", "all"]);
    assert!(done.status.success());
    let names: BTreeSet<String> = written(&done);
    let names: BTreeSet<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|n| Path::new(n).extension().is_none_or(|e| e != "pdf"))
        .collect();
    assert_eq!(
        names,
        [
            "agenda.html",
            "meeting-slip.html",
            "pack.html",
            "pack.txt",
            "voting-slip-large-print.html",
            "voting-slip.html",
        ]
        .into()
    );
}

#[test]
fn needs_ask_for_the_pack_in_their_form_and_past_answers_stand_year_by_year() {
    let samples = Samples::new();
    let folder = samples.0.path();
    let change = |file: &str, from: &str, to: &str| {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    change(
        "northbrook/agenda.yaml",
        "strand: secondary,",
        "strand: secondary, access: [large print, plain text, BSL interpreter],",
    );
    let path = folder.join("northbrook-2023/outcome.yaml");
    let outcome = fs::read_to_string(&path).unwrap()
        + "evaluation:\n  voted: {patient: 5, mdt: 6}\n  results:\n    - {question: heard, balanced: 3.9}\n    - {question: change, balanced: 3.0, withheld: true}\n";
    fs::write(&path, outcome).unwrap();
    let missing = || {
        let done = samples.run(&["prepare", "northbrook", "--to", "missing"]);
        assert!(done.status.success(), "{done:?}");
        String::from_utf8(done.stdout).unwrap()
    };
    let before = missing();
    for said in [
        "no reading pack in large print, which somebody needs",
        "no reading pack as plain text, which somebody needs",
        "For somebody to see to:\n  BSL interpreter\n",
        "What rooms said of your meetings, from 1 to 5:\n  heard: 2023 3.9\n  something will change: 2023 not shown\n",
    ] {
        assert!(before.contains(said), "{said}:\n{before}");
    }
    assert!(
        samples
            .run(&["export", "northbrook", "--to", "all"])
            .status
            .success()
    );
    assert!(!missing().contains("reading pack"));
    // Made is not there: a form that somebody took away is asked for again.
    fs::remove_file(folder.join("northbrook/out/pack.txt")).unwrap();
    let again = missing();
    assert!(again.contains("as plain text") && !again.contains("in large print"));
    // The needs themselves are in no paper.
    let pack = samples.run(&["export", "northbrook", "--to", "pack", "-o", "-"]);
    assert!(!String::from_utf8_lossy(&pack.stdout).contains("BSL interpreter"));
}

/// The names of files that a run said it wrote.
fn written(done: &Output) -> BTreeSet<String> {
    let out = String::from_utf8_lossy(&done.stdout);
    out.lines()
        .map(|l| l.rsplit(['/', '\\']).next().unwrap().to_owned())
        .collect()
}

#[test]
fn all_is_the_set_and_somebody_elses_file_is_left_alone() {
    let samples = Samples::new();
    let first = samples.run(&["export", "northbrook-finished", "--to", "all"]);
    assert!(
        first.status.success(),
        "{}",
        String::from_utf8_lossy(&first.stderr)
    );
    let mut names = written(&first);
    names.retain(|n| Path::new(n).extension().is_none_or(|e| e != "pdf"));
    let expected = [
        "action-log.csv",
        "action-log.xlsx",
        "ask-new-waiting-room.docx",
        "ask-new-waiting-room.html",
        "booklet-large-print.html",
        "booklet.html",
        "booklet.md",
        "calendar-breast-care-nurse.ics",
        "calendar-secondary-breast-care-nurse.ics",
        "calendar-service-manager.ics",
        "calendar-surgeon.ics",
        "calendar.ics",
        "easy-read.docx",
        "easy-read.html",
        "minutes.docx",
        "minutes.html",
        "minutes.md",
        "outcome-shared.yaml",
        "owners.html",
        "poster.html",
    ];
    let slides = names.extract_if(.., |n| n.starts_with("slides-")).count();
    assert_eq!(slides, 12);
    assert_eq!(names, expected.map(str::to_owned).into());
    let out = samples.finished().join("out");
    let bytes = |name: &str| fs::read(out.join(name)).unwrap();
    // The same meeting makes the same bytes, PDFs and the workbook among them.
    let before: Vec<(String, Vec<u8>)> = written(&first)
        .into_iter()
        .map(|n| (n.clone(), bytes(&n)))
        .collect();
    fs::write(out.join("minutes.md"), "corrected by hand").unwrap();
    let second = samples.run(&["export", "northbrook-finished", "--to", "all"]);
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(
        said.contains(
            "left alone, since somebody has changed it: northbrook-finished/out/minutes.md"
        ),
        "{said}"
    );
    for (name, then) in before {
        if name == "minutes.md" {
            assert_eq!(bytes(&name), b"corrected by hand");
        } else {
            assert!(bytes(&name) == then, "{name} is not the same");
        }
    }
}

/// Each paper that cannot be made is named with the reason, and the others are there all the same.
#[test]
fn one_paper_that_fails_keeps_none_of_the_others_back() {
    let samples = Samples::new();
    let all = |samples: &Samples| {
        let done = samples.run(&["export", "northbrook-finished", "--to", "all"]);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        (written(&done), done.status.code(), said)
    };
    let (before, code, _) = all(&samples);
    assert_eq!(code, Some(0));
    let path = samples.finished().join("outcome.yaml");
    let outcome = fs::read_to_string(&path).unwrap();
    let step = "first_step: ";
    let at = outcome.find(step).unwrap() + step.len();
    let end = at + outcome[at..].find('\n').unwrap();
    let long = "word ".repeat(8_000);
    fs::write(
        &path,
        format!("{}{}{}", &outcome[..at], long.trim_end(), &outcome[end..]),
    )
    .unwrap();
    let (after, code, said) = all(&samples);
    assert_eq!(code, Some(2));
    let missing: Vec<&String> = before.difference(&after).collect();
    assert_eq!(missing, ["action-log.xlsx"]);
    for part in [
        "action-log.xlsx: \u{201C}First step\u{201D} in row 2",
        "39999 characters",
        "32767",
        "the other papers are written",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // What stands in the folder from before is told apart from what is new.
    let alone = samples.run(&[
        "export",
        "northbrook-finished",
        "--to",
        "xlsx",
        "-o",
        "l.xlsx",
    ]);
    assert_eq!(alone.status.code(), Some(2));
    assert!(!samples.0.path().join("l.xlsx").exists());
}

/// On Close, at each size that a wall has: where the papers are, and what is among them.
#[test]
fn one_key_on_close_writes_them_and_shows_where_they_are() {
    for (columns, rows) in [(60, 18), (80, 22), (110, 30)] {
        let mut play = the_finished_meeting();
        play.resize(columns, rows);
        play.app.write_papers_with(Box::new(|open, _| {
            assert!(open.meeting.saved().is_some());
            Ok(ExportReport {
                folder: "/unit/out".into(),
                written: [
                    "booklet.html",
                    "minutes.html",
                    "action-log.xlsx",
                    "calendar.ics",
                ]
                .map(str::to_owned)
                .into(),
                left: vec!["minutes.md".into()],
                failed: Vec::new(),
            })
        }));
        play.press("7 w");
        insta::assert_snapshot!(format!("close at {columns}x{rows}"), play.screen());
    }
}

#[test]
fn forgetting_takes_papers_away_that_could_hold_the_words() {
    let samples = Samples::new();
    samples.run(&["export", "northbrook-finished", "--to", "all"]);
    let out = samples.finished().join("out");
    fs::write(
        out.join("mine.txt"),
        "I sat in a gown for two hours and nobody told me why. Mine.",
    )
    .unwrap();
    let done = samples.run(&["forget", "northbrook-finished", "c31", "--yes"]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let left: BTreeSet<String> = fs::read_dir(&out)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(
        left,
        [".made-by-pledge", "mine.txt"].map(str::to_owned).into()
    );
    let mine = fs::read_to_string(out.join("mine.txt")).unwrap();
    assert!(!mine.contains("gown") && mine.contains("Mine."), "{mine}");
    samples.run(&["export", "northbrook-finished", "--to", "all"]);
    let booklet = fs::read_to_string(out.join("booklet.html")).unwrap();
    assert!(!booklet.contains("I sat in a gown"));
}

const DRAFT: &str = "Draft. The meeting is not over, and this may still change.";

#[test]
fn a_meeting_that_goes_on_makes_drafts() {
    let samples = Samples::new();
    let unit = samples.finished();
    fs::remove_file(unit.join("outcome.yaml")).unwrap();
    // Up to the line before the meeting is saved: what is left is a meeting that goes on.
    let journal = fs::read_to_string(unit.join("meeting.journal")).unwrap();
    let saved = journal
        .find("\"MeetingSaved\"")
        .expect("the sample is saved");
    let cut = journal[..saved].rfind('\n').unwrap() + 1;
    fs::write(unit.join("meeting.journal"), &journal[..cut]).unwrap();
    for arguments in [
        &["md"][..],
        &["html"],
        &["minutes"],
        &["ask", "new-waiting-room"],
    ] {
        let text = samples.export(arguments);
        assert!(text.contains(DRAFT), "{arguments:?}");
    }
    let html = samples.export(&["html"]);
    assert!(
        html.contains("@top-center { content: \"Draft."),
        "on every printed page"
    );
    assert!(samples.export(&["ics"]).contains("SUMMARY:Draft: "));
    let done = samples.run(&["export", "northbrook-finished", "--to", "md"]);
    assert!(String::from_utf8_lossy(&done.stderr).contains("marked as a draft"));
}

#[test]
fn names_are_printed_where_both_the_unit_and_the_person_want_it() {
    let samples = Samples::new();
    let booklet = || samples.export(&["md"]);
    let silent = booklet();
    for name in [
        "Boateng",
        "Calder",
        "Ellis",
        "Quigley",
        "Aslam",
        "Whitcombe",
    ] {
        assert!(!silent.contains(name), "{name}");
    }
    let path = samples.finished().join("booklet.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("# names: true", "names: true")).unwrap();
    let named = booklet();
    assert!(named.contains("Ama Boateng, Breast care nurse"));
    // Neither of these said yes.
    assert!(!named.contains("Calder") && !named.contains("Whitcombe") && !named.contains("Aslam"));
}

/// Somebody writes a name into a first step, or into the reason why not.
#[test]
fn a_name_in_peoples_own_words_is_a_role_in_the_booklet() {
    let samples = Samples::new();
    let path = samples.finished().join("outcome.yaml");
    let outcome = fs::read_to_string(&path).unwrap();
    let named = outcome
        .replace(
            "first_step: Mend the board",
            "first_step: Lee Whitcombe and Ama mend the board",
        )
        .replace(
            "note: No room is free",
            "note: Ruth says that no room is free",
        );
    assert_ne!(named, outcome);
    fs::write(&path, named).unwrap();
    let booklet = samples.export(&["md"]);
    assert!(booklet.contains("Service manager and Breast care nurse mend the board"));
    assert!(booklet.contains("Surgeon says that no room is free"));
    // The minutes are for those who were there.
    assert!(
        samples
            .markdown(&["minutes"])
            .contains("Lee Whitcombe and Ama mend the board")
    );
}

#[test]
fn a_page_goes_when_nothing_is_asked_any_more() {
    let samples = Samples::new();
    samples.run(&["export", "northbrook-finished", "--to", "all"]);
    let page = samples.finished().join("out/ask-new-waiting-room.html");
    assert!(page.exists());
    let path = samples.finished().join("outcome.yaml");
    let outcome = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        outcome.replace("decision: ask", "decision: not_this_time"),
    )
    .unwrap();
    let done = samples.run(&["export", "northbrook-finished", "--to", "all"]);
    assert!(String::from_utf8_lossy(&done.stderr).contains("taken away"));
    assert!(!page.exists());
}

#[test]
fn an_ending_that_says_something_else_is_refused() {
    let samples = Samples::new();
    let done = samples.run(&[
        "export",
        "northbrook-finished",
        "--to",
        "html",
        "-o",
        "b.pdf",
    ]);
    assert_eq!(done.status.code(), Some(2));
    assert!(!samples.0.path().join("b.pdf").exists());
}

/// No comment that is not released, none that was held, and no source where few people stand behind it.
#[test]
fn the_booklet_prints_released_words_only() {
    let samples = Samples::new();
    let path = samples.finished().join("findings.yaml");
    let findings = fs::read_to_string(&path).unwrap();
    let booklet = samples.export(&["md"]);
    assert!(!booklet.contains("tall receptionist") && !booklet.contains("water cooler"));
    // Interviews with four people: their words stand without strand and source.
    let at = booklet.find("I sat in a gown").unwrap();
    assert!(
        booklet[at..]
            .lines()
            .nth(2)
            .unwrap()
            .ends_with("Said by a patient")
    );
    let held = findings.replace(
        "id: c28, strand: primary,",
        "id: c28, hold: true, strand: primary,",
    );
    assert_ne!(held, findings);
    assert!(booklet.contains("I don't mind waiting"));
    fs::write(&path, held).unwrap();
    assert!(!samples.export(&["md"]).contains("I don't mind waiting"));
}

/// The cover quotes the comment that the unit names, if it is released, and the booklet does not quote it a second time.
#[test]
fn the_cover_quotes_released_words_only() {
    let samples = Samples::new();
    let path = samples.finished().join("booklet.yaml");
    let settings = fs::read_to_string(&path).unwrap();
    let booklet = samples.export(&["md"]);
    let (cover, inside) = booklet.split_at(booklet.find("## About this booklet").unwrap());
    assert!(cover.contains("I don't mind waiting"), "{cover}");
    assert!(cover.contains("one of the people with primary breast cancer"));
    assert!(!inside.contains("I don't mind waiting"));
    let html = samples.export(&["html"]);
    assert!(html.contains("<blockquote class=\"epigraph\">"));
    for (id, words) in [
        ("c29", "You watch the door"),
        ("c32", "tall receptionist"),
        ("c99", "c99"),
    ] {
        let other = settings.replace("epigraph: c28", &format!("epigraph: {id}"));
        assert_ne!(other, settings);
        fs::write(&path, other).unwrap();
        let done = samples.run(&["export", "northbrook-finished", "--to", "md"]);
        let booklet = String::from_utf8(done.stdout).unwrap();
        assert!(!booklet.contains(words), "{id}");
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(said.contains("`epigraph:` in booklet.yaml"), "{id}: {said}");
    }
}

#[test]
fn a_picture_takes_the_place_of_the_pattern() {
    let samples = Samples::new();
    let unit = samples.finished();
    let pattern = samples.export(&["html"]);
    assert!(pattern.contains("<svg class=\"pattern\"") && !pattern.contains("class=\"picture\""));
    let path = unit.join("booklet.yaml");
    let settings = fs::read_to_string(&path).unwrap();
    let settings = format!("{settings}picture: ward.png\npicture_alt: The door of the ward\n");
    fs::write(&path, settings).unwrap();
    let done = samples.run(&["export", "northbrook-finished", "--to", "html"]);
    assert!(String::from_utf8_lossy(&done.stderr).contains("`picture:`"));
    fs::write(unit.join("ward.png"), PIXEL).unwrap();
    let html = samples.export(&["html"]);
    assert!(html.contains("<img class=\"picture\" src=\"data:image/png;base64,iVBORw0KGgo"));
    assert!(
        html.contains("alt=\"The door of the ward\"") && !html.contains("<svg class=\"pattern\"")
    );
}

/// "You said" is the finding's own statement where it has one, and never a question that patients did not ask.
#[test]
fn what_patients_said_is_a_statement() {
    let samples = Samples::new();
    let path = samples.finished().join("findings.yaml");
    let findings = fs::read_to_string(&path).unwrap();
    let statement = "        said: were told how long they would wait\n";
    let without = findings.replace(statement, "");
    assert_ne!(without, findings);
    fs::write(&path, &without).unwrap();
    let you_said = |samples: &Samples| {
        let booklet = samples.export(&["md"]);
        let at = booklet
            .find("### We could not, so far: Put up a board")
            .unwrap();
        let line = booklet[at..]
            .lines()
            .find(|l| l.contains("You said"))
            .unwrap();
        line.to_owned()
    };
    assert_eq!(
        you_said(&samples),
        "- **You said:** 58 in 100 gave a good answer to: Were you told how long you would wait? We asked people with primary breast cancer in 2023."
    );
    fs::write(&path, findings).unwrap();
    assert_eq!(
        you_said(&samples),
        "- **You said:** 58 in 100 were told how long they would wait. We asked people with primary breast cancer in 2023."
    );
}

/// A chart shows where a goal leads, in the notation of its figures, and in words for who cannot see it.
#[test]
fn charts_show_the_aim_and_the_earlier_result() {
    let samples = Samples::new();
    let html = samples.export(&["html"]);
    let at = html.find("id=\"part-1\"").unwrap();
    let card = &html[at..at + html[at..].find("</article>").unwrap()];
    let caption = &card[card.find("<figcaption>").unwrap()..card.find("</figcaption>").unwrap()];
    for said in [
        "In\u{a0}2023: 58\u{a0}in\u{a0}100.",
        "England 2025: 61\u{a0}in\u{a0}100.",
        "Our aim: more than 61\u{a0}in\u{a0}100.",
    ] {
        let said = said.replace("In\u{a0}2023", "In 2023");
        assert!(caption.contains(&said), "{said} in {caption}");
    }
    assert!(card.contains("class=\"hollow\"") && card.contains("class=\"full\""));
    // One notation in a card.
    assert!(
        !card.contains("61%</") && !card.contains("above 61%"),
        "{card}"
    );
    let drawn = samples.export(&["html", "--large-print"]);
    assert!(drawn.contains("Our aim: more than"));
}

#[test]
fn the_unit_has_its_own_words_and_leaves_out_what_it_wants() {
    let samples = Samples::new();
    fs::write(
        samples.finished().join("booklet.yaml"),
        "pledge: booklet/1\ntitle: Ein haddewid\nsections:\n  before: {show: false}\n  better: {heading: Reach us, text: \"One.\\n\\nTwo.\"}\n",
    )
    .unwrap();
    let booklet = samples.export(&["md"]);
    assert!(booklet.starts_with("# Ein haddewid\n"));
    assert!(!booklet.contains("What came of our last pledge"));
    assert!(booklet.contains("## Reach us\n\nOne.\n\nTwo.\n"));
}

#[test]
fn a_booklet_file_is_checked_as_every_other() {
    let samples = Samples::new();
    let path = samples.0.path().join("booklet.yaml");
    fs::write(
        &path,
        "pledge: booklet/1\ncolour: \"#FFEE00\"\nlogo: ../../etc/passwd\nsections: {befor: {show: no}}\nnames: perhaps\n",
    )
    .unwrap();
    let done = samples.run(&["check", "booklet.yaml"]);
    assert_eq!(done.status.code(), Some(1));
    insta::assert_snapshot!("problems", String::from_utf8_lossy(&done.stdout));
}

#[test]
fn a_logo_is_in_the_file_or_the_reason_is_said() {
    let samples = Samples::new();
    let unit = samples.finished();
    let booklet = unit.join("booklet.yaml");
    let text = fs::read_to_string(&booklet).unwrap();
    fs::write(&booklet, text.replace("# logo: logo.png", "logo: logo.png")).unwrap();
    let refused = |samples: &Samples| {
        let done = samples.run(&["export", "northbrook-finished", "--to", "html"]);
        assert_eq!(done.status.code(), Some(2));
        String::from_utf8(done.stderr).unwrap()
    };
    assert!(refused(&samples).contains("there is no such file"));
    fs::write(unit.join("logo.png"), "<svg/>").unwrap();
    assert!(refused(&samples).contains("neither a PNG nor a JPEG"));
    fs::write(unit.join("logo.png"), PIXEL).unwrap();
    let html = samples.export(&["html"]);
    assert!(html.contains("<img class=\"logo\" src=\"data:image/png;base64,iVBORw0KGgo"));
    assert!(html.contains("alt=\"Northbrook Hospitals NHS Trust\""));
}

/// A picture of one grey pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\x9ch\x00\x00\x00\x82\x00\x81w\xcdr\xb6\x00\x00\x00\x00IEND\xaeB`\x82";

#[test]
fn the_workbook_has_dates_as_dates_and_no_formula() {
    let samples = Samples::new();
    let done = samples.run(&[
        "export",
        "northbrook-finished",
        "--to",
        "xlsx",
        "-o",
        "log.xlsx",
    ]);
    assert!(done.status.success());
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(samples.0.path().join("log.xlsx")).unwrap();
    let range = book.worksheet_range("Action log").unwrap();
    let head: Vec<String> = range
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let column = |name: &str| head.iter().position(|h| h == name).unwrap();
    let goals: Vec<&[Data]> = range
        .rows()
        .skip(1)
        .filter(|r| r[1] == Data::String("goal".into()))
        .collect();
    assert_eq!(goals.len(), 5);
    assert_eq!(column("E-mail"), 9);
    for goal in &goals {
        assert!(matches!(goal[column("Due")], Data::DateTime(_)), "{goal:?}");
        assert!(matches!(goal[column("E-mail")], Data::Empty));
        assert!(matches!(goal[column("Next review")], Data::DateTime(_)));
        assert!(matches!(goal[column("Hours, first year")], Data::Float(_)));
    }
    assert_eq!(
        book.worksheet_formula("Action log")
            .unwrap()
            .used_cells()
            .count(),
        0
    );
}

#[test]
fn pdf_is_made_or_how_to_get_it_is_said() {
    let samples = Samples::new();
    let done = samples.run(&[
        "export",
        "northbrook-finished",
        "--to",
        "pdf",
        "-o",
        "b.pdf",
    ]);
    if cfg!(feature = "pdf") {
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let bytes = fs::read(samples.0.path().join("b.pdf")).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7"));
        let holds = |what: &[u8]| bytes.windows(what.len()).any(|w| w == what);
        assert!(holds(b"<pdfuaid:part>1</pdfuaid:part>"), "PDF/UA-1");
        assert!(
            holds(b"<pdfaid:part>2</pdfaid:part>")
                && holds(b"<pdfaid:conformance>A</pdfaid:conformance>"),
            "PDF/A-2a"
        );
    } else {
        assert_eq!(done.status.code(), Some(2));
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(
            said.contains("--features pdf") && said.contains("prints well"),
            "{said}"
        );
        assert!(!samples.0.path().join("b.pdf").exists());
    }
}

/// A second language is a second table: what patients read has no words of its own in the papers that are made for them.
#[test]
fn the_words_of_patients_papers_stand_in_one_table() {
    struct Strings(Vec<String>);
    impl<'a> syn::visit::Visit<'a> for Strings {
        fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
            if item.ident != "tests" {
                syn::visit::visit_item_mod(self, item);
            }
        }
        fn visit_attribute(&mut self, _: &'a syn::Attribute) {}
        fn visit_lit_str(&mut self, text: &'a syn::LitStr) {
            self.0.push(text.value());
        }
        fn visit_macro(&mut self, call: &'a syn::Macro) {
            for token in call.tokens.clone() {
                if let proc_macro2::TokenTree::Literal(literal) = token
                    && let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string())
                {
                    self.0.push(text.value());
                }
            }
        }
    }
    let mut seen = 0;
    for file in [
        "agenda",
        "ask",
        "minutes",
        "booklet",
        "booklet/before",
        "ballots",
        "table_sheets",
        "code_page",
        "pack",
        "evidence",
        "owners",
    ] {
        let path = format!("{}/src/publish/{file}.rs", env!("CARGO_MANIFEST_DIR"));
        let source = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
        let mut strings = Strings(Vec::new());
        syn::visit::Visit::visit_file(&mut strings, &source);
        seen += strings.0.len();
        for text in strings.0 {
            // A name of what is put in, a group's id, or a pattern of braces and signs.
            let is_name = text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            let is_pattern = text
                .split(['{', '}'])
                .step_by(2)
                .all(|part| !part.contains(char::is_alphabetic));
            assert!(
                is_name || is_pattern,
                "{file} says {text:?}, which belongs into `words`"
            );
        }
    }
    assert!(seen > 40, "the names of what is put in were read");
}

#[test]
fn a_paper_never_takes_the_place_of_a_meetings_file() {
    let samples = Samples::new();
    let outcome = samples.finished().join("outcome.yaml");
    let before = fs::read(&outcome).unwrap();
    let done = samples.run(&[
        "export",
        "northbrook-finished",
        "--to",
        "share",
        "-o",
        "northbrook-finished/outcome.yaml",
    ]);
    assert_eq!(done.status.code(), Some(2));
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("would be lost"), "{said}");
    assert!(fs::read(&outcome).unwrap() == before);
}

/// Fixed sentences of the booklet, the slip and the pack keep the program's own advice: at most 20 words, no jargon, and the reading
/// age of the NHS (11 to 14 where medicine forces it).
#[test]
fn papers_for_patients_can_be_read_by_them() {
    let samples = Samples::new();
    let done = samples.run(&["check", "--reading", "--json", "northbrook-finished"]);
    let said: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let booklet = said["reading"].as_array().unwrap().last().unwrap();
    assert_eq!(booklet["file"], "the booklet");
    assert!(booklet["words"].as_u64().unwrap() > 500);
    assert!(booklet["smog"].as_f64().unwrap() + 5.0 <= 14.0);
    assert!(booklet["flesch_kincaid"].as_f64().unwrap() + 5.0 <= 11.0);
    for text in booklet["texts"].as_array().unwrap() {
        let hints = text["hints"].as_array().unwrap();
        let hard = hints
            .iter()
            .any(|h| h["about"] == "long_sentence" || h["about"] == "term");
        assert!(!hard, "{text}");
    }
    let words = service_pledge::publish::words::ENGLISH;
    let fixed = [
        words.pack_intro,
        words.pack_goals_none,
        words.pack_few,
        words.slip_secret,
        words.codes.read,
        words.codes.choose,
        words.codes.say,
        words.codes.leave,
        words.codes.which,
        words.codes.secret,
        words.codes.wrong,
        words.codes.copy,
        words.codes.after,
        words.codes.spelled,
        words.slip_cannot,
        words.slip_realistic,
        words.better_text,
        words.undecided_text,
        words.about_unit_alone,
        words.talked_one,
        words.owner_open,
        words.draft,
    ];
    let jargon = service_pledge::domain::reading::Jargon::default();
    let methods = service_pledge::domain::vote::method::Method::all();
    for text in fixed
        .into_iter()
        .chain(methods.map(|m| m.row().words.slip))
        .chain(words.glossary.iter().map(|(_, means)| *means))
    {
        let read = service_pledge::domain::reading::read(text, &jargon);
        assert!(read.long.is_empty(), "{text}");
        // The glossary is where a term is explained.
        assert!(
            read.jargon.is_empty() || text.contains("They call it"),
            "{text}"
        );
    }
}

#[test]
fn the_fonts_licence_is_printed() {
    let done = Samples::new().run(&["licences"]);
    let out = String::from_utf8(done.stdout).unwrap();
    assert!(out.contains("SIL OPEN FONT LICENSE Version 1.1") && out.contains("Public Sans"));
}
