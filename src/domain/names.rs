//! Redaction of names in free text, for papers that leave the room.
//!
//! A first step often says "Ama prints the board". Only names on the list of people can be known, so a person still has to read a
//! paper before sending it on; but every spelling that follows from the list is found.

use std::collections::BTreeSet;

use super::{
    outcome::{Outcome, OutcomePerson},
    people::REMOVED,
};

/// Replaces names by roles.
#[derive(Clone, Debug, Default)]
pub struct NameRedactor {
    /// Folded names and parts of names, with their replacements, the longest first.
    written: Vec<(Vec<char>, String)>,
}

// A title alone stands before many names and identifies nobody; as a name it would be replaced everywhere.
/// Titles, which are not part of a name.
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

/// Replacement for a part of a name that several people share.
const SOMEBODY: &str = "somebody";

impl NameRedactor {
    /// Collects the names of `people`, each with its replacement.
    pub fn of<'a>(people: impl IntoIterator<Item = (&'a OutcomePerson, String)>) -> Self {
        let mut written: Vec<(Vec<char>, String)> = Vec::new();
        let mut add = |name: &str, role: &str| {
            // By characters and not by bytes: folding keeps the number of characters, but not that of bytes.
            let name: Vec<char> = name.chars().map(folded).collect();
            // An initial would be replaced in the middle of any sentence.
            if name.len() < 2 {
                return;
            }
            match written.iter_mut().find(|(known, _)| *known == name) {
                // Two people share it, and a wrong role would be worse than none.
                Some((_, known)) if known != role => SOMEBODY.clone_into(known),
                Some(_) => {}
                None => written.push((name, role.to_owned())),
            }
        };
        for (person, role) in people {
            // The placeholder stands for many people, and replacing it would undo the deletion.
            if person.name == REMOVED {
                continue;
            }
            add(&person.name, &role);
            // People are called by one of their names, and by either half of a double one.
            for part in person.name.split([' ', '-']) {
                let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
                if !TITLES.contains(&bare.to_lowercase().as_str()) {
                    add(bare, &role);
                }
            }
        }
        // The longest first, so that "Ama Boateng" becomes one role and not two.
        written.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { written }
    }

    /// Collects the names of `people`, each with the role as its replacement.
    pub fn by_role(people: &[OutcomePerson]) -> Self {
        Self::of(people.iter().zip(roles(people)))
    }

    /// Redacts a text, and counts the names found. Only capitalised words are names, so that "may" stays and "May" is a person.
    pub fn cleared(&self, text: &str) -> (String, usize) {
        let letters: Vec<char> = text.chars().collect();
        let mut out = String::with_capacity(text.len());
        let (mut found, mut at, mut inside) = (0, 0, false);
        while let Some(&c) = letters.get(at) {
            let rest = letters.get(at..).unwrap_or_default();
            // Only at the start of a word: "Ama" must not be found in "Obama".
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
    /// Redacts all free text of an outcome, and counts the names found.
    pub fn clear(&self, outcome: &mut Outcome) -> usize {
        let mut found = 0;
        let mut clear = |text: &mut String| {
            let (cleared, names) = self.cleared(text);
            *text = cleared;
            found += names;
        };
        let ids: BTreeSet<String> = outcome.people.iter().map(|p| p.id.clone()).collect();
        clear(&mut outcome.meeting.title);
        // A role may hold a name as well, such as "Dr Hughes's secretary".
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
            for review in &mut goal.reviews {
                let texts = [&mut review.note, &mut review.noticed, &mut review.next_step];
                texts.into_iter().flatten().for_each(&mut clear);
                // An id is no text: it stays as it is, for those who replace ids.
                let id = review.owner.as_ref().is_some_and(|o| ids.contains(o));
                review.owner.iter_mut().filter(|_| !id).for_each(&mut clear);
            }
        }
        for before in &mut outcome.previous {
            clear(&mut before.title);
            before.note.iter_mut().for_each(&mut clear);
            before.noticed.iter_mut().for_each(&mut clear);
        }
        outcome.notes.iter_mut().for_each(|n| clear(&mut n.text));
        outcome.parked.iter_mut().for_each(|p| clear(&mut p.text));
        let pauses = outcome.agenda.iter_mut().filter_map(|i| i.pause.as_mut());
        pauses.for_each(&mut clear);
        found
    }
}

/// Replacement for each person: the role, with a number if several people have it.
pub fn roles(people: &[OutcomePerson]) -> Vec<String> {
    let role = |person: &OutcomePerson| {
        if person.role.is_empty() {
            "Somebody".to_owned()
        } else {
            person.role.clone()
        }
    };
    let all: Vec<String> = people.iter().map(role).collect();
    let mut numbered = Vec::with_capacity(all.len());
    for (nth, role) in all.iter().enumerate() {
        let alike = |r: &&String| *r == role;
        if all.iter().filter(alike).count() == 1 {
            numbered.push(role.clone());
        } else {
            let before = all.iter().take(nth + 1).filter(alike).count();
            numbered.push(format!("{role} {before}"));
        }
    }
    numbered
}

/// Folds a character: lower case, and one form of apostrophe.
fn folded(c: char) -> char {
    match c {
        '\u{2019}' | '\u{2018}' | '\u{60}' => '\'',
        // A letter whose lower case is two letters stays as it is, so that positions in the folded and the original text agree.
        c => {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// True if a text begins with a name, as whole words.
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
