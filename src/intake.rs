//! Files that others made: what they say, with every problem and its line.

pub mod pb;
