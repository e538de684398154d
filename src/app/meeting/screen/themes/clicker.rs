//! The path of a slide clicker through a theme: each finding, its comment, the next finding.

use super::finding;
use crate::app::meeting::{
    context::Context,
    ui::{Sheet, Ui},
};

/// A stop on this path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ClickerStop {
    /// A finding, by its index.
    Finding(usize),
    /// A comment, by its index on the wall.
    Comment(usize),
}

/// The stops in order: each finding followed by its comment; further comments come after the last finding.
fn stops(findings: usize, comments: usize) -> Vec<ClickerStop> {
    let mut stops = Vec::new();
    for at in 0..findings {
        // A number, then a voice: rooms that see only the numbers argue about the survey.
        stops.push(ClickerStop::Finding(at));
        if at < comments {
            stops.push(ClickerStop::Comment(at));
        }
    }
    stops.extend((findings..comments).map(ClickerStop::Comment));
    stops
}

/// The stop beside the finding or comment on the wall; `None` at the end of the theme.
fn stop_beside(
    ui: &Ui,
    room: &Context,
    comment: Option<usize>,
    forward: bool,
) -> Option<ClickerStop> {
    let theme = room.theme()?;
    let comments = room.meeting.comments_on_wall(theme, false).len();
    let stops = stops(theme.wall_order().len(), comments);
    let here = match comment {
        Some(at) => ClickerStop::Comment(at),
        None => ClickerStop::Finding(finding(ui, theme).map_or(0, |(at, _, _)| at)),
    };
    let at = stops.iter().position(|s| *s == here);
    let next = match (at, forward) {
        (Some(at), true) => stops.get(at + 1),
        (Some(at), false) => stops.get(at.checked_sub(1)?),
        // A theme that nobody was asked about still has the comments in which patients spoke of it.
        (None, true) => stops.first(),
        (None, false) => None,
    }?;
    Some(*next)
}

/// The words for the next stop of the theme, such as `on to comment 2 of 4`; `None` at its end.
pub fn stop_ahead(ui: &Ui, room: &Context, comment: Option<usize>) -> Option<String> {
    let theme = room.theme()?;
    Some(match stop_beside(ui, room, comment, true)? {
        ClickerStop::Finding(at) => {
            format!("on to finding {} of {}", at + 1, theme.wall_order().len())
        }
        ClickerStop::Comment(at) => {
            let of = room.meeting.comments_on_wall(theme, false).len();
            format!("on to comment {} of {of}", at + 1)
        }
    })
}

/// Steps to the next or previous stop from the finding or comment on the wall; `None` at the end of the theme.
pub fn clicker(ui: &mut Ui, room: &Context, comment: Option<usize>, forward: bool) -> Option<()> {
    let theme = room.theme()?;
    let next = stop_beside(ui, room, comment, forward)?;
    match next {
        ClickerStop::Finding(at) => {
            ui.finding.insert(theme.id.clone(), at);
        }
        ClickerStop::Comment(at) => ui.push(Sheet::Comments {
            theme: theme.id.clone(),
            at,
            all: false,
        }),
    }
    Some(())
}

/// Shows the last stop of a theme.
// Going back into a theme from the next agenda item must land on what was on the wall before.
pub fn show_last(ui: &mut Ui, room: &Context, theme: &str) {
    let Some(theme) = room.meeting.findings().theme(theme) else {
        return;
    };
    let comments = room.meeting.comments_on_wall(theme, false).len();
    let findings = theme.wall_order().len();
    ui.finding
        .insert(theme.id.clone(), findings.saturating_sub(1));
    if let Some(ClickerStop::Comment(at)) = stops(findings, comments).last() {
        ui.push(Sheet::Comments {
            theme: theme.id.clone(),
            at: *at,
            all: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clicker_shows_each_finding_with_its_comment_and_all_comments() {
        use ClickerStop::{Comment as C, Finding as F};
        assert_eq!(stops(2, 1), [F(0), C(0), F(1)]);
        assert_eq!(stops(1, 3), [F(0), C(0), C(1), C(2)]);
        assert_eq!(stops(0, 1), [C(0)]);
        assert_eq!(stops(0, 0), []);
    }
}
