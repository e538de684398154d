//! Rounds of voting: settings, ballots, counts, disclosure, and the rules that pick a set of goals.

pub mod allowed;
pub mod ballot;
pub mod ballot_box;
pub mod channels;
pub mod choose;
pub mod code_card;
pub mod disclosure;
pub mod exact;
pub mod hands;
pub mod measure;
pub mod method;
pub mod rating;
pub mod room_rule;
pub mod round;
pub mod settings;
pub mod tables;
pub mod tally;
