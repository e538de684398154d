//! Interview notes, from a file to findings: quotations, themes and people, without any speaker labels left.

use std::process::Command;

use service_pledge::{
    domain::{
        codebook::RowLabel,
        findings::{SourceKind, UNSORTED},
    },
    intake::{comments, export, open, propose, read::ReadOptions, score},
    yaml,
};

const NOTES: &str = "\
Waiting in clinic

Interviewer: How long did you wait?
Imelda: Two hours, and nobody told me why.
Ngaire: An hour. The board said nothing.

Information

Interviewer: And the leaflets?
Imelda: I was given eleven of them in a carrier bag.
Ngaire: Dr Hughes drew it for me on an envelope.
";

fn opened(name: &str, text: &str) -> (tempfile::TempDir, Vec<export::Export>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let exports = open::open_all(&[path], |_| ReadOptions::default()).unwrap();
    (folder, exports)
}

fn filled(exports: &[export::Export]) -> service_pledge::domain::codebook::Codebook {
    let mut book = propose::codebook(exports, None);
    book.unit.name = "Unit".into();
    book.survey.title = "Interviews 2026".into();
    book.survey.period = "2026".into();
    book.exports[0].strand = RowLabel::Is("primary".into());
    book.exports[0].period = RowLabel::Is("2026".into());
    book
}

#[test]
fn notes_become_quotations_under_their_themes_and_labels_are_never_written() {
    let (_folder, exports) = opened("notes.txt", NOTES);
    let book = filled(&exports);
    assert_eq!(book.exports[0].kind, SourceKind::Interview);
    let imported = score::findings(&exports, &book, None).unwrap();
    let findings = imported.findings;
    let themes: Vec<(&str, usize)> = findings
        .themes
        .iter()
        .map(|t| (t.title.as_str(), t.comments.len()))
        .collect();
    assert_eq!(
        themes,
        [("To sort", 0), ("Waiting in clinic", 2), ("Information", 2)]
    );
    assert_eq!(findings.survey.sources[0].answered, 2);
    assert_eq!(findings.survey.sources[0].kind, SourceKind::Interview);
    // The same marks as for comments.
    let held: Vec<&str> = findings
        .themes
        .iter()
        .flat_map(|t| &t.comments)
        .filter(|c| c.hold)
        .map(|c| c.text.as_str())
        .collect();
    assert_eq!(held, ["Dr Hughes drew it for me on an envelope."]);
    let written = yaml::write_findings(&findings);
    let book = yaml::write_codebook(&book, &propose::remarks(&exports, &book));
    for label in [
        "Imelda",
        "imelda",
        "Ngaire",
        "ngaire",
        "How long did you wait",
    ] {
        assert!(!written.contains(label), "{label}: {written}");
        assert!(!book.contains(label), "{label}: {book}");
    }
    assert_eq!(yaml::read_findings("f", &written).value, Some(findings));
}

#[test]
fn how_many_were_interviewed_is_asked_where_nothing_tells() {
    let (_folder, exports) = opened(
        "notes.md",
        "I waited two hours for nothing.\n\nNobody rang me back.\n",
    );
    let mut book = filled(&exports);
    let unfit = score::findings(&exports, &book, None).unwrap_err();
    assert!(
        unfit
            .iter()
            .any(|u| u.what.contains("how many people were interviewed")),
        "{unfit:?}"
    );
    book.exports[0].invited = vec![("primary".into(), 12)];
    let findings = score::findings(&exports, &book, None).unwrap().findings;
    assert_eq!(findings.survey.sources[0].answered, 12);
    assert_eq!(findings.theme(UNSORTED).unwrap().comments.len(), 2);
    assert_eq!(comments::drafts(&exports, &book).len(), 2);
}

#[test]
fn the_command_knows_notes_by_their_ending_and_a_table_of_tabs_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let inspect = |name: &str, text: &str, more: &[&str]| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let out = Command::new(env!("CARGO_BIN_EXE_pledge"))
            .args(["import", "--inspect"])
            .args(more)
            .arg(&path)
            .output()
            .unwrap();
        String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr)
    };
    let said = inspect("notes.txt", NOTES, &[]);
    assert!(
        said.contains("notes of interviews") && said.contains("2 people were interviewed"),
        "{said}"
    );
    assert!(!said.contains("Imelda"), "{said}");
    let said = inspect(
        "table.txt",
        "Question\tAnswer\tWhen\nKind?\tYes\t2026\nKind?\tNo\t2026\n",
        &[],
    );
    assert!(said.contains("a plain table"), "{said}");
    let said = inspect("notes.log", NOTES, &["--kind", "interview"]);
    assert!(said.contains("notes of interviews"), "{said}");
}
