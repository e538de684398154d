//! Tables of results in the layouts of real reports, with their findings or refusals.

use std::path::{Path, PathBuf};

use service_pledge::{
    domain::findings::{Finding, Findings},
    yaml,
};

use super::pledge;
use crate::harness::{Outside, requires};

/// The result of an import of a table.
struct Came {
    findings: Findings,
    said: String,
}

impl Came {
    #[track_caller]
    fn finding(&self, question: &str) -> &Finding {
        let all = self.findings.themes.iter().flat_map(|t| &t.findings);
        let found = all.into_iter().find(|f| f.question == question);
        found.unwrap_or_else(|| panic!("{question}: {:#?}", self.findings))
    }

    /// The results of a question, as `strand period: good of scored`.
    #[track_caller]
    fn results(&self, question: &str) -> Vec<String> {
        let results = self.finding(question).results.iter();
        results
            .map(|r| {
                let numbers = match (r.withheld, r.weighted) {
                    (true, _) => "withheld".to_owned(),
                    (false, Some(h)) => format!("{} of {}, {h} weighted", r.positive, r.scored),
                    (false, None) => format!("{} of {}", r.positive, r.scored),
                };
                format!("{} {}: {numbers}", r.strand, r.period)
            })
            .collect()
    }
}

/// Imports a file by the codebook that is proposed for it, with `edits` made in it; the findings, or why not.
#[track_caller]
fn try_import(path: &Path, edits: &[(&str, &str)]) -> Result<Came, String> {
    let folder = tempfile::tempdir().unwrap();
    let (book, unit) = (folder.path().join("book.yaml"), folder.path().join("unit"));
    let (book_name, unit_name) = (book.to_str().unwrap(), unit.to_str().unwrap());
    let export = path.to_str().unwrap();
    let (code, out, said) = pledge(&["import", "--inspect", export, "--codebook", book_name]);
    assert_eq!(code, 0, "{said}");
    assert!(out.contains("a table of results"), "{out}");
    let mut text = std::fs::read_to_string(&book).unwrap();
    for (from, to) in edits {
        assert!(text.contains(from), "{from} in {text}");
        text = text.replace(from, to);
    }
    let text = text
        .replace("name: \"\"", "name: Made-up unit")
        .replace("title: \"\"", "title: Made-up survey")
        .replacen("period: \"\"", "period: \"2026\"", 1)
        .replace("strand: \"\"", "strand: primary")
        .replace("results: ask", "results: counted");
    std::fs::write(&book, &text).unwrap();
    let (code, said, why) = pledge(&["import", export, "--codebook", book_name, "-o", unit_name]);
    if code != 0 {
        assert!(!unit.exists(), "{why}");
        return Err(why);
    }
    let written = std::fs::read_to_string(unit.join("findings.yaml")).unwrap();
    let read = yaml::read_findings("findings.yaml", &written);
    let findings = read.value.unwrap_or_else(|| panic!("{written}"));
    assert_eq!(yaml::write_findings(&findings), written);
    let (code, out, _) = pledge(&["check", unit_name, book_name]);
    assert_eq!(code, 0, "{out}");
    Ok(Came { findings, said })
}

