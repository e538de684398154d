//! Which parts of a result may be shown: never one that rests on too few answers, nor one that subtraction gives away.
//!
//! In a small unit three answers are three people whom somebody in the room knows.

/// For each part's count of scored answers whether that part is shown.
///
/// A part under `hide_below` is hidden. Where the total over the parts is shown, the next smallest are hidden with it, of
/// equals the first, until what is hidden are two parts with answers at least and `hide_below` answers together: else
/// subtraction would tell the lone part, or that the few have all said the same. A part without answers covers nothing.
pub fn shown(parts: &[u32], hide_below: u32, total_is_shown: bool) -> Vec<bool> {
    let mut shown: Vec<bool> = parts.iter().map(|&scored| scored >= hide_below).collect();
    if !total_is_shown {
        return shown;
    }
    loop {
        let hidden = || parts.iter().zip(&shown).filter(|(_, is_shown)| !**is_shown);
        let answers: u64 = hidden().map(|(scored, _)| u64::from(*scored)).sum();
        let with_answers = hidden().filter(|(scored, _)| **scored > 0).count();
        // Nothing is hidden, or what is hidden can neither be worked out nor is it few itself.
        if hidden().count() == 0 || (with_answers > 1 && answers >= u64::from(hide_below)) {
            return shown;
        }
        let next = parts
            .iter()
            .zip(&mut shown)
            .filter(|(_, is_shown)| **is_shown)
            .min_by_key(|(scored, _)| **scored);
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
    fn what_is_hidden_is_not_few_together() {
        assert_eq!(shown(&[3, 2, 50], 11, true), [false, false, false]);
        assert_eq!(
            shown(&[3, 2, 50, 60], 11, true),
            [false, false, false, true]
        );
        assert_eq!(shown(&[3, 2, 50], 11, false), [false, false, true]);
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
            let answers: u32 = hidden.iter().sum();
            prop_assert!(hidden.is_empty() || answers >= hide_below || hidden.len() == parts.len());
        }
    }
}
