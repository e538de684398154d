//! A meeting being prepared: agenda, people, themes, comments and goals before anybody is in the room.
//!
//! Each change holds the whole of what it changes (the list of people, a theme's words), since one person makes them, one at a
//! time, and what is checked is always the whole: a speaker who is not on the list any more is no speaker.

pub mod checklist;

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    agenda::{Activity, Agenda, AgendaItem, Occasion, VoteSettings},
    capacity::Capacity,
    event_sourced::{EventError, EventSourced},
    findings::{BroughtGoal, Comment, CommentMark, Finding, Findings, Theme},
    people::{Person, REMOVED},
    refusal::Refusal,
};

/// What a preparation begins with: the unit's two files as they were.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Began {
    /// Unique among preparations.
    pub id: String,
    /// What patients said.
    pub findings: Findings,
    /// The meeting so far.
    pub agenda: Agenda,
    /// The outcome of the meeting before, as the agenda's file names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Comments that were read in a preparation before this one, by id.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub read: BTreeSet<String>,
}

/// Where the preparation stands beside its state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The step on the screen, from 1; 0 where none was chosen.
    #[serde(default)]
    pub step: usize,
    /// A hash of what the files were last written from; none where nothing was written yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved: Option<String>,
}

/// A meeting being prepared.
#[derive(Clone, Debug, PartialEq)]
pub struct Preparation {
    began: Arc<Began>,
    /// What patients said, as it is to be written. Shared until it is changed: comments may be thousands.
    pub findings: Arc<Findings>,
    /// The meeting, as it is to be written.
    pub agenda: Agenda,
    /// The outcome of the meeting before, as the agenda names it.
    pub previous: Option<String>,
    /// Comments that the Pledge Lead has read, by id.
    pub read: BTreeSet<String>,
}

/// One change, in the past tense: the lines of the journal. Variants are added, never renamed.
#[expect(missing_docs, reason = "the fields are the words of the variant")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    MeetingSet {
        meeting: Occasion,
    },
    PreviousSet {
        previous: Option<String>,
    },
    PeopleSet {
        people: Vec<Person>,
    },
    RulesSet {
        rules: Vec<String>,
    },
    ExpectedSet {
        expected: Vec<String>,
    },
    CapacitySet {
        capacity: Capacity,
    },
    VoteSet {
        vote: VoteSettings,
    },
    ItemsSet {
        items: Vec<AgendaItem>,
    },

    ThemesOrdered {
        themes: Vec<String>,
    },
    ThemeAdded {
        theme: String,
        title: String,
    },
    ThemeSet {
        theme: String,
        title: String,
        standard: String,
        known_since: Option<String>,
    },
    ThemeRemoved {
        theme: String,
    },
    FindingMoved {
        finding: String,
        theme: String,
    },
    /// Findings of a theme that stand on the wall in this order, before the others.
    FindingsPlaced {
        theme: String,
        findings: Vec<String>,
    },
    /// Somebody typed it in.
    FindingAdded {
        theme: String,
        finding: Finding,
    },
    /// Its question or its results were corrected.
    FindingSet {
        finding: Finding,
    },
    FindingRemoved {
        finding: String,
    },
    CommentMoved {
        comment: String,
        theme: String,
    },
    CommentHeld {
        comment: String,
        hold: bool,
    },
    CommentPublished {
        comment: String,
        publish: bool,
    },
    /// Comments of a theme that are chosen for the wall, in their order.
    WallSet {
        theme: String,
        comments: Vec<String>,
    },
    CommentsRead {
        comments: Vec<String>,
    },
    /// Its words were changed by hand. `was` is a hash of those that came.
    CommentWorded {
        comment: String,
        text: String,
        was: String,
        marks: Vec<CommentMark>,
    },
    /// Somebody typed it in.
    CommentAdded {
        theme: String,
        comment: Comment,
    },

    GoalAdded {
        theme: String,
        goal: BroughtGoal,
    },
    GoalSet {
        goal: BroughtGoal,
    },
    GoalMoved {
        goal: String,
        theme: String,
    },
    GoalRemoved {
        goal: String,
    },
}

