//! Classification of columns by header and by cells.
//!
//! Each header and each cell here once put a person on the wall, or kept a question off it.

use super::*;
use crate::intake::table::Table;

fn kind(question: &str, cells: &[&str]) -> AnswerKind {
    let rows: Vec<Vec<&str>> = cells.iter().map(|c| vec![*c]).collect();
    let table = Table::from_rows(1, &rows);
    let described = ColumnInfo {
        id: "q1".to_owned(),
        question: question.to_owned(),
        ..ColumnInfo::default()
    };
    classify(
        table.columns().first().expect("one"),
        cells.len(),
        &described,
        None,
    )
    .kind
}

#[test]
fn who_answered_is_known_by_the_header() {
    for header in [
        "email",
        "E-mail address",
        "First name",
        "Vorname",
        "Nachname des Empfängers",
        "IP-Adresse",
        "Postcode",
        "NHS number",
        "Hospital no.",
        "Date of birth",
        "dob",
        "telephone_1",
        "Respondent ID",
        "pt_id",
        "What is your name?",
        "Please enter your address - City",
        "User Agent",
        "LocationLatitude",
        "Breitengrad des Standorts",
        "Please leave your phone number if we may call you",
        "Date you are born",
    ] {
        assert_eq!(
            kind(header, &["a b", "c", "d e"]),
            AnswerKind::Identifier,
            "{header}"
        );
        assert_eq!(kind(header, &[]), AnswerKind::Identifier, "{header}, empty");
    }
}

#[test]
fn a_question_that_mentions_a_name_asks_for_none() {
    let yes = ["Yes", "No", "Yes", "Yes"];
    assert_eq!(
        kind("Did you know the name of your nurse?", &yes),
        AnswerKind::Choice
    );
    assert_eq!(
        kind("Were you given your nurse's name and phone number?", &yes),
        AnswerKind::Choice
    );
    let comments = [
        "The nurses were kind and took their time with me, every one of them, on every visit that I made",
        "Waiting was long and nobody said why it was so, and I had to ask three times before I was told anything",
    ];
    assert_eq!(
        kind("Please tell us more, without giving your name", &comments),
        AnswerKind::Text
    );
    assert_eq!(
        kind("What could we do better?", &comments),
        AnswerKind::Text
    );
    let wards = ["Ward 1", "Ward 2", "Ward 1", "Ward 2", "Ward 2", "Ward 1"];
    assert_eq!(kind("Ward name", &wards), AnswerKind::Choice);
    assert_eq!(kind("Name of your clinic", &wards), AnswerKind::Choice);
}

#[test]
fn who_answered_is_known_by_the_cells() {
    for cells in [
        ["jo@example.org", "al@example.org", "no"],
        ["130.92.34.66", "2001:db8::1", "10.0.0.1"],
        ["0113 496 0000", "07700 900123", "+44 7700 900456"],
        ["943 476 5919", "9434765919", "9434765870"],
        ["LS1 3EX", "NG7 2UH", "sw1a1aa"],
        [
            "R_2YPOQ602ER1jkf1",
            "R_bdygJsbbIhnpYz3",
            "R_aWfmNJpLtsjnEFL",
        ],
    ] {
        assert_eq!(kind("Q7", &cells), AnswerKind::Identifier, "{cells:?}");
    }
    assert_eq!(
        kind("Q7", &["1234567", "1234568", "7654321"]),
        AnswerKind::Identifier
    );
    assert_eq!(
        kind("Q7", &["20260101", "20260102", "20260203"]),
        AnswerKind::Number
    );
    assert_eq!(
        kind(
            "First name",
            &[
                "Ann", "Jo", "Ann", "Jo", "Ann", "Jo", "Ann", "Jo", "Ann", "Jo"
            ]
        ),
        AnswerKind::Identifier
    );
    assert_eq!(
        kind("Mobile unit", &["Good", "Poor", "Very good"]),
        AnswerKind::Scale
    );
}

