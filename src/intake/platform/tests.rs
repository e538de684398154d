//! Headers of every tool in their variants, made up. Real exports are read in `tests/import/real.rs`.

use super::*;
use crate::intake::{
    export::{AnswerKind, ColumnInfo, Export, FileFormat},
    open::build,
    table::Table,
};

/// Rows of a made-up export; `|` stands between cells.
fn rows(lines: &[&str]) -> Vec<Vec<String>> {
    let cells = |l: &&str| l.split('|').map(|c| c.trim().to_owned()).collect();
    lines.iter().map(cells).collect()
}

fn built(name: &str, rows: &[Vec<String>], merged: bool) -> Result<Export, FileRefusal> {
    let head = FileHead {
        rows: rows.iter().take(60).cloned().collect(),
        merged,
    };
    let found = recognise(&head)?;
    let data = rows.get(found.1.header_rows..).unwrap_or_default();
    let table = Table::from_rows(found.1.columns.len(), data);
    Ok(build(name, found, FileFormat::default(), table, Vec::new()))
}

fn made(lines: &[&str]) -> Export {
    built("made.csv", &rows(lines), false).expect("an export")
}

#[track_caller]
fn column<'a>(export: &'a Export, id: &str) -> &'a ColumnInfo {
    let ids: Vec<&str> = export.columns.iter().map(|c| c.id.as_str()).collect();
    export
        .column(id)
        .unwrap_or_else(|| panic!("{id} in {ids:?}"))
        .1
}

#[track_caller]
fn is(export: &Export, id: &str, kind: AnswerKind, question: &str) {
    let column = column(export, id);
    assert_eq!(
        (column.kind, column.question.as_str()),
        (kind, question),
        "{id}"
    );
}

#[track_caller]
fn refused(lines: &[&str], merged: bool, what: &str, help: &str) {
    let refused = built("made.xlsx", &rows(lines), merged).expect_err("a report");
    assert!(refused.what.contains(what), "{}", refused.what);
    assert!(refused.help.contains(help), "{}", refused.help);
}

#[test]
fn every_tool_has_a_row_and_a_word_of_its_own() {
    let words: HashSet<&str> = TOOLS.iter().map(|t| t.word).collect();
    assert_eq!(words.len(), TOOLS.len());
    assert_eq!(TOOLS.last().map(|t| t.platform), Some(Platform::Plain));
    for word in [
        "surveymonkey",
        "qualtrics",
        "microsoft_forms",
        "google_forms",
        "limesurvey",
        "redcap",
        "nhs_fft",
        "plain",
    ] {
        assert!(words.contains(word), "{word}");
    }
}

#[test]
fn surveymonkey_expanded_gives_each_option_its_column() {
    let export = made(&[
        "Respondent ID|Collector ID|Start Date|End Date|IP Address|Email Address|First Name|Last Name|Custom Data 1|Who helped you?|||How clean was it?||Why?",
        "|||||||||Nurse|Doctor|Other (please specify)|The ward|The toilets|Open-Ended Response",
        "118|22|01/02/2026 10:00:00|01/02/2026 10:05:00|10.0.0.1|||||Nurse||my sister|Very clean|Not so clean|It was",
        "119|22|01/02/2026 11:00:00|01/02/2026 11:05:00|10.0.0.2||||||Doctor||Very clean|Very clean|",
    ]);
    assert_eq!(export.platform, Platform::SurveyMonkey);
    assert_eq!(export.table.rows(), 2);
    let identifiers = export
        .columns
        .iter()
        .filter(|c| c.kind == AnswerKind::Identifier);
    assert_eq!(identifiers.count(), 7);
    is(&export, "q10", AnswerKind::Multiple, "Who helped you?");
    assert_eq!(column(&export, "q11").option.as_deref(), Some("Doctor"));
    is(
        &export,
        "q12",
        AnswerKind::Text,
        "Who helped you? - Other (please specify)",
    );
    is(
        &export,
        "q13",
        AnswerKind::Scale,
        "How clean was it? - The ward",
    );
    is(
        &export,
        "q14",
        AnswerKind::Scale,
        "How clean was it? - The toilets",
    );
    is(&export, "q15", AnswerKind::Text, "Why?");
}

