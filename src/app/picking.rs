//! Redaction by hand: words of a comment are picked and replaced by `[name]`, `[place]` or `[detail]`.
//!
//! The automatic marks find most, but not all, of what identifies a person, so every word must be within reach.

use std::{collections::BTreeSet, ops::Range};

use super::{
    action::{Action, Instead},
    cards::{Line, Role, span},
};

/// The current word and the picked words, by their index in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picking {
    at: usize,
    picked: BTreeSet<usize>,
}

/// The result of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickOutcome {
    /// The text is unchanged.
    Stays,
    /// The text with the picked words replaced.
    Text(String),
}

/// The byte ranges of the words, without punctuation at their ends.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        // `[` and `@` stay: earlier placeholders and handles count as words.
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '[' && c != '@');
        let from = at + (word.len() - bare.len());
        let bare = bare.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ']');
        if !bare.is_empty() {
            words.push(from..from + bare.len());
        }
        at += part.len();
    }
    words
}

impl Picking {
    /// Starts at the word that contains the byte offset `byte`.
    pub fn at(text: &str, byte: usize) -> Self {
        let words = words(text);
        Self {
            at: words.iter().position(|w| w.end > byte).unwrap_or(0),
            picked: BTreeSet::new(),
        }
    }

    /// Moves to another word, picks or unpicks the current one, or replaces all picked words.
    pub fn act(&mut self, text: &str, action: Action) -> PickOutcome {
        let words = words(text);
        let last = words.len().saturating_sub(1);
        self.at = self.at.min(last);
        match action {
            Action::Right | Action::Down => self.at = (self.at + 1).min(last),
            Action::Left | Action::Up => self.at = self.at.saturating_sub(1),
            Action::First => self.at = 0,
            Action::Last => self.at = last,
            Action::Toggle => {
                if !self.picked.remove(&self.at) {
                    self.picked.insert(self.at);
                }
                self.at = (self.at + 1).min(last);
            }
            Action::Black(instead) => {
                if self.picked.is_empty() {
                    self.picked.insert(self.at);
                }
                let text = self.replaced(text, &words, instead.placeholder());
                // Indexes shift when a run of words becomes one placeholder; the first picked word keeps its index.
                self.at = self.picked.first().copied().unwrap_or(0);
                self.picked.clear();
                return PickOutcome::Text(text);
            }
            _ => {}
        }
        PickOutcome::Stays
    }

    /// The text with one placeholder for each run of adjacent picked words.
    // One for a run, so that the redacted text does not tell how many words a name had.
    fn replaced(&self, text: &str, words: &[Range<usize>], placeholder: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        let mut before: Option<usize> = None;
        for nth in &self.picked {
            let Some(word) = words.get(*nth) else {
                continue;
            };
            let goes_on = before.is_some_and(|b| b + 1 == *nth);
            if !goes_on {
                out.push_str(text.get(at..word.start).unwrap_or_default());
                out.push_str(placeholder);
            }
            at = word.end;
            before = Some(*nth);
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }

    /// The text with the current and the picked words highlighted.
    pub fn line(&self, text: &str) -> Line {
        let mut parts = Vec::new();
        let mut at = 0;
        for (nth, word) in words(text).into_iter().enumerate() {
            let role = match (nth == self.at, self.picked.contains(&nth)) {
                (_, true) => Role::Bad,
                (true, false) => Role::Accent,
                (false, false) => continue,
            };
            let (Some(before), Some(shown)) = (text.get(at..word.start), text.get(word.clone()))
            else {
                continue;
            };
            parts.push(span(Role::Ink, before));
            // Signs as well as colours, because a palette may have none.
            parts.push(span(
                role,
                if nth == self.at {
                    format!("\u{203a}{shown}\u{2039}")
                } else {
                    format!("\u{d7}{shown}\u{d7}")
                },
            ));
            at = word.end;
        }
        parts.push(span(Role::Ink, text.get(at..).unwrap_or_default()));
        parts
    }
}

impl Instead {
    /// The placeholder that replaces the words.
    pub fn placeholder(self) -> &'static str {
        match self {
            Self::Name => "[name]",
            Self::Place => "[place]",
            Self::Detail => "[detail]",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_next_to_each_other_become_one_placeholder() {
        let text = "Big thanks to Imelda Ellis, the \"nurse\" (Ngaire)!";
        let mut picking = Picking::at(text, 14);
        assert_eq!(picking.act(text, Action::Toggle), PickOutcome::Stays);
        assert_eq!(picking.act(text, Action::Toggle), PickOutcome::Stays);
        let PickOutcome::Text(once) = picking.act(text, Action::Black(Instead::Name)) else {
            panic!("nothing was replaced");
        };
        assert_eq!(once, "Big thanks to [name], the \"nurse\" (Ngaire)!");
        picking.act(&once, Action::Last);
        let PickOutcome::Text(twice) = picking.act(&once, Action::Black(Instead::Detail)) else {
            panic!("nothing was replaced");
        };
        assert_eq!(twice, "Big thanks to [name], the \"nurse\" ([detail])!");
    }

    #[test]
    fn nothing_to_pick_is_borne() {
        let mut picking = Picking::at("", 0);
        for action in [Action::Right, Action::Left, Action::Toggle, Action::Last] {
            assert_eq!(picking.act("...", action), PickOutcome::Stays);
        }
        assert_eq!(
            picking.act("...", Action::Black(Instead::Name)),
            PickOutcome::Text("...".to_owned())
        );
    }
}
