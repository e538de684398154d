//! `pledge import`: a refusal leaves the folder untouched.

mod cases;
mod interviews;
mod real;
mod results;
pub(crate) mod wizard;

use std::{collections::BTreeMap, path::Path, process::Command};

use crate::harness::{Outside, requires};

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

fn pledge(arguments: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        out.status.code().unwrap(),
        text(out.stdout),
        text(out.stderr),
    )
}

const SAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/sample-data/northbrook-survey.csv"
);

#[test]
fn inspect_says_what_it_sees_in_the_keys_that_programs_read() {
    let (code, out, _) = pledge(&["import", "--inspect", SAMPLE, "--json"]);
    assert_eq!(code, 0);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (
            json["platform"].as_str(),
            json["encoding"].as_str(),
            json["responses"].as_u64()
        ),
        (Some("surveymonkey"), Some("utf-8"), Some(64))
    );
    let column = &json["columns"][9];
    assert_eq!(
        (
            column["index"].as_u64(),
            column["id"].as_str(),
            column["kind"].as_str()
        ),
        (Some(9), Some("q10"), Some("scale"))
    );
    assert_eq!(
        column["question"].as_str(),
        Some("Were you told how long you would wait?")
    );
    let answers = column["answers"].as_array().unwrap();
    let counts: u64 = answers.iter().map(|a| a["count"].as_u64().unwrap()).sum();
    assert_eq!(Some(counts), column["answered"].as_u64());
    assert!(answers.iter().any(|a| a["text"] == "Yes, definitely"));
    // Neither who answered nor what they wrote.
    assert!(!out.contains("192.0.2.") && !out.contains("gown"), "{out}");
}

#[test]
fn a_codebook_that_was_looked_at_makes_findings_that_check_and_the_proposal_alone_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.yaml");
    let unit = folder.path().join("unit");
    let (book_name, unit_name) = (book.to_str().unwrap(), unit.to_str().unwrap());
    let nowhere = format!("{book_name}-folder/codebook.yaml");
    let (code, _, error) = pledge(&["import", "--inspect", SAMPLE, "--codebook", &nowhere]);
    assert_eq!(code, 2);
    assert!(error.contains("there is no such folder"), "{error}");
    let (code, out, _) = pledge(&["import", "--inspect", SAMPLE, "--codebook", book_name]);
    assert_eq!(code, 0);
    assert!(out.contains("Written: "), "{out}");
    let import = || pledge(&["import", SAMPLE, "--codebook", book_name, "-o", unit_name]);
    let (code, _, said) = import();
    assert_eq!(code, 2);
    assert!(
        said.contains("only proposed for 4 questions") && said.contains("Not sure"),
        "{said}"
    );
    assert!(!unit.exists());
    let text = std::fs::read_to_string(&book).unwrap();
    let text = text
        .replace("unit: {name: \"\"}", "unit: {name: Northbrook}")
        .replace("title: \"\"", "title: Survey")
        .replace("    proposed: true\n", "")
        .replace(
            "Secondary breast cancer: secondary}}",
            "Secondary breast cancer: secondary}, leave_out: [Not sure]}",
        );
    std::fs::write(&book, &text).unwrap();
    let (code, _, said) = import();
    assert_eq!(code, 2);
    assert!(said.contains("     1  I did not mind"), "{said}");
    // The first question is the one with that answer.
    let sorted = text.replacen(
        "    other: [",
        "    leave_out: [I did not mind]\n    other: [",
        1,
    );
    std::fs::write(&book, sorted).unwrap();
    let (code, out, said) = import();
    assert_eq!(code, 0, "{said}");
    assert!(
        out.contains("primary, survey: 51 people answered."),
        "{out}"
    );
    let first = std::fs::read(unit.join("findings.yaml")).unwrap();
    assert_eq!(import().0, 0);
    assert_eq!(std::fs::read(unit.join("findings.yaml")).unwrap(), first);
    let (code, out, _) = pledge(&["check", unit_name, book_name]);
    assert_eq!(
        (code, out.contains("2 files: 0 problems")),
        (0, true),
        "{out}"
    );
    // A file that withholds does not take the place of the unit's own.
    let withhold = |to: &str| {
        pledge(&[
            "import",
            SAMPLE,
            "--codebook",
            book_name,
            "-o",
            to,
            "--withhold",
        ])
    };
    assert_eq!(withhold(unit_name).0, 2);
    assert_eq!(std::fs::read(unit.join("findings.yaml")).unwrap(), first);
    let out = folder.path().join("away");
    assert_eq!(withhold(out.to_str().unwrap()).0, 0);
    let away = std::fs::read_to_string(out.join("findings.yaml")).unwrap();
    assert!(
        away.contains("withheld: true") && !away.contains("hold: true"),
        "{away}"
    );
}

#[test]
fn real_answers_of_the_friends_and_family_test_are_counted_as_they_are() {
    let Some(reference) = requires(Outside::Reference) else {
        return;
    };
    let export = reference.join("surveys/gp_fft_responses.csv");
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.yaml");
    let codebook = "pledge: codebook/1\nunit: {name: GPs}\nsurvey: {title: FFT, period: \"2024\"}\n\
        exports: [{file: gp_fft_responses.csv, strand: all}]\nthemes: [{id: care, title: Care}]\n\
        questions:\n  - {column: rating, finding: fft, theme: care, question: How likely?, positive: [extremely likely, Likely], \
        other: [Neither likely nor unlikely, Unlikely, Extremely unlikely, \"Don\u{2019}t know\"]}\n";
    std::fs::write(&book, codebook).unwrap();
    let (code, _, said) = pledge(&[
        "import",
        export.to_str().unwrap(),
        "--codebook",
        book.to_str().unwrap(),
        "-o",
        folder.path().join("unit").to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{said}");
    let findings = std::fs::read_to_string(folder.path().join("unit/findings.yaml")).unwrap();
    // 2,616 extremely likely and 901 likely of 3,882, counted by another program.
    assert!(
        findings.contains("positive: 3517, scored: 3882"),
        "{findings}"
    );
}
