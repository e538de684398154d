//! Search over all comments while somebody types, and theme suggestions by shared words.
//!
//! A service may have a hundred megabytes of comments, and the list has to follow each key. All texts therefore lie in one
//! lower-case arena, which one `memmem` pass searches; half a million short searches were too slow.

use std::{
    collections::{BTreeSet, HashMap},
    thread,
};

use memchr::memmem::Finder;

/// Index over many texts for substring search.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    /// Every text in small letters, each ended by a line break. Search words contain no whitespace, so no match spans two
    /// texts.
    arena: Vec<u8>,
    /// End of each text in the arena, behind its line break.
    ends: Vec<usize>,
}

/// Bytes below which one thread searches; starting a second costs more than it saves.
const BYTES_PER_THREAD: usize = 4 * 1024 * 1024;

/// Maximum number of threads.
const MAX_THREADS: usize = 4;

impl SearchIndex {
    /// Indexes texts; they are identified by their positions from then on.
    pub fn new(texts: impl Iterator<Item = impl AsRef<str>>) -> Self {
        let mut arena = String::new();
        let mut ends = Vec::new();
        for text in texts {
            lower(text.as_ref(), &mut arena);
            arena.push('\n');
            ends.push(arena.len());
        }
        Self {
            arena: arena.into_bytes(),
            ends,
        }
    }

    /// Positions of the texts that contain every typed word, in any order, also inside longer words, ignoring case. An
    /// empty query matches all.
    pub fn filter(&self, typed: &str) -> Vec<usize> {
        let mut small = String::new();
        lower(typed, &mut small);
        let mut words: Vec<&str> = small.split_whitespace().collect();
        // The longest word is likely the rarest, so it filters first.
        words.sort_by_key(|w| std::cmp::Reverse(w.len()));
        let mut finders = words.iter().map(|w| Finder::new(w.as_bytes()));
        let Some(first) = finders.next() else {
            return (0..self.ends.len()).collect();
        };
        let others: Vec<Finder<'_>> = finders.collect();
        let parts = self.parts();
        if let [(from, to)] = parts.as_slice() {
            return self.search_range(*from, *to, &first, &others);
        }
        thread::scope(|scope| {
            let (first, others) = (&first, others.as_slice());
            let begun: Vec<_> = parts
                .iter()
                .map(|&(from, to)| {
                    let part = scope.spawn(move || self.search_range(from, to, first, others));
                    (from, to, part)
                })
                .collect();
            let mut all = Vec::new();
            for (from, to, part) in begun {
                // A thread that panicked lost its part: search it again here rather than show too few.
                let found = part.join();
                all.extend(found.unwrap_or_else(|_| self.search_range(from, to, first, others)));
            }
            all
        })
    }

    /// Splits the texts into ranges of about equal bytes.
    fn parts(&self) -> Vec<(usize, usize)> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let count = (self.arena.len() / BYTES_PER_THREAD).clamp(1, cores.min(MAX_THREADS));
        let mut parts = Vec::with_capacity(count);
        let mut from = 0;
        for nth in 1..=count {
            let to = if nth == count {
                self.ends.len()
            } else {
                let upto = self.arena.len() / count * nth;
                self.ends.partition_point(|end| *end <= upto)
            };
            parts.push((from, to));
            from = to;
        }
        parts
    }

    /// Start of a text: the end of the one before it.
    fn start_of(&self, text: usize) -> usize {
        let before = text.checked_sub(1).and_then(|b| self.ends.get(b));
        before.copied().unwrap_or(0)
    }

    /// Texts in a range that contain all words.
    fn search_range(
        &self,
        from: usize,
        to: usize,
        first: &Finder<'_>,
        others: &[Finder<'_>],
    ) -> Vec<usize> {
        let mut found = Vec::new();
        let end = self.start_of(to);
        let mut text = from;
        let mut at = self.start_of(from);
        while let Some(hit) = self.arena.get(at..end).and_then(|rest| first.find(rest)) {
            text = self.text_at(text, to, at + hit);
            let begin = self.start_of(text);
            let Some(&close) = self.ends.get(text) else {
                break;
            };
            let words = self.arena.get(begin..close).unwrap_or_default();
            if others.iter().all(|word| word.find(words).is_some()) {
                found.push(text);
            }
            // Go on behind this text: a second hit inside it would list it twice.
            at = close;
            text += 1;
        }
        found
    }

    /// Position of the text that holds a byte. The step doubles, because the next hit is near for a frequent word and far
    /// for a rare one.
    fn text_at(&self, from: usize, to: usize, byte: usize) -> usize {
        let before = |text: usize| self.ends.get(text).is_some_and(|end| *end <= byte);
        let (mut low, mut step) = (from, 1);
        while low + step < to && before(low + step) {
            low += step;
            step *= 2;
        }
        let near = self
            .ends
            .get(low..to.min(low + step + 1))
            .unwrap_or_default();
        low + near.partition_point(|end| *end <= byte)
    }
}

