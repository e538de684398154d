//! Names in people's own words, and the roles that stand for them where a paper leaves the room.
//!
//! A first step says "Ama prints the board" as often as not. Only names on the list of people can be known, so whoever sends
//! a paper on still reads it; but of those every spelling that a list leads to is found.

use crate::domain::{
    outcome::{Outcome, OutcomePerson},
    people::REMOVED,
};

/// Who may not be named, and what stands for each.
#[derive(Clone, Debug, Default)]
pub struct NameRedactor {
    /// Names and parts of names, the longest first, folded, with what stands for them.
    written: Vec<(Vec<char>, String)>,
}

/// Titles stand before anybody's name, so one alone says nothing.
const TITLES: &[&str] = &[
    "dr",
    "mr",
    "mrs",
    "ms",
    "miss",
    "prof",
    "professor",
    "sir",
    "sister",
];

/// What stands for somebody whom a part of a name does not tell from somebody else.
const SOMEBODY: &str = "somebody";

impl NameRedactor {
    /// The names of `people`, each with what stands for it.
    pub fn of<'a>(people: impl IntoIterator<Item = (&'a OutcomePerson, String)>) -> Self {
        let mut written: Vec<(Vec<char>, String)> = Vec::new();
        let mut add = |name: &str, role: &str| {
            let name: Vec<char> = name.chars().map(folded).collect();
            if name.len() < 2 {
                return;
            }
            match written.iter_mut().find(|(known, _)| *known == name) {
                // Two people share it.
                Some((_, known)) if known != role => SOMEBODY.clone_into(known),
                Some(_) => {}
                None => written.push((name, role.to_owned())),
            }
        };
        for (person, role) in people {
            if person.name == REMOVED {
                continue;
            }
            add(&person.name, &role);
            for part in person.name.split([' ', '-']) {
                let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
                if !TITLES.contains(&bare.to_lowercase().as_str()) {
                    add(bare, &role);
                }
            }
        }
        written.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { written }
    }

    /// The text with roles for names, and how many names there were. A part of a name counts where it begins with a capital, so
    /// that "may" is a month's word and "May" is May.
    pub fn cleared(&self, text: &str) -> (String, usize) {
        let letters: Vec<char> = text.chars().collect();
        let mut out = String::with_capacity(text.len());
        let (mut found, mut at, mut inside) = (0, 0, false);
        while let Some(&c) = letters.get(at) {
            let rest = letters.get(at..).unwrap_or_default();
            let hit = (!inside && c.is_uppercase())
                .then(|| self.written.iter().find(|(name, _)| begins(rest, name)))
                .flatten();
            if let Some((name, role)) = hit {
                found += 1;
                out.push_str(role);
                at += name.len();
                inside = true;
            } else {
                out.push(c);
                inside = c.is_alphanumeric();
                at += 1;
            }
        }
        (out, found)
    }
}

impl NameRedactor {
    /// Clears every sentence of an outcome that people wrote; how many names there were.
    pub fn clear(&self, outcome: &mut Outcome) -> usize {
        let mut found = 0;
        let mut clear = |text: &mut String| {
            let (cleared, names) = self.cleared(text);
            *text = cleared;
            found += names;
        };
        clear(&mut outcome.meeting.title);
        outcome.people.iter_mut().for_each(|p| clear(&mut p.role));
        let standards = outcome.standards.iter_mut();
        standards.for_each(|s| clear(&mut s.text));
        for goal in &mut outcome.goals {
            clear(&mut goal.title);
            let texts = [
                &mut goal.owner_role,
                &mut goal.ask_of,
                &mut goal.by_whom,
                &mut goal.note,
                &mut goal.first_step,
                &mut goal.measure,
            ];
            texts.into_iter().flatten().for_each(&mut clear);
            let notes = goal.reviews.iter_mut().filter_map(|r| r.note.as_mut());
            notes.for_each(&mut clear);
        }
        for before in &mut outcome.previous {
            clear(&mut before.title);
            before.note.iter_mut().for_each(&mut clear);
        }
        outcome.notes.iter_mut().for_each(|n| clear(&mut n.text));
        outcome.parked.iter_mut().for_each(|p| clear(&mut p.text));
        let pauses = outcome.agenda.iter_mut().filter_map(|i| i.pause.as_mut());
        pauses.for_each(&mut clear);
        found
    }
}

/// Small letters, and one apostrophe for all of them.
fn folded(c: char) -> char {
    match c {
        '\u{2019}' | '\u{2018}' | '\u{60}' => '\'',
        // A letter whose small form is two letters stays as it is, so that places in a text stay the same.
        c => {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// Whether a text begins with a name as whole words.
fn begins(text: &[char], name: &[char]) -> bool {
    let Some((front, after)) = text.split_at_checked(name.len()) else {
        return false;
    };
    let same = front.iter().zip(name).all(|(a, b)| folded(*a) == *b);
    same && !after.first().is_some_and(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(people: &[(&str, &str)]) -> NameRedactor {
        let people: Vec<OutcomePerson> = people
            .iter()
            .map(|(name, role)| OutcomePerson {
                name: (*name).to_owned(),
                role: (*role).to_owned(),
                ..OutcomePerson::default()
            })
            .collect();
        NameRedactor::of(people.iter().map(|p| (p, p.role.clone())))
    }

    #[track_caller]
    fn cleared(names: &NameRedactor, text: &str, expected: &str) {
        assert_eq!(names.cleared(text).0, expected);
    }

    #[test]
    fn every_spelling_that_the_list_leads_to_is_found() {
        let names = names(&[
            ("Ama Boateng", "the nurse"),
            ("Si\u{e2}n O'Brien", "the surgeon"),
            ("Dr Kit Smith-Jones", "the oncologist"),
            ("May Young", "the manager"),
        ]);
        cleared(
            &names,
            "Ama prints, AMA BOATENG\u{2019}s list",
            "the nurse prints, the nurse\u{2019}s list",
        );
        cleared(&names, "Ask O\u{2019}Brien", "Ask the surgeon");
        cleared(
            &names,
            "Smith and Kit, with Dr Chen",
            "the oncologist and the oncologist, with Dr Chen",
        );
        cleared(
            &names,
            "May may come in May",
            "the manager may come in the manager",
        );
        cleared(
            &names,
            "Amandine, Kitchen, Youngest",
            "Amandine, Kitchen, Youngest",
        );
        assert_eq!(names.cleared("Ama and Ama").1, 2);
    }

    #[test]
    fn what_two_people_share_is_somebody() {
        let names = names(&[("Jo Ellis", "one"), ("Jo Hart", "two"), (REMOVED, "three")]);
        cleared(&names, "Jo Ellis, Jo Hart, Jo", "one, two, somebody");
        cleared(&names, REMOVED, REMOVED);
    }
}
