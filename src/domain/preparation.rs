//! A preparation: agenda, people, themes, comments and goals of a meeting before it is held.
//!
//! Each change holds the whole value that it sets (the list of people, a theme's words), because one person makes them, one at a
//! time, and the checks are on the whole: a speaker who is not on the list any more is no speaker.

mod apply;
pub mod change;
pub mod checklist;
mod rules;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use self::{apply::places, change::Change};
use super::{
    agenda::Agenda,
    booklet::Booklet,
    event_sourced::{EventError, EventSourced},
    findings::{BroughtGoal, Comment, Findings, Theme},
    refusal::Refusal,
};

/// The beginning of a preparation: the unit's two files as they were.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PreparationBegan {
    /// The id, unique among preparations.
    pub id: String,
    /// The findings: survey results and comments, by theme.
    pub findings: Findings,
    /// The agenda so far.
    pub agenda: Agenda,
    /// The outcome of the meeting before, as the agenda's file names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// The settings of the booklet.
    #[serde(default, skip_serializing_if = "is_plain")]
    pub booklet: Booklet,
    /// Comments that were read in a preparation before this one, by id.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub read: BTreeSet<String>,
}

fn is_plain(booklet: &Booklet) -> bool {
    *booklet == Booklet::default()
}

/// The place in a preparation, apart from its state: the step on the screen, and the last save.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparationMark {
    /// The step on the screen, from 1; 0 where none was chosen.
    #[serde(default)]
    pub step: usize,
    /// A hash of the state that the files were last written from; `None` if nothing was written yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved: Option<String>,
}

/// A meeting in preparation.
#[derive(Clone, Debug, PartialEq)]
pub struct Preparation {
    began: Arc<PreparationBegan>,
    /// The findings, as they are to be written. Shared until they are changed: comments may be thousands.
    pub findings: Arc<Findings>,
    /// The agenda, as it is to be written.
    pub agenda: Agenda,
    /// The outcome of the meeting before, as the agenda names it.
    pub previous: Option<String>,
    /// The settings of the booklet, as they are to be written.
    pub booklet: Booklet,
    /// Comments that the Pledge Lead has read, by id.
    pub read: BTreeSet<String>,
}

impl EventSourced for Preparation {
    type Began = PreparationBegan;
    type Event = Change;
    type Mark = PreparationMark;
    type Snapshot = ();

    /// The steps between two snapshots: one step may go over all comments, and there are few steps.
    const SNAPSHOT_EVERY: usize = 16;

    const FORMAT: &'static str = "preparation/1";
    const FILE_STEM: &'static str = "preparation";

    fn begin(began: &PreparationBegan) -> Self {
        Self {
            findings: Arc::new(began.findings.clone()),
            agenda: began.agenda.clone(),
            previous: began.previous.clone(),
            booklet: began.booklet.clone(),
            read: began.read.clone(),
            began: Arc::new(began.clone()),
        }
    }

    fn id(began: &PreparationBegan) -> &str {
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
    /// The beginning.
    pub fn began(&self) -> &PreparationBegan {
        &self.began
    }

    /// Decides a change: itself, or none where it changes nothing.
    ///
    /// # Errors
    /// A sentence, if the files after the change could not hold a meeting.
    pub fn decide(&self, change: Change) -> Result<Vec<Change>, Refusal> {
        self.knows(&change)
            .map_err(|_| Refusal::new("That is not there any more."))?;
        if let Change::ThemeRemoved { theme } = &change {
            self.may_remove(theme)?;
        }
        if let Change::UnitSet { unit } = &change
            && unit.name.trim().is_empty()
        {
            return Err(Refusal::new("The unit needs a name."));
        }
        // The files are the unit's only copy of its results: what came from patients can be moved or held back, never deleted here.
        if let Change::FindingRemoved { finding } = &change
            && let Some((_, finding)) = self.findings.finding(finding)
            && !finding.results.is_empty()
        {
            return Err(Refusal::new(
                "It has results: nothing that patients said is thrown away here. r, and an empty line, takes one off.",
            ));
        }
        // The quick way for keys that go through thousands of comments; everything else is tried on a copy and checked as a whole.
        match self.stands_otherwise(&change) {
            Some(true) => return Ok(vec![change]),
            Some(false) => return Ok(Vec::new()),
            None => {}
        }
        let mut after = self.clone();
        after.make(&change);
        // `read` counts as well, which `is_as` leaves out: that compares only what is written to the files.
        if after.is_as(self) && after.read == self.read {
            return Ok(Vec::new());
        }
        after.is_whole()?;
        Ok(vec![change])
    }

    /// True if the same files would be written from both.
    pub fn is_as(&self, other: &Self) -> bool {
        // Most changes leave the findings alone, and one pointer is quicker than thousands of comments.
        let same = Arc::ptr_eq(&self.findings, &other.findings) || self.findings == other.findings;
        same && self.agenda == other.agenda
            && self.previous == other.previous
            && self.booklet == other.booklet
    }

    /// True if a change of a comment's state changes anything; `None` for changes of other kinds. Such a change cannot make the
    /// files unsound, and each key that reads a comment makes one, so nothing is copied to find out.
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

    /// A goal of the findings, with its theme.
    pub fn goal(&self, id: &str) -> Option<(&Theme, &BroughtGoal)> {
        self.findings.themes.iter().find_map(|t| {
            let goal = t.goals.iter().find(|g| g.id == id)?;
            Some((t, goal))
        })
    }

    /// The comments that nobody has read yet: neither read here, nor held, nor chosen for the wall or for print.
    pub fn unread(&self) -> impl Iterator<Item = &Comment> {
        let comments = self.findings.themes.iter().flat_map(|t| &t.comments);
        comments.filter(|c| self.is_unread(c))
    }

    /// True if nobody has read a comment yet.
    pub fn is_unread(&self, comment: &Comment) -> bool {
        !comment.hold && !comment.was_read() && !self.read.contains(&comment.id)
    }

    /// The ids of a theme's comments that are chosen for the wall, in their order.
    pub fn wall(&self, theme: &str) -> Vec<String> {
        let comments = self.findings.theme(theme).map_or(&[][..], |t| &t.comments);
        let mut chosen: Vec<(u32, String)> = comments
            .iter()
            .filter_map(|c| Some((c.wall?, c.id.clone())))
            .collect();
        chosen.sort();
        chosen.into_iter().map(|(_, id)| id).collect()
    }

    /// An id that is not in `taken`, made from words: `jo-ellis` from `Jo Ellis`, with a number if that is taken.
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
        // People see ids in the files, and type them.
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
