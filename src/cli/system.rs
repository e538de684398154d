//! The operating system, where commands differ by it.

/// True on Windows.
pub(super) const WINDOWS: bool = cfg!(windows);
