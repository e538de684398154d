//! Platform-specific terminal functions: keys, size, mouse, signals, suspension, echo.
//!
//! The Unix and the Windows module have the same functions, so that no other file depends on the platform.

#[cfg(unix)]
mod keys;
#[cfg(any(not(unix), test))]
mod records;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
mod typing;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
mod watchdog;
#[cfg(not(unix))]
mod windows;

#[cfg(unix)]
pub use self::typing::{enter_is_echoed, hide_typing, show_typing};
#[cfg(unix)]
pub(super) use self::unix::*;
#[cfg(not(unix))]
pub(super) use self::windows::*;
#[cfg(not(unix))]
pub use self::windows::{enter_is_echoed, hide_typing, show_typing};
