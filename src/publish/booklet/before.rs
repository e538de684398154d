//! Results of the previous pledge: you said, we did, we could not, because.
//!
//! A status found in the meeting is printed with its reason. A status from a review in between is printed without: its note was
//! not written for patients, and may name people who are no longer on the list.

use super::BookletBuilder;
use crate::{
    domain::{
        names::NameRedactor,
        outcome::{Outcome, OutcomeGoal, Status, Verdict},
        stats::Share,
        words::capital,
    },
    publish::{
        evidence::{self, ThenAndNow, ended},
        page::{Element, FactList},
        words::{PaperWords, fill},
    },
};

/// State of a goal of the previous pledge.
struct Found<'a> {
    status: Option<Status>,
    note: Option<&'a str>,
    noticed: Option<&'a str>,
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
            let status = today
                .map(|l| l.status)
                .or_else(|| goal.last_review().and_then(|r| r.status));
            let between = goal.last_review().and_then(|r| r.noticed.as_deref());
            let between = between.map(|noticed| earlier.cleared(noticed).0);
            let found = Found {
                status,
                note: today.and_then(|l| l.note.as_deref()),
                // This one was written for patients, also in a review in between.
                noticed: today.map_or(between.as_deref(), |l| l.noticed.as_deref()),
            };
            let title = today.map_or(&goal.title, |l| &l.title);
            cards.push(self.what_came_of(title, Some(goal), &found));
        }
        // The file of the previous outcome may be gone; what the room found is in this one.
        for looked in looked_at {
            if !goals.iter().any(|g| g.id == looked.goal) {
                let found = Found {
                    status: Some(looked.status),
                    note: looked.note.as_deref(),
                    noticed: looked.noticed.as_deref(),
                };
                cards.push(self.what_came_of(&looked.title, None, &found));
            }
        }
        cards
    }

    /// Names of the people of the previous pledge, with their roles: they agreed to be printed in that booklet, not in this one.
    fn earlier_names(&self) -> NameRedactor {
        let people = self.source.previous.map_or(&[][..], |p| &p.people);
        NameRedactor::of(people.iter().map(|person| {
            let role = super::called(person, false);
            if role.is_empty() {
                (person, self.words.somebody.to_owned())
            } else {
                (person, role)
            }
        }))
    }

    fn what_came_of(&self, title: &str, goal: Option<&OutcomeGoal>, found: &Found<'_>) -> Element {
        let (w, b) = (self.words, &self.words.booklet);
        let is_ask = goal.is_some_and(|g| g.decision == Verdict::Ask);
        // The mark stands before the goal's own words: "We did" and then the goal, which no sentence has to say again.
        let (mark, now) = match found.status {
            Some(Status::Done) => (w.we_did, ""),
            Some(Status::OnTrack) => (w.we_are_doing, ""),
            Some(Status::Stuck) => (b.could_not_yet, ""),
            Some(Status::Dropped) => (w.we_could_not, ""),
            Some(Status::Granted) => (b.asked_yes, ""),
            Some(Status::Refused) => (b.asked_no, ""),
            Some(Status::Waiting) => (b.we_asked, b.no_answer),
            None if is_ask => (b.we_asked, b.no_answer),
            Some(Status::StillTrue) => ("", w.still_true),
            Some(Status::NoLongerTrue) => ("", w.no_longer_true),
            None => ("", w.not_looked_at),
        };
        let whom = goal.and_then(|g| g.ask_of.as_deref());
        let now = match whom {
            Some(whom) if now == b.no_answer => fill(b.no_answer_of, &[("whom", whom)]),
            _ => now.to_owned(),
        };
        let could_not = matches!(
            found.status,
            Some(Status::Stuck | Status::Dropped | Status::Refused)
        );
        let mut facts = FactList::default();
        facts.add(w.you_said, goal.and_then(|g| self.you_said(g)));
        // "Because" belongs to what could not be done; beside a success the note is what happened.
        let because = found.note.filter(|_| could_not).map(ended);
        facts.add(w.because, because);
        facts.add(b.noticed, found.noticed.map(ended));
        let happened = found.note.filter(|_| !could_not).map(ended);
        let now = [Some(now), happened].into_iter().flatten();
        let now: Vec<String> = now.filter(|n| !n.is_empty()).collect();
        facts.add(w.and_now, Some(now.join(" ")));
        let again = goal.and_then(|g| evidence::then_and_now(self.source, g, w));
        facts.add(w.now_said, again.and_then(|again| asked_again(&again, w)));
        let goes_on = goal.is_some_and(|g| goes_on(self.source.outcome, &g.id));
        // A goal that is done is not promised a second time as if it were new.
        let next = match found.status {
            Some(Status::Done | Status::Granted) => b.kept_up,
            _ => w.goes_on,
        };
        facts.add(w.our_pledge, goes_on.then(|| next.to_owned()));
        Element::Card {
            mark: mark.to_owned(),
            title: title.to_owned(),
            blocks: vec![facts.block()],
        }
    }

    /// True if a figure of the previous pledge has risen and was low when its goal was chosen.
    pub(super) fn has_expected_rise(&self) -> bool {
        let goals = self.source.previous.map_or(&[][..], |p| &p.goals);
        let decided = goals
            .iter()
            .filter(|g| matches!(g.decision, Verdict::Agreed | Verdict::Ask));
        decided
            .filter_map(|goal| evidence::then_and_now(self.source, goal, self.words))
            .any(|found| found.change.ends_with(self.words.results.some_rise))
    }

    /// Evidence of a goal as a statement: the first question whose result may be shown, else its theme.
    fn you_said(&self, goal: &OutcomeGoal) -> Option<String> {
        let (source, w) = (self.source, self.words);
        let statement = evidence::then_and_now(source, goal, w).map(|found| stated(&found, w));
        statement.or_else(|| {
            let theme = goal.themes.first()?;
            let title = &source.findings?.theme(theme)?.title;
            Some(fill(w.said_about, &[("theme", title)]))
        })
    }
}

