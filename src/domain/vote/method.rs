//! Voting methods: one table, a row a method.
//!
//! A row holds everything that differs between methods: the keys of a ballot, the scale, the fold that makes a figure of marks,
//! the thresholds of disclosure and disagreement, and the words. No other file asks which method a round has, so a new method
//! is one variant of [`Method`], one file with its row, and one line of [`TABLE`]. The questions about the meeting itself have a
//! row as well, and are in no list of methods.

mod approve;
mod dots;
mod evaluation;
mod hands;
mod rank;
mod rate;
mod score;
mod tables;
#[cfg(test)]
mod thumbs;

use serde::{Deserialize, Serialize};

use super::{allowed::Allowed, exact::Exact};

/// The way in which a voter answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// For, against or abstain, counted by group in the open.
    Hands,
    /// Small tables: a list in order from each, typed in by the facilitator.
    Tables,
    /// A number of dots to spread over the goals.
    Dots,
    /// Yes to any number of goals.
    Approve,
    /// 0 to 5 for each goal.
    Score,
    /// 1 to 9 for each goal (RAND/UCLA).
    Rate,
    /// The first few in order.
    Rank,
    /// 1 to 5 for each question about the meeting itself.
    // Not in the table: no agenda can name it, and no setup offers it.
    Evaluation,
    /// 0 to 2 for each goal: a method of the tests, which shows that the table is all there is to one.
    #[cfg(test)]
    Thumbs,
}

/// Every method's row, in the order in which a setup offers them.
pub const TABLE: &[&MethodRow] = &[
    &score::ROW,
    &approve::ROW,
    &dots::ROW,
    &rate::ROW,
    &rank::ROW,
    &hands::ROW,
    &tables::ROW,
    #[cfg(test)]
    &thumbs::ROW,
];

/// The number of methods.
const METHODS: usize = TABLE.len();

/// The row of a method: everything that the program knows of it.
#[derive(Debug)]
pub struct MethodRow {
    /// The method.
    pub method: Method,
    /// The word that files use.
    pub word: &'static str,
    /// The keys of its ballot.
    pub keys: Keys,
    /// The fold that makes a figure of a group's marks.
    pub fold: Fold,
    /// The unit of figures and results.
    pub unit: FigureUnit,
    /// The ends of the scale of a result; `None` if they depend on the round.
    pub scale: Option<(i64, i64)>,
    /// The distance between two groups' figures from which they count as different: three tenths of the scale, if there is one.
    pub parted_from: Parted,
    /// The fewest marks with which a group can be shown apart at all, whatever the round's settings.
    pub shown_from: u32,
    /// The width of the range in which a group of three or four is shown; `None` if it is not shown.
    pub range: Option<i64>,
    /// The rounding of a result if a group is not shown apart.
    pub coarse: Coarse,
    /// The least mark that counts as support where a rule counts supporters.
    pub support_from: u8,
    /// The axes on which figures are drawn; the first one that holds all figures of a round is used.
    pub axes: &'static [Axis],
    /// The sentences.
    pub words: Wording,
}

/// The keys of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// A digit a goal, from the first to the second; a goal can be left unjudged.
    Digits(u8, u8),
    /// Yes or no a goal; a goal can be left unjudged.
    YesNo,
    /// A number of dots a goal; no key is no dot.
    Dots,
    /// A place a goal; no key is no place.
    Places,
}

impl Keys {
    /// True if a goal without a mark counts as 0, and not as one that the voter cannot judge.
    pub fn blank_is_zero(self) -> bool {
        matches!(self, Self::Dots | Self::Places)
    }
}

/// The fold that makes one figure of the marks of some ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// The mean of the marks, times this.
    Mean(i64),
    /// The median of the marks.
    Median,
    /// Per cent of all marks on the ballots.
    Share,
    /// Reversed scores: the first of k places counts k. Groups' totals become places before they are added (James Lind
    /// Alliance guidebook, chapter 8).
    Borda,
    /// Per cent of the hands for or against: counted in the open, not on ballots.
    Hands,
    /// Reversed places in the lists of small tables, added (James Lind Alliance guidebook, chapter 8).
    Tables,
}

/// The unit of figures and results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureUnit {
    /// Points of the scale, to one decimal.
    Points,
    /// Per cent, to a whole number.
    Percent,
    /// The place in the order, 1 for the best. Results are kept so that more is better.
    Place,
}

/// The distance from which groups count as different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parted {
    /// A number of the unit, as a fraction.
    From(i64, i64),
    /// Half of the goals on the ballot, at least 2.
    HalfOfTheList,
}

/// The rounding of a result if a group is not shown apart: to a step, and not beyond two ends, because a result at the end of
/// its scale tells every ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coarse {
    /// The step, as a fraction.
    pub step: (i64, i64),
    /// The ends, as fractions; `None` if the scale depends on the round.
    pub ends: Option<((i64, i64), (i64, i64))>,
}