/// The longest meeting, in minutes.
const LONGEST: u32 = 600;
/// The longest text of a field, in characters.
const LONGEST_TEXT: usize = 4_000;

impl EventSourced for Preparation {
    type Began = Began;
    type Event = Change;
    type Mark = Mark;
    type Snapshot = ();

    /// A step may go over all comments, and there are few steps.
    const SNAPSHOT_EVERY: usize = 16;

    const FORMAT: &'static str = "preparation/1";
    const FILE_STEM: &'static str = "preparation";

    fn begin(began: &Began) -> Self {
        Self {
            findings: Arc::new(began.findings.clone()),
            agenda: began.agenda.clone(),
            previous: began.previous.clone(),
            read: began.read.clone(),
            began: Arc::new(began.clone()),
        }
    }

    fn id(began: &Began) -> &str {
        &began.id
    }

    fn validate(&self, change: &Change) -> Result<(), EventError> {
        self.knows(change)
    }

    fn apply(&mut self, change: &Change) {
        self.make(change);
    }

    fn is_final(_: &Change) -> Option<&'static str> {
        None
    }
}

impl Preparation {
    /// What it began with.
    pub fn began(&self) -> &Began {
        &self.began
    }

    /// Decides a change: itself, or none where it changes nothing.
    ///
    /// # Errors
    /// A sentence, where what it leaves could not be a meeting.
    pub fn decide(&self, change: Change) -> Result<Vec<Change>, Refusal> {
        self.knows(&change)
            .map_err(|_| Refusal::new("That is not there any more."))?;
        if let Change::ThemeRemoved { theme } = &change {
            self.may_remove(theme)?;
        }
        if let Change::FindingRemoved { finding } = &change
            && let Some((_, finding)) = self.findings.finding(finding)
            && !finding.results.is_empty()
        {
            return Err(Refusal::new(
                "It has results: nothing that patients said is thrown away here. r, and an empty line, takes one off.",
            ));
        }
        match self.stands_otherwise(&change) {
            Some(true) => return Ok(vec![change]),
            Some(false) => return Ok(Vec::new()),
            None => {}
        }
        let mut after = self.clone();
        after.make(&change);
        if after.is_as(self) && after.read == self.read {
            return Ok(Vec::new());
        }
        after.is_whole()?;
        Ok(vec![change])
    }

    /// Whether the files would be written from it as they would from the other.
    pub fn is_as(&self, other: &Self) -> bool {
        let same = Arc::ptr_eq(&self.findings, &other.findings) || self.findings == other.findings;
        same && self.agenda == other.agenda && self.previous == other.previous
    }

    /// Whether a comment would stand otherwise after a change; `None` for changes of other kinds. Such a change leaves a meeting
    /// as whole as it was, and each key that reads a comment is one, so nothing is copied to find out.
    fn stands_otherwise(&self, change: &Change) -> Option<bool> {
        let comment = |id: &str| self.findings.comment(id).map(|(_, comment)| comment);
        Some(match change {
            Change::CommentHeld { comment: id, hold } => comment(id)
                .is_some_and(|c| c.hold != *hold || (*hold && (c.wall.is_some() || c.publish))),
            Change::CommentPublished {
                comment: id,
                publish,
            } => comment(id).is_some_and(|c| c.publish != *publish),
            Change::CommentsRead { comments } => comments
                .iter()
                .any(|id| !self.read.contains(id) || comment(id).is_some_and(|c| !c.read)),
            Change::WallSet { theme, comments } => {
                let places = places(comments);
                let theme = self.findings.theme(theme)?;
                let place = |c: &Comment| places.get(c.id.as_str()).copied();
                theme.comments.iter().any(|c| c.wall != place(c))
            }
            _ => return None,
        })
    }

