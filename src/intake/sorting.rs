//! Themes that are suggested for comments, learnt from those that somebody has sorted in this file.
//!
//! A comment is the beginnings of its words, each weighed by how rare it is in the file (tf-idf). A theme is the middle of the
//! comments that were sorted into it, with its title and its standard as a first one; the nearest theme is suggested (Rocchio's
//! classifier), with how often each was chosen as a prior. It needs no model and no network, and learns again at each key.

use std::collections::{HashMap, HashSet};

use super::search::ThemeText;

/// Letters of the beginning of a word that stand for it: "waiting" and "waited" are one.
const STEM: usize = 6;

/// What one is nearer counts so much against how often a theme was chosen. Between 12 and 50 the share of right suggestions
/// changes by one in a hundred.
const NEARNESS: f32 = 30.0;

/// So far has a theme to be ahead of the next to be shown. Of the suggestions that are, 70 to 75 in 100 were right on two files
/// that people had sorted, and a third to a half of the comments had one.
const SURE: f32 = 2.0;

/// Short words that are in every comment, whatever it is about.
const EVERYWHERE: &str = "the and was for with that this have had were are not but you your they them all very from been has would what when which who there their she her him his our out also will just than then too its can could did does into because about more some any how to of in it is on at as be my me we so if or an no do by up us am he";

/// Stems of a text, by their numbers, with their weights; the weights' squares add up to 1.
type Weighed = Vec<(u32, f32)>;

/// A file's comments, ready to be compared.
#[derive(Clone, Debug, Default)]
pub struct Sorter {
    stems: HashMap<String, u32>,
    /// The rarity of each stem (inverse document frequency).
    rarity: Vec<f32>,
    comments: Vec<Weighed>,
}

/// Themes as they were learnt: what is near to each.
#[derive(Clone, Debug, Default)]
pub struct ThemeModel {
    /// By stem and theme: how near the stem is.
    near: Vec<f32>,
    themes: usize,
    /// The logarithm of the share of each theme.
    prior: Vec<f32>,
}

/// A theme that a comment may belong to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suggestion {
    /// Its place among the themes.
    pub theme: usize,
    /// Its margin over the next theme.
    pub ahead: f32,
}

impl Suggestion {
    /// Whether it is shown.
    pub fn is_sure(self) -> bool {
        self.ahead >= SURE
    }
}

impl Sorter {
    /// Takes the comments in; they are known by their places from then on.
    pub fn new<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let stop: HashSet<&str> = EVERYWHERE.split(' ').collect();
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
            .map(|n| ((all + 1.0) / (count(*n as usize) + 1.0)).ln() + 1.0)
            .collect();
        sorter.comments = counted.into_iter().map(|c| sorter.weighed(c)).collect();
        sorter
    }

    /// A text's stems that the file has, with how often each occurs, weighed.
    fn weighed(&self, counted: Vec<(u32, f32)>) -> Weighed {
        let mut weighed: Weighed = counted
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

    /// What is known of the themes: `sorted` are comments with the places of the themes that somebody put them to, `labelled` those
    /// that a column of labels did. Labels teach words, and not how often a theme is meant: some of them are themes, and others none.
    pub fn learn(
        &self,
        themes: &[ThemeText],
        sorted: impl Iterator<Item = (usize, usize)>,
        labelled: impl Iterator<Item = (usize, usize)>,
    ) -> ThemeModel {
        let kinds = themes.len();
        let stop: HashSet<&str> = EVERYWHERE.split(' ').collect();
        let mut near = vec![0.0_f32; self.rarity.len() * kinds];
        let mut chosen = vec![0_usize; kinds];
        let mut add = |theme: usize, words: &Weighed| {
            for (stem, weight) in words {
                if let Some(place) = near.get_mut(*stem as usize * kinds + theme) {
                    *place += weight;
                }
            }
        };
        for (theme, about) in themes.iter().enumerate() {
            let mut counted: HashMap<u32, f32> = HashMap::new();
            for stem in stems_of(&about.words, &stop) {
                if let Some(number) = self.stems.get(&stem) {
                    *counted.entry(*number).or_insert(0.0) += 1.0;
                }
            }
            let mut counted: Vec<(u32, f32)> = counted.into_iter().collect();
            counted.sort_unstable_by_key(|(number, _)| *number);
            add(theme, &self.weighed(counted));
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
            .map(|n| ((count(*n) + 1.0) / (count(all) + count(kinds))).ln())
            .collect();
        ThemeModel {
            near,
            themes: kinds,
            prior,
        }
    }

    /// The theme that a comment is nearest to; none where there are no two themes.
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
        // A comment that shares no word with any theme is as likely in one as others are, and never sure.
        let is_blind = marks.iter().all(|m| *m <= 0.0);
        for (mark, prior) in marks.iter_mut().zip(&learnt.prior) {
            *mark = *mark * NEARNESS + prior;
        }
        let (theme, best) = marks
            .iter()
            .copied()
            .enumerate()
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

/// A count as a number to reckon with: no file has so many comments that it would be rounded.
#[expect(
    clippy::cast_precision_loss,
    reason = "a file has at most some ten thousand comments"
)]
fn count(n: usize) -> f32 {
    n as f32
}

/// The beginnings of a text's words, in small letters.
fn stems_of(text: &str, stop: &HashSet<&str>) -> Vec<String> {
    let small = text.to_lowercase();
    small
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().nth(1).is_some() && !stop.contains(word))
        .map(|word| word.chars().take(STEM).collect())
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
