//! Text with or without quotes.
//!
//! Readers of YAML 1.1 and 1.2 disagree about what `no`, `2026`, `12:30`, `1e3`, `0o7`, `=` and many others are. So only
//! text that nobody can take for anything else stands without quotes: the rule names what is allowed, not what is not.

use std::fmt::Write as _;

use crate::yaml::chars::is_hidden;

/// Words that some reader takes for true, false or nothing, in any case.
const TAKEN: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

/// The context of a plain scalar: in a flow collection commas end it, and for readers of YAML 1.1 question marks do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Brackets,
    Line,
}

/// The text as it is written.
pub(super) fn scalar(text: &str, within: Within) -> String {
    if is_plain(text, within) {
        text.to_owned()
    } else {
        quote(text)
    }
}

/// True if it begins with a letter, is no word with a meaning of its own, and holds only letters, digits, single spaces within
/// and a few marks that mean nothing in the middle of a text.
fn is_plain(text: &str, within: Within) -> bool {
    let allowed = |c: char| {
        c.is_alphanumeric()
            || " -_.'()/!;+%&£€’‘“”–—…".contains(c)
            || (matches!(c, ',' | '?') && within == Within::Line)
    };
    // A first letter rules out numbers, dates, times and every indicator of YAML at once.
    text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        // Some editors and mail programs join two blanks, and the file would then say something
        // else.
        && !text.contains("  ")
        && text.chars().all(allowed)
        && !TAKEN.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if must_escape(c) => {
                let number = u32::from(c);
                // Writing to a String cannot fail.
                let _ = if number > 0xFFFF {
                    write!(quoted, "\\U{number:08X}")
                } else {
                    write!(quoted, "\\u{number:04X}")
                };
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// True for characters that look like nothing or like a space, and those that YAML does not allow unescaped.
fn must_escape(c: char) -> bool {
    is_hidden(c)
        || (c.is_whitespace() && c != ' ')
        // The last two code points of each plane are no characters. YAML lets only those of some
        // planes stand unescaped.
        || u32::from(c) & 0xFFFE == 0xFFFE
        || matches!(c, '\u{FDD0}'..='\u{FDEF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_reader_mistakes_stands_without_quotes() {
        for text in [
            "primary",
            "Waiting in clinic",
            "Northbrook Breast Unit",
            "q14",
            "tell-waits",
            "northbrook-2023/outcome.yaml",
            "Śródmieście",
            "누구",
        ] {
            assert_eq!(scalar(text, Within::Brackets), text);
        }
        for text in [
            "",
            " ",
            "no",
            "No",
            "ON",
            "y",
            "N",
            "null",
            "~",
            "true",
            "2026",
            "2026-11-24",
            "13:00",
            "1e3",
            "0o7",
            "0x1F",
            "1_000",
            ".5",
            ".inf",
            "-",
            "- a",
            "=",
            "<<",
            "a: b",
            "a:",
            "a #b",
            " a",
            "a ",
            "a  b",
            "[a",
            "{a",
            "a, b",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "'a'",
            "\"a\"",
            "?",
            "? a",
            "#",
            "---",
            "...",
            "a\nb",
            "a\tb",
            "a\u{A0}b",
            "😀",
            "+1",
            "12 weeks",
            "http://x",
            "a\\b",
            "\u{202E}a",
            "e\u{301}",
        ] {
            let quoted = scalar(text, Within::Brackets);
            assert!(quoted.starts_with('"') && quoted.ends_with('"'), "{quoted}");
        }
        assert_eq!(scalar("a, b?", Within::Line), "a, b?");
        assert_eq!(scalar("b?", Within::Brackets), "\"b?\"");
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        let text = "a\"b\\c\nd\te\u{7}\u{202E}\u{85}\u{A0}\u{FEFF}\u{E0001}é😀";
        assert_eq!(
            scalar(text, Within::Line),
            r#""a\"b\\c\nd\te\u0007\u202E\u0085\u00A0\uFEFF\U000E0001é😀""#
        );
    }
}
