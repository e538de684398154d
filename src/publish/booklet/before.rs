//! Results of the previous pledge: you said, we did, we could not, because.
//!
//! A status found in the meeting is printed with its reason. A status from a review in between is printed without: its note was
//! not written for patients, and may name people who are no longer on the list.

use super::BookletBuilder;
use crate::{
    domain::outcome::{Outcome, OutcomeGoal, Status, Verdict},
    publish::{
        evidence::{self, ThenAndNow},
        page::{Element, FactList},
        words::{PaperWords, fill},
    },
};

impl BookletBuilder<'_> {
    /// Builds a card for each goal of the previous pledge that was pledged or asked for.
    pub(super) fn before(&self) -> Vec<Element> {
        let looked_at = &self.source.outcome.previous;
        let goals = self.source.previous.map_or(&[][..], |p| &p.goals);
        let mut cards = Vec::new();
        for goal in goals
            .iter()
            .filter(|g| matches!(g.decision, Verdict::Agreed | Verdict::Ask))
        {
            let today = looked_at.iter().find(|l| l.goal == goal.id);
            let status = today
                .map(|l| l.status)
                .or_else(|| goal.last_review().and_then(|r| r.status));
            let note = today.and_then(|l| l.note.as_deref());
            let title = today.map_or(&goal.title, |l| &l.title);
            cards.push(self.what_came_of(title, Some(goal), status, note));
        }
        // The file of the previous outcome may be gone; what the room found is in this one.
        for looked in looked_at {
            if !goals.iter().any(|g| g.id == looked.goal) {
                let note = looked.note.as_deref();
                cards.push(self.what_came_of(&looked.title, None, Some(looked.status), note));
            }
        }
        cards
    }

    fn what_came_of(
        &self,
        title: &str,
        goal: Option<&OutcomeGoal>,
        status: Option<Status>,
        note: Option<&str>,
    ) -> Element {
        let w = self.words;
        let mut facts = FactList::default();
        facts.add(w.you_said, goal.and_then(|g| self.you_said(g)));
        let could_not = matches!(
            status,
            Some(Status::Stuck | Status::Dropped | Status::Refused)
        );
        let label = match status {
            Some(Status::Done | Status::Granted) => w.we_did,
            _ if could_not => w.we_could_not,
            Some(Status::OnTrack) => w.we_are_doing,
            _ => w.and_now,
        };
        // "Because" belongs to what could not be done; beside a success the note follows the status.
        let because = note.filter(|_| could_not);
        let said = match status {
            Some(status) => self.found(status, note.filter(|_| !could_not)),
            None => w.not_looked_at.to_owned(),
        };
        facts.add(label, said);
        facts.add(w.because, because.map(super::sentence));
        let found = goal.and_then(|g| evidence::then_and_now(self.source, g, w));
        facts.add(w.now_said, found.and_then(|found| asked_again(&found, w)));
        let goes_on = goal.is_some_and(|g| goes_on(self.source.outcome, &g.id));
        facts.add(w.our_pledge, goes_on.then(|| w.goes_on.to_owned()));
        Element::Card {
            mark: String::new(),
            title: title.to_owned(),
            blocks: vec![facts.block()],
        }
    }

    /// Evidence of a goal, in a sentence: the first question whose result may be shown, else its theme.
    fn you_said(&self, goal: &OutcomeGoal) -> Option<String> {
        let (source, w) = (self.source, self.words);
        let figure = evidence::then_and_now(source, goal, w).map(|found| {
            fill(
                w.said_then,
                &[
                    ("question", found.finding.question.as_str()),
                    ("people", &w.people(found.strand)),
                    ("figure", &evidence::figure(found.then, w)),
                ],
            )
        });
        figure.or_else(|| {
            let theme = goal.themes.first()?;
            let title = &source.findings?.theme(theme)?.title;
            Some(fill(w.said_about, &[("theme", title)]))
        })
    }
}

/// Result today, with its change; `None` if it was not asked again.
fn asked_again(found: &ThenAndNow<'_>, w: &PaperWords) -> Option<String> {
    let (period, now) = found.now?;
    let figure = evidence::figure(now, w);
    let said = fill(w.said_now, &[("period", period), ("figure", &figure)]);
    Some(format!("{said} {}", found.change).trim_end().to_owned())
}

/// True if a goal of the previous pledge is part of this one, under the same id.
fn goes_on(outcome: &Outcome, id: &str) -> bool {
    let again = outcome.goals.iter().find(|g| g.id == id);
    again.is_some_and(|g| matches!(g.decision, Verdict::Agreed | Verdict::Ask))
}
