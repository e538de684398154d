//! The checklist of a preparation: everything that is still missing, in the order in which a meeting is prepared.
//!
//! None of it prevents the meeting. Each line is about something that meetings have gone without.

use std::collections::BTreeSet;

use super::Preparation;
use crate::domain::{
    access::AccessAnswer,
    agenda::Activity,
    booklet::{Booklet, BookletSection},
    findings::{Theme, UNSORTED, Unit},
    people::Person,
    words::count,
};

/// A part of the preparation, in which something is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The day, the time, the place, the capacity and the ground rules.
    Meeting,
    /// The people.
    People,
    /// The themes and their standards.
    Themes,
    /// The comments.
    Comments,
    /// The goals of the findings file.
    Goals,
    /// The agenda items.
    Agenda,
    /// The settings of the booklet.
    Booklet,
}

/// A missing item of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The part in which it is put right.
    pub part: Part,
    /// The missing thing, in a few words.
    pub what: String,
}

/// True if a person's name still is the role that a template gave: `First patient representative`.
pub fn is_unnamed(person: &Person) -> bool {
    let (name, role) = (person.name.to_lowercase(), person.role.to_lowercase());
    !role.is_empty() && name.ends_with(&role)
}

/// True if a theme has nothing that a room could talk about.
fn is_empty(theme: &Theme) -> bool {
    theme.findings.is_empty() && theme.comments.iter().all(|c| c.hold)
}

/// Titles of themes, shortened to the first three.
fn some(titles: &[&str]) -> String {
    let shown = titles
        .iter()
        .take(3)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    match titles.len().saturating_sub(3) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Names of the unit and the hospital that are still the template's, each in a sentence.
pub fn unit_gaps(unit: &Unit) -> Vec<String> {
    let mut gaps = Vec::new();
    // An organisation may be left out; the template's would be printed.
    for (what, name) in [
        ("the unit", unit.name.as_str()),
        ("the hospital", unit.organisation.as_str()),
    ] {
        if !name.is_empty() && Unit::is_placeholder(name) {
            gaps.push(format!(
                "{what} is still called \u{201c}{name}\u{201d}, and would be printed so"
            ));
        }
    }
    gaps
}

/// Facts that every leaflet for patients gives and that the booklet's settings lack.
pub fn booklet_gaps(booklet: &Booklet) -> Vec<&'static str> {
    let checks = [
        (
            booklet.contact.is_empty() && booklet.section(BookletSection::Better).text.is_none(),
            "no contact, where patients could say what could be better",
        ),
        (
            booklet.reply_within.is_none(),
            "nobody has said when people who write get an answer",
        ),
        (
            booklet.paid_by.is_none(),
            "nobody has said who pays for the booklet",
        ),
    ];
    let gaps = checks.into_iter().filter(|(lacks, _)| *lacks);
    gaps.map(|(_, gap)| gap).collect()
}

impl Preparation {
    /// Everything that the booklet still lacks once the meeting was held.
    pub fn missing_afterwards(&self) -> Vec<Missing> {
        let mut missing = self.missing();
        missing.retain(|m| m.part == Part::Booklet);
        // Before the meeting there is no text that somebody could have read.
        if self.booklet.checked.is_none() {
            missing.push(Missing {
                part: Part::Booklet,
                what: "nobody has said when the booklet was read through".to_owned(),
            });
        }
        missing
    }

    /// Everything that is still missing, with forms of the reading pack that somebody needs and that `made` has not. `made` are
    /// the names of the papers that lie in the folder.
    pub fn missing_beside(&self, made: &[String]) -> Vec<Missing> {
        let mut missing = self.missing();
        let forms: BTreeSet<AccessAnswer> = self.needs().map(AccessAnswer::to).collect();
        let has = |endings: &[&str]| {
            let pack = |name: &String| {
                let name = name.strip_prefix("pack.");
                name.is_some_and(|ending| endings.contains(&ending))
            };
            made.iter().any(pack)
        };
        for (form, endings) in forms.into_iter().filter_map(AccessAnswer::pack) {
            if !has(endings) {
                missing.push(Missing {
                    part: Part::People,
                    what: format!(
                        "no reading pack {form}, which somebody needs: `pledge export FOLDER --to all`"
                    ),
                });
            }
        }
        missing.sort_by_key(|m| m.part);
        missing
    }

    /// The access needs of everybody on the list, as they are noted.
    fn needs(&self) -> impl Iterator<Item = &str> {
        let people = self.agenda.people.iter();
        people.flat_map(|p| p.access.iter().map(String::as_str))
    }