/// The first result of a goal as a statement: the finding's own, else that of a good answer.
fn stated(found: &ThenAndNow<'_>, w: &PaperWords) -> String {
    let b = &w.booklet;
    let said = found.finding.said.as_deref();
    let sentence = match (said, found.from) {
        (Some(_), Some(_)) => b.said_in,
        (Some(_), None) => b.said_once,
        (None, Some(_)) => b.answer_in,
        (None, None) => b.answer_once,
    };
    let figure = evidence::figure(found.then, w);
    let is_weighted = found.then.share().is_some_and(Share::is_weighted);
    // "41 in 100, weighted of the people" is no sentence; the note follows it.
    let figure = figure.strip_suffix(w.weighted).unwrap_or(&figure);
    let said = fill(
        sentence,
        &[
            ("period", found.from.unwrap_or_default()),
            ("figure", figure),
            ("people", &w.people(found.strand)),
            ("said", said.unwrap_or_default().trim_end_matches('.')),
            ("question", &found.finding.question),
        ],
    );
    let note = if is_weighted { b.is_weighted } else { "" };
    let said = ended(&capital(&said));
    format!("{said} {note}").trim_end().to_owned()
}

/// Result today, with its change; `None` if it was not asked again.
fn asked_again(found: &ThenAndNow<'_>, w: &PaperWords) -> Option<String> {
    let (period, now) = found.now?;
    let figure = evidence::figure(now, w);
    let said = fill(w.said_now, &[("period", period), ("figure", &figure)]);
    // That some rise is expected is told once, among the notes on the numbers, and not at each goal.
    let change = found.change.trim_end_matches(w.results.some_rise);
    Some(format!("{said} {change}").trim_end().to_owned())
}

/// True if a goal of the previous pledge is part of this one, under the same id.
fn goes_on(outcome: &Outcome, id: &str) -> bool {
    let again = outcome.goals.iter().find(|g| g.id == id);
    again.is_some_and(|g| matches!(g.decision, Verdict::Agreed | Verdict::Ask))
}
