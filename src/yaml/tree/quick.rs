//! A reader of the YAML that this program itself writes, several times as fast as the parser of all YAML.
//!
//! It reads keys and lists by their indents, one-line `{}` and `[]`, plain text, and text in double quotes. Anything else, such as a
//! remark, a blank line, an anchor, a block of text or a key that stands twice, is left to the parser: the answer is a tree or nothing.
//! Properties hold both equal, in values and in places.

use super::{Node, ValueKind, YamlEntry, YamlKey};
use crate::yaml::problem::TextPosition;

/// Bytes of a text. With fewer bytes than the limits have nodes, no limit can be reached.
const SIZE: usize = 900_000;
/// Lists and maps within each other, well below the limit of the parser.
const DEPTH: usize = 20;

/// The tree of a text; `None` where it is not of the shape that is written here.
pub(super) fn parse(text: &str) -> Option<Node> {
    let is_odd = if text.is_ascii() {
        text.bytes().any(|b| b.is_ascii_control() && b != b'\n')
    } else {
        text.chars().any(is_odd)
    };
    if text.len() > SIZE || is_odd {
        return None;
    }
    let mut lines = Lines::new(text)?;
    let node = lines.block(lines.first()?.indent, 0)?;
    // What is left stands further to the left than what came before.
    (lines.first().is_none() && matches!(node.kind, ValueKind::Map(_))).then_some(node)
}

/// Characters that end lines in some versions of YAML, are not printable, or mark the order of bytes.
fn is_odd(c: char) -> bool {
    match c {
        '\n' => false,
        c if c.is_ascii() => c.is_ascii_control(),
        '\u{80}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => {
            true
        }
        _ => false,
    }
}

/// A line without its indent.
#[derive(Clone, Copy)]
struct TextLine<'a> {
    /// The line with its indent, for columns in characters.
    whole: &'a str,
    is_ascii: bool,
    text: &'a str,
    indent: usize,
    number: u32,
}

impl TextLine<'_> {
    /// The place of a byte of the line.
    fn mark(&self, at: usize) -> Option<TextPosition> {
        let before = self.whole.get(..at)?;
        let column = if self.is_ascii {
            at
        } else {
            before.chars().count()
        };
        Some(TextPosition {
            line: self.number,
            column: u32::try_from(column).ok()? + 1,
        })
    }

    /// The line from a byte of its text on, as if that were its indent.
    fn further(self, by: usize) -> Option<Self> {
        Some(Self {
            text: self.text.get(by..)?,
            indent: self.indent + by,
            ..self
        })
    }
}

