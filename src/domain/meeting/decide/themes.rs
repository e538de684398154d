//! Rules of what is said on a theme: comments, notes, the speaking round, and standards.

use super::{Decided, event_if_changed, limited_text, required_text};
use crate::domain::{command::Now, event::Event, meeting::Meeting, refusal::refuse};

impl Meeting {
    pub(super) fn hold_comment(&self, comment: String) -> Decided {
        self.known_comment(&comment)?;
        event_if_changed(self.is_held(&comment), Event::CommentHeld { comment })
    }

    pub(super) fn release_comment(&self, comment: String) -> Decided {
        self.known_comment(&comment)?;
        event_if_changed(!self.is_held(&comment), Event::CommentReleased { comment })
    }

    pub(super) fn take_note(&self, theme: Option<String>, text: &str, now: Now) -> Decided {
        if let Some(theme) = &theme {
            self.known_theme(theme)?;
        }
        let text = required_text(text, "A note")?;
        Ok(vec![Event::NoteTaken {
            id: self.fresh_id("n", now.n),
            theme,
            text,
        }])
    }

    pub(super) fn reword_note(&self, id: String, text: &str) -> Decided {
        let Some(note) = self.notes.iter().find(|n| n.id == id) else {
            return refuse("That note is gone.");
        };
        let text = limited_text(text, "A note")?;
        if text.is_empty() {
            return Ok(vec![Event::NoteRemoved { id }]);
        }
        event_if_changed(note.text == text, Event::NoteReworded { id, text })
    }

    pub(super) fn hear_person(&self, theme: String, person: String, passed: bool) -> Decided {
        self.known_theme(&theme)?;
        let Some(a) = self.attendee(&person) else {
            return refuse("Nobody of that name is on the list.");
        };
        if !a.is_here() {
            return refuse(format!("{} is not ticked as here.", a.person.name));
        }
        event_if_changed(
            self.heard_on(&theme).get(&person) == Some(&passed),
            Event::PersonHeard {
                theme,
                person,
                passed,
            },
        )
    }

    pub(super) fn take_back_hearing(&self, theme: String, person: String) -> Decided {
        event_if_changed(
            !self.heard_on(&theme).contains_key(&person),
            Event::HearingTakenBack { theme, person },
        )
    }

    pub(super) fn reword_standard(&self, theme: String, text: &str) -> Decided {
        self.known_theme(&theme)?;
        let text = required_text(text, "A standard")?;
        event_if_changed(
            self.standard(&theme).text == text,
            Event::StandardReworded { theme, text },
        )
    }

    pub(super) fn agree_standard(&self, theme: String) -> Decided {
        self.known_theme(&theme)?;
        let standard = self.standard(&theme);
        if standard.text.is_empty() {
            return refuse("There is no standard yet: write one first.");
        }
        event_if_changed(standard.agreed, Event::StandardAgreed { theme })
    }

    pub(super) fn reopen_standard(&self, theme: String) -> Decided {
        self.known_theme(&theme)?;
        event_if_changed(
            !self.standard(&theme).agreed,
            Event::StandardReopened { theme },
        )
    }
}
