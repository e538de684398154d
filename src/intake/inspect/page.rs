//! Text of an inspection: two sentences on the file, then a block for each column, at most 80 characters wide.
//!
//! People decide from it whether they have the right file, so a guess is called a guess.

use super::{InspectedColumn, Inspection};
use crate::{
    intake::export::Platform,
    text::{
        sanitise::clean,
        width::{Align, pad, truncate},
        wrap::wrap,
    },
};

/// Width of the page, in characters.
const WIDTH: usize = 80;
/// Maximum number of answers shown for a column.
const ANSWERS: usize = 12;

pub(super) fn text(seen: &Inspection, platform: Platform) -> String {
    let mut lines = Vec::new();
    let mut say = |sentence: &str| lines.extend(wrap(&clean(sentence), WIDTH));
    let whose = if is_notes(seen) {
        "notes of interviews.".to_owned()
    } else {
        tool_sentence(platform)
    };
    say(&format!("{}: {whose}", seen.file));
    say(&format_sentence(seen));
    let thing = if is_notes(seen) {
        "quotation"
    } else {
        "response"
    };
    let responses = match seen.responses {
        0 => "There are no responses.".to_owned(),
        1 => format!("1 {thing}"),
        n => format!("{n} {thing}s"),
    };
    let columns = seen.columns.len();
    let s = if columns == 1 { "" } else { "s" };
    if platform == Platform::Results {
        say(&format!("{} rows, {columns} column{s}.", seen.rows));
        say("If it holds answers of people, give --kind answers.");
    } else {
        say(&match seen.responses {
            0 => format!("{columns} column{s}. {responses}"),
            _ => format!("{responses}, {columns} column{s}."),
        });
    }
    for note in &seen.notes {
        let mut wrapped = wrap(&clean(note), WIDTH - 2).into_iter();
        lines.extend(wrapped.next().map(|l| format!("* {l}")));
        lines.extend(wrapped.map(|l| format!("  {l}")));
    }
    lines.push(String::new());
    if platform == Platform::Results {
        result_columns(seen, &mut lines);
        return lines.join("\n");
    }
    let legend = "How answers would count, if you agree: + good, - counts and is not good, x does not count, ? not known.";
    lines.extend(wrap(legend, WIDTH));
    let mut rest = seen.columns.as_slice();
    while let Some(column) = rest.first() {
        // The options of one question share a block.
        let same = |c: &&InspectedColumn| c.option.is_some() && c.question == column.question;
        let options = rest.iter().take_while(same).count();
        let (block_of, after) = rest.split_at(options.max(1));
        rest = after;
        if matches!(column.kind, "identifier" | "empty") {
            continue;
        }
        lines.push(String::new());
        if column.option.is_some() && column.kind == "multiple" {
            choices(block_of, &mut lines);
        } else {
            for column in block_of {
                column_block(column, &mut lines);
            }
        }
    }
    for (kind, head) in [
        (
            "identifier",
            "They say who answered, so they are not shown and not written:",
        ),
        ("empty", "Nobody answered:"),
    ] {
        let named: Vec<String> = seen
            .columns
            .iter()
            .filter(|c| c.kind == kind)
            .map(named)
            .collect();
        if !named.is_empty() {
            lines.push(String::new());
            lines.push(head.to_owned());
            let wrapped = wrap(&named.join(", "), WIDTH - 2);
            lines.extend(wrapped.into_iter().map(|l| format!("  {l}")));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Columns of a table of results with their roles.
fn result_columns(seen: &Inspection, lines: &mut Vec<String>) {
    lines.push("What each column would be, if you agree:".to_owned());
    lines.push(String::new());
    for column in &seen.columns {
        let role = match column.becomes.as_str() {
            "nothing" => "not used".to_owned(),
            "strand" => "the strand of a row".to_owned(),
            "period" => "the period of a row".to_owned(),
            other => other.to_owned(),
        };
        let head = format!("{}  {role}", clean(&column.id));
        lines.push(truncate(&head, WIDTH).into_owned());
        if clean(&column.question) != clean(&column.id) {
            let asked = wrap(&clean(&column.question), WIDTH - 2);
            lines.extend(asked.into_iter().map(|l| format!("  {l}")));
        }
        if !column.answers.is_empty() {
            let named: Vec<String> = column
                .answers
                .iter()
                .take(ANSWERS)
                .map(|a| clean(&a.text).into_owned())
                .collect();
            let more = if column.answers.len() > ANSWERS {
                ", ..."
            } else {
                ""
            };
            let wrapped = wrap(&format!("{}{more}", named.join(", ")), WIDTH - 4);
            lines.extend(wrapped.into_iter().map(|l| format!("    {l}")));
        }
    }
    lines.push(String::new());
}

/// A column in a list: its id, and the beginning of its question if that differs.
fn named(column: &InspectedColumn) -> String {
    let (id, question) = (clean(&column.id), clean(&column.question));
    if id == question {
        return id.into_owned();
    }
    format!("{id} ({})", truncate(&question, 40))
}

/// Block of a multiple-choice question: the number of people for each option.
fn choices(columns: &[InspectedColumn], lines: &mut Vec<String>) {
    let ids = match columns {
        [first, .., last] => format!("{} to {}", first.id, last.id),
        [one] => one.id.clone(),
        [] => return,
    };
    let head = format!("{}  multiple", clean(&ids));
    lines.push(truncate(&head, WIDTH).into_owned());
    let question = columns.first().map_or("", |c| c.question.as_str());
    let question = clean(question);
    lines.extend(
        wrap(&question, WIDTH - 2)
            .into_iter()
            .map(|l| format!("  {l}")),
    );
    for column in columns {
        let option = clean(column.option.as_deref().unwrap_or_default());
        let count = column.beside.chosen.to_string();
        lines.push(format!(
            "    {} {}",
            pad(&count, 7, Align::Right),
            truncate(&option, WIDTH - 12)
        ));
    }
}

/// True for a document, which only interview notes are.
fn is_notes(seen: &Inspection) -> bool {
    matches!(seen.container, "txt" | "md" | "docx" | "odt")
}

/// Sentence on the survey tool.
fn tool_sentence(platform: Platform) -> String {
    match platform {
        Platform::Plain => "a plain table; no survey tool was recognised.".to_owned(),
        Platform::Results => {
            "a table of results; each row is a question that somebody has counted already."
                .to_owned()
        }
        Platform::NhsFft => {
            "answers of the NHS Friends and Family Test, in a plain table.".to_owned()
        }
        tool => format!("an export of {}.", tool.name()),
    }
}

/// Sentence on container, sheet, delimiter and encoding.
fn format_sentence(seen: &Inspection) -> String {
    if is_notes(seen) {
        return format!("A document ({}).", seen.container);
    }
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

fn column_block(column: &InspectedColumn, lines: &mut Vec<String>) {
    let answered = match column.answered {
        0 => "no answers".to_owned(),
        1 => "1 answer".to_owned(),
        n => format!("{n} answers"),
    };
    let head = format!("{}  {}, {answered}", clean(&column.id), column.kind);
    lines.push(truncate(&head, WIDTH).into_owned());
    let question = clean(&column.question);
    if question != column.id {
        let asked = wrap(&question, WIDTH - 2);
        lines.extend(asked.into_iter().map(|l| format!("  {l}")));
    }
    match column.kind {
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

fn answers(column: &InspectedColumn, lines: &mut Vec<String>) {
    for answer in column.answers.iter().take(ANSWERS) {
        let text = clean(&answer.text);
        let count = answer.count.to_string();
        lines.push(format!(
            "  {} {} {}",
            effect_sign(column, &answer.text),
            pad(&count, 7, Align::Right),
            truncate(&text, WIDTH - 12)
        ));
    }
    let more = column.answers.len().saturating_sub(ANSWERS);
    if more > 0 {
        lines.push(format!("            and {more} more"));
    }
    if column.may_be_reversed {
        let asks = column
            .beside
            .asks
            .as_deref()
            .unwrap_or("which answers are good?");
        let asked = format!("It may be worded the other way round: {}", clean(asks));
        let wrapped = wrap(&asked, WIDTH - 4).into_iter();
        lines.extend(wrapped.map(|l| format!("    {l}")));
    }
    if column.beside.ends {
        lines.push("    Which end is good? Nothing in the file says it.".to_owned());
    }
}

/// `+`, `-` or `x` for the effect of an answer; `?` if the scale knows its neighbours but not it.
fn effect_sign(column: &InspectedColumn, answer: &str) -> &'static str {
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
