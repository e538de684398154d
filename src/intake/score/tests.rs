//! Answers into findings: exact counts, everything that does not fit at once, and nothing lost that people wrote.

use proptest::prelude::*;

use super::*;
use crate::{
    domain::{
        codebook::{
            CodebookTheme, CommentColumn, CommentDecision, ExportRule, RowLabel, SurveyInfo,
            ThemeOf,
        },
        findings::{Benchmark, BroughtGoal, CommentMark, SourceKind, SurveySource, UNSORTED, Unit},
    },
    intake::{
        comments::{apply_changes, apply_codebook, drafts},
        export::{ColumnInfo, FileFormat, Platform},
        people::People,
        propose,
        table::Table,
    },
    yaml,
};

/// Strand, two questions, words, and who answered.
const COLUMNS: [(&str, &str, AnswerKind); 5] = [
    ("strand", "Which describes you?", AnswerKind::Choice),
    (
        "q1",
        "Were you told how long you would wait?",
        AnswerKind::Scale,
    ),
    ("q2", "Did you have a nurse to ring?", AnswerKind::Scale),
    ("q3", "What could be better?", AnswerKind::Text),
    ("mail", "E-mail", AnswerKind::Identifier),
];

fn export(name: &str, rows: &[[&str; 5]]) -> Export {
    let rows: Vec<Vec<&str>> = rows.iter().map(|r| r.to_vec()).collect();
    Export {
        name: name.to_owned(),
        platform: Platform::Plain,
        reading: FileFormat::default(),
        columns: COLUMNS
            .iter()
            .map(|(id, question, kind)| ColumnInfo {
                id: (*id).to_owned(),
                question: (*question).to_owned(),
                kind: *kind,
                sentences: *kind == AnswerKind::Text,
                ..ColumnInfo::default()
            })
            .collect(),
        table: Table::from_rows(5, &rows),
        people: People::one_a_row(rows.len(), Vec::new()),
        notes: Vec::new(),
    }
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|w| (*w).to_owned()).collect()
}

fn question(column: &str) -> QuestionColumn {
    QuestionColumn {
        column: column.to_owned(),
        finding: column.to_owned(),
        theme: "care".into(),
        question: format!("About {column}?"),
        positive: texts(&["Yes"]),
        other: texts(&["No"]),
        leave_out: texts(&["Does not apply"]),
        agreed: true,
        reversed: false,
    }
}

fn book() -> Codebook {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    Codebook {
        unit: Unit {
            name: "Northbrook".into(),
            organisation: String::new(),
        },
        survey: SurveyInfo {
            title: "Survey".into(),
            period: "2026".into(),
            hide_below: 11,
        },
        exports: vec![ExportRule {
            file: "a.csv".into(),
            kind: SourceKind::Survey,
            sheet: String::new(),
            strand: RowLabel::Column {
                column: "strand".into(),
                values: vec![pair("Primary", "primary"), pair("Secondary", "secondary")],
                leave_out: texts(&["Not sure", ""]),
            },
            period: RowLabel::Is(String::new()),
            invited: vec![("primary".into(), 9)],
            columns: Vec::new(),
            results: None,
            hospital: String::new(),
        }],
        names: Vec::new(),
        themes: vec![
            CodebookTheme {
                id: "care".into(),
                title: "Care".into(),
            },
            CodebookTheme {
                id: "waiting".into(),
                title: "Waiting".into(),
            },
        ],
        questions: vec![question("q1"), question("q2")],
        comments: vec![CommentColumn {
            column: "q3".into(),
            theme: ThemeOf::Is("care".into()),
            redact: false,
        }],
        placed: Vec::new(),
        unused: Vec::new(),
    }
}

const ROWS: [[&str; 5]; 6] = [
    ["Primary", "Yes", "no", "I waited two hours.", "a@b.org"],
    ["Primary", "No", "", "Nothing", "b@b.org"],
    [
        "Primary",
        "Does not apply",
        "YES",
        "Dr Hughes was kind.",
        "c@b.org",
    ],
    ["Secondary", "yes ", "", "The nurse never rang.", "d@b.org"],
    ["Not sure", "Yes", "Yes", "left out", "e@b.org"],
    ["", "Yes", "Yes", "left out too", "f@b.org"],
];

