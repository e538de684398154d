//! The answers of the room about the meeting itself, drawn as the result of a round is.

use super::picture::Picture;
use crate::{
    app::{
        cards::{
            Block, Role, line,
            strip::{Band, StripNote, Strips},
        },
        meeting::context::Context,
        words,
    },
    domain::{
        evaluation,
        vote::{disclosure::Shown, round::Round, tally::Tally},
    },
};

/// The strips of a counted round about the meeting, a question each, in the order in which they were asked.
pub fn answers(room: &Context, round: &Round) -> Option<Block> {
    let picture = Picture::of(round, None)?;
    let strips = round.settings.goals.iter().map(|id| {
        let mut strip = picture.strip(room.meeting, id, false);
        let asked = evaluation::question(id).map_or(id.as_str(), |q| q.asked);
        strip.row.cells.insert(0, line(Role::Ink, asked));
        // A word of warning belongs to a goal that is decided next. Here nothing is.
        strip.alarm.clear();
        strip.strong = false;
        strip.signs.clear();
        for range in &mut strip.ranges {
            range.role = match range.band {
                Band::Diamonds => Role::Ink,
                Band::Full | Band::Half => Role::Bar,
            };
        }
        for mark in strip.marks.iter_mut().filter(|m| m.role == Role::Bad) {
            mark.role = Role::Ink;
        }
        if let Some(gap) = &mut strip.gap {
            gap.wide = false;
        }
        // Half a question cannot be answered, so it goes over two lines before it is cut.
        strip.tall = true;
        strip
    });
    let turnout = super::result::turnout(round);
    let note = match round.tally().map(Tally::shown) {
        Some(Shown::Withheld) => Some(words::withheld(round)),
        Some(Shown::Small) => Some(words::ranged(round)),
        Some(Shown::Open) | None => None,
    };
    Some(Block::Strips(Box::new(Strips {
        title: vec![line(Role::Strong, "Was it a good meeting?")],
        right: picture.legend(),
        about: turnout
            .first()
            .map(|t| format!("{t} answered"))
            .unwrap_or_default(),
        aside: turnout
            .iter()
            .map(|t| line(Role::Muted, t.as_str()))
            .collect(),
        strips: strips.collect(),
        notes: note
            .into_iter()
            .map(|words| StripNote::Text {
                left: vec![line(Role::Muted, words)],
                right: vec![Vec::new()],
                spare: false,
            })
            .collect(),
        keeps_figures: true,
        ..picture.frame()
    })))
}
