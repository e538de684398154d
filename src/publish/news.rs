//! News after a review: a page for the unit's patients, and a letter to each patient representative.
//!
//! The page for patients names nobody who has not agreed. A letter greets its reader by name: it is a paper of its own, sent to
//! that one person, and says nothing about the others.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    PaperSource, evidence,
    page::{Document, Element, FactList, PaperSize},
    public,
    words::{PaperWords, fill, listed},
};
use crate::domain::{
    findings::Finding,
    outcome::{Evidence, OutcomeGoal, OutcomePerson, Review, Status, Verdict},
    people::REMOVED,
    stats::{DisclosedResult, change},
};

/// The day of the latest review of a goal of this pledge; `None` before the first one.
pub fn reviewed(source: &PaperSource<'_>) -> Option<Date> {
    let reviews = source.outcome.goals.iter().flat_map(|g| &g.reviews);
    reviews.filter_map(|r| r.status.and(r.on.or(r.due))).max()
}

/// The day of the first review that is planned.
pub fn first_review(source: &PaperSource<'_>) -> Option<Date> {
    let reviews = source.outcome.goals.iter().flat_map(|g| &g.reviews);
    reviews.filter_map(|r| r.due).min()
}

/// People who get a letter: those who spoke for patients in the meeting.
pub fn representatives<'a>(source: &PaperSource<'a>) -> impl Iterator<Item = &'a OutcomePerson> {
    let present: BTreeSet<&str> = source
        .outcome
        .meeting
        .present
        .iter()
        .map(String::as_str)
        .collect();
    let people = source.outcome.people.iter();
    people.filter(move |p| {
        p.group.as_deref() == Some("patient")
            && present.contains(p.id.as_str())
            && p.name != REMOVED
    })
}

/// Builds the page for the unit's patients; `None` before the first review.
pub fn news(source: &PaperSource<'_>, words: &PaperWords, paper: PaperSize) -> Option<Document> {
    build(source, words, paper, None)
}

/// Builds the letter to a representative; `None` before the first review.
pub fn letter(
    source: &PaperSource<'_>,
    words: &PaperWords,
    paper: PaperSize,
    person: &OutcomePerson,
) -> Option<Document> {
    build(source, words, paper, Some(person))
}

fn build(
    source: &PaperSource<'_>,
    words: &PaperWords,
    paper: PaperSize,
    person: Option<&OutcomePerson>,
) -> Option<Document> {
    let on = reviewed(source)?;
    let outcome = public::redacted(source, words);
    let redacted = &PaperSource {
        outcome: &outcome,
        ..*source
    };
    let builder = NewsBuilder {
        source: redacted,
        words,
        person,
        on,
    };
    let mut document = redacted.paper(words, paper, false);
    document.look.compact = true;
    document.title = words.news.title.into();
    document.date = words.say(on);
    document.day = Some(on);
    document.blocks = builder.blocks();
    Some(document)
}

/// A result that a goal rested on.
struct Found<'a> {
    finding: &'a Finding,
    evidence: &'a Evidence,
    then: DisclosedResult,
    /// Period and result, if it was asked again.
    now: Option<(String, DisclosedResult)>,
}

struct NewsBuilder<'a> {
    source: &'a PaperSource<'a>,
    words: &'a PaperWords,
    person: Option<&'a OutcomePerson>,
    on: Date,
}

