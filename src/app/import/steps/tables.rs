//! Tables of results in the import: content of the file, weighting, the unit's hospital, and the role of each column.

use std::collections::HashMap;

use super::export::file;
use crate::{
    app::{
        cards::{Block, Column, Line, Page, Role, Row, line, muted},
        import::{ImportPick, ImportPrompt, Importing, dialogs::ColumnUse},
        shell::{Choice, Picker},
    },
    domain::{
        alike::folded,
        codebook::{self, Codebook, ColumnContent, ExportRule, RowLabel, Weighting},
        refusal::Refusal,
    },
    intake::{
        export::ExportContent,
        export::{ColumnInfo, Export},
        results::lines::{self, ResultQuestion},
    },
};

/// The table of results of rule `nth`; `None` if its file is not one.
pub(super) fn table(import: &Importing, nth: usize) -> Option<(&Export, &ExportRule)> {
    let export = file(import, nth).filter(|e| e.is_results())?;
    Some((export, import.book.exports.get(nth)?))
}

/// The content that was recognised in a file.
pub(in crate::app::import) fn content(export: &Export) -> ExportContent {
    match () {
        () if export.is_interview() => ExportContent::Interviews,
        () if export.is_results() => ExportContent::Results,
        () => ExportContent::Answers,
    }
}

/// Each content with its label and a note.
const CONTENTS: &[(ExportContent, &str, &str)] = &[
    (ExportContent::Answers, "answers, a person a row", ""),
    (
        ExportContent::Results,
        "results, counted already",
        "questions with bases and percentages",
    ),
    (
        ExportContent::Interviews,
        "notes of interviews",
        "a quotation a paragraph",
    ),
];

/// The text of a file's content row.
pub(super) fn content_row(import: &Importing, nth: usize) -> Line {
    let now = file(import, nth).map(content);
    let found = CONTENTS.iter().find(|(kind, ..)| Some(*kind) == now);
    line(Role::Ink, found.map_or("", |(_, name, _)| name))
}

pub(super) fn choose_content(import: &mut Importing, nth: usize) {
    let now = file(import, nth).map(content);
    let choices = CONTENTS
        .iter()
        .map(|(kind, name, note)| Choice::new(ImportPick::Content(nth, *kind), *name, *note));
    let at = CONTENTS.iter().position(|(kind, ..)| Some(*kind) == now);
    let picker = Picker::new("What does the file hold?", choices.collect());
    import.pick(picker.at(at.unwrap_or(0)));
}

pub(super) fn picked_content(import: &mut Importing, nth: usize, wanted: ExportContent) {
    if file(import, nth).map(content) != Some(wanted) {
        import.read_as(nth, wanted);
    }
}

/// The text of a file's weighting row.
pub(super) fn weighted(import: &Importing, nth: usize) -> Line {
    match import.book.exports.get(nth).and_then(|r| r.results) {
        Some(Weighting::Counted) => line(Role::Ink, "no: shares of the people who answered"),
        Some(Weighting::Weighted) => line(Role::Ink, "yes: percentages stay as they are"),
        _ => line(
            Role::Warn,
            "not said yet: are its percentages weighted or adjusted?",
        ),
    }
}

pub(super) fn choose_weighted(import: &mut Importing, nth: usize) {
    let now = import.book.exports.get(nth).and_then(|r| r.results);
    let pick = |weighting| ImportPick::Weighted(nth, weighting);
    let choices = vec![
        Choice::new(
            pick(Weighting::Counted),
            "no, a percentage is that of the people who answered",
            "one that they cannot give is refused",
        ),
        Choice::new(
            pick(Weighting::Weighted),
            "yes, they were weighted or adjusted",
            "percentages stay, and are called weighted",
        ),
    ];
    let picker = Picker::new("Is the table weighted or adjusted?", choices);
    import.pick(picker.at(usize::from(now == Some(Weighting::Weighted))));
}

