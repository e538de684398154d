//! What the system under the terminal does in its own way: size, mouse, signals, the stop of a shell, typed letters.
//!
//! Both sides offer the same few functions, so that nothing else has to know which one it runs on.

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
pub use self::typing::{hide_typing, show_typing};
#[cfg(unix)]
pub(super) use self::unix::*;
#[cfg(not(unix))]
pub(super) use self::windows::*;
#[cfg(not(unix))]
pub use self::windows::{hide_typing, show_typing};
