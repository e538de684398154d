//! `pledge programme --parquet`: the files that leave, read back, and the folders that are refused.
#![cfg(feature = "parquet")]

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Output},
};

use parquet::{
    basic::{Compression, ConvertedType, Encoding, PageType, Type},
    file::reader::{FileReader as _, SerializedFileReader},
};
use tempfile::TempDir;

const TABLES: [&str; 7] = [
    "evidence",
    "goal_themes",
    "goals",
    "meetings",
    "results",
    "reviews",
    "standards",
];

/// Tables of the contract with their columns.
const COLUMNS: [(&str, &str); 7] = [
    (
        "meetings",
        "unit_id S, unit S, organisation S?, alliance S?, region S?, meeting_id S, meeting_date D, present_patient I, present_mdt I, absent I, standards I, standards_agreed I, goals I",
    ),
    (
        "goals",
        "unit_id S, meeting_id S, meeting_date D, goal_no I, title S?, strand S?, decision S, reason S?, control S?, cost L?, hours L?, has_owner B, owner_group S?, accepted B?, due D?, until D?, merged I, evidence_findings I, evidence_comments I",
    ),
    (
        "goal_themes",
        "unit_id S, meeting_id S, goal_no I, theme_no I, theme S",
    ),
    (
        "reviews",
        "unit_id S, meeting_id S, goal_no I, review_no I, due D?, looked_on D?, status S?, new_due D?, months_since I?, days_since I?",
    ),
    (
        "evidence",
        "unit_id S, meeting_id S, goal_no I, review_no I, entry_no I, finding S, strand S?, period S?, positive I?, scored I?, withheld B",
    ),
    (
        "results",
        "unit_id S, meeting_id S, round_no I, entry_no I, method S, weight S, voted_patient I, voted_mdt I, goal_no I?, balanced_milli I?, patient_milli I?, mdt_milli I?, parted B?, withheld B, last_round B",
    ),
    (
        "standards",
        "unit_id S, meeting_id S, standard_no I, theme S, agreed B",
    ),
];

struct Programme {
    root: TempDir,
}

impl Programme {
    /// The two finished samples, one of them twice, and a damaged file.
    fn new() -> Self {
        let made = Self {
            root: TempDir::new().unwrap(),
        };
        let now = sample("northbrook-finished/outcome.yaml");
        made.put("units/b/now/outcome.yaml", &now);
        made.put(
            "units/a/outcome.yaml",
            &sample("northbrook-2023/outcome.yaml"),
        );
        made.put("units/c/copy-of-outcome.yaml", &now);
        made.put(
            "units/c/outcome.yaml",
            "pledge: outcome/1\nunit: {name: [}\n",
        );
        made.put(
            "units/programme.yaml",
            "pledge: programme/1\nname: North\nunits:\n  - {folder: b, alliance: Wessex, region: South East, titles: true}\n",
        );
        made
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn export(&self, folder: &str, out: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_pledge"))
            .args(["programme", folder, "--parquet", out, "--on", "2026-11-27"])
            .current_dir(self.root.path())
            .output()
            .unwrap()
    }

    #[track_caller]
    fn exports(&self, folder: &str, out: &str) -> String {
        let done = self.export(folder, out);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(0), "{said}");
        assert_eq!(done.stdout, b"");
        said
    }

    /// Every file below a folder, with its bytes.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let root = self.path(folder);
        let mut open = vec![root.clone()];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
            } else if path.exists() {
                let name = path.strip_prefix(&root).unwrap();
                let name = name.to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
        files
    }

    /// Refuses, says why, and leaves the folder as it is.
    #[track_caller]
    fn refuses(&self, folder: &str, out: &str, why: &str) {
        let before = self.files(out);
        let done = self.export(folder, out);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(said.contains(why), "{said}");
        assert!(said.contains("hint: "), "{said}");
        assert_eq!(self.files(out), before);
    }
}

