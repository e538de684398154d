//! A file becomes rows: what its first rows look like, and what is asked of reading it.
//!
//! The head comes first and alone, so that whose export it is can be said before a million rows are read.

/// The first rows of a file, decoded.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Up to 60 of them, the header's among them.
    pub rows: Vec<Vec<String>>,
    /// Some of their cells are merged, as titles of reports are.
    pub merged: bool,
}
