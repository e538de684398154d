//! What one can ask a meeting: who, what, how much, and what is still open.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};

use super::{Began, Meeting, Note, Parked, Reviewed, StandardState};
use crate::domain::{
    agenda::{Agenda, Stage},
    capacity::{Load, within_reach},
    findings::{Comment, Findings, SourceKind, StrandResult, Theme},
    goal::{Decision, Goal, Owner},
    outcome::{Outcome, OutcomeGoal},
    people::Attendee,
    stamp::Stamp,
    vote::round::Round,
};

/// A line of the read-back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadBackLine {
    /// `standard:THEME` or `goal:ID`.
    pub key: String,
    /// The room said yes to it.
    pub confirmed: bool,
}

/// Something that a meeting should settle before it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenMatter {
    /// Where it is settled.
    pub stage: Stage,
    /// The goal it is about.
    pub goal: Option<String>,
    /// The theme, goal or round, as it is called.
    pub what: String,
    /// What it still lacks, in a few words.
    pub lacks: &'static str,
}

/// Months after the meeting at which an agreed goal is looked at again.
pub const REVIEW_MONTHS: [i32; 3] = [6, 12, 18];

impl Meeting {
    /// What the meeting began with, with findings as taken in since.
    pub fn began(&self) -> &Began {
        &self.began
    }

    /// What patients said.
    pub fn findings(&self) -> &Findings {
        &self.began.findings
    }

    /// The meeting as prepared.
    pub fn agenda(&self) -> &Agenda {
        &self.began.agenda
    }

    /// What was agreed last time.
    pub fn previous(&self) -> Option<&Outcome> {
        self.began.previous.as_ref()
    }

    /// When the room began: when that was said, else when the first person came.
    pub fn started(&self) -> Option<Stamp> {
        let first = || {
            self.people
                .iter()
                .filter_map(|a| a.stays.first().map(|s| s.from))
                .min_by_key(|s| s.seconds())
        };
        self.started.or_else(first)
    }

    /// Whether the start was said.
    pub fn is_started(&self) -> bool {
        self.started.is_some()
    }

    /// When the outcome was last saved.
    pub fn saved(&self) -> Option<Stamp> {
        self.saved
    }

    /// The day of the meeting: the one on which it began; before it begins the agenda's, else `now`'s.
    pub fn date(&self, now: Stamp) -> Date {
        self.started()
            .map(Stamp::date)
            .or(self.agenda().meeting.date)
            .unwrap_or_else(|| now.date())
    }

    /// Everybody on the list, walk-ins last.
    pub fn people(&self) -> &[Attendee] {
        &self.people
    }

    /// Somebody by id.
    pub fn attendee(&self, id: &str) -> Option<&Attendee> {
        self.people.iter().find(|a| a.person.id == id)
    }

    /// A name by id; the id where there is none.
    pub fn name_of(&self, id: &str) -> String {
        self.attendee(id)
            .map_or_else(|| id.to_owned(), |a| a.person.name.clone())
    }

    /// Groups that somebody on the list is in: patients first.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = self.people.iter().filter_map(Attendee::group).collect();
        groups.sort_unstable_by_key(|g| (*g != "patient", *g));
        groups.dedup();
        groups
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

    /// Whether a comment is kept off the wall.
    pub fn is_held(&self, comment: &str) -> bool {
        self.hold.get(comment).copied().unwrap_or_else(|| {
            self.findings()
                .comment(comment)
                .is_some_and(|(_, c)| c.hold)
        })
    }

    /// The same of a comment at hand, which nobody has to look for.
    fn holds(&self, comment: &Comment) -> bool {
        self.hold.get(&comment.id).copied().unwrap_or(comment.hold)
    }

    /// Comments of a theme that may be shown: in wall order; those without a place only where `all` are asked for.
    pub fn comments_on_wall<'a>(&'a self, theme: &'a Theme, all: bool) -> Vec<&'a Comment> {
        let mut shown: Vec<&Comment> = theme
            .comments
            .iter()
            .filter(|c| (all || c.wall.is_some()) && !self.holds(c) && c.was_read())
            .collect();
        shown.sort_by_key(|c| c.wall.unwrap_or(u32::MAX));
        shown
    }

    /// Comments of a theme that nobody has read: they stay off the wall.
    pub fn unread(&self, theme: &Theme) -> usize {
        let comments = theme.comments.iter();
        comments.filter(|c| !self.holds(c) && !c.was_read()).count()
    }

