//! Reports: what a tool makes of the answers for reading, with titles, totals and percentages, and no row for a person.
//!
//! They are refused with the way to the answers themselves, since whoever pressed "export" is one menu away from it.

use super::{TOOLS, plain};
use crate::intake::{
    export::{Platform, Refused},
    read::FileHead,
};

/// Words that stand in the heads of a report's tables; `n` of them in one row make it one, where somebody's tool is known
/// by them.
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

/// Words that begin a line of such a report.
const LINES: &[(&str, Platform)] = &[
    ("field summary for", Platform::LimeSurvey),
    ("summary for ", Platform::LimeSurvey),
];

/// Names of columns that only totals have.
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

/// Why the head is that of a report; `None` where it may well be a table of answers.
pub(super) fn refuse(head: &FileHead) -> Option<Refused> {
    let lines: Vec<Vec<String>> = (0..head.rows.len())
        .map(|row| head.line(row).iter().map(|c| c.to_lowercase()).collect())
        .collect();
    for line in &lines {
        let has = |word: &&str| line.iter().any(|c| c == word);
        // A table of answers has more columns than the words of a report's.
        let filled = line.iter().filter(|c| !c.is_empty()).count();
        let table = HEADS
            .iter()
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
    let header = plain::header(head);
    let percents = if only_below(&lines, header.unwrap_or(0), percent) {
        0
    } else {
        lines.iter().flatten().filter(percent).count()
    };
    let names = header.and_then(|row| lines.get(row)).into_iter().flatten();
    let totals = names.filter(|c| TOTALS.contains(&c.as_str())).count();
    let titled = header.is_some_and(|row| row > 0);
    // Several tables under each other have gaps between them.
    let gaps = lines
        .iter()
        .skip(header.unwrap_or(0))
        .filter(|l| l.iter().all(String::is_empty))
        .count();
    let reported = if head.merged {
        percents > 1 || totals > 0 || gaps > 1 || header.is_none() || lines.len() < 3
    } else {
        titled && (percents > 2 || totals > 1)
    };
    reported.then(|| report(None))
}

/// Whether percentages stand only in the last rows, under more rows of answers: somebody added them up below.
fn only_below(lines: &[Vec<String>], header: usize, percent: impl Fn(&&String) -> bool) -> bool {
    let has: Vec<bool> = lines
        .iter()
        .skip(header + 1)
        .map(|line| line.iter().any(|c| percent(&c)))
        .collect();
    let first = has.iter().position(|h| *h).unwrap_or(has.len());
    let below = has.len() - first;
    first >= 5 && (1..=4).contains(&below)
}

fn report(platform: Option<Platform>) -> Refused {
    let whose = platform.map_or_else(
        || "this is a report".to_owned(),
        |p| format!("this is a report of {}", p.name()),
    );
    Refused {
        row: None,
        what: format!(
            "{whose}, with titles and totals, not the answers: there is no row for each person"
        ),
        help: platform
            .and_then(Platform::tool)
            .filter(|t| !t.whole.is_empty())
            .map_or_else(every_way, |tool| {
                format!(
                    "export every single answer: in {}, {}",
                    tool.name, tool.whole
                )
            }),
    }
}

/// How the answers are exported, tool by tool.
fn every_way() -> String {
    let mut ways = "export every single answer, one row for each person".to_owned();
    for tool in TOOLS.iter().filter(|t| !t.whole.is_empty()) {
        ways.push_str("; in ");
        ways.push_str(tool.name);
        ways.push_str(": ");
        ways.push_str(tool.whole);
    }
    ways
}
