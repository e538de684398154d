//! Theme suggestions for comments, learnt from those already sorted in the same file.
//!
//! A comment is a vector of word prefixes weighted by tf-idf. A theme is the centroid of its sorted comments, with its
//! title and standard as a first one; the nearest theme is suggested (Rocchio's classifier), with the share of each theme
//! as a prior. It needs no model file and no network, and is fitted anew at each key.

use std::collections::{HashMap, HashSet};

use super::search::ThemeText;

/// Prefix length that identifies a word: "waiting" and "waited" share one.
const STEM_CHARS: usize = 6;

/// Weight of cosine similarity against the log prior. Between 12 and 50 the share of right suggestions changes by one in a
/// hundred.
const NEARNESS: f32 = 30.0;

/// Lead over the second theme from which a suggestion is shown. Of those, 70 to 75 in 100 were right on two files sorted by
/// people, and a third to a half of the comments had one.
const SURE: f32 = 2.0;

/// Function words that occur in comments on any topic.
const STOP_WORDS: &str = "the and was for with that this have had were are not but you your they them all very from been has would what when which who there their she her him his our out also will just than then too its can could did does into because about more some any how to of in it is on at as be my me we so if or an no do by up us am he";

/// Prefix numbers of a text with their weights; the squares of the weights sum to 1.
type WordVector = Vec<(u32, f32)>;

/// Word vectors of a file's comments.
#[derive(Clone, Debug, Default)]
pub struct Sorter {
    stems: HashMap<String, u32>,
    /// Inverse document frequency of each prefix.
    rarity: Vec<f32>,
    comments: Vec<WordVector>,
}

/// Fitted themes: centroid and prior of each.
#[derive(Clone, Debug, Default)]
pub struct ThemeModel {
    /// Centroids, by prefix and then theme.
    near: Vec<f32>,
    themes: usize,
    /// Natural logarithm of the share of each theme.
    prior: Vec<f32>,
}

/// Theme that a comment may belong to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suggestion {
    /// Position among the themes.
    pub theme: usize,
    /// Lead over the second theme.
    pub ahead: f32,
}

impl Suggestion {
    /// True if the lead suffices to show it.
    pub fn is_sure(self) -> bool {
        self.ahead >= SURE
    }
}

impl Sorter {
    /// Vectorises comments; they are identified by their positions from then on.
    pub fn new<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let stop: HashSet<&str> = STOP_WORDS.split(' ').collect();
        let mut sorter = Self::default();
        let mut found: Vec<u32> = Vec::new();
        let mut counted: Vec<Vec<(u32, f32)>> = Vec::new();
        for text in texts {
            let mut stems = HashMap::new();
            for stem in stems_of(text, &stop) {
                let next = u32::try_from(sorter.stems.len()).unwrap_or(u32::MAX);
                let number = *sorter.stems.entry(stem).or_insert(next);
                *stems.entry(number).or_insert(0.0_f32) += 1.0;
            }
            let mut stems: Vec<(u32, f32)> = stems.into_iter().collect();
            // Hash maps iterate in random order, and a floating-point sum depends on its order: without sorting,
            // suggestions would differ between runs.
            stems.sort_unstable_by_key(|(number, _)| *number);
            for (number, _) in &stems {
                let at = *number as usize;
                if found.len() <= at {
                    found.resize(at + 1, 0);
                }
                if let Some(count) = found.get_mut(at) {
                    *count += 1;
                }
            }
            counted.push(stems);
        }
        let all = count(counted.len());
        sorter.rarity = found
            .iter()
            // Smoothed: a stem that occurs in every comment keeps some weight.
            .map(|n| ((all + 1.0) / (count(*n as usize) + 1.0)).ln() + 1.0)
            .collect();
        sorter.comments = counted.into_iter().map(|c| sorter.weigh(c)).collect();
        sorter
    }

    /// Weights prefix counts by tf-idf and scales the vector to length 1.
    fn weigh(&self, counted: Vec<(u32, f32)>) -> WordVector {
        let mut weighed: WordVector = counted
            .into_iter()
            .filter_map(|(stem, n)| Some((stem, (1.0 + n.ln()) * self.rarity.get(stem as usize)?)))
            .collect();
        let length = weighed.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        if length > 0.0 {
            for (_, weight) in &mut weighed {
                *weight /= length;
            }
        }
        weighed
    }

    /// Fits the themes. `sorted` pairs comments with themes that people chose, `labelled` with those of a label column.
    pub fn learn(
        &self,
        themes: &[ThemeText],
        sorted: impl Iterator<Item = (usize, usize)>,
        labelled: impl Iterator<Item = (usize, usize)>,
    ) -> ThemeModel {
        let kinds = themes.len();
        let stop: HashSet<&str> = STOP_WORDS.split(' ').collect();
        let mut near = vec![0.0_f32; self.rarity.len() * kinds];
        // Labels teach words but not the prior: where only some labels are themes, their share suggested the commonest
        // theme for every comment.
        let mut chosen = vec![0_usize; kinds];
        let mut add = |theme: usize, words: &WordVector| {
            for (stem, weight) in words {
                if let Some(place) = near.get_mut(*stem as usize * kinds + theme) {
                    *place += weight;
                }
            }
        };
        // Title and standard stand in for a sorted comment, so that a new survey has suggestions before anything is sorted.
        for (theme, about) in themes.iter().enumerate() {
            let mut counted: HashMap<u32, f32> = HashMap::new();
            for stem in stems_of(&about.words, &stop) {
                if let Some(number) = self.stems.get(&stem) {
                    *counted.entry(*number).or_insert(0.0) += 1.0;
                }
            }
            let mut counted: Vec<(u32, f32)> = counted.into_iter().collect();
            counted.sort_unstable_by_key(|(number, _)| *number);
            add(theme, &self.weigh(counted));
        }
        let mut all = 0;
        for (comment, theme) in sorted {
            if let (Some(words), Some(count)) = (self.comments.get(comment), chosen.get_mut(theme))
            {
                *count += 1;
                all += 1;
                add(theme, words);
            }
        }
        for (comment, theme) in labelled.filter(|(_, theme)| *theme < kinds) {
            if let Some(words) = self.comments.get(comment) {
                add(theme, words);
            }
        }
        for theme in 0..kinds {
            let of = || near.iter().skip(theme).step_by(kinds);
            let length = of().map(|w| w * w).sum::<f32>().sqrt();
            if length > 0.0 {
                for weight in near.iter_mut().skip(theme).step_by(kinds) {
                    *weight /= length;
                }
            }
        }
        let prior = chosen
            .iter()
            // Laplace smoothing, so that a theme without sorted comments can still be suggested by its title.
            .map(|n| ((count(*n) + 1.0) / (count(all) + count(kinds))).ln())
            .collect();
        ThemeModel {
            near,
            themes: kinds,
            prior,
        }
    }

    /// Nearest theme of a comment; `None` with fewer than two themes.
    pub fn suggest(&self, learnt: &ThemeModel, comment: usize) -> Option<Suggestion> {
        if learnt.themes < 2 {
            return None;
        }
        let words = self.comments.get(comment)?;
        let mut marks = vec![0.0_f32; learnt.themes];
        for (stem, weight) in words {
            let from = *stem as usize * learnt.themes;
            let row = learnt.near.get(from..from + learnt.themes)?;
            for (mark, near) in marks.iter_mut().zip(row) {
                *mark += weight * near;
            }
        }
        // Without a shared word only the prior decides; such a comment is never suggested.
        let is_blind = marks.iter().all(|m| *m <= 0.0);
        for (mark, prior) in marks.iter_mut().zip(&learnt.prior) {
            *mark = *mark * NEARNESS + prior;
        }
        let (theme, best) = marks
            .iter()
            .copied()
            .enumerate()
            // On a tie the earlier theme wins, or suggestions would jump while somebody sorts.
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        let next = marks
            .iter()
            .enumerate()
            .filter(|(nth, _)| *nth != theme)
            .map(|(_, mark)| *mark)
            .fold(f32::MIN, f32::max);
        Some(Suggestion {
            theme,
            ahead: if is_blind { 0.0 } else { best - next },
        })
    }
}

