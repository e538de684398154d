//! Widths of a table's columns, from the lengths of its texts.
//!
//! A browser measures a table by itself. Word and the typesetter take widths as they are given, and equal columns leave names wide
//! and empty while goals break over three lines.

use super::page::{PageStyle, PaperSize};

// A long word, such as an address, would leave the other columns nothing; it is broken instead.
/// Most letters of a word that widen a column, and of a name or a day that is not broken over two lines.
const UNBROKEN: usize = 18;

/// Space between two columns, in letters.
const GAP: usize = 3;

/// Most lines of a table that is kept on one page: a third of a page.
const KEPT_LINES: usize = 16;

/// Letters on a line of a document.
pub fn letters(look: &PageStyle) -> usize {
    // The text is 170 mm wide on A4 and 118 mm on A5, and a letter is about half as wide as high.
    let points = match look.paper {
        PaperSize::A4 => 482,
        PaperSize::A5 => 335,
    };
    points * 2 / usize::from(look.points()).max(1)
}

/// Shares of the width by column, in thousandths; their sum is 1000.
///
/// A column has at least the width of its longest word, name or day. What is left of a line of that many `letters` goes to the
/// columns by the length of their texts.
pub fn shares(head: &[(String, bool)], rows: &[Vec<String>], letters: usize) -> Vec<usize> {
    let columns: Vec<(usize, usize)> = head
        .iter()
        .enumerate()
        .map(|(i, (name, _))| {
            let cells = rows.iter().filter_map(|row| row.get(i));
            // A heading breaks at every space: three words over a column of figures would take the room of the texts.
            let texts = std::iter::once((name, 0)).chain(cells.map(|text| (text, UNBROKEN)));
            texts.fold((1, 1), |(least, whole), (text, unbroken)| {
                let length = text.chars().count();
                let words = text.split_whitespace().map(|w| w.chars().count());
                let longest = if length <= unbroken {
                    length
                } else {
                    words.max().unwrap_or(0).min(UNBROKEN)
                };
                (least.max(longest), whole.max(length))
            })
        })
        .map(|(least, whole)| (least + GAP, whole.max(least) + GAP))
        .collect();
    let narrowest: usize = columns.iter().map(|(least, _)| least).sum();
    let wanted: usize = columns.iter().map(|(_, whole)| whole).sum();
    let weights: Vec<usize> = if wanted <= letters || wanted == narrowest {
        columns.iter().map(|(_, whole)| *whole).collect()
    } else {
        // In thousandths of a letter, so that small shares are not lost to rounding.
        let left = letters.saturating_sub(narrowest) * 1000;
        columns
            .iter()
            .map(|(least, whole)| least * 1000 + left * (whole - least) / (wanted - narrowest))
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

/// True for a table that is kept on one page, where a row alone on the next one would lose its heading.
pub fn is_short(head: &[(String, bool)], rows: &[Vec<String>], letters: usize) -> bool {
    let shares = shares(head, rows, letters);
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(&shares);
        let lines = cells.map(|(text, share)| {
            let width = (letters * share / 1000).saturating_sub(GAP).max(1);
            text.chars().count().div_ceil(width)
        });
        lines.max().unwrap_or(1).max(1)
    });
    lines.sum::<usize>() <= KEPT_LINES
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
        let widths = shares(&head(&["Goal", "Owner", "By"]), &rows, 80);
        assert!(widths[0] > widths[1] + widths[2], "{widths:?}");
        assert!(widths[1] > 150 && widths[2] > 180, "{widths:?}");
    }

    #[test]
    fn no_columns_have_no_widths() {
        assert_eq!(shares(&[], &[], 80), Vec::<usize>::new());
    }

    #[test]
    fn ten_names_are_kept_on_a_page_and_ten_paragraphs_are_not() {
        let rows = |text: &str| vec![vec![text.to_owned()]; 10];
        assert!(is_short(&head(&["Name"]), &rows("Lee Whitcombe"), 80));
        assert!(!is_short(&head(&["Note"]), &rows(&"word ".repeat(40)), 80));
        assert!(!is_short(
            &head(&["Name"]),
            &vec![vec!["Jo".to_owned()]; 17],
            80
        ));
    }

    proptest! {
        #[test]
        fn the_whole_width_is_used_and_no_column_is_lost(
            rows in prop::collection::vec(prop::collection::vec("[a-z ]{0,120}", 4), 0..8),
            names in prop::collection::vec("[a-z]{0,12}", 1..5),
        ) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let widths = shares(&head(&names), &rows, 80);
            prop_assert_eq!(widths.len(), names.len());
            prop_assert_eq!(widths.iter().sum::<usize>(), 1000);
            prop_assert!(widths.iter().all(|w| *w >= 10), "{:?}", widths);
        }
    }
}
