//! Every sentence of "what fits" is true.

mod cases;
mod world;
