//! Quotation marks of a comment: one pair round it, and single ones for what is quoted inside.

/// Words between one pair of quotation marks, such as `“He said ‘sit down’, and I did.”`.
pub fn quoted(words: &str) -> String {
    format!("\u{201c}{}\u{201d}", inner_quotation(words))
}

/// The words of a quotation without marks round them; marks inside become curly and single.
// Comments arrive with straight quotes, with curly ones, and with a pair round the whole. Set between our own marks,
// each of these would read as a quotation that ends too early.
pub fn inner_quotation(words: &str) -> String {
    let words = without_outer_marks(words.trim());
    let chars: Vec<char> = words.chars().collect();
    let mut out = String::with_capacity(words.len());
    let mut before = None;
    for (nth, c) in chars.iter().copied().enumerate() {
        let begins = before.is_none_or(opens_after);
        out.push(match c {
            '\u{201c}' => '\u{2018}',
            '"' if begins => '\u{2018}',
            // An apostrophe at the beginning of a word ('twas) has no partner, a quotation mark has one.
            '\'' if begins && closes_later(chars.get(nth + 1..).unwrap_or_default()) => '\u{2018}',
            '\u{201d}' | '"' | '\'' => '\u{2019}',
            other => other,
        });
        before = Some(c);
    }
    out
}

/// The words without the double quotation marks round the whole, if they are one pair.
fn without_outer_marks(words: &str) -> &str {
    let double = |c: char| matches!(c, '"' | '\u{201c}' | '\u{201d}');
    let inside = words
        .strip_prefix(double)
        .and_then(|rest| rest.strip_suffix(double));
    match inside {
        // “Sit down,” she said, “and wait.” begins and ends with marks that are two pairs.
        Some(inside) if !inside.contains(double) => inside.trim(),
        _ => words,
    }
}

/// `true` if a quotation mark after this character opens a quotation.
fn opens_after(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '(' | '[' | '\u{2013}' | '\u{2014}' | '"' | '\u{201c}' | '\u{2018}'
        )
}

/// `true` if a straight single mark further on closes a quotation.
fn closes_later(rest: &[char]) -> bool {
    rest.iter().enumerate().any(|(nth, c)| {
        *c == '\''
            && nth > 0
            && rest
                .get(nth + 1)
                .is_none_or(|after| !after.is_alphanumeric())
            && rest
                .get(nth - 1)
                .is_some_and(|before| !before.is_whitespace())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pair_round_it_and_single_ones_inside() {
        for (words, set) in [
            ("Nobody told me why.", "\u{201c}Nobody told me why.\u{201d}"),
            (
                "\"Nobody told me why.\"",
                "\u{201c}Nobody told me why.\u{201d}",
            ),
            (
                " \u{201c}Nobody told me.\u{201d} ",
                "\u{201c}Nobody told me.\u{201d}",
            ),
            (
                "He said \"sit down\" and left.",
                "\u{201c}He said \u{2018}sit down\u{2019} and left.\u{201d}",
            ),
            (
                "\"Sit down,\" she said, \"and wait.\"",
                "\u{201c}\u{2018}Sit down,\u{2019} she said, \u{2018}and wait.\u{2019}\u{201d}",
            ),
            (
                "I didn't, the nurses' room was 'full', 'twas.",
                "\u{201c}I didn\u{2019}t, the nurses\u{2019} room was \u{2018}full\u{2019}, \u{2019}twas.\u{201d}",
            ),
            ("", "\u{201c}\u{201d}"),
            ("\"", "\u{201c}\u{2018}\u{201d}"),
        ] {
            assert_eq!(quoted(words), set, "{words}");
        }
    }
}
