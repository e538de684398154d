//! Figures of a folder: comments by state, people by group, and dates of retention.

use jiff::civil::Date;

use super::DpiaSource;
use crate::{
    domain::{
        due,
        findings::{Comment, CommentMark},
        words,
    },
    publish::words::{ENGLISH, listed},
};

/// Voting group of patients, as files name it.
pub(super) const PATIENT: &str = "patient";
/// Voting group of the hospital team, as files name it.
pub(super) const TEAM: &str = "mdt";

/// Comments by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CommentCounts {
    pub(super) all: usize,
    pub(super) read: usize,
    pub(super) unread: usize,
    pub(super) held: usize,
    /// Marked as perhaps pointing to a person, and not held.
    pub(super) marked: usize,
    pub(super) wall: usize,
    pub(super) released: usize,
    pub(super) edited: usize,
    pub(super) unsorted: usize,
    pub(super) forgotten: usize,
}

/// People on the list of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct GroupCounts {
    pub(super) listed: usize,
    pub(super) consent: usize,
    /// Present at the meeting, if one was held.
    pub(super) present: Option<usize>,
}

/// Counted content of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) comments: CommentCounts,
    /// People who answered, in all sources.
    pub(super) answered: u64,
    pub(super) patients: GroupCounts,
    pub(super) team: GroupCounts,
    pub(super) others: GroupCounts,
    /// Strands in the order of the file, as the papers call them.
    strands: Vec<String>,
    /// Last planned review.
    pub(super) last_review: Option<Date>,
    /// Day of the last review, if it is past.
    pub(super) ended: Option<Date>,
    pub(super) overdue: usize,
}

impl Figures {
    /// Counts a folder.
    pub(super) fn of(source: &DpiaSource<'_>) -> Self {
        let sources = source.findings.map_or(&[][..], |f| &f.survey.sources);
        let mut strands: Vec<String> = Vec::new();
        for source in sources {
            let strand = ENGLISH.people(&source.strand);
            if !strands.contains(&strand) {
                strands.push(strand);
            }
        }
        let reviews = source.outcome.map_or(&[][..], |o| &o.goals);
        let reviews = reviews.iter().flat_map(|g| &g.reviews);
        let overdue = source
            .outcome
            .map_or_else(Vec::new, |o| due::due(o, source.today, 0));
        Self {
            comments: comments(source),
            answered: sources.iter().map(|s| u64::from(s.answered)).sum(),
            patients: group(source, |g| g == Some(PATIENT)),
            team: group(source, |g| g == Some(TEAM)),
            others: group(source, |g| g != Some(PATIENT) && g != Some(TEAM)),
            strands,
            last_review: reviews.filter_map(|r| r.due).max(),
            ended: source.outcome.and_then(|o| due::ended_on(o, source.today)),
            overdue: overdue.iter().filter(|d| d.overdue).count(),
        }
    }

    /// Number of all people on the list.
    pub(super) fn listed(&self) -> usize {
        self.patients.listed + self.team.listed + self.others.listed
    }

    /// Number of people on the list who agreed to have their name printed.
    pub(super) fn consent(&self) -> usize {
        self.patients.consent + self.team.consent + self.others.consent
    }

    /// Strands, as a list in words; empty without any.
    pub(super) fn strands(&self) -> String {
        listed(&ENGLISH, &self.strands)
    }

    pub(super) fn people_asked(&self) -> String {
        words::count(self.answered, "answer", "answers")
    }

    pub(super) fn comments_said(&self) -> String {
        count(self.comments.all, "comment", "comments")
    }

    pub(super) fn patients_said(&self) -> String {
        count(
            self.patients.listed,
            "patient representative",
            "patient representatives",
        )
    }

    pub(super) fn team_said(&self) -> String {
        count(
            self.team.listed,
            "person of the hospital team",
            "people of the hospital team",
        )
    }
}

/// A number with its unit.
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    words::count(u64::try_from(n).unwrap_or(u64::MAX), one, many)
}

/// A number of exports.
pub(super) fn exports(n: usize) -> String {
    count(n, "export", "exports")
}

/// A number of single comments.
pub(super) fn single_comments(n: usize) -> String {
    count(n, "comment", "comments")
}

/// True if a text in it may identify a person.
fn is_marked(comment: &Comment) -> bool {
    comment
        .marks
        .iter()
        .any(|mark: &CommentMark| mark.may_identify())
}

fn comments(source: &DpiaSource<'_>) -> CommentCounts {
    let themes = source.findings.map_or(&[][..], |f| &f.themes);
    let sorted = themes.iter().flat_map(|t| &t.comments);
    let all: Vec<&Comment> = sorted.chain(source.unsorted).collect();
    let number = |is: fn(&Comment) -> bool| all.iter().filter(|c| is(c)).count();
    CommentCounts {
        all: all.len(),
        read: number(Comment::was_read),
        unread: number(|c| !c.was_read()),
        held: number(|c| c.hold),
        marked: number(|c| is_marked(c) && !c.hold),
        wall: number(|c| c.wall.is_some() && !c.hold),
        released: number(|c| c.publish && !c.hold),
        edited: number(|c| c.edited),
        unsorted: source.unsorted.len(),
        forgotten: source.findings.map_or(0, |f| f.forgotten.len()),
    }
}

fn group(source: &DpiaSource<'_>, is: impl Fn(Option<&str>) -> bool) -> GroupCounts {
    let people = source.agenda.map_or(&[][..], |a| &a.people);
    let people = people.iter().filter(|p| is(p.group.as_deref()));
    // The outcome has walk-ins as well, who are not on the agenda.
    let present = source.outcome.map(|o| {
        let came = o.people.iter().filter(|p| is(p.group.as_deref()));
        came.filter(|p| o.meeting.present.contains(&p.id)).count()
    });
    GroupCounts {
        listed: people.clone().count(),
        consent: people.filter(|p| p.consent).count(),
        present,
    }
}
