//! What the answers of a column are: a scale, words, a date; and above all whether they say who somebody is.
//!
//! An identifier that is missed ends up on a wall, so both the header and the look of the cells are asked, and one too many
//! is better than one too few. A question with a few answers to choose from is none, whatever it mentions.

mod codes;
mod identifier;
mod sentences;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

pub(super) use self::identifier::{is_email, words as header_words};
use self::sentences::Asks;
pub(super) use self::sentences::asks_for_all;
use super::{
    days,
    export::{AnswerKind, ColumnInfo},
    platform::is_date,
    scale,
    table::{Answer, AnswerColumn},
};

/// So many different cells of a column are looked at.
const LOOKED_AT: usize = 400;
/// More different answers than this are nothing to choose from.
const CHOICES: usize = 150;

/// Whether a cell only says that there is no answer.
pub fn is_missing(text: &str) -> bool {
    const MISSING: &[&str] = &[
        "",
        "-",
        ".",
        "#n/a",
        "[not completed]",
        "n/a",
        "na",
        "nan",
        "none",
        "null",
        "{question_not_shown}",
    ];
    let text = text.trim();
    MISSING.iter().any(|m| text.eq_ignore_ascii_case(m))
}

/// Whether an answer only says that there is none, among those that are given beside it: "None" beside "Mild" and "Severe" is
/// an answer like them.
pub fn is_missing_among(text: &str, answers: &[Answer]) -> bool {
    if !is_missing(text) {
        return false;
    }
    let none = text.trim().eq_ignore_ascii_case("none");
    !(none && scale::are_degrees(answers))
}

/// Different cells of a column with how often they come, those that are missing left out.
struct Cells {
    cells: Vec<(String, u32)>,
    /// There are more different ones than were looked at.
    more: bool,
}

impl Cells {
    fn of(column: &AnswerColumn, rows: usize) -> Self {
        if let Some(answers) = column.answers() {
            let cells: Vec<(String, u32)> = answers
                .iter()
                .filter(|a| a.count > 0 && !is_missing_among(&a.text, answers))
                .take(LOOKED_AT)
                .map(|a| (a.text.clone(), a.count))
                .collect();
            let more = answers.len() > LOOKED_AT;
            return Self { cells, more };
        }
        // Words: the first rows that have any.
        let mut counts: HashMap<&str, u32> = HashMap::new();
        let mut order = Vec::new();
        for row in 0..rows {
            let cell = column.cell(row);
            if is_missing(cell) {
                continue;
            }
            let count = counts.entry(cell).or_insert(0);
            if *count == 0 {
                if order.len() == LOOKED_AT {
                    break;
                }
                order.push(cell);
            }
            *count += 1;
        }
        let cells = order
            .into_iter()
            .map(|c| (c.to_owned(), counts.get(c).copied().unwrap_or(0)))
            .collect();
        Self { cells, more: true }
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|(text, _)| text.as_str())
    }

    fn number(&self) -> usize {
        self.cells.len()
    }

    fn answered(&self) -> usize {
        self.cells.iter().map(|(_, n)| *n as usize).sum()
    }

    /// Whether so many in a hundred of the different cells are such.
    fn most(&self, percent: usize, such: impl Fn(&str) -> bool) -> bool {
        let found = self.texts().filter(|t| such(t)).count();
        found > 0 && found * 100 >= self.number() * percent
    }
}

/// What a column is, and whether its words are patients' own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What its answers are.
    pub kind: AnswerKind,
    /// They are text that looks like sentences, which may become comments.
    pub sentences: bool,
}

/// What the answers of a column of so many rows are. `hint` is what its header says, and holds unless the answers are of no
/// such kind.
pub fn judge(
    column: &AnswerColumn,
    rows: usize,
    described: &ColumnInfo,
    hint: Option<AnswerKind>,
) -> Judged {
    let cells = Cells::of(column, rows);
    let kind = kind(&cells, described, hint);
    let asks = match hint {
        Some(AnswerKind::Text) => sentences::asks(described).max(Asks::Perhaps),
        _ => sentences::asks(described),
    };
    Judged {
        kind,
        sentences: kind == AnswerKind::Text && sentences::earn_words(&cells, asks),
    }
}

fn kind(cells: &Cells, described: &ColumnInfo, hint: Option<AnswerKind>) -> AnswerKind {
    // A tool's own columns are known: "Question time: address" is a number, whatever it mentions.
    let told = matches!(
        hint,
        Some(AnswerKind::Date | AnswerKind::Number | AnswerKind::Choice)
    );
    let who = identifier::looks(cells)
        || (!told && (identifier::headed(described, cells) || codes::are_codes(cells, described)));
    if hint == Some(AnswerKind::Identifier) || who {
        return AnswerKind::Identifier;
    }
    if cells.number() == 0 {
        return AnswerKind::Empty;
    }
    match hint {
        Some(AnswerKind::Date) if cells.most(80, is_date) || are_serial_days(cells) => {
            return AnswerKind::Date;
        }
        Some(AnswerKind::Number) if cells.most(80, is_number) => return AnswerKind::Number,
        Some(AnswerKind::Text) if cells.most(95, is_date) => return AnswerKind::Date,
        Some(AnswerKind::Text) if cells.most(95, is_number) => return AnswerKind::Number,
        Some(kind @ (AnswerKind::Text | AnswerKind::Multiple | AnswerKind::Choice)) => return kind,
        _ => {}
    }
    by_answers(cells, described)
}

/// Whether the cells are a spreadsheet's numbers for days.
fn are_serial_days(cells: &Cells) -> bool {
    cells.most(95, |t| days::day_of_number(t).is_some())
}

