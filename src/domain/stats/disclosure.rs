//! Which parts of a result may be shown: never one that rests on too few answers, nor one that subtraction gives away.
//!
//! In a small unit three answers are three people whom somebody in the room knows.

/// For each part's count of scored answers whether that part is shown.
///
/// A part under `hide_below` is hidden. Where the total over the parts is shown and one hidden part could be worked out
/// from it, the next smallest is hidden with it; of equals the first. A part without answers is hidden and covers
/// nothing: beside it a lone part with answers could be worked out just as well.
pub fn shown(parts: &[u32], hide_below: u32, total_is_shown: bool) -> Vec<bool> {
    let mut shown: Vec<bool> = parts.iter().map(|&scored| scored >= hide_below).collect();
    let hidden = |count_empty: bool| {
        parts
            .iter()
            .filter(|&&scored| scored < hide_below && (count_empty || scored > 0))
            .count()
    };
    if total_is_shown && (hidden(true) == 1 || hidden(false) == 1) {
        let next = parts
            .iter()
            .zip(&mut shown)
            .filter(|(_, is_shown)| **is_shown)
            .min_by_key(|(scored, _)| **scored);
        if let Some((_, is_shown)) = next {
            *is_shown = false;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_small_part_is_hidden() {
        assert_eq!(shown(&[131, 10, 11], 11, false), [true, false, true]);
        assert_eq!(shown(&[131, 0], 0, true), [true, true]);
        assert!(shown(&[], 11, true).is_empty());
    }

    #[test]
    fn what_a_total_would_give_away_is_hidden_too() {
        assert_eq!(shown(&[131, 4, 22], 11, true), [true, false, false]);
        assert_eq!(shown(&[131, 4], 11, true), [false, false]);
        assert_eq!(shown(&[4], 11, true), [false]);
    }

    #[test]
    fn two_hidden_parts_cover_each_other() {
        assert_eq!(shown(&[4, 131, 7], 11, true), [false, true, false]);
    }

    #[test]
    fn an_empty_part_covers_nothing() {
        assert_eq!(
            shown(&[0, 4, 131, 22], 11, true),
            [false, false, true, false]
        );
    }

    #[test]
    fn of_equals_the_first_goes() {
        assert_eq!(
            shown(&[30, 4, 20, 20], 11, true),
            [true, false, false, true]
        );
    }

    proptest! {
        #[test]
        fn nothing_small_is_shown_or_left_alone(
            parts in prop::collection::vec(0_u32..40, 0..8),
            hide_below in 0_u32..30,
        ) {
            let shown = shown(&parts, hide_below, true);
            prop_assert_eq!(shown.len(), parts.len());
            let hidden: Vec<u32> = parts.iter().zip(&shown).filter(|(_, s)| !**s).map(|(n, _)| *n).collect();
            for (part, is_shown) in parts.iter().zip(&shown) {
                prop_assert!(!is_shown || *part >= hide_below);
            }
            prop_assert!(hidden.len() != 1 || parts.len() == 1);
        }
    }
}
