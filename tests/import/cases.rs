//! Misleading exports, each with the required result: rows that are not people, codes without labels, several sheets, totals.
//!
//! Each file comes with generated variants: of other tools, in other words and languages.

#![allow(
    clippy::format_collect,
    clippy::format_push_string,
    clippy::manual_is_multiple_of,
    clippy::similar_names,
    clippy::naive_bytecount,
    reason = "exports are put together row by row, where one sees them"
)]

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::pledge;

/// A file of `tests/import/cases`.
fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/import/cases")
        .join(name)
}

/// JSON output of `--inspect` for a file.
#[track_caller]
fn seen(path: &Path) -> Value {
    let (code, out, said) = pledge(&["import", "--inspect", "--json", path.to_str().unwrap()]);
    assert_eq!(code, 0, "{}: {said}", path.display());
    serde_json::from_str(&out).unwrap()
}

/// The same of text that is made up here.
#[track_caller]
fn seen_of(text: &str) -> Value {
    let (_folder, path) = written("survey.csv", text);
    seen(&path)
}

/// A file of this text, and the folder that it lives as long as.
fn written(name: &str, text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

/// Why a text is refused.
#[track_caller]
fn refused(text: &str) -> String {
    let (_folder, path) = written("survey.csv", text);
    let (code, _, said) = pledge(&["import", "--inspect", path.to_str().unwrap()]);
    assert_eq!(code, 2, "{said}");
    said
}

/// The columns that become such a thing, by what was asked.
fn becoming(seen: &Value, what: &str) -> Vec<String> {
    let columns = seen["columns"].as_array().unwrap();
    columns
        .iter()
        .filter(|c| c["becomes"] == what)
        .map(|c| c["question"].as_str().unwrap().to_owned())
        .collect()
}

#[track_caller]
fn column<'v>(seen: &'v Value, question: &str) -> &'v Value {
    let columns = seen["columns"].as_array().unwrap();
    let found = columns.iter().find(|c| c["question"] == question);
    found.unwrap_or_else(|| panic!("{question} in {seen:#}"))
}

fn notes(seen: &Value) -> String {
    let notes = seen["notes"].as_array().unwrap();
    let notes: Vec<&str> = notes.iter().map(|n| n.as_str().unwrap()).collect();
    notes.join("\n")
}

fn people(seen: &Value) -> (u64, Option<u64>) {
    (seen["responses"].as_u64().unwrap(), seen["people"].as_u64())
}

/// Why rows were left out, and which.
fn left_out(seen: &Value) -> Vec<(String, Vec<u64>)> {
    let numbers = |rows: &Value| {
        let rows = rows.as_array().unwrap().iter();
        rows.map(|r| r.as_u64().unwrap()).collect()
    };
    let left = seen["left_out"].as_array().unwrap().iter();
    left.map(|l| (l["why"].as_str().unwrap().to_owned(), numbers(&l["rows"])))
        .collect()
}

/// Imports a file by the codebook that is proposed for it, with everything agreed to; the findings as they are written.
#[track_caller]
fn imported(path: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (book, unit) = (folder.path().join("book.yaml"), folder.path().join("unit"));
    let (book_name, unit_name) = (book.to_str().unwrap(), unit.to_str().unwrap());
    let export = path.to_str().unwrap();
    let (code, _, said) = pledge(&["import", "--inspect", export, "--codebook", book_name]);
    assert_eq!(code, 0, "{said}");
    let text = std::fs::read_to_string(&book).unwrap();
    let text = text
        .replace("name: \"\"", "name: Made-up unit")
        .replace("title: \"\"", "title: Made-up survey")
        .replace("period: \"\"", "period: \"2026\"")
        .replace("strand: \"\"", "strand: everybody")
        // What is asked is answered: of a trouble, "No" is the good answer.
        .replace(
            "    positive: []\n    other: []\n    proposed: true\n",
            "    positive: [\"No\"]\n    other: [\"Yes\"]\n    reversed: true\n",
        )
        .replace("    proposed: true\n", "");
    std::fs::write(&book, text).unwrap();
    let (code, _, said) = pledge(&["import", export, "--codebook", book_name, "-o", unit_name]);
    assert_eq!(code, 0, "{said}");
    std::fs::read_to_string(unit.join("findings.yaml")).unwrap()
}

fn comments(findings: &str) -> usize {
    findings.matches("text: ").count()
}

// What is a row?

#[test]
fn six_people_with_two_rows_each_are_six() {
    let path = case("six-people-twice.csv");
    let seen = seen(&path);
    assert_eq!(people(&seen), (6, Some(6)));
    assert_eq!(seen["repeated"]["people"], 6);
    assert_eq!(seen["repeated"]["rows"].as_array().unwrap().len(), 12);
    assert_eq!(seen["columns"][9]["answered"], 6);
    assert!(notes(&seen).contains("6 people have several rows (rows 3 to 14)"));
    let findings = imported(&path);
    assert!(findings.contains("positive: 2, scored: 6"), "{findings}");
    assert!(findings.contains("answered: 6"), "{findings}");
    assert!(!findings.contains("scored: 12"), "{findings}");
    // The same words of the same person are one comment.
    assert_eq!(comments(&findings), 6, "{findings}");
}

#[test]
fn the_last_complete_row_of_a_person_counts_and_all_their_words_come_in() {
    // The third row of T2 was given up; T3 said something else later; nobody said who the last two are.
    let text = "Teilnehmer-Nr;Datum;Wurden Sie informiert?;War alles sauber?;Waren alle freundlich?;Was k\u{f6}nnten wir besser machen?\n\
        T1;01.03.2026;Ja;Nein;Ja;Die Wartezeit war mir zu lang\n\
        T2;02.03.2026;Ja;Ja;Ja;Ich habe nichts zu klagen\n\
        T3;03.03.2026;Nein;Nein;Nein;Man hat mich vergessen\n\
        T2;04.03.2026;Nein;;;Es war beim zweiten Mal nicht so gut\n\
        T3;05.03.2026;Ja;Ja;Ja;Jetzt war alles gut\n\
        ;06.03.2026;Ja;Ja;Ja;\n\
        ;07.03.2026;Ja;Ja;Ja;\n";
    let seen = seen_of(text);
    assert_eq!(people(&seen), (5, Some(5)));
    assert_eq!(
        seen["repeated"],
        serde_json::json!({"people": 2, "rows": [3, 4, 5, 6]})
    );
    let counts = |question: &str| {
        let answers = column(&seen, question)["answers"].as_array().unwrap();
        let count = |word: &str| {
            answers
                .iter()
                .find(|a| a["text"] == word)
                .map_or(0, |a| a["count"].as_u64().unwrap())
        };
        (count("Ja"), count("Nein"))
    };
    assert_eq!(counts("Wurden Sie informiert?"), (5, 0));
    assert_eq!(counts("War alles sauber?"), (4, 1));
    let (_folder, path) = written("survey.csv", text);
    let findings = imported(&path);
    assert_eq!(comments(&findings), 5, "{findings}");
}

