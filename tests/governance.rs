//! Papers for information governance: the assessment of a folder, and the claims of the assurance paper with their tests.

mod changes;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;
use service_pledge::publish::assurance::{self, Degree};
use tempfile::TempDir;

use self::changes::{CHANGES, Change};

/// A codebook in which every setting that the assessment prints has a value.
const CODEBOOK: &str = "\
pledge: codebook/1
unit: {name: Made-up unit}
survey: {title: Made-up survey, period: \"2026\"}
exports:
  - {file: survey.csv, strand: primary, period: \"2026\"}
names: [Gladys]
themes:
  - {id: care, title: Care}
questions:
  - {column: Q1, finding: f1, theme: care, question: How was it?, positive: [Good], other: [Poor]}
comments:
  - {column: Q2, theme: care, redact: true}
placed:
  - {comment: k1, hold: true}
unused: [Respondent ID, IP address]
";

/// A unit folder beside the samples, which its agenda leads to.
struct Unit(TempDir);

impl Unit {
    /// The finished sample, with a codebook.
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        for unit in ["northbrook-2023", "northbrook-finished"] {
            let from = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("sample-data")
                .join(unit);
            let to = root.path().join(unit);
            fs::create_dir(&to).unwrap();
            for entry in fs::read_dir(from).unwrap() {
                let entry = entry.unwrap();
                fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
        let unit = Self(root);
        fs::write(unit.file("codebook.yaml"), CODEBOOK).unwrap();
        unit
    }

    /// An empty folder.
    fn empty() -> Self {
        let root = TempDir::new().unwrap();
        fs::create_dir(root.path().join("northbrook-finished")).unwrap();
        Self(root)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join("northbrook-finished").join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_pledge"))
            .args(["export", "northbrook-finished", "--to"])
            .args(arguments)
            .current_dir(self.0.path())
            .env("HOME", self.0.path())
            .env("TMPDIR", self.0.path())
            .env("XDG_CONFIG_HOME", self.0.path().join("config"))
            .env("XDG_DATA_HOME", self.0.path().join("data"))
            .output()
            .unwrap()
    }

    /// A paper as Markdown.
    #[track_caller]
    fn paper(&self, name: &str) -> String {
        let done = self.run(&[name, "-o", "paper.md"]);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{said}");
        fs::read_to_string(self.0.path().join("paper.md")).unwrap()
    }

    /// Replaces a text in a file that has it.
    #[track_caller]
    fn change(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.file(name)).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        fs::write(self.file(name), text.replacen(from, to, 1)).unwrap();
    }

    /// The same wherever it stands.
    #[track_caller]
    fn change_all(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.file(name)).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        fs::write(self.file(name), text.replace(from, to)).unwrap();
    }
}

/// Rows of the tables and lists of facts, by heading, caption and label.
fn rows(paper: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut under = String::new();
    for line in paper.lines() {
        if let Some(heading) = line.strip_prefix('#') {
            heading
                .trim_start_matches('#')
                .trim()
                .clone_into(&mut under);
        } else if let Some(fact) = line.strip_prefix("- **") {
            let (label, value) = fact.split_once(":** ").unwrap_or((fact, ""));
            found.insert(format!("{under} / {label}"), value.to_owned());
        } else if let Some(row) = line.strip_prefix("| ") {
            let (label, value) = row.split_once(" | ").unwrap_or((row, ""));
            let key = format!("{under} / {label}");
            // Two rows may have the same label: two sources of one group.
            let nth = (1..1000).find(|n| !found.contains_key(&format!("{key} {n}")));
            let key = format!("{key} {}", nth.unwrap_or(1));
            found.insert(key, value.to_owned());
        }
    }
    found
}

/// Labels of rows that differ between two papers.
fn differ(one: &str, other: &str) -> BTreeSet<String> {
    let (one, other) = (rows(one), rows(other));
    let labels: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    labels
        .into_iter()
        .filter(|label| one.get(*label) != other.get(*label))
        .cloned()
        .collect()
}

/// Every setting is tried by itself; a row that no single change reaches, and that two folders with other settings print alike, would be a
/// sentence that only looks as if it were about the folder.
#[test]
fn a_setting_that_changes_changes_the_assessment() {
    let before = Unit::new().paper("dpia");
    let mut reached = BTreeSet::new();
    for Change { name, make, rows } in CHANGES {
        let unit = Unit::new();
        make(&unit);
        let changed = differ(&before, &unit.paper("dpia"));
        for row in *rows {
            let is_there = changed.iter().any(|label| label.starts_with(row));
            assert!(
                is_there,
                "{name}: {row} stays as it was; changed: {changed:#?}"
            );
        }
        reached.extend(changed);
    }
    // Rows that hold something of the folder. Headings, boxes of the trust and the number of rounds, which the record of a meeting
    // alone changes, do not.
    let parts = [
        "Annex B",
        "Retention /",
        "Data minimisation",
        "Step 5",
        "Context of",
    ];
    let fixed = [
        "/ Setting",
        "/ Risk, its",
        "/ ---",
        "/ For the trust",
        "Rounds of votes",
        "kept until",
        "urther risk",
        "/ Measure",
        "/ Privacy notice",
        "/ Are children",
        "/ Earlier concerns",
        "/ Codes and",
    ];
    let before = rows(&before);
    let missing: Vec<&String> = before
        .keys()
        .filter(|label| parts.iter().any(|part| label.starts_with(part)))
        .filter(|label| !fixed.iter().any(|part| label.contains(part)))
        .filter(|label| !reached.contains(*label))
        .collect();
    assert!(
        missing.is_empty(),
        "no change of the list reaches: {missing:#?}"
    );
}

#[test]
fn the_assessment_says_no_name_and_no_words() {
    let unit = Unit::new();
    unit.change(
        "codebook.yaml",
        "unused: [Respondent ID",
        "unused: [\"Was Gladys kind?\", \"Did Ama explain it?\", Respondent ID",
    );
    fs::write(unit.file("Jane Doe.docx"), "x").unwrap();
    let paper = unit.paper("dpia");
    let agenda = fs::read_to_string(unit.file("agenda.yaml")).unwrap();
    let mut names = 0;
    for person in agenda.split("name: ").skip(1) {
        let name = person.split(',').next().unwrap();
        for part in name.split(' ') {
            // "Hart" is also in "charts".
            let words: Vec<&str> = paper.split(|c: char| !c.is_alphanumeric()).collect();
            assert!(!words.contains(&part), "{part}");
            names += 1;
        }
    }
    assert!(names > 15, "{names}");
    for word in ["Gladys", "Jane", "Doe.docx"] {
        assert!(!paper.contains(word), "{word}");
    }
    let findings = fs::read_to_string(unit.file("findings.yaml")).unwrap();
    let mut comments = 0;
    for comment in findings.split("text: \"").skip(1) {
        let words: Vec<&str> = comment.split(' ').take(4).collect();
        assert!(!paper.contains(&words.join(" ")), "{words:?}");
        comments += 1;
    }
    assert!(comments > 20, "{comments}");
    // No path of this computer.
    assert!(!paper.contains(unit.0.path().to_str().unwrap()));
    assert!(!paper.contains("/tmp"));
}

#[test]
fn an_assessment_is_made_before_a_meeting_and_with_files_missing() {
    let unit = Unit::new();
    for (gone, said) in [
        ("outcome.yaml", "Who was there"),
        ("meeting.journal", "not held yet"),
        ("codebook.yaml", "There is no codebook.yaml"),
        ("agenda.yaml", "The folder has no list of people yet"),
        ("booklet.yaml", "prints no names"),
        ("findings.yaml", "There is no findings.yaml"),
    ] {
        fs::remove_file(unit.file(gone)).unwrap();
        let paper = unit.paper("dpia");
        assert!(paper.contains(said), "without {gone}: {said}");
    }
    let nothing = Unit::empty().paper("dpia");
    assert!(nothing.contains("not named in its files yet"));
    assert!(nothing.contains("Step 7: Sign off"));
}

#[test]
fn a_file_with_problems_is_refused_and_not_passed_over() {
    let unit = Unit::new();
    fs::write(
        unit.file("codebook.yaml"),
        "pledge: codebook/1\nexports: 3\n",
    )
    .unwrap();
    let done = unit.run(&["dpia"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("codebook.yaml:2"));
}

/// Names of the tests in the source.
fn tests() -> BTreeSet<String> {
    fn gather(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(path).unwrap();
                // By text and not by syn, which does not look into `proptest!`.
                for after in text.split("#[test]").skip(1) {
                    let name = after.split("fn ").nth(1);
                    let name = name.and_then(|n| n.split('(').next());
                    found.extend(name.map(str::to_owned));
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    for folder in ["src", "tests"] {
        gather(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut found,
        );
    }
    assert!(found.len() > 1000, "{}", found.len());
    found
}

#[test]
fn each_claim_names_tests_that_exist_and_claims_no_approval() {
    let tests = tests();
    let mut sentences = BTreeSet::new();
    let mut shown: Vec<&str> = Vec::new();
    for claim in assurance::claims() {
        assert!(sentences.insert(claim.text), "said twice: {}", claim.text);
        assert!(!claim.tests.is_empty(), "{}", claim.text);
        shown.extend(claim.tests);
    }
    assert!(sentences.len() > 40, "{}", sentences.len());
    for criterion in assurance::criteria() {
        let met = [criterion.first, criterion.second].contains(&Degree::Supported);
        assert!(!met || !criterion.tests.is_empty(), "{}", criterion.clause);
        shown.extend(criterion.tests);
    }
    let missing: Vec<_> = shown.iter().filter(|t| !tests.contains(**t)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let unit = Unit::new();
    for name in ["assurance", "dpia"] {
        let paper = unit.paper(name).to_lowercase();
        for word in [
            "compliant",
            "complies",
            "certified",
            "guarantee",
            "is approved",
        ] {
            assert!(!paper.contains(word), "{name}: {word}");
        }
    }
    let said = assurance::claims().map(|c| c.text);
    let said = said.chain(assurance::criteria().map(|c| c.remark));
    for text in said {
        assert!(!text.to_lowercase().contains("approved"), "{text}");
    }
}

#[test]
fn every_claim_has_its_number_and_its_tests_in_the_paper() {
    let paper = Unit::empty().paper("assurance");
    for (nth, claim) in (1..).zip(assurance::claims()) {
        let row = paper
            .lines()
            .find(|line| line.starts_with(&format!("| {nth} | ")))
            .unwrap_or_else(|| panic!("{nth}"));
        for test in claim.tests {
            assert!(row.contains(&test.replace('_', "\\_")), "{row}");
        }
        assert!(paper.contains(&format!("\\[{nth}\\]")), "{nth}");
    }
    // Clauses of chapters 10 and 11 of EN 301 549 that fail are there as failing.
    for clause in ["11.4.1.2.1", "11.2.1.4.1", "11.3.1.1.1", "11.5.2.5"] {
        let row = paper
            .lines()
            .find(|l| l.starts_with(&format!("| {clause} ")));
        assert!(row.unwrap().contains("FAILS"), "{clause}");
    }
}

#[test]
fn the_bill_of_materials_is_written_for_programs() {
    let done = Unit::empty().run(&["sbom"]);
    assert!(done.status.success());
    let bill: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(bill["bomFormat"], "CycloneDX");
    let components = bill["components"].as_array().unwrap();
    let saphyr = components.iter().find(|c| c["name"] == "serde-saphyr");
    let saphyr = saphyr.unwrap();
    assert_eq!(saphyr["hashes"][0]["content"].as_str().unwrap().len(), 64);
    assert!(
        saphyr["purl"]
            .as_str()
            .unwrap()
            .starts_with("pkg:cargo/serde-saphyr@")
    );
}

/// After a change of dependencies: `PLEDGE_WRITE_LICENCES=1 cargo test --test all licence_of_each`.
#[test]
fn the_licence_of_each_package_is_the_one_that_it_says_of_itself() {
    let metadata = |more: &[&str]| {
        Command::new(env!("CARGO"))
            .args([
                "metadata",
                "--format-version",
                "1",
                "--locked",
                "--all-features",
            ])
            .args(more)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap()
    };
    // Packages for other systems are in the lock as well, and a build has not fetched them.
    let mut done = metadata(&["--offline"]);
    if !done.status.success() {
        done = metadata(&[]);
    }
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let metadata: Value = serde_json::from_slice(&done.stdout).unwrap();
    let of = |p: &Value, key: &str| p[key].as_str().unwrap_or_default().to_owned();
    let all = metadata["packages"].as_array().unwrap().iter();
    let lines: BTreeSet<(String, String, String)> = all
        .filter(|p| p["source"].is_string())
        // Older packages write a slash, which is no expression of SPDX.
        .map(|p| {
            (
                of(p, "name"),
                of(p, "version"),
                of(p, "license").replace(" / ", "/").replace('/', " OR "),
            )
        })
        .collect();
    let list: String = lines
        .iter()
        .map(|(name, version, licence)| format!("{name} {version} {licence}\n"))
        .collect::<Vec<_>>()
        .concat();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/publish/assurance/licences.txt");
    if std::env::var_os("PLEDGE_WRITE_LICENCES").is_some() {
        fs::write(&path, &list).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == list,
        "the dependencies have changed: see the top of this test"
    );
    let without = assurance::sbom::packages();
    let without: Vec<_> = without.iter().filter(|p| p.licence.is_empty()).collect();
    assert!(without.is_empty(), "{without:?}");
}
