//! Plain language: the hint below a text that is being typed, and `pledge check --reading`.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    harness::{Play, northbrook},
    walkthrough::welcome,
};

const STANDARD: &str = "We will tell you how long you will wait, and why. We will say sorry if we are late. \
                        You will meet your nurse before the first test, and she gives you her name.";

/// The line under what is typed, at a size.
fn line_under(play: &Play) -> String {
    let screen = play.screen();
    let line = screen
        .lines()
        .find(|l| l.contains(" word") && !l.contains("everybody"));
    line.unwrap_or_default().trim_matches([' ', '│']).to_owned()
}

#[test]
fn a_goal_is_read_while_it_is_typed() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.resize(60, 18);
    play.press("4 g").text("Ask");
    assert_eq!(line_under(&play), "1 word");
    play.text(" the MDT to commence the HNA earlier");
    insta::assert_snapshot!("a goal with terms, 60 wide", play.screen());
    insta::assert_snapshot!("a goal with terms, 60 wide, roles", play.roles());
    play.resize(80, 22);
    insta::assert_snapshot!("a goal with terms, 80 wide", play.screen());
    play.text(" and tell each patient at once what we mean to do about it, and when");
    play.sees("23 words in a sentence: 20 are easier to read");
}

#[test]
fn a_standard_of_thirty_words_has_a_reading_age() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("3 s ctrl-u").text(STANDARD);
    insta::assert_snapshot!("a standard with its reading age", play.screen());
    play.resize(60, 18);
    assert_eq!(line_under(&play), "34 words, reading age 6 to 8");
}

#[test]
fn words_of_the_settings_are_pointed_out_too() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.app.ui.settings.plain_words = [("one-stop", "all in one visit"), ("MDT", "MDT")]
        .map(|(term, plain)| (term.to_owned(), plain.to_owned()))
        .into();
    play.press("4 g").text("A One Stop clinic with the MDT");
    assert_eq!(
        line_under(&play),
        "7 words; \u{201c}One Stop\u{201d}: say \u{201c}all in one visit\u{201d}"
    );
}

/// Runs `pledge` in a home of its own: exit code, standard output, standard error.
fn pledge(home: &Path, arguments: &[&str]) -> (i32, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(arguments)
        .current_dir(home)
        .env_clear()
        .env("HOME", home)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        done.status.code().unwrap(),
        text(done.stdout),
        text(done.stderr),
    )
}

const FINDINGS: &str = "\
pledge: findings/1
unit: {name: A unit, organisation: A trust}
survey: {title: A survey, period: '2026', sources: [{strand: primary, kind: survey, answered: 60}]}
themes:
  - id: waiting
    title: Waiting for the MDT
    standard: >-
      You will be told by the MDT how long you will wait, and why, and what we will do about it, and
      whom you may ask.
    findings:
      - {id: q1, question: Were you told by the CNS?, results: []}
    goals:
      - {id: hna, title: Commence the HNA earlier}
      - {id: ring, title: Ring everybody within a day}
";

const OUTCOME: &str = "\
pledge: outcome/1
unit: {name: A unit, organisation: A trust}
meeting: {title: A meeting, present: [], absent: []}
people: []
standards: [{theme: waiting, text: We ring you within a day., agreed: true}]
goals:
  - {id: a, title: Hire a nurse, decision: ask, reason: money, ask_of: The board, note: The CNS is overstretched.}
  - {id: b, title: Ring patients, decision: not_this_time, reason: time, note: No CNS.}
";

/// A home with one unit in it.
fn home() -> TempDir {
    let home = TempDir::new().unwrap();
    std::fs::create_dir(home.path().join("unit")).unwrap();
    std::fs::write(home.path().join("unit/findings.yaml"), FINDINGS).unwrap();
    std::fs::write(home.path().join("unit/outcome.yaml"), OUTCOME).unwrap();
    home
}