#[test]
fn ids_of_wards_devices_and_whoever_typed_do_not_make_people_one() {
    let row = |n: u32| {
        format!(
            "{},{},{},clerk@example.org,{},I was seen by nurse {n} on the day\n",
            n % 3,
            n % 2,
            n % 4,
            if n % 2 == 0 { "Yes" } else { "No" }
        )
    };
    let rows: String = (0..24).map(row).collect();
    let seen = seen_of(&format!(
        "Ward ID,Collector ID,User ID,Email,Were you seen on time?,Anything else?\n{rows}"
    ));
    assert_eq!(people(&seen).0, 24);
    assert!(seen["repeated"].is_null());
    assert!(becoming(&seen, "who").contains(&"Collector ID".to_owned()));
}

#[test]
fn qualtrics_and_forms_know_people_by_their_own_ids() {
    let own = "StartDate,EndDate,Status,IPAddress,Progress,Finished,RecordedDate,ResponseId,Q1";
    let texts = "Start Date,End Date,Response Type,IP Address,Progress,Finished,Recorded Date,Response ID,How was it?";
    let row = |id: u32, answer: &str| {
        format!(
            "2026-01-02 10:00:00,2026-01-02 10:05:00,IP Address,10.0.0.1,100,True,2026-01-02 10:05:01,R_2YPOQ602ER1jkf{id},{answer}\n"
        )
    };
    let rows: String = [(1, "Good"), (2, "Poor"), (1, "Poor")]
        .iter()
        .map(|(id, a)| row(*id, a))
        .collect();
    let seen = seen_of(&format!("{own}\n{texts}\n{rows}"));
    assert_eq!(people(&seen), (2, Some(2)));
    assert_eq!(seen["repeated"]["rows"], serde_json::json!([3, 5]));
    // Forms of Google know who is signed in.
    let rows: String = (0..12)
        .map(|n| {
            format!(
                "2026/01/{:02} 3:04:05 pm GMT,p{}@example.org,{}\n",
                n + 1,
                n % 8,
                if n % 2 == 0 { "Good" } else { "Poor" }
            )
        })
        .collect();
    let seen = seen_of(&format!("Timestamp,Email Address,How was it?\n{rows}"));
    assert_eq!(
        (seen["platform"].as_str(), people(&seen)),
        (Some("google_forms"), (8, Some(8)))
    );
}

