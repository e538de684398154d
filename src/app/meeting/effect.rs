//! The effects of a meeting: everything that a screen asks for outside of itself. Only `App::perform` does it.

use super::ui::{Draft, Sheet};
use crate::domain::{
    command::Command,
    meeting::Mark,
    vote::{ballot::Answers, room_rule::RoomRule},
};

/// One thing to do outside the screen.
#[derive(Debug)]
pub enum Effect {
    /// Ask the meeting.
    Do {
        /// For this.
        command: Command,
        /// What to say where it is done.
        say: Option<String>,
        /// The layer to put back on top where it is refused.
        or: Option<Box<Sheet>>,
    },
    /// The room is somewhere else.
    Mark(Mark),
    /// Hand a ballot in.
    Cast {
        /// The voter's id.
        voter: String,
        /// What it says.
        answers: Answers,
    },
    /// Take a slip of paper in.
    Slip {
        /// The group it counts in.
        group: String,
        /// What it says.
        answers: Answers,
    },
    /// Draw which of several goals that stand level goes first.
    DrawLot {
        /// The round.
        round: String,
        /// The rule by which they stand level.
        rule: RoomRule,
        /// The goals.
        between: Vec<String>,
    },
    /// Keep half-typed text, or keep none any more.
    Keep(Option<Draft>),
    /// Try to save what is not saved.
    TryAgain,
    /// Goes on writing where no lock could be had.
    GoOn,
    /// Brings in the steps of another record of this meeting.
    Merge,
    /// Save in the local data folder instead.
    SaveElsewhere,
    /// Take in findings that changed on disk.
    TakeIn,
    /// Write everything that the room takes home.
    Papers,
}

/// Ask for a command, and say nothing of it.
pub fn ask(command: Command) -> Effect {
    Effect::Do {
        command,
        say: None,
        or: None,
    }
}

/// Ask for a command, and say so where it is done.
pub fn ask_and_say(command: Command, say: impl Into<String>) -> Effect {
    Effect::Do {
        command,
        say: Some(say.into()),
        or: None,
    }
}
