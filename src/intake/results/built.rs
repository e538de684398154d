//! Builds an export from a table of results: settles its rows, describes its columns, and notes what was left out.

use std::collections::HashSet;

use super::{
    header::{self, HeaderMeaning},
    layout::{self, ColumnRoles, RoleDoubt},
    settle::{self, PlainTable},
};
use crate::{
    domain::{
        alike::folded,
        codebook::{ColumnContent, period, split_period},
    },
    intake::{
        export::{AnswerKind, ColumnInfo, Export, FileFormat, Platform},
        header::{RecognisedHeader, column_id},
        people::{A_FEW, People, ranges},
        scale,
        table::Table,
    },
};

/// Builds the export. `found` holds the column names.
pub fn build_export(
    name: &str,
    found: RecognisedHeader,
    reading: FileFormat,
    table: &Table,
    mut notes: Vec<String>,
) -> Export {
    let labels: Vec<String> = found.columns.iter().map(|c| c.question.clone()).collect();
    // The whole table is copied once. Results have hundreds of rows, not millions.
    let before = table.rows();
    let rows = (0..before).map(|row| {
        let cells = table.columns().iter().map(|c| c.cell(row).to_owned());
        (table.number(row), cells.collect())
    });
    let (mut plain, roles) = layout::interpret(PlainTable {
        labels,
        rows: rows.collect(),
        ..PlainTable::default()
    });
    if !plain.odd.is_empty() {
        notes.push(format!(
            "{} left out: words stand there, and no numbers",
            match plain.odd.len() {
                1 => format!("{} is", ranges(&plain.odd, A_FEW)),
                _ => format!("{} are", ranges(&plain.odd, A_FEW)),
            }
        ));
    }
    if !plain.totals.is_empty() {
        notes.push(format!(
            "totals in {} are left out",
            ranges(&plain.totals, A_FEW)
        ));
    }
    // After settling, since only then it is known whether headings became a column.
    first_heading(&found, &mut plain);
    notes.extend(unused_notes(&plain, &roles));
    notes.extend(reversed_note(&plain, &roles));
    if let Some(title) = period_of_titles(&found, &plain, &roles) {
        notes.push(format!(
            "its title names the period {title}: its results are taken to be of it"
        ));
        // As a column, so that the codebook can refer to it like any other.
        plain.add("Period (title)", &title);
    }
    notes.extend(found.notes);
    let columns = describe_columns(&plain);
    let width = columns.len();
    Export {
        name: name.to_owned(),
        platform: Platform::Results,
        reading,
        columns,
        table: Table::numbered(width, &plain.rows),
        // Rows are questions, so there are no people to tell apart.
        people: People::default(),
        notes,
    }
}

/// Sentence for each doubt about a column.
const DOUBTS: &[(RoleDoubt, &str)] = &[
    (
        RoleDoubt::Several,
        "not used until you say which of these has the good answers, with the role `percentage` or `count`",
    ),
    (
        RoleDoubt::Scale,
        "not used, since a score or an average on a scale is no percentage of good answers",
    ),
    (
        RoleDoubt::Earlier,
        "not used, since nothing says which earlier period it is of: give it a role with that period, and its base",
    ),
    (
        RoleDoubt::Place,
        "not used until you say which hospital or ward is yours: give its columns the roles `base` and `percentage`",
    ),
    (
        RoleDoubt::NotGood,
        "not used, since nothing says that it is of good answers",
    ),
];

/// Remark on questions that may be reversed, unless answers have rows of their own.
fn reversed_note(plain: &PlainTable, roles: &ColumnRoles) -> Option<String> {
    let at = roles.column(ColumnContent::Question)?;
    if roles.column(ColumnContent::Answer).is_some() {
        return None;
    }
    let mut seen = HashSet::new();
    let asked: Vec<String> = plain
        .rows
        .iter()
        .filter_map(|(_, row)| row.get(at))
        // Without a scale every wording with a problem word counts: the answers behind the percentage are unknown here.
        .filter(|text| scale::may_be_reversed(text, "") && seen.insert(folded(text)))
        .map(|text| format!("\u{201c}{}\u{201d}", text.trim()))
        .collect();
    (!asked.is_empty()).then(|| {
        format!(
            "may be worded the other way round: is a high percentage good here? Agree to each only if it is; else turn its numbers first: {}",
            asked.join(", ")
        )
    })
}

