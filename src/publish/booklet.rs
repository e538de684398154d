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
    evidence::{self, Charts, PrintedEvidence, ended},
    page::{self, ContentsRow, Document, Element, FactList, PaperSize},
    words::{PaperWords, fill, listed},
};
use crate::domain::{
    aim::Aim,
    booklet::BookletSection,
    findings::SourceKind,
    goal::{Owner, Reason},
    measures,
    names::NameRedactor,
    outcome::{OutcomeGoal, OutcomePerson, Status, Verdict},
    people::REMOVED,
    words::capital,
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
    let before = source.previous.map_or(&[][..], |p| &p.people);
    let unnamed = source.outcome.people.iter().chain(before);
    let unnamed = unnamed.filter(|p| !(wishes.names && p.consent)).map(|p| {
        let role = called(p, false);
        let role = if role.is_empty() {
            words.somebody.to_owned()
        } else {
            role
        };
        (p, role)
    });
    let names = NameRedactor::of(unnamed);
    let mut outcome = source.outcome.clone();
    names.clear(&mut outcome);
    let mut previous = source.previous.cloned();
    if let Some(previous) = &mut previous {
        names.clear(previous);
    }
    let source = &PaperSource {
        outcome: &outcome,
        previous: previous.as_ref(),
        ..*source
    };
    let maker = BookletBuilder { source, words };
    let mut blocks = Vec::new();
    let mut is_last_page = false;
    // The order of the table is the order of the booklet, so that a new section cannot be forgotten here.
    for (_, section) in BookletSection::WORDS {
        if !wishes.section(*section).show {
            continue;
        }
        let inside = maker.section(*section);
        let closes = matches!(section, BookletSection::Better | BookletSection::Imprint);
        // Whom to ring stands on the outside, where it is found without opening the booklet.
        if closes && !inside.is_empty() && !is_last_page {
            is_last_page = true;
            blocks.extend(maker.numbers(&blocks));
            blocks.push(Element::BackPage {
                notes: words.booklet.notes.into(),
            });
        }
        blocks.extend(inside);
    }
    if !is_last_page {
        blocks.extend(maker.numbers(&blocks));
    }
    let mut booklet = source.paper(words, paper, large);
    booklet.title = (wishes.title.clone()).unwrap_or_else(|| words.title.into());
    booklet.subtitle = (wishes.subtitle.clone()).unwrap_or_else(|| words.subtitle.into());
    booklet.look.cover = true;
    booklet.look.picture = source.picture.cloned();
    booklet.epigraph = maker.epigraph();
    booklet.blocks = blocks;
    booklet
}

