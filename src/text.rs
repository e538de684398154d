//! What outside text must pass before it reaches a terminal: cleaned, measured, broken into lines.
//!
//! Comments, names and file names are data. Nothing in them may move the cursor, turn the reading direction round or
//! make a column come out a cell too wide.

pub mod cell;
pub mod sanitise;
pub mod width;
pub mod wrap;

pub use sanitise::{clean, clean_lines};
pub use width::{Align, fit, pad, truncate, width};
pub use wrap::wrap;