#[test]
fn surveymonkey_is_known_without_its_own_columns_and_when_condensed() {
    let condensed = made(&[
        "How was your care?|What could be better?",
        "Response|Open-Ended Response",
        "Very good|Less waiting",
    ]);
    assert_eq!(condensed.platform, Platform::SurveyMonkey);
    is(&condensed, "q2", AnswerKind::Text, "What could be better?");
    let bare = made(&[
        "Who helped you?||Where?",
        "Nurse|Doctor|Ward",
        "Nurse||Ward",
        "|Doctor|",
    ]);
    assert_eq!(bare.platform, Platform::SurveyMonkey);
    assert_eq!(column(&bare, "q2").option.as_deref(), Some("Doctor"));
    // Somebody deleted the second row.
    let single = made(&[
        "Respondent ID|Collector ID|How was it?",
        "118|22|Good",
        "119|22|Poor",
    ]);
    assert_eq!(
        (single.platform, single.table.rows()),
        (Platform::SurveyMonkey, 2)
    );
}

#[test]
fn qualtrics_in_three_rows_two_and_one() {
    let own = "StartDate|EndDate|Status|IPAddress|Progress|Finished|RecordedDate|ResponseId";
    let values = "2026-01-02 10:00:00|2026-01-02 10:05:00|IP Address|10.0.0.1|100|True|2026-01-02 10:05:01|R_2YPOQ602ER1jkf1";
    let named = format!("{own}|Q3_1|Q3_2|Q4");
    let texts = format!(
        "{own}|Who helped? - Nurse|Who helped? - <b>Doc</b>tor &amp; team|Anything&nbsp;else?<br>Tell us"
    );
    let ids = "{\"ImportId\":\"startDate\",\"timeZone\":\"Europe/London\"}|{\"ImportId\":\"endDate\"}|{\"ImportId\":\"status\"}|{\"ImportId\":\"ipAddress\"}|{\"ImportId\":\"progress\"}|{\"ImportId\":\"finished\"}|{\"ImportId\":\"recordedDate\"}|{\"ImportId\":\"_recordId\"}|{\"ImportId\":\"QID3_1\"}|{\"ImportId\":\"QID3_2\"}|{\"ImportId\":\"QID4_TEXT\"}";
    let answers = format!("{values}|Nurse||It was all fine");
    for lines in [
        vec![named.as_str(), &texts, ids, &answers],
        vec![&named, &texts, &answers],
    ] {
        let export = made(&lines);
        assert_eq!(
            (export.platform, export.table.rows()),
            (Platform::Qualtrics, 1)
        );
        is(&export, "Q3_1", AnswerKind::Multiple, "Who helped?");
        assert_eq!(
            column(&export, "Q3_2").option.as_deref(),
            Some("Doctor & team")
        );
        is(&export, "Q4", AnswerKind::Text, "Anything else? Tell us");
        assert_eq!(column(&export, "ResponseId").kind, AnswerKind::Identifier);
    }
    let single = made(&[&named, &answers]);
    assert_eq!(
        (single.platform, single.table.rows()),
        (Platform::Qualtrics, 1)
    );
    let oldest = made(&[
        "V1|V2|V3|V4|V5|V6|V7|V8|V9|V10|Q1",
        "ResponseID|ResponseSet|Name|ExternalDataReference|EmailAddress|IPAddress|Status|StartDate|EndDate|Finished|How was it?",
        "R_bdygJsbbIhnpYz3|Default Response Set|Anonymous||||0|2012-10-06 14:28:12|2012-10-06 14:28:12|1|4",
    ]);
    assert_eq!(
        (oldest.platform, oldest.table.rows()),
        (Platform::Qualtrics, 1)
    );
    is(&oldest, "V3", AnswerKind::Identifier, "Name");
}

