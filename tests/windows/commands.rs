//! Every command on both systems: the same exit code, the same words, the same files.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Read as _},
    path::Path,
    process::Command,
};

use super::{
    machine::finished,
    twin::{Twin, ends_as},
};
use crate::harness::{Outside, requires};

/// Commands in the order in which they are run in one folder, each with the lines that are typed.
///
/// Two units and a survey are there; what one command makes the next ones may read.
const CASES: &[(&[&str], &str)] = &[
    (&[], ""),
    (&["--version"], ""),
    (&["--help"], ""),
    (&["nonsense"], ""),
    (&["--no-such-flag"], ""),
    (&["demo", "--plain"], "space\nquit\n"),
    (&["keys"], ""),
    (&["keys", "--markdown"], ""),
    (&["help"], ""),
    (&["help", "voting"], ""),
    (&["help", "export"], ""),
    (&["help", "nothing-of-the-kind"], ""),
    (&["licences"], ""),
    (&["completions", "bash"], ""),
    (&["completions", "powershell"], ""),
    (&["man", "manual"], ""),
    (&["schema", "agenda"], ""),
    (
        &[
            "check",
            "northbrook",
            "northbrook-2023",
            "northbrook-finished",
        ],
        "",
    ),
    (&["check", "--json", "northbrook-finished"], ""),
    (&["check", "--reading", "northbrook-finished"], ""),
    (
        &["check", "northbrook/../northbrook-finished/agenda.yaml"],
        "",
    ),
    (&["check", "nothing-here"], ""),
    (&["due", "--on", "2027-05-24", "northbrook-finished"], ""),
    (&["due", "--on", "2027-05-24", "--json", "."], ""),
    (&["programme", "."], ""),
    (&["programme", "--csv", "."], ""),
    (&["programme", "--json", "."], ""),
    (
        &[
            "programme",
            ".",
            "--question",
            "stalled",
            "--on",
            "2027-05-24",
        ],
        "",
    ),
    (&["programme", ".", "--question", "moved", "--sql"], ""),
    (&["programme", ".", "--parquet", "lake"], ""),
    (&["evidence", "northbrook"], ""),
    (&["evidence", "northbrook", "--csv"], ""),
    (
        &["evidence", "northbrook", "--json", "-o", "cards.json"],
        "",
    ),
    (&["export", "--to", "all", "northbrook-finished"], ""),
    (&["export", "--to", "all", "northbrook"], ""),
    (
        &[
            "export",
            "northbrook",
            "--to",
            "table-sheets",
            "-o",
            "sheets.html",
        ],
        "",
    ),
    (
        &[
            "export",
            "--to",
            "pb",
            "northbrook-finished",
            "-o",
            "round.pb",
        ],
        "",
    ),
    (&["export", "--to", "minutes", "northbrook-finished"], ""),
    (&["export", "--to", "codes", "northbrook"], ""),
    (
        &[
            "export",
            "--to",
            "share",
            "northbrook-finished",
            "-o",
            "share.yaml",
        ],
        "",
    ),
    (
        &[
            "export",
            "--to",
            "docx",
            "northbrook-finished",
            "-o",
            "booklet.docx",
        ],
        "",
    ),
    (
        &[
            "export",
            "--to",
            "slides",
            "northbrook-finished",
            "-o",
            "slides",
        ],
        "",
    ),
    (
        &[
            "export",
            "--to",
            "md",
            "northbrook-finished",
            "-o",
            "no-such/booklet.md",
        ],
        "",
    ),
    (&["tally", "--rule", "equal-shares", "round.pb"], ""),
    (&["tally", "--rule", "best", "--json", "round.pb"], ""),
    (&["tally", "nothing.pb"], ""),
    (&["import", "--inspect", "northbrook-survey.csv"], ""),
    (
        &["import", "--inspect", "--json", "northbrook-survey.csv"],
        "",
    ),
    (
        &[
            "import",
            "--inspect",
            "northbrook-survey.csv",
            "--codebook",
            "codebook.yaml",
        ],
        "",
    ),
    (&["import", "northbrook-survey.csv", "-o", "imported"], ""),
    (&["import", "--marks", "northbrook-survey.csv"], ""),
    (&["new", "--list"], ""),
    (
        &[
            "new",
            "harbour",
            "--template",
            "primary",
            "--unit",
            "Siân",
            "--organisation",
            "Ward",
        ],
        "",
    ),
    (&["new", "harbour", "--template", "primary"], ""),
    (
        &["new", "harbour/next", "--previous", "northbrook-finished"],
        "",
    ),
    (&["check", "harbour"], ""),
    (&["prepare", "--to", "missing", "harbour"], ""),
    (&["prepare", "--to", "agenda", "northbrook"], ""),
    (
        &[
            "prepare",
            "--to",
            "agenda",
            "northbrook",
            "-o",
            "agenda.html",
        ],
        "",
    ),
    (&["prepare", "northbrook"], ""),
    (&["meet", "northbrook"], ""),
    (&["meet", "--plain", "northbrook"], "space\nquit\n"),
    (
        &["meet", "--rehearse", "--plain", "northbrook"],
        "space\nquit\n",
    ),
    (&["northbrook/agenda.yaml", "--plain"], "quit\n"),
    (&["review", "northbrook"], ""),
    (&["review", "--plain", "northbrook-finished"], "quit\n"),
    (&["wall", "northbrook"], ""),
    (&["notes", "northbrook"], ""),
    (
        &["merge", "northbrook-finished", "northbrook", "--dry-run"],
        "",
    ),
    (&["merge", "northbrook-finished", "nothing.journal"], ""),
    (
        &["forget", "--dry-run", "northbrook-finished", "Ama Boateng"],
        "",
    ),
    (&["forget", "northbrook-finished", "Ama Boateng"], "n\n"),
    (
        &["forget", "--yes", "northbrook-finished", "Ama Boateng"],
        "",
    ),
    (&["check", "northbrook-finished"], ""),
];

