//! Paths named in files: opened in sibling folders only, shown only if they have the right content, and missing ones do no harm. With
//! the built program on a unit's folder.
#![cfg(unix)]

use std::{
    fs,
    process::{Command, Stdio},
};

use crate::terminal::Place;

const SECRET: &str = "The first line of somebody's letter";

/// Exit code, and everything that was said.
fn run(place: &Place, arguments: &[&str]) -> (i32, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(arguments)
        .current_dir(place.home.path())
        .env_clear()
        .env("HOME", place.home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let said = format!("{}{}", text(done.stdout), text(done.stderr));
    (done.status.code().unwrap(), said)
}

/// A unit whose agenda names `path` as its findings or as the outcome before.
fn naming(key: &str, path: &str) -> Place {
    let place = Place::new();
    fs::create_dir(place.home.path().join("beside")).unwrap();
    let letter = place.home.path().join("beside/letter.txt");
    fs::write(letter, format!("{SECRET}\nand more\n")).unwrap();
    let agenda = place.file("agenda.yaml");
    let line = agenda.lines().find(|l| l.starts_with(&format!("{key}:")));
    let named = format!("{key}: '{path}'");
    let agenda = match line {
        Some(line) => agenda.replace(line, &named),
        None => format!("{agenda}\n{named}\n"),
    };
    fs::write(place.unit().join("agenda.yaml"), agenda).unwrap();
    place
}

#[test]
fn an_agenda_leads_to_no_other_place() {
    for key in ["findings", "previous"] {
        for path in [
            "/etc/passwd",
            "../../etc/passwd",
            r"\\host\share\outcome.yaml",
            "//host/share/outcome.yaml",
            r"C:\outcome.yaml",
        ] {
            let place = naming(key, path);
            for arguments in [
                &["northbrook", "--plain"][..],
                &["check", "northbrook"],
                &["prepare", "northbrook", "--to", "missing"],
                &["export", "northbrook", "--to", "pack"],
                &["meet", "--rehearse", "northbrook", "--plain"],
            ] {
                let (code, said) = run(&place, arguments);
                assert_ne!(code, 0, "{key} {path} {arguments:?}: {said}");
                assert!(
                    said.contains("a file in this folder, or in a folder beside it"),
                    "{key} {path} {arguments:?}: {said}"
                );
                assert!(!said.contains("root:"), "{arguments:?}: {said}");
            }
            assert!(!place.unit().join("meeting.journal").exists());
        }
    }
}

#[test]
fn nothing_of_a_file_that_is_none_of_ours_is_shown() {
    for key in ["findings", "previous"] {
        let place = naming(key, "../beside/letter.txt");
        for arguments in [
            &["northbrook", "--plain"][..],
            &["check", "northbrook"],
            &["prepare", "northbrook", "--to", "missing"],
            &["export", "northbrook", "--to", "pack"],
            &["meet", "--rehearse", "northbrook", "--plain"],
        ] {
            let (_, said) = run(&place, arguments);
            assert!(!said.contains(SECRET), "{arguments:?}: {said}");
        }
        let (code, said) = run(&place, &["northbrook", "--plain"]);
        let why = format!("agenda.yaml names this file as `{key}:`, and it is none");
        assert!(code == 2 && said.contains(&why), "{said}");
    }
}

#[test]
fn a_meeting_opens_without_its_review_where_the_outcome_before_is_not_there() {
    let place = naming("previous", "../northbrook-2019/outcome.yaml");
    let (code, said) = run(&place, &["northbrook", "--plain"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("There is no Review: the outcome of the meeting before is not there"),
        "{said}"
    );
    assert!(place.unit().join("meeting.journal").exists());
    let (code, said) = run(&place, &["check", "northbrook"]);
    assert!(
        code == 1 && said.contains("opens without a review"),
        "{said}"
    );
}

#[test]
fn a_booklet_and_a_codebook_lead_to_no_other_file() {
    let place = naming("previous", "../northbrook-2023/outcome.yaml");
    let home = place.home.path();
    for logo in [
        "../beside/logo.png",
        "/etc/logo.png",
        r"\\host\logo.png",
        "C:logo.png",
    ] {
        fs::write(
            place.unit().join("booklet.yaml"),
            format!("pledge: booklet/1\nlogo: '{logo}'\n"),
        )
        .unwrap();
        let (code, said) = run(&place, &["check", "northbrook"]);
        assert!(
            code == 1 && said.contains("the name of a PNG or JPEG file in the same folder"),
            "{said}"
        );
    }
    fs::write(home.join("survey.csv"), "Wait?\nYes\nNo\n").unwrap();
    fs::write(
        home.join("book.yaml"),
        "pledge: codebook/1\nunit: {name: N}\nsurvey: {title: S, period: \"2026\"}\nexports:\n- {file: beside/letter.txt, kind: table, strand: primary, period: \"2026\"}\n",
    )
    .unwrap();
    // It only says which file a rule is for: what is opened is what the command names.
    let (_, said) = run(
        &place,
        &[
            "import",
            "survey.csv",
            "--codebook",
            "book.yaml",
            "-o",
            "new",
        ],
    );
    assert!(!said.contains(SECRET), "{said}");
}

#[test]
fn a_pledge_from_far_away_comes_along_as_a_file() {
    let place = Place::new();
    let home = place.home.path();
    fs::create_dir_all(home.join("units/2026")).unwrap();
    let (code, said) = run(
        &place,
        &["new", "units/2026/harbour", "--previous", "northbrook-2023"],
    );
    assert_eq!(code, 0, "{said}");
    let agenda = fs::read_to_string(home.join("units/2026/harbour/agenda.yaml")).unwrap();
    assert!(
        agenda.contains("previous: \"last-pledge.yaml\"")
            || agenda.contains("previous: last-pledge.yaml"),
        "{agenda}"
    );
    assert_eq!(
        fs::read(home.join("units/2026/harbour/last-pledge.yaml")).unwrap(),
        fs::read(home.join("northbrook-2023/outcome.yaml")).unwrap()
    );
    let (code, said) = run(&place, &["check", "units/2026/harbour"]);
    assert_eq!(code, 0, "{said}");
}
