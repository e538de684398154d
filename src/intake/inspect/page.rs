//! The page for people: what was read in two sentences, then a block for each column, at most 80 columns wide.
//!
//! Whoever reads it decides from it whether the file is the right one, so what is a guess is called one.

use super::{Inspection, Seen};
use crate::{
    intake::export::Platform,
    text::{
        sanitise::clean,
        width::{Align, pad, truncate},
        wrap::wrap,
    },
};

/// How wide the page is.
const WIDTH: usize = 80;
/// So many answers of a column are told; the rest are counted.
const ANSWERS: usize = 12;

pub(super) fn text(seen: &Inspection, platform: Platform) -> String {
    let mut lines = Vec::new();
    let mut say = |sentence: &str| lines.extend(wrap(&clean(sentence), WIDTH));
    say(&format!("{}: {}", seen.file, whose(platform)));
    say(&how(seen));
    let responses = match seen.responses {
        0 => "There are no responses.".to_owned(),
        1 => "1 response".to_owned(),
        n => format!("{n} responses"),
    };
    let columns = seen.columns.len();
    let s = if columns == 1 { "" } else { "s" };
    say(&match seen.responses {
        0 => format!("{columns} column{s}. {responses}"),
        _ => format!("{responses}, {columns} column{s}."),
    });
    for note in &seen.notes {
        let mut wrapped = wrap(&clean(note), WIDTH - 2).into_iter();
        lines.extend(wrapped.next().map(|l| format!("* {l}")));
        lines.extend(wrapped.map(|l| format!("  {l}")));
    }
    lines.push(String::new());
    let legend = "How answers would count, if you agree: + good, - counts and is not good, x does not count, ? not known.";
    lines.extend(wrap(legend, WIDTH));
    for column in &seen.columns {
        lines.push(String::new());
        block(column, &mut lines);
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Whose export it is, as a sentence.
fn whose(platform: Platform) -> String {
    match platform {
        Platform::Plain => "a plain table; no survey tool was recognised.".to_owned(),
        Platform::NhsFft => {
            "answers of the NHS Friends and Family Test, in a plain table.".to_owned()
        }
        tool => format!("an export of {}.", tool.name()),
    }
}

/// How it was read, as a sentence.
fn how(seen: &Inspection) -> String {
    if seen.encoding.is_empty() {
        return match &seen.sheet {
            Some(sheet) => format!(
                "A workbook ({}); the sheet read is \"{sheet}\".",
                seen.container
            ),
            None => format!("A workbook ({}).", seen.container),
        };
    }
    let apart = match seen.delimiter {
        Some(',') | None => "commas",
        Some(';') => "semicolons",
        Some('\t') => "tabs",
        Some('|') => "upright bars",
        Some(_) => "other marks",
    };
    let encoding = match seen.encoding {
        "windows-1252" => "Windows-1252".to_owned(),
        other => other.to_uppercase(),
    };
    if seen.guessed {
        format!(
            "Cells are apart by {apart}. The letters were read as {encoding}, which is a guess: if letters look wrong, give --encoding."
        )
    } else {
        format!("Cells are apart by {apart}. The letters are {encoding}.")
    }
}

fn block(column: &Seen, lines: &mut Vec<String>) {
    let answered = match column.answered {
        0 => "no answers".to_owned(),
        1 => "1 answer".to_owned(),
        n => format!("{n} answers"),
    };
    let option = column
        .option
        .as_deref()
        .map_or(String::new(), |o| format!(" [{}]", clean(o)));
    let head = format!("{}  {}, {answered}", clean(&column.id), column.kind);
    lines.push(truncate(&head, WIDTH).into_owned());
    let question = clean(&column.question);
    if question != column.id {
        let asked = format!("{question}{option}");
        for line in wrap(&asked, WIDTH - 2) {
            lines.push(format!("  {line}"));
        }
    } else if !option.is_empty() {
        lines.push(format!("  {}", truncate(option.trim(), WIDTH - 2)));
    }
    match column.kind {
        "identifier" => lines.push("    says who answered: not shown, and not written".to_owned()),
        "text" => lines.push("    patients' own words: not shown here".to_owned()),
        "date" | "number" => {
            let range = column.beside.range.as_ref();
            lines.extend(range.map(|(from, to)| {
                let range = format!("    from {} to {}", clean(from), clean(to));
                truncate(&range, WIDTH).into_owned()
            }));
        }
        _ => answers(column, lines),
    }
}

fn answers(column: &Seen, lines: &mut Vec<String>) {
    for answer in column.answers.iter().take(ANSWERS) {
        let text = clean(&answer.text);
        let count = answer.count.to_string();
        lines.push(format!(
            "  {} {} {}",
            mark(column, &answer.text),
            pad(&count, 7, Align::Right),
            truncate(&text, WIDTH - 12)
        ));
    }
    let more = column.answers.len().saturating_sub(ANSWERS);
    if more > 0 {
        lines.push(format!("            and {more} more"));
    }
    if column.beside.ends {
        lines.push("    Which end is good? Nothing in the file says it.".to_owned());
    }
}

/// `+`, `-` or `x` as an answer would count; `?` where its neighbours are known and it is not.
fn mark(column: &Seen, answer: &str) -> &'static str {
    let has = |list: &[String]| list.iter().any(|a| a == answer);
    let (positive, other, leave_out) = match (&column.proposal, &column.beside.partial) {
        (Some(p), _) => (&p.positive, &p.other, &p.leave_out),
        (None, Some(p)) => (&p.known.positive, &p.known.other, &p.known.leave_out),
        (None, None) => return " ",
    };
    match () {
        () if has(positive) => "+",
        () if has(other) => "-",
        () if has(leave_out) => "x",
        () => "?",
    }
}