#[test]
fn forms_of_microsoft_in_two_languages() {
    let export = made(&[
        "ID|Start time|Completion time|Email|Name|Last modified time|How was your care?|Who helped you?|Name of your nurse|Points - How was your care?",
        "1|2026-11-24 10:00:00|2026-11-24 10:05:00|anonymous|||Very good|Nurse;Doctor;|Ann|1",
        "2|2026-11-24 11:00:00|2026-11-24 11:05:00|anonymous|||Poor|Nurse;||0",
    ]);
    assert_eq!(export.platform, Platform::MicrosoftForms);
    let identifiers = ["q1", "q4", "q5", "q9"];
    for id in identifiers {
        assert_eq!(column(&export, id).kind, AnswerKind::Identifier, "{id}");
    }
    is(&export, "q7", AnswerKind::Scale, "How was your care?");
    is(&export, "q8", AnswerKind::Multiple, "Who helped you?");
    is(
        &export,
        "q10",
        AnswerKind::Number,
        "Points - How was your care?",
    );
    let german = made(&[
        "ID|Startzeit|Fertigstellungszeit|E-Mail|Name|Wie war es?",
        "1|2026-11-24 10:00:00|2026-11-24 10:05:00|anonymous||Sehr gut",
    ]);
    assert_eq!(german.platform, Platform::MicrosoftForms);
}

#[test]
fn forms_of_google_with_a_grid() {
    let export = made(&[
        "Timestamp|Email Address|How clean was it? [The ward]|Who helped you?|What could be better?",
        "2026/01/02 3:04:05 pm GMT|jo@example.org|Very clean|Nurse, Doctor|The parking, which was hard to find",
        "2026/01/03 3:04:05 pm GMT|al@example.org|Not so clean|Doctor, Porter|",
        "2026/01/04 3:04:05 pm GMT|em@example.org|Very clean|Nurse, Porter|",
    ]);
    assert_eq!(export.platform, Platform::GoogleForms);
    is(&export, "q1", AnswerKind::Date, "Timestamp");
    is(&export, "q2", AnswerKind::Identifier, "Email Address");
    is(
        &export,
        "q3",
        AnswerKind::Scale,
        "How clean was it? - The ward",
    );
    is(&export, "q4", AnswerKind::Multiple, "Who helped you?");
    is(&export, "q5", AnswerKind::Text, "What could be better?");
}

#[test]
fn limesurvey_by_codes_by_texts_and_by_both() {
    let codes = made(&[
        "id|submitdate|lastpage|startlanguage|seed|G01Q02|Q3[SQ001]|Q3[SQ002]|Q3[other]|Q4[SQ001]|interviewtime|Q3Time",
        "1|2026-01-02 10:00:00|4|en|104|AO01|Y||my sister|A1|33.2|8.1",
        "2|2026-01-02 11:00:00|4|en|105|AO02||Y||A5|30|7",
    ]);
    assert_eq!(codes.platform, Platform::LimeSurvey);
    is(&codes, "Q3_SQ001", AnswerKind::Multiple, "Q3");
    assert_eq!(column(&codes, "Q3_SQ001").option.as_deref(), Some("SQ001"));
    is(&codes, "Q3_other", AnswerKind::Text, "Q3 - other");
    is(&codes, "Q4_SQ001", AnswerKind::Text, "Q4 - SQ001");
    is(&codes, "Q3Time", AnswerKind::Number, "Q3Time");
    let both = made(&[
        "id. Response ID|submitdate. Date submitted|lastpage. Last page|startlanguage. Start language|G01Q02. How was <b>it</b>?|Q3[SQ001]. Who helped? [Nurse]",
        "1|2026-01-02 10:00:00|4|en|Very good|Yes",
        "2|2026-01-02 10:00:00|4|en|Poor|N/A",
    ]);
    assert_eq!(both.platform, Platform::LimeSurvey);
    is(&both, "id", AnswerKind::Identifier, "id. Response ID");
    is(&both, "G01Q02", AnswerKind::Scale, "How was it?");
    is(&both, "Q3_SQ001", AnswerKind::Multiple, "Who helped?");
}