impl NewsBuilder<'_> {
    fn blocks(&self) -> Vec<Element> {
        let (outcome, w) = (self.source.outcome, &self.words.news);
        let mut blocks = self.opening();
        let agreed = || public::decided(outcome, Verdict::Agreed);
        let is_yours = |goal: &&OutcomeGoal| {
            let id = self.person.map(|p| p.id.as_str());
            id.is_some() && goal.partner.as_deref() == id
        };
        let yours: Vec<&OutcomeGoal> = agreed().filter(is_yours).collect();
        let rest: Vec<&OutcomeGoal> = agreed().filter(|g| !is_yours(g)).collect();
        let has_yours = !yours.is_empty();
        let others = if has_yours { w.others } else { w.goals };
        for (heading, goals) in [(w.yours, yours), (others, rest)] {
            if goals.is_empty() {
                continue;
            }
            blocks.push(Element::Heading(1, heading.into()));
            blocks.extend(goals.into_iter().map(|goal| self.goal(goal)));
        }
        let asks: Vec<Element> = public::decided(outcome, Verdict::Ask)
            .filter_map(|goal| self.ask(goal))
            .collect();
        if !asks.is_empty() {
            blocks.push(Element::Heading(1, w.asks.into()));
            blocks.extend(asks);
        }
        blocks.extend(self.closing());
        blocks
    }

    fn opening(&self) -> Vec<Element> {
        let (w, words, outcome) = (&self.words.news, self.words, self.source.outcome);
        let mut blocks = Vec::new();
        if let Some(person) = self.person {
            let dear = if person.name.is_empty() {
                w.dear_representative.to_owned()
            } else {
                fill(w.dear, &[("name", &person.name)])
            };
            blocks.push(Element::Text(dear));
        }
        let goals = public::decided(outcome, Verdict::Agreed).count();
        let goals = if goals == 1 {
            w.intro_one.to_owned()
        } else {
            fill(w.intro_many, &[("n", &goals.to_string())])
        };
        let (date, reviewed) = (
            outcome.meeting.date.map(|date| words.say(date)),
            words.say(self.on),
        );
        let sentence = match (self.person, &date) {
            (None, Some(_)) => w.intro,
            (None, None) => w.intro_undated,
            (Some(_), Some(_)) => w.letter,
            (Some(_), None) => w.letter_undated,
        };
        let date = date.unwrap_or_default();
        let values = [
            ("date", date.as_str()),
            ("reviewed", &reviewed),
            ("goals", &goals),
        ];
        let sentence = fill(sentence, &values);
        let mut opening = format!("{sentence} {}", self.counts());
        // Once, and not beside each goal: the next survey is often years away.
        let agreed = || public::decided(outcome, Verdict::Agreed);
        let has_now =
            agreed().any(|goal| self.result(goal).is_some_and(|found| found.now.is_some()));
        if agreed().any(|goal| self.result(goal).is_some()) && !has_now {
            opening.push(' ');
            opening.push_str(w.no_figures);
        }
        blocks.push(Element::Text(opening));
        blocks
    }

    /// Number of goals by what became of them: `2 done, 1 under way and 2 stuck.`
    fn counts(&self) -> String {
        let (w, words) = (&self.words.news, self.words);
        let goals = || public::decided(self.source.outcome, Verdict::Agreed);
        let count = |status: Option<Status>| {
            goals()
                .filter(|g| g.last_review().and_then(|r| r.status) == status)
                .count()
        };
        let counts: Vec<String> = [
            (Some(Status::Done), w.count_done),
            (Some(Status::OnTrack), w.count_on_track),
            (Some(Status::Stuck), w.count_stuck),
            (Some(Status::Dropped), w.count_dropped),
            (None, w.count_later),
        ]
        .into_iter()
        .map(|(status, sentence)| (count(status), sentence))
        .filter(|(n, _)| *n > 0)
        .map(|(n, sentence)| fill(sentence, &[("n", &n.to_string())]))
        .collect();
        fill(w.counts, &[("list", &listed(words, &counts))])
    }

    fn goal(&self, goal: &OutcomeGoal) -> Element {
        let (w, words) = (&self.words.news, self.words);
        let mut facts = FactList::default();
        let last = goal.last_review();
        match last {
            Some(review) => {
                facts.add(w.today, self.found(review));
                let noticed = review.noticed.as_deref().map(public::sentence);
                facts.add(w.notice, noticed);
                self.numbers(goal, &mut facts);
                let next = review.next_step.as_deref().map(public::sentence);
                facts.add(w.next, next.or_else(|| self.next_review(goal)));
            }
            None => {
                let later = next_due(goal, Some(self.on)).map_or_else(
                    || w.later_undated.to_owned(),
                    |day| fill(w.later, &[("date", &words.say(day))]),
                );
                facts.add(w.today, Some(later));
            }
        }
        let mut blocks = vec![facts.block()];
        if self.is_partner(goal) {
            let owner = public::owner(self.source.outcome, goal, self.source.wishes, words);
            let owner = owner.unwrap_or_else(|| words.somebody.to_owned());
            blocks.push(Element::Small(fill(w.yours_text, &[("owner", &owner)])));
        }
        Element::Card {
            mark: String::new(),
            title: goal.title.clone(),
            blocks,
        }
    }

    fn is_partner(&self, goal: &OutcomeGoal) -> bool {
        let id = self.person.map(|p| p.id.as_str());
        id.is_some() && goal.partner.as_deref() == id
    }

    fn next_review(&self, goal: &OutcomeGoal) -> Option<String> {
        let last = goal.last_review()?;
        // A goal that is done or given up is not looked at again, though its days are in the outcome.
        if last.status.is_some_and(Status::settles) {
            return None;
        }
        let day = next_due(goal, Some(self.on))?;
        let date = self.words.say(day);
        Some(fill(self.words.news.next_review, &[("date", &date)]))
    }

    fn found(&self, review: &Review) -> Option<String> {
        let w = self.words;
        let status = w.status(review.status?);
        let note = review
            .note
            .as_deref()
            .map_or_else(String::new, public::sentence);
        let found = fill(w.found, &[("status", status), ("note", &note)]);
        Some(found.trim_end().to_owned())
    }

    /// The first result that a goal rested on, then and now.
    fn result<'g>(&'g self, goal: &'g OutcomeGoal) -> Option<Found<'g>> {
        let source = self.source;
        let review = goal.last_review();
        goal.evidence.iter().find_map(|e| {
            let (_, finding) = source.findings?.finding(e.finding.as_deref()?)?;
            Some(Found {
                finding,
                evidence: e,
                then: evidence::printable(source, e)?,
                now: review.and_then(|review| self.now(finding, e, review)),
            })
        })
    }

    /// Adds the result then and now; nothing without a newer one.
    fn numbers(&self, goal: &OutcomeGoal, facts: &mut FactList) {
        let (w, words) = (&self.words.news, self.words);
        let Some(found) = self.result(goal) else {
            return;
        };
        let (finding, then) = (found.finding, found.then);
        let Some((period, now)) = found.now else {
            return;
        };
        let strand = found.evidence.strand.as_deref().unwrap_or_default();
        facts.add(w.then, self.figure(finding, strand, then));
        let figure = self.figure(finding, strand, now).unwrap_or_default();
        let since = (found.evidence.period.as_deref()).filter(|_| finding.comparable);
        let shares = now.share().zip(then.share());
        let changed = shares
            .zip(since)
            .map_or_else(String::new, |((now, before), from)| {
                words.results.sentence(change(now, before), from, None)
            });
        let figure = if finding.said.is_some() {
            figure
        } else {
            let figure = evidence::figure(now, words);
            fill(words.said_now, &[("period", &period), ("figure", &figure)])
        };
        facts.add(
            w.now,
            Some(format!("{figure} {changed}").trim_end().to_owned()),
        );
    }

    /// Result on the day of the review, else of a survey since the meeting.
    fn now(
        &self,
        finding: &Finding,
        then: &Evidence,
        review: &Review,
    ) -> Option<(String, DisclosedResult)> {
        let source = self.source;
        let same = |e: &&Evidence| e.finding == then.finding && e.strand == then.strand;
        let newer = |e: &&Evidence| e.period > then.period;
        let reviewed = review.figures.iter().filter(same).find(newer);
        let reviewed =
            reviewed.and_then(|e| Some((e.period.clone()?, evidence::printable(source, e)?)));
        reviewed.or_else(|| {
            let findings = source.findings?;
            let strand = then.strand.as_deref().unwrap_or_default();
            let mut newest = finding.results_in(&findings.survey.period).into_iter();
            let newest = newest.find(|r| r.strand == strand)?;
            let disclosed = findings.disclosed(newest);
            let is_newer = then
                .period
                .as_deref()
                .is_some_and(|p| newest.period.as_str() > p);
            let is_shown = !matches!(disclosed, DisclosedResult::TooFew(_));
            (is_newer && is_shown).then(|| (newest.period.clone(), disclosed))
        })
    }

    fn figure(
        &self,
        finding: &Finding,
        strand: &str,
        disclosed: DisclosedResult,
    ) -> Option<String> {
        let (w, words) = (&self.words.news, self.words);
        if let Some(said) = &finding.said {
            return public::statement(said, strand, disclosed, words);
        }
        let figure = evidence::figure(disclosed, words);
        let values = [("figure", figure.as_str()), ("question", &finding.question)];
        (!figure.is_empty()).then(|| fill(w.figure_question, &values))
    }

    /// A request and its answer; `None` before it was looked at.
    fn ask(&self, goal: &OutcomeGoal) -> Option<Element> {
        let review = goal.last_review()?;
        let mut facts = FactList::default();
        facts.add(self.words.asked_whom, goal.ask_of.clone());
        facts.add(self.words.news.today, self.found(review));
        Some(Element::Card {
            mark: String::new(),
            title: goal.title.clone(),
            blocks: vec![facts.block()],
        })
    }

    fn closing(&self) -> Vec<Element> {
        let w = &self.words.news;
        let (thanks, better) = match self.person {
            Some(_) => (w.thanks_you, w.better_you),
            None => (w.thanks_text, w.better_text),
        };
        let mut blocks = vec![
            Element::Heading(1, w.thanks.into()),
            Element::Text(format!("{thanks} {better}")),
        ];
        let contact = &self.source.wishes.contact;
        if !contact.is_empty() {
            blocks.push(Element::List(contact.clone()));
        }
        blocks
    }
}

/// The next planned review after a day.
fn next_due(goal: &OutcomeGoal, after: Option<Date>) -> Option<Date> {
    let open = goal.reviews.iter().filter(|r| r.status.is_none());
    let due = open.filter_map(|r| r.due);
    due.filter(|due| after.is_none_or(|after| *due > after))
        .min()
}
