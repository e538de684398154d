//! Disclosure control: results shown in numbers, in words, or not at all.
//!
//! In a small unit three answers are three people whom somebody in the room knows, and "13 of 14" is one person who said no.

use super::Share;

/// Limits under which results are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HideRule {
    /// Fewest answers with which a result is shown.
    pub answers_below: u32,
    /// Fewest people on either side, positive or not, with which a result is shown in numbers; 0 for no such limit.
    pub cells_below: u32,
}

/// A result after disclosure control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisclosedResult {
    /// The numbers.
    Numbers(Share),
    /// Words that are the same for all the numbers that they stand for.
    Words(Band),
    /// Hidden: there are fewer answers than this.
    TooFew(u32),
}

impl DisclosedResult {
    /// The share, if it may be shown in numbers.
    pub fn share(self) -> Option<Share> {
        match self {
            Self::Numbers(share) => Some(share),
            Self::Words(_) | Self::TooFew(_) => None,
        }
    }

    /// Sets a weighted percentage, in hundredths of a percent, if there are numbers.
    #[must_use]
    pub fn weighted(self, hundredths: Option<u32>) -> Self {
        match self {
            Self::Numbers(share) => Self::Numbers(share.weighted(hundredths)),
            other => other,
        }
    }
}

/// Words for a share with one side too small to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Band {
    /// At least four fifths.
    NearlyAll,
    /// More than half.
    MoreThanHalf,
    /// Fewer than half.
    FewerThanHalf,
    /// At most one fifth.
    HardlyAny,
}

impl HideRule {
    /// Default limits.
    pub const USUAL: Self = Self {
        answers_below: 11,
        cells_below: 0,
    };

    /// Fewest answers with which anything is shown, in numbers or words.
    pub fn least(self) -> u32 {
        // With fewer than twice `cells_below` answers both sides could be small, and neither "nearly all" nor "hardly any" be true.
        self.answers_below.max(self.cells_below.saturating_mul(2))
    }

    /// Applies the limits to a result.
    ///
    /// "Nearly all" is used if the limits themselves guarantee four fifths (with 11 and 3, at least 9 of 11). Nobody and everybody are
    /// small sides like any other, so "nearly all" may be everybody.
    pub fn disclosed(self, positive: u32, scored: u32) -> DisclosedResult {
        let least = self.least();
        // More positive than scored is a broken file: it is hidden as well, and never shown as more than 100%.
        let Some(share) = Share::new(positive, scored).filter(|s| s.scored() >= least) else {
            return DisclosedResult::TooFew(least);
        };
        // The words depend on the limits and the small side only. If they followed the numbers, they would reveal them.
        let is_close = self.cells_below.saturating_sub(1).saturating_mul(5) <= least;
        if scored - positive < self.cells_below {
            DisclosedResult::Words(if is_close {
                Band::NearlyAll
            } else {
                Band::MoreThanHalf
            })
        } else if positive < self.cells_below {
            DisclosedResult::Words(if is_close {
                Band::HardlyAny
            } else {
                Band::FewerThanHalf
            })
        } else {
            DisclosedResult::Numbers(share)
        }
    }
}

/// Positive and scored answers of one part of a whole.
pub type PartCounts = (u32, u32);

