//! Detection of YAML that loses words unseen: a `#` within a text, a no-break space for a blank.
//!
//! Both come from copying out of a web page or a word processor, and the parser sees nothing wrong or complains elsewhere.

use std::collections::{HashMap, HashSet};

use super::{
    problem::{TextPosition, UnplacedProblem},
    source::Source,
    tree::{Node, ValueKind},
};

/// Unquoted texts that a `#` cuts short, by their place: the rest of the line, and the place of the `#`.
/// A remark has a blank behind its `#`: `Bay #3 waiting` has none.
pub(super) fn cut_short(
    source: &Source,
    root: &Node,
) -> HashMap<TextPosition, (String, TextPosition)> {
    let mut cut = HashMap::new();
    // Nearly no file has one, and most are read for their numbers by the thousand.
    if memchr::memmem::find(source.text().as_bytes(), b" #").is_none() {
        return cut;
    }
    // To find a place in a line takes as long as the line: one of a megabyte was written by no hand.
    let lines: HashSet<u32> = (1_u32..)
        .zip(source.text().lines())
        .filter(|(_, line)| line.len() <= LONGEST && line.contains(" #"))
        .map(|(number, _)| number)
        .collect();
    if !lines.is_empty() {
        look(source, root, &lines, &mut cut);
    }
    cut
}

/// Bytes of a line that somebody has typed, at most.
const LONGEST: usize = 2000;

fn look(
    source: &Source,
    node: &Node,
    lines: &HashSet<u32>,
    cut: &mut HashMap<TextPosition, (String, TextPosition)>,
) {
    match &node.kind {
        ValueKind::List(items) => items.iter().for_each(|item| look(source, item, lines, cut)),
        ValueKind::Map(entries) => {
            for entry in entries {
                look(source, &entry.value, lines, cut);
            }
        }
        ValueKind::Scalar { text, quoted }
            if !quoted && !text.is_empty() && lines.contains(&node.mark.line) =>
        {
            let behind = source
                .offset(node.mark)
                .and_then(|at| source.text().get(at..))
                // A text over several lines, or with an escape, does not stand in the file as it is
                // read. It is passed over: a guess would warn of right files.
                .and_then(|rest| rest.strip_prefix(text.as_str()))
                .and_then(|rest| rest.lines().next());
            let Some(behind) = behind else { return };
            let rest = behind.trim_start_matches(' ');
            let blanks = behind.len() - rest.len();
            let joined = rest
                .strip_prefix('#')
                .is_some_and(|r| r.starts_with(|c: char| c.is_alphanumeric()));
            if blanks > 0 && joined {
                let before = text.chars().count() + blanks;
                let mark = TextPosition {
                    line: node.mark.line,
                    column: node
                        .mark
                        .column
                        .saturating_add(u32::try_from(before).unwrap_or(0)),
                };
                cut.insert(node.mark, (rest.trim_end().to_owned(), mark));
            }
        }
        ValueKind::Scalar { .. } => {}
    }
}

