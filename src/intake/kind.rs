//! Classifies columns by the kind of their answers: scale, choice, text, date, and above all identifiers.
//!
//! A missed identifier ends up on a wall. Header and cells are therefore both tested, and a false positive is preferred to
//! a false negative. A question with a few answers to choose from identifies nobody, whatever it mentions.

mod codes;
mod identifier;
mod sentences;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

pub(super) use self::identifier::{header_words, is_email};
use self::sentences::TextDemand;
pub(super) use self::sentences::asks_for_all;
use super::{
    days,
    export::{AnswerKind, ColumnInfo},
    scale,
    table::{Answer, AnswerColumn},
};

/// Maximum number of distinct cells that are sampled.
const LOOKED_AT: usize = 400;
/// Number of distinct answers above which a column is not a choice.
const CHOICES: usize = 150;

/// True for a cell that only marks a missing answer.
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

/// True for a missing answer in the context of the others: "None" beside "Mild" and "Severe" is an answer.
pub fn is_missing_among(text: &str, answers: &[Answer]) -> bool {
    if !is_missing(text) {
        return false;
    }
    // "N/A" beside degrees stays missing; only "None" is an amount.
    let none = text.trim().eq_ignore_ascii_case("none");
    !(none && scale::are_degrees(answers))
}

/// Distinct cells of a column with their counts, without missing ones.
struct DistinctCells {
    cells: Vec<(String, u32)>,
    /// True if the column has more distinct cells than were sampled.
    more: bool,
}