/// True if there is a chart among the elements.
fn has_numbers(blocks: &[Element]) -> bool {
    blocks.iter().any(|block| match block {
        Element::Chart { .. } | Element::OverTime { .. } => true,
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
        let (heading, text, mut inside) = match section {
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
        // The list of goals is copied for the waiting room, and begins a page. Everything else follows on.
        if section == BookletSection::Goals {
            blocks.push(Element::NewPage);
        }
        blocks.push(Element::Heading(1, heading));
        let mut text = wanted.text.unwrap_or_else(|| text.to_owned());
        // Two sentences about all quotations are one paragraph.
        if let (BookletSection::Voices, Some(Element::Text(usual))) = (section, inside.first()) {
            let joined = format!("{text} {usual}");
            joined.trim_start().clone_into(&mut text);
            inside.remove(0);
        }
        blocks.extend(page::paragraphs(&text));
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
            asked.push(w.booklet.thanks.to_owned());
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
        // All goals on one page first: a reader who stops there has seen them, and a copy of it hangs in the waiting room.
        let rows: Vec<ContentsRow> = decided(self.source, Verdict::Agreed)
            .enumerate()
            .map(|(i, goal)| ContentsRow {
                mark: fill(self.words.goal, &[("n", &(i + 1).to_string())]),
                title: goal.title.clone(),
                note: self.by_whom_and_when(goal),
            })
            .collect();
        if rows.len() > 1 {
            blocks.push(Element::Contents(rows));
            blocks.push(Element::NewPage);
        }
        blocks.extend(cards);
        blocks
    }

    /// Owner and day of a goal, in one line.
    fn by_whom_and_when(&self, goal: &OutcomeGoal) -> String {
        let owner = self.owner(goal);
        match goal.due {
            None => owner,
            Some(due) => {
                let values = [("owner", owner.as_str()), ("date", &self.words.say(due))];
                fill(self.words.booklet.listed_by, &values)
            }
        }
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
        let strand = goal.strand.as_deref().map(|s| capital(&w.people(s)));
        facts.add(w.mainly_for, strand);
        facts.add(w.first_step, goal.first_step.clone());
        facts.add(w.owner, Some(self.by_whom_and_when(goal)));
        facts.add(w.partner, goal.partner.as_deref().map(|id| self.called(id)));
        let evidence = self.evidence(goal);
        facts.add(w.measure, self.measure(goal, !evidence.charts.is_empty()));
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
            facts.add(w.booklet.noticed, review.noticed.as_deref().map(ended));
            facts.add(w.next_step, review.next_step.clone());
        }
        let mut blocks = vec![facts.block()];
        blocks.extend(evidence.blocks(self.source.findings, w));
        blocks
    }

    /// Measure of a goal in the notation of its chart, if it is no more than the aim; else in the room's words.
    fn measure(&self, goal: &OutcomeGoal, has_chart: bool) -> Option<String> {
        let w = &self.words.booklet;
        let measure = goal.measure.as_deref();
        let own = measure.map(|m| evidence::measured(self.source, m));
        let findings = self.source.findings?;
        let Some(aim) = evidence::aim_of(goal).filter(|_| has_chart) else {
            return own;
        };
        let of_any = Aim {
            strand: None,
            ..aim.clone()
        };
        let is_own = own.as_ref().is_some_and(|own| {
            let written = [&aim, &of_any].map(|aim| measures::aim(aim, findings));
            !written.contains(own)
        });
        if is_own {
            return own;
        }
        let said = findings
            .finding(&aim.finding)
            .and_then(|(_, f)| f.said.as_deref());
        let n = aim.above.to_string();
        Some(match said {
            Some(said) => fill(
                w.aim_said,
                &[("n", &n), ("said", said.trim_end_matches('.'))],
            ),
            None => fill(w.aim_answer, &[("n", &n)]),
        })
    }

    /// Notes on numbers, if there are any among the elements: a booklet of promises needs no statistics.
    fn numbers(&self, blocks: &[Element]) -> Vec<Element> {
        let before = self.source.wishes.section(BookletSection::Before).show;
        let rise = before && self.has_expected_rise();
        if !has_numbers(blocks) && !rise {
            return Vec::new();
        }
        let mut notes = evidence::about_numbers(self.source.findings, self.words);
        notes.extend(rise.then(|| self.words.booklet.some_rise.to_owned()));
        vec![
            Element::Heading(2, self.words.numbers.into()),
            Element::List(notes),
        ]
    }

    /// Quotation for the cover: the comment that the unit has chosen, if it is released.
    // Never one that the program picks: the first words that anybody reads are somebody's choice.
    fn epigraph(&self) -> Option<(String, String)> {
        let id = self.source.wishes.epigraph.as_deref()?;
        let (_, comment) = self.source.findings?.comment(id)?;
        evidence::is_released(comment).then(|| {
            let from = evidence::quoted_from(self.source.findings, comment, self.words);
            (comment.text.clone(), from)
        })
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
        let status = w.status(status);
        let note = note.map_or_else(String::new, ended);
        fill(w.found, &[("status", status), ("note", &note)])
            .trim_end()
            .to_owned()
    }

    fn voices(&self) -> Vec<Element> {
        let printed: BTreeSet<&str> = decided(self.source, Verdict::Agreed)
            .chain(decided(self.source, Verdict::Ask))
            .flat_map(|goal| self.evidence(goal).comments)
            .map(|comment| comment.id.as_str())
            .chain(self.source.wishes.epigraph.as_deref())
            .collect();
        let (findings, w) = (self.source.findings, self.words);
        let comments = evidence::other_comments(self.source, &printed);
        let usual = evidence::usual_source(findings, comments.iter().map(|(_, c)| *c));
        let mut blocks = Vec::new();
        if let Some((kind, strand)) = usual {
            let sentence = match kind {
                SourceKind::Survey => w.booklet.written_by,
                SourceKind::Interview => w.booklet.told_by,
            };
            let people = capital(&w.people(strand));
            blocks.push(Element::Text(fill(sentence, &[("people", &people)])));
        }
        let mut last = "";
        for (theme, comment) in comments {
            if theme != last {
                blocks.push(Element::Heading(2, theme.to_owned()));
                last = theme;
            }
            let is_usual =
                usual.is_some() && findings.and_then(|f| f.attribution(comment)) == usual;
            blocks.push(if is_usual {
                Element::Quote {
                    text: comment.text.clone(),
                    from: String::new(),
                }
            } else {
                evidence::quote(findings, comment, w)
            });
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
        let note = goal.note.as_deref().map_or_else(String::new, ended);
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
        let wishes = self.source.wishes;
        let w = &self.words.booklet;
        let mut blocks = Vec::new();
        if !wishes.contact.is_empty() {
            blocks.push(Element::List(wishes.contact.clone()));
        }
        let reply = wishes.reply_within.as_deref();
        let reply = reply.map(|time| fill(w.reply, &[("time", time)]));
        let said = reply.as_deref().into_iter().chain([w.no_change]);
        let said: Vec<&str> = said.collect();
        blocks.push(Element::Text(said.join(" ")));
        blocks.push(Element::Heading(2, w.formats.into()));
        blocks.push(Element::Text(self.formats()));
        blocks
    }

    /// Languages, formats and web address of the booklet, in sentences.
    fn formats(&self) -> String {
        let (w, wishes) = (&self.words.booklet, self.source.wishes);
        let forms: Vec<String> = [&wishes.languages, &wishes.formats]
            .map(Vec::clone)
            .concat();
        let mut said = Vec::new();
        if !forms.is_empty() {
            let forms = listed(self.words, &forms);
            said.push(fill(w.can_have, &[("forms", &forms)]));
        }
        let ask = if said.is_empty() {
            w.ask_for_formats
        } else {
            w.ask_for_another
        };
        said.push(ask.to_owned());
        let address = wishes.address.as_deref();
        said.extend(address.map(|address| fill(w.on_the_web, &[("address", address)])));
        said.join(" ")
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