#[test]
fn redcap_raw_with_labels_and_with_forms_that_repeat() {
    let raw = made(&[
        "record_id|redcap_repeat_instrument|redcap_repeat_instance|ward|survey_complete|visit_date|clean|visit_complete",
        "1|||3|2||||",
        "1|visit|1|||2026-01-02|1|2",
        "1|visit|2|||2026-02-02|2|2",
    ]);
    assert_eq!(raw.platform, Platform::RedCap);
    assert!(
        raw.notes.iter().any(|n| n.contains("repeated form")),
        "{:?}",
        raw.notes
    );
    let labels = made(&[
        "Record ID|Event Name|Survey Timestamp|How was it?|Who helped? (choice=Nurse)|Who helped? (choice=Doctor)|Complete?",
        "1|Visit 1|2026-01-02 10:00:00|Very good|Checked|Unchecked|Complete",
        "2|Visit 1|[not completed]|Poor|Unchecked|Unchecked|Incomplete",
    ]);
    assert_eq!(labels.platform, Platform::RedCap);
    is(&labels, "q1", AnswerKind::Identifier, "Record ID");
    is(&labels, "q4", AnswerKind::Scale, "How was it?");
    is(&labels, "q6", AnswerKind::Multiple, "Who helped?");
    assert_eq!(column(&labels, "q6").option.as_deref(), Some("Doctor"));
}

#[test]
fn the_friends_and_family_test_before_and_after_2020() {
    let after = made(&[
        "Ward|Experience|Comments",
        "A|Very good|Kind",
        "A|Neither good nor poor|",
        "B|Don't know|",
    ]);
    assert_eq!(after.platform, Platform::NhsFft);
    let before = made(&["Ward|Q1", "A|Extremely likely", "A|Unlikely"]);
    assert_eq!(before.platform, Platform::NhsFft);
    let other = made(&["Ward|Food", "A|Very good", "A|Fair", "B|Poor"]);
    assert_eq!(other.platform, Platform::Plain);
    refused(
        &[
            "Friends and Family Test: Inpatient||||||||",
            "",
            "Trust Code|Trust Name|Total Responses|Very Good|Good|Neither good nor poor|Poor|Very Poor|Don't Know",
            "RR8|Leeds|1,204|1000|150|20|14|10|10",
        ],
        true,
        "a row is not a person",
        "one row for each person",
    );
    refused(
        &[
            "Trust|Total Responses|Percentage Positive|Percentage Negative",
            "RR8|1204|95%|2%",
        ],
        false,
        "totals",
        "single answers",
    );
}

#[test]
fn reports_are_refused_with_the_way_to_the_answers() {
    refused(
        &[
            "How clean was it?||",
            "Answer Choices|Responses|",
            "Very clean|45.5%|10",
            "Not so clean|54.5%|12",
            "|Answered|22",
        ],
        true,
        "a report of SurveyMonkey",
        "All responses data",
    );
    refused(
        &[
            "Q1 - How was it?",
            "Field|Minimum|Maximum|Mean|Std Deviation|Variance|Count",
            "How was it?|1|5|3.2|1.1|1.2|40",
        ],
        false,
        "a report of Qualtrics",
        "Export Data",
    );
    refused(
        &[
            "Patient survey 2026|||",
            "",
            "Question|Yes|No|Total",
            "Was it clean?|40|2|42",
            "",
            "Question|Good|Poor|Total",
        ],
        true,
        "no row for each person",
        "in Microsoft Forms: Responses",
    );
    refused(&[], false, "nothing in it", "export the answers again");
    refused(&["|||", "||"], false, "nothing in it", "opens elsewhere");
}

