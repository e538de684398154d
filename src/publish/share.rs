//! The outcome for who was not in the room: `outcome.yaml` with roles for names.
//!
//! Ids go as well, since they are made of names; and names inside notes, as far as they are written as the list of people has them.

use std::collections::BTreeMap;

use crate::domain::{
    outcome::{Named, Outcome},
    people::REMOVED,
};

/// The outcome without names, and how many times a name stood in somebody's words and was replaced.
pub fn share(outcome: &Outcome) -> (Outcome, usize) {
    let roles = Roles::of(&outcome.people);
    let mut shared = outcome.clone();
    for person in &mut shared.people {
        person.id = roles.id(&person.id);
        person.name = roles.called(&person.name);
        person.consent = false;
    }
    for id in shared
        .meeting
        .present
        .iter_mut()
        .chain(&mut shared.meeting.absent)
    {
        *id = roles.id(id);
    }
    let mut replaced = 0;
    let mut clear = |text: &mut String| replaced += roles.clear(text);
    for standard in &mut shared.standards {
        clear(&mut standard.text);
    }
    for goal in &mut shared.goals {
        goal.owner = goal.owner.as_deref().map(|id| roles.id(id));
        goal.partner = goal.partner.as_deref().map(|id| roles.id(id));
        clear(&mut goal.title);
        for text in [
            &mut goal.owner_role,
            &mut goal.ask_of,
            &mut goal.by_whom,
            &mut goal.note,
            &mut goal.first_step,
            &mut goal.measure,
        ]
        .into_iter()
        .flatten()
        {
            clear(text);
        }
        for note in goal.reviews.iter_mut().filter_map(|r| r.note.as_mut()) {
            clear(note);
        }
    }
    for before in &mut shared.previous {
        clear(&mut before.title);
        if let Some(note) = &mut before.note {
            clear(note);
        }
    }
    for note in &mut shared.notes {
        clear(&mut note.text);
    }
    for parked in &mut shared.parked {
        clear(&mut parked.text);
    }
    (shared, replaced)
}

/// What stands for whom.
struct Roles {
    ids: BTreeMap<String, String>,
    /// By name.
    stands_for: BTreeMap<String, String>,
    /// Names and parts of names, the longest first, with what stands for them.
    written: Vec<(String, String)>,
}

/// Parts of names that are words of their own, which would be replaced where nobody is meant.
const WORDS: &[&str] = &[
    "April",
    "August",
    "Bright",
    "Faith",
    "Grace",
    "Hope",
    "Joy",
    "June",
    "May",
    "Will",
    "Mark",
    "Rose",
    "Summer",
    "Young",
    "Long",
    "Short",
    "Best",
    "Day",
    "Page",
    "Rich",
    "Christian",
];

impl Roles {
    fn of(people: &[Named]) -> Self {
        let mut ids = BTreeMap::new();
        let mut stands_for = BTreeMap::new();
        let mut written = Vec::new();
        for (n, person) in (1..).zip(people) {
            ids.insert(person.id.clone(), format!("p{n}"));
            let role = if person.role.is_empty() {
                "Somebody".to_owned()
            } else {
                person.role.clone()
            };
            let alike = people.iter().filter(|p| p.role == person.role).count();
            let role = if alike > 1 {
                let before = people.iter().take(n).filter(|p| p.role == person.role);
                format!("{role} {}", before.count())
            } else {
                role
            };
            if person.name != REMOVED && !person.name.is_empty() {
                written.push((person.name.clone(), role.clone()));
                let parts = person.name.split_whitespace();
                written.extend(
                    parts
                        .filter(|part| part.chars().count() > 1 && !WORDS.contains(part))
                        .map(|part| (part.to_owned(), role.clone())),
                );
            }
            stands_for.insert(person.name.clone(), role);
        }
        written.sort_by_key(|(name, _)| std::cmp::Reverse(name.chars().count()));
        Self {
            ids,
            stands_for,
            written,
        }
    }

    fn id(&self, id: &str) -> String {
        self.ids.get(id).cloned().unwrap_or_else(|| "p0".to_owned())
    }

    fn called(&self, name: &str) -> String {
        self.stands_for
            .get(name)
            .cloned()
            .unwrap_or_else(|| "Somebody".to_owned())
    }

    /// Replaces names that stand in a text as whole words; how many there were.
    fn clear(&self, text: &mut String) -> usize {
        let mut out = String::with_capacity(text.len());
        let mut found = 0;
        let mut rest = text.as_str();
        let mut inside = false;
        while let Some(c) = rest.chars().next() {
            let hit = self.written.iter().find(|(name, _)| {
                !inside
                    && rest
                        .strip_prefix(name.as_str())
                        .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            });
            match hit {
                Some((name, role)) => {
                    found += 1;
                    out.push_str(role);
                    rest = rest.strip_prefix(name.as_str()).unwrap_or_default();
                    inside = true;
                }
                None => {
                    out.push(c);
                    inside = c.is_alphanumeric();
                    rest = rest.strip_prefix(c).unwrap_or_default();
                }
            }
        }
        *text = out;
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outcome::{OutcomeGoal, OutcomeNote};

    fn person(id: &str, name: &str, role: &str) -> Named {
        Named {
            id: id.into(),
            name: name.into(),
            role: role.into(),
            consent: true,
            ..Named::default()
        }
    }

    #[test]
    fn no_name_is_left_where_the_list_has_it() {
        let outcome = Outcome {
            people: vec![
                person("ama", "Ama Boateng", "Nurse"),
                person("jo", "Jo Ellis", "Patient representative"),
                person("may", "May Young", "Patient representative"),
            ],
            goals: vec![OutcomeGoal {
                owner: Some("ama".into()),
                partner: Some("jo".into()),
                note: Some("Ama asks in May, Jo Ellis helps; Amandine and Jonah do not".into()),
                ..OutcomeGoal::default()
            }],
            notes: vec![OutcomeNote {
                theme: None,
                text: "Boateng\u{2019}s list".into(),
            }],
            ..Outcome::default()
        };
        let (shared, replaced) = share(&outcome);
        assert_eq!(replaced, 3);
        assert_eq!(shared.people[1].name, "Patient representative 1");
        assert_eq!(shared.people[2].name, "Patient representative 2");
        assert!(shared.people.iter().all(|p| !p.consent));
        assert_eq!(shared.goals[0].owner.as_deref(), Some("p1"));
        assert_eq!(
            shared.goals[0].note.as_deref(),
            Some("Nurse asks in May, Patient representative 1 helps; Amandine and Jonah do not")
        );
        assert_eq!(shared.notes[0].text, "Nurse\u{2019}s list");
        let all = serde_json::to_string(&shared).unwrap();
        for name in ["Boateng", "Ellis", "\"ama\"", "\"jo\"", "\"may\""] {
            assert!(!all.contains(name), "{name}");
        }
    }
}
