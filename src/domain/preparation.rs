//! A meeting being prepared: agenda, people, themes, comments and goals before anybody is in the room.
//!
//! Each change holds the whole of what it changes (the list of people, a theme's words), since one person makes them, one at a
//! time, and what is checked is always the whole: a speaker who is not on the list any more is no speaker.

mod apply;
pub mod change;
pub mod checklist;
mod rules;

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use self::{apply::places, change::Change};
use super::{
    agenda::Agenda,
    event_sourced::{EventError, EventSourced},
    findings::{BroughtGoal, Comment, Findings, Theme},
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
}
