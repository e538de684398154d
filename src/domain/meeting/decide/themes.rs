//! Rules for a theme's comments, notes, speaking round and standard.

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

    pub(super) fn star_comment(&self, comment: String) -> Decided {
        self.known_comment(&comment)?;
        event_if_changed(self.is_starred(&comment), Event::CommentStarred { comment })
    }

    pub(super) fn unstar_comment(&self, comment: String) -> Decided {
        self.known_comment(&comment)?;
        event_if_changed(
            !self.is_starred(&comment),
            Event::CommentUnstarred { comment },
        )
    }

    pub(super) fn group_comment(&self, comment: String, group: &str) -> Decided {
        self.known_comment(&comment)?;
        let group = limited_text(group, "The word for a group")?;
        let group = Some(group).filter(|group| !group.is_empty());
        event_if_changed(
            self.comment_group(&comment) == group.as_deref(),
            Event::CommentGrouped { comment, group },
        )
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
            // An emptied field is the only way to delete that people find by themselves.
            return Ok(vec![Event::NoteRemoved { id }]);
        }
        event_if_changed(note.text == text, Event::NoteReworded { id, text })
    }

    pub(super) fn hear_person(&self, theme: String, person: String, passed: bool) -> Decided {
        self.known_theme(&theme)?;
        let Some(a) = self.attendee(&person) else {
            return refuse("Nobody of that name is on the list.");
        };
        // The minutes list who was heard: nobody is put there who was not in the room.
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
        // An agreed standard is printed in the booklet for patients.
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
