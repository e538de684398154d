//! Refuses reports: titles, totals and percentages made for reading, without a row for each person.
//!
//! The refusal says where the tool exports individual answers, which is usually one menu away.

use super::{TOOLS, parts::names_row};
use crate::intake::{
    export::{FileRefusal, Platform},
    read::FileHead,
};

/// Words that identify the header of a report table if all occur in a row, with the tool they belong to.
const HEADS: &[(&[&str], Option<Platform>)] = &[
    (
        &["answer choices", "responses"],
        Some(Platform::SurveyMonkey),
    ),
    (
        &["answer options", "response percent"],
        Some(Platform::SurveyMonkey),
    ),
    (
        &["answer options", "response count"],
        Some(Platform::SurveyMonkey),
    ),
    (
        &["minimum", "maximum", "mean", "count"],
        Some(Platform::Qualtrics),
    ),
    (&["#", "field", "choice count"], Some(Platform::Qualtrics)),
    (&["#", "answer", "%", "count"], Some(Platform::Qualtrics)),
    (
        &["answer", "count", "percentage"],
        Some(Platform::LimeSurvey),
    ),
    (&["option", "count", "percentage"], None),
    (&["answer", "number", "%"], None),
    (&["response", "count", "%"], None),
    (&["response", "count", "percentage"], None),
];

/// First words of a report's lines.
const LINES: &[(&str, Platform)] = &[
    ("field summary for", Platform::LimeSurvey),
    ("summary for ", Platform::LimeSurvey),
];

/// Column names that only totals have.
const TOTALS: &[&str] = &[
    "%",
    "average",
    "base",
    "count",
    "mean",
    "n",
    "number of responses",
    "per cent",
    "percent",
    "percentage",
    "responses",
    "std deviation",
    "total",
    "total responses",
];

/// Refusal of a report; `None` if the head may be a table of answers.
pub(super) fn refuse(head: &FileHead) -> Option<FileRefusal> {
    let lines: Vec<Vec<String>> = (0..head.rows.len())
        .map(|row| head.line(row).iter().map(|c| c.to_lowercase()).collect())
        .collect();
    for line in &lines {
        let has = |word: &&str| line.iter().any(|c| c == word);
        // A table of answers has more columns than a report table.
        let filled = line.iter().filter(|c| !c.is_empty()).count();
        let table = HEADS
            .iter()
            // A survey may ask about "count" and "percentage" too, but beside many other columns.
            .find(|(words, _)| words.iter().all(has) && filled <= words.len() + 3);
        if let Some((_, platform)) = table {
            return Some(report(*platform));
        }
        let begins = LINES
            .iter()
            .find(|(word, _)| line.first().is_some_and(|c| c.starts_with(word)));
        if let Some((_, platform)) = begins {
            return Some(report(Some(*platform)));
        }
    }
    let percent = |c: &&String| {
        c.strip_suffix('%')
            .is_some_and(|n| n.trim().replace(',', ".").parse::<f64>().is_ok())
    };
    let header = names_row(head);
    // Totals below the answers are excluded later as rows; the file is no report for them.
    let percents = if only_below(&lines, header.unwrap_or(0), percent) {
        0
    } else {
        lines.iter().flatten().filter(percent).count()
    };
    let names = header.and_then(|row| lines.get(row)).into_iter().flatten();
    let totals = names.filter(|c| TOTALS.contains(&c.as_str())).count();
    let titled = header.is_some_and(|row| row > 0);
    // Several tables under each other are separated by blank rows.
    let gaps = lines
        .iter()
        .skip(header.unwrap_or(0))
        .filter(|l| l.iter().all(String::is_empty))
        .count();
    // Tools never merge cells in an export of answers, so one further sign is enough there.
    let reported = if head.merged {
        percents > 1 || totals > 0 || gaps > 1 || header.is_none() || lines.len() < 3
    } else {
        titled && (percents > 2 || totals > 1)
    };
    reported.then(|| report(None))
}

/// True if percentages occur only in the last rows: somebody added totals below the answers.
fn only_below(lines: &[Vec<String>], header: usize, percent: impl Fn(&&String) -> bool) -> bool {
    let has: Vec<bool> = lines
        .iter()
        .skip(header + 1)
        .map(|line| line.iter().any(|c| percent(&c)))
        .collect();
    let first = has.iter().position(|h| *h).unwrap_or(has.len());
    let below = has.len() - first;
    // Enough rows above to be people, few enough below to be totals.
    first >= 5 && (1..=4).contains(&below)
}

fn report(platform: Option<Platform>) -> FileRefusal {
    let whose = platform.map_or_else(
        || "this is a report".to_owned(),
        |p| format!("this is a report of {}", p.name()),
    );
    FileRefusal {
        row: None,
        what: format!(
            "{whose}, with titles and totals, not the answers: there is no row for each person"
        ),
        help: platform
            .and_then(Platform::tool)
            .filter(|t| !t.export_menu.is_empty())
            .map_or_else(all_export_menus, |tool| {
                format!(
                    "export every single answer: in {}, {}",
                    tool.name, tool.export_menu
                )
            }),
    }
}

/// Menu paths of all tools, for a report whose tool is unknown.
fn all_export_menus() -> String {
    let mut ways = "export every single answer, one row for each person".to_owned();
    for tool in TOOLS.iter().filter(|t| !t.export_menu.is_empty()) {
        ways.push_str("; in ");
        ways.push_str(tool.name);
        ways.push_str(": ");
        ways.push_str(tool.export_menu);
    }
    ways
}