fn sample(name: &str) -> String {
    fs::read_to_string(format!("{}/sample-data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn reader(path: &Path) -> SerializedFileReader<File> {
    SerializedFileReader::new(File::open(path).unwrap()).unwrap()
}

/// Columns of a file: S for text, I and L for whole numbers, B for yes or no, D for a day; `?` where there may be none.
fn declared(path: &Path) -> String {
    let reader = reader(path);
    let schema = reader.metadata().file_metadata().schema();
    let column = |field: &parquet::schema::types::TypePtr| {
        let about = field.get_basic_info();
        let kind = match (field.get_physical_type(), about.converted_type()) {
            (Type::BYTE_ARRAY, ConvertedType::UTF8) => "S",
            (Type::INT32, ConvertedType::DATE) => "D",
            (Type::INT32, ConvertedType::NONE) => "I",
            (Type::INT64, ConvertedType::NONE) => "L",
            (Type::BOOLEAN, ConvertedType::NONE) => "B",
            other => panic!("{other:?}"),
        };
        let may = if field.is_optional() { "?" } else { "" };
        format!("{} {kind}{may}", field.name())
    };
    let columns: Vec<String> = schema.get_fields().iter().map(column).collect();
    columns.join(", ")
}

fn rows(path: &Path) -> Vec<String> {
    let reader = reader(path);
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| row.unwrap().to_string()).collect()
}

#[test]
fn the_dataset_reads_back_as_it_was_meant() {
    let made = Programme::new();
    let said = made.exports("units", "lake");
    assert!(said.contains("not counted: units/c/copy-of-outcome.yaml: the meeting of units/b/now/outcome.yaml again"), "{said}");
    assert!(
        said.contains("not counted: units/c/outcome.yaml: line 2:14"),
        "{said}"
    );
    assert!(
        said.contains("without an alliance: 1 folder that programme.yaml does not name: a"),
        "{said}"
    );
    assert!(said.contains("2 meetings and"), "{said}");
    let files = made.files("lake");
    let mut expected: Vec<String> = [2023, 2026]
        .iter()
        .flat_map(|year| TABLES.map(|t| format!("v1/{t}/year={year}/part-0.parquet")))
        .chain(["v1/lake.json".to_owned()])
        .collect();
    expected.sort();
    assert_eq!(files.keys().cloned().collect::<Vec<_>>(), expected);
    let note: serde_json::Value = serde_json::from_slice(&files["v1/lake.json"]).unwrap();
    assert_eq!(note["lake"], 1);
    assert_eq!(note["on"], "2026-11-27");
    assert_eq!(note["meetings"], 2);
    assert_eq!(note["hide_below"], 11);
    let goals: usize = [2023, 2026]
        .map(|y| rows(&made.path(&format!("lake/v1/goals/year={y}/part-0.parquet"))).len())
        .iter()
        .sum();
    assert_eq!(note["goals"], goals);
    for (table, columns) in COLUMNS {
        let path = made.path(&format!("lake/v1/{table}/year=2026/part-0.parquet"));
        assert_eq!(declared(&path), columns, "{table}");
    }
    let meeting = rows(&made.path("lake/v1/meetings/year=2026/part-0.parquet"));
    assert_eq!(meeting.len(), 1);
    for value in [
        "\"Northbrook Breast Unit\"",
        "\"Wessex\"",
        "\"South East\"",
        "2026-11-24",
    ] {
        assert!(meeting[0].contains(value), "{value}: {}", meeting[0]);
    }
    let goals = rows(&made.path("lake/v1/goals/year=2026/part-0.parquet"));
    assert!(
        goals[0].contains("Say how long the wait is"),
        "{}",
        goals[0]
    );
    let before = rows(&made.path("lake/v1/goals/year=2023/part-0.parquet"));
    assert!(before[0].contains("title: null"), "{}", before[0]);
}

#[test]
fn every_engine_can_read_the_encoding() {
    let made = Programme::new();
    made.exports("units", "lake");
    for (name, _) in made
        .files("lake")
        .iter()
        .filter(|(name, _)| name.ends_with(".parquet"))
    {
        let reader = reader(&made.path("lake").join(name));
        let metadata = reader.metadata();
        let file = metadata.file_metadata();
        assert_eq!(file.version(), 1);
        let keys = file.key_value_metadata().unwrap();
        assert!(
            keys.iter()
                .any(|k| k.key == "pledge.lake" && k.value.as_deref() == Some("1"))
        );
        for (nth, group) in metadata.row_groups().iter().enumerate() {
            for (i, column) in group.columns().iter().enumerate() {
                assert_eq!(column.compression(), Compression::SNAPPY, "{name}");
                assert!(
                    column.statistics().is_some(),
                    "{name} {}",
                    column.column_path()
                );
                for encoding in column.encodings() {
                    let known = [
                        Encoding::PLAIN,
                        Encoding::RLE,
                        Encoding::RLE_DICTIONARY,
                        Encoding::PLAIN_DICTIONARY,
                    ];
                    assert!(known.contains(&encoding), "{name}: {encoding}");
                }
                let group = reader.get_row_group(nth).unwrap();
                let mut pages = group.get_column_page_reader(i).unwrap();
                while let Some(page) = pages.get_next_page().unwrap() {
                    assert_ne!(page.page_type(), PageType::DATA_PAGE_V2, "{name}");
                }
            }
        }
    }
}

#[test]
fn the_same_outcomes_give_the_same_bytes() {
    let made = Programme::new();
    made.exports("units", "one");
    made.exports("units", "two");
    made.exports("units", "two");
    assert_eq!(made.files("one"), made.files("two"));
}

#[test]
fn an_export_is_the_whole_folder() {
    let made = Programme::new();
    made.exports("units", "lake");
    fs::remove_file(made.path("units/a/outcome.yaml")).unwrap();
    // What an export that was cut short has left, in part.
    made.put("lake/v1.new/goals/year=2023/part-0.parquet.new", "PAR1");
    made.exports("units", "lake");
    let files = made.files("lake");
    assert_eq!(files.len(), 8);
    assert!(
        files
            .keys()
            .all(|name| name.contains("year=2026") || name == "v1/lake.json")
    );
}

#[test]
fn a_folder_with_anything_else_in_it_is_refused() {
    let made = Programme::new();
    made.put("other/notes.txt", "mine");
    made.refuses("units", "other", "notes.txt: this file is of no dataset");
    made.exports("units", "lake");
    made.put("lake/v1/goals/year=2026/part-1.parquet", "mine");
    made.refuses(
        "units",
        "lake",
        "part-1.parquet: this file is of no dataset",
    );
    made.put("file", "mine");
    made.refuses("units", "file", "this is a file, and no folder");
}

#[test]
fn another_version_and_a_damaged_dataset_are_refused() {
    let made = Programme::new();
    made.put("next/v2/lake.json", "{\"lake\": 2}");
    made.refuses("units", "next", "a dataset of version 2");
    made.put("later/v1/lake.json", "{\"lake\": 7, \"rows\": 3}");
    made.refuses("units", "later", "a dataset of version 7");
    made.put("torn/v1/lake.json", "{\"lake\": 1,");
    made.refuses("units", "torn", "lake.json");
    made.exports("units", "lake");
    made.put("lake/v1/meetings/year=2026/part-0.parquet", "PAR1");
    made.refuses("units", "lake", "part-0.parquet: the file format");
    fs::remove_file(made.path("lake/v1/lake.json")).unwrap();
    made.refuses("units", "lake", "tables without lake.json beside them");
}

#[test]
fn two_programmes_do_not_share_a_folder() {
    let made = Programme::new();
    made.exports("units", "lake");
    let other = sample("northbrook-finished/outcome.yaml")
        .replace("Northbrook Breast Unit", "Elm Breast Unit");
    made.put("south/elm/outcome.yaml", &other);
    made.refuses("south", "lake", "without a unit of this folder");
    // Its own units, and the name of another programme.
    made.put(
        "south/north/outcome.yaml",
        &sample("northbrook-finished/outcome.yaml"),
    );
    made.put("south/programme.yaml", "pledge: programme/1\nname: South\n");
    made.refuses("south", "lake", "it holds the dataset of `North`");
    made.put("south/programme.yaml", "pledge: programme/1\n");
    made.exports("south", "lake");
}

#[test]
fn consent_is_not_lost_by_a_slip() {
    let made = Programme::new();
    let file = |folder: &str| {
        format!("pledge: programme/1\nunits:\n  - {{folder: {folder}, consent: false}}\n")
    };
    made.put("units/programme.yaml", &file("B"));
    made.refuses("units", "lake", "`consent: false` for the folder `B`");
    made.put(
        "units/programme.yaml",
        "pledge: programme/1\nunits:\n  - {folder: b, concent: false}\n",
    );
    made.refuses("units", "lake", "an unknown key `concent`");
    made.put("units/programme.yaml", &file("b"));
    let said = made.exports("units", "lake");
    assert!(
        said.contains("not counted: 1 outcome of units that did not consent"),
        "{said}"
    );
}
