//! A patient's words as the only thing on a page, set as large as the window allows.

/// A comment that fills its page, and its source.
// A block of its own beside `Quote`: that one stands among other blocks, and this one takes all the room they leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PullQuote {
    /// The comment.
    pub text: String,
    /// Its source, such as `interview, secondary`; may be empty.
    pub source: String,
}
