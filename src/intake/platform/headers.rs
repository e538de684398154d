//! Question texts as they stand in exports: full of markup, entities, and blanks of all kinds.
//!
//! What a room reads on a wall is what patients were asked, and nothing else.

use std::borrow::Cow;

/// A header as a person would read it: no tags, no entities, one blank where there are several, none at the ends.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let taken = match from.strip_prefix('<') {
            Some(inside) => tag(inside, &mut out),
            None => entity(from, &mut out),
        };
        match taken.and_then(|n| from.get(n..)) {
            Some(after) => rest = after,
            None => {
                // It is the sign itself.
                let mut chars = from.chars();
                out.extend(chars.next());
                rest = chars.as_str();
            }
        }
    }
    out.push_str(rest);
    let words: Vec<&str> = out.split(blank).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

/// Blanks of all kinds, and marks that say nothing.
fn blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{AD}')
}

/// A tag after its `<`: a blank in its place; says how long it is with the sign before it.
fn tag(inside: &str, out: &mut String) -> Option<usize> {
    let first = inside.chars().next()?;
    // "< 5 minutes" is no tag.
    if !(first.is_ascii_alphabetic() || matches!(first, '/' | '!')) {
        return None;
    }
    let end = inside.find('>')?;
    let name: String = inside
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    // Marks within a word leave no gap.
    let inline = [
        "b", "i", "u", "em", "strong", "span", "font", "sup", "sub", "a",
    ];
    if !inline.contains(&name.to_ascii_lowercase().as_str()) {
        out.push(' ');
    }
    Some(end + 2)
}

/// An entity, with its `&`: the character in its place; says how long it is.
fn entity(from: &str, out: &mut String) -> Option<usize> {
    let end = from.find(';').filter(|end| *end <= 10)?;
    let name = from.get(1..end)?;
    let numeric = name
        .strip_prefix('#')
        .and_then(|n| match n.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => n.parse().ok(),
        });
    let named = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" | "ensp" | "emsp" | "thinsp" => " ",
        "rsquo" => "\u{2019}",
        "lsquo" => "\u{2018}",
        "rdquo" => "\u{201D}",
        "ldquo" => "\u{201C}",
        "ndash" => "\u{2013}",
        "mdash" => "\u{2014}",
        "hellip" => "\u{2026}",
        "pound" => "\u{A3}",
        "euro" => "\u{20AC}",
        "eacute" => "\u{E9}",
        "egrave" => "\u{E8}",
        "auml" => "\u{E4}",
        "ouml" => "\u{F6}",
        "uuml" => "\u{FC}",
        "Auml" => "\u{C4}",
        "Ouml" => "\u{D6}",
        "Uuml" => "\u{DC}",
        "szlig" => "\u{DF}",
        "shy" | "zwnj" | "zwj" => "",
        _ => {
            out.push(numeric.and_then(char::from_u32)?);
            return Some(end + 1);
        }
    };
    out.push_str(named);
    Some(end + 1)
}

/// A header as it is compared: small letters, no marks at its ends, `_` and `-` as blanks.
pub(super) fn plain(text: &str) -> String {
    let text: Cow<str> = text.replace(['_', '-'], " ").into();
    clean(&text)
        .trim_matches(|c: char| matches!(c, ':' | '*' | '?' | '.' | ' '))
        .to_lowercase()
}

/// The cells of a row of the head; empty behind its end.
pub(super) fn cell<'a>(row: Option<&'a Vec<String>>, column: usize) -> &'a str {
    row.and_then(|r| r.get(column)).map_or("", String::as_str)
}

/// The longest row among the first so many.
pub(super) fn width(rows: &[Vec<String>], first: usize) -> usize {
    rows.iter().take(first).map(Vec::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn markup_goes_and_words_stay() {
        for (text, said) in [
            ("<p>How <b>was</b> it?<br/>Really</p>", "How was it? Really"),
            (
                "Care&nbsp;&amp; treatment &#39;here&#x27;",
                "Care & treatment 'here'",
            ),
            ("Waiting < 5 minutes & more", "Waiting < 5 minutes & more"),
            ("a<b", "a<b"),
            ("Tom &co; Jerry &", "Tom &co; Jerry &"),
            ("un<b>believ</b>able", "unbelievable"),
            ("  two\u{A0}\r\n lines\u{200B} ", "two lines"),
            ("&#xFFFFFFFF; &#0;x", "&#xFFFFFFFF; x"),
        ] {
            assert_eq!(clean(text), said, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(text in "(<|>|&|;|#|x|[0-9a-z/! é\u{A0}]){0,40}") {
            let once = clean(&text);
            prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        }
    }
}
