//! Case, quote and look-alike folding: answers that read the same compare equal.
//!
//! Survey tools, keyboards and copied text write one answer in many ways: with curly quotes, in capitals, with an invisible
//! character at the end, with a Cyrillic letter that looks Latin. Without folding each of them would count as an answer of its own.

/// Folds an answer for comparison: lower case, straight quotes, single spaces, none at the ends, no invisible characters, and
/// Latin letters for the look-alikes of other alphabets.
pub fn folded(answer: &str) -> String {
    let mut out = String::with_capacity(answer.len());
    let mut blank = false;
    if answer.is_ascii() {
        // Nearly all of some millions of answers are ASCII, where only spaces and one quote differ: the tables below would take most of
        // an import's time. A property holds both paths equal.
        for byte in answer.bytes() {
            match byte {
                b'\t'..=b'\r' | b' ' => blank = !out.is_empty(),
                byte => {
                    if std::mem::take(&mut blank) {
                        out.push(' ');
                    }
                    out.push(match byte {
                        b'`' => '\'',
                        byte => char::from(byte.to_ascii_lowercase()),
                    });
                }
            }
        }
        return out;
    }
    for c in answer.chars().filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() {
            // Pushed before the next letter only, so that spaces at the end never arrive.
            blank = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut blank) {
            out.push(' ');
        }
        match c {
            // Word processors curl the apostrophe of "don't know"; some keyboards give an acute accent or a backtick for it.
            '\u{2018}' | '\u{2019}' | '\u{B4}' | '`' => out.push('\''),
            '\u{201C}' | '\u{201D}' => out.push('"'),
            '\u{2010}'..='\u{2015}' => out.push('-'),
            c if is_accent(c) => accent(&mut out, c),
            // Look-alikes come before the lower case: the Cyrillic capital `В` looks like a `B`, its small form `в` like no Latin letter.
            c => out.extend(look_alike(c).to_lowercase()),
        }
    }
    out
}

/// True for zero-width and format characters, which copying leaves behind in answers.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

/// True for a combining accent: some systems write `é` as `e` and U+0301.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

// Only the accents that survey answers come in, in place of full NFC normalisation and its tables.
/// Combining accents, the base letters that take them, and the composed letters in the same order.
const JOINED: &[(char, &str, &str)] = &[
    (
        '\u{300}',
        "aeiouwy",
        "\u{e0}\u{e8}\u{ec}\u{f2}\u{f9}\u{1e81}\u{1ef3}",
    ),
    (
        '\u{301}',
        "aeiouwycnsz",
        "\u{e1}\u{e9}\u{ed}\u{f3}\u{fa}\u{1e83}\u{fd}\u{107}\u{144}\u{15b}\u{17a}",
    ),
    (
        '\u{302}',
        "aeiouwy",
        "\u{e2}\u{ea}\u{ee}\u{f4}\u{fb}\u{175}\u{177}",
    ),
    ('\u{303}', "ano", "\u{e3}\u{f1}\u{f5}"),
    (
        '\u{308}',
        "aeiouwy",
        "\u{e4}\u{eb}\u{ef}\u{f6}\u{fc}\u{1e85}\u{ff}",
    ),
    ('\u{30A}', "au", "\u{e5}\u{16f}"),
    (
        '\u{30C}',
        "cdenrstz",
        "\u{10d}\u{10f}\u{11b}\u{148}\u{159}\u{161}\u{165}\u{17e}",
    ),
    ('\u{327}', "cs", "\u{e7}\u{15f}"),
    ('\u{328}', "ae", "\u{105}\u{119}"),
];

/// Composes an accent with the last letter of `out`; appends it if no composed letter is known.
fn accent(out: &mut String, accent: char) {
    let joined = out.chars().next_back().and_then(|last| {
        let (_, bases, with) = JOINED.iter().find(|(a, ..)| *a == accent)?;
        let nth = bases.chars().position(|b| b == last)?;
        with.chars().nth(nth)
    });
    match joined {
        Some(joined) => {
            out.pop();
            out.push(joined);
        }
        None => out.push(accent),
    }
}

/// Look-alikes of Latin letters, and the Latin letters in the same order.
const LOOKS: &[(&str, &str)] = &[
    // Cyrillic, large and small.
    (
        "\u{410}\u{412}\u{415}\u{41a}\u{41c}\u{41d}\u{41e}\u{420}\u{421}\u{422}\u{423}\u{425}\u{405}\u{406}\u{408}\u{4ae}\u{4c0}",
        "ABEKMHOPCTYXSIJYI",
    ),
    (
        "\u{430}\u{435}\u{43e}\u{440}\u{441}\u{443}\u{445}\u{455}\u{456}\u{458}\u{501}\u{4af}\u{4bb}",
        "aeopcyxsijdyh",
    ),
    // Greek.
    (
        "\u{391}\u{392}\u{395}\u{396}\u{397}\u{399}\u{39a}\u{39c}\u{39d}\u{39f}\u{3a1}\u{3a4}\u{3a5}\u{3a7}",
        "ABEZHIKMNOPTYX",
    ),
    ("\u{3bf}\u{3bd}\u{3b1}", "ova"),
];

fn look_alike(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    // Full-width forms, as East Asian keyboards write them, lie at a fixed distance from ASCII.
    if ('\u{FF01}'..='\u{FF5E}').contains(&c) {
        return u32::from(c)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(c);
    }
    let found = LOOKS.iter().find_map(|(theirs, ours)| {
        let nth = theirs.chars().position(|t| t == c)?;
        ours.chars().nth(nth)
    });
    found.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_reads_as_one_answer_is_one() {
        for (one, other) in [
            ("No", "No\u{200b}"),
            ("No", "N\u{43e}"),
            ("Yes", "\u{4ae}\u{435}\u{455}"),
            ("No", "\u{39d}\u{3bf}"),
            ("Yes", "\u{ff39}\u{ff45}\u{ff53}"),
            ("don't know", "Don\u{2019}t\u{a0} know "),
            ("yes, definitely", "Yes,\u{2060} definitely\u{feff}"),
            ("tr\u{e8}s satisfait", "Tre\u{300}s satisfait"),
            ("\u{175}", "w\u{302}"),
            ("self-care", "self\u{2011}care"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        for (one, other) in [
            ("Yes", "No"),
            ("5", "5."),
            ("r\u{e9}sum\u{e9}", "resume"),
            ("a b", "ab"),
        ] {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
        assert_eq!(folded("\u{200b} \u{a0}"), "");
    }

    proptest::proptest! {
        /// An invisible character makes an ASCII answer take the general path.
        #[test]
        fn plain_letters_are_folded_as_all_others(answer in "[ -~\t\r\n\x0b\x1c]{0,12}") {
            proptest::prop_assert_eq!(folded(&answer), folded(&format!("{answer}\u{200b}")));
        }
    }
}