impl DistinctCells {
    fn collect(column: &AnswerColumn, rows: usize) -> Self {
        if let Some(answers) = column.answers() {
            let cells: Vec<(String, u32)> = answers
                .iter()
                // Answers of excluded rows stay in the list with a count of 0.
                .filter(|a| a.count > 0 && !is_missing_among(&a.text, answers))
                .take(LOOKED_AT)
                .map(|a| (a.text.clone(), a.count))
                .collect();
            let more = answers.len() > LOOKED_AT;
            return Self { cells, more };
        }
        // Free text is not kept as distinct answers; sample its first rows.
        let mut counts: HashMap<&str, u32> = HashMap::new();
        let mut order = Vec::new();
        for row in 0..rows {
            let cell = column.cell(row);
            if is_missing(cell) {
                continue;
            }
            let count = counts.entry(cell).or_insert(0);
            if *count == 0 {
                // From the first rows only: reading a million comments to name their kind would take longer than importing
                // them.
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

    /// True if at least `percent` of the distinct cells satisfy `such`.
    fn most(&self, percent: usize, such: impl Fn(&str) -> bool) -> bool {
        let found = self.texts().filter(|t| such(t)).count();
        found > 0 && found * 100 >= self.number() * percent
    }
}

/// Classification of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classification {
    /// Kind of its answers.
    pub kind: AnswerKind,
    /// True for text that looks like sentences, which may become comments.
    pub sentences: bool,
}

/// Classifies a column of `rows` rows. `hint` comes from its header, and is ignored if the answers contradict it.
pub fn classify(
    column: &AnswerColumn,
    rows: usize,
    described: &ColumnInfo,
    hint: Option<AnswerKind>,
) -> Classification {
    let cells = DistinctCells::collect(column, rows);
    let kind = kind_of(&cells, described, hint);
    let asks = match hint {
        // Tools call every field without validation a text, also one for a postcode.
        Some(AnswerKind::Text) => sentences::text_demand(described).max(TextDemand::Perhaps),
        _ => sentences::text_demand(described),
    };
    Classification {
        kind,
        sentences: kind == AnswerKind::Text && sentences::is_free_text(&cells, asks),
    }
}

fn kind_of(cells: &DistinctCells, described: &ColumnInfo, hint: Option<AnswerKind>) -> AnswerKind {
    // The tool's own columns are known: "Question time: address" holds a number.
    let told = matches!(
        hint,
        Some(AnswerKind::Date | AnswerKind::Number | AnswerKind::Choice)
    );
    // The cells are tested even for columns that the tool vouches for: people type mail addresses into any field.
    let who = identifier::cells_identify(cells)
        || (!told
            && (identifier::header_identifies(described, cells)
                || codes::are_codes(cells, described)));
    if hint == Some(AnswerKind::Identifier) || who {
        return AnswerKind::Identifier;
    }
    if cells.number() == 0 {
        return AnswerKind::Empty;
    }
    match hint {
        Some(AnswerKind::Date) if cells.most(80, days::is_day) || are_serial_days(cells) => {
            return AnswerKind::Date;
        }
        Some(AnswerKind::Number) if cells.most(80, is_number) => return AnswerKind::Number,
        // Higher than for a hint of days: a single comment in the column must survive.
        Some(AnswerKind::Text) if cells.most(95, days::is_day) => return AnswerKind::Date,
        Some(AnswerKind::Text) if cells.most(95, is_number) => return AnswerKind::Number,
        Some(kind @ (AnswerKind::Text | AnswerKind::Multiple | AnswerKind::Choice)) => return kind,
        _ => {}
    }
    kind_by_answers(cells, described)
}

/// True for spreadsheet serial numbers of dates.
fn are_serial_days(cells: &DistinctCells) -> bool {
    cells.most(95, |t| days::day_of_number(t).is_some())
}

fn kind_by_answers(cells: &DistinctCells, described: &ColumnInfo) -> AnswerKind {
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
        // Two answers have no order, so there is no scale to draw.
        let two = known.name == "yes or no";
        return if two {
            AnswerKind::Choice
        } else {
            AnswerKind::Scale
        };
    }
    if cells.most(95, days::is_day)
        || (identifier::names_a_day(described) && are_serial_days(cells))
    {
        return AnswerKind::Date;
    }
    if cells.most(95, is_number) {
        return kind_of_numbers(cells, described);
    }
    if is_multiple(cells, sentences::asks_for_all(described)) {
        return AnswerKind::Multiple;
    }
    // One unknown answer among the words of a scale is a spelling, not another kind of column.
    let ordered = !cells.more
        && scale::partial(&described.question, &texts).is_some_and(|p| {
            let known = p.known.positive.len() + p.known.other.len();
            let brief = p.unknown.iter().all(|a| a.chars().count() <= 50);
            known > 1 && p.unknown.len() * 2 <= known && brief && p.known.name != "yes or no"
        });
    if ordered {
        return AnswerKind::Scale;
    }
    if is_choice(cells) && !asks_for_words(cells, described) {
        return AnswerKind::Choice;
    }
    AnswerKind::Text
}

/// True if a header asks for free text and receives some, although texts repeat: in a small survey several people write
/// "No, thank you".
fn asks_for_words(cells: &DistinctCells, described: &ColumnInfo) -> bool {
    let often = cells.answered() >= 50 && cells.answered() >= cells.number() * 5;
    let asks = sentences::text_demand(described);
    asks == TextDemand::Surely && !often && sentences::is_free_text(cells, asks)
}

fn is_number(text: &str) -> bool {
    text.trim()
        .replace(',', ".")
        .parse::<f64>()
        .is_ok_and(f64::is_finite)
}

/// Numbers from 0 to 10 are a scale, 0 and 1 a choice, others plain numbers.
fn kind_of_numbers(cells: &DistinctCells, described: &ColumnInfo) -> AnswerKind {
    // "How many nights did you stay?" has answers from 0 to 10 and is no rating.
    const COUNTED: &[&str] = &[
        "age", "count", "days", "duration", "index", "len", "length", "many", "number",
    ];
    let words = identifier::header_words(&format!("{} {}", described.id, described.question));
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

/// True for several answers in a cell, joined by `;`, or by another separator if the parts recur in other combinations.
fn is_multiple(cells: &DistinctCells, asked: bool) -> bool {
    // Microsoft Forms ends every choice with a semicolon, also the last.
    if cells.most(60, |t| t.ends_with(';')) {
        return true;
    }
    [';', ',', '|', '\n'].into_iter().any(|separator| {
        // For each part: the cells that contain it, and the number of people.
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
            // Options recur in other company. In free text a comma separates clauses that never come again.
            && again * 5 >= company.len() * 4
            && parts_in_all >= company.len() * 2;
        // Parts given by many are options; parts given once are additions in free text.
        let said: usize = company.values().map(|(_, people)| people).sum();
        let options = company.values().filter(|(_, people)| *people > 1);
        let (number, by_options) =
            options.fold((0, 0), |(n, sum), (_, people)| (n + 1, sum + people));
        // "Tick all that apply" in the question is worth more than any pattern, so half is enough then.
        let least = if asked { 50 } else { 85 };
        let mostly = joined > 1
            && (2..=60).contains(&number)
            && by_options * 100 >= said * least
            && (asked || (joined * 5 >= cells.number() && again * 2 >= number && again > 1));
        strictly || mostly
    })
}

/// True for few answers that repeat: a choice rather than free text.
fn is_choice(cells: &DistinctCells) -> bool {
    let (number, answered) = (cells.number(), cells.answered());
    if cells.more || number > CHOICES {
        return false;
    }
    let words = |t: &str| t.split_whitespace().count();
    let long = cells
        .texts()
        .filter(|t| words(t) > 8 || t.contains('\n'))
        .count();
    // A few long options are normal: "I was given the choice but did not want it".
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
        // The fewer people, the more of their answers must repeat: with three people any two words look like a choice.
        0..=3 => number < answered && short,
        4..=19 => number * 3 <= answered * 2 && short && number <= 8,
        20..=99 => number * 2 <= answered && number <= 30,
        _ => number * 4 <= answered,
    }
}
