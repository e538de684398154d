//! Plain tables: a row of column names and a row for each person. The fallback for any other tool.
//!
//! Sheets kept by hand begin with a title or two, which are skipped if a row of names and answers follow.

use super::{
    HeaderColumn, RecognisedHeader,
    parts::{is_code, is_date, is_tick, names_row, question, title_note, with_row},
    report,
};
use crate::intake::{
    export::{AnswerKind, FileRefusal},
    read::FileHead,
};

pub(super) fn recognise(head: &FileHead) -> Result<Option<RecognisedHeader>, FileRefusal> {
    if let Some(refused) = report::refuse(head) {
        return Err(refused);
    }
    Ok(table(head))
}

/// Reads the table without judging whether it holds answers.
pub(super) fn table(head: &FileHead) -> Option<RecognisedHeader> {
    let at = names_row(head)?;
    // First: a row of question texts would also pass for a second row of names.
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
        // A code serves as id; a question text does not.
        if is_code(raw) { column.id(raw) } else { column }
    });
    let mut columns: Vec<HeaderColumn> = columns.collect();
    mark_slash_options(head, first_answer, &mut columns);
    if second {
        mark_options_below(head, at, &mut columns);
    }
    let mut notes = Vec::new();
    if at > 0 {
        notes.push(title_note(at));
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
    notes.extend(cut_header_note(head, at));
    notes.extend(share_note(head, at));
    Some(RecognisedHeader {
        header_rows: first_answer,
        titles: at,
        columns,
        notes,
        ..RecognisedHeader::default()
    })
}

/// Option columns under a question that stands over the first of them; their cells repeat the option.
fn mark_options_below(head: &FileHead, over: usize, columns: &mut [HeaderColumn]) {
    let questions = fill_right(head, over);
    for (c, column) in columns.iter_mut().enumerate() {
        let option = head.cell(over + 1, c);
        let mut cells = head.below(over + 2, c).peekable();
        if !option.is_empty() && cells.peek().is_some() && cells.all(|cell| is_tick(cell, option)) {
            column.question = question(questions.get(c).copied().unwrap_or_default());
            column.option = Some(question(option));
            column.hint = Some(AnswerKind::Multiple);
        }
    }
}

/// Name of each column. If several columns share a name, the merged title cell above tells them apart.
fn one_row(head: &FileHead, at: usize) -> Vec<String> {
    let names: Vec<String> = (0..head.width())
        .map(|c| question(head.cell(at, c)))
        .collect();
    // Excel keeps the text of merged cells in the first of them.
    let above = at.checked_sub(1).map(|row| fill_right(head, row));
    let again = |name: &String| !name.is_empty() && names.iter().filter(|n| *n == name).count() > 1;
    let told = |(c, name): (usize, &String)| match above.as_ref().and_then(|a| a.get(c)) {
        Some(over) if again(name) => with_row(&question(over), name),
        _ => name.clone(),
    };
    names.iter().enumerate().map(told).collect()
}

/// A row with empty cells filled from the left, as merged cells need.
fn fill_right(head: &FileHead, row: usize) -> Vec<&str> {
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

/// Name of each column from two header rows: question and part.
fn two_rows(head: &FileHead, over: usize, under: usize) -> Vec<String> {
    let questions = fill_right(head, over);
    let joined = questions.iter().enumerate().map(|(c, asked)| {
        let part = question(head.cell(under, c));
        let own = head.cell(over, c);
        if own.eq_ignore_ascii_case(&part) || is_word_for_answers(&part) {
            return question(own);
        }
        match (own.is_empty(), part.is_empty()) {
            // A column without a part stands alone; the question to its left is another one.
            (_, true) => question(own),
            _ => with_row(&question(asked), &part),
        }
    });
    joined.collect()
}

/// True for a second-row word that only describes the type of a question.
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

/// True if the row under a row of codes holds the question texts, as in `Q1` over "Were you told?". No cell may repeat
/// below as an answer, be a date or a number; most must ask or repeat the code.
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
        // One number or date is enough against it: a question text is never a number.
        let number = cell.trim_end_matches('%').parse::<f64>().is_ok();
        if is_date(cell) || number {
            return false;
        }
        // A text that comes again below is an answer.
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
    // A person who answers in questions shares at least one other answer with somebody.
    worded > 1
        && back == 0
        && asked > 0
        && codes * 5 >= named.len() * 4
        && filled * 5 >= named.len() * 4
        && worded * 5 >= filled * 3
}

/// True if a second row of names follows: it fills the gaps of the first, and holds no answers, dates or numbers; or it
/// repeats the names.
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
    // SurveyMonkey repeats "Response" under every question without parts.
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
    // A gap in the first column is a column of row numbers without a name.
    let parted = gaps.iter().any(|c| *c > 0 && !head.cell(at, 0).is_empty());
    if !parted
        || !gaps.iter().all(|c| !head.cell(under, *c).is_empty())
        || !columns.clone().all(names)
    {
        return false;
    }
    // The row of a person would have an id like all others, or answers that others gave as well.
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

/// True if a name does not occur as an answer below it, or is the tick in every filled cell.
fn is_no_answer(head: &FileHead, row: usize, column: usize) -> bool {
    let name = head.cell(row, column);
    let cells: Vec<&str> = head.below(row + 1, column).collect();
    let same = cells.iter().filter(|cell| **cell == name).count();
    // All cells equal to the name are ticks: the option is written into each cell.
    same == 0 || same == cells.len()
}

/// Option columns named after another column, such as `helped/nurse` beside `helped`, holding ticks.
fn mark_slash_options(head: &FileHead, first_answer: usize, columns: &mut [HeaderColumn]) {
    let names: Vec<String> = columns.iter().map(|c| c.question.clone()).collect();
    for (c, column) in columns.iter_mut().enumerate() {
        let Some((base, option)) = column.question.rsplit_once('/') else {
            continue;
        };
        let mut cells = head.below(first_answer, c).peekable();
        let ticked = cells.peek().is_some() && cells.all(|cell| is_tick(cell, option));
        // KoBo and ODK write the choice of several in one column, and each option again beside it.
        if ticked && !option.is_empty() && names.iter().any(|n| n == base) {
            let (base, option) = (base.to_owned(), option.to_owned());
            column.question = base;
            column.option = Some(option);
            column.hint = Some(AnswerKind::Multiple);
        }
    }
}

/// Remark if most names repeat as answers: somebody cut off the header.
fn cut_header_note(head: &FileHead, at: usize) -> Option<String> {
    let named: Vec<usize> = (0..head.width())
        .filter(|c| !head.cell(at, *c).is_empty())
        .collect();
    let again = |c: &&usize| {
        head.below(at + 1, **c)
            .any(|cell| cell == head.cell(at, **c))
    };
    let same = named.iter().filter(again).count();
    // A note and no refusal: in a small survey an answer may well be worded like its column.
    (same > 0 && same * 2 >= named.len()).then(|| {
        format!(
            "row {} looks like answers, not like names of columns: if the row of names was cut off, put it back",
            at + 1
        )
    })
}

/// Remark if percentage columns sum to 100 in each row: such a row summarises people.
fn share_note(head: &FileHead, at: usize) -> Option<String> {
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
            // Rounded parts add up to 99 or 101, and with five of them to 98.
            whole += usize::from((98.0..=102.0).contains(&numbers.iter().sum::<f64>()));
        }
    }
    (rows > 0 && whole * 10 >= rows * 9).then(|| {
        "percentages that add up to 100 in each row look like ready results, not answers: a row is not a person, and nothing of it can be scored".to_owned()
    })
}
