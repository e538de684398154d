//! The one key table of all programs. Dispatch, the footer, the help page and the manual read it, and nothing else names a
//! key.

mod fill;
pub(crate) mod pad;
mod scope;
mod synonyms;
mod table;

pub use self::{
    fill::{KeyName, fill, key_name, placeholder},
    scope::Scope,
    synonyms::synonyms,
    table::KEYS,
};

use super::{
    action::Action,
    input::{Code, Key},
};

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The place in which it holds.
    pub scope: Scope,
    /// Never empty; the first one is shown.
    pub keys: &'static [Key],
    /// The action that it asks for.
    pub action: Action,
    /// In a few words.
    pub label: &'static str,
    /// The footer shows it, in the order of the table.
    pub footer: bool,
    /// It changes something, and is refused where a meeting can only be read.
    pub changes: bool,
}

/// The scopes that a key reaches, nearest first: `nearest`; around them, where all of those are open, `program` and what
/// every program has; and last what works in any place.
pub fn reach(nearest: &[Scope], program: &[Scope]) -> Vec<Scope> {
    let mut scopes = nearest.to_vec();
    // A text, a ballot or a question is closed: there `u` is a letter, and an undo or a change of stage would act on
    // a page that is covered.
    if nearest.iter().all(|s| s.is_open()) {
        scopes.extend_from_slice(program);
        scopes.push(Scope::Common);
    }
    // Quitting must work in every place. A program that a room cannot leave is killed, and then nothing is saved in order.
    scopes.push(Scope::Always);
    scopes
}

/// The rows that hold in any of `scopes`, nearest scope first; a key of a nearer scope hides the same key further out.
pub fn rows(scopes: &[Scope]) -> Vec<&'static Binding> {
    scopes
        .iter()
        // A walk through a few hundred rows at each key is cheap; an index would be a second order to keep.
        .flat_map(|s| KEYS.iter().filter(move |b| b.scope == *s))
        .collect()
}

/// The row of a key in `scopes`, nearest first.
pub fn lookup(scopes: &[Scope], key: Key) -> Option<&'static Binding> {
    // Terminals differ in whether a capital letter comes with shift; the letter itself says it.
    let key = match key.code {
        Code::Char(_) => Key {
            shift: false,
            ..key
        },
        _ => key,
    };
    rows(scopes).into_iter().find(|b| b.keys.contains(&key))
}

/// The table of keys in Markdown, for the manual.
pub fn markdown() -> String {
    let mut out = String::from("| where | key | what it does |\n|---|---|---|\n");
    for scope in Scope::ALL {
        for (i, row) in rows(&[*scope]).iter().enumerate() {
            let place = if i == 0 { scope.title() } else { "" };
            // All keys of a row, where screens show only the first: the manual is where the others can be found.
            let keys: Vec<String> = row.keys.iter().map(|k| format!("`{}`", k.name())).collect();
            out.push_str("| ");
            out.push_str(place);
            out.push_str(" | ");
            out.push_str(&keys.join(" "));
            out.push_str(" | ");
            out.push_str(row.label);
            out.push_str(" |\n");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        let mut seen = HashSet::new();
        for row in KEYS {
            for key in row.keys {
                assert!(
                    seen.insert((row.scope, *key)),
                    "{} in {:?}",
                    key.name(),
                    row.scope
                );
            }
        }
    }

    #[test]
    fn nothing_private_or_final_can_be_reached_from_a_ballot() {
        // While somebody votes, no key may undo, leave the stage or open a text that the room can read.
        for key in "u1234567pbU:?+t".chars() {
            let row = lookup(
                &reach(&[Scope::Ballot], &[Scope::Everywhere]),
                Key::char(key),
            );
            assert!(
                !row.is_some_and(|r| matches!(
                    r.action,
                    Action::Undo | Action::Go(_) | Action::Park
                )),
                "{key}"
            );
        }
    }

    #[test]
    fn a_capital_letter_is_found_whether_or_not_shift_comes_with_it() {
        let with_shift = Key {
            shift: true,
            ..Key::char('U')
        };
        assert_eq!(
            lookup(&[Scope::Common], with_shift).map(|b| b.action),
            Some(Action::Redo)
        );
    }
}
