//! What a slide clicker goes through on a theme: each finding, its comment, the next finding.

use super::finding;
use crate::app::meeting::{
    room::Room,
    ui::{Layer, Ui},
};

/// What a clicker shows of a theme, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ClickerStop {
    /// A finding, by its place on the wall.
    Finding(usize),
    /// A comment, by its place on the wall.
    Comment(usize),
}

/// Each finding, then its comment: the one that stands under it on the card. Comments that are left follow the last finding.
fn stops(findings: usize, comments: usize) -> Vec<ClickerStop> {
    let mut stops = Vec::new();
    for at in 0..findings {
        stops.push(ClickerStop::Finding(at));
        if at < comments {
            stops.push(ClickerStop::Comment(at));
        }
    }
    stops.extend((findings..comments).map(ClickerStop::Comment));
    stops
}

/// A clicker's step inside the theme; `None` where it leaves it. The finding or comment on the wall is the one on top.
pub fn clicker(ui: &mut Ui, room: &Room, comment: Option<usize>, forward: bool) -> Option<()> {
    let theme = room.theme()?;
    let comments = room.meeting.comments_on_wall(theme, false).len();
    let stops = stops(theme.on_the_wall().len(), comments);
    let here = match comment {
        Some(at) => ClickerStop::Comment(at),
        None => ClickerStop::Finding(finding(ui, theme).map_or(0, |(at, _, _)| at)),
    };
    let at = stops.iter().position(|s| *s == here);
    let next = match (at, forward) {
        (Some(at), true) => stops.get(at + 1),
        (Some(at), false) => stops.get(at.checked_sub(1)?),
        // A theme without findings begins with its first comment.
        (None, true) => stops.first(),
        (None, false) => None,
    }?;
    match *next {
        ClickerStop::Finding(at) => {
            ui.finding.insert(theme.id.clone(), at);
        }
        ClickerStop::Comment(at) => ui.push(Layer::Comments {
            theme: theme.id.clone(),
            at,
            all: false,
        }),
    }
    Some(())
}

/// Shows the last that a clicker shows of a theme.
pub fn show_last(ui: &mut Ui, room: &Room, theme: &str) {
    let Some(theme) = room.meeting.findings().theme(theme) else {
        return;
    };
    let comments = room.meeting.comments_on_wall(theme, false).len();
    let findings = theme.on_the_wall().len();
    ui.finding
        .insert(theme.id.clone(), findings.saturating_sub(1));
    if let Some(ClickerStop::Comment(at)) = stops(findings, comments).last() {
        ui.push(Layer::Comments {
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