    /// Where a comment comes from, unless it rests on so few people that they could be told.
    pub fn attribution<'a>(&self, comment: &'a Comment) -> Option<(SourceKind, &'a str)> {
        self.findings().attribution(comment)
    }

    /// Whether a result may be shown with its numbers.
    pub fn may_show(&self, result: &StrandResult) -> bool {
        self.findings().may_show(result)
    }

    /// A finding's result for a strand in the current period.
    pub fn result_now(&self, finding: &str, strand: &str) -> Option<&StrandResult> {
        let (_, finding) = self.findings().finding(finding)?;
        let period = &self.findings().survey.period;
        finding
            .results
            .iter()
            .find(|r| r.strand == strand && r.period == *period)
    }

    /// Who was heard on a theme, by person: true where they passed.
    pub fn heard_on(&self, theme: &str) -> &BTreeMap<String, bool> {
        static NOBODY: BTreeMap<String, bool> = BTreeMap::new();
        self.heard.get(theme).unwrap_or(&NOBODY)
    }

    /// Who speaks, in order: patients first, then the others, as they stand on the list. Only those who are here and in a group.
    pub fn speaking_order(&self) -> Vec<&Attendee> {
        let mut order: Vec<&Attendee> = self
            .people
            .iter()
            .filter(|a| a.is_here() && a.group().is_some())
            .collect();
        order.sort_by_key(|a| a.group() != Some("patient"));
        order
    }

    /// Notes in the order in which they were taken.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Every goal there ever was.
    pub fn goals(&self) -> &[Goal] {
        &self.goals
    }

    /// Goals on the list.
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

    /// A goal of the meeting before, by id.
    pub fn previous_goal(&self, id: &str) -> Option<&OutcomeGoal> {
        self.previous()?.goals.iter().find(|g| g.id == id)
    }

    /// How a goal of the meeting before was found to stand today.
    pub fn reviewed(&self, id: &str) -> Option<&Reviewed> {
        self.reviewed.get(id)
    }

    /// How ties were settled.
    pub fn lots(&self) -> &[super::fits::Lot] {
        &self.lots
    }

    /// Topics set aside.
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

    /// What the agreed goals take.
    pub fn agreed_load(&self) -> Load {
        Load::of(self.goals.iter().filter(|g| g.is_agreed()))
    }

    /// What agreeing to a goal would go beyond, as parts of a sentence. Empty where it fits.
    pub fn beyond_with(&self, goal: &str) -> Vec<String> {
        let Some(this) = self.goal(goal) else {
            return Vec::new();
        };
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
            .filter(|g| g.is_agreed() && matches!(&g.owner, Some(Owner::Person(p)) if p == person))
            .filter_map(|g| g.hours)
            .sum()
    }

    /// When a goal is looked at again: its own days, or 6, 12 and 18 months after the meeting.
    pub fn reviews_of(&self, goal: &Goal, now: Stamp) -> Vec<Date> {
        goal.reviews.clone().unwrap_or_else(|| {
            let day = self.date(now);
            REVIEW_MONTHS
                .iter()
                .filter_map(|m| day.checked_add(Span::new().months(*m)).ok())
                .collect()
        })
    }

    /// What is read back before the meeting is saved: agreed standards, then decided goals that the unit takes on or asks for.
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

    /// What is still open, in the order of the stages.
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
            let standard = self.standard(&theme.id);
            if standard.text.is_empty() {
                say(Stage::Themes, None, &theme.title, "no standard yet");
            } else if !standard.agreed {
                say(Stage::Themes, None, &theme.title, "standard not agreed");
            }
        }
        if let Some(round) = self.open_round() {
            let round = format!("Round {}", round.number);
            say(Stage::Vote, None, &round, "still open");
        }
        for goal in self.live_goals() {
            let (stage, lacks) = match &goal.decision {
                None => (Stage::Vote, "not decided"),
                Some(Decision::Agreed { .. }) if goal.owner.is_none() => {
                    (Stage::Owners, "no owner")
                }
                Some(Decision::Agreed { .. }) if !goal.accepted => {
                    (Stage::Owners, "owner has yet to say yes")
                }
                Some(Decision::Agreed { .. }) if goal.due.is_none() => {
                    (Stage::Owners, "no day set")
                }
                Some(_) => continue,
            };
            say(stage, Some(goal), &goal.title, lacks);
        }
        open
    }
}
