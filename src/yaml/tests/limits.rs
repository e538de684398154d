//! Files that are made, or happen, to be too much.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::{agenda, findings, heads, outcome, samples};

fn problems(text: &str) -> Vec<String> {
    heads(&findings(text).problems)
}

#[test]
fn brackets_without_end_are_refused_at_the_limit() {
    for open in ["[", "{a: ", "- ", "? ", "{", "[{a: "] {
        let text = open.repeat(200_000 / open.len());
        let told = problems(&text);
        assert_eq!(told.len(), 1, "{open}: {told:?}");
    }
    assert_eq!(
        problems(&"[".repeat(200_000)),
        [
            "findings.yaml:1:41: found more than 40 lists and maps within each other, expected the shape of a file of `pledge`"
        ]
    );
}

#[test]
fn a_billion_laughs_are_not_laughed() {
    let mut text =
        String::from("pledge: findings/1\na0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for i in 1..30 {
        let alias = format!("*a{}", i - 1);
        let line = [alias.as_str(); 9].join(", ");
        writeln!(text, "a{i}: &a{i} [{line}]").unwrap();
    }
    let told = problems(&text);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("anchors (`&`) and aliases (`*`) that stand for more than 1,000,000"),
        "{told:?}"
    );
}

#[test]
fn a_long_text_is_not_copied_without_end() {
    let mut text = format!("a: &a \"{}\"\nb:\n", "x".repeat(500_000));
    text.push_str(&"- *a\n".repeat(100_000));
    assert!(problems(&text)[0].contains("anchors"));
}

#[test]
fn an_alias_cannot_go_deeper_than_text() {
    let mut text = format!("a0: &a0 {}x{}\n", "[".repeat(20), "]".repeat(20));
    writeln!(text, "b: {}*a0{}", "[".repeat(20), "]".repeat(20)).unwrap();
    assert!(
        problems(&text)[0].contains("more than 40 lists"),
        "{:?}",
        problems(&text)
    );
    assert!(problems("a: &a [*a]")[0].contains("an alias within what it stands for"));
}

#[test]
fn a_large_file_of_findings_is_read() {
    let mut text = samples::FINDINGS.to_owned();
    text.push_str("  - id: big\n    title: Big\n    findings:\n");
    for i in 0..6_000 {
        write!(
            text,
            "      - id: f{i}\n        question: \"Question {i}?\"\n        results:\n          - {{strand: primary, period: \"2026\", positive: 1, scored: 20}}\n          - {{strand: primary, period: \"2023\", positive: 1, scored: 20}}\n"
        )
        .unwrap();
    }
    assert_eq!(problems(&text), Vec::<String>::new());
}

#[test]
fn a_file_of_nothing_but_mistakes_is_cut_off() {
    let mut text = String::from("pledge: findings/1\n");
    for i in 0..100_000 {
        writeln!(text, "key{i}: 1").unwrap();
    }
    let told = problems(&text);
    assert_eq!(told.len(), 1_001);
    assert_eq!(told[1_000], "findings.yaml: found 99003 more problems");
    let mut text = samples::FINDINGS.replace("[q14, c31]", "[");
    text.truncate(text.find("evidence: [").unwrap() + "evidence: [".len());
    for i in 0..100_000 {
        write!(text, "unknown{i}, ").unwrap();
    }
    text.push_str("]}");
    assert_eq!(problems(&text).len(), 1_001);
}

#[test]
fn sizes_and_counts_are_limited() {
    let text = format!("a: {}", "x".repeat(9 * 1024 * 1024));
    assert_eq!(
        problems(&text),
        ["findings.yaml: found more than 8 MiB of text, expected a file of at most 8 MiB"]
    );
    let text = format!("a: [{}]", "x,".repeat(1_000_001));
    assert!(problems(&text)[0].contains("more than 1,000,000 values"));
    for text in [
        "\"".repeat(200_001),
        "'".repeat(200_001),
        "a: ".repeat(60_000),
        "a:\n".repeat(60_000),
        "&a ".repeat(60_000),
        "!t ".repeat(60_000),
        "# c\n".repeat(60_000),
        format!("a: |\n{}", "  x\n".repeat(60_000)),
        format!("a: >\n{}", "  x\n".repeat(60_000)),
        format!("{}: 1", "k".repeat(200_000)),
        format!("\"{}", "\\n".repeat(100_000)),
        format!("[{}", "a, ".repeat(60_000)),
        format!("{{{}", "a: b, ".repeat(30_000)),
        "a: [\n".repeat(30_000),
        "---\n".repeat(60_000),
        "\t".repeat(200_000),
        " ".repeat(200_000),
        "\n".repeat(200_000),
        "-\n".repeat(100_000),
        "? a\n".repeat(50_000),
    ] {
        let found = problems(&text).len();
        assert!((1..=1_001).contains(&found), "{found}: {:?}", text.get(..9));
    }
}

/// Pieces that mean something to YAML, in any order.
fn like_yaml() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("pledge: findings/1\n".to_owned()),
        Just("survey:".to_owned()),
        Just("themes:\n  - ".to_owned()),
        Just("{id: a, ".to_owned()),
        Just("results: [".to_owned()),
        prop::sample::select(vec![
            ": ",
            "- ",
            "? ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "\n",
            "\r\n",
            "\r",
            "  ",
            "\t",
            "#",
            " #",
            "&a ",
            "*a",
            "!t ",
            "|\n",
            ">-\n",
            "\"",
            "'",
            "\\",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "<<",
            "~",
            "\u{FEFF}",
            "\u{202E}",
            "\0",
            "é",
            "😀",
            "\u{2028}",
            "\u{85}",
            "0",
            "x",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        findings(&text);
        agenda(&text);
        outcome(&text);
    }

    #[test]
    fn anything_like_yaml_is_read_without_a_panic(text in like_yaml()) {
        for problem in findings(&text).problems.iter().chain(&agenda(&text).problems).chain(&outcome(&text).problems) {
            prop_assert!(!problem.to_string().is_empty());
            prop_assert!(problem.source_line.chars().count() <= 200);
        }
    }

    #[test]
    fn a_broken_example_is_read_without_a_panic(at in 0_usize..4_000, with in ".{0,3}") {
        for text in [samples::FINDINGS, samples::AGENDA, samples::OUTCOME] {
            let mut chars: Vec<char> = text.chars().collect();
            let at = at % chars.len();
            chars.splice(at..=at, with.chars());
            let text: String = chars.into_iter().collect();
            findings(&text);
            agenda(&text);
            outcome(&text);
        }
    }
}