fn file(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

/// The same of text.
#[track_caller]
fn imported(text: &str, edits: &[(&str, &str)]) -> Came {
    let (_folder, path) = file(text);
    try_import(&path, edits).unwrap_or_else(|why| panic!("{why}"))
}

#[track_caller]
fn refused(text: &str, edits: &[(&str, &str)]) -> String {
    let (_folder, path) = file(text);
    match try_import(&path, edits) {
        Ok(came) => panic!("{:#?}", came.findings),
        Err(why) => why,
    }
}

/// Description of a file, and the codebook proposed for it.
#[track_caller]
fn inspected(text: &str, more: &[&str]) -> (String, String) {
    let (folder, path) = file(text);
    let book = folder.path().join("book.yaml");
    let mut words = vec!["import", "--inspect", path.to_str().unwrap(), "--codebook"];
    words.push(book.to_str().unwrap());
    words.extend(more);
    let (code, out, why) = pledge(&words);
    assert_eq!(code, 0, "{why}");
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    (out, std::fs::read_to_string(&book).unwrap())
}

/// Why a file is refused before anything is proposed for it.
#[track_caller]
fn turned_away(text: &str) -> String {
    let (folder, path) = file(text);
    let book = folder.path().join("book.yaml");
    let (code, out, why) = pledge(&[
        "import",
        "--inspect",
        path.to_str().unwrap(),
        "--codebook",
        book.to_str().unwrap(),
    ]);
    assert_ne!(code, 0, "{out}");
    assert!(!book.exists());
    why
}

const TOLD: &str = "Were you told how long you would wait?";
const SEEN: &str = "Were you seen on time?";

#[test]
fn a_percentage_in_any_writing_is_the_same_result() {
    for (told, seen) in [
        ("41%", "90%"),
        ("41", "90"),
        ("0.41", "0.9"),
        ("41.2", "90.0"),
        ("\"41,2\"", "\"90,0\""),
        ("41.2 %", "90 %"),
        ("0.412213740458015", "0.9"),
        ("41.22137404580153", "90"),
        ("54 (41%)", "117 (90%)"),
    ] {
        let came = imported(
            &format!("Question,Base,% positive\n{TOLD},131,{told}\n{SEEN},130,{seen}\n"),
            &[],
        );
        assert_eq!(came.results(TOLD), ["primary 2026: 54 of 131"], "{told}");
        assert_eq!(came.results(SEEN), ["primary 2026: 117 of 130"], "{told}");
        assert!(
            !came.said.contains("several whole numbers"),
            "{told}: {}",
            came.said
        );
        // Who answered is known at least.
        assert_eq!(came.findings.survey.sources[0].answered, 131);
    }
}

#[test]
fn counts_are_taken_as_they_are() {
    let came = imported(
        &format!("Item;n;Number positive\n{TOLD};131;54\n{SEEN};1 130;1017\n"),
        &[],
    );
    assert_eq!(came.results(TOLD), ["primary 2026: 54 of 131"]);
    assert_eq!(came.results(SEEN), ["primary 2026: 1017 of 1130"]);
    let both = imported(
        &format!("Question,Base,Count,%\n{TOLD},131,54,41%\n{SEEN},1130,1017,90%\n"),
        &[],
    );
    assert_eq!(both.results(SEEN), ["primary 2026: 1017 of 1130"]);
    assert!(!both.said.contains("several"), "{}", both.said);
}

#[test]
fn strands_and_periods_stand_over_columns_or_beside_rows() {
    let expected = [
        "primary 2023: 68 of 118",
        "primary 2026: 54 of 131",
        "secondary 2023: 10 of 20",
        "secondary 2026: 6 of 22",
    ];
    let sorted = |came: &Came| {
        let mut all = came.results(TOLD);
        all.sort();
        all
    };
    let wide = format!(
        "Breast unit report,,,,,,,,\n,Primary,,,,Secondary,,,\n,2023,,2026,,2023,,2026,\nQuestion,n,%,n,%,n,%,n,%\n{TOLD},118,58%,131,41%,20,50%,22,27%\n{SEEN},118,90%,131,90%,20,80%,22,77%\n"
    );
    let joined = format!(
        "Question,Primary 2023 base,Primary 2023 %,Primary 2026 base,Primary 2026 %,Secondary 2023 base,Secondary 2023 %,Secondary 2026 base,Secondary 2026 %\n{TOLD},118,58%,131,41%,20,50%,22,27%\n{SEEN},118,90%,131,90%,20,80%,22,77%\n"
    );
    let long = format!(
        "Patient group,Year,Question,Responses,Positive\nPrimary breast cancer,2023,{TOLD},118,68\nPrimary breast cancer,2026,{TOLD},131,54\nSecondary breast cancer,2023,{TOLD},20,10\nSecondary breast cancer,2026,{TOLD},22,6\nAll patients,2026,{TOLD},153,60\n"
    );
    let headed = format!(
        "Question,2023 n,2023 %,2026 n,2026 %\nPrimary breast cancer,,,,\n{TOLD},118,58%,131,41%\n{SEEN},118,90%,131,90%\nSecondary breast cancer,,,,\n{TOLD},20,50%,22,27%\n{SEEN},20,80%,22,77%\n"
    );
    let merged = format!(
        "Question,Strand,Period,Base,%\n{TOLD},Primary,2023,118,58%\n,,2026,131,41%\n,Secondary,2023,20,50%\n,,2026,22,27%\n"
    );
    for text in [wide, joined, long, headed, merged] {
        let came = imported(&text, &[]);
        assert_eq!(sorted(&came), expected, "{text}");
        assert_eq!(came.findings.survey.period, "2026", "{text}");
    }
}

#[test]
fn a_period_of_the_title_is_that_of_the_results() {
    let came = imported(
        &format!(
            "Patient experience survey 2025/26,,\n,,\nQuestion,Base,%\n{TOLD},131,41%\n{SEEN},130,90%\n"
        ),
        &[],
    );
    assert_eq!(came.results(TOLD), ["primary 2025/26: 54 of 131"]);
    assert_eq!(came.findings.survey.period, "2025/26");
}

#[test]
fn what_was_kept_back_is_withheld_and_what_was_not_asked_is_nothing() {
    for mark in ["*", "-", "<10", "c", "suppressed", "fewer than 10"] {
        let came = imported(
            &format!(
                "Question,Primary n,Primary %,Secondary n,Secondary %\n{TOLD},131,41%,{mark},{mark}\n{SEEN},130,90%,20,{mark}\nWas it clean?,130,90%,,\nWas it kind?,130,90%,n/a,n/a\n"
            ),
            &[],
        );
        assert_eq!(
            came.results(TOLD),
            ["primary 2026: 54 of 131", "secondary 2026: withheld"],
            "{mark}"
        );
        assert_eq!(
            came.results(SEEN),
            ["primary 2026: 117 of 130", "secondary 2026: withheld"],
            "{mark}"
        );
        assert_eq!(came.results("Was it clean?").len(), 1);
        assert_eq!(came.results("Was it kind?").len(), 1);
        assert!(
            came.said.contains("2 results were kept back"),
            "{}",
            came.said
        );
    }
}

#[test]
fn a_percentage_that_nobody_can_have_given_is_refused_with_its_row() {
    let text = format!("Question,Base,%\n{TOLD},131,41.3%\n{SEEN},130,90%\nWas it clean?,7,50%\n");
    let why = refused(&text, &[]);
    assert!(why.contains("row 2: no whole number of 131 people gives 41.3% (54 would be 41.2%, 55 would be 42.0%)"), "{why}");
    assert!(
        why.contains("row 4: no whole number of 7 people gives 50%"),
        "{why}"
    );
    assert!(!why.contains("row 3"), "{why}");
    // The same is right where it was weighted.
    let came = imported(&text, &[("results: ask", "results: weighted")]);
    assert_eq!(
        came.results(TOLD),
        ["primary 2026: 54 of 131, 4130 weighted"]
    );
    assert_eq!(
        came.results("Was it clean?"),
        ["primary 2026: 4 of 7, 5000 weighted"]
    );
    assert!(came.said.contains("weighted"), "{}", came.said);
    for (row, why) in [
        ("131,154%", "row 2: 154% is more than 100%"),
        (",41%", "row 2: there is no base"),
        ("131.5,41%", "row 2: the base 131.5 is no whole number"),
        (
            "131,about 40",
            "row 2: \u{201c}about 40\u{201d} is no percentage",
        ),
    ] {
        let more: Vec<String> = (0..12)
            .map(|n| format!("Question {n} of many?,130,90%\n"))
            .collect();
        let more = more.concat();
        let said = refused(&format!("Question,Base,%\n{TOLD},{row}\n{more}"), &[]);
        assert!(said.contains(why), "{row}: {said}");
    }
    let counts = refused(
        &format!("Question,Base,Count\n{TOLD},131,154\n{SEEN},130,117\n{SEEN}!,130,117\n"),
        &[],
    );
    assert!(
        counts.contains("row 2: 154 good answers of 131"),
        "{counts}"
    );
    let both = refused(
        &format!("Question,Base,Count,%\n{TOLD},131,54,45%\n{SEEN},130,117,90%\n"),
        &[],
    );
    assert!(both.contains("row 2: 54 of 131 is not 45%"), "{both}");
    let twice = refused(
        &format!(
            "Question,Base,%\n{TOLD},131,41%\n{SEEN},130,90%\nWas it clean?,130,90%\nWas it kind?,130,90%\nA?,130,90%\nB?,130,90%\nC?,130,90%\nD?,130,90%\nE?,130,90%\n{TOLD},131,41%\n"
        ),
        &[],
    );
    assert!(
        twice.contains("row 11") && twice.contains("again, first in row 2"),
        "{twice}"
    );
}

#[test]
fn rows_that_leave_a_choice_stand_in_one_remark() {
    let came = imported(
        &format!("Question,Base,%\n{TOLD},1310,41%\n{SEEN},130,90%\nWas it clean?,900,50%\n"),
        &[],
    );
    assert_eq!(came.results(TOLD), ["primary 2026: 537 of 1310"]);
    assert_eq!(
        came.said.matches("several whole numbers").count(),
        1,
        "{}",
        came.said
    );
    assert!(
        came.said.contains("In 2 rows several whole numbers"),
        "{}",
        came.said
    );
    assert!(came.said.contains("rows 2, 4"), "{}", came.said);
}

#[test]
fn whether_it_is_weighted_is_asked_once() {
    let text = format!("Question,Base,%\n{TOLD},131,41%\n{SEEN},130,90%\n");
    let why = refused(&text, &[("results: ask", "results:  ask")]);
    assert!(
        why.contains("nobody has said whether its percentages are weighted or adjusted"),
        "{why}"
    );
    assert_eq!(why.matches("weighted or adjusted").count(), 1, "{why}");
}

#[test]
fn ranges_and_national_figures_become_benchmarks() {
    let came = imported(
        &format!(
            "Question,Base,%,Expected range lower,Expected range upper,England 2025\n{TOLD},131,41%,38%,67%,61%\n{SEEN},130,90%,88%,93%,85%\n"
        ),
        &[],
    );
    let told = came.finding(TOLD).benchmark.clone().unwrap();
    assert_eq!(
        (told.label.as_str(), told.percent, told.low, told.high),
        ("England 2025", Some(61.0), Some(38.0), Some(67.0))
    );
    // A figure outside the range stands without it.
    let seen = came.finding(SEEN).benchmark.clone().unwrap();
    assert_eq!(
        (seen.percent, seen.low, seen.high),
        (Some(85.0), None, None)
    );
    let alone = imported(
        &format!("Question,Base,%,Expected range\n{TOLD},131,41%,38 to 47\n{SEEN},130,90%,88-93\n"),
        &[],
    );
    let told = alone.finding(TOLD).benchmark.clone().unwrap();
    assert_eq!(
        (told.percent, told.low, told.high),
        (None, Some(38.0), Some(47.0))
    );
    // A confidence interval is no expected range.
    let confidence = imported(
        &format!(
            "Question,Base,%,Lower confidence limit,Upper confidence limit\n{TOLD},131,41%,33%,50%\n{SEEN},130,90%,83%,94%\n"
        ),
        &[],
    );
    assert_eq!(confidence.finding(TOLD).benchmark, None);
    // Figures that differ by strand are none.
    let differ = imported(
        &format!(
            "Strand,Question,Base,%,National\nPrimary,{TOLD},131,41%,61%\nSecondary,{TOLD},22,27%,45%\nPrimary,{SEEN},130,90%,85%\nSecondary,{SEEN},20,80%,85%\n"
        ),
        &[],
    );
    assert_eq!(differ.finding(TOLD).benchmark, None);
    assert_eq!(
        differ.finding(SEEN).benchmark.as_ref().unwrap().percent,
        Some(85.0)
    );
    assert!(differ.said.contains("differ by strand"), "{}", differ.said);
}

const HOSPITALS: &str = "\
Trust code,Trust name,Question number,Question text,Number of responses,Case mix adjusted score,Lower expected range,Upper expected range
RAA,Northbrook Hospitals,Q1,Were you told?,131,42.1%,38%,47%
RAA,Northbrook Hospitals,Q2,Were you seen?,130,90.4%,88%,93%
RBB,Southbrook Hospitals,Q1,Were you told?,31,45.0%,30%,50%
RBB,Southbrook Hospitals,Q2,Were you seen?,*,*,*,*
,England,Q1,Were you told?,31000,44.0%,,
,England,Q2,Were you seen?,30000,91.0%,,
";

#[test]
fn of_a_table_of_hospitals_one_is_asked_for() {
    let why = refused(HOSPITALS, &[("results: ask", "results: weighted")]);
    assert!(
        why.contains("it is of 2 hospitals, and nobody has said which is yours"),
        "{why}"
    );
    assert!(
        why.contains("Northbrook Hospitals, Southbrook Hospitals"),
        "{why}"
    );
    let ours = |name: &str| {
        let hospital = format!("results: weighted, hospital: {name}");
        let block = format!("results: weighted\n    hospital: {name}");
        let (_folder, path) = file(HOSPITALS);
        let book = tempfile::tempdir().unwrap();
        let name = book.path().join("b.yaml");
        pledge(&[
            "import",
            "--inspect",
            path.to_str().unwrap(),
            "--codebook",
            name.to_str().unwrap(),
        ]);
        let text = std::fs::read_to_string(&name).unwrap();
        let edit = if text.contains("\n    results: ask") {
            block
        } else {
            hospital
        };
        try_import(&path, &[("results: ask", &edit)]).unwrap_or_else(|why| panic!("{why}"))
    };
    let north = ours("Northbrook Hospitals");
    assert_eq!(
        north.results("Were you told?"),
        ["primary 2026: 55 of 131, 4210 weighted"]
    );
    assert_eq!(north.finding("Were you told?").id, "q1");
    let benchmark = north.finding("Were you told?").benchmark.clone().unwrap();
    assert_eq!(
        (benchmark.label.as_str(), benchmark.percent, benchmark.low),
        ("England", Some(44.0), Some(38.0))
    );
    let south = ours("Southbrook Hospitals");
    assert_eq!(south.results("Were you seen?"), ["primary 2026: withheld"]);
    // One hospital is asked of nobody.
    let one: String = HOSPITALS
        .lines()
        .filter(|l| !l.contains("Southbrook"))
        .fold(String::new(), |all, l| all + l + "\n");
    let came = imported(&one, &[("results: ask", "results: weighted")]);
    assert_eq!(
        came.results("Were you seen?"),
        ["primary 2026: 118 of 130, 9040 weighted"]
    );
}

#[test]
fn answers_with_a_row_each_are_added_up_by_what_is_good() {
    let came = imported(
        &format!(
            "Question,Answer,Count,%\n{TOLD},\"Yes, definitely\",54,41%\n{TOLD},\"Yes, to some extent\",40,31%\n{TOLD},No,37,28%\n{SEEN},\"Yes, definitely\",117,90%\n{SEEN},\"Yes, to some extent\",10,8%\n{SEEN},No,3,2%\n"
        ),
        &[("    proposed: true\n", "")],
    );
    let results = came.results(TOLD);
    assert!(
        results == ["primary 2026: 54 of 131"] || results == ["primary 2026: 94 of 131"],
        "{results:?}"
    );
    let percent = imported(
        &format!(",Primary (n=131)\n{TOLD},\nYes,41%\nNo,59%\n{SEEN},\nYes,90%\nNo,10%\n"),
        &[("    proposed: true\n", "")],
    );
    assert_eq!(percent.results(TOLD), ["primary 2026: 54 of 131"]);
}

#[test]
fn sections_are_themes_and_codes_are_ids() {
    let came = imported(
        &format!(
            "Section,Q no.,Question,Base,%\nWaiting,Q14,{TOLD},131,41%\nWaiting,Q15,{SEEN},130,90%\nKindness,Q20,Was staff kind to you?,130,90%\n24 hours,Q21,24 hours is too long to wait?,130,90%\n"
        ),
        &[("    proposed: true\n", "")],
    );
    assert_eq!(came.finding(TOLD).id, "q14");
    let theme = came.findings.finding("q20").unwrap().0;
    assert_eq!(theme.title, "Kindness");
    assert_eq!(came.finding("24 hours is too long to wait?").id, "q21");
}

#[test]
fn a_workbook_with_merged_headers_is_the_same_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let contents = book.add_worksheet().set_name("Contents").unwrap();
    contents.write(0, 0, "Patient experience survey").unwrap();
    let sheet = book.add_worksheet().set_name("Results").unwrap();
    let format = rust_xlsxwriter::Format::new();
    let percent = rust_xlsxwriter::Format::new().set_num_format("0%");
    sheet
        .merge_range(0, 0, 0, 4, "Patient experience survey 2026", &format)
        .unwrap();
    sheet.merge_range(2, 1, 2, 2, "Primary", &format).unwrap();
    sheet.merge_range(2, 3, 2, 4, "Secondary", &format).unwrap();
    for (column, text) in ["Question", "n", "%", "n", "%"].iter().enumerate() {
        sheet
            .write(3, u16::try_from(column).unwrap(), *text)
            .unwrap();
    }
    for (row, (question, n, share, few, part)) in [
        (TOLD, 131, 54.0 / 131.0, 22, 6.0 / 22.0),
        (SEEN, 130, 0.9, 20, 0.8),
    ]
    .iter()
    .enumerate()
    {
        let row = u32::try_from(row).unwrap() + 4;
        sheet.write(row, 0, *question).unwrap();
        sheet.write(row, 1, *n).unwrap();
        sheet.write_with_format(row, 2, *share, &percent).unwrap();
        sheet.write(row, 3, *few).unwrap();
        sheet.write_with_format(row, 4, *part, &percent).unwrap();
    }
    book.save(&path).unwrap();
    let came = try_import(&path, &[]).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(
        came.results(TOLD),
        ["primary 2026: 54 of 131", "secondary 2026: 6 of 22"]
    );
    assert_eq!(
        came.results(SEEN),
        ["primary 2026: 117 of 130", "secondary 2026: 16 of 20"]
    );
    assert_eq!(came.findings.survey.period, "2026");
}

