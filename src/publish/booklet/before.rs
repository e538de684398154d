//! Results of the previous pledge: you said, we did, we could not, because.
//!
//! A status found in the meeting is printed with its reason. A status from a review in between is printed without: its note was
//! not written for patients, and may name people who are no longer on the list. The line about what patients notice was written
//! for them, and is printed in place of the status.

use super::BookletBuilder;
use crate::{
    domain::outcome::{Outcome, OutcomeGoal, PreviousGoal, Status, Verdict},
    publish::{
        evidence::{self, ThenAndNow},
        names::NameRedactor,
        page::{Element, FactList},
        words::{PaperWords, fill},
    },
};

/// Status of a goal of the previous pledge, as far as it is printed.
#[derive(Default)]
struct Found<'a> {
    status: Option<Status>,
    note: Option<&'a str>,
    noticed: Option<String>,
}

impl<'a> Found<'a> {
    fn of(today: &'a PreviousGoal) -> Self {
        Self {
            status: Some(today.status),
            note: today.note.as_deref(),
            noticed: today.noticed.clone(),
        }
    }
}

impl BookletBuilder<'_> {
    /// Builds a card for each goal of the previous pledge that was pledged or asked for.
    pub(super) fn before(&self) -> Vec<Element> {
        let looked_at = &self.source.outcome.previous;
        let goals = self.source.previous.map_or(&[][..], |p| &p.goals);
        let earlier = self.earlier_names();
        let mut cards = Vec::new();
        for goal in goals
            .iter()
            .filter(|g| matches!(g.decision, Verdict::Agreed | Verdict::Ask))
        {
            let today = looked_at.iter().find(|l| l.goal == goal.id);
            let found = match (today, goal.last_review()) {
                (Some(today), _) => Found::of(today),
                (None, Some(review)) => Found {
                    status: review.status,
                    note: None,
                    noticed: review.noticed.as_deref().map(|n| earlier.cleared(n).0),
                },
                (None, None) => Found::default(),
            };
            let title = today.map_or(&goal.title, |l| &l.title);
            cards.push(self.what_came_of(title, Some(goal), found));
        }
        // The file of the previous outcome may be gone; what the room found is in this one.
        for looked in looked_at {
            if !goals.iter().any(|g| g.id == looked.goal) {
                cards.push(self.what_came_of(&looked.title, None, Found::of(looked)));
            }
        }
        cards
    }

    /// Names of the people of the previous pledge, with their roles; none of them has agreed to be printed in this booklet.
    fn earlier_names(&self) -> NameRedactor {
        let people = self.source.previous.map_or(&[][..], |p| &p.people);
        NameRedactor::of(people.iter().map(|person| {
            let role = super::called(person, false);
            let unknown = role.is_empty();
            (
                person,
                if unknown {
                    self.words.somebody.to_owned()
                } else {
                    role
                },
            )
        }))
    }

    fn what_came_of(&self, title: &str, goal: Option<&OutcomeGoal>, found: Found<'_>) -> Element {
        let w = self.words;
        let (status, note) = (found.status, found.note);
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
        let asked = goal.filter(|g| g.decision == Verdict::Ask);
        let said = match (status, &found.noticed) {
            (None | Some(Status::Waiting), _) if asked.is_some() => no_answer(asked, w),
            (Some(status), Some(noticed)) if status.is_noticed() => super::sentence(noticed),
            (Some(status), _) => self.found(status, note.filter(|_| !could_not)),
            (None, _) => w.not_looked_at.to_owned(),
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

/// Sentence for an ask without an answer, with the person asked.
fn no_answer(asked: Option<&OutcomeGoal>, w: &PaperWords) -> String {
    let whom = asked.and_then(|g| g.ask_of.as_deref()).unwrap_or_default();
    match whom.trim().trim_end_matches('.') {
        "" => w.waiting.to_owned(),
        whom => fill(w.asked_waiting, &[("whom", whom)]),
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