/// Lower-cases character by character.
fn lower(text: &str, onto: &mut String) {
    // `str::to_lowercase` writes a final sigma differently at the end of a word, so a typed prefix would not match inside
    // it.
    // Nearly all comments are ASCII, which can be lower-cased in place without looking at characters.
    if text.is_ascii() {
        let from = onto.len();
        onto.push_str(text);
        if let Some(added) = onto.get_mut(from..) {
            added.make_ascii_lowercase();
        }
    } else {
        onto.extend(text.chars().flat_map(char::to_lowercase));
    }
}

/// Words that describe a theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeText {
    /// Its title, its standard and its questions, joined by spaces.
    pub words: String,
}

/// Words of four letters and more that occur in comments on any topic.
const STOP_WORDS: &[&str] = &[
    "about", "after", "again", "also", "always", "been", "before", "being", "best", "care",
    "could", "didn", "does", "doing", "done", "during", "each", "even", "ever", "every", "feel",
    "felt", "from", "gave", "good", "great", "have", "having", "here", "into", "just", "know",
    "like", "made", "make", "many", "more", "most", "much", "must", "need", "needed", "never",
    "only", "other", "ours", "over", "patient", "patients", "people", "really", "said", "same",
    "service", "should", "some", "such", "than", "that", "their", "them", "then", "there", "these",
    "they", "thing", "things", "this", "those", "through", "time", "very", "want", "wasn", "well",
    "were", "what", "when", "where", "which", "while", "will", "with", "without", "would", "your",
    "yours",
];

/// Prefix length that identifies a word: "appointment" and "appoints" share one.
const STEM_CHARS: usize = 5;

/// Weight of a word that one theme has. Divisible by every number up to 16, so that shares are exact integers.
const WORD_WEIGHT: u64 = 720_720;

/// Position of the theme that shares most words with a text; a word that n themes have counts 1/n. `None` without a shared
/// word, or on a tie.
pub fn suggest(text: &str, themes: &[ThemeText]) -> Option<usize> {
    // A wrong suggestion costs more than none, hence no guess on a tie.
    let of_themes: Vec<BTreeSet<String>> = themes.iter().map(|t| stems(&t.words)).collect();
    let mut having: HashMap<&str, u64> = HashMap::new();
    for stem in of_themes.iter().flatten() {
        *having.entry(stem).or_insert(0) += 1;
    }
    let said = stems(text);
    let weigh = |theme: &BTreeSet<String>| -> u64 {
        let shared = said.intersection(theme);
        shared
            .filter_map(|stem| having.get(stem.as_str()))
            .map(|count| WORD_WEIGHT / count)
            .sum()
    };
    let weights: Vec<u64> = of_themes.iter().map(weigh).collect();
    let best = weights.iter().copied().max().filter(|best| *best > 0)?;
    // Two themes of equal weight are no suggestion, so ties have to be looked for.
    let mut level = weights
        .iter()
        .enumerate()
        .filter(|(_, weight)| **weight == best);
    let (theme, _) = level.next()?;
    level.next().is_none().then_some(theme)
}

/// Prefixes of the topical words of a text.
fn stems(text: &str) -> BTreeSet<String> {
    let mut small = String::new();
    lower(text, &mut small);
    small
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().nth(3).is_some() && !STOP_WORDS.contains(word))
        .map(|word| word.chars().take(STEM_CHARS).collect())
        .collect()
}

#[cfg(test)]
mod tests;