fn by_answers(cells: &Cells, described: &ColumnInfo) -> AnswerKind {
    let texts: Vec<Answer> = cells
        .cells
        .iter()
        .map(|(text, count)| Answer {
            text: text.clone(),
            count: *count,
        })
        .collect();
    if !cells.more
        && let Some(known) = scale::propose_for(&described.question, &texts)
    {
        let two = known.name == "yes or no";
        return if two {
            AnswerKind::Choice
        } else {
            AnswerKind::Scale
        };
    }
    if cells.most(95, is_date) || (identifier::names_a_day(described) && are_serial_days(cells)) {
        return AnswerKind::Date;
    }
    if cells.most(95, is_number) {
        return numbers(cells, described);
    }
    if is_multiple(cells, sentences::asks_for_all(described)) {
        return AnswerKind::Multiple;
    }
    // Most of a scale's words, with one among them that nobody knows.
    let ordered = !cells.more
        && scale::partial(&described.question, &texts).is_some_and(|p| {
            let known = p.known.positive.len() + p.known.other.len();
            let brief = p.unknown.iter().all(|a| a.chars().count() <= 50);
            known > 1 && p.unknown.len() * 2 <= known && brief && p.known.name != "yes or no"
        });
    if ordered {
        return AnswerKind::Scale;
    }
    if few(cells) && !asks_for_words(cells, described) {
        return AnswerKind::Choice;
    }
    AnswerKind::Text
}

/// Whether a header asks for words and gets some, though they come back: in a small survey "No, thank you" is said by many.
fn asks_for_words(cells: &Cells, described: &ColumnInfo) -> bool {
    let often = cells.answered() >= 50 && cells.answered() >= cells.number() * 5;
    let asks = sentences::asks(described);
    asks == Asks::Surely && !often && sentences::earn_words(cells, asks)
}

fn is_number(text: &str) -> bool {
    text.trim()
        .replace(',', ".")
        .parse::<f64>()
        .is_ok_and(f64::is_finite)
}

/// Numbers from 0 to 10 are a scale, 0 and 1 a choice, and others are numbers.
fn numbers(cells: &Cells, described: &ColumnInfo) -> AnswerKind {
    const COUNTED: &[&str] = &[
        "age", "count", "days", "duration", "index", "len", "length", "many", "number",
    ];
    let words = identifier::words(&format!("{} {}", described.id, described.question));
    let counted = COUNTED.iter().any(|w| words.iter().any(|word| word == w));
    if counted {
        return AnswerKind::Number;
    }
    if scale::ends(cells.texts()).is_some() {
        return AnswerKind::Scale;
    }
    let whole = cells.texts().all(|t| t.parse::<u8>().is_ok_and(|n| n <= 9));
    if whole && cells.number() <= 2 && cells.answered() >= 2 {
        return AnswerKind::Choice;
    }
    AnswerKind::Number
}

/// Several answers in one cell: joined by `;`, or by commas where the parts come back in other company. Where the header asks
/// for all that apply, what people added in words of their own is no reason to doubt it.
fn is_multiple(cells: &Cells, asked: bool) -> bool {
    if cells.most(60, |t| t.ends_with(';')) {
        return true;
    }
    [';', ',', '|', '\n'].into_iter().any(|separator| {
        // Of each part: in how many different cells it is, and how many people said it.
        let mut company: HashMap<&str, (HashSet<usize>, usize)> = HashMap::new();
        let mut joined = 0;
        let mut parts_in_all = 0;
        for (nth, (text, count)) in cells.cells.iter().enumerate() {
            let parts: Vec<&str> = text
                .split(separator)
                .map(str::trim)
                .filter(|p| !p.is_empty())
                .collect();
            joined += usize::from(parts.len() > 1);
            parts_in_all += parts.len();
            for part in parts {
                let (cells, people) = company.entry(part).or_default();
                cells.insert(nth);
                *people += *count as usize;
            }
        }
        let again = company.values().filter(|(c, _)| c.len() > 1).count();
        let short = company.keys().all(|p| p.chars().count() <= 80);
        let strictly = joined > 1
            && joined * 5 >= cells.number()
            && company.len() <= 30
            && short
            && again * 5 >= company.len() * 4
            && parts_in_all >= company.len() * 2;
        // Said by many: options. Said once: somebody's own words beside them.
        let said: usize = company.values().map(|(_, people)| people).sum();
        let options = company.values().filter(|(_, people)| *people > 1);
        let (number, by_options) =
            options.fold((0, 0), |(n, sum), (_, people)| (n + 1, sum + people));
        let least = if asked { 50 } else { 85 };
        let mostly = joined > 1
            && (2..=60).contains(&number)
            && by_options * 100 >= said * least
            && (asked || (joined * 5 >= cells.number() && again * 2 >= number && again > 1));
        strictly || mostly
    })
}

/// Whether the answers are few and come back: something to choose from rather than words of one's own.
fn few(cells: &Cells) -> bool {
    let (number, answered) = (cells.number(), cells.answered());
    if cells.more || number > CHOICES {
        return false;
    }
    let words = |t: &str| t.split_whitespace().count();
    let long = cells
        .texts()
        .filter(|t| words(t) > 8 || t.contains('\n'))
        .count();
    if long * 5 > number && number > 8 {
        return false;
    }
    if cells.texts().any(|t| t.chars().count() > 250) {
        return false;
    }
    let short = cells
        .texts()
        .all(|t| words(t) <= 6 && t.chars().count() <= 50);
    match answered {
        0..=3 => number < answered && short,
        4..=19 => number * 3 <= answered * 2 && short && number <= 8,
        20..=99 => number * 2 <= answered && number <= 30,
        _ => number * 4 <= answered,
    }
}