struct Lines<'a> {
    /// Text after the next line; `None` at the end.
    rest: Option<&'a str>,
    next: Option<TextLine<'a>>,
    number: u32,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Option<Self> {
        let text = text.strip_suffix('\n').unwrap_or(text);
        let mut lines = Self {
            rest: Some(text),
            next: None,
            number: 0,
        };
        lines.advance()?;
        Some(lines)
    }

    fn first(&self) -> Option<TextLine<'a>> {
        self.next
    }

    /// Goes to the next line; `None` for a line of another shape, `Some` at the end too.
    fn advance(&mut self) -> Option<()> {
        let Some(rest) = self.rest else {
            self.next = None;
            return Some(());
        };
        let whole = match memchr::memchr(b'\n', rest.as_bytes()) {
            Some(end) => {
                self.rest = rest.get(end + 1..);
                rest.get(..end)?
            }
            None => {
                self.rest = None;
                rest
            }
        };
        self.number += 1;
        let text = whole.trim_start_matches(' ');
        let is_plain = !text.is_empty()
            && !text.ends_with(' ')
            && !matches!(text.as_bytes(), [b'#' | b'%', ..])
            && !text.starts_with("---")
            && !text.starts_with("...");
        self.next = Some(TextLine {
            whole,
            is_ascii: whole.is_ascii(),
            text,
            indent: whole.len() - text.len(),
            number: self.number,
        });
        is_plain.then_some(())
    }

    /// Puts the rest of the present line in its place.
    fn cut(&mut self, line: TextLine<'a>) {
        self.next = Some(line);
    }

    /// A list or map whose lines have this indent.
    fn block(&mut self, indent: usize, depth: usize) -> Option<Node> {
        if depth > DEPTH {
            return None;
        }
        let first = self.next?;
        let mark = first.mark(indent)?;
        let kind = if first.text.starts_with("- ") {
            ValueKind::List(self.items(indent, depth)?)
        } else {
            ValueKind::Map(self.entries(indent, depth)?)
        };
        // A line further to the right would go on with the text before it.
        let ends = self.next.is_none_or(|line| line.indent < indent);
        ends.then_some(Node { kind, mark })
    }

    fn items(&mut self, indent: usize, depth: usize) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        while let Some(line) = self.next.filter(|line| line.indent == indent) {
            let item = line.text.strip_prefix("- ")?;
            if item.starts_with([' ', '-']) {
                return None;
            }
            let line = line.further(2)?;
            items.push(if key(item).is_some() {
                self.cut(line);
                self.block(line.indent, depth + 1)?
            } else {
                self.advance()?;
                value(line, line.text, 0, depth)?
            });
        }
        Some(items)
    }

    fn entries(&mut self, indent: usize, depth: usize) -> Option<Vec<YamlEntry>> {
        let mut entries: Vec<YamlEntry> = Vec::new();
        while let Some(line) = self.next.filter(|line| line.indent == indent) {
            let (name, length) = key(line.text)?;
            if entries.len() > 64 || entries.iter().any(|e| e.key.text == name) {
                return None;
            }
            let key = YamlKey {
                text: name.to_owned(),
                mark: line.mark(indent)?,
            };
            let after = length + 1;
            self.advance()?;
            let value = match line.text.get(after..)? {
                // A list may stand below its key without a further indent; it is not written so.
                "" => {
                    let next = self.next.filter(|next| next.indent > indent)?;
                    self.block(next.indent, depth + 1)?
                }
                inline => {
                    let text = inline.strip_prefix(' ')?;
                    value(line, text, after + 1, depth)?
                }
            };
            entries.push(YamlEntry { key, value });
        }
        Some(entries)
    }
}

/// The key that a text begins with, and its length with quotes, if its colon ends the line or is followed by a space.
fn key(text: &str) -> Option<(&str, usize)> {
    let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    // `"on"` is written in quotes, since it is true in YAML 1.1.
    let quotes = usize::from(text.starts_with('"'));
    let bare = text.get(quotes..)?;
    let length = bare.bytes().take_while(is_part).count();
    let name = bare.get(..length)?;
    let starts = name.bytes().next()?.is_ascii_alphanumeric();
    let after = bare.get(length..)?;
    let after = if quotes == 1 {
        after.strip_prefix('"')?
    } else {
        after
    };
    let ends = after == ":" || after.starts_with(": ");
    (starts && ends).then_some((name, length + 2 * quotes))
}

/// A value that fills the rest of its line; `at` is its place in the text of the line.
fn value(line: TextLine<'_>, text: &str, at: usize, depth: usize) -> Option<Node> {
    let mark = line.mark(line.indent + at)?;
    let first = *text.as_bytes().first()?;
    if matches!(first, b'{' | b'[') {
        let mut flow = Flow {
            line,
            text: line.text,
            at,
        };
        let node = flow.value(depth + 1)?;
        return (flow.at == line.text.len()).then_some(node);
    }
    if first == b'"' {
        let (text, length) = in_quotes(text)?;
        return (length == line.text.len() - at).then_some(scalar(text, true, mark));
    }
    let is_plain =
        begins_plain(first) && !text.as_bytes().windows(2).any(ends_plain) && !text.ends_with(':');
    is_plain.then(|| scalar(text.to_owned(), false, mark))
}

