//! What the first step offers to choose from: strands, periods and sheets, each list opened on what is chosen now.

use super::export::{file, set_strand};
use crate::{
    app::{
        cards::Role,
        import::{
            Over, Wizard,
            over::{List, Text},
        },
        meeting::ui::choice,
    },
    domain::codebook::{Codebook, PeriodLength, RowLabel},
    intake::{
        export::{AnswerKind, ColumnInfo, Export},
        propose, score,
    },
};

/// The strand of people who are not told apart.
const EVERYBODY: &str = "everybody";

/// Whether the unit is one for breast cancer, as far as anything says it.
fn is_breast_unit(wizard: &Wizard) -> bool {
    let book = &wizard.book;
    let asked = wizard.exports.iter().flat_map(|e| {
        let columns = e.columns.iter().map(|c| c.question.as_str());
        columns.chain([e.name.as_str()])
    });
    let answered = wizard.exports.iter().flat_map(|e| {
        let few = e.table.columns().iter().filter_map(|c| c.answers());
        few.filter(|a| a.len() <= MOST_STRANDS)
            .flatten()
            .map(|a| a.text.as_str())
    });
    let said = [&book.unit.name, &book.unit.organisation, &book.survey.title];
    let mut words = said
        .into_iter()
        .map(String::as_str)
        .chain(asked)
        .chain(answered);
    words.any(|w| {
        let w = w.to_lowercase();
        w.contains("breast") || w.contains("bronnau")
    })
}

/// Answers of a column that may say the strand.
const MOST_STRANDS: usize = 20;

/// The strands that are known: those of the findings, and of the other files.
fn known_strands(wizard: &Wizard, nth: usize) -> Vec<String> {
    let findings = wizard.existing.iter();
    let sources = findings
        .clone()
        .flat_map(|f| f.survey.sources.iter().map(|s| s.strand.clone()));
    let results = findings.flat_map(|f| {
        let findings = f.themes.iter().flat_map(|t| &t.findings);
        findings.flat_map(|f| f.results.iter().map(|r| r.strand.clone()))
    });
    let rules = wizard.book.exports.iter().enumerate();
    let others = rules
        .filter(|(n, _)| *n != nth)
        .filter_map(|(_, r)| match &r.strand {
            RowLabel::Is(text) if !text.is_empty() => Some(text.clone()),
            _ => None,
        });
    let mut known: Vec<String> = Vec::new();
    for strand in sources.chain(results).chain(others) {
        if !known.contains(&strand) {
            known.push(strand);
        }
    }
    known
}

/// Offers one strand for the whole file, or a column that says it; the mark stands on what is chosen.
pub(super) fn choose_strand(wizard: &mut Wizard, nth: usize) {
    let now = wizard.book.exports.get(nth).map(|r| r.strand.clone());
    let mut strands = known_strands(wizard, nth);
    let breast = is_breast_unit(wizard);
    let usual: &[&str] = if breast {
        &["primary", "secondary"]
    } else {
        &[]
    };
    for strand in usual.iter().chain([&EVERYBODY]) {
        if !strands.iter().any(|s| s == strand) {
            strands.push((*strand).to_owned());
        }
    }
    if let Some(RowLabel::Is(text)) = &now
        && !text.is_empty()
        && !strands.contains(text)
    {
        strands.insert(0, text.clone());
    }
    let mut choices: Vec<_> = strands
        .iter()
        .map(|strand| {
            let note = match strand.as_str() {
                "primary" if breast => "people with primary breast cancer",
                "secondary" if breast => "people with secondary breast cancer",
                EVERYBODY => "nobody is told apart",
                _ => "",
            };
            choice(
                format!("is:{strand}"),
                format!("{strand}, all of them"),
                note,
            )
        })
        .collect();
    choices.push(choice(
        "type",
        "all of one strand, another one",
        "you type its name",
    ));
    let mut at = match &now {
        Some(RowLabel::Is(text)) if !text.is_empty() => strands.iter().position(|s| s == text),
        _ => None,
    };
    if let Some(export) = file(wizard, nth) {
        for (described, cells) in export.columns.iter().zip(export.table.columns()) {
            let few = cells
                .answers()
                .is_some_and(|a| (2..=MOST_STRANDS).contains(&a.len()));
            if few && matches!(described.kind, AnswerKind::Choice | AnswerKind::Scale) {
                if now.as_ref().and_then(RowLabel::column) == Some(described.id.as_str()) {
                    at = Some(choices.len());
                }
                choices.push(choice(
                    format!("by:{}", described.id),
                    format!("by the column: {}", described.question),
                    described.id.clone(),
                ));
            }
        }
    }
    wizard.choose(
        List::StrandOf(nth),
        "Which patients answered?",
        choices,
        at.unwrap_or(0),
    );
}