fn imported(codebook: &Codebook, existing: Option<&Findings>) -> Findings {
    findings(&[export("a.csv", &ROWS)], codebook, existing)
        .unwrap()
        .findings
}

fn result(findings: &Findings, id: &str, strand: &str) -> Option<(u32, u32)> {
    let (_, finding) = findings.finding(id)?;
    let of = finding
        .results
        .iter()
        .find(|r| r.strand == strand && r.period == "2026")?;
    Some((of.positive, of.scored))
}

#[test]
fn answers_are_counted_by_strand_and_what_does_not_apply_leaves() {
    let findings = imported(&book(), None);
    assert_eq!(result(&findings, "q1", "primary"), Some((1, 2)));
    assert_eq!(result(&findings, "q1", "secondary"), Some((1, 1)));
    assert_eq!(result(&findings, "q2", "primary"), Some((1, 2)));
    // Nobody of them answered: there is no result, and none of nought.
    assert_eq!(result(&findings, "q2", "secondary"), None);
    let sources: Vec<_> = findings
        .survey
        .sources
        .iter()
        .map(|s| (s.strand.as_str(), s.invited, s.answered))
        .collect();
    assert_eq!(sources, [("primary", Some(9), 3), ("secondary", None, 1)]);
    let text = yaml::write_findings(&findings);
    assert_eq!(yaml::read_findings("f", &text).value, Some(findings));
    assert!(
        !text.contains("b.org"),
        "who answered is written nowhere: {text}"
    );
}

#[test]
fn words_become_comments_and_what_may_point_to_somebody_is_held() {
    let findings = imported(&book(), None);
    let comments: Vec<_> = findings
        .theme("care")
        .unwrap()
        .comments
        .iter()
        .map(|c| (c.text.as_str(), c.hold, c.strand.as_str()))
        .collect();
    assert_eq!(
        comments,
        [
            ("I waited two hours.", false, "primary"),
            ("Dr Hughes was kind.", true, "primary"),
            ("The nurse never rang.", false, "secondary"),
        ]
    );
}

#[test]
fn a_line_of_a_comment_ends_in_one_way() {
    let rows = [["Primary", "Yes", "", "One line.\r\nAnother.\rA third.", ""]];
    let findings = findings(&[export("a.csv", &rows)], &book(), None)
        .unwrap()
        .findings;
    let text = &findings.themes[0].comments[0].text;
    assert_eq!(text, "One line.\nAnother.\nA third.");
    let read = yaml::read_findings("f", &yaml::write_findings(&findings));
    let hidden = read
        .problems
        .iter()
        .filter(|p| p.found.contains("invisible"));
    assert_eq!(hidden.count(), 0);
}

#[test]
fn answers_that_nobody_named_are_listed_with_their_counts_all_at_once() {
    let mut rows = ROWS.to_vec();
    rows.push(["Tertiary", "Maybe", "Perhaps", "", ""]);
    rows.push(["Tertiary", "Maybe", "", "", ""]);
    let unfit = findings(&[export("a.csv", &rows)], &book(), None).unwrap_err();
    assert_eq!(unfit[0].answers, [("Tertiary".to_owned(), 2)]);
    let mut book = book();
    book.exports[0].strand = RowLabel::Is("all".into());
    let unfit = findings(&[export("a.csv", &rows)], &book, None).unwrap_err();
    let answers: Vec<_> = unfit
        .iter()
        .map(|u| (u.column.as_deref().unwrap(), u.answers.clone()))
        .collect();
    assert_eq!(
        answers,
        [
            ("q1", vec![("Maybe".to_owned(), 2)]),
            ("q2", vec![("Perhaps".to_owned(), 1)])
        ]
    );
}

#[test]
fn what_is_only_proposed_and_what_nobody_said_keep_findings_from_being_made() {
    let mut book = book();
    book.questions[0].agreed = false;
    book.unit.name.clear();
    book.survey.period.clear();
    book.exports[0].strand = RowLabel::Is(String::new());
    let unfit = findings(&[export("a.csv", &ROWS)], &book, None).unwrap_err();
    assert_eq!(unfit.len(), 4, "{unfit:#?}");
    let mut who = super::tests::book();
    who.questions.push(question("mail"));
    let unfit = findings(&[export("a.csv", &ROWS)], &who, None).unwrap_err();
    assert!(unfit[0].what.contains("who answered"), "{unfit:#?}");
}