fn scalar(text: String, quoted: bool, mark: TextPosition) -> Node {
    Node {
        kind: ValueKind::Scalar { text, quoted },
        mark,
    }
}

/// True for two bytes that end plain text.
fn ends_plain(bytes: &[u8]) -> bool {
    matches!(bytes, b": " | b" #")
}

/// True for a first byte that means nothing but itself.
fn begins_plain(byte: u8) -> bool {
    !b" -?:,[]{}#&*!|>'\"%@`".contains(&byte)
}

/// The text in the quotes that a text begins with, and its length with both quotes.
fn in_quotes(text: &str) -> Option<(String, usize)> {
    let inside = text.get(1..)?;
    let end = memchr::memchr2(b'"', b'\\', inside.as_bytes())?;
    if inside.as_bytes().get(end) == Some(&b'"') {
        return Some((inside.get(..end)?.to_owned(), end + 2));
    }
    let mut out = String::new();
    let mut chars = inside.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((out, at + 2)),
            '\\' => match chars.next()?.1 {
                c @ ('"' | '\\') => out.push(c),
                'n' => out.push('\n'),
                // Other escapes are rare, and the parser knows them all.
                _ => return None,
            },
            c => out.push(c),
        }
    }
    None
}

/// `{}` and `[]` on one line, with exactly one space behind each comma and colon.
struct Flow<'a> {
    line: TextLine<'a>,
    text: &'a str,
    at: usize,
}

