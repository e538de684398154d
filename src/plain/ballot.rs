//! A ballot read back to its voter, who cannot see it.

use crate::{
    app::meeting::{context::Context, ui::Voting},
    domain::{evaluation, vote::method::Keys},
};

/// Answer to the first request. Somebody may sit beside the loudspeaker.
pub(super) const WARNING: &str = "This reads your marks out loud. Put headphones on and type \u{201c}hear\u{201d} again; anything else goes on without.";

/// A line for each goal: its number, its mark, its title.
pub(super) fn heard(room: &Context, voting: &Voting) -> Vec<String> {
    let Some(round) = room.open_round() else {
        return Vec::new();
    };
    let (one, _) = voting.method.marked();
    let lines = round.settings.goals.iter().zip(&voting.marks).enumerate();
    lines
        .map(|(nth, (id, mark))| {
            let mark = match (mark, voting.method.row().keys) {
                (None, _) => "not marked".to_owned(),
                (Some(None), _) => "cannot judge".to_owned(),
                (Some(Some(1)), Keys::YesNo) => "yes".to_owned(),
                (Some(Some(_)), Keys::YesNo) => "no".to_owned(),
                (Some(Some(0)), Keys::Places) => "no place".to_owned(),
                (Some(Some(place)), Keys::Places) => format!("place {place}"),
                (Some(Some(dots)), Keys::Dots) => {
                    crate::domain::words::count((*dots).into(), "dot", "dots")
                }
                (Some(Some(mark)), Keys::Digits(..)) => mark.to_string(),
            };
            let asked = evaluation::question(id).map(|q| q.asked.to_owned());
            let title = asked.or_else(|| room.meeting.goal(id).map(|g| g.title.clone()));
            let title = title.unwrap_or_else(|| id.clone());
            format!(
                "{} {}: {mark}. {title}",
                super::words::capital(one),
                nth + 1
            )
        })
        .collect()
}