    /// Access needs that nothing here can answer, such as a hearing loop or braille: each once, with the number of people.
    pub fn to_see_to(&self) -> Vec<(String, u64)> {
        let mut needs: Vec<(String, u64)> = Vec::new();
        let somebody = |need: &&str| AccessAnswer::to(need) == AccessAnswer::Somebody;
        for need in self.needs().filter(somebody) {
            match needs.iter_mut().find(|(n, _)| n.eq_ignore_ascii_case(need)) {
                Some((_, people)) => *people += 1,
                None => needs.push((need.to_owned(), 1)),
            }
        }
        needs
    }

    /// Everything that is still missing.
    pub fn missing(&self) -> Vec<Missing> {
        let mut all = Vec::new();
        self.meeting(&mut |what| all.push((Part::Meeting, what)));
        self.people(&mut |what| all.push((Part::People, what)));
        self.themes(&mut |what| all.push((Part::Themes, what)));
        self.comments(&mut |what| all.push((Part::Comments, what)));
        self.goals(&mut |what| all.push((Part::Goals, what)));
        self.items(&mut |what| all.push((Part::Agenda, what)));
        let gaps = booklet_gaps(&self.booklet).into_iter();
        all.extend(gaps.map(|gap| (Part::Booklet, gap.to_owned())));
        all.into_iter()
            .map(|(part, what)| Missing { part, what })
            .collect()
    }

    fn meeting(&self, say: &mut impl FnMut(String)) {
        for gap in unit_gaps(&self.findings.unit) {
            say(gap);
        }
        let meeting = &self.agenda.meeting;
        if meeting.date.is_none() {
            say("no day".into());
        }
        if meeting.start.is_none() {
            say("no time at which it begins".into());
        }
        if meeting.place.is_empty() {
            say("no place".into());
        }
        let capacity = &self.agenda.capacity;
        let lacks: Vec<&str> = [
            (capacity.money.is_none(), "money"),
            (capacity.hours.is_none(), "hours"),
        ]
        .into_iter()
        .filter_map(|(lacks, what)| lacks.then_some(what))
        .collect();
        if !lacks.is_empty() {
            say(format!(
                "no {}: without what there is to spend, every plan looks realistic",
                lacks.join(" and no ")
            ));
        }
        if self.agenda.ground_rules.is_empty() {
            say("no ground rules".into());
        }
    }

    fn people(&self, say: &mut impl FnMut(String)) {
        let people = &self.agenda.people;
        let in_group = |group: &str| {
            people
                .iter()
                .filter(|p| p.group.as_deref() == Some(group))
                .count()
        };
        if in_group("patient") == 0 {
            say("no patient representative".into());
        }
        if in_group("mdt") == 0 {
            say("nobody of the hospital team".into());
        }
        let vote = &self.agenda.vote;
        // Said while there is still time to invite one more person; in the room it is too late.
        let apart = u64::from(vote.apart_from.max(vote.method.row().shown_from));
        for (group, words) in [
            ("patient", "patient representatives"),
            ("mdt", "people of the hospital team"),
        ] {
            let there = in_group(group) as u64;
            if there > 0 && there < apart {
                say(format!(
                    "only {there} {words}: votes of fewer than {apart} are never shown apart"
                ));
            }
        }
        if !people.iter().any(|p| p.lead) {
            say("no Pledge Lead".into());
        }
        // The chair of a vote should not vote in it.
        if !people.is_empty() && people.iter().all(|p| p.group.is_some()) {
            say("no facilitator: somebody in no group, who does not vote".into());
        }
        let has = |role: &str| {
            let role = role.to_lowercase();
            people.iter().any(|p| p.role.to_lowercase().contains(&role))
        };
        let lacks: Vec<&str> = self
            .agenda
            .expected
            .iter()
            .map(String::as_str)
            .filter(|role| !has(role))
            .collect();
        if !lacks.is_empty() {
            say(format!("nobody who is: {}", some(&lacks)));
        }
        let unnamed = people.iter().filter(|p| is_unnamed(p)).count();
        if unnamed > 0 {
            say(count(unnamed as u64, "name to put in", "names to put in"));
        }
        // Results of strands are never pooled, and neither should one strand's patients speak for another's.
        let strands = self.findings.strands();
        if strands.len() > 1 {
            let spoken: BTreeSet<&str> = people
                .iter()
                .filter(|p| p.group.as_deref() == Some("patient"))
                .filter_map(|p| p.strand.as_deref())
                .collect();
            let lacks: Vec<&str> = strands
                .into_iter()
                .filter(|s| !spoken.contains(s))
                .collect();
            if !lacks.is_empty() {
                say(format!("no representative of: {}", lacks.join(", ")));
            }
        }
    }