/// Findings that people have worked on.
fn worked_on() -> Findings {
    let mut findings = imported(&book(), None);
    let theme = &mut findings.themes[0];
    theme.title = "Being cared for".into();
    theme.standard = "We will ring you.".into();
    theme.findings[0].question = "Were you told?".into();
    theme.findings[0].benchmark = Some(Benchmark {
        label: "England".into(),
        percent: Some(60.0),
        low: None,
        high: None,
    });
    theme.findings[0].results.push(StrandResult {
        strand: "primary".into(),
        period: "2023".into(),
        positive: 68,
        scored: 118,
        withheld: false,
        weighted: None,
    });
    theme.comments[1].hold = false;
    theme.comments[0].wall = Some(1);
    theme.comments[0].text = "I waited for hours.".into();
    let moved = theme.comments.remove(2);
    findings.themes[1].comments.push(moved);
    findings
}

/// An import as the command does it.
fn again(mut codebook: Codebook, existing: &Findings, rows: &[[&str; 5]]) -> Imported {
    let exports = [export("a.csv", rows)];
    let drafts = drafts(&exports, &codebook);
    sync_codebook(&mut codebook, &drafts, existing);
    findings(&exports, &codebook, Some(existing)).unwrap()
}

#[test]
fn what_people_wrote_stays_and_results_are_brought_up_to_date() {
    let before = worked_on();
    assert_eq!(again(book(), &before, &ROWS).findings, before);
    let mut rows = ROWS.to_vec();
    rows.push(["Primary", "Yes", "Yes", "One more.", ""]);
    let after = again(book(), &before, &rows).findings;
    assert_eq!(result(&after, "q1", "primary"), Some((2, 3)));
    let mut expected = before;
    expected.survey.sources[0].answered = 4;
    expected.themes[0].findings[0].results[0] = after.themes[0].findings[0].results[0].clone();
    expected.themes[0].findings[1].results[0] = after.themes[0].findings[1].results[0].clone();
    let new = after.themes[0].comments.last().unwrap();
    assert_eq!(new.text, "One more.");
    expected.themes[0].comments.push(new.clone());
    assert_eq!(after, expected);
}

#[test]
fn a_hold_beats_a_release_wherever_it_was_said() {
    let id = |f: &Findings, text: &str| {
        f.themes
            .iter()
            .flat_map(|t| &t.comments)
            .find(|c| c.text == text)
            .unwrap()
            .id
            .clone()
    };
    let held = |f: &Findings, id: &str| f.comment(id).unwrap().1.hold;
    let before = imported(&book(), None);
    let (open, marked) = (
        id(&before, "I waited two hours."),
        id(&before, "Dr Hughes was kind."),
    );
    let mut says = book();
    says.placed = [(&open, true), (&marked, false)]
        .map(|(id, hold)| CommentDecision {
            comment: id.clone(),
            hold: Some(hold),
            ..CommentDecision::default()
        })
        .to_vec();
    // In a new folder the codebook alone says it.
    let fresh = imported(&says, None);
    assert!(held(&fresh, &open) && !held(&fresh, &marked));
    let after = again(says, &before, &ROWS).findings;
    assert!(held(&after, &open) && held(&after, &marked));
}

#[test]
fn names_that_were_added_later_hold_what_was_open_and_redact_it() {
    let before = imported(&book(), None);
    let mut names = book();
    names.names = texts(&["nurse", "hours"]);
    let after = again(names.clone(), &before, &ROWS).findings;
    let all = |f: &Findings| {
        f.themes
            .iter()
            .flat_map(|t| t.comments.clone())
            .collect::<Vec<_>>()
    };
    assert!(
        all(&after)
            .iter()
            .all(|c| c.hold && c.marks.contains(&CommentMark::Name))
    );
    names.comments[0].redact = true;
    let redacted = all(&again(names, &before, &ROWS).findings);
    let texts: Vec<&str> = redacted.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "I waited two [name].",
            "Dr [name] was kind.",
            "The [name] never rang."
        ]
    );
}

