//! The countdown at the foot of a page.

/// A line whose heavy part shrinks with the time that is left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountdownLine {
    /// The purpose, such as `Read in silence`, or the thanks once it is over.
    pub label: String,
    /// The time left, such as `0:40`; empty once it is over.
    pub text: String,
    /// Seconds left.
    pub left: u64,
    /// Seconds in all.
    pub of: u64,
}
