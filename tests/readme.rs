//! The README says what is so: its keys are the program's, its pictures are drawn screens.
//!
//! `PLEDGE_WRITE_README=1 cargo test readme` makes them anew.

use service_pledge::{app::keymap, tui};

use crate::{
    harness::{Play, northbrook},
    sample::the_finished_meeting,
    walkthrough,
};

const BEGIN: &str = "<!-- keys: made by the program, held equal by a test -->\n";
const END: &str = "<!-- end of keys -->";

fn path(name: &str) -> String {
    format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn writing() -> bool {
    std::env::var_os("PLEDGE_WRITE_README").is_some()
}

#[test]
fn the_keys_in_the_readme_are_the_keys_of_the_program() {
    let readme = std::fs::read_to_string(path("README.md")).unwrap();
    let (head, rest) = readme.split_once(BEGIN).unwrap();
    let (table, tail) = rest.split_once(END).unwrap();
    let made = format!("\n{}\n", keymap::markdown());
    if writing() {
        std::fs::write(path("README.md"), format!("{head}{BEGIN}{made}{END}{tail}")).unwrap();
    } else {
        assert!(
            table == made,
            "the keys have changed: see the top of this file"
        );
    }
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
    play.app.ui.toast = None;
    picture("vote", &play);
    play.resize(80, 22);
    play.press("6 home enter");
    play.app.ui.toast = None;
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
