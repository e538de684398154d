//! Texts in plain ASCII, for printers that know nothing else.

/// A text in ASCII: quotation marks and dashes as they are typed, letters without their accents, anything else as a question mark.
// Braille printers translate bytes by a table of their own, and print anything for what is not in it.
pub fn ascii(text: &str) -> String {
    const PLAIN: [(&str, char); 12] = [
        ("\u{2018}\u{2019}\u{201a}", '\''),
        ("\u{201c}\u{201d}\u{201e}", '"'),
        ("\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}", '-'),
        ("àáâãäåāăą", 'a'),
        ("èéêëēęě", 'e'),
        ("ìíîïīı", 'i'),
        ("òóôõöøōő", 'o'),
        ("ùúûüūůű", 'u'),
        ("ýÿŷ", 'y'),
        ("çćč", 'c'),
        ("ñńň", 'n'),
        ("śšşł", 's'),
    ];
    let plain = |c: char| -> char {
        if c.is_ascii() {
            return c;
        }
        if c.is_whitespace() {
            return ' ';
        }
        let lower: String = c.to_lowercase().collect();
        let found = PLAIN.iter().find(|(letters, _)| letters.contains(&lower));
        match found {
            Some((_, plain)) if c.is_uppercase() => plain.to_ascii_uppercase(),
            Some((_, plain)) => *plain,
            None => '?',
        }
    };
    // A letter and its accent may be two characters.
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    text.chars().filter(|c| !is_accent(c)).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_lose_their_accents_and_signs_become_those_of_a_keyboard() {
        for (text, plain) in [
            ("Siân Llŷr", "Sian Llyr"),
            ("Sia\u{302}n", "Sian"),
            ("ÉLODIE", "ELODIE"),
            (
                "\u{201c}no code\u{201d} \u{2013} it\u{2019}s",
                "\"no code\" - it's",
            ),
            ("a\u{a0}b", "a b"),
            ("李", "?"),
        ] {
            assert_eq!(ascii(text), plain);
        }
    }

    proptest! {
        #[test]
        fn anything_becomes_ascii_and_ascii_stays(text in any::<String>(), plain in "[ -~]{0,40}") {
            prop_assert!(ascii(&text).is_ascii());
            prop_assert_eq!(ascii(&plain), plain);
        }
    }
}
