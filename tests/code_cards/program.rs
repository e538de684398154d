//! Pages of codes made by the built program: what it writes, what it refuses, and a vote by one of them.
#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::MetadataExt as _,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use crate::terminal::{Place, Screen};

/// Runs the program in a place, with what it prints as a file.
fn pledge(place: &Place, arguments: &[&str]) -> Output {
    let home = place.home.path();
    Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(arguments)
        .current_dir(home)
        .env_clear()
        .env("HOME", home)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Everything that the program says on standard error.
fn heard(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The keys in the local data folder of a place.
fn keys(place: &Place) -> Vec<PathBuf> {
    let local = place.home.path().join(".local/share/pledge");
    let files = fs::read_dir(local).map_or_else(|_| Vec::new(), Iterator::collect::<Vec<_>>);
    let files = files.into_iter().map(|e| e.unwrap().path());
    files
        .filter(|p| p.extension().is_some_and(|e| e == "codes"))
        .collect()
}

/// Makes the page of codes for Jo.
#[track_caller]
fn make_card(place: &Place, file: &str) {
    let arguments = ["export", "northbrook", "--to", "codes", "jo", "-o", file];
    assert!(pledge(place, &arguments).status.success());
}

#[test]
fn a_page_is_made_for_a_person_and_an_earlier_one_stops_working() {
    let place = Place::new();
    let export = |out: &str| {
        pledge(
            &place,
            &["export", "northbrook", "--to", "codes", "jo", "-o", out],
        )
    };
    let first = export("codes.html");
    assert!(first.status.success(), "{}", heard(&first));
    assert!(heard(&first).contains("delete the file"));
    assert!(!heard(&first).contains("does not work any more"));
    let page = fs::read_to_string(place.home.path().join("codes.html")).unwrap();
    assert!(page.contains("For Jo Ellis") && page.contains("Foxtrot"));
    let before = fs::read(&keys(&place)[0]).unwrap();
    let second = export("codes.txt");
    assert!(
        heard(&second)
            .contains("The page that was made for Jo Ellis before does not work any more.")
    );
    let lines = fs::read_to_string(place.home.path().join("codes.txt")).unwrap();
    assert!(lines.is_ascii() && lines.lines().all(|line| line.len() <= 40));
    // One key, and a list that names it without a code.
    assert_eq!(keys(&place).len(), 1);
    assert_ne!(before, fs::read(&keys(&place)[0]).unwrap());
    let list = fs::read_to_string(place.unit().join("meeting.codes")).unwrap();
    let name = keys(&place)[0]
        .file_stem()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    assert!(list.contains(&name) && list.lines().count() == 1, "{list}");
    // Who is forgotten has no key any more.
    let forgotten = pledge(&place, &["forget", "northbrook", "jo", "--yes"]);
    assert!(forgotten.status.success(), "{}", heard(&forgotten));
    assert_eq!(keys(&place), Vec::<PathBuf>::new());
    assert!(!place.unit().join("meeting.codes").exists());
}

#[test]
fn page_and_key_are_for_this_account_alone() {
    let place = Place::new();
    make_card(&place, "codes.html");
    let page = place.home.path().join("codes.html");
    let local = place.home.path().join(".local/share/pledge");
    for path in [&page, &keys(&place)[0], &local] {
        let mode = fs::metadata(path).unwrap().mode();
        assert_eq!(mode & 0o077, 0, "{:o} {}", mode, path.display());
    }
}

#[test]
fn a_page_is_refused_for_other_methods_and_for_people_without_a_vote() {
    let place = Place::new();
    let export = |person: &str| {
        let done = pledge(
            &place,
            &[
                "export",
                "northbrook",
                "--to",
                "codes",
                person,
                "-o",
                "codes.html",
            ],
        );
        assert_eq!(done.status.code(), Some(2));
        heard(&done)
    };
    let nobody = export("sam");
    assert!(
        nobody.contains("`sam` is nobody on the agenda who has a vote"),
        "{nobody}"
    );
    assert!(nobody.contains("jo  Jo Ellis"), "{nobody}");
    let agenda = place.unit().join("agenda.yaml");
    let text = fs::read_to_string(&agenda).unwrap();
    assert!(text.contains("method: score"));
    for method in ["dots", "rank", "hands"] {
        let text = text.replace("method: score", &format!("method: {method}"));
        fs::write(&agenda, text).unwrap();
        let said = export("jo");
        assert!(said.contains("Code cards do not work with"), "{said}");
    }
    assert_eq!(keys(&place), Vec::<PathBuf>::new());
    assert!(!place.unit().join("meeting.codes").exists());
    assert!(!place.home.path().join("codes.html").exists());
}

/// The code of a mark on the page for a braille printer.
fn code_on_page(page: &str, part: usize, goal: usize, mark: &str) -> String {
    let part = page.split('\u{c}').nth(part).unwrap();
    let mut lines = part.lines().skip_while(|l| *l != format!("Goal {goal}"));
    lines.next();
    let codes: Vec<&str> = lines.take_while(|l| !l.is_empty()).collect();
    let codes = codes.join(" - ");
    let mut codes = codes.split(" - ");
    let code = codes.find_map(|item| item.strip_prefix(&format!("{mark} ")));
    code.unwrap().to_owned()
}

#[test]
fn the_built_program_takes_a_vote_by_the_codes_of_a_page_that_it_made() {
    let place = Place::new();
    make_card(&place, "codes.txt");
    let page = fs::read_to_string(place.home.path().join("codes.txt")).unwrap();
    let mut screen = Screen::run(&place, (80, 22), &["meet", "northbrook"], &[]);
    for (sees, press) in [
        ("c: phone", "c"),
        ("Jo Ellis is here by telephone.", "j         s"),
        ("The meeting has begun", "5"),
        ("What is worth it", "o"),
        ("Jo Ellis votes by code card, part 1.", "\r"),
        ("Round 1 is open", "7"),
        ("type the codes they say", "\r"),
    ] {
        screen.sees(sees).press(press);
    }
    for (goal, mark) in [(1, "5"), (2, "cannot judge"), (3, "0")] {
        screen.sees(&format!("Part 1, goal {goal}"));
        screen.press(&code_on_page(&page, 1, goal, mark));
    }
    screen.sees("Every goal is marked.").press("\r");
    screen.sees("Handed in: 1 of 9 have voted.").press("cy");
    screen.sees("The round is closed.").press("a");
    screen.sees("1 by code card").press("7s");
    screen.sees("Saved at").press("\u{11}");
    assert_eq!(screen.ended(), 0);
    assert_eq!(keys(&place), Vec::<PathBuf>::new());
    assert!(!place.unit().join("meeting.codes").exists());
    assert!(place.file("outcome.yaml").contains("by: {codes: 1}"));
}