/// Remarks on number columns that are not used, with the reason.
fn unused_notes(plain: &PlainTable, roles: &ColumnRoles) -> Vec<String> {
    let named = |columns: &[usize]| {
        let labels = columns.iter().filter_map(|nth| plain.labels.get(*nth));
        let labels: Vec<String> = labels.map(|l| format!("\u{201c}{l}\u{201d}")).collect();
        labels.join(", ")
    };
    let mut notes = Vec::new();
    if !roles.baseless.is_empty() {
        notes.push(format!(
            "not used, since nothing says how many answers its percentages are of: {}",
            named(&roles.baseless)
        ));
    }
    for (doubt, said) in DOUBTS {
        let of: Vec<usize> = roles
            .doubts
            .iter()
            .filter(|(d, _)| d == doubt)
            .map(|(_, nth)| *nth)
            .collect();
        if !of.is_empty() {
            notes.push(format!("{said}: {}", named(&of)));
        }
    }
    let others: Vec<usize> = roles
        .of
        .iter()
        .enumerate()
        .filter(|(nth, role)| {
            let label = plain.labels.get(*nth).map_or("", String::as_str);
            let counts = matches!(
                header::parse_header(label).what,
                Some(HeaderMeaning::Is(
                    ColumnContent::Base | ColumnContent::Percentage | ColumnContent::Count
                ))
            );
            let doubted = roles.doubts.iter().any(|(_, of)| of == nth);
            // Each unused column is named in one remark only; the other two lists are more precise.
            role.is_none() && counts && !roles.baseless.contains(nth) && !doubted
        })
        .map(|(nth, _)| nth)
        .collect();
    if !others.is_empty() {
        notes.push(format!(
            "not used, since another column has the same, or it is of everybody: {}",
            named(&others)
        ));
    }
    notes
}

/// Uses the line above the column names as the first heading, if other headings follow.
fn first_heading(found: &RecognisedHeader, plain: &mut PlainTable) {
    let Some(at) = plain.labels.iter().position(|l| l.starts_with("Theme")) else {
        return;
    };
    let above = found.header.get(found.titles.saturating_sub(1));
    let filled: Vec<&String> = above
        .into_iter()
        .flatten()
        .filter(|c| !c.trim().is_empty())
        .collect();
    // The first line of a file is the report's title, not a heading.
    let ([title], true) = (filled.as_slice(), found.titles > 1) else {
        return;
    };
    let title = (*title).clone();
    for (_, row) in &mut plain.rows {
        match row.get_mut(at) {
            Some(cell) if cell.is_empty() => cell.clone_from(&title),
            _ => break,
        }
    }
}

/// Period named in a title, if the table names none.
fn period_of_titles(
    found: &RecognisedHeader,
    plain: &PlainTable,
    roles: &ColumnRoles,
) -> Option<String> {
    let is_share =
        |what: ColumnContent| matches!(what, ColumnContent::Percentage | ColumnContent::Count);
    let open = roles
        .of
        .iter()
        .flatten()
        .any(|r| is_share(r.what) && r.period.is_none());
    if !open || roles.period.is_some() || plain.rows.is_empty() {
        return None;
    }
    let titles = found.header.iter().take(found.titles).flatten();
    titles
        .filter(|t| !t.is_empty())
        .find_map(|t| period(t).or_else(|| split_period(t).0))
}

/// Column descriptions, each with a unique id made from its header.
fn describe_columns(plain: &PlainTable) -> Vec<ColumnInfo> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut all = Vec::new();
    for (nth, label) in plain.labels.iter().enumerate() {
        let own = column_id(label);
        let base = if own.is_empty() {
            format!("column_{}", nth + 1)
        } else {
            own
        };
        let mut unique = base.clone();
        for again in 2.. {
            if taken.insert(unique.to_lowercase()) {
                break;
            }
            unique = format!("{base}-{again}");
        }
        let cells = || plain.rows.iter().filter_map(|(_, row)| row.get(nth));
        let filled = || cells().filter(|c| !c.trim().is_empty());
        let numbers = filled().filter(|c| settle::is_number(c)).count();
        let kind = match filled().count() {
            0 => AnswerKind::Empty,
            // Half suffices, since a small ward has most of its numbers suppressed.
            all if numbers * 2 >= all && !filled().all(|c| period(c).is_some()) => {
                AnswerKind::Number
            }
            _ => AnswerKind::Choice,
        };
        all.push(ColumnInfo {
            id: unique,
            question: if label.is_empty() {
                format!("column {}", nth + 1)
            } else {
                label.clone()
            },
            kind,
            ..ColumnInfo::default()
        });
    }
    all
}

/// Turns an export back into a settled table, to propose roles.
pub fn as_plain_table(export: &Export) -> PlainTable {
    let rows = (0..export.table.rows()).map(|row| {
        let cells = export
            .table
            .columns()
            .iter()
            .map(|c| c.cell(row).to_owned());
        (export.table.number(row), cells.collect())
    });
    let label = |c: &ColumnInfo| {
        // `column 3` was invented for a column without a name.
        if c.id.starts_with("column_") && c.question.starts_with("column ") {
            String::new()
        } else {
            c.question.clone()
        }
    };
    PlainTable {
        labels: export.columns.iter().map(label).collect(),
        rows: rows.collect(),
        ..PlainTable::default()
    }
}
