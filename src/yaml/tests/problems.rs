//! The messages as people see them.

use super::{agenda, findings, heads, outcome, samples, told};

#[test]
fn every_problem_of_a_file_is_told_at_once() {
    let text = "\
pledge: findings/1
unit: {nmae: Northbrook, organisation: [a]}
survey: {title: Survey, period: 2026, hide-below: 11, sources: [{strand: primary, kind: serveys, invited: 10, answered: 12}]}
themes:
  - id: waiting room
    title: Waiting
    findings:
      - {id: q1, question: Q?, results: [{strand: primry, period: 2026, positive: 7, scored: 5}]}
      - {id: q1, question: \"\", results: [{strand: primary, period: 2026, positive: many}]}
    goals: [{id: g, title: G, evidence: [q2, c9], control: teem}]
";
    insta::assert_snapshot!(told(&findings(text).problems), @r#"
    findings.yaml:2:8: found an unknown key `nmae`, expected `name` or `organisation`
      2 | unit: {nmae: Northbrook, organisation: [a]}
        |        ^
      help: did you mean `name`?

    findings.yaml:2:40: found a list, expected text
      2 | unit: {nmae: Northbrook, organisation: [a]}
        |                                        ^
      help: put text that begins with a bracket in quotes

    findings.yaml:3:39: found an unknown key `hide-below`, expected `title`, `period`, `hide_below`, `hide_cells_below` or `sources`
      3 | survey: {title: Survey, period: 2026, hide-below: 11, sources: [{strand: primary, kind: serveys, invited: 10, answered: 12}]}
        |                                       ^
      help: did you mean `hide_below`?

    findings.yaml:3:89: found `serveys`, expected `survey` or `interview`
      3 | survey: {title: Survey, period: 2026, hide-below: 11, sources: [{strand: primary, kind: serveys, invited: 10, answered: 12}]}
        |                                                                                         ^
      help: did you mean `survey`?

    findings.yaml:3:121: found 12 people who answered, of 10 invited, expected at most as many as were invited
      3 | survey: {title: Survey, period: 2026, hide-below: 11, sources: [{strand: primary, kind: serveys, invited: 10, answered: 12}]}
        |                                                                                                                         ^
      help: look at both numbers; leave `invited` out where it is not known

    findings.yaml:5:9: found `waiting room`, expected an id of letters, digits, `-`, `_`, `.` and `:`, at most 60 of them
      5 |   - id: waiting room
        |         ^
      help: write one such as `waiting-room`

    findings.yaml:8:83: found 7 good answers of 5, expected at most as many as `scored`
      8 |       - {id: q1, question: Q?, results: [{strand: primry, period: 2026, positive: 7, scored: 5}]}
        |                                                                                   ^
      help: look whether the two numbers are swapped

    findings.yaml:9:14: found the id `q1` again, first in line 8, expected an id that no other finding or comment has
      9 |       - {id: q1, question: "", results: [{strand: primary, period: 2026, positive: many}]}
        |              ^
      help: give one of them another id

    findings.yaml:9:28: found an empty text, expected some text
      9 |       - {id: q1, question: "", results: [{strand: primary, period: 2026, positive: many}]}
        |                            ^
      help: write it between the quotes

    findings.yaml:9:42: found no `scored`, expected `scored: ...`
      9 |       - {id: q1, question: "", results: [{strand: primary, period: 2026, positive: many}]}
        |                                          ^
      help: it says how many answers count

    findings.yaml:9:84: found `many`, expected a whole number, 0 or more
      9 |       - {id: q1, question: "", results: [{strand: primary, period: 2026, positive: many}]}
        |                                                                                    ^
      help: digits only: no sign, point, comma, unit or exponent

    findings.yaml:10:42: found `q2`, which is no finding or comment of this file, expected the id of a finding or comment
      10 |     goals: [{id: g, title: G, evidence: [q2, c9], control: teem}]
         |                                          ^
      help: did you mean `q1`?

    findings.yaml:10:46: found `c9`, which is no finding or comment of this file, expected the id of a finding or comment
      10 |     goals: [{id: g, title: G, evidence: [q2, c9], control: teem}]
         |                                              ^
      help: add a finding or comment with this id, or name another

    findings.yaml:10:60: found `teem`, expected `team`, `hospital` or `beyond`
      10 |     goals: [{id: g, title: G, evidence: [q2, c9], control: teem}]
         |                                                            ^
      help: did you mean `team`?
    "#);
}

#[test]
fn a_problem_knows_its_place_and_path() {
    let text = samples::FINDINGS.replace("positive: 68, scored: 118", "positive: 168, scored: 118");
    let read = findings(&text);
    assert!(read.value.is_none());
    let problem = &read.problems[0];
    assert_eq!(problem.path, "themes[0].findings[0].results[1].positive");
    assert_eq!((problem.line, problem.column), (22, 57));
    insta::assert_snapshot!(serde_json::to_string_pretty(problem).unwrap(), @r#"
    {
      "severity": "error",
      "file": "findings.yaml",
      "line": 22,
      "column": 57,
      "source_line": "          - {strand: primary, period: \"2023\", positive: 168, scored: 118}",
      "path": "themes[0].findings[0].results[1].positive",
      "found": "168 good answers of 118",
      "expected": "at most as many as `scored`",
      "help": "look whether the two numbers are swapped"
    }
    "#);
    let mark = read
        .places
        .of("themes[0].findings[0].results[1].scored")
        .unwrap();
    assert_eq!((mark.line, mark.column), (22, 70));
}

#[test]
fn what_a_file_is_has_a_message_of_its_own() {
    let header = |first: &str| {
        told(&findings(&samples::FINDINGS.replace("pledge: findings/1\n", first)).problems)
    };
    insta::assert_snapshot!(header(""), @"
    findings.yaml:1:1: found no `pledge`, expected `pledge: findings/1`
      1 | unit: {name: Northbrook Breast Unit, organisation: Northbrook Hospitals NHS Trust}
        | ^
      help: the first line says what the file is: `pledge: findings/1`
    ");
    insta::assert_snapshot!(header("pledge: findings/2\n"), @"
    findings.yaml:1:9: found `findings/2`, made for a newer `pledge`, expected `findings/1` or older
      1 | pledge: findings/2
        |         ^
      help: open it with the `pledge` that wrote it, or a newer one
    ");
    insta::assert_snapshot!(header("pledge: finding/1\n"), @"
    findings.yaml:1:9: found `finding/1`, expected `findings/1`
      1 | pledge: finding/1
        |         ^
      help: did you mean `findings/1`?
    ");
    insta::assert_snapshot!(header("pledge: yes\n"), @"
    findings.yaml:1:9: found `yes`, expected `findings/1`
      1 | pledge: yes
        |         ^
      help: the first line says what the file is: `pledge: findings/1`
    ");
    insta::assert_snapshot!(told(&findings(samples::AGENDA).problems), @"
    findings.yaml:1:9: found an agenda (`agenda/1`), expected findings (`findings/1`)
      1 | pledge: agenda/1
        |         ^
      help: look whether it is the right file
    ");
    let last = samples::FINDINGS.replace("pledge: findings/1\n", "") + "pledge: findings/1\n";
    let read = findings(&last);
    assert!(read.value.is_some());
    insta::assert_snapshot!(told(&read.problems), @"
    findings.yaml:31:1: warning: found `pledge` further down, expected it to be the first key
      31 | pledge: findings/1
         | ^
      help: the first line says what the file is: `pledge: findings/1`
    ");
    for text in [
        "pledge: findings/0",
        "pledge: findings",
        "pledge: [findings/1]",
        "pledge: findings/1.5",
        "pledge:",
    ] {
        assert_eq!(findings(text).problems.len(), 1, "{text}");
    }
    assert!(heads(&findings("pledge: findings/99999999999").problems)[0].contains("newer"));
}

#[test]
fn what_is_not_yaml_is_said_in_words() {
    let broken = |text: &str| told(&agenda(text).problems);
    insta::assert_snapshot!(broken("pledge: agenda/1\nmeeting: {title: x\n"), @"
    agenda.yaml:2:10: found a `{` that is never closed, expected its closing bracket
      2 | meeting: {title: x
        |          ^
      help: close it, or put text that begins with a bracket in quotes
    ");
    insta::assert_snapshot!(broken("pledge: agenda/1\nmeeting:\n\ttitle: x\n"), @"
    agenda.yaml:3:2: found a tab, expected spaces
      3 | 	title: x
        | 	^
      help: replace the tabs at the beginning of lines by spaces
    ");
    insta::assert_snapshot!(broken("pledge: agenda/1\nmeeting: {title: \"x}\nitems: []\n"), @r#"
    agenda.yaml:2:18: found a quote that is not closed, expected a second quote
      2 | meeting: {title: "x}
        |                  ^
      help: look for the text that begins with a quote above
    "#);
    insta::assert_snapshot!(broken("pledge: agenda/1\nplace: Room: 2\n"), @"
    agenda.yaml:2:12: found a second colon in the line, expected one key and its value
      2 | place: Room: 2
        |            ^
      help: put the whole text in double quotes
    ");
    insta::assert_snapshot!(broken("pledge: agenda/1\nplace: @home\n"), @"
    agenda.yaml:2:8: found a text that begins with `@`, expected a letter, a digit or a quote
      2 | place: @home
        |        ^
      help: put the whole text in double quotes
    ");
    insta::assert_snapshot!(broken("pledge: agenda/1\nplace: *urgent* stuff\n"), @"
    agenda.yaml:2:8: found a text that begins with `*`, expected a letter, a digit or a quote
      2 | place: *urgent* stuff
        |        ^
      help: put the whole text in double quotes
    ");
    insta::assert_snapshot!(broken("pledge: agenda/1\nplace: \"a\" b\n"), @r#"
    agenda.yaml:2:12: found text after the closing quote, expected the end of the value
      2 | place: "a" b
        |            ^
      help: put the whole text in quotes, and `\"` for a quote within
    "#);
    insta::assert_snapshot!(broken("pledge: agenda/1\nplace: \"C:\\pledge\"\n"), @r#"
    agenda.yaml:2:8: found a backslash that stands for nothing, expected `\\` for a backslash
      2 | place: "C:\pledge"
        |        ^
      help: write two backslashes, or single quotes around the text
    "#);
    insta::assert_snapshot!(broken("pledge: agenda/1\nmeeting:\n  title: x\n place: y\n"), @"
    agenda.yaml:4:2: found a line that does not fit what stands above it, expected `key: value` or `- item`, as far to the right as its neighbours
      4 |  place: y
        |  ^
      help: look at the spaces before this line, and for a `:` missing here or above
    ");
    insta::assert_snapshot!(broken("pledge: agenda/1\nmeeting\nitems: []\n"), @"
    agenda.yaml:2:1: found a line that does not fit what stands above it, expected `key: value` or `- item`, as far to the right as its neighbours
      2 | meeting
        | ^
      help: look at the spaces before this line, and for a `:` missing here or above
    ");
    insta::assert_snapshot!(broken("pledge: agenda/1\nplace: [a, b}\n"), @"
    agenda.yaml:2:8: found `}` where `[` is open, expected the other closing bracket
      2 | place: [a, b}
        |        ^
      help: look at the brackets of this line and the lines before
    ");
    insta::assert_snapshot!(broken("pledge: agenda/1\nexpected: [a b: c d] e\n"), @"
    agenda.yaml:2:22: found a line that does not fit what stands above it, expected `key: value` or `- item`, as far to the right as its neighbours
      2 | expected: [a b: c d] e
        |                      ^
      help: look at the spaces before this line, and for a `:` missing here or above
    ");
    insta::assert_snapshot!(broken(""), @"
    agenda.yaml: found an empty file
      help: the first line says what the file is, such as `pledge: findings/1`
    ");
    insta::assert_snapshot!(broken("hello"), @"
    agenda.yaml:1:1: found `hello`, expected keys with values
      1 | hello
        | ^
      help: write `{key: value}`, or a line `key: value` for each
    ");
    insta::assert_snapshot!(broken("pledge: agenda/1\n---\na: b\n"), @"
    agenda.yaml:2:1: found a second document after `---`, expected one document in a file
      2 | ---
        | ^
      help: put what follows into a file of its own
    ");
    insta::assert_snapshot!(broken("? [a]\n: b\n"), @"
    agenda.yaml:1:3: found a list or map as a key, expected a word before the colon
      1 | ? [a]
        |   ^
      help: put text that begins with `[` or `{` in quotes
    ");
}

#[test]
fn keys_twice_merge_keys_and_tags_are_told_with_the_rest() {
    let text = samples::AGENDA
        .replace(
            "ground_rules:",
            "<<: {a: b}\nfindings: other.yaml\nground_rules:",
        )
        .replace(
            "title: Service Pledge meeting",
            "title: !!str Service, title: other",
        );
    insta::assert_snapshot!(told(&agenda(&text).problems), @r#"
    agenda.yaml:4:24: found a tag `!!str`, expected text, a list or keys without a tag
      4 | meeting: {title: !!str Service, title: other, date: 2026-11-24, start: "13:00", minutes: 90, place: Seminar room 2}
        |                        ^
      help: delete the tag; put text that begins with `!` in quotes

    agenda.yaml:4:33: found `title` twice, first in line 4, expected each key once
      4 | meeting: {title: !!str Service, title: other, date: 2026-11-24, start: "13:00", minutes: 90, place: Seminar room 2}
        |                                 ^
      help: delete one of them, or put both into one

    agenda.yaml:9:1: found a merge key `<<`, expected every key written out
      9 | <<: {a: b}
        | ^
      help: copy the keys here

    agenda.yaml:10:1: found `findings` twice, first in line 2, expected each key once
      10 | findings: other.yaml
         | ^
      help: delete one of them, or put both into one
    "#);
}

#[test]
fn an_invisible_character_is_warned_of() {
    let text = samples::FINDINGS.replace("Waiting in clinic", "\"Wait\\u202Eing\"");
    let read = findings(&text);
    assert!(read.value.is_some());
    insta::assert_snapshot!(told(&read.problems), @r#"
    findings.yaml:14:12: warning: found an invisible character (U+202E), expected text that can be seen
      14 |     title: "Wait\u202Eing"
         |            ^
      help: delete it; it is not shown on the wall
    "#);
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let text = format!(
        "pledge: outcome/1\nnotes: [{{text: \"{}\"}}, {{texd: b}}]\n",
        "é".repeat(500)
    );
    let read = outcome(&text);
    let problem = read
        .problems
        .iter()
        .find(|p| p.path == "notes[1].texd")
        .unwrap();
    assert_eq!(problem.column, 522);
    assert!(problem.source_line.chars().count() <= 200);
    let caret = usize::try_from(problem.caret).unwrap() - 1;
    assert!(
        problem
            .source_line
            .chars()
            .skip(caret)
            .collect::<String>()
            .starts_with("texd")
    );
}
