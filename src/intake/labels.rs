//! Label columns: themes that somebody assigned to comments before the export.

use super::{
    export::{AnswerKind, Export},
    kind::is_missing,
    search::{self, ThemeText},
};
use crate::domain::{
    alike::folded,
    codebook::{Codebook, CodebookTheme, ThemeOf},
    findings::UNSORTED,
};

/// Header words of a label column, the most specific first.
const HEADERS: &[&str] = &[
    "theme", "label", "category", "topic", "subject", "qdc", "tag", "code",
];

/// Maximum number of distinct labels; a column with more holds free text.
const MOST: usize = 60;

/// Number of themes from which on a label no longer becomes a new theme; a meeting covers no more.
const MOST_THEMES: usize = 12;

/// A column of labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelColumn {
    /// Column id.
    pub column: String,
    /// Header text.
    pub header: String,
    /// Distinct labels, most frequent first.
    pub labels: Vec<String>,
    /// Index of its header word in [`HEADERS`]; 0 is the most specific.
    rank: usize,
}

/// Finds every column that may hold themes, the most specific header first, then from left to right.
pub fn label_columns(exports: &[Export]) -> Vec<LabelColumn> {
    let mut found: Vec<LabelColumn> = Vec::new();
    for export in exports.iter().filter(|e| !e.is_results()) {
        for (described, cells) in export.columns.iter().zip(export.table.columns()) {
            let header = described.question.to_lowercase().replace('_', " ");
            let is_word = |word: &str| header.split_whitespace().any(|w| w.starts_with(word));
            let Some(rank) = HEADERS.iter().position(|w| is_word(w)) else {
                continue;
            };
            let Some(answers) = cells.answers() else {
                continue;
            };
            let mut labels: Vec<_> = answers
                .iter()
                .filter(|a| !is_missing(&folded(&a.text)))
                .collect();
            labels.sort_by_key(|a| std::cmp::Reverse(a.count));
            let worded = labels
                .iter()
                .all(|a| a.text.chars().any(char::is_alphabetic));
            // Identifiers and dates also repeat in few values; a label has letters in it.
            let usable = !matches!(
                described.kind,
                AnswerKind::Identifier | AnswerKind::Date | AnswerKind::Number
            );
            // The notes of one interview may stand under a single heading.
            let least = if export.is_interview() { 1 } else { 2 };
            let known = found.iter_mut().find(|l| l.column == described.id);
            if let Some(known) = known {
                // A second export of the same survey brings labels that the first lacks.
                let others = labels.iter().map(|a| &a.text);
                let new: Vec<String> = others
                    .filter(|text| !known.labels.contains(text))
                    .cloned()
                    .collect();
                // Beyond the maximum the column turns out to hold free text, and keeps the labels found so far.
                if usable && worded && known.labels.len() + new.len() <= MOST {
                    known.labels.extend(new);
                }
                continue;
            }
            if usable && worded && (least..=MOST).contains(&labels.len()) {
                found.push(LabelColumn {
                    column: described.id.clone(),
                    header: described.question.clone(),
                    labels: labels.into_iter().map(|a| a.text.clone()).collect(),
                    rank,
                });
            }
        }
    }
    found.sort_by_key(|l| l.rank);
    found
}

/// Pairs comment columns with label columns: the best one for a single comment column, the nth of equal rank for the nth of
/// several.
pub fn pair_with_comments(labels: &[LabelColumn], comments: usize) -> Vec<Option<&LabelColumn>> {
    let best = labels.first().map(|l| l.rank);
    let same: Vec<&LabelColumn> = labels.iter().filter(|l| Some(l.rank) == best).collect();
    // As many label columns as comment columns belong together in order; any other count is ambiguous.
    (0..comments)
        .map(|nth| {
            if same.len() == comments {
                same.get(nth).copied()
            } else {
                same.first()
                    .copied()
                    .filter(|_| comments == 1 || same.len() == 1)
            }
        })
        .collect()
}

/// Maps labels to themes: by equal title, by shared words, else to a new theme while there are fewer than `MOST_THEMES`.
///
/// Labels come most frequent first, so the frequent ones become themes and the rest stay unsorted.
pub fn assign_themes(
    codebook: &mut Codebook,
    labels: &LabelColumn,
    about: &[ThemeText],
) -> ThemeOf {
    let ids: Vec<String> = codebook.themes.iter().map(|t| t.id.clone()).collect();
    let mut values = Vec::new();
    for label in &labels.labels {
        let same = codebook
            .themes
            .iter()
            .find(|t| folded(&t.title) == folded(label))
            .map(|t| t.id.clone());
        // Labels are short and their wording varies ("Waiting", "Waiting times"), so shared words count as well.
        let near = || search::suggest(label, about).and_then(|nth| ids.get(nth).cloned());
        let id = match same.or_else(near) {
            Some(id) => id,
            None if codebook.themes.len() < MOST_THEMES => {
                let id = new_theme_id(codebook, label);
                codebook.themes.push(CodebookTheme {
                    id: id.clone(),
                    title: label.clone(),
                });
                id
            }
            None => UNSORTED.to_owned(),
        };
        values.push((label.clone(), id));
    }
    ThemeOf::Column {
        column: labels.column.clone(),
        values,
    }
}

/// Derives a theme id from a title; unused so far, at most about 40 characters.
pub fn new_theme_id(codebook: &Codebook, title: &str) -> String {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let mut id: String = words.join("-").chars().take(40).collect();
    if id.is_empty() {
        "theme".clone_into(&mut id);
    }
    // `unsorted` is the program's own theme; a label of that name must not take its id.
    while id == UNSORTED || codebook.themes.iter().any(|t| t.id == id) {
        id.push_str("-2");
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_labels_the_commonest_become_themes() {
        let labels = LabelColumn {
            column: "label".to_owned(),
            header: "Label".to_owned(),
            labels: (1..=30).map(|n| format!("Label {n}")).collect(),
            rank: 0,
        };
        let mut codebook = Codebook::default();
        let ThemeOf::Column { values, .. } = assign_themes(&mut codebook, &labels, &[]) else {
            panic!("labels say the theme");
        };
        let titles: Vec<&str> = codebook.themes.iter().map(|t| t.title.as_str()).collect();
        assert_eq!(titles.len(), MOST_THEMES);
        assert_eq!((titles[0], titles[11]), ("Label 1", "Label 12"));
        let sorted = values.iter().filter(|(_, id)| id != UNSORTED).count();
        assert_eq!((values.len(), sorted), (30, 12));
    }
}
