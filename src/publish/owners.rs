//! Pages for the owners of goals, with a page for each, and the text of an e-mail.
//!
//! Owners are often not at the meeting, and the minutes are not read by them. A page says what its owner does and why, in patients'
//! words under the rules of the booklet. An owner who has yet to agree is asked and not told.

use jiff::{Span, civil::Date};

use super::{
    PaperSource,
    evidence::{self, Charts},
    page::{Document, Element, FactList, PaperSize},
    words::{PaperWords, fill, listed},
};
use crate::domain::{
    follow_up,
    goal::Owner,
    outcome::{OutcomeGoal, Verdict},
    people::REMOVED,
};

/// Days that an owner who was not at the meeting has for an answer.
const ANSWER_DAYS: i32 = 14;
/// Quotations of a goal: a page that goes on overleaf is not read to its end.
const QUOTES: usize = 2;
/// Most characters of a role in a file name.
const NAME: usize = 40;

/// An owner, with the goals that are theirs now.
#[derive(Clone, Debug)]
pub struct OwnedGoals<'a> {
    /// The owner.
    pub owner: Owner,
    /// Name; the role if no name is known.
    pub name: String,
    /// Role of a person on the list; may be empty.
    pub role: String,
    /// Agreed goals, also those that are done or dropped, in the order of the outcome.
    pub goals: Vec<&'a OutcomeGoal>,
}

impl OwnedGoals<'_> {
    /// True if `who` is the id, the name or the role of the owner, in small or capital letters.
    pub fn is_called(&self, who: &str) -> bool {
        let id = match &self.owner {
            Owner::Person(id) => id.as_str(),
            Owner::Role(role) => role.as_str(),
        };
        let who = who.trim().to_lowercase();
        [id, &self.name, &self.role]
            .iter()
            .any(|called| !called.is_empty() && called.to_lowercase() == who)
    }

    /// The owner for a list: the id and the name, or the role.
    pub fn label(&self) -> String {
        match &self.owner {
            Owner::Person(id) => format!("{id}  {}", self.name),
            Owner::Role(role) => role.clone(),
        }
    }

    /// The role as a part of a file name, in small letters and hyphens; empty without a role.
    ///
    /// A name stands in no file name, because folders are shared and listed more widely than papers.
    pub fn file_name(&self) -> String {
        let role = match &self.owner {
            Owner::Person(_) => &self.role,
            Owner::Role(role) => role,
        };
        let mut name = String::new();
        for c in role.chars() {
            if c.is_ascii_alphanumeric() {
                name.push(c.to_ascii_lowercase());
            } else if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
        }
        let name: String = name.chars().take(NAME).collect();
        name.trim_end_matches('-').to_owned()
    }
}

/// Present owners of the agreed goals, in the order of their first goals.
pub fn owners<'a>(source: &PaperSource<'a>) -> Vec<OwnedGoals<'a>> {
    let mut all: Vec<OwnedGoals<'a>> = Vec::new();
    let goals = source.outcome.goals.iter();
    for goal in goals.filter(|g| g.decision == Verdict::Agreed) {
        let Some(owner) = source.outcome.owner_now(goal) else {
            continue;
        };
        if let Some(known) = all.iter_mut().find(|o| o.owner == owner) {
            known.goals.push(goal);
            continue;
        }
        let person = match &owner {
            Owner::Person(id) => source.outcome.person(id),
            Owner::Role(_) => None,
        };
        let role = person.map_or_else(String::new, |p| p.role.clone());
        let named = source.outcome.owner_name(Some(&owner));
        let (name, role) = if named == REMOVED && !role.is_empty() {
            (role, String::new())
        } else {
            (named, role)
        };
        all.push(OwnedGoals {
            owner,
            name,
            role,
            goals: vec![goal],
        });
    }
    all
}

/// Builds a page for each of these owners with an open goal; `None` if there is none.
pub fn pages(
    source: &PaperSource<'_>,
    words: &PaperWords,
    owners: &[OwnedGoals<'_>],
    paper: PaperSize,
    large: bool,
) -> Option<Document> {
    let (mut blocks, mut emails) = (Vec::new(), Vec::new());
    for mut owner in owners.iter().cloned() {
        owner.goals.retain(|goal| goal.is_open());
        if owner.goals.is_empty() {
            continue;
        }
        if !blocks.is_empty() {
            blocks.push(Element::NewPage);
        }
        let page = Page {
            source,
            words,
            owner,
        };
        blocks.extend(page.blocks());
        emails.extend(page.emails());
    }
    if blocks.is_empty() {
        return None;
    }
    // On pages of their own: an owner gets a page to keep, and whoever sends it the e-mails.
    blocks.push(Element::NewPage);
    blocks.push(Element::Heading(1, words.owners.emails.to_owned()));
    blocks.push(Element::Text(words.owners.emails_text.to_owned()));
    blocks.extend(emails);
    let mut document = source.paper(words, paper, large);
    words.owners.title.clone_into(&mut document.title);
    words.owners.subtitle.clone_into(&mut document.subtitle);
    document.look.compact = true;
    document.blocks = blocks;
    Some(document)
}

/// The page of one owner.
struct Page<'p> {
    source: &'p PaperSource<'p>,
    words: &'p PaperWords,
    owner: OwnedGoals<'p>,
}

