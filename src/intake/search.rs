//! Finding comments while somebody types, and the theme that a comment may belong to.
//!
//! A service may have a hundred megabytes of words, and a list has to follow each key. So all of them lie in one piece of
//! text, in small letters, and are looked through as one.

use std::{
    collections::{BTreeSet, HashMap},
    thread,
};

use memchr::memmem::Finder;

/// Many texts, ready to be looked through.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    /// Every text in small letters, each closed by a line break: what is typed has no blanks in it once it is cut into
    /// words, so that nothing is found across two texts.
    arena: Vec<u8>,
    /// Where each text ends in the arena, behind its line break.
    ends: Vec<usize>,
}

/// Less than this is looked through at once: a thread costs more than it saves.
const A_PART: usize = 4 * 1024 * 1024;

/// Threads at most.
const MOST_PARTS: usize = 4;

impl SearchIndex {
    /// Takes the texts in; they are known by their places from then on.
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

    /// The places of the texts that have every word of what is typed in them, in any order and also inside of other words,
    /// whether their letters are small or large. Where nothing is typed it is all of them.
    pub fn filter(&self, typed: &str) -> Vec<usize> {
        let mut small = String::new();
        lower(typed, &mut small);
        let mut words: Vec<&str> = small.split_whitespace().collect();
        // The longest is the rarest, as far as one can know without looking.
        words.sort_by_key(|w| std::cmp::Reverse(w.len()));
        let mut finders = words.iter().map(|w| Finder::new(w.as_bytes()));
        let Some(first) = finders.next() else {
            return (0..self.ends.len()).collect();
        };
        let others: Vec<Finder<'_>> = finders.collect();
        let parts = self.parts();
        if let [(from, to)] = parts.as_slice() {
            return self.found(*from, *to, &first, &others);
        }
        thread::scope(|scope| {
            let (first, others) = (&first, others.as_slice());
            let begun: Vec<_> = parts
                .iter()
                .map(|&(from, to)| {
                    let part = scope.spawn(move || self.found(from, to, first, others));
                    (from, to, part)
                })
                .collect();
            let mut all = Vec::new();
            for (from, to, part) in begun {
                let found = part.join();
                all.extend(found.unwrap_or_else(|_| self.found(from, to, first, others)));
            }
            all
        })
    }

    /// The texts, cut into runs of about as many bytes each.
    fn parts(&self) -> Vec<(usize, usize)> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let count = (self.arena.len() / A_PART).clamp(1, cores.min(MOST_PARTS));
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

    /// Where a text begins, which is where the one before it ends.
    fn begin(&self, text: usize) -> usize {
        let before = text.checked_sub(1).and_then(|b| self.ends.get(b));
        before.copied().unwrap_or(0)
    }

    /// The texts from one place up to another that have these words in them.
    fn found(
        &self,
        from: usize,
        to: usize,
        first: &Finder<'_>,
        others: &[Finder<'_>],
    ) -> Vec<usize> {
        let mut found = Vec::new();
        let end = self.begin(to);
        let mut text = from;
        let mut at = self.begin(from);
        while let Some(hit) = self.arena.get(at..end).and_then(|rest| first.find(rest)) {
            text = self.holding(text, to, at + hit);
            let begin = self.begin(text);
            let Some(&close) = self.ends.get(text) else {
                break;
            };
            let words = self.arena.get(begin..close).unwrap_or_default();
            if others.iter().all(|word| word.find(words).is_some()) {
                found.push(text);
            }
            at = close;
            text += 1;
        }
        found
    }

    /// The text that this byte is in. Steps double, since the next hit is near where a word is common and far where it is rare.
    fn holding(&self, from: usize, to: usize, byte: usize) -> usize {
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

/// Letter by letter: a word's last letter is not written otherwise than the same letter inside of a longer one.
fn lower(text: &str, onto: &mut String) {
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

/// What a theme is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeText {
    /// Its title, its standard and what is asked about it, one after the other.
    pub words: String,
}

/// Words of four letters and more that are in every comment, whatever it is about.
const EVERYWHERE: &[&str] = &[
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

/// Letters of the beginning of a word that stand for it: "appointment" and "appoints" are one.
const STEM: usize = 5;

/// Can be divided by every number up to 16; beyond that, what is left over decides nothing.
const WHOLE: u64 = 720_720;

/// The place of the theme that has most words in common with a text; a word that many themes have counts as a share of one.
/// `None` where no theme has a word in common, or two have as many.
pub fn suggest(text: &str, themes: &[ThemeText]) -> Option<usize> {
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
            .map(|count| WHOLE / count)
            .sum()
    };
    let weights: Vec<u64> = of_themes.iter().map(weigh).collect();
    let best = weights.iter().copied().max().filter(|best| *best > 0)?;
    let mut level = weights
        .iter()
        .enumerate()
        .filter(|(_, weight)| **weight == best);
    let (theme, _) = level.next()?;
    level.next().is_none().then_some(theme)
}

/// The beginnings of the words that tell what a text is about.
fn stems(text: &str) -> BTreeSet<String> {
    let mut small = String::new();
    lower(text, &mut small);
    small
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().nth(3).is_some() && !EVERYWHERE.contains(word))
        .map(|word| word.chars().take(STEM).collect())
        .collect()
}

#[cfg(test)]
mod tests;
