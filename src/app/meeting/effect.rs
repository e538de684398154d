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
    /// Ask the meeting for a command.
    Do {
        /// The command.
        command: Command,
        /// The message once it is done.
        say: Option<String>,
        /// The layer that is put back on top if the command is refused.
        or: Option<Box<Sheet>>,
    },
    /// Record a new position of the room.
    Mark(Mark),
    /// Hand a ballot in.
    // Apart from `Do`: a ballot goes into the ballot box and never through the journal, whose order would tell whose it is.
    Cast {
        /// The voter's id.
        voter: String,
        /// The answers on it.
        answers: Answers,
    },
    /// Hand in a ballot that was marked by a code card.
    CastByCode {
        /// The voter's id.
        voter: String,
        /// The answers on it.
        answers: Answers,
    },
    /// Take a slip of paper in.
    Slip {
        /// The group it counts in.
        group: String,
        /// The answers on it.
        answers: Answers,
    },
    /// Draw a lot between tied goals.
    // An effect and not a command, because the random number comes from outside and the command holds it.
    DrawLot {
        /// The round.
        round: String,
        /// The rule under which they are tied.
        rule: RoomRule,
        /// The goals.
        between: Vec<String>,
    },
    /// Save half-typed text, or delete what was saved of it.
    Keep(Option<Draft>),
    /// Try again to save what is not saved.
    TryAgain,
    /// Go on writing without a lock.
    GoOn,
    /// Merge the steps of another journal of this meeting.
    Merge,
    /// Save in the local data folder instead.
    SaveElsewhere,
    /// Take changed findings from disk into the meeting.
    TakeIn,
    /// Write the papers.
    Papers,
    /// List the steps that an undo would take back.
    ListSteps,
    /// Give a goal the figures of one that was taken over.
    Figures {
        /// The goal's id; the newest goal without one.
        // Its id is the number of a journal entry, which is not known before the goal is there.
        goal: Option<String>,
        /// Money in the first year.
        cost: Option<u64>,
        /// Staff hours in the first year.
        hours: Option<u64>,
    },
}

/// An effect that asks for a command without a message.
pub fn ask(command: Command) -> Effect {
    Effect::Do {
        command,
        say: None,
        or: None,
    }
}

/// An effect that asks for a command, with a message once it is done.
pub fn ask_and_say(command: Command, say: impl Into<String>) -> Effect {
    Effect::Do {
        command,
        say: Some(say.into()),
        or: None,
    }
}
