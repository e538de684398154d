//! Refusals: the reason why something cannot be done, as a sentence that people read.
//!
//! Every layer that talks to people hands on this one type, so that a screen, the dialogue and the command line show the same
//! words. Errors that a program tells apart are `*Error` enums; they become a `Refusal` where a person reads them.

/// The reason why something cannot be done, and perhaps the way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct Refusal {
    sentence: String,
    hint: Option<String>,
}

impl Refusal {
    /// A refusal without a hint; `sentence` has its full stop.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            hint: None,
        }
    }

    /// Adds the way out, shown after the sentence. Screens fill in the key of an action that it names, such as `{Undo}`.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The reason, as a full sentence.
    #[must_use]
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// The way out, where there is one.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The sentence, and the hint after it where there is one.
    #[must_use]
    pub fn full_text(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{} {hint}", self.sentence),
            None => self.sentence.clone(),
        }
    }
}

impl From<String> for Refusal {
    fn from(sentence: String) -> Self {
        Self::new(sentence)
    }
}

impl From<&str> for Refusal {
    fn from(sentence: &str) -> Self {
        Self::new(sentence)
    }
}

/// Compares the sentence alone, which is what a person reads first.
impl PartialEq<&str> for Refusal {
    fn eq(&self, sentence: &&str) -> bool {
        self.sentence == *sentence
    }
}

impl From<Refusal> for String {
    fn from(refusal: Refusal) -> Self {
        refusal.sentence
    }
}

/// Succeeds if `condition` holds; `sentence` is the refusal otherwise.
///
/// # Errors
/// `sentence`, where `condition` does not hold.
pub fn allow_if(condition: bool, sentence: impl Into<Refusal>) -> Result<(), Refusal> {
    if condition {
        Ok(())
    } else {
        Err(sentence.into())
    }
}

/// The error for `refusal` with any success type: `return refuse("No round is open.")`.
///
/// # Errors
/// Always: `refusal`.
pub fn refuse<T>(refusal: impl Into<Refusal>) -> Result<T, Refusal> {
    Err(refusal.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_shows_its_sentence_and_keeps_the_hint_apart() {
        let refusal = Refusal::new("No round is open.").with_hint("Open one first.");
        assert_eq!(refusal.to_string(), "No round is open.");
        assert_eq!(refusal.sentence(), "No round is open.");
        assert_eq!(refusal.hint(), Some("Open one first."));
        assert_eq!(refusal.full_text(), "No round is open. Open one first.");
    }

    #[test]
    fn only_a_condition_that_fails_is_refused() {
        assert_eq!(allow_if(true, "No."), Ok(()));
        assert_eq!(allow_if(false, "No."), Err(Refusal::new("No.")));
        assert_eq!(refuse::<u8>("No.".to_owned()), Err(Refusal::from("No.")));
    }
}
