//! Tables of results in many layouts, and tables of people that look alike.

use super::*;
use crate::intake::results::facts::parse_range;

fn head(rows: &[&str]) -> FileHead {
    let cells = |line: &&str| line.split('|').map(|c| c.trim().to_owned()).collect();
    FileHead {
        rows: rows.iter().map(cells).collect(),
        merged: false,
    }
}

/// The roles of a table, each with its label, and the columns of strand and period.
#[track_caller]
fn laid(rows: &[&str]) -> (usize, Vec<String>) {
    let head = head(rows);
    let laid = find(&head, false).expect("a table of results");
    let body = head.rows.iter().skip(laid.header_rows).cloned();
    let (plain, roles) = interpret(PlainTable {
        labels: laid.labels.clone(),
        rows: body.map(|r| (0, r)).collect(),
        ..PlainTable::default()
    });
    let mut said: Vec<String> = Vec::new();
    for (nth, label) in plain.labels.iter().enumerate() {
        if let Some(role) = roles.of.get(nth).and_then(Option::as_ref) {
            said.push(format!("{label}: {role}"));
        } else if roles.strand == Some(nth) {
            said.push(format!("{label}: by strand"));
        } else if roles.period == Some(nth) {
            said.push(format!("{label}: by period"));
        }
    }
    (laid.header_rows, said)
}

#[test]
fn one_hospital_one_strand() {
    let (rows, said) = laid(&[
        "Question|Base|% positive",
        "Were you told?|131|41%",
        "Were you seen?|130|90%",
    ]);
    assert_eq!(
        (rows, said.join(", ").as_str()),
        (1, "Question: question, Base: base, % positive: percentage")
    );
    let (rows, said) = laid(&[
        "Patient survey 2026||",
        "||",
        "Item|n|Count",
        "Were you told?|131|54",
        "Were you seen?|130|117",
    ]);
    assert_eq!(
        (rows, said.join(", ").as_str()),
        (3, "Item: question, n: base, Count: count")
    );
    let (_, said) = laid(&["|n|%", "Were you told?|131|41", "Were you seen?|130|90"]);
    assert_eq!(said.join(", "), ": question, n: base, %: percentage");
}

#[test]
fn strands_and_periods_over_the_columns() {
    let (rows, said) = laid(&[
        "|Primary||Secondary||England",
        "Question|n|%|n|%|%",
        "Were you told?|131|41%|22|27%|61%",
        "Were you seen?|130|90%|20|80%|85%",
    ]);
    assert_eq!(rows, 2);
    assert_eq!(
        said,
        [
            "Question: question",
            "Primary - n: base primary",
            "Primary - %: percentage primary",
            "Secondary - n: base secondary",
            "Secondary - %: percentage secondary",
            "England - %: national",
        ]
    );
    let (_, said) = laid(&[
        "Question|2023 n|2023 %|2026 n|2026 %",
        "Were you told?|118|58%|131|41%",
        "Were you seen?|110|90%|130|90%",
    ]);
    assert_eq!(
        said.get(1..3),
        Some(
            &[
                "2023 n: base 2023".to_owned(),
                "2023 %: percentage 2023".to_owned()
            ][..]
        )
    );
    let (rows, said) = laid(&[
        "|Primary||||Secondary||||",
        "|2023||2026||2023||2026|",
        "Question|Base|%|Base|%|Base|%|Base|%",
        "Were you told?|118|58%|131|41%|20|50%|22|27%",
        "Were you seen?|110|90%|130|90%|20|80%|20|80%",
    ]);
    assert_eq!(rows, 3);
    assert!(
        said.contains(&"Secondary - 2023 - %: percentage secondary 2023".to_owned()),
        "{said:?}"
    );
    let (_, said) = laid(&[
        "Question|Under 65 base|Under 65 %|65 and over base|65 and over %",
        "Were you told?|118|58%|131|41%",
        "Were you seen?|110|90%|130|90%",
    ]);
    assert!(
        said.contains(&"65 and over %: percentage 65 and over".to_owned()),
        "{said:?}"
    );
    let (_, said) = laid(&[
        "Question|Primary (n=131)|Secondary (n=22)",
        "Were you told?|41%|27%",
        "Were you seen?|90%|77%",
    ]);
    assert!(
        said.contains(&"Secondary base: base secondary".to_owned()),
        "{said:?}"
    );
}