pub(super) fn set_weighting(import: &mut Importing, nth: usize, weighting: Weighting) {
    import.change(|book| {
        if let Some(rule) = book.exports.get_mut(nth) {
            rule.results = Some(weighting);
        }
    });
}

/// Questions and hospitals of the tables of results.
// Kept between keys, because the table of a national survey has thousands of rows.
#[derive(Default)]
pub(in crate::app::import) struct Tables {
    rules: Vec<ExportRule>,
    /// The questions by their folded names in the codebook.
    asked: HashMap<String, ResultQuestion>,
    /// The hospitals in each rule's table.
    hospitals: Vec<Vec<String>>,
}

impl Tables {
    pub(in crate::app::import) fn of(exports: &[Export], book: &Codebook) -> Self {
        let mut tables = Self {
            rules: book.exports.clone(),
            ..Self::default()
        };
        for rule in &book.exports {
            let named = exports.iter().find(|e| e.name == rule.file);
            let export = named.or(exports.first()).filter(|e| e.is_results());
            let all = export.map_or_else(Vec::new, |e| lines::result_rows(e, rule));
            for asked in lines::questions(&all) {
                tables.asked.entry(folded(&asked.key)).or_insert(asked);
            }
            tables.hospitals.push(lines::hospitals(&all));
        }
        tables
    }

    pub(in crate::app::import) fn is_of(&self, book: &Codebook) -> bool {
        self.rules == book.exports
    }
}

/// The hospitals in a table; empty if it covers only one.
pub(super) fn hospitals(import: &Importing, nth: usize) -> &[String] {
    let all = import.derived.tables.hospitals.get(nth);
    all.filter(|all| all.len() > 1).map_or(&[], Vec::as_slice)
}

/// `true` if the unit's hospital has not been chosen.
fn is_hospital_open(import: &Importing, nth: usize) -> bool {
    let all = hospitals(import, nth);
    let own = import.book.exports.get(nth).map(|r| folded(&r.hospital));
    !all.is_empty() && !all.iter().any(|h| Some(folded(h)) == own)
}

pub(super) fn hospital(import: &Importing, nth: usize) -> Line {
    let all = hospitals(import, nth);
    if is_hospital_open(import, nth) {
        let missing = format!(
            "not said yet: which of its {} hospitals is yours",
            all.len()
        );
        return line(Role::Warn, missing);
    }
    let own = import
        .book
        .exports
        .get(nth)
        .map_or("", |r| r.hospital.as_str());
    line(Role::Ink, format!("{own}, of {}", all.len()))
}

/// The open points of a table, as sentences.
pub(super) fn open(import: &Importing, nth: usize) -> Vec<String> {
    let Some((_, rule)) = table(import, nth) else {
        return Vec::new();
    };
    let mut open = Vec::new();
    if rule.results == Some(Weighting::Ask) {
        open.push(format!(
            "not said yet: whether {} is weighted or adjusted",
            rule.file
        ));
    }
    let has_good = rule
        .roles()
        .any(|(r, _)| matches!(r.what, ColumnContent::Percentage | ColumnContent::Count));
    if !has_good {
        open.push(format!(
            "not said yet: which column of {} has the good answers",
            rule.file
        ));
    }
    if is_hospital_open(import, nth) {
        open.push(format!(
            "not said yet: which hospital of {} is yours",
            rule.file
        ));
    }
    open
}

pub(super) fn choose_hospital(import: &mut Importing, nth: usize) {
    let all = hospitals(import, nth);
    let own = import.book.exports.get(nth).map(|r| folded(&r.hospital));
    let at = all.iter().position(|h| Some(folded(h)) == own);
    let choices = all
        .iter()
        .map(|h| Choice::new(ImportPick::Hospital(nth, h.clone()), h.clone(), ""))
        .collect();
    let picker = Picker::new("Which hospital is yours?", choices);
    import.pick(picker.at(at.unwrap_or(0)));
}

pub(super) fn set_hospital(import: &mut Importing, nth: usize, hospital: String) {
    import.change(|book| {
        if let Some(rule) = book.exports.get_mut(nth) {
            rule.hospital = hospital;
        }
    });
}