/// Blanks that are none to YAML, where it needs one: before a line's first word, behind a colon or a dash.
fn is_other_blank(c: char) -> bool {
    matches!(
        c,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// The most lines that are reported for such a blank or `#`.
const MOST: usize = 20;

/// Faults for each line with an unusual blank in place of an ordinary one, or with a `#` inside brackets: the parser may notice
/// either of them many lines later.
pub(super) fn hidden(source: &Source) -> Vec<UnplacedProblem> {
    let mut faults = Vec::new();
    for (number, line) in (1_u32..).zip(source.text().lines()) {
        if faults.len() == MOST {
            break;
        }
        if line.len() > LONGEST {
            continue;
        }
        if let Some(column) = in_brackets(line) {
            let mark = TextPosition {
                line: number,
                column: u32::try_from(column).unwrap_or(0).saturating_add(1),
            };
            faults.push(
                UnplacedProblem::error(mark, "", "a `#` that ends the line within brackets")
                    .expected("the text in quotes, or the bracket closed before a remark")
                    .help("put double quotes around the text that holds the `#`"),
            );
        }
        let Some(column) = in_structure(line) else {
            continue;
        };
        let c = line.chars().nth(column).unwrap_or('\u{A0}');
        let mark = TextPosition {
            line: number,
            column: u32::try_from(column).unwrap_or(0).saturating_add(1),
        };
        let name = if c == '\u{A0}' {
            "a no-break space"
        } else {
            "a blank of another width"
        };
        let found = format!("{name} (U+{:04X})", u32::from(c));
        faults.push(
            UnplacedProblem::error(mark, "", found)
                .expected("an ordinary space")
                .help(
                    "delete it and type a space: it looks the same, and was copied from elsewhere",
                ),
        );
    }
    faults
}

/// The place in a line where a `#` that belongs to a word cuts off a flow collection.
fn in_brackets(line: &str) -> Option<usize> {
    let (mut open, mut quote, mut before) = (0_u32, None, ' ');
    let mut chars = line.chars().enumerate().peekable();
    while let Some((nth, c)) = chars.next() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            // An apostrophe within a word, as in `nurse's`, opens no quote.
            (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some(c),
            (None, '{' | '[') => open += 1,
            (None, '}' | ']') => open = open.saturating_sub(1),
            (None, '#') if before == ' ' => {
                // A `#` with a blank behind it is meant as a remark, whatever is open.
                let joined = chars.peek().is_some_and(|(_, c)| c.is_alphanumeric());
                return (open > 0 && joined).then_some(nth);
            }
            _ => {}
        }
        before = c;
    }
    None
}

/// The place in a line of an unusual blank before its first word, or behind the colon of a key.
fn in_structure(line: &str) -> Option<usize> {
    let chars: Vec<char> = line.chars().collect();
    let indent = chars
        .iter()
        .take_while(|c| is_other_blank(**c) || matches!(c, ' ' | '-' | '\t'));
    let first = indent.clone().position(|c| is_other_blank(*c));
    if first.is_some() || chars.get(indent.count()) == Some(&'#') {
        return first;
    }
    let is_key = |colon: usize| {
        let word = chars
            .iter()
            .take(colon)
            .rev()
            .take_while(|c| c.is_alphanumeric() || **c == '_');
        let length = word.count();
        let before = colon.checked_sub(length + 1).and_then(|b| chars.get(b));
        // Only a word of its own can be a key: behind `(see:` or `1/2:` such a blank is part of a
        // text and does no harm.
        length > 0 && before.is_none_or(|b| matches!(b, ' ' | '{' | ',' | '-'))
    };
    let behind = |at: &usize| {
        let colon = at.checked_sub(1).filter(|c| chars.get(*c) == Some(&':'));
        colon.is_some_and(is_key)
    };
    let blanks = chars
        .iter()
        .enumerate()
        .filter(|(_, c)| is_other_blank(**c));
    blanks.map(|(at, _)| at).find(behind)
}

#[cfg(test)]
mod tests {
    use crate::yaml::read_findings;

    /// Every problem of a file as its place and what was found.
    fn problems(middle: &str) -> Vec<(u32, u32, String)> {
        let text = format!(
            "pledge: findings/1\nunit: {{name: A}}\nsurvey:\n  title: P\n  period: \"2026\"\nthemes:\n  - id: w\n{middle}"
        );
        let read = read_findings("findings.yaml", &text);
        read.problems
            .into_iter()
            .map(|p| (p.line, p.column, p.found))
            .collect()
    }

    #[test]
    fn a_number_sign_that_cuts_a_text_short_is_warned_of_and_a_remark_is_not() {
        let found = problems("    title: Bay #3 waiting\n");
        assert_eq!(
            found,
            [(8, 16, "a `#` that ends the text at `Bay`".to_owned())]
        );
        for fine in [
            "    title: \"Bay #3 waiting\"\n",
            "    title: Bay 3 # the third\n",
            "    title: Bay#3\n",
            "    title: Bay # \n",
            "    title: W\n    known_since: \"2024\"  # since then\n",
        ] {
            assert_eq!(problems(fine), [], "{fine}");
        }
        let found =
            problems("    title: W\n    findings: [{id: q1, question: Was bay #3 clean?}]\n");
        assert!(
            found.contains(&(9, 43, "a `#` that ends the line within brackets".into())),
            "{found:?}"
        );
    }

    #[test]
    fn tabs_and_other_blanks_are_named_in_their_own_line() {
        for (middle, line, column, what) in [
            ("    title: W\n\tstandard: x\n", 9, 1, "a tab"),
            (
                "    title: W\n    standard: We\u{a0}will\n\tgoals: []\n",
                10,
                1,
                "a tab",
            ),
            ("    title: W\n  \t  standard: x\n", 9, 3, "a tab"),
            ("    title:\u{a0}W\n", 8, 11, "a no-break space (U+00A0)"),
            (
                "    title: W\n\u{a0}   standard: x\n",
                9,
                1,
                "a no-break space (U+00A0)",
            ),
            (
                "    title: W\n    findings: [{id:\u{a0}q1, question: Q}]\n",
                9,
                20,
                "a no-break space (U+00A0)",
            ),
            (
                "    title: W\n    \u{2003}standard: x\n",
                9,
                5,
                "a blank of another width (U+2003)",
            ),
        ] {
            let found = problems(middle);
            assert!(
                found.contains(&(line, column, what.into())),
                "{middle:?}: {found:?}"
            );
        }
        // In a text it is a character like others.
        assert_eq!(
            problems("    title: W\u{a0}e\n    standard: 5\u{a0}minutes\n"),
            []
        );
    }
}