#[test]
fn a_plain_table_is_not_refused_by_mistake() {
    let titled = made(&[
        "Patient survey 2026||",
        "",
        "Ward|How was it?|Why?",
        "A|Good|Kind people",
        "B|Poor|",
    ]);
    assert_eq!((titled.platform, titled.table.rows()), (Platform::Plain, 2));
    assert!(
        titled.notes.iter().any(|n| n.contains("row 3")),
        "{:?}",
        titled.notes
    );
    let merged = built(
        "kept.xlsx",
        &rows(&[
            "Patient survey 2026||",
            "Ward|How was it?|Why?",
            "A|Good|Kind people",
            "B|Poor|",
            "B|Good|",
        ]),
        true,
    )
    .expect("a sheet with a title");
    assert_eq!(merged.table.rows(), 3);
    let percent = made(&[
        "What percentage of your visits was late?|Ward",
        "40%|A",
        "10%|B",
        "15%|C",
    ]);
    assert_eq!(percent.platform, Platform::Plain);
    let cut = made(&["Good|Leeds", "Poor|York", "Good|Leeds"]);
    assert!(
        cut.notes
            .iter()
            .any(|n| n.contains("row 1 looks like answers")),
        "{:?}",
        cut.notes
    );
    let one = made(&["How was it?", "Good", "Poor"]);
    assert_eq!((one.columns.len(), one.table.rows()), (1, 2));
}

#[test]
fn an_id_is_the_tools_own_as_far_as_a_file_can_hold_it() {
    for (own, made) in [
        ("Q3_1", "Q3_1"),
        ("Q15_-1", "Q15_-1"),
        ("Q2 - Topics", "Q2-Topics"),
        ("Q41#2_4_4", "Q41_2_4_4"),
        ("Duration (in seconds)", "Duration_in_seconds"),
        ("_x", "x"),
        ("\u{e9}t\u{e9}", "t"),
        ("?", ""),
    ] {
        assert_eq!(column_id(own), made, "{own}");
    }
}

#[test]
fn headers_that_are_empty_alike_or_a_page_long() {
    let long = format!(
        "\u{feff}Welcome <p>{}</p><style>p {{ color: red }}</style>",
        "to our survey ".repeat(80)
    );
    let header = format!(
        "{long}|rating|Rating|||a<b and c>d?|What&#39;s &eacute;&#x2014;this?|{}",
        "x".repeat(90)
    );
    let export = made(&[&header, "1|2|3|4|5|6|7|8"]);
    let ids: Vec<&str> = export.columns.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(
        ids,
        ["q1", "rating", "Rating-2", "q4", "q5", "q6", "q7", "q8"]
    );
    let questions: Vec<&str> = export.columns.iter().map(|c| c.question.as_str()).collect();
    assert_eq!(questions.get(3..5), Some(&["column 4", "column 5"][..]));
    assert_eq!(questions.get(6), Some(&"What's \u{e9}\u{2014}this?"));
    assert!(
        questions
            .first()
            .is_some_and(|q| q.starts_with("Welcome to our")
                && q.len() < 420
                && q.ends_with("..."))
    );
}

/// A cell. Made once: a pattern that stands as a string is parsed anew for every cell, which took nine tenths of the time.
fn text() -> impl proptest::strategy::Strategy<Value = String> {
    proptest::string::string_regex("\\PC{0,90}").expect("a pattern")
}

proptest::proptest! {
    #[test]
    fn any_head_gives_ids_that_are_unique_and_can_be_written(
        cells in proptest::collection::vec(proptest::collection::vec(text(), 1..6), 1..8)
    ) {
        let head = FileHead { rows: cells, merged: false };
        if let Ok((_, found)) = recognise(&head) {
            proptest::prop_assert!(found.header_rows <= head.rows.len());
            let ids: HashSet<&str> = found.columns.iter().map(|c| c.id.as_str()).collect();
            proptest::prop_assert_eq!(ids.len(), found.columns.len());
            for column in &found.columns {
                proptest::prop_assert!(!column.id.is_empty() && column.id.len() <= LONGEST_ID);
                proptest::prop_assert!(column.id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)));
                proptest::prop_assert!(!column.question.is_empty());
            }
        }
    }
}
