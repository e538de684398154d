//! Commands before and after a meeting: `new`, `prepare`, `due` and `review`.
#![cfg(unix)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use service_pledge::yaml;

use crate::{
    harness::sample,
    terminal::{Place, Screen, run},
};

fn local(place: &Place) -> PathBuf {
    place.home.path().join(".local/share/pledge")
}

fn folder_of(place: &Place, name: &str) -> Vec<String> {
    let entries = fs::read_dir(place.home.path().join(name)).unwrap();
    let mut names: Vec<String> = entries
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_unit_folder_of_ones_own_is_a_template_without_what_patients_said() {
    let place = Place::new();
    let own = local(&place).join("templates/ours");
    fs::create_dir_all(own.join("out")).unwrap();
    for name in [
        "findings.yaml",
        "agenda.yaml",
        "outcome.yaml",
        "meeting.journal",
    ] {
        fs::write(
            own.join(name),
            sample(&format!("northbrook-finished/{name}")),
        )
        .unwrap();
    }
    for (name, text) in [
        ("preparation.journal", "x"),
        ("agenda.before-1.yaml", "x"),
        ("out/booklet.html", "x"),
        ("codebook.yaml", "pledge: codebook/1\n"),
    ] {
        fs::write(own.join(name), text).unwrap();
    }
    let (code, out, _) = run(&place, &["new", "--list"]);
    assert!(code == 0 && out.starts_with("ours"), "{out}");
    for name in ["primary", "secondary", "general"] {
        assert!(out.contains(name), "{out}");
    }
    let (code, out, error) = run(&place, &["new", "east", "--template", "ours"]);
    assert_eq!(code, 0, "{out}{error}");
    assert_eq!(
        folder_of(&place, "east"),
        ["agenda.yaml", "codebook.yaml", "findings.yaml"]
    );
    let text = fs::read_to_string(place.home.path().join("east/findings.yaml")).unwrap();
    assert!(
        !text.contains("sat in a gown") && !text.contains("scored"),
        "{text}"
    );
    let findings = yaml::read_findings("f", &text).value.unwrap();
    assert_eq!(findings.unit.name, "East");
    assert_eq!(findings.themes.len(), 6);
    assert!(findings.themes.iter().all(|t| !t.standard.is_empty()));
    let (code, out, _) = run(&place, &["check", "east/agenda.yaml"]);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn a_unit_that_is_there_is_not_started_anew() {
    let place = Place::new();
    let before = place.file("findings.yaml");
    for (arguments, says) in [
        (
            &["new", "northbrook", "--template", "general"][..],
            "it is there already",
        ),
        (&["new", "west"], "--template or --previous"),
        (
            &["new", "west", "--template", "tertiary"],
            "there is no template",
        ),
        (
            &["new", "west", "--template", "../ours"],
            "there is no template",
        ),
        (
            &["new", "west", "--previous", "northbrook"],
            "no pledge to go on from",
        ),
        (
            &["new", "west", "--template", "general", "--minutes", "5"],
            "30..=480",
        ),
    ] {
        let (code, out, error) = run(&place, arguments);
        assert_eq!(code, 2, "{arguments:?}: {out}");
        assert!(error.contains(says), "{arguments:?}: {error}");
    }
    assert_eq!(place.file("findings.yaml"), before);
    assert!(!place.home.path().join("west").exists());
    // A booklet of a unit's own words, before there is anything else.
    let booklet = place.home.path().join("ours/booklet.yaml");
    fs::create_dir(booklet.parent().unwrap()).unwrap();
    fs::write(&booklet, "pledge: booklet/1\n").unwrap();
    let (code, _, error) = run(&place, &["new", "ours", "--template", "general"]);
    assert!(
        code == 2 && error.contains("it is there already"),
        "{error}"
    );
    assert_eq!(fs::read_to_string(&booklet).unwrap(), "pledge: booklet/1\n");
}

#[test]
fn after_the_meeting_only_the_booklet_is_prepared_and_before_it_nothing_is_reviewed() {
    let place = Place::new();
    let finished = place.home.path().join("finished");
    fs::create_dir(&finished).unwrap();
    for name in ["findings.yaml", "agenda.yaml", "outcome.yaml"] {
        let text = sample(&format!("northbrook-finished/{name}"));
        fs::write(finished.join(name), text).unwrap();
    }
    // On a terminal, since without one it prints.
    let mut screen = Screen::run(&place, (80, 22), &["prepare", "finished"], &[]);
    screen
        .sees("How patients reach you")
        .press("2x")
        .sees("only the booklet can be changed")
        .press("\u{11}");
    assert_eq!(screen.ended(), 0);
    for name in ["findings.yaml", "agenda.yaml", "outcome.yaml"] {
        let now = fs::read_to_string(finished.join(name)).unwrap();
        assert_eq!(now, sample(&format!("northbrook-finished/{name}")));
    }
    let (code, _, error) = run(&place, &["review", "northbrook"]);
    assert_eq!(code, 2);
    assert!(error.contains("no outcome yet"), "{error}");
    // New are the journal of the preparation, for the booklet, and its lock.
    assert_eq!(
        folder_of(&place, "finished"),
        [
            "agenda.yaml",
            "findings.yaml",
            "outcome.yaml",
            "preparation.journal",
            "preparation.lock"
        ]
    );
}

#[test]
fn what_is_due_is_told_for_one_unit_for_many_and_for_those_opened_last() {
    let place = Place::new();
    let (code, out, error) = run(&place, &["due", "northbrook-2023", "--on", "2024-06-01"]);
    assert_eq!(code, 0, "{error}");
    insta::assert_snapshot!("due in June", out);
    let (_, below, _) = run(&place, &["due", ".", "--on", "2024-06-01"]);
    assert_eq!(
        below.lines().skip(1).collect::<Vec<_>>(),
        out.lines().skip(1).collect::<Vec<_>>()
    );
    let (_, json, _) = run(&place, &["due", ".", "--on", "2024-06-01", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["on"], "2024-06-01");
    let told = json["units"][0]["due"].as_array().unwrap().len();
    assert_eq!(told, out.lines().count() - 1);

    // A file that cannot be read is said and nothing is passed over.
    fs::write(
        place.unit().join("outcome.yaml"),
        "pledge: outcome/1\nunit: {name: 5",
    )
    .unwrap();
    let (_, _, error) = run(&place, &["due", ".", "--on", "2024-06-01"]);
    assert!(error.contains("northbrook/outcome.yaml"), "{error}");

    // Where the folder holds no pledge, it is of the units that were opened last.
    let empty = place.home.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let known = place.home.path().join("northbrook-2023");
    fs::write(
        local(&place).join("recent-units"),
        format!("{}\n", known.display()),
    )
    .unwrap();
    let asked = std::process::Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(["due", "--on", "2024-06-01"])
        .current_dir(&empty)
        .env("HOME", place.home.path())
        .output()
        .unwrap();
    let last = String::from_utf8(asked.stdout).unwrap();
    assert_eq!(
        last.lines().skip(1).collect::<Vec<_>>(),
        out.lines().skip(1).collect::<Vec<_>>()
    );
}

#[test]
fn when_a_pledge_is_over_due_says_that_its_words_may_go() {
    let place = Place::new();
    let before = place.home.path().join("northbrook-2023");
    fs::write(
        before.join("findings.yaml"),
        crate::harness::sample("northbrook/findings.yaml"),
    )
    .unwrap();
    let due = |on: &str| run(&place, &["due", "northbrook-2023", "--on", on]).1;
    assert!(!due("2024-06-01").contains("word for word"));
    let over = due("2026-11-24");
    assert!(
        over.contains("`pledge forget northbrook-2023 --words` takes it out"),
        "{over}"
    );
    let (code, out, error) = run(&place, &["forget", "northbrook-2023", "--words", "--yes"]);
    assert_eq!(code, 0, "{out}{error}");
    assert!(
        out.contains("which is all there are") && out.contains("nothing is left"),
        "{out}"
    );
    let (_, check, _) = run(&place, &["check", "northbrook-2023/findings.yaml"]);
    assert!(check.contains("0 problems"), "{check}");
    assert!(!due("2026-11-24").contains("word for word"));
    let (code, out, _) = run(&place, &["forget", "northbrook-2023", "--words", "--yes"]);
    assert!(code == 0 && out.contains("No file has a comment"), "{out}");
}

#[test]
fn a_meeting_that_has_begun_takes_in_what_is_prepared_and_keeps_how_it_votes() {
    let place = Place::new();
    let settings = place.home.path().join(".config/pledge/settings.yaml");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(&settings, "pledge: settings/1\nvote: {method: approve}\n").unwrap();
    let agenda = place.file("agenda.yaml");
    let kept: Vec<&str> = agenda.lines().filter(|l| !l.starts_with("vote:")).collect();
    let without = kept.join("\n") + "\n";
    assert_ne!(without, agenda);
    fs::write(place.unit().join("agenda.yaml"), &without).unwrap();

    let mut meeting = Screen::open_with(&place, 80, 22, &[]);
    meeting
        .sees("Service Pledge meeting")
        .press("  s5")
        .sees("What is worth it")
        .press("\u{11}");
    assert_eq!(meeting.ended(), 0);
    // The meeting began with what was set then.
    fs::write(&settings, "pledge: settings/1\nvote: {method: dots}\n").unwrap();

    let mut prepare = Screen::run(&place, (80, 22), &["prepare", "northbrook"], &[]);
    prepare
        .sees("Preparing Northbrook")
        .press("1")
        .sees("yes or no")
        .press("6")
        .sees("13:04")
        .press("++8")
        .sees("not in the files yet")
        .press("s")
        .sees("The meeting that has begun has taken it in")
        .press("\u{11}");
    assert_eq!(prepare.ended(), 0);
    assert!(
        place
            .file("agenda.yaml")
            .contains("{stage: welcome, minutes: 6}")
    );

    let mut meeting = Screen::open_with(&place, 80, 22, &[]);
    meeting
        .sees("What is worth it")
        .press("1")
        .sees("2 of 10 here");
    // Two minutes more for Welcome: what follows begins and the meeting ends later.
    meeting
        .press("\u{1b}[F")
        .sees("13:06   Review")
        .sees("14:32   the end")
        .press("5o")
        .sees("Yes or no to each")
        .press("\u{11}");
    assert_eq!(meeting.ended(), 0);
}

#[test]
fn what_somebody_edits_meanwhile_goes_before_what_was_not_saved() {
    let place = Place::new();
    let mut prepare = Screen::run(&place, (80, 22), &["prepare", "northbrook"], &[]);
    prepare
        .sees("Preparing Northbrook")
        .press("6")
        .sees("13:04")
        .press("+")
        .sees("91 minutes")
        .press("\u{11}");
    assert_eq!(prepare.ended(), 0);
    let (_, out, _) = run(&place, &["prepare", "northbrook", "--to", "missing"]);
    assert!(out.contains("some changes are not saved yet"), "{out}");
    let edited = place
        .file("agenda.yaml")
        .replace("Service Pledge meeting", "Autumn meeting");
    fs::write(place.unit().join("agenda.yaml"), &edited).unwrap();
    let mut prepare = Screen::run(&place, (80, 22), &["prepare", "northbrook"], &[]);
    prepare
        .sees("preparation.other-1.journal")
        .press("1")
        .sees("Autumn meeting")
        .press("6")
        .sees("90 minutes of 90")
        .press("\u{11}");
    assert_eq!(prepare.ended(), 0);
    assert!(place.unit().join("preparation.other-1.journal").exists());
    assert_eq!(place.file("agenda.yaml"), edited);
}

#[test]
fn the_first_screen_opens_what_was_opened_last() {
    let place = Place::new();
    let mut screen = Screen::run(&place, (80, 22), &["northbrook"], &[]);
    screen.sees("Service Pledge meeting").press("\u{11}");
    screen.ended();
    // A folder below the computer's place for passing things is none to come back to.
    assert!(!local(&place).join("recent-units").exists());
    let unit = place.unit().display().to_string();
    fs::write(
        local(&place).join("recent-units"),
        format!("{unit}\n/nowhere/at/all\n"),
    )
    .unwrap();
    let empty = place.home.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let mut screen = Screen::run_in(&place, &empty, (80, 22), &[], &[]);
    screen
        .sees("What would you like to open?")
        .sees("Northbrook Breast Unit")
        .press("\r")
        .sees("Service Pledge meeting")
        .press("\u{11}");
    assert_eq!(screen.ended(), 0);
    // Nothing was made where one stood.
    assert_eq!(fs::read_dir(Path::new(&empty)).unwrap().count(), 0);
}
