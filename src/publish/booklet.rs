//! The booklet for patients: standards, goals, and what is not possible, with the reason.
//!
//! It is built from the outcome each time, with the settings of `booklet.yaml`. Its sentences are in [`words`](super::words).

mod before;
mod lack;
pub mod preview;

use std::collections::BTreeSet;

use jiff::civil::Date;

pub use self::lack::{BookletGap, lacks};
use super::{
    PaperSource,
    evidence::{self, Charts, PrintedEvidence},
    names::NameRedactor,
    page::{self, Document, Element, FactList, PaperSize},
    words::{PaperWords, fill, listed},
};
use crate::domain::{
    booklet::BookletSection,
    findings::SourceKind,
    goal::{Owner, Reason},
    outcome::{OutcomeGoal, OutcomePerson, Status, Verdict},
    people::REMOVED,
};

/// Builds the booklet.
pub fn booklet(
    source: &PaperSource<'_>,
    words: &PaperWords,
    paper: PaperSize,
    large: bool,
) -> Document {
    let wishes = source.wishes;
    // In free text as well: "Ama prints the board" would name a person who has not agreed to be printed.
    let unnamed = source.outcome.people.iter();
    let unnamed = unnamed.filter(|p| !(wishes.names && p.consent)).map(|p| {
        let role = called(p, false);
        let role = if role.is_empty() {
            words.somebody.to_owned()
        } else {
            role
        };
        (p, role)
    });
    let mut outcome = source.outcome.clone();
    NameRedactor::of(unnamed).clear(&mut outcome);
    let source = &PaperSource {
        outcome: &outcome,
        ..*source
    };
    let maker = BookletBuilder { source, words };
    let mut blocks = Vec::new();
    // The order of the table is the order of the booklet, so that a new section cannot be forgotten here.
    for (_, section) in BookletSection::WORDS {
        if wishes.section(*section).show {
            blocks.extend(maker.section(*section));
        }
    }
    // Notes on numbers only where there are some: a booklet of promises needs no statistics.
    if has_numbers(&blocks) {
        blocks.push(Element::Heading(2, words.numbers.into()));
        blocks.push(Element::List(evidence::about_numbers(
            source.findings,
            words,
        )));
    }
    let mut booklet = source.paper(words, paper, large);
    booklet.title = (wishes.title.clone()).unwrap_or_else(|| words.title.into());
    booklet.subtitle = (wishes.subtitle.clone()).unwrap_or_else(|| words.subtitle.into());
    booklet.look.cover = true;
    booklet.blocks = blocks;
    booklet
}

/// True if there is a chart among the elements.
fn has_numbers(blocks: &[Element]) -> bool {
    blocks.iter().any(|block| match block {
        Element::Chart { .. } => true,
        Element::Card { blocks, .. } => has_numbers(blocks),
        _ => false,
    })
}

fn decided<'a>(
    source: &PaperSource<'a>,
    verdict: Verdict,
) -> impl Iterator<Item = &'a OutcomeGoal> {
    let goals = source.outcome.goals.iter();
    goals.filter(move |g| g.decision == verdict)
}

struct BookletBuilder<'a> {
    source: &'a PaperSource<'a>,
    words: &'a PaperWords,
}

