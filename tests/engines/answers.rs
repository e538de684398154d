//! Other engines asked the same SQL on the dataset that the program wrote; each cell has to be the program's own.
//!
//! Tables of rows, cells and seconds are written to `engines-SIZE-NAME.txt` in the folder of the tests' own files (`target/tmp`).

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::OnceLock,
};

use serde_json::{Value, json};
use service_pledge::programme::{
    lake::{self, EncodeError},
    question::Question,
    rows::Dataset,
};
use tempfile::TempDir;

use super::{
    KEPT,
    rows::{self, Size, TEN_THOUSAND},
    units::{self, ON},
};
use crate::harness::{Outside, requires};

/// Units and years of the large programme.
const LARGE: (i32, i16) = (500, 8);
/// Units and years of the one that is changed by hand.
const SMALL: (i32, i16) = (24, 4);

/// A dataset in a folder, with the program's answers and texts.
struct Asked {
    dataset: PathBuf,
    texts: BTreeMap<String, String>,
    answers: BTreeMap<String, Value>,
}

fn pledge(arguments: &[&str]) -> Output {
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .arg("programme")
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {said}");
    done
}

/// The texts of all questions, as the program prints them.
fn texts(folder: &str) -> BTreeMap<String, String> {
    let names = Question::ALL.iter().map(|q| q.name());
    names
        .map(|name| {
            let done = pledge(&[folder, "--question", name, "--on", ON, "--sql"]);
            (name.to_owned(), String::from_utf8(done.stdout).unwrap())
        })
        .collect()
}

/// Exports a programme, and has the program answer every question about it.
fn exported(folder: &Path, dataset: PathBuf) -> Asked {
    let folder = folder.to_str().unwrap();
    pledge(&[folder, "--parquet", dataset.to_str().unwrap()]);
    let names = Question::ALL.iter().map(|q| q.name());
    let answers = names.map(|name| {
        let done = pledge(&[folder, "--question", name, "--on", ON, "--json"]);
        let mut said: Value = serde_json::from_slice(&done.stdout).unwrap();
        let said = said.as_object_mut().unwrap();
        assert_eq!(said.remove("question"), Some(json!(name)));
        assert_eq!(said.remove("on"), Some(json!(ON)));
        (name.to_owned(), Value::Object(said.clone()))
    });
    Asked {
        answers: answers.collect(),
        texts: texts(folder),
        dataset,
    }
}

/// Everything that each engine is asked, made once.
struct Programmes {
    folder: TempDir,
    large: Asked,
    /// Rows that no meeting would give.
    odd: Vec<Asked>,
    small: Asked,
    /// The small one, after a line of an outcome was changed by hand.
    changed: Asked,
}

fn programmes() -> &'static Programmes {
    static MADE: OnceLock<Programmes> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        let files = units::write(&at("large"), LARGE.0, LARGE.1);
        assert!(files > 4_000, "{files}");
        let large = exported(&at("large"), at("large-lake"));
        units::write(&at("small"), SMALL.0, SMALL.1);
        let small = exported(&at("small"), at("small-lake"));
        turn_down_a_goal(&at("small"));
        let changed = exported(&at("small"), at("changed-lake"));
        let texts = texts(at("small").to_str().unwrap());
        let odd = |(seed, size): (u64, Size)| {
            let data = rows::rows(seed, size);
            let dataset = at(&format!("odd-{seed}"));
            write_dataset(&data, &dataset);
            Asked {
                dataset,
                texts: texts.clone(),
                answers: super::native(&data),
            }
        };
        Programmes {
            odd: KEPT.into_iter().chain([TEN_THOUSAND]).map(odd).collect(),
            large,
            small,
            changed,
            folder,
        }
    })
}

/// Writes rows as the program writes its dataset.
fn write_dataset(data: &Dataset, folder: &Path) {
    let put = |path: &str, bytes: Vec<u8>| -> Result<(), EncodeError> {
        let file = folder.join(lake::FOLDER).join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
        Ok(())
    };
    lake::encode(data, put).unwrap();
}

/// Changes the decision on an agreed goal in the first outcome that has one.
fn turn_down_a_goal(folder: &Path) {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|unit| unit.unwrap().path().join("2024/outcome.yaml"))
        .filter(|file| file.exists())
        .collect();
    files.sort();
    let changed = files.iter().any(|file| {
        let text = fs::read_to_string(file).unwrap();
        let new = text.replacen("decision: agreed", "decision: not_this_time", 1);
        let is_new = new != text;
        fs::write(file, new).unwrap();
        is_new
    });
    assert!(changed);
}

/// What an engine said to the questions about some datasets.
fn ask(python: &Path, engine: &str, asked: &[&Asked]) -> Vec<BTreeMap<String, Value>> {
    let jobs: Vec<Value> = asked
        .iter()
        .map(|a| json!({"dataset": a.dataset, "questions": a.texts}))
        .collect();
    let said = script(python, &[engine], &serde_json::to_string(&jobs).unwrap());
    let (_, said) = said.split_once("answers:\n").unwrap();
    serde_json::from_str(said).unwrap()
}

