//! Outcome for sharing: `outcome.yaml` with roles in place of names.
//!
//! Ids are replaced as well, because they are made of names, and so are names in free text, as far as the list of people has them.

use std::collections::BTreeMap;

use crate::domain::{
    findings::Findings,
    names::{NameRedactor, roles},
    outcome::{Evidence, Outcome},
};

/// The outcome without names, and the number of names replaced in free text.
///
/// Comments that could identify their speaker beside the goal's strands are removed, and all comments beside a strand if there are
/// no findings to check. Small numbers are withheld under today's limits.
pub fn share(outcome: &Outcome, findings: Option<&Findings>) -> (Outcome, usize) {
    let roles = roles(&outcome.people);
    let ids: BTreeMap<&str, String> = (1..)
        .zip(&outcome.people)
        // By position and not by a hash of the id, which could be guessed back from a list of names.
        .map(|(n, person)| (person.id.as_str(), format!("p{n}")))
        .collect();
    let names = NameRedactor::of(outcome.people.iter().zip(roles.iter().cloned()));
    // An id that is on no list is made of a name all the same.
    let id = |id: &str| ids.get(id).cloned().unwrap_or_else(|| "p0".to_owned());
    let mut shared = outcome.clone();
    let replaced = names.clear(&mut shared);
    for (person, role) in shared.people.iter_mut().zip(&roles) {
        person.id = id(&person.id);
        person.name.clone_from(role);
        // Consent was given for the booklet, and not for a file that is passed on.
        person.consent = false;
    }
    let held = &mut shared.meeting;
    for named in held.present.iter_mut().chain(&mut held.absent) {
        *named = id(named);
    }
    for handover in &mut held.handed_over {
        handover.to = id(&handover.to);
    }
    // Who was on the telephone, or came late, is for the minutes: a role with an hour tells whoever was there which person it was.
    held.by_telephone.clear();
    held.came_late.clear();
    held.left_early.clear();
    for goal in &mut shared.goals {
        goal.owner = goal.owner.as_deref().map(id);
        goal.partner = goal.partner.as_deref().map(id);
        for owner in goal.reviews.iter_mut().filter_map(|r| r.owner.as_mut()) {
            // A role or name of somebody who is not on the list stands here too; names are replaced in it already.
            if let Some(id) = ids.get(owner.as_str()) {
                owner.clone_from(id);
            }
        }
    }
    for goal in &mut shared.goals {
        let strands = goal.strands_beside();
        let points = |id: &str| {
            let told = |f: &Findings| Some(f.identifies_speaker(f.comment(id)?.1, &strands));
            findings.map_or(!strands.is_empty(), |f| told(f).unwrap_or(false))
        };
        // Decided before, because `retain` borrows the evidence from which the strands come.
        let keeps: Vec<bool> = goal
            .evidence
            .iter()
            .map(|e| !e.comment.as_deref().is_some_and(points))
            .collect();
        let mut keeps = keeps.into_iter();
        goal.evidence.retain(|_| keeps.next().unwrap_or(true));
        let looked_at = goal.reviews.iter_mut().flat_map(|r| &mut r.figures);
        for evidence in goal.evidence.iter_mut().chain(looked_at) {
            withhold(evidence, findings);
        }
    }
    (shared, replaced)
}

/// Removes the numbers of a result that must not be shown in numbers.
fn withhold(evidence: &mut Evidence, findings: Option<&Findings>) {
    let disclosed = evidence.disclosed(findings);
    if disclosed.is_some_and(|s| s.share().is_none()) {
        (evidence.positive, evidence.scored, evidence.withheld) = (None, None, true);
        evidence.weighted = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outcome::{
        Handover, HeldMeeting, OutcomeGoal, OutcomeNote, OutcomePerson, PersonMoment, Review,
    };

    fn person(id: &str, name: &str, role: &str) -> OutcomePerson {
        OutcomePerson {
            id: id.into(),
            name: name.into(),
            role: role.into(),
            consent: true,
            ..OutcomePerson::default()
        }
    }

    #[test]
    fn who_led_is_a_number_and_nobody_says_who_came_late() {
        let at: crate::domain::stamp::Stamp = "2026-11-24T13:40:00+00:00".parse().unwrap();
        let late = vec![PersonMoment {
            person: "ama".into(),
            at,
        }];
        let outcome = Outcome {
            people: vec![person("ama", "Ama Boateng", "Nurse")],
            meeting: HeldMeeting {
                handed_over: vec![Handover {
                    to: "ama".into(),
                    at,
                }],
                by_telephone: vec!["ama".into()],
                came_late: late.clone(),
                left_early: late,
                ..HeldMeeting::default()
            },
            ..Outcome::default()
        };
        let (shared, _) = share(&outcome, None);
        assert_eq!(shared.meeting.handed_over[0].to, "p1");
        assert!(shared.meeting.by_telephone.is_empty());
        assert!(shared.meeting.came_late.is_empty() && shared.meeting.left_early.is_empty());
    }

    #[test]
    fn no_name_is_left_where_the_list_has_it() {
        let outcome = Outcome {
            people: vec![
                person("ama", "Ama Boateng", "Nurse"),
                person("jo", "Jo Ellis", "Patient representative"),
                person("jo2", "Jo Ellis", "Patient representative"),
            ],
            goals: vec![OutcomeGoal {
                owner: Some("ama".into()),
                partner: Some("jo2".into()),
                note: Some("Ama asks, Jo helps; Amandine and Jonah do not".into()),
                reviews: vec![
                    Review {
                        noticed: Some("Ama tells you the wait".into()),
                        owner: Some("jo".into()),
                        ..Review::default()
                    },
                    Review {
                        owner: Some("Boateng\u{2019}s successor".into()),
                        ..Review::default()
                    },
                ],
                ..OutcomeGoal::default()
            }],
            notes: vec![OutcomeNote {
                theme: None,
                text: "Boateng\u{2019}s list".into(),
            }],
            ..Outcome::default()
        };
        let (shared, replaced) = share(&outcome, None);
        assert_eq!(replaced, 5);
        assert_eq!(shared.people[1].name, "Patient representative 1");
        assert_eq!(shared.people[2].name, "Patient representative 2");
        assert!(shared.people.iter().all(|p| !p.consent));
        assert_eq!(shared.goals[0].partner.as_deref(), Some("p3"));
        assert_eq!(
            shared.goals[0].note.as_deref(),
            Some("Nurse asks, somebody helps; Amandine and Jonah do not")
        );
        let reviews = &shared.goals[0].reviews;
        assert_eq!(
            reviews[0].noticed.as_deref(),
            Some("Nurse tells you the wait")
        );
        assert_eq!(reviews[0].owner.as_deref(), Some("p2"));
        assert_eq!(
            reviews[1].owner.as_deref(),
            Some("Nurse\u{2019}s successor")
        );
        assert_eq!(shared.notes[0].text, "Nurse\u{2019}s list");
        let all = serde_json::to_string(&shared).unwrap();
        for name in ["Boateng", "Ellis", "\"ama\"", "\"jo\"", "\"jo2\""] {
            assert!(!all.contains(name), "{name}");
        }
    }
}