    fn may_remove(&self, theme: &str) -> Result<(), Refusal> {
        let Some(theme) = self.findings.theme(theme) else {
            return Ok(());
        };
        let mut holds = Vec::new();
        for (count, what) in [
            (theme.findings.len(), "findings"),
            (theme.comments.len(), "comments"),
            (theme.goals.len(), "goals"),
        ] {
            if count > 0 {
                holds.push(what);
            }
        }
        if holds.is_empty() {
            return Ok(());
        }
        Err(Refusal::new(format!(
            "Move its {} to another theme first: nothing that patients said is thrown away here.",
            holds.join(" and ")
        )))
    }

    /// What a meeting needs of its files.
    fn is_whole(&self) -> Result<(), Refusal> {
        let no = |words: String| Err(Refusal::new(words));
        let mut names = BTreeSet::new();
        for person in &self.agenda.people {
            if person.name.trim().is_empty() {
                return no("A person needs a name.".to_owned());
            }
            // Several people may have been forgotten: nobody is to say who is who.
            if person.name != REMOVED && !names.insert(person.name.trim().to_lowercase()) {
                return no(format!(
                    "{} is on the list already: the room has to tell people apart.",
                    person.name
                ));
            }
        }
        if self.agenda.meeting.title.trim().is_empty() {
            return no("The meeting needs a title.".to_owned());
        }
        if self.agenda.items.is_empty() {
            return no("The agenda needs an item.".to_owned());
        }
        if let Some(item) = self
            .agenda
            .items
            .iter()
            .find(|i| i.minutes == 0 || i.minutes > LONGEST)
        {
            return no(format!("{} minutes are no time for an item.", item.minutes));
        }
        if self
            .agenda
            .meeting
            .minutes
            .is_some_and(|m| m == 0 || m > LONGEST)
        {
            return no(format!("A meeting takes 1 to {LONGEST} minutes."));
        }
        if self.agenda.vote.apart_from == 0 {
            return no("A group is shown apart from 1 vote on, or from more.".to_owned());
        }
        for theme in &self.findings.themes {
            if theme.comments.iter().any(|c| c.text.trim().is_empty()) {
                return no("A comment needs some words.".to_owned());
            }
            if theme.title.trim().is_empty() {
                return no("A theme needs a title.".to_owned());
            }
            for finding in &theme.findings {
                is_sound(finding)?;
            }
            if theme.goals.iter().any(|g| g.title.trim().is_empty()) {
                return no("A goal needs some words.".to_owned());
            }
            let texts = [&theme.title, &theme.standard];
            let goals = theme.goals.iter().map(|g| &g.title);
            if texts
                .into_iter()
                .chain(goals)
                .any(|t| t.chars().count() > LONGEST_TEXT)
            {
                return no(format!(
                    "That is too long: {LONGEST_TEXT} characters at most."
                ));
            }
        }
        Ok(())
    }

