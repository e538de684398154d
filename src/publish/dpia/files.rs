//! Files of a folder against the handbook's table for information governance.
//!
//! The table is read from the handbook itself, so that the two cannot differ.

use super::Inventory;
use crate::domain::booklet::Booklet;

const HANDBOOK: &str = include_str!("../../manual/information-governance.md");

/// Names that are ours and hold nothing of anybody: locks, and marks beside papers.
const PLAIN: &[&str] = &["*.lock", "out/*", "forget.unfinished", ".*"];

/// A row of the handbook's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileRow {
    /// Patterns of the names of its files; none for what is elsewhere.
    pub(super) patterns: Vec<String>,
    /// Cells, without marks of Markdown.
    pub(super) cells: Vec<String>,
    /// Kind of place that is not the folder.
    pub(super) elsewhere: Option<Elsewhere>,
}

/// A place that is not the unit folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Elsewhere {
    /// The survey tool.
    Survey,
    /// The local data folder.
    Ballots,
    /// The local data folder, for the keys of code cards.
    CodeKeys,
    /// The local data folder, for what is of no unit.
    Reports,
    /// The temporary folder.
    Rehearsals,
}

/// Rows of the table.
pub(super) fn rows() -> Vec<FileRow> {
    let lines = HANDBOOK.lines();
    lines
        .skip_while(|line| !line.starts_with("| file "))
        .take_while(|line| line.starts_with('|'))
        // The heading, and the line below it.
        .skip(2)
        .map(row)
        .collect()
}

fn row(line: &str) -> FileRow {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let first = cells.first().copied().unwrap_or_default();
    let elsewhere = if first.contains("ballot box") {
        Some(Elsewhere::Ballots)
    } else if first.contains("code keys") {
        Some(Elsewhere::CodeKeys)
    } else if first.contains("crash-reports") {
        Some(Elsewhere::Reports)
    } else if first.contains("temporary folder") {
        Some(Elsewhere::Rehearsals)
    } else if first.contains('`') {
        None
    } else {
        Some(Elsewhere::Survey)
    };
    let names = first.split('`').skip(1).step_by(2);
    FileRow {
        patterns: if elsewhere.is_none() {
            names.map(str::to_owned).collect()
        } else {
            Vec::new()
        },
        cells: cells.iter().map(|cell| cell.replace('`', "")).collect(),
        elsewhere,
    }
}

/// True if a name fits a pattern, in which `*` stands for any characters.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((before, after)) => name.strip_prefix(before).is_some_and(|rest| {
            let mut ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
            ends.any(|at| rest.get(at..).is_some_and(|rest| fits(after, rest)))
        }),
    }
}

/// Number of files that fit a row.
pub(super) fn number(row: &FileRow, inventory: &Inventory) -> usize {
    let fits = |name: &&String| row.patterns.iter().any(|p| fits(p, name));
    inventory.files.iter().filter(fits).count()
}

/// Number of copies that were set aside.
pub(super) fn copies(inventory: &Inventory) -> usize {
    let set_aside = [
        "*.edited-*",
        "*.before-*",
        "*.other-*",
        "*.merged-*",
        "*.broken",
    ];
    let is = |name: &&String| set_aside.iter().any(|p| fits(p, name));
    inventory.files.iter().filter(is).count()
}

/// Number of files that the program did not make, but for the pictures that the booklet names.
pub(super) fn others(inventory: &Inventory, booklet: &Booklet) -> usize {
    let pictures = [booklet.logo.as_deref(), booklet.picture.as_deref()];
    let rows = rows();
    let known = |name: &str| {
        let mut patterns = rows.iter().flat_map(|r| &r.patterns).map(String::as_str);
        patterns.any(|p| fits(p, name))
            || PLAIN.iter().any(|p| fits(p, name))
            || pictures.contains(&Some(name))
    };
    inventory.files.iter().filter(|name| !known(name)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_handbooks_table_is_read() {
        let rows = rows();
        assert!(rows.len() >= 14, "{}", rows.len());
        assert!(rows.iter().all(|r| r.cells.len() == 5), "{rows:?}");
        let elsewhere: Vec<_> = rows.iter().filter_map(|r| r.elsewhere).collect();
        assert_eq!(
            elsewhere,
            [
                Elsewhere::Survey,
                Elsewhere::Ballots,
                Elsewhere::CodeKeys,
                Elsewhere::Reports,
                Elsewhere::Rehearsals
            ]
        );
        let named = |name: &str| {
            let mut patterns = rows.iter().flat_map(|r| &r.patterns);
            patterns.any(|p| p == name)
        };
        for name in [
            "findings.yaml",
            "codebook.yaml",
            "agenda.yaml",
            "outcome.yaml",
            "meeting.journal",
        ] {
            assert!(named(name), "{name}");
        }
    }

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, name, is) in [
            ("out/booklet*", "out/booklet-a5.pdf", true),
            ("*.edited-*", "outcome.edited-1.yaml", true),
            ("*.edited-*", "edited-1.yaml", false),
            ("agenda.yaml", "agenda.yaml", true),
            ("agenda.yaml", "agenda.yaml2", false),
            ("*", "", true),
            ("*\u{e9}", "caf\u{e9}", true),
        ] {
            assert_eq!(fits(pattern, name), is, "{pattern} {name}");
        }
    }

    #[test]
    fn an_export_beside_the_findings_is_a_file_of_others() {
        let files = [
            "findings.yaml",
            "out/poster.html",
            "meeting.lock",
            "survey 2026.csv",
            "logo.png",
        ];
        let inventory = Inventory {
            files: files.map(str::to_owned).to_vec(),
            ..Inventory::default()
        };
        let mut booklet = Booklet::default();
        assert_eq!(others(&inventory, &booklet), 2);
        booklet.logo = Some("logo.png".into());
        assert_eq!(others(&inventory, &booklet), 1);
    }
}
