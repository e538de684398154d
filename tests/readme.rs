//! Truth of the README and the handbook: their keys are the program's, their pictures are drawn screens, their links lead somewhere.
//!
//! `PLEDGE_WRITE_README=1 cargo test readme` writes the page of keys and the pictures.

use std::collections::BTreeSet;

use service_pledge::{app::keymap, tui};

use crate::{
    harness::{Play, northbrook},
    sample::the_finished_meeting,
    walkthrough,
};

/// The introduction of the page of keys; the table follows.
const KEYS_HEAD: &str = "# Keys\n\n`pledge keys` prints them, from the table that the program itself uses. A test holds this page equal to it.\n\n";

fn path(name: &str) -> String {
    format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn writing() -> bool {
    std::env::var_os("PLEDGE_WRITE_README").is_some()
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap()
}

/// The README, the page for contributors and every page of the handbook, each with its path from the top.
fn pages() -> Vec<(String, String)> {
    let manual = std::fs::read_dir(path("src/manual")).unwrap();
    let manual = manual.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = manual.map(|name| format!("src/manual/{name}")).collect();
    names.extend(["README.md".to_owned(), "CONTRIBUTING.md".to_owned()]);
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let text = read(&name);
            (name, text)
        })
        .collect()
}

#[test]
fn the_page_of_keys_is_the_table_of_the_program() {
    let made = format!("{KEYS_HEAD}{}", keymap::markdown());
    if writing() {
        std::fs::write(path("src/manual/keys.md"), made).unwrap();
    } else {
        assert!(
            read("src/manual/keys.md") == made,
            "the keys have changed: see the top of this file"
        );
    }
}

/// The spelling of a key that a guide may use for one in the table: `Shift-F5` and arrows are spelled there as here.
fn is_key_like(code: &str) -> bool {
    let named = [
        "Enter",
        "Space",
        "Esc",
        "Tab",
        "Backspace",
        "PgDn",
        "PgUp",
        "Home",
        "End",
    ];
    let mut letters = code.chars();
    let single = letters.next().is_some() && letters.next().is_none();
    let chord = code.starts_with("Ctrl-") || code.starts_with("Shift-");
    let function = code
        .strip_prefix('F')
        .is_some_and(|n| n.parse::<u8>().is_ok());
    (single && code != "*" && code != ";") || chord || function || named.contains(&code)
}

/// A guide that names a key which the program does not have sends a nurse into a dead end in front of a room.
#[test]
fn every_key_that_a_guide_names_is_in_the_table() {
    let all = keymap::rows(keymap::Scope::ALL);
    let known: BTreeSet<String> = all
        .iter()
        .flat_map(|row| row.keys.iter().map(|key| key.name()))
        .collect();
    let guides = [
        "README.md",
        "src/manual/facilitator.md",
        "src/manual/pledge-lead.md",
        "src/manual/importing.md",
        "src/manual/voting.md",
    ];
    let mut named = 0;
    for guide in guides {
        // Spans of code: every second piece, once fenced blocks are out.
        let text: String = read(guide).split("```").step_by(2).collect();
        for code in text.split('`').skip(1).step_by(2) {
            // A span of several keys, such as those that type a step and a letter.
            if is_key_like(code) {
                named += 1;
                assert!(known.contains(code), "{guide}: `{code}`");
            }
        }
    }
    assert!(named > 60, "{named}");
}

/// The targets of the links of a page that are not on the web.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1);
    let targets = targets.filter_map(|rest| rest.split(')').next());
    targets.filter(|t| !t.starts_with("https://")).collect()
}

#[test]
fn every_link_leads_to_a_file_of_the_project() {
    let mut count = 0;
    for (name, text) in pages() {
        let folder = std::path::Path::new(&name).parent().unwrap();
        for link in links(&text) {
            let target = std::path::Path::new(&path("")).join(folder).join(link);
            assert!(target.exists(), "{name}: {link}");
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

/// The README stays short; details belong into the handbook.
#[test]
fn the_readme_is_short() {
    let lines = read("README.md").lines().count();
    assert!(lines <= 150, "{lines}");
}

#[test]
fn the_pictures_in_the_readme_are_screens_of_the_program() {
    let mut play = Play::new(northbrook());
    walkthrough::welcome(&mut play);
    play.wait(372).press("3").wait(372);
    picture("themes", &play);
    let mut play = the_finished_meeting();
    play.resize(110, 30);
    play.press("esc 5 home");
    play.app.ui.shell.toast = None;
    picture("vote", &play);
    play.resize(80, 22);
    play.press("6 home enter");
    play.app.ui.shell.toast = None;
    picture("owners", &play);
}

fn picture(name: &str, play: &Play) {
    let svg = tui::svg(&play.buffer(), tui::Palette::RoomLight);
    let file = path(&format!("tests/pictures/{name}.svg"));
    if writing() {
        std::fs::write(&file, &svg).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        there == svg,
        "{name}.svg has changed: see the top of this file"
    );
}

/// Every test that the threat model names is there: a page that promises more than is tested is worse than none.
#[test]
fn the_tests_of_the_threat_model_are_there() {
    fn gather(folder: &std::path::Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, all);
            } else if path.extension().is_some_and(|e| e == "rs") {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut source = String::new();
    for folder in ["src", "tests"] {
        gather(std::path::Path::new(&path(folder)), &mut source);
    }
    let page = std::fs::read_to_string(path("src/manual/threat-model.md")).unwrap();
    let rows = page.lines().filter(|l| l.starts_with("| "));
    let shown = rows.filter_map(|row| row.rsplit('|').nth(1));
    let names = shown.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    let tests: Vec<&str> = names.filter(|name| !name.contains(' ')).collect();
    assert!(tests.len() > 20, "{tests:?}");
    let missing = |name: &&&str| !source.contains(&format!("fn {name}("));
    let missing: Vec<_> = tests.iter().filter(missing).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