    /// Whether everything that a change names is there.
    fn knows(&self, change: &Change) -> Result<(), EventError> {
        let known = |is: bool, what: &'static str, id: &str| {
            is.then_some(())
                .ok_or_else(|| EventError::unknown(what, id))
        };
        let theme = |id: &str| known(self.findings.theme(id).is_some(), "a theme", id);
        let finding = |id: &str| known(self.findings.finding(id).is_some(), "a finding", id);
        let comment = |id: &str| known(self.findings.comment(id).is_some(), "a comment", id);
        let goal = |id: &str| known(self.goal(id).is_some(), "a goal", id);
        match change {
            Change::ThemeAdded { theme: t, .. } => {
                known(self.findings.theme(t).is_none(), "a new theme", t)
            }
            Change::ThemeSet { theme: t, .. } | Change::ThemeRemoved { theme: t } => theme(t),
            Change::ThemesOrdered { themes } => themes.iter().try_for_each(|t| theme(t)),
            Change::FindingMoved {
                finding: f,
                theme: t,
            } => finding(f).and_then(|()| theme(t)),
            Change::FindingAdded {
                theme: t,
                finding: f,
            } => theme(t).and_then(|()| {
                let is_new = self.findings.finding(&f.id).is_none()
                    && self.findings.comment(&f.id).is_none();
                known(is_new, "a new finding", &f.id)
            }),
            Change::FindingSet { finding: f } => finding(&f.id),
            Change::FindingRemoved { finding: f } => finding(f),
            Change::FindingsPlaced { theme: t, findings } => {
                theme(t).and_then(|()| findings.iter().try_for_each(|f| finding(f)))
            }
            Change::CommentMoved {
                comment: c,
                theme: t,
            } => comment(c).and_then(|()| theme(t)),
            Change::CommentHeld { comment: c, .. }
            | Change::CommentWorded { comment: c, .. }
            | Change::CommentPublished { comment: c, .. } => comment(c),
            Change::CommentAdded {
                theme: t,
                comment: c,
            } => theme(t).and_then(|()| {
                let is_new = self.findings.comment(&c.id).is_none();
                known(is_new, "a new comment", &c.id)
            }),
            Change::WallSet { theme: t, comments } => {
                let of_theme = self.findings.theme(t).map_or(&[][..], |t| &t.comments);
                let ids: HashSet<&str> = of_theme.iter().map(|c| c.id.as_str()).collect();
                let unknown = comments.iter().filter(|c| !ids.contains(c.as_str()));
                // One that moved to another theme since is known as well.
                theme(t).and_then(|()| unknown.map(String::as_str).try_for_each(comment))
            }
            Change::CommentsRead { comments } => comments.iter().try_for_each(|c| comment(c)),
            Change::GoalAdded { theme: t, goal: g } => {
                theme(t).and_then(|()| known(self.goal(&g.id).is_none(), "a new goal", &g.id))
            }
            Change::GoalSet { goal: g } => goal(&g.id),
            Change::GoalMoved { goal: g, theme: t } => goal(g).and_then(|()| theme(t)),
            Change::GoalRemoved { goal: g } => goal(g),
            Change::MeetingSet { .. }
            | Change::PreviousSet { .. }
            | Change::PeopleSet { .. }
            | Change::RulesSet { .. }
            | Change::ExpectedSet { .. }
            | Change::CapacitySet { .. }
            | Change::VoteSet { .. }
            | Change::ItemsSet { .. } => Ok(()),
        }
    }

    fn make(&mut self, change: &Change) {
        match change {
            Change::MeetingSet { meeting } => self.agenda.meeting.clone_from(meeting),
            Change::PreviousSet { previous } => self.previous.clone_from(previous),
            Change::PeopleSet { people } => {
                self.agenda.people.clone_from(people);
                for item in &mut self.agenda.items {
                    item.speaker
                        .take_if(|id| !people.iter().any(|p| p.id == *id));
                }
            }
            Change::RulesSet { rules } => self.agenda.ground_rules.clone_from(rules),
            Change::ExpectedSet { expected } => self.agenda.expected.clone_from(expected),
            Change::CapacitySet { capacity } => self.agenda.capacity.clone_from(capacity),
            Change::VoteSet { vote } => self.agenda.vote.clone_from(vote),
            Change::ItemsSet { items } => self.agenda.items.clone_from(items),
            Change::ThemesOrdered { themes } => {
                let place = |t: &Theme| themes.iter().position(|id| *id == t.id);
                self.findings_mut()
                    .themes
                    .sort_by_key(|t| place(t).unwrap_or(usize::MAX));
            }
            Change::ThemeAdded { theme, title } => self.findings_mut().themes.push(Theme {
                id: theme.clone(),
                title: title.clone(),
                ..Theme::default()
            }),
            Change::ThemeSet {
                theme,
                title,
                standard,
                known_since,
            } => {
                if let Some(theme) = self.theme_mut(theme) {
                    theme.title.clone_from(title);
                    theme.standard.clone_from(standard);
                    theme.known_since.clone_from(known_since);
                }
            }
            Change::ThemeRemoved { theme } => {
                self.findings_mut().themes.retain(|t| t.id != *theme);
                self.agenda
                    .items
                    .retain(|i| i.what != Activity::Theme(theme.clone()));
            }
            Change::CommentsRead { comments } => {
                for id in comments {
                    if let Some(comment) = self.comment_mut(id) {
                        comment.read = true;
                    }
                }
                self.read.extend(comments.iter().cloned());
            }
            Change::FindingMoved { .. }
            | Change::FindingAdded { .. }
            | Change::FindingSet { .. }
            | Change::FindingRemoved { .. }
            | Change::FindingsPlaced { .. }
            | Change::CommentMoved { .. }
            | Change::CommentHeld { .. }
            | Change::CommentPublished { .. }
            | Change::CommentWorded { .. }
            | Change::CommentAdded { .. }
            | Change::WallSet { .. } => self.change_evidence(change),
            Change::GoalAdded { .. }
            | Change::GoalSet { .. }
            | Change::GoalMoved { .. }
            | Change::GoalRemoved { .. } => self.change_goals(change),
        }
    }

    fn change_evidence(&mut self, change: &Change) {
        match change {
            Change::FindingMoved { finding, theme } => {
                if let Some(moved) = self.take_finding(finding)
                    && let Some(theme) = self.theme_mut(theme)
                {
                    theme.findings.push(moved);
                }
            }
            Change::FindingAdded { theme, finding } => {
                if let Some(theme) = self.theme_mut(theme) {
                    theme.findings.push(finding.clone());
                }
            }
            Change::FindingSet { finding } => {
                let themes = self.findings_mut().themes.iter_mut();
                let mut findings = themes.flat_map(|t| &mut t.findings);
                if let Some(there) = findings.find(|f| f.id == finding.id) {
                    there.clone_from(finding);
                }
            }
            Change::FindingRemoved { finding } => {
                self.take_finding(finding);
            }
            Change::FindingsPlaced { theme, findings } => {
                if let Some(theme) = self.theme_mut(theme) {
                    for finding in &mut theme.findings {
                        finding.wall = place(findings, &finding.id);
                    }
                }
            }
            Change::CommentMoved { comment, theme } => {
                if let Some(moved) = self.take_comment(comment)
                    && let Some(theme) = self.theme_mut(theme)
                {
                    theme.comments.push(Comment {
                        wall: None,
                        ..moved
                    });
                }
            }
            Change::CommentHeld { comment, hold } => {
                if let Some(comment) = self.comment_mut(comment) {
                    comment.hold = *hold;
                    // What is held is neither on the wall nor on paper.
                    if *hold {
                        (comment.wall, comment.publish) = (None, false);
                    }
                }
            }
            Change::CommentPublished { comment, publish } => {
                if let Some(comment) = self.comment_mut(comment) {
                    comment.publish = *publish;
                }
            }
            Change::CommentWorded {
                comment,
                text,
                was,
                marks,
            } => {
                if let Some(comment) = self.comment_mut(comment) {
                    comment.text.clone_from(text);
                    comment.edited = true;
                    comment.was.get_or_insert_with(|| was.clone());
                    comment.marks.clone_from(marks);
                }
            }
            Change::CommentAdded { theme, comment } => {
                if let Some(theme) = self.theme_mut(theme) {
                    theme.comments.push(comment.clone());
                }
            }
            Change::WallSet { theme, comments } => {
                let places = places(comments);
                if let Some(theme) = self.theme_mut(theme) {
                    for comment in &mut theme.comments {
                        comment.wall = places.get(comment.id.as_str()).copied();
                    }
                }
            }
            _ => {}
        }
    }

    fn change_goals(&mut self, change: &Change) {
        match change {
            Change::GoalAdded { theme, goal } => {
                if let Some(theme) = self.theme_mut(theme) {
                    theme.goals.push(goal.clone());
                }
            }
            Change::GoalSet { goal } => {
                let mut goals = self
                    .findings_mut()
                    .themes
                    .iter_mut()
                    .flat_map(|t| &mut t.goals);
                if let Some(there) = goals.find(|g| g.id == goal.id) {
                    there.clone_from(goal);
                }
            }
            Change::GoalMoved { goal, theme } => {
                if let Some(moved) = self.take_goal(goal)
                    && let Some(theme) = self.theme_mut(theme)
                {
                    theme.goals.push(moved);
                }
            }
            Change::GoalRemoved { goal } => {
                self.take_goal(goal);
            }
            _ => {}
        }
    }

    fn findings_mut(&mut self) -> &mut Findings {
        Arc::make_mut(&mut self.findings)
    }

    fn theme_mut(&mut self, id: &str) -> Option<&mut Theme> {
        self.findings_mut().themes.iter_mut().find(|t| t.id == id)
    }

    fn comment_mut(&mut self, id: &str) -> Option<&mut Comment> {
        let themes = self.findings_mut().themes.iter_mut();
        themes.flat_map(|t| &mut t.comments).find(|c| c.id == id)
    }

    fn take_finding(&mut self, id: &str) -> Option<Finding> {
        self.findings_mut().themes.iter_mut().find_map(|t| {
            let at = t.findings.iter().position(|f| f.id == id)?;
            Some(t.findings.remove(at))
        })
    }

    fn take_comment(&mut self, id: &str) -> Option<Comment> {
        self.findings_mut().themes.iter_mut().find_map(|t| {
            let at = t.comments.iter().position(|c| c.id == id)?;
            Some(t.comments.remove(at))
        })
    }

    fn take_goal(&mut self, id: &str) -> Option<BroughtGoal> {
        self.findings_mut().themes.iter_mut().find_map(|t| {
            let at = t.goals.iter().position(|g| g.id == id)?;
            Some(t.goals.remove(at))
        })
    }

    /// A goal that is brought along, and the theme it stands under.
    pub fn goal(&self, id: &str) -> Option<(&Theme, &BroughtGoal)> {
        self.findings.themes.iter().find_map(|t| {
            let goal = t.goals.iter().find(|g| g.id == id)?;
            Some((t, goal))
        })
    }

    /// Comments that nobody has looked at yet: neither read here, nor held, nor chosen for the wall or for print.
    pub fn unread(&self) -> impl Iterator<Item = &Comment> {
        let comments = self.findings.themes.iter().flat_map(|t| &t.comments);
        comments.filter(|c| self.is_unread(c))
    }

    /// Whether nobody has looked at a comment yet.
    pub fn is_unread(&self, comment: &Comment) -> bool {
        !comment.hold && !comment.was_read() && !self.read.contains(&comment.id)
    }

    /// Comments of a theme that are chosen for the wall, in their order.
    pub fn wall(&self, theme: &str) -> Vec<String> {
        let comments = self.findings.theme(theme).map_or(&[][..], |t| &t.comments);
        let mut chosen: Vec<(u32, String)> = comments
            .iter()
            .filter_map(|c| Some((c.wall?, c.id.clone())))
            .collect();
        chosen.sort();
        chosen.into_iter().map(|(_, id)| id).collect()
    }

    /// An id that nothing of `taken` has, from somebody's words: `Jo Ellis` is `jo-ellis`.
    pub fn fresh_id<'a>(words: &str, taken: impl Iterator<Item = &'a str>) -> String {
        let taken: BTreeSet<&str> = taken.collect();
        let mut id = String::new();
        for c in words.chars().flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                id.push(c);
            } else if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        }
        let id: String = id.chars().take(32).collect();
        let id = match id.trim_matches('-') {
            "" => "new",
            id => id,
        };
        let free = |id: &str| !taken.contains(id);
        if free(id) {
            return id.to_owned();
        }
        let numbered = (2_u32..).map(|n| format!("{id}-{n}"));
        numbered.into_iter().find(|id| free(id)).unwrap_or_default()
    }

    /// What a change did, as the words after "Undone:".
    pub fn describe(change: &Change) -> &'static str {
        match change {
            Change::MeetingSet { .. } => "when and where",
            Change::PreviousSet { .. } => "the meeting before",
            Change::PeopleSet { .. } => "the list of people",
            Change::RulesSet { .. } => "the ground rules",
            Change::ExpectedSet { .. } => "who is expected",
            Change::CapacitySet { .. } => "what there is to spend",
            Change::VoteSet { .. } => "how the room votes",
            Change::ItemsSet { .. } => "the agenda",
            Change::ThemesOrdered { .. } => "the order of themes",
            Change::ThemeAdded { .. } => "the new theme",
            Change::ThemeSet { .. } => "the words of a theme",
            Change::ThemeRemoved { .. } => "a theme removed",
            Change::FindingMoved { .. } => "a finding moved",
            Change::FindingAdded { .. } => "a finding added",
            Change::FindingSet { .. } => "a finding corrected",
            Change::FindingRemoved { .. } => "a finding taken off",
            Change::FindingsPlaced { .. } => "the order of findings",
            Change::CommentMoved { .. } => "a comment moved",
            Change::CommentHeld { .. } => "a comment held or released",
            Change::CommentPublished { .. } => "whether a comment may be printed",
            Change::WallSet { .. } => "the comments on the wall",
            Change::CommentsRead { .. } => "a comment read",
            Change::CommentWorded { .. } => "the words of a comment",
            Change::CommentAdded { .. } => "a quotation typed in",
            Change::GoalAdded { .. } => "the new goal",
            Change::GoalSet { .. } => "a goal",
            Change::GoalMoved { .. } => "a goal moved",
            Change::GoalRemoved { .. } => "a goal taken off",
        }
    }
}