/// The axis of a picture of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The figures at its left and right end, in the method's unit; `None` for places, from the last to the first.
    pub ends: Option<(i64, i64)>,
    /// The number of equal steps; 0 for a step a place.
    pub steps: u16,
    /// Words at positions in ten-thousandths of its length, from left to right.
    pub words: &'static [(u32, &'static str)],
    /// Positions of the lines between parts of the scale, in ten-thousandths of its length.
    pub lines: &'static [u32],
}

/// A method's sentences, for the wall, the slip and the minutes.
#[derive(Debug)]
pub struct Wording {
    /// The method in a few words, such as `score 0 to 5`.
    pub short: &'static str,
    /// The same with what a ballot may give and whether it is secret. `{dots}`, `{most}` and `{top}` are filled in.
    pub long: &'static str,
    /// The keys of a ballot.
    pub keys: &'static str,
    /// The meaning of the ends of the scale.
    pub ends: &'static str,
    /// The meaning of the least mark; empty where the method has no scale. A line break stands where a narrow line breaks best.
    pub low: &'static str,
    /// The meaning of the marks in the middle; may be empty.
    pub middle: &'static str,
    /// The meaning of the highest mark; empty where the method has no scale.
    pub high: &'static str,
    /// The occasion for the method, in a few words.
    pub purpose: &'static str,
    /// The consequence of the count, shown before a round opens.
    pub rule: &'static str,
    /// A refusal of a mark that is not on the scale.
    pub wrong: &'static str,
    /// The heading of the marks on the page that explains a result.
    pub marks: &'static str,
    /// The heading of a group's figure there.
    pub figure: &'static str,
    /// The heading of the results in the minutes.
    pub column: &'static str,
    /// The definition of a group's figure, in a sentence.
    pub how: &'static str,
    /// The words behind a figure in a sentence: `4.4 of 5`.
    pub of: &'static str,
    /// The instruction on a voting slip. `{dots}` is filled in.
    pub slip: &'static str,
    /// The marks that a rule counts as support.
    pub support: &'static str,
}

