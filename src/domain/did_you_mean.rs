//! Suggestions for mistyped words: the nearest of the words that are allowed.
//!
//! Files are typed by hand, and a refusal without a suggestion leaves its reader to find the typing error.

// The distance takes time in proportion to the square of the length, and an outside file may hold a key of megabytes.
/// Longest word compared, in characters.
const LONGEST: usize = 32;
/// Most candidates compared.
const MOST: usize = 200;

/// The candidate nearest to `word`, or `None` if none is near enough to be likely.
///
/// Case does not matter, and `-`, `_` and space are the same. The distance is optimal string alignment: up to one letter in three
/// may be wrong, missing, extra or swapped with its neighbour.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word);
    let length = word.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let allowed = (length / 3).max(1);
    candidates
        .into_iter()
        .take(MOST)
        .filter_map(|candidate| {
            let other = folded(candidate);
            let others = other.chars().count();
            if others == 0 || others.abs_diff(length) > allowed {
                return None;
            }
            let far = strsim::osa_distance(&word, &other);
            // One letter is one substitution away from any other, so a distance of the whole length says nothing.
            (far <= allowed && far < others).then_some((far, candidate))
        })
        .min_by_key(|(far, _)| *far)
        .map(|(_, candidate)| candidate)
}

fn folded(word: &str) -> String {
    word.trim()
        .chars()
        .take(LONGEST + 1)
        .flat_map(char::to_lowercase)
        .map(|c| if c == '-' || c == ' ' { '_' } else { c })
        .collect()
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
}
