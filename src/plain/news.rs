//! Differences between two states of a page, so that one tick does not read out the whole page again.

use super::say::{LineKind, SpokenLine, SpokenPage};

/// Lines about the news of a page, each as short as possible; empty without news.
///
/// `told` was read out already: rows that it names are not repeated, nor is a list that only became shorter.
pub(super) fn since(before: &SpokenPage, now: &SpokenPage, told: &str) -> Vec<String> {
    // The form of another goal is read as a whole, even where both have the same values.
    if now.list.is_some_and(|l| l.form) && heads(before) != heads(now) {
        return all(now);
    }
    now.lines
        .iter()
        .filter(|line| !before.lines.contains(line))
        .filter_map(|line| match known(before, line) {
            Some(old) if old.kind == line.kind && is_row(line) && told.contains(&line.name) => None,
            Some(old) => Some(changed(old, line)),
            // "Handed in. 5 of 9 have voted." was just said, and need not be heard as a line of the page again.
            None if line.kind == LineKind::Text && is_said(before, line, told) => None,
            None => Some(line.whole()),
        })
        .collect()
}

/// All lines, with the position of the mark after the rows.
pub(super) fn all(page: &SpokenPage) -> Vec<String> {
    let mut out = Vec::new();
    // The last row that is read: a long list is cut.
    let last = page.lines.iter().filter_map(|l| l.kind.number()).max();
    for line in &page.lines {
        out.push(line.whole());
        if page.list.is_some() && line.kind.number() == last && last.is_some() {
            out.extend(page.at());
        }
    }
    out
}

/// True if a text was told already, or is a list such as `Not here yet: ...` that only became shorter.
fn is_said(before: &SpokenPage, line: &SpokenLine, told: &str) -> bool {
    let items = |text: &str| -> Option<(String, Vec<String>)> {
        let (head, rest) = text.trim_end_matches('.').split_once(": ")?;
        Some((
            head.to_owned(),
            rest.split(", ").map(str::to_owned).collect(),
        ))
    };
    let shorter = |old: &SpokenLine| match (items(&old.name), items(&line.name)) {
        (Some(old), Some(new)) => old.0 == new.0 && new.1.iter().all(|i| old.1.contains(i)),
        _ => false,
    };
    told.contains(&line.name) || before.lines.iter().any(shorter)
}

fn is_row(line: &SpokenLine) -> bool {
    matches!(line.kind, LineKind::Row(_))
}

fn heads(page: &SpokenPage) -> Vec<&SpokenLine> {
    page.lines
        .iter()
        .filter(|l| l.kind == LineKind::Head)
        .collect()
}

/// Earlier state of a line: the same name in the same position, else the same name.
fn known<'a>(before: &'a SpokenPage, line: &SpokenLine) -> Option<&'a SpokenLine> {
    let same = |old: &&SpokenLine| old.name == line.name && old.kind == line.kind;
    let moved = |old: &&SpokenLine| old.name == line.name && old.kind.number().is_some();
    match line.kind {
        LineKind::Text => None,
        LineKind::Head => before.lines.iter().find(same),
        LineKind::Row(_) | LineKind::Field(_) => before
            .lines
            .iter()
            .find(same)
            .or_else(|| before.lines.iter().find(moved)),
    }
}

fn changed(old: &SpokenLine, line: &SpokenLine) -> String {
    let parts: Vec<String> = line
        .parts
        .iter()
        .filter(|p| !old.parts.contains(p))
        .cloned()
        .collect();
    match line.kind {
        LineKind::Head if !parts.is_empty() => SpokenLine {
            name: String::new(),
            ..line.clone()
        }
        .with(&parts),
        // Only the number has changed.
        LineKind::Row(_) | LineKind::Field(_) if !parts.is_empty() || old.parts == line.parts => {
            line.with(&parts)
        }
        _ => line.whole(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::say::NumberedRows, *};

    fn row(number: usize, name: &str, parts: &[&str]) -> SpokenLine {
        SpokenLine {
            kind: LineKind::Row(number),
            name: name.into(),
            parts: parts.iter().map(ToString::to_string).collect(),
        }
    }

    fn list(lines: Vec<SpokenLine>, form: bool) -> SpokenPage {
        let rows = lines.iter().filter(|l| l.kind != LineKind::Head).count();
        SpokenPage {
            lines,
            list: Some(NumberedRows { rows, at: 0, form }),
            slide: false,
        }
    }

    #[test]
    fn a_tick_is_one_short_line() {
        let head = |n: &str| SpokenLine {
            kind: LineKind::Head,
            name: "Welcome".into(),
            parts: vec![format!("{n} of 2 here")],
        };
        let before = list(
            vec![
                head("0"),
                row(1, "Ama", &["not ticked", "nurse"]),
                row(2, "Jo", &["not ticked", "patient"]),
            ],
            false,
        );
        let now = list(
            vec![
                head("1"),
                row(1, "Ama", &["ticked", "nurse"]),
                row(2, "Jo", &["not ticked", "patient"]),
            ],
            false,
        );
        assert_eq!(
            since(&before, &now, ""),
            ["1 of 2 here.", "1. Ama. Ticked."]
        );
        assert_eq!(since(&before, &now, "Ama is here."), ["1 of 2 here."]);
        assert_eq!(since(&now, &now, ""), Vec::<String>::new());
    }

    #[test]
    fn what_was_told_and_what_only_went_away_is_not_said() {
        let text = |words: &str| SpokenLine {
            kind: LineKind::Text,
            ..row(1, words, &[])
        };
        let page = |lines: &[&str]| SpokenPage {
            lines: lines.iter().map(|l| text(l)).collect(),
            ..SpokenPage::default()
        };
        let before = page(&["Not here yet: a nurse, Jo, a surgeon.", "0 of 9 have voted"]);
        let now = page(&["Not here yet: a nurse, a surgeon.", "1 of 9 have voted"]);
        let told = "Handed in. 1 of 9 have voted.";
        assert_eq!(since(&before, &now, told), Vec::<String>::new());
        assert_eq!(
            since(&now, &before, ""),
            ["Not here yet: a nurse, Jo, a surgeon.", "0 of 9 have voted"]
        );
    }

    #[test]
    fn rows_with_another_number_say_it_and_a_new_row_says_all() {
        let before = list(vec![row(1, "A", &["x"]), row(2, "B", &["y"])], false);
        let now = list(vec![row(1, "B", &["y"]), row(2, "C", &["z"])], false);
        assert_eq!(since(&before, &now, ""), ["1. B.", "2. C. Z."]);
    }

    #[test]
    fn the_form_of_another_goal_is_said_as_a_whole() {
        let form = |n: &str, goal: &str| {
            let head = SpokenLine {
                kind: LineKind::Head,
                name: "A goal".into(),
                parts: vec![format!("{n} of 2")],
            };
            let field = |number, name: &str, value: &str| SpokenLine {
                kind: LineKind::Field(number),
                ..row(number, name, &[value])
            };
            list(
                vec![head, field(1, "goal", goal), field(2, "by", "no day yet")],
                true,
            )
        };
        assert_eq!(
            since(&form("1", "A"), &form("2", "B"), ""),
            [
                "A goal. 2 of 2.",
                "1. goal: B.",
                "2. by: no day yet.",
                "You are at 1: goal."
            ]
        );
        assert_eq!(since(&form("1", "A"), &form("1", "B"), ""), ["1. goal: B."]);
    }
}
