//! Syllable counts of English words, by spelling.
//!
//! A pronouncing dictionary would be larger than the program. The rules are wrong by a syllable now and then, which the formulas
//! tolerate, because they average over a text.

/// Estimates the syllables of a word, at least 1.
///
/// The parts of a hyphenated word are added up. A number counts 1. Capitals without a vowel, such as `NHS`, are spelt out.
pub fn syllables(word: &str) -> u32 {
    word.split('-').map(part).sum::<u32>().max(1)
}

fn part(word: &str) -> u32 {
    // The apostrophe is dropped: "didn't" has the syllables of "didnt".
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let lower: Vec<char> = letters
        .iter()
        .flat_map(|c| c.to_lowercase())
        .map(plain)
        .collect();
    let is_spelt_out = lower.len() > 1
        && letters.iter().all(|c| c.is_uppercase())
        && !lower.iter().copied().any(is_vowel);
    if is_spelt_out {
        // "Double-u" is the only letter name of more than one syllable.
        return lower.iter().map(|c| if *c == 'w' { 3 } else { 1 }).sum();
    }
    let groups = lower.chunk_by(|a, b| is_vowel(*a) == is_vowel(*b));
    let vowels: u32 = groups
        .filter(|group| group.first().is_some_and(|c| is_vowel(*c)))
        .map(|_| 1)
        .sum();
    let said = vowels + parted_vowels(&lower);
    let silent = [
        ends_silent(&lower),
        has_silent_e_inside(&lower),
        begins_with_silent_e(&lower),
    ]
    .map(u32::from)
    .iter()
    .sum();
    let least = u32::from(!word.is_empty());
    said.saturating_sub(silent).max(least)
}

/// Removes the accent of a vowel. An accented `e`, as in "café", is never silent, so it becomes `a`.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'æ' | 'ā' | 'è'..='ë' | 'ē' => 'a',
        'ì'..='ï' | 'ī' => 'i',
        'ò'..='ö' | 'ø' | 'œ' | 'ō' => 'o',
        'ù'..='ü' | 'ū' | 'ŵ' => 'u',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        c => c,
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Number of adjacent vowels that are pronounced separately, as in "radiation", "situation", "anxiety" and "going".
fn parted_vowels(word: &[char]) -> u32 {
    let is_parted = |letters: &[char]| match *letters {
        [before, 'i', 'a', after] => !matches!(before, 'c' | 's' | 't' | 'g') && after != 'g',
        [before, 'i', 'o', _] => !matches!(before, 'c' | 'g' | 'l' | 'n' | 's' | 't' | 'x'),
        [before, 'u', 'a', _] => !matches!(before, 'g' | 'q' | 's'),
        [_, 'i', 'u', 'm'] | [_, 'i', 'e', 't'] => true,
        [before, 'i', 'n', 'g'] => is_vowel(before),
        _ => false,
    };
    word.windows(4)
        .map(|letters| u32::from(is_parted(letters)))
        .sum()
}

/// True if the last `e` is silent: "nurse", "waves", "asked", but not "table", "nurses", "waited", "hundred".
fn ends_silent(word: &[char]) -> bool {
    let (stem, ending) = match word {
        [stem @ .., 'e'] => (stem, 'e'),
        [stem @ .., 'e', 's'] => (stem, 's'),
        [stem @ .., 'e', 'd'] => (stem, 'd'),
        _ => return false,
    };
    match (stem, ending) {
        ([.., last], _) if is_vowel(*last) => false,
        ([.., before, 'l'], _) | ([.., before, 'r'], 'd')
            if !is_vowel(*before) && *before != 'l' && *before != 'r' =>
        {
            false
        }
        ([.., 'c' | 'g' | 's' | 'x' | 'z'] | [.., 'c' | 's', 'h'], 's')
        | ([.., 'd' | 't'], 'd') => false,
        (stem, _) => stem.iter().copied().any(is_vowel),
    }
}

/// True if an `e` before a suffix is silent: "safely", "careful", "management", but not "supplement".
fn has_silent_e_inside(word: &[char]) -> bool {
    ["ly", "ful", "ment", "ments", "less", "ness"]
        .iter()
        .any(|suffix| {
            let suffix: Vec<char> = suffix.chars().collect();
            match word.strip_suffix(suffix.as_slice()) {
                Some([stem @ .., last, 'e']) => {
                    !is_vowel(*last) && *last != 'l' && stem.iter().copied().any(is_vowel)
                }
                _ => false,
            }
        })
}

/// True for a compound of "some" or "every": "something", "everybody".
fn begins_with_silent_e(word: &[char]) -> bool {
    match word {
        ['s', 'o', 'm', 'e', next, ..] => !is_vowel(*next),
        ['e', 'v', 'e', 'r', 'y', _, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_breast_unit() {
        for (expected, words) in [
            (
                1,
                "wait why nurse asked scan breast told screen through scheme 28 a queue waves",
            ),
            (
                2,
                "statement Tuesdays patient clinic waiting photo table nurses waited leaflet safely careful going quiet hundred NH café handled something",
            ),
            (
                3,
                "somebody everything surgery hospital supplement MDT consultant completely genetic deletion",
            ),
            (
                4,
                "society information reconstruction radiation anxiety situation oncology",
            ),
            (5, "radiologist communication"),
        ] {
            for word in words.split(' ') {
                assert_eq!(syllables(word), expected, "{word}");
            }
        }
    }

    #[test]
    fn joined_words_are_added_up() {
        assert_eq!(syllables("one-stop"), 2);
        assert_eq!(syllables("co-design"), 3);
    }

    #[test]
    fn capitals_without_a_vowel_are_spelt_out() {
        assert_eq!(syllables("NHS"), 3);
        assert_eq!(syllables("BRCA"), 1);
        assert_eq!(syllables("WBC"), 5);
    }

    #[test]
    fn nothing_is_one() {
        assert_eq!(syllables(""), 1);
        assert_eq!(syllables("-"), 1);
    }
}
