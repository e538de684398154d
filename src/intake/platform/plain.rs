//! A plain table: one row of names and a row for each person. Whatever no tool is known by.
//!
//! Sheets kept by hand begin with a title or two; those are passed over as long as a row of names and answers follow.

use super::{
    HeaderColumn, RecognisedHeader,
    parts::{is_code, is_date, question, ticks, titled, with_row},
    report,
};
use crate::intake::{
    export::{AnswerKind, Refused},
    read::FileHead,
};

pub(super) fn recognise(head: &FileHead) -> Result<Option<RecognisedHeader>, Refused> {
    if let Some(refused) = report::refuse(head) {
        return Err(refused);
    }
    Ok(table(head))
}

/// The row of names: the first that has a name for most of the columns.
pub(super) fn header(head: &FileHead) -> Option<usize> {
    let filled = |row: usize| head.line(row).iter().filter(|c| !c.is_empty()).count();
    let widest = (0..head.rows.len()).map(filled).max().filter(|w| *w > 0)?;
    // Ten rows of titles are more than anybody writes.
    (0..head.rows.len().min(10)).find(|row| filled(*row) * 5 >= widest * 3)
}

/// The table as it is, without judging whether it is one of answers.
pub(super) fn table(head: &FileHead) -> Option<RecognisedHeader> {
    let at = header(head)?;
    let worded = wordings_below(head, at);
    let second = !worded && second_header(head, at);
    let first_answer = at + 1 + usize::from(second || worded);
    let questions = if worded {
        let own = one_row(head, at);
        let under = (0..head.width()).map(|c| question(head.cell(at + 1, c)));
        let named = own.into_iter().zip(under);
        named
            .map(|(own, under)| if under.is_empty() { own } else { under })
            .collect()
    } else if second {
        two_rows(head, at, at + 1)
    } else {
        one_row(head, at)
    };
    let columns = (0..head.width()).zip(questions).map(|(c, question)| {
        let raw = head.cell(at, c);
        let raw = if raw.is_empty() && second {
            head.cell(at + 1, c)
        } else {
            raw
        };
        let column = HeaderColumn::new(question);
        // A code is the table's own id; a text is none.
        if is_code(raw) { column.id(raw) } else { column }
    });
    let mut columns: Vec<HeaderColumn> = columns.collect();
    options(head, first_answer, &mut columns);
    if second {
        ticked(head, at, &mut columns);
    }
    let mut notes = Vec::new();
    if at > 0 {
        notes.push(titled(at));
    }
    if second {
        notes.push(
            "the names of the columns were taken from two rows: the second has what stands below the first"
                .to_owned(),
        );
    }
    if worded {
        notes.push(format!(
            "row {} has codes, and the questions were taken from the row below it",
            at + 1
        ));
    }
    notes.extend(nameless(head, at));
    notes.extend(shares(head, at));
    Some(RecognisedHeader {
        header_rows: first_answer,
        titles: at,
        columns,
        notes,
        ..RecognisedHeader::default()
    })
}

/// Columns of one option each under a question that stands over the first of them: their cells repeat the option.
fn ticked(head: &FileHead, over: usize, columns: &mut [HeaderColumn]) {
    let questions = spread(head, over);
    for (c, column) in columns.iter_mut().enumerate() {
        let option = head.cell(over + 1, c);
        let mut cells = head.below(over + 2, c).peekable();
        if !option.is_empty() && cells.peek().is_some() && cells.all(|cell| ticks(cell, option)) {
            column.question = question(questions.get(c).copied().unwrap_or_default());
            column.option = Some(question(option));
            column.hint = Some(AnswerKind::Multiple);
        }
    }
}

/// Each column's name. Where the same name stands over several columns, the title above tells them apart: it was written
/// over all of them, in cells that are one in a workbook.
fn one_row(head: &FileHead, at: usize) -> Vec<String> {
    let names: Vec<String> = (0..head.width())
        .map(|c| question(head.cell(at, c)))
        .collect();
    let above = at.checked_sub(1).map(|row| spread(head, row));
    let again = |name: &String| !name.is_empty() && names.iter().filter(|n| *n == name).count() > 1;
    let told = |(c, name): (usize, &String)| match above.as_ref().and_then(|a| a.get(c)) {
        Some(over) if again(name) => with_row(&question(over), name),
        _ => name.clone(),
    };
    names.iter().enumerate().map(told).collect()
}