impl Page<'_> {
    fn blocks(&self) -> Vec<Element> {
        let w = &self.words.owners;
        let name = if self.owner.role.is_empty() {
            self.owner.name.clone()
        } else {
            let values = [
                ("name", self.owner.name.as_str()),
                ("role", self.owner.role.as_str()),
            ];
            fill(w.name, &values)
        };
        let mut blocks = vec![Element::Heading(1, name)];
        let (asked, agreed) = self.asked_and_agreed();
        if !agreed.is_empty() {
            blocks.push(Element::Heading(2, w.heading_agreed.to_owned()));
            blocks.push(Element::Text(self.thanks(&agreed)));
            blocks.extend(agreed.iter().map(|goal| self.goal(goal)));
        }
        if !asked.is_empty() {
            blocks.push(Element::Heading(2, w.heading_ask.to_owned()));
            let sentence = if self.was_absent() {
                w.ask_absent
            } else {
                w.ask
            };
            blocks.push(Element::Text(fill(sentence, &[("unit", self.unit())])));
            blocks.extend(asked.iter().map(|goal| self.goal(goal)));
        }
        blocks.push(self.questions());
        blocks
    }

    /// Goals that the owner is asked about, and goals that the owner has agreed to.
    fn asked_and_agreed(&self) -> (Vec<&OutcomeGoal>, Vec<&OutcomeGoal>) {
        let goals = self.owner.goals.iter().copied();
        goals.partition(|goal| goal.owner_to_ask())
    }

    fn emails(&self) -> Vec<Element> {
        let (asked, agreed) = self.asked_and_agreed();
        [(agreed, false), (asked, true)]
            .iter()
            .filter(|(goals, _)| !goals.is_empty())
            .map(|(goals, asks)| self.email(goals, *asks))
            .collect()
    }

    fn unit(&self) -> &str {
        &self.source.outcome.unit.name
    }

    fn was_absent(&self) -> bool {
        let absent = &self.source.outcome.meeting.absent;
        match &self.owner.owner {
            Owner::Person(id) => absent.contains(id),
            // Whoever is not on the list of people was not in the room.
            Owner::Role(_) => true,
        }
    }

    fn thanks(&self, goals: &[&OutcomeGoal]) -> String {
        let w = &self.words.owners;
        let before = goals
            .iter()
            .map(|goal| self.source.outcome.owner_before(goal));
        let before: Option<Vec<String>> = before.collect();
        if let Some(before) = before.and_then(|b| b.first().cloned()) {
            return fill(w.taken_over, &[("before", &before)]);
        }
        let day = self.source.outcome.meeting.date;
        let sentence = match (day, goals.len()) {
            (None, _) => w.agreed_undated,
            (Some(_), 1) => w.agreed,
            (Some(_), _) => w.agreed_more,
        };
        let day = day.map_or_else(String::new, |day| self.words.say(day));
        let n = goals.len().to_string();
        fill(
            sentence,
            &[("unit", self.unit()), ("date", &day), ("n", &n)],
        )
    }

    fn days(&self, goal: &OutcomeGoal) -> String {
        let days: Vec<String> = days_to_come(goal)
            .into_iter()
            .map(|day| self.words.say(day))
            .collect();
        listed(self.words, &days)
    }

    fn goal(&self, goal: &OutcomeGoal) -> Element {
        let w = &self.words.owners;
        let mut facts = FactList::default();
        let step = goal.first_step.clone();
        facts.add(
            w.first_step,
            step.or_else(|| goal.last_review().is_none().then(|| w.no_step.to_owned())),
        );
        let by = goal.due.map(|day| self.words.say(day));
        facts.add(w.by, Some(by.unwrap_or_else(|| w.no_day.to_owned())));
        let partner = goal.partner.as_deref();
        facts.add(w.partner, partner.map(|p| self.source.name(p).to_owned()));
        let measure = goal.measure.as_deref();
        facts.add(
            w.measure,
            measure.map(|m| evidence::measured(self.source, m)),
        );
        let strand = goal.strand.as_deref();
        facts.add(w.mainly_for, strand.map(|s| self.words.people(s)));
        if let Some(review) = goal.last_review()
            && let Some(on) = review.on
        {
            let name = fill(w.found, &[("date", &self.words.say(on))]);
            facts.add(name, review.note.clone());
            facts.add(w.next_step, review.next_step.clone());
        }
        facts.add(w.review, Some(self.days(goal)));
        let mut blocks = vec![facts.block()];
        let mut printed = evidence::printed(self.source, goal, Charts::First, true, self.words);
        printed.comments.truncate(QUOTES);
        let why = printed.blocks(self.source.findings, self.words);
        if !why.is_empty() {
            blocks.push(Element::Small(w.why.to_owned()));
            blocks.extend(why);
        }
        Element::Card {
            mark: String::new(),
            title: goal.title.clone(),
            blocks,
        }
    }

    fn questions(&self) -> Element {
        let w = &self.words.owners;
        let wishes = self.source.wishes;
        // The team's own people first: the booklet's contacts are for patients.
        let mut senders = wishes.asks_from.iter().chain(wishes.contact.first());
        // Nobody is told to ask themselves.
        let whom = match senders.find(|sender| !sender.contains(&self.owner.name)) {
            Some(contact) => fill(w.questions_to, &[("contact", contact)]),
            None => w.questions_open.to_owned(),
        };
        // Without a heading of its own: two goals with their charts fill the page.
        Element::Text(format!("{whom} {}", w.questions_text))
    }

    fn email(&self, goals: &[&OutcomeGoal], asks: bool) -> Element {
        let w = &self.words.owners;
        let mut facts = FactList::default();
        let subject = if asks {
            w.subject_ask
        } else {
            w.subject_agreed
        };
        facts.add(w.subject, subject.to_owned());
        let text = |sentence: &str, name: &str, value: &str| {
            Element::Text(fill(sentence, &[(name, value)]))
        };
        let mut blocks = vec![
            facts.block(),
            text(w.dear, "name", &self.owner.name),
            Element::Text(if asks { w.email_asked } else { w.email_agreed }.to_owned()),
        ];
        for goal in goals {
            blocks.push(text(w.email_goal, "goal", goal.title.trim_end_matches('.')));
            let mut lines = Vec::new();
            let mut line = |sentence: &str, name: &str, value: Option<String>| {
                if let Some(value) = value.filter(|v| !v.is_empty()) {
                    lines.push(fill(sentence, &[(name, value.trim_end_matches('.'))]));
                }
            };
            line(w.email_first_step, "step", goal.first_step.clone());
            line(w.email_by, "date", goal.due.map(|day| self.words.say(day)));
            let partner = goal.partner.as_deref();
            line(
                w.email_partner,
                "partner",
                partner.map(|p| self.source.name(p).to_owned()),
            );
            line(w.email_review, "days", Some(self.days(goal)));
            if !lines.is_empty() {
                blocks.push(Element::List(lines));
            }
            let printed = evidence::printed(self.source, goal, Charts::First, true, self.words);
            // One is enough in an e-mail, and it says nothing of whose it is.
            if let Some(comment) = printed.comments.first() {
                blocks.push(text(w.email_said, "words", &comment.text));
            }
        }
        if asks {
            blocks.push(Element::Text(self.answer()));
        } else {
            blocks.push(Element::Text(w.email_calendar.to_owned()));
            blocks.push(Element::Text(w.email_early.to_owned()));
        }
        blocks.push(Element::Text(w.email_thanks.to_owned()));
        Element::Card {
            mark: String::new(),
            title: fill(w.email_to, &[("name", &self.owner.name)]),
            blocks,
        }
    }

    /// The day by which an answer is needed.
    fn answer(&self) -> String {
        let w = &self.words.owners;
        let met = self.source.outcome.meeting.date;
        let by = met.and_then(|day| day.checked_add(Span::new().days(ANSWER_DAYS)).ok());
        match by {
            Some(day) => fill(w.email_answer, &[("date", &self.words.say(day))]),
            None => w.email_answer_undated.to_owned(),
        }
    }
}

