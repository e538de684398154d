//! What can be done where one stands, each with the number that chooses it.
//!
//! It is the menu of the app in another order. What moves a mark is left out where rows have numbers, and what only
//! a screen has is left out altogether; their keys work all the same.

use super::keys;
use crate::app::{
    action::Action,
    input::{Code, Key},
    keymap::Scope,
    menu::Entry,
};

/// So many choices are always said; more are behind one.
pub(super) const MORE: usize = 0;
/// In a ballot these numbers are marks.
const MARKS: usize = 9;

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// What chooses it.
    pub(super) number: usize,
    /// The key that does it.
    pub(super) key: Key,
    /// What it is.
    pub(super) label: String,
}

impl Offer {
    /// As it is read out, with its key's name where that is not a number itself.
    pub(super) fn said(&self) -> String {
        let said = format!("{}. {}", self.number, self.label);
        match self.key.code {
            Code::Char(c) if c.is_ascii_digit() => said,
            _ => format!("{said} ({})", keys::name(self.key)),
        }
    }
}

/// Everything that can be done now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offers {
    /// Here: always said.
    pub(super) here: Vec<Offer>,
    /// Everywhere: said when they are asked for.
    pub(super) more: Vec<Offer>,
}

impl Offers {
    /// What a menu offers, below `rows` numbered rows; `None` where the page has none. A slide is one thing: there is
    /// nothing to move to on it unless its own keys say so.
    pub(super) fn of(menu: &[Entry], rows: Option<usize>, slide: bool) -> Self {
        let scope = menu.first().map(|e| e.row.scope);
        if matches!(scope, Some(Scope::Text | Scope::Lines)) {
            // Text is written here, and numbers are text.
            return Self::default();
        }
        let picks = matches!(scope, Some(Scope::Choose));
        let toggles = matches!(scope, Some(Scope::ChooseMany));
        let ballot = scope.is_some_and(Scope::is_ballot);
        let rows_shown = rows.unwrap_or(0);
        let mut next = 1 + if ballot {
            rows_shown.max(MARKS)
        } else {
            rows_shown
        };
        let left_out = |action: Action| match action {
            // Help and the palette of actions are what is read out here anyway; the rest is for eyes.
            Action::Help
            | Action::Actions
            | Action::Blank
            | Action::Colours
            | Action::Clock
            | Action::Present
            | Action::Zoom
            | Action::Further
            | Action::Higher
            | Action::Lower => true,
            Action::Up | Action::Down | Action::First | Action::Last => rows.is_some() || picks,
            Action::Mark(_) | Action::CannotJudge => ballot,
            Action::Open => picks,
            Action::Toggle => toggles,
            _ => false,
        };
        let mut seen: Vec<Action> = Vec::new();
        let mut here = Vec::new();
        let mut after = Vec::new();
        let mut more = Vec::new();
        let is_open = scope.is_some_and(Scope::is_open);
        for entry in menu {
            let (row, action) = (entry.row, entry.row.action);
            let Some(key) = row.keys.first() else {
                continue;
            };
            let idle = slide && row.scope == Scope::List;
            // Leaving the program is no answer to a question; its key works all the same.
            let away = !is_open && row.scope == Scope::Always;
            if entry.can.is_err() || idle || away || left_out(action) || seen.contains(&action) {
                continue;
            }
            seen.push(action);
            let offer = Offer {
                number: 0,
                key: *key,
                label: label(action, row.label).to_owned(),
            };
            match (row.scope, action) {
                (Scope::List, Action::Up | Action::Down) => after.push(offer),
                (Scope::Everywhere | Scope::Common | Scope::Always | Scope::List, _) => {
                    more.push(offer);
                }
                _ if row.footer => here.push(offer),
                _ => after.push(offer),
            }
        }
        here.append(&mut after);
        for offer in here.iter_mut().chain(&mut more) {
            offer.number = next;
            next += 1;
        }
        Self { here, more }
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Offer> {
        self.here.iter().chain(&self.more)
    }

    /// The lines that say what can be done here.
    pub(super) fn said(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.here.iter().map(Offer::said).collect();
        if !self.more.is_empty() {
            lines.push(format!("{MORE}. more"));
        }
        lines
    }
}

/// What moves a mark on a page without rows moves from one thing to the next.
fn label(action: Action, label: &str) -> &str {
    match (action, label) {
        (Action::Down, "down") => "the next one",
        (Action::Up, "up") => "the one before",
        (Action::First, _) => "the first one",
        (Action::Last, _) => "the last one",
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::{reach, rows};

    fn menu(scopes: &[Scope]) -> Vec<Entry> {
        let entry = |row| Entry { row, can: Ok(()) };
        rows(scopes).into_iter().map(entry).collect()
    }

    #[test]
    fn actions_are_numbered_after_rows_the_footer_first_and_everywhere_last() {
        let scopes = reach(&[Scope::Goals], &[Scope::List, Scope::Everywhere]);
        let offers = Offers::of(&menu(&scopes), Some(4), false);
        let said = offers.said();
        assert_eq!(said[0], "5. propose a goal (g)");
        assert_eq!(said[1], "6. look closer (enter)");
        assert_eq!(said.last().unwrap(), "0. more");
        assert!(offers.more.iter().any(|o| o.label == "undo"));
        let numbers: Vec<usize> = offers.all().map(|o| o.number).collect();
        assert_eq!(numbers, (5..5 + numbers.len()).collect::<Vec<_>>());
        assert!(!offers.all().any(|o| o.label == "up" || o.label == "help"));
    }

    #[test]
    fn on_a_ballot_no_number_of_a_choice_is_a_mark() {
        for goals in [1, 4, 9] {
            let offers = Offers::of(&menu(&[Scope::Ballot]), Some(goals), false);
            assert!(offers.all().all(|o| o.number > MARKS && o.number > goals));
            let labels: Vec<&str> = offers.all().map(|o| o.label.as_str()).collect();
            assert_eq!(labels, ["hand in", "abstain", "start over", "leave it"]);
        }
    }

    #[test]
    fn where_text_is_written_nothing_has_a_number() {
        for scope in [Scope::Text, Scope::Lines] {
            assert_eq!(Offers::of(&menu(&[scope]), None, false), Offers::default());
        }
    }
}