/// A row whose cells hold for the empty ones behind them.
fn spread(head: &FileHead, row: usize) -> Vec<&str> {
    let mut over = "";
    (0..head.width())
        .map(|c| {
            let cell = head.cell(row, c);
            if !cell.is_empty() {
                over = cell;
            }
            over
        })
        .collect()
}

/// Each column's name from two rows: the question, and the part of it that the column is of.
fn two_rows(head: &FileHead, over: usize, under: usize) -> Vec<String> {
    let questions = spread(head, over);
    let joined = questions.iter().enumerate().map(|(c, asked)| {
        let part = question(head.cell(under, c));
        let own = head.cell(over, c);
        if own.eq_ignore_ascii_case(&part) || is_word_for_answers(&part) {
            return question(own);
        }
        match (own.is_empty(), part.is_empty()) {
            // Nothing stands under a column without a part, and what stands before it is another question.
            (_, true) => question(own),
            _ => with_row(&question(asked), &part),
        }
    });
    joined.collect()
}

/// What a second row says of a column of one answer.
fn is_word_for_answers(part: &str) -> bool {
    const WORDS: &[&str] = &[
        "answer",
        "antwort",
        "free text",
        "check box",
        "check boxes",
        "checkbox",
        "checkboxes",
        "closed question",
        "comment box",
        "drop-down",
        "dropdown",
        "essay",
        "free text answer",
        "freetext",
        "likert",
        "likert scale",
        "long answer",
        "long text",
        "matrix",
        "multi choice",
        "multi-choice",
        "multi-select",
        "multiple choice",
        "multiple response",
        "numeric",
        "number",
        "open question",
        "open text",
        "open-ended",
        "paragraph",
        "radio",
        "radio button",
        "rating",
        "rating scale",
        "short answer",
        "short text",
        "single choice",
        "single select",
        "single-choice",
        "single-select",
        "text box",
        "text entry",
        "yes/no",
        "open-ended response",
        "r\u{e9}ponse",
        "response",
        "respuesta",
        "text",
        "ymateb",
    ];
    WORDS.contains(&part.to_lowercase().as_str())
}