#[test]
fn a_theme_that_was_taken_out_does_not_come_back() {
    let mut codebook = book();
    codebook.questions[0].theme = "waiting".into();
    codebook.comments[0].theme = ThemeOf::Is("waiting".into());
    let mut there = imported(&codebook, None);
    let gone = there.themes.pop().unwrap();
    assert_eq!(gone.id, "waiting");
    there.themes[0].findings.extend(gone.findings);
    there.themes[0].comments.extend(gone.comments);
    let again = again(codebook, &there, &ROWS).findings;
    let themes: Vec<&str> = again.themes.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(themes, ["care"]);
    assert_eq!(
        again.themes[0].comments.len(),
        there.themes[0].comments.len()
    );
    // One that is new and used is added.
    let mut codebook = book();
    codebook.themes.push(CodebookTheme {
        id: "new".into(),
        title: "New".into(),
    });
    codebook.questions[0].theme = "new".into();
    let with_new = imported(&codebook, Some(&there));
    assert!(with_new.theme("new").is_some());
}

#[test]
fn a_theme_that_is_new_takes_in_what_findings_have_not_sorted() {
    let mut codebook = book();
    codebook.comments[0].theme = ThemeOf::unsorted();
    let there = imported(&codebook, None);
    assert!(there.theme(UNSORTED).is_some());
    codebook.themes.push(CodebookTheme {
        id: "new".into(),
        title: "New".into(),
    });
    codebook.comments[0].theme = ThemeOf::Is("new".into());
    let after = again(codebook, &there, &ROWS).findings;
    assert_eq!(after.theme("new").unwrap().comments.len(), 3);
    assert!(after.theme(UNSORTED).is_none());
}

#[test]
fn a_label_whose_theme_was_taken_out_follows_its_comments() {
    let mut codebook = book();
    let values = [("Yes", "waiting"), ("No", "care")];
    codebook.comments[0].theme = ThemeOf::Column {
        column: "q1".into(),
        values: values.map(|(l, t)| (l.into(), t.into())).to_vec(),
    };
    let mut there = imported(&codebook, None);
    let gone = there.themes.iter().position(|t| t.id == "waiting").unwrap();
    let gone = there.themes.remove(gone);
    assert!(!gone.comments.is_empty());
    there.themes[0].comments.extend(gone.comments);
    let mut rows = ROWS.to_vec();
    rows.push(["Primary", "Yes", "Yes", "The letter was clear.", ""]);
    let after = again(codebook, &there, &rows).findings;
    assert!(after.theme("waiting").is_none());
    let care = after.theme("care").unwrap();
    assert!(
        care.comments
            .iter()
            .any(|c| c.text == "The letter was clear.")
    );
}

#[test]
fn a_theme_removed_in_the_preparation_stays_removed_until_something_belongs_to_it() {
    let mut book = book();
    book.themes.push(CodebookTheme {
        id: "after".into(),
        title: "Life after treatment".into(),
    });
    let mut existing = imported(&book, None);
    existing.themes.retain(|t| t.id != "after");
    existing.removed_themes = vec!["after".to_owned()];
    let exports = [export("a.csv", &ROWS)];
    for _ in 0..2 {
        // The wizard begins with this, and must not suggest the theme for a comment.
        let mut synced = book.clone();
        sync_codebook(&mut synced, &drafts(&exports, &book), &existing);
        assert!(!synced.themes.iter().any(|t| t.id == "after"));
        let after = again(book.clone(), &existing, &ROWS).findings;
        assert_eq!(after, existing);
        existing = after;
    }
    book.questions[0].theme = "after".into();
    book.questions[0].finding = "q9".into();
    let after = again(book, &existing, &ROWS).findings;
    assert!(after.theme("after").is_some());
    assert!(after.removed_themes.is_empty());
}

#[test]
fn a_unit_named_in_the_preparation_keeps_its_name() {
    let mut existing = imported(&book(), None);
    assert_eq!(existing.unit.name, "Northbrook");
    existing.unit.name = "Harbour Breast Unit".into();
    assert_eq!(
        again(book(), &existing, &ROWS).findings.unit.name,
        "Harbour Breast Unit"
    );
    // A template's name gives way to the codebook's.
    existing.unit.name = "Our unit".into();
    assert_eq!(
        again(book(), &existing, &ROWS).findings.unit.name,
        "Northbrook"
    );
}

