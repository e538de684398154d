//! Blocks of an open round: the number of ballots in, the field for a seat number, and the seats.

use super::{Line, Role};

/// A number that the room waits for, in big characters at the left, with a few words beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BigCount {
    /// The number, such as `3 of 9`.
    pub figure: String,
    /// The words that make it a sentence, such as `have voted`.
    pub words: String,
    /// The role of the number.
    pub role: Role,
}

/// The field in which a voter types a seat number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeatField {
    /// The digits so far; empty before the first.
    pub typed: String,
    /// The person of that seat.
    pub person: Line,
    /// The possible next steps, on a line below.
    pub below: Line,
}

/// A seat of the round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// Its number, from 1 on.
    pub number: usize,
    /// The name of its person.
    pub name: String,
    /// Its ballot is in.
    pub voted: bool,
    /// Its number is in the field.
    pub typed: bool,
}
