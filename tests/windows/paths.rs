//! Names of folders as Windows has them: blanks, letters of every language, 300 characters, shares, and names that are devices.

use std::fs;

use super::twin::{Twin, copy, in_one_line};
use crate::harness::{Outside, requires};

/// The longest name of a program's own folder that Windows takes without a prefix.
const LONG: usize = 260;

#[test]
fn a_unit_is_opened_by_every_name_that_it_has() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe);
    let [_, plain] = twin.units();
    let agenda: String = twin
        .file("agenda.yaml")
        .lines()
        .filter(|line| !line.starts_with("previous:"))
        .flat_map(|line| [line, "\n"])
        .collect();
    fs::write(plain.join("agenda.yaml"), agenda).unwrap();
    let letters = twin
        .top
        .join("a b")
        .join("Siân Llŷr\u{2019}s unit")
        .join("日本 \u{2603}");
    copy(&plain, &letters);
    let mut deep = twin.top.clone();
    while twin.machine.named(&deep).len() < LONG + 20 {
        deep = deep.join("a-rather-long-folder-name-of-a-trust");
    }
    copy(&plain, &deep);
    let unit = twin.unit();
    let top = twin.machine.named(&twin.top);
    let names = [
        unit.replace('\\', "/"),
        format!("{unit}\\"),
        format!("{unit}\\."),
        format!("{unit}\\agenda.yaml"),
        format!(r"{top}\northbrook-2023\..\northbrook"),
        format!(r"\\?\{unit}"),
        format!(r"\\.\{unit}"),
        unit.to_uppercase(),
        "northbrook".to_owned(),
        r".\northbrook".to_owned(),
        "C:northbrook".to_owned(),
        unit["C:".len()..].to_owned(),
        twin.machine.named(&letters),
        twin.machine.named(&deep),
    ];
    for name in names {
        let check = twin.run(&["check", &name], "");
        assert_eq!(check.code, Some(0), "{name}: {check:?}");
        let met = twin.run(&["--plain", &name], "space\nquit\n");
        let said = in_one_line(&met.out);
        assert_eq!(met.code, Some(0), "{name}: {met:?}");
        assert!(said.contains(" of 10 here"), "{name}: {said}");
        let line = said.split("goes on where it stopped: ").nth(1).unwrap();
        // Nobody types the long form.
        assert_eq!(
            line.contains(r"\\?\"),
            name.starts_with(r"\\?\"),
            "{name}: {line}"
        );
        // What is to be typed again can be.
        if name.contains(' ') {
            assert!(line.starts_with("pledge \""), "{name}: {line}");
        }
    }
}

#[test]
fn a_name_that_is_a_device_makes_no_file_that_cannot_be_opened() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::new(&exe).and("northbrook-finished");
    for name in ["con", "aux", "nul", "prn", "com1", "lpt1", "nul.unit"] {
        let done = twin.run(&["new", name, "--template", "primary"], "");
        let is_there = twin.top.join(name).is_dir();
        let is_refused = done.code == Some(2) && !done.err.is_empty();
        assert!(
            is_refused || done.code == Some(0) && is_there,
            "{name}: {done:?}"
        );
    }
    // A goal's id becomes the name of a file.
    let unit = twin.top.join("northbrook-finished");
    let outcome = fs::read_to_string(unit.join("outcome.yaml")).unwrap();
    let goals = outcome.split("\ngoals:").nth(1).unwrap();
    let id = goals.split("id: ").nth(1).unwrap();
    let id: String = id
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let outcome = outcome.replace(&format!("id: {id}"), "id: con");
    fs::write(unit.join("outcome.yaml"), outcome).unwrap();
    let done = twin.run(&["export", "--to", "all", "northbrook-finished"], "");
    assert!(done.code.is_some(), "{done:?}");
    for entry in fs::read_dir(unit.join("out")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.starts_with("con."), "{name}");
    }
}