impl Flow<'_> {
    fn rest(&self) -> Option<&str> {
        self.text.get(self.at..)
    }

    fn take(&mut self, text: &str) -> bool {
        let takes = self.rest().is_some_and(|rest| rest.starts_with(text));
        if takes {
            self.at += text.len();
        }
        takes
    }

    fn mark(&self) -> Option<TextPosition> {
        self.line.mark(self.line.indent + self.at)
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        if depth > DEPTH {
            return None;
        }
        let mark = self.mark()?;
        if self.take("{") {
            return Some(Node {
                kind: ValueKind::Map(self.entries(depth)?),
                mark,
            });
        }
        if self.take("[") {
            return Some(Node {
                kind: ValueKind::List(self.items(depth)?),
                mark,
            });
        }
        let rest = self.rest()?;
        let first = *rest.as_bytes().first()?;
        if first == b'"' {
            let (text, length) = in_quotes(rest)?;
            self.at += length;
            return Some(scalar(text, true, mark));
        }
        let end = rest.bytes().position(|b| b",]}".contains(&b))?;
        let text = rest.get(..end)?;
        let odd = |b: u8| b"[{:#\"'".contains(&b);
        if !begins_plain(first) || text.ends_with(' ') || text.bytes().any(odd) {
            return None;
        }
        let text = text.to_owned();
        self.at += end;
        Some(scalar(text, false, mark))
    }

    fn items(&mut self, depth: usize) -> Option<Vec<Node>> {
        let mut items = Vec::new();
        if self.take("]") {
            return Some(items);
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take("]") {
                return Some(items);
            }
            if !self.take(", ") {
                return None;
            }
        }
    }

    fn entries(&mut self, depth: usize) -> Option<Vec<YamlEntry>> {
        let mut entries: Vec<YamlEntry> = Vec::new();
        if self.take("}") {
            return Some(entries);
        }
        loop {
            let mark = self.mark()?;
            let (name, length) = key(self.rest()?)?;
            let name = name.to_owned();
            self.at += length;
            if !self.take(": ") || entries.iter().any(|e| e.key.text == name) {
                return None;
            }
            let value = self.value(depth + 1)?;
            let key = YamlKey { text: name, mark };
            entries.push(YamlEntry { key, value });
            if self.take("}") {
                return Some(entries);
            }
            if !self.take(", ") {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Source, parse_in_full};
    use super::*;

    fn sample(name: &str) -> String {
        let path = format!("{}/sample-data/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    }

    /// A tree where there is one is that of the parser, without any fault.
    fn same(text: &str) -> bool {
        let Some(quick) = parse(text) else {
            return false;
        };
        let (full, faults) = parse_in_full(&Source::new("a.yaml", text));
        assert_eq!((Some(quick), 0), (full, faults.len()), "{text}");
        true
    }

    #[test]
    fn what_the_program_writes_is_read_here() {
        assert!(same(&sample("northbrook-finished/outcome.yaml")));
        assert!(same("a: 1\nb:\n  - {c: \"d \\\" e\", f: [1, 2.5, x y]}\n  - g: h\n    i: []\n  - j k\nl: Siân: no\n".replace(": no", "").as_str()));
        assert!(same(
            "a: Si\u{e2}n\nb: {c: \u{175}y, d: \"\u{1f600} x\", e: 1}\n"
        ));
    }

    #[test]
    fn the_rest_is_left_to_the_parser() {
        for text in [
            "",
            "a",
            "- a\n",
            "a: 1\na: 2\n",
            "a: b: c\n",
            "a: b #c\n",
            "#a\nb: 1\n",
            "a: |\n  b\n",
            "a: 'b'\n",
            "a: &b c\n",
            "a: *b\n",
            "a: !b c\n",
            "a:\n- b\n",
            "a:\n",
            "a: {b: 1,}\n",
            "a: [1,2]\n",
            "a: {b: }\n",
            "a: b\n  c\n",
            "a:\n  b: 1\n c: 2\n",
            " a: 1\nb: 2\n",
            "a: 1\n\nb: 2\n",
            "a: \"b\\u0041\"\n",
            "---\na: 1\n",
            "a: 1\r\nb: 2\r\n",
            "a:\tb\n",
            "a: [b: c]\n",
            "a: {b: c: d}\n",
            "a: - b\n",
            "? a\n",
            "a: \"b\nc\"\n",
            "a: 1\n...\n",
            "a: b:\n",
            "a: {b: \"c\"d}\n",
            "a: \"b\" c\n",
            "\u{feff}a: 1\n",
            "a: {b: 1, b: 2}\n",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    /// Pieces from which most texts are nearly of the shape.
    const PIECES: &[&str] = &[
        "a",
        "b-c",
        "d_1",
        ": ",
        ":",
        "- ",
        "-",
        "\n",
        "\n  ",
        "\n    ",
        " ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        ",",
        "\"",
        "\\",
        "\\n",
        "'",
        "#",
        " #",
        "|",
        ">",
        "&x",
        "*x",
        "!t",
        "%",
        "@",
        "`",
        "?",
        "? ",
        "~",
        "null",
        "12",
        "1.5",
        "\u{e2}",
        "\u{1f600}",
        "\u{85}",
        "\t",
        "\r",
        "---",
        "...",
        "<<",
        "x y",
        "=",
        "\u{a0}",
        "\u{2028}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn any_text_of_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
            same(&pieces.concat());
        }

        #[test]
        fn entries_of_pieces(
            lines in prop::collection::vec(
                (0_usize..3, prop::sample::select(&["", "- ", "- - "][..]), "[a-d]", prop::collection::vec(prop::sample::select(PIECES), 0..6)),
                1..8,
            )
        ) {
            let lines = lines.iter().map(|(indent, dash, key, value)| {
                format!("{}{dash}{key}: {}", "  ".repeat(*indent), value.concat())
            });
            same(&lines.collect::<Vec<_>>().join("\n"));
        }

        /// A file of the program after a slip in an editor.
        #[test]
        fn a_written_file_with_a_slip(
            from in 0_usize..20_000,
            length in 0_usize..12,
            piece in prop::sample::select(PIECES),
        ) {
            let text = sample("northbrook-finished/outcome.yaml");
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let (from, to) = (floor(from % text.len()), floor(from % text.len() + length));
            same(&format!("{}{piece}{}", &text[..from], &text[to..]));
        }
    }
}
