//! Widths of a table's columns, from the lengths of its texts.
//!
//! A browser measures a table by itself. Word and the typesetter take widths as they are given, and equal columns leave names wide
//! and empty while goals break over three lines.

/// Letters on a line of a table, on A4 in 12 point.
const LINE: usize = 84;

// A long word, such as an address, would leave the other columns nothing; it is broken instead.
/// Most letters of a word that widen a column.
const LONGEST_WORD: usize = 18;

/// Space between two columns, in letters.
const GAP: usize = 2;

/// Shares of the width by column, in thousandths; their sum is 1000.
///
/// A column has at least the width of its longest word. What is left goes to the columns by the length of their texts.
pub fn shares(head: &[(String, bool)], rows: &[Vec<String>]) -> Vec<usize> {
    let columns: Vec<(usize, usize)> = head
        .iter()
        .enumerate()
        .map(|(i, (name, _))| {
            let cells = rows.iter().filter_map(|row| row.get(i));
            let texts = std::iter::once(name).chain(cells);
            texts.fold((1, 1), |(word, whole), text| {
                let words = text.split_whitespace().map(|w| w.chars().count());
                let longest = words.max().unwrap_or(0).min(LONGEST_WORD);
                (word.max(longest), whole.max(text.chars().count()))
            })
        })
        .map(|(word, whole)| (word + GAP, whole.max(word) + GAP))
        .collect();
    let least: usize = columns.iter().map(|(word, _)| word).sum();
    let wanted: usize = columns.iter().map(|(_, whole)| whole).sum();
    let weights: Vec<usize> = if wanted <= LINE || wanted == least {
        columns.iter().map(|(_, whole)| *whole).collect()
    } else {
        // In thousandths of a letter, so that small shares are not lost to rounding.
        let left = LINE.saturating_sub(least) * 1000;
        columns
            .iter()
            .map(|(word, whole)| word * 1000 + left * (whole - word) / (wanted - least))
            .collect()
    };
    let total: usize = weights.iter().sum::<usize>().max(1);
    let mut shares: Vec<usize> = weights.iter().map(|w| w * 1000 / total).collect();
    let sum: usize = shares.iter().sum();
    if let Some(last) = shares.last_mut() {
        *last += 1000 - sum;
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn head(names: &[&str]) -> Vec<(String, bool)> {
        names.iter().map(|n| ((*n).to_owned(), false)).collect()
    }

    #[test]
    fn goals_are_wider_than_names_and_days() {
        let rows = vec![vec![
            "Say how long the wait is, and why, at the desk and on the screen".to_owned(),
            "Lee Whitcombe".to_owned(),
            "28 February 2027".to_owned(),
        ]];
        let widths = shares(&head(&["Goal", "Owner", "By"]), &rows);
        assert!(widths[0] > widths[1] + widths[2], "{widths:?}");
        assert!(widths[1] > 120 && widths[2] > 120, "{widths:?}");
    }

    #[test]
    fn no_columns_have_no_widths() {
        assert_eq!(shares(&[], &[]), Vec::<usize>::new());
    }

    proptest! {
        #[test]
        fn the_whole_width_is_used_and_no_column_is_lost(
            rows in prop::collection::vec(prop::collection::vec("[a-z ]{0,120}", 4), 0..8),
            names in prop::collection::vec("[a-z]{0,12}", 1..5),
        ) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let widths = shares(&head(&names), &rows);
            prop_assert_eq!(widths.len(), names.len());
            prop_assert_eq!(widths.iter().sum::<usize>(), 1000);
            prop_assert!(widths.iter().all(|w| *w >= 10), "{:?}", widths);
        }
    }
}