#[test]
fn a_file_can_be_said_to_be_what_it_does_not_look_like() {
    let (_folder, path) = file(&format!(
        "Question,Base,%\n{TOLD},131,41%\n{SEEN},130,90%\n"
    ));
    let name = path.to_str().unwrap();
    let platform = |kind: &str| {
        let (code, out, said) = pledge(&["import", "--inspect", "--json", name, "--kind", kind]);
        assert_eq!(code, 0, "{said}");
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        json["platform"].as_str().unwrap().to_owned()
    };
    assert_eq!(platform("answers"), "plain");
    assert_eq!(platform("results"), "results");
    let (_folder, answers) = file("Ward,How was it?\nA,Good\nB,Poor\n");
    let (code, out, _) = pledge(&[
        "import",
        "--inspect",
        answers.to_str().unwrap(),
        "--kind",
        "results",
    ]);
    assert_eq!(
        (code, out.contains("a table of results")),
        (0, true),
        "{out}"
    );
}

#[test]
fn no_file_of_answers_is_taken_for_results() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/import/cases", "sample-data"].map(|f| manifest.join(f));
    assert_no_results(&folders);
}

#[test]
fn no_real_file_of_answers_is_taken_for_results() {
    let Some(reference) = requires(Outside::Reference) else {
        return;
    };
    assert_no_results(&["surveys", "cases"].map(|f| reference.join(f)));
}