#[test]
fn check_says_what_could_be_plainer_and_hints_are_no_problem() {
    let home = home();
    let (code, out, error) = pledge(home.path(), &["check", "--reading", "unit"]);
    // How many words the booklet's own sentences have is not this test's business.
    let (summary, out): (Vec<&str>, Vec<&str>) = out
        .lines()
        .partition(|line| line.starts_with("the booklet: ") && line.contains("reading age"));
    assert!(summary.len() == 1 && summary[0].contains("SMOG"));
    insta::assert_snapshot!(out.join("\n"), @r#"
    unit/findings.yaml:8: You will be told by the MDT how long you will wait, and why, and what we will do about it, and whom you may ask.
      26 words in a sentence: 20 are easier to read
      “MDT”: say “the hospital team”

    unit/findings.yaml:13: Commence the HNA earlier
      “Commence”: say “start”
      “HNA”: say “talk about what you need”

    unit/findings.yaml: 3 texts of 35 words, SMOG 7.8, Flesch-Kincaid 3.8: reading age 9 to 13; passive voice in “be told” (line 8)

    unit/outcome.yaml:7: The CNS is overstretched.
      “CNS”: say “specialist nurse”

    unit/outcome.yaml: 4 texts of 15 words: a reading age takes 30

    the booklet: It costs more money than we have. The CNS is overstretched.
      “CNS”: say “specialist nurse”

    the booklet: It takes more time than our staff have. No CNS.
      “CNS”: say “specialist nurse”


    2 files: 0 problems, 0 warnings
    "#);
    assert_eq!((code, error.as_str()), (0, ""));
    let (_, out, _) = pledge(home.path(), &["check", "unit"]);
    assert!(!out.contains("MDT") && !out.contains("Kincaid"), "{out}");
}

#[test]
fn a_file_with_problems_has_the_exit_code_of_its_problems_and_the_others_are_read() {
    let home = home();
    let bad = OUTCOME.replace("decision: ask", "decision: perhaps");
    std::fs::write(home.path().join("unit/outcome.yaml"), bad).unwrap();
    let (code, out, _) = pledge(home.path(), &["check", "--reading", "unit"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("found `perhaps`") && out.contains("findings.yaml: 3 texts"),
        "{out}"
    );
    assert!(!out.contains("outcome.yaml: "), "{out}");
}

#[test]
fn the_settings_say_more_words_and_take_some_back() {
    let home = home();
    let shown = pledge(home.path(), &["settings"]).1;
    let path = Path::new(shown.lines().next().unwrap());
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let settings = "pledge: settings/1\nplain_words: {mdt: mdt, MDT: MDT, within a day: by the next evening}\n";
    std::fs::write(path, settings).unwrap();
    let (code, out, _) = pledge(home.path(), &["check", "--reading", "unit"]);
    assert_eq!(code, 0);
    assert!(!out.contains("the hospital team"), "{out}");
    assert!(
        out.contains("say \u{201c}by the next evening\u{201d}"),
        "{out}"
    );
    std::fs::write(path, "pledge: settings/1\nplain_words: MDT\n").unwrap();
    let (code, out, error) = pledge(home.path(), &["check", "--reading", "unit"]);
    assert_eq!(code, 0, "{error}");
    assert!(error.contains("The settings file is left out"), "{error}");
    assert!(out.contains("the hospital team"), "{out}");
}

#[test]
fn a_program_reads_the_same() {
    let home = home();
    let (code, out, _) = pledge(home.path(), &["check", "--json", "unit"]);
    assert_eq!(
        (code, out.trim()),
        (0, "[]"),
        "without --reading it is a list of problems"
    );
    let (code, out, _) = pledge(home.path(), &["check", "--reading", "--json", "unit"]);
    assert_eq!(code, 0);
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["problems"], json!([]));
    let report = &value["reading"][0];
    assert!(report["file"].as_str().unwrap().ends_with("findings.yaml"));
    assert_eq!(report["words"], 35);
    assert_eq!(report["reading_age"].as_array().unwrap().len(), 2);
    assert!(report["smog"].is_f64() && report["flesch_kincaid"].is_f64());
    assert_eq!(
        report["passives"],
        json!([{"found": "be told", "place": {"line": 8, "path": "themes[0].standard"}}])
    );
    let goal = &report["texts"][1];
    assert_eq!(
        goal["place"],
        json!({"line": 13, "path": "themes[0].goals[0].title"})
    );
    assert_eq!((&goal["words"], &goal["smog"]), (&json!(4), &Value::Null));
    assert_eq!(
        goal["hints"][1],
        json!({
            "about": "term",
            "found": "HNA",
            "plain": "talk about what you need",
            "hint": "\u{201c}HNA\u{201d}: say \u{201c}talk about what you need\u{201d}",
        })
    );
}