/// Offers the period of the survey, one of its own, or one by each day.
pub(super) fn choose_period(wizard: &mut Wizard, nth: usize) {
    let now = wizard.book.exports.get(nth).map(|r| r.period.clone());
    let mut choices = vec![
        choice("survey", "one period, that of the survey", ""),
        choice("type", "one period, another one", "you type it"),
    ];
    let mut at = match &now {
        Some(RowLabel::Is(text)) if !text.is_empty() => 1,
        _ => 0,
    };
    if let Some(export) = file(wizard, nth) {
        let first = propose::day_column(export);
        let mut days: Vec<(usize, &ColumnInfo)> = export
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| c.kind == AnswerKind::Date)
            .collect();
        days.sort_by_key(|(n, _)| Some(*n) != first);
        for (_, described) in days {
            for (word, span) in PeriodLength::WORDS {
                if now
                    == Some(RowLabel::Days {
                        column: described.id.clone(),
                        each: *span,
                    })
                {
                    at = choices.len();
                }
                choices.push(choice(
                    format!("{word}:{}", described.id),
                    format!("each {word} by the column: {}", described.question),
                    described.id.clone(),
                ));
            }
        }
    }
    wizard.choose(
        List::PeriodOf(nth),
        "When did these people answer?",
        choices,
        at,
    );
}

pub(super) fn choose_sheet(wizard: &mut Wizard, nth: usize) {
    let Some(reading) = file(wizard, nth).map(|e| e.reading.clone()) else {
        return;
    };
    let at = reading
        .sheets
        .iter()
        .position(|s| Some(s) == reading.sheet.as_ref());
    let choices = reading
        .sheets
        .iter()
        .map(|s| choice(s.clone(), s.clone(), ""))
        .collect();
    wizard.choose(
        List::SheetOf(nth),
        "Which sheet has the answers?",
        choices,
        at.unwrap_or(0),
    );
}

pub(in crate::app::import) fn chosen(wizard: &mut Wizard, what: &List, key: &str) {
    match *what {
        List::StrandOf(nth) => chosen_strand(wizard, nth, key),
        List::PeriodOf(nth) => chosen_period(wizard, nth, key),
        List::SheetOf(nth) => {
            let name = file(wizard, nth).map(|e| e.name.clone());
            let place = wizard
                .exports
                .iter()
                .position(|e| Some(&e.name) == name.as_ref());
            let read = file(wizard, nth).and_then(|e| e.reading.sheet.clone());
            if let Some(place) = place
                && read.as_deref() != Some(key)
            {
                wizard.read_sheet(place, key);
            }
        }
        _ => {}
    }
}

fn chosen_period(wizard: &mut Wizard, nth: usize, key: &str) {
    let set = |book: &mut Codebook, by: RowLabel| {
        if let Some(rule) = book.exports.get_mut(nth) {
            rule.period = by;
        }
    };
    let span = key.split_once(':').and_then(|(word, column)| {
        let (_, span) = PeriodLength::WORDS.iter().find(|(w, _)| *w == word)?;
        Some((*span, column.to_owned()))
    });
    match (key, span) {
        (_, Some((each, column))) => {
            let by = RowLabel::Days { column, each };
            let latest = file(wizard, nth).and_then(|e| latest(e, &by));
            wizard.change(|book| {
                set(book, by);
                if let Some(latest) = &latest {
                    book.survey.period.clone_from(latest);
                }
            });
            if let Some(latest) = latest {
                wizard.tell(
                    Role::Ink,
                    format!("The current period is {latest} now, the last one in the file."),
                );
            }
        }
        ("survey", _) => wizard.change(|book| set(book, RowLabel::Is(String::new()))),
        _ => {
            let text = match wizard.book.exports.get(nth).map(|r| &r.period) {
                Some(RowLabel::Is(text)) => text.clone(),
                _ => String::new(),
            };
            wizard.write(
                Text::FilePeriod(nth),
                "When the people of this file were asked",
                &text,
            );
        }
    }
}

/// The last period that a column of days has; the names of periods sort as they follow each other.
fn latest(export: &Export, by: &RowLabel) -> Option<String> {
    let RowLabel::Days { column, each } = by else {
        return None;
    };
    let (nth, _) = export.column(column)?;
    score::periods(export, nth, *each)
        .into_iter()
        .flatten()
        .max()
}

fn chosen_strand(wizard: &mut Wizard, nth: usize, key: &str) {
    match key.split_once(':') {
        Some(("is", strand)) => {
            let strand = strand.to_owned();
            wizard.change(|book| set_strand(book, nth, RowLabel::Is(strand)));
        }
        Some(("by", column)) => {
            let same = wizard
                .book
                .exports
                .get(nth)
                .is_some_and(|r| r.strand.column() == Some(column));
            if !same {
                let column = column.to_owned();
                wizard.change(|book| {
                    set_strand(
                        book,
                        nth,
                        RowLabel::Column {
                            column,
                            values: Vec::new(),
                            leave_out: Vec::new(),
                        },
                    );
                });
            }
            wizard.at.layers.push(Over::Strands { export: nth, at: 0 });
        }
        _ => {
            let text = match wizard.book.exports.get(nth).map(|r| &r.strand) {
                Some(RowLabel::Is(text)) => text.clone(),
                _ => String::new(),
            };
            wizard.write(
                Text::Strand(nth),
                "The strand, in a word or two, such as primary",
                &text,
            );
        }
    }
}