/// `true` if every column of numbers has a strand.
pub(super) fn says_strand(rule: &ExportRule) -> bool {
    let numbers = || {
        rule.roles()
            .filter(|(r, _)| matches!(r.what, ColumnContent::Percentage | ColumnContent::Count))
    };
    numbers().next().is_some() && numbers().all(|(r, _)| r.strand.is_some())
}

/// The strands of the columns.
pub(super) fn strands(rule: &ExportRule) -> Vec<String> {
    let mut all: Vec<String> = rule.roles().filter_map(|(r, _)| r.strand).collect();
    all.sort();
    all.dedup();
    all
}

/// The columns of all tables, as indexes of the rule and the column.
pub(super) fn columns(import: &Importing) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for nth in 0..import.book.exports.len() {
        if let Some((export, _)) = table(import, nth) {
            all.extend((0..export.columns.len()).map(|place| (nth, place)));
        }
    }
    all
}

/// The role of a column of a table, with the strand and period of its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TableRole {
    Strand,
    Period,
    Is(codebook::ColumnRole),
    Unused,
}

impl TableRole {
    /// The role of a column in the codebook.
    fn of(rule: &ExportRule, id: &str) -> Self {
        match () {
            () if rule.strand.column() == Some(id) => Self::Strand,
            () if rule.period.column() == Some(id) => Self::Period,
            () => rule
                .roles()
                .find(|(_, column)| *column == id)
                .map_or(Self::Unused, |(role, _)| Self::Is(role)),
        }
    }

    fn column_use(&self) -> ColumnUse {
        match self {
            Self::Strand => ColumnUse::Strand,
            Self::Period => ColumnUse::Period,
            Self::Is(role) => ColumnUse::Is(role.what),
            Self::Unused => ColumnUse::Unused,
        }
    }
}

/// The uses of a column, each with its label and a note.
const USES: &[(ColumnUse, &str, &str)] = &[
    (
        ColumnUse::Is(ColumnContent::Question),
        "the question",
        "what patients were asked",
    ),
    (
        ColumnUse::Is(ColumnContent::Base),
        "the base",
        "how many answers count",
    ),
    (
        ColumnUse::Is(ColumnContent::Percentage),
        "the percentage",
        "good answers in 100",
    ),
    (
        ColumnUse::Is(ColumnContent::Count),
        "the count",
        "how many answers were good",
    ),
    (
        ColumnUse::Strand,
        "the strand of its row",
        "which patients they are",
    ),
    (
        ColumnUse::Period,
        "the period of its row",
        "when they were asked",
    ),
    (
        ColumnUse::Is(ColumnContent::Hospital),
        "the hospital of its row",
        "",
    ),
    (
        ColumnUse::Is(ColumnContent::Code),
        "the number of the question",
        "such as Q14",
    ),
    (
        ColumnUse::Is(ColumnContent::Theme),
        "the theme of the question",
        "",
    ),
    (
        ColumnUse::Is(ColumnContent::Answer),
        "the answer of its row",
        "each answer has a row",
    ),
    (
        ColumnUse::Is(ColumnContent::National),
        "a published figure",
        "such as England, in percent",
    ),
    (
        ColumnUse::Is(ColumnContent::Lower),
        "expected range, lower end",
        "no confidence interval",
    ),
    (
        ColumnUse::Is(ColumnContent::Upper),
        "expected range, upper end",
        "no confidence interval",
    ),
    (
        ColumnUse::Is(ColumnContent::Range),
        "expected range, both ends",
        "such as 55 to 67",
    ),
    (ColumnUse::Unused, "not used", ""),
];

