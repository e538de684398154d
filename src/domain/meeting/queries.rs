//! Queries on a meeting: people, themes, goals, loads, review days, and open matters.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};

use super::{Began, Facilitator, Meeting, Note, Parked, Reviewed, StandardState};
use crate::domain::{
    agenda::{Activity, Agenda, Stage},
    capacity::{Load, within_reach},
    findings::{Comment, Findings, SourceKind, StrandResult, Theme},
    goal::{Decision, Goal, Owner},
    outcome::{Outcome, OutcomeGoal},
    people::Attendee,
    phrase::capital,
    stamp::Stamp,
    vote::round::Round,
};

/// A line of the read-back, which the room confirms before the meeting is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadBackLine {
    /// `standard:THEME` or `goal:ID`.
    pub key: String,
    /// The room has confirmed it.
    pub confirmed: bool,
}

/// A matter that a meeting should settle before it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenMatter {
    /// The stage at which it is settled.
    pub stage: Stage,
    /// The goal it is about.
    pub goal: Option<String>,
    /// The name of the theme, goal or round.
    pub what: String,
    /// The part that is missing, in a few words.
    pub lacks: &'static str,
}

/// The months after the meeting at which an agreed goal is reviewed.
pub const REVIEW_MONTHS: [i32; 3] = [6, 12, 18];

impl Meeting {
    /// The files the meeting began with, or as they were taken in since.
    pub fn began(&self) -> &Began {
        &self.began
    }

    /// The findings: survey results and comments, by theme.
    pub fn findings(&self) -> &Findings {
        &self.began.findings
    }

    /// The themes in the order of the agenda; those without an item of their own follow in the order of the findings.
    // The room goes by the agenda that hangs on the wall. The order of the file is that of the survey.
    pub fn themes(&self) -> Vec<&Theme> {
        let place = |theme: &Theme| {
            let of = |what: &Activity| matches!(what, Activity::Theme(id) if *id == theme.id);
            let items = &self.agenda().items;
            items
                .iter()
                .position(|item| of(&item.what))
                .unwrap_or(usize::MAX)
        };
        let mut themes: Vec<&Theme> = self.findings().themes.iter().collect();
        // The sort is stable, which keeps the order of the file for themes without an item.
        themes.sort_by_key(|theme| place(theme));
        themes
    }

    /// The agenda.
    pub fn agenda(&self) -> &Agenda {
        &self.began.agenda
    }

    /// The outcome of the meeting before.
    pub fn previous(&self) -> Option<&Outcome> {
        self.began.previous.as_ref()
    }

    /// The start of the meeting: as it was entered, else the first arrival.
    pub fn started(&self) -> Option<Stamp> {
        let first = || {
            self.people
                .iter()
                .filter_map(|a| a.stays.first().map(|s| s.from))
                .min_by_key(|s| s.seconds())
        };
        self.started.or_else(first)
    }

    /// True once the start was entered; arrivals alone do not count.
    pub fn is_started(&self) -> bool {
        self.started.is_some()
    }

    /// The time at which the outcome was last saved.
    pub fn saved(&self) -> Option<Stamp> {
        self.saved
    }

    /// The day of the meeting: the one on which it began; before it begins the agenda's, else `now`'s.
    pub fn date(&self, now: Stamp) -> Date {
        self.started()
            .map(Stamp::date)
            // The day it began and not today's: minutes finished after midnight, or on the next day, are of the day it was held.
            .or(self.agenda().meeting.date)
            .unwrap_or_else(|| now.date())
    }

    /// The people on the list, walk-ins last.
    pub fn people(&self) -> &[Attendee] {
        &self.people
    }

    /// A person on the list, by id.
    pub fn attendee(&self, id: &str) -> Option<&Attendee> {
        self.people.iter().find(|a| a.person.id == id)
    }

    /// A name by id; the id where there is none.
    pub fn name_of(&self, id: &str) -> String {
        self.attendee(id)
            .map_or_else(|| id.to_owned(), |a| a.person.name.clone())
    }

