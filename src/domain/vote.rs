//! Rounds: who may vote, what a ballot says, what the count is, and which set of goals it comes to.

pub mod ballot;
pub mod choose;
pub mod disclosure;
pub mod measure;
pub mod method;
pub mod rating;
pub mod round;
pub mod tally;
