//! Values as people type them: the key decides their meaning, and not YAML.

use super::{agenda, findings, heads, samples, told};

fn with_unit(name: &str) -> String {
    let text =
        "pledge: findings/1\nunit: {name: NAME}\nsurvey: {title: t, period: p}\nthemes: []\n";
    text.replace("NAME", name)
}

#[test]
fn text_is_what_was_typed() {
    for typed in [
        "No",
        "no",
        "on",
        "y",
        "true",
        "1e3",
        "2026",
        "13:00",
        "0o7",
        "0x1F",
        "1_000",
        "2026-11-24",
        ".inf",
        "NaN",
        "Null",
        "=",
        "12.50",
        "007",
    ] {
        let read = findings(&with_unit(typed));
        assert_eq!(told(&read.problems), "");
        assert_eq!(read.value.unwrap().unit.name, typed);
    }
}

#[test]
fn nothing_is_nothing_and_quotes_make_it_text() {
    for typed in ["", "~", "null"] {
        let read = findings(&with_unit(typed));
        assert_eq!(
            heads(&read.problems),
            ["findings.yaml:2:8: found nothing after `name:`, expected `name: ...`"]
        );
    }
    for typed in ["\"~\"", "'null'", "Null"] {
        assert!(findings(&with_unit(typed)).value.is_some(), "{typed}");
    }
    let read = findings(&with_unit("\" \""));
    assert_eq!(
        heads(&read.problems),
        ["findings.yaml:2:14: found an empty text, expected some text"]
    );
}

#[test]
fn a_period_without_quotes_is_text() {
    let read = findings(&samples::FINDINGS.replace("period: \"2026\"", "period: 2026"));
    assert_eq!(told(&read.problems), "");
    let value = read.value.unwrap();
    assert_eq!(value.survey.period, "2026");
    assert_eq!(value.themes[0].findings[0].results[0].period, "2026");
}

#[test]
fn days_and_times_need_no_quotes() {
    for (date, start) in [
        ("2026-11-24", "13:00"),
        ("\"2026-11-24\"", "\"13:00\""),
        ("'2026-11-24'", "13:00:00"),
    ] {
        let text = samples::AGENDA
            .replace("date: 2026-11-24", &format!("date: {date}"))
            .replace("start: \"13:00\"", &format!("start: {start}"));
        let read = agenda(&text);
        assert_eq!(told(&read.problems), "");
        let meeting = read.value.unwrap().agenda.meeting;
        assert_eq!(meeting.date.unwrap(), jiff::civil::date(2026, 11, 24));
        assert_eq!(meeting.start.unwrap(), jiff::civil::time(13, 0, 0, 0));
    }
    let text = samples::AGENDA.replace("start: \"13:00\"", "start: 9:30");
    assert_eq!(
        agenda(&text)
            .value
            .unwrap()
            .agenda
            .meeting
            .start
            .unwrap()
            .hour(),
        9
    );
}

#[test]
fn yes_and_no_are_understood_where_they_are_expected() {
    for (typed, lead) in [
        ("true", Some(true)),
        ("True", Some(true)),
        ("yes", Some(true)),
        ("ON", Some(true)),
        ("\"yes\"", Some(true)),
        ("false", Some(false)),
        ("no", Some(false)),
        ("Off", Some(false)),
        ("~", Some(false)),
        ("1", None),
        ("y", None),
        ("maybe", None),
        ("[]", None),
    ] {
        let text = samples::AGENDA.replace("lead: true", &format!("lead: {typed}"));
        let read = agenda(&text);
        assert_eq!(read.value.map(|f| f.agenda.people[0].lead), lead, "{typed}");
    }
}

#[test]
fn numbers_are_digits() {
    for (typed, hours) in [
        ("40", Some(40)),
        ("\"40\"", Some(40)),
        ("040", Some(40)),
        ("0", Some(0)),
        ("1e3", None),
        ("-1", None),
        ("+1", None),
        ("4.0", None),
        ("0x10", None),
        ("1_000", None),
        ("40h", None),
        ("9999999999999", None),
        ("99999999999999999999999", None),
        (".inf", None),
        ("\"\"", None),
    ] {
        let text = samples::AGENDA.replace("hours: 40", &format!("hours: {typed}"));
        let read = agenda(&text);
        assert_eq!(
            read.value.map(|f| f.agenda.people[0].hours.unwrap()),
            hours,
            "{typed}"
        );
    }
}

#[test]
fn marks_and_line_ends_of_other_systems_are_fine() {
    let plain = findings(samples::FINDINGS).value;
    for text in [
        samples::FINDINGS.replace('\n', "\r\n"),
        samples::FINDINGS.replace('\n', "\r"),
        format!("\u{FEFF}{}", samples::FINDINGS),
        format!("%YAML 1.2\n---\n{}...\n", samples::FINDINGS),
        format!("# ours\n\n{}", samples::FINDINGS),
    ] {
        let read = findings(&text);
        assert_eq!(told(&read.problems), "");
        assert_eq!(read.value, plain);
    }
    // Lines and columns are those of an editor.
    let text = format!(
        "\u{FEFF}{}",
        samples::FINDINGS
            .replace('\n', "\r\n")
            .replace("unit:", "unti:")
    );
    insta::assert_snapshot!(findings(&text).problems[0], @"
    findings.yaml:2:1: found an unknown key `unti`, expected `pledge`, `unit`, `survey`, `themes`, `forgotten` or `removed_themes`
      2 | unti: {name: Northbrook Breast Unit, organisation: Northbrook Hospitals NHS Trust}
        | ^
      help: did you mean `unit`?
    ");
}

#[test]
fn a_block_of_text_loses_the_line_ends_it_ends_with() {
    let text = samples::FINDINGS.replace(
        "standard: We will tell you how long you will wait, and why.",
        "standard: |\n      We will tell you.\n      And why.\n\n",
    );
    let read = findings(&text);
    assert_eq!(told(&read.problems), "");
    assert_eq!(
        read.value.unwrap().themes[0].standard,
        "We will tell you.\nAnd why."
    );
    let text = text.replace("standard: |", "standard: >");
    assert_eq!(
        findings(&text).value.unwrap().themes[0].standard,
        "We will tell you. And why."
    );
}

#[test]
fn an_alias_stands_for_what_was_written_elsewhere() {
    let text = samples::FINDINGS
        .replace(
            "title: Patient experience survey 2026",
            "title: &t Patient experience survey 2026",
        )
        .replace("title: Waiting in clinic", "title: *t");
    let read = findings(&text);
    assert_eq!(told(&read.problems), "");
    assert_eq!(
        read.value.unwrap().themes[0].title,
        "Patient experience survey 2026"
    );
}

#[test]
fn columns_are_those_of_characters() {
    let text = with_unit("\"日本é\"").replace("}\nsurvey", ", nmae: x}\nsurvey");
    insta::assert_snapshot!(told(&findings(&text).problems), @r#"
    findings.yaml:2:21: found an unknown key `nmae`, expected `name` or `organisation`
      2 | unit: {name: "日本é", nmae: x}
        |                       ^
      help: did you mean `name`?
    "#);
}