/// A count as `f32`.
#[expect(
    clippy::cast_precision_loss,
    reason = "a file has at most some ten thousand comments"
)]
fn count(n: usize) -> f32 {
    n as f32
}

/// Lower-case word prefixes of a text, without function words.
fn stems_of(text: &str, stop: &HashSet<&str>) -> Vec<String> {
    let small = text.to_lowercase();
    small
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().nth(1).is_some() && !stop.contains(word))
        .map(|word| word.chars().take(STEM_CHARS).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::iter::empty;

    use super::*;

    fn about(words: &str) -> ThemeText {
        ThemeText {
            words: words.to_owned(),
        }
    }

    #[test]
    fn titles_suggest_before_anything_is_sorted_and_what_is_sorted_teaches() {
        let texts = [
            "We waited two hours in the clinic",
            "The nurse was kind and gentle",
            "The car park was full and the machine broken",
            "Parking cost me nine pounds",
            "xyzzy",
        ];
        let themes = [about("Waiting in clinic"), about("Kindness of staff")];
        let sorter = Sorter::new(texts.iter().copied());
        let learnt = sorter.learn(&themes, empty(), empty());
        let of = |learnt: &ThemeModel, nth: usize| {
            let sure = sorter.suggest(learnt, nth).filter(|s| s.is_sure());
            sure.map(|s| s.theme)
        };
        assert_eq!(of(&learnt, 0), Some(0));
        // No word in common with any theme.
        assert_eq!(of(&learnt, 3), None);
        assert_eq!(of(&learnt, 4), None);
        let learnt = sorter.learn(&themes, [(2, 1)].into_iter(), empty());
        assert_eq!(of(&learnt, 3), None, "park and parkin are two stems");
        let learnt = sorter.learn(&themes, [(3, 1)].into_iter(), empty());
        assert_eq!(of(&learnt, 3), Some(1));
    }

    #[test]
    fn one_theme_is_no_choice() {
        let sorter = Sorter::new(["waiting"].into_iter());
        let learnt = sorter.learn(&[about("Waiting")], empty(), empty());
        assert_eq!(sorter.suggest(&learnt, 0), None);
        let learnt = sorter.learn(&[], empty(), empty());
        assert_eq!(sorter.suggest(&learnt, 7), None);
    }
}
