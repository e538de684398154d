//! Safe display of outside text: cleaning, measuring and wrapping.
//!
//! Comments, names and file names are data. Nothing in them may move the cursor, reverse the reading direction or make a column a
//! cell too wide.

pub mod ascii;
pub mod cell;
pub mod cut;
pub mod hex;
pub mod quotation;
pub mod sanitise;
pub mod tie;
pub mod width;
pub mod wrap;

pub use ascii::ascii;
pub use cut::cut_at_word;
pub use sanitise::{clean, clean_lines};
pub use width::{Align, fit, pad, truncate, width};
pub use wrap::wrap;