/// Decides for each part of a whole whether its numbers are shown.
///
/// Parts under the limits are hidden. If the total is shown, the next smallest parts are hidden as well (complementary
/// suppression), the first of equal ones, until at least two parts with answers are hidden and their sum would itself pass the
/// limits. Otherwise a subtraction would reveal a single part, or that a few people all gave the same answer. A part without
/// answers protects nothing.
pub fn shown(parts: &[PartCounts], rule: HideRule, total_is_shown: bool) -> Vec<bool> {
    let may = |positive: u32, scored: u32| match scored {
        // A part without answers has no share, and is shown as empty only where nothing is hidden for being small.
        0 => rule.answers_below == 0,
        _ => rule.disclosed(positive, scored).share().is_some(),
    };
    let mut shown: Vec<bool> = parts.iter().map(|&(p, n)| may(p, n)).collect();
    // Without a total there is nothing to subtract from.
    if !total_is_shown {
        return shown;
    }
    loop {
        let hidden = || parts.iter().zip(&shown).filter(|(_, is_shown)| !**is_shown);
        let sum = |of: fn(&PartCounts) -> u32| {
            hidden().fold(0_u32, |sum, (part, _)| sum.saturating_add(of(part)))
        };
        let together = may(sum(|p| p.0), sum(|p| p.1));
        let with_answers = hidden().filter(|((_, scored), _)| *scored > 0).count();
        // Done: nothing is hidden, or the hidden parts protect each other.
        if hidden().count() == 0 || (with_answers > 1 && together) {
            return shown;
        }
        let next = parts
            .iter()
            .zip(&mut shown)
            .filter(|(_, is_shown)| **is_shown)
            // The first of equals, so that the same table hides the same parts on every screen and paper.
            .min_by_key(|((_, scored), _)| *scored);
        match next {
            Some((_, is_shown)) => *is_shown = false,
            None => return shown,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rule(answers_below: u32, cells_below: u32) -> HideRule {
        HideRule {
            answers_below,
            cells_below,
        }
    }

    /// Parts with half of their answers positive, under a limit for answers only.
    fn halves(parts: &[u32], answers_below: u32, total_is_shown: bool) -> Vec<bool> {
        let parts: Vec<PartCounts> = parts.iter().map(|n| (n / 2, *n)).collect();
        shown(&parts, rule(answers_below, 0), total_is_shown)
    }

    #[test]
    fn a_small_part_is_hidden() {
        assert_eq!(halves(&[131, 10, 11], 11, false), [true, false, true]);
        assert_eq!(halves(&[131, 0], 0, true), [true, true]);
        assert!(halves(&[], 11, true).is_empty());
    }

    #[test]
    fn what_a_total_would_give_away_is_hidden_too() {
        assert_eq!(halves(&[131, 4, 22], 11, true), [true, false, false]);
        assert_eq!(halves(&[131, 4], 11, true), [false, false]);
        assert_eq!(halves(&[4], 11, true), [false]);
    }

    #[test]
    fn two_hidden_parts_cover_each_other() {
        assert_eq!(halves(&[4, 131, 7], 11, true), [false, true, false]);
    }

    #[test]
    fn an_empty_part_covers_nothing() {
        assert_eq!(
            halves(&[0, 4, 131, 22], 11, true),
            [false, false, true, false]
        );
    }

    #[test]
    fn what_is_hidden_is_not_few_together() {
        assert_eq!(halves(&[3, 2, 50], 11, true), [false, false, false]);
        assert_eq!(
            halves(&[3, 2, 50, 60], 11, true),
            [false, false, false, true]
        );
        assert_eq!(halves(&[3, 2, 50], 11, false), [false, false, true]);
    }

    #[test]
    fn of_equals_the_first_goes() {
        assert_eq!(
            halves(&[30, 4, 20, 20], 11, true),
            [true, false, false, true]
        );
    }

    #[test]
    fn a_small_side_is_hidden_like_a_small_part() {
        // One of fourteen said no: the next smallest goes with it.
        let parts = [(50, 100), (13, 14), (20, 40)];
        assert_eq!(shown(&parts, rule(11, 0), true), [true, true, true]);
        assert_eq!(shown(&parts, rule(11, 3), false), [true, false, true]);
        assert_eq!(shown(&parts, rule(11, 3), true), [true, false, false]);
        // Two of fifty-four would still be two people: a third part goes.
        let parts = [(50, 100), (13, 14), (39, 40)];
        assert_eq!(shown(&parts, rule(11, 3), true), [false, false, false]);
    }

    #[test]
    fn small_sides_are_words_and_the_rest_numbers() {
        let of = |positive, scored| rule(11, 3).disclosed(positive, scored);
        assert_eq!(of(13, 14), DisclosedResult::Words(Band::NearlyAll));
        assert_eq!(of(14, 14), DisclosedResult::Words(Band::NearlyAll));
        assert_eq!(of(129, 131), DisclosedResult::Words(Band::NearlyAll));
        assert_eq!(of(2, 20), DisclosedResult::Words(Band::HardlyAny));
        assert_eq!(of(0, 20), DisclosedResult::Words(Band::HardlyAny));
        assert_eq!(
            of(17, 20),
            DisclosedResult::Numbers(Share::new(17, 20).unwrap())
        );
        assert_eq!(
            of(3, 20),
            DisclosedResult::Numbers(Share::new(3, 20).unwrap())
        );
        assert_eq!(of(9, 10), DisclosedResult::TooFew(11));
        assert_eq!(of(0, 0), DisclosedResult::TooFew(11));
        // Without the rule everything that rests on enough answers has its numbers.
        assert_eq!(
            rule(11, 0).disclosed(14, 14),
            DisclosedResult::Numbers(Share::new(14, 14).unwrap())
        );
    }

    /// A strict limit does not guarantee four fifths: 16 of 25 is "more than half".
    #[test]
    fn the_words_say_no_more_than_the_rule_makes_sure_of() {
        let strict = rule(11, 10);
        assert_eq!(strict.least(), 20);
        assert_eq!(strict.disclosed(12, 19), DisclosedResult::TooFew(20));
        assert_eq!(
            strict.disclosed(16, 25),
            DisclosedResult::Words(Band::MoreThanHalf)
        );
        assert_eq!(
            strict.disclosed(9, 25),
            DisclosedResult::Words(Band::FewerThanHalf)
        );
    }

    fn any_rule() -> impl Strategy<Value = HideRule> {
        (0_u32..30, 0_u32..12).prop_map(|(answers, cells)| rule(answers, cells))
    }

    proptest! {
        #[test]
        fn words_are_true_and_stand_for_every_small_side(
            rule in any_rule(),
            scored in 0_u32..200,
            positive in 0_u32..200,
        ) {
            let positive = positive.min(scored);
            let negative = scored - positive;
            match rule.disclosed(positive, scored) {
                DisclosedResult::TooFew(least) => prop_assert!(scored < least || scored == 0),
                DisclosedResult::Numbers(share) => {
                    prop_assert_eq!((share.positive(), share.scored()), (positive, scored));
                    prop_assert!(scored >= rule.answers_below);
                    prop_assert!(positive >= rule.cells_below && negative >= rule.cells_below);
                }
                DisclosedResult::Words(band) => {
                    prop_assert!(positive < rule.cells_below || negative < rule.cells_below);
                    match band {
                        Band::NearlyAll => prop_assert!(5 * positive >= 4 * scored),
                        Band::MoreThanHalf => prop_assert!(2 * positive > scored),
                        Band::FewerThanHalf => prop_assert!(2 * positive < scored),
                        Band::HardlyAny => prop_assert!(5 * positive <= scored),
                    }
                    // Every small side of as many answers, or of others, has the same words.
                    for other in 0..rule.cells_below {
                        for n in [rule.least(), scored, scored + 1] {
                            let same = if negative < rule.cells_below { n - other } else { other };
                            prop_assert_eq!(rule.disclosed(same, n), DisclosedResult::Words(band));
                        }
                    }
                }
            }
        }

        #[test]
        fn nothing_small_is_shown_or_left_alone(
            parts in prop::collection::vec((0_u32..40, 0_u32..40), 0..8),
            rule in any_rule(),
        ) {
            let parts: Vec<PartCounts> = parts.into_iter().map(|(p, n)| (p.min(n), n)).collect();
            let shown = shown(&parts, rule, true);
            prop_assert_eq!(shown.len(), parts.len());
            let hidden: Vec<PartCounts> = parts.iter().zip(&shown).filter(|(_, s)| !**s).map(|(p, _)| *p).collect();
            for ((positive, scored), is_shown) in parts.iter().zip(&shown) {
                let small = |side: u32| *scored > 0 && side < rule.cells_below;
                prop_assert!(!is_shown || *scored >= rule.answers_below);
                prop_assert!(!is_shown || !(small(*positive) || small(scored - positive)));
            }
            prop_assert!(hidden.len() != 1 || parts.len() == 1);
            let (positive, scored) = hidden.iter().fold((0, 0), |(p, n), part| (p + part.0, n + part.1));
            let together = rule.disclosed(positive, scored).share().is_some();
            prop_assert!(hidden.is_empty() || together || hidden.len() == parts.len());
        }
    }
}
