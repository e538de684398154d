//! A table of results in the steps of the import: what the file holds, whether it is weighted, whose rows are read, and the role of
//! each of its columns.

use std::collections::HashMap;

use super::export::file;
use crate::{
    app::{
        cards::{Block, Column, Line, Page, Role, Row, line, muted},
        import::{
            Wizard,
            over::{List, Text},
        },
        meeting::ui::{Choice, choice},
    },
    domain::{
        alike::folded,
        codebook::{self, Codebook, ColumnContent, ExportRule, RowLabel, Weighting},
    },
    intake::{
        export::{ColumnInfo, Export},
        platform::ExportContent,
        results::lines::{self, ResultQuestion},
    },
};

/// The table of results that a rule of the codebook is about.
pub(super) fn table(wizard: &Wizard, nth: usize) -> Option<(&Export, &ExportRule)> {
    let export = file(wizard, nth).filter(|e| e.is_results())?;
    Some((export, wizard.book.exports.get(nth)?))
}

/// The kind that a file was taken for.
pub(in crate::app::import) fn holds(export: &Export) -> ExportContent {
    match () {
        () if export.is_interview() => ExportContent::Interviews,
        () if export.is_results() => ExportContent::Results,
        () => ExportContent::Answers,
    }
}

/// The kinds of files, each with what is said of it.
const KINDS: &[(ExportContent, &str, &str, &str)] = &[
    (
        ExportContent::Answers,
        "answers",
        "answers, a person a row",
        "",
    ),
    (
        ExportContent::Results,
        "results",
        "results, counted already",
        "questions with bases and percentages",
    ),
    (
        ExportContent::Interviews,
        "interviews",
        "notes of interviews",
        "a quotation a paragraph",
    ),
];

/// The content of a file, as the row has it.
pub(super) fn said_holds(wizard: &Wizard, nth: usize) -> Line {
    let holds = file(wizard, nth).map(holds);
    let found = KINDS.iter().find(|(kind, ..)| Some(*kind) == holds);
    line(Role::Ink, found.map_or("", |(_, _, name, _)| name))
}

pub(super) fn choose_holds(wizard: &mut Wizard, nth: usize) {
    let now = file(wizard, nth).map(holds);
    let choices = KINDS
        .iter()
        .map(|(_, key, name, note)| choice(*key, *name, *note))
        .collect();
    let at = KINDS.iter().position(|(kind, ..)| Some(*kind) == now);
    wizard.choose(
        List::HoldsOf(nth),
        "What does the file hold?",
        choices,
        at.unwrap_or(0),
    );
}

/// Whether the percentages are weighted, as the row has it.
pub(super) fn weighted(wizard: &Wizard, nth: usize) -> Line {
    match wizard.book.exports.get(nth).and_then(|r| r.results) {
        Some(Weighting::Counted) => line(Role::Ink, "no: shares of the people who answered"),
        Some(Weighting::Weighted) => line(Role::Ink, "yes: percentages stay as they are"),
        _ => line(
            Role::Warn,
            "not said yet: are its percentages weighted or adjusted?",
        ),
    }
}

pub(super) fn choose_weighted(wizard: &mut Wizard, nth: usize) {
    let now = wizard.book.exports.get(nth).and_then(|r| r.results);
    let choices = vec![
        choice(
            "counted",
            "no, a percentage is that of the people who answered",
            "one that they cannot give is refused",
        ),
        choice(
            "weighted",
            "yes, they were weighted or adjusted",
            "percentages stay, and are called weighted",
        ),
    ];
    wizard.choose(
        List::WeightedOf(nth),
        "Is the table weighted or adjusted?",
        choices,
        usize::from(now == Some(Weighting::Weighted)),
    );
}

