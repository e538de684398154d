//! Each tool by its own export, and by exports like it.
