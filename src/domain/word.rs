//! Tables of the words that files use for the values of an enum.
//!
//! The tables are read in both directions, so that a word that is written is one that is read.

/// The word for `value` in `words`; empty if there is none.
pub(crate) fn word_of<T: Copy + PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    words
        .iter()
        .find(|(_, v)| *v == value)
        .map_or("", |(w, _)| w)
}