#[test]
fn the_same_file_and_rows_of_it_are_not_counted_twice() {
    let text = std::fs::read_to_string(case("six-people-twice.csv")).unwrap();
    let once: Vec<&str> = text.lines().take(8).collect();
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: String| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let one = put("survey.csv", once.join("\n"));
    let same = put("survey (1).csv", once.join("\n"));
    let (code, _, said) = pledge(&["import", "--inspect", &one, &same]);
    assert_eq!(code, 2);
    assert!(
        said.contains("survey.csv and survey (1).csv are the same file"),
        "{said}"
    );
    // Downloaded again a day later: one person more, and one who changed an answer.
    let later = once.join("\n").replace(
        "11400000013,4001,03/14/2026 10:00:00,03/14/2026 10:05:00,,,,,,\"Yes, to some extent\"",
        "11400000013,4001,03/14/2026 10:00:00,03/14/2026 11:05:00,,,,,,No",
    ) + "\n11400000099,4001,03/15/2026 10:00:00,03/15/2026 10:05:00,,,,,,No,Likely,They were so kind to me\n";
    let later = put("later.csv", later);
    let (code, out, said) = pledge(&["import", "--inspect", "--json", &one, &later]);
    assert_eq!(code, 0, "{said}");
    let both: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(people(&both[0]).0, 6);
    assert_eq!(
        left_out(&both[1]),
        [(
            "the same row as in survey.csv".to_owned(),
            vec![3, 4, 5, 6, 7]
        )]
    );
    assert!(notes(&both[1]).contains("1 person of this file is in another file as well"));
    let book = put("book.yaml", "pledge: codebook/1\nunit: {name: U}\nsurvey: {title: S, period: \"2026\"}\nexports:\n  - {file: survey.csv, strand: all}\n  - {file: later.csv, strand: all}\n\
        themes: [{id: care, title: Care}]\nquestions:\n  - {column: q10, finding: f1, theme: care, question: Told?, positive: [\"Yes, definitely\"], other: [\"Yes, to some extent\", No]}\n".into());
    let unit = folder.path().join("unit");
    let (code, _, said) = pledge(&[
        "import",
        &one,
        &later,
        "--codebook",
        &book,
        "-o",
        unit.to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{said}");
    let findings = std::fs::read_to_string(unit.join("findings.yaml")).unwrap();
    assert!(
        findings.contains("answered: 7") && findings.contains("positive: 2, scored: 7"),
        "{findings}"
    );
}

#[test]
fn answers_that_two_people_gave_alike_stay_two() {
    let rows = "2026-03-01 10:04:00,Good,\n".repeat(3)
        + &"2026-03-01 10:05:00,Poor,Very kind staff\n".repeat(2);
    let others: String = (0..20)
        .map(|n| format!("2026-03-02 10:{n:02}:00,Good,\n"))
        .collect();
    let seen = seen_of(&format!("time,How was your care?,Why?\n{rows}{others}"));
    assert_eq!(people(&seen), (25, None));
    assert_eq!(left_out(&seen), []);
    // Pasted under itself it is the same file twice.
    let half: String = (0..20)
        .map(|n| format!("2026-03-02 10:{n:02}:00,Good,Nothing to add\n"))
        .collect();
    let seen = seen_of(&format!("time,How was your care?,Why?\n{half}{half}"));
    assert_eq!(people(&seen).0, 20);
    assert_eq!(left_out(&seen)[0].0, "the same row again");
}

#[test]
fn people_who_chose_the_same_long_answer_stay_several() {
    let answers = ["Good", "Neither good nor poor", "Poor", "Very good"];
    for number in [7, 40, 400] {
        // Of one question, of three, and sorted by the answer.
        let of = |n: usize, by: usize| answers[(n * n / by + n / 7 + n % by) % 4];
        let one: String = (0..number).map(|n| format!("{}\n", of(n, 3))).collect();
        let seen = seen_of(&format!("How was it?\n{one}"));
        assert_eq!((people(&seen).0, left_out(&seen)), (number as u64, vec![]));
        let extent = ["\"Yes, to some extent\"", "\"Yes, definitely\"", "No"];
        let three: String = (0..number)
            .map(|n| {
                let word = |by: usize| extent[(n * n / by + n % by) % 3];
                format!("{},{},{}\n", word(2), word(3), word(5))
            })
            .collect();
        let seen = seen_of(&format!("Told?,Listened?,Respect?\n{three}"));
        assert_eq!((people(&seen).0, left_out(&seen)), (number as u64, vec![]));
        let mut sorted: Vec<&str> = three.lines().collect();
        sorted.sort_unstable();
        let seen = seen_of(&format!(
            "Told?,Listened?,Respect?\n{}\n",
            sorted.join("\n")
        ));
        assert_eq!((people(&seen).0, left_out(&seen)), (number as u64, vec![]));
    }
    // A day that many came on is no time, and a comment that many made is nobody's own.
    let rows = "2026-03-01,\"Yes, to some extent\",There is nothing more that I would like to say\n"
        .repeat(12) + "2026-03-01,No,\n2026-03-02,No,They were kind\n";
    let seen = seen_of(&format!("Date,Were you told?,Anything else?\n{rows}"));
    assert_eq!((people(&seen).0, left_out(&seen)), (14, vec![]));
    // Two wards with the same answers, in two files.
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, number: usize| {
        let rows: String = (0..number)
            .map(|n| format!("{}\n", answers[n * n % 3]))
            .collect();
        let path = folder.path().join(name);
        std::fs::write(&path, format!("How was it?\n{rows}")).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (one, two) = (file("one.csv", 30), file("two.csv", 40));
    let (code, out, said) = pledge(&["import", "--inspect", "--json", &one, &two]);
    assert_eq!(code, 0, "{said}");
    let both: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((people(&both[1]).0, left_out(&both[1])), (40, vec![]));
}

#[test]
fn questions_of_yes_and_no_are_proposed_and_ticks_are_not() {
    let told = "Were you told how long you would wait?";
    for (yes, no, other) in [
        ("Yes", "No", "Yes"),
        ("Yes", "No", "Don't know"),
        ("TRUE", "FALSE", ""),
        ("y", "N", "Y"),
        ("T", "F", ""),
        ("Ja", "Nein", ""),
        ("Yes", "Yes", "Yes"),
    ] {
        let rows: String = (0..24)
            .map(|n| format!("{},{n}\n", [yes, no, other][n % 3]))
            .collect();
        let seen = seen_of(&format!("{told},Visit\n{rows}"));
        assert_eq!(becoming(&seen, "finding"), [told], "{yes} {no} {other}");
    }
    let rows = "Yes,No,TRUE,FALSE,Yes,True\nNo,Yes,FALSE,TRUE,,False\n".repeat(12);
    let text = format!(
        "Did staff listen?,Are you a carer?,What helped: nurse,What helped: leaflet,Nurse,Completed\n{rows}"
    );
    let (_folder, path) = written("survey.csv", &text);
    assert_eq!(becoming(&seen(&path), "finding"), ["Did staff listen?"]);
    let findings = imported(&path);
    assert!(findings.contains("positive: 12, scored: 24"), "{findings}");
    assert_eq!(findings.matches("scored: ").count(), 1, "{findings}");
    // "Yes" is no good news where the question is worded the other way round: that is asked.
    let rows = "Yes\nNo\n".repeat(12);
    let seen = seen_of(&format!("Did staff ignore you?\n{rows}"));
    assert_eq!(becoming(&seen, "finding"), ["Did staff ignore you?"]);
    assert_eq!(
        column(&seen, "Did staff ignore you?")["proposal"],
        Value::Null
    );
}

#[test]
fn a_table_of_answers_is_refused_whatever_its_columns_are_called() {
    let said = |person: usize, question: usize| match question {
        0 => ["Yes", "No"][person % 2].to_owned(),
        1 => ["Always", "Never"][person / 4].to_owned(),
        _ => format!("It took {person} hours until somebody came to see me"),
    };
    let long = |header: &str, names: [&str; 3], with_person: bool| {
        let rows: String = (0..8)
            .flat_map(|p| (0..3).map(move |q| (p, q)))
            .map(|(p, q)| {
                let who = if with_person {
                    format!("P{p},")
                } else {
                    String::new()
                };
                format!("{who}{},{}\n", names[q], said(p, q))
            })
            .collect();
        format!("{header}\n{rows}")
    };
    let asked = ["Told?", "Respect?", "Anything else?"];
    let codes = ["Q1", "Q2", "Q3"];
    for text in [
        long("PatientRef,Field label,Entry", asked, true),
        long("Patient ID,Item,What they put", asked, true),
        long("respondent_id,Q_no,Score", codes, true),
        long("respondent_id,Code,Reply", codes, true),
        long("Question,Answer", asked, false),
        long("Question,Response text", codes, false),
    ] {
        let said = refused(&text);
        assert!(
            said.contains("each row is one answer, not one person"),
            "{said}"
        );
    }
    // All questions on one scale of numbers.
    let rows: String = (0..40)
        .map(|n| format!("P{},Q{},{}\n", n / 5, n % 5, (n / 5 + n % 5) % 5))
        .collect();
    assert!(refused(&format!("respondent_id,Q_no,Score\n{rows}")).contains("8 people"));
}

#[test]
fn a_second_row_of_names_is_no_patient() {
    let answers: String = (0..24)
        .map(|n| {
            let told = ["\"Yes, definitely\"", "\"Yes, to some extent\"", "No"][n % 3];
            let heard = ["Always", "Sometimes", "Never"][n % 3];
            format!("{told},{heard},It took {n} hours until somebody came\n")
        })
        .collect();
    let worded = "Were you told how long you would wait?,Did staff listen to you?,Anything else?";
    for header in [
        format!("Q1,Q2,Q3\n{worded}"),
        format!("told,heard,more\n{worded}"),
        format!("{worded}\nSingle choice,Single choice,Open text"),
        format!("{worded}\nRadio button,Rating scale,Comment box"),
    ] {
        let seen = seen_of(&format!("{header}\n{answers}"));
        assert_eq!(people(&seen).0, 24, "{header}");
        let told = column(&seen, "Were you told how long you would wait?");
        assert_eq!(told["answers"].as_array().unwrap().len(), 3, "{header}");
        assert_eq!(becoming(&seen, "comments"), ["Anything else?"], "{header}");
    }
    let rows: String = (0..12)
        .map(|n| {
            format!(
                "2026-03-{:02},IP Address,True,R_{n},{}",
                n + 1,
                answers.lines().nth(n).unwrap()
            ) + "\n"
        })
        .collect();
    let seen = seen_of(&format!(
        "StartDate,Status,Finished,ResponseId,Q1,Q2,Q3\nStart Date,Response Type,Finished,Response ID,{worded}\n{rows}"
    ));
    assert_eq!(people(&seen), (12, Some(12)));
    assert_eq!(column(&seen, "Did staff listen to you?")["id"], "Q2");
    // Somebody who answers with a question is a patient.
    let seen = seen_of(&format!(
        "Q1,Q2,Q3\nNo,Never,Why did nobody come?\n{answers}"
    ));
    assert_eq!(people(&seen).0, 25);
}

#[test]
fn totals_of_parts_and_without_a_label_are_no_people() {
    let of = |ward: &str| -> String {
        (0..12)
            .map(|n| {
                let told = ["\"Yes, definitely\"", "\"Yes, to some extent\"", "No"][n % 3];
                format!("{ward},{told},It took {n} hours until somebody came\n")
            })
            .collect()
    };
    let (a, b) = (of("A"), of("B"));
    for (one, two, all) in [
        ("Ward A total", "Ward B total", "All wards"),
        ("A subtotal", "B subtotal", "Overall"),
        ("Total A", "Total B", "Grand total"),
    ] {
        let seen = seen_of(&format!(
            "Ward,Told?,Comments\n{a}{one},12,\n{b}{two},12,\n{all},24,\n"
        ));
        assert_eq!(
            left_out(&seen),
            [("total".to_owned(), vec![14, 27, 28])],
            "{one}"
        );
        assert_eq!(people(&seen).0, 24);
    }
    let rows: String = (0..24)
        .map(|n| format!("P{n:02},{},{}\n", ["Always", "Never"][n % 2], n % 11))
        .collect();
    for end in [
        ",,111\n",
        ",,111\nn =,24,24\n",
        ",,110\nn =,24,24\n",
        ",,4.6\n",
    ] {
        let seen = seen_of(&format!("Patient ID,Were you told?,Score\n{rows}{end}"));
        assert_eq!(people(&seen).0, 24, "{end}");
    }
    // A ward may be called so, and an answer.
    let seen = seen_of(&format!(
        "Ward,Told?,Comments\n{a}All wards,No,They were kind to me\n"
    ));
    assert_eq!((people(&seen).0, left_out(&seen)), (13, vec![]));
}

#[test]
fn an_id_that_is_written_in_two_ways_is_one_person() {
    let one = |header: &str, ids: &[(&str, &str)]| {
        let row =
            |id: &str, n: usize| format!("{id},{},It took {n} hours\n", ["Always", "Never"][n % 2]);
        let first = ids.iter().enumerate().map(|(n, (id, _))| row(id, n));
        let again = ids.iter().enumerate().map(|(n, (_, id))| row(id, n + 20));
        let rows: String = first.chain(again).collect();
        let seen = seen_of(&format!("{header},Were you told?,Anything else?\n{rows}"));
        people(&seen)
    };
    for (header, ids) in [
        (
            "Email",
            [
                ("a0@x.org", "A0@X.ORG"),
                ("a1@x.org", "a1@X.org "),
                ("b@x.org", "B@x.org"),
                ("c@x.org", "C@x.org"),
            ],
        ),
        (
            "NHS number",
            [
                ("999 100 1000", "9991001000"),
                ("999 131 1007", "999-131-1007"),
                ("999 162 1014", "9991621014"),
                ("999 193 1021", "9991931021"),
            ],
        ),
        (
            "MRN",
            [
                ("rx00000", "RX00000"),
                ("rx00001", "RX-00001"),
                ("rx00002", "RX/00002"),
                ("rx00003", "Rx00003"),
            ],
        ),
        (
            "Patient ID",
            [
                ("00001", "1"),
                ("00002", "2"),
                ("00013", "13"),
                ("00100", "100"),
            ],
        ),
    ] {
        assert_eq!(one(header, &ids), (4, Some(4)), "{header}");
    }
    // Signs between the digits of short ids, and in an address, tell people apart; so do zeros behind letters.
    for (header, ids) in [
        (
            "Patient ID",
            [
                ("1-12", "11-2"),
                ("1-13", "11-3"),
                ("1-14", "11-4"),
                ("1-15", "11-5"),
            ],
        ),
        (
            "Email",
            [
                ("a.b@x.org", "ab@x.org"),
                ("a.c@x.org", "ac@x.org"),
                ("a.d@x.org", "ad@x.org"),
                ("a.e@x.org", "ae@x.org"),
            ],
        ),
        (
            "Patient ID",
            [
                ("A001", "A01"),
                ("A002", "A02"),
                ("A003", "A03"),
                ("A004", "A04"),
            ],
        ),
    ] {
        assert_eq!(one(header, &ids), (8, Some(8)), "{header}");
    }
}

#[test]
fn ids_of_people_in_two_files_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, header: &str, from: usize| {
        let rows: String = (from..from + 12)
            .map(|n| {
                format!(
                    "RX{n:05},{},It took {n} hours in {name}\n",
                    ["Always", "Never"][n % 2]
                )
            })
            .collect();
        let path = folder.path().join(name);
        std::fs::write(
            &path,
            format!("{header},Were you told?,Anything else?\n{rows}"),
        )
        .unwrap();
        path.to_str().unwrap().to_owned()
    };
    let both = |one: &str, two: &str| -> Value {
        let (code, out, said) = pledge(&["import", "--inspect", "--json", one, two]);
        assert_eq!(code, 0, "{said}");
        serde_json::from_str(&out).unwrap()
    };
    let one = file("one.csv", "Hospital ref", 0);
    let seen = both(&one, &file("two.csv", "Hospital ref", 3));
    assert!(
        notes(&seen[1]).contains("9 people of this file have ids that are in one.csv as well"),
        "{}",
        notes(&seen[1])
    );
    let seen = both(&one, &file("three.csv", "Hospital ref", 12));
    assert!(!notes(&seen[1]).contains("as well"), "{}", notes(&seen[1]));
}

#[test]
fn a_block_of_rows_that_is_given_again_counts_once() {
    let rows: String = (0..24_usize)
        .map(|n| {
            format!(
                "{},{},{}\n",
                ["Never", "Always"][n % 2],
                ["Yes", "No"][n / 2 % 2],
                30 + 7 * n % 53
            )
        })
        .collect();
    // Ticks alone come in the same order by chance as well.
    let ticks: String = (0..24_usize)
        .map(|n| {
            format!(
                "{},{}\n",
                ["Never", "Always"][n % 2],
                ["Yes", "No"][n / 2 % 2]
            )
        })
        .collect();
    let seen = seen_of(&format!("Told?,Listened?\n{ticks}{ticks}"));
    assert_eq!((people(&seen).0, left_out(&seen)), (48, vec![]));
    let seen = seen_of(&format!("Told?,Listened?,Your age\n{rows}{rows}"));
    assert_eq!(people(&seen).0, 24);
    assert_eq!(
        left_out(&seen),
        [("the same row again".to_owned(), (26..=49).collect())]
    );
}

#[test]
fn names_of_columns_that_come_again_and_totals_are_no_people() {
    let people_ = "1,Yes,Good\n2,No,Poor\n3,Yes,Good\n4,Yes,Good\n5,No,Poor\n6,Yes,Good\n";
    let text = format!(
        "id,Were you told?,How was it?\n{people_}id,Were you told?,How was it?\n7,Yes,Good\n8,No,Poor\n9,Yes,Poor\n10,No,Good\nTotal,10,10\n% yes,60%,\nMean,,3.4\n"
    );
    let seen = seen_of(&text);
    assert_eq!(people(&seen), (10, Some(10)));
    assert_eq!(
        left_out(&seen),
        [
            ("header repeated".to_owned(), vec![8]),
            ("total".to_owned(), vec![13, 14, 15])
        ]
    );
    assert_eq!(
        column(&seen, "Were you told?")["answers"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    // German, with a semicolon, and totals that nobody labelled.
    let rows: String = (1..=8)
        .map(|n| {
            format!(
                "{n};Station {};{}\n",
                n % 3,
                if n % 2 == 0 { "Ja" } else { "Nein" }
            )
        })
        .collect();
    let seen = seen_of(&format!(
        "Nr;Station;Wurden Sie informiert?\n{rows}Summe;8;8\nAnteil Ja;;50 %\n;3;8\n"
    ));
    assert_eq!(people(&seen).0, 8);
    assert_eq!(left_out(&seen), [("total".to_owned(), vec![10, 11, 12])]);
}

#[test]
fn a_person_is_no_total_and_no_header() {
    // Who ticked everything has a row like the second of the header; who wrote "Total waste" began with a word of totals.
    let seen = seen_of(
        "Who helped you?,,Where?,Anything else?\nNurse,Doctor,Response,Open-Ended Response\nNurse,,Ward,Total waste of my time\n\
         Nurse,Doctor,Response,Open-Ended Response\n,Doctor,Clinic,\nNurse,Doctor,Ward,Average at best\n",
    );
    assert_eq!(people(&seen).0, 4, "{seen:#}");
    let seen = seen_of(
        "Mood,Age,Rating\nPositive,41,5\nNegative,52,1\nPositive,63,4\nOverall,37,3\nPositive,29,5\n",
    );
    assert_eq!((people(&seen).0, left_out(&seen)), (5, vec![]));
}

#[test]
fn rows_in_which_nobody_answered_are_left_out_and_those_that_were_given_up_count() {
    let seen = seen_of(
        "Respondent ID,Collector ID,Start Date,Were you told?,Anything else?\n,,,Response,Open-Ended Response\n\
         118,7,03/01/2026,Yes,\n119,7,03/01/2026,,\n120,7,03/01/2026,,The wait was too long for me\n121,7,03/01/2026,,\n",
    );
    assert_eq!(people(&seen), (2, Some(2)));
    assert_eq!(
        left_out(&seen),
        [("nothing answered".to_owned(), vec![4, 6])]
    );
    // LimeSurvey knows who pressed the last button: an answer is an answer all the same.
    let seen = seen_of(
        "id,submitdate,lastpage,startlanguage,Q1,Q2\n1,2026-03-01 10:00:00,3,en,Yes,No\n2,,1,en,Yes,\n3,,1,en,,\n4,2026-03-01 10:00:00,3,en,,\n",
    );
    assert_eq!(people(&seen).0, 2);
    assert_eq!(
        left_out(&seen),
        [
            ("nothing answered".to_owned(), vec![5]),
            ("not finished, nothing answered".to_owned(), vec![4])
        ]
    );
    assert!(notes(&seen).contains("1 of 2 responses was not finished"));
}

#[test]
fn titles_above_a_header_and_second_rows_of_it_are_read_as_what_they_are() {
    let seen = seen(&case("title-over-surveymonkey.csv"));
    assert_eq!(
        (seen["platform"].as_str(), people(&seen)),
        (Some("surveymonkey"), (24, Some(24)))
    );
    assert_eq!(
        becoming(&seen, "finding"),
        [
            "Were you told how long you would wait?",
            "How satisfied were you with: - The waiting room",
            "How satisfied were you with: - The information"
        ]
    );
    assert_eq!(becoming(&seen, "comments"), ["Anything else?"]);
    // A title over Microsoft Forms, and over LimeSurvey.
    let seen = seen_of(
        "Breast unit 2026,,,,,\nmade by the audit team,,,,,\nID,Start time,Completion time,Email,Name,How was it?\n1,2026-11-24 10:00:00,2026-11-24 10:05:00,anonymous,,Good\n2,2026-11-24 11:00:00,2026-11-24 11:05:00,anonymous,,Poor\n",
    );
    assert_eq!(
        (seen["platform"].as_str(), people(&seen).0),
        (Some("microsoft_forms"), 2)
    );
    // Both rows of SurveyMonkey have the names of its own columns.
    let seen = seen_of(
        "Respondent ID,Collector ID,Start Date,Who helped you?,\nRespondent ID,Collector ID,Start Date,Nurse,Doctor\n118,7,03/01/2026,Nurse,\n119,7,03/01/2026,,Doctor\n",
    );
    assert_eq!(
        (seen["platform"].as_str(), people(&seen)),
        (Some("surveymonkey"), (2, Some(2)))
    );
    assert_eq!(becoming(&seen, "period"), ["Start Date"]);
    // A file of LimeSurvey for restoring answers: texts, and codes under them.
    let seen = seen_of(
        "Response ID\tDate submitted\tLast page\tStart language\tWere you told?\tAnything else?\nid\tsubmitdate\tlastpage\tstartlanguage\tQ1\tQ2\n1\t2026-03-01 10:00:00\t3\ten\tYes\tThe wait was long{newline}and the chairs are hard\n2\t2026-03-01 11:00:00\t3\ten\tNo\t{question_not_shown}\n",
    );
    assert_eq!(
        (seen["platform"].as_str(), people(&seen).0),
        (Some("limesurvey"), 2)
    );
    assert_eq!(seen["columns"][4]["id"], "Q1");
    assert_eq!(becoming(&seen, "comments"), ["Anything else?"]);
}

#[test]
fn a_sheet_kept_by_hand_may_have_two_rows_of_names() {
    let rows: String = (1..=8)
        .map(|n| {
            format!(
                "{n},{},{},{},\n",
                if n % 2 == 0 { "Yes" } else { "No" },
                if n % 3 == 0 { "Good" } else { "Poor" },
                if n % 2 == 0 { "Good" } else { "Fair" }
            )
        })
        .collect();
    let seen = seen_of(&format!(
        "No,Were you told?,How good was,,Why?\n,,the waiting room,the food,\n{rows}"
    ));
    assert_eq!(people(&seen).0, 8);
    let asked: Vec<&str> = seen["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["question"].as_str().unwrap())
        .collect();
    assert_eq!(
        asked,
        [
            "No",
            "Were you told?",
            "How good was - the waiting room",
            "How good was - the food",
            "Why?"
        ]
    );
    // A person with a name in every column is no header.
    let seen = seen_of(
        "Name,,Said\nAnn,Smith,It was all very kind\nBob,Jones,They were in a hurry\nCy,Brown,I had to wait for hours\n",
    );
    assert_eq!(people(&seen).0, 3);
}

#[test]
fn a_row_that_is_an_answer_is_refused_with_what_to_export() {
    let (code, _, said) = pledge(&[
        "import",
        "--inspect",
        case("a-row-an-answer.csv").to_str().unwrap(),
    ]);
    assert_eq!(code, 2);
    assert!(
        said.contains("each row is one answer, not one person (8 people by")
            && said.contains("one row for each person"),
        "{said}"
    );
    let mut french = String::from("R\u{e9}pondant;Question;R\u{e9}ponse\n");
    let mut coded = String::from("participant_id\titem\tvalue\n");
    let mut unnamed = String::from("who,what,said\n");
    for n in 1..=8 {
        french += &format!(
            "{n};Avez-vous attendu ?;{}\n{n};Autre chose ?;Il fait trop chaud dans la salle {n}\n",
            if n % 2 == 0 { "Oui" } else { "Non" }
        );
        coded += &format!(
            "P{n:03}\tq1\t{}\nP{n:03}\tq2\t{}\nP{n:03}\tq3\t{}\n",
            n % 5,
            n % 3,
            (n + 1) % 5
        );
        unnamed += &format!(
            "p{n},Were you told?,{}\np{n},How was it?,{}\n",
            if n % 2 == 0 { "Yes" } else { "No" },
            if n % 3 == 0 { "Good" } else { "Poor" }
        );
    }
    for text in [french, coded, unnamed] {
        assert!(
            refused(&text).contains("each row is one answer, not one person"),
            "{text}"
        );
    }
}

#[test]
fn a_row_for_each_comment_of_a_person_counts_each_person_once() {
    let mut text = String::from(
        "Comment ID,Trust,Respondent ID,FFT categorical answer,FFT question,FFT answer\n",
    );
    for n in 0..30 {
        for (nth, question) in [(1, "What was good?"), (2, "What could we do better?")] {
            if nth == 1 || n % 3 == 0 {
                text += &format!(
                    "NEA PTS {n} - Q{nth},NEA,NEA PTS {n},{},{question},They were kind to me on visit {n}\n",
                    n % 5 + 1
                );
            }
        }
    }
    let seen = seen_of(&text);
    assert_eq!(people(&seen), (30, Some(30)));
    assert_eq!(seen["repeated"]["people"], 10);
    assert_eq!(becoming(&seen, "who"), ["Comment ID", "Respondent ID"]);
    assert_eq!(becoming(&seen, "comments"), ["FFT answer"]);
    assert_eq!(column(&seen, "FFT categorical answer")["answered"], 30);
}

// Which sheet?

#[test]
fn the_sheet_that_a_tool_has_built_is_read_and_another_can_be_named() {
    let path = case("cover-sheet-first.xlsx");
    let read = seen(&path);
    assert_eq!(
        (read["sheet"].as_str(), people(&read).0),
        (Some("Data"), 24)
    );
    assert_eq!(
        read["sheets"],
        serde_json::json!(["Contents", "Data", "Notes"])
    );
    assert!(
        notes(&read)
            .contains("Only the sheet “Data” was read. There is something in “Contents”, “Notes”")
    );
    let name = path.to_str().unwrap();
    let (code, out, _) = pledge(&["import", "--inspect", "--json", name, "--sheet", "contents"]);
    let named: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, named["sheet"].as_str()), (0, Some("Contents")));
    let (code, _, said) = pledge(&["import", "--inspect", name, "--sheet", "Date"]);
    assert_eq!(code, 2);
    assert!(
        said.contains("has no sheet “Date”") && said.contains("“Contents”, “Data”, “Notes”"),
        "{said}"
    );
}

#[test]
fn a_file_without_sheets_says_that_none_was_looked_for() {
    let path = case("six-people-twice.csv");
    let name = path.to_str().unwrap();
    let (code, out, _) = pledge(&["import", "--inspect", "--json", name, "--sheet", "Data"]);
    let read: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 0);
    assert!(notes(&read).contains("it has no sheets"), "{out}");
}

/// A workbook of sheets with these rows; a row that begins with `-` is hidden.
fn book(sheets: &[(&str, Vec<Vec<String>>)]) -> (TempDir, PathBuf) {
    let mut made = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = made.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                let (cell, hidden) = cell
                    .strip_prefix('-')
                    .map_or((cell.as_str(), false), |c| (c, true));
                sheet.write_string(row, column, cell).unwrap();
                if hidden {
                    sheet.set_row_hidden(row).unwrap();
                }
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.xlsx");
    made.save(&path).unwrap();
    (folder, path)
}

fn cells(rows: &[&str]) -> Vec<Vec<String>> {
    let of = |row: &&str| row.split('|').map(str::to_owned).collect();
    rows.iter().map(of).collect()
}

#[test]
fn where_no_tool_has_built_a_sheet_the_fullest_is_read() {
    let answers: Vec<String> = (0..20)
        .map(|n| {
            format!(
                "{n}|{}|Kind staff on day {n}",
                if n % 2 == 0 { "Yes" } else { "No" }
            )
        })
        .collect();
    let mut rows = vec!["No|Were you told?|Why?"];
    rows.extend(answers.iter().map(String::as_str));
    let (_folder, path) = book(&[
        (
            "Export Summary",
            cells(&[
                "This file was made by a program",
                "Sheet|Table",
                "Sheet 1|Answers",
            ]),
        ),
        ("Pivot", cells(&["Yes|No", "10|10"])),
        ("Answers", cells(&rows)),
    ]);
    let seen = seen(&path);
    assert_eq!(
        (seen["sheet"].as_str(), people(&seen).0),
        (Some("Answers"), 20)
    );
}

#[test]
fn what_excel_shows_otherwise_is_said_with_its_count() {
    let filtered = seen(&case("filtered-rows.xlsx"));
    assert!(
        notes(&filtered).contains("6 of 24 rows are hidden in the sheet by a filter"),
        "{}",
        notes(&filtered)
    );
    let formulas = seen(&case("formulas-without-results.xlsx"));
    assert!(
        notes(&formulas).contains("24 cells hold formulas without stored results"),
        "{}",
        notes(&formulas)
    );
    assert_eq!(people(&formulas).0, 24);
    let (_folder, path) = book(&[(
        "Data",
        cells(&[
            "id|How many visits?|How was it?",
            "1|02-May|Good",
            "-2|6-10|Poor",
            "3|More than 10|Good",
            "4|02-May|Poor",
            "5|06-Oct|Good",
        ]),
    )]);
    let seen = seen(&path);
    assert!(
        notes(&seen).contains("1 of 5 rows is hidden in the sheet;"),
        "{}",
        notes(&seen)
    );
    assert!(
        notes(&seen).contains("3 answers are days, such as 02-May, in “How many visits?”"),
        "{}",
        notes(&seen)
    );
}

// Which way is good?

#[test]
fn none_is_an_answer_where_it_stands_beside_degrees() {
    let path = case("none-is-an-answer.csv");
    let read = seen(&path);
    let pain = column(&read, "How much pain did you have after the operation?");
    let answers: Vec<&str> = pain["answers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["text"].as_str().unwrap())
        .collect();
    assert_eq!(answers, ["None", "Mild", "Moderate", "Severe"]);
    assert!(pain["proposal"].is_null());
    let wound = column(&read, "Did you have any problems with your wound?");
    assert!(wound["proposal"].is_null() && wound["may_be_reversed"] == true);
    // "None", "NA" and "." say nothing where words were asked for.
    assert_eq!(becoming(&read, "comments"), ["What could we do better?"]);
    assert_eq!(comments(&imported(&path)), 6);
    let read = seen_of(
        "Nr;Wie oft waren Sie hier?;Schmerzen\n1;None;None\n2;1-2;Mild\n3;3-5;Severe\n4;6+;Severe\n5;1-2;None\n6;6+;Mild\n",
    );
    for question in ["Wie oft waren Sie hier?", "Schmerzen"] {
        let answers = column(&read, question)["answers"].as_array().unwrap();
        assert_eq!(answers[0]["text"], "None", "{question}");
    }
}

#[test]
fn a_question_that_may_be_reversed_is_to_sort_in_the_codebook_and_says_what_is_asked() {
    let rows: String = (0..12)
        .map(|n| {
            format!(
                "{n},{},{}\n",
                ["Always", "Sometimes", "Never"][n % 3],
                ["Always", "Never"][n % 2]
            )
        })
        .collect();
    let (folder, path) = written(
        "neg.csv",
        &format!("id,Did you feel ignored by staff?,Did staff listen to you?\n{rows}"),
    );
    let book = folder.path().join("book.yaml");
    let (code, out, _) = pledge(&[
        "import",
        "--inspect",
        path.to_str().unwrap(),
        "--codebook",
        book.to_str().unwrap(),
    ]);
    assert_eq!(code, 0);
    assert!(
        out.contains("worded the other way round: is \"Never\" the good answer")
            || out.contains("is “Never” the good answer"),
        "{out}"
    );
    let text = std::fs::read_to_string(&book).unwrap();
    assert!(
        text.contains("is “Never” the good answer here? Then write reversed: true"),
        "{text}"
    );
    let ignored = text.split("- column: ").nth(1).unwrap();
    assert!(
        ignored.contains("positive: []") && ignored.contains("other: []"),
        "{text}"
    );
    assert!(text.contains("positive: [Always]"), "{text}");
}

// Words have to earn it.

#[test]
fn codes_under_any_header_say_who_answered() {
    let read = seen(&case("odk-central.csv"));
    let who = becoming(&read, "who");
    for id in [
        "meta-instanceID",
        "KEY",
        "SubmitterID",
        "SubmitterName",
        "DeviceID",
    ] {
        assert!(who.contains(&id.to_owned()), "{id}");
    }
    assert_eq!(becoming(&read, "comments"), ["care-comment"]);
    assert_eq!(column(&read, "care-comment")["answered"], 24);
    assert_eq!(comments(&imported(&case("odk-central.csv"))), 24);
    let read = seen(&case("dates-in-words.csv"));
    assert_eq!(becoming(&read, "period"), ["Submission Date"]);
    assert!(becoming(&read, "who").contains(&"Reference".to_owned()));
    assert_eq!(becoming(&read, "comments"), ["Anything else?"]);
    let mut missed = Vec::new();
    for header in [
        "RefNo",
        "Ref",
        "PID",
        "Case no",
        "Case number",
        "Study number",
        "URN",
        "NHS",
        "K number",
        "Participant no",
        "Respondent no",
        "Entry ID",
        "Login",
        "Serial",
        "Column 7",
        "Kennung",
        "Q12",
        "x",
    ] {
        let rows: String = (0..12)
            .map(|n| format!("RX{:05},Yes\n", 37 + n * 7))
            .collect();
        let read = seen_of(&format!("{header},Were you told?\n{rows}"));
        if read["columns"][0]["becomes"] != "who" {
            missed.push(header);
        }
    }
    for header in [
        "DoB",
        "D.O.B",
        "DOB",
        "Year of birth",
        "YOB",
        "Geburtsdatum",
        "Date of birth",
    ] {
        let rows: String = (0..12)
            .map(|n| {
                format!(
                    "{},2026-03-{:02},Yes\n",
                    if header.contains("ear") || header == "YOB" {
                        format!("{}", 1940 + n)
                    } else {
                        format!("1940-01-{:02}", n + 1)
                    },
                    n + 1
                )
            })
            .collect();
        let read = seen_of(&format!("{header},Visited,Were you told?\n{rows}"));
        if read["columns"][0]["becomes"] != "who" || becoming(&read, "period") != ["Visited"] {
            missed.push(header);
        }
    }
    assert_eq!(missed, [""; 0]);
}

#[test]
fn codes_of_other_tools_and_columns_made_of_others_are_no_words() {
    let mut text = String::from(
        "_id,deviceid,instanceID,__version__,Hospital ref,ease,phone,sum of both,Comment ID,website,Your views\n",
    );
    let (ease, phone) = (
        ["Very easy", "Fairly easy", "Not easy"],
        ["Very satisfied", "Satisfied"],
    );
    for n in 0..24 {
        let (a, b) = (ease[n % 3], phone[n % 2]);
        text += &format!(
            "{},ee.humanitarian:{:016x},uuid:0000{n:04}-1111-4222-8333-00000000{n:04},vB{:06}xQ{n:02},RX{:05},{a},{b},{a}{b},SITE A {n} - Q1,https://example.org/{n},They said it would be {n} minutes\n",
            90_000 + n * 3,
            7_700_000 + n % 3,
            1000 + n % 2,
            37 + n
        );
    }
    let read = seen_of(&text);
    assert_eq!(becoming(&read, "comments"), ["Your views"]);
    let who = becoming(&read, "who");
    for id in [
        "_id",
        "deviceid",
        "instanceID",
        "Hospital ref",
        "Comment ID",
    ] {
        assert!(who.contains(&id.to_owned()), "{id} in {who:?}");
    }
}

#[test]
fn titles_towns_and_names_of_places_are_not_proposed_as_words() {
    let jobs = [
        "Ward sister",
        "Porter",
        "Head of Nursing",
        "Consultant surgeon",
        "Volunteer at the desk",
        "Clinic clerk",
    ];
    let towns = ["Leeds", "York", "Hull", "Ripon", "Selby", "Otley"];
    let trusts = [
        "Northbrook Hospitals NHS Trust",
        "SOUTHEAST MEDICAL CENTER",
        "University Hospital of the North",
        "St Anne's Hospice",
        "The Royal Infirmary",
        "Mercy Clinic",
    ];
    let rows: String = (0..6)
        .map(|n| {
            format!(
                "{},{},{},It took {n} weeks and nobody told me why\n",
                jobs[n], towns[n], trusts[n]
            )
        })
        .collect();
    let read = seen_of(&format!("Job title,Town,Organisation,Your words\n{rows}"));
    assert_eq!(becoming(&read, "comments"), ["Your words"]);
}

#[test]
fn words_in_other_languages_are_words() {
    for (header, line) in [
        ("Sonstiges", "Die Schwester war sehr freundlich zu mir"),
        ("Avis", "Le personnel \u{e9}tait tr\u{e8}s gentil avec nous"),
        (
            "Opinia",
            "Czeka\u{142}am bardzo d\u{142}ugo na wynik bada\u{144}",
        ),
        ("Barn", "Roedd y staff yn garedig iawn gyda fi"),
        (
            "Tarkib",
            "\u{648}\u{642}\u{62a} \u{627}\u{644}\u{627}\u{646}\u{62a}\u{638}\u{627}\u{631} \u{637}\u{648}\u{64a}\u{644} \u{62c}\u{62f}\u{627}",
        ),
        (
            "G\u{f6}r\u{fc}\u{15f}",
            "hem\u{15f}ireler \u{e7}ok nazikti ama bekleme s\u{fc}resi uzundu",
        ),
    ] {
        let rows: String = (0..8).map(|n| format!("{n};{line} {n}.\n")).collect();
        assert_eq!(
            becoming(&seen_of(&format!("Nr;{header}\n{rows}")), "comments"),
            [header]
        );
    }
}

#[test]
fn what_stands_in_the_cells_decides_about_other() {
    let read = seen(&case("limesurvey-others-ticked.csv"));
    assert_eq!(becoming(&read, "tick").len(), 3);
    assert_eq!(read["columns"][7]["option"], "Others");
    assert_eq!(becoming(&read, "comments"), ["Anything else?"]);
    // The same box in SurveyMonkey, ticked; and in LimeSurvey, in German, with words in it.
    let read = seen_of(
        "Respondent ID,Collector ID,Who helped?,,\n,,Nurse,Doctor,Other\n1,7,Nurse,,\n2,7,,Doctor,Other\n3,7,Nurse,,Other\n",
    );
    assert_eq!(becoming(&read, "tick").len(), 3);
    let read = seen_of(
        "id;lastpage;startlanguage;Wer half? [Arzt];Wer half? [Schwester];Wer half? [Andere]\n1;3;de;Ja;Nein;\n2;3;de;Nein;Ja;die Dame am Empfang\n3;3;de;Ja;Ja;\n",
    );
    assert_eq!(becoming(&read, "tick"), ["Wer half?", "Wer half?"]);
}

#[test]
fn all_that_apply_is_ticks_with_commas_in_options_and_own_words_among_them() {
    let options = [
        "A leaflet, large print",
        "My nurse",
        "The website",
        "A call (evenings, weekends)",
    ];
    let row = |n: usize| {
        format!(
            "{n},\"{}{}\"\n",
            [options[n % 4], options[(n / 2) % 4]].join(", "),
            if n.is_multiple_of(5) {
                format!(", my neighbour {n} who knows")
            } else {
                String::new()
            }
        )
    };
    let rows: String = (1..=30).map(row).collect();
    let read = seen_of(&format!(
        "No,What helped you? Choose all that apply\n{rows}"
    ));
    assert_eq!(becoming(&read, "tick").len(), 1, "{read:#}");
    let read = seen_of(&format!(
        "Nr,Was hat Ihnen geholfen? (Mehrfachnennung)\n{rows}"
    ));
    assert_eq!(becoming(&read, "tick").len(), 1);
    let rows = rows.replace(", ", " | ");
    let read = seen_of(&format!("No,What helped you? Tick all that apply\n{rows}"));
    assert_eq!(becoming(&read, "tick").len(), 1);
}

#[test]
fn an_apostrophe_before_a_sign_is_taken_away_again() {
    let path = case("escaped-formulas.csv");
    let read = seen(&path);
    let rated = column(
        &read,
        "How would you rate your care overall, from -2 to +2?",
    );
    let answers: Vec<&str> = rated["answers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["text"].as_str().unwrap())
        .collect();
    assert!(
        answers.contains(&"-2") && answers.contains(&"+1"),
        "{answers:?}"
    );
    let findings = imported(&path);
    for words in [
        "- nobody told me; - the car park is dear",
        "=) lovely staff",
        "+ kind nurses",
    ] {
        assert!(
            findings.contains(words) && !findings.contains(&format!("'{words}")),
            "{words}: {findings}"
        );
    }
}

#[test]
fn one_finding_is_given_to_one_column() {
    let rows: String = (0..24)
        .map(|n| {
            format!(
                "{n},{},{}\n",
                ["Always", "Never"][n % 2],
                ["Always", "Never"][n / 12]
            )
        })
        .collect();
    let (folder, path) = written(
        "twice.csv",
        &format!("id,How often were you told?,How often were you told?\n{rows}"),
    );
    let unit = folder.path().join("unit");
    std::fs::create_dir(&unit).unwrap();
    std::fs::write(
        unit.join("findings.yaml"),
        "pledge: findings/1\nunit: {name: U}\nsurvey: {title: S, period: \"2026\"}\nthemes:\n  - id: t\n    title: T\n    findings:\n      - {id: q2, question: \"How often were you told?\"}\n",
    )
    .unwrap();
    let export = service_pledge::intake::open::open(
        &path,
        service_pledge::intake::read::ReadOptions::default(),
    )
    .unwrap();
    let text = std::fs::read_to_string(unit.join("findings.yaml")).unwrap();
    let findings = service_pledge::yaml::read_findings("findings.yaml", &text)
        .value
        .unwrap();
    let book = service_pledge::intake::propose::codebook(&[export], Some(&findings));
    let given: Vec<&str> = book.questions.iter().map(|q| q.finding.as_str()).collect();
    assert_eq!(given, ["q2", "q3"]);
    let written =
        service_pledge::yaml::write_codebook(&book, &service_pledge::yaml::Remarks::default());
    assert_eq!(
        service_pledge::yaml::read_codebook("codebook.yaml", &written)
            .value
            .as_ref(),
        Some(&book)
    );
}

#[test]
fn groups_over_names_options_under_questions_and_shares_below_are_told_apart() {
    let pick = |n: usize| ["Good", "Poor"][n % 2];
    let rows: String = (1..=12)
        .map(|n| {
            format!(
                "{n},{},{},{},{},It was cold on day {n}\n",
                pick(n),
                pick(n / 2),
                pick(n / 3),
                pick(n + 1)
            )
        })
        .collect();
    let seen = seen_of(&format!(
        "Clinic survey 2026,,,,,\nid,Waiting room,,Treatment room,,Why?\n,Clean,Warm,Clean,Warm,\n{rows}Total,12,12,12,12,\n% good,58%,50%,42%,67%,\n"
    ));
    assert_eq!(people(&seen), (12, Some(12)));
    assert_eq!(left_out(&seen), [("total".to_owned(), vec![16, 17])]);
    assert_eq!(
        becoming(&seen, "finding"),
        [
            "Waiting room - Clean",
            "Waiting room - Warm",
            "Treatment room - Clean",
            "Treatment room - Warm"
        ]
    );
    // The same names stand under two groups.
    let rows: String = (1..=12)
        .map(|n| {
            format!(
                "{n},{},It was cold on day {n},{},It was warm on day {n}\n",
                pick(n),
                pick(n / 2)
            )
        })
        .collect();
    let seen = seen_of(&format!(
        "id,Waiting room,,Treatment room,\nid,Score,Comment,Score,Comment\n{rows}"
    ));
    assert_eq!(
        becoming(&seen, "finding"),
        ["Waiting room - Score", "Treatment room - Score"]
    );
    assert_eq!(people(&seen).0, 12);
    // A tool whose own columns are not known, with a column for each option.
    let tick = |n: usize, of: &str| {
        if n % 2 == 0 {
            of.to_owned()
        } else {
            String::new()
        }
    };
    let rows: String = (1..=12)
        .map(|n| {
            format!(
                "{},0{}/03/2026 10:{n:02}:00,{},{},{},They were kind to me on day {n}\n",
                100 + n,
                1 + n % 9,
                ["Yes", "No"][n % 2],
                tick(n, "A leaflet"),
                tick(n / 2, "A nurse")
            )
        })
        .collect();
    let seen = seen_of(&format!(
        "UserID,Started,1. Were you told?,2. Please tick all that apply:,,3. Anything else?\n,,,A leaflet,A nurse,\n{rows}"
    ));
    assert_eq!(people(&seen).0, 12);
    assert_eq!(
        becoming(&seen, "tick"),
        [
            "2. Please tick all that apply:",
            "2. Please tick all that apply:"
        ]
    );
}