/// What tables of results hold, worked out where the rules of the codebook change and not with each key: a table of a whole
/// country has thousands of rows.
#[derive(Default)]
pub(in crate::app::import) struct Tables {
    rules: Vec<ExportRule>,
    /// Each question by the folded name that the codebook has for it.
    asked: HashMap<String, ResultQuestion>,
    /// The hospitals of each rule's table.
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

/// The hospitals of a table, where it is of several.
pub(super) fn hospitals(wizard: &Wizard, nth: usize) -> &[String] {
    let all = wizard.seen.tables.hospitals.get(nth);
    all.filter(|all| all.len() > 1).map_or(&[], Vec::as_slice)
}

/// Whether nobody has said which of the hospitals is the unit's.
fn is_hospital_open(wizard: &Wizard, nth: usize) -> bool {
    let all = hospitals(wizard, nth);
    let own = wizard.book.exports.get(nth).map(|r| folded(&r.hospital));
    !all.is_empty() && !all.iter().any(|h| Some(folded(h)) == own)
}

pub(super) fn hospital(wizard: &Wizard, nth: usize) -> Line {
    let all = hospitals(wizard, nth);
    if is_hospital_open(wizard, nth) {
        let missing = format!(
            "not said yet: which of its {} hospitals is yours",
            all.len()
        );
        return line(Role::Warn, missing);
    }
    let own = wizard
        .book
        .exports
        .get(nth)
        .map_or("", |r| r.hospital.as_str());
    line(Role::Ink, format!("{own}, of {}", all.len()))
}

/// The questions about a table that are still open, in sentences.
pub(super) fn open(wizard: &Wizard, nth: usize) -> Vec<String> {
    let Some((_, rule)) = table(wizard, nth) else {
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
    if is_hospital_open(wizard, nth) {
        open.push(format!(
            "not said yet: which hospital of {} is yours",
            rule.file
        ));
    }
    open
}

pub(super) fn choose_hospital(wizard: &mut Wizard, nth: usize) {
    let all = hospitals(wizard, nth);
    let own = wizard.book.exports.get(nth).map(|r| folded(&r.hospital));
    let at = all.iter().position(|h| Some(folded(h)) == own);
    let choices = all
        .iter()
        .map(|h| choice(h.clone(), h.clone(), ""))
        .collect();
    wizard.choose(
        List::HospitalOf(nth),
        "Which hospital is yours?",
        choices,
        at.unwrap_or(0),
    );
}

/// Whether the columns say the strand of every number.
pub(super) fn says_strand(rule: &ExportRule) -> bool {
    let numbers = || {
        rule.roles()
            .filter(|(r, _)| matches!(r.what, ColumnContent::Percentage | ColumnContent::Count))
    };
    numbers().next().is_some() && numbers().all(|(r, _)| r.strand.is_some())
}

/// The strands that columns are of.
pub(super) fn strands(rule: &ExportRule) -> Vec<String> {
    let mut all: Vec<String> = rule.roles().filter_map(|(r, _)| r.strand).collect();
    all.sort();
    all.dedup();
    all
}

pub(super) fn chosen(wizard: &mut Wizard, what: &List, key: &str) {
    match *what {
        List::HoldsOf(nth) => {
            let wanted = KINDS.iter().find(|(_, word, ..)| *word == key);
            let now = file(wizard, nth).map(holds);
            if let Some((kind, ..)) = wanted
                && Some(*kind) != now
            {
                wizard.read_as(nth, *kind);
            }
        }
        List::WeightedOf(nth) => {
            let found = Weighting::WORDS.iter().find(|(word, _)| *word == key);
            let weighting = found.map(|(_, w)| *w);
            wizard.change(|book| {
                if let Some(rule) = book.exports.get_mut(nth) {
                    rule.results = weighting;
                }
            });
        }
        List::HospitalOf(nth) => {
            let key = key.to_owned();
            wizard.change(|book| {
                if let Some(rule) = book.exports.get_mut(nth) {
                    rule.hospital = key;
                }
            });
        }
        List::RoleOf { export, column } => chosen_role(wizard, export, column, key),
        _ => {}
    }
}

/// A column of a table: the rule it belongs to, and its place.
pub(super) fn columns(wizard: &Wizard) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for nth in 0..wizard.book.exports.len() {
        if let Some((export, _)) = table(wizard, nth) {
            all.extend((0..export.columns.len()).map(|place| (nth, place)));
        }
    }
    all
}

/// The role of a column of a table, as the codebook has it.
fn role_of(rule: &ExportRule, id: &str) -> String {
    match () {
        () if rule.strand.column() == Some(id) => "strand".to_owned(),
        () if rule.period.column() == Some(id) => "period".to_owned(),
        () => rule
            .roles()
            .find(|(_, column)| *column == id)
            .map_or_else(String::new, |(role, _)| role.to_string()),
    }
}

/// Roles in the words of a screen.
const ROLES: &[(&str, &str, &str)] = &[
    ("question", "the question", "what patients were asked"),
    ("base", "the base", "how many answers count"),
    ("percentage", "the percentage", "good answers in 100"),
    ("count", "the count", "how many answers were good"),
    ("strand", "the strand of its row", "which patients they are"),
    ("period", "the period of its row", "when they were asked"),
    ("hospital", "the hospital of its row", ""),
    ("code", "the number of the question", "such as Q14"),
    ("theme", "the theme of the question", ""),
    ("answer", "the answer of its row", "each answer has a row"),
    (
        "national",
        "a published figure",
        "such as England, in percent",
    ),
    (
        "lower",
        "expected range, lower end",
        "no confidence interval",
    ),
    (
        "upper",
        "expected range, upper end",
        "no confidence interval",
    ),
    ("range", "expected range, both ends", "such as 55 to 67"),
    ("", "not used", ""),
];

/// The page of a table's columns.
pub(super) fn page(wizard: &Wizard, rows: &[(usize, usize)], selected: usize) -> Page {
    let table_rows = rows.iter().enumerate().filter_map(|(at, (nth, place))| {
        let (export, nth_rule) = table(wizard, *nth)?;
        let column = export.columns.get(*place)?;
        let role = role_of(nth_rule, &column.id);
        let (word, whose) = role.split_once(' ').unwrap_or((&role, ""));
        let name = ROLES.iter().find(|(w, ..)| *w == word).map_or("", |r| r.1);
        let name = if whose.is_empty() {
            name.to_owned()
        } else {
            format!("{name}, {whose}")
        };
        let (ink, what) = if role.is_empty() {
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
    let more = wizard.exports.iter().any(|e| !e.is_results());
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

/// The first cell of a column that has something in it.
fn first(export: &Export, place: usize) -> String {
    let Some(column) = export.table.columns().get(place) else {
        return String::new();
    };
    let mut cells = (0..export.table.rows()).map(|row| column.cell(row));
    cells.find(|c| !c.is_empty()).unwrap_or_default().to_owned()
}

fn column(wizard: &Wizard, nth: usize, place: usize) -> Option<&ColumnInfo> {
    table(wizard, nth)?.0.columns.get(place)
}

/// Asks what a column of a table is.
pub(super) fn choose_role(wizard: &mut Wizard, nth: usize, place: usize) {
    let (Some((_, rule)), Some(described)) = (table(wizard, nth), column(wizard, nth, place))
    else {
        return;
    };
    let now = role_of(rule, &described.id);
    let word = now.split(' ').next().unwrap_or_default().to_owned();
    let title = format!(
        "What is the column \u{201c}{}\u{201d}?",
        crate::app::meeting::screen::themes::short(&described.question, 40)
    );
    let choices: Vec<Choice> = ROLES
        .iter()
        .map(|(key, name, note)| choice(*key, *name, *note))
        .collect();
    let at = ROLES.iter().position(|(key, ..)| *key == word);
    wizard.choose(
        List::RoleOf {
            export: nth,
            column: place,
        },
        &title,
        choices,
        at.unwrap_or(0),
    );
}

fn chosen_role(wizard: &mut Wizard, nth: usize, place: usize, key: &str) {
    let number = ColumnContent::WORDS
        .iter()
        .any(|(word, what)| *word == key && what.is_number() && *what != ColumnContent::National);
    if number {
        let now = column(wizard, nth, place).and_then(|c| {
            let (_, rule) = table(wizard, nth)?;
            let (found, _) = rule.roles().find(|(_, of)| *of == c.id)?;
            Some(found.whose())
        });
        let what = Text::WhoseOf {
            export: nth,
            column: place,
            role: key.to_owned(),
        };
        return wizard.write(
            what,
            "Whose and of when, such as secondary 2023; empty where each row says it, or it is all of one",
            &now.unwrap_or_default(),
        );
    }
    set_role(wizard, nth, place, key);
}

/// Takes in whose numbers a column has.
pub(super) fn written(wizard: &mut Wizard, what: &Text, text: &str) -> Result<(), String> {
    if let Text::WhoseOf {
        export,
        column,
        role,
    } = what
    {
        let full = format!("{role} {}", text.trim());
        if codebook::ColumnRole::parse(&full).is_none() {
            return Err("Write a strand, a period, or both, such as secondary 2023.".to_owned());
        }
        set_role(wizard, *export, *column, full.trim());
    }
    Ok(())
}

/// Gives a column a role; another column that had the same has none any more.
pub(super) fn set_role(wizard: &mut Wizard, nth: usize, place: usize, wanted: &str) {
    let Some(id) = column(wizard, nth, place).map(|c| c.id.clone()) else {
        return;
    };
    let answers: Vec<String> = table(wizard, nth)
        .and_then(|(export, _)| export.table.columns().get(place))
        .and_then(|c| c.answers())
        .unwrap_or_default()
        .iter()
        .map(|a| a.text.clone())
        .collect();
    let wanted = wanted.to_owned();
    let exports = std::sync::Arc::clone(&wizard.exports);
    let existing = wizard.existing.clone();
    wizard.change(|book| {
        let Some(rule) = book.exports.get_mut(nth) else {
            return;
        };
        let before = rule.clone();
        rule.columns
            .retain(|(r, column)| *column != id && *r != wanted);
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
        match wanted.as_str() {
            "" => {}
            "strand" => {
                let values = answers.iter().map(|a| {
                    let strand = crate::intake::results::header::strand(a);
                    (a.clone(), strand)
                });
                rule.strand = by(values.collect());
            }
            "period" => {
                let values = answers
                    .iter()
                    .filter_map(|a| Some((a.clone(), codebook::period(a)?)));
                rule.period = by(values.collect());
            }
            _ => rule.columns.push((wanted.clone(), id.clone())),
        }
        // Other questions are in the table then.
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
            asked_anew(book, nth, &rule, &before, &exports, existing.as_ref());
        }
    });
}

/// Puts the questions of a table in the place of those that it had under other roles.
fn asked_anew(
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

/// The question of a table that the codebook has under this name.
pub(super) fn asked<'w>(wizard: &'w Wizard, key: &str) -> Option<&'w ResultQuestion> {
    wizard.seen.tables.asked.get(&folded(key))
}