/// Fails where a file of these folders is taken for a table of results; at least eleven are not.
#[track_caller]
fn assert_no_results(folders: &[PathBuf]) {
    let mut looked_at = 0;
    for folder in folders {
        for path in std::fs::read_dir(folder)
            .unwrap()
            .map(|f| f.unwrap().path())
        {
            let ending = path.extension().map(|e| e.to_string_lossy().into_owned());
            if !matches!(ending.as_deref(), Some("csv" | "xlsx")) {
                continue;
            }
            let (code, out, _) = pledge(&["import", "--inspect", "--json", path.to_str().unwrap()]);
            if code == 0 {
                let json: serde_json::Value = serde_json::from_str(&out).unwrap();
                assert_ne!(json["platform"], "results", "{}", path.display());
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 10, "{looked_at}");
}

#[test]
fn imported_again_it_keeps_what_people_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let unit = folder.path().join("unit");
    std::fs::create_dir(&unit).unwrap();
    let (_kept, path) = file(&format!(
        "Question,Base,%,National\n{TOLD},131,41%,61%\n{SEEN},130,90%,85%\n"
    ));
    let (export, unit_name) = (path.to_str().unwrap(), unit.to_str().unwrap());
    let book = unit.join("codebook.yaml");
    let (code, _, said) = pledge(&[
        "import",
        "--inspect",
        export,
        "--codebook",
        book.to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{said}");
    let text = std::fs::read_to_string(&book).unwrap();
    let text = text
        .replace("name: \"\"", "name: Made-up unit")
        .replace("title: \"\"", "title: Made-up survey")
        .replacen("period: \"\"", "period: \"2026\"", 1)
        .replace("strand: \"\"", "strand: primary")
        .replace("results: ask", "results: counted");
    std::fs::write(&book, text).unwrap();
    let import = || {
        pledge(&[
            "import",
            export,
            "--codebook",
            book.to_str().unwrap(),
            "-o",
            unit_name,
        ])
    };
    let (code, _, said) = import();
    assert_eq!(code, 0, "{said}");
    let findings = unit.join("findings.yaml");
    let first = std::fs::read_to_string(&findings).unwrap();
    assert_eq!(import().0, 0);
    assert_eq!(std::fs::read_to_string(&findings).unwrap(), first);
    // A figure that somebody typed in stays.
    let typed = first.replacen(
        "label: National, percent: 61.0",
        "label: Wales 2025, percent: 66.0",
        1,
    );
    assert_ne!(typed, first);
    std::fs::write(&findings, &typed).unwrap();
    assert_eq!(import().0, 0);
    assert_eq!(std::fs::read_to_string(&findings).unwrap(), typed);
}

#[test]
fn questions_over_the_columns_are_questions_all_the_same() {
    for text in [
        "Strand,n,Told how long %,Seen on time %\nPrimary,131,41%,90%\nSecondary,22,27%,77%\n",
        ",Base,Told how long (%),Seen on time (%)\nPrimary,131,41%,90%\nSecondary,22,27%,77%\n",
    ] {
        let came = imported(text, &[]);
        assert_eq!(
            came.results("Told how long"),
            ["primary 2026: 54 of 131", "secondary 2026: 6 of 22"],
            "{text}"
        );
    }
}

#[test]
fn weighted_is_said_on_paper_and_by_check() {
    let folder = tempfile::tempdir().unwrap();
    let unit = folder.path().join("unit");
    std::fs::create_dir(&unit).unwrap();
    let findings = "\
pledge: findings/1
unit: {name: Made-up unit}
survey: {title: Made-up survey, period: \"2026\"}
themes:
  - id: waiting
    title: Waiting
    findings:
      - id: q1
        question: Were you told?
        results: [{strand: primary, period: \"2026\", percent: 41.6, positive: 54, scored: 131, weighted: true}]
";
    std::fs::write(unit.join("findings.yaml"), findings).unwrap();
    let name = unit.to_str().unwrap();
    let (code, out, said) = pledge(&["check", name]);
    assert_eq!(code, 0, "{said}");
    assert!(
        out.contains("1 result is weighted, and shown with its own percentage"),
        "{out}"
    );
    let (code, out, said) = pledge(&["export", name, "--to", "pack", "-o", "-"]);
    assert_eq!(code, 0, "{said}");
    // Numbers and their nouns stand on one line, by spaces that do not break.
    let out = out.replace('\u{a0}', " ");
    assert!(
        out.contains("of 131 people, weighted") && out.contains("42 in 100"),
        "{out}"
    );
    assert!(!out.contains("54 of 131"), "{out}");
}

#[test]
fn a_base_beside_each_number_is_understood() {
    let came = imported(
        &format!("Question,Primary,Secondary\n{TOLD},54/131,6/22\n{SEEN},117/130,*\n"),
        &[],
    );
    assert_eq!(
        came.results(TOLD),
        ["primary 2026: 54 of 131", "secondary 2026: 6 of 22"]
    );
    assert_eq!(
        came.results(SEEN),
        ["primary 2026: 117 of 130", "secondary 2026: withheld"]
    );
    let came = imported(
        &format!("Question,2026\n{TOLD},41% (n=131)\n{SEEN},90% (n=130)\n"),
        &[],
    );
    assert_eq!(came.results(TOLD), ["primary 2026: 54 of 131"]);
}

#[test]
fn responses_beside_percentages_of_answers_are_the_base() {
    for header in [
        "Question,Responses,Yes (%),No (%)",
        "Question,Number,Yes %,No %",
        "Question,Base,% Yes,% No",
    ] {
        let came = imported(
            &format!("{header}\n{TOLD},131,41.2,58.8\n{SEEN},130,90,10\n"),
            &[("    proposed: true\n", "")],
        );
        assert_eq!(came.results(TOLD), ["primary 2026: 54 of 131"], "{header}");
        assert_eq!(came.results(SEEN), ["primary 2026: 117 of 130"], "{header}");
    }
}

#[test]
fn a_count_and_a_percentage_that_disagree_are_refused() {
    let table = |no: u32| {
        format!(
            "Question,Answer,Count,Percent\n{TOLD},Yes,54,41.2%\n{TOLD},No,{no},58.8%\n{SEEN},Yes,117,90%\n{SEEN},No,13,10%\n"
        )
    };
    let came = imported(&table(77), &[("    proposed: true\n", "")]);
    assert_eq!(came.results(TOLD), ["primary 2026: 54 of 131"]);
    let why = refused(&table(131), &[("    proposed: true\n", "")]);
    assert!(
        why.contains("54 is not 41.2% of the people who answered"),
        "{why}"
    );
    let why = refused(
        &format!("Question,Total,Yes,No,% Yes\n{TOLD},131,54,77,58.8%\n{SEEN},130,117,13,90%\n"),
        &[],
    );
    assert!(why.contains("54 of 131 is not 58.8%"), "{why}");
}

#[test]
fn the_first_row_of_numbers_is_no_second_header() {
    for (table, rows) in [
        (
            "Question,Total,Yes,No\nTold,131,54,77\nSeen,130,117,13\n",
            4,
        ),
        (
            "Question,Total,Yes,No,% Yes\nTold,131,54,77,41.2%\nSeen,130,117,13,90%\n",
            2,
        ),
        (
            "Question,Base,Far too long,About right\nTold,131,45.8%,54.2%\nSeen,130,50%,50%\n",
            2,
        ),
    ] {
        let (said, _) = inspected(table, &[]);
        assert!(said.contains(&format!("{rows} rows, ")), "{said}");
    }
}

#[test]
fn none_of_several_answers_is_the_percentage_by_itself() {
    for (header, told, seen) in [
        (
            "Far too long,A bit too long,About right",
            "45.8%,30.5%,23.7%",
            "50%,30%,20%",
        ),
        ("None,Some,All", "10.7%,30.5%,58.8%", "10%,30%,60%"),
        ("None,Some,All", "14,40,77", "13,39,78"),
        ("0-6,7-8,9-10", "10.7%,30.5%,58.8%", "10%,30%,60%"),
        (
            "Worse,About the same,Better",
            "10.7%,30.5%,58.8%",
            "10%,30%,60%",
        ),
        ("Male,Female", "41.2%,50.4%", "90%,80%"),
    ] {
        let table = format!("Question,Base,{header}\n{TOLD},131,{told}\n{SEEN},130,{seen}\n");
        let (said, book) = inspected(&table, &[]);
        assert!(
            said.contains("not used until you say which of these"),
            "{header}: {said}"
        );
        assert!(
            !book.contains("percentage:") && !book.contains("count:"),
            "{header}: {book}"
        );
        let why = refused(&table, &[]);
        assert!(
            why.contains("no column has percentages or counts"),
            "{header}: {why}"
        );
    }
}

#[test]
fn a_score_on_a_scale_is_no_percentage() {
    for header in [
        "Score out of 10",
        "Score (0-10)",
        "Mean",
        "Average score",
        "Star rating",
        "Rating out of 5",
        "Score",
    ] {
        let table = format!("Question,{header},Base\n{TOLD},4.3,131\n{SEEN},4.9,130\n");
        let (said, book) = inspected(&table, &[]);
        assert!(
            said.contains("is no percentage of good answers"),
            "{header}: {said}"
        );
        assert!(!book.contains("percentage:"), "{header}: {book}");
        refused(&table, &[]);
    }
}

#[test]
fn the_period_before_is_not_the_current_one() {
    for header in [
        "Last year %,This year %",
        "Previous score,Current score",
        "Previous score,Score",
    ] {
        let table = format!("Question,Base,{header}\n{TOLD},131,57,41.2\n{SEEN},130,80,90\n");
        let came = imported(&table, &[]);
        assert_eq!(came.results(TOLD), ["primary 2026: 54 of 131"], "{header}");
        let (said, _) = inspected(&table, &[]);
        assert!(said.contains("nothing says which earlier period"), "{said}");
        assert!(!said.contains("another column has the same"), "{said}");
    }
}

#[test]
fn a_point_between_thousands_of_a_base_is_no_decimal() {
    for base in ["1.120", "\"1,120\"", "1 120", "1120"] {
        let sign = if base.contains('"') { "," } else { ";" };
        let table = ["Question|Base|% positive".to_owned()]
            .into_iter()
            .chain([format!("{TOLD}|118|57.6"), format!("{SEEN}|{base}|90.0")])
            .map(|line| line.replace('|', sign) + "\n")
            .collect::<String>();
        let came = imported(&table, &[]);
        assert_eq!(came.results(SEEN), ["primary 2026: 1008 of 1120"], "{base}");
    }
    let came = imported(
        &format!("Question\tBase\t%\n{TOLD}\t1.131\t50,0\n{SEEN}\t1.130\t90,0\n"),
        &[],
    );
    assert_eq!(came.results(SEEN), ["primary 2026: 1017 of 1130"]);
}

#[test]
fn no_is_an_answer_and_no_reply_is_in_no_base() {
    let came = imported(
        &format!(
            "Question,Strand,Base,Yes,No\n{TOLD},Primary,131,54,77\n{TOLD},Secondary,22,6,16\n"
        ),
        &[("    proposed: true\n", "")],
    );
    assert_eq!(
        came.results(TOLD),
        ["primary 2026: 54 of 131", "secondary 2026: 6 of 22"]
    );
    for silent in ["Did not answer", "No reply", "Not stated"] {
        let came = imported(
            &format!("Question,Yes,No,{silent},Total\n{TOLD},54,77,9,140\n{SEEN},117,13,10,140\n"),
            &[("    proposed: true\n", "")],
        );
        assert_eq!(came.results(TOLD), ["primary 2026: 54 of 131"], "{silent}");
        assert_eq!(came.results(SEEN), ["primary 2026: 117 of 130"], "{silent}");
    }
}

#[test]
fn what_may_be_the_other_way_round_is_asked_about() {
    let (said, _) = inspected(
        "Question,Base,% Yes\nDid you feel ignored?,131,41.2\nWere you seen on time?,130,90\n",
        &[],
    );
    assert!(
        said.contains("is a high percentage good here?")
            && said.contains("\u{201c}Did you feel ignored?\u{201d}"),
        "{said}"
    );
    assert!(
        !said.contains("\u{201c}Were you seen on time?\u{201d}"),
        "{said}"
    );
    let table =
        "Question,Base,% Yes\nDid you feel ignored?,131,41.2\nWere you seen on time?,130,90\n";
    let why = refused(table, &[]);
    assert!(
        why.contains("only proposed for 1 question: Did you feel ignored?"),
        "{why}"
    );
    let came = imported(table, &[("    proposed: true\n", "")]);
    assert_eq!(
        came.results("Did you feel ignored?"),
        ["primary 2026: 54 of 131"]
    );
    for header in ["Problem score", "% negative", "No %"] {
        let table = format!("Question,Base,{header}\n{TOLD},131,41.2\n{SEEN},130,90\n");
        let (said, book) = inspected(&table, &[]);
        assert!(
            said.contains("nothing says that it is of good answers"),
            "{header}: {said}"
        );
        assert!(!book.contains("percentage:"), "{header}: {book}");
        refused(&table, &[]);
    }
}

#[test]
fn hospitals_or_wards_over_the_columns_are_no_strands() {
    for table in [
        format!(
            "Question,Ward A (n=40),Ward B (n=50),Trust (n=90)\n{TOLD},40%,50%,45.6%\n{SEEN},90%,80%,84.4%\n"
        ),
        format!(
            "Question,Harbour General,River Hospital\nBase,131,80\n{TOLD},41.2%,50%\n{SEEN},90.1%,95%\n"
        ),
    ] {
        let (said, book) = inspected(&table, &[]);
        assert!(said.contains("which hospital or ward is yours"), "{said}");
        assert!(book.contains("columns: {question: Question}}"), "{book}");
        refused(&table, &[]);
    }
}

#[test]
fn totals_of_recommendations_are_read_as_results() {
    let (_, book) = inspected(
        "Metric,Total responses,Total recommended,Percentage recommended,Percentage not recommended\nInpatient,400,380,95%,2%\nOutpatient,200,180,90%,3%\n",
        &["--kind", "results"],
    );
    for role in [
        "base: Total_responses",
        "count: Total_recommended",
        "percentage: Percentage_recommended",
    ] {
        assert!(book.contains(role), "{role} in {book}");
    }
}

#[test]
fn questions_beside_numbers_never_become_comments() {
    for header in [
        "Surveyed,Top-2-box",
        "Patients,Positive",
        "Count,Percent positive",
        "Frequency,Percent",
    ] {
        let why = turned_away(&format!(
            "Question,{header}\n{TOLD},131,41.2%\n{SEEN},130,90%\n"
        ));
        assert!(
            why.contains("looks like a table of results") && why.contains("--kind results"),
            "{why}"
        );
    }
    let why = turned_away(&format!(
        "Question,Base,% positive,Trust average\n{TOLD},131,41.2,45\n{SEEN},130,90,91\n"
    ));
    assert!(why.contains("--kind results"), "{why}");
}

#[test]
fn notes_below_a_table_become_no_finding() {
    for notes in [
        "\nSource: Contractor 2025, n = 131\n",
        ",,\nBase: all respondents\nSource: Contractor Ltd 2025, n = 131\n",
        "Note: weighted, 2025\n",
    ] {
        let came = imported(
            &format!("Question,n,%\n{TOLD},131,41\n{SEEN},130,90\n{notes}"),
            &[],
        );
        let findings = came.findings.themes.iter().map(|t| t.findings.len());
        assert_eq!(findings.sum::<usize>(), 2, "{notes}");
        assert_eq!(came.results(TOLD), ["primary 2026: 54 of 131"]);
    }
}

#[test]
fn a_base_behind_the_question_is_understood() {
    let came = imported(
        "Question,% positive\nTold about the wait (n=131),41.2%\nNurse listened (n=130),90%\n",
        &[],
    );
    assert_eq!(
        came.results("Told about the wait"),
        ["primary 2026: 54 of 131"]
    );
}
