//! Errors of the YAML parser, explained to the person who typed the file.
//!
//! Its own words ("simple key is no longer valid") help only those who know the grammar.

use serde_yaml::granit_parser::{ErrorKind as K, ScanError};

use super::DEPTH;
use crate::yaml::problem::{TextPosition, UnplacedProblem};

const QUOTES: &str = "put the whole text in double quotes";

/// The complaint as a fault at `mark`.
pub(super) fn fault(error: &ScanError, mark: TextPosition, text: &str) -> UnplacedProblem {
    let (found, expected, help) = words(error.kind());
    // New versions of the parser bring new kinds of errors. Its own words are better than none.
    let found = if found.is_empty() {
        format!("something that is not YAML ({})", error.info())
    } else {
        found
    };
    // What never ends is only noticed at the end, which may lie behind the last line.
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    // There is no line to show behind the last one, and a message without its line reads like one
    // about the whole file.
    let mark = if mark.line > lines.max(1) {
        let last = text.lines().last().unwrap_or_default().chars().count();
        TextPosition {
            line: lines.max(1),
            column: u32::try_from(last).unwrap_or(u32::MAX).saturating_add(1),
        }
    } else if found == TAB {
        tab_near(mark, text)
    } else {
        mark
    };
    UnplacedProblem::error(mark, "", found)
        .expected(expected)
        .help(help)
}

const TAB: &str = "a tab";

/// The place of the tab: the parser may notice it only after the line before it.
fn tab_near(mark: TextPosition, text: &str) -> TextPosition {
    let from = usize::try_from(mark.line).unwrap_or(1).saturating_sub(1);
    let indented = |line: &str| {
        let words = line.trim_start_matches([' ', '\t']);
        let before = line.strip_suffix(words).unwrap_or_default();
        before.chars().position(|c| c == '\t')
    };
    let own = text.lines().nth(from).unwrap_or_default();
    if mark_is_tab(own, mark) {
        return mark;
    }
    // Three lines, since a text that goes on over several lines is told of at its beginning.
    let lines = text.lines().enumerate().skip(from).take(3);
    let mut found = lines.filter_map(|(nth, line)| Some((nth + 1, indented(line)?)));
    match found.next() {
        Some((line, column)) => TextPosition {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(0).saturating_add(1),
        },
        None => mark,
    }
}

/// True if a place in a line is a tab, or right behind one.
fn mark_is_tab(line: &str, mark: TextPosition) -> bool {
    let at = usize::try_from(mark.column).unwrap_or(1).saturating_sub(1);
    let is_tab = |nth: usize| line.chars().nth(nth) == Some('\t');
    is_tab(at) || at.checked_sub(1).is_some_and(is_tab)
}

/// Found (empty where only the parser's words say it), expected, help.
fn words(kind: &K) -> (String, &'static str, &'static str) {
    match kind {
        K::RecursionLimitExceeded => (
            format!("more than {DEPTH} lists and maps within each other"),
            "the shape of a file of `pledge`",
            "put text that begins with `[` or `{` in quotes",
        ),
        K::UnclosedFlowCollection { open } => (
            format!("a `{open}` that is never closed"),
            "its closing bracket",
            "close it, or put text that begins with a bracket in quotes",
        ),
        K::MismatchedFlowCollectionEnd { open, close } => (
            format!("`{close}` where `{open}` is open"),
            "the other closing bracket",
            "look at the brackets of this line and the lines before",
        ),
        K::UnexpectedCharacter { character } => (
            format!("a text that begins with `{character}`"),
            "a letter, a digit or a quote",
            QUOTES,
        ),
        _ => {
            let (found, expected, help) = fixed(kind);
            (found.to_owned(), expected, help)
        }
    }
}

/// The words for errors whose message does not depend on the file.
fn fixed(kind: &K) -> (&'static str, &'static str, &'static str) {
    match kind {
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabInPlainScalar
        | K::TabAtBlockScalarStart => (
            TAB,
            "spaces",
            "replace the tabs at the beginning of lines by spaces",
        ),
        K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping => (
            "the end of the file within brackets",
            "`]` or `}`",
            "close the bracket, or put text that begins with one in quotes",
        ),
        K::MisplacedFlowCollectionEnd => (
            "a closing bracket that closes nothing",
            "an opening one before it",
            QUOTES,
        ),
        K::ExpectedFlowMappingSeparator | K::ExpectedFlowSequenceSeparator => (
            "something between two values",
            "a comma, or the closing bracket",
            "put text that holds commas, colons or brackets in double quotes",
        ),
        K::UnclosedQuotedScalar
        | K::DocumentIndicatorInQuotedScalar
        | K::InvalidQuotedScalarIndent => (
            "a quote that is not closed",
            "a second quote",
            "look for the text that begins with a quote above",
        ),
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => (
            "text after the closing quote",
            "the end of the value",
            "put the whole text in quotes, and `\\\"` for a quote within",
        ),
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidUnicodeEscape => (
            "a backslash that stands for nothing",
            "`\\\\` for a backslash",
            "write two backslashes, or single quotes around the text",
        ),
        // A common slip: a title such as `Waiting: the facts` without quotes.
        K::MappingValueNotAllowed | K::InvalidColonPlacement => (
            "a second colon in the line",
            "one key and its value",
            QUOTES,
        ),
        // Nobody who writes these files means an alias: `*` is a footnote or emphasis from a word
        // processor, so the advice is to quote it.
        K::UnknownAnchor => (
            "a text that begins with `*`",
            "a letter, a digit or a quote",
            QUOTES,
        ),
        K::MissingAnchorOrAliasName => (
            "a text that begins with `*` or `&`",
            "a letter, a digit or a quote",
            QUOTES,
        ),
        K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::SimpleKeyExpected
        | K::InvalidSimpleKey
        | K::InvalidIndentation
        | K::ExpectedDocumentStart
        | K::BlockSequenceEntryNotAllowed
        | K::MappingKeyNotAllowed => (
            "a line that does not fit what stands above it",
            "`key: value` or `- item`, as far to the right as its neighbours",
            "look at the spaces before this line, and for a `:` missing here or above",
        ),
        K::DirectiveDisallowed | K::MissingDocumentEndBeforeDirective => {
            ("a line that begins with `%`", "a key", QUOTES)
        }
        K::BomInsideDocument => (
            "an invisible mark (U+FEFF) in the middle of the file",
            "text",
            "delete the line and type it again",
        ),
        _ => (
            "",
            "a file in YAML",
            "put text with unusual characters in double quotes",
        ),
    }
}
