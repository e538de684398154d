//! What the program does with input, and what its screens say. It draws nothing and knows no terminal.

pub mod cards;
pub mod input;
pub mod program;