    fn themes(&self, say: &mut impl FnMut(String)) {
        let titles = |of: &dyn Fn(&Theme) -> bool| -> Vec<&str> {
            let of = self.findings.discussed_themes().filter(|t| of(t));
            of.map(|t| t.title.as_str()).collect()
        };
        if self.findings.discussed_themes().all(is_empty) {
            say("nothing that patients said: `pledge import` brings it in".into());
        } else {
            let empty = titles(&is_empty);
            if !empty.is_empty() {
                say(format!("nothing to talk about under: {}", some(&empty)));
            }
        }
        let unwritten = titles(&|t| t.standard.is_empty());
        if !unwritten.is_empty() {
            say(format!("no standard for: {}", some(&unwritten)));
        }
    }

    fn comments(&self, say: &mut impl FnMut(String)) {
        let unread = self.unread().count();
        if unread > 0 {
            say(count(
                unread as u64,
                "comment that nobody has read",
                "comments that nobody has read",
            ));
        }
        // The import puts comments there that it could not sort; they are part of no theme that is discussed.
        let unsorted = self.findings.theme(UNSORTED);
        let unsorted = unsorted.map_or(0, |t| t.comments.len());
        if unsorted > 0 {
            say(count(
                unsorted as u64,
                "comment that nobody has sorted: it stays out of the meeting",
                "comments that nobody has sorted: they stay out of the meeting",
            ));
        }
        let silent: Vec<&str> = self
            .findings
            .discussed_themes()
            .filter(|t| t.comments.iter().any(|c| !c.hold) && self.wall(&t.id).is_empty())
            .map(|t| t.title.as_str())
            .collect();
        if !silent.is_empty() {
            say(format!(
                "no comment chosen for the wall of: {}",
                some(&silent)
            ));
        }
    }

    fn goals(&self, say: &mut impl FnMut(String)) {
        let goals = || self.findings.themes.iter().flat_map(|t| &t.goals);
        let unknown = goals()
            .filter(|g| g.cost.is_none() || g.hours.is_none())
            .count();
        if unknown > 0 {
            say(count(
                unknown as u64,
                "goal whose money or hours are not known",
                "goals whose money or hours are not known",
            ));
        }
        let nobody = goals().filter(|g| g.control.is_none()).count();
        if nobody > 0 {
            say(count(
                nobody as u64,
                "goal of which nobody has said who can do it",
                "goals of which nobody has said who can do them",
            ));
        }
    }

    fn items(&self, say: &mut impl FnMut(String)) {
        let (planned, over) = (self.agenda.planned(), self.agenda.overrun());
        if over > 0 {
            say(format!(
                "{} more than there are",
                count(u64::from(over), "minute", "minutes")
            ));
        }
        if let Some(minutes) = self.agenda.meeting.minutes
            && minutes > planned
        {
            say(format!(
                "{} not given to anything",
                count(u64::from(minutes - planned), "minute", "minutes")
            ));
        }
        let is_break = |need: &str| AccessAnswer::to(need) == AccessAnswer::Break;
        let mut items = self.agenda.items.iter();
        if self.needs().any(is_break) && !items.any(|i| matches!(i.what, Activity::Break(_))) {
            say("no break, and somebody needs breaks".into());
        }
        let on_it = |id: &str| {
            self.agenda
                .items
                .iter()
                .any(|i| i.what == Activity::Theme(id.to_owned()))
        };
        // "Themes" as one item covers all of them.
        let whole = self
            .agenda
            .items
            .iter()
            .any(|i| i.what == Activity::Stage(crate::domain::agenda::Stage::Themes));
        let left_out: Vec<&str> = self
            .findings
            .discussed_themes()
            .filter(|t| !whole && !is_empty(t) && !on_it(&t.id))
            .map(|t| t.title.as_str())
            .collect();
        if !left_out.is_empty() {
            say(format!("not on the agenda: {}", some(&left_out)));
        }
        let lost: Vec<&str> = self
            .agenda
            .items
            .iter()
            .filter_map(|i| match &i.what {
                Activity::Theme(id) if self.findings.theme(id).is_none() => Some(id.as_str()),
                _ => None,
            })
            .collect();
        if !lost.is_empty() {
            say(format!("on the agenda, and no theme: {}", some(&lost)));
        }
    }
}
