//! Choices of a page, each with its number.
//!
//! They are the app's menu in another order. Moving the mark is left out where rows have numbers, and purely visual actions are left
//! out everywhere; their keys still work.

use super::keys;
use crate::app::{
    action::{Action, ImportAction, ProgrammeAction, Wish},
    input::{Code, Key},
    keymap::Scope,
    menu::MenuEntry,
};

/// Number of the choice that lists further ones.
pub(super) const MORE: usize = 0;
/// Highest mark on a ballot. Choices have higher numbers there, so that no number is both.
const MARKS: usize = 9;

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// Number for choosing it.
    pub(super) number: usize,
    /// Key of the full screen.
    pub(super) key: Key,
    /// Label.
    pub(super) label: String,
}

impl Offer {
    /// Text for reading out, with the name of the key unless that is a digit.
    pub(super) fn said(&self) -> String {
        let said = format!("{}. {}", self.number, self.label);
        match self.key.code {
            Code::Char(c) if c.is_ascii_digit() => said,
            _ => format!("{said} ({})", keys::name(self.key)),
        }
    }
}

/// All choices of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offers {
    /// Choices of this page, always read out.
    pub(super) here: Vec<Offer>,
    /// Choices of every page, read out on request.
    pub(super) more: Vec<Offer>,
}

impl Offers {
    /// Choices of a menu, numbered after `rows` numbered rows (`None` for a page without rows). On a slide there is nothing to move to
    /// except by its own keys.
    pub(super) fn of(menu: &[MenuEntry], rows: Option<usize>, slide: bool) -> Self {
        let scope = menu.first().map(|e| e.row.scope);
        if matches!(scope, Some(Scope::Text | Scope::Lines)) {
            // In a text field a number is text.
            return Self::default();
        }
        let picks = matches!(scope, Some(Scope::Choose));
        let toggles = matches!(scope, Some(Scope::ChooseMany));
        let ballot = scope.is_some_and(Scope::is_ballot);
        let rows_shown = rows.unwrap_or(0);
        let mut next = 1 + if ballot {
            // From 10 on, so that "5" is always the mark and never a choice.
            rows_shown.max(MARKS)
        } else {
            rows_shown
        };
        let left_out = |action: Action| match action {
            // Help and the list of actions are what is read out here anyway; the others are visual.
            Action::Help
            | Action::Actions
            | Action::Blank
            | Action::Colours
            | Action::Present
            | Action::Zoom
            | Action::Further
            | Action::Higher
            | Action::Lower
            // A seat is typed as its number, and the page itself says how it is confirmed.
            | Action::Seat(_)
            | Action::TakeSeat
            | Action::ClearSeat
            // `/clear` does it, and says so where there are letters.
            | Action::ClearLetters => true,
            Action::Up | Action::Down | Action::First | Action::Last => rows.is_some() || picks,
            // The lists that are side by side are read as one.
            Action::Left | Action::Right => scope == Some(Scope::Welcome),
            Action::Mark(_) | Action::CannotJudge => ballot,
            Action::Open => picks,
            Action::Toggle => toggles,
            _ => false,
        };
        let mut seen: Vec<Action> = Vec::new();
        let mut first = Vec::new();
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
            // What is not possible now is only listed on request, with its reason.
            if entry.can.is_err() || idle || away || left_out(action) || seen.contains(&action) {
                continue;
            }
            seen.push(action);
            let offer = Offer {
                number: 0,
                key: *key,
                label: label(action, &entry.label).to_owned(),
            };
            match (row.scope, action) {
                _ if entry.leads => first.push(offer),
                (Scope::List, Action::Up | Action::Down) => after.push(offer),
                (Scope::Everywhere | Scope::Common | Scope::Always | Scope::List, _)
                // The steps are the same on every page; their names are understood on all of them.
                | (
                    _,
                    Action::Prepare(Wish::Step(_))
                    | Action::Import(ImportAction::Step(_))
                    | Action::Programme(ProgrammeAction::Step(_)),
                ) => {
                    more.push(offer);
                }
                _ if row.footer => here.push(offer),
                _ => after.push(offer),
            }
        }
        first.append(&mut here);
        let mut here = first;
        here.append(&mut after);
        for offer in here.iter_mut().chain(&mut more) {
            offer.number = next;
            next += 1;
        }
        Self { here, more }
    }

    /// All choices.
    pub(super) fn all(&self) -> impl Iterator<Item = &Offer> {
        self.here.iter().chain(&self.more)
    }

    /// Lines for reading out.
    pub(super) fn said(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.here.iter().map(Offer::said).collect();
        if !self.more.is_empty() {
            lines.push(format!("{MORE}. more"));
        }
        lines
    }
}

/// Label of an action. On a page without rows, moving the mark means going to the next thing.
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

    fn menu(scopes: &[Scope]) -> Vec<MenuEntry> {
        let entry = |row: &'static crate::app::keymap::Binding| MenuEntry {
            row,
            label: row.label.to_owned(),
            leads: false,
            can: Ok(()),
        };
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
            assert_eq!(labels, ["next", "begin again", "abstain", "leave it"]);
        }
    }

    #[test]
    fn where_text_is_written_nothing_has_a_number() {
        for scope in [Scope::Text, Scope::Lines] {
            assert_eq!(Offers::of(&menu(&[scope]), None, false), Offers::default());
        }
    }
}
