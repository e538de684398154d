//! Finds names from a unit's own list: its staff, its wards, the places around it.
//!
//! "Ama was lovely" has no title; only the unit knows that Ama is a person.

use std::collections::HashMap;

use super::Marked;
use crate::domain::findings::CommentMark;

/// List of names to find as whole words.
#[derive(Clone, Debug, Default)]
pub struct NameList {
    /// Names by their first word in small letters; the longest first.
    by_first: HashMap<String, Vec<ListedName>>,
}

#[derive(Clone, Debug)]
struct ListedName {
    words: Vec<String>,
    mark: CommentMark,
    /// True for a part of a name, which counts only with a capital letter: "Hope", not "hope".
    is_part: bool,
}

/// Words that make a name a place's.
const PLACES: &[&str] = &[
    "ward",
    "unit",
    "clinic",
    "suite",
    "hospital",
    "centre",
    "center",
    "infirmary",
    "surgery",
    "practice",
    "house",
    "road",
    "street",
    "department",
    "theatre",
    "bay",
];

/// Words that are no names by themselves.
const NO_NAMES: &[&str] = &[
    "dr",
    "mr",
    "mrs",
    "ms",
    "miss",
    "prof",
    "professor",
    "the",
    "of",
    "and",
    "sister",
    "nurse",
    "van",
    "de",
    "der",
    "st",
];

impl NameList {
    /// Builds the list from names of people and places.
    pub fn new<S: AsRef<str>>(names: &[S]) -> Self {
        let mut list = Self::default();
        for name in names {
            let words: Vec<String> = words(name.as_ref())
                .map(|(_, _, w)| w.to_lowercase())
                .collect();
            // "Florence Nightingale Ward" is a place, though two of its words are a person's.
            let is_place = words.iter().any(|w| PLACES.contains(&w.as_str()));
            let mark = if is_place {
                CommentMark::Place
            } else {
                CommentMark::Name
            };
            let parts = words.iter().filter(|w| {
                !is_place
                    // A name of one word is listed as a whole below, where its case does not matter: the unit has put it
                    // there on purpose.
                    && words.len() > 1
                    && w.chars().count() > 1
                    && !NO_NAMES.contains(&w.as_str())
            });
            for part in parts {
                list.add(vec![part.clone()], mark, true);
            }
            list.add(words.clone(), mark, false);
        }
        for known in list.by_first.values_mut() {
            // "Ama Owusu" must be tried before "Ama", or the surname would stay in the text.
            known.sort_by_key(|k| std::cmp::Reverse(k.words.len()));
        }
        list
    }

    fn add(&mut self, words: Vec<String>, mark: CommentMark, is_part: bool) {
        if let Some(first) = words.first() {
            self.by_first
                .entry(first.clone())
                .or_default()
                .push(ListedName {
                    words,
                    mark,
                    is_part,
                });
        }
    }

    /// Marks every listed name in a text.
    pub(super) fn find(&self, text: &str, found: &mut Vec<Marked>) {
        if self.by_first.is_empty() {
            return;
        }
        let words: Vec<(usize, usize, &str)> = words(text).collect();
        for (nth, (from, _, word)) in words.iter().enumerate() {
            // Without the possessive: "Ama's smile" names her as well.
            let Some(known) = self.by_first.get(&base(word)) else {
                continue;
            };
            for known in known {
                if known.is_part && !word.starts_with(char::is_uppercase) {
                    continue;
                }
                let here = words.get(nth..nth + known.words.len()).unwrap_or_default();
                let is_here = here.len() == known.words.len()
                    && here
                        .iter()
                        .zip(&known.words)
                        .all(|((.., said), w)| base(said) == *w);
                if let (true, Some((_, to, _))) = (is_here, here.last()) {
                    found.push(Marked {
                        mark: known.mark,
                        from: *from,
                        to: *to,
                        holds: true,
                    });
                    break;
                }
            }
        }
    }
}

/// A word in small letters, without a possessive `'s`.
fn base(word: &str) -> String {
    let lower = word.to_lowercase().replace('\u{2019}', "'");
    lower
        .strip_suffix("'s")
        // The curly apostrophe of phones is straightened above, since lists are typed with the straight one.
        .map_or(lower.clone(), str::to_owned)
}

/// Words of a text with their byte ranges.
fn words(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}');
    let mut rest = text;
    let mut at = 0;
    std::iter::from_fn(move || {
        let begin = rest.find(inner)?;
        let from_here = rest.get(begin..)?;
        let length = from_here.find(|c| !inner(c)).unwrap_or(from_here.len());
        let word = from_here.get(..length)?;
        let from = at + begin;
        at = from + length;
        rest = from_here.get(length..)?;
        Some((from, from + length, word))
    })
}
