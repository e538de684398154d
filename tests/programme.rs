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
        &["--question", "voices", "--parquet", "lake"],
    ] {
        assert_eq!(
            programme(root.path(), flags).status.code(),
            Some(2),
            "{flags:?}"
        );
    }
}

#[test]
#[cfg(not(feature = "parquet"))]
fn without_the_feature_a_sentence_says_what_to_do() {
    let root = units();
    let done = programme(root.path(), &["--parquet", "lake"]);
    assert_eq!(done.status.code(), Some(2));
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(said.contains("built without Parquet") && said.contains("hint: `cargo install"));
    assert!(!root.path().join("lake").exists());
}

/// Two units of one name in two trusts that begin in the same second, an old copy beside a reviewed one, and a meeting without a start.
#[test]
fn a_meeting_is_known_by_its_trust_and_the_reviewed_copy_counts() {
    let root = TempDir::new().unwrap();
    let outcome = |trust: &str, start: &str, review: &str| {
        format!(
            "pledge: outcome/1\nunit: {{name: Breast Unit, organisation: {trust}}}\nmeeting: {{title: M, date: 2026-03-02{start}, present: [], absent: []}}\npeople: []\nstandards: []\ngoals: [{{id: a, title: Of {trust}, decision: agreed, reviews: [{{due: 2026-09-02{review}}}]}}]\n"
        )
    };
    let start = ", started: \"2026-03-02T13:00:00+00:00\"";
    let looked = ", on: 2026-09-01, status: done";
    for (name, text) in [
        ("elm/outcome.yaml", outcome("Elm", start, looked)),
        ("elm/as-mailed/outcome.yaml", outcome("Elm", start, "")),
        ("oak/outcome.yaml", outcome("Oak", start, "")),
        ("yew/outcome.yaml", outcome("Yew", "", "")),
        ("yew/copy/outcome.yaml", outcome("Yew", "", "")),
    ] {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let done = programme(root.path(), &["--json"]);
    let said: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let goals: Vec<(&str, &str, &str)> = said["goals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|g| {
            let text = |key: &str| g[key].as_str().unwrap_or_default();
            (text("organisation"), text("file"), text("last_status"))
        })
        .collect();
    assert_eq!(
        goals,
        [
            ("Elm", "./elm/outcome.yaml", "done"),
            ("Oak", "./oak/outcome.yaml", ""),
            ("Yew", "./yew/copy/outcome.yaml", ""),
        ]
    );
    let due = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(["due", ".", "--on", "2026-08-20"])
        .current_dir(root.path())
        .output()
        .unwrap();
    for said in [&done.stderr, &due.stderr] {
        let said = String::from_utf8_lossy(said);
        assert!(
            said.contains("./elm/as-mailed/outcome.yaml: the meeting of ./elm/outcome.yaml again"),
            "{said}"
        );
        assert!(
            said.contains("./yew/outcome.yaml: the meeting of ./yew/copy/outcome.yaml again"),
            "{said}"
        );
        assert_eq!(said.lines().count(), 2, "{said}");
    }
    let due = String::from_utf8_lossy(&due.stdout);
    assert!(
        due.contains("Of Oak") && due.contains("Of Yew") && !due.contains("Of Elm"),
        "{due}"
    );
}

#[test]
fn a_role_that_is_a_name_does_not_come_out() {
    let root = TempDir::new().unwrap();
    let text = "pledge: outcome/1\nunit: {name: A}\nmeeting: {title: M, date: 2026-03-02, present: [], absent: []}\npeople: [{id: p1, name: Ama Boateng, role: Matron}]\nstandards: []\ngoals:\n  - {id: a, title: One, decision: agreed, owner_role: Mrs Quigley from the front desk}\n  - {id: b, title: Two, decision: agreed, owner_role: Matron}\n  - {id: c, title: Three, decision: agreed, owner: p1, reviews: [{on: 2026-09-02, status: stuck, note: x, owner: Mr Pryce}]}\n";
    fs::write(root.path().join("outcome.yaml"), text).unwrap();
    for arguments in [&["--json"][..], &["--csv"], &[]] {
        let done = programme(root.path(), arguments);
        let said = String::from_utf8_lossy(&done.stdout);
        assert!(said.contains("Two") && said.contains("Three"), "{said}");
        assert!(
            !said.contains("Quigley") && !said.contains("Pryce"),
            "{said}"
        );
        assert!(arguments.is_empty() || said.contains("Matron"), "{said}");
    }
}

#[test]
fn a_programmes_folder_is_checked_with_its_units() {
    let root = units();
    let check = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_pledge"))
            .arg("check")
            .args(arguments)
            .current_dir(root.path())
            .output()
            .unwrap()
    };
    let said = |done: &Output| String::from_utf8_lossy(&done.stdout).into_owned();
    // Without the file it is a folder of units all the same.
    let done = check(&["."]);
    assert_eq!(done.status.code(), Some(1));
    assert!(
        said(&done).contains("c/outcome.yaml:2:14"),
        "{}",
        said(&done)
    );
    assert!(!said(&done).contains("outcome-shared.yaml") && !said(&done).contains(".edited-"));
    let file = "pledge: programme/1\nunits:\n  - {folder: b, aliance: Wessex}\n  - {folder: e}\n  - {folder: f, consent: false}\n";
    fs::write(root.path().join("programme.yaml"), file).unwrap();
    let text = said(&check(&["."]));
    assert!(text.contains("an unknown key `aliance`"), "{text}");
    fs::write(
        root.path().join("programme.yaml"),
        file.replace("aliance", "alliance"),
    )
    .unwrap();
    let done = check(&["."]);
    assert_eq!(done.status.code(), Some(1));
    let text = said(&done);
    assert!(
        text.contains("programme.yaml:4:14")
            && text.contains("`e`, and no file of a unit is in it"),
        "{text}"
    );
    assert!(
        text.contains("`f`, and no file of a unit is in it"),
        "{text}"
    );
    assert!(
        text.contains("3 folders without an entry, such as `a/then`"),
        "{text}"
    );
    // The file alone.
    let text = said(&check(&["programme.yaml"]));
    assert!(text.contains("1 file: 0 problems, 0 warnings"), "{text}");
}