/// The page that lists the columns of tables.
pub(super) fn page(import: &Importing, rows: &[(usize, usize)], selected: usize) -> Page {
    let table_rows = rows.iter().enumerate().filter_map(|(at, (nth, place))| {
        let (export, nth_rule) = table(import, *nth)?;
        let column = export.columns.get(*place)?;
        let role = TableRole::of(nth_rule, &column.id);
        let whose = match &role {
            TableRole::Is(role) => role.whose(),
            _ => String::new(),
        };
        let wanted = role.column_use();
        let name = USES.iter().find(|(u, ..)| *u == wanted).map_or("", |r| r.1);
        let name = if whose.is_empty() {
            name.to_owned()
        } else {
            format!("{name}, {whose}")
        };
        let (ink, what) = if role == TableRole::Unused {
            (Role::Muted, Role::Muted)
        } else {
            (Role::Ink, Role::Good)
        };
        Some(Row {
            cells: vec![
                line(
                    ink,
                    crate::app::meeting::screen::themes::short(&column.question, 60),
                ),
                line(
                    Role::Muted,
                    crate::app::meeting::screen::themes::short(&first(export, *place), 30),
                ),
                line(what, name),
            ],
            selected: at == selected,
        })
    });
    let mut blocks = vec![Block::Table {
        columns: vec![
            Column::fill("what stands over it"),
            Column::words("its first cell", 16, 2),
            Column::words("it is", 30, 0),
        ],
        rows: table_rows.collect(),
    }];
    blocks.push(Block::Gap);
    let more = import.exports.iter().any(|e| !e.is_results());
    if more {
        blocks.push(muted(
            "Above are the columns of tables of results; the other files follow.",
        ));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// The first non-empty cell of a column, as an example.
fn first(export: &Export, place: usize) -> String {
    let Some(column) = export.table.columns().get(place) else {
        return String::new();
    };
    let mut cells = (0..export.table.rows()).map(|row| column.cell(row));
    cells.find(|c| !c.is_empty()).unwrap_or_default().to_owned()
}

fn column(import: &Importing, nth: usize, place: usize) -> Option<&ColumnInfo> {
    table(import, nth)?.0.columns.get(place)
}

/// Asks for the use of a column.
pub(super) fn choose_role(import: &mut Importing, nth: usize, place: usize) {
    let (Some((_, rule)), Some(described)) = (table(import, nth), column(import, nth, place))
    else {
        return;
    };
    let now = TableRole::of(rule, &described.id).column_use();
    let title = format!(
        "What is the column \u{201c}{}\u{201d}?",
        crate::app::meeting::screen::themes::short(&described.question, 40)
    );
    let choices = USES.iter().map(|(role, name, note)| {
        let pick = ImportPick::Role {
            export: nth,
            column: place,
            role: *role,
        };
        Choice::new(pick, *name, *note)
    });
    let at = USES.iter().position(|(role, ..)| *role == now);
    let picker = Picker::new(title, choices.collect());
    import.pick(picker.at(at.unwrap_or(0)));
}

/// Sets the use of a column; for numbers it asks for their strand and period first.
pub(super) fn picked_use(import: &mut Importing, nth: usize, place: usize, wanted: ColumnUse) {
    let role = match wanted {
        ColumnUse::Strand => TableRole::Strand,
        ColumnUse::Period => TableRole::Period,
        ColumnUse::Unused => TableRole::Unused,
        ColumnUse::Is(what) if what.is_number() && what != ColumnContent::National => {
            return ask_whose(import, nth, place, what);
        }
        ColumnUse::Is(what) => TableRole::Is(codebook::ColumnRole::of(what)),
    };
    set_role(import, nth, place, &role);
}

fn ask_whose(import: &mut Importing, nth: usize, place: usize, what: ColumnContent) {
    let now = column(import, nth, place).and_then(|c| {
        let (_, rule) = table(import, nth)?;
        let (found, _) = rule.roles().find(|(_, of)| *of == c.id)?;
        Some(found.whose())
    });
    let prompt = ImportPrompt::WhoseOf {
        export: nth,
        column: place,
        role: what,
    };
    import.write(
        prompt,
        "Whose and of when, such as secondary 2023; empty where each row says it, or it is all of one",
        &now.unwrap_or_default(),
    );
}

/// Sets the typed strand and period of a column's numbers.
pub(super) fn typed_whose(
    import: &mut Importing,
    nth: usize,
    place: usize,
    what: ColumnContent,
    text: &str,
) -> Result<(), Refusal> {
    let full = format!("{} {text}", what.word());
    let role = codebook::ColumnRole::parse(full.trim()).ok_or_else(|| {
        Refusal::new("Write a strand, a period, or both, such as secondary 2023.")
    })?;
    set_role(import, nth, place, &TableRole::Is(role));
    Ok(())
}

/// Sets the role of a column, and clears it from any other column that had it.
pub(super) fn set_role(import: &mut Importing, nth: usize, place: usize, wanted: &TableRole) {
    let Some(id) = column(import, nth, place).map(|c| c.id.clone()) else {
        return;
    };
    let answers: Vec<String> = table(import, nth)
        .and_then(|(export, _)| export.table.columns().get(place))
        .and_then(|c| c.answers())
        .unwrap_or_default()
        .iter()
        .map(|a| a.text.clone())
        .collect();
    let written = match wanted {
        TableRole::Is(role) => Some(role.to_string()),
        _ => None,
    };
    let exports = std::sync::Arc::clone(&import.exports);
    let existing = import.existing.clone();
    import.change(|book| {
        let Some(rule) = book.exports.get_mut(nth) else {
            return;
        };
        let before = rule.clone();
        rule.columns
            .retain(|(r, column)| *column != id && Some(r) != written.as_ref());
        for by in [&mut rule.strand, &mut rule.period] {
            if by.column() == Some(id.as_str()) {
                *by = RowLabel::Is(String::new());
            }
        }
        let by = |values: Vec<(String, String)>| RowLabel::Column {
            column: id.clone(),
            values,
            leave_out: Vec::new(),
        };
        match wanted {
            TableRole::Unused => {}
            TableRole::Strand => {
                let values = answers.iter().map(|a| {
                    let strand = crate::intake::results::header::strand_name(a);
                    (a.clone(), strand)
                });
                rule.strand = by(values.collect());
            }
            TableRole::Period => {
                let values = answers
                    .iter()
                    .filter_map(|a| Some((a.clone(), codebook::period(a)?)));
                rule.period = by(values.collect());
            }
            TableRole::Is(of) => rule.columns.push((of.to_string(), id.clone())),
        }
        // With another column for the questions the table has other questions, and the codebook's must be replaced.
        let of_questions = |rule: &ExportRule| {
            [
                ColumnContent::Question,
                ColumnContent::Code,
                ColumnContent::Answer,
            ]
            .map(|what| rule.column_of(what).map(str::to_owned))
        };
        if of_questions(&before) != of_questions(rule) {
            let rule = rule.clone();
            replace_questions(book, nth, &rule, &before, &exports, existing.as_ref());
        }
    });
}

/// Replaces the questions that a table had under earlier roles.
fn replace_questions(
    book: &mut codebook::Codebook,
    nth: usize,
    rule: &ExportRule,
    before: &ExportRule,
    exports: &[Export],
    existing: Option<&crate::domain::findings::Findings>,
) {
    let Some(export) = exports
        .iter()
        .find(|e| e.name == rule.file && e.is_results())
    else {
        return;
    };
    let keys = |rule: &ExportRule| -> Vec<String> {
        let asked = lines::questions(&lines::result_rows(export, rule));
        asked.iter().map(|a| folded(&a.key)).collect()
    };
    let (had, has) = (keys(before), keys(rule));
    book.questions.retain(|q| {
        let key = folded(&q.column);
        !had.contains(&key)
            || (has.contains(&key)
                && before.column_of(ColumnContent::Answer) == rule.column_of(ColumnContent::Answer))
    });
    crate::intake::propose::add_questions(book, nth, export, existing);
}

/// The question of a table with this name in the codebook.
pub(super) fn question<'w>(import: &'w Importing, key: &str) -> Option<&'w ResultQuestion> {
    import.derived.tables.asked.get(&folded(key))
}