    /// The groups of the people on the list, patients first.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = self.people.iter().filter_map(Attendee::group).collect();
        groups.sort_unstable_by_key(|g| (*g != "patient", *g));
        groups.dedup();
        groups
    }

    /// The person who leads the meeting now: the last one it was handed over to, else the one whose role says so.
    pub fn facilitator(&self) -> Option<&Attendee> {
        match self.facilitators.last() {
            Some(last) => self.attendee(&last.person),
            // Nobody is recorded before the first handover, and the list of people says who was to lead.
            None => self.people.iter().find(|a| {
                a.group().is_none() && a.person.role.to_lowercase().contains("facilitator")
            }),
        }
    }

    /// The handovers of the meeting to another facilitator, in the order of time.
    pub fn handovers(&self) -> &[Facilitator] {
        &self.facilitators
    }

    /// A theme's title; the id where there is none.
    pub fn theme_title(&self, id: &str) -> String {
        self.findings()
            .theme(id)
            .map_or_else(|| id.to_owned(), |t| t.title.clone())
    }

    /// A theme's standard.
    pub fn standard(&self, theme: &str) -> StandardState {
        self.standards.get(theme).cloned().unwrap_or_default()
    }

    /// True if a comment is held back from the wall.
    pub fn is_held(&self, comment: &str) -> bool {
        // The room's word goes before the file's, and only where there is none does the file decide.
        self.hold.get(comment).copied().unwrap_or_else(|| {
            self.findings()
                .comment(comment)
                .is_some_and(|(_, c)| c.hold)
        })
    }

    /// [`Self::is_held`] of a comment at hand, without a search for it.
    fn holds(&self, comment: &Comment) -> bool {
        self.hold.get(&comment.id).copied().unwrap_or(comment.hold)
    }

    /// True if the facilitator marked a comment as worth coming back to.
    pub fn is_starred(&self, comment: &str) -> bool {
        self.starred.contains(comment)
    }

    /// The word under which a comment belongs with others.
    pub fn comment_group(&self, comment: &str) -> Option<&str> {
        self.comment_groups.get(comment).map(String::as_str)
    }

    /// The words under which comments belong together, in order, with the number of comments of each.
    pub fn comment_groups(&self) -> BTreeMap<&str, usize> {
        let mut groups = BTreeMap::new();
        for word in self.comment_groups.values() {
            *groups.entry(word.as_str()).or_default() += 1;
        }
        groups
    }

    /// The comments of a theme that may be shown, in wall order; those without a place on the wall only if `all` is true.
    pub fn comments_on_wall<'a>(&'a self, theme: &'a Theme, all: bool) -> Vec<&'a Comment> {
        let mut shown: Vec<&Comment> = theme
            .comments
            .iter()
            // An unread comment may contain a name, and people cannot unsee a wall.
            .filter(|c| (all || c.wall.is_some()) && !self.holds(c) && c.was_read())
            .collect();
        shown.sort_by_key(|c| c.wall.unwrap_or(u32::MAX));
        shown
    }

    /// The number of comments of a theme that nobody has read yet: they stay off the wall.
    pub fn unread(&self, theme: &Theme) -> usize {
        let comments = theme.comments.iter();
        comments.filter(|c| !self.holds(c) && !c.was_read()).count()
    }

    /// The source and strand of a comment, unless they rest on so few people that the author could be recognised.
    pub fn attribution<'a>(&self, comment: &'a Comment) -> Option<(SourceKind, &'a str)> {
        self.findings().attribution(comment)
    }

    /// True if a result may be shown with its numbers.
    pub fn may_show(&self, result: &StrandResult) -> bool {
        self.findings().may_show(result)
    }

    /// A finding's result for a strand in the current period.
    pub fn result_now(&self, finding: &str, strand: &str) -> Option<&StrandResult> {
        let (_, finding) = self.findings().finding(finding)?;
        let period = &self.findings().survey.period;
        let mut results = finding.results_in(period).into_iter();
        results.find(|r| r.strand == strand)
    }

    /// The people who were heard on a theme, by id; true if they passed.
    pub fn heard_on(&self, theme: &str) -> &BTreeMap<String, bool> {
        static NOBODY: BTreeMap<String, bool> = BTreeMap::new();
        self.heard.get(theme).unwrap_or(&NOBODY)
    }

    /// The speaking order: patients first, then the others, in the order of the list. Only people who are present and in a group.
    pub fn speaking_order(&self) -> Vec<&Attendee> {
        let mut order: Vec<&Attendee> = self
            .people
            .iter()
            .filter(|a| a.is_here() && a.group().is_some())
            .collect();
        // Patients report that clinicians' ideas come first otherwise. The sort is stable, so the list's own order stays.
        order.sort_by_key(|a| a.group() != Some("patient"));
        order
    }

    /// Notes in the order in which they were taken.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Every goal of the meeting, dropped and merged ones included.
    pub fn goals(&self) -> &[Goal] {
        &self.goals
    }

    /// The goals on the list, neither dropped nor merged.
    pub fn live_goals(&self) -> impl Iterator<Item = &Goal> {
        self.goals.iter().filter(|g| g.is_live())
    }

    /// A goal by id.
    pub fn goal(&self, id: &str) -> Option<&Goal> {
        self.goals.iter().find(|g| g.id == id)
    }

    /// Rounds in the order of opening.
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// Rounds of questions about the meeting itself, in the order of opening.
    pub fn evaluations(&self) -> &[Round] {
        &self.evaluations
    }

    /// The round about the meeting itself, once it is counted.
    pub fn evaluation(&self) -> Option<&Round> {
        self.evaluations.iter().find(|r| r.counts())
    }

    /// Every round: those about goals, and those about the meeting itself.
    pub fn all_rounds(&self) -> impl Iterator<Item = &Round> {
        self.rounds.iter().chain(&self.evaluations)
    }

    /// A round by id.
    pub fn round(&self, id: &str) -> Option<&Round> {
        self.all_rounds().find(|r| r.id == id)
    }

    /// A goal of the meeting before, by id.
    pub fn previous_goal(&self, id: &str) -> Option<&OutcomeGoal> {
        self.previous()?.goals.iter().find(|g| g.id == id)
    }

    /// Today's review of a goal of the meeting before.
    pub fn reviewed(&self, id: &str) -> Option<&Reviewed> {
        self.reviewed.get(id)
    }

    /// The settled ties.
    pub fn lots(&self) -> &[super::fits::Lot] {
        &self.lots
    }

    /// The parked topics.
    pub fn parked(&self) -> &[Parked] {
        &self.parked
    }

    /// Goals that the unit could do itself: not beyond it, not asked of others, not put off.
    pub fn within_reach(&self) -> impl Iterator<Item = &Goal> {
        self.live_goals().filter(|g| {
            within_reach(g.control)
                && !matches!(
                    g.decision,
                    Some(Decision::Ask { .. } | Decision::NotThisTime { .. })
                )
        })
    }

    /// The load of the agreed goals.
    pub fn agreed_load(&self) -> Load {
        Load::of(self.goals.iter().filter(|g| g.is_agreed()))
    }

    /// The limits that agreeing to a goal would exceed, as parts of a sentence. Empty if it fits.
    pub fn beyond_with(&self, goal: &str) -> Vec<String> {
        let Some(this) = self.goal(goal) else {
            return Vec::new();
        };
        // Without the goal itself, so that one agreed already is not counted twice.
        let others = self.goals.iter().filter(|g| g.is_agreed() && g.id != goal);
        let mut over = Load::of(others.chain([this])).beyond(&self.agenda().capacity);
        if this.control == Some(crate::domain::goal::Control::Beyond) {
            over.insert(0, "beyond what this team or the hospital can do".into());
        }
        over
    }

    /// Hours that the agreed goals of an owner take.
    pub fn hours_taken(&self, person: &str) -> u64 {
        self.goals
            .iter()
            // Owners may be named for goals that are then not taken on, which cost nobody an hour.
            .filter(|g| g.is_agreed() && matches!(&g.owner, Some(Owner::Person(p)) if p == person))
            .filter_map(|g| g.hours)
            .sum()
    }

    /// The review days of a goal: its own, or 6, 12 and 18 months after the meeting.
    pub fn reviews_of(&self, goal: &Goal, now: Stamp) -> Vec<Date> {
        goal.reviews.clone().unwrap_or_else(|| {
            let day = self.date(now);
            REVIEW_MONTHS
                .iter()
                .filter_map(|m| day.checked_add(Span::new().months(*m)).ok())
                .collect()
        })
    }

    /// The lines of the read-back: agreed standards, then the goals that were agreed or are asked for.
    pub fn read_back_lines(&self) -> Vec<ReadBackLine> {
        let line = |key: String| ReadBackLine {
            confirmed: self.read_back.contains(&key),
            key,
        };
        let standards = self
            .findings()
            .themes
            .iter()
            .filter(|t| self.standard(&t.id).agreed)
            .map(|t| line(format!("standard:{}", t.id)));
        let pledged = |g: &&Goal| {
            matches!(
                g.decision,
                Some(Decision::Agreed { .. } | Decision::Ask { .. })
            )
        };
        let goals = self
            .live_goals()
            .filter(pledged)
            .map(|g| line(format!("goal:{}", g.id)));
        standards.chain(goals).collect()
    }

    /// The open matters: themes first, then the open round, then goals in the order of the list.
    pub fn open_matters(&self) -> Vec<OpenMatter> {
        let mut open = Vec::new();
        let mut say = |stage, goal: Option<&Goal>, what: &str, lacks| {
            open.push(OpenMatter {
                stage,
                goal: goal.map(|g| g.id.clone()),
                what: what.to_owned(),
                lacks,
            });
        };
        for theme in &self.findings().themes {
            // A meeting can be saved with any of these open: the list reminds, and refuses nothing.
            let standard = self.standard(&theme.id);
            if standard.text.is_empty() {
                say(Stage::Themes, None, &theme.title, "no standard yet");
            } else if !standard.agreed {
                say(Stage::Themes, None, &theme.title, "standard not agreed");
            }
        }
        if let Some(round) = self.open_round() {
            let stage = if round.is_evaluation() {
                Stage::Close
            } else {
                Stage::Vote
            };
            say(stage, None, &capital(&round.name()), "still open");
        }
        for goal in self.live_goals() {
            let (stage, lacks) = match &goal.decision {
                None => (Stage::Vote, "not decided"),
                Some(Decision::Agreed { .. }) if self.owner_now(goal).is_none() => {
                    (Stage::Owners, "no owner")
                }
                Some(Decision::Agreed { .. }) if self.owner_to_ask(goal) => {
                    (Stage::Owners, "owner has yet to say yes")
                }
                Some(Decision::Agreed { .. }) if goal.due.is_none() => {
                    (Stage::Owners, "no day set")
                }
                Some(Decision::Agreed { .. }) if goal.measure.is_empty() => {
                    (Stage::Owners, "no measure")
                }
                Some(_) => continue,
            };
            say(stage, Some(goal), &goal.title, lacks);
        }
        open
    }
}
