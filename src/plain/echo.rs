//! Whether a terminal shows what is typed: marks of a secret vote must not stand there for the next voter to read.

/// What shows typed letters, or hides them.
pub trait Echo {
    /// Hides what is typed from now on; says whether nobody can see it.
    fn hide(&mut self) -> bool;

    /// Shows it again.
    fn show(&mut self);
}

/// Nothing that is typed is shown by anybody, as where it comes from a pipe.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoEcho;

impl Echo for NoEcho {
    fn hide(&mut self) -> bool {
        true
    }

    fn show(&mut self) {}
}