#[test]
fn answers_say_what_a_column_is() {
    assert_eq!(
        kind("Care", &["Very good", "Good", "Poor", "NA"]),
        AnswerKind::Scale
    );
    assert_eq!(kind("Care", &["1", "2", "5", "4", "5"]), AnswerKind::Scale);
    assert_eq!(kind("Age", &["1", "2", "5", "4", "5"]), AnswerKind::Number);
    assert_eq!(kind("Weight", &["54.5", "104", "80"]), AnswerKind::Number);
    assert_eq!(
        kind(
            "When?",
            &[
                "2026-11-24",
                "24/11/2026 13:05:01",
                "24.11.2026",
                "24-Nov-2026"
            ]
        ),
        AnswerKind::Date
    );
    assert_eq!(
        kind("Why?", &["[not completed]", "NA", ""]),
        AnswerKind::Empty
    );
    assert_eq!(
        kind("Site", &["Leeds", "York", "Leeds", "York", "Leeds", "York"]),
        AnswerKind::Choice
    );
    assert_eq!(
        kind(
            "Who helped?",
            &["Nurse;Doctor;", "Nurse;", "Doctor;Porter;"]
        ),
        AnswerKind::Multiple
    );
    assert_eq!(
        kind(
            "Who helped?",
            &["Nurse, Doctor", "Nurse, Porter", "Doctor, Porter", "Nurse"]
        ),
        AnswerKind::Multiple
    );
    assert_eq!(
        kind(
            "Was it explained?",
            &[
                "Yes, definitely",
                "Yes, to some extent",
                "No",
                "Yes, definitely"
            ]
        ),
        AnswerKind::Scale
    );
}

#[test]
fn words_that_mostly_come_once_are_peoples_own() {
    let mut cells = vec!["No"; 60];
    let own: Vec<String> = (0..30).map(|n| format!("Parking {n}")).collect();
    cells.extend(own.iter().map(String::as_str));
    assert_eq!(kind("What could be better?", &cells), AnswerKind::Text);
}

#[test]
fn headers_of_forms_that_ask_who_somebody_is() {
    let mut missed = Vec::new();
    for header in [
        "Your name (optional)",
        "Patient name",
        "Name:",
        "Full Name",
        "Contact number",
        "Tel no",
        "Mobile number",
        "Home address",
        "Address line 1",
        "CHI number",
        "Hosp No",
        "Hospital ID",
        "DOB (dd/mm/yyyy)",
        "Respondent's email",
        "E-Mail-Adresse",
        "IP",
        "Postcode (first half)",
        "Consultant name",
        "Carer's name",
        "Please provide your contact details if you would like a reply",
        "If you would like us to contact you, please leave your name and number",
        "Unique ID",
        "UID",
        "Patient identifier",
        "NHS Number (optional)",
        "Staff ID",
        "Initials",
        "What is your date of birth?",
        "What is your e-mail address?",
        "Please enter your postcode",
        "Patient's name or initials",
        "MRN",
        "unit_number",
        "First Name:",
        "Last name / surname",
        "Browser",
        "User_agent",
        "device_id",
        "Geo location",
        "lat",
        "long",
        "Name and address of your GP",
        "Telefonnummer",
        "Wie ist Ihr Name?",
        "Longitude",
        "GPS coordinates",
    ] {
        if kind(header, &["Abc Def", "Ghi", "Jkl M"]) != AnswerKind::Identifier {
            missed.push(header);
        }
    }
    assert_eq!(missed, [""; 0]);
    let mut taken = Vec::new();
    for header in [
        "Which hospital did you attend?",
        "Hospital name",
        "Ward name",
        "Gender",
        "Age",
        "Ethnicity",
        "What was good about your care?",
        "How was the person who gave you your results?",
        "Anything else?",
        "Any other comments",
        "Which patient group are you in?",
        "Identify one thing we could do better",
        "Type of contact",
        "Service name",
        "Can you name one thing we could improve?",
        "Comments about the team",
        "Survey",
        "Response",
        "Reason for long wait",
        "Please tell us about your mobile unit visit",
        "How well did we address your concerns?",
        "Long wait",
        "Do not write your name here",
    ] {
        if kind(header, &["Abc Def", "Ghi", "Jkl M"]) == AnswerKind::Identifier {
            taken.push(header);
        }
    }
    assert_eq!(taken, [""; 0]);
}
