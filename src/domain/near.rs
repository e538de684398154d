//! The word somebody most likely meant.
//!
//! Files are typed by hand, so a refusal that only says what is wrong leaves its reader to find the slip.

/// Words longer than this are not compared: the work grows with the square of the length.
const LONGEST: usize = 32;
/// No more candidates than this are compared.
const MOST: usize = 200;

/// The candidate nearest to `word`, where one is so near that it is likely meant: upper and lower case, `-`, `_` and
/// spaces count the same, and one letter in three may be wrong, missing, too much or swapped with the next.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word);
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let allowed = (word.len() / 3).max(1);
    candidates
        .into_iter()
        .take(MOST)
        .filter_map(|candidate| {
            let other = folded(candidate);
            if other.is_empty() || other.len().abs_diff(word.len()) > allowed {
                return None;
            }
            // A one-letter word is near to every other one.
            let far = distance(&word, &other);
            (far <= allowed && far < other.len()).then_some((far, candidate))
        })
        .min_by_key(|(far, _)| *far)
        .map(|(_, candidate)| candidate)
}

fn folded(word: &str) -> Vec<char> {
    word.trim()
        .chars()
        .take(LONGEST + 1)
        .flat_map(char::to_lowercase)
        .map(|c| if c == '-' || c == ' ' { '_' } else { c })
        .collect()
}

/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous_a = None;
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        let mut left = i + 1;
        row.push(left);
        let mut previous_b = None;
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut best = (at(&last, j) + usize::from(x != y))
                .min(at(&last, j + 1) + 1)
                .min(left + 1);
            if previous_a == Some(y) && previous_b == Some(x) && j > 0 {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
            left = best;
            previous_b = Some(y);
        }
        before = std::mem::replace(&mut last, row);
        previous_a = Some(x);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_near() {
        let keys = ["hide_below", "sources", "title", "period", "mdt"];
        for (word, meant) in [
            ("hide-below", Some("hide_below")),
            ("hidebelow", Some("hide_below")),
            ("tilte", Some("title")),
            ("Source", Some("sources")),
            ("MDT", Some("mdt")),
            ("mtd", Some("mdt")),
            ("colour", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, keys), meant, "{word}");
        }
    }

    #[test]
    fn distances_are_those_of_the_definition() {
        for (a, b, d) in [
            ("ca", "ac", 1),
            ("kitten", "sitting", 3),
            ("", "abc", 3),
            ("a", "a", 0),
        ] {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            assert_eq!(distance(&a, &b), d, "{a:?} {b:?}");
            assert_eq!(distance(&b, &a), d, "{b:?} {a:?}");
        }
    }
}
