//! The choices of the first step: strands, periods and sheets, each list opened at the current value.

use super::export::{file, set_strand};
use crate::{
    app::{
        cards::Role,
        import::{
            ImportLayer, ImportPick, ImportPrompt, Importing,
            dialogs::{PeriodPick, StrandPick},
        },
        shell::{Choice, Picker},
    },
    domain::codebook::{PeriodLength, RowLabel},
    intake::{
        export::{AnswerKind, ColumnInfo, Export},
        propose, score,
    },
};

/// The strand of a file whose patients are not distinguished.
const EVERYBODY: &str = "everybody";

/// `true` if the unit, the survey, a question or an answer mentions the breast, in English or Welsh.
// Primary and secondary are offered only there. Strands are free text, and other services have other ones.
fn is_breast_unit(import: &Importing) -> bool {
    let book = &import.book;
    let asked = import.exports.iter().flat_map(|e| {
        let columns = e.columns.iter().map(|c| c.question.as_str());
        columns.chain([e.name.as_str()])
    });
    let answered = import.exports.iter().flat_map(|e| {
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

/// Most different answers of a column that is offered as the strand's.
const MOST_STRANDS: usize = 20;

/// The strands in the existing findings and in the other files.
fn known_strands(import: &Importing, nth: usize) -> Vec<String> {
    let findings = import.existing.iter();
    let sources = findings
        .clone()
        .flat_map(|f| f.survey.sources.iter().map(|s| s.strand.clone()));
    let results = findings.flat_map(|f| {
        let findings = f.themes.iter().flat_map(|t| &t.findings);
        findings.flat_map(|f| f.results.iter().map(|r| r.strand.clone()))
    });
    let rules = import.book.exports.iter().enumerate();
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

/// Offers one strand for the whole file, or a column with the strand of each row.
pub(super) fn choose_strand(import: &mut Importing, nth: usize) {
    let now = import.book.exports.get(nth).map(|r| r.strand.clone());
    let mut strands = known_strands(import, nth);
    let breast = is_breast_unit(import);
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
    let pick = |pick| ImportPick::Strand(nth, pick);
    let mut choices: Vec<_> = strands
        .iter()
        .map(|strand| {
            let note = match strand.as_str() {
                "primary" if breast => "people with primary breast cancer",
                "secondary" if breast => "people with secondary breast cancer",
                EVERYBODY => "nobody is told apart",
                _ => "",
            };
            Choice::new(
                pick(StrandPick::Is(strand.clone())),
                format!("{strand}, all of them"),
                note,
            )
        })
        .collect();
    choices.push(Choice::new(
        pick(StrandPick::Typed),
        "all of one strand, another one",
        "you type its name",
    ));
    let mut at = match &now {
        Some(RowLabel::Is(text)) if !text.is_empty() => strands.iter().position(|s| s == text),
        _ => None,
    };
    if let Some(export) = file(import, nth) {
        for (described, cells) in export.columns.iter().zip(export.table.columns()) {
            let few = cells
                .answers()
                .is_some_and(|a| (2..=MOST_STRANDS).contains(&a.len()));
            if few && matches!(described.kind, AnswerKind::Choice | AnswerKind::Scale) {
                if now.as_ref().and_then(RowLabel::column) == Some(described.id.as_str()) {
                    at = Some(choices.len());
                }
                choices.push(Choice::new(
                    pick(StrandPick::Column(described.id.clone())),
                    format!("by the column: {}", described.question),
                    described.id.clone(),
                ));
            }
        }
    }
    let picker = Picker::new("Which patients answered?", choices);
    import.pick(picker.at(at.unwrap_or(0)));
}

/// Offers the survey's period, one for the file, or one from a column of dates.
pub(super) fn choose_period(import: &mut Importing, nth: usize) {
    let now = import.book.exports.get(nth).map(|r| r.period.clone());
    let pick = |pick| ImportPick::Period(nth, pick);
    let mut choices = vec![
        Choice::new(
            pick(PeriodPick::Survey),
            "one period, that of the survey",
            "",
        ),
        Choice::new(
            pick(PeriodPick::Typed),
            "one period, another one",
            "you type it",
        ),
    ];
    let mut at = match &now {
        Some(RowLabel::Is(text)) if !text.is_empty() => 1,
        _ => 0,
    };
    if let Some(export) = file(import, nth) {
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
                let days = PeriodPick::Days {
                    column: described.id.clone(),
                    each: *span,
                };
                choices.push(Choice::new(
                    pick(days),
                    format!("each {word} by the column: {}", described.question),
                    described.id.clone(),
                ));
            }
        }
    }
    let picker = Picker::new("When did these people answer?", choices);
    import.pick(picker.at(at));
}

pub(super) fn choose_sheet(import: &mut Importing, nth: usize) {
    let Some(reading) = file(import, nth).map(|e| e.reading.clone()) else {
        return;
    };
    let at = reading
        .sheets
        .iter()
        .position(|s| Some(s) == reading.sheet.as_ref());
    let choices = reading
        .sheets
        .iter()
        .map(|s| Choice::new(ImportPick::Sheet(nth, s.clone()), s.clone(), ""))
        .collect();
    let picker = Picker::new("Which sheet has the answers?", choices);
    import.pick(picker.at(at.unwrap_or(0)));
}

pub(super) fn picked_sheet(import: &mut Importing, nth: usize, sheet: &str) {
    let Some(export) = file(import, nth) else {
        return;
    };
    let place = import.exports.iter().position(|e| e.name == export.name);
    if let Some(place) = place
        && export.reading.sheet.as_deref() != Some(sheet)
    {
        import.read_sheet(place, sheet);
    }
}

pub(super) fn picked_period(import: &mut Importing, nth: usize, pick: PeriodPick) {
    match pick {
        PeriodPick::Survey => set_period(import, nth, RowLabel::Is(String::new())),
        PeriodPick::Typed => {
            let text = match import.book.exports.get(nth).map(|r| &r.period) {
                Some(RowLabel::Is(text)) => text.clone(),
                _ => String::new(),
            };
            import.write(
                ImportPrompt::FilePeriod(nth),
                "When the people of this file were asked",
                &text,
            );
        }
        PeriodPick::Days { column, each } => {
            let by = RowLabel::Days { column, each };
            let latest = file(import, nth).and_then(|e| latest(e, &by));
            import.change(|book| {
                if let Some(rule) = book.exports.get_mut(nth) {
                    rule.period = by;
                }
                if let Some(latest) = &latest {
                    book.survey.period.clone_from(latest);
                }
            });
            if let Some(latest) = latest {
                import.say(
                    Role::Ink,
                    format!("The current period is {latest} now, the last one in the file."),
                );
            }
        }
    }
}

fn set_period(import: &mut Importing, nth: usize, by: RowLabel) {
    import.change(|book| {
        if let Some(rule) = book.exports.get_mut(nth) {
            rule.period = by;
        }
    });
}

pub(super) fn set_period_of_file(import: &mut Importing, nth: usize, period: &str) {
    set_period(import, nth, RowLabel::Is(period.to_owned()));
}

/// The last period in a column of dates; names of periods sort in the order of time.
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

pub(super) fn picked_strand(import: &mut Importing, nth: usize, pick: StrandPick) {
    match pick {
        StrandPick::Is(strand) => import.change(|book| set_strand(book, nth, RowLabel::Is(strand))),
        StrandPick::Typed => {
            let text = match import.book.exports.get(nth).map(|r| &r.strand) {
                Some(RowLabel::Is(text)) => text.clone(),
                _ => String::new(),
            };
            import.write(
                ImportPrompt::Strand(nth),
                "The strand, in a word or two, such as primary",
                &text,
            );
        }
        StrandPick::Column(column) => {
            let rule = import.book.exports.get(nth);
            let same = rule.is_some_and(|r| r.strand.column() == Some(column.as_str()));
            if !same {
                let by = RowLabel::Column {
                    column,
                    values: Vec::new(),
                    leave_out: Vec::new(),
                };
                import.change(|book| set_strand(book, nth, by));
            }
            import
                .shell
                .push(ImportLayer::Strands { export: nth, at: 0 });
        }
    }
}

pub(super) fn set_strand_of_file(import: &mut Importing, nth: usize, strand: &str) {
    let by = RowLabel::Is(strand.to_owned());
    import.change(|book| set_strand(book, nth, by));
}