fn script(python: &Path, arguments: &[&str], input: &str) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines/ask.py");
    let mut running = Command::new(python)
        .arg(script)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = running.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let done = running.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {said}");
    String::from_utf8(done.stdout).unwrap()
}

/// Compares the cells; gives rows, cells and seconds of each question.
fn same_cells(engine: &str, asked: &Asked, said: &BTreeMap<String, Value>) -> String {
    let mut table = String::new();
    for (name, ours) in &asked.answers {
        let theirs = json!({"columns": said[name]["columns"], "rows": said[name]["rows"]});
        assert_eq!(
            theirs,
            *ours,
            "{name} on {engine}: {}",
            asked.dataset.display()
        );
        let rows = ours["rows"].as_array().unwrap();
        let cells: usize = rows.iter().map(|r| r.as_array().unwrap().len()).sum();
        let seconds = &said[name]["seconds"];
        writeln!(
            table,
            "{engine:10} {name:16} {:4} {cells:5} {seconds}",
            rows.len()
        )
        .unwrap();
    }
    table
}

fn gives_the_same_cells(engine: &str, python: &Path) {
    let all = programmes();
    let mut asked = vec![&all.large, &all.small, &all.changed];
    asked.extend(&all.odd);
    let by_hand = changed_in_parquet(engine, python);
    asked.push(&by_hand);
    let said = ask(python, engine, &asked);
    let tables: Vec<String> = asked
        .iter()
        .zip(&said)
        .take(asked.len() - 1)
        .map(|(asked, said)| same_cells(engine, asked, said))
        .collect();
    let own = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // The large programme, and the rows that the benches answer natively.
    for (name, table) in [("500x8", &tables[0]), ("10000", &tables[tables.len() - 1])] {
        let file = own.join(format!("engines-{name}-{engine}.txt"));
        fs::write(file, table).unwrap();
    }
    if engine == "duckdb" {
        // The values that are kept in `fixtures/reference` are these files.
        for ((seed, _), answers) in KEPT.iter().zip(&said[3..]) {
            let text: Vec<String> = answers.iter().map(kept).collect();
            let text = format!("{{\n{}\n}}\n", text.join(",\n"));
            fs::write(own.join(format!("questions-{seed}.json")), text).unwrap();
        }
    }
    // A large programme has an answer to everything, and a changed line changes both answers.
    for (name, answer) in &all.large.answers {
        assert!(!answer["rows"].as_array().unwrap().is_empty(), "{name}");
    }
    assert_ne!(all.small.answers, all.changed.answers);
    // One goal fewer was agreed where the file was changed, and this program cannot know it.
    let agreed = |answer: &Value| -> i64 {
        let rows = answer["rows"].as_array().unwrap();
        rows.iter().map(|r| r[2].as_i64().unwrap()).sum()
    };
    let theirs = &said.last().unwrap()["done-by-control"];
    assert_eq!(
        agreed(theirs),
        agreed(&by_hand.answers["done-by-control"]) - 1
    );
}

/// An engine's answer as it is kept: without its seconds, a row a line.
fn kept((name, answer): (&String, &Value)) -> String {
    let rows = answer["rows"].as_array().unwrap();
    let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
    let columns = &answer["columns"];
    format!(
        "\"{name}\": {{\"columns\": {columns}, \"rows\": [\n  {}\n]}}",
        rows.join(",\n  ")
    )
}

/// The small dataset again, with the decision of one goal changed in its file.
fn changed_in_parquet(engine: &str, python: &Path) -> Asked {
    let all = programmes();
    let dataset = all.folder.path().join(format!("by-hand-{engine}"));
    let small = all.folder.path().join("small-lake");
    units::copy(&small, &dataset);
    let file = dataset.join("v1/goals/year=2025/part-0.parquet");
    script(python, &["edit", file.to_str().unwrap()], "");
    Asked {
        dataset,
        texts: all.changed.texts.clone(),
        answers: all.small.answers.clone(),
    }
}

#[test]
fn duckdb_gives_the_same_cells() {
    let Some(python) = requires(Outside::Duckdb) else {
        return;
    };
    gives_the_same_cells("duckdb", &python);
}

#[test]
fn spark_gives_the_same_cells() {
    let Some(python) = requires(Outside::Spark) else {
        return;
    };
    gives_the_same_cells("spark", &python);
}

#[test]
fn datafusion_gives_the_same_cells() {
    let Some(python) = requires(Outside::Datafusion) else {
        return;
    };
    gives_the_same_cells("datafusion", &python);
}

#[test]
fn clickhouse_gives_the_same_cells() {
    let Some(python) = requires(Outside::Clickhouse) else {
        return;
    };
    gives_the_same_cells("clickhouse", &python);
}
