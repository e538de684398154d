//! The import as a command: what was refused leaves the folder as it was.

use std::{collections::BTreeMap, path::Path, process::Command};

const CODEBOOK: &str = "\
pledge: codebook/1
unit: {name: Made-up unit}
survey: {title: Made-up survey, period: \"2026\"}
exports:
  - {file: survey.csv, strand: primary, period: \"2026\"}
themes:
  - {id: care, title: Care}
questions:
  - column: Q1
    finding: f1
    theme: care
    question: How was it?
    positive: [Good]
    other: [Poor]
";

/// Every file of a folder with its bytes.
fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Imports these bytes; the exit code and standard error.
fn import(into: &Path, codebook: &Path, bytes: &[u8]) -> (i32, String) {
    let elsewhere = tempfile::tempdir().unwrap();
    let export = elsewhere.path().join("survey.csv");
    std::fs::write(&export, bytes).unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .arg("import")
        .arg(&export)
        .arg("--codebook")
        .arg(codebook)
        .arg("-o")
        .arg(into)
        .output()
        .unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    (out.status.code().unwrap(), said)
}

#[test]
fn a_refused_import_leaves_the_folder_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let codebook = folder.path().join("book.yaml");
    std::fs::write(&codebook, CODEBOOK).unwrap();
    let unit = folder.path().join("unit");
    let sound = "id,Q1\n1,Good\n2,Poor\n3,Good\n";
    // Behind the head, from which the columns are known.
    let late = format!("id,Q1\n{}1,Good,Good\n", "1,Good\n".repeat(100));
    let broken: [&[u8]; 6] = [
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04 and no more",
        late.as_bytes(),
        b"id,Q1\n1,Good\n2,\"Poor\n3,Good\n",
        b"id,Q1\n1,Good\n2,Splendid\n",
    ];
    for bytes in broken {
        let (code, said) = import(&unit, &codebook, bytes);
        assert_eq!(code, 2, "{said}");
        assert!(!said.contains("survey.csv: survey.csv"), "{said}");
        assert!(!unit.exists(), "{said}");
    }
    let (code, said) = import(&unit, &codebook, sound.as_bytes());
    assert_eq!(code, 0, "{said}");
    let before = everything(&unit);
    assert!(before.contains_key("findings.yaml"));
    for bytes in broken {
        let (code, said) = import(&unit, &codebook, bytes);
        assert_eq!(code, 2, "{said}");
        assert_eq!(everything(&unit), before, "{said}");
    }
}
