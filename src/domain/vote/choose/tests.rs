//! The rules on small elections made by hand, and what has to hold on any.