/// Planned reviews after the last one.
fn days_to_come(goal: &OutcomeGoal) -> Vec<Date> {
    let days = goal.reviews.iter().filter_map(|r| r.on.or(r.due));
    let Some(next) = days.min().and_then(|first| follow_up::next(goal, first)) else {
        return Vec::new();
    };
    let open = goal.reviews.iter().filter(|r| r.on.is_none());
    open.filter_map(|r| r.due)
        .filter(|day| *day >= next)
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        domain::{
            booklet::Booklet,
            findings::Unit,
            outcome::{HeldMeeting, Outcome, OutcomePerson, Review, Status},
        },
        publish::{markdown, words::ENGLISH},
    };

    fn person(id: &str, name: &str, role: &str) -> OutcomePerson {
        OutcomePerson {
            id: id.into(),
            name: name.into(),
            role: role.into(),
            ..OutcomePerson::default()
        }
    }

    fn goal(id: &str, owner: &str) -> OutcomeGoal {
        OutcomeGoal {
            id: id.into(),
            title: format!("Title of {id}"),
            decision: Verdict::Agreed,
            owner: Some(owner.into()),
            accepted: Some(true),
            due: Some(date(2027, 2, 28)),
            reviews: [date(2027, 5, 24), date(2027, 11, 24)]
                .map(|due| Review {
                    due: Some(due),
                    ..Review::default()
                })
                .to_vec(),
            ..OutcomeGoal::default()
        }
    }

    fn outcome(goals: Vec<OutcomeGoal>) -> Outcome {
        Outcome {
            unit: Unit {
                name: "Harbour Unit".into(),
                ..Unit::default()
            },
            meeting: HeldMeeting {
                date: Some(date(2026, 11, 24)),
                present: vec!["ama".into()],
                absent: vec!["rao".into()],
                ..HeldMeeting::default()
            },
            people: vec![
                person("ama", "Ama Boateng", "Breast care nurse"),
                person("rao", "Mr Rao", "Consultant / surgeon"),
            ],
            goals,
            ..Outcome::default()
        }
    }

    fn with<T>(outcome: &Outcome, make: impl FnOnce(&PaperSource<'_>) -> T) -> T {
        let wishes = Booklet {
            asks_from: Some("Ama Boateng, 01632 960 123".into()),
            ..Booklet::default()
        };
        make(&PaperSource {
            outcome,
            findings: None,
            previous: None,
            wishes: &wishes,
            logo: None,
            picture: None,
            currency: "GBP",
            draft: false,
        })
    }

    fn text(outcome: &Outcome) -> Option<String> {
        with(outcome, |source| {
            let pages = pages(source, &ENGLISH, &owners(source), PaperSize::A4, false)?;
            // Names and days are tied on paper.
            Some(markdown::write(&pages).replace('\u{A0}', " "))
        })
    }

    #[test]
    fn an_owner_who_has_yet_to_say_yes_is_asked_and_not_told() {
        let mut asked = goal("b", "rao");
        asked.accepted = Some(false);
        let text = text(&outcome(vec![goal("a", "ama"), asked])).unwrap();
        let (pages, emails) = text.split_once("## E-mails to copy").unwrap();
        let (ama, rao) = pages.split_once("## Mr Rao, Consultant / surgeon").unwrap();
        assert!(ama.contains("At the meeting of Harbour Unit on 24 November 2026 you agreed"));
        assert!(rao.contains("You were not there. Will you make sure that it does?"));
        assert!(!rao.contains("agreed to do") && !rao.contains("Thank you"));
        // The sender is not told to ask herself.
        assert!(rao.contains("Ask Ama Boateng, 01632 960 123."));
        assert!(ama.contains("Ask the person who gave you this page."));
        let (_, rao) = emails.split_once("To Mr Rao").unwrap();
        assert!(rao.contains("Our pledge: will you do this?"));
        assert!(rao.contains("Please answer by 8 December 2026: yes, no,"));
    }

    #[test]
    fn a_goal_is_on_the_page_of_its_present_owner_until_it_is_settled() {
        let mut given = goal("a", "ama");
        given.reviews[0].on = Some(date(2027, 5, 24));
        given.reviews[0].status = Some(Status::OnTrack);
        given.reviews[0].owner = Some("rao".into());
        given.reviews[0].next_step = Some("Ring the printer".into());
        let mut done = goal("b", "ama");
        done.reviews[0].on = Some(date(2027, 5, 24));
        done.reviews[0].status = Some(Status::Done);
        let outcome = outcome(vec![given, done]);
        let text = text(&outcome).unwrap();
        assert!(!text.contains("Title of b"));
        assert!(!text.contains("## Ama Boateng"));
        assert!(text.contains("Thank you for taking this over from Ama Boateng."));
        assert!(text.contains("Ring the printer"));
        assert!(text.contains("We look again on:** 24 November 2027\n"));
        let names: Vec<String> = with(&outcome, |s| {
            owners(s).iter().map(OwnedGoals::file_name).collect()
        });
        assert_eq!(names, ["consultant-surgeon", "breast-care-nurse"]);
    }

    #[test]
    fn where_no_open_goal_has_an_owner_there_is_no_page() {
        let mut nobody = goal("a", "ama");
        nobody.owner = None;
        assert_eq!(text(&outcome(vec![nobody])), None);
        let mut not_agreed = goal("a", "ama");
        not_agreed.decision = Verdict::Undecided;
        assert_eq!(text(&outcome(vec![not_agreed])), None);
    }
}