impl BookletBuilder<'_> {
    /// Builds a section; empty if it has no content.
    fn section(&self, section: BookletSection) -> Vec<Element> {
        let w = self.words;
        let (heading, text, inside) = match section {
            BookletSection::About => (w.about, "", self.about()),
            BookletSection::Standards => (w.standards, w.standards_text, self.standards()),
            BookletSection::Goals => (w.goals, w.goals_text, self.goals()),
            BookletSection::Voices => (w.voices, w.voices_text, self.voices()),
            BookletSection::Asked => (w.asked, w.asked_text, self.asked()),
            BookletSection::NotThisTime => {
                (w.not_this_time, w.not_this_time_text, self.not_this_time())
            }
            BookletSection::Undecided => (w.undecided, w.undecided_text, self.undecided()),
            BookletSection::Before => (w.before, w.before_text, self.before()),
            BookletSection::Better => (w.better, w.better_text, self.better()),
            BookletSection::Imprint => (w.imprint, "", self.imprint()),
        };
        let wanted = self.source.wishes.section(section);
        let is_own = wanted.text.as_deref().is_some_and(|t| !t.is_empty());
        // "Tell us what could be better" is worth a page even without contact details; other sections need content.
        if inside.is_empty() && !is_own && section != BookletSection::Better {
            return Vec::new();
        }
        let heading = wanted.heading.unwrap_or_else(|| heading.to_owned());
        let mut blocks = Vec::new();
        if matches!(
            section,
            BookletSection::Standards | BookletSection::Goals | BookletSection::Better
        ) {
            blocks.push(Element::NewPage);
        }
        blocks.push(Element::Heading(1, heading));
        let text = wanted.text.as_deref().unwrap_or(text);
        blocks.extend(page::paragraphs(text));
        blocks.extend(inside);
        blocks
    }

    fn about(&self) -> Vec<Element> {
        let (w, outcome) = (self.words, self.source.outcome);
        let unit = [
            ("unit", outcome.unit.name.as_str()),
            ("organisation", outcome.unit.organisation.as_str()),
        ];
        let sentence = if outcome.unit.organisation.is_empty() {
            w.about_unit_alone
        } else {
            w.about_unit
        };
        let mut blocks = vec![Element::Text(fill(sentence, &unit))];
        let mut asked = Vec::new();
        if let Some((answered, invited)) = self.counted(SourceKind::Survey) {
            let values = [
                ("answered", answered.to_string()),
                ("invited", invited.unwrap_or_default().to_string()),
            ];
            let values = values.each_ref().map(|(n, v)| (*n, v.as_str()));
            let sentence = if invited.is_some() {
                w.asked_of
            } else {
                w.asked_some
            };
            asked.push(fill(sentence, &values));
        }
        match self.counted(SourceKind::Interview) {
            None => {}
            Some((1, _)) => asked.push(w.talked_one.to_owned()),
            Some((n, _)) => asked.push(fill(w.talked, &[("people", &n.to_string())])),
        }
        if !asked.is_empty() {
            blocks.push(Element::Text(asked.join(" ")));
        }
        let people = self.who_met();
        if !people.is_empty() {
            let people = listed(w, &people);
            let met = match outcome.meeting.date {
                Some(date) => fill(w.met, &[("date", &w.say(date)), ("people", &people)]),
                None => fill(w.met_undated, &[("people", &people)]),
            };
            blocks.push(Element::Text(format!("{met} {}", w.chose)));
        }
        blocks
    }

    /// Number of people who answered, and of those invited, if known for all sources.
    fn counted(&self, kind: SourceKind) -> Option<(u32, Option<u32>)> {
        let sources = self.source.findings.map_or(&[][..], |f| &f.survey.sources);
        let of_kind: Vec<_> = sources.iter().filter(|s| s.kind == kind).collect();
        let answered: u32 = of_kind.iter().map(|s| s.answered).sum();
        // `None` if one of them is unknown: a rate over the others would be too high.
        let invited: Option<u32> = of_kind.iter().map(|s| s.invited).sum();
        (answered > 0).then_some((answered, invited))
    }

    fn who_met(&self) -> Vec<String> {
        let (w, outcome) = (self.words, self.source.outcome);
        let here: BTreeSet<&str> = outcome.meeting.present.iter().map(String::as_str).collect();
        let of = |group: &str| {
            let people = outcome.people.iter();
            people
                .filter(|p| here.contains(p.id.as_str()) && p.group.as_deref() == Some(group))
                .count()
        };
        let said = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(one.to_owned()),
            n => Some(fill(many, &[("n", &n.to_string())])),
        };
        let patients = said(of("patient"), w.patients_one, w.patients);
        let team = said(of("mdt"), w.team_one, w.team);
        patients.into_iter().chain(team).collect()
    }

    fn standards(&self) -> Vec<Element> {
        let standards = self.source.outcome.standards.iter();
        standards
            // A standard that the room did not agree to is no promise, however well it reads.
            .filter(|s| s.agreed && !s.text.is_empty())
            .map(|s| Element::Promise {
                about: self.source.theme(&s.theme).to_owned(),
                text: s.text.clone(),
            })
            .collect()
    }

    fn goals(&self) -> Vec<Element> {
        let together = self.looked_at_together();
        let cards = decided(self.source, Verdict::Agreed)
            .enumerate()
            .map(|(i, goal)| Element::Card {
                mark: fill(self.words.goal, &[("n", &(i + 1).to_string())]),
                title: goal.title.clone(),
                blocks: self.goal(goal, together.is_empty()),
            });
        let mut blocks = Vec::new();
        if !together.is_empty() {
            let days: Vec<String> = together.iter().map(|d| self.words.say(*d)).collect();
            let days = listed(self.words, &days);
            blocks.push(Element::Text(fill(
                self.words.looked_at_all,
                &[("days", &days)],
            )));
        }
        // An overview on one page first: a reader who stops there has seen all goals.
        let titles: Vec<Element> = decided(self.source, Verdict::Agreed)
            .enumerate()
            .map(|(i, goal)| Element::Promise {
                about: fill(self.words.goal, &[("n", &(i + 1).to_string())]),
                text: goal.title.clone(),
            })
            .collect();
        if titles.len() > 1 {
            blocks.extend(titles);
            blocks.push(Element::NewPage);
        }
        blocks.extend(cards);
        blocks
    }

    /// Review dates that all goals share; empty if they differ.
    fn looked_at_together(&self) -> Vec<Date> {
        let mut goals = decided(self.source, Verdict::Agreed).map(days_to_come);
        let Some(first) = goals.next() else {
            return Vec::new();
        };
        if goals.all(|days| days == first) {
            first
        } else {
            Vec::new()
        }
    }

    fn goal(&self, goal: &OutcomeGoal, with_days: bool) -> Vec<Element> {
        let w = self.words;
        let mut facts = FactList::default();
        let strand = goal.strand.as_deref().map(|s| w.people(s));
        facts.add(w.mainly_for, strand);
        facts.add(w.first_step, goal.first_step.clone());
        facts.add(w.by, goal.due.map(|d| w.say(d)));
        facts.add(w.owner, Some(self.owner(goal)));
        facts.add(w.partner, goal.partner.as_deref().map(|id| self.called(id)));
        facts.add(
            w.measure,
            goal.measure
                .as_deref()
                .map(|m| evidence::measured(self.source, m)),
        );
        if with_days {
            let days: Vec<String> = days_to_come(goal).into_iter().map(|d| w.say(d)).collect();
            facts.add(w.looked_at, Some(listed(w, &days)));
        }
        for review in &goal.reviews {
            let (Some(on), Some(status)) = (review.on, review.status) else {
                continue;
            };
            let name = fill(w.looked_at_on, &[("date", &w.say(on))]);
            facts.add(name, Some(self.found(status, review.note.as_deref())));
            facts.add(w.next_step, review.next_step.clone());
        }
        let mut blocks = vec![facts.block()];
        blocks.extend(self.evidence(goal).blocks(self.source.findings, w));
        blocks
    }

    /// Printed evidence of a goal: with a chart, and beside its strand, if it is pledged.
    fn evidence(&self, goal: &OutcomeGoal) -> PrintedEvidence<'_> {
        let pledged = goal.decision == Verdict::Agreed;
        let charts = if pledged { Charts::First } else { Charts::None };
        evidence::printed(self.source, goal, charts, pledged, self.words)
    }

    fn owner(&self, goal: &OutcomeGoal) -> String {
        let w = self.words;
        let owner = match self.source.outcome.owner_now(goal) {
            Some(Owner::Person(id)) => Some(self.called(&id))
                .filter(|called| !called.is_empty())
                .unwrap_or_else(|| w.somebody.to_owned()),
            Some(Owner::Role(role)) => role,
            None => return w.owner_open.to_owned(),
        };
        if goal.owner_to_ask() {
            fill(w.to_be_asked, &[("owner", &owner)])
        } else {
            owner
        }
    }

    /// Name of a person in the booklet: the role, with the name if both the person and the unit agree.
    fn called(&self, id: &str) -> String {
        let Some(person) = self.source.outcome.person(id) else {
            return String::new();
        };
        called(person, self.source.wishes.names)
    }

    fn found(&self, status: Status, note: Option<&str>) -> String {
        let w = self.words;
        let status = match status {
            Status::Done => w.done,
            Status::OnTrack => w.on_track,
            Status::Stuck => w.stuck,
            Status::Dropped => w.dropped,
            Status::Granted => w.granted,
            Status::Refused => w.refused,
            Status::Waiting => w.waiting,
            Status::StillTrue => w.still_true,
            Status::NoLongerTrue => w.no_longer_true,
        };
        let note = note.map_or_else(String::new, sentence);
        fill(w.found, &[("status", status), ("note", &note)])
            .trim_end()
            .to_owned()
    }

    fn voices(&self) -> Vec<Element> {
        let printed: BTreeSet<&str> = decided(self.source, Verdict::Agreed)
            .chain(decided(self.source, Verdict::Ask))
            .flat_map(|goal| self.evidence(goal).comments)
            .map(|comment| comment.id.as_str())
            .collect();
        let mut blocks = Vec::new();
        let mut last = "";
        for (theme, comment) in evidence::other_comments(self.source, &printed) {
            if theme != last {
                blocks.push(Element::Heading(2, theme.to_owned()));
                last = theme;
            }
            blocks.push(evidence::quote(self.source.findings, comment, self.words));
        }
        blocks
    }

    /// Reason why a goal does not go ahead; empty without one.
    fn why(&self, goal: &OutcomeGoal) -> String {
        let w = self.words;
        let reason = match goal.reason {
            Some(Reason::Money) => w.money,
            Some(Reason::Time) => w.time,
            Some(Reason::BeyondControl) => w.beyond_control,
            Some(Reason::AlreadyDone) => w.already_done,
            Some(Reason::Other) | None => "",
        };
        let note = goal.note.as_deref().map_or_else(String::new, sentence);
        let said = [reason, note.as_str()];
        let said: Vec<&str> = said.into_iter().filter(|s| !s.is_empty()).collect();
        said.join(" ")
    }

    fn asked(&self) -> Vec<Element> {
        let w = self.words;
        decided(self.source, Verdict::Ask)
            .map(|goal| {
                let mut facts = FactList::default();
                facts.add(w.asked_whom, goal.ask_of.clone());
                facts.add(w.why, self.why(goal));
                let mut blocks = vec![facts.block()];
                blocks.extend(self.evidence(goal).blocks(self.source.findings, w));
                card(goal, blocks)
            })
            .collect()
    }

    fn not_this_time(&self) -> Vec<Element> {
        decided(self.source, Verdict::NotThisTime)
            .map(|goal| {
                let mut facts = FactList::default();
                facts.add(self.words.why, self.why(goal));
                card(goal, vec![facts.block()])
            })
            .collect()
    }

    fn undecided(&self) -> Vec<Element> {
        let w = self.words;
        // In a draft a goal may just not have had its turn; "still to be decided" would be untrue.
        let goals = decided(self.source, Verdict::Undecided);
        goals
            .filter(|g| !self.source.draft || g.by_whom.is_some())
            .map(|goal| {
                let mut facts = FactList::default();
                facts.add(w.decided_by, goal.by_whom.clone());
                facts.add(w.decided_until, goal.until.map(|until| w.say(until)));
                card(goal, vec![facts.block()])
            })
            .collect()
    }

    fn better(&self) -> Vec<Element> {
        let contact = &self.source.wishes.contact;
        if contact.is_empty() {
            return Vec::new();
        }
        vec![Element::List(contact.clone())]
    }

    fn imprint(&self) -> Vec<Element> {
        let (w, wishes) = (self.words, self.source.wishes);
        let outcome = self.source.outcome;
        let unit = &outcome.unit;
        let maker = wishes.made_by.clone().unwrap_or_else(|| {
            let names = [unit.name.as_str(), unit.organisation.as_str()];
            let names: Vec<&str> = names.into_iter().filter(|n| !n.is_empty()).collect();
            names.join(", ")
        });
        let goals = decided(self.source, Verdict::Agreed);
        // Every information leaflet carries the date of its next check; the first review is the day on which it can be done.
        let first_review = goals.flat_map(days_to_come).min();
        let next = wishes.next_check.or(first_review);
        let mut facts = FactList::default();
        facts.add(w.made_by, maker);
        facts.add(w.agreed_on, outcome.meeting.date.map(|d| w.say(d)));
        facts.add(w.checked_on, wishes.checked.map(|d| w.say(d)));
        facts.add(w.next_check, next.map(|d| w.say(d)));
        facts.add(w.paid_by, wishes.paid_by.clone());
        vec![facts.block()]
    }
}

/// Dates of the reviews to come.
fn days_to_come(goal: &OutcomeGoal) -> Vec<Date> {
    let open = goal.reviews.iter().filter(|r| r.on.is_none());
    open.filter_map(|r| r.due).collect()
}

fn card(goal: &OutcomeGoal, blocks: Vec<Element>) -> Element {
    Element::Card {
        mark: String::new(),
        title: goal.title.clone(),
        blocks,
    }
}

// Never by id, which is made of the name.
/// Role of a person, with the name if `names` is set and the person has agreed.
pub fn called(person: &OutcomePerson, names: bool) -> String {
    let name = if names && person.consent && person.name != REMOVED {
        person.name.as_str()
    } else {
        ""
    };
    match (name, person.role.as_str()) {
        ("", role) => role.to_owned(),
        (name, "") => name.to_owned(),
        (name, role) => format!("{name}, {role}"),
    }
}

/// Adds a full stop, unless the text ends a sentence already.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let ends = text.ends_with(['.', '!', '?', '\u{2026}', '\u{201D}', '"']);
    if text.is_empty() || ends {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
