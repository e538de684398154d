//! Programs that can be held as a dialogue: a scene, and the little that only some of them have.

use super::{ballot, words};
use crate::{
    app::{
        cards::View,
        follow::Following,
        import::Importing,
        keymap::Scope,
        meeting::{
            App,
            ui::{Sheet, Voting},
        },
        prepare::Preparing,
        programme::Browsing,
        shell::{Scene, menu},
        start::Starting,
    },
    domain::stamp::Stamp,
    store::disk::Disk,
};

/// A program that can be held as a dialogue.
pub trait Spoken: Scene {
    /// First words of the dialogue, such as `The meeting as a dialogue`.
    fn introduction(&self) -> &'static str;

    /// The line at the beginning of a page about its step: `Step 4 of 6: Comments.` `None` in a program without steps.
    fn step(&self, view: &View, _now: Stamp) -> Option<String> {
        let (title, _) = view.stages.iter().find(|(_, here)| *here)?;
        let (number, name) = title.split_once(' ')?;
        let place = match view.place.as_str() {
            "" => String::new(),
            place => words::stopped(format!(" {}", words::capital(&words::tidy(place)))),
        };
        Some(format!(
            "Step {number} of {}: {name}.{place}",
            view.stages.len()
        ))
    }

    /// `true` where rows are read and cannot be chosen.
    fn is_only_read(&self) -> bool {
        false
    }

    /// The open ballot, if it is on top.
    fn ballot(&self) -> Option<&Voting> {
        None
    }

    /// The lines of that ballot, for its voter.
    fn ballot_lines(&self, _now: Stamp) -> Vec<String> {
        Vec::new()
    }

    /// The highest seat number, where one is typed now.
    fn seats(&self) -> Option<usize> {
        None
    }

    /// `true` at the facilitator's own screen.
    fn is_at_desk(&self) -> bool {
        false
    }

    /// `true` while a timer runs.
    fn is_timed(&self, _now: Stamp) -> bool {
        false
    }

    /// `true` where the letters of the full screen begin the text of a field.
    fn is_form(&self) -> bool {
        false
    }
}

impl<D: Disk> Spoken for App<D> {
    fn introduction(&self) -> &'static str {
        "The meeting as a dialogue"
    }

    fn step(&self, view: &View, now: Stamp) -> Option<String> {
        stage(view, self.room(now).follow_up)
    }

    fn ballot(&self) -> Option<&Voting> {
        match self.ui.shell.own_on_top() {
            Some(Sheet::Ballot(voting)) => Some(voting),
            _ => None,
        }
    }

    fn ballot_lines(&self, now: Stamp) -> Vec<String> {
        let voting = self.ballot();
        voting.map_or_else(Vec::new, |voting| ballot::heard(&self.room(now), voting))
    }

    /// On the page of an open round.
    fn seats(&self) -> Option<usize> {
        let scope = menu(self).first().map(|e| e.row.scope);
        let is_here = matches!(scope, Some(Scope::OpenRound | Scope::AllVoted));
        is_here.then(|| self.meeting().people().len())
    }

    fn is_at_desk(&self) -> bool {
        self.room(self.ui.shell.now).desk
    }

    fn is_timed(&self, now: Stamp) -> bool {
        self.room(now).mark.running.is_some()
    }

    fn is_form(&self) -> bool {
        matches!(
            self.ui.shell.own_on_top(),
            Some(Sheet::GoalForm { .. } | Sheet::OwnerForm { .. })
        )
    }
}

impl<D: Disk> Spoken for Preparing<D> {
    fn introduction(&self) -> &'static str {
        "The preparation as a dialogue"
    }
}

impl Spoken for Importing {
    fn introduction(&self) -> &'static str {
        "The import as a dialogue"
    }
}

impl Spoken for Starting {
    fn introduction(&self) -> &'static str {
        "The first page as a dialogue"
    }
}

impl Spoken for Browsing {
    fn introduction(&self) -> &'static str {
        "The programme as a dialogue"
    }

    fn step(&self, view: &View, _: Stamp) -> Option<String> {
        let (title, _) = view.stages.iter().find(|(_, here)| *here)?;
        let (number, name) = title.split_once(' ')?;
        Some(format!("Table {number} of {}: {name}.", view.stages.len()))
    }
}

impl<D: Disk> Spoken for Following<D> {
    fn introduction(&self) -> &'static str {
        "What the meeting shows, read out as it changes"
    }

    fn step(&self, view: &View, now: Stamp) -> Option<String> {
        stage(view, self.is_follow_up(now))
    }

    fn is_only_read(&self) -> bool {
        true
    }
}

/// Stage and agenda item: `Stage 3 of 7: Themes. Agenda: 3 of 13.`
fn stage(view: &View, is_review: bool) -> Option<String> {
    let (title, _) = view.stages.iter().find(|(_, here)| *here)?;
    let (number, name) = title.split_once(' ')?;
    if is_review {
        let looked = match view.place.as_str() {
            "" => String::new(),
            place => format!(" {}.", words::tidy(place)),
        };
        return Some(format!(
            "A review, months after the meeting: {name}.{looked}"
        ));
    }
    let agenda = if view.place.is_empty() {
        String::new()
    } else {
        format!(" Agenda: {}.", words::tidy(&view.place))
    };
    Some(format!(
        "Stage {number} of {}: {name}.{agenda}",
        view.stages.len()
    ))
}