/// Whether the row under a row of codes has the questions in words, as `Q1` over "Were you told?": nothing of it comes back as
/// an answer below, none of it is a day or a number, and most of it is a question or its code in other letters.
fn wordings_below(head: &FileHead, at: usize) -> bool {
    let under = at + 1;
    if under + 1 >= head.rows.len() {
        return false;
    }
    let named: Vec<usize> = (0..head.width())
        .filter(|c| !head.cell(at, *c).is_empty())
        .collect();
    let letters = |text: &str| -> String {
        let kept = text.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    let (mut filled, mut worded, mut asked, mut back) = (0, 0, 0, 0);
    for c in &named {
        let (code, cell) = (head.cell(at, *c), head.cell(under, *c));
        if cell.is_empty() {
            continue;
        }
        filled += 1;
        let number = cell.trim_end_matches('%').parse::<f64>().is_ok();
        if is_date(cell) || number {
            return false;
        }
        back += usize::from(!is_no_answer(head, under, *c));
        if !is_code(code) {
            continue;
        }
        let numbered = code.len() <= 12 && code.contains(|c: char| c.is_ascii_digit());
        let asks = cell.trim_end().ends_with('?');
        asked += usize::from(asks);
        worded += usize::from(
            asks || letters(cell) == letters(code) || (numbered && cell.split(' ').count() > 2),
        );
    }
    let codes = named.iter().filter(|c| is_code(head.cell(at, **c))).count();
    // Somebody who answers with questions has an answer beside them that others gave as well.
    worded > 1
        && back == 0
        && asked > 0
        && codes * 5 >= named.len() * 4
        && filled * 5 >= named.len() * 4
        && worded * 5 >= filled * 3
}

/// Whether the row under the names has names as well: it says something wherever the row above has a gap, nothing of it
/// comes back as an answer below, and none of it is a day or a number; or it only repeats the names.
fn second_header(head: &FileHead, at: usize) -> bool {
    let under = at + 1;
    if under + 1 >= head.rows.len() {
        return false;
    }
    let filled = head.filled(under);
    let columns = 0..head.width();
    let same = columns
        .clone()
        .filter(|c| {
            let cell = head.cell(under, *c);
            !cell.is_empty()
                && (cell.eq_ignore_ascii_case(head.cell(at, *c)) || is_word_for_answers(cell))
        })
        .count();
    if filled > 0 && same * 5 >= filled * 4 {
        return true;
    }
    let gaps: Vec<usize> = columns
        .clone()
        .filter(|c| head.cell(at, *c).is_empty() && head.below(under, *c).next().is_some())
        .collect();
    let names = |c: usize| {
        let cell = head.cell(under, c);
        cell.is_empty()
            || (!is_date(cell)
                && cell.trim_end_matches('%').parse::<f64>().is_err()
                && is_no_answer(head, under, c))
    };
    // A gap that begins the row is a column of numbers without a name.
    let parted = gaps.iter().any(|c| *c > 0 && !head.cell(at, 0).is_empty());
    if !parted
        || !gaps.iter().all(|c| !head.cell(under, *c).is_empty())
        || !columns.clone().all(names)
    {
        return false;
    }
    // A person's row would have the id that all others have, or answers that others gave as well.
    let rows = head.rows.len() - under - 1;
    let skipped = columns.clone().any(|c| {
        head.cell(under, c).is_empty() && head.below(under + 1, c).count() * 5 >= rows * 4
    });
    let come_back = columns
        .filter(|c| {
            let mut cells: Vec<&str> = head.below(under + 1, *c).collect();
            let all = cells.len();
            cells.sort_unstable();
            cells.dedup();
            all > 1 && cells.len() * 2 <= all
        })
        .count();
    let brief = (0..head.width()).all(|c| head.cell(under, c).split_whitespace().count() <= 6);
    skipped || (rows >= 5 && come_back > 0 && brief)
}

/// Whether a cell of a row of names is none of the answers below it: it does not come back, or stands in every cell that has
/// anything, as a tick does.
fn is_no_answer(head: &FileHead, row: usize, column: usize) -> bool {
    let name = head.cell(row, column);
    let cells: Vec<&str> = head.below(row + 1, column).collect();
    let same = cells.iter().filter(|cell| **cell == name).count();
    same == 0 || same == cells.len()
}

/// Columns called as another one and an option of it, such as `helped/nurse` beside `helped`, whose cells are ticks.
fn options(head: &FileHead, first_answer: usize, columns: &mut [HeaderColumn]) {
    let names: Vec<String> = columns.iter().map(|c| c.question.clone()).collect();
    for (c, column) in columns.iter_mut().enumerate() {
        let Some((base, option)) = column.question.rsplit_once('/') else {
            continue;
        };
        let mut cells = head.below(first_answer, c).peekable();
        let ticked = cells.peek().is_some() && cells.all(|cell| ticks(cell, option));
        if ticked && !option.is_empty() && names.iter().any(|n| n == base) {
            let (base, option) = (base.to_owned(), option.to_owned());
            column.question = base;
            column.option = Some(option);
            column.hint = Some(AnswerKind::Multiple);
        }
    }
}

/// A note where what should be names comes back as answers under most of them: somebody cut off the row of names.
fn nameless(head: &FileHead, at: usize) -> Option<String> {
    let named: Vec<usize> = (0..head.width())
        .filter(|c| !head.cell(at, *c).is_empty())
        .collect();
    let again = |c: &&usize| {
        head.below(at + 1, **c)
            .any(|cell| cell == head.cell(at, **c))
    };
    let same = named.iter().filter(again).count();
    (same > 0 && same * 2 >= named.len()).then(|| {
        format!(
            "row {} looks like answers, not like names of columns: if the row of names was cut off, put it back",
            at + 1
        )
    })
}

/// A note where columns called percentages add up to 100 in each row: such a row is a summary of many people, not one.
fn shares(head: &FileHead, at: usize) -> Option<String> {
    let columns: Vec<usize> = (0..head.width())
        .filter(|c| {
            let name = head.cell(at, *c).to_lowercase();
            name.contains("percent") || name.contains('%') || name.contains("per cent")
        })
        .collect();
    let mut rows = 0;
    let mut whole = 0;
    for row in at + 1..head.rows.len() {
        let numbers: Vec<f64> = columns
            .iter()
            .filter_map(|c| head.cell(row, *c).trim_end_matches('%').trim().parse().ok())
            .collect();
        if numbers.len() == columns.len() && columns.len() > 1 {
            rows += 1;
            whole += usize::from((98.0..=102.0).contains(&numbers.iter().sum::<f64>()));
        }
    }
    (rows > 0 && whole * 10 >= rows * 9).then(|| {
        "percentages that add up to 100 in each row look like ready results, not answers: a row is not a person, and nothing of it can be scored".to_owned()
    })
}
