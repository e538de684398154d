//! Findings and agendas that changed after the meeting began.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    agenda::Agenda,
    findings::Findings,
    goal::{Goal, Owner},
    meeting::{self, Meeting},
};

impl Meeting {
    /// Everything in the room stays as it is; only what is still to come changes.
    pub(super) fn agenda_taken_in(&mut self, agenda: &Agenda) {
        let began = std::sync::Arc::make_mut(&mut self.began);
        let before = std::mem::replace(&mut began.agenda, agenda.clone());
        let on_it = |id: &str| agenda.people.iter().any(|p| p.id == id);
        let goals = &self.goals;
        let sees_to = |id: &str| {
            let owns = |g: &Goal| matches!(&g.owner, Some(Owner::Person(p)) if p == id);
            goals
                .iter()
                .any(|g| owns(g) || g.partner.as_deref() == Some(id))
        };
        self.people.retain(|a| {
            let id = &a.person.id;
            a.walk_in || a.was_here() || on_it(id) || sees_to(id)
        });
        for person in &agenda.people {
            let old = before.people.iter().find(|p| p.id == person.id);
            self.take_in_person(old, person);
        }
    }

    pub(super) fn take_in(&mut self, change: impl FnOnce(&mut Findings)) {
        let findings = &mut std::sync::Arc::make_mut(&mut self.began).findings;
        let before = findings.themes.iter();
        let before: BTreeMap<String, String> =
            before.map(|t| (t.id.clone(), t.standard.clone())).collect();
        let known = findings.themes.iter().flat_map(|t| &t.goals);
        let known: BTreeSet<String> = known.map(|g| g.id.clone()).collect();
        change(findings);
        for theme in &findings.themes {
            let state = self.standards.entry(theme.id.clone()).or_default();
            let old = before.get(&theme.id);
            // What the room has worded stays; what it has not touched is what the file says.
            if state.text.is_empty() || (!state.agreed && Some(&state.text) == old) {
                state.text.clone_from(&theme.standard);
            }
            for goal in &theme.goals {
                if !known.contains(&goal.id) && !self.goals.iter().any(|g| g.id == goal.id) {
                    self.goals.push(meeting::brought(&theme.id, goal));
                }
            }
        }
    }
}