#[test]
fn what_was_forgotten_is_not_taken_in_again() {
    let mut before = imported(&book(), None);
    let id = before.themes[0].comments.remove(0).id;
    before.forgotten.push(id.clone());
    let after = again(book(), &before, &ROWS);
    assert!(after.findings.comment(&id).is_none());
    assert!(
        after.notes.iter().any(|n| n.contains("forgotten")),
        "{:?}",
        after.notes
    );
}

#[test]
fn files_of_two_periods_make_one_finding_each_under_its_own_name() {
    let mut book = book();
    let mut old = book.exports[0].clone();
    old.file = "old.csv".into();
    old.period = RowLabel::Is("2023".into());
    old.columns = vec![("q1".into(), "q2".into()), ("q2".into(), "q1".into())];
    book.exports.push(old);
    let exports = [export("a.csv", &ROWS), export("old.csv", &ROWS)];
    let findings = findings(&exports, &book, None).unwrap().findings;
    let (_, finding) = findings.finding("q1").unwrap();
    let results: Vec<_> = finding
        .results
        .iter()
        .map(|r| (r.strand.as_str(), r.period.as_str(), r.positive, r.scored))
        .collect();
    assert_eq!(
        results,
        [
            ("primary", "2026", 1, 2),
            ("secondary", "2026", 1, 1),
            ("primary", "2023", 1, 2)
        ]
    );
    // Comments are of the current period only.
    assert_eq!(findings.themes[0].comments.len(), 3);
}

#[test]
fn a_file_that_leaves_the_building_says_nothing_small() {
    let mut findings = worked_on();
    // Two people of the secondary strand answered; of the primary one enough did, in interviews.
    findings.survey.sources.push(SurveySource {
        strand: "primary".into(),
        kind: SourceKind::Interview,
        invited: None,
        answered: 30,
    });
    for theme in &mut findings.themes {
        theme.goals.push(BroughtGoal {
            id: format!("goal-{}", theme.id),
            title: "Ring people".into(),
            evidence: None,
            control: None,
            cost: None,
            hours: None,
            strand: Some(
                if theme.id == "care" {
                    "secondary"
                } else {
                    "primary"
                }
                .into(),
            ),
        });
    }
    withhold(&mut findings);
    let text = yaml::write_findings(&findings);
    let (_, finding) = findings.finding("q1").unwrap();
    let results: Vec<(&str, bool)> = finding
        .results
        .iter()
        .map(|r| (r.period.as_str(), r.withheld))
        .collect();
    assert_eq!(results, [("2026", true), ("2023", false)]);
    assert_eq!(findings.survey.sources.len(), 1);
    assert!(
        findings.themes.iter().all(|t| t.comments.is_empty()),
        "{text}"
    );
    // A strand that is too few to be counted is not named at all, so that the file agrees with itself.
    assert!(!text.contains("secondary"), "{text}");
    let read = yaml::read_findings("f", &text);
    assert_eq!(read.problems, []);
    assert_eq!(read.value, Some(findings));
}

#[test]
fn a_codebook_tells_no_count_that_could_be_a_person() {
    let mut rows = Vec::new();
    for (n, strand, q1, q2) in [
        (40, "Primary", "Yes", "Yes"),
        (20, "Primary", "No", ""),
        (1, "Secondary", "Don\u{2019}t know", "No"),
    ] {
        rows.extend(std::iter::repeat_n([strand, q1, q2, "", ""], n));
    }
    let exports = [export("a.csv", &rows)];
    let remarks = propose::remarks(&exports, &book());
    // The lone answer has no number, and no other number tells it.
    assert_eq!(
        remarks["q1"][0],
        "61 of 61 answered: 40 Yes; without a number, since few gave one of them: No, Don\u{2019}t know"
    );
    // Where there is nothing to hide it behind, nothing has a number, the total neither.
    assert_eq!(
        remarks["q2"][0],
        "41 of 61 answered; without a number, since few gave one of them: Yes, No"
    );
    let few = [export("a.csv", &rows[55..])];
    assert_eq!(
        propose::remarks(&few, &book())["q1"][0],
        "fewer than 11 answered; without a number, since few gave one of them: No, Don\u{2019}t know"
    );
    let large = [export("a.csv", &rows[..60])];
    assert_eq!(
        propose::remarks(&large, &book())["q1"][0],
        "60 of 60 answered: 40 Yes, 20 No"
    );
}