/// Whether a finding says what was asked, and has one result of a strand in a period that can be.
fn is_sound(finding: &Finding) -> Result<(), Refusal> {
    let no = |words: String| Err(Refusal::new(words));
    if finding.question.trim().is_empty() {
        return no("A finding needs the question that patients were asked.".to_owned());
    }
    if finding.question.chars().count() > LONGEST_TEXT {
        return no(format!(
            "That is too long: {LONGEST_TEXT} characters at most."
        ));
    }
    let mut seen = BTreeSet::new();
    for result in &finding.results {
        if result.positive > result.scored {
            return no(format!(
                "{} good answers of {} cannot be.",
                result.positive, result.scored
            ));
        }
        if result.strand.trim().is_empty() || result.period.trim().is_empty() {
            return no("A result needs a strand and a period.".to_owned());
        }
        if !seen.insert((result.strand.as_str(), result.period.as_str())) {
            return no(format!(
                "There is a result of {} in {} already: correct that one.",
                result.strand, result.period
            ));
        }
    }
    Ok(())
}

/// The places of an order, from 1, by what stands there.
fn places(order: &[String]) -> HashMap<&str, u32> {
    let ids = order.iter().rev().map(String::as_str);
    let places = 1..=u32::try_from(order.len()).unwrap_or(u32::MAX);
    // What is named twice stands at the first of its places.
    ids.zip(places.rev()).collect()
}

/// A place in an order, from 1; none for what is not in it.
fn place(order: &[String], id: &str) -> Option<u32> {
    let at = order.iter().position(|o| o == id)?;
    u32::try_from(at + 1).ok()
}