/// Commands that change what every command of the account reads, or read it.
const OF_THE_ACCOUNT: &[(&[&str], &str)] = &[
    (&["settings"], ""),
    (&["settings", "--json"], ""),
    (&["settings", "--write"], ""),
    (&["settings", "--write"], ""),
    (&["settings"], ""),
    (&["due", "--on", "2027-05-24"], ""),
];

/// The names in the program's list of its commands.
fn commands() -> BTreeSet<String> {
    let help = finished(
        Command::new(env!("CARGO_BIN_EXE_pledge")).arg("--help"),
        b"",
    )
    .out;
    let list = help.split("Commands:\n").nth(1).unwrap();
    let list = list.split("\n\n").next().unwrap();
    let names: BTreeSet<String> = list
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect();
    assert!(names.len() >= 18, "{names:?}");
    names
}

#[test]
fn every_command_does_the_same_as_on_linux() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let tried: BTreeSet<String> = CASES
        .iter()
        .chain(OF_THE_ACCOUNT)
        .filter_map(|(arguments, _)| arguments.first())
        .map(|&name| name.to_owned())
        .collect();
    let untried: Vec<String> = commands().difference(&tried).cloned().collect();
    assert!(untried.is_empty(), "no case for {untried:?}");

    let twin = Twin::new(&exe)
        .and("northbrook-finished")
        .and("northbrook-survey.csv");
    let mut faults = Vec::new();
    for (arguments, typed) in CASES {
        faults.extend(twin.differences(arguments, typed));
    }
    let [linux, windows] = twin.tops().map(|top| files(&top));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&windows), names(&linux), "{}", faults.join("\n"));
    assert!(linux.len() > 35, "{}", linux.len());
    for (name, one) in &linux {
        faults.extend(differs(&twin, name, &windows[name], one));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn settings_and_recent_units_are_the_accounts_own() {
    let Some(exe) = requires(Outside::Exe) else {
        return;
    };
    let twin = Twin::alone(&exe).and("northbrook-finished");
    twin.both(&["review", "--plain", "northbrook-finished"], "quit\n");
    for (arguments, typed) in OF_THE_ACCOUNT {
        twin.both(arguments, typed);
    }
    // Settings follow a person from computer to computer; what must not be shared does not.
    assert!(
        twin.app_data("Roaming")
            .join("config/settings.yaml")
            .is_file()
    );
    let local = files(&twin.app_data("Local"));
    assert!(local.len() > 1, "{:?}", local.keys());
    fs::remove_dir_all(twin.app_data("Roaming")).unwrap();
}

/// Every file below a folder, by its name with `/`; not those of an account.
fn files(top: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![top.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
            let is_of_the_account = name.starts_with('.');
            // The words in a lock stand beside it on Windows, since a locked file cannot be read there.
            if is_of_the_account || ends_as(&name, &["lock"]) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

/// The first difference of two files, as a sentence. A workbook is compared by its parts, and not by when it was made.
fn differs(twin: &Twin, name: &str, windows: &[u8], linux: &[u8]) -> Option<String> {
    if windows == linux {
        return None;
    }
    if ends_as(name, &["xlsx"]) {
        let (windows, linux) = (parts(windows), parts(linux));
        let different = linux
            .iter()
            .find(|(part, bytes)| !part.ends_with("core.xml") && windows.get(*part) != Some(bytes));
        let same = windows.len() == linux.len() && different.is_none();
        return (!same).then(|| format!("{name}: {:?} is another one", different.map(|d| d.0)));
    }
    let text = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).unwrap();
        // A workbook holds when it was made, and this file its hash.
        let lines = text.lines().filter(|line| !ends_as(line, &["xlsx"]));
        twin.neutral(&lines.collect::<Vec<_>>().join("\n"))
    };
    let (windows, linux) = (text(windows), text(linux));
    first_difference(&windows, &linux).map(|lines| format!("{name}: {lines}"))
}

fn parts(archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    (0..archive.len())
        .map(|nth| {
            let mut part = archive.by_index(nth).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// The first pair of lines that differ.
pub(super) fn first_difference(windows: &str, linux: &str) -> Option<String> {
    if windows == linux {
        return None;
    }
    let (mut one, mut other) = (windows.split('\n'), linux.split('\n'));
    loop {
        match (one.next(), other.next()) {
            (one, other) if one != other => {
                return Some(format!("on Windows {one:?}, on Linux {other:?}"));
            }
            (None, _) => return None,
            _ => {}
        }
    }
}