#[test]
fn a_proposal_sorts_what_scales_know_and_is_not_agreed() {
    let exports = [export("breast-unit.csv", &ROWS)];
    let codebook = propose::codebook(&exports, None);
    let RowLabel::Column { values, .. } = &codebook.exports[0].strand else {
        panic!("{:?}", codebook.exports[0].strand)
    };
    assert_eq!(values.len(), 2);
    assert_eq!(codebook.questions.len(), 2);
    assert!(codebook.questions.iter().all(|q| !q.agreed));
    assert_eq!(codebook.comments.len(), 1);
    assert_eq!(codebook.unused, ["mail"]);
    let text = yaml::write_codebook(&codebook, &propose::remarks(&exports, &codebook));
    assert!(
        !text.contains("b.org") && !text.contains("Hughes"),
        "{text}"
    );
    let read = yaml::read_codebook("c", &text);
    assert_eq!(read.problems, []);
    assert_eq!(read.value, Some(codebook));
}

proptest! {
    #[test]
    fn importing_twice_is_importing_once_and_the_order_of_rows_counts_nothing(
        rows in prop::collection::vec(
            (0_usize..4, 0_usize..4, 0_usize..4, 0_usize..5), 1..40,
        ),
        turn in 0_usize..40,
    ) {
        let strands = ["Primary", "Secondary", "Not sure", ""];
        let answers = ["Yes", "No", "Does not apply", ""];
        let words = ["", "The same words", "the  same words", "Ring 0113 496 0000", "none"];
        let mut rows: Vec<[&str; 5]> = rows.iter().map(|(s, a, b, w)| [strands[*s], answers[*a], answers[*b], words[*w], ""]).collect();
        let once = findings(&[export("a.csv", &rows)], &book(), None).unwrap().findings;
        prop_assert_eq!(&again(book(), &once, &rows).findings, &once);
        let n = rows.len();
        rows.rotate_left(turn % n);
        let turned = findings(&[export("a.csv", &rows)], &book(), None).unwrap().findings;
        let sorted = |f: &Findings| {
            let mut f = f.clone();
            f.survey.sources.sort_by(|a, b| a.strand.cmp(&b.strand));
            for theme in &mut f.themes {
                theme.comments.sort_by(|a, b| a.id.cmp(&b.id));
                for finding in &mut theme.findings {
                    finding.results.sort_by(|a, b| a.strand.cmp(&b.strand));
                }
            }
            f
        };
        prop_assert_eq!(sorted(&turned), sorted(&once));
    }
}

#[test]
fn a_decision_on_one_comment_places_it_as_looking_at_all_of_them_does() {
    let words: Vec<String> = (0..30)
        .map(|n| format!("The nurse listened {n} times"))
        .collect();
    let rows: Vec<[&str; 5]> = words
        .iter()
        .map(|w| ["Primary", "Yes", "No", w.as_str(), ""])
        .collect();
    let exports = [export("a.csv", &rows)];
    let first = book();
    let fresh = drafts(&exports, &first);
    assert_eq!(fresh.len(), 30);
    let placed = |nth: usize, theme: &str| CommentDecision {
        comment: fresh[nth].id.clone(),
        theme: Some(theme.to_owned()),
        hold: Some(nth.is_multiple_of(2)),
        redact: nth.is_multiple_of(3),
        leave_out: nth.is_multiple_of(5),
    };
    let with = |decided: &[(usize, &str)]| {
        let mut book = book();
        book.placed = decided.iter().map(|(n, theme)| placed(*n, theme)).collect();
        book
    };
    let many: Vec<(usize, &str)> = (0..20).map(|n| (n, "care")).collect();
    let mut other_column = with(&[(4, "care")]);
    other_column.comments[0].redact = true;
    let steps = [
        first.clone(),
        with(&[(3, "care")]),
        with(&[(3, UNSORTED), (4, "care")]),
        // Taken back from the middle, and named twice: the last holds.
        with(&[(4, "care"), (4, UNSORTED)]),
        other_column,
        with(&many),
        with(&[(10, "care")]),
        first,
    ];
    let mut kept = fresh.clone();
    for (before, now) in steps.iter().zip(&steps[1..]) {
        apply_changes(&mut kept, before, now);
        let mut all = fresh.clone();
        apply_codebook(&mut all, now);
        assert_eq!(kept, all);
    }
}