#[test]
fn long_form_hospitals_and_expected_ranges() {
    let (_, said) = laid(&[
        "Trust code|Trust name|Question number|Question text|Number of responses|Unadjusted score|Case mix adjusted score|Lower expected range|Upper expected range|National score",
        "RAA|Northbrook|Q1|Were you told?|131|41%|42%|38%|47%|44%",
        "RAA|Northbrook|Q2|Were you seen?|130|90%|90%|88%|93%|91%",
        "RBB|Southbrook|Q1|Were you told?|31|45%|44%|30%|50%|44%",
    ]);
    assert_eq!(
        said,
        [
            "Trust name: hospital",
            "Question number: code",
            "Question text: question",
            "Number of responses: base",
            "Unadjusted score: percentage",
            "Lower expected range: lower",
            "Upper expected range: upper",
            "National score: national",
        ]
    );
    let (_, said) = laid(&[
        "Strand|Year|Question|Responses|Positive",
        "Primary|2026|Were you told?|131|54",
        "Secondary|2026|Were you told?|22|6",
        "Primary|2023|Were you told?|118|68",
    ]);
    assert_eq!(
        said,
        [
            "Strand: by strand",
            "Year: by period",
            "Question: question",
            "Responses: base",
            "Positive: count"
        ]
    );
    let (_, said) = laid(&[
        "Question|Base|%|Lower confidence limit|Upper confidence limit|Expected range",
        "Were you told?|131|41%|33%|50%|38 to 47",
        "Were you seen?|130|90%|83%|94%|88 to 93",
    ]);
    assert_eq!(
        said,
        [
            "Question: question",
            "Base: base",
            "%: percentage",
            "Expected range: range"
        ]
    );
}

#[test]
fn answers_in_rows() {
    let (_, said) = laid(&[
        "Question|Answer|Count|%",
        "Were you told?|Yes|54|41%",
        "Were you told?|No|77|59%",
        "Were you seen?|Yes|117|90%",
        "Were you seen?|No|13|10%",
    ]);
    assert_eq!(
        said,
        [
            "Question: question",
            "Answer: answer",
            "Count: count",
            "%: percentage"
        ]
    );
}

#[test]
fn answers_of_people_are_no_results() {
    for rows in [
        &["Question|Answer", "Were you told?|Yes", "Were you told?|No"][..],
        &["Name|Total|Score|Comment", "Ann|3|4|Good", "Bo|5|9|Fine"],
        &["ID|Number of visits|Overall score", "A1|3|40", "A2|5|90"],
        &["|Total|Score", "Ann|3|4", "Bo|5|9"],
        &["Participant|Base|Score", "P1|3|40", "P2|5|90"],
        &["Ward|Were you told?|Score", "A|Yes|4", "A|No|9"],
        &[
            "Respondent|Question|Base|Score",
            "1|Were you told?|3|40",
            "2|Were you told?|5|60",
            "3|Were you told?|5|60",
            "4|Were you told?|5|70",
        ],
        &[
            "Release Period|Measure ID|Bottom-box Percentage|Middle-box Percentage|Top-box Percentage",
            "07_2015|H_CLEAN_HSP|8|18|74",
            "07_2015|H_COMP_1|4|17|79",
        ],
    ] {
        assert_eq!(find(&head(rows), false), None, "{rows:?}");
    }
}

#[test]
fn a_range_has_two_ends_and_a_question_none() {
    assert!(
        parse_range("55 to 67").is_some()
            && parse_range("55%-67%").is_some()
            && parse_range("55\u{2013}67").is_some()
    );
    assert!(
        parse_range("Were you told how to get to the ward?").is_none()
            && parse_range("131").is_none()
    );
}
