//! Rounds: who may vote, what a ballot says, what the count is.

pub mod ballot;
pub mod measure;
pub mod rating;
pub mod round;
pub mod tally;