impl Method {
    /// The method's row.
    pub fn row(self) -> &'static MethodRow {
        if self.is_evaluation() {
            return &evaluation::ROW;
        }
        TABLE
            .iter()
            .find(|row| row.method == self)
            // Never reached, since a test finds every method in the table; a panic in a meeting would be worse than a wrong word.
            .unwrap_or(&&score::ROW)
    }

    /// Every method with the word that files use for it.
    pub const WORDS: &[(&str, Self)] = &words();

    /// The word that files use.
    pub fn word(self) -> &'static str {
        self.row().word
    }

    /// The methods that a round can be opened with, in the order in which a setup offers them.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.method)
    }

    /// The method that a setup offers after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let mut all = Self::all().chain(Self::all()).skip_while(|m| *m != self);
        all.nth(1).unwrap_or(self)
    }

    /// True for the questions about the meeting itself, which are no vote on goals.
    pub fn is_evaluation(self) -> bool {
        self == Self::Evaluation
    }

    /// The word for what a ballot marks, one and several: goals, or questions.
    pub fn marked(self) -> (&'static str, &'static str) {
        if self.is_evaluation() {
            ("question", "questions")
        } else {
            ("goal", "goals")
        }
    }

    /// True for a show of hands and for small tables, which are counted in the open; every other method has sealed ballots.
    pub fn is_open(self) -> bool {
        matches!(self.row().fold, Fold::Hands | Fold::Tables)
    }

    /// True for small tables: a list from each, and no groups.
    pub fn is_tables(self) -> bool {
        self.row().fold == Fold::Tables
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated at compile time, where a wrong index is an error"
)]
// Made from the table at compile time, so that no method can be without a word.
const fn words() -> [(&'static str, Method); METHODS] {
    let mut words = [("", Method::Score); METHODS];
    let mut place = 0;
    while place < METHODS {
        words[place] = (TABLE[place].word, TABLE[place].method);
        place += 1;
    }
    words
}

impl MethodRow {
    /// The distance between two groups' figures from which they count as different, on a ballot of so many goals.
    pub fn parted_from(&self, goals: usize) -> Exact {
        match self.parted_from {
            Parted::From(n, d) => Exact::new(n, d),
            Parted::HalfOfTheList => {
                let goals = i64::try_from(goals).unwrap_or(i64::MAX);
                Exact::new(goals, 2).max(Exact::from_integer(2))
            }
        }
    }

    /// The middle of the scale of some results: of the fixed scale, or an even part where there is none.
    pub fn middle(&self, results: impl Iterator<Item = Exact>) -> Exact {
        if let Some((low, high)) = self.scale {
            return Exact::new(low + high, 2);
        }
        let (sum, n) = results.fold((Exact::from_integer(0), 0), |(s, n), r| (s + r, n + 1));
        if n == 0 { sum } else { sum / n }
    }

    /// A result as coarsely as it may be shown where a group is not shown apart.
    pub fn coarsely(&self, result: Exact) -> Exact {
        let exact = |(n, d): (i64, i64)| Exact::new(n, d);
        let step = exact(self.coarse.step);
        let near = (result / step).round() * step;
        match self.coarse.ends {
            Some((low, high)) => near.clamp(exact(low), exact(high)),
            None => near,
        }
    }

    /// The range in which a small group's figure is shown: a whole number of widths from the low end of the scale. `None` if
    /// the method does not show small groups.
    pub fn range_of(&self, figure: Exact) -> Option<(Exact, Exact)> {
        let (low, high) = self.scale?;
        let width = self.range?;
        // The top of the scale belongs to the last range: a figure of exactly 5 would otherwise have a range of its own, and be known exactly.
        let last = (high - low) / width - 1;
        let at = ((figure - low) / width).floor().to_integer().clamp(0, last);
        let from = low + at * width;
        Some((Exact::from_integer(from), Exact::from_integer(from + width)))
    }

    /// A mark in points, from 0 for the least mark of a ballot. `top` is the number of places that a ballot gives.
    pub fn points(&self, mark: u8, top: u8) -> i64 {
        match self.keys {
            Keys::Digits(low, _) => i64::from(mark.saturating_sub(low)),
            Keys::YesNo | Keys::Dots => i64::from(mark),
            Keys::Places if mark == 0 => 0,
            Keys::Places => (i64::from(top) + 1 - i64::from(mark)).max(0),
        }
    }

    /// True for a mark that counts as support where a rule counts supporters.
    pub fn supports(&self, mark: u8) -> bool {
        mark >= self.support_from
    }

    /// A mark in a few words, for a list of marks.
    pub fn mark(&self, mark: u8) -> String {
        match (self.keys, mark) {
            (Keys::YesNo, 0) => "no".to_owned(),
            (Keys::YesNo, _) => "yes".to_owned(),
            (Keys::Places, 0) => "no place".to_owned(),
            (Keys::Places, n) => format!("place {n}"),
            (Keys::Dots, 0) => "none".to_owned(),
            (_, n) => n.to_string(),
        }
    }

    /// The method with what a ballot may give.
    pub fn long(&self, allowed: Allowed) -> String {
        let Allowed { dots, most, top } = allowed;
        self.words
            .long
            .replace("{dots}", &dots.to_string())
            .replace("{most}", &most.to_string())
            .replace("{top}", &top.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(n: i64, d: i64) -> Exact {
        Exact::new(n, d)
    }

    #[test]
    fn every_method_has_one_row_and_one_word() {
        let words: std::collections::BTreeSet<_> = Method::WORDS.iter().map(|w| w.0).collect();
        assert_eq!(words.len(), METHODS);
        for row in TABLE {
            assert_eq!(row.method.row().word, row.word);
            assert!(Method::WORDS.contains(&(row.word, row.method)));
        }
    }

    #[test]
    fn a_setup_goes_through_all_methods_and_begins_again() {
        let mut method = Method::Score;
        for _ in 0..METHODS {
            method = method.next();
        }
        assert_eq!(method, Method::Score);
        assert_eq!(Method::Tables.next(), Method::Thumbs);
    }

    #[test]
    fn ranges_cover_the_scale_and_hold_the_figure() {
        for row in TABLE {
            let (Some((low, high)), Some(width)) = (row.scale, row.range) else {
                continue;
            };
            for twelfths in low * 12..=high * 12 {
                let figure = exact(twelfths, 12);
                let (from, to) = row.range_of(figure).unwrap();
                assert!(from <= figure && figure <= to, "{} {figure}", row.word);
                assert_eq!(to - from, exact(width, 1));
            }
        }
        let score = Method::Score.row();
        assert_eq!(
            score.range_of(exact(4, 1)),
            Some((exact(4, 1), exact(5, 1)))
        );
        assert_eq!(
            score.range_of(exact(5, 1)),
            Some((exact(4, 1), exact(5, 1)))
        );
        assert_eq!(
            score.range_of(exact(11, 3)),
            Some((exact(3, 1), exact(4, 1)))
        );
        let rate = Method::Rate.row();
        assert_eq!(
            rate.range_of(exact(13, 2)),
            Some((exact(5, 1), exact(7, 1)))
        );
        assert_eq!(Method::Dots.row().range_of(exact(20, 1)), None);
    }

    #[test]
    fn a_coarse_result_keeps_away_from_the_ends_of_its_scale() {
        let score = Method::Score.row();
        for (result, shown) in [
            ((0, 1), (1, 2)),
            ((5, 1), (9, 2)),
            ((9, 4), (5, 2)),
            ((17, 8), (2, 1)),
        ] {
            assert_eq!(
                score.coarsely(exact(result.0, result.1)),
                exact(shown.0, shown.1)
            );
        }
        assert_eq!(Method::Approve.row().coarsely(exact(100, 1)), exact(70, 1));
    }
}
