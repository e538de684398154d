//! `pledge programme`: each outcome below a folder is counted once, and files that are not counted are reported.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

fn programme(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pledge"))
        .arg("programme")
        .arg(".")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Two units, one of them twice, a file that is damaged, and files that are no outcomes.
fn units() -> TempDir {
    let root = TempDir::new().unwrap();
    let sample = |name: &str| {
        fs::read_to_string(format!("{}/sample-data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let put = |name: &str, text: &str| {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let now = sample("northbrook-finished/outcome.yaml");
    put("b/now/outcome.yaml", &now);
    put(
        "a/then/outcome.yaml",
        &sample("northbrook-2023/outcome.yaml"),
    );
    put("c/copy-of-outcome.yaml", &now);
    put("c/outcome.yaml", "pledge: outcome/1\nunit: {name: [}\n");
    put("d/outcome.yaml", "nothing of ours: 1\n");
    // Made from it, or set aside: not another meeting, and not to be listed.
    put("b/now/out/outcome-shared.yaml", &now);
    put("b/now/outcome.edited-1.yaml", &now);
    put("b/now/findings.yaml", &sample("northbrook/findings.yaml"));
    put("b/now/notes.yaml", "a: b\n");
    root
}

#[test]
fn each_meeting_counts_once_and_what_does_not_count_is_said() {
    let root = units();
    let done = programme(root.path(), &[]);
    assert_eq!(done.status.code(), Some(0));
    insta::assert_snapshot!("table", String::from_utf8_lossy(&done.stdout));
    insta::assert_snapshot!("not counted", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn the_same_for_a_program_and_for_a_spreadsheet() {
    let root = units();
    let done = programme(root.path(), &["--json"]);
    let said: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(said["outcomes"], 2);
    let goals = said["goals"].as_array().unwrap();
    assert_eq!(said["totals"]["goals"], goals.len());
    assert_eq!(said["not_counted"].as_array().unwrap().len(), 3);
    let text = String::from_utf8(done.stdout).unwrap();
    assert!(!text.contains("Boateng") && text.contains("Breast care nurse"));
    let done = programme(root.path(), &["--csv"]);
    let mut reader = csv::Reader::from_reader(&done.stdout[..]);
    let titles: Vec<String> = reader.records().map(|r| r.unwrap()[5].to_owned()).collect();
    let expected: Vec<&str> = goals.iter().map(|g| g["title"].as_str().unwrap()).collect();
    assert_eq!(titles, expected);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let root = TempDir::new().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(["programme", "nowhere"])
        .current_dir(root.path())
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    let done = programme(root.path(), &[]);
    assert_eq!(done.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&done.stdout).contains("0 goals of 0 meetings"));
}

#[test]
fn a_question_is_answered_for_a_program_a_spreadsheet_and_a_person() {
    let root = units();
    let asked = |flags: &[&str]| {
        let question = ["--question", "done-by-control", "--on", "2027-06-01"];
        let done = programme(root.path(), &[&question[..], flags].concat());
        assert_eq!(done.status.code(), Some(0), "{flags:?}");
        String::from_utf8(done.stdout).unwrap()
    };
    insta::assert_snapshot!("question", asked(&[]));
    insta::assert_snapshot!("question json", asked(&["--json"]));
    let said: serde_json::Value = serde_json::from_str(&asked(&["--json"])).unwrap();
    let csv = asked(&["--csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns: Vec<&str> = said["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c.as_str().unwrap())
        .collect();
    assert_eq!(reader.headers().unwrap(), columns);
    let rows = said["rows"].as_array().unwrap();
    for (ours, row) in reader.records().zip(rows) {
        let cells = row.as_array().unwrap().iter();
        let cells: Vec<String> = cells
            .map(|c| c.as_str().map_or_else(|| c.to_string(), str::to_owned))
            .collect();
        assert_eq!(ours.unwrap(), cells);
    }
    assert_eq!(csv.lines().count(), 1 + rows.len());
    assert!(asked(&["--sql"]).starts_with("WITH ranked AS ("));
}

#[test]
fn a_question_that_is_not_there_lists_those_that_are() {
    let root = units();
    let done = programme(root.path(), &["--question", "stale"]);
    assert_eq!(done.status.code(), Some(2));
    let said = String::from_utf8(done.stderr).unwrap();
    for name in ["stalled", "done-by-control", "voices"] {
        assert!(said.contains(name), "{said}");
    }
    for flags in [
        &["--sql"][..],
        &["--on", "2027-06-01"],
        &["--question", "voices", "--sql", "--json"],
    ] {
        assert_eq!(
            programme(root.path(), flags).status.code(),
            Some(2),
            "{flags:?}"
        );
    }
}
